"""Around the 组织生活会 of 2025: what was heard before it, how committee and secretary were rated."""

from desktop_app.registers.organization_life.body_reviews import BODY, SECRETARY, BodyReview
from desktop_app.registers.organization_life.life_opinions import LifeOpinion

from .cast import Cast
from .hand import Hand, Story, at, on

# 对象类别、对谁、意见、来源方式、类别、日期、初步措施.
OPINIONS: tuple[tuple[str, str, str, str, str, str, str], ...] = (
    (
        "群众",
        "班子",
        "路灯的事问了三回，回回说转给物业了，到底谁管？",
        "座谈",
        "担当作为",
        "2025-12-22",
        "转办的事定人回访。",
    ),
    (
        "党员",
        "书记",
        "开会先听听别人说，别一上来就定。",
        "个别访谈",
        "工作作风",
        "2025-12-23",
        "委员先说，书记后说。",
    ),
    (
        "服务对象",
        "组织委员",
        "我儿子在外地，组织上打个电话问问他就好。",
        "个别访谈",
        "担当作为",
        "2025-12-24",
        "",
    ),
    (
        "党员",
        "班子",
        "台账平时也拿出来念念，别等年底。",
        "问卷",
        "工作作风",
        "2025-12-26",
        "支委会上按月通报。",
    ),
)


def opinions_story(hand: Hand, cast: Cast) -> Story:
    """The opinions heard before the meeting of 2025, entered from the paper."""
    yield at("2026-01-06 16:30")
    hand.save(
        "补录2025年度组织生活会征求的意见",
        *(
            LifeOpinion(
                year=2025,
                who=who,
                about=str(cast.roster.branch) if about == "班子" else cast[about],
                text=text,
                way=way,
                category=category,
                raised_on=on(day),
                measure=measure or None,
            )
            for who, about, text, way, category, day, measure in OPINIONS
        ),
    )


def reviews_story(hand: Hand, cast: Cast) -> Story:
    """How the members rated the committee, and the secretary who reported."""
    yield at("2026-01-16 10:00")
    body = BodyReview(
        year=2025,
        kind=BODY,
        subject=cast.roster.branch,
        held_on=on("2026-01-14"),
        issued=39,
        returned=39,
        n_good=27,
        n_fair=10,
        n_plain=2,
        n_poor=0,
        opinions=("办事实在，写下来的少。", "年轻党员的学习要有新办法。"),
    )
    secretary = BodyReview(
        year=2025,
        kind=SECRETARY,
        subject=cast["书记"],
        held_on=on("2026-01-14"),
        issued=39,
        returned=39,
        n_good=29,
        n_fair=9,
        n_plain=1,
        n_poor=0,
        opinions=("说话慢一点。",),
        report_before="上年街道点评指出台账补写，今年改成当月记，还有两个月没有做到。",
        report_done="第一责任人每月主持支委会，讲党课两次；换届按期完成；群众反映的47件事办结。",
        report_lacks="沿街商户一家没有走过，外出党员联系断了半年，根子是只顾眼前熟悉的人和事。",
        report_next="年内走完12家商户；外出党员每月通一次电话；支委会上最后一个发言。",
        reported_on=on("2026-01-14"),
        comment="肯定成绩，商户和流动党员两条要在半年内看到结果。",
        grade="较好",
    )
    hand.save("补录2025年度班子测评和书记述职评议", body, secretary)
