"""The desk the pages are tried at."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.storage import branch_file
from desktop_app.views.look.theme import Theme
from desktop_app.views.parts.page import Page
from desktop_app.views.shell import Shell
from tests.views.pages.branch import lay_desk, make_branch


@pytest.fixture
def branch(tmp_path: Path) -> Iterator[Any]:
    """(ledger, uids by name) of a fresh branch."""
    ledger, uids = make_branch(tmp_path / "branch.zbf")
    yield ledger, uids
    branch_file.close(ledger)


@pytest.fixture
def desk(branch: Any, theme: Theme, qtbot: QtBot) -> Iterator[Any]:
    made = lay_desk(branch[0], theme)
    yield made
    made.bridge.shut()


class Elsewhere(Page):
    """Any other page: remembers what it was shown with."""

    def on_shown(self, **args: object) -> None:
        self.shown = args


@pytest.fixture
def shell(theme: Theme, qtbot: QtBot) -> Shell:
    """An open window with stand-ins for the pages that others make."""
    made = Shell(theme, "支部台账")
    qtbot.addWidget(made)
    for key in ("home", "issues", "report", "hours"):
        made.add_page(key, key, "home", "", lambda key=key: Elsewhere(theme, key))
    made.resize(1366, 768)
    made.show()
    made.activateWindow()
    made.go("home")
    return made
