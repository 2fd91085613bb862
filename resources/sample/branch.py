"""The sample branch as a whole: opens the books of 桂花里, then tells August, September and October 2026."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from desktop_app.base.clock import SetClock
from desktop_app.base.periods import Month
from desktop_app.duties.basics.bodies import Roster
from desktop_app.duties.summaries.month import freeze, highlights, report_figures
from desktop_app.registers.displays.identity_displays import IdentityDisplay
from desktop_app.registers.displays.rating_schemes import shipped_schemes
from desktop_app.registers.people.orgs import CommitteeMember
from desktop_app.registers.reporting.reports import MonthlyReport
from desktop_app.registers.study.study import StudyHours

from . import (
    appraising,
    august,
    caring,
    deeds,
    disciplining,
    dues,
    earlier,
    grid,
    growing,
    handed,
    hardship,
    judging,
    library,
    life,
    log,
    mending,
    moves,
    people,
    planning,
    prints,
    rating,
    searching,
    sending,
    september,
    services,
    shop,
    theme,
    topics,
)
from . import october as october_work
from .cast import LEAST, Cast, able_of, too_few
from .gatherings import meeting_story, session_story
from .hand import Hand, Story, at, on
from .issues import TROUBLES
from .own_rules import fixed_day, noted_list
from .promises import LATE, PROMISES, late_story, letter_story
from .troubles import trouble_story

OPENED = at("2026-08-03 09:00")
OCTOBER_OPENED = at("2026-10-08 08:30")
PLANS = {
    8: ("召开三季度党员大会，讨论预备党员转正", "反诈宣传入户", "独居老人送餐试行"),
    9: ("重阳节走访年老体弱党员和独居老人", "沿街商户走访完，划定单车停放区"),
    10: (
        "补学还差学时的党员，11月开两次晚上的学习",
        "楼道充电第二轮整改见效，充电棚报批",
        "准备年度组织生活会和民主评议的材料",
    ),
}
ASKED = "6号楼东侧充电棚需要街道协调供电报装和用地手续。"


def fill(ledger: Any, clock: SetClock, until: date) -> None:
    """Fill an empty branch file with people and work up to the evening of ``until``."""
    clock.set(OPENED)
    hand = Hand(ledger, clock)
    open_books(hand)
    moves.earlier_letters(hand)
    cast = Cast.read(ledger)
    months = (august, september, october_work)
    hand.tell(
        [
            *(session_story(hand, cast, one) for one in earlier.SESSIONS),
            *(meeting_story(hand, cast, one) for month in months for one in month.GATHERINGS),
            *(session_story(hand, cast, one) for month in months for one in month.SESSIONS),
            *_lasting_stories(hand, cast),
            *_book_stories(hand, cast),
            growing.confirmed_story(hand, cast),
            report_story(hand, cast, Month(2026, 8), "2026-08-31", "2026-09-02", "2026-09-08"),
            report_story(hand, cast, Month(2026, 9), "2026-09-30", "2026-10-09"),
            report_story(hand, cast, Month(2026, 10), "2026-10-26", None),
        ],
        until,
    )


def october(ledger: Any, clock: SetClock) -> None:
    """October's work on a branch whose roster is there already; posts and groups are given out if need be."""
    clock.set(max(OCTOBER_OPENED, clock.now()))
    hand = Hand(ledger, clock)
    if not ledger.find(CommitteeMember.live()):
        give_posts(hand)
    cast = Cast.read(ledger)
    hand.tell(
        [
            *(
                meeting_story(hand, cast, one)
                for one in october_work.GATHERINGS
                if one.group <= len(cast.groups)
            ),
            *(session_story(hand, cast, one) for one in october_work.SESSIONS),
            *_lasting_stories(hand, cast),
            report_story(hand, cast, Month(2026, 10), "2026-10-26", None),
        ],
        date(2026, 10, 31),
    )


def open_books(hand: Hand) -> None:
    """Rules, organisations, roster and committee: what the first start and the first import bring."""
    hand.save("建立评级方案，定下主题党日的日子", *shipped_schemes(), fixed_day())
    hand.save("定下补学名单的样式", noted_list())
    superior, branch = people.organisations(hand.ledger.office)
    groups = people.groups_of(branch)
    hand.save("建立支部", superior, branch, *groups)
    roster = people.members(branch, groups)
    hand.clock.forward(minutes=12)
    with hand.ledger.action(f"导入党员花名册：{len(roster)} 人", kind="import") as action:
        action.save(*roster)
    hand.clock.forward(minutes=6)
    with hand.ledger.action("登记支部委员会和党小组组长") as action:
        action.save(*people.seats(branch, roster))
        action.save(*people.take_posts(branch, groups, roster))
    hand.clock.forward(minutes=5)


