"""Writing versions once more under another stamp: after a copy wrote under the same name, or a wrong date.

What stands in the boxes does not change, nor what history tells of it; a line is added that says why.
"""

from collections.abc import Iterator

import peewee

from desktop_app.base.errors import UserError
from desktop_app.records.arrival import AHEAD, FIRST_MOMENT, clock_bounds
from desktop_app.records.base import Record
from desktop_app.records.record import Register
from desktop_app.storage.action import Action
from desktop_app.storage.chain import former_replicas, parted_key
from desktop_app.storage.ledger import Ledger
from desktop_app.storage.replica import know_only
from desktop_app.storage.tables import ActionRow, Knowledge

# The kind of action that does it: nobody undoes it.
KIND = "exchange"
# Records written at a time, to bound memory.
_CHUNK = 2000


def leave_copy(ledger: Ledger, replica: str, agreed: int) -> UserError | None:
    """Another copy of this file wrote as ``replica`` too: go on as one of our own, from ``agreed`` on.

    What was written here since then is written once more under the new name and goes out with the next
    package. The time of each version stays: where both copies changed one record, the later change is the
    right one, whichever copy speaks first. The same for a name as which this file wrote before, if a copy of
    it wrote on under that one. Gives what to tell; None when that is settled, or the name never was ours.
    """
    noted = ledger.note(parted_key(replica))
    if noted and int(noted) <= agreed:
        return None
    former = replica != ledger.replica
    if former and replica not in former_replicas(ledger):
        return None
    # Whoever tells us so cannot have seen more than there is.
    agreed = min(agreed, _last_as(ledger, replica) if former else ledger.stand()[0])
    count, before = 0, list(ledger.told)
    with ledger.action("重新编号：另有一份资料用了同一个编号", kind=KIND) as action:
        known = agreed, _chain_at(ledger, replica, agreed)
        if former:
            know_only(ledger.database, replica, known)
        else:
            action.become_new_replica(known)
        ledger.set_note(parted_key(replica), str(agreed))
        for register in ledger.catalogue:
            model = register.model
            since = (model.replica == replica) & (model.dot > agreed)
            count += _restamp(ledger, action, register, since, anew=False)
        # Before the change is announced: who hears of it looks here.
        ledger.told = [*before, _copied(count)]
    return ledger.told[-1]


def _copied(count: int) -> UserError:
    return UserError(
        "本机的资料有另一份复制出去的，两份各改各的",
        f"本机的内容都在，之后写下的 {count} 条已经重新编号，谁也不会盖住谁",
        "请再导出一次交给对方；以后请只用一份，或者让两台电脑同步",
    )


def leave_wrong_date(ledger: Ledger) -> int:
    """Once the date is right again: what was written under one far off is written anew; how many records.

    Others refuse such versions, and every later one would be stamped behind them.
    """
    now = ledger.clock.now()
    least, most = clock_bounds(now)
    first, last = FIRST_MOMENT.isoformat(), (now + AHEAD).isoformat()
    count = 0
    with ledger.action("重新标记：写下的时候电脑的日期不对", kind=KIND) as action:
        action.start_clock_anew()
        Knowledge.update(clock=least).where(Knowledge.clock > most).execute(ledger.database)
        for register in ledger.catalogue:
            model = register.model
            off = (model.clock > most) | (model.clock < least)
            for moment in (model.entered_at, model.removed_at):
                off |= (moment > last) | (moment < first)
            ours = (model.owner_office == ledger.office) & off
            count += _restamp(ledger, action, register, ours, anew=True)
    return count


def _restamp(
    ledger: Ledger, action: Action, register: Register, which: peewee.Expression, *, anew: bool
) -> int:
    count = 0
    for records in _in_order(ledger, register, which):
        action.restamp(register, records, anew=anew)
        count += len(records)
    return count


def _in_order(ledger: Ledger, register: Register, which: peewee.Expression) -> Iterator[list[Record]]:
    """The records in parts, each read before it is written; the earliest first."""
    model = register.model
    uids = [uid for (uid,) in ledger.rows(model.select(model.uid).where(which).order_by(model.clock))]
    for start in range(0, len(uids), _CHUNK):
        part = model.select().where(model.uid.in_(uids[start : start + _CHUNK]))
        yield list(ledger.find(part.order_by(model.clock)))


def _last_as(ledger: Ledger, replica: str) -> int:
    """How far this file wrote as ``replica``, which it is no longer."""
    written = ActionRow.select(peewee.fn.MAX(ActionRow.seq)).where(ActionRow.replica == replica)
    return int(ledger.rows(written)[0][0] or 0)


def _chain_at(ledger: Ledger, replica: str, seq: int) -> str:
    at = (ActionRow.replica == replica) & (ActionRow.seq == seq)
    found = ledger.rows(ActionRow.select(ActionRow.chain).where(at).limit(1))
    return str(found[0][0]) if found else ""
