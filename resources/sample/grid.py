"""Three grids with their people and forces, members of other branches who reported in, and what happened."""

from datetime import date
from decimal import Decimal
from typing import Any

from desktop_app.records.links import PersonWhy
from desktop_app.registers.rectification.issues import Issue
from desktop_app.registers.service.grid_actions import GridDuty, LeaderVisit, TeamActivity
from desktop_app.registers.service.grid_events import GridEvent
from desktop_app.registers.service.grids import Grid, GridPerson
from desktop_app.registers.service.reporting_in import ReportingFeedback, ReportingIn

from .cast import Cast
from .hand import Hand, Story, at, on

# 名称、编号、范围、户数、网格长、包联领导.
GRIDS = (
    ("桂花里第一网格", "GHL-01", "1至8号楼", 286, "组长1", "林向东，青石街道人大工委主任"),
    ("桂花里第二网格", "GHL-02", "9至16号楼", 312, "组长2", "夏蕴，青石街道办事处副主任"),
    ("桂花里第三网格", "GHL-03", "17至24号楼", 274, "组长3", "林向东，青石街道人大工委主任"),
)
# 网格、谁（=不在名单里的）、身份、力量、电话、负责的事.
PEOPLE = (
    (1, "党员24", "网格员", None, "13900100001", "入户登记、每日巡查"),
    (1, "党员14", "在职党员", None, None, "宣讲、楼栋公告"),
    (1, "=桂花里邻里志愿队", "志愿队", None, "13900105401", "代买代办、清扫楼道"),
    (1, "=青石街道派出所社区民警 向北辰", "整合力量", "综治", "0991-5550110", "治安、纠纷调处"),
    (2, "预备1", "网格员", None, "13900100002", "入户登记、每日巡查"),
    (2, "党员19", "在职党员", None, None, "停车疏导、夜间值守"),
    (2, "=热心楼长队", "志愿队", None, "13900105402", "传话、看门、劝导"),
    (2, "=桂花里物业服务中心", "整合力量", "物业", "0991-5550131", "维修、保洁、车棚"),
    (2, "=青石街道环卫所", "整合力量", "环保", "0991-5550132", "清运、化粪池疏通"),
    (3, "=柳思源", "网格员", None, "13900105403", "入户登记、每日巡查"),
    (3, "党员27", "在职党员", None, None, "设施报修、车库值守"),
    (3, "=一顿热饭送餐队", "志愿队", None, "13900105404", "给九位独居老人送午饭"),
    (3, "=青石街道应急管理站", "整合力量", "应急", "0991-5550133", "消防检查、汛期物资"),
    (3, "=青石街道民政办", "整合力量", "民政", "0991-5550134", "低保、助餐补贴"),
)
# 姓名、手机、单位、所在党组织、网格、特长、岗位、时段、报到日期.
GUESTS = (
    ("欧阳静", "13900105501", "市第三人民医院", "中共市第三人民医院内科支部", 1,
     ("医疗",), "健康医疗", ("周末",), "2026-03-15"),
    ("司徒远", "13900105502", "海川律师事务所", "中共海川律师事务所支部", 2,
     ("法律", "宣讲"), "法律咨询与援助", ("工作日晚", "周末"), "2026-03-15"),
    ("柏青松", "13900105503", "市供电公司变电检修室", "中共市供电公司检修支部", 3,
     ("水电维修",), "安全宣传与治安巡逻", ("随叫随到",), "2026-04-11"),
    ("闻晓雪", "13900105504", "市实验小学", "中共市实验小学支部", 3,
     ("教育", "文艺"), "文化体育", ("周末",), "2026-08-22"),
)  # fmt: skip
FEEDBACK = {
    "欧阳静": "义诊两次都到，血压记录本交给了社区，老人们说讲得明白。",
    "司徒远": "两起邻里纠纷都是他晚上赶来调解，协议当场签好。",
    "柏青松": "随叫随到，车棚断路器是他带着物业电工装的。",
    "闻晓雪": "八月下旬才报到，先认了门，答应国庆后带孩子们排节目。",
}
# 日期、网格、上报人、类别、程度、位置、描述、层级、措施、办结、回访、转入问题清单的小类.
EVENTS = (
    ("2026-08-08", 1, "党员24", "公共设施损坏", "一般", "3号楼2单元", "四至六层声控灯不亮。", "网格",
     "转物业当天报修，8月10日换新。", "2026-08-10", "满意", ""),
    ("2026-08-14", 2, "预备1", "矛盾纠纷", "较急", "12号楼3单元301室", "楼上装修漏水，两家在楼道争吵。",
     "社区",
     "约了律师党员当晚调解，装修方赔刷墙。", "2026-08-16", "满意", ""),
    ("2026-08-22", 3, "党员27", "安全隐患(消防/燃气/用电)", "较急", "22号楼地下车棚",
     "充电插排烧焦一处，没有起火。",
     "社区", "断电换插排，登记车主，物业加装断路器。", "2026-08-25", "基本满意", ""),
    ("2026-09-06", 1, "=翁嘉树", "环境卫生", "一般", "5号楼东侧绿地", "绿地里堆了拆下来的旧家具。", "网格",
     "联系环卫所清走，拍照回给报事人。", "2026-09-07", "满意", ""),
    ("2026-09-19", 3, "=柳思源", "特殊人群关爱", "一般", "21号楼1单元", "独居老人两天没有下楼，敲门说摔了。",
     "网格",
     "送社区医院拍片，没有骨折，党小组送饭五天。", "2026-09-24", "满意", ""),
    ("2026-10-11", 2, "预备1", "政策咨询", "一般", "16号楼1单元", "外来住户问孩子入园要哪些材料。", "网格",
     "当面列了清单，帮着复印。", "2026-10-11", "满意", ""),
    ("2026-10-16", 3, "党员12", "突发应急", "紧急", "14号楼北墙下通道",
     "六层外墙瓷砖掉落三块，下面是上学的路。", "街道",
     "当天围挡并安排看护，报街道应急维修。", "", "", "房屋安全"),
    ("2026-10-24", 1, "党员24", "民生服务", "一般", "7号楼4单元", "两户反映单元门禁失灵，老人进不去。",
     "社区", "", "", "", ""),
)  # fmt: skip
# 事件日期：处置人、参加的力量、单位和人、会商日期、会商情况。
HANDLED = {
    "2026-08-08": ("=物业服务中心 钱师傅", (), (), "", ""),
    "2026-08-14": ("党员15", ("综治",), ("青石街道派出所社区民警 向北辰",), "", ""),
    "2026-08-22": (
        "党员27", ("应急", "物业"), ("青石街道应急管理站", "桂花里物业服务中心"), "2026-08-23",
        "网格长召集应急站、物业和车主代表：应急站查线路，物业装断路器，网格贴充电时间。",
    ),
    "2026-09-06": ("党员24", ("环保",), ("青石街道环卫所",), "", ""),
    "2026-09-19": ("=柳思源", ("民政",), ("青石街道民政办",), "", ""),
    "2026-10-11": ("预备1", (), (), "", ""),
    "2026-10-16": (
        "", ("应急", "综治", "物业"),
        ("青石街道应急管理站", "青石街道派出所社区民警 向北辰", "桂花里物业服务中心"), "2026-10-17",
        "街道应急站牵头：应急站请房屋鉴定，民警疏导上学的路，物业围挡看护，支部每天巡两次。",
    ),
}  # fmt: skip
# 领导干部进网格解难题：日期、网格、谁、职务、难题、措施、结果、解决日期。
VISITS = (
    ("2026-08-12", 2, "夏蕴", "青石街道办事处副主任", "9号楼至12号楼停车进出一条道，早晚堵半小时。",
     "当场约交警、物业看路，改单行，划出十二个车位。", "早高峰不再堵，住户代表签字认可。", "2026-08-28"),
    ("2026-09-10", 3, "林向东", "青石街道人大工委主任", "22号楼六层三户用水压力小，夏天洗不了澡。",
     "请水务公司查泵房，换加压泵。", "压力到位，三户回访都说好。", "2026-09-24"),
    ("2026-10-15", 1, "林向东", "青石街道人大工委主任", "5号楼一层四户反映下水道雨天返味。", "", "", ""),
)  # fmt: skip
# 在职党员进网格担职责：日期、网格、谁、担当的职责、做了什么、小时。
DUTIES = (
    ("2026-08-09", 1, "党员14", "政策宣讲", "在1号楼下讲医保缴费，答了十一个问题。", "1.5"),
    ("2026-08-21", 2, "党员19", "安全巡查", "夜里查9至12号楼楼道充电，劝离两辆。", "2.0"),
    ("2026-09-05", 3, "党员27", "环境整治", "带人清22号楼地下车棚杂物，拍照登记。", "3.0"),
    ("2026-09-13", 1, "党员14", "帮扶走访", "走访四户独居老人，记下两件要办的事。", "2.5"),
    ("2026-09-26", 1, "欧阳静", "帮扶走访", "给六位老人量血压，劝一位去复查。", "2.0"),
    ("2026-10-01", 2, "党员19", "应急值守", "国庆夜间值守，登记外来车辆。", "3.0"),
    ("2026-10-17", 3, "党员27", "应急值守", "14号楼掉瓷砖以后看护通道，劝学生绕行。", "2.0"),
)
# 党员志愿队伍进网格暖民心：日期、网格、队、活动、参加的党员、其他人数、每人小时、服务人次。
TEAMS = (
    ("2026-08-16", 1, "桂花里邻里志愿队", "给1至4号楼老人磨剪刀、修伞。", ("组1.2", "组1.3"), 3, "2.0", 26),
    ("2026-09-12", 2, "热心楼长队", "开学前陪六个孩子补作业。", ("党员25", "司徒远"), 2, "2.0", 6),
    ("2026-09-20", 3, "一顿热饭送餐队", "给九位独居老人送中秋饭。", ("党员26", "组3.2"), 4, "1.5", 9),
    ("2026-10-18", 1, "桂花里邻里志愿队", "重阳节帮老人拆洗被褥。", ("组1.2", "党员24"), 5, "3.0", 12),
)


