"""The sample as a role that sees less: what it prints, exports and finds holds nothing not for it."""

import io
from collections.abc import Iterator
from datetime import datetime
from inspect import signature
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from desktop_app.base.clock import SetClock
from desktop_app.base.errors import UserError
from desktop_app.base.periods import Month
from desktop_app.base.resources import resource_path
from desktop_app.duties.summaries.calendar import duties_of
from desktop_app.duties.summaries.self_inspection import inspect
from desktop_app.exchange.workbook.write import write_sheet
from desktop_app.printing.documents.papers import PAPERS, list_arguments, papers_of, record_arguments
from desktop_app.printing.documents.renderer import PaperRenderer
from desktop_app.records.record import Register
from desktop_app.records.roles import NotYours, Role
from desktop_app.registers import catalogue
from desktop_app.registers.role_rights import DAILY, FOR_TWO, OF_THE_FILE
from desktop_app.storage import branch_file
from desktop_app.storage.exchange_store import LedgerExchange
from desktop_app.storage.ledger import Ledger
from desktop_app.storage.listing import Listing, called
from desktop_app.storage.role_door import RoleDoor
from desktop_app.storage.sqlite.covering import is_covered
from desktop_app.storage.whole_file import WholeReader
from tests.printing.documents.reading import text
from tests.views.pages.sample_bench import sample_ledger

# Stands in what the roles do not see, and nowhere else.
MARK = "密密私私"
LESS = (Role.MEMBER, Role.READER)
every = pytest.mark.parametrize("register", list(catalogue()), ids=lambda one: one.name)


def plant(ledger: Ledger) -> None:
    """Put the mark into every private box and every word of the hidden registers, on the cards as well."""
    for register in ledger.catalogue:
        hidden = register.name in FOR_TWO
        for box in register.boxes.values():
            if box.kind in ("text", "long_text") and (hidden or is_covered(box)):
                words = f'"{box.name}" = "{box.name}" || \'{MARK}\''
                ledger.database.execute_sql(
                    f'UPDATE "{register.name}" SET {words} WHERE "{box.name}" <> \'\''
                )
        if hidden:
            words = (
                f"heading = heading || '{MARK}', words = words || '{MARK}', name_key = name_key || '{MARK}'"
            )
            ledger.database.execute_sql(f"UPDATE card SET {words} WHERE register = ?", (register.name,))
    ledger.forget()


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """The sample with the mark in it, as the secretary sees it."""
    ledger = sample_ledger(tmp_path_factory.mktemp("roles"))
    plant(ledger)
    yield ledger
    branch_file.close(ledger)


@pytest.fixture(scope="module", params=LESS[:1])
def less(request: Any, planted: Ledger) -> Iterator[Ledger]:
    """The same file as a role that sees less."""
    clock = SetClock(datetime(2026, 11, 2, 9))
    ledger = Ledger(planted.database, planted.catalogue, clock, lambda name: "", role=request.param)
    yield ledger
    ledger.door._shown.close()


def test_every_register_of_the_table_is_one_and_the_two_roles_hold_everything() -> None:
    known = {register.name for register in catalogue()}
    assert known >= FOR_TWO | OF_THE_FILE | DAILY
    assert not DAILY & (FOR_TWO | OF_THE_FILE)
    rights = catalogue().rights
    first, last = rights[Role.MEMBER], rights[Role.READER]
    assert (first.hidden, first.absent, first.covered) == (last.hidden, last.absent, last.covered)
    for name in known:
        children = {child.name for child in catalogue().children(catalogue()[name])}
        if name in FOR_TWO:
            assert children <= FOR_TWO, f"the children of {name} stand open"
        for role in (Role.SECRETARY, Role.ORGANIZER):
            assert rights[role].may_read(name)
            assert rights[role].may_write(name)


