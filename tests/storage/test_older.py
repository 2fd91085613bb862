"""A package of an older program takes the upgrade steps a branch file took, before it is compared."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from desktop_app.base.clock import SetClock
from desktop_app.base.errors import UserError
from desktop_app.storage import branch_file
from desktop_app.storage.branch_file import Setting
from desktop_app.storage.exchange_store import LedgerExchange
from desktop_app.storage.ledger import Ledger
from desktop_app.storage.sqlite.search_index import MAKE_INDEX
from desktop_app.storage.tables import TABLES
from tests.storage.parcels import Package, left_overs, look, pack, take
from tests.storage.toy import MODELS, Job, JobNote, Person, statements, toy_catalogue, write_step

# What the older program called a person's gender, and a line under a job.
FIRST = [
    sql.replace('"gender" TEXT, "born_on" TEXT', '"sex" TEXT').replace('"job_note"', '"job_line"')
    for sql in (*statements((*TABLES, *MODELS)), MAKE_INDEX)
]
SECOND = [
    'ALTER TABLE "person" RENAME COLUMN "sex" TO "gender"',
    """UPDATE "person" SET "gender" = CASE "gender" WHEN '男' THEN '1' WHEN '女' THEN '2' END""",
    'ALTER TABLE "person" ADD COLUMN "born_on" TEXT',
    'ALTER TABLE "job_line" RENAME TO "job_note"',
    """UPDATE "job" SET "remark" = '旧程序写的' WHERE "remark" IS NULL""",
    """INSERT INTO "job_visit" SELECT 'ffffffffffffffffffffffffffffffff', "owner_office", "owner_epoch",
    "replica", "dot", "clock", "entered_at", NULL, NULL, '步骤写的' FROM "person" LIMIT 1""",
]


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[tuple[LedgerExchange, LedgerExchange, Ledger, Ledger]]:
    """A branch and its committee, both of the newer program."""
    write_step(tmp_path / "steps", "0001_first", FIRST)
    write_step(tmp_path / "steps", "0002_second", SECOND)
    made = []
    for office in ("A01", "C00"):
        folder = tmp_path / office
        folder.mkdir()
        setting = Setting(toy_catalogue(tmp_path), SetClock(datetime(2026, 10, 10, 9)), lambda name: "")
        ledger, _ = branch_file.create(folder / "branch.zbf", setting, office=office, password=None)
        made.append((LedgerExchange(ledger, folder), ledger))
    yield made[0][0], made[1][0], made[0][1], made[1][1]
    for _, ledger in made:
        branch_file.close(ledger)


def older(package: Package) -> Package:
    """The package as the older program would have written it: its names, its words, nothing it lacked."""
    blocks = []
    for table, columns in package.blocks:
        if table == "person":
            genders = {"1": "男", "2": "女", None: None}
            columns = {**columns, "sex": [genders[each] for each in columns["gender"]]}
            columns = {name: values for name, values in columns.items() if name not in ("gender", "born_on")}
        if table == "job":
            columns = {name: values for name, values in columns.items() if name != "remark"}
        blocks.append(("job_line" if table == "job_note" else table, columns))
    return Package(replace(package.incoming, schema=1, scope=None), blocks)


def with_cell(package: Package, table: str, column: str, value: object) -> Package:
    """The package with one cell more or other than it was."""
    blocks = [
        (name, {**columns, column: [value] * len(columns["uid"])} if name == table else columns)
        for name, columns in package.blocks
    ]
    return Package(package.incoming, blocks)


def test_renamed_boxes_new_words_and_renamed_tables_arrive_as_today(desks: Any) -> None:
    sender, receiver, branch, committee = desks
    person, job = Person(name="孔瑾", gender="2"), Job(title="修灯")
    branch.save(person, job, JobNote(job=job.uid, words="看过现场"))
    package = older(pack(branch, sender))
    assert look(receiver, package).words() == "新增3　修改0　冲突0　不变0"
    take(receiver, package)
    there = committee.get(Person, person.uid)
    assert there is not None
    assert (there.name, there.gender) == ("孔瑾", "2")
    assert [note.words for note in committee.find(JobNote.live())] == ["看过现场"]
    assert look(receiver, package).words() == "新增0　修改0　冲突0　不变3"
    assert left_overs(Path(receiver._folder)) == []


def test_what_the_older_program_did_not_send_is_not_emptied_nor_filled_by_a_step(desks: Any) -> None:
    sender, receiver, branch, committee = desks
    person, job = Person(name="孔瑾", gender="2", born_on=date(1985, 7, 1)), Job(title="修灯", remark="急")
    branch.save(person, job)
    take(receiver, pack(branch, sender))
    person.name, job.title = "孔瑾儿", "修路灯"
    branch.save(person, job)
    take(receiver, older(pack(branch, sender)))
    there, task = committee.get(Person, person.uid), committee.get(Job, job.uid)
    assert there is not None
    assert task is not None
    assert (there.name, there.born_on) == ("孔瑾儿", date(1985, 7, 1))
    assert (task.title, task.remark) == ("修路灯", "急")


def test_rows_a_step_writes_of_its_own_accord_were_not_sent(desks: Any) -> None:
    sender, receiver, branch, _ = desks
    branch.save(Person(name="孔瑾"))
    assert look(receiver, older(pack(branch, sender))).words() == "新增1　修改0　冲突0　不变0"


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("person", "gender", "1"),
        ("person", 'sex" TEXT); DROP TABLE person; --', "1"),
        ("person", "uid", None),
        ("person", "clock", None),
        ("person", "uid", "0" * 32),
    ],
)
def test_what_an_older_program_could_not_have_written_is_refused(
    desks: Any, table: str, column: str, value: object
) -> None:
    sender, receiver, branch, committee = desks
    branch.save(Person(name="孔瑾"), Person(name="龙英兰"))
    with pytest.raises(UserError, match="旧版本"):
        look(receiver, with_cell(older(pack(branch, sender)), table, column, value))
    assert committee.find(Person.live()) == []
    assert left_overs(Path(receiver._folder)) == []


def test_a_table_of_today_in_an_older_package_is_refused(desks: Any) -> None:
    sender, receiver, branch, _ = desks
    job = Job(title="修灯")
    branch.save(job, JobNote(job=job.uid, words="看过现场"))
    today = replace(pack(branch, sender).incoming, schema=1)
    with pytest.raises(UserError, match="旧版本"):
        look(receiver, Package(today, pack(branch, sender).blocks))
    assert left_overs(Path(receiver._folder)) == []


def test_a_package_dropped_before_it_is_complete_leaves_nothing(desks: Any) -> None:
    sender, receiver, branch, _ = desks
    branch.save(Person(name="孔瑾"))
    package = older(pack(branch, sender))
    staged = receiver.stage(package.incoming)
    staged.add(*package.blocks[0])
    assert left_overs(Path(receiver._folder)) != []
    staged.close()
    assert left_overs(Path(receiver._folder)) == []