def grid_story(hand: Hand, cast: Cast) -> Story:
    """The grids and who works in them, as they stood when the books were opened."""
    yield at("2026-03-02 10:00")
    grids = [
        Grid(
            name=name,
            code=code,
            range=houses,
            households=households,
            leader=cast[leader],
            phone=f"1390010{number:04d}",
            officer=officer,
        )
        for number, (name, code, houses, households, leader, officer) in enumerate(GRIDS, 5601)
    ]
    people = [
        GridPerson(
            grid=grids[number - 1].uid,
            person=named(cast, who),
            role=role,
            force=force,
            phone=phone,
            duty=duty,
        )
        for number, who, role, force, phone, duty in PEOPLE
    ]
    hand.save("登记三个网格", *grids, *people)


def guests_story(hand: Hand, cast: Cast) -> Story:
    """Members of other branches, each on the day of reporting in."""
    for name, mobile, unit, org, number, skills, post, times, day in GUESTS:
        yield at(f"{day} 10:30")
        guest = ReportingIn(
            name=name,
            mobile=mobile,
            unit=unit,
            unit_org=org,
            grid=grid_uid(hand, number),
            skills=skills,
            post=post,
            free_time=times,
            reported_on=on(day),
            opinion="同意接收，请网格长带着认门。",
            opinion_by=cast["书记"],
            opinion_on=on(day),
        )
        hand.save(f"双报到：{name}", guest)


