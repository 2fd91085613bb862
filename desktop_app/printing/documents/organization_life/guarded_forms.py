"""组织处置审批表 and 党员处分审批表: heads and dates from the record; facts and opinions left for the pen.

What a member did is not printed from the program: the sheets are kept apart and few may read them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reportlab.platypus import Flowable, Spacer

from desktop_app.base.names import spaced
from desktop_app.printing.documents.draft import NOTE, SIGNING, Draft, name_of_paper, office_draft
from desktop_app.printing.documents.ledger_view import GAP, LedgerView, branch_name, day_words, found
from desktop_app.printing.type.forms import Cell, RuledForm, label, ticked
from desktop_app.printing.type.page import MM
from desktop_app.printing.type.paragraph import Paragraph
from desktop_app.registers.organization_life.disciplines import PENALTIES, WATCHED, Discipline
from desktop_app.registers.organization_life.disposals import (
    CORRECT,
    PERSUADE,
    STRIKE,
    Disposal,
    vote_of,
)
from desktop_app.registers.organization_life.meetings import Meeting
from desktop_app.registers.people.members import Member

_FORM = (2.7, 4.6, 2.7, 4.6)
_FIGURES = (("应到", "expected"), ("实到", "present"), ("赞成", "ayes"), ("反对", "noes"), ("弃权", "abst"))
_NARROW = "内部材料：单独保管，只限有权查阅的人查阅，不张贴、不外传；组织处置和党纪处分分别立卷。"
DISPOSAL, PENALTY = "党员组织处置审批表", "党员处分审批表"


@dataclass(frozen=True)
class GuardedForm:
    """One form: its rows of (label, words) that are known, the blank parts below, and their heights."""

    title: str
    org: str
    name: str
    pairs: tuple[tuple[tuple[str, str], ...], ...]
    blanks: tuple[tuple[str, str, float], ...]


def _person(member: Member | None, ledger: LedgerView) -> tuple[tuple[tuple[str, str], ...], ...]:
    """The head of either form: who it is about; empty cells on a blank form."""

    def box(name: str) -> str:
        value = getattr(member, name) if member is not None else None
        if member is None:
            return ""
        if value is None:
            return GAP
        shown = value.chinese() if hasattr(value, "chinese") else None
        return shown or Member._meta.fields[name].show(value, ledger.name) or GAP

    born = day_words(member.birth_date, GAP) if member is not None else ""
    return (
        (("姓　　名", spaced(member.name) if member is not None else ""), ("性　　别", box("gender"))),
        (("民　　族", box("ethnicity")), ("出生日期", born)),
        (("入党日期", box("joined_on")), ("转正日期", box("full_on"))),
        (("工作单位\n及 职 务", box("work_unit")),),
    )


def _day(day: date | None, *, blank: bool) -> str:
    return SIGNING if blank or day is None else day_words(day)


def gather_disposal(ledger: LedgerView, uid: str | None = None) -> GuardedForm:
    """The form of disposal ``uid``, or a blank one; UserError when it is gone."""
    one = found(ledger, Disposal, uid) if uid else Disposal(state=None)
    member = ledger.get(Member, one.member) if uid else None
    meeting = ledger.get(Meeting, one.meeting) if uid else None
    vote = vote_of(one, ledger) if uid else None
    span = meeting.start_end if meeting is not None else None
    told = [(words, getattr(vote, box)) for words, box in _FIGURES] if vote is not None else []
    votes = "　".join(f"{words} {number}" for words, number in told) or "　　".join(
        words for words, _ in _FIGURES
    )
    term = f"{_day(one.from_on, blank=not uid)} 至 {_day(one.until_on, blank=not uid)}"
    return GuardedForm(
        DISPOSAL,
        branch_name(ledger, one.owner_office if uid else ""),
        spaced(member.name) if member is not None else "",
        (
            *_person(member, ledger),
            (("处置方式", ticked((CORRECT, PERSUADE, STRIKE), (one.kind if uid else "",))),),
            (("处置情形", one.ground or GAP if uid else ""),),
            (
                ("支委会提出", _day(one.proposed_on if uid else None, blank=not uid)),
                ("党委备案", _day(one.filed_on, blank=not uid)),
            ),
            (
                ("调查核实", _day(one.verified_on, blank=not uid)),
                ("听取意见", _day(one.talk_on, blank=not uid)),
            ),
            (
                ("支部大会", day_words(span.day) if span is not None else SIGNING),
                ("告知本人", _day(one.informed_on, blank=not uid)),
            ),
            (("大会表决", votes),),
            (("改正期限", term if not uid or one.kind == CORRECT else "—"),),
        ),
        (
            ("主要事实\n（按核实材料\n填　　写）", "", 42.0),
            ("本人意见", f"签字：＿＿＿＿＿＿　{SIGNING}", 22.0),
            ("支部意见", f"书记签字：＿＿＿＿＿＿　{SIGNING}", 22.0),
            ("基层党委\n审批意见", f"（盖章）　{SIGNING}", 24.0),
        ),
    )


def gather_discipline(ledger: LedgerView, uid: str | None = None) -> GuardedForm:
    """The form of penalty ``uid``, or a blank one; UserError when it is gone."""
    one = found(ledger, Discipline, uid) if uid else Discipline(state=None)
    member = ledger.get(Member, one.member) if uid else None
    meeting = ledger.get(Meeting, one.meeting) if uid else None
    span = meeting.start_end if meeting is not None else None
    what = "察看期至" if uid and one.kind == WATCHED else "影响期至"
    return GuardedForm(
        PENALTY,
        branch_name(ledger, one.owner_office if uid else ""),
        spaced(member.name) if member is not None else "",
        (
            *_person(member, ledger),
            (("处分种类", ticked(PENALTIES, (one.kind if uid else "",), a_line=3)),),
            (("决定机关", one.organ or GAP if uid else ""),),
            (
                ("决定文号", one.document or "" if uid else ""),
                ("决定日期", _day(one.decided_on if uid else None, blank=not uid)),
            ),
            (
                (what, _day(one.effect_to, blank=not uid)),
                ("宣布日期", _day(one.announced_on, blank=not uid)),
            ),
            (
                ("事实材料\n见面日期", _day(one.seen_on, blank=not uid)),
                ("支部大会", day_words(span.day) if span is not None else SIGNING),
            ),
        ),
        (
            ("违纪事实\n（按审查材料\n填　　写）", "", 42.0),
            ("本人意见", f"签字：＿＿＿＿＿＿　{SIGNING}", 22.0),
            ("支部大会\n决　　议", f"书记签字：＿＿＿＿＿＿　{SIGNING}", 24.0),
            ("上级党组织\n审批意见", f"（盖章）　{SIGNING}", 24.0),
        ),
    )


def story(form: GuardedForm) -> list[Flowable]:
    """The paper: who and when, then the parts written by hand, then who may read it."""
    rows, heights = [], []
    for pairs in form.pairs:
        span = 3 if len(pairs) == 1 else 1
        rows.append([cell for name, words in pairs for cell in (label(name), Cell(words, span))])
        heights.append(9.0)
    for name, foot, height in form.blanks:
        rows.append([label(name), Cell("\n" * _lines(height) + foot, 3, align="right")])
        heights.append(height)
    return [
        name_of_paper(form.title),
        Paragraph(f"党支部：{form.org}", NOTE),
        RuledForm(_FORM, rows, size=10.5, heights=heights),
        Spacer(1, 2 * MM),
        Paragraph(_NARROW, NOTE),
    ]


def _lines(height: float) -> int:
    """Empty lines above the signature, so that it stands at the foot of its cell."""
    return max(0, int(height / 6) - 2)


def _draft(kind: str, form: GuardedForm, about: Sequence[str]) -> Draft:
    return office_draft(kind, form.title, form, story(form), about=" ".join(about))


def disposal_draft(ledger: LedgerView, uid: str | None = None) -> Draft:
    """The 党员组织处置审批表 of one disposal, or a blank one."""
    form = gather_disposal(ledger, uid)
    return _draft("处置审批表", form, (form.name.replace("　", ""),) if form.name else ())


def discipline_draft(ledger: LedgerView, uid: str | None = None) -> Draft:
    """The 党员处分审批表 of one penalty, or a blank one."""
    form = gather_discipline(ledger, uid)
    return _draft("处分审批表", form, (form.name.replace("　", ""),) if form.name else ())
