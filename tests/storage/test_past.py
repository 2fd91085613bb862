"""The file as it stood when something was printed: rows, names, what came and what went."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date

import pytest

from desktop_app.storage.ledger import Ledger
from desktop_app.storage.past import PastReader, Since, place_now, since
from desktop_app.storage.reads import Reads
from tests.storage.toy import Job, Person

DAY = date(2026, 10, 10)
ALL = Reads({"person", "job"})


@contextmanager
def before(ledger: Ledger, changes: Collection[Since]) -> Iterator[PastReader]:
    reader = PastReader(ledger, changes, DAY)
    try:
        yield reader
    finally:
        reader.close()


def told(changes: Collection[Since]) -> dict[str, dict[str, tuple[object, object]]]:
    return {one.uid: dict(one.boxes) for one in changes}


@pytest.fixture
def someone(ledger: Ledger) -> Person:
    made = Person(name="安长河", code="1")
    ledger.save(made)
    return made


def test_nothing_was_changed_since_now(ledger: Ledger, someone: Person) -> None:
    assert since(ledger, place_now(ledger), ALL) == []


def test_a_change_is_told_once_from_first_to_last(ledger: Ledger, someone: Person) -> None:
    place = place_now(ledger)
    for name in ("安大河", "安长江"):
        someone.name = name
        ledger.save(someone)
    changes = since(ledger, place, ALL)
    assert told(changes) == {someone.uid: {"name": ("安长河", "安长江")}}
    with before(ledger, changes) as reader:
        assert reader.today == DAY
        assert reader.name(someone.uid) == "安长河"
        assert [one.name for one in reader.find(Person.live())] == ["安长河"]
        found = reader.get(Person, someone.uid)
        assert found is not None
        assert found.name == "安长河"
    assert ledger.name(someone.uid) == "安长江"


def test_what_was_put_back_is_no_change(ledger: Ledger, someone: Person) -> None:
    place = place_now(ledger)
    for name in ("安大河", "安长河"):
        someone.name = name
        ledger.save(someone)
    assert since(ledger, place, ALL) == []


def test_what_came_since_was_not_there(ledger: Ledger, someone: Person) -> None:
    place = place_now(ledger)
    other = Person(name="方婷")
    ledger.save(other)
    (one,) = changes = since(ledger, place, ALL)
    assert (one.was_there, one.is_there) == (False, True)
    with before(ledger, changes) as reader:
        assert [each.uid for each in reader.find(Person.live())] == [someone.uid]
        assert reader.get(Person, other.uid) is None


def test_what_went_since_was_there(ledger: Ledger, someone: Person) -> None:
    place = place_now(ledger)
    ledger.remove(someone)
    (one,) = changes = since(ledger, place, ALL)
    assert (one.was_there, one.is_there, dict(one.boxes)) == (True, False, {})
    with before(ledger, changes) as reader:
        assert [each.name for each in reader.find(Person.live())] == ["安长河"]


def test_what_came_and_went_since_is_no_change(ledger: Ledger) -> None:
    place = place_now(ledger)
    other = Person(name="方婷")
    ledger.save(other)
    ledger.remove(other)
    assert since(ledger, place, ALL) == []


def test_only_what_was_read_is_told(ledger: Ledger, someone: Person) -> None:
    job = Job(title="布置会场")
    ledger.save(job)
    place = place_now(ledger)
    job.title, someone.name = "布置会议室", "安长江"
    ledger.save(job, someone)
    assert set(told(since(ledger, place, Reads({"job"})))) == {job.uid}
    assert set(told(since(ledger, place, Reads(uids={someone.uid})))) == {someone.uid}


def test_an_undo_leaves_nothing_changed(ledger: Ledger, someone: Person) -> None:
    place = place_now(ledger)
    someone.name = "安长江"
    ledger.save(someone)
    ledger.undo()
    assert since(ledger, place, ALL) == []


def test_the_past_cannot_be_written(ledger: Ledger, someone: Person) -> None:
    with before(ledger, ()) as reader, pytest.raises(Exception, match="只能读"):
        reader.database.execute_sql("DELETE FROM person")
