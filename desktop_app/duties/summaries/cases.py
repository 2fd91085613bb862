"""案例: each with its figures, what it rests on, and its length against what the rule table allows."""

from dataclasses import dataclass

from desktop_app.base.pinyin import load_pinyin
from desktop_app.duties.summaries.case_figures import is_stale
from desktop_app.records.children import children_of
from desktop_app.records.rules import RuleContext
from desktop_app.registers.displays.case_studies import PARTS, WRITTEN, CaseFigure, CaseLink, CaseStudy


@dataclass(frozen=True)
class Case:
    """One case with its children."""

    study: CaseStudy
    figures: tuple[CaseFigure, ...]
    links: tuple[CaseLink, ...]


@dataclass(frozen=True, slots=True)
class Length:
    """How many characters a part of a case has, and how many it may have."""

    title: str
    count: int
    most: int

    @property
    def is_over(self) -> bool:
        """Whether it is too long."""
        return self.count > self.most

    @property
    def words(self) -> str:
        """摘要 320/1500 字."""
        return f"{self.title} {self.count}/{self.most} 字"


def cases(context: RuleContext, office: str | None = None) -> list[Case]:
    """The cases of ``office`` (default: the own one): those being written first, then the latest finished.

    In three queries, however many there are.
    """
    studies = context.find(CaseStudy.live().where(CaseStudy.owner_office == (office or context.office)))
    sound = load_pinyin().text_key
    studies.sort(key=lambda one: (one.finished_on is not None, _later_first(one), sound(one.title or "")))
    uids = [one.uid for one in studies]
    figures = children_of(context, CaseFigure, uids, "seq")
    links = children_of(context, CaseLink, uids)
    return [Case(one, tuple(figures[one.uid]), tuple(links[one.uid])) for one in studies]


def _later_first(study: CaseStudy) -> int:
    return -study.finished_on.toordinal() if study.finished_on is not None else 0


def lengths(texts: dict[str, str | None], context: RuleContext) -> tuple[Length, Length]:
    """The abstract and the body against their limits; ``texts`` by box name, as written or as being typed."""
    body = sum(len(texts.get(name) or "") for name in WRITTEN)
    return (
        Length("摘要", len(texts.get("abstract") or ""), int(context.rule("case_abstract_most"))),
        Length("正文", body, int(context.rule("case_body_most"))),
    )


def stale_figures(case: Case, context: RuleContext) -> tuple[str, ...]:
    """The uids of the figures that the registers would give otherwise today."""
    return tuple(one.uid for one in case.figures if one.figure and is_stale(one.figure, context))


def told(figure: CaseFigure) -> str:
    """What a figure says in the text: 全年办结群众诉求 12 件."""
    assert figure.figure  # it was drawn when it was put in
    entry = figure.figure[0]
    return f"{figure.note or entry['title']} {entry['value']} {entry['unit']}".strip()


def put_in(text: str | None, words: str) -> str:
    """The text with ``words`` as a sentence at its end."""
    before = (text or "").rstrip()
    return f"{before}{'' if not before or before.endswith(('。', '；', '！', '？')) else '。'}{words}。"


def put_anew(text: str | None, before: str, now: str) -> str | None:
    """The text with the words of a figure drawn anew; None when the old words do not stand there once."""
    return text.replace(before, now) if text is not None and text.count(before) == 1 else None


PART_TITLES = {name: PARTS[name] for name in WRITTEN}
