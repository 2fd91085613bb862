"""The order of every list: names by sound or strokes in their surnames' own readings, never by code point."""

import json
import random
import re
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import peewee
import pytest

import desktop_app
from desktop_app.base.clock import SetClock
from desktop_app.base.pinyin import load_pinyin
from desktop_app.base.strokes import load_strokes
from desktop_app.records.box import AnyBox
from desktop_app.records.kinds import ClosedList, Lines
from desktop_app.records.links import Persons, RecordLink
from desktop_app.records.record import Register
from desktop_app.registers import catalogue
from desktop_app.storage import branch_file
from desktop_app.storage.ledger import Ledger
from desktop_app.storage.listing import Listing
from desktop_app.storage.ordering import has_names, sorts_as_stored
from tests.storage.toy import CHEAP, Job, Person

# By sound: an, ge, ou, piao, qiu, ren, shan, xie, yuchi, zeng, zha, zhang, zhang.
BY_SOUND = ["安小宁", "盖新", "区大伟", "朴一", "仇和", "任一", "单红"]
BY_SOUND += ["解放", "尉迟恭", "曾国", "查良", "张三", "章武"]
BY_STROKES = ["区大伟", "仇和", "朴一", "任一", "安小宁", "张三", "单红"]
BY_STROKES += ["查良", "章武", "盖新", "尉迟恭", "曾国", "解放"]

# Words that are numbers of one form: their order by code point is that by size.
NUMBERED = {
    "Issue.code",
    "ServiceOrder.order_no",
    "Grid.code",
    "OrgTransfer.letter_no",
    "ArchiveFile.number",
} | {"BlankSheet.number"}


def shuffled(names: list[str]) -> list[str]:
    mixed = list(names)
    random.Random(7).shuffle(mixed)
    return mixed


@pytest.fixture
def people(ledger: Ledger) -> dict[str, Person]:
    made = {name: Person(name=name, code=str(n)) for n, name in enumerate(shuffled(BY_SOUND))}
    ledger.save(*made.values())
    return made


def column(listing: Listing, name: str) -> list[str]:
    at = list(listing.columns).index(name)
    return [row.values[at] for row in listing.page(0, 99)]


def test_the_lists_of_this_test_are_right():
    assert sorted(BY_SOUND, key=load_pinyin().sort_key) == BY_SOUND
    assert sorted(BY_STROKES, key=load_strokes().sort_key) == BY_STROKES
    assert sorted(BY_SOUND) not in (BY_SOUND, BY_STROKES)


@pytest.mark.parametrize(
    ("order", "names"),
    [
        ("name", BY_SOUND),
        ("-name", BY_SOUND[::-1]),
        ("~name", BY_STROKES),
        ("-~name", BY_STROKES[::-1]),
    ],
)
def test_names_stand_by_sound_or_by_strokes(ledger, people, order, names):
    listing = Listing(ledger, ledger.catalogue["person"], order=(order,))
    assert column(listing, "name") == names
    assert [people[name].uid for name in names] == listing.uids()


@pytest.mark.parametrize(("order", "names"), [("doer", BY_SOUND), ("~doer", BY_STROKES)])
def test_links_stand_by_what_their_record_is_called_now(ledger, people, order, names):
    ledger.save(*(Job(title="事", doer=one.uid) for one in people.values()))
    listing = Listing(ledger, ledger.catalogue["job"], order=(order,))
    assert column(listing, "doer") == names
    people["张三"].name = "艾三"
    ledger.save(people["张三"])
    first = column(listing, "doer")[0]
    assert (first == "艾三") is (order == "doer")


def test_numbers_in_words_stand_by_their_size(ledger):
    titles = ["第一党小组", "第二党小组", "第三党小组", "第十党小组", "第十一党小组", "甲2号", "甲10号"]
    ledger.save(*(Job(title=one) for one in shuffled(titles)))
    found = column(Listing(ledger, ledger.catalogue["job"], order=("title",)), "title")
    assert [one for one in found if "第" in one] == titles[:5]
    assert [one for one in found if "甲" in one] == titles[5:]


def test_choices_stand_as_they_are_listed(ledger):
    register = ledger.catalogue["job"]
    states = list(register.boxes["state"].options)
    assert states != sorted(states)
    lay_down(ledger, register, [{"title": "事", "state": state} for state in shuffled(states)])
    found = Listing(ledger, register, order=("state",))
    assert [one.state for one in found.records(found.uids())] == states