def events_story(hand: Hand, cast: Cast) -> Story:
    """What was met in the grids; what the branch has to put right goes on as a problem of the ledger."""
    for day, number, who, kind, urgency, place, detail, level, action, closed, callback, tag in EVENTS:
        yield at(f"{day} 18:20")
        hand_of, forces, names, met, told = HANDLED.get(day, ("", (), (), "", ""))
        event = GridEvent(
            on=on(day),
            grid=grid_uid(hand, number),
            origin="群众反映" if who.startswith("=") else "网格员巡查",
            reporter=named(cast, who),
            kind=kind,
            urgency=urgency,
            location=place,
            detail=detail,
            level=level,
            action=action or None,
            handler=named(cast, hand_of) if hand_of else None,
            forces=forces or None,
            force_names=names or None,
            received_on=on(day),
            closed_on=on(closed) if closed and closed == day else None,
            callback=callback if closed == day else None,
            issue=issue_of(hand, tag) if tag else None,
        )
        hand.save(f"网格事件：{place}", event)
        if met:
            yield at(f"{met} 16:00")
            event.conferred_on, event.conferred = on(met), told
            hand.save(f"网格事件会商：{place}", event)
        if closed and closed != day:
            yield at(f"{closed} 17:10")
            event.closed_on, event.callback = on(closed), callback or None
            hand.save(f"办结网格事件：{place}", event)


