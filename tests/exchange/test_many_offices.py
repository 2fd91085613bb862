"""Four offices, five PCs, sticks read in any order, lost, cut off and taken back: one truth in the end."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop_app.records.transfer import GIVE_BACK, whole
from tests.exchange.copies import ABOVE, BRANCH, COMMITTEE, FIRST
from tests.exchange.many_offices import ROSTER, Offices, check, new_keys
from tests.storage.toy import Person

KEYS = new_keys()


@pytest.fixture
def world_of(tmp_path: Path) -> Iterator[Callable[[int], Offices]]:
    """Makes a world by its seed and lets go of it afterwards."""
    made: list[Offices] = []

    def make(seed: int) -> Offices:
        made.append(Offices(tmp_path / str(len(made)), seed, KEYS))
        return made[-1]

    yield make
    for world in made:
        world.close()


def test_a_history_of_four_offices_ends_in_one_truth(world_of: Callable[[int], Offices]) -> None:
    world = world_of(7)
    world.play(40)
    check(world)


def test_what_comes_back_does_not_empty_a_box_its_keeper_never_had(
    world_of: Callable[[int], Offices],
) -> None:
    world = world_of(1)
    ledger = world.open[FIRST]
    person = Person(name="何秀英", code="000017")
    ledger.save(person)
    world.keep(FIRST)
    ledger = world.open[FIRST]
    person = ledger.get(Person, person.uid)
    assert person is not None
    person.name = "何秀瑛"
    ledger.save(person)
    boxes = {"person": tuple(name for name in ledger.catalogue["person"].boxes if name != "code")}
    roster = replace(whole(ledger.catalogue, ROSTER), boxes=boxes)
    world.hand(FIRST, COMMITTEE, roster)
    world.put_back(FIRST, whole_disk=False)

    world.hand(ABOVE, BRANCH, replace(whole(ledger.catalogue, GIVE_BACK), owner=BRANCH))

    back = world.open[FIRST].get(Person, person.uid)
    assert back is not None
    assert (back.name, back.code) == ("何秀瑛", "000017")
    world.open[FIRST].undo()
    before = world.open[FIRST].get(Person, person.uid)
    assert before is not None
    assert (before.name, before.code) == ("何秀英", "000017")