@pytest.mark.parametrize("indexed", [True, False])
def test_pages_cut_by_the_first_box_miss_nobody(ledger, monkeypatch, indexed):
    monkeypatch.setattr(Person.born_on, "index", indexed)
    days = [None, None, *(date(1980 + n // 3, 1, 1) for n in range(11))]
    names = shuffled(BY_SOUND)
    ledger.save(*(Person(name=one, code=one, born_on=day) for one, day in zip(names, days, strict=True)))
    for order in (("born_on", "name"), ("-born_on", "name"), ("-born_on", "-~name")):
        listing = Listing(ledger, ledger.catalogue["person"], order=order)
        parts = [row.uid for at in range(0, 13, 4) for row in listing.page(at, 4)]
        assert parts == listing.uids()
        assert len(set(parts)) == 13


def lay_down(ledger: Ledger, register: Register, rows: Sequence[dict[str, object]]) -> list[str]:
    """Rows as they are stored, without their rules; gives the uids."""
    uids = []
    for number, row in enumerate(rows):
        stamp = {"owner_office": "", "owner_epoch": 0, "replica": "", "dot": 1, "clock": 1, "entered_at": ""}
        whole = {"uid": f"{register.name.encode().hex()[:20]}{number:012x}".ljust(32, "0"), **stamp, **row}
        model = register.model
        query = model.insert({model._meta.fields[name]: peewee.Value(v, False) for name, v in whole.items()})
        ledger.database.execute_sql(*query.sql())
        uids.append(str(whole["uid"]))
    return uids


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A branch file of the whole catalogue, without a record."""
    setting = branch_file.Setting(
        catalogue(), SetClock(datetime(2026, 11, 2)), lambda name: "", key_cost=CHEAP
    )
    path = tmp_path_factory.mktemp("whole") / "branch.zbf"
    made, _ = branch_file.create(path, setting, office="A01", password=None)
    yield made
    branch_file.close(made)


def test_no_box_of_any_register_stands_by_code_point(whole):
    """Every box of words, link and list of the catalogue, over names laid down in a mixed order."""
    names = shuffled(BY_SOUND)
    with whole.database.atomic():
        members = lay_down(whole, whole.catalogue["member"], [{"name": one} for one in names])
        whole.database.cursor().executemany(
            "INSERT INTO card (uid, register, heading, name_key, words, removed) "
            "VALUES (?, 'member', ?, '', '', 0)",
            list(zip(members, names, strict=True)),
        )
        seen = 0
        for register in whole.catalogue:
            boxes = {n: box for n, box in register.boxes.items() if is_words(box)}
            told = [
                {n: stored(box, name, uid) for n, box in boxes.items()}
                for name, uid in zip(names, members, strict=True)
            ]
            whole.database.execute_sql(f'DELETE FROM "{register.name}"')
            uids = dict(zip(lay_down(whole, register, told), names, strict=True))
            for name, box in boxes.items():
                key = load_pinyin().sort_key if has_names(box) else load_pinyin().text_key
                listing = Listing(whole, register, order=(name,))
                assert [uids[uid] for uid in listing.uids()] == sorted(names, key=key), (
                    f"{register.name}.{name}"
                )
                seen += 1
    assert seen > 300


def is_words(box: AnyBox) -> bool:
    return not sorts_as_stored(box) and not isinstance(box, ClosedList)


def stored(box: AnyBox, name: str, uid: str) -> str:
    """How ``box`` keeps somebody's name, or the person."""
    if isinstance(box, Persons):
        return json.dumps([[uid, "病假"]], ensure_ascii=False)
    if isinstance(box, RecordLink):
        return uid
    return json.dumps([name, "其他"], ensure_ascii=False) if isinstance(box, Lines) else name


def test_what_is_put_in_order_as_stored_holds_no_words(whole):
    """Days, numbers, codes and choices alone are left to the engine's own order."""
    kinds = {
        box.kind for register in whole.catalogue for box in register.boxes.values() if sorts_as_stored(box)
    }
    assert not kinds & {"text", "long_text", "lines", "person", "persons", "record", "choice", "state"}


def test_nothing_above_asks_the_engine_for_words_in_its_own_order():
    """No ``order_by`` of the floors above names a box of words: that would be by code point."""
    words = {
        f"{register.model.__name__}.{name}"
        for register in catalogue()
        for name, box in register.boxes.items()
        if is_words(box) and not isinstance(box, RecordLink)
    }
    assert "Member.name" in words
    found = {
        named
        for path in Path(desktop_app.__file__).parent.rglob("*.py")
        for asked in re.findall(r"order_by\(.*", path.read_text("utf-8"))
        for named in re.findall(r"\w+\.\w+", asked)
        if named in words
    }
    assert sorted(found - NUMBERED) == []
