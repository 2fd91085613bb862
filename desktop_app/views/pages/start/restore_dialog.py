"""What a backup holds, asked about in a dialog when a branch is open already."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.views.look.theme import Theme
from desktop_app.views.pages.start.start_choice import PutBackupBack
from desktop_app.views.pages.start.start_restore import LookedInto, PreviewPane
from desktop_app.views.parts.dialogs import FittedDialog


class RestoreDialog(FittedDialog):
    """``ask`` gives what was decided, None when nothing is to be replaced."""

    def __init__(self, theme: Theme, looked: LookedInto, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("恢复备份")
        self.setMinimumWidth(theme.unit(560))
        self.pane = PreviewPane(theme)
        self.pane.back_button.setText("先不恢复")
        self.pane.show_facts(looked)
        self.pane.chosen.connect(self._decided)
        self.pane.left.connect(self.reject)
        edge = theme.unit(24)
        column = QVBoxLayout(self)
        column.setContentsMargins(edge, edge, edge, theme.unit(20))
        column.addWidget(self.pane)
        self.decided: PutBackupBack | None = None

    def ask(self) -> PutBackupBack | None:
        """Show it and wait."""
        self.exec()
        return self.decided

    def _decided(self, choice: PutBackupBack) -> None:
        self.decided = choice
        self.accept()
