"""People of one name are told apart in lists, pickers and questions, as far as the role may see."""

from pathlib import Path
from typing import Any

import pytest

from desktop_app.base.ambiguous import Ambiguous
from desktop_app.records.roles import Role
from desktop_app.storage.listing import Listing, called
from desktop_app.storage.namesakes import namesakes
from tests.storage.test_roles import Chore, Neighbour, open_house

FIRST, SECOND = "990101198507013212", "99010119850701002X"


@pytest.fixture
def house(tmp_path: Path) -> Any:
    by = open_house(tmp_path)
    people = [
        Neighbour(name=n, place=p, number=i, phone="13900000000")
        for n, p, i in (("张三", "东区", FIRST), ("张三", "西区", SECOND), ("李四", "东区", None))
    ]
    by[Role.SECRETARY].save(*people)
    by[Role.SECRETARY].save(*(Chore(what=f"事项{at}", whom=one.uid) for at, one in enumerate(people)))
    yield by
    for one in by.values():
        one.close()


def test_a_list_tells_which_of_two_is_meant(house: Any) -> None:
    def shown(role: Role) -> list[str]:
        ledger = house[role]
        register = ledger.catalogue["chore"]
        return sorted(row.values[1] for row in Listing(ledger, register).page(0, 9))

    assert shown(Role.SECRETARY) == ["张三（尾号002X）", "张三（尾号3212）", "李四"]
    # Who may not see the numbers is told no part of them.
    assert shown(Role.MEMBER) == ["张三", "张三", "李四"]


def test_a_picker_and_a_question_tell_them_apart(house: Any) -> None:
    ledger = house[Role.SECRETARY]
    notes = {one.note for one in called(ledger, ("neighbour",)) if one.words == "张三"}
    assert {note.split()[0] for note in notes} == {"尾号3212", "尾号002X"}
    with pytest.raises(Ambiguous) as asked:
        ledger.resolve(("neighbour",), "张三")
    assert {one.label for one in asked.value.choices} == {"张三（尾号3212）", "张三（尾号002X）"}
    assert {one.note for one in called(house[Role.MEMBER], ("neighbour",)) if "尾号" in one.note} == set()


def test_who_is_called_like_another_is_known_with_what_tells_them_apart(house: Any) -> None:
    ledger = house[Role.SECRETARY]
    assert {one.told for one in namesakes(ledger).values()} == {"张三（尾号3212）", "张三（尾号002X）"}
    assert not any("尾号" in one.told for one in namesakes(house[Role.MEMBER]).values())
    ledger.save(Neighbour(name="李四", place="南区", phone="13900000000"))
    others = {one.told.split()[0] for one in namesakes(ledger).values() if one.name == "李四"}
    assert others == {"李四（东区", "李四（南区"}
