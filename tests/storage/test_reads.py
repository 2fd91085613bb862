"""What the reader notes while somebody reads: registers, single records, the day; and when that is old."""

import threading
from collections.abc import Callable
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import peewee
import pytest

from desktop_app.storage.latest import latest
from desktop_app.storage.ledger import Ledger
from desktop_app.storage.listing import Listing, called
from desktop_app.storage.mentions import mentions
from desktop_app.storage.reader import _Shape
from desktop_app.storage.reads import Reads, tables_in
from desktop_app.storage.tables import IndexCard
from tests.storage.toy import BIRTHDAY, Job, JobNote, Person

ALL = {"person", "job", "job_note", "job_visit", "lost"}


@pytest.fixture
def people(ledger: Ledger) -> tuple[Person, Job, JobNote]:
    person = Person(name="孔瑾", born_on=BIRTHDAY)
    job = Job(title="修灯", doer=person.uid)
    note = JobNote(job=job.uid, words="已经买灯")
    ledger.save(person, job, note)
    return person, job, note


def noted(ledger: Ledger, read: Callable[[], object]) -> Reads:
    with ledger.noting() as reads:
        read()
    return reads


def test_a_select_is_noted_with_all_its_tables(ledger: Ledger) -> None:
    below = JobNote.select(JobNote.job)
    joined = Job.select().join(Person, on=(Person.uid == Job.doer))
    for query, registers in (
        (Person.select(), {"person"}),
        (Job.select(Job.title), {"job"}),
        (Job.select().where(Job.uid.in_(below)), {"job", "job_note"}),
        (joined, {"job", "person"}),
        (Person.select().from_(Person, Job), {"person", "job"}),
    ):
        for read in (ledger.find, ledger.rows, ledger.count):
            assert noted(ledger, lambda read=read, query=query: read(query)).registers == registers


def test_a_record_looked_at_alone_is_noted_alone(ledger: Ledger, people: Any) -> None:
    person, job, _ = people
    for read in (
        lambda: ledger.get(Person, person.uid),
        lambda: ledger.name(person.uid),
        lambda: ledger.name(person.uid),  # remembered from the first time
        lambda: ledger.names([person.uid]),
        lambda: ledger.locate(person.uid),
        lambda: ledger.history(person.uid),
    ):
        reads = noted(ledger, read)
        assert (reads.registers, reads.uids) == (set(), {person.uid})
    reads = noted(ledger, lambda: ledger.get(Person, person.uid))
    person.name, job.title = "孔小瑾", "修门"
    assert reads.touched_by(ledger.save(person).touched)
    assert not reads.touched_by(ledger.save(job).touched)


def test_a_record_that_was_not_there_is_noted_too(ledger: Ledger) -> None:
    late = Person(name="龙英兰")
    reads = noted(ledger, lambda: (ledger.get(Person, late.uid), ledger.name(late.uid)))
    assert reads.touched_by(ledger.save(late).touched)
    assert ledger.name(late.uid) == "龙英兰"


def test_what_may_tell_of_any_record_is_noted_with_every_register(ledger: Ledger, people: Any) -> None:
    for read in (
        lambda: ledger.search("灯"),
        lambda: latest(ledger),
        ledger.can_undo,
        lambda: ledger.rows(IndexCard.select(IndexCard.heading)),
    ):
        assert noted(ledger, read).registers == ALL


def test_cards_of_some_registers_are_noted_with_these(ledger: Ledger, people: Any) -> None:
    assert noted(ledger, lambda: ledger.resolve(("person",), "孔瑾")).registers == {"person"}
    assert noted(ledger, lambda: called(ledger, ["person", "job"])).registers == {"person", "job"}


def test_a_table_rests_on_its_register_and_on_what_it_is_sorted_and_filled_by(
    ledger: Ledger, people: Any
) -> None:
    person, _, _ = people
    jobs = Listing(ledger, ledger.catalogue["job"], order=("doer",))
    reads = noted(ledger, lambda: jobs.page(0, 10))
    assert reads.registers == {"job", "person"}
    plain = Listing(ledger, ledger.catalogue["job"], order=("title",))
    reads = noted(ledger, lambda: plain.page(0, 10))
    assert (reads.registers, reads.uids) == ({"job"}, {person.uid})
    person.name = "孔小瑾"
    assert reads.touched_by(ledger.save(person).touched)


def test_whoever_names_a_record_is_noted(ledger: Ledger, people: Any) -> None:
    assert noted(ledger, lambda: list(mentions(ledger, {"person": [people[0].uid]}))).registers == {"job"}


