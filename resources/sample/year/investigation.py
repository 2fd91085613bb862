"""Looking into things: visits without notice, one case taken apart, the case book, the year's rating."""

from dataclasses import dataclass
from typing import Any

from desktop_app.records.links import PersonWhy
from desktop_app.registers.rectification.class_mending import ClassCheck, Mechanism
from desktop_app.registers.rectification.issues import Issue
from desktop_app.registers.rectification.problem_sweeps import PLACES, ProblemSweep
from desktop_app.registers.rectification.research import (
    BAD_EXAMPLE,
    CONVERTED,
    DISSECTION,
    DOWN_KINDS,
    GOOD_EXAMPLE,
    UNANNOUNCED,
    Finding,
    Research,
    issue_from_finding,
)
from desktop_app.registers.rectification.research_exchanges import ExchangeItem, ResearchExchange

from ..hand import Story, at, on
from ..issues import GROWTH, URGENT
from .players import Year
from .problems_told import FROM_FINDINGS


@dataclass(frozen=True)
class Visit:
    """One visit; ``findings`` are (key, text, category, suggestion, conversion, form).

    The key is that of FROM_FINDINGS where the finding becomes a problem, '' for one settled on the spot.
    """

    day: str
    title: str
    kind: int
    study: str
    ticks: tuple[str, ...]
    place: str
    people: str
    who: tuple[str, ...]
    way: tuple[str, ...]
    suggestions: tuple[str, ...]
    findings: tuple[tuple[str, str, str, str, str, str], ...]
    apart: dict[str, str] | None = None
    situation: str = ""
    causes: str = ""


