"""The answers given to a sheet come back with it after a kill, until it is taken in."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.views.look.theme import Theme
from desktop_app.views.page_parts.unfinished import unfinished
from desktop_app.views.pages.tables.import_page import ImportPage
from tests.views.pages.branch import OFFICE
from tests.views.pages.offices import Office, office
from tests.views.pages.tables.test_import_page import OLD, answer_all, check, page_of

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def home(tmp_path: Path, theme: Theme, qtbot: QtBot) -> Iterator[Office]:
    with office(tmp_path / "a", theme, qtbot, OFFICE, "清河社区支部") as made:
        made.hands.place = tmp_path
        made.shell.add_page(
            "import", "导入", "import", "", lambda: ImportPage(made.desk, made.shell, made.hands)
        )
        yield made


def test_answers_given_are_offered_with_the_sheet_again_until_it_is_taken_in(
    home: Office, qtbot: QtBot
) -> None:
    page = page_of(home, qtbot, path=str(OLD), register="member")
    check(page, home, qtbot)
    asked = page.check_leaf.question
    qtbot.mouseClick(page.check_leaf.choices[0], LEFT)
    home.idle(qtbot)
    given = dict(page.plan.answers.given)
    assert page.check_leaf.question != asked
    (left,) = unfinished(home.desk.ledger)
    assert (left.words(), left.name) == ("有一份没写完的导入", OLD.name)
    home.shell.go("home")
    key, args = left.place
    home.shell.go(key, **args)
    home.idle(qtbot)
    qtbot.waitUntil(lambda: page.stack.currentIndex() == 1)
    assert not page.plan.answers.given
    qtbot.mouseClick(page.draft.bar.button, LEFT)
    home.idle(qtbot)
    qtbot.waitUntil(lambda: page.plan.answers.given == given)
    assert page.draft.bar is None
    check(page, home, qtbot)
    assert page.check_leaf.question != asked
    answer_all(page, home, qtbot)
    qtbot.mouseClick(page.check_leaf.import_button, LEFT)
    home.idle(qtbot)
    qtbot.waitUntil(lambda: unfinished(home.desk.ledger) == [])
