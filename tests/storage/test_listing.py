"""Listings of the toy registers: what is found, in which order, in which words."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from desktop_app.storage.ledger import Ledger
from desktop_app.storage.listing import Listing, called, count_children
from desktop_app.storage.worked_out import figure_words
from tests.storage.toy import Job, JobNote, Person


@pytest.fixture
def people(ledger: Ledger) -> list[Person]:
    made = [
        Person(name=f"王{n}号", code=f"{n:03d}", gender="12"[n % 2], born_on=date(1980 + n, 1, 1))
        for n in range(7)
    ]
    ledger.save(*made)
    return made


def names(listing: Listing, offset: int = 0, limit: int = 100) -> list[str]:
    return [row.values[0] for row in listing.page(offset, limit)]


def test_pages_are_cut_from_one_order(ledger, people):
    listing = Listing(ledger, ledger.catalogue["person"], order=("-born_on",))
    whole = names(listing)
    assert whole == [f"王{n}号" for n in reversed(range(7))]
    assert listing.count() == 7
    assert names(listing, 0, 3) + names(listing, 3, 3) + names(listing, 6, 3) == whole
    assert [row.uid for row in listing.page(0, 9)] == listing.uids()


def test_values_are_words(ledger, people):
    row = Listing(ledger, ledger.catalogue["person"], order=("name",)).page(0, 1)[0]
    assert row.values == ("王0号", "男", "1980-01-01")
    assert row.uid == people[0].uid


def test_filters_and_words_narrow(ledger, people):
    listing = Listing(ledger, ledger.catalogue["person"], order=("name",))
    assert names(replace(listing, filters={"gender": "2"})) == ["王1号", "王3号", "王5号"]
    assert names(replace(listing, words="王3")) == ["王3号"]
    assert names(replace(listing, words="李")) == []
    assert names(replace(listing, words="王", filters={"code": None})) == []
    assert replace(listing, words="王3").count() == 1
    assert listing.in_use("gender") == ["1", "2"]


def test_the_bin_is_another_listing(ledger, people):
    listing = Listing(ledger, ledger.catalogue["person"], order=("name",))
    ledger.remove(people[2])
    assert "王2号" not in names(listing)
    assert names(replace(listing, removed=True)) == ["王2号"]
    assert names(replace(listing, removed=True, words="王2")) == ["王2号"]
    assert names(replace(listing, removed=True, words="王3")) == []


def test_links_show_and_sort_by_name_and_free_words_stand(ledger, people):
    for doer, title in ((people[1], "乙事"), (people[0], "甲事"), (None, "无主")):
        ledger.save(Job(title=title, doer=doer and doer.uid))
    listing = Listing(ledger, ledger.catalogue["job"], order=("doer",))
    column = list(listing.columns).index("doer")
    assert [row.values[column] for row in listing.page(0, 9)] == ["", "王0号", "王1号"]


def test_children_are_those_of_one_parent(ledger):
    first, second = Job(title="甲"), Job(title="乙")
    ledger.save(first, second)
    ledger.save(JobNote(job=first.uid, words="看过"), JobNote(job=second.uid, words="问过"))
    notes = ledger.catalogue["job_note"]
    column = list(Listing(ledger, notes).columns).index("words")
    listing = Listing(ledger, notes, parent=first.uid)
    assert [row.values[column] for row in listing.page(0, 9)] == ["看过"]
    assert replace(listing, words="看").count() == 1
    assert replace(listing, words="问").count() == 0
    assert count_children(ledger, notes, second) == 1


def test_figures_are_worked_out_for_the_page_only(ledger, people):
    asked = []

    def length(records, context):
        asked.append(len(records))
        return {one.uid: len(one.name) for one in records}

    register = ledger.catalogue["person"]
    listing = Listing(ledger, register, computed={("person", "name_length"): length})
    assert list(listing.columns) == list(register.listing), "a figure not in the listing is no column"
    assert asked == []


def test_two_of_one_name_are_told_apart(ledger):
    ledger.save(Person(name="张三", code="1", gender="1", born_on=date(1970, 5, 1)))
    ledger.save(Person(name="张三", code="2", gender="2"), Person(name="李四", code="3"))
    found = called(ledger, ("person",))
    assert sorted((one.words, one.note) for one in found) == [
        ("张三", "女"),
        ("张三", "男 1970-05-01"),
        ("李四", ""),
    ]


@pytest.mark.parametrize(("value", "words"), [(None, ""), (3, "3"), ("逾期 3 天", "逾期 3 天")])
def test_figures_in_words(value, words):
    assert figure_words(value) == words


def test_decimals_lose_their_trailing_noughts():
    assert [figure_words(Decimal(t)) for t in ("1.50", "30", "0.0")] == ["1.5", "30", "0"]


MANY = 20_050


@pytest.fixture
def crowd(ledger: Ledger) -> int:
    """More records than any list was ever cut at."""
    rows = [(f"{n:032x}", f"民{n}", "", 0, "", 1, 1, "") for n in range(MANY)]
    names = ("uid", "name", "owner_office", "owner_epoch", "replica", "dot", "clock", "entered_at")
    with ledger.database.atomic():
        marks = ", ".join("?" * len(names))
        ledger.database.connection().executemany(
            f"INSERT INTO person ({', '.join(names)}) VALUES ({marks})", rows
        )
        ledger.database.connection().executemany(
            "INSERT INTO card (uid, register, heading, name_key, words, removed) "
            "VALUES (?, 'person', ?, '', '', 0)",
            [row[:2] for row in rows],
        )
    return MANY


def test_nothing_is_left_off_a_long_table_or_a_list_to_pick_from(ledger, crowd):
    listing = Listing(ledger, ledger.catalogue["person"])
    assert len(listing.uids()) == len(called(ledger, ["person"])) == listing.count() == crowd


def test_as_many_records_are_found_as_were_asked_for_however_many_cards_lead_to_them(ledger):
    jobs = [Job(title=f"修灯{n}") for n in range(3)]
    ledger.save(*jobs, *(JobNote(job=jobs[0].uid, words=f"换灯泡{n}") for n in range(6)))
    assert {hit.uid for hit in ledger.search("灯", 3)} == {job.uid for job in jobs}
    assert len(ledger.search("灯", 2)) == 2


def length_of(records, context):
    return {one.uid: len(one.name) if one.gender else None for one in records}


@pytest.fixture
def lengths(ledger):
    for name, gender in (
        ("欧阳修远", "1"),
        ("丁一", "1"),
        ("王小二", "1"),
        ("无名氏甲乙", None),
        ("李四", "2"),
    ):
        ledger.save(Person(name=name, gender=gender))
    register = ledger.catalogue["person"]
    return Listing(ledger, register, shown=("name", "length"), computed={("person", "length"): length_of})


def test_a_figure_sorts_what_has_none_last_whichever_way(ledger, lengths):
    rising, falling = replace(lengths, order=("length",)), replace(lengths, order=("-length",))
    assert [row.values[1] for row in rising.page(0, 9)] == ["2", "2", "3", "4", ""]
    assert [row.values[1] for row in falling.page(0, 9)] == ["4", "3", "2", "2", ""]
    assert [row.uid for row in rising.page(1, 2)] == rising.uids()[1:3]


@pytest.mark.parametrize(
    ("typed", "found"),
    [("2", 2), (">=3", 2), ("2-3", 3), ("空", 1), ("非空", 4), ("9", 0), (" ", 5)],
)
def test_a_figure_is_filtered_by_like_a_stored_box(ledger, lengths, typed, found):
    listing = replace(lengths, typed={"length": typed})
    assert listing.count() == len(listing.page(0, 9)) == len(listing.uids()) == found
    assert replace(listing, filters={"gender": "2"}).count() <= 1


def test_of_too_long_a_list_no_figure_is_worked_out(ledger, lengths, monkeypatch):
    monkeypatch.setattr("desktop_app.storage.listing.MOST", 4)
    assert not lengths.works_out
    assert replace(lengths, order=("length",)).uids() == lengths.uids()
    assert replace(lengths, filters={"gender": "1"}).works_out, "a filter makes it short enough"
