"""谈心谈话 of a year by its three kinds, against who talked with whom."""

from datetime import date
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.duties.organization_life.talks import (
    AMONG_COMMITTEE,
    AMONG_MEMBERS,
    WITH_COMMITTEE,
    board,
    talk_board,
)
from desktop_app.registers.organization_life.talks import Talk
from tests.duties.rows import made
from tests.duties.sample import Branch

PEOPLE = [made("m", name=name, care_flag=("失能",) if name == "弱" else ()) for name in "甲乙丙丁戊弱"]
COMMITTEE = {one.uid for one in PEOPLE[:3]}
WELL = [one.uid for one in PEOPLE if one.name != "弱"]
PAIRS = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 5)).filter(lambda pair: pair[0] != pair[1]), max_size=14
)


@settings(max_examples=60)
@given(PAIRS, st.integers(1, 2))
def test_who_has_not_talked_is_who_is_in_too_few_talks(pairs: list[tuple[int, int]], times: int) -> None:
    talks = [made("t", by_member=PEOPLE[a].uid, with_member=PEOPLE[b].uid) for a, b in pairs]
    found = board(PEOPLE, COMMITTEE, talks, 2026, times)
    both = [{one.by_member, one.with_member} for one in talks]

    def count(uid: str, others: set[str]) -> int:
        return sum(uid in pair and bool((pair - {uid}) & others) for pair in both)

    seated = [uid for uid in WELL if uid in COMMITTEE]
    rest = [uid for uid in WELL if uid not in COMMITTEE]
    assert found.pairs == tuple(p for p in combinations(seated, 2) if both.count(set(p)) < times)
    assert found.with_committee == tuple(uid for uid in rest if count(uid, COMMITTEE) < times)
    everyone = {one.uid for one in PEOPLE}
    assert found.among == tuple(uid for uid in rest if count(uid, everyone - COMMITTEE) < times)
    assert bool(found.missing) == bool(found.next_pair)


def test_the_board_in_words(branch: Branch) -> None:
    lead, other, one, two = branch.members(4)
    for who in (lead, other):
        branch.seat(who)
    found = talk_board(branch, 2026)
    assert dict(found.missing) == {AMONG_COMMITTEE: 1, WITH_COMMITTEE: 2, AMONG_MEMBERS: 2}
    names = {who.uid: who.name for who in (lead, other, one, two)}
    assert found.names(names.__getitem__) == f"{lead.name}和{other.name}、{one.name}、{two.name}"
    assert found.next_pair == (lead.uid, other.uid)
    for by, to in ((lead, other), (lead, one), (other, two), (one, two)):
        branch.add(Talk(by_member=by.uid, with_member=to.uid, held_on=date(2026, 5, 1), kind="日常"))
    assert talk_board(branch, 2026).words == "都谈过了"
    assert talk_board(branch, 2025).words != "都谈过了"
