"""What a step of 发展党员 has asked for stays so: no gate that was shut behind a file is opened by hand."""

from collections.abc import Callable, Iterable

from desktop_app.records.rules import Problem, RuleContext, refusals
from desktop_app.registers.people import development_gates as gates
from desktop_app.registers.people.development_gates import ACTIVIST, CANDIDATE, Way
from desktop_app.registers.people.members import PROBATIONARY, Member

STAGES = (ACTIVIST, CANDIDATE, PROBATIONARY)
# The gates a file has behind it from a stage on.
BEHIND: tuple[tuple[str, tuple[Callable[[Way, RuleContext], Iterable[Problem]], ...]], ...] = (
    (ACTIVIST, (gates.recommended, gates.people_named)),
    (CANDIDATE, (gates.fit_for_candidate,)),
    (PROBATIONARY, (gates.fit_for_meeting, gates.accept_carried, gates.approved_in_time)),
)
# What the steps behind a file have written, and nobody empties: the stage from which on, and the box.
_WRITTEN = (
    (ACTIVIST, "talk_on", "谈话日期"),
    (ACTIVIST, "activist_on", "确定积极分子日期"),
    (ACTIVIST, "mentors", "培养联系人"),
    (CANDIDATE, "candidate_on", "列为发展对象日期"),
    (PROBATIONARY, "approved_on", "党委审批日期"),
    (PROBATIONARY, "oath_on", "入党宣誓日期"),
)


def open_gates(record: Way, context: RuleContext) -> list[Problem]:
    """What refuses at the gates behind ``record``."""
    if record.stage not in STAGES:
        return []
    at = STAGES.index(record.stage)
    checks = [check for stage, found in BEHIND if at >= STAGES.index(stage) for check in found]
    if record.converted_on is not None:
        checks += [gates.fit_for_conversion, gates.convert_carried]
    if record.oath_on is not None:
        checks.append(gates.approved_first)
    return refusals(problem for check in checks for problem in check(record, context))


def gates_stay_shut(record: Way, before: Way, context: RuleContext) -> Iterable[Problem]:
    """A rule of an edit: what was missing before may still be missing, but nothing more."""
    if before.stage not in STAGES:
        return
    at = STAGES.index(before.stage)
    for stage, box, title in _WRITTEN:
        if at >= STAGES.index(stage) and getattr(before, box) and not getattr(record, box):
            yield Problem(box, f"{title}已经写过，办了这一步就不能清空", "写错了的请改成对的日期或人")
    was = {problem.box for problem in open_gates(before, context)}
    yield from (problem for problem in open_gates(record, context) if problem.box not in was)


def same_person(record: Way, before: Way, context: RuleContext) -> Iterable[Problem]:
    """A rule of an edit: who is on the roster by this file keeps the name and number he has there."""
    row = context.get(Member, before.member)
    if row is None:
        return
    for box, title, there in (("person", "姓名", row.name), ("id_number", "身份证号", row.id_number)):
        if getattr(record, box) != getattr(before, box) and getattr(record, box) != there:
            yield Problem(box, f"{title}和花名册上的不一样", "写错了的请先在花名册改正，再改这里")
