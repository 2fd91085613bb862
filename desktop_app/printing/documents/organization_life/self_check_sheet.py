"""对照检查表: last promises and what came of them, problems by aspect, 三个摆进去, causes, measures."""

from dataclasses import dataclass

from reportlab.platypus import Flowable, KeepTogether, Spacer

from desktop_app.duties.organization_life.self_checks import Promised, SelfCheckSheet, sheets
from desktop_app.printing.documents.draft import PART, SIGNING, Draft, name_of_paper, office_draft
from desktop_app.printing.documents.ledger_view import (
    GAP,
    NONE,
    LedgerView,
    branch_name,
    day_words,
    found,
    written,
)
from desktop_app.printing.documents.wording import in_days
from desktop_app.printing.type.forms import Cell, RuledForm, label, ticked
from desktop_app.printing.type.page import MM
from desktop_app.printing.type.paragraph import Paragraph
from desktop_app.printing.type.ruled import Column, RuledSheet
from desktop_app.registers.organization_life.self_checks import (
    ASPECTS,
    PARTY_SPIRIT,
    THREE_INS,
    SelfCheck,
    SelfCheckCriticism,
)

_FORM = (3.2, 4.3, 2.4, 4.3)
_PROMISED = (
    Column("序号", 12, align="center"),
    Column("上次答应做的", weight=2),
    Column("完成时限", 32, align="center"),
    Column("办到哪一步", 46),
)
_MEASURES = (
    Column("序号", 12, align="center"),
    Column("针对的问题", weight=1.5),
    Column("整改措施", weight=2),
    Column("完成时限", 30, align="center"),
    Column("问题清单", 36),
)
_VOICES = (
    Column("提意见人", 24, align="center"),
    Column("批评意见", weight=2),
    Column("本人态度", weight=1.2),
)


_OWED = (*THREE_INS, "causes", *PARTY_SPIRIT)


@dataclass(frozen=True)
class CheckSheet:
    """One sheet in words."""

    org: str
    subject: str
    boxes: tuple[tuple[str, str, str], ...]
    promised: tuple[tuple[str, ...], ...]
    aspects: tuple[tuple[str, str], ...]
    measures: tuple[tuple[str, ...], ...]
    voices: tuple[tuple[str, ...], ...]
    day: str = SIGNING


def gather(ledger: LedgerView, uid: str, voices: bool = False) -> CheckSheet:
    """The sheet ``uid``; with ``voices`` what others said too, which few may read."""
    office = found(ledger, SelfCheck, uid).owner_office
    sheet = next(one for one in sheets(ledger, office) if one.check.uid == uid)
    boxes = SelfCheck._meta.fields

    def words(name: str) -> str:
        value = getattr(sheet.check, name)
        if name == "standards":
            return ticked(tuple(boxes[name].options), value or ())
        if not value:
            # What the sheet owes stands out; what it may leave open is left open.
            return GAP if name in _OWED else "—"
        return written(boxes[name], value, ledger)

    named = (
        "subject",
        "year",
        "theme",
        "standards",
        "meeting",
        *THREE_INS,
        "causes",
        *PARTY_SPIRIT,
        "pledge",
    )
    return CheckSheet(
        branch_name(ledger, office),
        ledger.name(sheet.check.subject),
        tuple((name, boxes[name].title, words(name)) for name in named),
        tuple(
            (str(place), one.measure.text, day_words(one.measure.due_on), in_days(one.words))
            for place, one in enumerate(sheet.promised, 1)
        ),
        _aspects(sheet),
        tuple(
            (
                str(place),
                _answered(sheet, one),
                one.measure.text,
                day_words(one.measure.due_on),
                in_days(one.words),
            )
            for place, one in enumerate(sheet.measures, 1)
        ),
        _voices(sheet, ledger) if voices else (),
        day_words(sheet.check.written_on, SIGNING),
    )


def _answered(sheet: SelfCheckSheet, one: Promised) -> str:
    """The problem a measure is for; 【待补】 where the measure names none of the sheet."""
    return next((problem.text for problem in sheet.problems if problem.uid == one.measure.problem), GAP)


def _aspects(sheet: SelfCheckSheet) -> tuple[tuple[str, str], ...]:
    """The six aspects in their order, each with its problems; other ones only where there are any."""
    told = []
    for aspect in ASPECTS:
        texts = [one.text for one in sheet.problems if one.aspect == aspect]
        if texts or aspect != ASPECTS[-1]:
            lines = [f"{at}. {text}" for at, text in enumerate(texts, 1)] if len(texts) > 1 else texts
            told.append((aspect, "\n".join(lines) or "—"))
    return tuple(told)


def _voices(sheet: SelfCheckSheet, ledger: LedgerView) -> tuple[tuple[str, ...], ...]:
    boxes = SelfCheckCriticism._meta.fields
    return tuple(
        tuple(written(boxes[name], getattr(one, name), ledger) for name in ("critic", "text", "answer"))
        for one in sheet.criticisms
    )


def story(told: CheckSheet) -> list[Flowable]:
    """The parts in the order of the sheet, and room for the signature."""
    words = {name: (label(title), text) for name, title, text in told.boxes}

    def whole(name: str) -> list[Cell]:
        return [words[name][0], Cell(words[name][1], 3)]

    def pair(left: str, right: str) -> list[Cell]:
        return [words[left][0], Cell(words[left][1]), words[right][0], Cell(words[right][1])]

    head = [pair("subject", "year"), whole("theme"), whole("standards"), whole("meeting")]
    foot = [[label("签　　名"), Cell(""), label("日　　期"), Cell(told.day, align="right")]]
    first = (NONE, NONE, NONE, NONE)
    out: list[Flowable] = [
        name_of_paper(told.org, "对照检查表"),
        RuledForm(_FORM, head, size=10.5, heights=9.0),
        Paragraph("一、上次整改落实", PART),
        RuledSheet(_PROMISED, told.promised or [first], size=10, row_height=9),
        Paragraph("二、查摆问题（六个方面）", PART),
        RuledForm((3.2, 11.0), [[label(a), Cell(t)] for a, t in told.aspects], size=10.5, heights=10.0),
        Paragraph("三、三个摆进去", PART),
        RuledForm(_FORM, [whole(name) for name in THREE_INS], size=10.5, heights=12.0),
        Paragraph("四、党性分析", PART),
        RuledForm(_FORM, [whole(name) for name in ("causes", *PARTY_SPIRIT)], size=10.5, heights=12.0),
        Paragraph("五、整改措施与承诺", PART),
        RuledSheet(_MEASURES, told.measures or [(NONE, GAP, GAP, GAP, NONE)], size=10, row_height=9),
        Spacer(1, 2 * MM),
        RuledForm(_FORM, [whole("pledge")], size=10.5, heights=12.0),
    ]
    if told.voices:
        out += [Paragraph("六、批评意见", PART), RuledSheet(_VOICES, told.voices, size=10, row_height=9)]
    return [*out, Spacer(1, 3 * MM), KeepTogether([RuledForm(_FORM, foot, size=10.5, heights=12.0)])]


def draft(ledger: LedgerView, uid: str, voices: bool = False) -> Draft:
    """The 对照检查表 of one sheet; ``voices`` prints the criticisms too."""
    told = gather(ledger, uid, voices)
    year = next(text for name, _, text in told.boxes if name == "year")
    about = f"{told.subject} {year}年"
    return office_draft("对照检查表", "对照检查表", told, story(told), about=about)
