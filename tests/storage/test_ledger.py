"""The ledger: saving, rules, locks, steps, the bin, history, undo and redo, names and search."""

import re
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.base.errors import UserError
from desktop_app.records.rules import Problem
from desktop_app.storage import branch_file
from desktop_app.storage.action import Change, Refused
from desktop_app.storage.ledger import Ledger
from tests.storage.toy import BIRTHDAY, MODELS, Job, JobNote, JobVisit, Person, toy_setting


def snapshot(ledger: Ledger) -> dict[str, dict[str, Any]]:
    """Everything a user can see: the live records' boxes by uid."""
    return {
        record.uid: ledger.catalogue.of(record).stored(record)
        for model in MODELS
        for record in ledger.find(model.live())
    }


def test_a_saved_record_comes_back_with_its_values_and_a_stamp(ledger: Ledger) -> None:
    person = Person(name="孔瑾", gender="2", born_on=BIRTHDAY)
    ledger.save(person)
    back = ledger.get(Person, person.uid)
    assert back is not None
    assert (back.name, back.gender, back.born_on) == ("孔瑾", "2", BIRTHDAY)
    assert (back.owner_office, back.replica, back.dot) == ("A01", ledger.replica, 1)
    assert back.entered_at == "2026-10-10T09:00:00"


def test_a_rule_refuses_with_the_box_named_and_nothing_is_written(ledger: Ledger) -> None:
    good, bad = Person(name="孔瑾"), Person(name="孔")
    with pytest.raises(Refused) as refusal:
        ledger.save(good, bad)
    assert [p.box for p in refusal.value.problems] == ["name"]
    assert snapshot(ledger) == {}
    assert good.is_new
    ledger.save(good)
    assert list(snapshot(ledger)) == [good.uid]


def test_a_refusal_tells_how_many_more_there_are(ledger: Ledger) -> None:
    def told(*problems: str) -> str:
        return Refused([Problem("name", text) for text in problems]).what

    assert told("甲") == "甲"
    assert told("甲", "乙") == "甲（另有 1 处）"
    assert told("甲", "乙", "丙") == "甲（另有 2 处）"
    assert Refused([Problem("name", "甲", "请改甲"), Problem("name", "乙", "请改乙")]).todo == "请改甲"
    assert "改好" in Refused([Problem("name", "甲")]).todo


def test_a_flow_begins_at_its_first_state_unless_it_comes_from_elsewhere(ledger: Ledger) -> None:
    with pytest.raises(UserError, match="新的事项要从“待办”开始"):
        ledger.save(Job(title="修灯", state="办理中"))
    with ledger.action("迁移", kind="import") as action:
        action.save(Job(title="修灯", state="办理中"))
    assert [job.state for job in ledger.find(Job.live())] == ["办理中"]


def test_who_is_named_stays_and_is_told_with_where(ledger: Ledger) -> None:
    free, named, other = (Person(name=name) for name in ("孔瑾", "龙英兰", "司马南"))
    ledger.save(free, named, other, Job(title="修灯", doer=named.uid))
    before = snapshot(ledger)
    with pytest.raises(UserError) as told:
        ledger.remove(free, named, other)
    assert told.value.what == "“龙英兰”在“事项”里有记录，不能删除"
    assert snapshot(ledger) == before
    ledger.remove(free)
    assert free.uid not in snapshot(ledger)


def test_an_empty_required_box_is_named_by_its_title(ledger: Ledger) -> None:
    with pytest.raises(Refused, match="「姓名」还没有填"):
        ledger.save(Person())


def test_two_live_records_may_not_share_a_unique_box_but_a_removed_one_gives_it_free(ledger: Ledger) -> None:
    first = Person(name="孔瑾", code="7")
    ledger.save(first)
    with pytest.raises(Refused, match="与已登记的“孔瑾”相同"):
        ledger.save(Person(name="龙英兰", code="7"))
    ledger.remove(first)
    ledger.save(Person(name="龙英兰", code="7"))


def test_a_record_changed_elsewhere_is_not_overwritten(ledger: Ledger) -> None:
    person = Person(name="孔瑾")
    ledger.save(person)
    other = ledger.get(Person, person.uid)
    assert other is not None
    other.name = "孔小瑾"
    ledger.save(other)
    person.name = "孔大瑾"
    with pytest.raises(UserError, match="刚才在别处改过"):
        ledger.save(person)


