"""An import taken back at any later time: what nothing newer stands on goes, the rest stays and is named."""

from pathlib import Path

import pytest

from desktop_app.base.errors import UserError
from desktop_app.storage import branch_file
from desktop_app.storage.import_batches import EDITED, NAMED, batches, standing, take_back
from desktop_app.storage.ledger import Ledger
from tests.storage.toy import Job, JobNote, Person, toy_setting


@pytest.fixture
def ledger(tmp_path: Path):
    made, _ = branch_file.create(tmp_path / "branch.zbf", toy_setting(tmp_path), office="Z001", password=None)
    yield made
    branch_file.close(made)


def taken_in(ledger: Ledger, *records) -> int:
    with ledger.action("导入人员“旧表.xlsx”（3 条）", kind="import") as action:
        action.save(*records)
    return action.change.action


def names(ledger: Ledger) -> set[str]:
    return {one.name for one in ledger.find(Person.live())}


def test_a_batch_goes_whole_after_other_work_and_comes_back_by_one_redo(ledger: Ledger) -> None:
    old = Person(name="孔瑾")
    ledger.save(old)
    old.code = "7"
    number = taken_in(ledger, Person(name="龙英兰"), Person(name="司马南"), old)
    ledger.save(Person(name="后来的人"))
    (batch,) = batches(ledger)
    assert (batch.number, batch.records, batch.undone) == (number, 3, False)
    found = standing(ledger, number)
    assert (len(found.goes), found.stays) == (3, ())
    take_back(ledger, number)
    assert names(ledger) == {"孔瑾", "后来的人"}
    assert ledger.get(Person, old.uid).code is None
    assert batches(ledger)[0].undone
    ledger.redo()
    assert names(ledger) == {"孔瑾", "后来的人", "龙英兰", "司马南"}
    assert ledger.get(Person, old.uid).code == "7"
    assert not batches(ledger)[0].undone
    assert ledger.can_undo() == "保存 后来的人", "the way back goes on where it was"


def test_what_was_edited_or_named_since_stays_with_what_it_hangs_on(ledger: Ledger) -> None:
    edited, named, free = (Person(name=name) for name in ("孔瑾", "龙英兰", "司马南"))
    job, lone = Job(title="修灯"), Job(title="扫楼道", doer=free.uid)
    number = taken_in(ledger, edited, named, free, job, lone)
    edited.code = "7"
    ledger.save(edited)
    ledger.save(Job(title="查表", doer=named.uid))
    ledger.save(JobNote(job=job.uid, words="还差一盏"))
    found = standing(ledger, number)
    assert {one.uid: one.why for one in found.stays} == {edited.uid: EDITED, named.uid: NAMED, job.uid: NAMED}
    assert found.goes == {free.uid, lone.uid}
    take_back(ledger, number)
    assert names(ledger) == {"孔瑾", "龙英兰"}
    assert {one.title for one in ledger.find(Job.live())} == {"修灯", "查表"}
    with pytest.raises(UserError, match="已经撤销过"):
        take_back(ledger, number)


def test_who_is_named_by_something_that_stays_stays_too(ledger: Ledger) -> None:
    doer = Person(name="孔瑾")
    job = Job(title="修灯", doer=doer.uid)
    number = taken_in(ledger, doer, job)
    job.title = "修路灯"
    ledger.save(job)
    assert standing(ledger, number).goes == frozenset()
    with pytest.raises(UserError, match="没有可以撤销的"):
        take_back(ledger, number)
    assert names(ledger) == {"孔瑾"}


def test_an_edit_taken_back_stands_in_no_ones_way(ledger: Ledger) -> None:
    one = Person(name="孔瑾")
    number = taken_in(ledger, one)
    one.code = "7"
    ledger.save(one)
    ledger.undo()
    take_back(ledger, number)
    assert names(ledger) == set()
