"""流动和失联: how long nobody has heard from a member who is away or lost, and what the rules ask next."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from desktop_app.base.periods import add_months, add_years, chinese_date
from desktop_app.base.pinyin import load_pinyin
from desktop_app.duties.basics.bodies import Roster
from desktop_app.duties.basics.deadline import Standing, due_words
from desktop_app.duties.basics.duty import Duty, in_due_order
from desktop_app.duties.basics.reminder import Reminder
from desktop_app.records.children import children_of
from desktop_app.records.rules import RuleContext
from desktop_app.registers.people.members import Member
from desktop_app.registers.people.mobile_members import AWAY, MobileContact, MobileMember
from desktop_app.registers.rules.rule_table import sources

_RULES = (
    "contact_gap_days",
    "contact_gap_months",
    "lost_months",
    "lost_correct_years_most",
    "stopped_years",
    "stopped_remind_days",
)
STOPPED = "停止党籍"
AWAY_REMINDER = Reminder(
    "流动、失联",
    ("contact",),
    lead="contact_gap_days",
    source="flow_months",
    numbers=("contact_gap_months", "lost_months"),
)
STOPPED_REMINDER = Reminder("停止党籍满2年", ("lost",), lead="stopped_remind_days", source="stopped_years")


def liaison_of(contact: MobileContact, stay: MobileMember) -> str:
    """Who of the own branch made a contact: as written, else who keeps contact with the stay."""
    return contact.by or stay.liaison


@dataclass(frozen=True, slots=True)
class Silence:
    """How long one who is away has not been heard of: since ``last``, a contact or the day of leaving."""

    stay: str
    member: str
    last: date
    days: int
    state: Standing
    words: str


def silence_of(
    stay: MobileMember, contacts: Iterable[MobileContact], number: Mapping[str, int], today: date
) -> Silence:
    """The silence of one stay away; ``number`` holds the rule rows by key.

    Told at 90 days and at five months; from six months a person may be counted as lost, which people decide
    (《中国共产党党员教育管理工作条例》第二十四、三十二条).
    """
    last = max((one.on for one in contacts), default=stay.out_on)
    days = (today - last).days
    lost = add_months(last, number["lost_months"])
    if stay.back_on is not None and stay.back_on <= today:
        words, state = f"{chinese_date(stay.back_on)}已返回", Standing.DONE
    elif today >= lost:
        words = f"{days} 天没有联系，已满 {number['lost_months']} 个月，查找后仍联系不上的按失联办理"
        state = Standing.OVERDUE
    elif today >= add_months(last, number["contact_gap_months"]):
        words = f"{days} 天没有联系，{due_words(lost, today)}满 {number['lost_months']} 个月，请马上联系"
        state = Standing.OVERDUE
    elif days > number["contact_gap_days"]:
        words, state = f"{days} 天没有联系，请联系", Standing.NEAR
    else:
        words, state = (
            f"{chinese_date(last)}联系过" if last != stay.out_on else "外出后还没有联系",
            Standing.OPEN,
        )
    return Silence(stay.uid, stay.member, last, days, state, words)


def silences(context: RuleContext, office: str | None = None) -> list[Silence]:
    """Everybody away and not back, the longest silence first; guests are their own branch's to ask."""
    mine = office or context.office
    stays = context.find(
        MobileMember.live().where(
            (MobileMember.owner_office == mine)
            & (MobileMember.flow_dir == AWAY)
            & (MobileMember.back_on.is_null() | (MobileMember.back_on > context.today))
        )
    )
    contacts = children_of(context, MobileContact, (one.uid for one in stays))
    number = {key: int(context.rule(key)) for key in _RULES}
    found = [silence_of(one, contacts[one.uid], number, context.today) for one in stays]
    return sorted(found, key=lambda one: (-one.days, one.stay))


_SHORT = {Standing.DONE: "已返回", Standing.OPEN: "正常", Standing.NEAR: "待联系", Standing.OVERDUE: "未联系"}


