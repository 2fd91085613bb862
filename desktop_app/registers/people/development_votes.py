"""Whom a vote of 发展党员 is about: one person by his whole name, in no other file (一人一票、逐个表决)."""

from collections.abc import Iterable
from typing import Any

from desktop_app.records.rules import Problem, RuleContext, of_one_office
from desktop_app.registers.decided import decided, too_few_expected
from desktop_app.registers.people.development_days import DECISIONS
from desktop_app.registers.people.members import Member
from desktop_app.registers.shared_rules import changed_boxes


def vote_of_one(record: Any, context: RuleContext) -> Iterable[Problem]:
    """A ballot decides about one person: no vote stands in two files, and no other name in its item."""
    model = type(record)
    named = [box for box, _ in DECISIONS if getattr(record, box)]
    changed = changed_boxes(record, context) if named else frozenset()
    for box in named:
        uid = getattr(record, box)
        same = (model._meta.fields[box] == uid) & (model.uid != record.uid)
        if context.find(model.live().where(same).limit(1)):
            yield Problem(box, "这项表决已经写在另一个人的纪实里", "请选讨论他的那一项")
        elif box in changed and (found := decided(context, uid)) is not None:
            yield from _named_alone(record, box, str(found.vote.item), context)
            if told := too_few_expected(found, context):
                yield Problem(box, told, "请到那次会议里核对；已经定稿的，重新开会表决")


def _named_alone(record: Any, box: str, item: str, context: RuleContext) -> Iterable[Problem]:
    """Names that hold the own one are others' (王伟 in 王伟明); a second name makes it a vote on two."""
    model = type(record)
    files = model.live().where((model.person != record.person) & of_one_office(model, context, record))
    others = {str(one.person) for one in context.find(files)}
    named = Member.name.contains(record.person) & of_one_office(Member, context, record)
    longer = context.find(Member.live().where(named))
    for name in sorted(
        {*others, *(str(one.name) for one in longer)} - {record.person}, key=len, reverse=True
    ):
        if record.person in name and name in item:
            item = item.replace(name, "")
            if record.person not in item:
                yield Problem(box, f"这项表决讨论的是{name}", f"请选讨论{record.person}的那一项")
                return
    both = sorted(name for name in others if name in item.replace(record.person, ""))
    if both:
        told = f"这项表决里还写了{'、'.join(both)}"
        yield Problem(box, told, "要一个人一项逐个讨论、表决，请在会议里分开记")
