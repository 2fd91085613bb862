"""三会一课记录本: a year's minutes bound as one numbered volume, with cover and list of contents."""

from dataclasses import dataclass, replace

from reportlab.platypus import Flowable, PageBreak, Spacer

from desktop_app.base.errors import UserError
from desktop_app.duties.basics.reading import HELD, meetings_between
from desktop_app.duties.organization_life.minutes import TITLES, MeetingView, usual_chair
from desktop_app.printing.documents.draft import NAME, SIGNING, Draft, office_draft
from desktop_app.printing.documents.ledger_view import GAP, LedgerView, branch_name
from desktop_app.printing.documents.organization_life import minutes
from desktop_app.printing.type.contents import Contents
from desktop_app.printing.type.font_embedder import FontEmbedder
from desktop_app.printing.type.forms import Cell, RuledForm, label
from desktop_app.printing.type.page import MM
from desktop_app.printing.type.paragraph import Paragraph, Style
from desktop_app.registers.organization_life.meeting_kinds import GROUP_MEETING
from desktop_app.registers.people.orgs import GROUP

_COVER = Style(role="title", size=34, leading=52, align="center", balance=True, level=1)
_UNDER = Style(role="kai", size=18, leading=34, align="center")
_DAY = "{0.month}月{0.day}日"


@dataclass(frozen=True)
class RecordBook:
    """A year's volume: every meeting's minutes in the order they were held."""

    org: str
    year: int
    secretary: str
    minutes: tuple[minutes.Minutes, ...]
    lines: tuple[str, ...]


def gather(ledger: LedgerView, year: int | None = None) -> RecordBook:
    """The volume of ``year`` (default: this one). UserError while no meeting was held in it."""
    year = year or ledger.today.year
    span = ledger.today.replace(year, 1, 1), ledger.today.replace(year, 12, 31)
    held = [one for one in meetings_between(ledger, *span) if one.state in HELD]
    if not held:
        raise UserError(f"{year} 年还没有会议记录", "其他资料没有改动", "会开过、整理了记录以后再装订成册")
    views = [view for one in held if (view := MeetingView.read(ledger, one.uid)) is not None]
    told = tuple(minutes.minutes_of(view, ledger) for view in views)
    chair = usual_chair(views[-1].roster, "", None)
    return RecordBook(
        branch_name(ledger),
        year,
        ledger.name(chair) if chair else GAP,
        told,
        tuple(_line(view, one) for view, one in zip(views, told, strict=True)),
    )


def _line(view: MeetingView, one: minutes.Minutes) -> str:
    """1月8日　支部委员会会议（2026年第1次）: a line of the list of contents."""
    meeting = view.file.meeting
    kind = TITLES.get(meeting.kind, meeting.title)
    if meeting.kind == GROUP_MEETING:
        kind = f"{one.org.removesuffix(GROUP)}{kind}"
    return f"{_DAY.format(meeting.start_end.day)}　{kind}（{one.session}）"


def story(book: RecordBook, contents: Contents) -> list[Flowable]:
    """Cover, contents, the minutes each on a page of its own, and the sheet of checks and handing over."""
    title = replace(NAME, size=16, leading=26)
    out: list[Flowable] = [
        Spacer(1, 55 * MM, isGlue=False),
        Paragraph("三会一课记录本", _COVER),
        Spacer(1, 14 * MM),
        Paragraph(f"{book.year}年度", _UNDER),
        Spacer(1, 60 * MM),
        Paragraph(f"党支部：{book.org}", _UNDER),
        Paragraph(f"支部书记：{book.secretary}", _UNDER),
        Paragraph(f"共记录会议 {len(book.minutes)} 次", _UNDER),
        PageBreak(),
        Paragraph("目　　录", NAME),
        *(contents.line(at, line) for at, line in enumerate(book.lines)),
    ]
    for at, one in enumerate(book.minutes):
        head = contents.title(at, f"{one.org}\n{one.body}记录", title)
        out += [PageBreak(), head, *minutes.body_story(one)]
    return [*out, PageBreak(), *_ending()]


def _ending() -> list[Flowable]:
    """Room for the superior's checks, and for handing the volume over."""
    heads = [label("检查日期"), label("上级检查意见", 2), label("检查人签字")]
    rows = [[Cell(""), Cell("", 2), Cell("")] for _ in range(4)]
    over = [
        [label("移 交 人"), Cell(""), label("接 收 人"), Cell("")],
        [label("监 交 人"), Cell(""), label("日　　期"), Cell(SIGNING, align="right")],
    ]
    columns = (2.6, 4.4, 2.6, 4.4)
    return [
        Paragraph("检查与移交", NAME),
        RuledForm(columns, [heads, *rows], size=11, heights=[9.0, *(24.0 for _ in rows)]),
        Spacer(1, 8 * MM),
        RuledForm(columns, over, size=11, heights=11.0),
    ]


def draft(ledger: LedgerView, year: int | None = None) -> Draft:
    """The bound volume of a year's minutes."""
    book = gather(ledger, year)
    contents = Contents()
    title = f"{book.year}年度三会一课记录本"
    drawn = office_draft("三会一课记录本", title, book, story(book, contents), header=f"{book.org}　{title}")
    plain = drawn.page.furniture

    def furniture(embedder: FontEmbedder, page: int, total: int) -> str:
        return plain(embedder, page, total) + "\n" + contents.numbers(embedder, page)

    return replace(drawn, page=replace(drawn.page, furniture=furniture), header="")