@every
def test_no_paper_tells_a_role_what_is_not_for_it(less: Ledger, register: Register) -> None:
    renderer = PaperRenderer(less, resource_path("fonts"))
    offered = papers_of(register.name, less)
    if register.name in FOR_TWO | OF_THE_FILE:
        assert [paper.key for paper in offered if paper.key not in ("sheet", "blank_form")] == []
        with pytest.raises(UserError, match="不能打印"):
            renderer.make("sheet", register=register.name, uids=())
        return
    for record in less.find(register.model.live().order_by(register.model.uid).limit(1)):
        for paper in offered:
            if paper.takes_uid or paper.key == "sheet":
                assert MARK not in text(renderer.make(paper.key, **record_arguments(paper, record, less)))
    for paper in offered:
        if not paper.takes_uid or paper.bare:
            uids = Listing(less, register).uids()[:20]
            assert MARK not in text(renderer.make(paper.key, **list_arguments(paper, register.name, uids)))


def test_every_paper_of_hidden_records_is_refused_and_says_who_prints_it(
    planted: Ledger, less: Ledger
) -> None:
    renderer = PaperRenderer(less, resource_path("fonts"))
    closed = [key for key, one in PAPERS.items() if any(r._meta.table_name in FOR_TWO for r in one.registers)]
    assert len(closed) > 20
    for key in closed:
        with pytest.raises(UserError, match="按分工"):
            renderer.make(key)


def test_no_list_search_or_workbook_tells_a_role_what_is_not_for_it(less: Ledger) -> None:
    for register in less.catalogue:
        listing = Listing(less, register)
        told = [str(row) for row in listing.page(0, 50)]
        told += [str(value) for name in register.form_boxes for value in listing.in_use(name)]
        told += [str(one) for one in called(less, [register.name])]
        if register.name in FOR_TWO or any(is_covered(box) for box in register.boxes.values()):
            # The others' hold what their lists do.
            sheet = write_sheet(register, listing.records(listing.uids()), less.name)
            book = openpyxl.load_workbook(io.BytesIO(sheet), read_only=True)
            told += [str(value) for one in book for row in one.iter_rows(values_only=True) for value in row]
        for uid in listing.uids()[:5]:
            told += [less.name(uid), str(less.history(uid)), str(less.locate(uid))]
        assert not [one for one in told if MARK in one], register.name
    for words in (MARK, "谈话", "批评", "处分"):
        hits = less.search(words)
        assert not [hit for hit in hits if MARK in str(hit) or hit.register in FOR_TWO], words


def test_figures_of_hidden_records_stay_right(planted: Ledger, less: Ledger) -> None:
    for name in FOR_TWO:
        model = planted.catalogue[name].model
        assert less.count(model.live()) == planted.count(model.live())


def test_nothing_to_do_and_nothing_lacking_names_people_by_hidden_records(
    planted: Ledger, less: Ledger
) -> None:
    def asked(ledger: Ledger) -> set[str]:
        duties = {duty.register for duty in duties_of(ledger, Month(2026, 11))}
        return duties | {gap.register for gap in inspect(ledger)}

    assert asked(planted) & FOR_TWO, "the sample asks nothing of the two roles alone"
    assert asked(less), "the role is asked nothing at all"
    assert not asked(less) & FOR_TWO


def test_packages_are_for_two_roles(less: Ledger, tmp_path: Path) -> None:
    depot = LedgerExchange(less, tmp_path)
    for door in (depot.outgoing, depot.leave_copy, depot.stage):
        with pytest.raises(NotYours, match="收发"):
            door(*[None] * (len(signature(door).parameters) - (door == depot.outgoing)))
    with pytest.raises(NotYours, match="导出去"):
        WholeReader(less, (), {})
    with pytest.raises(NotYours), less.action("接收", kind="merge"):
        pass


def test_no_register_takes_what_a_role_may_not_write(less: Ledger) -> None:
    writes = less.door.rights.writes or frozenset()
    for register in less.catalogue:
        for record in less.find(register.model.live().limit(1)):
            if register.name not in writes:
                for act in (less.save, less.remove, less.restore):
                    with pytest.raises(NotYours):
                        act(record)


def test_the_door_is_the_role_s_alone(planted: Ledger, less: Ledger) -> None:
    assert isinstance(less.door, RoleDoor)
    assert MARK in str(planted.find(planted.catalogue["talk"].model.live())[0].content)
