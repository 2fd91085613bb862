"""Whatever is copied, put back or restored, nothing acknowledged is lost and all files agree in the end."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop_app.exchange.identity import OfficeKeys
from tests.exchange.copies import BRANCH, COMMITTEE, World, check

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


@pytest.mark.parametrize("seed", range(3))
def test_a_history_of_copies_ends_in_one_truth(world_of: Callable[[int], World], seed: int) -> None:
    world = world_of(seed)
    world.play(20)
    check(world)
