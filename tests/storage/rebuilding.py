"""A toy branch with enough in it to be worth damaging, and one damaged file rebuilt and judged."""

import random
import zlib
from collections.abc import Callable
from pathlib import Path

from desktop_app.base.errors import UserError
from desktop_app.storage import branch_file, keys
from desktop_app.storage.branch_file import Setting
from desktop_app.storage.ledger import Ledger
from desktop_app.storage.rebuild import BackupSource, Grammar, rebuild
from desktop_app.storage.rebuild_report import RebuildReport
from desktop_app.storage.sqlite import engine
from tests.storage.damages import Original, rows_of
from tests.storage.toy import Job, JobNote, JobVisit, Person

FAMILIES = "孔龙夏柏水窦章云苏潘葛奚范彭郎"


def fill(ledger: Ledger, chance: random.Random, people: int) -> None:
    """People, jobs with long words and files, notes, edits, some in the bin."""
    persons = [
        Person(name=f"{chance.choice(FAMILIES)}{n}", code=f"{chance.randrange(10**9)}") for n in range(people)
    ]
    for start in range(0, people, 50):
        ledger.save(*persons[start : start + 50])
    jobs = []
    for number in range(people // 4):
        file = ledger.keep_file(chance.randbytes(chance.choice([20, 3000, 30_000])), f"{number}.jpg")
        words = "办" * chance.choice([1, 40, 1500, 9000])
        doer = chance.choice(persons).uid
        jobs.append(Job(title=f"事项{number}", doer=doer, result=words, papers=(file,)))
        ledger.save(jobs[-1])
    with ledger.action("记") as action:
        for number in range(people):
            job = chance.choice(jobs).uid
            kind = chance.choice([JobNote, JobVisit])
            action.save(kind(job=job, words=f"第{number}次去看"))
    for person in chance.sample(persons, people // 5):
        person.name += "改"
        ledger.save(person)
    named = {job.doer for job in jobs}
    free = [person for person in persons if person.uid not in named]
    ledger.remove(*chance.sample(free, people // 20))


def make_branch(folder: Path, setting: Setting, people: int, seed: int) -> tuple[Path, bytes, Path]:
    """A filled branch file, closed: its path, its key, and an older copy of it."""
    path, chance = folder / "branch.zbf", random.Random(seed)
    ledger, _ = branch_file.create(path, setting, office="A01", password=None)
    raw = keys.unlock(path, None).raw
    fill(ledger, chance, people)
    older = folder / "older.zbf"
    engine.copy_sealed(ledger.database, older, raw)
    fill(ledger, chance, people // 4)
    branch_file.close(ledger)
    return path, raw, older


Told = Callable[[str], None]


def judge(
    original: Original, data: bytes, folder: Path, setting: Setting, older: Path | None, name: str
) -> tuple[RebuildReport | None, list[str]]:
    """Rebuild one damaged file; gives the report and what is wrong with it."""
    path, fresh = folder / "damaged.zbf", folder / "fresh.zbf"
    path.write_bytes(data)
    before = zlib.crc32(data)
    source = BackupSource(older, original.raw, "较早的备份") if older is not None else None
    catalogue = setting.catalogue
    must = original.must_come_back(data)
    try:
        report = rebuild(path, original.raw, fresh, Grammar(catalogue, setting.clock, setting.pinyin), source)
    except UserError as error:
        is_told = bool(error.todo) and older is None
        return None, [] if is_told and not must else [f"{name}: {error.sentence()} but {len(must)} are whole"]
    wrong = []
    if zlib.crc32(path.read_bytes()) != before:
        wrong.append("the damaged file was changed")
    found = rows_of(fresh, original.raw, catalogue)
    there = {(register, uid) for register, rows in found.items() for uid in rows}
    if must - there:
        wrong.append(f"{len(must - there)} of {len(must)} on whole pages did not come back")
    for told in report.registers:
        rows, mine = found[told.name], original.rows[told.name]
        wrong += _compare(told.name, rows, mine, must, told.older)
        gone = len(mine) - len(rows)
        if gone > len(told.lost) and not report.maybe_more and not report.unplaced:
            wrong.append(f"{told.name}: {gone} are lost, {len(told.lost)} told")
        if told.total != len(rows):
            wrong.append(f"{told.name}: {len(rows)} rows, {told.total} told")
    wrong += _opens(fresh, original, setting)
    return report, [f"{name}: {words}" for words in wrong]


def _compare(
    name: str,
    rows: dict[str, tuple[object, ...]],
    mine: dict[str, tuple[object, ...]],
    must: set[tuple[str, str]],
    older: list[str],
) -> list[str]:
    wrong = []
    different = 0
    clock = 5
    for uid, row in rows.items():
        if uid not in mine:
            wrong.append(f"{name} {uid} never was")
        elif row != mine[uid]:
            # The clock of what the history told is that of its action.
            same = row[:clock] + row[clock + 1 :] == mine[uid][:clock] + mine[uid][clock + 1 :]
            if same:
                continue
            different += 1
            if (name, uid) in must:
                wrong.append(f"{name} {uid} is whole and came back otherwise")
    if different > len(older):
        wrong.append(f"{name}: {different} are not as they were, {len(older)} told")
    return wrong


def _opens(fresh: Path, original: Original, setting: Setting) -> list[str]:
    ledger = branch_file.open_with_key(fresh, setting, original.raw)
    try:
        first = ledger.find(Person.live().limit(1))
        found = ledger.name(first[0].uid) if first else ""
        if first and found != first[0].name:
            return [f"its card says {found}"]
        ledger.save(Person(name="新来的"))
        return []
    finally:
        branch_file.close(ledger)