def test_the_state_moves_by_steps_only_and_a_step_wants_its_boxes(ledger: Ledger) -> None:
    person, job = Person(name="孔瑾"), Job(title="修灯")
    ledger.save(person, job)
    job.state = "已办结"
    with pytest.raises(UserError, match="只能用步骤按钮改"):
        ledger.save(job)
    job.state = "待办"
    with pytest.raises(Refused, match="开始办理之前要先填「办理人」"):
        ledger.step(job, "begin")
    job.doer = person.uid
    ledger.save(job)
    ledger.step(job, "begin")
    assert job.state == "办理中"
    ledger.step(job, "finish", {"result": "灯亮了"})
    assert (job.state, job.result) == ("已办结", "灯亮了")
    with pytest.raises(UserError, match="不能开始办理"):
        ledger.step(job, "begin")


def test_a_step_writes_what_it_brings_in_the_same_action_or_nothing(ledger: Ledger) -> None:
    person, job = Person(name="孔瑾"), Job(title="修灯")
    job.doer = person.uid
    ledger.save(person, job)

    def bring(words: str) -> None:
        steps = ledger.catalogue["job"].steps
        steps["begin"] = replace(
            steps["begin"], brings=lambda record, context: [JobNote(job=record.uid, words=words)]
        )

    bring("")
    with pytest.raises(Refused, match="办理记录：「记录」还没有填"):
        ledger.step(job, "begin")
    assert job.state == "待办"
    assert not ledger.find(JobNote.live())
    bring("出发了")
    ledger.step(job, "begin")
    assert [note.words for note in ledger.find(JobNote.live())] == ["出发了"]
    ledger.undo()
    assert not ledger.find(JobNote.live())
    assert ledger.get(Job, job.uid).state == "待办"


def test_a_locked_record_and_its_children_stay_as_they_are_but_for_the_amendable(ledger: Ledger) -> None:
    person, job = Person(name="孔瑾"), Job(title="修灯")
    job.doer = person.uid
    note = JobNote(job=job.uid, words="看过现场")
    ledger.save(person, job, note)
    ledger.step(job, "begin")
    ledger.step(job, "finish", {"result": "灯亮了"})
    job.title = "修路灯"
    with pytest.raises(UserError, match="不能再改"):
        ledger.save(job)
    job.title = "修灯"
    job.remark = "居民表示感谢"
    ledger.save(job)
    note.words = "改一笔"
    with pytest.raises(UserError, match="办理记录不能再改"):
        ledger.save(note)
    with pytest.raises(UserError, match="不能删除"):
        ledger.remove(job)


def test_a_record_of_another_office_is_read_only(ledger: Ledger) -> None:
    person = Person(name="孔瑾", owner_office="B02")
    with pytest.raises(UserError, match="只能看，不能改"):
        ledger.save(person)


def test_the_second_of_two_records_saved_together_is_judged_with_the_first_in_the_file(
    ledger: Ledger,
) -> None:
    with pytest.raises(Refused, match="与已登记的“孔瑾”相同"):
        ledger.save(Person(name="孔瑾", code="7"), Person(name="龙英兰", code="7"))
    assert snapshot(ledger) == {}


def test_a_line_that_stays_open_under_a_locked_job_may_be_changed_but_not_removed(ledger: Ledger) -> None:
    person, job = Person(name="孔瑾"), Job(title="修灯")
    job.doer = person.uid
    visit = JobVisit(job=job.uid, words="回访")
    ledger.save(person, job, visit)
    ledger.step(job, "begin")
    ledger.step(job, "finish", {"result": "灯亮了"})
    visit.words = "回访，满意"
    ledger.save(visit)
    with pytest.raises(UserError, match="不能再改"):
        ledger.remove(visit)


def test_removing_takes_the_children_along_and_restoring_brings_back_just_those(ledger: Ledger) -> None:
    job = Job(title="修灯")
    early, late = JobNote(job=job.uid, words="早先删的"), JobNote(job=job.uid, words="一起删的")
    ledger.save(job, early, late)
    ledger.remove(early)
    ledger.clock.forward(minutes=5)  # type: ignore[attr-defined]
    ledger.remove(job)
    assert snapshot(ledger) == {}
    ledger.restore(job)
    assert set(snapshot(ledger)) == {job.uid, late.uid}


def test_the_history_tells_old_new_time_and_deed(ledger: Ledger) -> None:
    person = Person(name="孔瑾")
    ledger.save(person)
    person.name = "孔小瑾"
    ledger.save(person, why="按身份证更正")
    newest, first = ledger.history(person.uid)
    assert newest.changes == {"name": ("孔瑾", "孔小瑾")}
    assert (newest.why, newest.verb, newest.at) == ("按身份证更正", "edit", "2026-10-10T09:00:00")
    assert first.verb == "add"
    assert first.changes["name"] == (None, "孔瑾")


