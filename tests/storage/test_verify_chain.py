"""Whatever is done to a branch file past the program is found, with its place."""

import time
from pathlib import Path

import pytest

from desktop_app.storage import branch_file
from desktop_app.storage.ledger import Ledger
from desktop_app.storage.tables import ActionRow
from desktop_app.storage.verify_chain import Break, tail_breaks, whole_breaks
from tests.storage.toy import Job, JobNote, Person, toy_setting


def whole(ledger: Ledger, explained: tuple[str, ...] = ()) -> list[Break]:
    """All that a round of the idle time finds."""
    walk = whole_breaks(ledger, explained)
    while True:
        try:
            next(walk)
        except StopIteration as end:
            found: list[Break] = end.value
            return found


@pytest.fixture
def worked(ledger: Ledger) -> Ledger:
    """A file in which something was done in every way there is."""
    one, two = Person(name="王一"), Person(name="李二", code="7")
    ledger.save(one, two)
    job = Job(title="打扫活动室", doer=one.uid)
    ledger.save(job)
    ledger.save(JobNote(job=job.uid, words="扫了"))
    ledger.step(job, "begin")
    ledger.remove(two)
    ledger.undo()
    ledger.redo()
    ledger.undo()
    return ledger


def raw(ledger: Ledger, sql: str, *values: object) -> None:
    """Past the program, through the sealed connection."""
    ledger.database.execute_sql(sql, values)
    ledger.forget()


def test_nothing_is_found_where_nothing_was_done(worked: Ledger) -> None:
    assert tail_breaks(worked) == []
    assert whole(worked) == []


ATTACKS: dict[str, tuple[str, int]] = {
    "all seals taken off": ("UPDATE action SET seal = NULL", 1),
    "a row put into the bin": ("UPDATE job SET removed_at = '2026-10-10T09:00:00'", 4),
    "a line that is no JSON": ("UPDATE history SET new = '{' WHERE action = 3", 3),
    "a line of another kind": ("UPDATE history SET new = '[1]' WHERE action = 3", 3),
    "a count that is no number": ("UPDATE action SET seq = 'x' WHERE id = 3", 3),
    "a changed line of history": (
        "UPDATE history SET new = replace(new, '打扫', '粉刷') WHERE action = 2",
        2,
    ),
    "a line taken out": ("DELETE FROM history WHERE action = 3", 3),
    "a line put in": (
        "INSERT INTO history (action, register, uid, verb, old, new, replica, seq) "
        "SELECT 3, register, uid, verb, old, new, replica, seq FROM history WHERE id = 1",
        3,
    ),
    "a line moved to another action": ("UPDATE history SET action = 2 WHERE action = 3", 2),
    "another hand": ("UPDATE action SET actor = '别人' WHERE id = 2", 2),
    "another day": ("UPDATE action SET at = '2026-01-01T08:00:00' WHERE id = 4", 4),
    "another title": ("UPDATE action SET title = '什么也没做' WHERE id = 3", 3),
    "another kind": ("UPDATE action SET kind = 'audit' WHERE id = 3", 3),
    "a removed action": ("DELETE FROM action WHERE id = 3", 3),
    "the first removed": ("DELETE FROM action WHERE id = 1", 1),
    "numbers closed up": ("UPDATE action SET id = id - 1 WHERE id > 3", 3),
    "a seal blotted out": ("UPDATE action SET seal = NULL WHERE id = 4", 4),
    "all seals before blotted out": ("UPDATE action SET seal = NULL WHERE id < 4", 4),
    "another seal": ("UPDATE action SET seal = '0' WHERE id = 5", 5),
    "another chain": ("UPDATE action SET chain = '0' WHERE id = 5", 5),
    "a tail cut off": ("DELETE FROM action WHERE id > 5", 5),
    "a changed row": ("UPDATE job SET title = '粉刷活动室'", 4),
    "a row taken out of the bin": ("UPDATE person SET removed_at = '2026-10-10' WHERE name = '李二'", 8),
    "a filled box nobody filled": ("UPDATE person SET gender = '1' WHERE name = '王一'", 1),
    "a row taken out": ("DELETE FROM job_note", 3),
    "an emptied register": ("DELETE FROM person", 8),
}


