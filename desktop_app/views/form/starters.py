"""What a new record begins with, at one press: the last one, the one that is open, a template."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from desktop_app.records.base import Record
from desktop_app.records.record import Register
from desktop_app.storage.templates import (
    Template,
    kept_words,
    last_record,
    note_of,
    taken_over,
    template_of,
    templates_of,
)
from desktop_app.views.form.naming_line import NamingLine
from desktop_app.views.form.role_gate import why_not_write
from desktop_app.views.parts.buttons import LinkButton

if TYPE_CHECKING:
    from desktop_app.desk import Desk
    from desktop_app.views.form.boxes_form import BoxesForm


class Starters(QWidget):
    """Links above the boxes of a new record.

    Only what may be the same in the next record is taken over (``Register.copied``), and never over what a
    hand typed. ``said`` tells what was done.
    """

    said = Signal(str)

    def __init__(self, desk: Desk, register: Register, body: BoxesForm, like: Record | None = None) -> None:
        super().__init__()
        self._desk, self._register, self._body, self._like = desk, register, body, like
        theme = desk.theme
        self.last_button = LinkButton(theme, "照上一条填", "copy")
        self.last_button.clicked.connect(self._fill_from_last)
        self.like_button = LinkButton(theme, "照打开的这条填", "copy")
        self.like_button.clicked.connect(self._fill_from_like)
        self.template_button = LinkButton(theme, "从模板填", "document")
        self.template_button.clicked.connect(self._open_menu)
        self.keep_button = LinkButton(theme, "存为模板", "save")
        self.keep_button.clicked.connect(self._ask_name)
        self.naming = NamingLine(theme, "模板名称", "存下模板")
        self.naming.named.connect(self._keep)
        self.naming.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.unit(4))
        for button in (self.last_button, self.like_button, self.template_button, self.keep_button):
            row.addWidget(button)
        row.addWidget(self.naming)
        row.addStretch(1)

    def show_for(self, record: Record, like: Record | None = None) -> None:
        """Stand above a new record where something may be taken over; else not at all."""
        ledger, register = self._desk.ledger, self._register
        shown = record.is_new and self.may_begin()
        self.setVisible(shown)
        if not shown:
            return
        self._like = like
        self.naming.hide()
        self.last_button.setVisible(last_record(ledger, register) is not None)
        self.like_button.setVisible(like is not None)
        self.template_button.setVisible(bool(templates_of(ledger, register)))

    def may_begin(self) -> bool:
        """Whether a new record may take something over, and the role at the desk writes one."""
        offered = any(name in self._body.editors for name in self._register.copied)
        by_hand = not self._register.is_by_program
        return offered and by_hand and not why_not_write(self._desk.ledger, self._register)

    def fill_from(self, record: Record) -> None:
        """Take over from a record what the next one may share with it."""
        self._fill(
            template_of(self._register, record, ""), self._register.heading(record, self._desk.ledger.name)
        )

    def _fill_from_last(self) -> None:
        last = last_record(self._desk.ledger, self._register)
        if last is not None:
            self.fill_from(last)

    def _fill_from_like(self) -> None:
        if self._like is not None:
            self.fill_from(self._like)

    def _fill(self, template: Template, source: str) -> None:
        values = taken_over(self._desk.ledger, self._register, template.boxes)
        count = self._body.take_over(values)
        self.said.emit(f"已照“{source}”填了 {count} 栏" if count else "没有可以照着填的空栏")

    # -- templates -----------------------------------------------------------------------------------

    def _open_menu(self) -> None:
        menu = self.menu = QMenu(self)
        dropping = QMenu("删除模板", menu)
        for template in templates_of(self._desk.ledger, self._register):
            fill = QAction(template.name, menu)
            fill.triggered.connect(partial(self._fill, template, template.name))
            menu.addAction(fill)
            drop = QAction(template.name, dropping)
            drop.triggered.connect(partial(self._drop, template.name))
            dropping.addAction(drop)
        menu.addSeparator()
        menu.addMenu(dropping)
        menu.popup(self.template_button.mapToGlobal(self.template_button.rect().bottomLeft()))

    def _ask_name(self) -> None:
        self.naming.show()
        self.naming.line.setFocus()

    def _keep(self, name: str) -> None:
        ledger, register = self._desk.ledger, self._register
        record = register.new()
        faults = {problem.box for problem in self._body.read_into(record)}
        made = template_of(register, record, name)
        boxes = {box: value for box, value in made.boxes.items() if box not in faults}
        if not boxes:
            self.said.emit("这里还没有可以存进模板的内容")
            return
        others = [one for one in templates_of(ledger, register) if one.name != name]
        self._write([*others, Template(name, boxes)], f"已存为模板“{name}”")

    def _drop(self, name: str, _checked: bool = False) -> None:
        rest = [one for one in templates_of(self._desk.ledger, self._register) if one.name != name]
        self._write(rest, f"已删除模板“{name}”")

    def _write(self, templates: list[Template], said: str) -> None:
        ledger, key, words = self._desk.ledger, note_of(self._register), kept_words(templates)

        def done(_: object) -> None:
            self.naming.hide()
            self.said.emit(said)
            self.template_button.setVisible(bool(templates))

        self._desk.bridge.run(lambda: ledger.set_note(key, words), done=done)
