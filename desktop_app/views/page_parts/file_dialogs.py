"""The system's own file windows, behind one object that a test can put its hand in place of."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.base.os_errors import os_errors


class FileDialogs:
    """Asks for a file or folder; None when the person thought better of it."""

    def open_file(self, parent: QWidget, title: str, kinds: str) -> Path | None:
        """A file to read; ``kinds`` as Qt writes them: "名片 (*.zbk)"."""
        chosen, _ = QFileDialog.getOpenFileName(parent, title, "", kinds)
        return Path(chosen) if chosen else None

    def save_file(self, parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
        """Where to write a file, ``name`` proposed."""
        chosen, _ = QFileDialog.getSaveFileName(parent, title, name, kinds)
        return Path(chosen) if chosen else None

    def folder(self, parent: QWidget, title: str) -> Path | None:
        """A folder."""
        chosen = QFileDialog.getExistingDirectory(parent, title)
        return Path(chosen) if chosen else None


def save_bytes(path: Path, data: bytes) -> None:
    """Write a file the person chose a place for; raises UserError when the place does not take it."""
    with os_errors(f"文件没有写成（{path}）", "台账里的资料没有变化"):
        path.write_bytes(data)