VISITS = (
    Visit(
        "2026-02-27",
        "春节后务工返程和租住情况",
        1,
        "新时代新情况的前瞻性调研",
        UNANNOUNCED[:3],
        "10号楼、15号楼出租屋",
        "租户十四户、房东三户",
        ("书记", "贺俊"),
        ("随机走访",),
        ("合租的门口贴联系人", "租房合同附一张安全单"),
        (
            (
                "",
                "四套合租房没有登记，两套房东不知道住了几个人。",
                GROWTH,
                "物业登记时同时报网格",
                "印出租房安全单，租房先签",
                "现场解决",
            ),
        ),
        situation="10号楼、15号楼出租屋四十一套，春节后新来租户十四户，登记过的十户。",
        causes="租房只在物业登记，网格不知道；房东怕麻烦，没有人告诉他要登记什么。",
    ),
    Visit(
        "2026-03-31",
        "快递末端和消防通道",
        1,
        "破解复杂难题的对策性调研",
        UNANNOUNCED,
        "快递站、3号楼至6号楼",
        "站长、两名司机、六户居民",
        ("副书记", "袁志刚"),
        ("蹲点", "随机走访"),
        ("划线停车", "高峰错开"),
        (
            (
                "快递车占道",
                "每天上午十点半到十一点半，三辆快递车并排停在消防通道上。",
                GROWTH,
                "划线，装可倒柱",
                "站点停车规矩和六根可倒柱",
                "制度",
            ),
            ("", "快递架露天，下雨天包裹淋湿。", URGENT, "给架子搭棚", "站点自费搭棚六平方米", "现场解决"),
        ),
        situation="快递站每天到件九百多件，三辆车分两趟送；3号楼至6号楼之间是一条消防通道。",
        causes="没有划停车的地方，三趟车挤在同一个钟头里。",
    ),
    Visit(
        "2026-04-30",
        "夜里八点的楼道",
        1,
        "推动落实的督查式调研",
        UNANNOUNCED[:4],
        "1号楼至8号楼楼道",
        "二十三户居民",
        ("书记", "姜海涛"),
        ("随机走访",),
        ("报修电话贴到楼门", "换长寿命灯"),
        (
            (
                "楼道灯要爬梯子",
                "八栋楼三十一盏灯坏了七盏，三户说报过两次没人来。",
                URGENT,
                "公布报修电话，三天内换",
                "报修三天办结的规矩",
                "制度",
            ),
        ),
        situation="1号楼至8号楼共有楼道灯三十一盏，去年换过十九盏。",
        causes="报修电话只贴在物业门口；换灯要等凑够五盏一起换。",
    ),
    Visit(
        "2026-06-30",
        "骑手和快递员怎么吃饭、怎么歇脚",
        1,
        "新时代新情况的前瞻性调研",
        UNANNOUNCED[1:5],
        "配送站、便民超市门口",
        "骑手十九人、快递员七人、店主四人",
        ("书记", "高一鸣"),
        ("座谈访谈", "蹲点"),
        ("六元套餐", "超市设座位和水"),
        (
            (
                "新业态没有歇脚处",
                "十九名骑手里十四名中午蹲在路边吃饭，夏天没有水喝。",
                GROWTH,
                "超市设歇脚点，食堂定套餐",
                "歇脚点和六元套餐",
                "项目",
            ),
            (
                "",
                "骑手里七人没有加入任何群，通知不到。",
                GROWTH,
                "建一个只发通知的群",
                "建群，只发通知不催任务",
                "现场解决",
            ),
        ),
        situation="小区周边常跑的骑手十九人、快递员七人，中午集中在便民超市门口。",
        causes="他们不住在小区，开会、建群都没有想到他们。",
    ),
    Visit(
        "2026-08-31",
        "老人和智能手机",
        2,
        "破解复杂难题的对策性调研",
        UNANNOUNCED[3:],
        "社区活动室、四个楼门",
        "三十一名老人",
        ("宣传委员", "廖晓芸"),
        ("问卷调查", "随机走访"),
        ("印大字卡", "一对一教"),
        (
            (
                "老人不会用智能机",
                "三十一名老人里二十二名不会手机挂号，九名不会打车。",
                URGENT,
                "一对一教，做大字卡",
                "周六上午课堂和操作卡",
                "项目",
            ),
        ),
        situation="社区六十岁以上老人三百二十人，独居的二十六人；四个楼门问了三十一人。",
        causes="子女教一遍记不住，怕点错扣钱，没有人坐下来慢慢教。",
    ),
    Visit(
        "2026-09-22",
        "一盏灯为什么换了两个月",
        3,
        DISSECTION,
        (),
        "3号楼2单元",
        "四户居民、物业主任、电工",
        ("书记", "纪检委员"),
        ("座谈访谈", "现场办公"),
        ("一件事一个人跟到底",),
        (
            (
                "",
                "七次电话转了四个单位，没有一个人从头跟到尾。",
                URGENT,
                "谁接的电话谁跟到办完",
                "首接负责的规矩，写进网格事件办法",
                "制度",
            ),
        ),
        {
            "example": "反面典型",
            "facts": (
                "6月5日第一次报修，经物业、社区、电工、供货商四手，8月10日才换好，其间老人扶墙上楼摔过一次。"
            ),
            "causes": "谁都办了一截，谁都没有管到底；报修没有编号，说不清到了哪一步。",
            "lessons": "小事转一手就慢一半。谁接的电话谁跟到办完，办不了的自己去催，不让群众打第二次。",
            "stands_for": "首接负责",
        },
        situation="3号楼2单元住着十一户，六十岁以上九人；这盏灯在二层转角。",
    ),
    Visit(
        "2026-09-24",
        "一个井盖为什么半天就换好",
        3,
        DISSECTION,
        UNANNOUNCED[:2],
        "11号楼北侧",
        "三户居民、网格员、物业维修工",
        ("副书记", "组织委员"),
        ("座谈访谈",),
        ("把半天换好的做法写进网格事件办法",),
        (
            (
                "",
                "换得快是因为网格员一个人跟到底，别的网格没有这样做。",
                URGENT,
                "各网格照着办",
                "首接负责办法发到三个网格",
                "方案",
            ),
        ),
        {
            "example": "正面典型",
            "facts": "8月12日早上居民报井盖松动，网格员守在现场打电话，中午物业换好，下午回访。",
            "causes": "接到的人没有转手，自己守到办完。",
            "lessons": "一个人跟到底，半天就办成；转四个单位，两个月办不成。",
            "stands_for": "首接负责",
        },
        situation="11号楼北侧一处井盖，早晚有三百多人走过。",
    ),
)

SWEEP = "三季度问题大梳理、难题大排查"