def actions_story(hand: Hand, cast: Cast) -> Story:
    """The three actions of August to October, each on the evening of its day."""
    told = [
        *((day, "visit", row) for day, *row in VISITS),
        *((day, "duty", row) for day, *row in DUTIES),
        *((day, "team", row) for day, *row in TEAMS),
    ]
    for day, kind, row in sorted(told, key=lambda one: one[0]):
        yield at(f"{day} 20:10")
        made = {"visit": _visit, "duty": _duty, "team": _team}[kind](hand, cast, on(day), *row)
        hand.save(f"登记{made._meta.title}", made)


def _visit(hand: Hand, cast: Cast, day: date, number: int, *words: str) -> LeaderVisit:
    leader, post, problem, measure, *_ = words
    return LeaderVisit(
        on=day,
        grid=grid_uid(hand, number),
        leader=leader,
        post=post,
        problem=problem,
        measure=measure or None,
    )


def _duty(hand: Hand, cast: Cast, day: date, number: int, *words: str) -> GridDuty:
    who, role, done, hours = words
    return GridDuty(
        on=day,
        grid=grid_uid(hand, number),
        member=person_of(hand, cast, who),
        role=role,
        done=done,
        hours=Decimal(hours),
    )


def _team(hand: Hand, cast: Cast, day: date, number: int, *row: Any) -> TeamActivity:
    team, activity, people, others, hours, served = row
    return TeamActivity(
        on=day,
        grid=grid_uid(hand, number),
        team=team,
        activity=activity,
        people=tuple(PersonWhy(person_of(hand, cast, one)) for one in people),
        others=others,
        hours=Decimal(hours),
        served=served,
    )


def solved_story(hand: Hand, cast: Cast) -> Story:
    """What became of the problems the leaders met, on the day each was solved."""
    for _day, _, _, _, problem, _, result, solved in VISITS:
        if not solved:
            continue
        yield at(f"{solved} 17:30")
        visit = hand.ledger.find(LeaderVisit.live().where(LeaderVisit.problem == problem))[0]
        visit.result, visit.solved_on = result, on(solved)
        hand.save(f"难题办结：{problem[:12]}", visit)


def feedback_story(hand: Hand, cast: Cast) -> Story:
    """The third quarter told to the organisations of those who reported in, by the community."""
    yield at("2026-10-09 15:00")
    guests = hand.ledger.find(ReportingIn.live().order_by(ReportingIn.name))
    hand.save(
        "双报到三季度反馈",
        *(
            ReportingFeedback(
                guest=one.uid,
                year=2026,
                quarter=3,
                opinion=FEEDBACK[one.name],
                opinion_by=cast["书记"],
                written_on=on("2026-10-09"),
                sent_on=on("2026-10-09"),
            )
            for one in guests
        ),
    )


def person_of(hand: Hand, cast: Cast, word: str) -> str:
    """The uid of a member by part, or of somebody who reported in, by name."""
    if word not in {one[0] for one in GUESTS}:
        return cast[word]
    found = hand.ledger.find(ReportingIn.live().where(ReportingIn.name == word))
    return str(found[0].uid)


def named(cast: Cast, words: str) -> str:
    """A member by part, or somebody on no list, whose name stands behind a sign of equality."""
    return words[1:] if words.startswith("=") else cast[words]


def grid_uid(hand: Hand, number: int) -> str:
    code = GRIDS[number - 1][1]
    return str(hand.ledger.find(Grid.live().where(Grid.code == code))[0].uid)


def issue_of(hand: Hand, tag: str) -> str:
    """The uid of the first problem in the ledger with the small class ``tag``."""
    found = hand.ledger.find(Issue.live().where(Issue.tag == tag).order_by(Issue.code))
    return str(found[0].uid)
