"""A page of long words that is lost: the engine reads zeros in its place, and nobody gets them."""

from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import peewee
import pytest

from desktop_app.base.errors import UserError
from desktop_app.records.links import FileRef
from desktop_app.storage import branch_file, keys
from desktop_app.storage.ledger import Ledger
from desktop_app.storage.sqlite import engine
from desktop_app.storage.sqlite.sealed import SealedDatabase
from desktop_app.storage.tables import Blob, Entry, Note
from tests.storage.toy import Job, toy_setting

RAW = b"\7" * 32
PAGE = 4096
LONG = "长" * 1400


@pytest.fixture
def closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A branch file with long words, a long draft and an attachment."""
    monkeypatch.setattr(keys.os, "urandom", lambda count: RAW[:count])
    path = tmp_path / "branch.zbf"
    made, _ = branch_file.create(path, toy_setting(tmp_path), office="A01", password=None)
    with made.action("录入"):
        file = made.keep_file(bytes(range(1, 256)) * 40, "照片.jpg")
    made.save(*(Job(title=f"事项{n}", result=f"{n}" + LONG * (n + 1), papers=(file,)) for n in range(3)))
    made.set_note("draft:job:1", LONG)
    branch_file.close(made)
    return path


def doors(ledger: Ledger) -> dict[str, Callable[[], object]]:
    """Every way to long words."""
    uids = [uid for (uid,) in ledger.rows(Job.select(Job.uid).order_by(Job.title))]
    files = [sha for (sha,) in ledger.rows(Blob.select(Blob.sha256))]
    reads: dict[str, Callable[[], object]] = {
        "find": lambda: [(job.title, job.result) for job in ledger.find(Job.live().order_by(Job.title))],
        "rows": lambda: ledger.rows(Job.select(Job.result).order_by(Job.title)),
        "peewee": lambda: [e.new for e in ledger.find(Entry.select(Entry.new).order_by(Entry.id))],
        "note": lambda: ledger.note("draft:job:1"),
        "notes": lambda: ledger.rows(Note.select(Note.value).where(Note.key.startswith("draft:"))),
    }
    for n, uid in enumerate(uids):
        reads[f"get {n}"] = lambda uid=uid: getattr(ledger.get(Job, uid), "result", None)  # type: ignore[misc]
        reads[f"history {n}"] = lambda uid=uid: ledger.history(uid)  # type: ignore[misc]
    for sha in files:
        reads[f"file {sha[:4]}"] = lambda sha=sha: ledger.file_bytes(sha)  # type: ignore[misc]
    return reads


def opened(path: Path, folder: Path) -> Ledger:
    return branch_file.open_with_key(path, toy_setting(folder), RAW)


def test_whichever_page_is_lost_each_door_reads_what_was_written_or_tells(closed: Path) -> None:
    """Never zeros: words, JSON and bytes come whole or as a sentence."""
    whole = closed.read_bytes()
    ledger = opened(closed, closed.parent)
    truth = {name: read() for name, read in doors(ledger).items()}
    branch_file.close(ledger)
    told = 0
    for number in range(2, len(whole) // PAGE + 1):
        data = bytearray(whole)
        data[(number - 1) * PAGE + 100] ^= 1
        closed.write_bytes(data)
        with suppress(UserError):
            ledger = opened(closed, closed.parent)
            with suppress(UserError):
                for name, read in doors(ledger).items():
                    try:
                        assert read() == truth[name], (number, name)
                    except UserError:
                        told += 1
            ledger.close()
    assert told > 20


def lose_last_page(path: Path) -> None:
    """Damage the page a long value ends in, the last of the file."""
    data = bytearray(path.read_bytes())
    data[-PAGE + 100] ^= 1
    path.write_bytes(data)


@pytest.fixture
def ending(tmp_path: Path) -> Iterator[SealedDatabase]:
    """A sealed file whose last page, the end of a long value, is lost."""
    path = tmp_path / "long.zbf"
    with closing(engine.make(path, RAW)) as database:
        database.execute_sql("CREATE TABLE long (words TEXT)")
        database.execute_sql("INSERT INTO long VALUES (?)", (LONG,))
        engine.write_back(database)
    lose_last_page(path)
    database = engine.connect(path, RAW)
    yield database
    database.close()


def test_a_copy_of_a_file_whose_last_page_is_lost_is_not_called_whole(
    ending: SealedDatabase, tmp_path: Path
) -> None:
    """It would be sealed anew over zeros, and every check of the copy would pass."""
    with pytest.raises(UserError, match="损坏"):
        engine.copy_sealed(ending, tmp_path / "copy.zbf", RAW)


READS: dict[str, Callable[[peewee.SqliteDatabase], object]] = {
    "one": lambda file: file.execute_sql("SELECT words FROM long").fetchone(),
    "all": lambda file: file.execute_sql("SELECT words FROM long").fetchall(),
    "many": lambda file: file.execute_sql("SELECT words FROM long").fetchmany(5),
    "loop": lambda file: list(file.execute_sql("SELECT words FROM long")),
    "next": lambda file: next(file.execute_sql("SELECT words FROM long")),
    "length": lambda file: file.execute_sql("SELECT hex(words) FROM long").fetchone(),
}


@pytest.mark.parametrize("read", READS)
def test_every_way_to_a_row_tells_of_its_lost_end(read: str, ending: SealedDatabase) -> None:
    """However the row is fetched."""
    with pytest.raises(UserError, match="损坏"):
        READS[read](ending)


def test_bytes_that_are_not_the_file_they_are_called_are_told(ledger: Ledger) -> None:
    """Whatever was done to an attachment, its name is the hash of it."""
    kept = ledger.keep_file(b"as it was", "照片.jpg")
    ledger.save(Job(title="事项", papers=(FileRef(kept.sha256, "照片.jpg", 9),)))
    ledger.database.execute_sql("UPDATE blob SET data = ?", (b"as it wa\0",))
    with pytest.raises(UserError, match="附件"):
        ledger.file_bytes(kept.sha256)


@pytest.mark.parametrize("words", ["{", '{"name": "\0"}', "[1]", "", "\0\0"])
def test_a_line_of_history_that_is_none_any_more_is_told(words: str, ledger: Ledger) -> None:
    """Shown, undone or judged: a sentence each time, and nothing is written."""
    job = Job(title="事项")
    ledger.save(job)
    job.title = "另一个事项"
    ledger.save(job)
    ledger.database.execute_sql("UPDATE history SET old = ?, new = ? WHERE old IS NOT NULL", (words, words))
    before = ledger.database.execute_sql("SELECT count(*) FROM history").fetchall()
    with pytest.raises(UserError):
        ledger.history(job.uid)
    with pytest.raises(UserError):
        ledger.undo()
    assert ledger.database.execute_sql("SELECT count(*) FROM history").fetchall() == before
