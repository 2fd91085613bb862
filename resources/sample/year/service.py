"""Serving: grids and their people, guests who report in, events, rules of points, the shop."""

from decimal import Decimal
from typing import Any

from desktop_app.base.periods import Month
from desktop_app.registers.rectification.issues import Issue
from desktop_app.registers.service.goods import Goods, GoodsIntake
from desktop_app.registers.service.grid_events import GridEvent, issue_from_event
from desktop_app.registers.service.grids import Grid, GridPerson, unable
from desktop_app.registers.service.points_entries import PointsEntry, reversal_of
from desktop_app.registers.service.points_rules import BY_HAND, BY_ORDER, DEDUCTION, PER_HOUR, PointsRule
from desktop_app.registers.service.redemptions import Redemption, balance_of, stock_of
from desktop_app.registers.service.reporting_in import ReportingFeedback, ReportingIn

from ..gatherings import after
from ..hand import Story, at, on
from .players import Year

GRIDS = (
    ("桂花里第一网格", "GHL-W1", "1至8号楼", 312, "方婷", "13900110001", "街道武装部长 蓝天翔"),
    ("桂花里第二网格", "GHL-W2", "9至16号楼", 298, "赵立新", "13900110002", "街道党工委委员 薄云飞"),
    ("桂花里第三网格", "GHL-W3", "17至24号楼", 341, "何秀珍", "13900110003", "街道办副主任 游嘉禾"),
)
FORCES = (
    ("社区民警 常青", "综治", "每周二下午在警务室"),
    ("街道环保站", "环保", "油烟、噪声投诉"),
    ("青石消防救援站", "应急", "火警、演练"),
    ("桂花里物业服务中心", "物业", "水电、电梯、保洁"),
    ("街道民政办", "民政", "低保、临时救助"),
)
OPINIONS = (
    "接单守时，办完当面交代清楚，住户愿意再找。",
    "周末都能来，夜里有急事也接过两次。",
    "上门先亮身份，活做得细，工具自己带。",
    "单位忙的时候少来了几次，事先都打了招呼。",
    "带着同事一起来，网格里多了两个帮手。",
)
GUESTS = (
    ("卜元朗", "区人民医院", "中共区人民医院内科支部委员会", 1, ("医疗", "心理"), "健康医疗", ("周末",)),
    ("沙立言", "市律师协会", "中共市律师协会联合支部委员会", 2, ("法律",), "法律咨询与援助", ("工作日晚",)),
    ("戚晓帆", "市第三小学", "中共市第三小学支部委员会", 3, ("教育", "文艺"), "文化体育", ("周末",)),
    ("柴大勇", "市水务集团", "中共市水务集团管网支部委员会", 1, ("水电维修",), "社区治理", ("随叫随到",)),
    (
        "应如梅",
        "区妇联",
        "中共区妇联机关支部委员会",
        2,
        ("心理", "宣讲"),
        "助困扶残与就业援助",
        ("周末", "工作日晚"),
    ),
    ("阮志刚", "市公交集团", "中共市公交集团二公司支部委员会", 3, ("其他",), "安全宣传与治安巡逻", ("周末",)),
)
EVENTS = (
    (
        "0113",
        "民生服务",
        "较急",
        "2号楼至5号楼",
        "供暖二十天，十四户室温低于十六度",
        "社区",
        "上报热力公司，登记测温",
    ),
    (
        "0122",
        "公共设施损坏",
        "一般",
        "南门花坛",
        "护栏断了一截，露出钢筋头",
        "网格",
        "当天包胶布，三天后焊好",
    ),
    (
        "0205",
        "矛盾纠纷",
        "一般",
        "7号楼2单元",
        "楼上半夜搬家具，楼下两次敲门",
        "网格",
        "上门说和，约定十点后不搬",
    ),
    (
        "0216",
        "安全隐患(消防/燃气/用电)",
        "较急",
        "15号楼3单元",
        "楼道烧纸，烟感报警",
        "网格",
        "劝止，拉走未燃的纸",
    ),
    (
        "0311",
        "特殊人群关爱",
        "较急",
        "17号楼501",
        "独居老人两天没出门，敲门不应",
        "社区",
        "请民警开门，人在厕所摔倒，送医",
    ),
    ("0324", "环境卫生", "一般", "19号楼东侧", "垃圾桶边堆放沙发床垫", "网格", "联系清运，收二十元由物主付"),
    ("0408", "政策咨询", "一般", "社区窗口", "问残疾人两项补贴怎样办", "网格", "当场教填表，代交"),
    ("0421", "公共设施损坏", "一般", "儿童乐园", "秋千链条磨细", "网格", "停用并报修，四月底换新"),
    ("0512", "矛盾纠纷", "较急", "10号楼1单元", "漏水两家扭打起来", "社区", "劝开，请丁培林调解，签协议"),
    (
        "0527",
        "安全隐患(消防/燃气/用电)",
        "紧急",
        "14号楼302",
        "有燃气味，报警器响",
        "街道",
        "关阀疏散，燃气公司查出软管龟裂",
    ),
    (
        "0610",
        "安全隐患(消防/燃气/用电)",
        "较急",
        "6号楼楼道",
        "电动车推上楼充电三辆",
        "社区",
        "劝离登记，两户当晚搬走",
    ),
    ("0623", "民生服务", "一般", "3号楼", "五户反映自来水有黄水", "网格", "通知水务冲洗，换滤芯"),
    ("0709", "特殊人群关爱", "较急", "22号楼403", "高温天老人家中无空调", "网格", "送风扇，接到纳凉点"),
    (
        "0721",
        "突发应急",
        "紧急",
        "地下车库",
        "暴雨倒灌，水深二十公分",
        "街道",
        "断电转移，水泵抽四小时，车辆未受损",
    ),
    ("0806", "公共设施损坏", "一般", "北门", "道闸砸坏一根杆", "网格", "物业修复，监控调取"),
    ("0818", "矛盾纠纷", "一般", "21号楼", "广场舞音响声音大", "网格", "谈到晚八点半为止，音响转向"),
    (
        "0902",
        "环境卫生",
        "较急",
        "12号楼后绿地",
        "装修垃圾压死绿植一片",
        "社区",
        "清运并补种，装修登记点对点",
    ),
    ("0919", "民生服务", "一般", "24号楼", "快递柜进水不能用", "网格", "联系快递柜公司更换"),
    (
        "1003",
        "安全隐患(消防/燃气/用电)",
        "较急",
        "6号楼、8号楼",
        "国庆期间楼道又有电动车充电",
        "社区",
        "拍照登记，报支委会",
    ),
    ("1014", "特殊人群关爱", "一般", "9号楼105", "失智老人走失两小时", "社区", "调监控找回，装定位牌"),
    ("1105", "公共设施损坏", "一般", "4号楼", "单元门门禁失灵", "网格", "换门禁电源"),
    ("1121", "突发应急", "紧急", "18号楼", "厨房油锅起火", "部门", "邻居用灭火器扑灭，消防到场复查"),
    ("1207", "民生服务", "较急", "1号楼", "暖气管冻裂一处", "社区", "抢修六小时恢复"),
    ("1222", "政策咨询", "一般", "社区窗口", "问明年长护险缴费", "网格", "当场查询，打印告知单"),
)
# Day → the forces that joined, who came, and what was agreed: what one office could not settle alone.
TOGETHER: dict[str, tuple[Any, Any, Any]] = {
    "0311": (("综治",), ("社区民警 常青",), None),
    "0527": (
        ("应急", "综治", "物业"), ("青石消防救援站", "社区民警 常青", "桂花里物业服务中心"),
        "现场会商：消防关阀测漏，民警疏散楼上四户，物业通知燃气公司，网格员守楼道口。",
    ),
    "0610": (
        ("应急", "物业"), ("青石消防救援站", "桂花里物业服务中心"),
        "约定消防每月来讲一次，物业夜里加一班巡查，网格登记电动车。",
    ),
    "0721": (
        ("应急", "物业", "综治"), ("青石消防救援站", "桂花里物业服务中心", "社区民警 常青"),
        "消防抽水，物业断电挪车，民警封路口，志愿队给车主打电话。",
    ),
    "0902": (("环保", "城管"), ("街道环保站", "街道城管中队"), "环保站认来源，城管约谈装修队，三天内补种。"),
    "1121": (("应急",), ("青石消防救援站",), None),
}  # fmt: skip


