"""What is typed over a column narrows it; sums are those of what is left."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from desktop_app.registers import catalogue
from desktop_app.storage.column_filter import column_fits
from desktop_app.storage.listing import Listing, adds_up
from tests.storage.toy import Job, JobNote, Person


@pytest.fixture
def people(ledger):
    made = [
        Person(name="单红", code="7-001", gender="2", born_on=date(1985, 7, 1)),
        Person(name="买买提·阿布都", code="8-002", gender="1", born_on=date(1985, 10, 29)),
        Person(name="张三", code="8-003", gender="1"),
    ]
    ledger.save(*made)
    return made


@pytest.mark.parametrize(
    ("box", "words", "names"),
    [
        ("name", "张", ["张三"]),
        ("name", "阿布 买买", ["买买提·阿布都"]),
        ("name", "李", []),
        ("code", "8-", ["买买提·阿布都", "张三"]),
        ("gender", "女", ["单红"]),
        ("born_on", "1985", ["买买提·阿布都", "单红"]),
        ("born_on", "1985.7", ["单红"]),
        ("born_on", "1985年10月", ["买买提·阿布都"]),
        ("born_on", "7月", ["单红"]),
        ("born_on", "10-29", ["买买提·阿布都"]),
        ("born_on", "19850701", ["单红"]),
        ("born_on", "1985-01~1985-08", ["单红"]),
        ("born_on", "空", ["张三"]),
        ("born_on", "非空", ["买买提·阿布都", "单红"]),
        ("name", "  ", ["买买提·阿布都", "单红", "张三"]),
    ],
)
def test_words_over_a_column(ledger, people, box, words, names):
    listing = Listing(ledger, ledger.catalogue["person"], order=("name",), typed={box: words})
    assert [one.name for one in listing.records(listing.uids())] == names
    assert listing.count() == len(names)


def test_links_are_found_by_what_they_show(ledger, people):
    ledger.save(Job(title="甲", doer=people[0].uid), Job(title="乙", doer=people[2].uid))
    listing = Listing(ledger, ledger.catalogue["job"], typed={"doer": "单"})
    assert [one.title for one in listing.records(listing.uids())] == ["甲"]


@pytest.mark.parametrize(
    ("words", "hours"),
    [
        ("1.5", ["1.5"]),
        (">1.5", ["2.0"]),
        (">=1.5", ["1.5", "2.0"]),
        ("1-1.5", ["1.0", "1.5"]),
        ("<2", ["1.0", "1.5"]),
        ("多", []),
    ],
)
def test_numbers_and_their_sum(ledger, words, hours, monkeypatch):
    job = Job(title="甲")
    ledger.save(job, *(JobNote(job=job.uid, words="看", hours=Decimal(n)) for n in ("1.0", "1.5", "2.0")))
    monkeypatch.setattr(JobNote.hours, "unit", "小时")
    monkeypatch.setattr(type(ledger.catalogue["job_note"]), "listing", ("words", "hours"))
    listing = Listing(ledger, ledger.catalogue["job_note"], order=("hours",), typed={"hours": words})
    assert [str(one.hours) for one in listing.records(listing.uids())] == hours
    total = sum(map(Decimal, hours), Decimal())
    assert Decimal(listing.sums()["hours"]) == total
    assert Decimal(replace(listing, typed={}).sums(listing.uids()[:1]).get("hours", 0)) == Decimal(
        (hours or ["0"])[0]
    )


def test_columns_are_those_asked_for_in_their_order(ledger, people):
    listing = Listing(ledger, ledger.catalogue["person"], shown=("code", "gone", "name"), order=("code",))
    assert list(listing.columns) == ["code", "name"]
    assert listing.page(0, 1)[0].values == ("7-001", "单红")
    assert list(replace(listing, shown=("gone",)).columns) == list(ledger.catalogue["person"].listing)


def test_every_box_of_every_register_may_be_typed_over(ledger):
    """Nothing that may stand as a column makes the engine stumble, whatever is typed."""
    for register in catalogue():
        for name in register.boxes:
            for words in ("张三 8", "'\"%", ">=3", "2026-10", "空"):
                assert column_fits(register, name, words) is not None
    assert any(adds_up(box) for register in catalogue() for box in register.boxes.values())
