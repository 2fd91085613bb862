"""检查前自查: every gap an inspector would ask for, by kind and counted, each with the way to mend it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.base.errors import UserError
from desktop_app.duties.basics.gap import Gap
from desktop_app.duties.summaries.self_inspection import by_kind, inspect
from desktop_app.views.page_parts.chips import ChipRow
from desktop_app.views.page_parts.line_list import Line, LineList
from desktop_app.views.page_parts.page_frame import PageFrame, page_column
from desktop_app.views.page_parts.places import Place, place_of, place_to_begin
from desktop_app.views.page_parts.press_list import PressList
from desktop_app.views.page_table import page_of
from desktop_app.views.parts.buttons import PlainButton, PrimaryButton
from desktop_app.views.parts.cards import EmptyState
from desktop_app.views.parts.labels import faint
from desktop_app.views.parts.live_page import LivePage

if TYPE_CHECKING:
    from desktop_app.desk import Desk
    from desktop_app.storage.ledger import Ledger
    from desktop_app.views.shell import Shell

_ALL = "全部"
_NOTE = "只查已经录入的内容，不评好坏；照片、笔记和截图从来不要求。"


def place_of_gap(ledger: Ledger, gap: Gap) -> Place:
    """Where a gap is mended: the record it names, or a new one begun with what is known."""
    if gap.preset:
        return place_to_begin(gap.register, gap.preset)
    if gap.uids:
        return place_of(ledger, gap.register, gap.uids[0])
    return page_of(gap.register), {}


class InspectionPage(LivePage):
    """The kinds at the left with their counts, the gaps of the chosen kind at the right."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(desk, shell, "检查前自查")
        self.gaps: list[Gap] = []
        self._kind, self._read, self._trouble = _ALL, False, ""
        self.print_button = PlainButton(self.theme, "打印问题清单", "print")
        self.print_button.clicked.connect(self.on_print)
        self.check_button = PrimaryButton(self.theme, "重新自查", "search")
        self.check_button.clicked.connect(self.refresh)
        self._build()

    def _build(self) -> None:
        theme = self.theme
        column = page_column(self, theme)
        self.spans = ChipRow(theme, [(0, "今年以来"), (1, "去年以来")])
        self.spans.chosen.connect(lambda _year: self.refresh())
        column.addWidget(self.spans)
        column.addWidget(faint(theme, _NOTE, wrap=True))
        self.kinds = LineList(theme, "缺漏的种类")
        self.kinds.chosen.connect(self._choose)
        self.list = PressList(theme, "缺漏")
        self.list.opened.connect(self._go)
        self.clean = EmptyState(theme, "done", "没有查出缺漏", hint="录入新的内容以后可以再查一次。")
        self._body = QWidget()
        row = QHBoxLayout(self._body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.unit(12))
        for part, share in ((self.kinds, 8), (self.list, 17)):
            card = PageFrame("card")
            inside = QVBoxLayout(card)
            inside.setContentsMargins(1, 1, 1, theme.unit(6))
            inside.addWidget(part)
            row.addWidget(card, share)
        column.addWidget(self._body, 1)
        column.addWidget(self.clean, 1)
        self._body.hide()
        self.clean.hide()

    # -- the shell asks --------------------------------------------------------------------------------

    def count_words(self) -> str:
        if not self._read:
            return self._trouble or "正在自查"
        kinds = len(by_kind(self.gaps))
        return f"{len(self.gaps)} 处，{kinds} 类" if self.gaps else "没有缺漏"

    def actions(self) -> Sequence[QWidget]:  # type: ignore[override]
        return (self.print_button, self.check_button)

    def on_print(self) -> bool:
        args = {"first": self.first}
        self.shell.go("preview", key="self_inspection", args=args, title="问题清单", back="inspection")
        return True

    # -- reading ---------------------------------------------------------------------------------------

    @property
    def first(self) -> date:
        """The day from which on is looked at."""
        return date(self.desk.ledger.today.year - int(str(self.spans.value())), 1, 1)

    def refresh(self) -> None:
        """Look through everything on the worker."""
        ledger, first = self.desk.ledger, self.first
        self.fresh.run(lambda: inspect(ledger, first), done=self._show, failed=self._not_read)

    def _not_read(self, error: UserError) -> None:
        self._trouble = "没有查成，请点“重新自查”"
        self.headline_changed.emit()
        self.desk.bridge.tell(error)

    def _show(self, gaps: list[Gap]) -> None:
        self.gaps, self._read, self._trouble = gaps, True, ""
        kinds = by_kind(gaps)
        if self._kind not in kinds:
            self._kind = _ALL
        lines = [Line(_ALL, _ALL, pill=str(len(gaps)), tone="overdue")]
        lines += [Line(kind, kind, pill=str(len(some)), tone="due") for kind, some in kinds.items()]
        self.kinds.show_lines(lines, self._kind)
        self._body.setVisible(bool(gaps))
        self.clean.setVisible(not gaps)
        self._list()
        self.headline_changed.emit()

    def _choose(self, kind: str) -> None:
        self._kind = kind
        self._list()

    def _list(self) -> None:
        lines = []
        for kind, some in by_kind(self.gaps).items():
            if self._kind not in (_ALL, kind):
                continue
            lines.append(Line("", kind, f"{len(some)} 处", head=True))
            lines += [Line(one.key, one.words, one.source, "去补", "going") for one in some]
        self.list.show_lines(lines)

    def _go(self, key: str) -> None:
        gap = next(one for one in self.gaps if one.key == key)
        page, args = place_of_gap(self.desk.ledger, gap)
        self.shell.go(page, **args)
