"""Copies of one branch file that both wrote on are told apart at every overlap, honest files never."""

import shutil
from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.base.errors import UserError
from desktop_app.records.transfer import Fork
from desktop_app.storage import branch_file, chain
from desktop_app.storage.chain import Point, check, keep, points_to_send, read_points
from desktop_app.storage.ledger import Ledger
from desktop_app.storage.tables import ActionRow, Checkpoint, Entry
from tests.storage.toy import Person, toy_setting


@pytest.fixture
def files(tmp_path: Path) -> Iterator[Any]:
    """Makes branch files, or copies of them as they lie, and closes them afterwards."""
    made: list[Ledger] = []
    setting = toy_setting(tmp_path)

    def make(office: str, copy_of: Ledger | None = None) -> Ledger:
        path = tmp_path / str(len(made)) / "branch.zbf"
        if copy_of is None:
            ledger, _ = branch_file.create(path, setting, office=office, password=None)
        else:
            branch_file.close(copy_of)
            shutil.copytree(Path(copy_of.database.database).parent, path.parent)
            ledger = branch_file.open_file(path, setting)
        made.append(ledger)
        return ledger

    yield make
    for ledger in made:
        branch_file.close(ledger)


def write(ledger: Ledger, actions: Iterable[int], word: str) -> None:
    """One action for each number, of so many records."""
    for number, size in enumerate(actions):
        ledger.save(*(Person(name=f"{word}{number} {i}") for i in range(size)))


def take(receiver: Ledger, sender: Ledger, mark: int = 0) -> Fork | None:
    """A package of ``sender``'s arrives: its points are compared and, where nothing is wrong, kept."""
    points = read_points(points_to_send(sender, mark))
    fork = check(receiver, sender.office, sender.replica, points)
    if fork is not None:
        return fork
    with receiver.action("接收"):
        keep(receiver, sender.office, sender.replica, points)
    return None


@pytest.mark.parametrize(("first", "second"), [(2, 5), (5, 2), (10, 3), (4, 4), (1, 1)])
@pytest.mark.parametrize("way", ["through a committee", "between two PCs"])
def test_a_copy_with_any_number_of_edits_on_either_side_is_noticed(
    files: Any, first: int, second: int, way: str
) -> None:
    original = files("A01")
    write(original, [1, 2, 1], "先")
    copy = files("A01", original)
    receiver = files("C00") if way == "through a committee" else original
    if receiver is not original:
        assert take(receiver, original) is None
    write(original, [1] * first, "原")
    write(copy, [1] * second, "抄")
    if receiver is not original:
        assert take(receiver, original) is None
    fork = take(receiver, copy)
    assert fork == Fork(original.replica, 4)
    assert "复制来的" in fork.told().sentence()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    first=st.lists(st.integers(1, 9), min_size=1, max_size=9),
    second=st.lists(st.integers(1, 9), min_size=1, max_size=9),
)
def test_actions_of_any_size_overlap(first: list[int], second: list[int]) -> None:
    """Ends of actions need not fall on one number: what lies between them is compared too."""

    def points(sizes: list[int], word: str) -> list[Point]:
        seqs = [sum(sizes[:n]) + 10 for n in range(len(sizes) + 1)]
        links = ["a" * 16, *(f"{word}{n:015x}" for n in range(len(sizes)))]
        return [Point("r", s, a, c) for a, s, c in zip((0, *seqs), seqs, links, strict=False)]

    assert chain._parts(points(first, "b"), points(second, "c"))
    assert chain._parts(points(second, "c"), points(first, "b"))
    assert not chain._parts(points(first, "b"), points(first, "b")[: len(second)])
    assert chain._agreed(points(first, "b"), points(second, "c")) == 10


def test_an_honest_sender_passes_in_any_order_lost_and_twice(files: Any) -> None:
    branch, committee = files("A01"), files("C00")
    packages = []
    for round_ in range(6):
        write(branch, [1, 3], f"{round_}")
        packages.append(points_to_send(branch))
    for number in (3, 1, 1, 5, 0, 4, 3):
        assert check(committee, "A01", branch.replica, packages[number]) is None
        with committee.action("接收"):
            keep(committee, "A01", branch.replica, packages[number])
    assert take(committee, branch) is None


def test_an_honest_sender_passes_after_a_restored_receiver_and_an_empty_action(files: Any) -> None:
    branch, committee = files("A01"), files("C00")
    with branch.action("什么都没写"):
        pass
    assert points_to_send(branch) == []
    write(branch, [1, 1], "前")
    with branch.action("什么都没写"):
        pass
    take(committee, branch)
    older = files("C00", committee)
    write(branch, [2], "后")
    assert take(committee, branch) is None
    assert take(older, branch) is None


