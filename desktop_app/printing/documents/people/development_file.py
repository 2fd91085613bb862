"""发展党员纪实表: one person's way with its days, the half-year reviews and the list of material."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Spacer

from desktop_app.base.periods import chinese_date
from desktop_app.duties.people.development_path import STAGES, Path, PathStep, copied_words, file_of
from desktop_app.printing.documents.draft import (
    NOTE,
    PART,
    SIGNING,
    Draft,
    long_part,
    name_of_paper,
    office_draft,
)
from desktop_app.printing.documents.ledger_view import GAP, LedgerView, branch_name, day_words, found
from desktop_app.printing.documents.people.development_words import FORM, about_step, box, who
from desktop_app.printing.type.forms import Cell, RuledForm, label, paired
from desktop_app.printing.type.page import MM
from desktop_app.printing.type.paragraph import Paragraph
from desktop_app.printing.type.ruled import Column, RuledSheet
from desktop_app.registers.people.development import ENDED, Development, DevelopmentMaterial
from desktop_app.registers.people.development_gates import copied
from desktop_app.registers.rules.rule_table import paper_sources

_PATH = (
    Column("环　节", 42),
    Column("日　期", 44, align="center"),
    Column("情　况", weight=1),
)
_REVIEWS = (
    Column("次", 12, align="center"),
    Column("考察日期", 30, align="center"),
    Column("考察意见", weight=1),
    Column("考察人", 22, align="center"),
    Column("签　名", 24, align="center"),
)
_MATERIALS = (
    Column("序号", 12, align="center"),
    Column("材　料", weight=1),
    Column("情　况", weight=1, align="center"),
    Column("页数", 18, align="center"),
    Column("收到日期", 34, align="center"),
)


@dataclass(frozen=True)
class DevelopmentPaper:
    """One person's file in words."""

    org: str
    name: str
    stage: str
    head: tuple[tuple[str, str], ...]
    copied: str
    sources: tuple[str, ...]
    steps: tuple[tuple[str, str, str], ...]
    reviews: tuple[tuple[str, ...], ...]
    materials: tuple[tuple[str, ...], ...]


def gather(ledger: LedgerView, uid: str) -> DevelopmentPaper:
    """The file ``uid``; UserError when it is gone."""
    record = found(ledger, Development, uid)
    one = file_of(record, ledger)
    return DevelopmentPaper(
        branch_name(ledger, record.owner_office),
        record.person,
        record.stage,
        _head(record, ledger),
        copied_words(record),
        _sources(record, ledger),
        tuple(
            (step.title, _day(record, step), about_step(record, step.key, ledger))
            for step in one.path.steps
            # Reviews that were made stand in the part of their own.
            if step.done_on is None or not _REVIEW.fullmatch(step.key)
        ),
        tuple(
            (
                str(at),
                day_words(review.on),
                review.text or GAP,
                ledger.name(review.by) if review.by else GAP,
                "",
            )
            for at, review in enumerate(one.reviews, 1)
        ),
        _materials(one.path, one.materials),
    )


_REVIEW = re.compile(r"(review|watch)\d+")
# The title and year of a regulation, and the article behind them.
_CITATION = re.compile(r"(.*》(?:（[^）]*）)?)(.*)")
# The stage by which a step must have been taken; without a day then, it is missing.
_BY = {
    1: ("talk", "recommend", "activist"),
    2: ("filed", "opinions", "candidate_meeting", "answer", "notice", "candidate"),
    3: ("review", "training", "committee", "pre_review", "meeting"),
    4: (
        "superior_talk",
        "approval",
        "oath",
        "convert_apply",
        "convert_opinions",
        "convert",
        "convert_approval",
    ),
}
# Whose sources the paper names, each by the day of its event.
_CITED = (
    ("develop_talk_months", "applied_on"),
    ("develop_activist_months", "candidate_on"),
    ("develop_introducers", "accepted_on"),
    ("probation_months", "converted_on"),
)


def _day(record: Development, step: PathStep) -> str:
    """The day a step was taken, marked where it was copied; 【待补】 where it should have been taken."""
    if step.done_on is not None:
        return f"{chinese_date(step.done_on)}{'（补录）' if copied(record, step.done_on) else ''}"
    at = STAGES.index(record.stage) if record.stage in STAGES else 0
    due = next((stage for stage, keys in _BY.items() if step.key in keys), None)
    late = step.due is not None and not step.earliest and due is None and step.state.value == "逾期"
    return GAP if late or (due is not None and at >= due) else ""


def _sources(record: Development, ledger: LedgerView) -> tuple[str, ...]:
    told: dict[str, list[str]] = {}
    for key, name in _CITED:
        day = getattr(record, name)
        if day is not None:
            for words in paper_sources(ledger, (key,), day):
                found = _CITATION.fullmatch(words)
                title, article = found.groups() if found else (words, "")
                told.setdefault(title, []).extend([article] if article else [])
    return tuple(title + "、".join(dict.fromkeys(articles)) for title, articles in told.items())


def _head(record: Development, ledger: LedgerView) -> tuple[tuple[str, str], ...]:
    stage = str(record.stage) if record.stage != ENDED else f"{ENDED}（{record.end_reason or GAP}）"
    return (
        *who(record, ledger),
        ("身份证号", record.id_number),
        ("手机号码", box(record, "mobile", ledger)),
        ("现在阶段", stage),
        ("预备期满", box(record, "probation_end", ledger, "")),
    )


def _materials(path: Path, rows: Sequence[DevelopmentMaterial]) -> tuple[tuple[str, ...], ...]:
    days = {row.uid: row.on for row in rows}
    told = []
    for at, one in enumerate(path.materials, 1):
        last = max((day for uid in one.uids if (day := days.get(uid))), default=None)
        words = "√ 已有" if one.uids else one.words
        pages = str(one.pages) if one.pages else ""
        told.append((str(at), one.name, words, pages, day_words(last, "")))
    return tuple(told)


def story(file: DevelopmentPaper) -> list[Flowable]:
    """The paper: who, the way, the reviews, the material, who answers for it."""
    reviews = file.reviews or [("", "", "还没有考察记录", "", "")]
    signing = [
        [label("党支部书记"), Cell(""), label("组织委员"), Cell("")],
        [label("党支部盖章"), Cell(""), label("日　　期"), Cell(SIGNING, align="right")],
    ]
    return [
        name_of_paper(file.org, "发展党员纪实表"),
        RuledForm(FORM, paired(file.head), size=10.5, heights=7.6),
        *long_part("一、发展过程"),
        RuledSheet(_PATH, file.steps or [("", "", "")], size=10, row_height=6.6),
        *(Paragraph(words, NOTE) for words in _foot(file)),
        CondPageBreak(40 * MM),
        Paragraph("二、半年考察", PART),
        RuledSheet(_REVIEWS, reviews, size=10, row_height=12.0),
        KeepTogether(
            [
                Paragraph("三、材料清单", PART),
                RuledSheet(_MATERIALS, file.materials, size=10, row_height=7.0),
                Spacer(1, 4 * MM),
                RuledForm(FORM, signing, size=10.5, heights=[11.0, 14.0]),
            ]
        ),
    ]


def _foot(file: DevelopmentPaper) -> list[str]:
    told = [f"{file.copied}。"] if file.copied else []
    return [*told, *([f"依据：{'；'.join(file.sources)}。"] if file.sources else [])]


def draft(ledger: LedgerView, uid: str) -> Draft:
    """The 发展党员纪实表 of record ``uid``."""
    file = gather(ledger, uid)
    return office_draft("发展党员纪实表", "发展党员纪实表", file, story(file), about=file.name)
