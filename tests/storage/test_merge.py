"""Exchange between branch files: sticks may be lost, doubled or late, no record is."""

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.base.clock import SetClock
from desktop_app.base.errors import UserError
from desktop_app.records.arrival import clock_bounds
from desktop_app.records.base import STAMP
from desktop_app.records.transfer import (
    CONFLICTS,
    GIVE_BACK,
    STEP,
    BoxChange,
    Fork,
    Incoming,
    MergeOutcome,
    Selection,
)
from desktop_app.storage import branch_file
from desktop_app.storage.arrival_rules import judge_by_rules
from desktop_app.storage.branch_file import Setting
from desktop_app.storage.compare import Dot, decide, later
from desktop_app.storage.exchange_store import LedgerExchange
from desktop_app.storage.ledger import Ledger
from desktop_app.storage.outgoing import knowledge
from tests.storage.parcels import Package, Told, left_overs, look, pack, stage, take
from tests.storage.toy import Job, JobNote, Lost, Person, toy_catalogue


@dataclass
class Site:
    """One PC: its ledger and the exchange side of it."""

    ledger: Ledger
    depot: LedgerExchange
    folder: Path

    def pack(self, after: Mapping[str, int] | None = None, **options: Any) -> Package:
        """A package of what changed after the marks ``after``."""
        return pack(self.ledger, self.depot, after, **options)

    def step(self) -> Package:
        """A package for the other PC of the same office."""
        return self.pack(kind=STEP)

    def look(self, package: Package) -> Told:
        return look(self.depot, package)

    def take(self, package: Package, leave_out: Any = ()) -> Told:
        return take(self.depot, package, leave_out)

    def people(self) -> dict[str, str]:
        """The names of the live people by uid."""
        return {p.uid: p.name for p in self.ledger.find(Person.live())}

    def tray(self) -> list[Any]:
        """The rows of the tray, without their stamps."""
        rows = self.ledger.find(Lost.live().order_by(Lost.uid))
        return [(r.uid, r.about, r.loser, r.state) for r in rows]


@pytest.fixture
def sites(tmp_path: Path) -> Iterator[Any]:
    """Makes PCs on demand and closes them afterwards."""
    made: list[Site] = []

    def site(office: str, hour: int = 9) -> Site:
        folder = tmp_path / f"pc{len(made)}"
        folder.mkdir()
        clock = SetClock(datetime(2026, 10, 10, hour, 0))
        setting = Setting(toy_catalogue(tmp_path), clock, lambda name: "")
        ledger, _ = branch_file.create(folder / "branch.zbf", setting, office=office, password=None)
        made.append(Site(ledger, LedgerExchange(ledger, folder), folder))
        return made[-1]

    yield site
    for one in made:
        branch_file.close(one.ledger)


def test_a_package_is_previewed_accepted_and_changes_nothing_the_second_time(sites: Any) -> None:
    branch, committee = sites("A01"), sites("C00")
    person, job = Person(name="孔瑾"), Job(title="修灯")
    branch.ledger.save(person, job, JobNote(job=job.uid, words="看过现场"))
    package = branch.pack()
    told = committee.look(package)
    assert told.words() == "新增3　修改0　冲突0　不变0"
    assert {line.heading for line in told.lines} >= {"孔瑾", "修灯"}
    assert committee.people() == {}
    committee.take(package)
    assert committee.people() == {person.uid: "孔瑾"}
    assert committee.ledger.search("孔瑾")[0].uid == person.uid
    assert committee.take(package).words() == "新增0　修改0　冲突0　不变3"
    assert branch.pack(package.incoming.upto).counts() == {}
    assert left_overs(committee.folder) == []


def test_a_received_record_is_read_only_and_an_increment_brings_only_what_changed(sites: Any) -> None:
    branch, committee = sites("A01"), sites("C00")
    people = [Person(name=f"人员{i}") for i in range(5)]
    branch.ledger.save(*people)
    first = branch.pack()
    committee.take(first)
    copy = committee.ledger.get(Person, people[0].uid)
    assert copy is not None
    copy.name = "改名"
    with pytest.raises(UserError, match="只能看，不能改"):
        committee.ledger.save(copy)
    people[1].name = "人员一"
    branch.ledger.save(people[1])
    branch.ledger.remove(people[2])
    increment = branch.pack(first.incoming.upto)
    assert increment.counts() == {"person": 2}
    assert committee.look(increment).words() == "新增0　修改1　删除1　冲突0　不变0"
    committee.take(increment)
    assert committee.people() == branch.people()


