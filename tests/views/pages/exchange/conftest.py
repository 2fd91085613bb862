"""A branch and its committee with one stick between them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.views.look.theme import Theme
from tests.views.pages.branch import OFFICE
from tests.views.pages.offices import COMMITTEE, Office, office


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    made = tmp_path / "STICK"
    made.mkdir()
    return made


@pytest.fixture
def pair(tmp_path: Path, theme: Theme, qtbot: QtBot, stick: Path) -> Iterator[tuple[Office, Office]]:
    """A branch and its committee that know each other, the stick in both of them."""
    with (
        office(tmp_path / "a", theme, qtbot, OFFICE, "清河社区支部") as branch,
        office(tmp_path / "b", theme, qtbot, COMMITTEE, "青石镇党委") as committee,
    ):
        branch.desk.courier.trust.keep(committee.desk.courier.trust.card)
        committee.desk.courier.trust.keep(branch.desk.courier.trust.card)
        for one in (branch, committee):
            one.sticks.append(stick)
        yield branch, committee
