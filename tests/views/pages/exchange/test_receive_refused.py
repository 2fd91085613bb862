"""Packages that are not believed, and sticks that are pulled, by hand: told in words, nothing taken."""

import io
import shutil
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.exchange.envelope import write_package
from desktop_app.exchange.identity import OfficeKeys
from desktop_app.exchange.manifest import Manifest, Stream
from desktop_app.exchange.refusal import Refusal
from desktop_app.registers.people.members import Member
from tests.views.pages.exchange.stick_bench import LEFT, open_page, send, words_in
from tests.views.pages.offices import COMMITTEE, Office


def strangers_package(committee: Office) -> bytes:
    return sealed(OfficeKeys.new("990199", "来路不明的支部"), committee, schema_version=1)


def sealed(keys: OfficeKeys, committee: Office, schema_version: int) -> bytes:
    """An empty package for the committee."""
    manifest = Manifest(
        id="0" * 32,
        kind="full",
        from_office=keys.code,
        from_replica="ab12",
        to=(COMMITTEE,),
        schema_version=schema_version,
        app_version="0.1.0",
        written_at="2026-11-20T09:00",
        subject="11月资料",
        stream=Stream(after={}, upto={"ab12": 1}),
    )
    file = io.BytesIO()
    write_package(file, manifest, [], keys, [committee.desk.courier.trust.card])
    return file.getvalue()


@pytest.mark.parametrize("fault", ["cut", "altered", "stranger", "newer", "no package"])
def test_a_package_not_to_be_believed_says_why_and_changes_nothing(
    pair: tuple[Office, Office], qtbot: QtBot, stick: Path, fault: str
) -> None:
    branch, committee = pair
    data = send(branch, qtbot).read_bytes()
    middle = len(data) // 2
    told = {
        "cut": (data[:middle], {Refusal.CUT_SHORT, Refusal.ALTERED}),
        "altered": (data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :], {Refusal.ALTERED}),
        "stranger": (strangers_package(committee), {Refusal.UNKNOWN_SENDER}),
        "newer": (sealed(branch.desk.courier.trust.keys, committee, 999), {Refusal.NEWER_FORMAT}),
        "no package": (b"nothing of the kind", {Refusal.NOT_A_PACKAGE}),
    }
    bad, refusals = told[fault]
    committee.hands.file = stick / "bad.zbb"
    committee.hands.file.write_bytes(bad)
    before = committee.desk.ledger.can_undo(), len(committee.desk.ledger.find(Member.live()))
    pane = open_page(committee, qtbot, "receive")
    qtbot.mouseClick(pane.list.file_button, LEFT)
    committee.idle(qtbot)
    assert pane.list.trouble.error.what in {refusal.sentence for refusal in refusals}
    assert pane.list.trouble.error.what in words_in(pane)
    assert pane.stack.currentWidget() is pane.list
    assert (committee.desk.ledger.can_undo(), len(committee.desk.ledger.find(Member.live()))) == before
    assert not committee.desk.backup_store.backups()


def test_a_stick_pulled_before_the_receipt_is_told_and_the_receipt_written_again(
    pair: tuple[Office, Office], qtbot: QtBot, stick: Path, tmp_path: Path
) -> None:
    branch, committee = pair
    path = send(branch, qtbot)
    pane = open_page(committee, qtbot, "receive")
    pane.look_into([path])
    committee.idle(qtbot)
    away = tmp_path / "pulled"
    shutil.move(stick, away)
    qtbot.mouseClick(pane.preview.accept_button, LEFT)
    qtbot.waitUntil(lambda: pane.stack.currentWidget() is pane.result, timeout=10_000)
    committee.idle(qtbot)
    assert pane.result.trouble.error is not None
    assert pane.result.retry_button.isVisible()
    assert len(committee.desk.ledger.find(Member.live())) == 12
    shutil.move(away, stick)
    qtbot.mouseClick(pane.result.retry_button, LEFT)
    committee.idle(qtbot)
    assert not pane.result.retry_button.isVisible()
    assert pane.batch.opened[0].receipt.exists()
