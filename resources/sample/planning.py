"""The year's plan, month by month, and last year's summary, passed by the committee in January."""

from typing import Any

from desktop_app.base.periods import Month
from desktop_app.duties.basics.figure import frozen
from desktop_app.duties.summaries.year_figures import year_figures
from desktop_app.registers.organization_life.meetings import Meeting
from desktop_app.registers.reporting.archive_files import ArchiveFile
from desktop_app.registers.reporting.work_plans import WorkPlan, WorkPlanItem
from desktop_app.registers.reporting.work_summaries import WorkSummary

from .cast import Cast
from .hand import Hand, Story, at, on

GUIDING = (
    "以习近平新时代中国特色社会主义思想为指导，把学习贯彻党的创新理论放在第一位，"
    "深刻领悟“两个确立”的决定性意义，坚决做到“两个维护”，带着嘱托学、带着感情学、带着责任学，"
    "把学到的用到为居民办事上。"
)
GOALS = (
    "支部党员大会每季度一次，支部委员会会议、党小组会、主题党日每月一次，党课每季度一次；"
    "党员全年学习不少于32学时；承诺全部践诺；查出的问题能改的马上改，一时改不了的盯住不放；"
    "服务订单件件有人接、有人评。"
)
TASKS = (
    "一、理论学习：第一议题学原文，专题走完四个环节。\n"
    "二、组织建设：做好换届选举，发展党员一步不少。\n"
    "三、党员管理：流动党员每月联系，党费按月交清。\n"
    "四、联系群众：四下基层，三个进网格，党员积分超市。\n"
    "五、问题整改：四类问题一件一件查，问题不解决不放过、整改不到位不罢休。"
)
SAFEGUARDS = "书记负总责，委员按分工包干；每季度支部委员会会议对一次账，年底党员大会报告。"
# Month, what, how, who, who looks after it, the day it was done.
ITEMS = (
    (1, "核定全年党费标准", "逐人核对收入，支委会通过后公布", "组织委员", "书记", "2026-01-29"),
    (2, "节前走访困难党员和老党员", "分片上门，问需求", "副书记", "书记", "2026-02-12"),
    (3, "党员公开承诺", "一人一承诺，上公示栏", "组织委员", "书记", "2026-03-06"),
    (4, "网格建档", "三个网格入户登记", "副书记", "书记", "2026-04-24"),
    (5, "党员积分超市第一次公示", "按规则入账，公示两周", "宣传委员", "纪检委员", "2026-05-08"),
    (6, "汛前排查", "地下室、围墙、配电房逐处看", "副书记", "纪检委员", "2026-06-18"),
    (7, "七一主题党日", "重温入党誓词，老党员讲述", "宣传委员", "书记", "2026-07-01"),
    (8, "高温天看护独居老人", "每天一个电话，每周上门", "组长2", "副书记", "2026-08-28"),
    (9, "沿街商户走访", "四不两直，列出问题清单", "副书记", "书记", "2026-09-25"),
    (10, "专题学习研讨", "原文精读后人人发言", "宣传委员", "书记", "2026-10-23"),
    (11, "换届选举", "请示、酝酿、大会选举、报批", "组织委员", "书记", "2026-11-18"),
    (12, "组织生活会和民主评议", "谈心谈话、查摆问题、列出措施", "书记", "纪检委员", "2026-12-17"),
)
# Title, day, pages, how long it is kept.
FILED = (
    ("三会一课记录本", "2025-12-31", 96, "永久"),
    ("2025年度民主评议党员汇总表", "2025-12-18", 2, "30年"),
    ("2025年党费收缴情况公布表", "2025-12-31", 2, "10年"),
)
RESULTS = (
    "一、理论学习走在前面，支委会第一议题先学原文，党员大会人人谈体会。\n"
    "二、基本制度落实，会议按期开，记录当场记、三天内签字。\n"
    "三、为群众办实事，商户和居民的诉求件件登记、件件回访。"
)
PROBLEMS = "外出党员集中学习不够，补学跟得不紧；个别问题拖过时限。原因是联系不勤、责任没有落到人。"
NEXT = "外出党员每月联系一次；问题逐件定责任人和时限，季度对账；把好经验写成案例。"


