"""会议通知: what is to be met about, when and where, for whom, with a strip to be given back."""

from dataclasses import dataclass, replace

from reportlab.platypus import Flowable, KeepTogether, Spacer

from desktop_app.duties.organization_life.attendance import gathering_day
from desktop_app.duties.organization_life.minutes import TITLES, MeetingView
from desktop_app.printing.documents.draft import SIGNING, TEXT, Draft, name_of_paper, office_draft
from desktop_app.printing.documents.ledger_view import (
    GAP,
    NONE,
    LedgerView,
    day_words,
    full_name_of,
    numbered,
)
from desktop_app.printing.documents.organization_life.minutes import read
from desktop_app.printing.documents.wording import span_words
from desktop_app.printing.type.forms import Cell, RuledForm, label, ticked
from desktop_app.printing.type.page import MM
from desktop_app.printing.type.paragraph import Paragraph
from desktop_app.registers.organization_life.meeting_kinds import COMMITTEE, GROUP_MEETING, lacks_first_topic
from desktop_app.registers.organization_life.meetings import Meeting

DEMANDS = ("佩戴党徽，提前到会签到。", "不能到会的，会前向书记请假并写明原因。")
_FORM = (2.2, 12.6)
_STRIP = (2.0, 4.0, 2.6, 6.2)
_END = replace(TEXT, align="right", first_indent=0)
_CUT = replace(TEXT, size=10, align="center", first_indent=0, space_before=10, space_after=6)


@dataclass(frozen=True)
class Notice:
    """The notice of one meeting in words; ``items`` are its lines in their order."""

    org: str
    title: str
    to: str
    lead: str
    items: tuple[tuple[str, str], ...]
    day: str


def gather(ledger: LedgerView, uid: str) -> Notice:
    """The notice of meeting ``uid``. UserError when it is gone."""
    view = read(ledger, uid)
    meeting, org = view.file.meeting, full_name_of(view.roster.home)
    body = TITLES.get(meeting.kind, meeting.title)
    year = f"{meeting.belongs_year}年度" if meeting.belongs_year else ""
    observers = "；".join(meeting.observers or ())
    items = (
        ("时　　间", span_words(meeting.start_end, GAP)),
        ("地　　点", meeting.place or GAP),
        ("参　　加", _invited(view, meeting, ledger)),
        ("列　　席", observers or NONE),
        ("议　　题", _agenda(meeting)),
        ("要　　求", numbered(tuple(meeting.demands or DEMANDS))),
    )
    return Notice(
        org,
        f"关于召开{year}{body}的通知",
        _to(meeting, ledger),
        f"定于{day_words(gathering_day(meeting, ledger))}召开{year}{body}，现将有关事项通知如下。",
        items,
        day_words(meeting.notified_on, SIGNING),
    )


def _to(meeting: Meeting, ledger: LedgerView) -> str:
    if meeting.kind == COMMITTEE:
        return "各位委员"
    if meeting.kind == GROUP_MEETING and meeting.org:
        return f"{ledger.name(meeting.org)}全体党员"
    return "全体党员"


def _invited(view: MeetingView, meeting: Meeting, ledger: LedgerView) -> str:
    count = len(view.roster.expected(meeting.kind, view.day, meeting.org).people)
    return f"{_to(meeting, ledger)}，共 {count} 人"


def _agenda(meeting: Meeting) -> str:
    """第一议题 stands first, then what is to be settled."""
    studied = tuple(f"第一议题：学习{one}" for one in meeting.first_topic or ())
    if not studied and lacks_first_topic(meeting):
        studied = (f"第一议题：{GAP}",)
    return numbered((*studied, *(meeting.agenda or (GAP,))))


def story(notice: Notice) -> list[Flowable]:
    """The paper: whom it is for, the lines, who sends it, and the strip to be cut off."""
    rows = [[label(title), Cell(words)] for title, words in notice.items]
    strip = [
        [label("姓　名"), Cell(""), label("能否到会"), Cell(ticked(("到会", "请假"), ()), align="center")],
        [label("请假原因"), Cell("", 3)],
        [label("签　名"), Cell(""), label("日　期"), Cell(SIGNING, align="right")],
    ]
    return [
        name_of_paper(notice.org, notice.title),
        Paragraph(f"{notice.to}：", replace(TEXT, first_indent=0)),
        Paragraph(notice.lead, replace(TEXT, space_after=6)),
        RuledForm(_FORM, rows, size=11.5, leading=19, heights=11.0),
        KeepTogether(
            [
                Spacer(1, 6 * MM),
                Paragraph(notice.org, _END),
                Paragraph(notice.day, _END),
                Paragraph("－ － － － － － － － － － 沿 此 线 剪 下 － － － － － － － － － －", _CUT),
                Paragraph(f"回　执　（{notice.title.removeprefix('关于').removesuffix('的通知')}）", _CUT),
                RuledForm(_STRIP, strip, size=11, heights=[10.0, 10.0, 10.0]),
            ]
        ),
    ]


def draft(ledger: LedgerView, uid: str) -> Draft:
    """The 会议通知 of meeting ``uid``."""
    notice = gather(ledger, uid)
    return office_draft("会议通知", notice.title, notice, story(notice), about=notice.day.strip())
