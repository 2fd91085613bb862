"""The hand that clears what is held about somebody who left: once, for good, the data not written down."""

from collections.abc import Callable

from desktop_app.base.errors import UserError
from desktop_app.base.pinyin import load_pinyin
from desktop_app.records.base import Record
from desktop_app.records.roles import NotYours, Role
from desktop_app.registers.exchange.audit_log import CLEARED
from desktop_app.registers.exchange.clearing import (
    WHY,
    Boxes,
    cleared_members,
    number_of,
    what_goes,
    why_not_yet,
)
from desktop_app.registers.people.members import Member
from desktop_app.storage.clearing import GONE, KIND, clear_words, leave_no_trace, values_of
from desktop_app.storage.ledger import Ledger

# Boxes by whose words anybody would know the person, wherever else they stand.
_TELLING = ("id_number", "mobile", "landline", "address", "talk_text", "opinions_text", "story", "content")
# Shorter words stand in other records with another meaning.
_SHORTEST = 7


# Makes a line of the log of acts, not yet written.
Line = Callable[..., Record]


def clear_person(ledger: Ledger, member: Member, typed_name: str, line: Line) -> None:
    """Clear what is held about ``member``; UserError where it may not go (yet), or another name was typed."""
    if ledger.role is not Role.SECRETARY:
        raise NotYours(ledger.role, "清除个人信息", [Role.SECRETARY])
    if typed_name.strip() != member.name:
        raise UserError("写的姓名和要清除的人不一样", "没有清除", f"确定清除的，请写“{member.name}”")
    reason = why_not_yet(member, ledger)
    if reason is not None:
        raise reason
    _clear(ledger, member, line, told=True)


def follow_clearings(ledger: Ledger, line: Line) -> int:
    """What another PC of this office cleared goes here too; of how many people."""
    count = 0
    for member in cleared_members(ledger):
        if not ledger.note(_note(member)):
            _clear(ledger, member, line, told=False)
            count += 1
    return count


def _clear(ledger: Ledger, member: Member, line: Line, *, told: bool) -> None:
    goes = what_goes(member, ledger)
    values = _values(ledger, goes) - {number_of(member), WHY, GONE}
    with ledger.action(f"清除 {member.name} 的个人信息", WHY, kind=KIND) as action:
        clear_words(ledger, action, goes, values)
        registers = sorted({ledger.catalogue[name].title for name, _ in goes}, key=load_pinyin().text_key)
        where = "、".join(registers)
        how = "书记清除" if told else "本单位另一台电脑清除，这里跟着清除"
        action.save(line(CLEARED, member.name, how, f"{len(goes)} 条记录", where))
        ledger.set_note(_note(member), ledger.today.isoformat())
    leave_no_trace(ledger)


def _values(ledger: Ledger, goes: Boxes) -> set[str]:
    """The words that go wherever they stand."""
    found: set[str] = set()
    for (name, uid), boxes in goes.items():
        register = ledger.catalogue[name]
        telling = [box for box in boxes if box in _TELLING or register.boxes[box].kind == "phone"]
        for value in values_of(ledger, uid, telling):
            found |= {part for part in value.split("、") if len(part) >= _SHORTEST}
            if len(value) >= _SHORTEST:
                found.add(value)
    return found


def _note(member: Member) -> str:
    return f"cleared:{member.uid}"