def test_a_package_for_which_the_disk_has_no_room_is_told_before_anything_is_laid_out(
    sites: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    branch, committee = sites("A01"), sites("C00")
    branch.ledger.save(Person(name="孔瑾"))
    package = branch.pack()
    package.incoming.room = 30 << 20
    usage = shutil.disk_usage(committee.folder)
    monkeypatch.setattr("shutil.disk_usage", lambda folder: usage._replace(free=(60 << 20) - 1))
    with pytest.raises(UserError, match="大约要 60 MB，只剩 59 MB"):
        committee.look(package)
    assert left_overs(committee.folder) == []
    monkeypatch.setattr("shutil.disk_usage", lambda folder: usage._replace(free=60 << 20))
    assert committee.look(package).words() == "新增1　修改0　冲突0　不变0"


def test_a_gap_is_told_and_what_came_stays(sites: Any) -> None:
    branch, committee = sites("A01"), sites("C00")
    branch.ledger.save(Person(name="孔瑾"))
    first = branch.pack()
    branch.ledger.save(Person(name="龙英兰"))
    second = branch.pack(first.incoming.upto)
    told = committee.take(second)
    assert told.plan.lacking
    assert list(committee.people().values()) == ["龙英兰"]
    assert not committee.take(branch.pack()).plan.lacking
    assert len(committee.people()) == 2
    assert not committee.take(second).plan.lacking


def test_a_late_package_changes_nothing(sites: Any) -> None:
    branch, committee = sites("A01"), sites("C00")
    person = Person(name="孔瑾")
    branch.ledger.save(person)
    early = branch.pack()
    person.name = "孔晚瑾"
    branch.ledger.save(person)
    committee.take(branch.pack())
    assert committee.take(early).plan.count(MergeOutcome.OLDER) == 1
    assert committee.people() == {person.uid: "孔晚瑾"}


def test_the_preview_tells_old_and_new_in_words(sites: Any) -> None:
    branch, committee = sites("A01"), sites("C00")
    person, other = Person(name="孔瑾", gender="2"), Person(name="龙英兰")
    branch.ledger.save(person, other)
    first = branch.pack()
    new = {line.uid: line.changes for line in committee.take(first).lines}
    assert new[person.uid] == (BoxChange("姓名", "", "孔瑾"), BoxChange("性别", "", "女"))
    assert new[other.uid] == (BoxChange("姓名", "", "龙英兰"),)
    person.name, person.gender = "孔晚瑾", "1"
    branch.ledger.save(person)
    (line,) = committee.look(branch.pack(first.incoming.upto)).lines
    assert (line.uid, line.outcome) == (person.uid, MergeOutcome.UPDATED)
    assert line.changes == (BoxChange("姓名", "孔瑾", "孔晚瑾"), BoxChange("性别", "女", "男"))


def test_boxes_left_at_home_once_arrive_when_they_are_asked_for(sites: Any) -> None:
    branch, committee = sites("A01"), sites("C00")
    person = Person(name="孔瑾", code="7")
    branch.ledger.save(person)
    some = Selection("roster", {"person": ("name",)})
    committee.take(branch.pack(selection=some))
    assert committee.ledger.get(Person, person.uid).code is None
    told = committee.take(branch.pack())
    assert told.outcome(person.uid) is MergeOutcome.UPDATED
    assert committee.ledger.get(Person, person.uid).code == "7"
    assert committee.take(branch.pack(selection=some)).plan.count(MergeOutcome.SAME) == 1
    assert committee.ledger.get(Person, person.uid).code == "7"


@pytest.mark.parametrize("epoch", [0, 1, 2**31])
def test_records_of_a_third_office_are_refused_and_the_rest_applied(sites: Any, epoch: int) -> None:
    branch, third, committee = sites("A01"), sites("B02"), sites("C00")
    theirs, ours = Person(name="龙英兰"), Person(name="主人")
    third.ledger.save(theirs)
    committee.ledger.save(ours)
    committee.take(third.pack())
    mine = Person(name="孔瑾")
    branch.ledger.save(mine)
    package = branch.pack()
    columns = package.columns("person")
    for uid, owner in (
        (theirs.uid, "B02"),
        (theirs.uid[:-1] + "0", "B02"),
        (ours.uid, "C00"),
        (ours.uid, "A01"),
    ):
        for name, values in columns.items():
            forged = {"uid": uid, "owner_office": owner, "owner_epoch": epoch, "name": "冒名"}
            values.append(forged.get(name, values[0]))
    told = committee.take(package)
    assert committee.people() == {mine.uid: "孔瑾", theirs.uid: "龙英兰", ours.uid: "主人"}
    refused = [line for line in told.lines if line.outcome is MergeOutcome.REFUSED]
    assert len(refused) == 4
    assert all(line.reason for line in refused)
    assert "冒名" not in {line.heading for line in refused}
    ours.name = "主人家"
    committee.ledger.save(ours)


def test_a_uid_of_another_register_is_refused(sites: Any) -> None:
    branch, committee = sites("A01"), sites("C00")
    job = Job(title="修灯")
    committee.ledger.save(job)
    branch.ledger.save(Person(name="孔瑾", uid=job.uid))
    told = committee.take(branch.pack())
    assert told.outcome(job.uid) is MergeOutcome.REFUSED
    assert committee.ledger.name(job.uid) == "修灯"


def test_one_record_twice_in_a_package_is_refused(sites: Any) -> None:
    branch, committee = sites("A01"), sites("C00")
    branch.ledger.save(Person(name="孔瑾"))
    package = branch.pack()
    package.blocks.append(package.blocks[0])
    assert committee.take(package).plan.count(MergeOutcome.REFUSED) == 2
    assert committee.people() == {}


@pytest.mark.parametrize(
    ("table", "column"), [("nobody", "uid"), ("person", "no_such_box"), ('person" --', "uid")]
)
def test_tables_and_columns_that_are_none_of_ours_are_refused(sites: Any, table: str, column: str) -> None:
    branch, committee = sites("A01"), sites("C00")
    branch.ledger.save(Person(name="孔瑾"))
    package = branch.pack()
    bad = replace(package, blocks=[(table, {**package.columns("person"), column: ["x"]})])
    with pytest.raises(UserError, match="本机资料没有改动"):
        committee.take(bad)
    assert committee.people() == {}
    assert left_overs(committee.folder) == []
    committee.take(branch.pack())


@pytest.mark.parametrize(("table", "like"), [("blob", "person"), ("chain", "person"), ("person", "chain")])
def test_a_table_with_the_columns_of_another_is_refused(sites: Any, table: str, like: str) -> None:
    branch, committee = sites("A01"), sites("C00")
    branch.ledger.save(Person(name="孔瑾"))
    package = branch.pack()
    with pytest.raises(UserError, match="本机资料没有改动"):
        committee.take(replace(package, blocks=[(table, package.columns(like))]))
    assert committee.people() == {}


def test_what_is_outside_the_kind_of_package_is_refused(sites: Any) -> None:
    branch, committee = sites("A01"), sites("C00")
    branch.ledger.save(Person(name="孔瑾"), Job(title="修灯"))
    package = branch.pack()
    package.incoming.scope = {"person": ("name",)}
    with pytest.raises(UserError, match="本机资料没有改动"):
        committee.take(package)
    assert committee.people() == {}


def test_a_box_the_senders_older_program_has_not_stays_as_it_is(sites: Any) -> None:
    early, late = sites("A01", hour=9), sites("A01", hour=11)
    job = Job(title="修灯", remark="急")
    early.ledger.save(job)
    late.take(early.step())
    mine = late.ledger.get(Job, job.uid)
    assert mine is not None
    mine.title = "修路灯"
    late.ledger.save(mine, Job(title="扫雪", remark="缓"))
    package = late.step()
    without = [
        (name, {n: v for n, v in columns.items() if n != "remark"}) for name, columns in package.blocks
    ]
    early.take(replace(package, blocks=without))
    told = {one.title: one.remark for one in early.ledger.find(Job.live())}
    assert told == {"修路灯": "急", "扫雪": None}


def test_the_preview_calls_records_by_names_that_come_along_or_are_here_already(sites: Any) -> None:
    branch, committee = sites("A01"), sites("C00")
    job = Job(title="修灯")
    branch.ledger.save(job, JobNote(job=job.uid, words="看过现场"))

    def headings(package: Package) -> set[str]:
        return {line.heading for line in committee.look(package).lines}

    first = branch.pack()
    assert headings(first) == {"修灯"}
    committee.take(first)
    branch.ledger.save(JobNote(job=job.uid, words="灯已换"))
    only_the_note = branch.pack(first.incoming.upto)
    assert only_the_note.counts() == {"job_note": 1}
    assert headings(only_the_note) == {"修灯"}


def test_what_is_written_after_a_package_is_later_than_all_in_it(sites: Any) -> None:
    slow, fast = sites("A01", hour=9), sites("A01", hour=11)
    fast.ledger.save(Job(title="修灯"))
    for number in range(3):
        fast.ledger.save(Person(name=f"人员{number}"))
    slow.take(fast.step())
    own = Person(name="孔瑾")
    slow.ledger.save(own)
    received = [
        one.clock for model in (Person, Job) for one in slow.ledger.find(model.live()) if one.uid != own.uid
    ]
    assert own.clock > max(received)


def test_files_that_no_record_taken_over_mentions_are_not_kept(sites: Any) -> None:
    branch, committee = sites("A01"), sites("C00")
    jobs = []
    for name in ("修灯", "修路", "修门"):
        kept = branch.ledger.keep_file(name.encode(), f"{name}.jpg")
        jobs.append(Job(title=name, papers=(kept,)))
    branch.ledger.save(*jobs)
    package = branch.pack()
    digests = [hashlib.sha256(job.title.encode()).hexdigest() for job in jobs]
    columns = package.columns("job")
    # One is of another office and refused, another mentions no file any more.
    columns["owner_office"][columns["uid"].index(jobs[0].uid)] = "C00"
    columns["papers"][columns["uid"].index(jobs[1].uid)] = None
    committee.take(package)
    assert [committee.ledger.has_file(digest) for digest in digests] == [False, False, True]


def test_a_loser_that_comes_along_is_not_kept_once_more(sites: Any) -> None:
    early, late = sites("A01", hour=9), sites("A01", hour=11)
    person = Person(name="孔瑾")
    early.ledger.save(person)
    late.take(early.step())
    for site in (early, late):
        mine = site.ledger.get(Person, person.uid)
        assert mine is not None
        mine.name += site.folder.name[-1]
        site.ledger.save(mine)
    late.take(early.step())
    package = late.step()
    # As when what our PC knew was put back: the conflict is found here too, the row of the tray beside it.
    package.incoming.have.clear()
    early.take(package)
    assert early.people() == late.people()
    assert len(early.ledger.find(Lost.select())) == len(late.ledger.find(Lost.select())) == 1


def test_files_travel_with_the_records_that_mention_them(sites: Any) -> None:
    branch, committee = sites("A01"), sites("C00")
    data = bytes(range(256)) * 1200
    kept = branch.ledger.keep_file(data, "签到表.jpg")
    branch.ledger.save(Job(title="修灯", papers=(kept,)))
    committee.take(branch.pack())
    assert committee.ledger.file_bytes(kept.sha256) == data


def test_a_file_that_is_not_what_its_name_says_is_not_kept(sites: Any) -> None:
    branch, committee = sites("A01"), sites("C00")
    kept = branch.ledger.keep_file(b"scan", "签到表.jpg")
    branch.ledger.save(Job(title="修灯", papers=(kept,)))
    package = branch.pack()
    package.columns("blob")["data"][0] = "bm90IHRoZSBzY2Fu"
    committee.take(package)
    with pytest.raises(UserError, match="附件"):
        committee.ledger.file_bytes(kept.sha256)


def test_a_raw_copy_of_a_branch_file_is_told_from_the_original(sites: Any) -> None:
    original, copy, committee = sites("A01"), sites("A01"), sites("C00")
    for site in (original, copy):
        site.ledger.database.execute_sql(
            "UPDATE knowledge SET replica='same' WHERE replica=?", (site.ledger.replica,)
        )
        site.ledger.replica = "same"
    original.ledger.save(Person(name="孔瑾"))
    copy.ledger.save(Person(name="龙英兰"))
    committee.take(original.pack())
    before = committee.people()
    assert "复制来的" in committee.look(copy.pack()).words()
    assert committee.take(copy.pack()).plan.fork == Fork("same", 0)
    assert committee.people() == before
    assert left_overs(committee.folder) == []


def both_changed(sites: Any) -> tuple[Site, Site, Person]:
    """Two PCs of one office that changed one record without knowing of each other."""
    early, late = sites("A01", hour=9), sites("A01", hour=11)
    person = Person(name="孔瑾")
    early.ledger.save(person)
    late.take(early.step())
    for site, name in ((early, "孔早瑾"), (late, "孔晚瑾")):
        mine = site.ledger.get(Person, person.uid)
        assert mine is not None
        mine.name = name
        site.ledger.save(mine)
    return early, late, person


def test_two_pcs_of_one_branch_keep_the_loser_of_a_conflict_in_the_same_tray(sites: Any) -> None:
    early, late, person = both_changed(sites)
    to_late, to_early = early.step(), late.step()
    assert late.take(to_late).plan.count(MergeOutcome.CONFLICT_LOST) == 1
    assert early.take(to_early).plan.count(MergeOutcome.CONFLICT_WON) == 1
    assert early.people() == late.people() == {person.uid: "孔晚瑾"}
    assert early.tray() == late.tray()
    ((_, about, loser, state),) = early.tray()
    assert (about, state) == (person.uid, "待定")
    assert json.loads(loser)["name"] == "孔早瑾"
    for _ in range(2):
        assert late.take(early.step()).plan.count(*CONFLICTS) == 0
        assert early.take(late.step()).plan.count(*CONFLICTS) == 0


def test_what_one_pc_decided_stands_on_the_other_though_it_found_the_conflict_later(sites: Any) -> None:
    early, late, _ = both_changed(sites)
    to_late, to_early = early.step(), late.step()
    early.take(to_early)
    (row,) = early.ledger.find(Lost.live())
    early.ledger.step(row, "decide")
    late.take(to_late)
    late.take(early.step())
    early.take(late.step())
    assert early.tray() == late.tray()
    assert early.tray()[0][3] == "已定"


def test_a_deletion_never_wins_silently(sites: Any) -> None:
    early, late, person = both_changed(sites)
    late.ledger.remove(late.ledger.get(Person, person.uid))
    early.take(late.step())
    assert early.people() == {}
    ((_, about, loser, _),) = early.tray()
    assert (about, json.loads(loser)["name"]) == (person.uid, "孔早瑾")


def test_an_undo_takes_the_whole_merge_back_and_nothing_before_it(sites: Any) -> None:
    branch, committee = sites("A01"), sites("C00")
    people = [Person(name=f"人员{i}") for i in range(4)]
    branch.ledger.save(*people)
    own = Person(name="主人")
    committee.ledger.save(own)
    first = branch.pack()
    committee.take(first)
    before = committee.people()
    people[0].name = "改过名"
    branch.ledger.save(people[0], Person(name="新来的"))
    branch.ledger.remove(people[1])
    second = branch.pack(first.incoming.upto)
    committee.take(second)
    assert committee.ledger.can_undo() == "接收 十月资料"
    committee.ledger.undo()
    assert committee.people() == before
    assert [hit.heading for hit in committee.ledger.search("新来的")] == []
    assert committee.ledger.can_redo() is None
    # Only the last merge can be taken back, and nothing that lies before one that stands.
    assert committee.ledger.can_undo() is None
    assert committee.take(branch.pack()).words() == "新增1　修改1　删除1　冲突0　不变2"
    assert committee.people().keys() == {own.uid} | branch.people().keys()


def test_a_merge_taken_back_is_lacking_in_the_next_package(sites: Any) -> None:
    branch, committee = sites("A01"), sites("C00")
    branch.ledger.save(Person(name="孔瑾"))
    first = branch.pack()
    committee.take(first)
    committee.ledger.undo()
    branch.ledger.save(Person(name="龙英兰"))
    assert committee.take(branch.pack(first.incoming.upto)).plan.lacking


def test_a_merge_of_our_other_pc_is_taken_back_with_what_it_taught(sites: Any) -> None:
    early, late, person = both_changed(sites)
    before = knowledge(early.ledger)
    early.take(late.step())
    assert late.ledger.replica in knowledge(early.ledger)
    early.ledger.undo()
    assert early.people() == {person.uid: "孔早瑾"}
    assert early.tray() == []
    assert knowledge(early.ledger).keys() == before.keys()
    early.take(late.step())
    late.take(early.step())
    assert early.people() == late.people() == {person.uid: "孔晚瑾"}
    assert len(early.tray()) == 1
    assert early.tray() == late.tray()


def test_what_is_left_out_is_refused_and_stays_as_it_was(sites: Any) -> None:
    branch, committee = sites("A01"), sites("C00")
    wanted, other = Person(name="孔瑾"), Person(name="龙英兰")
    branch.ledger.save(wanted, other)
    told = committee.take(branch.pack(), {("person", other.uid)})
    assert committee.people() == {wanted.uid: "孔瑾"}
    assert [uid for _, uid, _ in told.refused] == [other.uid]
    assert branch.pack(branch.pack().incoming.upto, pending=[("person", other.uid)]).counts() == {"person": 1}


EARLY = clock_bounds(datetime(2026, 10, 10))[0]
DOTS = st.builds(
    Dot,
    replica=st.sampled_from(["r1", "r2", "r3"]),
    dot=st.integers(1, 4),
    clock=st.integers(1, 3).map(lambda n: EARLY + n),
    removed=st.booleans(),
)
SEEN = st.dictionaries(st.sampled_from(["r1", "r2", "r3"]), st.integers(0, 4))


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ours=st.none() | DOTS, theirs=DOTS, we_saw=SEEN, they_saw=SEEN, alike=st.booleans())
def test_the_rules_and_their_sql_say_the_same(
    sql_verdict: Any,
    ours: Dot | None,
    theirs: Dot,
    we_saw: dict[str, int],
    they_saw: dict[str, int],
    alike: bool,
) -> None:
    alike = alike and (ours is None or ours.removed == theirs.removed)
    ruled = decide(
        ours,
        theirs,
        we_saw=we_saw.get(theirs.replica, 0),
        they_saw=they_saw.get(ours.replica, 0) if ours else 0,
        alike=alike,
    )
    assert sql_verdict(STEP, ours, theirs, we_saw, they_saw, alike) == ruled
    assert sql_verdict("everything", ours, theirs, we_saw, they_saw, alike) == later(
        ours, theirs, alike=alike
    )
    assert sql_verdict(GIVE_BACK, ours, theirs, we_saw, they_saw, alike) == later(
        ours, theirs, alike=alike, fills=False
    )
    if ours is not None:
        poisoned = replace(ours, clock=2**62)
        assert sql_verdict("everything", poisoned, theirs, we_saw, they_saw, alike) == later(
            poisoned, theirs, alike=alike, most=2**61
        )


