"""A superior entered without a code at the founding stands under its own once its card is known."""

from pathlib import Path

import pytest

from desktop_app.founding import Founding, found_branch
from desktop_app.registers.people.orgs import PartyOrg, superiors
from desktop_app.storage import branch_file
from desktop_app.storage.ledger import Ledger
from desktop_app.views.pages.exchange.superior_name import name_superior
from desktop_app.workplace import courier_for
from tests.views.pages.branch import setting

OURS, THEIRS, NAME = "A01", "990101", "中共青石镇委员会"


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """A branch founded by somebody who did not know the superior's code."""
    made = setting()
    found, _ = branch_file.create(tmp_path / "branch.zbf", made, office=OURS, password=None)
    courier = courier_for(found, tmp_path, made.clock)
    found_branch(found, courier, Founding("中共清河社区支部委员会", OURS, superior=NAME))
    return found


def test_the_invented_code_goes(ledger: Ledger) -> None:
    name_superior(ledger, THEIRS)
    assert superiors(ledger) == {THEIRS: NAME}
    assert len(ledger.find(PartyOrg.live().where(PartyOrg.full_name == NAME))) == 1


def test_one_that_stands_here_already_takes_its_place(ledger: Ledger) -> None:
    known = PartyOrg(full_name="中共青石镇委员会（新）", org_code=THEIRS, org_kind="党委")
    ledger.save(known)
    name_superior(ledger, THEIRS)
    assert superiors(ledger) == {THEIRS: "中共青石镇委员会（新）"}
    assert [one.org_code for one in ledger.find(PartyOrg.live().order_by(PartyOrg.org_code))] == [
        THEIRS,
        OURS,
    ]


def test_a_code_that_was_typed_is_left_alone(ledger: Ledger) -> None:
    name_superior(ledger, THEIRS)
    name_superior(ledger, "990102")
    assert superiors(ledger) == {THEIRS: NAME}
