"""主题教育: one batch with its plan by the four measures and the things done for the people in it."""

from desktop_app.registers.study.theme_batches import (
    PRACTICAL,
    PROJECT,
    PROMOTING,
    RECTIFYING,
    RESEARCHING,
    STUDYING,
    ThemeBatch,
    ThemeProject,
    ThemeTask,
)

from .cast import Cast
from .hand import Hand, Story, at, on

NAME = "学习贯彻习近平新时代中国特色社会主义思想主题教育"
# 措施、任务、要求、时限、责任人、完成、佐证.
TASKS = (
    (STUDYING, "通读《学习纲要》，按四个环节学完一个专题", "原文精读、理论辅导、案例解析、实践提升依次进行",
     "2026-11-25", "宣传委员", "2026-11-20", "学习记录四份、发言提纲一册"),
    (RESEARCHING, "开展一轮问题大梳理、难题大排查，解剖一个典型", "四不两直，深入群众意见集中的地方",
     "2026-10-31", "副书记", "2026-10-16", "调研记录、问题清单、成果转化清单、成果交流记录"),
    (PROMOTING, "为群众办两件实事，推进一个项目", "写明责任人和时限，办一件公布一件",
     "2026-11-25", "书记", "2026-11-20", "推动发展清单"),
    (RECTIFYING, "列出问题清单，逐条制定整改措施", "能改的马上改，一时解决不了的盯住不放、持续整改",
     "2026-11-28", "纪检委员", "2026-11-24", "整改台账、销号表"),
)  # fmt: skip
# 类别、实事或项目、责任领导、责任人、时限、进度、办结日期.
PROJECTS = (
    (PRACTICAL, "给17至24号楼独居老人送一顿热午饭", "书记", "组长3", "2026-09-15",
     "十九名志愿者分四组送餐，两个月没有断过。", "2026-09-15"),
    (PRACTICAL, "青石小学侧门早高峰护学", "副书记", "党员24", "2026-10-20",
     "护学岗每天两班，家长停车往东移五十米。", "2026-10-20"),
    (PROJECT, "6号楼东侧电动自行车充电棚", "副书记", "副书记", "2026-12-31",
     "选址经党员大会表决，已报街道。", ""),
)  # fmt: skip


def batch_story(hand: Hand, cast: Cast) -> Story:
    """The batch as it was called for, then its lines ticked off on their days."""
    yield at("2026-03-12 09:00")
    batch = ThemeBatch(
        name=NAME,
        batch="第二批",
        from_on=on("2026-03-16"),
        to_on=on("2026-11-30"),
        demand="学思想、强党性、重实践、建新功。",
        goals="凝心铸魂筑牢根本、锤炼品格强化忠诚、实干担当促进发展、践行宗旨为民造福、廉洁奉公树立新风。",
        notice="青石街道党工委2026年3月10日关于开展第二批主题教育的通知",
        leader=cast["书记"],
    )
    tasks = [
        ThemeTask(
            batch=batch.uid, measure=measure, task=task, demand=demand, due_on=on(due), owner=cast[owner]
        )
        for measure, task, demand, due, owner, _done, _proof in TASKS
    ]
    projects = [
        ThemeProject(
            batch=batch.uid,
            seq=n,
            kind=kind,
            item=item,
            lead_officer=cast[lead],
            owner=cast[owner],
            due_on=on(due),
            progress=None if finished else progress,
        )
        for n, (kind, item, lead, owner, due, progress, finished) in enumerate(PROJECTS, 1)
    ]
    hand.save("登记主题教育", batch, *tasks, *projects)
    finishing = [(day, n) for n, (*_, day) in enumerate(PROJECTS) if day]
    ticking = [(told[5], n) for n, told in enumerate(TASKS)]
    for day, kind, n in sorted([(day, 0, n) for day, n in finishing] + [(day, 1, n) for day, n in ticking]):
        yield at(f"{day} 17:00")
        if kind == 0:
            hand.step(projects[n], "finish", progress=PROJECTS[n][5], finished_on=on(day))
        else:
            tasks[n].done_on, tasks[n].evidence = on(day), TASKS[n][6]
            hand.save("主题教育任务完成", tasks[n])
