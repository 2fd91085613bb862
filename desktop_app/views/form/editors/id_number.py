"""The editor of 公民身份号码: any paste is understood, counted, grouped and judged in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop_app.base import identity
from desktop_app.base.ambiguous import Ambiguous, Option
from desktop_app.base.errors import UserError
from desktop_app.base.periods import chinese_date
from desktop_app.records.box import AnyBox
from desktop_app.views.form.editors.typed import TypedEditor
from desktop_app.views.parts.hints import show_hint

if TYPE_CHECKING:
    from desktop_app.desk import Desk

_SEXES = {"1": "男", "2": "女"}
_WHOLE = 18


class IdNumberEditor(TypedEditor[str]):
    """Blanks, wide forms and any kind of x are put right; the verdict of the check digit stands below.

    A valid number tells ``birth_date`` and ``gender`` to whom it may concern (``derived``).
    """

    hints = Qt.InputMethodHint.ImhPreferNumbers | Qt.InputMethodHint.ImhPreferLatin

    def __init__(self, box: AnyBox, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(box, desk, parent)
        show_hint(self.line, "18 位，可以直接粘贴")

    def words_of(self, value: str | None) -> str:
        return identity.grouped(value) if value else ""

    def echo(self, value: str) -> str:
        """How many places there are, and what the number says once it is whole."""
        try:
            found = identity.parse_id(value, today=self.desk.ledger.today)
        except UserError:
            return f"已输入 {len(value)} 位，应为 18 位"
        said = f"{chinese_date(found.birth)}出生，{_SEXES[found.gender]}"
        return f"15 位旧号码，校验通过：{said}" if found.legacy15 else f"18 位，校验通过：{said}"

    def doubt(self, value: str) -> str:
        """Why the number cannot be right; nothing while it is still being typed."""
        if self._typed and len(value) < _WHOLE:
            return ""
        try:
            identity.parse_id(value, today=self.desk.ledger.today)
        except UserError as fault:
            return fault.sentence()
        return ""

    def _tell_typed(self) -> None:
        """A number that a spreadsheet damaged is said to be so at once: a paste always shows something."""
        try:
            super()._tell(self.value())
        except UserError as fault:
            self.doubted.emit(fault.sentence())

    def _leave(self) -> None:
        typed = self._typed
        super()._leave()
        if not typed or not self._value:
            return
        try:
            found = identity.parse_id(self._value, today=self.desk.ledger.today)
        except Ambiguous as question:
            self.strip.offer(question)
            return
        except UserError:
            return
        if found.legacy15:
            choice = Option(f"升为 18 位：{identity.grouped(found.number)}", found.number)
            self.strip.offer(Ambiguous("这是 15 位的旧号码", (choice,)))
        self.derived.emit({"birth_date": found.birth, "gender": found.gender})
