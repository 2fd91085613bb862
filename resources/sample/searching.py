"""Research of the summer and autumn, one case taken apart, and two cases written for the book."""

from dataclasses import dataclass

from desktop_app.duties.basics.figure import count, frozen
from desktop_app.records.links import PersonWhy
from desktop_app.registers.displays.case_studies import CaseFigure, CaseLink, CaseStudy
from desktop_app.registers.rectification.issues import CLOSED, Issue
from desktop_app.registers.rectification.problem_sweeps import ProblemSweep
from desktop_app.registers.rectification.research import (
    BAD_EXAMPLE,
    CONVERTED,
    DISSECTION,
    GOOD_EXAMPLE,
    NOT_YET,
    UNDER_WAY,
    Finding,
    Research,
)
from desktop_app.registers.service.service_orders import DONE, ServiceOrder

from .cast import Cast
from .grid import issue_of
from .hand import Hand, Story, at, on
from .issues import GROWTH, RISK, URGENT
from .topics import ON_GOVERNING, ON_RESEARCH

VISIT, OFFICE, LISTEN = "调查研究下基层", "现场办公下基层", "信访接待下基层"
SOLVING, FOLLOWING = "破解复杂难题的对策性调研", "重大工作项目的跟踪性调研"
PLAIN = ("不发通知", "不打招呼", "不听汇报", "不用陪同接待", "直奔基层", "直插现场")


@dataclass(frozen=True)
class Found:
    """One finding; ``issue`` is the class of the problem it became, ``became`` what it was turned into."""

    text: str
    category: str
    tag: str
    suggestion: str = ""
    became: str = ""
    form: str = ""
    due: str = ""
    state: str = NOT_YET
    issue: str = ""


@dataclass(frozen=True)
class Search:
    """One piece of research with what it found."""

    day: str
    title: str
    down: str
    kind: str
    place: str
    people: str
    by: tuple[str, ...]
    way: tuple[str, ...]
    ticks: tuple[str, ...]
    advice: tuple[str, ...]
    found: tuple[Found, ...]
    led: str = "书记"
    situation: str = ""
    causes: str = ""
    swept: bool = False


