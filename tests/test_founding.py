"""What a new branch file holds before its first entry stays: no undo takes the ground away."""

from datetime import datetime
from pathlib import Path

from desktop_app.base.clock import SetClock
from desktop_app.founding import Founding, found_branch
from desktop_app.registers import catalogue
from desktop_app.registers.people.orgs import PartyOrg
from desktop_app.storage import branch_file
from desktop_app.workplace import courier_for


def test_founding_a_branch_is_not_undone(tmp_path: Path) -> None:
    setting = branch_file.Setting(catalogue(), SetClock(datetime(2026, 11, 23, 9)), lambda name: "")
    ledger, _ = branch_file.create(tmp_path / "branch.zbf", setting, office="Z001", password=None)
    courier = courier_for(ledger, tmp_path, ledger.clock)
    own = found_branch(ledger, courier, Founding("桂花里支部", "Z001", "青石镇党委"))
    assert ledger.can_undo() is None
    ledger.save(PartyOrg(full_name="第一党小组", org_code="Z001-1", org_kind="党小组"))
    ledger.undo()
    assert ledger.can_undo() is None
    assert ledger.undo() is None
    kept = ledger.get(PartyOrg, own.uid)
    assert kept is not None
    assert kept.removed_at is None
    branch_file.close(ledger)
