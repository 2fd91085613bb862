"""Every paper a year's records can make, by kind: what each kind is made of says how often it is made."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop_app.base.periods import Month
from desktop_app.printing.documents.ledger_view import LedgerView, branch_name
from desktop_app.printing.documents.paper import Arguments, PaperDeclaration
from desktop_app.printing.documents.papers import PAPERS
from desktop_app.records.base import Record
from desktop_app.records.record import Register
from desktop_app.registers.organization_life.body_reviews import SECRETARY
from desktop_app.registers.organization_life.meeting_kinds import (
    APPRAISAL,
    COMMITTEE,
    ELECTION,
    GENERAL,
    LIFE_MEETING,
)
from desktop_app.registers.reporting.archive_files import ArchiveFile, files_of

# What tells of the box comes last, of what was printed.
ARCHIVE_LIST = "archive_list"
FILED_LAST = (ARCHIVE_LIST, "volume_list", "box_spines")
# Working lists and empty forms are not filed.
NOT_FILED = frozenset(("sheet", "blank_form"))
# The rule table is a paper of its own; its ruled list and its blank form would say the same worse.
NOT_LISTED = frozenset(("rule",))
# The folder of all other papers of no register.
OTHER = "其他"
# Boxes of a record that tell whether a kind of paper is made of it, where it is not made of all.
ONLY: Mapping[tuple[str, str], tuple[str, tuple[Any, ...]]] = {
    # What is resolved is told to others by the branch and its committee.
    ("minutes_summary", "meeting"): ("kind", (GENERAL, COMMITTEE)),
    # One card shows how they look; the others are printed when their day comes.
    ("birthday_card", "member"): ("party_post", ("书记",)),
    # What was resolved and is not done goes to who sees to it.
    ("resolution_slip", "resolution"): ("done_on", (None,)),
    # A notice is kept with the minutes of those meetings that members are called to in writing.
    ("meeting_notice", "meeting"): ("kind", (GENERAL, LIFE_MEETING, APPRAISAL, ELECTION)),
    ("duty_report", "body_review"): ("kind", (SECRETARY,)),
    # Study that is a meeting has the meeting's sheet.
    ("sign_in", "study_session"): ("meeting", (None,)),
}


@dataclass(frozen=True)
class PaperList:
    """The papers of one kind: the folder of its practice, its title, and the arguments of each."""

    key: str
    folder: str
    title: str
    args: tuple[Arguments, ...]


def papers_of_year(ledger: LedgerView, year: int) -> Iterator[PaperList]:
    """Every kind of paper the ledger's records make, in the order of the menus.

    A kind made of one record is made of each that has reached it; of several with the same boxes in common,
    once. One that asks
    for a year or a month is made for it or for each of the twelve; one that asks for a register, for each
    that holds something. What asks for more than records hold (a recovery number), or is not this office's to
    print, is not made.
    """
    for paper in PAPERS.values():
        if paper.key in FILED_LAST or paper.is_barred(ledger):
            continue
        if set(paper.needs) - {"uid", "register"}:
            continue
        if "register" in paper.needs:
            yield from _by_practice(paper, ledger)
        elif args := tuple(_each(paper, ledger, year)):
            yield PaperList(paper.key, _folder(paper, ledger), paper.title, args)


def filed(
    ledger: LedgerView, year: int, printed: Iterable[tuple[PaperList, int]]
) -> tuple[list[ArchiveFile], int]:
    """The lines of the box of ``year`` for kinds of papers and their pages, and how many of them are new.

    A kind of several copies is bound, and is one 件 (DA/T 22—2015). A kind filed before keeps its number.
    """
    known = {one.title: one for one in files_of(ledger, year)}
    number = max((one.number for one in known.values()), default=0)
    day = min(ledger.today, date(year, 12, 31))
    lines, new = [], 0
    for kind, pages in printed:
        if kind.key in NOT_FILED:
            continue
        copies = len(kind.args)
        title = kind.title if copies == 1 else f"{kind.title}（{copies}份合订）"
        line = known.get(title)
        if line is None:
            number, new = number + 1, new + 1
            line = ArchiveFile(year=year, number=number, title=title, author=branch_name(ledger))
        line.formed_on, line.pages = day, pages
        lines.append(line)
    return lines, new


def _by_practice(paper: PaperDeclaration, ledger: LedgerView) -> Iterator[PaperList]:
    """The papers of a kind made for a register, filed with the practice of each."""
    found: dict[str, list[Arguments]] = {}
    for one in _registers(paper, ledger):
        found.setdefault(one.group, []).append({"register": one.name})
    for group, args in found.items():
        yield PaperList(paper.key, group, paper.title, tuple(args))


def _each(paper: PaperDeclaration, ledger: LedgerView, year: int) -> Iterator[Arguments]:
    if paper.takes_uid and paper.bare != paper.title:
        yield from _copies(paper, ledger)
    elif "month" in paper.takes:
        yield from (Arguments(month=Month(year, number)) for number in range(1, 13))
    elif not paper.registers or any(_holds(ledger.catalogue.of(one), ledger) for one in paper.registers):
        yield {"year": year} if "year" in paper.takes else {}


def _copies(paper: PaperDeclaration, ledger: LedgerView) -> Iterator[Arguments]:
    """The copies that the records of the paper stand in, each once."""
    told: list[Arguments] = []
    for record in _records(paper, ledger):
        for copy in paper.copies(record, ledger):
            if copy.args not in told:
                told.append(copy.args)
                yield copy.args


def _records(paper: PaperDeclaration, ledger: LedgerView) -> Iterator[Record]:
    """The records of the paper's registers, one for each set of boxes its copies have in common."""
    for model in paper.registers:
        register, seen = ledger.catalogue.of(model), set()
        box, values = ONLY.get((paper.key, register.name), ("", ()))
        for record in ledger.find(model.live().order_by(*_order(register))):
            shared = tuple(getattr(record, one) for one in paper.shared) or (record.uid,)
            fits = not paper.reason(record, ledger) and (not box or getattr(record, box) in values)
            if fits and shared not in seen:
                seen.add(shared)
                yield record


def _order(register: Register) -> list[Any]:
    names = (register.period, "uid") if register.period else ("uid",)
    return [getattr(register.model, name) for name in names]


def _registers(paper: PaperDeclaration, ledger: LedgerView) -> Iterable[Register]:
    """The registers of the navigation: all of them for a blank form, else those that hold something."""
    own = [one for one in ledger.catalogue if one.group and one.name not in NOT_LISTED]
    return [one for one in own if _holds(one, ledger)] if "uids" in paper.takes else own


def _holds(register: Register, ledger: LedgerView) -> bool:
    return bool(ledger.find(register.model.live().limit(1)))


def _practice(register: Register, ledger: LedgerView) -> str:
    """The practice of a register, a child's that of what it stands under."""
    while not register.group and register.parent is not None:
        register = ledger.catalogue[register.parent_registers[0]]
    return register.group


def _folder(paper: PaperDeclaration, ledger: LedgerView) -> str:
    models = paper.registers or ((paper.filed_with,) if paper.filed_with else ())
    groups = [_practice(ledger.catalogue.of(one), ledger) for one in models]
    return next((one for one in groups if one), OTHER)
