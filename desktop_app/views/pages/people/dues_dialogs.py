"""Dialogs of dues: how many months at once were paid, and the standards of a whole year in one table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QStyleOptionViewItem, QWidget

from desktop_app.base.errors import UserError
from desktop_app.base.typed_text import tidy
from desktop_app.duties.people.dues_year import ToAssess, by_base, by_hand
from desktop_app.records.record import Section
from desktop_app.records.rules import Problem, refusals
from desktop_app.registers.people.dues_payments import DuesPayment
from desktop_app.registers.people.dues_standards import WAIVED, DuesStandard, dues_a_month
from desktop_app.storage.action import Refused
from desktop_app.views.form.boxes_form import BoxesForm
from desktop_app.views.form.draft import FormDraft
from desktop_app.views.form.draft_keeper import DraftKeeper
from desktop_app.views.page_parts.double_entry import DoubleEntryDialog, DoubleEntrySwitch, FirstTyped
from desktop_app.views.page_parts.record_dialog import AskDialog
from desktop_app.views.pages.people.standards_draft import StandardsFields
from desktop_app.views.parts.choice_box import ChoiceBox
from desktop_app.views.parts.labels import faint
from desktop_app.views.parts.table import TONE_ROLE, RowDelegate, TableView

if TYPE_CHECKING:
    from desktop_app.desk import Desk

_Index = QModelIndex | QPersistentModelIndex
PAYMENT_BOXES = ("paid_on", "method", "collector", "signed")


class PayDialog(AskDialog):
    """Asks once how many months were paid; ``taken`` carries the boxes of all of them."""

    taken = Signal(dict)

    def __init__(
        self, desk: Desk, count: int, amount: Decimal, collector: str, parent: QWidget | None = None
    ) -> None:
        note = f"共 {count} 个月，合计 {amount:.2f} 元，每格按应交收齐。已交、免交、未核定的格子不动。"
        super().__init__(desk, f"记收 {count} 个月党费", f"记收 {count} 个月", note, parent)
        register = desk.ledger.catalogue["dues_payment"]
        template = DuesPayment(paid_on=desk.ledger.today, collector=collector or None, signed=False)
        self.form = BoxesForm(desk, register, (Section("", PAYMENT_BOXES),), cards=False, columns=1)
        self.form.show_record(template)
        self.keep_drafts(desk, self.form, FormDraft(desk, register, DuesPayment(), "several"))
        self.put_in_frame(self.form)
        self.walk()
        self.asked.connect(self._take)

    def refused(self, error: UserError) -> None:
        """Tell why nothing was written."""
        found = error.problems if isinstance(error, Refused) else [Problem("", error.sentence())]
        homeless = self.form.show_problems(found)
        self.tell("\n".join(one.sentence() for one in homeless))

    def _take(self) -> None:
        self.form.settle()
        try:
            values = self.form.values()
        except UserError as error:
            self.tell(error.sentence())
            return
        if values["paid_on"] is None:
            self.form.show_problems([Problem("paid_on", "还没有写交纳日期")])
            return
        self.taken.emit(values)


_HEADS = ("姓名", "上年", "计费类别", "计费基数(元)", "每月应交(元)", "少交免交批准", "说明")
_NAME, _BEFORE, _KIND, _BASE, _DUE, _WAIVER, _TOLD = range(7)


class StandardsModel(QAbstractTableModel):
    """A year's standards to be filled in; amounts that follow from kind and base are worked out at once."""

    def __init__(self, rows: Sequence[ToAssess], desk: Desk, year: int) -> None:
        super().__init__()
        # Copies: what is typed and not saved stands nowhere but here.
        self.rows = [replace(one, standard=deepcopy(one.standard)) for one in rows]
        self._ledger, self._year = desk.ledger, year
        self.faults: dict[int, str] = {}
        self.touched: set[int] = set()
        self._unread: set[int] = set()  # rows where what was typed last could not be understood
        for at, one in enumerate(self.rows):
            if one.is_new:
                self._work_out(at)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_HEADS)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        one, column = self.rows[index.row()], index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.ToolTipRole):
            return self._words(index.row(), one, column)
        if role == TONE_ROLE and column == _TOLD:
            return "overdue" if index.row() in self.faults else None
        if role == Qt.ItemDataRole.TextAlignmentRole and column in (_BASE, _DUE):
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _HEADS[section]
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        kept = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return kept | Qt.ItemFlag.ItemIsEditable if self.may_edit(index.row(), index.column()) else kept

    def may_edit(self, row: int, column: int) -> bool:
        """Whether a person writes this cell: an income a share is due of, a sum that does not follow."""
        kind = self.rows[row].standard.payer_kind
        return (
            column == _KIND
            or (column == _BASE and by_base(kind))
            or (column == _DUE and by_hand(kind))
            or (column == _WAIVER and kind in WAIVED)
        )

    def setData(self, index: _Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row, column = index.row(), index.column()
        if role != Qt.ItemDataRole.EditRole or not self.may_edit(row, column):
            return False
        standard, words = self.rows[row].standard, tidy(str(value or ""))
        try:
            if column == _KIND:
                standard.payer_kind = words or None
                standard.base = standard.base if by_base(words) else None
                standard.monthly_due = None
                standard.waiver_basis = standard.waiver_basis if words in WAIVED else None
            elif column == _WAIVER:
                standard.waiver_basis = words or None
            else:
                setattr(standard, "base" if column == _BASE else "monthly_due", _money(words))
        except UserError as error:
            self.faults[row] = error.sentence()
            self._unread.add(row)
            self._tell(row)
            return False
        self.touched.add(row)
        self._unread.discard(row)
        self._work_out(row)
        self._judge(row)
        return True

    def to_save(self) -> list[DuesStandard]:
        """The standards written or taken over here; what is not filled in at all is left out."""
        return [
            one.standard
            for at, one in enumerate(self.rows)
            if one.standard.payer_kind and (one.is_new or at in self.touched)
        ]

    def judge_all(self) -> int:
        """Judge every row that would be saved; how many are wrong, each told in its last column."""
        for at, one in enumerate(self.rows):
            if one.standard in self.to_save():
                self._judge(at)
        return len(self.faults)

    def _work_out(self, row: int) -> None:
        standard = self.rows[row].standard
        if standard.payer_kind and not by_hand(standard.payer_kind):
            first = date(self._year, 1, 1)
            standard.monthly_due = dues_a_month(standard.payer_kind, standard.base, self._ledger, first)

    def typed_amounts(self) -> list[FirstTyped]:
        """The amounts of the rows a hand changed: what a slip of the finger would cost money in."""
        found = []
        for row in sorted(self.touched):
            one = self.rows[row]
            for column, value in ((_BASE, one.standard.base), (_DUE, one.standard.monthly_due)):
                if value is not None and self.may_edit(row, column):
                    label = f"{one.name} {_HEADS[column]}"
                    found.append(FirstTyped((row, column), label, value, f"{value:.2f}"))
        return found

    def _judge(self, row: int) -> None:
        if row in self._unread:
            return
        found = list(refusals(self._ledger.problems(self.rows[row].standard)))
        self.faults.pop(row, None)
        if found:
            self.faults[row] = found[0].sentence()
        self._tell(row)

    def _tell(self, row: int) -> None:
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(_HEADS) - 1))

    def _words(self, row: int, one: ToAssess, column: int) -> str:
        standard = one.standard
        if column == _NAME:
            return one.name
        if column == _BEFORE:
            return f"{one.before.payer_kind} {one.before.monthly_due:.2f}" if one.before is not None else "—"
        if column == _KIND:
            return standard.payer_kind or ""
        if column in (_BASE, _DUE):
            value = standard.base if column == _BASE else standard.monthly_due
            return f"{value:.2f}" if value is not None else ""
        if column == _WAIVER:
            return standard.waiver_basis or ""
        return self.faults.get(row, "") or self._state(row, one)

    def _state(self, row: int, one: ToAssess) -> str:
        if row in self.touched:
            return "改过"
        if not one.is_new:
            return "已核定"
        return "沿用上年" if one.standard.payer_kind else "还没有核定"