def grids_story(year: Year) -> Story:
    """Three grids in January with the people and forces of each."""
    yield at("2026-01-12 09:00")
    grids = [
        Grid(
            name=name,
            code=code,
            range=range_,
            households=households,
            leader=year.cast[leader],
            phone=phone,
            officer=officer,
        )
        for name, code, range_, households, leader, phone, officer in GRIDS
    ]
    people: list[Any] = []
    workers = ("方婷", "苏晨曦", "龙飞")
    for grid, worker, group in zip(grids, workers, year.cast.groups, strict=True):
        people.append(
            GridPerson(grid=grid.uid, person=year.cast[worker], role="网格员", duty="每日巡查、登记")
        )
        people += [
            GridPerson(grid=grid.uid, person=member.uid, role="在职党员", duty="包联两个单元")
            for member in year.cast.here()
            if member.party_group == group.uid
            and member.name not in workers
            and "退休" not in (member.work_unit or "")
            and not unable(member, is_retired=False)
        ]
        people += [
            GridPerson(
                grid=grid.uid, person=f"{grid.name[3:7]}志愿队", role="志愿队", duty="陪诊、送餐、巡楼"
            ),
            *(
                GridPerson(grid=grid.uid, person=who, role="整合力量", force=force, duty=duty)
                for who, force, duty in FORCES
            ),
        ]
    year.hand.save("登记三个网格和各网格的人", *grids, *people)


