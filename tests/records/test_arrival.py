"""What another office wrote: every stamp and box of every register, judged and read without surprise."""

from datetime import datetime
from random import Random
from typing import Any

import pytest

from desktop_app.records.arrival import clock_bounds, fits_extra, judged
from desktop_app.records.base import STAMP
from desktop_app.records.box import AnyBox
from desktop_app.records.record import Register
from desktop_app.records.transfer import BLOBS, CHAINS, DIRECTORY, EXTRA_COLUMNS
from desktop_app.registers import catalogue
from tests.wrong_values import JSON_TEXTS, NEAR, NOWHERE, UID, WRONG_STAMPS, pool

REGISTERS = list(catalogue())
BOXES = [(register, name) for register in REGISTERS for name in register.boxes]
KINDS = sorted({box.kind for register in REGISTERS for box in register.boxes.values()})
NOW = datetime(2026, 11, 23, 9)
# Of NEAR and JSON_TEXTS these are words like any others: a box of words takes them.
WORDS = ("text", "long_text")


def of_kind(kind: str) -> list[tuple[Register, AnyBox]]:
    return [(register, register.boxes[name]) for register, name in BOXES if register.boxes[name].kind == kind]


def stamps(rows: int = 1) -> dict[str, list[Any]]:
    """Right stamps of so many records."""
    return {
        "uid": [f"{at:032x}" for at in range(rows)],
        "owner_office": ["Z001"] * rows,
        "owner_epoch": [0] * rows,
        "replica": ["4b97dfc043c5df1b"] * rows,
        "dot": list(range(1, rows + 1)),
        "clock": [clock_bounds(NOW)[0] + 2**40] * rows,
        "entered_at": ["2026-10-10T09:00:00"] * rows,
        "removed_at": [None] * rows,
    }


def naming(uid: str) -> str:
    return f"《{uid[:4]}》"


@pytest.mark.parametrize("kind", KINDS)
def test_what_no_hand_writes_is_refused_in_a_sentence(kind):
    for register, box in of_kind(kind):
        for value in NOWHERE:
            reason = box.judged(value)
            number = type(value) is int and box.scalar is int and abs(value) < 10**16
            printed = kind in WORDS and isinstance(value, str) and value == "[" * 5000 + "]" * 5000
            if not number and not (printed and box.limit >= len(value)):
                assert reason, (register.name, box.name, value if len(repr(value)) < 99 else type(value))
                assert len(reason) < 200
                assert f"「{box.title}」" in reason
    assert kind


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in WORDS])
def test_the_wrong_form_is_refused_by_every_kind_that_has_one(kind):
    """At least all JSON but its own, and all words that only come near it."""
    taken = {
        "lines": {'["甲", "甲"]'},
        "record": {one for one in (*NEAR, *JSON_TEXTS) if len(one) <= 200 and "\n" not in one},
    }
    for register, box in of_kind(kind):
        for value in (*JSON_TEXTS, *NEAR):
            if box.judged(value) is None:
                fits = value in taken.get(kind, ()) or value in getattr(box, "options", ())
                partial = kind in ("partial_date", "choice", "frozen") and value in ("2026", "[]")
                sign = kind == "id_number" and value.isascii() and value.isalnum()
                loose = kind == "choice" and not list(box.faults("没有这一项"))
                named = getattr(box, "free", False)  # the words themselves may stand there
                assert fits or partial or sign or loose or named, (register.name, box.name, value)


def test_reasons_never_tell_a_private_value():
    private = [register.boxes[name] for register, name in BOXES if register.boxes[name].private]
    assert private
    for box in private:
        for value in pool(box):
            reason = box.judged(value)
            if reason and isinstance(value, str) and len(value) > 3:
                assert value not in reason


def test_whatever_is_let_in_is_read_without_a_surprise():
    """Every box, every odd value it takes: shown, covered, written on a sheet, kept again as it came."""
    taken = 0
    for register, name in BOXES:
        box = register.boxes[name]
        for value in pool(box):
            if box.judged(value) is not None:
                continue
            taken += 1
            meant = box.python_value(value)
            assert box.db_value(meant) == value or box.kind == "many_choice"
            assert all(isinstance(way(meant, naming), str) for way in (box.show, box.sheet, box.masked))
            assert all(isinstance(uid, str) for uid in box.targets(meant))
            assert list(box.faults(meant)) == []
    assert taken > 3 * len(BOXES)


