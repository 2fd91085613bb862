"""Every paper a year's records can make, by kind: what each kind is made of says how often it is made."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from inspect import Parameter, signature
from typing import Any

from desktop_app.base.dates import Month
from desktop_app.printing.documents.press import PAPERS, PaperKind
from desktop_app.printing.documents.shelf import MAKERS
from desktop_app.records.record import Record, Register
from desktop_app.registers.meetings import COMMITTEE, GENERAL
from desktop_app.storage.ledger import Ledger

# The register with whose practice a paper is filed that is worked out over several of them.
FILED_WITH = {
    "study_hours": "study_session",
    "make_up_list": "study_session",
    "year_grid": "meeting",
    "self_inspection": "meeting",
    "appraisal_sheet": "appraisal",
}
# The folder of all other papers of no register.
OTHER = "其他"
# Boxes of a record that tell whether a kind of paper is made of it, where it is not made of all.
ONLY: Mapping[tuple[str, str], tuple[str, tuple[Any, ...]]] = {
    # What is resolved is told to others by the branch and its committee.
    ("minutes_summary", "meeting"): ("kind", (GENERAL, COMMITTEE)),
    # Study that is a meeting has the meeting's sheet.
    ("sign_in", "study_session"): ("meeting", (None,)),
}


@dataclass(frozen=True)
class PaperList:
    """The papers of one kind: the folder of its practice, its title, and the arguments of each."""

    key: str
    folder: str
    title: str
    args: tuple[dict[str, Any], ...]


def papers_of_year(ledger: Ledger, year: int) -> Iterator[PaperList]:
    """Every kind of paper the ledger's records make, in the order of the menus.

    A kind made of one record is made of each; of several with the same boxes in common, once. One that asks
    for a year or a month is made for it or for each of the twelve; one that asks for a register, for each
    that holds something. What asks for more than records hold (a recovery number) is not made.
    """
    for kind in PAPERS.values():
        asked = _asked(kind)
        if asked - {"uid", "register", "year", "month"}:
            continue
        if "register" in asked:
            yield from _by_practice(kind, ledger)
        elif args := tuple(_each(kind, ledger, year)):
            yield PaperList(kind.key, _folder(kind, ledger), kind.title, args)


def _by_practice(kind: PaperKind, ledger: Ledger) -> Iterator[PaperList]:
    """The papers of a kind made for a register, filed with the practice of each."""
    found: dict[str, list[dict[str, Any]]] = {}
    for one in _registers(kind, ledger):
        found.setdefault(one.group, []).append({"register": one.name})
    for group, args in found.items():
        yield PaperList(kind.key, group, kind.title, tuple(args))


def _parameters(kind: PaperKind) -> dict[str, Parameter]:
    """What the maker takes besides the books."""
    return dict(list(signature(MAKERS[kind.key]).parameters.items())[1:])


def _asked(kind: PaperKind) -> set[str]:
    """The names of arguments without which the paper cannot be made."""
    return {name for name, one in _parameters(kind).items() if one.default is Parameter.empty}


def _each(kind: PaperKind, ledger: Ledger, year: int) -> Iterator[dict[str, Any]]:
    takes = set(_parameters(kind))
    if kind.takes_uid:
        yield from ({"uid": record.uid} for record in _records(kind, ledger))
    elif "month" in takes:
        yield from ({"month": Month(year, number)} for number in range(1, 13))
    elif not kind.registers or any(_holds(ledger.catalogue[name], ledger) for name in kind.registers):
        yield {"year": year} if "year" in takes else {}


def _records(kind: PaperKind, ledger: Ledger) -> Iterator[Record]:
    """The records of the kind's registers, one for each set of boxes its papers have in common."""
    for name in kind.registers:
        register, seen = ledger.catalogue[name], set()
        box, values = ONLY.get((kind.key, name), ("", ()))
        for record in ledger.find(register.model.live().order_by(*_order(register))):
            shared = tuple(getattr(record, one) for one in kind.shared) or (record.uid,)
            if shared not in seen and (not box or getattr(record, box) in values):
                seen.add(shared)
                yield record


def _order(register: Register) -> list[Any]:
    names = (register.period, "uid") if register.period else ("uid",)
    return [getattr(register.model, name) for name in names]


def _registers(kind: PaperKind, ledger: Ledger) -> Iterable[Register]:
    """The registers of the navigation: all of them for a blank form, else those that hold something."""
    own = [one for one in ledger.catalogue if one.group]
    return own if kind.key == "blank_form" else [one for one in own if _holds(one, ledger)]


def _holds(register: Register, ledger: Ledger) -> bool:
    return bool(ledger.find(register.model.live().limit(1)))


def _folder(kind: PaperKind, ledger: Ledger) -> str:
    names = kind.registers or ((FILED_WITH[kind.key],) if kind.key in FILED_WITH else ())
    groups = [ledger.catalogue[name].group for name in names]
    return next((one for one in groups if one), OTHER)
