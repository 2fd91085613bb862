"""The system's own file windows, behind one object that a test can put its hand in place of.

The one door to them: a window begins where the last one for files of its kind ended, adds the ending, and
never begins in the program's own folder.
"""

import re
import sys
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.base.errors import UserError
from desktop_app.base.os_errors import os_errors
from desktop_app.settings import Settings

_ENDINGS = re.compile(r"\*\.(\w+)")
_TABLES = frozenset({"xlsx", "xls", "xlsm", "et", "csv", "txt", "html"})
_PICTURES = frozenset({"jpg", "jpeg", "png"})
_MODE, _LABEL = QFileDialog.FileMode, QFileDialog.DialogLabel


class FileDialogs:
    """Asks for a file or folder; None when the person thought better of it.

    ``settings`` remember for each kind of file the folder it was last taken from or put into; without
    them a window begins in the person's documents.
    """

    def __init__(self, settings: Settings | None = None) -> None:
        self._settings = settings

    def open_file(self, parent: QWidget, title: str, kinds: str) -> Path | None:
        """A file to read; ``kinds`` as Qt writes them: "名片 (*.zbk)"."""
        chosen = self._asked(self._window(parent, title, kinds, _MODE.ExistingFile))
        return self._kept(kinds, chosen[0], chosen[0].parent) if chosen else None

    def open_files(self, parent: QWidget, title: str, kinds: str) -> list[Path]:
        """Files to read, none when nothing was chosen."""
        chosen = self._asked(self._window(parent, title, kinds, _MODE.ExistingFiles))
        if chosen:
            self._kept(kinds, chosen[0], chosen[0].parent)
        return chosen

    def save_file(self, parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
        """Where to write a file, ``name`` proposed; the ending is that of the kind chosen in the window."""
        window = self._window(parent, title, kinds, _MODE.AnyFile)
        window.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        window.filterSelected.connect(lambda kind: window.setDefaultSuffix(first_ending(kind)))
        window.setDefaultSuffix(first_ending(window.selectedNameFilter()))
        window.selectFile(plain_name(name))
        chosen = self._asked(window)
        if not chosen:
            return None
        path = with_ending(chosen[0], kinds, window.selectedNameFilter())
        if path != chosen[0] and path.exists():
            # The window asked about the name without its ending.
            raise UserError(f"已经有“{path.name}”了", "没有写任何文件", "请换一个文件名再保存")
        return self._kept(kinds, path, path.parent)

    def folder(self, parent: QWidget, title: str) -> Path | None:
        """A folder; each use of one, told by the window's title, is remembered by itself."""
        window = self._window(parent, title, title, _MODE.Directory)
        window.setOption(QFileDialog.Option.ShowDirsOnly, True)
        chosen = self._asked(window)
        return self._kept(title, chosen[0], chosen[0]) if chosen else None

    def folder_words(self, parent: QWidget, title: str) -> str:
        """A folder as words, '' when none was chosen."""
        chosen = self.folder(parent, title)
        return "" if chosen is None else str(chosen)

    # -- inside ------------------------------------------------------------------------------------

    def _window(self, parent: QWidget, title: str, kinds: str, mode: QFileDialog.FileMode) -> QFileDialog:
        window = QFileDialog(parent, title, str(self.start(kinds)))
        window.setFileMode(mode)
        if mode is not _MODE.Directory:
            window.setNameFilters(kinds.split(";;"))
        return window

    @staticmethod
    def _asked(window: QFileDialog) -> list[Path]:
        saves = window.acceptMode() is QFileDialog.AcceptMode.AcceptSave
        verb = "选择" if window.fileMode() is _MODE.Directory else "打开"
        for label, words in (
            (_LABEL.LookIn, "位置："),
            (_LABEL.FileName, "文件名："),
            (_LABEL.FileType, "类型："),
            (_LABEL.Accept, "保存" if saves else verb),
            (_LABEL.Reject, "取消"),
        ):
            # Last of all: another mode puts the words of the system back.
            window.setLabelText(label, words)
        try:
            return [Path(one) for one in window.selectedFiles()] if window.exec() else []
        finally:
            window.deleteLater()

    def start(self, kinds: str) -> Path:
        """Where a window for ``kinds`` begins."""
        kept = self._settings.folders.get(kind_of(kinds), "") if self._settings is not None else ""
        last = Path(kept) if kept else None
        return last if last is not None and _is_usable(last) else documents()

    def _kept(self, kinds: str, path: Path, folder: Path) -> Path:
        settings, kind = self._settings, kind_of(kinds)
        if settings is not None and settings.folders.get(kind) != str(folder):
            settings.folders[kind] = str(folder)
            try:
                settings.save()
            except UserError:
                # The file itself matters; where it lay is only known again until the program ends.
                return path
        return path


def kind_of(kinds: str) -> str:
    """Under what a folder is remembered: what sort of file ``kinds`` names, else the words themselves."""
    endings = [one.lower() for one in _ENDINGS.findall(kinds)]
    for name, family in (("表格", _TABLES), ("照片", _PICTURES)):
        if endings and endings[0] in family:
            return name
    return endings[0] if endings else kinds.partition(" (")[0]


def first_ending(kind: str) -> str:
    """The first ending a kind names, without its dot; '' for all files."""
    found = _ENDINGS.search(kind)
    return found[1] if found else ""


def with_ending(path: Path, kinds: str, kind: str) -> Path:
    """``path`` with an ending of ``kinds``; one without gets that of the chosen ``kind``."""
    endings = {f".{one.lower()}" for one in _ENDINGS.findall(kinds)}
    if not endings or path.suffix.lower() in endings:
        return path
    return path.with_name(f"{path.name}.{first_ending(kind) or first_ending(kinds)}")


def plain_name(name: str) -> str:
    """A proposed file name without the signs that part folders or that no system takes."""
    return re.sub(r'[\\/:*?"<>|\r\n]', "·", name)


def documents() -> Path:
    """The person's own folder for files."""
    place = QStandardPaths.StandardLocation.DocumentsLocation
    found = Path(QStandardPaths.writableLocation(place) or Path.home())
    return found if found.is_dir() else Path.home()


def _is_usable(folder: Path) -> bool:
    own = {one.resolve() for one in (Path(sys.executable).parent, Path(__file__).parents[3])}
    try:
        return folder.is_dir() and not any(folder.resolve().is_relative_to(one) for one in own)
    except OSError:
        return False


def save_bytes(path: Path, data: bytes) -> None:
    """Write a file the person chose a place for; raises UserError when the place does not take it."""
    with os_errors(f"文件没有写成（{path}）", "台账里的资料没有变化"):
        path.write_bytes(data)
