"""Two records of one thing become one: no live record names the one that went, and undo restores all."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from desktop_app.records.alike import near
from desktop_app.records.box import Box
from desktop_app.records.links import PersonWhy, RecordLink
from desktop_app.records.record import Register
from desktop_app.registers.displays.identity_displays import IdentityDisplay
from desktop_app.registers.organization_life.meetings import Attendance, Meeting, Speech
from desktop_app.registers.people.members import Member
from desktop_app.storage import branch_file
from desktop_app.storage.likely_same import compared, pairs, same_as, tell_apart
from desktop_app.storage.mentions import namers
from desktop_app.storage.merging_records import CannotMerge, absorbed, differences, merge, rehearse
from desktop_app.storage.writer import Version
from tests.registers.desk import CATALOGUE
from tests.views.pages.branch import make_branch

STAMP = {"owner_epoch": 0, "entered_at": "2026-11-01T08:00:00", "removed_at": None}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    ledger, uids = make_branch(Path(tmp_path_factory.mktemp("merging")) / "branch.zbf")
    yield ledger, uids
    branch_file.close(ledger)


def put(ledger: Any, *records: Any) -> list[Any]:
    """Write records whatever the rules say, as a package would."""
    versions = []
    for record in records:
        register = ledger.catalogue.of(record)
        stamp = {**STAMP, "owner_office": ledger.office, "replica": "ffff", "dot": next(DOTS), "clock": 1}
        versions.append(Version(register, record.uid, "add", None, register.stored(record), stamp))
    with ledger.action("备好", kind="merge") as action:
        action.put(versions)
    return [ledger.get(type(record), record.uid) for record in records]


def blank(register: Register, **boxes: object) -> Any:
    """A record with nothing in it but the numbers its figures are worked out from."""
    numbers = {
        n: 1 for n, box in register.boxes.items() if box.required and box.kind in ("number", "decimal")
    }
    return register.model(**{**numbers, **boxes})


def links_to(name: str) -> list[tuple[Register, Box[Any, Any]]]:
    """Every box that may name a record of a register."""
    return [
        (register, box)
        for register in CATALOGUE
        if not register.stays_home
        for box in register.boxes.values()
        if name in getattr(box, "to", ())
    ]


def stand(ledger: Any, uids: list[str]) -> list[Any]:
    """What stands in the file of these records."""
    found = [ledger.locate(uid) for uid in uids]
    return [(register.stored(one), one.removed_at) for register, one in found]


NAMED = sorted(
    {to for register in CATALOGUE for box in register.boxes.values() for to in getattr(box, "to", ())}
)


@pytest.mark.parametrize("name", NAMED)
def test_every_link_of_every_register_moves_and_comes_back(house: Any, name: str) -> None:
    ledger, _uids = house
    target = ledger.catalogue[name]
    made = [blank(target), blank(target)]
    for register, box in links_to(name):
        value: Any = made[1].uid if isinstance(box, RecordLink) else (PersonWhy(made[1].uid, "病假"),)
        made.append(blank(register, **{box.name: value}))
    kept, gone, *lines = put(ledger, *made)
    uids = [one.uid for one in made]
    before = stand(ledger, uids)
    if target.append_only:
        assert rehearse(ledger, target, kept.uid, gone.uid, ()).stays
        return
    with ledger.action("合并") as action:
        outcome = merge(action, ledger, target, kept.uid, gone.uid, ())
    assert sum((outcome.moved + outcome.doubled).values()) == len(lines)
    assert list(namers(ledger, {name: [gone.uid]})) == []
    assert ledger.get(target.model, gone.uid).removed_at
    assert absorbed(ledger, kept.uid) == [gone.uid]
    ledger.undo()
    assert stand(ledger, uids) == before
    assert absorbed(ledger, kept.uid) == []


def second_of(ledger: Any, uid: str, **boxes: object) -> Member:
    """A second row of a member, without a number but for what ``boxes`` say."""
    one = ledger.get(Member, uid)
    values = {n: getattr(one, n) for n in CATALOGUE["member"].boxes}
    (made,) = put(ledger, Member(**{**values, "id_number": None, **boxes}))
    return made


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Any]:
    """A branch of the test's own."""
    ledger, uids = make_branch(tmp_path / "branch.zbf")
    yield ledger, uids
    branch_file.close(ledger)