def plan_story(hand: Hand, cast: Cast, *, begun: str, passed: str, until: int = 12) -> Story:
    """The plan drafted on ``begun``, passed on ``passed``; months up to ``until`` are seen to be done."""
    yield at(f"{begun} 09:20")
    plan = WorkPlan(
        year=2026,
        org=cast.roster.branch,
        guiding=GUIDING,
        goals=GOALS,
        tasks=TASKS,
        safeguards=SAFEGUARDS,
        filled_by=cast["组织委员"],
    )
    items = [
        WorkPlanItem(
            plan=plan.uid,
            month=month,
            seq=1,
            content=content,
            measure=measure,
            responsible=cast[who],
            overseer=cast[overseer],
        )
        for month, content, measure, who, overseer, _ in ITEMS
    ]
    hand.save("起草2026年工作计划", plan, *items)
    yield at(f"{passed} 16:40")
    hand.step(plan, "pass", passed_on=on(passed), approved_by=cast["书记"], meeting=_meeting(hand, passed))
    hand.step(plan, "send")
    for item, (month, *_, done) in zip(items, ITEMS, strict=True):
        if month <= until:
            yield at(f"{done} 17:20")
            item.done_on, item.result = on(done), "按计划办了"
            hand.save(f"办结{Month(2026, month).chinese()}计划", item)


def summary_story(hand: Hand, cast: Cast, year: int, day: str) -> Story:
    """The summary of ``year``, its figures counted on ``day``."""
    yield at(f"{day} 16:50")
    summary = WorkSummary(
        year=year,
        org=cast.roster.branch,
        results=RESULTS,
        problems=PROBLEMS,
        next_steps=NEXT,
        filled_by=cast["组织委员"],
    )
    hand.save(f"起草{year}年工作总结", summary)
    yield at(f"{day} 17:05")
    summary.figures = frozen(year_figures(hand.ledger, year))
    with hand.ledger.action(f"通过{year}年工作总结") as action:
        action.save(summary)
        action.step(summary, "pass", {"passed_on": on(day), "approved_by": cast["书记"]})
        action.step(summary, "send")


def next_year_story(hand: Hand, cast: Cast) -> Story:
    """What is being written in October: next year's plan and this year's summary."""
    yield at("2026-10-16 16:10")
    words = {"guiding": GUIDING, "goals": GOALS, "tasks": TASKS}
    plan = WorkPlan(year=2027, org=cast.roster.branch, filled_by=cast["组织委员"], **words)
    first = WorkPlanItem(
        plan=plan.uid,
        month=1,
        seq=1,
        content="核定全年党费标准",
        measure="逐人核对收入",
        responsible=cast["组织委员"],
    )
    hand.save("起草2027年工作计划", plan, first)
    yield at("2026-10-19 16:10")
    summary = WorkSummary(
        year=2026,
        org=cast.roster.branch,
        results=RESULTS,
        problems=PROBLEMS,
        next_steps=NEXT,
        filled_by=cast["组织委员"],
    )
    hand.save("起草2026年工作总结", summary)


def archive_story(hand: Hand, cast: Cast) -> Story:
    """Last year's box, filed in January."""
    yield at("2026-01-20 10:00")
    author = str(cast.roster.orgs[cast.roster.branch or ""].full_name)
    for number, (title, day, pages, keep) in enumerate(FILED, 1):
        hand.save(
            "登记归档文件",
            ArchiveFile(
                year=2025,
                number=number,
                author=author,
                title=title,
                formed_on=on(day),
                pages=pages,
                keep=keep,
            ),
        )
        yield at("2026-01-20 10:00")


def _meeting(hand: Hand, day: str) -> Any:
    """The meeting held on ``day``, where the books have it."""
    for one in hand.ledger.find(Meeting.live()):
        if one.start_end.day == on(day):
            return one.uid
    return None
