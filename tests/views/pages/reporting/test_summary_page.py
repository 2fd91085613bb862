"""The page of summaries: figures open their records, and passing freezes them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.duties.basics.figure import thawed
from desktop_app.duties.summaries.year_figures import year_figures
from desktop_app.registers.reporting.work_summaries import PASSED, WorkSummary
from desktop_app.views.look.theme import Theme
from desktop_app.views.pages.reporting.summary_page import SummaryPage
from tests.views.pages.sample_bench import Bench


@pytest.fixture
def bench(tmp_path: Path, theme: Theme, qtbot: QtBot) -> Iterator[Bench]:
    made = Bench(tmp_path, theme, qtbot, SummaryPage)
    made.show()
    yield made
    made.close()


def test_figures_open_their_lists_and_passing_freezes_them(bench: Bench) -> None:
    (uid,) = [one.uid for one in bench.desk.ledger.find(WorkSummary.live().where(WorkSummary.year == 2026))]
    bench.show(uid=uid)
    pane = bench.page.pane
    now = year_figures(bench.desk.ledger, 2026)
    assert pane.counted == now
    research = next(one for one in now if one.key == "research")
    bench.press(pane.figures.verbs["list", "research"])
    assert [one.uid for one in pane.list_dialog.list.lines()] == list(research.items)
    pane.list_dialog.reject()

    bench.press(pane.step_line.buttons["pass"])
    dialog = bench.page.steps.dialog
    bench.write(dialog.form, passed_on="2026-10-29", approved_by="周慧敏")
    bench.press(dialog.verb_button)
    passed = bench.desk.ledger.get(WorkSummary, uid)
    assert passed.state == PASSED
    assert thawed(passed.figures) == now
    assert not any(one.items for one in year_figures(bench.desk.ledger, 2025))
