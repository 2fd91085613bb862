"""学习记录: one session on paper: when, what, from which materials, who was there, who made up for it."""

from dataclasses import dataclass

from reportlab.platypus import Flowable, KeepTogether, Spacer

from desktop_app.duties.organization_life.attendance import reason_words, turnout_of
from desktop_app.duties.study.hours import plain
from desktop_app.printing.documents.draft import SIGNING, Draft, name_of_paper, office_draft
from desktop_app.printing.documents.ledger_view import (
    GAP,
    NONE,
    LedgerView,
    branch_name,
    day_words,
    found,
    numbered,
)
from desktop_app.printing.documents.wording import span_words
from desktop_app.printing.type.forms import Cell, RuledForm, label
from desktop_app.printing.type.page import MM
from desktop_app.records.children import children_of
from desktop_app.registers.study.study import StudySession, StudySpeech
from desktop_app.registers.study.study_materials import SessionMaterial

_FORM = (2.2, 6, 2.2, 5.2)
# mm for what is written: boxes grow with their words, and few words leave no room unused for the pen.
_CONTENT, _SAID = 24.0, 16.0


@dataclass(frozen=True)
class StudyRecord:
    """One session as words."""

    org: str
    title: str
    when: str
    place: str
    kind: str
    topic: str
    tags: str
    lecturer: str
    hours: str
    area: str
    counts: str
    present: str
    absent: str
    materials: str
    content: str
    said: str


def gather(ledger: LedgerView, uid: str) -> StudyRecord:
    """The record of session ``uid``. UserError when it is gone."""
    one = found(ledger, StudySession, uid)
    turnout = turnout_of(one, ledger)
    topic = ledger.name(one.topic) if one.topic else NONE
    step = f"（{one.method_step}）" if one.topic and one.method_step else ""
    absent = []
    for row in turnout.absent:
        made_up = f"，{row.makeup_on.month}月{row.makeup_on.day}日补学" if row.makeup_on else ""
        absent.append(f"{ledger.name(row.person)}（{reason_words(row)}{made_up}）")
    expected = len(turnout.present) + len(turnout.absent)
    return StudyRecord(
        org=branch_name(ledger, one.owner_office),
        title=one.title or GAP,
        when=span_words(one.start_end, GAP),
        place=one.place or NONE,
        kind=one.kind or GAP,
        topic=f"{topic}{step}",
        tags="、".join(one.tags or ()) or NONE,
        lecturer=one.lecturer or NONE,
        hours=f"{plain(one.hours)} 学时" if one.hours is not None else GAP,
        area=one.topic_area or GAP,
        counts=f"应学 {expected} 人，实学 {len(turnout.present)} 人" if expected else "没有记考勤",
        present="、".join(ledger.name(person) for person in turnout.present) or NONE,
        absent="、".join(absent) or NONE,
        materials=_materials(ledger, one),
        content=one.content or NONE,
        said=_said(ledger, one),
    )


def _said(ledger: LedgerView, one: StudySession) -> str:
    """Who spoke or wrote, each with the words; 无 where nobody did."""
    rows = children_of(ledger, StudySpeech, [one.uid])[one.uid]
    return "\n".join(f"{ledger.name(row.person)}（{row.kind}）：{row.text}" for row in rows) or NONE


def _materials(ledger: LedgerView, one: StudySession) -> str:
    """What was learned from: the library's titles with the part learned, then what was written by hand."""
    used = ledger.find(
        SessionMaterial.live().where(SessionMaterial.session == one.uid).order_by(SessionMaterial.uid)
    )
    told = [f"{ledger.name(row.material)}{f'（{row.part}）' if row.part else ''}" for row in used]
    told += [line for line in one.materials or () if line not in told]
    return numbered(tuple(told)) or NONE


def story(paper: StudyRecord) -> list[Flowable]:
    """The paper: a form, its content growing over pages, and who signs."""
    rows = [
        [label("学习题目"), Cell(paper.title, 3)],
        [label("时　　间"), Cell(paper.when), label("地　　点"), Cell(paper.place)],
        [label("学习类别"), Cell(paper.kind), label("教育任务"), Cell(paper.area)],
        [label("专题、环节"), Cell(paper.topic), label("标　　签"), Cell(paper.tags)],
        [label("主讲、领学"), Cell(paper.lecturer), label("学　　时"), Cell(paper.hours)],
        [label("到学人数"), Cell(paper.counts, 3)],
        [label("到学人员"), Cell(paper.present, 3)],
        [label("缺学和补学"), Cell(paper.absent, 3)],
        [label("学习资料"), Cell(paper.materials, 3)],
        [label("学习内容"), Cell(paper.content, 3, indent=2, top=True)],
        [label("发言、心得"), Cell(paper.said, 3, top=True)],
    ]
    heights = [9.0] * 6 + [12.0, 9.0, 9.0, _CONTENT]
    foot = [
        [label("记录人"), Cell(""), label("审阅人"), Cell(""), label("日　期"), Cell(SIGNING, align="right")]
    ]
    return [
        name_of_paper(paper.org, "学习记录"),
        RuledForm(_FORM, rows[:-1], size=11, heights=heights),
        # What was said of it goes with who signs: a signature never stands on a page alone.
        KeepTogether(
            [
                RuledForm(_FORM, rows[-1:], size=11, heights=_SAID),
                Spacer(1, 3 * MM),
                RuledForm((1.2, 2.4, 1.2, 2.4, 1.2, 4.2), foot, size=10.5, heights=10.0),
            ]
        ),
    ]


def draft(ledger: LedgerView, uid: str) -> Draft:
    """The 学习记录 of session ``uid``."""
    paper = gather(ledger, uid)
    one = found(ledger, StudySession, uid)
    day = day_words(one.held_on, "")
    return office_draft(
        "学习记录", "学习记录", paper, story(paper), about=f"{day} {paper.title[:20]}".strip()
    )
