"""What 打印 offers on a register's page: every paper of its records, its list and its blank form."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QMenu

from desktop_app.printing.documents.paper import Paper
from desktop_app.printing.documents.papers import SHEET, papers_of
from desktop_app.views.look.theme import Theme
from desktop_app.views.pages.page_parts.meeting_sheet import menu_button
from desktop_app.views.parts.buttons import PlainButton

Show = Callable[[Paper], object]
"""What shows a paper."""


def list_button(theme: Theme, register: str, show: Show) -> PlainButton:
    """打印 over a list: the ruled list, the papers made of several records, and the blank form."""
    papers = [one for one in papers_of(register) if not one.takes_uid or one.bare]
    papers.sort(key=lambda one: one.key != SHEET.key)
    menu = QMenu()
    for paper in papers:
        menu.addAction(paper.bare or paper.title, partial(show, paper))
    return menu_button(theme, "打印", "print", menu)


def record_button(theme: Theme, register: str, show: Show) -> PlainButton:
    """打印 over one record: its own papers and the sheet of this record; no menu where that is all."""
    papers = [one for one in papers_of(register) if one.takes_uid]
    if papers:
        menu = QMenu()
        for paper in papers:
            menu.addAction(paper.title, partial(show, paper))
        menu.addAction("只打印这一条", partial(show, SHEET))
        return menu_button(theme, "打印", "print", menu)
    button = PlainButton(theme, "打印", "print")
    button.clicked.connect(lambda: show(SHEET))
    return button