def rounds_story(year: Year) -> Story:
    """The round of looking for problems, what was told of it, and the class mended everywhere."""
    yield at("2026-08-28 17:00")
    sweep = ProblemSweep(
        title=SWEEP,
        scope="桂花里1至24号楼、三个网格；查楼道照明、老人办事、租住安全。",
        places=PLACES[:2],
        from_on=on("2026-08-28"),
        to_on=on("2026-09-25"),
        leader=year.cast["书记"],
        people=tuple(PersonWhy(year.cast[part]) for part in ("书记", "副书记", "宣传委员", "组长1")),
        batch=year.hand.batch_on(on("2026-08-28")),
    )
    year.hand.save("安排问题大梳理难题大排查", sweep)
    yield at("2026-09-25 17:00")
    sweep.summary = "走访三十八户，梳理出首接负责、老人用手机两类问题；难题一个：小事转手没有人跟到底。"
    year.hand.save("登记排查结果", sweep)
    yield at("2026-10-13 20:00")
    check = ClassCheck(
        tag="首接负责",
        on=on("2026-10-13"),
        scope="今年转过两个以上单位的报修、反映二十二件",
        checker=year.cast["纪检委员"],
        found="六件没有人跟到底，当场定了跟办人；其余没有发现同类问题。",
    )
    year.hand.save("登记举一反三自查", check)
    yield at("2026-10-30 18:30")
    exchange = ResearchExchange(
        on=on("2026-10-30"),
        place="社区二楼党员活动室",
        chair=year.cast["书记"],
        audience="支委会、三个党小组组长、社区居委会、物业主管",
        pairs="一盏灯转四个单位，两个月；一个井盖一个人跟到底，半天。差在接到的人有没有放手。",
        summary="两项成果都采纳，首接负责办法十一月起试行。",
        batch=year.hand.batch_on(on("2026-10-30")),
    )
    items, findings = [], []
    for n, title in enumerate(("一盏灯为什么换了两个月", "一个井盖为什么半天就换好"), 1):
        visit = year.ledger.find(Research.live().where(Research.title == title))[0]
        findings += year.ledger.find(Finding.live().where(Finding.research == visit.uid))
        items.append(
            ExchangeItem(
                exchange=exchange.uid,
                seq=n,
                speaker=year.cast["书记" if n == 1 else "副书记"],
                research=visit.uid,
                finding=findings[-1].uid,
                advice="谁接的电话谁跟到办完，办不了的自己去催。",
                taken_up="写进首接负责办法，三个网格照办。",
            )
        )
    rule = Mechanism(
        title="首接负责办法",
        tag="首接负责",
        set_on=on("2026-10-30"),
        content="第一个接到的人跟到办完，三天内回话，办不了的自己去催；每月对一次账。",
        finding=findings[0].uid,
        keeper=year.cast["副书记"],
    )
    year.hand.save("登记调研成果交流和长效机制", exchange, *items, rule)


def visit_story(year: Year, visit: Visit) -> Story:
    """A visit and what it found; what became of the findings is written down in December."""
    yield at(f"{visit.day} 09:00")
    research = Research(
        title=visit.title,
        down_kind=DOWN_KINDS[visit.kind],
        study_kind=visit.study,
        unannounced=visit.ticks or None,
        on=on(visit.day),
        place=visit.place,
        people=visit.people,
        leader=year.cast[visit.who[0]],
        researchers=tuple(PersonWhy(year.cast[name]) for name in visit.who if name != "高一鸣"),
        batch=year.hand.batch_on(on(visit.day)),
        sweep=_sweep_on(year, visit.day),
        situation=visit.situation or None,
        pair=_pair_of(year, visit),
        way=visit.way,
        suggestions=visit.suggestions,
        **({"causes": visit.causes or None} | (visit.apart or {})),
    )
    findings = [
        Finding(
            research=research.uid,
            seq=n,
            text=text,
            category=category,
            tag=FROM_FINDINGS[key].tag if key else (visit.apart or {}).get("stands_for"),
            suggestion=suggestion,
        )
        for n, (key, text, category, suggestion, _, _) in enumerate(visit.findings, 1)
    ]
    year.hand.save(f"登记调研：{visit.title}", research, *findings)
    yield at("2026-12-16 11:00")
    fresh = [year.ledger.get(Finding, one.uid) for one in findings]
    for one, (_, _, _, _, conversion, form) in zip(fresh, visit.findings, strict=True):
        one.conversion, one.conversion_form, one.conversion_state = conversion, form, CONVERTED
        one.conversion_due = on("2026-12-31")
        one.conversion_owner = year.cast[visit.who[0]]
    year.hand.save(f"成果转化：{visit.title}", *fresh)


def _sweep_on(year: Year, day: str) -> str | None:
    """The round of looking that was under way on ``day``."""
    query = ProblemSweep.live().where((ProblemSweep.from_on <= on(day)) & (ProblemSweep.to_on >= on(day)))
    found = year.ledger.find(query)
    return str(found[0].uid) if found else None


def _pair_of(year: Year, visit: Visit) -> str | None:
    """The bad example of the same class, for the good one that was looked at after it."""
    if visit.apart is None or visit.apart["example"] != GOOD_EXAMPLE:
        return None
    query = Research.live().where(
        (Research.stands_for == visit.apart["stands_for"]) & (Research.example == BAD_EXAMPLE)
    )
    return str(year.ledger.find(query)[0].uid)


def issue_of_finding(year: Year, key: str) -> tuple[Issue, Any]:
    """The issue a finding becomes, and the finding."""
    text = next(row[1] for visit in VISITS for row in visit.findings if row[0] == key)
    finding = year.ledger.find(Finding.live().where(Finding.text == text))[0]
    return issue_from_finding(finding, year.ledger), finding
