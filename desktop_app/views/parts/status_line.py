"""The bottom line: where the data is, that nothing is online, and the backup light."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop_app.views.look.theme import Theme
from desktop_app.views.parts.buttons import LinkButton
from desktop_app.views.parts.labels import ElidedWords, rule
from desktop_app.views.parts.status import LightDot


class StatusLine(QFrame):
    """Quiet facts from left to right, the backup light at the right end."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("look", "foot")
        self.setFixedHeight(theme.click_height)
        self._facts = QHBoxLayout()
        self._facts.setSpacing(theme.unit(12))
        self.help_button = LinkButton(theme, "帮助 F1", "help")
        self.help_button.setToolTip("F1：打开当前页面的帮助")
        self.help_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.light = LightDot(theme)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.unit(20), 0, theme.unit(20), 0)
        row.addLayout(self._facts)
        row.addStretch(1)
        row.setSpacing(theme.unit(12))
        row.addWidget(self.light)
        row.addWidget(self.help_button)
        self.light.hide()

    def set_facts(self, facts: Sequence[str]) -> None:
        """Show these facts, parted by hairlines."""
        while self._facts.count():
            self._facts.takeAt(0).widget().deleteLater()
        for at, fact in enumerate(facts):
            if at:
                line = rule()
                line.setFixedSize(1, self._theme.unit(14))
                self._facts.addWidget(line)
            words = ElidedWords(self._theme, steps=-1, colour=self._theme.colours.text_soft)
            words.setText(fact)
            self._facts.addWidget(words)

    def set_light(self, words: str, state: str) -> None:
        """Show the backup light; ``state`` is good, warn, bad or off."""
        self.light.set_state(words, state)
        self.light.show()
