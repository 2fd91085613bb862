"""The second PC of a branch: made by the copy on the stick, then kept in step both ways."""

from datetime import datetime
from pathlib import Path

import pytest

from desktop_app.base.clock import SetClock
from desktop_app.base.errors import UserError
from desktop_app.exchange.courier import Courier
from desktop_app.records.transfer import CONFLICTS, MergeOutcome, MergePlan
from desktop_app.registers import catalogue
from desktop_app.registers.exchange.kinds import STEP, ContentChoice, selection
from desktop_app.registers.people.members import Member
from desktop_app.registers.people.orgs import PartyOrg
from desktop_app.storage import branch_file, keys
from desktop_app.storage.backup import BackupStore, restore
from desktop_app.storage.ledger import Ledger
from desktop_app.workplace import courier_for
from tests.registers.invented_people import member

OFFICE = "ZB01"


class PC:
    """One of the branch's two PCs."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.clock = SetClock(datetime(2026, 11, 23, 9))
        setting = branch_file.Setting(catalogue(), self.clock, lambda _: "")
        self.ledger: Ledger = branch_file.open_file(path, setting)
        self.courier: Courier = courier_for(self.ledger, path.parent, self.clock)

    def hand_to(self, other: "PC", stick: Path) -> MergePlan:
        """What is new here over to the other PC, and its receipt back."""
        chosen = selection(self.ledger, self.ledger.catalogue, STEP, ContentChoice(OFFICE))
        path = self.courier.write(self.courier.prepare(OFFICE, "同步", selection=chosen), stick)
        arrival = other.courier.look_into(path)
        accepted = other.courier.accept(arrival)
        arrival.close()
        self.courier.read_receipt(accepted.data)
        return accepted.plan

    def mobile(self, one: Member) -> str | None:
        found = self.ledger.get(Member, one.uid)
        assert found is not None
        return found.mobile

    def rename(self, one: Member, mobile: str) -> None:
        found = self.ledger.get(Member, one.uid)
        assert found is not None
        found.mobile = mobile
        self.ledger.save(found)


def test_two_pcs_of_a_branch_over_a_week(tmp_path: Path) -> None:
    (stick := tmp_path / "stick").mkdir()
    path = tmp_path / "a" / "branch.zbf"
    path.parent.mkdir()
    made, _ = branch_file.create(
        path,
        branch_file.Setting(catalogue(), SetClock(datetime(2026, 11, 23, 8)), lambda _: ""),
        office=OFFICE,
        password=None,
    )
    branch_file.close(made)
    first = PC(path)
    first.courier.trust.introduce(OFFICE, "春风支部")
    first.courier.notice.confirm()
    home = PartyOrg(full_name="春风支部", org_code=OFFICE, org_kind="党支部")
    one, other = member(1, branch=home.uid), member(2, branch=home.uid)
    first.ledger.save(home, one, other)

    # Monday: the copy on the stick becomes the second PC, a replica of its own with the same keys.
    store = BackupStore(path, keys.unlock(path, None).raw, tmp_path / "backup", first.clock)
    copy = store.hand_over(stick)
    (tmp_path / "b").mkdir()
    restore(copy.path, tmp_path / "b" / "branch.zbf", None)
    second = PC(tmp_path / "b" / "branch.zbf")
    assert second.ledger.replica != first.ledger.replica
    assert second.courier.trust.card == first.courier.trust.card
    assert not second.courier.notice.is_confirmed, "another PC confirms for itself"
    second.courier.notice.confirm()

    # Tuesday to Thursday: each writes, and brings it over.
    second.rename(one, "13911110001")
    assert second.hand_to(first, stick).count(MergeOutcome.UPDATED) >= 1
    assert first.mobile(one) == "13911110001"
    first.rename(other, "13911110002")
    plan = first.hand_to(second, stick)
    assert plan.count(*CONFLICTS) == 0
    assert second.mobile(other) == "13911110002"

    # Friday: both changed one record; the later stands on both, the other waits in the tray of both.
    first.rename(one, "13911110003")
    second.clock.forward(minutes=5)
    second.rename(one, "13911110004")
    assert second.hand_to(first, stick).count(*CONFLICTS) == 1
    first.hand_to(second, stick)
    assert first.mobile(one) == second.mobile(one) == "13911110004"
    trays = []
    for pc in (first, second):
        tray = pc.ledger.catalogue.tray
        assert tray is not None
        trays.append({(row.uid, row.loser) for row in pc.ledger.find(tray.model.live())})
    assert trays[0] == trays[1]
    assert len(trays[0]) == 1
    assert "13911110003" in next(iter(trays[0]))[1]
    for pc in (first, second):
        branch_file.close(pc.ledger)


def test_what_a_pc_wrote_itself_is_no_news_to_it(tmp_path: Path) -> None:
    path = tmp_path / "a" / "branch.zbf"
    path.parent.mkdir()
    setting = branch_file.Setting(catalogue(), SetClock(datetime(2026, 11, 23, 8)), lambda _: "")
    made, _ = branch_file.create(path, setting, office=OFFICE, password=None)
    branch_file.close(made)
    pc = PC(path)
    pc.courier.trust.introduce(OFFICE, "春风支部")
    pc.courier.notice.confirm()
    pc.ledger.save(PartyOrg(full_name="春风支部", org_code=OFFICE, org_kind="党支部"))
    chosen = selection(pc.ledger, pc.ledger.catalogue, STEP, ContentChoice(OFFICE))
    written = pc.courier.write(pc.courier.prepare(OFFICE, "同步", selection=chosen), tmp_path)
    with pytest.raises(UserError, match="本机自己写的包"):
        pc.courier.look_into(written)
    branch_file.close(pc.ledger)
