"""What a new branch file holds before its first entry stays: no undo takes the ground away."""

from datetime import datetime
from pathlib import Path

import pytest

from desktop_app.base.clock import SetClock
from desktop_app.founding import Founding, found_branch, kind_by_name
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


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("中共青石街道丁香里社区支部委员会", "党支部"),
        ("桂花里联合党支部", "党支部"),
        ("中共青石街道工作委员会", "党委"),
        ("中共清河镇委员会", "党委"),
        ("青石街道党工委", "党委"),
        ("中共青石街道清河社区总支部委员会", "党总支"),
        ("清河社区党总支", "党总支"),
        ("桂花里", "党支部"),
    ],
)
def test_the_kind_of_organisation_follows_its_full_name(name: str, kind: str) -> None:
    assert kind_by_name(name) == kind
