"""The boxes of the meeting page: lines read by a register's box, people by pinyin, growing text."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from desktop_app.base.ambiguous import Ambiguous
from desktop_app.base.errors import UserError
from desktop_app.base.periods import Span, echo
from desktop_app.records.box import AnyBox
from desktop_app.storage.ledger import Ledger
from desktop_app.views.look.theme import Theme
from desktop_app.views.parts.form_grid import Row
from desktop_app.views.parts.keys import guard_wheel

KEYS_ROLE = int(Qt.ItemDataRole.UserRole) + 1


class BoxLine(QLineEdit):
    """One line read by a register's box: a time span, a date, a number or plain words.

    ``edited`` carries the value as soon as the words can be read; what cannot be read stays in the line and
    is explained in the ``row`` when the cursor leaves.
    """

    edited = Signal(object)

    def __init__(self, theme: Theme, box: AnyBox, ledger: Ledger, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._box, self._ledger = theme, box, ledger
        self.row: Row | None = None
        self.fault = ""
        self.textEdited.connect(self._read)
        self.editingFinished.connect(self._tell)

    def set_value(self, value: Any) -> None:
        """Show a value; the words being typed are left alone when they mean the same."""
        self.fault = ""
        words = self._box.show(value, self._ledger.name)
        if words != self.text():
            self.setText(words)
        self._echo(value)
        self._tell()

    def _read(self, text: str) -> None:
        self.fault = ""
        try:
            value = self._box.parse(text, self._ledger)
        except Ambiguous as question:
            value = self._nearest(question)
        except UserError as error:
            self.fault = error.sentence()
            return
        if value is not None and (faults := list(self._box.faults(value))):
            self.fault = "。".join(faults) + "。"
        self._echo(value)
        self.edited.emit(value)

    def _nearest(self, question: Ambiguous) -> Any:
        """Of several readings the one nearest to today; the echo under the box says which it was."""
        today = self._ledger.today

        def distance(value: Any) -> int:
            day = value.day if isinstance(value, Span) else value
            return abs((day - today).days)

        return min((choice.value for choice in question.choices), key=distance)

    def _echo(self, value: Any) -> None:
        if self.row is not None and isinstance(value, Span):
            self.row.set_help(f"{echo(value.day)}，{value.minutes} 分钟")

    def _tell(self) -> None:
        if self.row is not None:
            self.row.set_error(self.fault)


class _PersonCompleter(QCompleter):
    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        return str(index.data(Qt.ItemDataRole.DisplayRole))


class PersonBox(QComboBox):
    """One person of the roster, by name, pinyin or initials; with ``free`` any name may be written.

    ``edited`` carries the uid, the free words, or None.
    """

    edited = Signal(object)

    def __init__(
        self,
        theme: Theme,
        people: Iterable[tuple[str, str, str]],
        *,
        free: bool = False,
        hint: str = "姓名或拼音首字母",
        parent: QWidget | None = None,
    ) -> None:
        """``people`` are (uid, name, pinyin keys)."""
        super().__init__(parent)
        self._free = free
        self._value: str | None = None
        self._names: dict[str, str] = {}
        self.row: Row | None = None
        line = QLineEdit()
        self.setLineEdit(line)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(10)
        self.setMinimumContentsLength(5)
        model = QStandardItemModel(self)
        for uid, name, keys in people:
            item = QStandardItem(name)
            item.setData(uid, Qt.ItemDataRole.UserRole)
            item.setData(f"{name} {keys}", KEYS_ROLE)
            model.appendRow(item)
            self._names[uid] = name
        self.setModel(model)
        completer = _PersonCompleter(model, self)
        completer.setCompletionRole(KEYS_ROLE)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(completer)
        line.setPlaceholderText(hint)
        line.textEdited.connect(self._read)
        line.editingFinished.connect(self._finish)
        completer.activated[QModelIndex].connect(self._complete)  # type: ignore[index]
        self.activated.connect(self._choose)
        guard_wheel(self)
        self.set_value(None)

    def value(self) -> str | None:
        """The uid or, of a free box, the words written; None for nothing."""
        return self._value

    def set_value(self, value: str | None) -> None:
        """Show a person, or free words."""
        self._value = value
        words = self._names.get(value or "", value if self._free else "") or ""
        self.setCurrentIndex(self.findData(value) if value in self._names else -1)
        if self.currentText() != words:
            self.setEditText(words)

    def _put(self, value: str | None) -> None:
        if value != self._value:
            self._value = value
            self.edited.emit(value)

    def _read(self, text: str) -> None:
        words = text.strip()
        same = [uid for uid, name in self._names.items() if name == words]
        self._put(same[0] if len(same) == 1 else words if self._free and words else None)

    def _complete(self, index: QModelIndex) -> None:
        self._put(str(index.data(Qt.ItemDataRole.UserRole)))

    def _choose(self, at: int) -> None:
        self._put(self.itemData(at))

    def _finish(self) -> None:
        """On leaving: initials that mean one person are that person; other words are explained."""
        words = self.currentText().strip()
        if (words and self._value is None) or (self._free and self._value == words):
            fitting = [
                self.itemData(at)
                for at in range(self.count())
                if words.lower() in str(self.itemData(at, KEYS_ROLE)).split()
            ]
            if len(fitting) == 1:
                self._put(fitting[0])
                self.set_value(fitting[0])
        if self.row is not None:
            unknown = bool(words) and self._value is None
            self.row.set_error(f"花名册里没有“{words}”，请从名单里选" if unknown else "")


class GrowingText(QPlainTextEdit):
    """Several lines of plain words; as high as they need, between ``least`` and ``most`` lines."""

    edited = Signal(object)

    def __init__(
        self, theme: Theme, box: AnyBox, ledger: Ledger, least: int = 2, most: int = 12, hint: str = ""
    ) -> None:
        super().__init__()
        self._theme, self._box, self._ledger = theme, box, ledger
        self._least, self._most = least, most
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.textChanged.connect(self._tell)
        self._fit()

    def set_value(self, value: Any) -> None:
        """Show a value without announcing it; words being typed that mean the same are left alone."""
        if self.toPlainText() and self._box.parse(self.toPlainText(), self._ledger) == value:
            return
        words = self._box.show(value, self._ledger.name)
        if words != self.toPlainText():
            self.blockSignals(True)
            self.setPlainText(words)
            self.blockSignals(False)
            self._fit()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.unit(240), self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.unit(120), self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()  # another width breaks the lines elsewhere

    def _lines(self) -> int:
        """Lines on the screen; asking for a paragraph's place has it broken anew."""
        layout, lines, block = self.document().documentLayout(), 0, self.document().begin()
        while block.isValid() and lines <= self._most:
            layout.blockBoundingRect(block)
            lines += max(1, block.layout().lineCount())
            block = block.next()
        return lines

    def _height(self) -> int:
        lines = max(self._least, min(self._most, self._lines()))
        return lines * self.fontMetrics().lineSpacing() + self._theme.unit(14)

    def _fit(self, *_: object) -> None:
        fits = self._lines() <= self._most
        never, needed = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setVerticalScrollBarPolicy(never if fits else needed)
        self.setFixedHeight(self._height())

    def _tell(self) -> None:
        self.edited.emit(self._box.parse(self.toPlainText(), self._ledger))
