"""网格: the grids of the community, and the people and forces each of them can call on."""

from collections.abc import Iterable
from datetime import date

from desktop_app.base.ids import is_uid
from desktop_app.records.base import Record
from desktop_app.records.box import Computed, Naming
from desktop_app.records.kinds import Choice, Date, Number, Text
from desktop_app.records.links import Phone, RecordLink
from desktop_app.records.record import Section
from desktop_app.records.rules import Problem, RuleContext
from desktop_app.registers.people.dues_standards import RETIRED, DuesStandard
from desktop_app.registers.people.members import EXEMPT_CARE, NORMAL, Member, belongs_on, since_birth
from desktop_app.registers.service.reporting_in import ReportingIn
from desktop_app.registers.shared_rules import called_by, not_before, not_in_future

WORKER, PARTY_MEMBER, VOLUNTEER, FORCE = "网格员", "在职党员", "志愿队", "整合力量"
FORCES = ("综治", "环保", "应急", "城管", "物业", "民政", "其他")


def absent_on(person: Member | ReportingIn, day: date) -> str:
    """Why a member or guest was not here on ``day``; '' when nothing speaks against it."""
    if isinstance(person, Member):
        return "" if belongs_on(person, day) else f"{person.name}在 {day} 不是本支部党员"
    if person.left_on is not None and person.left_on <= day:
        return f"{person.name}已于 {person.left_on} 离开社区"
    return f"{person.name}到 {person.reported_on} 才报到" if person.reported_on > day else ""


def not_here(person: str, day: date, context: RuleContext) -> str:
    """Why ``person``, a uid or words, was not here on ``day``; '' for anybody who stands on no list."""
    if not is_uid(person):
        return ""
    found = context.get(Member, person) or context.get(ReportingIn, person)
    return absent_on(found, day) if found is not None else ""


def _leader_here(record: "Grid", context: RuleContext) -> Iterable[Problem]:
    """A grid is led by somebody who is here."""
    why = not_here(record.leader, context.today, context)
    if why:
        yield Problem("leader", why, "请换一位网格长")


def _size(record: "Grid", context: RuleContext) -> Iterable[Problem]:
    """A grid usually has 200 to 400 households (一地做法)."""
    least, most = (int(context.rule(f"grid_households_{end}")) for end in ("least", "most"))
    if record.households is not None and not least <= record.households <= most:
        yield Problem("households", f"一个网格一般 {least} 至 {most} 户", "请核对户数", refuse=False)


class Grid(Record):
    """One grid; who works in it stands in its list of people."""

    name = Text("网格名称", repeats=False, required=True, limit=60, width=8)
    code = Text("网格编号", repeats=False, required=True, limit=40, width=6, index=True)
    range = Text("范围(楼栋)", width=10, help="例如 1至6号楼")
    households = Number("户数", unit="户")
    leader = RecordLink("网格长", "member", free=True, required=True, width=4, help="不是本支部党员的写姓名")
    phone = Phone("联系电话", required=True)
    officer = Text("包联领导干部", width=6, help="姓名、职务")

    class Meta:
        table_name = "grid"
        title = "网格"
        group = "服务与网格"
        icon = "grid"
        listing = ("name", "range", "households", "leader", "workers", "phone", "officer", "forces")
        order = ("code",)
        unique = (("code",), ("name",))
        computed = (
            Computed("workers", "网格员", "text"),
            Computed("party_members", "在职党员", "text"),
            Computed("teams", "志愿队", "text"),
            Computed("forces", "整合力量", "text"),
        )
        sections = (
            Section("网格", ("name", "code", "range", "households")),
            Section("负责", ("leader", "phone", "officer")),
        )
        rules = (_size, _leader_here)
        heading = called_by("name", "code")


def _force_named(record: "GridPerson", context: RuleContext) -> Iterable[Problem]:
    if record.role == FORCE and not record.force:
        yield Problem("force", "整合力量要选是哪一方面")
    if record.force and record.role != FORCE:
        yield Problem("force", "只有“整合力量”才选哪一方面", "请核对身份")


def unable(member: Member, is_retired: bool) -> str:
    """Why a member on the books does not count among the 在职党员 of a grid; '' when he does."""
    if member.party_status != NORMAL:
        return f"{member.name}党籍状态是{member.party_status}"
    if EXEMPT_CARE & set(member.care_flag or ()):
        return f"{member.name}{'、'.join(member.care_flag or ())}，不作为在职党员安排职责"
    if member.mobile_flag:
        return f"{member.name}是流动党员，人不在这里"
    position = Member.job_position.show(member.job_position, str)
    if is_retired or "离退休" in position:
        return f"{member.name}已经离退休，不是在职党员"
    return ""


def retired_of(members: Iterable[str], day: date, context: RuleContext) -> frozenset[str]:
    """Who of ``members`` pays dues as 离退休 by the latest standard of the year of ``day``; one query."""
    query = DuesStandard.live().where(
        DuesStandard.member.in_(sorted(members)) & (DuesStandard.year == day.year)
    )
    latest: dict[str, DuesStandard] = {}
    for one in context.find(query.order_by(DuesStandard.uid)):
        before = latest.get(one.member)
        begun = one.since is None or one.since.first_day() <= day
        if begun and (before is None or before.since is None or (one.since and one.since > before.since)):
            latest[one.member] = one
    return frozenset(uid for uid, one in latest.items() if one.payer_kind == RETIRED)


def _working_member(record: "GridPerson", context: RuleContext) -> Iterable[Problem]:
    """在职党员进网格: who is here, at work and able; membership in a grid ends with that on the roster."""
    if record.until is not None:
        return
    mend = "不再在网格的写上“离开网格日期”，还在帮忙的请改“身份”"
    why = not_here(record.person, context.today, context)
    if why:
        yield Problem("person", why, mend)
    elif record.role == PARTY_MEMBER:
        if not is_uid(record.person):
            yield Problem("person", "在职党员要从花名册或双报到名单里选", "不在名单里的请先登记")
            return
        member = context.get(Member, record.person)
        told = member is not None and unable(
            member, record.person in retired_of([record.person], context.today, context)
        )
        if told:
            yield Problem("person", told, mend)


def _heading(record: "GridPerson", naming: Naming) -> str:
    who = GridPerson.person.show(record.person, naming)
    return f"{who}（{record.force or record.role or ''}）" if who else ""


class GridPerson(Record):
    """One person, team or office working in a grid, and what for."""

    grid = RecordLink("网格", "grid", required=True, index=True)
    person = RecordLink(
        "姓名或队伍",
        ("member", "reporting_in"),
        free=True,
        required=True,
        help="党员、双报到党员从名单选，其他人和队伍直接写名称",
    )
    role = Choice("身份", (WORKER, PARTY_MEMBER, VOLUNTEER, FORCE), required=True, width=6)
    force = Choice("哪方面力量", FORCES)
    phone = Phone("电话")
    duty = Text("负责的事", width=12)
    since = Date("进网格日期")
    until = Date("离开网格日期", help="还在的空着；从花名册减少的，网格里同时不再算")

    class Meta:
        table_name = "grid_person"
        title = "网格人员和力量"
        icon = "community"
        parent = "grid"
        listing = ("person", "role", "force", "phone", "duty", "since", "until")
        unique = (("grid", "person", "role"),)
        rules = (
            _force_named,
            _working_member,
            since_birth("person", "since", "until"),
            not_in_future("since", "进网格日期", refuse=True),
            not_before("until", "since", "离开网格的日期早于进网格的日期"),
        )
        heading = _heading
