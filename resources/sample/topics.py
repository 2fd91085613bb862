"""Three themes of study, the innovation theory first; sessions that belong to one of them name it."""

from desktop_app.registers.study.study_materials import BROUGHT, ENTERED
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

THEORY = "学习贯彻习近平新时代中国特色社会主义思想"
RULES, PEOPLE = "学党章守规矩", "密切联系群众，小事办到底"

# The works on the innovation theory the sessions learn from, by their titles in the library.
OUTLINE = "《习近平新时代中国特色社会主义思想学习纲要（2023年版）》"
EXCERPTS = "《习近平新时代中国特色社会主义思想专题摘编》"
WORKS, MORE_WORKS = "《习近平著作选读》第一卷", "《习近平著作选读》第二卷"
ON_RESEARCH, ON_GOVERNING = "《习近平关于调查研究论述摘编》", "《习近平关于基层治理论述摘编》"
SELF_REVOLUTION = "《论党的自我革命》"

# 环节、内容、主讲、计划完成.
Stages = tuple[tuple[str, str, str, str], ...]
RULES_STAGES: Stages = (
    (
        READING,
        "逐条读党章总纲以后各章和支部工作的规定，读完各说一条自己做得不够的。",
        "{组织委员}",
        "2026-03-31",
    ),
    (TUTORING, "请街道纪工委讲基层组织的纪律要求，现场答问。", "青石街道纪工委", "2026-04-30"),
    (CASES, "读街道通报的案例，逐个说如果是自己会怎样做；讲一次楼组公共账目。", "{纪检委员}", "2026-10-31"),
    (PRACTICE, "分组核对楼道公共电费、维修基金的公示，一组交一张表。", "{副书记}", "2026-12-20"),
)
PEOPLE_STAGES: Stages = (
    (READING, "分段领读密切联系群众的有关论述，每段说一件本小区的事。", "{宣传委员}", "2026-08-25"),
    (TUTORING, "书记讲群众的小事怎样办到底；请司法所讲怎样把不同意见谈到一张桌上。", "{书记}", "2026-08-31"),
    (CASES, "解析楼道灯、公共电费、送热饭三件事是怎样办成的。", "{宣传委员}", "2026-10-15"),
    (PRACTICE, "敬老月走访独居老人，记需求、送热饭，回来逐条派下去。", "{组长3}", "2026-10-18"),
)
THEORY_STAGES: Stages = (
    (READING, "逐章读《学习纲要》，每人选一段讲自己的理解，不念稿子。", "{宣传委员}", "2026-03-31"),
    (TUTORING, "请区委党校讲坚持以人民为中心，现场答问。", "区委党校", "2026-07-31"),
    (CASES, "用探源计划的案例解析怎样运用党的创新理论解决实际问题。", "{组织委员}", "2026-09-30"),
    (PRACTICE, "对照学习收获，每人认领一件群众急难愁盼的事办到底。", "{书记}", "2026-11-25"),
)
# What came of the stages that were held.
OUTCOMES = {
    (THEORY, READING): "形成发言提纲二十六份，汇成一册放在书柜。",
    (THEORY, TUTORING): "整理问答九条，贴在活动室。",
    (THEORY, CASES): "定下两个探源计划案例的题目。",
    (RULES, READING): "每人写下一条自己做得不够的，交纪检委员存。",
    (RULES, TUTORING): "列出会议记录要素一页纸。",
    (PEOPLE, READING): "记下本小区的小事三十一件。",
    (PEOPLE, TUTORING): "接到的小事三天内回话的规矩试行。",
}


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
        tags=("带着感情学", "入心", "敬老月"),
        goal="接到的每件小事三天内有回话，办完回访一次。",
        materials=(WORKS, ON_GOVERNING, "加装电梯政策问答"),
        from_on=on("2026-08-20"),
        leader=cast["宣传委员"],
    )
    with hand.ledger.action("登记2026年学习专题") as action:
        action.save(rules, people)
        for topic, stages in ((rules, RULES_STAGES), (people, PEOPLE_STAGES)):
            action.save(*_planned(cast, topic, stages))
    yield at("2026-03-16 09:00")
    theory = StudyTopic(
        title=THEORY,
        topic_area="政治理论教育",
        tags=(*BROUGHT, *ENTERED),
        goal="学懂弄通做实，运用党的创新理论研究新情况、解决新问题。",
        materials=(OUTLINE, WORKS, ON_RESEARCH),
        from_on=on("2026-03-16"),
        leader=cast["书记"],
        batch=hand.batch_on(on("2026-03-16")),
    )
    hand.save("登记主题教育的学习专题", theory, *_planned(cast, theory, THEORY_STAGES))


def _planned(cast: Cast, topic: StudyTopic, stages: Stages) -> list[TopicStage]:
    return [
        TopicStage(
            topic=topic.uid,
            stage=stage,
            content=content,
            leader=cast.words(leader),
            due_on=on(due),
            outcome=OUTCOMES.get((str(topic.title), stage)),
        )
        for stage, content, leader, due in stages
    ]