SEARCHES: tuple[Search, ...] = (
    Search(
        "2026-08-05",
        "独居老人的午饭",
        VISIT,
        SOLVING,
        "17至24号楼",
        "独居老人9户，楼长4人",
        ("组长3", "党员26"),
        ("随机走访", "座谈访谈"),
        ("不打招呼", "不听汇报", "直奔基层"),
        ("请食堂做软烂少盐的菜", "送餐的人固定，老人认得脸"),
        (
            Found("9位独居老人午饭没有着落，其中4位经常吃隔夜饭。", URGENT, "一老一小",
                  "社区食堂供餐，党员志愿者送", "“一顿热饭”送餐办法和班次表", "方案", "2026-09-15",
                  CONVERTED, "一老一小"),
            Found("两位老人的药盒里混着过期药。", URGENT, "用药安全", "每季度清一次药箱",
                  "药师党员每季度上门清药箱",
                  "项目", "2026-12-20", UNDER_WAY),
        ),
        situation="17至24号楼共有独居老人9户，七十岁以上7人，子女都在外地；社区食堂每天供餐，没有人送。",
        causes="食堂的菜偏硬偏咸，又没有人送；以前送牛奶和米，没有先问老人要什么。",
        swept=True,
    ),
    Search(
        "2026-09-08",
        "闲置用房能做什么",
        LISTEN,
        SOLVING,
        "社区一楼便民用房",
        "居民23人，居委会2人",
        ("书记", "党员9"),
        ("信访接待", "座谈访谈"),
        ("不用陪同接待", "直插现场"),
        ("先收一百份意见，再定用途", "开放时间照顾上班的人"),
        (
            Found("社区一楼180平方米便民用房闲置一年，只在换届时用过一次。", GROWTH, "阵地使用",
                  "做孩子放学看护和老人活动", issue="阵地使用"),
            Found("灯坏两盏，门锁要两个人才能开。", GROWTH, "阵地使用", "先修再开", "", "", "", NOT_YET),
        ),
        situation="社区一楼便民用房180平方米，今年只开过一次门；23名居民里16名愿意周末来。",
        causes="钥匙由两个人分管，谁也没有排开放的班。",
        swept=True,
    ),
    Search(
        "2026-09-15",
        "沿街商户想办哪件事",
        VISIT,
        FOLLOWING,
        "桂花里沿街商铺",
        "商户12家",
        ("组长2", "副书记"),
        ("随机走访",),
        PLAIN,
        ("单车停放区先划出来，商户才肯坐下来谈",),
        (
            Found("沿街12家商户只有3家和支部有联系，门口单车乱停。", GROWTH, "共建",
                  "先帮商户办成一件事", issue="共建"),
        ),
        led="副书记",
        situation="沿街12家商户，3家和支部有联系；门口单车每天早晚各堵一次。",
        causes="走访只带通知去，没有先帮商户办成一件事。",
        swept=True,
    ),
    Search(
        "2026-10-14",
        "学校侧门早高峰蹲点",
        OFFICE,
        SOLVING,
        "青石小学侧门",
        "家长31人，值班老师2人",
        ("组织委员", "党员24"),
        ("蹲点", "现场办公"),
        ("不发通知", "直插现场"),
        ("家长愿意多走五十米停车",),
        (
            Found("七点四十到八点，侧门前停了二十七辆接送车，斑马线看不清。", URGENT, "交通安全",
                  "护学岗引导分流，报交警重划", "党员护学岗每天两班", "现场解决", "2026-10-20", CONVERTED,
                  "交通安全"),
        ),
        led="组织委员",
        situation="早高峰二十分钟，27辆接送车、近300名学生走同一个侧门；交通标线上次重划是2021年。",
        causes="接送车没有划定的停靠处，家长都想停到门口。",
    ),
)  # fmt: skip

CAUSES = (
    "小区没有集中充电的地方，楼上充电最方便；7月那次只清了车，没有给骑手找地方充；"
    "夜查停了以后没有人再看，物业和支部都以为对方在看。"
)
LESSONS = (
    "只清走不给出路，一定反弹；销号以后三个月内要有人回头看；"
    "涉及住户谋生的事，先问清楚他夜里几点回家、车停在哪里。"
)


def research_story(hand: Hand, cast: Cast, told: Search) -> Story:
    """One visit with its findings; what became a problem of the ledger is linked, what was used is noted."""
    yield at(f"{told.day} 20:30")
    visit = Research(
        title=told.title,
        down_kind=told.down,
        study_kind=told.kind,
        unannounced=told.ticks,
        on=on(told.day),
        place=told.place,
        people=told.people,
        leader=cast[told.led],
        researchers=tuple(PersonWhy(cast[part]) for part in told.by),
        sweep=_sweep(hand) if told.swept else None,
        batch=hand.batch_on(on(told.day)),
        situation=told.situation or None,
        causes=told.causes or None,
        way=told.way,
        suggestions=told.advice,
    )
    findings = [
        _finding(visit.uid, number, one, cast[told.by[0]]) for number, one in enumerate(told.found, 1)
    ]
    hand.save(f"登记调研：{told.title}", visit, *findings)
    for finding, one in zip(findings, told.found, strict=True):
        if one.issue:
            yield at(f"{ISSUE_DAYS.get(one.issue, told.day)} 20:50")
            finding.issue = issue_of(hand, one.issue)
            hand.save("调研发现转入问题清单", finding)
        if one.state == CONVERTED:
            yield at(f"{one.due} 20:40")
            finding.conversion_state = CONVERTED
            hand.save("登记成果转化", finding)


def _sweep(hand: Hand) -> str:
    """The round of looking for problems the visit is part of."""
    return str(hand.ledger.find(ProblemSweep.live())[0].uid)


