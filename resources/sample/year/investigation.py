"""Looking into things: visits without notice, one case taken apart, the case book, the year's rating."""

from dataclasses import dataclass
from typing import Any

from desktop_app.records.links import PersonWhy
from desktop_app.registers.rectification.issues import Issue
from desktop_app.registers.rectification.research import (
    CONVERTED,
    DISSECTION,
    DOWN_KINDS,
    UNANNOUNCED,
    Finding,
    Research,
    issue_from_finding,
)

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
    ),
)


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
        researchers=tuple(PersonWhy(year.cast[name]) for name in visit.who if name != "高一鸣"),
        way=visit.way,
        suggestions=visit.suggestions,
        **(visit.apart or {}),
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
    year.hand.save(f"成果转化：{visit.title}", *fresh)


def issue_of_finding(year: Year, key: str) -> tuple[Issue, Any]:
    """The issue a finding becomes, and the finding."""
    text = next(row[1] for visit in VISITS for row in visit.findings if row[0] == key)
    finding = year.ledger.find(Finding.live().where(Finding.text == text))[0]
    return issue_from_finding(finding, year.ledger), finding
