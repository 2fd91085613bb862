"""What a disk can do to a branch file: always a sentence, all as it was before, and the next try works."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing
from pathlib import Path

import pytest

from desktop_app.base.errors import UserError
from desktop_app.records.base import STAMP
from desktop_app.storage import branch_file, keys
from desktop_app.storage.branch_file import Setting
from desktop_app.storage.ledger import Ledger
from desktop_app.storage.sqlite import engine
from tests.storage.disks import full_at_the_commit, full_while_writing, read_only
from tests.storage.disks import locked as locked_by_another
from tests.storage.toy import Person, toy_setting

Fault = Callable[[Ledger], AbstractContextManager[None]]
RAW = b"\7" * 32


def locked(ledger: Ledger) -> AbstractContextManager[None]:
    """Another program holds the file."""
    return locked_by_another(ledger, RAW)


FAULTS: dict[Fault, str] = {
    full_while_writing: "磁盘满了",
    full_at_the_commit: "可能满了",
    read_only: "不能写",
    locked: "另一个程序",
}


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ledger]:
    """An open toy branch file under a known key, with three people."""
    monkeypatch.setattr(keys.os, "urandom", lambda count: RAW[:count])
    made, _ = branch_file.create(tmp_path / "branch.zbf", toy_setting(tmp_path), office="A01", password=None)
    made.save(*(Person(name=name) for name in ("孔瑾", "孔瑜", "孔璋")))
    yield made
    branch_file.close(made)


def state(ledger: Ledger) -> tuple[object, ...]:
    """All that an action may leave behind."""
    counts = branch_file.counts(ledger.database)
    known = ledger.database.execute_sql("SELECT * FROM knowledge").fetchall()
    return sorted((p.uid, p.name, p.dot) for p in ledger.find(Person.live())), counts, known


def acts(ledger: Ledger) -> dict[str, Callable[[], object]]:
    """Every way to write into a ledger; what is bulky fits into no page that is there."""
    first, second, third = ledger.find(Person.live().order_by(Person.name))
    first.name += "文"
    return {
        "save": lambda: ledger.save(first),
        "new": lambda: ledger.save(*(Person(name=f"孔令{n}") for n in range(400))),
        "remove": lambda: ledger.remove(second, third),
        "undo": ledger.undo,
        "note": lambda: ledger.set_note("draft", "字" * 9000),
        "file": lambda: ledger.keep_file(b"0" * 90_000, "照片.jpg"),
    }


BULKY, SMALL = ("new", "note", "file"), ("save", "remove", "undo")
CASES = [(fault, act) for fault in FAULTS for act in BULKY + (() if fault is full_while_writing else SMALL)]


@pytest.mark.parametrize(("fault", "act"), CASES, ids=lambda one: getattr(one, "__name__", one))
def test_a_write_that_fails_leaves_everything_as_it_was_and_the_next_goes_through(
    ledger: Ledger, fault: Fault, act: str
) -> None:
    write, before = acts(ledger)[act], state(ledger)
    with fault(ledger), pytest.raises(UserError, match=FAULTS[fault]) as raised:
        write()
    assert raised.value.todo
    assert raised.value.safe
    assert not ledger.database.in_transaction()
    assert state(ledger) == before
    acts(ledger)[act]()
    assert state(ledger) != before


@pytest.mark.parametrize("fault", [f for f in FAULTS if f is not full_while_writing])
def test_a_record_gives_its_stamp_back_whenever_the_write_fails(ledger: Ledger, fault: Fault) -> None:
    person = ledger.find(Person.live())[0]
    stamp = {name: getattr(person, name) for name in STAMP}
    person.name = "孔令文"
    with fault(ledger), pytest.raises(UserError):
        ledger.save(person)
    assert {name: getattr(person, name) for name in STAMP} == stamp
    ledger.save(person)
    assert ledger.get(Person, person.uid).name == person.name


def read_all(path: Path, setting: Setting) -> None:
    """Open a file and look at every page of it."""
    ledger = branch_file.open_with_key(path, setting, RAW)
    with closing(ledger.database):
        ledger.find(Person.live())
        engine.check_whole(ledger.database)


def test_whatever_page_is_damaged_the_file_tells_it_in_a_sentence(ledger: Ledger, tmp_path: Path) -> None:
    path = tmp_path / "branch.zbf"
    ledger.save(*(Person(name=f"孔令{n}") for n in range(300)))
    branch_file.close(ledger)
    whole = path.read_bytes()
    for at in range(0, len(whole), 4096):
        path.write_bytes(whole[: at + 2000] + b"damage" + whole[at + 2006 :])
        with pytest.raises(UserError, match=r"损坏.*备份"):
            read_all(path, toy_setting(tmp_path))


def test_a_file_that_went_away_is_no_traceback(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="打不开"):
        engine.connect(tmp_path / "gone" / "branch.zbf", RAW).connect()


def test_our_own_mistakes_stay_what_they_are(ledger: Ledger) -> None:
    with pytest.raises(Exception, match="no such table") as raised:
        ledger.database.execute_sql("SELECT * FROM nowhere")
    assert not isinstance(raised.value, UserError)