# The problem of the old people's meals was written into the ledger two days after the visit.
ISSUE_DAYS = {"一老一小": "2026-08-07"}


def dissection_story(hand: Hand, cast: Cast) -> Story:
    """解剖麻雀: why the cars were back in the stairwells three months after the problem was closed."""
    yield at("2026-10-10 20:30")
    visit = Research(
        title="楼道充电为什么三个月就反弹",
        down_kind=VISIT,
        study_kind=DISSECTION,
        unannounced=PLAIN,
        on=on("2026-10-10"),
        place="6号楼、8号楼",
        people="骑手5人，楼长2人，物业主管1人",
        leader=cast["副书记"],
        batch=hand.batch_on(on("2026-10-10")),
        situation="6号楼、8号楼住着七名骑手，小区没有集中充电的地方；6月清过一次，10月又有五辆车上楼。",
        researchers=(
            PersonWhy(cast["副书记"]),
            PersonWhy(cast["纪检委员"]),
            PersonWhy("魏朝阳", "街道应急站"),
        ),
        way=("蹲点", "座谈访谈"),
        suggestions=("6号楼东侧建充电棚", "建成前晚上十点由物业集中代管充电"),
        example="反面典型",
        facts="6月清走九辆，7月15日销号；国庆假期又出现五辆，10月5日、7日网格员两次拍到。",
        causes=CAUSES,
        lessons=LESSONS,
        stands_for="消防安全",
    )
    finding = _finding(
        visit.uid,
        1,
        Found(
            "清走以后没有充电的地方，夜里十点以后又推上楼。",
            RISK,
            "消防安全",
            "建充电棚，销号的消防问题三个月内夜查一次",
            "《桂花里楼道充电公约》和充电棚选址意见",
            "制度",
            "2026-10-31",
            UNDER_WAY,
        ),
        cast["副书记"],
    )
    hand.save("登记解剖式调研", visit, finding)
    yield at("2026-10-12 18:00")
    finding.issue = issue_of(hand, "消防安全")
    hand.save("调研发现转入问题清单", finding)


def good_story(hand: Hand, cast: Cast) -> Story:
    """The other side: the building where no car was ever charged in the stairwell, set beside the bad one."""
    yield at("2026-10-11 20:30")
    bad = hand.ledger.find(Research.live().where(Research.example == BAD_EXAMPLE))[0]
    visit = Research(
        title="12号楼为什么三年没有一辆车上楼",
        down_kind=VISIT,
        study_kind=DISSECTION,
        unannounced=PLAIN[:3],
        on=on("2026-10-11"),
        place="12号楼",
        people="骑手3人，楼长1人",
        leader=cast["副书记"],
        researchers=(PersonWhy(cast["副书记"]), PersonWhy(cast["纪检委员"])),
        way=("随机走访", "座谈访谈"),
        batch=hand.batch_on(on("2026-10-11")),
        situation="12号楼住着三名骑手，三年里楼道没有充过一辆车。",
        suggestions=("把12号楼的做法讲给6号楼听",),
        example=GOOD_EXAMPLE,
        facts="2023年楼长先和便利店说好代充，再请骑手自己定公约，夜里十点楼长看一圈。",
        causes="先给出路，再立公约；公约是骑手自己写的。",
        lessons="先问骑手夜里几点回家，再定办法，比贴告示管用。",
        stands_for="消防安全",
        pair=bad.uid,
    )
    finding = _finding(
        visit.uid,
        1,
        Found(
            "便利店代充的办法只有12号楼知道，没有人讲给别的楼听。",
            RISK,
            "消防安全",
            "写成一页纸，发给各楼长",
            "12号楼代充做法一页纸",
            "方案",
            "2026-10-20",
            CONVERTED,
        ),
        cast["纪检委员"],
    )
    hand.save("登记解剖式调研", visit, finding)
    yield at("2026-10-20 19:40")
    finding.conversion_state = CONVERTED
    hand.save("登记成果转化", finding)


