"""网格: the grids of the community, and the people and forces each of them can call on."""

from collections.abc import Iterable

from desktop_app.records.base import Record
from desktop_app.records.box import Computed, Naming
from desktop_app.records.kinds import Choice, Number, Text
from desktop_app.records.links import Phone, RecordLink
from desktop_app.records.record import Section
from desktop_app.records.rules import Problem, RuleContext
from desktop_app.registers.shared_rules import called_by

WORKER, PARTY_MEMBER, VOLUNTEER, FORCE = "网格员", "在职党员", "志愿队", "整合力量"
FORCES = ("综治", "环保", "应急", "城管", "物业", "民政", "其他")


def _size(record: "Grid", context: RuleContext) -> Iterable[Problem]:
    """A grid usually has 200 to 400 households (一地做法)."""
    least, most = (int(context.rule(f"grid_households_{end}")) for end in ("least", "most"))
    if record.households is not None and not least <= record.households <= most:
        yield Problem("households", f"一个网格一般 {least} 至 {most} 户", "请核对户数", refuse=False)


class Grid(Record):
    """One grid; who works in it stands in its list of people."""

    name = Text("网格名称", required=True, limit=60, width=8)
    code = Text("网格编号", required=True, limit=40, width=6, index=True)
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
        rules = (_size,)
        heading = called_by("name", "code")


def _force_named(record: "GridPerson", context: RuleContext) -> Iterable[Problem]:
    if record.role == FORCE and not record.force:
        yield Problem("force", "整合力量要选是哪一方面")
    if record.force and record.role != FORCE:
        yield Problem("force", "只有“整合力量”才选哪一方面", "请核对身份")


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

    class Meta:
        table_name = "grid_person"
        title = "网格人员和力量"
        icon = "community"
        parent = "grid"
        listing = ("person", "role", "force", "phone", "duty")
        unique = (("grid", "person", "role"),)
        rules = (_force_named,)
        heading = _heading
