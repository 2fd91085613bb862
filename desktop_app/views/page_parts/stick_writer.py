"""Writing one package to a stick where the work is done: where to, the verb, and how it went."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop_app.base.errors import UserError
from desktop_app.desk import Desk
from desktop_app.exchange.courier import Parcel
from desktop_app.views.page_parts.exchange_parts import (
    CodeTile,
    FindSticks,
    StickLine,
    Trouble,
    Verb,
    empty,
    good_news,
    size_words,
)
from desktop_app.views.page_parts.leaving import may_leave
from desktop_app.views.parts.buttons import PrimaryButton
from desktop_app.views.parts.file_dialogs import FileDialogs


class StickWriter(QWidget):
    """Makes the package only when the verb is pressed; ``written`` tells that it lies on the stick.

    ``make`` gives the package and runs on the worker. ``close_for`` says why it cannot be pressed.
    """

    written = Signal()

    def __init__(self, desk: Desk, verb: str, find: FindSticks, doors: FileDialogs) -> None:
        super().__init__()
        self._desk, self._verb = desk, verb
        self._make: Callable[[], Parcel] | None = None
        self._why, self._busy = "", False
        theme = desk.theme
        self.stick = StickLine(theme, find, doors)
        self.stick.changed.connect(self._judge)
        self.trouble = Trouble(theme)
        self.verb = Verb(theme, PrimaryButton(theme, verb, "stick"))
        self.button = self.verb.button
        self.button.clicked.connect(self.write)
        self._news = QVBoxLayout()
        self.code = CodeTile(theme, "校验码", "与纸质数据交接单上的 8 位数字相同，对方接收时核对")
        # In a low window the page scrolls; the digits are never cut.
        self.code.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.unit(8))
        column.addWidget(self.stick)
        column.addWidget(self.trouble)
        column.addWidget(self.verb)
        column.addLayout(self._news)
        column.addWidget(self.code)
        self.offer(None)

    def offer(self, make: Callable[[], Parcel] | None, why: str = "") -> None:
        """Offer another package, or none, and forget how the one before went."""
        self._make, self._why = make, why
        empty(self._news)
        self.code.hide()
        self.trouble.tell(None)
        self._judge()

    def close_for(self, why: str) -> None:
        """Say why nothing can be written yet; '' opens the verb again."""
        self._why = why
        self._judge()

    def _judge(self) -> None:
        where = self.stick.words()
        self.button.setText(self._verb.replace("U盘", where))
        lacks = "" if self.stick.folder() is not None else "插上U盘，或选择一个文件夹"
        self.verb.set_reason("正在写，请不要拔出" if self._busy else self._why or lacks)

    def write(self) -> None:
        """Make the package and write it; the stick is told safe to pull only when it was read back."""
        make, folder = self._make, self.stick.folder()
        if make is None or folder is None or self._busy or not may_leave(self._desk, self):
            return
        courier = self._desk.courier
        self._busy = True
        self.trouble.tell(None)
        self._judge()

        def job() -> tuple[Parcel, Path]:
            parcel = make()
            return parcel, courier.write(parcel, folder)

        self._desk.bridge.run(job, done=self._wrote, failed=self._not_written)

    def _not_written(self, error: UserError) -> None:
        self._busy = False
        self.trouble.tell(error)
        self._judge()

    def _wrote(self, found: tuple[Parcel, Path]) -> None:
        parcel, path = found
        self._busy = False
        self._judge()
        empty(self._news)
        told = "已写入并核对，可以拔出" if self.stick.words() == "U盘" else "已写入并核对"
        note = f"{path.name}　{size_words(len(parcel.data))}，请交给{parcel.receiver.name}"
        self._news.addWidget(good_news(self._desk.theme, told, note))
        self.code.show_code(parcel.code)
        self.code.show()
        self.written.emit()