def test_what_was_done_past_the_program_is_found_and_placed(worked: Ledger) -> None:
    for attack, (sql, number) in ATTACKS.items():
        with worked.database.atomic() as transaction:
            if attack == "numbers closed up":
                raw(worked, "DELETE FROM action WHERE id = 3")
            raw(worked, sql)
            for look in (tail_breaks, whole):
                found = look(worked)
                assert number in [one.number for one in found], (attack, look)
                assert f"第 {number} 次操作" in " ".join(one.error().what for one in found)
            transaction.rollback()
        worked.forget()
    assert tail_breaks(worked) == whole(worked) == []


def test_a_row_without_history_is_found_in_idle_time(worked: Ledger) -> None:
    raw(
        worked,
        "INSERT INTO person (uid, owner_office, owner_epoch, replica, dot, clock, entered_at, name) "
        "SELECT 'x' || uid, owner_office, owner_epoch, replica, dot, clock, entered_at, name FROM person "
        "LIMIT 1",
    )
    assert "没有修改记录" in whole(worked)[0].what


def test_what_follows_a_break_is_whole_and_an_explained_one_is_silent(worked: Ledger) -> None:
    raw(worked, "UPDATE history SET verb = 'step' WHERE action = 2")
    found = whole(worked)
    assert [one.number for one in found] == [2]
    assert whole(worked, (found[0].code,)) == []
    assert tail_breaks(worked, (found[0].code,)) == []
    # What is done to it after that is another matter.
    raw(worked, "UPDATE history SET verb = 'add' || verb WHERE action = 2")
    assert [one.number for one in whole(worked, (found[0].code,))] == [2]


def test_a_file_begun_before_there_were_seals_holds_from_the_first_on(worked: Ledger) -> None:
    raw(worked, "UPDATE action SET seal = NULL, chain = 'of old', replica = NULL")
    raw(worked, "UPDATE knowledge SET chain = 'of old'")
    raw(worked, "UPDATE person SET name = '无所谓'")
    assert tail_breaks(worked) == whole(worked) == []
    worked.save(Person(name="赵三"))
    worked.save(Person(name="钱四"))
    assert tail_breaks(worked) == whole(worked) == []
    raw(worked, "UPDATE history SET new = replace(new, '赵三', '赵四')")
    assert whole(worked)[0].number == 9


def test_one_part_is_short_and_the_tail_is_bounded(tmp_path: Path) -> None:
    ledger, _ = branch_file.create(tmp_path / "b.zbf", toy_setting(tmp_path), office="A01", password=None)
    branch_file.hurry(ledger)
    ledger.save(*(Person(name=f"某人{n}") for n in range(1500)))
    for n in range(150):
        ledger.save(Person(name=f"另一人{n}"))
    begun = time.process_time()
    assert tail_breaks(ledger) == []
    spent = time.process_time() - begun
    parts: list[float] = []
    begun = time.process_time()
    for _ in whole_breaks(ledger):
        parts.append(time.process_time() - begun)
        begun = time.process_time()
    branch_file.close(ledger)
    # Twice what is promised: other work goes on beside the tests.
    assert spent < 0.1
    assert max(parts) < 0.1


def test_every_action_is_sealed_once_and_never_again(worked: Ledger) -> None:
    seals = worked.rows(ActionRow.select(ActionRow.seal).order_by(ActionRow.id))
    assert all(one for (one,) in seals)
    assert len({one for (one,) in seals}) == len(seals)
    worked.save(Person(name="孙五"))
    assert worked.rows(ActionRow.select(ActionRow.seal).order_by(ActionRow.id))[:-1] == seals
