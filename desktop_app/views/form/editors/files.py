"""The editor of attached files and photos: added by button or drop, opened, and seen small."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QTemporaryDir, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from desktop_app.base.errors import UserError
from desktop_app.base.os_errors import os_errors
from desktop_app.records.box import AnyBox
from desktop_app.records.links import MOST_BYTES, FileRef, Files, file_name, is_file_name
from desktop_app.views.form.editors.editor import Editor
from desktop_app.views.form.editors.photos import is_heic, portrait, upright
from desktop_app.views.parts.buttons import LinkButton, PlainButton
from desktop_app.views.parts.file_dialogs import FileDialogs
from desktop_app.views.parts.labels import IconMark, Words, faint

if TYPE_CHECKING:
    from desktop_app.desk import Desk

_PICTURES = (".jpg", ".jpeg", ".png", ".bmp", ".gif")
_PICTURE_UNITS = 88
_HEIC_KEPT = "这是苹果手机的 HEIC 照片，已照原样收下；多数电脑打不开它，最好再添一份 jpg"


class FileLine(QWidget):
    """One file: a small picture or a mark, its name and size, and what can be done with it."""

    opened = Signal(object)
    removed = Signal(object)

    def __init__(self, desk: Desk, ref: FileRef) -> None:
        super().__init__()
        self.ref = ref
        theme = desk.theme
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.unit(8))
        row.addWidget(self._picture(desk) or IconMark(theme, "attach", theme.colours.text_soft))
        row.addWidget(Words(theme, ref.name))
        row.addWidget(faint(theme, size_words(ref.size)))
        open_button = LinkButton(theme, "打开", "eye")
        open_button.clicked.connect(lambda: self.opened.emit(ref))
        self.remove_button = LinkButton(theme, "移除", "dismiss")
        self.remove_button.clicked.connect(lambda: self.removed.emit(ref))
        row.addWidget(open_button)
        row.addWidget(self.remove_button)
        row.addStretch(1)

    def _picture(self, desk: Desk) -> QLabel | None:
        if Path(self.ref.name).suffix.lower() not in _PICTURES:
            return None
        try:
            data = desk.ledger.file_bytes(self.ref.sha256)
        except UserError:
            return None  # the record came without the bytes: its name still stands here
        picture = upright(data, desk.theme.unit(_PICTURE_UNITS))
        if picture.isNull():
            return None
        label = QLabel()
        label.setPixmap(QPixmap.fromImage(picture))
        label.setAccessibleName(self.ref.name)
        return label


class FilesEditor(Editor[tuple[FileRef, ...]]):
    """A list of files; the bytes go into the branch file when added, the record holds their names."""

    wide = True

    def __init__(self, box: AnyBox, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(box, desk, parent)
        self._files: list[FileRef] = []
        self._lines: list[FileLine] = []
        self._locked = False
        # What was opened lies here for the viewer, and goes when the form goes.
        self._folder = QTemporaryDir()
        self.add_button = PlainButton(
            self.theme, "添加照片" if cast(Files, box).photo else "添加附件", "attach"
        )
        self.add_button.clicked.connect(self._choose)
        foot = QHBoxLayout()
        foot.setSpacing(self.theme.unit(8))
        foot.addWidget(self.add_button)
        foot.addWidget(faint(self.theme, "也可以把文件拖到这里"))
        foot.addStretch(1)
        self.column.addLayout(foot)
        self.take_focus_by(self.add_button)
        self.setAcceptDrops(True)

    def value(self) -> tuple[FileRef, ...] | None:
        return tuple(self._files) or None

    def set_value(self, value: tuple[FileRef, ...] | None) -> None:
        self._files = [FileRef(*one) for one in value or ()]
        self._draw()

    def set_locked(self, locked: bool) -> None:
        self._locked = locked
        self.add_button.setVisible(not locked)
        self._draw()

    def attach(self, path: Path) -> None:
        """Put one file into the branch file and on the list."""
        name = file_name(path.name)
        if not is_file_name(name):
            self.desk.bridge.failed.emit(_other_kind(path.name))
            return
        try:
            with os_errors(f"读不了“{path.name}”", "没有添加"):
                size = path.stat().st_size
                data = path.read_bytes() if size <= MOST_BYTES else b""
        except UserError as fault:
            self.desk.bridge.failed.emit(fault)
            return
        if size > MOST_BYTES:
            self.desk.bridge.failed.emit(
                UserError(f"“{path.name}”有 {size_words(size)}，太大了", "没有添加", "请缩小到 50 兆以内")
            )
            return
        self.desk.bridge.run(lambda: self._keep(data, name), done=self._kept)

    def _keep(self, data: bytes, name: str) -> tuple[FileRef, str]:
        """Put the bytes into the branch file: a photo as it is to be looked at, anything else as it is."""
        if cast(Files, self.box).photo:
            photo = portrait(data, name)
            return self.desk.ledger.keep_file(photo.data, photo.name), photo.said
        said = _HEIC_KEPT if is_heic(data) else ""
        return self.desk.ledger.keep_file(data, name), said

    def _kept(self, found: tuple[FileRef, str]) -> None:
        ref, said = found
        self._add(ref)
        self.told.emit(said)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and not self._locked:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for url in event.mimeData().urls():
            if url.isLocalFile():
                self.attach(Path(url.toLocalFile()))

    def _choose(self) -> None:
        photos = "照片 (*.jpg *.jpeg *.png *.bmp *.gif *.webp)"
        kinds = photos if cast(Files, self.box).photo else "所有文件 (*)"
        for path in FileDialogs(self.desk.settings).open_files(self, self.add_button.text(), kinds):
            self.attach(path)

    def _add(self, ref: FileRef) -> None:
        if ref.sha256 not in [one.sha256 for one in self._files]:
            most = cast(Files, self.box).most
            self._files = [*self._files, ref] if most > 1 else [ref]
            self._draw()
            self.edited.emit()
            self.committed.emit()

    def _remove(self, ref: FileRef) -> None:
        self._files.remove(ref)
        self._draw()
        self.edited.emit()

    def _open(self, ref: FileRef) -> None:
        path = Path(self._folder.path()) / Path(ref.name).name
        with os_errors(f"打不开“{ref.name}”", "文件在台账里，没有动"):
            path.write_bytes(self.desk.ledger.file_bytes(ref.sha256))
        log = self.desk.log
        self.desk.bridge.run(lambda: log.opened(ref.name, self.box.title))
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def _draw(self) -> None:
        for line in self._lines:
            self.column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = [FileLine(self.desk, ref) for ref in self._files]
        for at, line in enumerate(self._lines):
            line.remove_button.setVisible(not self._locked)
            line.opened.connect(self._open)
            line.removed.connect(self._remove)
            self.column.insertWidget(at, line)


def _other_kind(name: str) -> UserError:
    return UserError(
        f"“{name}”不是文书、表格、图片、录音、录像或者压缩包",
        "没有添加",
        "需要留存时，请先放进压缩包（zip）再添加",
    )


def size_words(size: int) -> str:
    """A file size as people read it: 12 KB, 3.4 MB."""
    return f"{size / 1024 / 1024:.1f} MB" if size >= 1024 * 1024 else f"{max(1, size // 1024)} KB"
