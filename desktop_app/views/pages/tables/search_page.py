"""查找: one box over everything that was entered, the finds grouped by register, the newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from desktop_app.storage.search import Hit
from desktop_app.views.page_parts.places import place_of
from desktop_app.views.pages.tables.search_hits import HitLine, HitList
from desktop_app.views.parts.cards import Card, EmptyState
from desktop_app.views.parts.labels import faint
from desktop_app.views.parts.live_page import LivePage
from desktop_app.views.parts.search_box import SearchBox
from desktop_app.views.shell import Shell

if TYPE_CHECKING:
    from desktop_app.desk import Desk
    from desktop_app.storage.ledger import Ledger

MOST = 200
_TIPS = "可以输姓名、拼音首字母（zs 找张三）、全拼、标题里的几个字，或者编号；几个词用空格隔开。"


class SearchPage(LivePage):
    """Finds records by Chinese words, pinyin and initials; those in the recycle bin are left out."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(desk, shell, "查找")
        self.words = ""
        self._found = 0
        self.box = SearchBox(self.theme, "在全部台账里查找：姓名、拼音首字母、标题、内容")
        self.box.setMinimumHeight(self.theme.main_height)
        self.box.searched.connect(self.look_for)
        self.box.installEventFilter(self)
        self.list = HitList(self.theme, desk.pinyin.initials)
        self.list.opened.connect(self.open_hit)
        self.start = EmptyState(self.theme, "search", "输入要找的字，结果马上出来", hint=_TIPS)
        self.nothing = EmptyState(
            self.theme, "search", "没有找到", hint="换一种写法试试，或者只输一个字。回收站里的记录不在这里。"
        )
        self.states = QStackedWidget()
        card = Card(self.theme)
        card.body.setContentsMargins(1, 1, 1, self.theme.unit(8))
        self.note = faint(self.theme)
        self.note.setContentsMargins(self.theme.unit(16), self.theme.unit(10), 0, 0)
        card.body.addWidget(self.note)
        card.body.addWidget(self.list, 1)
        for widget in (self.start, self.nothing, card):
            self.states.addWidget(widget)
        self._results = card
        self.states.setMinimumHeight(self.theme.unit(220))
        unit = self.theme.unit
        column = QVBoxLayout(self)
        column.setContentsMargins(unit(20), unit(16), unit(20), unit(16))
        column.setSpacing(unit(12))
        column.addWidget(self.box)
        column.addWidget(self.states, 1)

    def count_words(self) -> str:
        return f"找到 {self._found} 条" if self.words else ""

    def on_shown(self, **args: object) -> None:
        """``words`` are looked for at once."""
        given = args.get("words")
        if isinstance(given, str) and given:
            self.box.setText(given)
            self.look_for(given)
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)
        if not given:
            self.box.selectAll()

    def look_for(self, words: str) -> None:
        """RuleContext for ``words`` on the worker; '' shows the tips again."""
        self.words = words
        self.refresh()

    def refresh(self) -> None:
        """Look for the same words again."""
        ledger, words = self.desk.ledger, self.words
        if words:
            self.fresh.run(lambda: _lines(ledger, ledger.search(words, MOST + 1)), done=self._show)
            return
        with self.fresh.reading():
            self._found = 0
            self.states.setCurrentWidget(self.start)
            self.headline_changed.emit()

    def open_hit(self, hit: Hit) -> None:
        """Open a record where it belongs."""
        key, args = place_of(self.desk.ledger, hit.register, hit.uid)
        self.shell.go(key, **args)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the box: Enter opens what was found, ↓ goes into the list."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress or not self._found:
            return False
        key = event.key()
        if key == Qt.Key.Key_Down:
            self.list.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.box.text().strip() == self.words:
            self.list.open_current()
            return True
        return False

    def _show(self, read: tuple[list[HitLine], bool]) -> None:
        lines, cut = read
        self._found = sum(1 for line in lines if line.hit is not None)
        self.list.show_lines(lines, self.words)
        more = f"只列出最新的 {MOST} 条，再多输几个字可以缩小范围。" if cut else ""
        self.note.setText(more or "回车打开选中的一条，↑ ↓ 换一条。")
        self.states.setCurrentWidget(self._results if self._found else self.nothing)
        self.headline_changed.emit()


def _lines(ledger: Ledger, hits: list[Hit]) -> tuple[list[HitLine], bool]:
    """The finds under their registers' headings, in the order the registers have; whether there are more."""
    groups: dict[str, list[Hit]] = {}
    for hit in hits[:MOST]:
        groups.setdefault(hit.register, []).append(hit)
    lines: list[HitLine] = []
    for register in ledger.catalogue:
        found = groups.get(register.name, [])
        if found:
            lines.append(HitLine(register.title, register.icon, len(found)))
            lines += [HitLine(hit.heading, hit=hit, belongs=_parent_words(ledger, hit)) for hit in found]
    return lines, len(hits) > MOST


def _parent_words(ledger: Ledger, hit: Hit) -> str:
    """What a child record belongs to; '' for a record of its own."""
    parent = ledger.catalogue[hit.register].parent
    if parent is None:
        return ""
    found = ledger.locate(hit.uid)
    return f"属于 {ledger.name(getattr(found[1], parent))}" if found is not None else ""
