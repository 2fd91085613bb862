"""方案和教案: what a 主题党日 or 组织生活会 is to be, or what a 党课 is to teach, before it is held."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus import Flowable, KeepTogether

from desktop_app.duties.organization_life.minutes import TITLES
from desktop_app.printing.documents.draft import SIGNING, Draft, name_of_paper, office_draft
from desktop_app.printing.documents.ledger_view import GAP, NONE, LedgerView, called, full_name_of, numbered
from desktop_app.printing.documents.organization_life.meeting_notice import DEMANDS
from desktop_app.printing.documents.organization_life.minutes import read
from desktop_app.printing.documents.wording import span_words
from desktop_app.printing.type.forms import Cell, RuledForm, label
from desktop_app.registers.organization_life.meeting_kinds import (
    LECTURE,
    LIFE_MEETING,
    THEME_DAY,
    named_kinds,
)
from desktop_app.registers.organization_life.meetings import Meeting

PLANNED = (THEME_DAY, LECTURE, LIFE_MEETING)
_FORM = (2.3, 5.2, 2.3, 5.2)
_SPLIT = "，"


@dataclass(frozen=True)
class MeetingPlan:
    """One plan: its name, its lines, the steps (when, what, who) of one that has steps."""

    org: str
    title: str
    lecture: bool
    lines: tuple[tuple[str, str], ...]
    steps: tuple[tuple[str, str, str], ...]
    after: tuple[tuple[str, str], ...]


def gather(ledger: LedgerView, uid: str) -> MeetingPlan:
    """The plan of meeting ``uid``. UserError when it is gone."""
    view = read(ledger, uid)
    meeting, kinds = view.file.meeting, named_kinds(view.file.meeting)
    org = full_name_of(view.roster.home)
    expected = len(view.roster.expected(meeting.kind, view.day, meeting.org).people)
    guests = "；".join(meeting.observers or ())
    here: tuple[tuple[str, str], ...] = (
        ("主　　题", meeting.title),
        ("时　　间", span_words(meeting.start_end, GAP)),
        ("地　　点", meeting.place or GAP),
    )
    if LECTURE in kinds and THEME_DAY not in kinds:
        taught: tuple[tuple[str, str], ...] = (
            ("课　　题", meeting.lecture_title or GAP),
            ("授 课 人", meeting.lecture_by or GAP),
            *here[1:],
            ("对　　象", f"支部党员，应到 {expected} 人" + (f"；{guests}" if guests else "")),
            ("目　　的", meeting.purpose or GAP),
            ("重点难点", meeting.key_points or GAP),
            ("讲课提纲", meeting.outline or GAP),
            ("讨 论 题", numbered(tuple(meeting.questions or ())) or GAP),
            ("小　　结", ""),
            ("课后反映", meeting.feedback or ""),
        )
        return MeetingPlan(org, "党课教案", True, taught, (), ())
    year = f"{meeting.belongs_year}年度" if meeting.belongs_year else ""
    name = "组织生活会" if LIFE_MEETING in kinds else TITLES.get(meeting.kind, meeting.title)
    lines = (
        *here,
        ("目　　的", meeting.purpose or GAP),
        ("主 持 人", called(view.roster, meeting.chair, ledger) if meeting.chair else GAP),
        ("参　　加", f"支部党员，应到 {expected} 人"),
        ("列　　席", guests or NONE),
        ("第一议题", numbered(tuple(meeting.first_topic or ()))),
        ("议　　题", numbered(tuple(meeting.agenda or ())) or GAP),
    )
    after = (
        ("分　　工", numbered(tuple(meeting.duties or ())) or GAP),
        ("要　　求", numbered(tuple(meeting.demands or DEMANDS))),
        *((("经　　费", meeting.budget or GAP),) if THEME_DAY in kinds else ()),
    )
    told = tuple(one for one in lines if one[1] or one[0] != "第一议题")
    return MeetingPlan(
        org, f"{year}{name}{'活动' if THEME_DAY in kinds else ''}方案", False, told, _steps(meeting), after
    )


def _steps(meeting: Meeting) -> tuple[tuple[str, str, str], ...]:
    """The lines of the programme as when, what, who: 9:00—9:10 重温入党誓词，组织委员."""
    found = []
    for line in meeting.programme or ():
        first, _, rest = line.partition(" ")
        when, words = (first, rest) if rest and first[:1].isdigit() else ("", line)
        if not when and "：" in words:
            when, _, words = words.partition("：")
        what, _, who = words.rpartition(_SPLIT)
        found.append((when, what or words, who if what else ""))
    return tuple(found)


def story(plan: MeetingPlan) -> list[Flowable]:
    """The paper: lines, the steps one under the other, who signs it."""
    rows = _rows(plan.lines)
    if not plan.lecture:
        rows.append([label("环节时间"), label("内　　容", 2), label("负 责 人")])
        steps = plan.steps or ((GAP, GAP, GAP),)
        rows += [
            [Cell(when, align="center"), Cell(what, 2), Cell(who, align="center")]
            for when, what, who in steps
        ]
        rows += _rows(plan.after)
    by = "授课人签字" if plan.lecture else "拟 定 人"
    foot = [
        [label(by), Cell(""), label("书记审核"), Cell("")],
        [label("日　　期"), Cell(SIGNING, align="right"), label("日　　期"), Cell(SIGNING, align="right")],
    ]
    *rows, last = rows
    return [
        name_of_paper(plan.org, plan.title),
        RuledForm(_FORM, rows, size=11, leading=17.5, heights=9.5),
        KeepTogether(
            [
                RuledForm(_FORM, [last], size=11, leading=17.5, heights=9.5),
                RuledForm(_FORM, foot, size=11, heights=[11.0, 8.5]),
            ]
        ),
    ]


def _rows(lines: Sequence[tuple[str, str]]) -> list[list[Cell]]:
    return [[label(title), Cell(words, 3)] for title, words in lines]


def draft(ledger: LedgerView, uid: str) -> Draft:
    """The plan of meeting ``uid``: 主题党日活动方案, 组织生活会方案 or 党课教案."""
    plan = gather(ledger, uid)
    about = next(words for title, words in plan.lines if title == "时　　间").partition("日")[0]
    return office_draft(plan.title[-4:], plan.title, plan, story(plan), about=f"{about}日")
