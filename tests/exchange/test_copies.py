"""Whatever is copied, put back or restored, nothing acknowledged is lost and all files agree in the end."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop_app.exchange.identity import OfficeKeys
from tests.exchange.copies import ABOVE, BRANCH, COMMITTEE, FIRST, SECOND, World, check
from tests.storage.toy import Person

KEYS = OfficeKeys.new(BRANCH, "桂花里第一支部"), OfficeKeys.new(COMMITTEE, "青石街道工委")


@pytest.fixture
def world_of(tmp_path: Path) -> Iterator[Callable[[int], World]]:
    """Makes a world by its seed and lets go of it afterwards."""
    made: list[World] = []

    def make(seed: int) -> World:
        made.append(World(tmp_path / str(len(made)), seed, KEYS))
        return made[-1]

    yield make
    for world in made:
        world.close()


@pytest.mark.parametrize("seed", range(2))
def test_a_history_of_copies_ends_in_one_truth(world_of: Callable[[int], World], seed: int) -> None:
    world = world_of(seed)
    world.play(20)
    check(world)


@pytest.mark.parametrize(("here", "there"), [(2, 5), (5, 2), (10, 3)])
@pytest.mark.parametrize("way", ["through the committee", "between two PCs"])
def test_edits_on_either_side_of_an_unseen_copy_all_arrive(
    world_of: Callable[[int], World], here: int, there: int, way: str
) -> None:
    world = world_of(here)
    world.edit(FIRST)
    world.send(FIRST, lost=0)
    world.copy(FIRST, whole_disk=True)
    for pc, times in ((FIRST, here), (SECOND, there)):
        for _ in range(times):
            world.edit(pc)
    edits = {**world.people(FIRST), **world.people(SECOND)}
    carry = world.send if way == "through the committee" else world.step
    for pc in (FIRST, SECOND):
        carry(pc, lost=0)
    assert world.counts["forks"] == 1
    found = world.people(ABOVE if way == "through the committee" else FIRST)
    assert found.keys() == edits.keys()
    if here < there:
        world.play(0)
        check(world)


@pytest.mark.parametrize("whole_disk", [False, True], ids=["by hand", "with the whole disk"])
def test_four_edits_after_a_folder_was_put_back_all_arrive(
    world_of: Callable[[int], World], whole_disk: bool
) -> None:
    world = world_of(4)
    world.edit(FIRST)
    world.keep(FIRST)
    for _ in range(4):
        world.edit(FIRST)
    world.send(FIRST, lost=0)
    received = world.people(ABOVE)
    world.put_back(FIRST, whole_disk=whole_disk)
    assert bool(world.told) is not whole_disk, "nothing outside the file is left that could tell"
    for _ in range(4):
        world.edit(FIRST)
    later = world.people(FIRST)
    world.send(FIRST, lost=0)
    assert world.people(ABOVE).keys() == received.keys() | later.keys()
    world.give_back(FIRST)
    assert world.people(FIRST) == world.people(ABOVE), "what the branch lost is back"


@pytest.mark.parametrize("begins", [FIRST, SECOND])
def test_an_edit_of_an_unseen_copy_that_was_restored_since_gives_way_to_nothing_earlier(
    world_of: Callable[[int], World], begins: str
) -> None:
    """The restored copy is another replica; what it wrote before, under the name both had, stood as known."""
    world = world_of(1)
    person = Person(name="高一鸣")
    world.open[FIRST].save(person)
    world.copy(FIRST, whole_disk=True)
    for pc, name in ((FIRST, "高一明"), (SECOND, "高亦鸣")):
        world.call(pc, person.uid, name)
    world.back_up(SECOND)
    world.restore_latest(SECOND)
    edited = world.people(SECOND)
    for pc in (begins, FIRST, SECOND, FIRST):
        world.step(pc, lost=0)
    assert world.people(FIRST) == world.people(SECOND)
    clock, name = edited[person.uid]
    assert name == "高亦鸣"
    found = world.people(FIRST)[person.uid]
    assert (found[0] - clock, found[1]) in ((0, name), (1, name)), "it was the later one"
    assert world.lost(FIRST) == world.lost(SECOND)
    assert ["高一明" in one for one in world.lost(FIRST)] == [True]
