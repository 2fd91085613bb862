"""What a package brings is held to the receiver's rules as if it were here: refused row by row, or told."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from peewee import fn

from desktop_app.base.clock import SetClock
from desktop_app.records.record import Register
from desktop_app.records.rules import Problem
from desktop_app.records.transfer import STEP, MergeOutcome, Selection
from desktop_app.storage import branch_file
from desktop_app.storage.arrival_reader import ArrivalReader, signature
from desktop_app.storage.arrival_rules import CONTRADICTION
from desktop_app.storage.branch_file import Setting
from desktop_app.storage.exchange_store import LedgerExchange
from tests.storage.parcels import Package, Told, look, pack, stage, take
from tests.storage.toy import Job, JobNote, JobVisit, Person, toy_catalogue


class Site:
    """One PC: its ledger and the exchange side of it."""

    def __init__(self, folder: Path, office: str) -> None:
        folder.mkdir(parents=True)
        setting = Setting(toy_catalogue(folder), SetClock(datetime(2026, 10, 10, 9)), lambda name: "")
        self.ledger, _ = branch_file.create(folder / "branch.zbf", setting, office=office, password=None)
        self.depot = LedgerExchange(self.ledger, folder)

    def pack(self, **options: Any) -> Package:
        return pack(self.ledger, self.depot, **options)

    def look(self, package: Package) -> Told:
        return look(self.depot, package)

    def take(self, package: Package, leave_out: Any = ()) -> Told:
        return take(self.depot, package, leave_out)

    def register(self, name: str) -> Register:
        return self.ledger.catalogue[name]


@pytest.fixture
def branch(tmp_path: Path) -> Iterator[Site]:
    made = Site(tmp_path / "branch", "A01")
    yield made
    branch_file.close(made.ledger)


@pytest.fixture
def committee(tmp_path: Path) -> Iterator[Site]:
    made = Site(tmp_path / "committee", "C00")
    yield made
    branch_file.close(made.ledger)


def altered(package: Package, table: str, box: str, value: Any, row: int = 0) -> Package:
    """The package with one value of one row written over."""
    package.columns(table)[box][row] = value
    return package


def refused(told: Told) -> dict[str, str]:
    """Why, by register and uid in one word."""
    return {f"{register} {uid}": reason for register, uid, reason in told.refused}


def rules_of(monkeypatch: pytest.MonkeyPatch, site: Site, name: str, *rules: Any) -> None:
    """Give one register of a site other rules."""
    monkeypatch.setitem(site.register(name).__dict__, "rules", rules)


def test_a_row_against_a_rule_is_refused_with_its_sentence_and_the_others_are_taken(branch, committee):
    good, bad = Person(name="孔瑾"), Person(name="龙英兰")
    branch.ledger.save(good, bad)
    package = branch.pack()
    at = package.columns("person")["uid"].index(bad.uid)
    told = committee.take(altered(package, "person", "name", "龙", at))
    assert refused(told) == {f"person {bad.uid}": "姓名至少两个字。请写全名。"}
    assert told.words() == "新增1　修改0　冲突0　不变0　不接受1"
    assert [one.name for one in committee.ledger.find(Person.live())] == ["孔瑾"]


@pytest.mark.parametrize(
    ("box", "value", "reason"),
    [
        ("name", 5, "「姓名」的内容不是这一栏该有的类型"),
        ("gender", "3", "「性别」里没有“3”这一项"),
        ("clock", 2**63 - 1, "这条记录的时间不成立"),
        ("owner_epoch", 1, "这条记录的归属不成立"),
        ("name", None, "「姓名」是必填的，没有填"),
    ],
)
def test_a_value_that_cannot_be_is_refused_as_it_comes(branch, committee, box, value, reason):
    one = Person(name="孔瑾")
    branch.ledger.save(one, Person(name="龙英兰"))
    package = branch.pack()
    told = committee.take(
        altered(package, "person", box, value, package.columns("person")["uid"].index(one.uid))
    )
    assert refused(told) == {f"person {one.uid}": reason}
    assert [each.name for each in committee.ledger.find(Person.live())] == ["龙英兰"]


def test_a_uid_that_is_none_is_told_without_one(branch, committee):
    branch.ledger.save(Person(name="孔瑾"), Person(name="龙英兰"))
    package = branch.pack()
    package.columns("person")["uid"][:] = ["\ud800", {}]
    assert [uid for _, uid, _ in committee.take(package).refused] == ["", ""]


def test_what_rests_on_a_refused_record_is_refused_with_it(branch, committee, monkeypatch):
    job, other = Job(title="修灯"), Job(title="换锁")
    branch.ledger.save(job, other)
    note, kept = JobNote(job=job.uid, words="看过"), JobNote(job=other.uid, words="换好")
    branch.ledger.save(note, kept, JobVisit(job=job.uid, words="回访"))
    rules_of(
        monkeypatch,
        committee,
        "job",
        lambda record, context: [Problem("title", "不许修灯")] if record.title == "修灯" else [],
    )
    told = committee.take(branch.pack())
    assert sorted(refused(told).values()) == [
        "不许修灯。",
        "它所属的事项不在本机，也没有一起来",
        "它所属的事项不在本机，也没有一起来",
    ]
    assert [one.uid for one in committee.ledger.find(JobNote.live())] == [kept.uid]
    # Mended over there, all of it arrives.
    rules_of(monkeypatch, committee, "job")
    assert committee.take(branch.pack()).refused == []
    assert len(committee.ledger.find(JobNote.live())) == 2


def test_a_rule_that_read_what_is_refused_later_is_asked_again(branch, committee, monkeypatch):
    """People are judged before jobs: a person who needs a job stays out when the job does."""
    branch.ledger.save(Person(name="孔瑾"), Job(title="修灯"))

    def has_job(record, context):
        if not context.find(Job.live()):
            yield Problem("name", "没有事做")

    rules_of(monkeypatch, committee, "person", has_job)
    assert committee.look(branch.pack()).refused == []
    rules_of(monkeypatch, committee, "job", lambda record, context: [Problem("title", "不行")])
    assert set(refused(committee.take(branch.pack())).values()) == {"不行。", "没有事做。"}


def test_a_chain_of_refusals_without_end_is_cut(branch, committee, monkeypatch):
    """Each person is let in as long as the one before is: twenty rounds would be needed."""
    people = [Person(name=f"人员{at:02d}", code=f"{at:02d}") for at in range(20)]
    branch.ledger.save(*people)

    def follows(record, context):
        before = f"{int(record.code) - 1:02d}"
        if not context.find(Person.live().where(Person.code == before)):
            yield Problem("code", "前一个不在")

    rules_of(monkeypatch, committee, "person", follows)
    told = committee.take(branch.pack())
    assert len(told.refused) == 20
    assert committee.ledger.find(Person.live()) == []


def test_a_child_of_a_record_of_another_office_or_in_the_bin_is_refused(branch, committee):
    theirs = Job(title="镇里的事")
    committee.ledger.save(theirs)
    job = Job(title="修灯")
    branch.ledger.save(job)
    note = JobNote(job=job.uid, words="看过")
    branch.ledger.save(note)
    package = branch.pack()
    assert list(refused(committee.look(altered(package, "job_note", "job", theirs.uid))).values()) == [
        "它所属的事项是别的单位的"
    ]
    nobodys = altered(branch.pack(), "job_note", "job", None)
    assert list(refused(committee.look(nobodys)).values()) == ["没有写它所属的事项"]
    package = altered(branch.pack(), "job", "removed_at", "2026-10-10T09:00:00")
    assert list(refused(committee.look(package)).values()) == ["它所属的事项已经删除"]


def test_a_link_to_nobody_is_told_where_he_should_have_come_along(branch, committee):
    job = Job(title="修灯", doer="0" * 32)
    branch.ledger.save(job)
    (line,) = committee.look(branch.pack()).lines
    assert (line.outcome, line.remarks) == (MergeOutcome.NEW, ("「办理人」写到的记录不在本机，也没有一起来",))
    package = branch.pack(selection=Selection("jobs", {"job": tuple(branch.register("job").boxes)}))
    assert committee.look(package).lines[0].remarks == ()


def test_what_only_one_may_have_is_judged_within_an_office(branch, committee):
    committee.ledger.save(Person(name="镇里人", code="1"))
    first = Person(name="孔瑾", code="1")
    branch.ledger.save(first, Person(name="龙英兰", code="2"))
    assert committee.take(branch.pack()).refused == []
    branch.ledger.save(Person(name="黄守正", code="3"))
    package = branch.pack()
    package.columns("person")["code"] = ["1" for _ in package.columns("person")["code"]]
    package.columns("person")["clock"] = [clock + 2**20 for clock in package.columns("person")["clock"]]
    assert set(refused(committee.look(package)).values()) == {"「编号」与同一单位的另一条相同"}
    assert len(committee.look(package).refused) == 3


def test_a_number_given_away_by_a_record_that_is_refused_is_still_taken(branch, committee):
    first = Person(name="孔瑾", code="1")
    branch.ledger.save(first)
    committee.take(branch.pack())
    first.code = "2"
    branch.ledger.save(first)
    other = Person(name="龙英兰", code="1")
    branch.ledger.save(other)
    package = branch.pack()
    at = package.columns("person")["uid"].index(first.uid)
    assert refused(committee.look(altered(package, "person", "name", "孔", at))) == {
        f"person {first.uid}": "姓名至少两个字。请写全名。",
        f"person {other.uid}": "「编号」与同一单位的另一条相同",
    }


def test_many_with_one_number_are_found_as_well(branch, committee):
    branch.ledger.save(*(Person(name=f"人员{at}", code=str(at)) for at in range(300)))
    package = branch.pack()
    codes = package.columns("person")["code"]
    codes[7] = codes[123] = "250"
    assert len(committee.look(package).refused) == 3


def test_a_rule_sees_the_package_over_the_branch_file_and_the_record_without_news(
    branch, committee, monkeypatch
):
    seen: list[Any] = []

    def look_round(record, context):
        before = context.get(type(record), record.uid)
        seen.append((context.office, before is record, sorted(p.name for p in context.find(Person.live()))))
        return ()

    one = Person(name="孔瑾")
    branch.ledger.save(one)
    committee.ledger.save(Person(name="镇里人"))
    committee.take(branch.pack())
    one.name = "孔瑾瑜"
    branch.ledger.save(one, Person(name="龙英兰"))
    rules_of(monkeypatch, committee, "person", look_round)
    committee.look(branch.pack())
    assert seen == [("A01", True, ["孔瑾瑜", "镇里人", "龙英兰"])] * 2
    assert [p.name for p in committee.ledger.find(Person.live())] == ["镇里人", "孔瑾"]


def test_what_a_rule_misses_of_what_did_not_have_to_come_is_told_only(branch, committee, monkeypatch):
    branch.ledger.save(Person(name="孔瑾", code="7"), Job(title="修灯"))

    def someone_known(record, context):
        if not context.find(Person.live().where(Person.owner_office == context.office)):
            yield Problem("title", "没有人能办")

    rules_of(monkeypatch, committee, "job", someone_known)
    only = Selection("jobs", {"job": tuple(branch.register("job").boxes)})
    told = committee.look(branch.pack(selection=only))
    assert (told.refused, told.lines[0].remarks) == ([], ("没有人能办。",))
    nobody = branch.pack()
    nobody.blocks = [one for one in nobody.blocks if one[0] != "person"]
    assert list(refused(committee.look(nobody)).values()) == ["没有人能办。"]


def test_a_box_that_did_not_come_is_never_held_against_a_record(branch, committee, monkeypatch):
    branch.ledger.save(Person(name="孔瑾", code="7"), Person(name="龙英兰", code="8"))

    def number(record, context):
        if int(record.code) > 7:
            yield Problem("name", "号太大")

    rules_of(monkeypatch, committee, "person", number)
    only = Selection("names", {"person": ("name",)})
    package = branch.pack(selection=only)
    staged = stage(committee.depot, package)
    staged.plan()
    assert (staged.refused(9), dict(staged.findings.failed)) == ([], {})
    staged.close()
    committee.take(branch.pack(selection=Selection("names", {"person": ("code", "name")})))
    told = committee.look(branch.pack(selection=only))
    assert told.words() == "新增1　修改0　冲突0　不变1"


def test_a_rule_that_fails_lets_nothing_in_and_is_counted(branch, committee, monkeypatch):
    branch.ledger.save(Person(name="孔瑾"), Job(title="修灯"))
    rules_of(monkeypatch, committee, "person", lambda record, context: [1 / 0])
    staged = stage(committee.depot, branch.pack())
    staged.plan()
    assert [reason for _, _, reason in staged.refused(9)] == [CONTRADICTION]
    assert dict(staged.findings.failed) == {"person": 1}
    staged.close()


def test_between_the_pcs_of_one_office_rules_are_told_only(tmp_path, branch, monkeypatch):
    other = Site(tmp_path / "other", "A01")
    branch.ledger.save(Person(name="孔瑾", code="1"))
    other.ledger.save(Person(name="龙英兰", code="1"))
    rules_of(monkeypatch, branch, "person", lambda record, context: [Problem("name", "不行")])
    told = branch.take(other.pack(kind=STEP))
    assert told.refused == []
    assert told.lines[0].remarks == ("「编号」与同一单位的另一条相同", "不行。")
    branch_file.close(other.ledger)


def test_what_is_left_out_takes_its_children_along(branch, committee):
    job = Job(title="修灯")
    branch.ledger.save(job)
    branch.ledger.save(JobNote(job=job.uid, words="看过"))
    told = committee.take(branch.pack(), {("job", job.uid)})
    assert len(told.refused) == 2
    assert committee.ledger.find(JobNote.live()) == []


def test_nothing_is_left_of_the_overlay(branch, committee):
    branch.ledger.save(Person(name="孔瑾"))
    committee.look(branch.pack())
    assert committee.ledger.find(Person.live()) == []
    views = committee.ledger.database.execute_sql("SELECT name FROM temp.sqlite_master").fetchall()
    assert views == []


def test_a_reason_is_one_line_a_receipt_bears(branch, committee, monkeypatch):
    branch.ledger.save(Job(title="修灯"))
    words = "第一行\n第二行\t\u200b" + "长" * 500
    rules_of(monkeypatch, committee, "job", lambda record, context: [Problem("title", words)])
    ((_, _, reason),) = committee.look(branch.pack()).refused
    assert reason.startswith("第一行 第二行 长")
    assert len(reason) == 300


def test_queries_are_told_apart_by_all_they_ask_for():
    plain = Person.live()
    asked = [
        plain,
        Person.select(),
        Job.live(),
        plain.where(Person.code == "1"),
        plain.where(Person.code == "2"),
        plain.where(Person.code != "1"),
        plain.where(Person.name == "1"),
        plain.where(Person.code.in_(["1", "2"])),
        plain.where(Person.code.in_(["12"])),
        plain.where((Person.code == "1") | (Person.name == "1")),
        plain.where((Person.code == "1") & (Person.name == "1")),
        plain.where(~(Person.code == "1")),
        plain.order_by(Person.code),
        plain.order_by(Person.code.desc()),
        plain.limit(1),
        plain.limit(2),
        plain.where(Person.born_on == date(2026, 1, 1)),
        plain.where(Person.born_on.is_null()),
    ]
    signatures = [signature(one) for one in asked]
    assert None not in signatures
    assert len(set(signatures)) == len(asked)
    assert signature(Person.live().where(Person.code == "1")) == signatures[3]
    for other in (Person.live().where(Person.uid.in_(Job.select(Job.doer))), Person.select(Person.name)):
        assert signature(other) is None
    assert signature(Person.live().where(fn.LENGTH(Person.name) > 2)) is None


def test_what_a_rule_asks_twice_is_read_once(branch, committee, monkeypatch):
    branch.ledger.save(*(Person(name=f"人员{at}") for at in range(30)), Job(title="修灯"))
    read = []

    def asks(record, context):
        read.append(context.find(Job.live().where(Job.title == "修灯")))
        return ()

    rules_of(monkeypatch, committee, "person", asks)
    package = branch.pack()
    counted = Counter()
    select = ArrivalReader.select

    def counting(reader, sql, values=()):
        counted["title" in sql and "WHERE" in sql and '"t1"."title" = ' in sql] += 1
        return select(reader, sql, values)

    monkeypatch.setattr(ArrivalReader, "select", counting)
    assert committee.look(package).refused == []
    assert [len(found) for found in read] == [1] * 30
    assert counted[True] == 1
