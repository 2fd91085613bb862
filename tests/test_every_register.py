"""What every register owes, tried on the sample branch: kept, undone, sent, printed, filled in by keys."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from desktop_app.base.clock import SetClock
from desktop_app.base.errors import UserError
from desktop_app.base.periods import Month, PartialDate, Span
from desktop_app.base.resources import resource_path
from desktop_app.duties.summaries.computed import COMPUTED_MANY
from desktop_app.exchange.courier import Courier
from desktop_app.exchange.workbook.plan import read_plan
from desktop_app.exchange.workbook.question import RowOutcome
from desktop_app.exchange.workbook.write import write_sheet
from desktop_app.journal.package_log import PackageLog
from desktop_app.printing.documents.renderer import PaperRenderer
from desktop_app.records.base import Record
from desktop_app.records.record import Register
from desktop_app.registers import catalogue
from desktop_app.registers.people.members import Member
from desktop_app.storage import branch_file
from desktop_app.storage.cell_words import cell_keys
from desktop_app.storage.column_filter import EMPTY
from desktop_app.storage.exchange_store import LedgerExchange
from desktop_app.storage.ledger import Ledger
from desktop_app.storage.listing import Listing
from desktop_app.views.form.record_form import RecordForm
from desktop_app.views.look.start import apply_look
from desktop_app.views.look.theme import Theme
from desktop_app.views.table.model import ListingModel
from desktop_app.workplace import OpenedBranch, schema_version
from tests.exchange.offices import taken_in
from tests.printing.type.reading import text_of
from tests.whole import NOT_TYPED, fill_by_keys, lay_desk, make_sample, open_copy, reopened

REGISTERS = list(catalogue())
# The registers a branch's work asks for, kept as data, and all that the program has besides.
DOMAIN = json.loads((Path(__file__).parent / "registers" / "domain.json").read_text("utf-8"))
ASKED = [one["register"] for one in DOMAIN]
every = pytest.mark.parametrize("name", dict.fromkeys((*ASKED, *(register.name for register in REGISTERS))))
# A sheet or a list of this many rows shows all there is to show.
ENOUGH = 40
# Registers of which the sample has no open record: only ever added to, parts of meetings signed since, and
# the election whose result was announced.
CLOSED = {register.name for register in REGISTERS if register.append_only} | {
    "speech",
    "vote",
    "election",
    "election_excluded",
    "election_round",
    "ballot",
    "disposal",
    "discipline",
}


@pytest.fixture(scope="module")
def theme(qapp: Any) -> Theme:
    """The look of the program."""
    return apply_look(qapp, 12)


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the sample branch, closed."""
    folder = tmp_path_factory.mktemp("original")
    make_sample(folder)
    return folder


@pytest.fixture(scope="module")
def read_only(original: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenedBranch]:
    """An open copy for tests that change nothing."""
    opened = open_copy(original, tmp_path_factory.mktemp("read"))
    yield opened
    branch_file.close(opened.ledger)


@pytest.fixture
def branch(original: Path, tmp_path: Path) -> Iterator[OpenedBranch]:
    """A copy of the test's own."""
    opened = open_copy(original, tmp_path)
    yield opened
    branch_file.close(opened.ledger)


def content(ledger: Ledger) -> dict[str, Any]:
    """All that stands in the branch file: uid to (lives, register, value of every box as stored …)."""
    return {uid: row for register in ledger.catalogue for uid, row in rows_of(ledger, register).items()}


def rows_of(ledger: Ledger, register: Register) -> dict[str, Any]:
    """All that stands in one register; see ``content``."""
    columns = ", ".join(f'"{name}"' for name in register.boxes)
    sql = f'SELECT uid, removed_at IS NULL, ?, {columns} FROM "{register.name}"'
    return {row[0]: row[1:] for row in ledger.database.execute_sql(sql, (register.name,))}


def stored_in(row: Any, register: Register, box: str) -> Any:
    """What a row of ``content`` has stored in ``box``."""
    return row[2 + list(register.boxes).index(box)]


