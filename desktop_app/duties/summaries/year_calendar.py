"""What a year asks for by its own days: dues and their publication, talks, and the statistics of January."""

from collections.abc import Iterable
from datetime import date

from desktop_app.base.periods import Month
from desktop_app.duties.basics.deadline import Standing, due_words, standing
from desktop_app.duties.basics.duty import Duty
from desktop_app.duties.basics.reminder import Reminder, Sources, reminds
from desktop_app.duties.organization_life.talks import talk_board
from desktop_app.duties.people.dues import DuesBook, DuesCell, Paid, warnings
from desktop_app.duties.people.transfer import paid_up_to
from desktop_app.duties.summaries.month_view import MonthView
from desktop_app.registers.organization_life.publicity import DUES, Publicity
from desktop_app.registers.reporting.annual_changes import OPEN, AnnualChange

TALK = Reminder("谈心谈话", ("talk",), lead="talk_list_month", source="talk_per_year")


@reminds(TALK)
def talk_duties(view: MonthView, told: Sources) -> Iterable[Duty]:
    """谈心谈话: from the month of the rule table on, who has not talked with whom yet this year."""
    context, year = view.context, view.month.year
    begin = Month(year, int(context.rule("talk_list_month")))
    if view.month.month < begin.month or not view.roster.on(view.as_of):
        return
    found = talk_board(context, year, view.roster, view.office)
    due = date(year, 12, 31)
    left = found.names(lambda uid: str(view.roster.members[uid].name))
    with_whom = found.next_pair or ()
    yield Duty(
        key=f"talk:{year}",
        title="谈心谈话",
        about=f"每类每年至少 {found.times} 次" + (f"；还差 {left}" if left else ""),
        due=due,
        state=standing(due, context.today, (due - begin.first_day()).days, done=not found.missing),
        words=found.words,
        source=told.rule(TALK),
        register="talk",
        uids=found.talks if not found.missing else (),
        preset=tuple(zip(("with_member", "by_member"), filter(None, with_whom), strict=False)),
    )


DUES_DAY = Reminder(
    "党费",
    ("dues", "arrears"),
    lead="dues_remind_before",
    source="dues_day",
    numbers=("dues_arrears_first", "dues_arrears_second", "dues_arrears_last"),
)
PUBLICATION = Reminder(
    "党费公布", ("dues_publication",), lead="dues_publish_month", source="dues_publish_month"
)


@reminds(DUES_DAY, PUBLICATION)
def dues_duties(view: MonthView, told: Sources) -> Iterable[Duty]:
    """党费: the month's collecting day, whoever is months behind, and the publication once a year."""
    if not view.roster.on(view.as_of):
        return
    book = DuesBook.read(view.context, view.office, paid_up_to(view.context, view.office))
    yield _collecting(view, book, told)
    if view.context.today in view.month:
        yield from _arrears(view, book)
    yield from _publication(view, told)


def _collecting(view: MonthView, book: DuesBook, told: Sources) -> Duty:
    context, month = view.context, view.month
    due = date(month.year, month.month, min(book.day, view.last.day))
    cells = [(member.uid, book.cell(member, month)) for member in book.members]
    asked = [(uid, one) for uid, one in cells if one.state is not Paid.OUTSIDE]
    bare = [uid for uid, one in asked if one.state is Paid.UNASSESSED]
    open_ = [uid for uid, one in asked if _is_open(one)]
    words = f"还有 {len(open_)} 人未交" if open_ else "都交齐了"
    if bare:
        words = f"{len(bare)} 人还没有核定党费标准"
    return Duty(
        key=f"dues:{month.iso()}",
        title=f"收{month.month}月党费",
        about=f"每月固定 {due.day} 日",
        due=due,
        state=standing(
            due, context.today, int(context.rule("dues_remind_before")), done=not bare and not open_
        ),
        words=words,
        source=told.rule(DUES_DAY),
        register="dues_payment",
        preset=(("month", month),),
    )


def _is_open(cell: DuesCell) -> bool:
    """Whether something is still to be paid."""
    return cell.paid < cell.due


def _arrears(view: MonthView, book: DuesBook) -> Iterable[Duty]:
    for one in warnings(book, view.context):
        first = one.arrears.cells[0].month
        due = date(first.year, first.month, min(book.day, first.last_day().day))
        yield Duty(
            key=f"arrears:{one.arrears.member}",
            title=f"党费欠交：{one.arrears.name}",
            about=one.words,
            due=due,
            state=Standing.OVERDUE,
            words=f"连续 {one.arrears.run} 个月未交",
            source=one.source,
            register="dues_payment",
            preset=(("member", one.arrears.member), ("month", first)),
        )


def _publication(view: MonthView, told: Sources) -> Iterable[Duty]:
    context, year = view.context, view.month.year
    if view.month.month != int(context.rule("dues_publish_month")):
        return
    query = Publicity.live().where(
        (Publicity.kind == DUES) & (Publicity.year == year) & (Publicity.owner_office == view.office)
    )
    done = tuple(one.uid for one in context.find(query))
    yield Duty(
        key=f"dues_publication:{year}",
        title="公布党费收缴情况",
        about="每年向党员公布一次；公布后在“党务公开”里记一条",
        due=view.last,
        state=standing(view.last, context.today, (view.last - view.first).days, done=bool(done)),
        words="已公布" if done else due_words(view.last, context.today),
        source=told.rule(PUBLICATION),
        register="publicity",
        uids=done,
        preset=(("kind", DUES), ("year", year)),
    )


STATISTICS = Reminder("党员统计年表", ("statistics",), lead="statistics_day", source="statistics_day")


@reminds(STATISTICS)
def statistics_duties(view: MonthView, told: Sources) -> Iterable[Duty]:
    """党员统计年表: in January, the table of the year that ended on 31 December, to be signed by the day."""
    context, year = view.context, view.month.year - 1
    if view.month.month != 1 or not any(one.seq or one.joined_on for one in view.roster.members.values()):
        return
    query = AnnualChange.live().where(
        (AnnualChange.year == year) & (AnnualChange.owner_office == view.office)
    )
    tables = context.find(query)
    done = any(one.state != OPEN for one in tables)
    due = date(view.month.year, 1, min(int(context.rule("statistics_day")), view.last.day))
    yield Duty(
        key=f"statistics:{year}",
        title=f"{year}年党员统计年表",
        about=f"统计到12月31日，{due.month}月{due.day}日前核对签发",
        due=due,
        state=standing(due, context.today, (due - view.first).days, done=done),
        words="已签发" if done else due_words(due, context.today),
        source=told.rule(STATISTICS),
        register="annual_change",
        uids=tuple(one.uid for one in tables),
        preset=(("year", year),),
    )