def guests_story(year: Year) -> Story:
    """Members of other branches who live here report in, one after another; the community rates them."""
    made = []
    for number, (name, unit, org, grid, skills, post, times) in enumerate(GUESTS):
        yield after(on("2026-02-02"), 9 * number, "16:30")
        guest = ReportingIn(
            name=name,
            mobile=f"1390022{number:04d}",
            unit=unit,
            unit_org=org,
            grid=_grid(year, grid),
            skills=skills,
            post=post,
            free_time=times,
            reported_on=year.ledger.today,
            opinion="同意接收，由网格长带着认门，先跟一次单再单独接单。",
            opinion_by=year.cast["书记"],
            opinion_on=year.ledger.today,
        )
        made.append(guest)
        year.hand.save(f"双报到登记：{name}", guest)
    for quarter, day in enumerate(("2026-04-08", "2026-07-07", "2026-10-12", "2026-12-31"), 1):
        yield at(f"{day} 11:00")
        year.hand.save(f"双报到第{quarter}季度反馈", *_feedback(year, made, quarter))
    for guest, rating in zip(made, ("好", "较好", "较好", "好", "好", "一般"), strict=True):
        guest.year_rating = rating
    year.hand.save("双报到年度评价", *made)


def _feedback(year: Year, guests: list[ReportingIn], quarter: int) -> list[ReportingFeedback]:
    """What the community tells each one's own organisation of a quarter; who had not come yet is left out."""
    last = Month(2026, 3 * quarter).last_day()
    return [
        ReportingFeedback(
            guest=one.uid,
            year=2026,
            quarter=quarter,
            opinion=OPINIONS[(at_ + quarter) % len(OPINIONS)],
            opinion_by=year.cast["书记"],
            written_on=year.ledger.today,
            sent_on=year.ledger.today,
            receiver="组织委员" if quarter < 4 else None,
            received_on=year.ledger.today if quarter < 4 else None,
        )
        for at_, one in enumerate(guests)
        if one.reported_on <= last
    ]