def test_saving_without_a_change_writes_no_history(ledger: Ledger) -> None:
    person = Person(name="孔瑾")
    ledger.save(person)
    ledger.save(person)
    assert len(ledger.history(person.uid)) == 1


def test_a_change_is_announced_once_with_its_initiator(ledger: Ledger) -> None:
    heard: list[Change] = []
    leave = ledger.subscribe(heard.append)
    person = Person(name="孔瑾")
    with ledger.action("登记", initiator="page") as action:
        action.save(person)
        action.save(Job(title="修灯"))
    assert len(heard) == 1
    assert heard[0].initiator == "page"
    assert heard[0].registers() == {"person", "job"}
    leave()
    ledger.save(Person(name="龙英兰"))
    assert len(heard) == 1


def test_an_action_that_fails_in_the_middle_leaves_nothing(ledger: Ledger) -> None:
    person = Person(name="孔瑾")
    with pytest.raises(Refused), ledger.action("登记") as action:
        action.save(person, Person(name="孔"))
    assert snapshot(ledger) == {}
    assert ledger.can_undo() is None
    assert ledger.search("孔瑾") == []
    ledger.save(person)
    assert person.dot == 1


def test_undo_refuses_when_a_merge_stands_on_the_change(ledger: Ledger) -> None:
    person = Person(name="孔瑾")
    ledger.save(person)
    with ledger.action("接收", kind="merge") as action:
        person.code = "9"
        action.save(person)
    # What stood before it is kept of the last package alone; nothing older is offered in its place.
    assert ledger.can_undo() is None
    assert ledger.undo() is None


def test_redo_ends_where_something_new_was_done(ledger: Ledger) -> None:
    ledger.save(Person(name="孔瑾"))
    ledger.undo()
    assert ledger.can_redo() is not None
    ledger.save(Person(name="龙英兰"))
    assert ledger.can_redo() is None


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    deeds=st.lists(
        st.tuples(st.sampled_from(["add", "edit", "remove", "begin"]), st.integers(0, 5)), max_size=8
    )
)
def test_undoing_everything_and_redoing_everything_is_identity(
    ledger: Ledger, deeds: list[tuple[str, int]]
) -> None:
    states = [snapshot(ledger)]
    for verb, number in deeds:
        if perform(ledger, verb, number):
            states.append(snapshot(ledger))
    for state in reversed(states[:-1]):
        ledger.undo()
        assert snapshot(ledger) == state
    for state in states[1:]:
        ledger.redo()
        assert snapshot(ledger) == state
    for _ in states[1:]:
        ledger.undo()
    assert snapshot(ledger) == states[0]


def perform(ledger: Ledger, verb: str, number: int) -> bool:
    """Do one deed on the jobs there are; whether anything changed."""
    jobs = ledger.find(Job.live().order_by(Job.uid))
    if verb == "add":
        job = Job(title=f"事项{number}", doer="0" * 32)
        ledger.save(job, JobNote(job=job.uid, words="记一笔"))
        return True
    if not jobs:
        return False
    job = jobs[number % len(jobs)]
    if verb == "remove":
        ledger.remove(job)
    elif verb == "begin" and job.state == "待办":
        ledger.step(job, "begin")
    elif verb == "edit" and job.remark != str(number):
        job.remark = str(number)
        ledger.save(job)
    else:
        return False
    return True


def test_a_record_is_found_by_words_and_no_longer_after_removal(ledger: Ledger) -> None:
    person = Person(name="买买提·阿布都")
    job = Job(title="七号楼地下室堆放杂物", doer=person.uid)
    ledger.save(person, job)
    assert [hit.uid for hit in ledger.search("地下室")] == [job.uid]
    assert {hit.uid for hit in ledger.search("阿布都")} == {job.uid, person.uid}
    assert ledger.search("室地") == []
    ledger.remove(job)
    assert ledger.search("地下室") == []
    ledger.undo()
    assert [hit.uid for hit in ledger.search("杂")] == [job.uid]


def test_what_is_written_in_a_child_is_found_as_its_parent_once(ledger: Ledger) -> None:
    person = Person(name="孔瑾")
    job = Job(title="修灯", doer=person.uid)
    notes = [JobNote(job=job.uid, words=f"第{n}次到配电房查看") for n in range(3)]
    ledger.save(person, job, *notes)
    (hit,) = ledger.search("配电房")
    assert (hit.register, hit.uid, hit.heading) == ("job", job.uid, "修灯")
    assert re.fullmatch(r"第\d次到配电房查看", hit.excerpt)
    ledger.remove(job)
    assert ledger.search("配电房") == []


