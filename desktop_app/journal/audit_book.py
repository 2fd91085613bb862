"""The hand that writes the log of acts: each line once its act is done, ID and phone numbers covered.

Whoever carries out such an act (the preview that hands pages to the printer, the table that writes a
workbook, the desk that backs up or takes a stick in) tells the ``AuditBook`` of the open ledger. The line is
saved by an action of its own, of the kind ``audit``, which undo passes over.
"""

import re
from collections.abc import Iterable

from desktop_app.base.errors import UserError
from desktop_app.base.identity import masked
from desktop_app.base.phones import masked_phone
from desktop_app.journal.clearing_book import clear_person, follow_clearings
from desktop_app.records.base import Record
from desktop_app.records.record import Register
from desktop_app.records.roles import NotYours, Role
from desktop_app.registers.exchange.audit_log import CHAIN, LOOKED, AuditLog
from desktop_app.registers.people.members import Member
from desktop_app.storage.ledger import Ledger
from desktop_app.storage.verify_chain import Break

# The kind of action that writes a line: nobody undoes it.
AUDIT = "audit"
# What looks like an ID number in words: 18 places, or the 15 of the old ones, in one or as forms group them.
_ID_NUMBER = re.compile(
    r"(?<![0-9A-Za-z])(?:[0-9]{6}([ -]?)[0-9]{8}\1[0-9]{3}[0-9Xx]"
    r"|[0-9]{6}([ -]?)[0-9]{6}\2[0-9]{3})(?![0-9A-Za-z])"
)
_PHONE = re.compile(
    r"(?<![0-9A-Za-z])(?:1[3-9][0-9]([ -]?)[0-9]{4}\1[0-9]{4}|0[0-9]{2,3}[ -]?[0-9]{7,8})(?![0-9A-Za-z])"
)
# Before the name by which a break of the chain is known again.
_CODE = "编号 "
# So many breaks are told in words.
_PLACES = 20


class AuditBook:
    """Writes the log of one open ledger; the one hand that does."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def note(self, action: str, target: str, *told: str) -> AuditLog:
        """Write one line: ``action`` of ACTIONS, what it was done to, numbers or file names, one a line."""
        line = self.line(action, target, *told)
        with self._ledger.action(f"{action} {line.target}", kind=AUDIT) as writing:
            writing.save(line)
        return line

    def line(self, action: str, target: str, *told: str) -> AuditLog:
        """A line not yet written, for an act that is written down in an action of its own."""
        now = self._ledger.clock.now()
        return AuditLog(
            on=now.date(),
            at=f"{now:%H:%M}",
            who=self._ledger.actor,
            action=action,
            target=covered(target),
            diff=tuple(covered(one) for one in told if one) or None,
        )

    def looked_at(self, register: Register, record: Record) -> AuditLog | None:
        """One line a day for a record opened with what lists cover; None where there is no such thing in it.

        Nor for a role that sees the covers alone.

        Which boxes, never what stands in them.
        """
        covered_boxes = register.sensitive(record)
        if not covered_boxes or self._ledger.door.rights.covered:
            return None
        target = covered(f"{register.title}：{register.heading(record, self._ledger.name)}")
        known = AuditLog.live().where(
            (AuditLog.on == self._ledger.today) & (AuditLog.action == LOOKED) & (AuditLog.target == target)
        )
        found: list[AuditLog] = self._ledger.find(known.limit(1))
        return found[0] if found else self.note(LOOKED, target, "、".join(covered_boxes))

    def opened(self, name: str, box: str) -> AuditLog:
        """Write that an attached file was opened in another program."""
        return self.note(LOOKED, f"附件：{name}", box)

    def explain(self, breaks: Iterable[Break], words: str) -> AuditLog:
        """Write down what the secretary says of breaks of the chain; from then on they are silent."""
        if self._ledger.role is not Role.SECRETARY:
            raise NotYours(self._ledger.role, "给记录链写说明", [Role.SECRETARY])
        if not words.strip():
            raise UserError("还没有写说明", "没有记下", "请写一句是怎么回事，哪怕是“查不出原因”")
        known = list(breaks)
        places = [one.place() + one.what for one in known[:_PLACES]]
        more = [f"另有 {len(known) - _PLACES} 处"] if len(known) > _PLACES else []
        codes = [_CODE + one.code for one in known]
        line = self.note(CHAIN, "操作日志", words.strip(), *places, *more, *codes)
        for one in known:
            self._ledger.breaks.pop(one.code, None)
        return line

    def clear(self, member: Member, typed_name: str) -> None:
        """Clear what is held about somebody who left; UserError where it may not go, or not yet."""
        clear_person(self._ledger, member, typed_name, self.line)

    def follow_clearings(self) -> int:
        """What another PC of this office cleared goes here too; of how many people."""
        return follow_clearings(self._ledger, self.line)

    def explained(self) -> frozenset[str]:
        """The breaks of the chain that somebody wrote a word about."""
        return explained(self._ledger)


def explained(ledger: Ledger) -> frozenset[str]:
    """The breaks of the chain of a file that somebody wrote a word about."""
    with ledger.door.whole():
        lines = ledger.find(AuditLog.live().where(AuditLog.action == CHAIN))
    told = (one for line in lines for one in line.diff or ())
    return frozenset(one.removeprefix(_CODE) for one in told if one.startswith(_CODE))


def covered(words: str) -> str:
    """``words`` with every ID number and phone number in them covered as lists show it."""
    words = _ID_NUMBER.sub(lambda found: masked(re.sub("[ -]", "", found[0]).upper()), words)
    return _PHONE.sub(lambda found: masked_phone(_as_kept(found[0])), words)


def _as_kept(number: str) -> str:
    """A telephone number as it stands in a box."""
    digits = re.sub("[ -]", "", number)
    if digits[0] == "1":
        return digits
    area = 3 if digits[1] in "12" else 4
    return f"{digits[:area]}-{digits[area:]}"
