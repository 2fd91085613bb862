"""Versions written once more under another stamp: a copy's, and those of a wrong date."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from desktop_app.base.clock import SetClock, moment_of
from desktop_app.base.errors import UserError
from desktop_app.records.arrival import clock_bounds, judged
from desktop_app.records.base import STAMP
from desktop_app.storage import branch_file
from desktop_app.storage.dated_file import confirm_date, settle_date
from desktop_app.storage.exchange_store import LedgerExchange
from desktop_app.storage.ledger import Ledger
from desktop_app.storage.outgoing import knowledge
from desktop_app.storage.restamp import leave_copy
from desktop_app.storage.tables import ActionRow, Entry, Knowledge
from tests.storage.toy import Job, JobNote, Person, toy_setting

NOW = datetime(2026, 10, 10, 9, 0)


def hands(ledger: Ledger) -> SetClock:
    """The clock of a toy file, which can be set."""
    assert isinstance(ledger.clock, SetClock)
    return ledger.clock


def versions(ledger: Ledger) -> dict[str, tuple[str, int, int]]:
    """Name or title → replica, dot and clock of every record, the bin included."""
    people = {p.name: (p.replica, p.dot, p.clock) for p in ledger.find(Person.select())}
    return people | {j.title: (j.replica, j.dot, j.clock) for j in ledger.find(Job.select())}


def test_what_a_copy_wrote_since_the_common_point_gets_another_name_and_keeps_its_time_but_for_a_tick(
    ledger: Ledger,
) -> None:
    ledger.save(Person(name="孔瑾"), Person(name="龙英兰"))
    gone = Person(name="夏明瑾")
    ledger.save(gone, Job(title="修灯"))
    ledger.remove(gone)
    before, old = versions(ledger), ledger.replica
    boxes = {p.uid: p.name for p in ledger.find(Person.live())}
    ledger.set_note("ack:C00", "{}")
    told = leave_copy(ledger, old, 2)
    assert told is not None
    assert "2 条已经重新编号" in told.sentence()
    assert ledger.replica not in (old, "")
    after = versions(ledger)
    kept = {"孔瑾", "龙英兰"}
    assert {n: v[2] - before[n][2] for n, v in after.items()} == {n: int(n not in kept) for n in before}, (
        "who holds a version under its old name takes the new one for the later, whatever its name"
    )
    assert {name for name, v in after.items() if v[0] == old} == {"孔瑾", "龙英兰"}
    assert sorted(v[1] for v in after.values() if v[0] == ledger.replica) == [1, 2]
    assert {p.uid: p.name for p in ledger.find(Person.live())} == boxes, "the bin is the bin"
    assert knowledge(ledger) == {old: 2, ledger.replica: 2}
    assert ledger.note("ack:C00") == ""
    assert leave_copy(ledger, old, 2) is None, "a receipt read twice does nothing"


def test_nobody_says_that_more_is_agreed_than_was_written(ledger: Ledger) -> None:
    """What another copy wrote as the old name later would count as seen, and be lost."""
    ledger.save(Person(name="孔瑾"), Person(name="龙英兰"))
    old = ledger.replica
    leave_copy(ledger, old, 2**53 - 1)
    assert knowledge(ledger)[old] == 2


def test_history_stays_and_what_was_written_again_is_new_in_it(ledger: Ledger) -> None:
    person = Person(name="孔瑾")
    ledger.save(person)
    person.name = "孔晚瑾"
    ledger.save(person)
    lines = ledger.rows(Entry.select(Entry.id, Entry.old, Entry.new).order_by(Entry.id))
    leave_copy(ledger, ledger.replica, 0)
    after = ledger.rows(Entry.select(Entry.id, Entry.old, Entry.new).order_by(Entry.id))
    assert after[: len(lines)] == lines
    assert [(json.loads(old), json.loads(new)) for _, old, new in after[len(lines) :]] == [({}, {})]
    assert ledger.search("孔晚瑾")[0].uid == person.uid


def test_the_desk_goes_on_as_the_new_replica_with_undo_and_chain(ledger: Ledger) -> None:
    person = Person(name="孔瑾")
    ledger.save(person)
    old = ledger.replica
    leave_copy(ledger, old, 0)
    fresh = ledger.get(Person, person.uid)
    assert fresh is not None
    fresh.name = "孔晚瑾"
    ledger.save(fresh)
    assert (fresh.replica, fresh.dot) == (ledger.replica, 2)
    ledger.undo()
    assert [p.name for p in ledger.find(Person.live())] == ["孔瑾"]
    own = ledger.rows(ActionRow.select(ActionRow.replica, ActionRow.seq, ActionRow.chain))
    assert [(replica, seq) for replica, seq, _ in own] == [
        (old, 1),
        *((ledger.replica, n) for n in (1, 2, 3)),
    ]
    assert own[-1][2] == ledger.stand()[1]
    assert all(link for _, _, link in own), "every action is a link"


def test_a_renumbering_cut_short_leaves_the_old_replica(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger.save(Person(name="孔瑾"))
    before, old = versions(ledger), ledger.replica
    with monkeypatch.context() as crash:
        crash.setattr("desktop_app.storage.action.Writer.put", lambda *args, **more: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            leave_copy(ledger, old, 0)
    assert (ledger.replica, ledger.note("replica"), versions(ledger)) == (old, old, before)
    assert leave_copy(ledger, old, 0) is not None


def test_a_renumbering_in_parts_is_whole(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop_app.storage.restamp._CHUNK", 7)
    ledger.save(*(Person(name=f"人员{n}") for n in range(40)))
    leave_copy(ledger, ledger.replica, 15)
    assert sorted(v[1] for v in versions(ledger).values() if v[0] == ledger.replica) == list(range(1, 26))


@pytest.fixture
def reopened(tmp_path: Path) -> Iterator[object]:
    """Opens the toy file at a moment; closes what was open."""
    setting = toy_setting(tmp_path)
    path = tmp_path / "branch.zbf"
    opened: list[Ledger] = []

    def at(moment: datetime) -> Ledger:
        for one in opened:
            branch_file.close(one)
        assert isinstance(setting.clock, SetClock)
        setting.clock.set(moment)
        if not path.exists():
            made, _ = branch_file.create(path, setting, office="A01", password=None)
            branch_file.close(made)
        opened.append(branch_file.open_file(path, setting))
        settle_date(opened[-1])
        return opened[-1]

    yield at
    for one in opened:
        branch_file.close(one)


def believed(ledger: Ledger) -> bool:
    """Whether another office at the same day lets in all that stands in the file."""
    now = hands(ledger).now()
    for model in (Person, Job, JobNote):
        register = ledger.catalogue[model._meta.table_name]
        names = ("uid", *STAMP)
        rows = ledger.rows(model.select(*(getattr(model, name) for name in names)))
        columns = {name: [row[i] for row in rows] for i, name in enumerate(names)}
        if judged(register, columns, now):
            return False
    return bool(ledger.rows(Knowledge.select().where(Knowledge.clock <= clock_bounds(now)[1])))


@pytest.mark.parametrize("wrong", [datetime(2099, 1, 1, 8), datetime(2028, 5, 1, 8)])
def test_a_file_poisoned_by_a_wrong_date_gets_out_by_itself(reopened, wrong: datetime) -> None:
    good = reopened(NOW)
    for number in range(4):
        good.save(Person(name=f"人员{number}"))
    bad = reopened(wrong)
    gone = Job(title="修灯")
    bad.save(gone, Person(name="孔瑾"))
    bad.remove(gone)
    right = reopened(NOW + timedelta(days=2))
    (told,) = right.told
    assert "有 2 条是电脑日期不对的时候写下的" in told.sentence()
    assert believed(right)
    own = Person(name="夏明瑾")
    right.save(own)
    assert moment_of(own.clock) < NOW + timedelta(days=3), "the clock follows the wall again"
    assert believed(right)
    again = reopened(NOW + timedelta(days=3))
    assert again.told == []
    assert {p.name for p in again.find(Person.live())} >= {"孔瑾", "夏明瑾", "人员0"}
    assert [j.title for j in again.find(Job.select()) if j.removed_at] == ["修灯"]


def test_a_file_founded_under_a_wrong_date_asks_and_gets_out_by_a_word(reopened) -> None:
    bad = reopened(datetime(2099, 1, 1, 8))
    bad.save(Person(name="孔瑾"))
    asked = reopened(NOW)
    assert asked.date_in_doubt
    (told,) = asked.told
    assert "本机日期是 2026年10月10日" in told.sentence()
    assert "2099年01月01日" in told.sentence()
    assert "请核对" in told.sentence()
    assert not believed(asked)
    confirm_date(asked)
    assert not asked.date_in_doubt
    assert believed(asked)
    assert reopened(NOW).told == []


@pytest.mark.parametrize("wrong", [datetime(2019, 1, 1), datetime(1985, 1, 1)])
def test_an_empty_battery_is_told_and_changes_nothing(reopened, wrong: datetime) -> None:
    good = reopened(NOW)
    good.save(Person(name="孔瑾"))
    before = versions(good)
    early = reopened(wrong)
    assert not early.date_in_doubt
    assert "请核对本机的日期" in early.told[0].sentence()
    assert versions(early) == before
    assert versions(reopened(wrong)) == before, "however often it is opened"
    later = reopened(NOW + timedelta(days=1))
    assert later.told == []


def test_what_was_entered_before_all_calendars_is_believed_once_the_date_is_right(reopened) -> None:
    reopened(datetime(1985, 1, 1)).save(Person(name="孔瑾"))
    later = reopened(NOW)
    assert not believed(later)
    confirm_date(later)
    assert believed(later)


def test_a_clock_a_little_ahead_or_behind_is_nobodys_business(reopened) -> None:
    reopened(NOW).save(Person(name="孔瑾"))
    assert reopened(NOW - timedelta(hours=20)).told == []
    ahead = reopened(NOW + timedelta(days=200))
    ahead.save(Person(name="龙英兰"))
    back = reopened(NOW)
    assert not [told for told in back.told if "重新标记" in told.sentence()]


AHEAD = timedelta(days=500)


@pytest.mark.parametrize(
    ("now", "last", "offices", "said"),
    [
        (NOW, NOW, ["B02"], "对方电脑的日期不对"),
        (NOW, NOW, ["B02", "B02"], "对方电脑的日期不对"),
        (NOW, NOW, ["B02", "C03"], "像是本机的日期不对"),
        (NOW, NOW + timedelta(days=2), ["B02"], "像是本机的日期不对"),
        (datetime(2019, 1, 1), datetime(2019, 1, 1), ["B02"], "像是本机的日期不对"),
    ],
)
def test_a_package_from_far_ahead_says_whose_date_is_wrong(
    ledger: Ledger, now: datetime, last: datetime, offices: list[str], said: str
) -> None:
    hands(ledger).set(last)
    ledger.save(Person(name="孔瑾"))
    hands(ledger).set(now)
    depot = LedgerExchange(ledger, Path(ledger.database.database).parent)
    for office in offices:
        with pytest.raises(UserError) as refused:
            depot.judge_date(office, now + AHEAD)
    assert said in refused.value.what
    assert f"{now:%Y年%m月%d日}" in refused.value.what
    assert f"{now + AHEAD:%Y年%m月%d日}" in refused.value.what
    assert ledger.told == []


def test_a_package_of_some_days_from_now_is_taken_and_asked_about_once(ledger: Ledger) -> None:
    depot = LedgerExchange(ledger, Path(ledger.database.database).parent)
    depot.judge_date("B02", NOW + timedelta(hours=20))
    assert ledger.told == []
    for _ in range(3):
        depot.judge_date("B02", NOW + timedelta(days=9))
    (told,) = ledger.told
    assert "本机日期是 2026年10月10日" in told.sentence()
    assert "请核对" in told.sentence()


def test_what_a_crash_left_of_packages_is_gone_at_the_next_opening(tmp_path: Path) -> None:
    setting = toy_setting(tmp_path)
    path = tmp_path / "own" / "branch.zbf"
    made, _ = branch_file.create(path, setting, office="A01", password=None)
    branch_file.close(made)
    for name in ("incoming-00c0ffee.tmp", "incoming-00c0ffee.tmp-wal", "incoming-00c0ffee.tmp-journal"):
        (path.parent / name).write_bytes(b"left over")
    branch_file.close(branch_file.open_file(path, setting))
    assert sorted(one.name for one in path.parent.iterdir()) == ["branch.zbf", "branch.zbf.key"]
