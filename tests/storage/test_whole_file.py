"""A whole file carried through an open folder: however many rows it has, and in whatever state."""

from pathlib import Path

from desktop_app.exchange.whole_export.read import WholeFolder
from desktop_app.exchange.whole_export.write import write_whole
from desktop_app.storage import branch_file
from desktop_app.storage.ledger import Ledger
from desktop_app.storage.rebuild import Grammar
from desktop_app.storage.tables import Note
from desktop_app.storage.whole_file import WholeReader, fill_file
from tests.storage.toy import Job, Person, toy_setting

# One more than lists and packages were ever held to.
MANY = 20_001


def test_more_rows_than_any_list_holds_go_through(ledger: Ledger, tmp_path: Path) -> None:
    rows = [{"key": f"draft:{n}", "value": "x"} for n in range(MANY)]
    with ledger.database.atomic():
        for start in range(0, len(rows), 500):
            Note.insert_many(rows[start : start + 500]).execute(ledger.database)
    person = Person(name="孔瑾")
    ledger.save(person, Job(title="=1+1", doer=person.uid, result="办" * 20_000))
    ledger.remove(ledger.find(Job.live())[0])
    contents = write_whole(WholeReader(ledger, (), {}), tmp_path / "out")
    assert contents.counts["note"] == MANY
    setting, incoming = toy_setting(tmp_path), WholeFolder(tmp_path / "out")

    def fill(fresh: Path, raw: bytes) -> None:
        grammar = Grammar(setting.catalogue, setting.clock, setting.pinyin)
        fill_file(fresh, raw, grammar, incoming.contents.about, incoming)

    again, _ = branch_file.create_filled(tmp_path / "new.zbf", setting, None, fill)
    try:
        assert again.note(f"draft:{MANY - 1}") == "x"
        assert [one.name for one in again.find(Person.live())] == ["孔瑾"]
        (job,) = again.find(Job.select())
        assert (job.title, len(job.result or ""), bool(job.removed_at)) == ("=1+1", 20_000, True)
        assert again.history(job.uid)
    finally:
        branch_file.close(again)
