"""What is put on a stick that stays plugged in is found without pulling it out."""

import shutil
from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop_app.records.transfer import Incoming, MergeOutcome, MergePlan
from desktop_app.views.pages.exchange.receive_result import deeds_in
from tests.views.pages.exchange.stick_bench import open_page, send
from tests.views.pages.offices import Office


def test_a_package_that_comes_later_is_listed_and_one_taken_off_goes(
    pair: tuple[Office, Office], qtbot: QtBot, stick: Path, tmp_path: Path
) -> None:
    branch, committee = pair
    package = send(branch, qtbot)
    aside = tmp_path / package.name
    shutil.move(package, aside)
    pane = open_page(committee, qtbot, "receive")
    assert pane.list.packages.model.lines == []
    shutil.copy(aside, package)
    pane.list.stick.look()
    committee.idle(qtbot)
    assert [line.key for line in pane.list.packages.model.lines] == [package]
    before = pane.list.packages.model.lines
    pane.list.stick.look()
    assert pane.list.packages.model.lines is before
    package.unlink()
    pane.list.stick.look()
    committee.idle(qtbot)
    assert pane.list.packages.model.lines == []


def test_only_a_package_of_a_deed_leads_on_to_it() -> None:
    def plan(kind: str, outcome: MergeOutcome) -> MergePlan:
        incoming = Incoming("p", "", "A01", kind=kind)
        return MergePlan(incoming, {("transfer_offer", outcome): 1})

    assert deeds_in([plan("transfer", MergeOutcome.NEW)]) == {"transfer_offer"}
    assert deeds_in([plan("transfer", MergeOutcome.SAME)]) == set()
    assert deeds_in([plan("step", MergeOutcome.NEW)]) == set()