def test_two_rows_of_one_person_are_found_and_become_one(own: Any) -> None:
    ledger, uids = own
    register, uid = ledger.catalogue["member"], uids["江北望"]
    other = second_of(ledger, uid, mobile="13900001111", remark="从旧册抄来")
    found = [one for one in pairs(ledger, ["member"]) if uid in (one.first, one.second)]
    assert [(one.certain, one.why) for one in found] == [(False, "姓名和出生日期相同")]
    kept = ledger.get(Member, uid)
    told = {one.box.name: one.takes_gone for one in differences(ledger, register, kept, other)}
    assert told["remark"], "what is filled goes before what is empty"
    assert told["id_number"] is False
    with ledger.action("合并") as action:
        merge(action, ledger, register, uid, other.uid, ["remark", "mobile"])
    kept = ledger.get(Member, uid)
    assert (kept.remark, kept.mobile, bool(kept.id_number)) == ("从旧册抄来", "13900001111", True)
    assert [one for one in pairs(ledger, ["member"]) if uid in (one.first, one.second)] == []
    assert [line.verb for line in ledger.history(other.uid)] == ["merge_went", "add"]


def test_the_number_of_the_one_that_goes_may_be_taken(own: Any) -> None:
    ledger, uids = own
    register, uid = ledger.catalogue["member"], uids["江北望"]
    other, number = second_of(ledger, uid), ledger.get(Member, uid).id_number
    with ledger.action("合并") as action:
        merge(action, ledger, register, other.uid, uid, ["id_number"])
    assert ledger.get(Member, other.uid).id_number == number
    ledger.undo()
    assert ledger.get(Member, uid).id_number == number
    assert ledger.get(Member, other.uid).id_number is None


def test_who_stands_twice_at_one_meeting_counts_once(own: Any) -> None:
    ledger, uids = own
    register, uid = ledger.catalogue["member"], uids["江北望"]
    other = second_of(ledger, uid)
    meeting, mine, theirs = put(ledger, *seats(uid, other.uid))
    assert sum(rehearse(ledger, register, uid, other.uid, ()).doubled.values()) == 1
    with ledger.action("合并") as action:
        outcome = merge(action, ledger, register, uid, other.uid, ())
    assert sum(outcome.doubled.values()) == 1
    live = ledger.find(Attendance.live().where(Attendance.gathering == meeting.uid))
    assert [one.uid for one in live] == [mine.uid]
    ledger.undo()
    assert ledger.get(Attendance, theirs.uid).removed_at is None


def seats(one: str, other: str) -> list[Any]:
    """A meeting with a seat for each of two."""
    meeting = Meeting()
    return [meeting, *(Attendance(gathering=meeting.uid, person=uid) for uid in (one, other))]


def test_what_is_archived_keeps_its_rows_and_says_so(own: Any) -> None:
    ledger, uids = own
    register, uid = ledger.catalogue["member"], uids["江北望"]
    other = second_of(ledger, uid)
    meeting = Meeting(state="归档")
    said = [Speech(meeting=meeting.uid, speaker=one, words="同意") for one in (uid, other.uid)]
    put(ledger, meeting, *said)
    told = rehearse(ledger, register, uid, other.uid, ())
    assert len(told.stays) == 1
    assert "不能少一行" in told.stays[0]
    with pytest.raises(CannotMerge), ledger.action("合并") as action:
        merge(action, ledger, register, uid, other.uid, ())
    assert ledger.get(Member, other.uid).removed_at is None
    assert ledger.get(Speech, said[1].uid).speaker == other.uid


def test_an_archived_row_moves_only_where_it_reads_as_before(own: Any) -> None:
    ledger, uids = own
    register, uid = ledger.catalogue["member"], uids["江北望"]
    same, misspelt = second_of(ledger, uid), second_of(ledger, uid, name="江北旺")
    for other, stays in ((same, 0), (misspelt, 1)):
        meeting = Meeting(state="归档")
        put(ledger, meeting, Speech(meeting=meeting.uid, speaker=other.uid, words="没有意见"))
        assert len(rehearse(ledger, register, uid, other.uid, ()).stays) == stays


