"""The lines of the log of acts: what was taken in, backed up, printed and sent out in three months."""

from desktop_app.journal.audit_book import AuditBook
from desktop_app.registers.exchange.audit_log import BACKED_UP, EXPORTED, IMPORTED, LOOKED, PRINTED

from .hand import Hand, Story, at

ACTS = (
    ("2026-08-03 09:20", IMPORTED, "党员花名册", "47 条"),
    ("2026-08-03 17:40", BACKED_UP, "本机备份", "退出时"),
    ("2026-09-02 17:10", PRINTED, "2026年8月月报", "3 页，2 份"),
    ("2026-09-02 17:25", EXPORTED, "U盘数据包：上报月报", "青石街道党工委"),
    ("2026-09-24 16:50", PRINTED, "签到表", "2 页，1 份"),
    ("2026-10-09 17:25", EXPORTED, "U盘数据包：上报月报", "青石街道党工委"),
    ("2026-10-13 09:40", LOOKED, "谈心谈话", "主要内容"),
    ("2026-10-20 10:15", PRINTED, "党员组织关系介绍信", "1 页，1 份"),
    ("2026-10-24 16:00", EXPORTED, "服务订单(点派接评)", "22 条，服务订单20261024.xlsx"),
    ("2026-10-28 17:50", BACKED_UP, "本机备份", "退出时"),
)


def acts_story(hand: Hand) -> Story:
    """Each act told to the book of acts, as the program tells it."""
    book = AuditBook(hand.ledger)
    for moment, action, target, told in ACTS:
        yield at(moment)
        book.note(action, target, told)