@pytest.fixture
def sql_verdict(sites: Any) -> Any:
    """The outcome the SQL gives for one record, on a branch file whose tables are set by hand."""
    site = sites("A01")
    database = site.ledger.database

    def row(dot: Dot, name: str) -> dict[str, list[Any]]:
        removed = "2026-10-10T09:00:00" if dot.removed else None
        stamp = ("A01", 0, dot.replica, dot.dot, dot.clock, "2026-10-10T09:00:00", removed)
        return {n: [v] for n, v in zip(("uid", *STAMP, "name"), ("0" * 32, *stamp, name), strict=True)}

    def verdict(
        kind: str,
        ours: Dot | None,
        theirs: Dot,
        we_saw: dict[str, int],
        they_saw: dict[str, int],
        alike: bool,
    ) -> Any:
        for table in ("person", "knowledge"):
            database.execute_sql(f"DELETE FROM {table}")
        for replica, seq in we_saw.items():
            database.execute_sql("INSERT INTO knowledge VALUES (?, 'A01', ?, 0, '')", (replica, seq))
        if ours is not None:
            columns = row(ours, "孔瑾")
            names = ", ".join(columns)
            marks = ", ".join("?" * len(columns))
            values = [v[0] for v in columns.values()]
            database.execute_sql(f"INSERT INTO person ({names}) VALUES ({marks})", values)
        incoming = Incoming("p", "十月", "A01", "r9", kind, have=they_saw)
        package = Package(incoming, [("person", row(theirs, "孔瑾" if alike else "龙英兰"))])
        ((_, outcome),) = site.look(package).plan.counts
        return outcome

    return verdict


