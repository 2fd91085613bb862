"""The packages on a stick as a ticked list: oldest first, those that came in before marked and left out."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from desktop_app.base.errors import UserError
from desktop_app.exchange.receipt import package_code
from desktop_app.exchange.stick import PACKAGE_SUFFIX, find_packages, open_file
from desktop_app.registers.exchange.packages import RECEIVED, SENT, ExchangePackage
from desktop_app.storage.unmerge import was_taken_back
from desktop_app.views.page_parts.exchange_parts import FindSticks, StickLine, Trouble, Verb
from desktop_app.views.page_parts.plain_rows import PlainLine
from desktop_app.views.page_parts.tick_table import TickTable
from desktop_app.views.parts.buttons import LinkButton, PlainButton, PrimaryButton
from desktop_app.views.parts.cards import Card
from desktop_app.views.parts.file_dialogs import FileDialogs
from desktop_app.views.parts.notices import ProgressPanel
from desktop_app.views.parts.why_not import BUSY, allow

if TYPE_CHECKING:
    from desktop_app.desk import Desk

# How a package is called on a stick: <office>-<number>-<day>; a dot of the code stands there as "_".
_NAME = re.compile(r"(?P<code>[\w-]+)-(?P<number>\d{4,10})-(?P<day>\d{8})(-\d+)?")
_HEADS, _WIDTHS = ("单位", "日期", "第几个包", "接收过没有", "文件"), (380, 130, 110, 130, 260)
_NEW, _BEFORE, _OLDER, _WRITTEN = "还没有", "已接收过", "比接收过的早", "本机写出的"


class PackageList(Card):
    """Where packages are looked for and which of them are to be opened; ``asked`` carries their paths.

    ``check_asked`` wants the page that only says what a package file is.
    """

    asked = Signal(list)
    check_asked = Signal()

    def __init__(self, desk: Desk, find: FindSticks, doors: FileDialogs) -> None:
        theme = desk.theme
        super().__init__(theme, "U盘上的包", "打开看看不会改动本机资料")
        self._desk, self._doors = desk, doors
        self._codes: dict[tuple[Path, int, int], str] = {}
        self._found: list[Path] = []
        self._marks: list[tuple[Path, int, int]] = []
        self._ticks_begun = False
        self.stick = StickLine(theme, find, doors)
        self.stick.changed.connect(self.list_packages)
        self.stick.looked.connect(self._look_again)
        line = QHBoxLayout()
        line.setSpacing(theme.unit(8))
        line.addWidget(self.stick, 1)
        self.file_button = PlainButton(theme, "选择一个包文件", "document")
        self.file_button.clicked.connect(self._choose_file)
        line.addWidget(self.file_button)
        self.check_button = LinkButton(theme, "核验一个包", "search")
        self.check_button.setToolTip("包是谁写的、哪天的、完整不完整，校验码对不对；只看，不接收")
        self.check_button.clicked.connect(self.check_asked)
        line.addWidget(self.check_button)
        self.body.addLayout(line)
        self.packages = TickTable(theme, _HEADS, _WIDTHS, empty=("stick", "插上U盘"), name="U盘上的包")
        self.packages.opened.connect(lambda line: self.asked.emit([line.key]))
        self.packages.ticked.connect(lambda _count: self.judge())
        self.body.addWidget(self.packages, 1)
        self.trouble = Trouble(theme)
        self.body.addWidget(self.trouble)
        self.look_verb = Verb(theme, PrimaryButton(theme, "打开看看", "eye"))
        self.look_button = self.look_verb.button
        self.look_button.clicked.connect(lambda: self.asked.emit(self.packages.keys()))
        self.body.addWidget(self.look_verb)
        self.progress = ProgressPanel(theme, "正在核对签名和内容")
        self.progress.hide()
        self.body.addWidget(self.progress)

    # -- what there is ---------------------------------------------------------------------------------

    def list_packages(self) -> None:
        """List the packages on the stick or in the folder."""
        folder = self.stick.folder()
        self.trouble.tell(None)
        self._found, self._ticks_begun = [], False
        if folder is not None:
            try:
                self._found = sorted(find_packages(folder), key=_age)
            except UserError as error:
                self.trouble.tell(error)
        self._marks = [_mark(path) for path in self._found]
        nothing = (f"{self.stick.words()}上没有包", f"包的文件名以 {PACKAGE_SUFFIX} 结尾")
        self.packages.set_empty("stick", *(nothing if folder else ("插上U盘", "U盘上的包会自己列出来")))
        self._show()
        unread = [path for path in self._found if _mark(path) not in self._codes]
        if unread:
            self._desk.bridge.run(lambda: _codes_of(unread), done=self._codes_read, failed=self._show_anyhow)

    def _look_again(self) -> None:
        """List anew what is on a stick that stayed in, where something was put there or taken off."""
        folder = self.stick.folder()
        if folder is None or self.progress.isVisibleTo(self):
            return
        try:
            found = sorted(find_packages(folder), key=_age)
        except UserError:
            return
        if [_mark(path) for path in found] != self._marks:
            self.list_packages()

    def _show_anyhow(self, _error: UserError) -> None:
        """What could not be read is told when it is opened; the list stands without its marks."""
        self.judge()

    def _codes_read(self, codes: dict[tuple[Path, int, int], str]) -> None:
        self._codes.update(codes)
        self._ticks_begun = False
        self._show()

    def _show(self) -> None:
        before, written = self._received_before(), self._written_here()
        latest: dict[str, int] = {}
        for path in self._found:
            named = _NAME.fullmatch(path.stem)
            if named is not None and self._codes.get(_mark(path)) in before:
                latest[named["code"]] = max(int(named["number"]), latest.get(named["code"], 0))
        lines = [self._line(path, before, latest, written) for path in self._found]
        self.packages.show_ticks(lines)
        if not self._ticks_begun:
            self._ticks_begun = True
            self.packages.tick(line.key for line in lines if line.cells[3] not in (_BEFORE, _WRITTEN))
        self.judge()

    def _received_before(self) -> set[str]:
        """The eight digits of every package that came in and was not taken back."""
        ledger = self._desk.ledger
        found = ledger.find(ExchangePackage.live().where(ExchangePackage.direction == RECEIVED))
        return {str(one.check_code) for one in found if not was_taken_back(ledger, one.package_id or "")}

    def _written_here(self) -> set[str]:
        """The eight digits of every package that went out from here: it lies on the stick for others."""
        found = self._desk.ledger.find(ExchangePackage.live().where(ExchangePackage.direction == SENT))
        return {str(one.check_code) for one in found}

    def _line(self, path: Path, before: set[str], latest: Mapping[str, int], written: set[str]) -> PlainLine:
        named = _NAME.fullmatch(path.stem)
        digits = self._codes.get(_mark(path))
        said = _BEFORE if digits in before else _WRITTEN if digits in written else _NEW
        if said == _NEW and named is not None and int(named["number"]) < latest.get(named["code"], 0):
            said = _OLDER
        if named is None:
            return PlainLine(("打开后才知道", "", "", said, path.name), key=path)
        return PlainLine(
            (
                self._office(named["code"]),
                _day_words(named),
                f"第 {int(named['number'])} 个",
                said,
                path.name,
            ),
            key=path,
        )

    def _office(self, code: str) -> str:
        if code == self._desk.ledger.office.replace(".", "_"):
            return "本单位"
        offices = {
            known.replace(".", "_"): card.name for known, card in self._desk.courier.trust.known().items()
        }
        return offices.get(code, f"还没有登记名片的单位 {code}")

    # -- what is to be opened --------------------------------------------------------------------------

    def judge(self) -> None:
        """Say whether the ticked packages can be opened."""
        chosen = self.packages.keys()
        self.look_button.setText(f"打开看看这 {len(chosen)} 个包" if len(chosen) > 1 else "打开看看")
        if self.progress.isVisibleTo(self):
            return
        why = "" if chosen else "先勾选要看的包" if self._found else "没有可以打开的包"
        self.look_verb.set_reason(why)

    def set_busy(self, busy: bool) -> None:
        """Packages are being opened: how far it is stands in the place of the button."""
        self.progress.setVisible(busy)
        self.look_verb.setVisible(not busy)
        if busy:
            self.progress.begin()
        for widget in (self.file_button, self.packages, self.stick):
            allow(widget, BUSY if busy else "")
        self.judge()

    def _choose_file(self) -> None:
        path = self._doors.open_file(self, "选择包文件", f"数据包 (*{PACKAGE_SUFFIX});;所有文件 (*)")
        if path is not None:
            self.asked.emit([path])


def office_in_name(path: Path) -> str | None:
    """The office that wrote a package, by the name of its file or of the receipt beside it."""
    named = _NAME.fullmatch(path.stem)
    return named["code"] if named else None


def package_words(path: Path) -> str:
    """How a package is called by its file: the day and the number, or the name of the file."""
    named = _NAME.fullmatch(path.stem)
    return f"{_day_words(named)} 第 {int(named['number'])} 个包" if named else path.name


def _day_words(named: re.Match[str]) -> str:
    day = named["day"]
    return f"{day[:4]}-{day[4:6]}-{day[6:]}"


def _age(path: Path) -> tuple[str, int, str]:
    """Oldest first, as the sender numbered them; what has another name comes last."""
    named = _NAME.fullmatch(path.stem)
    return (named["day"], int(named["number"]), path.name) if named else ("9", 0, path.name)


def _mark(path: Path) -> tuple[Path, int, int]:
    try:
        about = path.stat()
    except OSError:
        return path, 0, 0
    return path, about.st_size, about.st_mtime_ns


def _codes_of(paths: Iterable[Path]) -> dict[tuple[Path, int, int], str]:
    """The eight digits of packages by their files; of one that cannot be read none, opening it says why."""
    codes: dict[tuple[Path, int, int], str] = {}
    for path in paths:
        try:
            with open_file(path) as source:
                digest: Any = hashlib.file_digest(source, "sha256")  # type: ignore[arg-type]
            codes[_mark(path)] = package_code(digest.digest())
        except UserError:
            codes[_mark(path)] = ""
    return codes