def _finding(visit: str, number: int, told: Found, owner: str) -> Finding:
    return Finding(
        research=visit,
        seq=number,
        text=told.text,
        category=told.category,
        tag=told.tag,
        suggestion=told.suggestion or None,
        conversion=told.became or None,
        conversion_form=told.form or None,
        conversion_owner=owner if told.became else None,
        conversion_due=on(told.due) if told.due else None,
        conversion_state=UNDER_WAY if told.state == CONVERTED else told.state,
    )


def cases_story(hand: Hand, cast: Cast) -> Story:
    """A finished case with figures drawn from the registers, and a draft of a second one."""
    yield at("2026-10-24 15:00")
    meals = CaseStudy(
        title="一顿热饭：独居老人送餐是怎样从一句抱怨做起来的",
        case_class="服务群众",
        theory=hand.material(ON_GOVERNING),
        theory_source="坚持以人民为中心，把群众满意不满意作为检验工作的标准；送什么由老人说了算。",
        abstract="9位独居老人午饭没有着落。支部先逐户评估，再和食堂谈菜谱、排班次，试送两周后按老人的意见改，两个月没有断过。",
        background="桂花里17至24号楼独居老人多，子女在外地，午饭多是早上剩的。以前支部送过牛奶和米，老人说“吃不完”。难在没有人手、菜不合口、雨天送不到。",
        practice="一是先评估后动手：社工党员填表，九户里六户每天送、三户只要周末。二是请食堂做软烂少盐的菜，老人尝了再定。三是排班：十九名志愿者分四组，雨天加一人。四是听意见改：试送两周，四位嫌咸，食堂换了菜谱。",
        effect="两个月没有断送；接到的服务订单里和老人有关的都办结；送餐时两次发现老人摔倒，及时送医。",
        reflection="送什么由老人说了算，先问后送。志愿者的班次要贴出来，谁来老人认得脸，门就开得快。",
        four_tests=("真实性", "创新性", "实效性", "典型性"),
        author=cast.name("组织委员"),
        finished_on=on("2026-10-24"),
    )
    closed = [one.uid for one in hand.ledger.find(Issue.live()) if one.state == CLOSED]
    orders = [one.uid for one in hand.ledger.find(ServiceOrder.live()) if one.state == DONE]
    figures = [
        CaseFigure(
            case_study=meals.uid,
            seq=number,
            part="effect",
            figure=frozen([count(key, title, uids, unit)]),
            drawn_on=on("2026-10-24"),
            note=note,
        )
        for number, (key, title, uids, unit, note) in enumerate(
            (
                ("orders_done", "办结服务订单", orders, "单", "8月以来办结的服务订单"),
                ("issues_closed", "销号问题", closed, "件", "今年销号的问题"),
            ),
            1,
        )
    ]
    visit = hand.ledger.find(Research.live().where(Research.title == SEARCHES[0].title))[0]
    links = [
        CaseLink(case_study=meals.uid, record=visit.uid, note="从这次走访开始"),
        CaseLink(case_study=meals.uid, record=issue_of(hand, "一老一小"), note="整改全过程"),
    ]
    hand.save("写案例：一顿热饭", meals, *figures, *links)
    yield at("2026-10-27 20:00")
    draft = CaseStudy(
        title="充电的车为什么又上了楼",
        case_class="风险防范",
        theory=hand.material(ON_RESEARCH),
        theory_source="“解剖麻雀”的调查方法：把一个典型弄清楚，再解决一类问题。",
        background="6月清走、7月销号的楼道充电，国庆又反弹。",
        practice="蹲点两晚，问了五名骑手；重启整改，先定公约、再选址建棚。",
        effect="整改还在第二轮，成效到11月再写。",
        author=cast.name("副书记"),
    )
    hand.save("起草案例：充电的车", draft)