def contact_states(stays: Sequence[MobileMember], context: RuleContext) -> dict[str, str]:
    """正常, 待联系, 未联系 or 已返回 by stay; '' for guests, who are their own branch's to ask."""
    number = {key: int(context.rule(key)) for key in _RULES}
    contacts = children_of(context, MobileContact, (one.uid for one in stays))
    told = {}
    for stay in stays:
        if stay.flow_dir != AWAY or stay.out_on is None:
            told[stay.uid] = ""
            continue
        found = silence_of(stay, contacts[stay.uid], number, context.today)
        told[stay.uid] = _SHORT[found.state]
    return told


def lost_states(members: Sequence[Member], context: RuleContext) -> dict[str, str]:
    """What comes next for the lost and the stopped by member; '' for everybody else."""
    number = {key: int(context.rule(key)) for key in _RULES}
    found = {
        one.member: one.words for one in lost_steps(members, number, sources(context, _RULES), context.today)
    }
    return {one.uid: found.get(one.uid, "") for one in members}


@dataclass(frozen=True, slots=True)
class LostStep:
    """What comes next for one who is lost or whose 党籍 was stopped: from which day, in words."""

    member: str
    name: str
    due: date
    state: Standing
    words: str
    source: str


def lost_steps(
    members: Iterable[Member], number: Mapping[str, int], told: Mapping[str, str], today: date
) -> list[LostStep]:
    """Lost for half a year after a search: 停止党籍; stopped for two years: 自行脱党除名 (第二十四条).

    Lost for half a year to two years is a ground for 限期改正 too (《不合格党员组织处置办法》，2024年). The
    program reminds; an organization decides.
    """
    found = []
    for one in members:
        if one.exit_type == STOPPED and one.exit_on is not None and not one.removal_kind:
            due = add_years(one.exit_on, number["stopped_years"])
            near = today >= due - timedelta(days=number["stopped_remind_days"])
            state = Standing.OVERDUE if today > due else Standing.NEAR if near else Standing.OPEN
            years = number["stopped_years"]
            passed = "已满" if today >= due else f"{due_words(due, today)}满"
            words = f"停止党籍{passed} {years} 年，确实联系不上的由组织按自行脱党除名处理"
            found.append(LostStep(one.uid, one.name, due, state, words, told["stopped_years"]))
        elif one.out_of_contact and one.lost_since is not None and not one.exit_type:
            due = add_months(one.lost_since.last_day(), number["lost_months"])
            state = Standing.OVERDUE if today >= due else Standing.OPEN
            passed = "已满" if today >= due else f"{due_words(due, today)}满"
            words = (
                f"失去联系{passed} {number['lost_months']} 个月，查找无果的由支部大会或上级决定停止党籍，"
                f"{number['lost_correct_years_most']} 年以内也可以作限期改正"
            )
            found.append(LostStep(one.uid, one.name, due, state, words, told["lost_months"]))
    return sorted(found, key=lambda one: (one.due, load_pinyin().sort_key(one.name), one.member))


def contact_duties(context: RuleContext, until: date, office: str | None = None) -> list[Duty]:
    """Who is to be asked after by ``until``: long silences, the lost, and the stopped whose two years end."""
    told = sources(context, (*_RULES, "flow_months"))
    number = {key: int(context.rule(key)) for key in _RULES}
    roster = Roster.read(context, office)
    found = [
        Duty(
            key=f"contact:{one.stay}",
            title=f"联系流动党员：{roster.name(one.member)}",
            about="联系后在“联系记录”里记一条",
            due=one.last + timedelta(days=number["contact_gap_days"]),
            state=one.state,
            words=one.words,
            source=told["flow_months"],
            register="mobile_member",
            uids=(one.stay,),
        )
        for one in silences(context, office)
        if one.last + timedelta(days=number["contact_gap_days"]) <= until
    ]
    steps = lost_steps(roster.members.values(), number, told, context.today)
    found += [
        Duty(
            key=f"lost:{one.member}",
            title=f"失联党员：{one.name}",
            about="程序只提醒，处理由组织决定",
            due=one.due,
            state=one.state,
            words=one.words,
            source=one.source,
            register="member",
            uids=(one.member,),
        )
        for one in steps
        if one.due <= until or one.state is not Standing.OPEN
    ]
    return in_due_order(found)
