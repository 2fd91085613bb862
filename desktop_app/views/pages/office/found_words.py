"""What opening a branch file found, and the looks in idle time: told over the window or in its bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.storage.sqlite.sealed import Damage

if TYPE_CHECKING:
    from desktop_app.desk import Desk
    from desktop_app.views.shell import Shell


def tell_found(desk: Desk, shell: Shell) -> None:
    """Tell it; damage stays over the window, the rest with its button until somebody has read it."""
    found, desk.ledger.told = desk.ledger.told, []
    damage = [told for told in found if isinstance(told, Damage)]
    if damage:
        shell.show_strip(damage[-1].sentence(), "设置与备份", lambda: shell.go("settings"))
    # A date in doubt has a strip of its own.
    words = " ".join(
        told.sentence() for told in found if told not in damage and told is not desk.ledger.date_doubt
    )
    if words:
        shell.show_notice(words, "看操作日志", lambda: shell.go("register:audit_log"), tone="due")
