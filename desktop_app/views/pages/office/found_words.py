"""What opening a branch file found, and the looks in idle time: told over the window or in its bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from desktop_app.base.errors import UserError
from desktop_app.storage.ledger import Ledger
from desktop_app.storage.sqlite.sealed import Damage
from desktop_app.views.page_parts.unfinished import unfinished

if TYPE_CHECKING:
    from desktop_app.desk import Desk
    from desktop_app.views.shell import Shell


def tell_found(desk: Desk, shell: Shell) -> None:
    """Tell it; damage stays over the window, the rest with its button until somebody has read it."""
    found, desk.ledger.told = desk.ledger.told, []
    damage = [told for told in found if isinstance(told, Damage)]
    if damage:
        shell.show_strip(damage[-1].sentence(), "设置与备份", lambda: shell.go("settings"))
    if desk.ledger.was_cut and not damage:
        found.insert(0, _after_crash(desk.ledger))
    desk.ledger.was_cut = False
    # A date in doubt has a strip of its own.
    words = " ".join(
        told.sentence() for told in found if told not in damage and told is not desk.ledger.date_doubt
    )
    if words:
        # After whoever hears of the same change: a new act takes away what the bar said of an older one.
        QTimer.singleShot(0, shell, lambda: _tell(shell, words))


def _tell(shell: Shell, words: str) -> None:
    shell.show_notice(words, "看操作日志", lambda: shell.go("register:audit_log"), tone="due")


def _after_crash(ledger: Ledger) -> UserError:
    """What is said when the program did not end by itself the last time: what stands, and what is left."""
    left = unfinished(ledger)
    named = f"{left[0].words()}：{left[0].name}。在工作台最上面点“接着写”" if left else ""
    more = f"，另有 {len(left) - 1} 份" if len(left) > 1 else ""
    return UserError("上次没有正常关闭", "数据完好，存下的都在", f"{named}{more}")
