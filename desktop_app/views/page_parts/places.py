"""Where records are opened: the register's own page, a parent's, or the plain table every register has."""

from collections.abc import Iterable
from typing import Any

from desktop_app.storage.ledger import Ledger
from desktop_app.views.page_table import page_of, row_of

# What ``shell.go`` takes: the key of a page and its arguments.
Place = tuple[str, dict[str, Any]]


def place_to_begin(register: str, preset: Iterable[tuple[str, object]]) -> Place:
    """The page and arguments that begin a new record with ``preset`` boxes."""
    page = page_of(register)
    return page, {**dict(preset), **({"new": True} if page.startswith("register:") else {})}


def place_of(ledger: Ledger, register: str, uid: str) -> Place:
    """The page and arguments that open a record; a child opens where its parent is, a report by its month."""
    found = ledger.locate(uid)
    if found is None:
        return _page_of_work(ledger, register), {}
    book, record = found
    if book.parent is not None:
        parent = ledger.locate(str(getattr(record, book.parent)))
        if parent is not None:
            return place_of(ledger, parent[0].name, parent[1].uid)
    if page_of(register) == "report":
        return "report", {"month": getattr(record, "month", None)}
    return page_of(register), {"uid": uid}


def table_place_of(ledger: Ledger, uid: str) -> Place | None:
    """The plain table that opens a record, whichever office it is of; a child's is that of its parent.

    None for a record that never arrived here. The page of a register's own work lists our own alone.
    """
    found = ledger.locate(uid)
    while found is not None and found[0].parent is not None:
        above = ledger.locate(str(getattr(found[1], found[0].parent)))
        if above is None:
            break
        found = above
    return None if found is None else (f"register:{found[0].name}", {"uid": found[1].uid})


def _page_of_work(ledger: Ledger, register: str) -> str:
    """The page of a register: a child's is that of the register it is written under."""
    above = ledger.catalogue[register].parent_registers
    is_child = bool(above) and above[0] != register and row_of(register) is None
    return page_of(above[0] if is_child else register)
