"""What 打印 offers: every paper of a register's records, its list and its blank form, or a page's own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtWidgets import QMenu

from desktop_app.printing.documents.paper import PaperDeclaration
from desktop_app.printing.documents.papers import PAPERS, SHEET, papers_of
from desktop_app.records.rules import RuleContext
from desktop_app.views.look.theme import Theme
from desktop_app.views.page_parts.meeting_sheet import menu_button
from desktop_app.views.parts.buttons import PlainButton

Show = Callable[[PaperDeclaration], object]
"""What shows a paper."""


def papers_button(theme: Theme, keys: Iterable[str], show: Show, words: str = "打印") -> PlainButton:
    """打印 with the papers of these keys."""
    return _button(theme, [(PAPERS[key].title, PAPERS[key]) for key in keys], show, words)


def list_button(theme: Theme, register: str, show: Show, context: RuleContext) -> PlainButton:
    """打印 over a list: the ruled list, the papers made of several records, and the blank form."""
    papers = [one for one in papers_of(register, context) if not one.takes_uid or one.bare]
    papers.sort(key=lambda one: one.key != SHEET.key)
    return _button(theme, [(one.bare or one.title, one) for one in papers], show)


def record_button(theme: Theme, register: str, show: Show, context: RuleContext) -> PlainButton:
    """打印 over one record: its own papers and the sheet of this record; no menu where that is all."""
    papers = [(one.title, one) for one in papers_of(register, context) if one.takes_uid]
    if papers:
        return _button(theme, [*papers, ("只打印这一条", SHEET)], show)
    button = PlainButton(theme, "打印", "print")
    button.clicked.connect(lambda: show(SHEET))
    return button


def _button(
    theme: Theme, papers: Iterable[tuple[str, PaperDeclaration]], show: Show, words: str = "打印"
) -> PlainButton:
    menu = QMenu()
    for title, paper in papers:
        menu.addAction(title, partial(show, paper))
    return menu_button(theme, words, "print", menu)