EDITS = st.lists(
    st.tuples(
        st.sampled_from(["edit", "remove", "send", "lose", "double", "decide"]),
        st.integers(0, 2),
        st.integers(0, 2),
    ),
    max_size=14,
)


# How often a stick arrives.
TIMES = {"send": 1, "lose": 0, "double": 2}


def work(ledger: Ledger, verb: str, uid: str, name: str) -> None:
    """One thing done at one PC."""
    mine = ledger.get(Person, uid)
    assert mine is not None
    if verb == "edit" and mine.removed_at is None:
        mine.name = name
        ledger.save(mine)
    elif verb == "remove":
        (ledger.restore if mine.removed_at else ledger.remove)(mine)
    elif verb == "decide":
        for row in ledger.find(Lost.live().where(Lost.state == "待定").limit(1)):
            ledger.step(row, "decide")


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=EDITS)
def test_three_pcs_of_a_branch_converge_whatever_happens_to_the_sticks(
    tmp_path: Path, sites: Any, deeds: Any
) -> None:
    pcs = [sites("A01", hour=9 + i) for i in range(3)]
    person = Person(name="孔瑾")
    pcs[0].ledger.save(person)
    for pc in pcs[1:]:
        pc.take(pcs[0].step())
    for number, (verb, here, there) in enumerate(deeds):
        if verb in TIMES and here != there:
            package = pcs[here].step()
            for _ in range(TIMES[verb]):
                pcs[there].take(package)
        elif verb not in TIMES:
            work(pcs[here].ledger, verb, person.uid, f"孔{number}改")
    for _ in range(2):
        for here in pcs:
            for there in pcs:
                if here is not there:
                    there.take(here.step())
    assert len({str(pc.people()) for pc in pcs}) == 1
    assert pcs[0].tray() == pcs[1].tray() == pcs[2].tray()


def test_a_package_of_several_chunks_arrives_whole(sites: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop_app.storage.merge._CHUNK", 50)
    branch, committee = sites("A01"), sites("C00")
    branch.ledger.save(*(Person(name=f"人员{i}") for i in range(120)))
    assert len(committee.take(branch.pack()).lines) == 120
    assert len(committee.people()) == 120
    committee.ledger.undo()
    assert committee.people() == {}


def test_a_plan_that_was_read_is_judged_anew_only_where_something_was_written_since(
    sites: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    branch, committee = sites("A01"), sites("C00")
    branch.ledger.save(Person(name="孔瑾"))
    judged: list[object] = []

    def judging(*given: Any) -> Any:
        judged.append(given)
        return judge_by_rules(*given)

    monkeypatch.setattr("desktop_app.storage.stage.judge_by_rules", judging)
    for written, times in ((False, 1), (True, 2)):
        staged = stage(committee.depot, branch.pack())
        judged.clear()
        staged.plan()
        if written:
            committee.ledger.save(Person(name="主人"))
        staged.apply()
        staged.close()
        assert len(judged) == times