def _grid(year: Year, number: int) -> str:
    found = year.ledger.find(Grid.live().where(Grid.code == GRIDS[number - 1][1]))
    return str(found[0].uid)


def events_story(year: Year) -> Story:
    """What is met in the grids: dealt with on its level, called back about."""
    for number, (day, kind, urgency, where, detail, level, action) in enumerate(EVENTS):
        when = f"2026-{day[:2]}-{day[2:]}"
        yield at(f"{when} 09:20")
        chance = year.chance(f"event {day}")
        event = GridEvent(
            on=on(when),
            grid=_grid(year, number % 3 + 1),
            origin="网格员巡查",
            reporter=year.cast[("方婷", "苏晨曦", "龙飞")[number % 3]],
            kind=kind,
            urgency=urgency,
            location=where,
            detail=detail,
            level=level,
        )
        year.hand.save(f"登记网格事件：{where}", event)
        yield after(on(when), 0 if urgency == "紧急" else chance.randint(1, 5), "17:20")
        event = year.ledger.get(GridEvent, event.uid)
        event.action, event.closed_on = action, year.ledger.today
        event.handler = year.cast[("方婷", "苏晨曦", "龙飞")[number % 3]]
        event.forces, event.force_names, event.conferred = TOGETHER.get(day, (None, None, None))
        event.conferred_on = year.ledger.today if event.conferred else None
        event.callback = chance.choice(("满意", "满意", "基本满意"))
        year.hand.save(f"办结网格事件：{where}", event)


def issue_of_event(year: Year, day: str) -> tuple[Issue, Any]:
    """The issue an event of ``day`` (MMDD) becomes, and the event."""
    event = year.ledger.find(GridEvent.live().where(GridEvent.on == on(f"2026-{day[:2]}-{day[2:]}")))[0]
    return issue_from_event(event, year.ledger), event


EVERYBODY = ("正式", "预备", "双报到")
RULES = (
    ("志愿服务", "志愿服务", "2", PER_HOUR, BY_ORDER, None, (*EVERYBODY, "居民")),
    ("宣传稿件", "志愿服务", "5", "/篇", BY_HAND, "30", EVERYBODY),
    ("夜间值守", "网格履职", "3", "/次", BY_HAND, "45", EVERYBODY),
    ("好邻居推荐", "荣誉加分", "10", "/次", BY_HAND, None, (*EVERYBODY, "居民")),
    ("无故爽约", DEDUCTION, "-2", "/次", BY_HAND, None, EVERYBODY),
)
GOODS = (
    ("大米5公斤", "20", "28", "商户联盟", "桂花里便民超市"),
    ("食用油1.8升", "16", "22", "商户联盟", "桂花里便民超市"),
    ("理发一次", "8", "15", "商户联盟", "红霞理发店"),
    ("洗衣液2公斤", "12", "18", "共建单位捐赠", "市农业银行青石支行"),
    ("雨伞", "10", "16", "共建单位捐赠", "市供电公司青石所"),
    ("体检套餐", "40", "120", "共建单位捐赠", "青石街道卫生服务中心"),
)
# By hand: day, who, rule, words, points.
BY_THE_BOOK = (
    ("2026-05-30", "马文昊", "宣传稿件", "楼道小报五月号", 5),
    ("2026-06-30", "马文昊", "宣传稿件", "楼道小报六月号", 5),
    ("2026-07-24", "程雪松", "夜间值守", "7月21日夜值守地下车库", 3),
    ("2026-07-24", "姜海涛", "夜间值守", "7月21日夜值守地下车库", 3),
    ("2026-07-24", "袁志刚", "夜间值守", "7月21日夜值守地下车库", 3),
    ("2026-08-21", "贺俊", "夜间值守", "8月17日夜值守", 3),
    ("2026-08-30", "马文昊", "宣传稿件", "楼道小报防汛一期", 5),
    ("2026-09-16", "熊志远", "无故爽约", "约好的修锁没有去也没有打电话", -2),
    ("2026-10-30", "何秀珍", "好邻居推荐", "群众推荐最美邻里", 10),
    ("2026-11-06", "卜元朗", "夜间值守", "充电棚试运行夜值", 3),
    ("2026-11-20", "任秀云", "好邻居推荐", "商户推荐", 10),
    ("2026-12-18", "周婶（5号楼居民）", "好邻居推荐", "冬天给邻居送饭一个月", 10),
)


