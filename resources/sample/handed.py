"""A notice and a task of the superior that came on paper, and what the branch answered."""

from desktop_app.registers.exchange.handouts import NOTICE, TASK, Handout, HandoutReply

from .cast import Cast
from .hand import Hand, Story, at, on

STREET = "青石街道党工委"


def handed_story(hand: Hand, cast: Cast) -> Story:
    """The notice of the rota, the task of the charging sheds and its answer."""
    yield at("2026-09-11 09:20")
    notice = Handout(
        kind=NOTICE,
        title="国庆节期间值班安排",
        issuer=STREET,
        issued_on=on("2026-09-10"),
        content="各支部10月1日至7日每天安排一名党员值班，值班表贴在公示栏，遇事先处置再报告。",
    )
    hand.save("登记上级通知", notice)
    yield at("2026-09-14 10:05")
    task = Handout(
        kind=TASK,
        title="电动自行车充电安全排查",
        issuer=STREET,
        issued_on=on("2026-09-14"),
        due_on=on("2026-10-15"),
        wants_reply=True,
        content="逐楼查楼道充电和飞线，列出问题、定出办法；10月15日以前报完成情况。",
    )
    hand.save("登记上级任务", task)
    yield at("2026-10-14 16:30")
    answer = HandoutReply(
        handout=task.uid,
        content="24栋楼查完，楼道充电9处已经劝离；6号楼东侧要建充电棚，正在报批。",
        finished_on=on("2026-10-13"),
        replied_on=on("2026-10-14"),
        replied_by=cast["组织委员"],
    )
    hand.save("回报任务完成情况", answer)
