"""The theme every test of the window is drawn in."""

import pytest
from PySide6.QtWidgets import QApplication

from desktop_app.views.look.start import apply_look
from desktop_app.views.look.theme import Theme


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    """The look of the program at 12 pt, put on once."""
    return apply_look(qapp, 12)
