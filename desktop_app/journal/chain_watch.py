"""Looking whether the history is what was written: the last actions at opening, all of it in idle time."""

from collections.abc import Generator, Iterable

from desktop_app.base.errors import UserError
from desktop_app.journal.audit_book import explained
from desktop_app.storage.ledger import Ledger
from desktop_app.storage.verify_chain import Break, tail_breaks, whole_breaks


def look_at_tail(ledger: Ledger) -> UserError | None:
    """At opening: what the last actions show; kept in ``ledger.breaks``, and told."""
    return _keep(ledger, tail_breaks(ledger, explained(ledger)))


def chain_round(ledger: Ledger) -> Generator[None, None, list[UserError]]:
    """All of the file, a part at each turn; gives what is to be told that was not told yet."""
    told = _keep(ledger, (yield from whole_breaks(ledger, explained(ledger))))
    return [] if told is None else [told]


def _keep(ledger: Ledger, breaks: Iterable[Break]) -> UserError | None:
    known = {one.code for one in ledger.breaks.values()} | explained(ledger)
    fresh = [one for one in breaks if one.code not in known]
    ledger.breaks.update((one.code, one) for one in fresh)
    if not fresh:
        return None
    first = fresh[0].error()
    more = f"（另有 {len(fresh) - 1} 处）" if len(fresh) > 1 else ""
    return UserError(first.what + more, first.safe, first.todo)
