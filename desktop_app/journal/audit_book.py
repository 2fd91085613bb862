"""The hand that writes the log of acts: each line once its act is done, ID numbers covered.

Whoever carries out such an act (the preview that hands pages to the printer, the table that writes a
workbook, the desk that backs up or takes a stick in) tells the ``AuditBook`` of the open ledger. The line is
saved by an action of its own, of the kind ``audit``, which undo passes over.
"""

import re

from desktop_app.base.identity import masked
from desktop_app.records.base import Record
from desktop_app.records.record import Register
from desktop_app.registers.exchange.audit_log import LOOKED, AuditLog
from desktop_app.storage.ledger import Ledger

# The kind of action that writes a line: nobody undoes it.
AUDIT = "audit"
# What looks like an ID number in words: 18 places, or the 15 of the old ones.
_ID_NUMBER = re.compile(r"(?<![0-9A-Za-z])(?:[0-9]{17}[0-9Xx]|[0-9]{15})(?![0-9A-Za-z])")


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

        Which boxes, never what stands in them.
        """
        covered_boxes = register.sensitive(record)
        if not covered_boxes:
            return None
        target = covered(f"{register.title}：{register.heading(record, self._ledger.name)}")
        known = AuditLog.live().where(
            (AuditLog.on == self._ledger.today) & (AuditLog.action == LOOKED) & (AuditLog.target == target)
        )
        found: list[AuditLog] = self._ledger.find(known.limit(1))
        return found[0] if found else self.note(LOOKED, target, "、".join(covered_boxes))


def covered(words: str) -> str:
    """``words`` with every ID number in them covered as lists show it."""
    return _ID_NUMBER.sub(lambda found: masked(found[0].upper()), words)
