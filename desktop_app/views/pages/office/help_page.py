"""使用帮助: short texts for each page, read from resources/manual; F1 opens the one for the page in sight."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidgetItem

from desktop_app.records.record import Catalogue
from desktop_app.views.page_parts.manual_text import ManualText
from desktop_app.views.page_parts.pick_list import PickList
from desktop_app.views.page_table import PRACTICE_HELP, ROWS
from desktop_app.views.parts.cards import Card
from desktop_app.views.parts.page import Page
from desktop_app.views.shell import Shell
from desktop_app.views.table.titles import bare

if TYPE_CHECKING:
    from desktop_app.desk import Desk

TOPICS = {
    "home": "工作台",
    "roster": "花名册与导入",
    "members": "支部与党员",
    "meeting": "会议",
    "study": "学习",
    "three_lights": "三亮",
    "issues": "整改",
    "research": "调研、案例、评级",
    "life": "选举、评议、谈话",
    "service": "服务与网格",
    "report": "月报",
    "rules": "规则表",
    "exchange": "交换",
    "backup": "备份与恢复",
    "licences": "许可",
}


def topic_of(page: str, catalogue: Catalogue) -> str:
    """The topic that tells about a page: its own, that of its register's practice, else 工作台."""
    if page in ROWS:
        return ROWS[page].help
    register = page.removeprefix("register:")
    return PRACTICE_HELP.get(catalogue[register].group, "home") if register in catalogue else "home"


def title_of(page: str, catalogue: Catalogue) -> str:
    """What a page is called; '' for one nobody knows."""
    if page in ROWS:
        return ROWS[page].title
    register = page.removeprefix("register:")
    return bare(catalogue[register].title) if register in catalogue else ""


class HelpPage(Page):
    """Topics on the left, the text on the right."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(desk.theme, "使用帮助")
        self._resources, self._shell = desk.resources, shell
        self._catalogue = desk.ledger.catalogue
        unit = self.theme.unit
        self.list = PickList(self.theme, "帮助目录")
        self.list.setFixedWidth(unit(200))
        for key, title in TOPICS.items():
            item = QListWidgetItem(title)
            item.setData(Qt.ItemDataRole.UserRole, key)
            self.list.addItem(item)
        self.list.currentItemChanged.connect(lambda item: self._read(item))
        self.text = ManualText(self.theme, desk.resources / "manual")
        self.text.setAccessibleName("帮助内容")
        self.text.setMinimumHeight(unit(200))
        card = Card(self.theme)
        card.body.setContentsMargins(unit(28), unit(16), unit(12), unit(16))
        card.body.addWidget(self.text)
        row = QHBoxLayout(self)
        row.setContentsMargins(unit(20), unit(16), unit(20), unit(16))
        row.setSpacing(unit(12))
        row.addWidget(self.list)
        row.addWidget(card, 1)
        self.show_topic("home")

    @property
    def topic(self) -> str:
        """The topic in sight."""
        item = self.list.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ""

    def count_words(self) -> str:
        return "按 F1 打开当前页面的帮助"

    def on_shown(self, **args: object) -> None:
        """``topic`` opens a topic, ``page`` the topic of a page."""
        if args.get("topic"):
            self.show_topic(str(args["topic"]))
        elif args.get("page"):
            page = str(args["page"])
            self.show_topic(topic_of(page, self._catalogue), title_of(page, self._catalogue))

    def show_topic(self, key: str, heading: str = "") -> None:
        """Open a topic, at the heading that names ``heading``; an unknown one leaves things as they are."""
        for at in range(self.list.count()):
            if self.list.item(at).data(Qt.ItemDataRole.UserRole) == key:
                self.list.setCurrentRow(at)
                self.text.show_text(manual_text(self._resources, key), heading)

    def _read(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            key = str(item.data(Qt.ItemDataRole.UserRole))
            self.text.show_text(manual_text(self._resources, key))


def manual_text(resources: Path, key: str) -> str:
    """The Markdown of a topic."""
    path = resources / "LICENSES.md" if key == "licences" else resources / "manual" / f"{key}.md"
    return path.read_text("utf8")
