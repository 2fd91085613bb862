"""Damage of the branch file: found at opening or in idle time, told with its place, never as our defect."""

import random
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import timedelta
from pathlib import Path

import pytest

from desktop_app.base.errors import UserError
from desktop_app.base.rounds import Verdict
from desktop_app.storage import branch_file, file_check, keys
from desktop_app.storage.backup import BackupStore
from desktop_app.storage.branch_file import Setting
from desktop_app.storage.file_check import PAGE, checking, file_round, file_verdict
from desktop_app.storage.ledger import Ledger
from desktop_app.storage.sqlite.sealed import Damage
from tests.storage.toy import Job, Person, toy_setting

RAW = b"\7" * 32


@pytest.fixture
def closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Setting]:
    """A toy branch file of some thirty pages, closed again."""
    monkeypatch.setattr(keys.os, "urandom", lambda count: RAW[:count])
    path, setting = tmp_path / "own" / "branch.zbf", toy_setting(tmp_path / "toy")
    ledger, _ = branch_file.create(path, setting, office="A01", password=None)
    people = [Person(name=f"孔令{n}") for n in range(60)]
    ledger.save(*people)
    ledger.save(*(Job(title=f"事项{n}", result="长" * 900) for n in range(12)))
    branch_file.close(ledger)
    return path, setting


def walk(ledger: Ledger) -> list[UserError]:
    """The whole round, to its end."""
    parts = checking(ledger)
    while True:
        try:
            next(parts)
        except StopIteration as end:
            return list(end.value)


def spoil(path: Path, number: int) -> None:
    """Change one byte of a page."""
    with path.open("rb+") as file:
        file.seek(number * PAGE + 1000)
        byte = file.read(1)
        file.seek(-1, 1)
        file.write(bytes([byte[0] ^ 1]))


def test_a_whole_file_is_found_whole_at_opening_and_in_idle_time(closed: tuple[Path, Setting]) -> None:
    path, setting = closed
    with closing(branch_file.open_with_key(path, setting, RAW)) as ledger:
        assert ledger.told == []
        assert file_verdict(ledger, ledger.clock.now())[0] == "good"
        assert walk(ledger) == []
        # What still stands in the journal alone is no damage.
        ledger.save(*(Person(name=f"孔祥{n}") for n in range(200)))
        assert walk(ledger) == []


