"""Around the year's own 组织生活会: what was heard before it, how committee and secretary were rated."""

from desktop_app.registers.organization_life.body_reviews import BODY, SECRETARY, BodyReview
from desktop_app.registers.organization_life.life_opinions import LifeOpinion
from desktop_app.registers.organization_life.meeting_kinds import APPRAISAL, LIFE_MEETING
from desktop_app.registers.organization_life.meetings import Meeting

from ..hand import Story, at, on
from .players import Year

# 对象类别、对谁、意见、来源方式、类别、日期、初步措施.
OPINIONS: tuple[tuple[str, str, str, str, str, str, str], ...] = (
    (
        "群众",
        "班子",
        "停车的事开过会就没有下文，大家还在等。",
        "座谈",
        "担当作为",
        "2026-12-03",
        "年前重新议一次。",
    ),
    (
        "群众",
        "班子",
        "有的事我们比你们先知道，公开晚了。",
        "意见箱",
        "工作作风",
        "2026-12-03",
        "先在会上说清再公布。",
    ),
    (
        "党员",
        "书记",
        "表决念得太快，没听清就举手了。",
        "个别访谈",
        "工作作风",
        "2026-12-04",
        "表决前念两遍。",
    ),
    (
        "党员",
        "副书记",
        "只管工程上的事，门敲得少。",
        "个别访谈",
        "工作作风",
        "2026-12-04",
        "每月入户不少于八户。",
    ),
    ("服务对象", "宣传委员", "小报字小，老花镜也看不清。", "问卷", "工作作风", "2026-12-05", "改大字版。"),
    (
        "上级党组织",
        "班子",
        "学时年底才补，要均到每个月。",
        "上级反馈",
        "理论学习",
        "2026-12-05",
        "每月两次，固定日子。",
    ),
)


def opinions_story(year: Year) -> Story:
    """What was heard in the week before, entered in one evening."""
    yield at("2026-12-07 17:20")
    meeting = year.ledger.find(Meeting.live().where(Meeting.kind == LIFE_MEETING))[0].uid
    year.hand.save(
        f"登记组织生活会征求的意见：{len(OPINIONS)} 条",
        *(
            LifeOpinion(
                year=2026,
                meeting=meeting,
                who=who,
                about=str(year.cast.roster.branch) if about == "班子" else year.cast[about],
                text=text,
                way=way,
                category=category,
                raised_on=on(day),
                measure=measure or None,
            )
            for who, about, text, way, category, day, measure in OPINIONS
        ),
    )


def reviews_story(year: Year) -> Story:
    """The committee of one month and its secretary, rated by those who came on 17 December."""
    yield at("2026-12-18 11:00")
    meeting = year.ledger.find(Meeting.live().where(Meeting.kind == APPRAISAL))[0].uid
    body = BodyReview(
        year=2026,
        kind=BODY,
        subject=year.cast.roster.branch,
        meeting=meeting,
        held_on=on("2026-12-17"),
        issued=36,
        returned=36,
        n_good=28,
        n_fair=7,
        n_plain=1,
        n_poor=0,
        opinions=("定了的事要回头看。",),
    )
    secretary = BodyReview(
        year=2026,
        kind=SECRETARY,
        subject=year.cast["书记"],
        meeting=meeting,
        held_on=on("2026-12-17"),
        issued=36,
        returned=36,
        n_good=30,
        n_fair=6,
        n_plain=0,
        n_poor=0,
        opinions=("说话慢一点，让人听清。",),
        report_before="去年点评的两条：商户走访已经走完，外出党员九月起每月通电话。",
        report_done="主持支委会每月一次，讲党课两次；换届选举一次成功；带头学习党的创新理论，领学原文十二篇。",
        report_lacks="停车方案没有谈拢，怕得罪人；会上定的事回头看得少，落实的韧劲不够。",
        report_next="停车方案年前再议；每月支委会先通报决议落实；党课请年轻党员来讲。",
        reported_on=on("2026-12-17"),
    )
    year.hand.save("登记班子测评和书记述职评议", body, secretary)
