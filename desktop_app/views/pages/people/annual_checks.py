"""Beside the yearly table: the six equations with ✔ or ✘ in words, and whom to look at when they fail."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from desktop_app.duties.people.annual import AnnualTable
from desktop_app.views.look.theme import Theme
from desktop_app.views.page_parts.entries import EntryLine, EntryList
from desktop_app.views.page_parts.page_frame import PageFrame
from desktop_app.views.parts.labels import SectionHeader, faint


class AnnualChecks(PageFrame):
    """``asked`` tells the uid of a suspect a person wants to see."""

    asked = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__("card")
        self.equations = EntryList(theme, "", 30)
        self.suspects = EntryList(theme, "花名册里没有要核对的。", 30)
        self.suspects.asked.connect(lambda _key, uid: self.asked.emit(uid))
        inside = QWidget()
        inside.setProperty("look", "plain-pane")
        column = QVBoxLayout(inside)
        column.setContentsMargins(theme.unit(14), theme.unit(10), theme.unit(10), theme.unit(10))
        column.setSpacing(theme.unit(6))
        column.addWidget(SectionHeader(theme, "表内关系"))
        column.addWidget(self.equations)
        column.addSpacing(theme.unit(6))
        column.addWidget(SectionHeader(theme, "请核对"))
        column.addWidget(self.suspects)
        column.addWidget(faint(theme, "点左边的一个数，看是哪些人；上年、本年两列都能点。", wrap=True))
        column.addStretch(1)
        frame = QScrollArea()
        frame.setAccessibleName("核对")
        frame.setWidgetResizable(True)
        frame.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.addWidget(frame)

    def show_table(self, table: AnnualTable) -> None:
        """Show how the table balances."""
        self.equations.show_entries(
            [
                EntryLine(
                    str(at),
                    "✔" if one.holds else "✘",
                    one.words,
                    pill="平" if one.holds else "不平",
                    tone="done" if one.holds else "overdue",
                )
                for at, one in enumerate(table.equations)
            ]
        )
        self.suspects.show_entries(
            [
                EntryLine(one.member, f"{at}", one.words, verbs=(("see", "去看"),) if one.member else ())
                for at, one in enumerate(table.suspects, 1)
            ]
        )