def test_rules_rest_on_what_they_were_read_from_and_the_day(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    def rules(context: Any) -> Any:
        jobs = len(context.find(Job.live()))
        return lambda key, day: Decimal(jobs)

    monkeypatch.setattr(ledger.catalogue, "rules", rules)
    for _ in ("read", "remembered"):
        reads = noted(ledger, lambda: ledger.rule("any"))
        assert (reads.registers, reads.day) == ({"job"}, date(2026, 10, 10))
    assert noted(ledger, lambda: ledger.rule("any", date(2026, 1, 1))).day is None
    before = ledger.rule("any")
    ledger.save(Job(title="新的一件"))
    assert ledger.rule("any") == before + 1


def test_the_day_is_outlived_after_midnight_and_when_the_clock_is_put_back(ledger: Ledger) -> None:
    reads = noted(ledger, lambda: ledger.today)
    assert not reads.outlived(date(2026, 10, 10))
    assert reads.outlived(date(2026, 10, 11))
    assert reads.outlived(date(2026, 10, 9))
    assert not Reads().outlived(date(2026, 10, 11))
    ledger.clock.set(datetime(2026, 10, 11))  # type: ignore[attr-defined]
    reads.add(noted(ledger, lambda: ledger.today))
    assert reads.outlived(date(2026, 10, 11))


def test_inner_readings_count_for_those_around_them_and_threads_are_apart(ledger: Ledger) -> None:
    other: list[Reads] = []

    def elsewhere() -> None:
        other.append(noted(ledger, lambda: ledger.find(Job.select())))
        ledger.database.close()

    with ledger.noting() as outer:
        with ledger.noting() as inner:
            ledger.find(Person.select())
        worker = threading.Thread(target=elsewhere)
        worker.start()
        worker.join()
        ledger.find(JobNote.select())
    ledger.find(Job.select())
    assert (inner.registers, outer.registers) == ({"person"}, {"person", "job_note"})
    assert other[0].registers == {"job"}


def test_what_was_noted_before_a_failure_counts(ledger: Ledger) -> None:
    def fail() -> None:
        ledger.find(Person.select())
        raise ZeroDivisionError

    with ledger.noting() as outer, pytest.raises(ZeroDivisionError):
        noted(ledger, fail)
    assert outer.registers == {"person"}
    with ledger.noting() as after:
        ledger.find(Job.select())
    assert after.registers == {"job"}


def test_what_is_read_outside_counts_for_whoever_is_behind(ledger: Ledger, people: Any) -> None:
    behind, other = Reads(), Reads()
    ledger.note_into(behind)
    ledger.find(Person.select())
    with ledger.noting() as inner:
        ledger.find(Job.select())
        ledger.note_into(other)
    ledger.find(JobNote.select())
    ledger.note_into(None)
    ledger.name(people[0].uid)
    assert (behind.registers, inner.registers, other.registers) == ({"person"}, {"job"}, {"job", "job_note"})
    assert behind.uids == other.uids == set()


def test_what_a_write_reads_is_shown_to_nobody(ledger: Ledger, people: Any) -> None:
    person, _, _ = people
    person.name = "孔小瑾"
    with ledger.noting() as reads:
        ledger.save(person, title="改名")
    assert (reads.registers, reads.uids, reads.day) == (set(), set(), None)


@contextmanager
def told_by_the_engine(ledger: Ledger) -> Any:
    """The tables SQLite itself says it reads."""
    read: set[str] = set()

    def authorize(action: int, table: str, *_: Any) -> int:
        if action == 20:  # SQLITE_READ
            read.add(table)
        return 0

    ledger.database.connection().set_authorizer(authorize)
    yield read
    ledger.database.connection().set_authorizer(None)


def test_the_words_of_a_statement_tell_the_same_tables_as_the_engine(ledger: Ledger, people: Any) -> None:
    person, job = Person.alias("p"), Job.alias("j")
    newest = peewee.Select([JobNote], [peewee.fn.MAX(JobNote.uid)]).group_by(JobNote.job)
    for query in (
        Person.select().where(Person.name != "FROM job"),
        person.select().join(job, peewee.JOIN.LEFT_OUTER, on=(job.doer == person.uid)),
        JobNote.select().where(JobNote.uid.in_(newest)),
        Person.select(Person.uid) | Job.select(Job.uid),
        peewee.Select([Person, Job], [Person.uid, Job.uid]),
    ):
        sql = query.sql()[0]
        with told_by_the_engine(ledger) as read:
            ledger.rows(query)
        assert tables_in(sql) & ALL == read & ALL, sql


def test_a_name_read_while_it_changes_is_not_remembered(ledger: Ledger, people: Any) -> None:
    person, _, _ = people
    before = ledger._names
    person.name = "孔小瑾"
    ledger.save(person)
    for names in before:
        names[person.uid] = "孔瑾"  # a reader that began before the change ends after it
    assert ledger.name(person.uid) == "孔小瑾"


def test_one_record_is_asked_for_in_the_words_of_peewee(ledger: Ledger) -> None:
    for model in ledger.catalogue.models:
        asked = model.select().where(model._meta.primary_key == "")
        words_of = ledger.statements.words_of
        assert _Shape(model, words_of).by_uid == words_of(asked)
