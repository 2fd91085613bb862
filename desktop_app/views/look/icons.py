"""Icons: one-colour SVG drawings, tinted and rendered sharp for the screen when first asked for."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer


class IconSet:
    """The icons of one folder; rendered pictures are kept for the life of this object."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._pictures: dict[tuple[str, str, bool, int, float], QPixmap] = {}

    def names(self) -> list[str]:
        """Names that can be asked for, sorted."""
        return sorted(path.stem for path in self._folder.glob("*.svg") if "." not in path.stem)

    def picture(
        self, name: str, colour: str, size: int, *, filled: bool = False, ratio: float = 1.0
    ) -> QPixmap:
        """The drawing in one colour, ``size`` px square, for a screen of that pixel ratio.

        Raises FileNotFoundError for a name without a drawing: that is our slip, not the user's.
        """
        key = (name, colour, filled, size, ratio)
        if key not in self._pictures:
            self._pictures[key] = self._render(name, colour, size, filled, ratio)
        return self._pictures[key]

    def icon(self, name: str, colour: str, size: int, *, filled: bool = False, gap: int = 0) -> QIcon:
        """The same as a QIcon for buttons and actions, sharp on the densest screen attached.

        ``gap`` px of empty room follow on the right, because Qt sets words close to an icon.
        """
        screens = QGuiApplication.screens()
        ratio = max((screen.devicePixelRatio() for screen in screens), default=1.0)
        picture = self.picture(name, colour, size, filled=filled, ratio=ratio)
        if not gap:
            return QIcon(picture)
        wide = QPixmap(round((size + gap) * ratio), picture.height())
        wide.setDevicePixelRatio(ratio)
        wide.fill(Qt.GlobalColor.transparent)
        painter = QPainter(wide)
        painter.drawPixmap(0, 0, picture)
        painter.end()
        return QIcon(wide)

    def paint(
        self, painter: QPainter, x: int, y: int, name: str, colour: str, size: int, *, filled: bool = False
    ) -> None:
        """Draw the icon with its top left corner at x, y (px)."""
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(x, y, self.picture(name, colour, size, filled=filled, ratio=ratio))

    def _render(self, name: str, colour: str, size: int, filled: bool, ratio: float) -> QPixmap:
        path = self._folder / f"{name}.filled.svg"
        if not filled or not path.exists():
            path = self._folder / f"{name}.svg"
        drawing = path.read_text(encoding="utf-8").replace("<svg ", f'<svg fill="{colour}" ', 1)
        edge = round(size * ratio)
        picture = QPixmap(edge, edge)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(0, 0, edge, edge))
        painter.end()
        picture.setDevicePixelRatio(ratio)
        return picture
