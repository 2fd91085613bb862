"""Two themes of study and the four stages each is to pass; sessions that belong to them name the theme."""

from desktop_app.registers.study.study_topics import (
    CASES,
    PRACTICE,
    READING,
    TUTORING,
    StudyTopic,
    TopicStage,
)

from .cast import Cast
from .hand import Hand, Story, at, on

RULES, PEOPLE = "学党章守规矩", "密切联系群众，小事办到底"

# 环节、内容、主讲、计划完成.
Stages = tuple[tuple[str, str, str, str], ...]
RULES_STAGES: Stages = (
    (
        READING,
        "逐条读党章总纲以后各章和支部工作的规定，读完各说一条自己做得不够的。",
        "{组织委员}",
        "2026-08-31",
    ),
    (CASES, "读街道通报的案例，逐个说如果是自己会怎样做；讲一次楼组公共账目。", "{纪检委员}", "2026-10-31"),
    (TUTORING, "请街道纪工委讲基层组织的纪律要求，现场答问。", "青石街道纪工委", "2026-11-25"),
    (PRACTICE, "分组核对楼道公共电费、维修基金的公示，一组交一张表。", "{副书记}", "2026-12-20"),
)
PEOPLE_STAGES: Stages = (
    (CASES, "用楼道灯、公共电费两件事讲群众的小事怎样办到底。", "{书记}", "2026-08-31"),
    (READING, "分段领读密切联系群众的有关论述，每段说一件本小区的事。", "{宣传委员}", "2026-10-15"),
    (PRACTICE, "敬老月走访独居老人，记需求、送热饭，回来逐条派下去。", "{组长3}", "2026-10-18"),
    (TUTORING, "请司法所讲加装电梯的协商办法，学会把不同意见谈到一张桌上。", "青石街道司法所", "2026-10-31"),
)


def topics_story(hand: Hand, cast: Cast) -> Story:
    """Told before any session that belongs to one of them."""
    yield at("2026-01-02 09:00")
    rules = StudyTopic(
        title=RULES,
        topic_area="党章党规党纪教育",
        tags=("规矩带进楼组",),
        goal="会议记录、公共账目、审核签字这几样不再出缺项。",
        materials=("《中国共产党章程》", "街道2026年第2期案例通报"),
        from_on=on("2026-03-01"),
        leader=cast["纪检委员"],
    )
    people = StudyTopic(
        title=PEOPLE,
        topic_area="党的宗旨教育",
        tags=("三带三入", "敬老月"),
        goal="接到的每件小事三天内有回话，办完回访一次。",
        materials=("密切联系群众的有关论述（分段领读本）", "加装电梯政策问答"),
        from_on=on("2026-08-20"),
        leader=cast["宣传委员"],
    )
    with hand.ledger.action("登记2026年学习专题") as action:
        action.save(rules, people)
        for topic, stages in ((rules, RULES_STAGES), (people, PEOPLE_STAGES)):
            action.save(
                *(
                    TopicStage(
                        topic=topic.uid,
                        stage=stage,
                        content=content,
                        leader=cast.words(leader),
                        due_on=on(due),
                    )
                    for stage, content, leader, due in stages
                )
            )