def some(ledger: Ledger, register: Register) -> list[Any]:
    """Some records of the sample; it has an entry in every register, or nothing about one would be tried."""
    found = ledger.find(register.model.live().order_by(register.model.uid).limit(ENOUGH))
    assert found, (
        f"the sample branch has no entry in {register.name}: add one to a story in resources/sample, as "
        "desktop_app/README.md tells in its recipe for a register"
    )
    return found


def other_value(box: Any, value: Any) -> Any:
    """Another value for a box than the one it has; the same where there is no obvious one."""
    if box.kind in ("text", "long_text"):
        return f"{value or ''}改"
    if box.kind == "lines":
        return (*(value or ()), "另加一行")
    if box.kind == "number":
        return (value or 0) + 1
    if box.kind == "yes_no":
        return not value
    if box.kind == "choice":
        return next((option for option in box.options if option != value), value)
    return value


def edited(ledger: Ledger, register: Register) -> tuple[Record, str] | None:
    """Change one box of a record that lets itself be changed; the record and the box, None when none does."""
    for record in ledger.find(register.model.live().order_by(register.model.uid.desc())):
        for name, box in register.boxes.items():
            before = getattr(record, name)
            setattr(record, name, other_value(box, before))
            if box.db_value(before) == box.db_value(getattr(record, name)):
                continue
            try:
                change = ledger.save(record)
            except UserError:
                setattr(record, name, before)
            else:
                # The program may fill a box of its own again: then nothing was written.
                if change.touched:
                    return record, name
    return None


@every
def test_a_change_is_kept_told_and_undone_to_the_letter(name: str, branch: OpenedBranch) -> None:
    ledger = branch.ledger
    register = ledger.catalogue[name]
    before = content(ledger)
    changed = edited(ledger, register)
    after = content(ledger)
    if changed is None:
        assert after == before
        assert name in CLOSED
        return
    record, box = changed
    assert after != before
    told = ledger.history(record.uid)[0]
    was, now = (stored_in(rows[record.uid], register, box) for rows in (before, after))
    assert told.changes[box] == (was, now)
    ledger.undo()
    assert content(ledger) == before
    ledger.redo()
    assert content(ledger) == after
    branch_file.close(ledger)
    again = reopened(branch.path.parent.parent)
    assert content(again.ledger) == after
    branch_file.close(again.ledger)


@every
def test_what_was_removed_comes_back_with_all_that_hung_on_it(name: str, branch: OpenedBranch) -> None:
    ledger = branch.ledger
    register = ledger.catalogue[name]
    before, told = content(ledger), ""
    for record in some(ledger, register):
        try:
            ledger.remove(record)
        except UserError as error:
            assert content(ledger) == before
            told = error.what
            continue
        gone = {uid for uid, (lives, *_) in content(ledger).items() if not lives}
        assert record.uid in gone
        assert all(hit.uid != record.uid for hit in ledger.search(ledger.name(record.uid)))
        ledger.undo()
        assert content(ledger) == before
        return
    kept = register.append_only or register.locked or register.parent
    assert kept or "里有记录" in told, "nothing of it can be removed"


@every
def test_the_whole_register_goes_out_as_a_sheet_and_nothing_changes_when_it_returns(
    name: str, read_only: OpenedBranch
) -> None:
    ledger = read_only.ledger
    register = ledger.catalogue[name]
    records = some(ledger, register)
    plan = read_plan(write_sheet(register, records, ledger.name), register, ledger, name="表.xlsx")
    assert plan.counts[RowOutcome.SAME] == len(records), plan.sentences()