def give_posts(hand: Hand) -> None:
    """A committee, groups and their leaders for an imported roster, so that a month can be shown on it.

    A large branch gets a committee of five, a small one three; groups the roster names stay as they are.
    """
    book = Roster.read(hand.ledger)
    roster = book.on(hand.ledger.today)
    branch = book.orgs[str(book.branch)]
    able = able_of(roster)
    in_office = [m for m in able if 30 <= hand.ledger.today.year - m.birth_date.year <= 68]
    if len(in_office) < LEAST:
        in_office = able
    if len(in_office) < LEAST:
        raise too_few(len(able))
    posts = people.POSTS if len(able) >= 20 else ("书记", "组织委员", "纪检委员")
    groups = sorted(book.groups, key=lambda one: str(one.org_code))
    if not groups and len(able) >= 16:
        groups = people.groups_of(branch, min(len(roster) // 8, len(people.GROUPS)))
        for number, member in enumerate(roster):
            member.party_group = groups[number * len(groups) // len(roster)].uid
    for member, post in zip(in_office, posts, strict=False):
        member.party_post = post
    for group in groups:
        mates = [m for m in able if m.party_group == group.uid and m.party_post not in posts]
        for leader in mates[:1]:
            leader.party_post = "党小组组长"
    with hand.ledger.action("编党小组，登记支部委员会和组长") as action:
        action.save(*groups)
        action.save(*roster)
        action.save(*people.seats(branch, roster), *people.take_posts(branch, groups, roster))


def _lasting_stories(hand: Hand, cast: Cast) -> Iterator[Story]:
    """What runs through the months: targets, plates, problems, promises."""
    yield targets_story(hand, cast)
    yield displays_story(hand, cast)
    yield from (trouble_story(hand, cast, one) for one in TROUBLES)
    letters = {cast[part]: (part, items) for part, items in reversed(PROMISES)}
    yield from (letter_story(hand, cast, *letter) for letter in reversed(letters.values()))
    yield from (late_story(hand, cast, *one) for one in LATE)


def _book_stories(hand: Hand, cast: Cast) -> Iterator[Story]:
    """What stands in the other paper books of the branch."""
    yield theme.batch_story(hand, cast)
    yield topics.topics_story(hand, cast)
    yield library.library_story(hand, cast)
    yield library.shown_story(hand, cast)
    yield handed.handed_story(hand, cast)
    yield log.acts_story(hand)
    yield prints.printed_story(hand)
    yield prints.forms_story(hand, cast)
    yield growing.admitted_story(hand, cast)
    yield growing.candidate_story(hand, cast)
    yield growing.activist_story(hand, cast)
    yield growing.applicant_story(hand, cast)
    yield moves.letter_story(hand, cast)
    yield deeds.stick_story(hand)
    yield moves.away_story(hand, cast)
    yield dues.dues_story(hand, cast)
    yield dues.handing_up_story(hand, cast)
    yield caring.care_story(hand, cast)
    yield hardship.hardship_story(hand, cast)
    yield caring.talks_story(hand, cast)
    yield disciplining.penalty_story(hand, cast)
    yield disciplining.disposal_story(hand, cast)
    yield judging.election_story(hand, cast)
    yield judging.self_checks_story(hand, cast)
    yield appraising.appraisal_story(hand, cast)
    yield life.opinions_story(hand, cast)
    yield life.reviews_story(hand, cast)
    yield grid.grid_story(hand, cast)
    yield grid.guests_story(hand, cast)
    yield grid.events_story(hand, cast)
    yield grid.actions_story(hand, cast)
    yield grid.solved_story(hand, cast)
    yield grid.feedback_story(hand, cast)
    yield shop.rules_story(hand, cast)
    yield from (services.order_story(hand, cast, one) for one in services.ORDERS)
    yield shop.points_story(hand, cast)
    yield shop.goods_story(hand, cast)
    yield from (searching.research_story(hand, cast, one) for one in searching.SEARCHES)
    yield searching.dissection_story(hand, cast)
    yield searching.good_story(hand, cast)
    yield mending.sweep_story(hand, cast)
    yield mending.exchange_story(hand, cast)
    yield mending.class_story(hand, cast)
    yield searching.cases_story(hand, cast)
    yield planning.plan_story(hand, cast, begun="2026-01-12", passed="2026-01-15", until=9)
    yield planning.summary_story(hand, cast, 2025, "2026-01-15")
    yield planning.archive_story(hand, cast)
    yield planning.next_year_story(hand, cast)
    yield rating.rating_story(hand, cast)
    yield rating.annual_story(hand, cast)


def targets_story(hand: Hand, cast: Cast) -> Story:
    """The year's 学时 of everybody, in one action."""
    yield at("2026-01-05 09:00")
    there = [one.uid for one in cast.roster.on(hand.ledger.today)]
    hand.save("登记2026年学时目标", *(StudyHours(member=uid, year=2026) for uid in there))


def displays_story(hand: Hand, cast: Cast) -> Story:
    """Plates at the door, badges at the counter, posts of responsibility."""
    yield at("2026-07-01 15:00")
    for part, duty in (
        ("书记", "全面工作"),
        ("副书记", "群众诉求接待"),
        ("组织委员", "党员发展和党费"),
        ("宣传委员", "学习和宣传"),
        ("纪检委员", "党风监督和账目公开"),
    ):
        home = str(cast.roster.members[cast[part]].address or "家门口")
        hand.save(
            "登记亮身份",
            _display(
                cast, part, "党员户牌", home.rpartition("单元")[0] + "单元门口" if "单元" in home else home
            ),
            _display(cast, part, "公示栏照片", "社区一楼公示栏", post=duty),
        )
        yield at("2026-07-01 15:00")
    for n, (part, where, post) in enumerate(
        (
            ("组长1", "1至8号楼", "第一责任区"),
            ("组长2", "9至16号楼", "第二责任区"),
            ("组长3", "17至24号楼", "第三责任区"),
        )
    ):
        hand.save("登记亮身份", _display(cast, part, "党员责任区", where, post=post))
        yield at(f"2026-08-{20 + n} 10:00")
    for part, where in (("党员18", "便民药柜"), ("党员22", "行政服务窗口"), ("党员17", "供电抢修班")):
        hand.save("登记亮身份", _display(cast, part, "党员示范岗", where))
        yield at("2026-09-16 10:00")
    hand.save("登记亮身份", _display(cast, "党员25", "桌牌", "社区反诈咨询台", since="2026-09-15"))
    yield at("2026-10-20 09:30")
    hand.save("登记亮身份", _display(cast, "党员24", "党员示范岗", "青石小学侧门护学岗", since="2026-10-19"))


def _display(
    cast: Cast, part: str, form: str, where: str, *, post: str = "", since: str = "2026-07-01"
) -> IdentityDisplay:
    shown = ("姓名", "党内职务", "责任区") if post else ("姓名", "党内职务")
    return IdentityDisplay(
        member=cast[part], form=form, location=where, post=post or None, shown_fields=shown, from_on=on(since)
    )


def report_story(
    hand: Hand, cast: Cast, month: Month, begun: str, signed: str | None, back: str = ""
) -> Story:
    """A month's report: begun with what the program proposes, signed by the secretary, handed in by stick.

    The receipt of the superior comes ``back`` on a day; '' while it is awaited.
    """
    yield datetime.combine(on(begun), time(16, 40))
    report = MonthlyReport(
        month=month,
        org=cast.roster.branch,
        filled_by=cast["组织委员"],
        highlights=highlights(hand.ledger, month),
        problems=ASKED if month.month > 8 else None,
        next_plan=PLANS[month.month],
    )
    hand.save(f"起草{month.chinese()}月报", report)
    if signed is None:
        return
    yield datetime.combine(on(signed), time(17, 0))
    report.highlights = highlights(hand.ledger, month)
    freeze(report, report_figures(report, hand.ledger))
    with hand.ledger.action(f"签发{month.chinese()}月报") as action:
        action.save(report)
        action.step(report, "sign", {"approved_by": cast["书记"], "on": on(signed)})
    yield datetime.combine(on(signed), time(17, 20))
    package = sending.send(hand, report)
    if back:
        yield datetime.combine(on(back), time(9, 10))
        sending.take_receipt(hand, report, package)