def _money(words: str) -> Decimal | None:
    if not words:
        return None
    try:
        amount = Decimal(words.replace(",", "").replace("，", "").removesuffix("元"))
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or amount < 0:
        raise UserError(f"“{words}”不是金额", "没有改动", "请只写数字，如 4860 或 4860.50")
    return amount.quantize(Decimal("0.01"))


class _StandardDelegate(RowDelegate):
    """Edits a kind in a list and a sum in a line."""

    def __init__(self, desk: Desk, view: TableView) -> None:
        super().__init__(desk.theme, view)
        self._desk = desk

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        if index.column() != _KIND:
            return QLineEdit(parent)
        kinds = DuesStandard.payer_kind.options
        box = ChoiceBox(self._desk.theme, [("", "请选择"), *((kind, kind) for kind in kinds)], parent)
        box.activated.connect(lambda _at: self._settle(box))
        return box

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        words = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, ChoiceBox):
            editor.set_value(words)
        elif isinstance(editor, QLineEdit):
            editor.setText(words)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        if isinstance(editor, ChoiceBox):
            model.setData(index, editor.value())
        elif isinstance(editor, QLineEdit):
            model.setData(index, editor.text())

    def _settle(self, box: ChoiceBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box)


class StandardsTable(TableView):
    """The table of a year's standards; a click or a key edits, Enter goes on to the row below."""

    def __init__(self, desk: Desk, rows: Sequence[ToAssess], year: int) -> None:
        super().__init__(desk.theme)
        self.standards = StandardsModel(rows, desk, year)
        self.setModel(self.standards)
        self.setItemDelegate(_StandardDelegate(desk, self))
        self.setAccessibleName(f"{year}年党费标准")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.AnyKeyPressed)
        self.clicked.connect(self._edit)
        self.opened.connect(self._edit)
        for column, units in enumerate((76, 164, 118, 118, 118, 156)):
            self.setColumnWidth(column, desk.theme.unit(units))

    def _edit(self, index: QModelIndex) -> None:
        editing = self.state() == QAbstractItemView.State.EditingState
        if not editing and self.standards.may_edit(index.row(), index.column()):
            self.setCurrentIndex(index)
            self.edit(index)


