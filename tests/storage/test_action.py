"""What an action lets through: the bin's guards, steps that do more, doubles after an undo, rules by hand."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import pytest

from desktop_app.base.errors import UserError
from desktop_app.records.record import Register
from desktop_app.records.rules import Problem, RuleContext
from desktop_app.storage.action import Refused
from desktop_app.storage.ledger import Ledger
from desktop_app.storage.verify_chain import Break, whole_breaks
from tests.storage.toy import MODELS, Job, JobNote, JobVisit, Person


def names(ledger: Ledger) -> list[str]:
    """The names of the live people in order."""
    return sorted(person.name for person in ledger.find(Person.live()))


def everything(ledger: Ledger) -> dict[str, Any]:
    """The boxes and the place of every record, in the bin or not."""
    return {
        one.uid: (ledger.catalogue.of(one).stored(one), one.removed_at)
        for model in MODELS
        for one in ledger.find(model.select())
    }


def received(ledger: Ledger, *records: Any) -> None:
    """Have records arrive that no undo takes back."""
    with ledger.action("登记", kind="exchange") as action:
        action.save(*records)


def declare(ledger: Ledger, name: str, **said: object) -> Register:
    """A register of this ledger alone that says so much more of itself."""
    register = ledger.catalogue[name]
    vars(register).update(said)
    return register


def refuse(*words: str) -> Callable[..., Iterable[Problem]]:
    """A rule that refuses whatever it looks at when its name is one of ``words``, or always without any."""

    def rule(*given: Any) -> list[Problem]:
        called = getattr(given[0], "name", None)
        return [Problem("name", f"{called}要留着")] if not words or called in words else []

    return rule


def told(deed: Callable[[], object]) -> UserError:
    """What is said of a deed that is refused."""
    with pytest.raises(UserError) as refusal:
        deed()
    return refusal.value


def test_what_its_register_keeps_neither_a_removal_nor_an_undo_puts_into_the_bin(ledger: Ledger) -> None:
    declare(ledger, "person", removal_rules=(refuse("孔瑾"),))
    free, kept = Person(name="龙英兰"), Person(name="孔瑾")
    ledger.save(free)
    ledger.save(kept)
    before = everything(ledger)
    refused = told(lambda: ledger.remove(free, kept))
    assert (refused.what, refused.safe) == ("孔瑾要留着", "没有删除，原来的内容没有动")
    refused = told(ledger.undo)
    assert (refused.what, refused.safe) == ("孔瑾要留着", "没有撤销，原来的内容没有动")
    assert everything(ledger) == before
    ledger.remove(free)
    assert names(ledger) == ["孔瑾"]


def test_what_an_undo_would_leave_named_is_told_with_up_to_so_many_registers(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = Job(title="修灯")
    ledger.save(job)
    received(ledger, JobNote(job=job.uid, words="看过"), JobVisit(job=job.uid, words="回访"))
    before = everything(ledger)
    for most, where in ((1, "“办理记录”等 2 种台账"), (2, "“办理记录、回访”"), (3, "“办理记录、回访”")):
        monkeypatch.setattr("desktop_app.storage.refused._TITLES_TOLD", most)
        refused = told(ledger.undo)
        assert refused.what == f"“修灯”在{where}里有记录，不能撤销"
        assert refused.todo == "请先改掉或删除那些记录，再撤销"
    assert everything(ledger) == before


def test_the_way_out_is_that_of_the_register_of_who_is_named(ledger: Ledger) -> None:
    declare(ledger, "person", instead_of_removal="请登记去向")
    declare(ledger, "job", instead_of_removal="请办结")
    person, other = Person(name="孔瑾"), Job(title="扫雪")
    ledger.save(person, other, Job(title="修灯", doer=person.uid))
    assert told(lambda: ledger.remove(other, person)).todo == "请登记去向"
    assert told(lambda: ledger.remove(person, other)).todo == "请登记去向"


def test_an_edit_of_one_who_is_named_is_undone_and_redone(ledger: Ledger) -> None:
    person = Person(name="孔瑾")
    ledger.save(person, Job(title="修灯", doer=person.uid))
    person.name = "孔小瑾"
    ledger.save(person)
    ledger.undo()
    assert names(ledger) == ["孔瑾"]
    ledger.redo()
    assert names(ledger) == ["孔小瑾"]


def test_an_undo_brings_no_double_back(ledger: Ledger) -> None:
    first = Person(name="孔瑾", code="7")
    ledger.save(first)
    ledger.remove(first)
    received(ledger, Person(name="龙英兰", code="7"))
    before = everything(ledger)
    refused = told(ledger.undo)
    assert "与已登记的“龙英兰”相同" in refused.what
    assert refused.safe == "没有撤销，各项记录都没有动"
    assert everything(ledger) == before


def test_who_takes_the_place_of_another_in_one_action_does_so_again_in_a_redo(ledger: Ledger) -> None:
    first = Person(name="孔瑾", code="7")
    ledger.save(first)
    with ledger.action("换人") as action:
        action.remove(first)
        action.save(Person(name="龙英兰", code="7"))
    ledger.undo()
    assert names(ledger) == ["孔瑾"]
    ledger.redo()
    assert names(ledger) == ["龙英兰"]


def test_a_child_comes_out_of_the_bin_with_its_parent_only(ledger: Ledger) -> None:
    job = Job(title="修灯")
    note = JobNote(job=job.uid, words="看过")
    ledger.save(job, note)
    ledger.remove(job)
    note = ledger.find(JobNote.select())[0]
    before = everything(ledger)
    refused = told(lambda: ledger.restore(note))
    assert "写到的“修灯”还在回收站里，不能单独恢复" in refused.what
    assert (refused.safe, refused.todo) == ("没有恢复，它还在回收站里", "请先恢复“修灯”")
    assert everything(ledger) == before
    ledger.restore(job)
    assert ledger.find(JobNote.live())


def test_what_may_no_longer_stand_stays_in_the_bin(ledger: Ledger) -> None:
    first = Person(name="孔瑾", code="7")
    ledger.save(first)
    ledger.remove(first)
    ledger.save(Person(name="龙英兰", code="7"))
    refused = told(lambda: ledger.restore(first))
    assert "与已登记的“龙英兰”相同" in refused.what
    assert refused.safe == "没有恢复，它还在回收站里"
    assert names(ledger) == ["龙英兰"]


def test_the_bin_is_told_in_the_history_and_an_undo_puts_back_into_it(ledger: Ledger) -> None:
    job = Job(title="修灯")
    ledger.save(job)
    ledger.remove(job)
    ledger.restore(job)
    assert [line.verb for line in ledger.history(job.uid)] == ["restore", "remove", "add"]
    assert ledger.find(Job.live())
    ledger.undo()
    assert not ledger.find(Job.live())
    ledger.undo()
    assert ledger.find(Job.live())


def test_rules_for_edits_by_hand_judge_neither_a_step_nor_the_way_out_of_the_bin(ledger: Ledger) -> None:
    job = Job(title="修灯", doer="0" * 32)
    ledger.save(job)
    declare(ledger, "job", by_hand=(refuse(),))
    job.title = "修路灯"
    with pytest.raises(Refused, match="要留着"):
        ledger.save(job)
    job.title = "修灯"
    ledger.step(job, "begin")
    assert job.state == "办理中"
    ledger.remove(job)
    ledger.restore(job)
    assert ledger.find(Job.live())


def test_a_step_on_what_was_changed_elsewhere_writes_nothing(ledger: Ledger) -> None:
    job = Job(title="修灯", doer="0" * 32)
    ledger.save(job)
    other = ledger.get(Job, job.uid)
    assert other is not None
    other.remark = "急"
    ledger.save(other)
    with pytest.raises(UserError, match="刚才在别处改过"):
        ledger.step(job, "begin")
    ledger.step(other, "begin")
    ghost = Job(title="没有存过", doer="0" * 32)
    with pytest.raises(UserError, match="刚才在别处改过"):
        ledger.step(ghost, "begin")


def test_a_step_may_write_what_the_program_notes_and_leave_the_state(ledger: Ledger) -> None:
    job = Job(title="修灯", doer="0" * 32)
    ledger.save(job)

    def note(record: Any, context: RuleContext) -> None:
        record.remark = f"{context.today:%Y-%m-%d}催办"

    steps = ledger.catalogue["job"].steps
    steps["begin"] = replace(steps["begin"], target="", write=note)
    ledger.step(job, "begin")
    assert (job.state, job.remark) == ("待办", "2026-10-10催办")


def test_what_a_step_checks_refuses_or_only_advises(ledger: Ledger) -> None:
    job = Job(title="修灯", doer="0" * 32)
    ledger.save(job)
    steps = ledger.catalogue["job"].steps
    plain = steps["begin"]
    steps["begin"] = replace(plain, checks=(lambda record, context: [Problem("title", "还不能办")],))
    with pytest.raises(Refused, match="还不能办"):
        ledger.step(job, "begin")
    assert job.state == "待办"
    advice = Problem("title", "不妨再看看", refuse=False)
    steps["begin"] = replace(plain, checks=(lambda record, context: [advice],))
    ledger.step(job, "begin")
    assert job.state == "办理中"


def test_what_is_written_once_is_neither_edited_nor_removed(ledger: Ledger) -> None:
    written_once = declare(ledger, "person", append_only=True)
    person = Person(name="孔瑾")
    ledger.save(person)
    ledger.save(person)
    assert len(ledger.history(person.uid)) == 1
    person.name = "孔小瑾"
    assert told(lambda: ledger.save(person)).what == f"{written_once.title}只能续写，不能改已写的"
    person.name = "孔瑾"
    assert "不能删除" in told(lambda: ledger.remove(person)).what
    assert names(ledger) == ["孔瑾"]


def test_an_import_writes_lines_under_what_is_settled(ledger: Ledger) -> None:
    with ledger.action("迁移", kind="import") as action:
        job = Job(title="修灯", state="已办结")
        action.save(job)
        action.save(JobNote(job=job.uid, words="旧账"))
    assert ledger.find(JobNote.live())
    for kind in ("desk", "import"):
        with pytest.raises(UserError, match="办理记录不能再改"), ledger.action("补", kind=kind) as action:
            action.save(JobNote(job=job.uid, words="补一笔"))


def test_what_was_typed_and_never_saved_goes_nowhere_with_the_bin(ledger: Ledger) -> None:
    """A row that took it along stood against its own history: the file said somebody had tampered with it."""
    person = Person(name="孔瑾")
    ledger.save(person)
    note = everything(ledger)[person.uid][0]
    for deed in (ledger.remove, ledger.restore, ledger.remove):
        person.name = "孔小瑾"
        deed(person)
        assert everything(ledger)[person.uid][0] == note
        assert broken(ledger) == []
    ledger.undo()
    assert names(ledger) == ["孔瑾"]
    assert broken(ledger) == []
    # Whoever holds an older copy puts the record away as it stands, not as it was.
    held, other = (ledger.get(Person, person.uid) for _ in range(2))
    assert held is not None
    assert other is not None
    other.name = "孔大瑾"
    ledger.save(other)
    ledger.remove(held)
    ledger.restore(held)
    assert names(ledger) == ["孔大瑾"]
    assert broken(ledger) == []


def broken(ledger: Ledger) -> list[Break]:
    """Where rows and history do not say the same."""
    walk = whole_breaks(ledger)
    while True:
        try:
            next(walk)
        except StopIteration as end:
            return list(end.value)