def test_damage_is_told_with_the_register_it_is_in(closed: tuple[Path, Setting]) -> None:
    path, setting = closed
    whole, told = path.read_bytes(), set()
    for number in range(1, len(whole) // PAGE):
        path.write_bytes(whole)
        spoil(path, number)
        with suppress(UserError), closing(branch_file.open_with_key(path, setting, RAW)) as ledger:
            assert ledger.told, f"page {number} opened unseen"
            assert isinstance(ledger.told[0], Damage)
            told.add(ledger.told[0].what)
    for title in ("人员", "事项", "修改历史", "检索和目录"):
        assert any(f"“{title}”" in what for what in told), told


def test_a_large_file_is_looked_at_here_and_there_and_whole_in_idle_time(
    closed: tuple[Path, Setting], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, setting = closed
    count = path.stat().st_size // PAGE
    monkeypatch.setattr(file_check, "_spans", lambda count: iter([(1, 5)]))
    monkeypatch.setattr(file_check, "_PAGES_A_PART", 4)
    monkeypatch.setattr(file_check, "_PATIENCE", -1)
    spoil(path, count - 1)
    with closing(branch_file.open_with_key(path, setting, RAW)) as ledger:
        assert ledger.told == []
        found = walk(ledger)
        assert len(found) == 1
        assert isinstance(found[0], Damage)
        assert "1 页" in found[0].what
        assert "设置与备份" in found[0].todo


def test_parts_are_small_and_all_of_the_file_is_read(closed: tuple[Path, Setting]) -> None:
    path, setting = closed
    with closing(branch_file.open_with_key(path, setting, RAW)) as ledger:
        parts = list(checking(ledger))
        assert len(parts) > len(setting.catalogue.models)


def test_a_page_that_is_being_written_is_looked_at_again(
    closed: tuple[Path, Setting], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, setting = closed
    with closing(branch_file.open_with_key(path, setting, RAW)) as ledger:
        guard = ledger.guard
        assert guard is not None
        read, torn = guard.read, [True]

        def half_written(offset: int, size: int) -> bytes:
            data = read(offset, size)
            if offset <= 3 * PAGE < offset + size and torn.pop() if torn else False:
                at = 3 * PAGE - offset
                data = data[:at] + b"\0" * 100 + data[at + 100 :]
            return data

        monkeypatch.setattr(guard, "read", half_written)
        assert walk(ledger) == []
        assert torn == []


def test_the_spans_of_a_large_file_lie_in_it_and_are_bounded() -> None:
    for count in (1, 1500, 1501, 200_000):
        spans = list(file_check._spans(count))
        assert all(first >= 1 and first + some - 1 <= count for first, some in spans)
        assert sum(some for _, some in spans) <= file_check.QUICK


def test_the_light_of_the_file_follows_what_was_last_found(closed: tuple[Path, Setting]) -> None:
    path, setting = closed
    with closing(branch_file.open_with_key(path, setting, RAW)) as ledger:
        now, note = ledger.clock.now(), file_round(ledger).note
        for verdict, state, words in (
            (Verdict(now), "good", "完好"),
            (Verdict(now - timedelta(days=40)), "warn", "已过 40 天"),
            (Verdict(now + timedelta(days=1)), "good", "打开时看过"),
            (Verdict(now, (UserError("坏了"),)), "bad", "坏了"),
        ):
            ledger.set_note(note, verdict.text())
            light = file_verdict(ledger, now)
            assert light[0] == state
            assert words in light[1]
    # What was found last time is looked for again.
    with closing(branch_file.open_with_key(path, setting, RAW)) as ledger:
        assert ledger.note(note) == ""


# -- damage at random ---------------------------------------------------------------------------------------


def flip(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + bytes([data[at] ^ (1 << chance.randrange(8))]) + data[at + 1 :]


def cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def blank(data: bytes, chance: random.Random) -> bytes:
    at, long = chance.randrange(len(data)), chance.choice((16, 512, 4096, 20_000))
    return data[:at] + bytes(min(long, len(data) - at)) + data[at + long :]


def use(path: Path, setting: Setting) -> tuple[list[UserError], list[str]]:
    """A day with the file: opened, read, saved, backed up, checked, closed; sentences, and what was read."""
    sentences: list[UserError] = []

    def tried(work: Callable[[], object]) -> object:
        try:
            return work()
        except UserError as error:
            sentences.append(error)
        return None

    ledger = tried(lambda: branch_file.open_with_key(path, setting, RAW))
    if not isinstance(ledger, Ledger):
        return sentences, []
    sentences += ledger.told
    people = tried(lambda: ledger.find(Person.live()))
    tried(lambda: ledger.save(Person(name="孔后来")))
    tried(lambda: ledger.set_note("draft", "x"))
    store = BackupStore(path, RAW, path.parent / "backup", setting.clock)
    tried(lambda: store.make("试"))
    sentences += tried(lambda: walk(ledger)) or []  # type: ignore[operator]
    tried(lambda: branch_file.close(ledger))
    return sentences, sorted(person.name for person in people or [])  # type: ignore[attr-defined]


def test_a_page_that_is_damaged_takes_no_other_record_along(closed: tuple[Path, Setting]) -> None:
    """The engine reads nothing any more over a connection that came upon damage; the ledger opens another."""
    path, setting = closed
    whole, read = path.read_bytes(), 0
    for number in range(2, len(whole) // PAGE, 3):
        path.write_bytes(whole)
        spoil(path, number)
        with suppress(UserError), closing(branch_file.open_with_key(path, setting, RAW)) as ledger:
            jobs = people = None
            with suppress(UserError):
                jobs = len(ledger.find(Job.live()))
            with suppress(UserError):
                people = len(ledger.find(Person.live()))
            assert jobs in (None, 12)
            assert people in (None, 60)
            assert jobs or people
            read += 1
    assert read > 3


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_damaged_is_told_and_no_error_is_ours(closed: tuple[Path, Setting], seed: int) -> None:
    path, setting = closed
    chance = random.Random(seed)
    whole = path.read_bytes()
    names = sorted(f"孔令{n}" for n in range(60))
    for hurt in (flip, cut, blank) * 3:
        path.write_bytes(hurt(whole, chance))
        for journal in path.parent.glob("*-*"):
            journal.unlink()
        sentences, read = use(path, setting)
        assert sentences, hurt.__name__
        assert all(error.todo for error in sentences)
        assert not read or read == names
