"""检查前自查 on a seeded branch file: the planted gaps and no other, each with a way that opens."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.duties.summaries.self_inspection import inspect
from desktop_app.storage.backup import Light
from desktop_app.storage.ledger import Ledger
from desktop_app.views.look.theme import Theme
from desktop_app.views.pages.rectification.inspection_page import InspectionPage, place_of_gap
from tests.duties.summaries.planted.all_gaps import plant
from tests.duties.summaries.planted.planting import FIRST, TODAY, clean
from tests.printing.documents.reading import bare
from tests.printing.type.reading import text_of
from tests.views.pages.seeded import SeededFile, Window


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Ledger, Counter[str]]]:
    """The branch file with the gaps in it, and what was planted."""
    branch = SeededFile.made(tmp_path_factory.mktemp("seeded"), FIRST)
    assert branch.org is not None  # the file was begun before what is looked at
    branch.ledger.clock.set(datetime(TODAY.year, TODAY.month, TODAY.day, 9, 0))
    planted = plant(branch, clean(branch))
    yield branch.ledger, planted
    branch.close()


@pytest.fixture
def window(seeded: tuple[Ledger, Counter[str]], theme: Theme, qtbot: QtBot) -> Iterator[Window]:
    made = Window(seeded[0], theme, qtbot)
    yield made
    made.desk.bridge.shut()


def test_exactly_the_planted_gaps_are_found(seeded):
    ledger, planted = seeded
    assert planted.total() >= 120
    assert Counter(gap.title for gap in inspect(ledger, FIRST)) == planted


def test_each_gap_leads_to_a_page_that_opens_its_record(seeded, window):
    places = [(gap, *place_of_gap(seeded[0], gap)) for gap in inspect(seeded[0], FIRST)]
    assert [gap for gap, _, args in places if not args] == []
    # A page opens all records of one register alike: one of each register and way is shown.
    ways = {(key, gap.register, tuple(args)): (gap, key, args) for gap, key, args in places}
    assert len(ways) > 20
    for gap, key, args in ways.values():
        page = window.go(key, **args)
        assert window.shell.pages.current_key == key
        form = getattr(getattr(page, "view", None), "form", None)
        if form is not None:  # the plain page of a register
            record = form.record
            assert all(getattr(record, name) == value for name, value in gap.preset)
            assert gap.preset or record.uid == args["uid"]


def test_the_page_groups_counts_and_goes(seeded, window, qtbot):
    page = window.go("inspection")
    assert isinstance(page, InspectionPage)
    found = inspect(seeded[0])
    assert page.count_words() == f"{len(found)} 处，{len({gap.title for gap in found})} 类"
    assert page.kinds.lines()[0].pill == str(len(found))
    page.kinds.choose("销号没有佐证")
    lines = page.list.lines()
    assert [line.pill for line in lines] == ["去补"]
    spot = page.list.spot(lines[0].uid)
    qtbot.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    window.settle()
    assert window.shell.pages.current_key == "issues"
    assert window.shell.current_page().pane.item.issue.uid == lines[0].uid.split(":")[1]


def test_it_prints_as_a_list_of_problems(seeded, window):
    planted = seeded[1]
    told = bare("".join(text_of(window.desk.renderer.make("self_inspection", first=FIRST).pdf)))
    assert f"共{planted.total()}处" in told
    assert all(bare(f"{kind} {n} 处") in told for kind, n in planted.items())


def test_home_leads_there(window, qtbot):
    window.desk.backup_store = SimpleNamespace(
        lights=lambda: [Light("warn", "还没有备份")], heard=[], second=None, path=Path()
    )
    page = window.go("home")
    qtbot.mouseClick(page.inspect_button, Qt.MouseButton.LeftButton)
    window.settle()
    assert window.shell.pages.current_key == "inspection"
