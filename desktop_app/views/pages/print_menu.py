"""What 打印 offers on a register's page: every paper of its records, its list and its blank form."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QMenu

from desktop_app.printing.documents.press import PaperKind, papers_of
from desktop_app.views.look.theme import Theme
from desktop_app.views.pages.meeting_sheet import menu_button
from desktop_app.views.parts.buttons import PlainButton

# What shows a paper: its kind, and the arguments it needs besides the records.
Show = Callable[[PaperKind, dict[str, Any]], object]


def list_button(theme: Theme, register: str, show: Show) -> PlainButton:
    """打印 over a list: the papers made of several records, the ruled list first, and the blank form."""
    kinds = [(kind, args) for kind, args in papers_of(register) if not kind.takes_uid or kind.bare]
    kinds.sort(key=lambda one: one[0].key != "sheet")
    bare = {kind.key: kind.bare for kind, _ in kinds if kind.bare}
    return menu_button(theme, "打印", "print", _menu(kinds, show, bare))


def record_button(theme: Theme, register: str, show: Show) -> PlainButton:
    """打印 over one record: its own papers and the sheet of this record; no menu where that is all."""
    kinds = [(kind, args) for kind, args in papers_of(register) if kind.takes_uid]
    sheet = next((kind, args) for kind, args in papers_of(register) if kind.key == "sheet")
    if kinds:
        return menu_button(theme, "打印", "print", _menu([*kinds, sheet], show, {"sheet": "只打印这一条"}))
    button = PlainButton(theme, "打印", "print")
    button.clicked.connect(lambda: show(*sheet))
    return button


def _menu(
    kinds: list[tuple[PaperKind, dict[str, Any]]], show: Show, names: dict[str, str] | None = None
) -> QMenu:
    menu = QMenu()
    for kind, args in kinds:
        menu.addAction((names or {}).get(kind.key, kind.title), partial(show, kind, args))
    return menu
