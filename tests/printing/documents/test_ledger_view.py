"""Whose papers these are: the name as on the seal, of a branch and of a committee."""

import pytest

from desktop_app.printing.documents.ledger_view import branch_name
from desktop_app.registers.people.orgs import PartyOrg
from tests.printing.documents.office import Office


@pytest.mark.parametrize("kind", ["党支部", "党委"])
def test_papers_bear_the_name_of_the_office_whatever_it_is(own_office: Office, kind: str) -> None:
    ledger = own_office.ledger
    org = ledger.get(PartyOrg, own_office.org.uid)
    org.org_kind, org.full_name = kind, "中共安和街道工作委员会"
    ledger.save(org)
    assert branch_name(ledger) == "中共安和街道工作委员会"
