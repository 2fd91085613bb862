"""What a page does not offer to the role at the desk: grey buttons that say why, and closed pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.records.record import Register
from desktop_app.records.roles import Act, Role, who_may, who_reads, who_writes
from desktop_app.storage.ledger import Ledger
from desktop_app.views.parts.cards import EmptyState
from desktop_app.views.parts.page import Page
from desktop_app.views.parts.tips import folded

if TYPE_CHECKING:
    from desktop_app.desk import Desk
    from desktop_app.views.shell import Shell


def why_not_write(ledger: Ledger, register: Register) -> str:
    """Why the role at the desk does not write in ``register``; '' where it does."""
    if ledger.door.rights.may_write(register.name):
        return ""
    others = who_writes(ledger.catalogue.rights, register.name)
    return f"按分工，{ledger.role}不能改{register.title}{_by(others)}"


def why_not_read(ledger: Ledger, registers: Iterable[str]) -> str:
    """Why the role at the desk opens none of ``registers``; '' where it opens one, or there is none."""
    closed = [name for name in registers if not ledger.may_read(name)]
    if not closed or len(closed) < len(list(registers)):
        return ""
    return f"按分工，{ledger.role}不看这里的内容{_by(who_reads(ledger.catalogue.rights, closed[0]))}"


def why_not_do(ledger: Ledger, act: Act) -> str:
    """Why the role at the desk may not do ``act``; '' where it may."""
    if act in ledger.door.rights.acts:
        return ""
    return f"按分工，{ledger.role}不能{act}{_by(who_may(ledger.catalogue.rights, act))}"


def why_not_write_anything(ledger: Ledger) -> str:
    """Why the role at the desk takes nothing in; '' where it writes in some register."""
    if not ledger.door.rights.writes_nothing:
        return ""
    return f"按分工，{ledger.role}不能改这份资料{_by(ledger.door.writers())}"


def _by(who: list[Role]) -> str:
    return f"，请由{'、'.join(who)}办理" if who else ""


class Gate(QObject):
    """Keeps a button grey, whatever the page makes of it, and says why."""

    def __init__(self, button: QWidget, reason: str) -> None:
        super().__init__(button)
        self._button, self._reason = button, folded(reason)
        button.installEventFilter(self)
        button.setEnabled(False)
        button.setToolTip(self._reason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grey again what was just enabled, and tell the reason that counts before others."""
        if event.type() == QEvent.Type.EnabledChange and self._button.isEnabled():
            self._button.setEnabled(False)
        elif event.type() == QEvent.Type.ToolTipChange and self._button.toolTip() != self._reason:
            self._button.setToolTip(self._reason)
        return False


def gate(reason: str, *buttons: QWidget | None) -> None:
    """Shut ``buttons`` for the ``reason``; nothing where there is none."""
    for button in buttons if reason else ():
        if button is not None:
            Gate(button, reason)


class ClosedPage(Page):
    """Stands in for a page whose records are not opened by the role at the desk."""

    def __init__(self, desk: Desk, _shell: Shell, title: str, reason: str) -> None:
        super().__init__(desk.theme, title)
        column = QVBoxLayout(self)
        column.addWidget(EmptyState(desk.theme, "lock", "按分工不显示", hint=reason))
