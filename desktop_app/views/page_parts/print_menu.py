"""What 打印 offers: every paper of a register's records, its list and its blank form, or a page's own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtWidgets import QMenu

from desktop_app.printing.documents.paper import PaperDeclaration
from desktop_app.printing.documents.papers import PAPERS, SHEET, papers_of
from desktop_app.records.base import Record
from desktop_app.records.rules import RuleContext
from desktop_app.views.look.theme import Theme
from desktop_app.views.page_parts.meeting_sheet import menu_button
from desktop_app.views.page_parts.print_each import papers_of_each
from desktop_app.views.parts.buttons import PlainButton
from desktop_app.views.parts.why_not import allow

Show = Callable[[PaperDeclaration], object]
"""What shows a paper."""
Why = Callable[[PaperDeclaration], str]
"""Why there is none of the record in sight, in words; '' where there is."""


def papers_button(
    theme: Theme, keys: Iterable[str], show: Show, words: str = "打印", *, why: Why | None = None
) -> PlainButton:
    """打印 with the papers of these keys; what the record in sight has not reached is greyed, with why."""
    return _button(theme, [(PAPERS[key].title, PAPERS[key]) for key in keys], show, words, why)


def list_button(
    theme: Theme, register: str, show: Show, context: RuleContext, each: Show, unit: str
) -> PlainButton:
    """打印 over a list: the ruled list, the papers made of several records, and the blank form.

    Below them, in a menu of their own, the papers of its records, one ``each``, counted in ``unit`` (人, 条).
    """
    papers = [one for one in papers_of(register, context) if not one.takes_uid or one.bare]
    papers.sort(key=lambda one: one.key != SHEET.key)
    button = _button(theme, [(one.bare or one.title, one) for one in papers], show)
    if of_each := papers_of_each(register, context):
        below = QMenu(f"每{unit}各印一份", button.menu())
        for one in of_each:
            below.addAction(one.title, partial(each, one))
        button.menu().addMenu(below)
    return button


def record_button(
    theme: Theme, register: str, show: Show, context: RuleContext, shown: Callable[[], Record | None]
) -> PlainButton:
    """打印 over the record ``shown``: its own papers and the sheet of it; no menu where that is all."""
    papers = [(one.title, one) for one in papers_of(register, context) if one.takes_uid]
    if papers:
        return _button(theme, [*papers, ("只打印这一条", SHEET)], show, why=why_not(context, shown))
    button = PlainButton(theme, "打印", "print")
    button.clicked.connect(lambda: show(SHEET))
    return button


def why_not(context: RuleContext, shown: Callable[[], Record | None]) -> Why:
    """Why there is no such paper of the record ``shown`` now."""

    def told(paper: PaperDeclaration) -> str:
        record = shown()
        return paper.reason(record, context) if record is not None else ""

    return told


def _button(
    theme: Theme,
    papers: Iterable[tuple[str, PaperDeclaration]],
    show: Show,
    words: str = "打印",
    why: Why | None = None,
) -> PlainButton:
    menu = QMenu()
    entries = [(menu.addAction(title, partial(show, paper)), title, paper) for title, paper in papers]

    def mark() -> None:
        for action, title, paper in entries:
            told = why(paper) if why is not None else ""
            action.setText(f"{title}（{told}）" if told else title)
            allow(action, told)

    menu.aboutToShow.connect(mark)
    return menu_button(theme, words, "print", menu)
