"""The three actions of a year: leaders solve, members take duties, volunteer teams warm hearts."""

from decimal import Decimal

from desktop_app.records.base import Record
from desktop_app.records.links import PersonWhy
from desktop_app.registers.service.grid_actions import GridDuty, LeaderVisit, TeamActivity
from desktop_app.registers.service.grids import PARTY_MEMBER, Grid, GridPerson
from desktop_app.registers.service.reporting_in import ReportingIn

from ..hand import Story, at, on
from ..people import LEFT_BY_LETTER
from .players import Year

LEADERS = {
    1: ("蓝天翔", "街道武装部长"),
    2: ("薄云飞", "街道党工委委员"),
    3: ("游嘉禾", "街道办副主任"),
}
# Day, grid, problem, what was done, result, the day it was solved.
VISITS = (
    ("2026-02-05", 1, "2至5号楼室温低，十四户老人白天也穿棉衣。", "约热力公司现场测温，换三处阀门。",
     "十四户室温都过十八度。", "2026-02-12"),
    ("2026-03-19", 2, "9号楼前路灯报装半年没有下文。", "带着报装单到供电所当面问。",
     "四盏灯装好，夜里走路看得清。", "2026-04-16"),
    ("2026-05-14", 3, "22号楼老人助餐点离得远，雨天送不到。", "协调物业腾出一间值班室。",
     "助餐点开到楼下，中午有二十二位老人吃饭。", "2026-06-11"),
    ("2026-07-23", 1, "地下车库暴雨倒灌，物业和施工方互相推。", "把两家和应急站叫到一起，定水泵和责任。",
     "装两台泵，八月大雨没有进水。", "2026-08-14"),
    ("2026-09-17", 2, "15号楼加装电梯，一层两户不同意。", "三次上门，请律师党员讲补偿。",
     "两户签字，十一月开工。", "2026-10-29"),
    ("2026-11-12", 3, "南门外早市占道，学生上学绕行。", "请城管和市场所一起看，划出时段和范围。",
     "早市挪到公园空地，上学路通了。", "2026-12-03"),
)  # fmt: skip
# Day, grid, role, what was done, hours; whoever of the grid's 在职党员 has the turn.
DUTIES = (
    ("2026-01-24", 1, "应急值守", "供暖报修值班，接了七个电话。", "3"),
    ("2026-02-14", 2, "安全巡查", "除夕前查楼道杂物，清走两处。", "2.5"),
    ("2026-03-21", 3, "政策宣讲", "在22号楼下讲医保缴费和异地备案。", "1.5"),
    ("2026-04-18", 1, "信息采集", "核对三栋楼的租户，补登十一户。", "3"),
    ("2026-05-16", 2, "矛盾调处", "劝和楼上楼下的漏水纠纷。", "2"),
    ("2026-06-20", 3, "环境整治", "带人清19号楼后的绿地。", "3"),
    ("2026-07-21", 1, "应急值守", "暴雨夜守地下车库入口。", "4"),
    ("2026-08-22", 2, "安全巡查", "夜里查充电，劝离三辆。", "2"),
    ("2026-09-19", 3, "帮扶走访", "走访五户独居老人，记下两件事。", "2.5"),
    ("2026-10-17", 1, "政策宣讲", "讲居家养老补贴，帮三户填表。", "2"),
    ("2026-11-21", 2, "应急值守", "厨房起火后守楼道，等复查。", "2"),
    ("2026-12-12", 3, "帮扶走访", "送防滑垫，看七户暖气。", "2.5"),
)
# Day, grid, what was done, others, hours each, people served.
TEAMS = (
    ("2026-02-10", 1, "年前给二十户老人送春联、擦窗户。", 4, "2", 20),
    ("2026-03-05", 2, "学雷锋日修小家电、磨刀。", 5, "3", 42),
    ("2026-04-25", 3, "春季清杂物，帮腿脚不便的人家搬旧家具。", 6, "2.5", 15),
    ("2026-06-06", 1, "高考日给考生家庭代买菜。", 3, "2", 9),
    ("2026-07-18", 2, "高温天给独居老人送绿豆汤。", 4, "1.5", 18),
    ("2026-09-26", 3, "中秋前陪老人包月饼。", 5, "2", 24),
    ("2026-10-18", 1, "重阳节帮老人拆洗被褥。", 5, "3", 12),
    ("2026-12-05", 2, "入冬前给老人家窗户贴密封条。", 4, "2.5", 16),
)


def actions_story(year: Year) -> Story:
    """Every action on the evening of its day, and each hard problem on the day it was solved."""
    told = [
        *((day, 0, row) for day, *row in VISITS),
        *((row[-1], 3, row) for _, *row in VISITS if row[-1]),
        *((day, 1, row) for day, *row in DUTIES),
        *((day, 2, row) for day, *row in TEAMS),
    ]
    for day, kind, row in sorted(told, key=lambda one: (one[0], one[1])):
        yield at(f"{day} 20:40")
        made: Record = (_visit, _duty, _team, _solved)[kind](year, day, *row)
        year.hand.save(f"登记{made._meta.title}", made)


def leaving_story(year: Year) -> Story:
    """Who leaves the branch leaves the grid with it."""
    yield at("2026-07-10 10:30")
    gone = year.cast[LEFT_BY_LETTER]
    query = GridPerson.live().where((GridPerson.person == gone) & GridPerson.until.is_null())
    for row in year.ledger.find(query):
        row.until = on("2026-07-08")
        year.hand.save(f"{LEFT_BY_LETTER}离开网格", row)


def _grid(year: Year, number: int) -> Grid:
    return year.ledger.find(Grid.live().where(Grid.code == f"GHL-W{number}"))[0]


def _visit(year: Year, day: str, number: int, problem: str, measure: str, *_told: str) -> Record:
    leader, post = LEADERS[number]
    return LeaderVisit(
        on=on(day), grid=_grid(year, number).uid, leader=leader, post=post, problem=problem, measure=measure
    )


def _solved(year: Year, day: str, _number: int, problem: str, _measure: str, result: str, _on: str) -> Record:
    visit = year.ledger.find(LeaderVisit.live().where(LeaderVisit.problem == problem))[0]
    visit.result, visit.solved_on = result, on(day)
    return visit


def _duty(year: Year, day: str, number: int, role: str, done: str, hours: str) -> Record:
    grid = _grid(year, number)
    query = GridPerson.live().where(
        (GridPerson.grid == grid.uid) & (GridPerson.role == PARTY_MEMBER) & GridPerson.until.is_null()
    )
    turn = year.ledger.find(query.order_by(GridPerson.uid))
    who = turn[on(day).month % len(turn)].person
    return GridDuty(on=on(day), grid=grid.uid, member=who, role=role, done=done, hours=Decimal(hours))


def _team(year: Year, day: str, number: int, activity: str, others: int, hours: str, served: int) -> Record:
    grid = _grid(year, number)
    guests = year.ledger.find(ReportingIn.live().where(ReportingIn.grid == grid.uid))
    there = [one.uid for one in guests if one.reported_on <= on(day)]
    return TeamActivity(
        on=on(day),
        grid=grid.uid,
        team=f"{grid.name[3:7]}志愿队",
        activity=activity,
        people=tuple(PersonWhy(uid) for uid in (year.cast[f"组{number}.2"], *there[:1])),
        others=others,
        hours=Decimal(hours),
        served=served,
    )