def test_who_is_called_so_comes_before_the_papers_that_mention_them(tmp_path: Path) -> None:
    setting = replace(toy_setting(tmp_path), pinyin=lambda name: {"孔瑾": "kongjin kj"}.get(name, ""))
    ledger, _ = branch_file.create(tmp_path / "pinyin.zbf", setting, office="A01", password=None)
    person = Person(name="孔瑾")
    ledger.save(person)
    jobs = [Job(title=f"第{n}件事", doer=person.uid) for n in range(3)]
    ledger.save(*jobs)
    newest_first = [job.uid for job in reversed(jobs)]
    for words in ("kj", "kongj", "孔瑾", "孔"):
        assert [hit.uid for hit in ledger.search(words)] == [person.uid, *newest_first]
    branch_file.close(ledger)


def test_a_name_is_resolved_to_the_one_who_bears_it(ledger: Ledger) -> None:
    person = Person(name="张 三")
    ledger.save(person)
    assert ledger.resolve(("person",), "张三") == person.uid
    assert ledger.name(person.uid) == "张 三"
    ledger.save(Person(name="张三"))
    with pytest.raises(UserError, match="2 个“张三”"):
        ledger.resolve(("person",), "张三")
    with pytest.raises(UserError, match="没有“李四”"):
        ledger.resolve(("person",), "李四")


def test_a_name_read_before_is_read_anew_when_its_record_changes_and_when_an_action_fails(
    ledger: Ledger,
) -> None:
    person, other = Person(name="孔瑾"), Person(name="龙英兰")
    ledger.save(person, other)
    assert [ledger.name(one.uid) for one in (person, other)] == ["孔瑾", "龙英兰"]
    person.name = "孔瑾瑜"
    ledger.save(person)
    assert [ledger.name(one.uid) for one in (person, other)] == ["孔瑾瑜", "龙英兰"]
    person.name = "孔玉"

    def renamed_in_vain() -> None:
        with ledger.action("改名") as action:
            action.save(person)
            assert ledger.name(person.uid) == "孔玉"
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        renamed_in_vain()
    assert ledger.name(person.uid) == "孔瑾瑜"


def test_a_file_is_kept_once_and_comes_back_whole(ledger: Ledger) -> None:
    first, second = ledger.keep_file(b"scan", "签到表.jpg"), ledger.keep_file(b"scan", "副本.jpg")
    assert first.sha256 == second.sha256
    assert ledger.file_bytes(first.sha256) == b"scan"
    with pytest.raises(UserError, match="不在本机"):
        ledger.file_bytes("0" * 64)


def test_threads_write_one_after_another(ledger: Ledger) -> None:
    def work(number: int) -> None:
        for i in range(5):
            ledger.save(Person(name=f"人员{number}{i}"))
        ledger.database.close()

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    people = ledger.find(Person.live())
    assert len(people) == 20
    assert sorted(p.dot for p in people) == list(range(1, 21))


def test_records_found_are_those_peewee_itself_would_build(ledger: Ledger) -> None:
    person = Person(name="孔瑾", code="7", gender="2", born_on=BIRTHDAY)
    jobs = [Job(title=title, doer=person.uid) for title in ("修灯", "修%门", "修路")]
    ledger.save(person, Person(name="龙英兰"), *jobs)
    ledger.remove(jobs[0])
    named = Job.doer.in_(Person.select(Person.uid).where(Person.name == "孔瑾"))
    for query in (
        Person.live(),
        Person.live().where(Person.name.contains("瑾")),
        Job.select().where(Job.title.startswith("修")).order_by(Job.title.desc()).limit(2),
        Job.live().where(named),
        Job.select(Job.uid, Job.title),
        Job.select(Job, Person).join(Person, on=(Job.doer == Person.uid), attr="who"),
    ):
        found, theirs = ledger.find(query), list(query.execute(ledger.database))
        assert found
        assert [(type(one), one.__data__) for one in found] == [(type(one), one.__data__) for one in theirs]
        assert not any(one.is_dirty() for one in found)


def test_a_transaction_whose_end_failed_too_holds_up_no_later_one(ledger: Ledger, monkeypatch) -> None:
    """Before the next one began inside of it: a database error was called a program error."""
    kept = type(ledger.database).rollback

    def fails(database) -> None:
        monkeypatch.setattr(type(ledger.database), "rollback", kept)
        raise OSError("gone")

    monkeypatch.setattr(type(ledger.database), "rollback", fails)
    with pytest.raises(OSError, match="gone"), ledger.action("保存"):
        raise OSError("before")
    ledger.save(Person(name="孔瑾"))
    assert [one.name for one in ledger.find(Person.live())] == ["孔瑾"]
