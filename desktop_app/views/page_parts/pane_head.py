"""The heading of a record's pane, and how it gives way to the tabs under it on a low screen."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.views.look.theme import Theme
from desktop_app.views.page_parts.meeting_sheet import Scrolled
from desktop_app.views.parts.buttons import LinkButton
from desktop_app.views.parts.labels import ElidedWords
from desktop_app.views.parts.status import StepRail
from desktop_app.views.parts.tabs import Tabs

# Units of height a form wants besides the least of the tabs: its banner stands over it.
_FORM_MORE = 80
# Units of height under which rail and form together leave the form three lines.
_LOW = 640


class PaneHead(QVBoxLayout):
    """What stands over the tabs, filled through ``column``.

    Where it leaves the tabs no room it first goes without its rail, then folds into one line: the record's
    name, and a button that shows the whole heading in place of the tabs. ``name`` is that name.
    """

    def __init__(self, theme: Theme, tabs: Tabs) -> None:
        super().__init__()
        self._theme, self._tabs = theme, tabs
        self._corner = tabs.cornerWidget()
        self.name = ""
        self.setSpacing(theme.unit(8))
        self.bar = QWidget()
        line = self._line = QHBoxLayout(self.bar)
        line.setContentsMargins(0, 0, 0, 0)
        self.title = ElidedWords(theme, bold=True)
        self.fold_button = LinkButton(theme, "情况和步骤", "down")
        self.fold_button.setCheckable(True)
        self.fold_button.toggled.connect(lambda _on: self._show())
        line.addWidget(self.title, 1)
        line.addWidget(self.fold_button)
        self.body = QWidget()
        self.column = QVBoxLayout(self.body)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.unit(8))
        self.frame = Scrolled(theme, 100)
        self.addWidget(self.bar)
        self.addWidget(self.body)
        self.addWidget(self.frame, 1)
        self.is_folded = self._is_short = False
        # Hidden, never shown here: without a parent yet they would be windows of their own.
        self.bar.hide()
        self.frame.hide()

    def fit(self, room: QSize, *, is_form: bool) -> None:
        """Take what height ``room`` has beside the tabs; ``is_form`` says whether a form stands in front."""
        theme, tabs = self._theme, self._tabs
        width = room.width() - theme.unit(32)
        high = room.height() - theme.unit(24) - self.spacing() - tabs.minimumHeight()
        if is_form:
            high -= theme.unit(_FORM_MORE)
        below = list[StepRail](self.body.findChildren(StepRail))
        rails = [one for one in below if one.parentWidget() is self.body]
        height = {one: one.sizeHint().height() + self.column.spacing() for one in rails}
        bare = (
            self.column.totalHeightForWidth(width)
            if self.column.hasHeightForWidth()
            else (self.column.totalSizeHint().height())
        )
        bare -= sum(height[one] for one in rails if not one.isHidden())
        self._is_short = self._corner is not None and self._is_corner_too_wide(width)
        if self._is_short:
            high -= theme.click_height + self.spacing()
        gives_way = is_form and room.height() < theme.unit(_LOW)
        self.is_folded = bare > high
        whole = self.is_folded or (not gives_way and bare + sum(height.values()) <= high)
        for one in rails:
            if one.isHidden() == whole:
                one.setVisible(whole)
        self._show()

    def _is_corner_too_wide(self, width: int) -> bool:
        corner = self._corner
        assert corner is not None
        return self._tabs.tabBar().sizeHint().width() + corner.sizeHint().width() > width

    def _show(self) -> None:
        folded, tabs = self.is_folded, self._tabs
        opened = folded and self.fold_button.isChecked()
        self.title.setText(self.name if folded else "")
        self._place_corner()
        _turn(self.bar, folded or self._is_short)
        _turn(self.fold_button, folded)
        if folded and self.frame.widget() is None:
            self.removeWidget(self.body)
            self.frame.setWidget(self.body)
        elif not folded and self.frame.widget() is not None:
            self.frame.takeWidget()
            self.insertWidget(1, self.body)
            self.body.show()
        _turn(self.frame, opened)
        _turn(tabs, not opened)

    def _place_corner(self) -> None:
        """What stands in the corner of the tabs stands above them where their row is short."""
        corner = self._corner
        if corner is None:
            return
        above = corner.parentWidget() is self.bar
        if self._is_short and not above:
            self._tabs.setCornerWidget(None)  # type: ignore[arg-type]
            self._line.addWidget(corner)
            corner.show()
        elif not self._is_short and above:
            self._line.removeWidget(corner)
            self._tabs.setCornerWidget(corner)
            corner.show()


def _turn(widget: QWidget, on: bool) -> None:
    if widget.isHidden() == on:
        widget.setVisible(on)
