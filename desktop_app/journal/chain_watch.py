"""Looking whether the history is what was written: the last actions at opening, all of it in idle time."""

import json
from collections.abc import Iterable
from dataclasses import asdict

from desktop_app.base.errors import UserError
from desktop_app.base.rounds import Parts
from desktop_app.journal.audit_book import explained
from desktop_app.storage.ledger import Ledger
from desktop_app.storage.verify_chain import Break, tail_breaks, whole_breaks

# What was found and not explained yet, for the next opening.
_NOTE = "chain_breaks"


def look_at_tail(ledger: Ledger) -> UserError | None:
    """At opening: what the last actions show, and what was found before; kept in ``ledger.breaks``."""
    known = explained(ledger)
    return _keep(ledger, [one for one in _kept(ledger) if one.code not in known] + tail_breaks(ledger, known))


def chain_round(ledger: Ledger) -> Parts:
    """All of the file, a part at each turn; gives what is to be told that was not told yet."""
    found = yield from whole_breaks(ledger, explained(ledger))
    told = _keep(ledger, found)
    # What was put right, by a backup say, is no break any more.
    ledger.breaks = {one.code: one for one in found if one.code in ledger.breaks}
    _note(ledger)
    return [] if told is None else [told]


def _keep(ledger: Ledger, breaks: Iterable[Break]) -> UserError | None:
    known = explained(ledger)
    fresh = {one.code: one for one in breaks if one.code not in ledger.breaks and one.code not in known}
    if not fresh:
        return None
    ledger.breaks.update(fresh)
    _note(ledger)
    first = next(iter(fresh.values())).error()
    more = f"（另有 {len(fresh) - 1} 处）" if len(fresh) > 1 else ""
    return UserError(first.what + more, first.safe, first.todo)


def _note(ledger: Ledger) -> None:
    words = json.dumps([asdict(one) for one in ledger.breaks.values()], ensure_ascii=False)
    with ledger.door.by_program():
        if ledger.breaks or ledger.note(_NOTE):
            ledger.set_note(_NOTE, words if ledger.breaks else "")


def _kept(ledger: Ledger) -> list[Break]:
    with ledger.door.whole():
        kept = ledger.note(_NOTE)
    try:
        return [Break(**one) for one in json.loads(kept or "[]")]
    except (ValueError, TypeError):
        return []