def test_the_points_go_on_from_what_was_acknowledged_and_reach_far_back(
    files: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chain, "_BLOCK", 8)
    branch = files("A01")
    write(branch, [1] * 60, "做")
    (mark,) = branch.rows(Entry.select(Entry.id).where(Entry.seq == 50))[0]
    told = [point.seq for point in points_to_send(branch, mark)]
    assert told == [1, 17, 25, *range(35, 61)]
    monkeypatch.setattr(chain, "_TOGETHER", 5)
    latest = points_to_send(branch)
    assert [point.seq for point in latest] == [1, 25, 41, 49, *range(56, 61)]
    assert {point.seq: point.after for point in latest}[49] == 48
    copy = files("A01", branch)
    write(branch, [1] * 30, "原")
    write(copy, [1] * 30, "抄")
    committee = files("C00")
    assert take(committee, branch) is None
    assert take(committee, copy) is not None


def test_old_points_are_thinned_out_and_still_tell_a_copy(
    files: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chain, "_BLOCK", 8)
    monkeypatch.setattr(chain, "KEPT", 10)
    branch, committee = files("A01"), files("C00")
    write(branch, [1] * 3, "先")
    copy = files("A01", branch)
    write(branch, [1] * 47, "原")
    take(committee, branch)
    kept = [seq for (seq,) in committee.rows(Checkpoint.select(Checkpoint.seq).order_by(Checkpoint.seq))]
    assert kept == [1, 9, 17, 25, 33, *range(41, 51)]
    write(copy, [1] * 9, "抄")
    assert take(committee, copy) == Fork(branch.replica, 1)


def test_what_one_office_says_of_anothers_replica_stands_against_nobody(files: Any) -> None:
    branch, neighbour, committee = files("A01"), files("B02"), files("C00")
    write(branch, [1, 1], "做")
    lie = [Point(branch.replica, 1, 0, "f" * 16)]
    check(committee, "B02", neighbour.replica, lie)
    with committee.action("接收"):
        keep(committee, "B02", neighbour.replica, lie)
        keep(committee, "B02", branch.replica, lie)
    assert take(committee, branch) is None


def test_our_own_package_coming_home_is_no_copy(files: Any) -> None:
    branch = files("A01")
    write(branch, [1, 2], "做")
    early = points_to_send(branch)
    write(branch, [1, 2], "又")
    assert check(branch, "A01", branch.replica, early) is None
    older = files("A01", branch)
    write(branch, [1], "再")
    assert check(older, "A01", branch.replica, points_to_send(branch)) is not None


def test_actions_of_an_older_program_are_not_taken_for_none(files: Any) -> None:
    branch, committee = files("A01"), files("C00")
    write(branch, [1, 2], "旧")
    ActionRow.update(replica=None).execute(branch.database)
    assert points_to_send(branch) == []
    write(branch, [2], "新")
    assert [(point.after, point.seq) for point in points_to_send(branch)] == [(4, 5)]
    assert take(committee, branch) is None


ODD: list[tuple[object, ...]] = [
    *(("r", seq, 0, "a" * 16) for seq in (None, 0, -1, 1.0, True, "1", 2**53, 2**63)),
    *(("r", 5, after, "a" * 16) for after in (None, -1, 5, 6, False, "0")),
    *(("r", 5, 0, link) for link in (None, 7, "", "a" * 15, "g" * 16, "A" * 16, "a" * 65)),
    *((replica, 5, 0, "a" * 16) for replica in (None, 7, True)),
]


@pytest.mark.parametrize("row", ODD, ids=repr)
def test_what_is_no_point_is_refused(row: tuple[object, ...]) -> None:
    with pytest.raises(UserError, match="没有改动"):
        read_points([row])


def test_more_points_than_a_package_has_are_refused() -> None:
    rows = (("r", seq + 1, seq, "a" * 16) for seq in range(10**12))
    with pytest.raises(UserError, match="没有改动"):
        read_points(rows)
    assert chain._TOGETHER + chain._AGAIN + 60 < chain.MOST


@pytest.mark.parametrize("sizes", [*product((1, 2, 5), repeat=2)], ids=str)
def test_a_point_is_told_with_all_that_lies_before_it(files: Any, sizes: tuple[int, ...]) -> None:
    branch = files("A01")
    write(branch, sizes, "做")
    told = points_to_send(branch)
    assert [(point.after, point.seq) for point in told] == [(0, sizes[0]), (sizes[0], sum(sizes))]
    whole = dict(branch.rows(ActionRow.select(ActionRow.seq, ActionRow.chain)))
    assert all(whole[point.seq].startswith(point.chain) for point in told)
