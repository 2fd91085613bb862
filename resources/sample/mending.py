"""What research leads to: a round of looking, an exchange of what was found, a class mended everywhere."""

from desktop_app.records.links import PersonWhy
from desktop_app.registers.organization_life.meetings import Meeting
from desktop_app.registers.rectification.class_mending import ClassCheck, Mechanism
from desktop_app.registers.rectification.problem_sweeps import PLACES, ProblemSweep
from desktop_app.registers.rectification.research import Finding, Research
from desktop_app.registers.rectification.research_exchanges import ExchangeItem, ResearchExchange

from .cast import Cast
from .hand import Hand, Story, at, on

SWEEP = "三季度问题大梳理、难题大排查"


def sweep_story(hand: Hand, cast: Cast) -> Story:
    """The round of the third quarter; the visits made in it name it."""
    yield at("2026-08-04 18:00")
    sweep = ProblemSweep(
        title=SWEEP,
        scope="桂花里1至24号楼、沿街商铺、社区用房；查居住安全、一老一小、闲置阵地三方面。",
        places=PLACES[:2],
        from_on=on("2026-08-05"),
        to_on=on("2026-09-20"),
        leader=cast["书记"],
        people=tuple(PersonWhy(cast[part]) for part in ("书记", "副书记", "组长1", "组长2", "组长3")),
        batch=hand.batch_on(on("2026-08-05")),
    )
    hand.save("安排问题大梳理难题大排查", sweep)
    yield at("2026-09-20 17:00")
    sweep.summary = "走了24栋楼、12家商户，梳理出一老一小、阵地使用、共建三类问题，难题一个：老人吃饭。"
    hand.save("登记排查结果", sweep)


def exchange_story(hand: Hand, cast: Cast) -> Story:
    """What research had found, told before the committee and those who are to act on it."""
    yield at("2026-10-16 17:30")
    exchange = ResearchExchange(
        on=on("2026-10-16"),
        place="社区一楼小会议室",
        chair=cast["书记"],
        audience="支委会、社区居委会、物业主管、三个党小组组长",
        observers="街道党工委组织办干事",
        pairs="6号楼只清走不给出路，三个月反弹；12号楼先给出路再立公约，三年没有一辆车上楼。差在有没有先问骑手。",
        summary="三项成果采纳两项，落到人和日期；充电棚一项等街道批复。",
        batch=hand.batch_on(on("2026-10-16")),
    )
    told = (
        (
            "组长3",
            "独居老人的午饭",
            "食堂做软烂少盐的菜，送餐的人固定。",
            "社区食堂换了菜谱，志愿者班次表贴出来。",
        ),
        ("副书记", "楼道充电为什么三个月就反弹", "先建棚，后清车；销号以后三个月内夜查一次。", None),
        ("组长2", "沿街商户想办哪件事", "先把单车停放区划出来。", "物业十一月十日前划线。"),
    )
    items = []
    for n, (speaker, title, advice, taken) in enumerate(told, 1):
        visit = hand.ledger.find(Research.live().where(Research.title == title))[0]
        found = hand.ledger.find(
            Finding.live().where((Finding.research == visit.uid) & (Finding.seq == 1)).limit(1)
        )
        items.append(
            ExchangeItem(
                exchange=exchange.uid,
                seq=n,
                speaker=cast[speaker],
                research=visit.uid,
                finding=found[0].uid,
                advice=advice,
                taken_up=taken,
            )
        )
    hand.save("登记调研成果交流", exchange, *items)


def class_story(hand: Hand, cast: Cast) -> Story:
    """举一反三: charging in stairwells looked for elsewhere, and the rule that keeps it away."""
    yield at("2026-10-13 21:30")
    check = ClassCheck(
        tag="消防安全",
        on=on("2026-10-13"),
        scope="其余22栋楼的楼道和地下室，夜里八点到十点",
        checker=cast["纪检委员"],
        found="10号楼1单元、15号楼2单元各有一辆车在楼道充电，当场请骑手推下楼；其余没有发现同类问题。",
    )
    hand.save("登记举一反三自查", check)
    yield at("2026-10-17 10:00")
    bad = hand.ledger.find(Research.live().where(Research.title == "楼道充电为什么三个月就反弹"))[0]
    finding = hand.ledger.find(Finding.live().where(Finding.research == bad.uid))[0]
    meeting = hand.ledger.find(Meeting.live().where(Meeting.title == "敬老月安排和楼道充电反弹"))[0]
    rule = Mechanism(
        title="楼道消防夜查办法",
        tag="消防安全",
        set_on=on("2026-10-09"),
        content="每月两次夜查，党小组轮流；查到的当场劝下楼、次日报网格；销号的三个月内再查一次。",
        meeting=meeting.uid,
        finding=finding.uid,
        keeper=cast["副书记"],
    )
    hand.save("登记长效机制", rule)
