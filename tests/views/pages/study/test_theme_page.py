"""主题教育: the figures of the four measures open their lists; plan and projects are written beside them."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.registers.rectification.research import Research
from desktop_app.registers.study.theme_batches import FINISHED, ThemeBatch, ThemeProject, ThemeTask
from desktop_app.views.look.theme import Theme
from tests.views.pages.sample_bench import Bench
from tests.views.pages.seeded import SeededFile, Window

TODAY = date(2026, 11, 23)


class Themes(Window):
    """A branch of two with one batch: a session, a visit, and one project under way."""

    def __init__(self, folder: Path, theme: Theme, qtbot: QtBot) -> None:
        branch = self.branch = SeededFile.made(folder, TODAY)
        self.one, self.two = branch.members(2)
        self.batch = branch.add(
            ThemeBatch(
                name="学思想主题教育", from_on=date(2026, 3, 16), demand="学思想、强党性", notice="街道通知",
                leader=self.one.uid,
            )
        )  # fmt: skip
        self.session = branch.study(date(2026, 4, 10), "2", batch=self.batch.uid, title="读第一章")
        branch.came(self.session, self.one)
        self.visit = branch.add(Research(title="看灯", on=date(2026, 5, 1), batch=self.batch.uid))
        self.project = branch.add(
            ThemeProject(
                batch=self.batch.uid, kind="实事", item="送热饭", lead_officer=self.one.uid,
                owner=self.one.uid, due_on=date(2026, 12, 1), state="办理中",
            )
        )  # fmt: skip
        super().__init__(branch.ledger, theme, qtbot)
        self.page = self.go("themes")

    @property
    def pane(self) -> Any:
        return self.page.pane

    write = Bench.write


@pytest.fixture
def themes(tmp_path: Path, theme: Theme, qtbot: QtBot) -> Iterator[Themes]:
    made = Themes(tmp_path, theme, qtbot)
    yield made
    made.desk.bridge.shut()
    made.branch.close()


def test_every_figure_of_the_four_measures_opens_its_list(themes: Themes) -> None:
    pane = themes.pane
    for place, button in pane._figures.items():
        themes.press(button)
        figure = pane._figure(place)
        assert pane.side.title.text() == f"{place[0]}：{figure.words}"
        assert [line.uid for line in pane.side.list._lines.lines] == list(figure.items)
    assert pane._figures["理论学习", "studies"].text() == "学习 1次"
    assert pane._figures["调查研究", "visits"].text() == "调研 1次"


def test_a_task_is_written_for_the_first_measure_without_one(themes: Themes) -> None:
    pane = themes.pane
    pane.tabs.setCurrentIndex(1)
    themes.press(pane.tasks.add_button)
    dialog = pane.dialog
    themes.write(dialog.form, task="通读纲要", due_on="2026.12.1", owner=themes.one.name)
    themes.press(dialog.verb_button)
    (task,) = themes.branch.find(ThemeTask.live())
    assert (task.measure, task.task, task.owner) == ("理论学习", "通读纲要", themes.one.uid)
    assert "任务 1 项" in themes.page.pane.about.text()


def test_a_project_is_finished_with_its_progress_and_day(themes: Themes) -> None:
    pane = themes.pane
    pane.tabs.setCurrentIndex(2)
    themes.press(pane.projects.verbs["finish", themes.project.uid])
    dialog = pane.project_steps.dialog
    themes.press(dialog.verb_button)
    assert themes.branch.ledger.get(ThemeProject, themes.project.uid).state != FINISHED
    themes.write(dialog.form, progress="送了两个月", finished_on="2026.11.20")
    themes.press(dialog.verb_button)
    done = themes.branch.ledger.get(ThemeProject, themes.project.uid)
    assert (done.state, done.finished_on) == (FINISHED, date(2026, 11, 20))