class StandardsDialog(AskDialog):
    """A year's standards of everybody; ``taken`` carries the records to be saved in one action."""

    taken = Signal(list)

    def __init__(
        self, desk: Desk, year: int, rows: Sequence[ToAssess], parent: QWidget | None = None
    ) -> None:
        super().__init__(
            desk,
            f"核定 {year} 年党费标准",
            "保存全部标准",
            "没有核定的已经沿用上年的类别和基数，金额按规定重新算好；改动的格子点一下就能写。"
            "收入年中变了的，在“党费标准”里另加一行。",
            parent,
        )
        theme = desk.theme
        self._desk = desk
        self.second: DoubleEntryDialog | None = None
        self.twice = DoubleEntrySwitch(desk.settings)
        self.table = StandardsTable(desk, rows, year)
        self.table.setMinimumHeight(self.room(380))
        self.setMinimumWidth(theme.unit(980))
        self.body.addWidget(self.table, 1)
        model = self.table.standards
        fields = StandardsFields(model, (_KIND, _BASE, _DUE, _WAIVER))
        keeper = self.keeper = DraftKeeper(desk, fields, lambda bar: self.body.insertWidget(0, bar), self)
        register = desk.ledger.catalogue["dues_standard"]
        keeper.open(FormDraft(desk, register, DuesStandard(), f"{year}", place=("dues", {})))
        model.dataChanged.connect(lambda: keeper.edited() if model.touched else None)
        self.tools.insertWidget(0, self.twice)
        self.body.addWidget(faint(theme, "依据：党费收缴、使用和管理的规定，比例在规则表里。"))
        self.asked.connect(self._take)

    def refused(self, error: UserError) -> None:
        """Tell why nothing was written."""
        self.tell(error.sentence())

    def _take(self) -> None:
        model = self.table.standards
        self.table.setFocus()  # an editor still open commits what stands in it
        wrong = model.judge_all()
        if wrong:
            first = min(model.faults)
            self.table.setCurrentIndex(model.index(first, _KIND))
            self.tell(f"有 {wrong} 人的标准要改，最后一列写明了原因。还没有保存，已填的都在。")
            return
        numbers = model.typed_amounts()
        if not model.to_save():
            self.tell("没有改动，不用保存。")
        elif not self.twice.isChecked() or not numbers:
            self.taken.emit(model.to_save())
        else:
            self.second = DoubleEntryDialog(self._desk, numbers, _money, "核对并保存", self)
            self.second.agreed.connect(self._settle)
            self.second.finished.connect(self.second.deleteLater)
            self.second.open()

    def _settle(self, agreed: Mapping[tuple[int, int], Decimal]) -> None:
        """Take what both typings agreed on; an amount decided otherwise is judged anew."""
        model = self.table.standards
        for (row, column), value in agreed.items():
            index = model.index(row, column)
            if f"{value:.2f}" != index.data():
                model.setData(index, f"{value:.2f}")
        self.twice.setChecked(False)  # what was typed twice is not asked a third time
        self._take()
