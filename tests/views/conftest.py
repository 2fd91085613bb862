"""The theme every test of the window is drawn in."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.storage.ledger import Ledger
from desktop_app.views.look.start import apply_look
from desktop_app.views.look.theme import Theme
from tests.views.desk_driver import Driver, make_branch, open_desk


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    """The look of the program at 12 pt, put on once."""
    return apply_look(qapp, 12)


@pytest.fixture
def make_desk(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, qtbot: QtBot, theme: Theme
) -> Iterator[Callable[..., Driver]]:
    """Opens a window on a fresh branch file with a few members; see tests/views/desk_driver.py."""
    drivers: list[Driver] = []

    def make(people: int = 6, sow: Callable[[Ledger], None] | None = None) -> Driver:
        """``sow`` writes what else the branch holds before it is copied."""
        model = tmp_path_factory.getbasetemp() / f"branch-of-{people}-{sow.__name__ if sow else 'none'}"
        if not model.exists():
            make_branch(model, people, sow)
        drivers.append(Driver(open_desk(tmp_path, theme, people, model=model), qtbot))
        return drivers[-1]

    yield make
    for driver in drivers:
        driver.close()
