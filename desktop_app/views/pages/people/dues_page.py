"""党费: the year's grid of members and months, what is behind each figure, standards and payments at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.base.periods import Month
from desktop_app.base.search_words import SearchWords
from desktop_app.base.strokes import load_strokes
from desktop_app.drawing.chart import Chart
from desktop_app.duties.basics.figure import Figure
from desktop_app.duties.people.dues import DuesRow, warnings, year_statement
from desktop_app.duties.people.dues_pictures import dues_picture
from desktop_app.duties.people.dues_remitting import next_handing
from desktop_app.duties.people.dues_year import (
    OPEN,
    MonthSum,
    dues_book,
    dues_years,
    grid_of,
    month_sums,
    payments_for,
    to_assess,
)
from desktop_app.duties.summaries.page_reading import secretary_of
from desktop_app.printing.documents.paper import Copy, PaperDeclaration
from desktop_app.printing.documents.papers import PAPERS
from desktop_app.registers.people.dues_payments import DuesPayment
from desktop_app.registers.people.dues_remittances import DuesRemittance
from desktop_app.views.page_parts.action_runner import ActionRunner
from desktop_app.views.page_parts.chips import ChipRow
from desktop_app.views.page_parts.figure_cells import FigureGrid
from desktop_app.views.page_parts.figure_list import FigureList
from desktop_app.views.page_parts.page_frame import PageFrame, page_column
from desktop_app.views.page_parts.picture_dialog import picture_button
from desktop_app.views.page_parts.print_menu import papers_button
from desktop_app.views.page_parts.record_dialog import RecordDialog
from desktop_app.views.page_parts.year_box import YearBox
from desktop_app.views.pages.people.dues_dialogs import PayDialog, StandardsDialog
from desktop_app.views.pages.people.dues_lists import DuesLists
from desktop_app.views.pages.people.dues_table import (
    FIRST_MONTH,
    OWED_COLUMN,
    PAID_COLUMN,
    DuesSpot,
    DuesTable,
)
from desktop_app.views.parts.buttons import LinkButton, PlainButton, PrimaryButton
from desktop_app.views.parts.cards import EmptyState
from desktop_app.views.parts.labels import faint
from desktop_app.views.parts.live_page import LivePage
from desktop_app.views.parts.row_menu import verbs_of

if TYPE_CHECKING:
    from desktop_app.desk import Desk
    from desktop_app.views.shell import Shell

ALL, BEHIND, BARE = "", "欠交", "未核定"
SHOWN = ("due", "paid", "owed", "behind", "waived", "unassessed")
_PAPERS = ("dues_grid", "dues_statement", "dues_assessment", "dues_arrears")
_ONE_BOXES = ("due", "paid", "paid_on", "method", "collector", "signed", "voluntary_big")


class DuesPage(LivePage):
    """One year at a time."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(desk, shell, "党费")
        self.runner = ActionRunner(desk, shell, self)
        self.pay_dialog: PayDialog | None = None
        self.one_dialog: RecordDialog | None = None
        self.standards_dialog: StandardsDialog | None = None
        self.figures: dict[str, Figure] = {}
        self.rows: tuple[DuesRow, ...] = ()
        self.sums: tuple[MonthSum, ...] = ()
        self.lists: DuesLists | None = None
        self._told: Callable[[], object] | None = None  # shows once more what the side lists
        self._words = SearchWords("", self.desk.pinyin.keys)
        self._build_buttons()
        self._build()

    def _build_buttons(self) -> None:
        theme = self.theme
        self.print_button = papers_button(theme, _PAPERS, self.print_paper)
        self.standards_button = PlainButton(theme, "核定标准", "scales")
        self.standards_button.clicked.connect(self.assess)
        self.remit_button = PlainButton(theme, "登记上缴", "stick")
        self.remit_button.clicked.connect(self.hand_up)
        self.pay_button = PrimaryButton(theme, "记收党费", "check")
        self.pay_button.clicked.connect(self.pay)

    def _build(self) -> None:
        theme = self.theme
        whole = page_column(self, theme)
        self.year = YearBox(theme, self.refresh)
        self.chips = ChipRow(theme, ((ALL, "全部党员"), (BEHIND, "欠交"), (BARE, "未核定标准")))
        self.chips.chosen.connect(lambda _value: self._show_rows())
        strip = QHBoxLayout()
        strip.setSpacing(theme.unit(12))
        strip.addWidget(self.year)
        strip.addWidget(self.chips, 1)
        whole.addLayout(strip)
        self.cells = FigureGrid(theme, len(SHOWN))
        self.cells.asked.connect(self.show_figure)
        whole.addWidget(self.cells)
        self.table = DuesTable(theme)
        self.table.asked.connect(self._asked)
        self.table.chosen.connect(self._chosen)
        self.table.verbs = lambda: verbs_of(self.pay_button)
        self.empty = EmptyState(
            theme, "dues", "这一年还没有要交党费的党员", "核定标准", "先核定标准，再逐月记收", main=False
        )
        self.empty.action.connect(self.assess)
        self.hint = faint(
            theme, "拖动鼠标或按 Shift 选几格，点月份选整月，再点“记收党费”。双击一格，看这一笔。", wrap=True
        )
        card = PageFrame("card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, theme.unit(6))
        inside.setSpacing(theme.unit(4))
        inside.addWidget(self.table, 1)
        inside.addWidget(self.empty, 1)
        self.table_button = LinkButton(theme, "打开表格", "table")
        self.table_button.clicked.connect(lambda: self.shell.go("register:dues_payment"))
        foot = QHBoxLayout()
        foot.setContentsMargins(theme.unit(12), 0, theme.unit(8), 0)
        foot.addWidget(self.hint, 1)
        self.picture_button = picture_button(self.desk, self._picture, self._print_picture, self)
        foot.addWidget(self.picture_button)
        foot.addWidget(self.table_button)
        inside.addLayout(foot)
        self.side = FigureList(theme)
        self.side.setMinimumWidth(theme.unit(260))
        self.side.setMaximumWidth(theme.unit(340))
        self.side.opened.connect(self._open)
        self.side.closed.connect(lambda: self.cells.mark(""))
        self.side.hide()
        body = QHBoxLayout()
        body.setSpacing(theme.unit(12))
        body.addWidget(card, 3)
        body.addWidget(self.side, 1)
        whole.addLayout(body, 1)

    # -- the shell asks --------------------------------------------------------------------------------

    def actions(self) -> Sequence[QWidget]:  # type: ignore[override]
        return (self.print_button, self.standards_button, self.remit_button, self.pay_button)

    def count_words(self) -> str:
        owed = self.figures.get("owed")
        if owed is None:
            return ""
        behind = self.figures["behind"]
        return f"欠交 {behind.value} 人，{owed.value:.2f} 元" if behind.value else "没有欠交"

    def search_hint(self) -> str:
        return "姓名、拼音首字母"

    def on_search(self, words: str) -> None:
        self._words = SearchWords(words, self.desk.pinyin.keys)
        self._show_rows()

    def on_shown(self, **args: object) -> None:
        """``uid=`` chooses a payment or what a member owes, ``year=`` a year, ``member=``, ``month=`` a cell.

        A month alone chooses everybody's cells of it.
        """
        self._offer_years()
        uid = str(args.get("uid") or "")
        payment = self.desk.ledger.get(DuesPayment, uid)
        month = payment.for_month if payment is not None else args.get("month")
        member = payment.member if payment is not None else args.get("member") or uid
        year = month.year if isinstance(month, Month) else args.get("year")
        if year is not None:
            self.year.set_value(year)
        self.refresh()
        if member or isinstance(month, Month):
            self.chips.choose(ALL)
            self._show_rows()
            self._choose(str(member), month if isinstance(month, Month) else None)

    def _choose(self, member: str, month: Month | None) -> None:
        """Choose a member's month, the first one owed where none is told; without a member the month."""
        if not member and month is not None:
            self.table.selectColumn(FIRST_MONTH + month.month - 1)
            return
        row = next((one for one in self.rows if one.member == member), None)
        owed = [cell.month for cell in row.cells if cell.owed] if row is not None else []
        if month is not None or owed:
            self.table.choose(member, month or owed[0])

    def on_print(self) -> bool:
        self.print_paper(PAPERS[_PAPERS[0]])
        return True

    def _picture(self) -> Chart:
        return dues_picture(self.shown_year(), self.sums)

    def _print_picture(self) -> None:
        self.print_paper(PAPERS["dues_statement"])

    # -- showing ---------------------------------------------------------------------------------------

    def shown_year(self) -> int:
        """The year in sight."""
        return self.year.year()

    def _offer_years(self) -> None:
        self.year.show_years(dues_years(self.desk.ledger), self.desk.ledger.today.year)

    def refresh(self) -> None:
        """Read the year again."""
        with self.fresh.reading():
            self._offer_years()
            ledger, year = self.desk.ledger, self.shown_year()
            book = dues_book(ledger)
            self.rows = grid_of(book, year, load_strokes())
            self.lists = DuesLists(book, self.rows)
            self.sums = month_sums(self.rows)
            self.figures = {one.key: one for one in year_statement(book, year)}
            self.cells.show_figures([self.figures[key] for key in SHOWN])
            self._show_rows()
            if self._told is not None and not self.side.isHidden():
                self._told()
            self.headline_changed.emit()

    def _show_rows(self) -> None:
        behind, bare = (set(self.figures[key].items) for key in ("behind", "unassessed"))
        self.chips.set_counts({ALL: len(self.rows), BEHIND: len(behind), BARE: len(bare)})
        wanted: object = self.chips.value()
        among = {ALL: None, BEHIND: behind, BARE: bare}[str(wanted)]
        shown = [row for row in self.rows if (among is None or row.member in among) and self._fits(row)]
        bar = self.table.verticalScrollBar()
        place = bar.value()
        self.table.grid.show(shown, month_sums(shown))
        bar.setValue(place)
        self.table.setVisible(bool(self.rows))
        self.hint.setVisible(bool(self.rows))
        self.empty.setVisible(not self.rows)
        self._chosen()

    def _fits(self, row: DuesRow) -> bool:
        return self._words.fit("", (row.name,))

    def _chosen(self) -> None:
        """The main button says how many months it would settle; a chosen figure opens its list."""
        spots = self.table.spots()
        count = len(self._payable(spots))
        self.pay_button.setText(f"记收 {count} 个月" if count else "记收党费")
        if len(spots) == 1:
            spot = spots[0]
            self._show_spot(spot.row.member if spot.row is not None else "", spot.month, spot.column)

    def _payable(self, spots: list[DuesSpot]) -> list[tuple[str, Month]]:
        found = []
        for spot in spots:
            cell = spot.cell
            if spot.row is not None and cell is not None and cell.state in OPEN and cell.due > cell.paid:
                found.append((spot.row.member, cell.month))
        return found

    def _show_spot(self, member: str, month: Month | None, column: int) -> None:
        """What is behind a sum: of a member's year, of everybody's month or year."""
        if self.lists is None:
            return
        row = next((one for one in self.rows if one.member == member), None)
        sums = column in (PAID_COLUMN, OWED_COLUMN)
        if not member and month is not None:
            self.side.show_lines(*self.lists.month(self.table.grid.sums[column - FIRST_MONTH]))
        elif not member and sums:
            self.show_figure("paid" if column == PAID_COLUMN else "owed")
            return
        elif row is not None and sums:
            self.side.show_lines(*self.lists.row(row, owed=column == OWED_COLUMN))
        elif member and sums:
            self.side.hide()  # the member is gone
            return
        else:
            return
        self._told = partial(self._show_spot, member, month, column)

    def show_figure(self, key: str) -> None:
        """The members or payments a figure of the year is made of."""
        if self.lists is None:
            return
        self.cells.mark(key)
        title, note, lines = self.lists.figure(self.figures[key])
        told = warnings(self.lists.book, self.desk.ledger) if key == "behind" else ()
        self.side.show_lines(title, f"{note}。{len(told)} 人到了要提醒的月数" if told else note, lines)
        self._told = partial(self.show_figure, key)

    # -- opening and writing ---------------------------------------------------------------------------

    def _open(self, uid: str) -> None:
        payment = self.desk.ledger.get(DuesPayment, uid)
        if payment is not None:
            self._ask_one(payment)
        else:
            self.shell.go("register:member", uid=uid)

    def _asked(self, spot: DuesSpot) -> None:
        """A double click or Enter: the row of payment there, or the months chosen."""
        cell = spot.cell
        if spot.row is None or cell is None:
            if spot.row is not None and spot.column < FIRST_MONTH:
                self.shell.go("register:member", uid=spot.row.member)
            return
        if cell.payment:
            self._open(cell.payment)
        else:
            self.pay()

    def pay(self) -> None:
        """Record the chosen months as paid in full, all in one action; one alone is asked box by box."""
        wanted = self._payable(self.table.spots())
        if not wanted or self.lists is None:
            self.shell.show_notice(
                "先选中未交的格子：拖动选几格，或者点月份选整月，再点“记收党费”。", tone="due"
            )
            return
        ledger, book = self.desk.ledger, self.lists.book
        secretary = secretary_of(ledger)
        collector = ledger.name(secretary) if secretary else ""
        if len(wanted) == 1:
            (record,) = payments_for(book, wanted, ledger, paid_on=ledger.today, collector=collector or None)
            self._ask_one(record)
            return
        made = payments_for(book, wanted, ledger)
        cells = {(row.member, cell.month): cell for row in self.rows for cell in row.cells}
        amount = sum((cells[one].due - cells[one].paid for one in wanted), Decimal(0))
        dialog = self.pay_dialog = PayDialog(self.desk, len(made), amount, collector, self)

        def taken(values: Mapping[str, object]) -> None:
            records = payments_for(book, wanted, ledger, **values)
            people = len({one.member for one in records})
            self.runner.run(
                f"记收 {people} 人 {len(records)} 个月党费",
                lambda action: action.save(*records),
                told=f"已记收 {people} 人 {len(records)} 个月，{amount:.2f} 元",
                done=dialog.accept,
                failed=dialog.refused,
            )

        dialog.taken.connect(taken)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _ask_one(self, record: DuesPayment) -> None:
        """One member's one month, with its sum."""
        name = f"{self.desk.ledger.name(record.member)} {record.for_month.chinese()}党费"
        register = self.desk.ledger.catalogue["dues_payment"]
        verb = "记收这一笔" if record.is_new else "保存改动"
        dialog = RecordDialog(
            self.desk, register, record, name, verb, boxes=_ONE_BOXES,
            note="应交按核定的标准；自愿多交的，实交照实写。", parent=self,
            place=("dues", {"member": record.member, "year": record.for_month.year}),
        )  # fmt: skip
        dialog.taken.connect(
            lambda filled: self.runner.run(
                f"记收 {name}", lambda action: action.save(filled), done=dialog.accept, failed=dialog.refused
            )
        )
        dialog.finished.connect(dialog.deleteLater)
        self.one_dialog = dialog
        dialog.open()

    def assess(self) -> None:
        """The standards of the year in one table; saved in one action."""
        if self.lists is None:
            return
        year = self.shown_year()
        rows = to_assess(self.lists.book, year, load_strokes())
        dialog = self.standards_dialog = StandardsDialog(self.desk, year, rows, self)

        def taken(records: list[DuesPayment]) -> None:
            self.runner.run(
                f"核定 {year}年 {len(records)} 人的党费标准",
                lambda action: action.save(*records),
                done=dialog.accept,
                failed=dialog.refused,
            )

        dialog.taken.connect(taken)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def hand_up(self) -> None:
        """Ask for the next handing up; it and the batch of its payments are written in one action."""
        handing = next_handing(self.desk.ledger)
        if handing is None:
            self.shell.show_notice("收到的党费都登记上缴了。", tone="done")
            return
        register = self.desk.ledger.catalogue["dues_remittance"]
        batch = handing.record.batch
        dialog = self.one_dialog = RecordDialog(
            self.desk, register, handing.record, f"上缴党费 {batch}", "登记上缴",
            note=f"这一批收了 {len(handing.payments)} 笔，共 {handing.amount:.2f} 元。缴款单在登记以后打印。",
            parent=self,
        )  # fmt: skip

        def taken(filled: DuesRemittance) -> None:
            for one in handing.payments:
                one.remit_batch = filled.batch
            self.runner.run(
                f"上缴党费 {filled.batch}",
                lambda action: action.save(*handing.payments, filled),
                done=dialog.accept,
                failed=dialog.refused,
            )

        dialog.taken.connect(taken)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def print_paper(self, paper: PaperDeclaration) -> None:
        """Show one of the year's papers, or who owes today, as it will be printed."""
        copy = Copy({"year": self.shown_year()} if "year" in paper.takes else {})
        self.shell.go("preview", key=paper.key, args=copy.args, title=paper.called(copy), back="dues")
