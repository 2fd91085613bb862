"""The windowed model: pages as they are needed, words and tones of cells, sorting, the model tester."""

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from desktop_app.base.clock import SetClock
from desktop_app.registers import catalogue
from desktop_app.registers.people.members import Member
from desktop_app.registers.rectification.issues import Issue
from desktop_app.storage import branch_file
from desktop_app.storage.listing import Listing, ListingRow
from desktop_app.views.parts.table import TONE_ROLE
from desktop_app.views.table.filters import TableFilters, filter_boxes
from desktop_app.views.table.model import KEPT_PAGES, PAGE_ROWS, ListingModel
from desktop_app.views.table.record_table import RecordTable
from desktop_app.views.table.tones import tone_of_state
from tests.registers.invented_people import branch, member
from tests.views.desk_driver import TODAY


@pytest.fixture
def ledger(tmp_path):
    setting = branch_file.Setting(catalogue(), SetClock(TODAY), lambda name: "")
    made, _ = branch_file.create(tmp_path / "branch.zbf", setting, office="Z001", password=None)
    org = branch()
    made.save(org)
    made.save(*(member(n, branch=org.uid) for n in range(10)))
    yield made
    branch_file.close(made)


class Long:
    """A listing of a register too long to read: it notes which pages were asked for."""

    order: tuple[str, ...] = ()

    def __init__(self, ledger, count: int) -> None:
        self.register = ledger.catalogue["member"]
        self.columns = {"name": Member.name}
        self.length, self.asked = count, []

    def count(self) -> int:
        return self.length

    def page(self, offset: int, limit: int) -> list[ListingRow]:
        self.asked.append(offset)
        last = min(offset + limit, self.length)
        return [ListingRow(f"{n:032d}", (str(n),)) for n in range(offset, last)]


def test_qt_finds_no_fault_with_the_model(ledger, qtmodeltester):
    qtmodeltester.check(ListingModel(Listing(ledger, ledger.catalogue["member"])), force_py=True)


def test_only_the_pages_looked_at_are_read(ledger, qapp):
    listing = Long(ledger, 1_000_000)
    model = ListingModel(listing)
    assert listing.asked == []
    assert model.index(999_999, 0).data() == "999999"
    assert listing.asked == [999_999 // PAGE_ROWS * PAGE_ROWS]
    assert [model.index(n, 0).data() for n in (0, 1, PAGE_ROWS - 1)] == ["0", "1", str(PAGE_ROWS - 1)]
    assert len(listing.asked) == 2


def test_old_pages_are_forgotten(ledger, qapp):
    listing = Long(ledger, 100 * PAGE_ROWS)
    model = ListingModel(listing)
    for page in range(KEPT_PAGES + 1):
        model.index(page * PAGE_ROWS, 0).data()
    assert model.row_of(f"{0:032d}") == -1
    model.index(1, 0).data()
    assert model.row_of(f"{1:032d}") == 1
    assert listing.asked.count(0) == 2


def test_a_row_that_went_away_meanwhile_is_blank(ledger, qapp):
    listing = Long(ledger, 5)
    model = ListingModel(listing)
    listing.length = 3
    assert model.index(4, 0).data() == ""
    assert model.uid_at(4) == ""


def test_states_are_pills_and_numbers_stand_right(ledger, qapp):
    someone = ledger.find(Member.live())[0]
    ledger.save(
        Issue(
            source="群众反映",
            category="人民群众急难愁盼的问题",
            description="路灯不亮",
            found_on=TODAY.date(),
            mode="限期整改",
            lead_officer=someone.uid,
            duty_unit=someone.branch,
            owner=someone.uid,
            due_on=TODAY.date().replace(month=12),
        )
    )
    model = ListingModel(Listing(ledger, ledger.catalogue["issue"]))
    state = list(model.listing.columns).index("state")
    assert model.index(0, state).data() == "待整改"
    assert model.index(0, state).data(TONE_ROLE) == "due"
    members = ListingModel(Listing(ledger, ledger.catalogue["rule"]))
    value = list(members.listing.columns).index("value")
    right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    assert members.headerData(value, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole) == right


def test_private_numbers_are_covered_in_lists(ledger, qapp):
    register = ledger.catalogue["member"]
    listing = Listing(ledger, register)
    listing.__dict__["columns"] = {n: register.boxes[n] for n in ("id_number", "address", "mobile")}
    someone = ledger.find(Member.live())[0]
    someone.address = "清河路一号"
    ledger.save(someone)
    model = ListingModel(listing)
    words = [model.index(r, c).data() for r in range(10) for c in range(3)]
    assert not any(someone.id_number in one or "清河路" in one for one in words)
    assert {"••••", "13900000000"} <= set(words)


def test_a_click_on_the_head_sorts_and_a_third_gives_the_own_order_back(ledger, qtbot: QtBot, theme):
    model = ListingModel(Listing(ledger, ledger.catalogue["member"]))
    table = RecordTable(theme, model)
    qtbot.addWidget(table)
    table.resize(900, 400)
    table.show()
    head = table.horizontalHeader()
    column = list(model.listing.columns).index("birth_date")
    spot = head.sectionViewportPosition(column) + 20
    dates = []
    for _ in range(3):
        qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(spot, 10))
        dates.append([model.index(row, column).data() for row in range(10)])
    assert dates[0] == sorted(dates[0])
    assert dates[1] == sorted(dates[0], reverse=True)
    assert model.listing.order == ()


def test_columns_fill_the_room_until_a_hand_sets_them(ledger, qtbot: QtBot, theme):
    table = RecordTable(theme, ListingModel(Listing(ledger, ledger.catalogue["member"])))
    qtbot.addWidget(table)
    table.resize(1300, 400)
    table.show()
    head = table.horizontalHeader()
    assert abs(head.length() - table.viewport().width()) <= head.count()
    head.resizeSection(0, 300)
    table.resize(1000, 400)
    assert head.sectionSize(0) == 300


def test_the_tone_of_a_state_is_its_place_in_the_flow():
    issue, promise = catalogue()["issue"], catalogue()["promise"]
    tones = {state: tone_of_state(issue, state) for state in issue.boxes["state"].options}
    assert tones == {"待整改": "due", "整改中": "going", "申请销号": "going", "已销号": "done"}
    assert tone_of_state(promise, "未践诺") == "overdue"
    assert tone_of_state(promise, "撤销") == "draft"
    assert tone_of_state(promise, "草拟") == "draft"


def test_filters_follow_from_the_register(ledger, qtbot: QtBot, theme):
    assert filter_boxes(ledger.catalogue["issue"])[0] == "state"
    assert filter_boxes(ledger.catalogue["study_hours"]) == ["year"]
    bar = TableFilters(theme, Listing(ledger, ledger.catalogue["member"]))
    qtbot.addWidget(bar)
    bar.set_filters({"gender": "1"})
    assert bar.filters() == {"gender": "1"}
    assert bar.year is None
