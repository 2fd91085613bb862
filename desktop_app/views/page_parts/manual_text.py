"""A topic of the manual as it is read: the program's letters, room between lines, pictures as wide as fit."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import (
    QFont,
    QImage,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QTextBrowser

from desktop_app.views.look.theme import Theme

_LINE_PERCENT = 118
# Pictures keep away from the edge by this much, so that no bar for scrolling sideways comes up.
_EDGE = 4


class ManualText(QTextBrowser):
    """Shows Markdown; pictures are looked for in ``folder`` and never wider than the text."""

    def __init__(self, theme: Theme, folder: Path) -> None:
        super().__init__()
        self._theme, self._folder = theme, folder
        self._pictures: dict[str, QImage] = {}
        self.setOpenLinks(False)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setStyleSheet("QTextEdit { border: none; background: transparent; }")
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)

    def show_text(self, text: str, heading: str = "") -> None:
        """Show a topic from its start, or from the heading that speaks of ``heading``."""
        document = self.document()
        document.clear()
        document.setDefaultFont(self._theme.font())
        document.setMarkdown(text)
        names = {one.toImageFormat().name() for one in document.allFormats() if one.isImageFormat()}
        self._pictures = {name: QImage(str(self._folder / name)) for name in sorted(names)}
        self._space_out(document)
        self._fit_pictures()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        at = _block_of_heading(document, heading) if heading else None
        if at is not None:
            self.setTextCursor(QTextCursor(at))
            layout = document.documentLayout()
            self.verticalScrollBar().setValue(int(layout.blockBoundingRect(at).top()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_pictures()

    def picture_widths(self) -> dict[str, int]:
        """The pictures of the topic in sight → how wide they are shown; 0 for one that is not there."""
        kind = QTextDocument.ResourceType.ImageResource.value
        found = {name: self.document().resource(kind, QUrl(name)) for name in self._pictures}
        return {
            name: round(image.deviceIndependentSize().width()) if isinstance(image, QImage) else 0
            for name, image in found.items()
        }

    def _fit_pictures(self) -> None:
        document, ratio = self.document(), self.devicePixelRatioF()
        room = self.viewport().width() - 2 * int(document.documentMargin()) - _EDGE
        for name, image in self._pictures.items():
            width = min(image.width(), max(room, 1))
            if image.isNull():
                continue
            fitted = image.scaledToWidth(round(width * ratio), Qt.TransformationMode.SmoothTransformation)
            fitted.setDevicePixelRatio(ratio)
            document.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(name), fitted)
        if self._pictures:
            document.markContentsDirty(0, document.characterCount())

    def _space_out(self, document: QTextDocument) -> None:
        theme, sizes = self._theme, {1: 8.0, 2: 3.0, 3: 1.0}
        block = document.begin()
        while block.isValid():
            level = block.blockFormat().headingLevel()
            cursor = QTextCursor(block)
            shape = QTextBlockFormat()
            shape.setLineHeight(_LINE_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            shape.setTopMargin(theme.unit(20 if level > 1 else 0))
            shape.setBottomMargin(theme.unit(10 if level else 6))
            cursor.mergeBlockFormat(shape)
            if level:
                letters = QTextCharFormat()
                letters.setFont(theme.font(sizes.get(level, 0.0), bold=True))
                letters.setFontWeight(QFont.Weight.Bold)
                cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
                cursor.mergeCharFormat(letters)
            block = block.next()


def _block_of_heading(document: QTextDocument, words: str) -> QTextBlock | None:
    block = document.begin()
    while block.isValid():
        if block.blockFormat().headingLevel() > 1 and words in block.text():
            return block
        block = block.next()
    return None