def rules_story(year: Year) -> Story:
    """The rules of points, in force from the day the committee passed them."""
    yield at("2026-01-12 10:00")
    year.hand.save(
        "登记积分规则",
        *(
            PointsRule(
                name=name,
                group=group,
                points=Decimal(points),
                unit=unit,
                posted_by=by,
                year_cap=Decimal(cap) if cap else None,
                scope=scope,
                from_on=on("2026-01-12"),
            )
            for name, group, points, unit, by, cap, scope in RULES
        ),
    )


def _rule(year: Year, name: str) -> str:
    return str(year.ledger.find(PointsRule.live().where(PointsRule.name == name))[0].uid)


def points_story(year: Year) -> Story:
    """What is entered by hand, one of it by mistake and put right by a reversal."""
    entries = []
    for day, who, rule, words, points in BY_THE_BOOK:
        yield at(f"{day} 16:50")
        guest = year.ledger.find(ReportingIn.live().where(ReportingIn.name == who))
        person = guest[0].uid if guest else year.cast[who] if who in year.cast.named else who
        entry = PointsEntry(
            holder=person,
            on=on(day),
            reason=words,
            rule=_rule(year, rule),
            points=Decimal(points),
            verifier=year.cast["组织委员"],
        )
        entries.append(entry)
        year.hand.save(f"记积分：{who}", entry)
    yield at("2026-12-19 10:00")
    wrong = entries[7]
    year.hand.save(
        "冲正一笔积分",
        reversal_of(wrong, year.cast["组织委员"], "当天他母亲住院，有留言，记错了", on("2026-12-19")),
    )


def goods_story(year: Year) -> Story:
    """What the shop has, what comes in each quarter."""
    yield at("2026-04-27 10:00")
    goods = [
        Goods(
            name=name,
            price=Decimal(price),
            value=Decimal(value),
            goods_source=source,
            giver=giver,
            valid_to=on("2026-12-31"),
        )
        for name, price, value, source, giver in GOODS
    ]
    year.hand.save("登记兑换物品", *goods)
    for day, pieces in (("2026-04-28", 15), ("2026-08-28", 10), ("2026-11-27", 8)):
        yield at(f"{day} 10:00")
        year.hand.save(
            "兑换物品进货",
            *(GoodsIntake(goods=one.uid, on=on(day), qty=pieces, note="商户送到，点数签收") for one in goods),
        )


def shop_story(year: Year) -> Story:
    """Four shop days; whoever has the points takes something that is there."""
    for day in ("2026-05-29", "2026-08-31", "2026-10-30", "2026-12-29"):
        yield at(f"{day} 15:00")
        chance = year.chance(f"shop {day}")
        goods = year.ledger.find(Goods.live().order_by(Goods.price, Goods.uid))
        holders = dict.fromkeys(
            entry.holder for entry in year.ledger.find(PointsEntry.live().order_by(PointsEntry.uid))
        )
        for holder in list(holders):
            have = balance_of(holder, on(day), year.ledger)
            fit = [one for one in goods if one.price <= have and stock_of(one.uid, year.ledger) > 0]
            if not fit or chance.random() < 0.55:
                continue
            clerk = year.cast["宣传委员"] if holder != year.cast["宣传委员"] else year.cast["组织委员"]
            year.hand.save(
                "积分兑换",
                Redemption(
                    on=on(day), holder=holder, goods=chance.choice(fit).uid, qty=1, signed=True, clerk=clerk
                ),
            )
            yield at(f"{day} 15:00")