@pytest.mark.parametrize("name", [register.name for register in REGISTERS])
def test_a_record_of_odd_values_has_a_heading(name):
    register, chance = catalogue()[name], Random(name)
    allowed = {
        one: [None, *(v for v in pool(box) if box.judged(v) is None)] for one, box in register.boxes.items()
    }
    for _ in range(20):
        stored = {one: chance.choice(values) for one, values in allowed.items()}
        for one, box in register.boxes.items():
            if box.required and stored[one] is None:
                stored[one] = next(v for v in allowed[one] if v is not None)
        record = register.model(uid=UID)
        register.put(record, stored)
        columns = stamps() | {one: [value] for one, value in stored.items()}
        assert judged(register, columns, NOW) == {}
        assert register.heading(record, naming)
        assert register.stored(record).keys() == stored.keys()
        assert isinstance(register.is_locked(record), bool)
        assert isinstance(register.sensitive(record), list)


@pytest.mark.parametrize("stamp", ["uid", *STAMP])
def test_every_stamp_is_judged_in_every_register(stamp):
    wrong = WRONG_STAMPS[stamp]
    columns = stamps(len(wrong)) | {stamp: list(wrong)}
    for register in REGISTERS:
        reasons = judged(register, columns, NOW)
        passed = [wrong[row] for row in range(len(wrong)) if row not in reasons]
        assert [one for one in passed if repr(one)[:99]] == [], register.name
    assert judged(REGISTERS[0], stamps(5), NOW) == {}


def test_the_clock_may_run_ahead_by_as_much_as_a_wrong_battery_and_no_more():
    least, most = clock_bounds(NOW)
    columns = stamps(4) | {"clock": [least - 1, least, most, most + 1]}
    assert judged(REGISTERS[0], columns, NOW).keys() == {0, 3}


def test_a_required_box_is_asked_for_where_it_came_and_not_of_what_is_in_the_bin():
    for register in REGISTERS:
        for name, box in register.boxes.items():
            if not box.required:
                continue
            columns = stamps(2) | {name: [None, None], "removed_at": [None, "2026-10-10T09:00:00"]}
            assert judged(register, columns, NOW) == {0: f"「{box.title}」是必填的，没有填"}
            assert judged(register, stamps(2), NOW) == {}


def test_equal_values_of_different_types_are_told_apart():
    register = catalogue()["member"]
    columns = stamps(5) | {"party_age_adjust": [1, True, 1.0, "1", None], "name": ["甲"] * 5}
    assert judged(register, columns, NOW).keys() == {1, 2, 3}


WRONG_PIECES = [
    (BLOBS, "sha256", "Z" * 64),
    (BLOBS, "sha256", None),
    (BLOBS, "part", -1),
    (BLOBS, "part", "0"),
    (BLOBS, "data", "字"),
    (CHAINS, "seq", 2**63),
    (CHAINS, "seq", True),
    (CHAINS, "chain", "x"),
    (CHAINS, "replica", []),
    (DIRECTORY, "data", 5),
    (DIRECTORY, "part", 1.0),
]
PIECES = {
    BLOBS: {"sha256": ["0" * 64], "part": [0], "parts": [1], "data": ["AAAA"]},
    CHAINS: {"replica": ["4b97dfc043c5df1b"], "seq": [3], "after": [0], "chain": ["0" * 64]},
    DIRECTORY: {"part": [0], "parts": [1], "data": ["AAAA"]},
}


@pytest.mark.parametrize(("table", "name", "value"), WRONG_PIECES)
def test_what_lies_beside_the_registers_is_of_its_form(table, name, value):
    assert fits_extra(table, PIECES[table])
    assert not fits_extra(table, PIECES[table] | {name: [value]})
    assert PIECES.keys() == EXTRA_COLUMNS.keys()