def test_who_belongs_to_another_branch_is_left_alone(own: Any) -> None:
    ledger, uids = own
    register, uid = ledger.catalogue["member"], uids["江北望"]
    other = second_of(ledger, uid)
    with ledger.action("备好", kind="merge") as action:
        theirs = {**STAMP, "owner_office": "990101777", "replica": "eeee", "dot": 1, "clock": 2}
        stored = register.stored(other)
        action.put([Version(register, other.uid, "edit", stored, stored, theirs)])
    assert pairs(ledger, ["member"]) == []
    assert "别的支部" in rehearse(ledger, register, uid, other.uid, ()).stays[0]


def test_a_new_row_is_told_what_stands_there_already_and_in_the_bin(own: Any) -> None:
    ledger, uids = own
    one = ledger.get(Member, uids["江北望"])
    typed = Member(name=one.name, birth_date=one.birth_date)
    assert [(s.uid, s.certain, s.in_bin) for s in same_as(ledger, typed)] == [(one.uid, False, False)]
    typed.id_number = one.id_number
    assert [(s.uid, s.certain, s.in_bin) for s in same_as(ledger, typed)] == [(one.uid, True, False)]
    with ledger.action("放进回收站") as action:
        action.write_as(one, ledger.catalogue["member"].stored(one), "remove", removed=True)
    assert [(s.uid, s.certain, s.in_bin) for s in same_as(ledger, typed)] == [(one.uid, True, True)]
    assert same_as(ledger, Member(name="没有这人", birth_date=one.birth_date)) == []


def test_two_that_are_told_apart_are_not_shown_again(own: Any) -> None:
    ledger, uids = own
    second_of(ledger, uids["江北望"])
    (pair,) = pairs(ledger, ["member"])
    tell_apart(ledger, pair)
    assert pairs(ledger, ["member"]) == []


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("学习新修订的条例和细则", "学习新修订的条例与细则", True),
        ("第一支部书记选举", "第一支部副书记选举", False),
        ("第1次支委会会议", "第2次支委会会议", False),
        ("会议", "会", False),
    ],
)
def test_wordings_are_held_together_by_what_they_say(one: str, other: str, alike: bool) -> None:
    assert near(one, other) is alike


def test_what_many_share_on_one_day_is_no_double(house: Any) -> None:
    ledger, uids = house
    day = date(2018, 5, 6)
    people = [uids[name] for name in ("江北望", "柯一鸣", "林若溪")]
    put(ledger, *(IdentityDisplay(member=uid, form="户牌", from_on=day) for uid in people))
    assert [pair for pair in pairs(ledger, ["identity_display"]) if not pair.certain] == []


FILLED = [register for register in CATALOGUE if compared(register) and (register.unique or register.natural)]


@pytest.mark.parametrize("register", FILLED, ids=lambda register: register.name)
def test_an_entry_made_twice_is_found_in_every_register(house: Any, register: Register) -> None:
    ledger, uids = house
    group = (*register.unique, *register.natural)[0]
    values = {name: some(register.boxes[name], uids) for name in group}
    first, second = put(ledger, register.model(**values), register.model(**values))
    found = [
        pair
        for pair in pairs(ledger, [register.name])
        if {pair.first, pair.second} == {first.uid, second.uid}
    ]
    assert [pair.certain for pair in found] == [True]
    assert {one.uid for one in same_as(ledger, register.model(**values))} >= {first.uid, second.uid}


def some(box: Box[Any, Any], uids: Any) -> Any:
    """A value of a box."""
    if isinstance(box, RecordLink):
        return uids["江北望"]
    if hasattr(box, "options") and box.options:
        return next(iter(box.options))
    words = {
        "date": "2019-03-04",
        "partial_date": "2019-03-04",
        "time_span": "2019.3.4 9:00—10:00",
        "month": "2019-03",
        "phone": "13900002222",
    }
    return box.parse(words.get(box.kind, "7"), READING)


READING: Any = SimpleNamespace(today=date(2026, 11, 23), resolve=None, knows=lambda registers, words: False)
DOTS = iter(range(1, 100_000))
