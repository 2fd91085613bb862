"""The theme handed to every widget: colours, sizes that grow with the font, fonts and icons."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QFont, QFontMetrics

from desktop_app.views.look.icons import IconSet
from desktop_app.views.look.tokens import Colours

POINT_CHOICES = (12, 14, 16, 18)
_BASE_POINTS = 12


class Theme:
    """What a widget needs to draw itself; made once per window and passed as an argument.

    ``points`` is the base font size in pt. Sizes are asked for in *units*, pixels as they
    would be at 12 pt, and grow with the font, so that nothing is cut at 18 pt.
    """

    def __init__(self, resources: Path, families: Sequence[str], points: int = _BASE_POINTS) -> None:
        self.points = points
        self.colours = Colours()
        self.resources = resources
        self.families = tuple(families)
        self.icons = IconSet(resources / "icons")

    def unit(self, units: float) -> int:
        """Length in px of ``units`` (px at 12 pt), rounded, never below 1."""
        return self.scaled(units, self.points)

    @staticmethod
    def scaled(units: float, points: int) -> int:
        """Length in px of ``units`` at ``points`` pt."""
        return max(1, round(units * points / _BASE_POINTS))

    def font(self, steps: float = 0, *, bold: bool = False) -> QFont:
        """The interface font, ``steps`` points larger or smaller than the base at 12 pt."""
        font = QFont()
        font.setFamilies(list(self.families))
        font.setPointSizeF((_BASE_POINTS + steps) * self.points / _BASE_POINTS)
        font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
        font.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
        return font

    def text_width(self, text: str, steps: float = 0, *, bold: bool = False) -> int:
        """Width in px of one line of ``text``."""
        return QFontMetrics(self.font(steps, bold=bold)).horizontalAdvance(text)

    @property
    def click_height(self) -> int:
        """Least height in px of anything to be clicked."""
        return self.unit(36)

    @property
    def main_height(self) -> int:
        """Height in px of a main button."""
        return self.unit(44)
