"""Where promises stand and the board of a year."""

from datetime import date, timedelta

from desktop_app.duties.basics.deadline import Standing
from desktop_app.duties.displays.promises import (
    next_move,
    promise_files,
    promise_standing,
    promise_words,
    year_board,
)
from desktop_app.registers.displays.promises import PromiseAction, PromiseRating
from tests.duties.sample import TODAY, Branch


def test_the_board_groups_items_by_who_promised(branch: Branch) -> None:
    one, two = branch.members(2)
    first = branch.promise(one, date(2026, 12, 20))
    branch.promise(two, date(2026, 6, 30), state="已践诺")
    branch.promise(one, date(2026, 11, 1), state="撤销")
    branch.promise(one, date(2025, 11, 1))
    branch.add(PromiseAction(promise=first.uid, acted_on=TODAY, action="走访两户"))
    board = {row.uid: row for row in year_board(branch, 2026)}
    assert len(board[one.uid].files) == 2
    assert [file.promise.uid for file in board[one.uid].counted] == [first.uid]
    assert len(board[two.uid].kept) == 1
    acted = {file.promise.uid: len(file.actions) for file in board[one.uid].files}
    assert acted[first.uid] == 1


def test_words_count_days_only_while_the_promise_is_under_way(branch: Branch) -> None:
    who = branch.member()
    late = branch.promise(who, TODAY - timedelta(days=1))
    assert promise_words(late, TODAY) == "逾期 1 天"
    assert promise_standing(late, TODAY, 7) is Standing.OVERDUE
    kept = branch.promise(who, TODAY - timedelta(days=1), state="已践诺")
    assert promise_words(kept, TODAY) == "已践诺"
    assert promise_standing(kept, TODAY, 7) is Standing.DONE
    draft = branch.promise(who, TODAY + timedelta(days=9), state="草拟")
    assert promise_words(draft, TODAY) == "草拟"
    files = {file.promise.uid: file for file in promise_files(branch)}
    assert files[late.uid].overdue_on(TODAY)
    assert not files[late.uid].overdue_on(late.due_on)
    assert not files[kept.uid].overdue_on(TODAY)


def test_the_next_move_of_each_state(branch: Branch) -> None:
    who = branch.member()
    states = ("草拟", "审核", "公示", "践诺中", "已践诺", "撤销")
    for month, state in enumerate(states, 1):
        branch.promise(who, date(2026, month, 1), state=state)
    files = promise_files(branch, 2026)
    assert [next_move(one) for one in files] == [
        "待提交审核",
        "待审核",
        "待开始践诺",
        "待记践诺",
        "待评诺",
        "",
    ]
    kept = files[4].promise
    branch.add(PromiseRating(promise=kept.uid, method="组织评", grade="好", rated_on=TODAY))
    branch.add(PromiseAction(promise=files[3].promise.uid, acted_on=TODAY, action="走访"))
    again = promise_files(branch, 2026)
    assert [next_move(one) for one in again[3:5]] == ["已践诺 1 次", ""]