@pytest.fixture(scope="module")
def received(read_only: OpenedBranch, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """A committee's ledger after it took over a package with everything."""
    folder = tmp_path_factory.mktemp("committee")
    clock = SetClock(datetime(2026, 10, 31, 17, 0))
    setting = branch_file.Setting(catalogue(), clock, lambda name: "")
    ledger, _ = branch_file.create(folder / "branch.zbf", setting, office="QS00", password=None)
    courier = Courier(ledger, LedgerExchange(ledger, folder), PackageLog(ledger), clock, schema_version())
    courier.trust.introduce("QS00", "青石街道工委")
    courier.trust.keep(read_only.courier.trust.card)
    read_only.courier.trust.keep(courier.trust.card)
    parcel = read_only.courier.prepare("QS00", "全部资料", kept_back=True)
    taken_in(courier, parcel.data, folder)
    kept = content(ledger)
    assert taken_in(courier, parcel.data, folder).plan.words().startswith("新增0　修改0　冲突0")
    assert content(ledger) == kept
    yield ledger
    branch_file.close(ledger)


@every
def test_a_package_carries_it_whole(name: str, read_only: OpenedBranch, received: Ledger) -> None:
    register = catalogue()[name]
    sent, came = rows_of(read_only.ledger, register), rows_of(received, register)
    assert sent
    if register.stays_home:
        assert not set(sent) & set(came)
    else:
        assert sent.items() <= came.items()


@every
def test_its_table_shows_every_record_in_all_its_columns(name: str, read_only: OpenedBranch) -> None:
    ledger = read_only.ledger
    register = ledger.catalogue[name]
    model = ListingModel(Listing(ledger, register, computed=COMPUTED_MANY))
    there = {record.uid: record for record in ledger.find(register.model.live())}
    assert model.rowCount() == len(there) > 0
    assert model.columnCount() == len(register.listing)
    row = next(row for row in range(model.rowCount()) if model.uid_at(row) in there)
    record = there[model.uid_at(row)]
    for column, box in enumerate(register.listing):
        words = model.index(row, column).data()
        if box in register.boxes and not register.boxes[box].private:
            assert words == register.show(record, box, ledger.name), box
        else:
            assert words is not None, box


# Figures that come to nothing in the sample: nobody was transferred between categories, lost or marked down.
NOTHING = {
    *(("annual_change", row) for row in ("r4", "r6", "r8", "r9", "r10", "r12", "r15")),
    ("branch_rating", "issues"),
    ("member", "lost_state"),
}


@pytest.mark.parametrize(
    ("name", "figure"), sorted(COMPUTED_MANY.keys() - NOTHING), ids=lambda word: str(word)
)
def test_every_figure_worked_out_says_something_of_some_record(
    name: str, figure: str, read_only: OpenedBranch
) -> None:
    """One that counts by the wrong link is 0 everywhere, and looks like a branch that did nothing."""
    ledger = read_only.ledger
    values = COMPUTED_MANY[name, figure](ledger.find(ledger.catalogue[name].model.live()), ledger)
    assert any(values.values()), f"{figure} of {name} is empty or 0 for each of {len(values)} records"


@pytest.mark.parametrize(("name", "figure"), sorted(COMPUTED_MANY), ids=lambda word: str(word))
def test_every_figure_worked_out_sorts_and_filters_its_list(
    name: str, figure: str, read_only: OpenedBranch
) -> None:
    """It stands in order like a stored box, and its words typed over it list those that show them."""
    ledger = read_only.ledger
    plain = Listing(ledger, ledger.catalogue[name], computed=COMPUTED_MANY, shown=(figure,))
    rising, falling = (replace(plain, order=(sign + figure,)) for sign in ("", "-"))
    words = {row.uid: row.values[0] for row in plain.page(0, 1000)}
    title = plain.register.computed[figure].title
    for listing in (rising, falling):
        uids = listing.uids()
        assert sorted(uids) == sorted(words)
        keys = cell_keys([words[uid] for uid in uids if words[uid]], title)
        assert keys == sorted(keys, reverse=listing is falling)
        assert not any(words[uid] for uid in uids[len(keys) :]), "what has none stands last"
        assert [row.uid for row in listing.page(1, 2)] == uids[1:3]
    for typed in {*list(words.values())[:2], EMPTY} - {""}:
        found = replace(rising, typed={figure: typed})
        wanted = "" if typed == EMPTY else typed
        assert {uid for uid, said in words.items() if said == wanted} <= set(found.uids())
        assert found.count() == len(found.uids()) == len(found.page(0, 1000))


def before_everybody(box: Any) -> Any:
    """A value of a box of days before anybody was born; None for other boxes."""
    day = date(1900, 1, 1)
    values = {
        "date": day,
        "month": Month.of(day),
        "time_span": Span(datetime(1900, 1, 1, 9), datetime(1900, 1, 1, 10)),
        "partial_date": PartialDate.of(day),
    }
    return values.get(box.kind)


# Days that are no deed of a person, are judged only beside another box that most records leave empty, or
# come from the meeting of the vote that is named.
NOBODYS = {
    ("party_org", "founded_on"),
    ("development", "extended_to"),
    ("development", "accepted_on"),
    ("development", "converted_on"),
    ("issue", "reviewed_on"),
}


@every
def test_a_day_before_birth_is_refused_or_told(name: str, read_only: OpenedBranch) -> None:
    """On a record that names a member; what the program alone writes is left out."""
    ledger = read_only.ledger
    register = ledger.catalogue[name]
    people = [box for box in register.boxes.values() if "member" in getattr(box, "to", ())]
    members = {one.uid for one in ledger.find(Member.live())}
    if register.append_only and not register.rules:
        return
    for box_name, box in register.form_boxes.items():
        if before_everybody(box) is None or (name, box_name) in NOBODYS:
            continue
        named = [
            one
            for one in ledger.find(register.model.live())
            if any(uid in members for link in people for uid in link.targets(getattr(one, link.name)))
        ]
        # One that has such a day already, so that what it is measured against is there as well.
        for record in sorted(named, key=lambda one: getattr(one, box_name) is None)[:1]:
            setattr(record, box_name, before_everybody(box))
            told = [one for one in ledger.problems(record) if one.refuse or one.box == box_name]
            assert told, (
                f"{register.title}「{box.title}」 takes a day before the person was born: "
                "add since_birth or since_joining from registers/people/members.py to its rules"
            )
            assert all(one.text for one in told)


@every
def test_it_is_printed_as_a_ruled_sheet(name: str, read_only: OpenedBranch) -> None:
    register = read_only.ledger.catalogue[name]
    records = some(read_only.ledger, register)
    press = PaperRenderer(read_only.ledger, resource_path("fonts"))
    printed = press.make("sheet", register=name, uids=[record.uid for record in records])
    text = "".join("".join(text_of(printed.pdf)).split())
    assert printed.missing == ()
    assert f"{len(records)}" in text
    for column in register.listing:
        title = "".join({**register.boxes, **register.computed}[column].title.split())
        assert title.split("(")[0].split("（")[0].split("/")[0] in text, column


@every
def test_it_has_a_blank_form_for_the_pen(name: str, read_only: OpenedBranch) -> None:
    register = read_only.ledger.catalogue[name]
    printed = PaperRenderer(read_only.ledger, resource_path("fonts")).make("blank_form", register=name)
    text = "".join(text_of(printed.pdf))
    for box in register.pen_boxes.values():
        assert "".join(box.title.split())[:4] in text, box.title


@every
def test_its_form_takes_every_box_by_keys(
    name: str, read_only: OpenedBranch, theme: Theme, qtbot: Any
) -> None:
    """The record that has most to tell is typed anew; what the form read is that record, box by box."""
    ledger = read_only.ledger
    register = ledger.catalogue[name]
    wanted = max(some(ledger, register), key=lambda one: _told(register, one))
    desk = lay_desk(ledger, theme)
    form = RecordForm(desk, register, register.new(), object())
    qtbot.addWidget(form)
    form.resize(1100, 700)
    form.show()
    qtbot.waitExposed(form)
    typed = {
        box: getattr(wanted, box)
        for box, editor in form.body.editors.items()
        if editor.box.kind not in NOT_TYPED and getattr(wanted, box) not in (None, "", ())
    }
    for box, value in typed.items():
        fill_by_keys(form.body.editors[box], value)
    read = register.new()
    assert form.body.read_into(read) == []
    assert {box: register.stored(read)[box] for box in typed} == {
        box: register.stored(wanted)[box] for box in typed
    }
    desk.bridge.shut()


def _told(register: Register, record: Any) -> int:
    return sum(getattr(record, name) not in (None, "", ()) for name in register.form_boxes)
