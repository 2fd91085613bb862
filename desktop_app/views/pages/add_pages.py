"""Announcing every page of the table, and the plain table of every register, to the window."""

from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QObject

from desktop_app.desk import Desk
from desktop_app.records.record import Register
from desktop_app.records.roles import Act
from desktop_app.views.form.role_gate import (
    ClosedPage,
    why_not_do,
    why_not_read,
    why_not_write_anything,
)
from desktop_app.views.page_parts.dropping import DropDoor
from desktop_app.views.page_table import PAGES, TABLE, PageRow, Position, is_offered, page_class, row_of
from desktop_app.views.parts.page import Page
from desktop_app.views.paste_door import PasteDoor
from desktop_app.views.shell import Shell
from desktop_app.views.table.titles import bare
from desktop_app.views.undo_door import UndoDoor

# Pages on which one thing is done with the file as a whole.
_DONE_ON = {
    "exchange": Act.EXCHANGE,
    "deeds": Act.EXCHANGE,
    "branch_months": Act.EXCHANGE,
    "handover_secretary": Act.HAND_OVER,
    "roles": Act.KEYS,
}
# The heading over registers whose practice has no other.
ALONE = "其他台账"


def add_pages(
    shell: Shell,
    desk: Desk,
    *,
    leave_sample: Callable[[], None],
    change_points: Callable[[int], None],
    reopen: Callable[[Any, str], None],
    change_key: Callable[[Any, str], None],
    carry_out: Callable[[Any], Any] | None = None,
) -> None:
    """Announce every page to the window; each is loaded and built when it is first looked at.

    What the settings ask the program for: leaving the sample, another size of type, another branch file,
    another password.
    """
    of_program = {
        "leave_sample": leave_sample,
        "change_points": change_points,
        "reopen": reopen,
        "carry_out": carry_out,
        "change_key": change_key,
    }
    _add(shell, desk, Position.DAILY)
    _add_practices(shell, desk)
    _add(shell, desk, Position.BELOW)
    _add(shell, desk, Position.HIDDEN)
    _add(shell, desk, Position.PINNED, {"settings": of_program})
    shell.search_asked.connect(lambda words: shell.go("search", words=words))
    shell.help_asked.connect(lambda key: shell.go("help", page=key))
    shell.print_asked.connect(lambda key: shell.show_notice("这一页没有可以打印的内容", tone="due"))
    UndoDoor(desk, shell)
    DropDoor(shell)
    PasteDoor(desk, shell)
    shell.activated.connect(desk.bridge.look_at_day)


def _add(
    shell: Shell, desk: Desk, position: Position, more: Mapping[str, Mapping[str, object]] | None = None
) -> None:
    """The pages that the table has at ``position``, ``more`` handed to the class of some."""
    catalogue = desk.ledger.catalogue
    for row in PAGES:
        if row.position is position:
            build = partial(_build, row, desk, shell, **(more or {}).get(row.key, {}))
            shut = _why_closed(desk, row)
            if shut:
                shell.add_hidden_page(row.key, partial(ClosedPage, desk, shell, row.title, shut))
            elif position is Position.HIDDEN:
                shell.add_hidden_page(row.key, build)
            else:
                icon = row.icon or catalogue[row.registers[0]].icon
                shell.add_page(row.key, row.title, icon, "", build, pinned=position is Position.PINNED)
                if row.offered:
                    _Offer(shell, desk, row)
            _add_tables(shell, desk, row)


class _Offer(QObject):
    """Keeps a page in the navigation while the office has use for it: from its first package on, say."""

    def __init__(self, shell: Shell, desk: Desk, row: PageRow) -> None:
        super().__init__(shell)
        self._entry, self._ledger, self._row = shell.navigation.entries[row.key], desk.ledger, row
        self.judge()
        desk.bridge.changed.connect(self.judge)

    def judge(self, _change: object = None) -> None:
        """Show the page or take it away."""
        with self._ledger.unnoted():
            self._entry.setVisible(is_offered(self._row, self._ledger))


def _add_practices(shell: Shell, desk: Desk) -> None:
    """The pages of the practices, in the order of their registers."""
    rows = {r.name: row_of(r.name) for r in desk.ledger.catalogue if r.group}
    rest = [
        register
        for register in desk.ledger.catalogue
        if register.group and ((row := rows[register.name]) is None or row.position is Position.PRACTICE)
    ]
    groups = Counter(register.group for register in rest)
    announced: set[str] = set()
    for register in rest:
        group = register.group if groups[register.group] > 1 else ALONE
        row = rows[register.name]
        shut = _why_closed(desk, row) if row else why_not_read(desk.ledger, (register.name,))
        if shut and (row is None or row.key not in announced):
            key, title = (row.key, row.title) if row else (f"register:{register.name}", bare(register.title))
            announced.add(key)
            shell.add_hidden_page(key, partial(ClosedPage, desk, shell, title, shut))
            if row is not None:
                _add_tables(shell, desk, row)
        elif row is None:
            shell.add_page(
                f"register:{register.name}",
                bare(register.title),
                register.icon,
                group,
                _table(desk, shell, register),
            )
        elif row.key not in announced:  # one page may be that of several registers
            announced.add(row.key)
            shell.add_page(
                row.key, row.title, row.icon or register.icon, group, partial(_build, row, desk, shell)
            )
            _add_tables(shell, desk, row)


def _add_tables(shell: Shell, desk: Desk, row: PageRow) -> None:
    """The plain tables of the registers that have their work on another page; still reached from there."""
    for name in () if row.is_table else row.registers:
        shell.add_hidden_page(f"register:{name}", _table(desk, shell, desk.ledger.catalogue[name]))


def _why_closed(desk: Desk, row: PageRow) -> str:
    """Why the role at the desk does not come to a page; '' where it does."""
    act = _DONE_ON.get(row.key)
    if act is not None:
        return why_not_do(desk.ledger, act)
    if row.key == "import":
        return why_not_write_anything(desk.ledger)
    return why_not_read(desk.ledger, row.registers)


def _table(desk: Desk, shell: Shell, register: Register) -> Callable[[], Page]:
    shut = why_not_read(desk.ledger, (register.name,))
    if shut:
        return lambda: ClosedPage(desk, shell, bare(register.title), shut)
    return lambda: page_class(TABLE)(desk, shell, register.name)  # type: ignore[arg-type]


def _build(row: PageRow, desk: Desk, shell: Shell, **more: object) -> Page:
    return page_class(row.view)(desk, shell, *(row.registers if row.view == TABLE else ()), **more)  # type: ignore[arg-type]
