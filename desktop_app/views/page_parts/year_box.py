"""年度: the choice of a year that goes along when the year turns."""

from collections.abc import Callable, Sequence

from desktop_app.views.look.theme import Theme
from desktop_app.views.parts.choice_box import ChoiceBox


class YearBox(ChoiceBox):
    """The years there are to look at; ``chosen`` is called when a hand chose one.

    A page that stood on the present year stands on the new one after New Year's Eve; one that was put on
    an earlier year stays there.
    """

    def __init__(self, theme: Theme, chosen: Callable[[], object]) -> None:
        super().__init__(theme)
        self._present: int | None = None
        self.setAccessibleName("年度")
        self.activated.connect(lambda _at: chosen())

    def show_years(self, years: Sequence[int], present: int) -> None:
        """Offer these years, ``present`` being that of today."""
        follows = self.value() in (None, self._present)
        self.set_pairs([(year, f"{year}年") for year in years])
        if follows:
            self.set_value(present)
        self._present = present

    def year(self) -> int:
        """The chosen year."""
        return int(str(self.value()))
