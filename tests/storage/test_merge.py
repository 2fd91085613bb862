"""Exchange between branch files: sticks may be lost, doubled or late, no record is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.base.clock import SetClock
from desktop_app.base.errors import UserError
from desktop_app.records.transfer import Incoming, MergeOutcome, Outgoing
from desktop_app.storage import branch_file
from desktop_app.storage.branch_file import Setting
from desktop_app.storage.compare import Dot, decide
from desktop_app.storage.ledger import Ledger
from desktop_app.storage.merge import LedgerExchange
from desktop_app.storage.outgoing import knowledge
from desktop_app.storage.tables import Conflict, Knowledge
from tests.storage.toy import Job, JobNote, Person, toy_catalogue


@dataclass
class Site:
    """One PC: its ledger and the exchange side of it."""

    ledger: Ledger
    depot: LedgerExchange

    def pack(self, acknowledged: dict[str, int] | None = None, **options: Any) -> tuple[Incoming, list[Any]]:
        """A package of what the other side has not acknowledged."""
        out = self.depot.outgoing(acknowledged or {}, **options)
        incoming = Incoming("p", "十月资料", self.ledger.office, out.after, out.upto, out.have)
        return incoming, list(blocks(out))

    def people(self) -> dict[str, str]:
        """The names of the live people by uid."""
        return {p.uid: p.name for p in self.ledger.find(Person.live())}


def blocks(out: Outgoing) -> Iterator[Any]:
    """The tables of a package as blocks of columns."""
    for table, (names, rows) in out.tables.items():
        if rows:
            yield table, {n: [row[i] for row in rows] for i, n in enumerate(names)}


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
        made.append(Site(ledger, LedgerExchange(ledger, folder)))
        return made[-1]

    yield site
    for one in made:
        branch_file.close(one.ledger)


def test_a_package_is_previewed_accepted_and_changes_nothing_the_second_time(sites: Any) -> None:
    branch, committee = sites("A01"), sites("C00")
    person, job = Person(name="孔瑾"), Job(title="修灯")
    branch.ledger.save(person, job, JobNote(job=job.uid, words="看过现场"))
    package = branch.pack()
    plan = committee.depot.preview(*package)
    assert plan.words() == "新增3　修改0　冲突0　不变0"
    assert {line.heading for line in plan.lines} >= {"孔瑾", "修灯"}
    assert committee.people() == {}
    committee.depot.accept(*package)
    assert committee.people() == {person.uid: "孔瑾"}
    assert committee.ledger.search("孔瑾")[0].uid == person.uid
    again = committee.depot.accept(*package)
    assert again.words() == "新增0　修改0　冲突0　不变3"
    assert committee.depot.preview(*branch.pack(knowledge(committee.ledger))).outcomes == {}


def test_a_received_record_is_read_only_and_an_increment_brings_only_what_changed(sites: Any) -> None:
    branch, committee = sites("A01"), sites("C00")
    people = [Person(name=f"人员{i}") for i in range(5)]
    branch.ledger.save(*people)
    committee.depot.accept(*branch.pack())
    copy = committee.ledger.get(Person, people[0].uid)
    assert copy is not None
    copy.name = "改名"
    with pytest.raises(UserError, match="只能看，不能改"):
        committee.ledger.save(copy)
    people[1].name = "人员一"
    branch.ledger.save(people[1])
    branch.ledger.remove(people[2])
    increment = branch.pack(knowledge(committee.ledger))
    assert committee.depot.preview(*increment).words() == "新增0　修改2　冲突0　不变0"
    committee.depot.accept(*increment)
    assert committee.people() == branch.people()


def test_a_missing_package_is_noticed_and_nothing_is_applied(sites: Any) -> None:
    branch, committee = sites("A01"), sites("C00")
    branch.ledger.save(Person(name="孔瑾"))
    seen = knowledge(branch.ledger)
    branch.ledger.save(Person(name="龙英兰"))
    with pytest.raises(UserError, match="缺了一个以前的包"):
        committee.depot.accept(*branch.pack(seen))
    assert committee.people() == {}


def test_a_late_package_and_a_word_on_ourselves_leave_what_is_known(sites: Any) -> None:
    branch, committee = sites("A01"), sites("C00")
    branch.ledger.save(Person(name="孔瑾"))
    early = branch.pack()
    branch.ledger.save(Person(name="龙英兰"))
    committee.depot.accept(*branch.pack())

    def known() -> list[Any]:
        return sorted(committee.ledger.rows(Knowledge.select()))

    before = known()
    assert knowledge(committee.ledger)[branch.ledger.replica] == 2
    committee.depot.accept(*early)
    assert known() == before
    incoming, tables = branch.pack()
    committee.depot.accept(
        incoming, []
    )  # the same stand once more, but without a record or a link of the chain
    assert known() == before
    incoming.upto[committee.ledger.replica] = 99
    committee.depot.accept(incoming, tables)
    assert known() == before


def test_the_preview_names_the_boxes_that_differ(sites: Any) -> None:
    branch, committee = sites("A01"), sites("C00")
    person, other = Person(name="孔瑾", gender="2"), Person(name="龙英兰")
    branch.ledger.save(person, other)
    assert {line.changed for line in committee.depot.accept(*branch.pack()).lines} == {()}
    person.name, person.gender = "孔晚瑾", "1"
    branch.ledger.save(person)
    (line,) = committee.depot.preview(*branch.pack(knowledge(committee.ledger))).lines
    assert (line.uid, line.outcome, line.changed) == (person.uid, MergeOutcome.UPDATED, ("name", "gender"))


def test_records_of_a_third_office_are_refused_and_the_rest_applied(sites: Any) -> None:
    branch, committee = sites("A01"), sites("C00")
    branch.ledger.save(Person(name="孔瑾"), Person(name="龙英兰"))
    incoming, tables = branch.pack()
    tables[0][1]["owner_office"][1] = "B02"
    plan = committee.depot.accept(incoming, tables)
    assert plan.words() == "新增1　修改0　冲突0　不变0　不接收1"
    assert len(committee.people()) == 1


@pytest.mark.parametrize(
    ("table", "column"), [("nobody", "uid"), ("person", "no_such_box"), ('person" --', "uid")]
)
def test_tables_and_columns_that_are_none_of_ours_are_refused(sites: Any, table: str, column: str) -> None:
    branch, committee = sites("A01"), sites("C00")
    branch.ledger.save(Person(name="孔瑾"))
    incoming, tables = branch.pack()
    columns = {**tables[0][1], column: ["x"]}
    with pytest.raises(UserError, match="本机资料没有改动"):
        committee.depot.accept(incoming, [(table, columns)])
    assert committee.people() == {}
    committee.depot.accept(*branch.pack())


@pytest.mark.parametrize(("table", "like"), [("blob", "person"), ("chain", "person"), ("person", "chain")])
def test_a_table_with_the_columns_of_another_is_refused(sites: Any, table: str, like: str) -> None:
    branch, committee = sites("A01"), sites("C00")
    branch.ledger.save(Person(name="孔瑾"))
    incoming, tables = branch.pack()
    with pytest.raises(UserError, match="本机资料没有改动"):
        committee.depot.accept(incoming, [(table, dict(tables)[like])])
    assert committee.people() == {}


def test_a_box_the_senders_older_program_has_not_stays_as_it_is(sites: Any) -> None:
    early, late = sites("A01", hour=9), sites("A01", hour=11)
    job = Job(title="修灯", remark="急")
    early.ledger.save(job)
    late.depot.accept(*early.pack())
    mine = late.ledger.get(Job, job.uid)
    assert mine is not None
    mine.title = "修路灯"
    late.ledger.save(mine, Job(title="扫雪", remark="缓"))
    incoming, tables = late.pack()
    without = [(name, {n: v for n, v in columns.items() if n != "remark"}) for name, columns in tables]
    early.depot.accept(incoming, without)
    told = {one.title: one.remark for one in early.ledger.find(Job.live())}
    assert told == {"修路灯": "急", "扫雪": None}


def test_the_preview_calls_records_by_names_that_come_along_or_are_here_already(sites: Any) -> None:
    branch, committee = sites("A01"), sites("C00")
    job = Job(title="修灯")
    branch.ledger.save(job, JobNote(job=job.uid, words="看过现场"))

    def headings(package: Any) -> set[str]:
        return {line.heading for line in committee.depot.preview(*package).lines}

    assert headings(branch.pack()) == {"修灯"}
    committee.depot.accept(*branch.pack())
    branch.ledger.save(JobNote(job=job.uid, words="灯已换"))
    only_the_note = branch.pack(knowledge(committee.ledger))
    assert [name for name, _ in only_the_note[1]].count("job") == 0
    assert headings(only_the_note) == {"修灯"}


def test_what_is_written_after_a_package_is_later_than_all_in_it(sites: Any) -> None:
    slow, fast = sites("A01", hour=9), sites("A01", hour=11)
    fast.ledger.save(Job(title="修灯"))
    for number in range(3):
        fast.ledger.save(Person(name=f"人员{number}"))
    slow.depot.accept(*fast.pack())
    own = Person(name="孔瑾")
    slow.ledger.save(own)
    received = [
        one.clock for model in (Person, Job) for one in slow.ledger.find(model.live()) if one.uid != own.uid
    ]
    assert own.clock > max(received)


def test_files_travel_with_the_records_that_mention_them(sites: Any) -> None:
    branch, committee = sites("A01"), sites("C00")
    data = bytes(range(256)) * 1200
    kept = branch.ledger.keep_file(data, "签到表.jpg")
    branch.ledger.save(Job(title="修灯", papers=(kept,)))
    committee.depot.accept(*branch.pack())
    assert committee.ledger.file_bytes(kept.sha256) == data


def test_a_raw_copy_of_a_branch_file_is_told_from_the_original(sites: Any) -> None:
    original, copy, committee = sites("A01"), sites("A01"), sites("C00")
    for site in (original, copy):
        site.ledger.database.execute_sql(
            "UPDATE knowledge SET replica='same' WHERE replica=?", (site.ledger.replica,)
        )
        site.ledger.replica = "same"
    original.ledger.save(Person(name="孔瑾"))
    copy.ledger.save(Person(name="龙英兰"))
    committee.depot.accept(*original.pack())
    with pytest.raises(UserError, match="复制来的"):
        committee.depot.accept(*copy.pack())


def test_two_pcs_of_one_branch_keep_the_loser_of_a_conflict(sites: Any) -> None:
    early, late = sites("A01", hour=9), sites("A01", hour=11)
    person = Person(name="孔瑾")
    early.ledger.save(person)
    late.depot.accept(*early.pack())
    for site, name in ((early, "孔早瑾"), (late, "孔晚瑾")):
        mine = site.ledger.get(Person, person.uid)
        assert mine is not None
        mine.name = name
        site.ledger.save(mine)
    to_late, to_early = early.pack(), late.pack()
    assert late.depot.accept(*to_late).count(MergeOutcome.CONFLICT_LOST) == 1
    assert early.depot.accept(*to_early).count(MergeOutcome.CONFLICT_WON) == 1
    assert early.people() == late.people() == {person.uid: "孔晚瑾"}
    (kept,) = early.ledger.find(Conflict.select())
    assert "孔早瑾" in kept.loser
    assert "孔晚瑾" in kept.winner


DOTS = st.builds(
    Dot,
    replica=st.sampled_from(["r1", "r2", "r3"]),
    dot=st.integers(1, 4),
    clock=st.integers(1, 3),
    owner=st.sampled_from(["A01", "B02"]),
    epoch=st.integers(0, 1),
)
SEEN = st.dictionaries(st.sampled_from(["r1", "r2", "r3"]), st.integers(0, 4))


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ours=st.none() | DOTS, theirs=DOTS, we_saw=SEEN, they_saw=SEEN, alike=st.booleans())
def test_the_rule_and_its_sql_say_the_same(
    sql_verdict: Any,
    ours: Dot | None,
    theirs: Dot,
    we_saw: dict[str, int],
    they_saw: dict[str, int],
    alike: bool,
) -> None:
    ruled = decide(
        ours,
        theirs,
        sender="A01",
        we_saw=we_saw.get(theirs.replica, 0),
        they_saw=they_saw.get(ours.replica, 0) if ours else 0,
        alike=alike,
    )
    assert sql_verdict(ours, theirs, we_saw, they_saw, alike) == ruled


@pytest.fixture
def sql_verdict(sites: Any) -> Any:
    """The outcome the SQL gives for one record, on a branch file whose tables are set by hand."""
    site = sites("C00")
    database = site.ledger.database

    def row(dot: Dot, name: str) -> dict[str, list[Any]]:
        stamp = (dot.owner, dot.epoch, dot.replica, dot.dot, dot.clock, "2026", None)
        names = ("uid", "owner_office", "owner_epoch", "replica", "dot", "clock", "entered_at", "removed_at")
        return {n: [v] for n, v in zip((*names, "name"), ("0" * 32, *stamp, name), strict=True)}

    def verdict(
        ours: Dot | None, theirs: Dot, we_saw: dict[str, int], they_saw: dict[str, int], alike: bool
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
        incoming = Incoming("p", "十月", "A01", {}, {}, they_saw)
        plan = site.depot.preview(incoming, [("person", row(theirs, "孔瑾" if alike else "龙英兰"))])
        return plan.outcomes["person"]["0" * 32]

    return verdict


EDITS = st.lists(
    st.tuples(st.sampled_from(["edit", "send", "lose", "double"]), st.integers(0, 2), st.integers(0, 2)),
    max_size=14,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=EDITS)
def test_three_pcs_of_a_branch_converge_whatever_happens_to_the_sticks(
    tmp_path: Path, sites: Any, deeds: Any
) -> None:
    pcs = [sites("A01", hour=9 + i) for i in range(3)]
    person = Person(name="孔瑾")
    pcs[0].ledger.save(person)
    for pc in pcs[1:]:
        pc.depot.accept(*pcs[0].pack())
    written = {"孔瑾"}
    for number, (verb, here, there) in enumerate(deeds):
        if verb == "edit":
            mine = pcs[here].ledger.get(Person, person.uid)
            assert mine is not None
            mine.name = f"孔{number}改"
            pcs[here].ledger.save(mine)
            written.add(mine.name)
        elif here != there:
            package = pcs[here].pack()
            for _ in range({"send": 1, "lose": 0, "double": 2}[verb]):
                pcs[there].depot.accept(*package)
    for _ in range(2):
        for here in pcs:
            for there in pcs:
                if here is not there:
                    there.depot.accept(*here.pack())
    names = {pc.people()[person.uid] for pc in pcs}
    assert len(names) == 1
    assert names <= written


def test_a_package_of_several_chunks_arrives_whole(sites: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop_app.storage.merge._CHUNK", 50)
    branch, committee = sites("A01"), sites("C00")
    branch.ledger.save(*(Person(name=f"人员{i}") for i in range(120)))
    assert len(committee.depot.accept(*branch.pack()).lines) == 120
    assert len(committee.people()) == 120
