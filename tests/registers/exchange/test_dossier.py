"""What goes along with a member is decided for every register and box, and read back only as it should be."""

import json
from random import Random

import pytest

from desktop_app.base.errors import UserError
from desktop_app.registers.exchange.dossier import LOCAL, MADE, Dossier, gather, read_dossier
from desktop_app.registers.people.org_transfers import OrgTransfer
from tests.registers.desk import CATALOGUE, Desk
from tests.registers.invented_people import member


def dossier() -> Dossier:
    desk = Desk()
    person = desk.add(member(0))
    letter = OrgTransfer(
        direction="转出", member=person.uid, from_org="甲党委", to_org="乙党委", valid_days=30
    )
    return gather(person, letter, desk)


def test_what_goes_along_is_boxes_there_are_and_no_link_to_records_of_the_branch_left_behind():
    for name, (model, boxes) in MADE.items():
        register = CATALOGUE[name]
        assert register.model is model
        assert set(boxes) <= set(register.boxes)
        assert not set(boxes) & register.kept_back
        assert [box for box in boxes if hasattr(register.boxes[box], "to")] == []
        assert [box for box in boxes if register.boxes[box].machine and box != "probation_end"] in (
            [],
            ["rate"],
        )


def test_every_box_of_the_roster_goes_along_or_is_known_to_be_local():
    assert set(MADE["member"][1]) | LOCAL == set(CATALOGUE["member"].boxes)
    assert not set(MADE["member"][1]) & LOCAL


def test_it_reads_back_and_the_same_person_gives_the_same_bytes():
    made = dossier()
    assert read_dossier(made.to_bytes()) == made
    assert dossier().to_bytes() == made.to_bytes()


@pytest.mark.parametrize("seed", range(4))
def test_whatever_stands_in_it_is_read_or_refused_in_a_sentence(seed):
    random, whole = Random(seed), json.loads(dossier().to_bytes())
    odd = (None, True, 1.5, 2**70, -1, "", "\ud800", "甲" * 300_000, [], {}, [[]], {"uid": "x"}, "2026-13-45")
    refused = 0
    for _ in range(60):
        other = json.loads(json.dumps(whole))
        row = other["rows"][random.choice(sorted(other["rows"]))][0]
        match random.randrange(4):
            case 0:
                row[random.choice(sorted(row))] = random.choice(odd)
            case 1:
                row[random.choice(("uid", "by_penalty", "branch", "no_box"))] = random.choice(odd)
            case 2:
                other["rows"][random.choice(("member", "talk", "development"))] = random.choice(odd)
            case 3:
                other[random.choice(("rows", "told", "format", "more"))] = random.choice(odd)
        told = _refusal(json.dumps(other).encode())
        refused += told != ""
        assert told == "" or "随转的档案" in told
    assert refused > 40


def _refusal(data: bytes) -> str:
    try:
        read_dossier(data)
    except UserError as refused:
        return refused.what
    return ""
