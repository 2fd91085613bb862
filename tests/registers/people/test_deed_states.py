"""Every way an offer and its answers can travel: lost, late, twice, out of order, to two branches in turn."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pytest

from desktop_app.registers.people.deed_states import (
    RETURNED,
    TAKEN,
    WAITING,
    Answer,
    Sent,
    answered,
    may_answer,
    next_number,
)

OFFICES = ("乙", "丙")
MOST = 3


@dataclass(frozen=True)
class World:
    """What the three branches hold, and every message that was ever written: a stick keeps its files.

    ``has`` is who took the member over, ``sent`` what 甲 keeps of its offers.
    """

    sent: tuple[Sent, ...] = ()
    gone: bool = False
    seen: frozenset[tuple[str, int]] = frozenset()
    asked_back: frozenset[int] = frozenset()
    given: frozenset[Answer] = frozenset()
    offers: frozenset[tuple[str, int]] = frozenset()
    answers: frozenset[Answer] = frozenset()

    @property
    def holders(self) -> list[str]:
        """Who has the member on its roster."""
        return [*([] if self.gone else ["甲"]), *(one.by for one in self.given if one.accepts)]


Rule = Callable[[int, list[int], list[int]], bool]


def moves(world: World, *, may: Rule = may_answer, cancel: bool = False) -> Iterator[World]:
    """Every single thing that can happen next."""
    number = next_number(world.sent)
    if number is not None and number <= MOST and not world.gone:
        for to in OFFICES:
            sent = (*world.sent, Sent(number, to))
            yield replace(world, sent=sent, offers=world.offers | {(to, number)})
    for one in world.sent:
        if one.state == WAITING and one.number not in world.asked_back:
            yield replace(world, asked_back=world.asked_back | {one.number})
        if one.state == WAITING and cancel:
            yield _sent(world, one, replace(one, state=RETURNED))
    for to, number in world.offers:
        yield replace(world, seen=world.seen | {(to, number)})
    for office, number in world.seen:
        seen = [n for by, n in world.seen if by == office]
        given = [one.number for one in world.given if one.by == office]
        if may(number, seen, given):
            for accepts in (True, False):
                answer = Answer(number, office, accepts)
                yield replace(world, given=world.given | {answer}, answers=world.answers | {answer})
    for answer in world.answers:
        yield delivered(world, answer)


def _sent(world: World, old: Sent, new: Sent) -> World:
    taken = world.gone or (old.state, new.state) == (WAITING, TAKEN)
    return replace(world, sent=tuple(new if one == old else one for one in world.sent), gone=taken)


def delivered(world: World, answer: Answer) -> World:
    """``world`` once 甲 has read ``answer``."""
    for one in world.sent:
        world = _sent(world, one, answered(one, answer))
    return world


def reachable(**rules) -> set[World]:
    """Every world there is a way to."""
    begun = World()
    found, waiting = {begun}, [begun]
    while waiting:
        for after in moves(waiting.pop(), **rules):
            if after not in found:
                found.add(after)
                waiting.append(after)
    return found


def at_the_end(world: World) -> World:
    """``world`` when every answer on the way has arrived."""
    for answer in sorted(world.answers, key=lambda one: one.number):
        world = delivered(world, answer)
    return world


@pytest.fixture(scope="module")
def worlds() -> set[World]:
    return reachable()


def test_there_is_much_to_walk_through(worlds):
    assert len(worlds) > 500
    assert {"乙", "丙"} <= {name for world in worlds for name in world.holders}
    assert any(len(world.sent) == MOST and world.gone for world in worlds)


def test_two_branches_never_take_the_same_member_over(worlds):
    assert [w for w in worlds if len([one for one in w.given if one.accepts]) > 1] == []


def test_the_member_is_never_nobodys(worlds):
    assert [world for world in worlds if not world.holders] == []


def test_once_all_has_arrived_exactly_one_has_the_member(worlds):
    assert [world for world in worlds if len(at_the_end(world).holders) != 1] == []


def test_the_origin_keeps_the_member_until_the_acceptance_of_an_offer_of_its_own_is_read(worlds):
    for world in worlds:
        taken = [one for one in world.sent if one.state == TAKEN]
        assert world.gone == bool(taken)
        assert all(Answer(one.number, one.to, True) in world.given for one in taken)


def test_while_a_branch_has_accepted_the_origin_neither_offers_again_nor_believes_it_free(worlds):
    for world in worlds:
        for one in (one for one in world.given if one.accepts):
            assert Sent(one.number, one.by, RETURNED) not in world.sent
            assert world.gone or next_number(world.sent) is None


def test_what_was_delivered_once_changes_nothing_the_second_time(worlds):
    for world in worlds:
        for answer in world.answers:
            once = delivered(world, answer)
            assert delivered(once, answer) == once


def test_asking_back_takes_nothing_back(worlds):
    for world in worlds:
        asked = [one for one in world.sent if one.number in world.asked_back and one.state == WAITING]
        assert all(any(one == after for after in world.sent) for one in asked)
        assert next_number(world.sent) is None or not asked


@pytest.mark.parametrize(
    "rules",
    [
        {"cancel": True},
        {"may": lambda number, seen, given: True},
        {"may": lambda number, seen, given: number not in given, "cancel": True},
    ],
    ids=["a button that cancels", "no memory of what was answered", "both"],
)
def test_the_walk_finds_two_branches_with_one_member_where_a_rule_is_missing(rules):
    assert any(len(at_the_end(world).holders) > 1 for world in reachable(**rules))


def test_a_later_offer_shuts_the_earlier_ones_even_where_the_answer_was_lost_with_the_file():
    assert may_answer(1, seen=[1], given=[])
    assert not may_answer(1, seen=[1, 2], given=[])
    assert not may_answer(1, seen=[1], given=[1])
    assert not may_answer(1, seen=[1], given=[2])
    assert may_answer(2, seen=[1, 2], given=[1])
