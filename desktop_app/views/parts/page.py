"""What the shell asks of a page, and a base that answers for pages with nothing to say."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.views.look.theme import Theme


class Page(QWidget):
    """A page of the window. ``headline_changed`` lets the shell read title, count and actions again.

    A page that wants the search box of the header answers ``search_hint`` with words; the box is
    hidden otherwise. The ``on_…`` methods are called by the shell.
    """

    headline_changed = Signal()

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.title = title
        self.setProperty("look", "clear")

    def count_words(self) -> str:
        """Words beside the title, e.g. "共 46 人"; empty for none."""
        return ""

    def actions(self) -> Sequence[QWidget]:  # type: ignore[override]
        """Buttons for the right end of the header, the main one last. The shell takes them over."""
        return ()

    def search_hint(self) -> str:
        """What the search box looks through here; empty hides the box."""
        return ""

    def on_search(self, words: str) -> None:
        """The user looks for ``words`` ("" = everything)."""

    def on_shown(self, **args: object) -> None:
        """The page comes into sight, with what the link to it carried."""

    def here(self) -> dict[str, object] | None:
        """What ``on_shown`` takes to show again what is in sight; None for what it was shown with."""
        return None

    def catch_up(self) -> None:
        """The page is in sight: what it shows is read again if that is out of date."""

    def on_print(self) -> bool:
        """Ctrl+P; True when the page has printed or opened its preview."""
        return False

    def on_paste(self) -> bool:
        """Ctrl+V outside an editor; True when the page has taken, or refused, what lies on the clipboard."""
        return False

    def may_leave(self) -> bool:
        """Whether another page may be shown now; a page keeps its draft and says True."""
        return True
