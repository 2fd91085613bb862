"""空白表发放登记: numbered forms given out for the pen, and entered when they come back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.base.errors import UserError
from desktop_app.printing.documents.blank_form import form_name
from desktop_app.records.record import Register
from desktop_app.registers.exchange.blank_sheets import OUT, BlankSheet, next_numbers
from desktop_app.storage.action import Action
from desktop_app.storage.ledger import Ledger
from desktop_app.views.form.role_gate import gate, why_not_write
from desktop_app.views.page_parts.action_runner import StepRunner
from desktop_app.views.page_parts.places import place_to_begin
from desktop_app.views.page_parts.record_dialog import AskDialog
from desktop_app.views.pages.tables.register_page import RegisterPage
from desktop_app.views.parts.buttons import PlainButton
from desktop_app.views.parts.choice_box import ChoiceBox
from desktop_app.views.parts.form_grid import FormGrid
from desktop_app.views.parts.row_menu import RowVerb
from desktop_app.views.parts.why_not import allow
from desktop_app.views.table.titles import bare

if TYPE_CHECKING:
    from desktop_app.desk import Desk
    from desktop_app.views.shell import Shell

PAGE = "register:blank_sheet"
MOST_SHEETS = 50
_REMARK = "remark"
_NOTE = (
    "每份表印一个编号，在这里登记谁领走了。填好收回来，选中它按“录回”，就打开那本台账的新表；"
    "丢了、没用上的作废。"
)


class BlankSheetPage(RegisterPage):
    """The register with the giving out of forms as its verb, and 录回 for the chosen one."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        self.enter_button = PlainButton(desk.theme, "录回", "edit")
        self.enter_button.clicked.connect(lambda: self.enter())
        super().__init__(desk, shell, "blank_sheet")
        self.add_button.setText("发放空白表")
        self.steps = StepRunner(self.runner, self.register)
        self.dialog: IssueDialog | None = None

    def actions(self) -> Sequence[QWidget]:  # type: ignore[override]
        found = super().actions()
        return found if self.view is not None else (self.enter_button, *found)

    def on_shown(self, **args: object) -> None:
        super().on_shown(**args)
        if args.get("issue"):
            self.issue(str(args["issue"]))

    def add(self) -> None:
        self.issue("")

    def issue(self, register: str) -> None:
        """Ask which forms are given out to whom; write them down, and show them to be printed."""
        dialog = self.dialog = IssueDialog(self.desk, register, self)
        dialog.given.connect(partial(self._issued, dialog))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _issued(self, dialog: IssueDialog, register: Register, copies: int, taker: str | None) -> None:
        ledger, form = self.desk.ledger, form_name(register.title)
        numbers: list[str] = []

        def write(action: Action) -> None:
            numbers[:] = next_numbers(ledger, ledger.today.year, copies)
            for number in numbers:
                sheet = BlankSheet(
                    number=number, form=form, register=register.name, issued_on=ledger.today, taken_by=taker
                )
                action.save(sheet)

        def done() -> None:
            dialog.accept()
            self.shell.go(
                "preview",
                key="blank_form",
                args={"register": register.name, "numbers": tuple(numbers)},
                title=f"{form}　{numbers[0]}" + (f" 起 {copies} 份" if copies > 1 else ""),
                back=PAGE,
            )

        self.runner.run(f"发放空白表 {form} {copies} 份", write, done=done, failed=dialog.refused)

    def enter(self) -> None:
        """The chosen form came back: note when, and open a new record of its register."""
        sheet = self._chosen()
        if sheet is None:
            return
        step = self.register.steps["enter"]
        today = self.desk.ledger.today
        self.steps.take(sheet, step, {"back_on": today}, told=f"{sheet.number} 已收回，请照纸上的录入")
        register = self.desk.ledger.catalogue[str(sheet.register)]
        note = {_REMARK: f"录自空白表 {sheet.number}"} if _REMARK in register.form_boxes else {}
        page, args = place_to_begin(register.name, note.items())
        self.shell.go(page, **args)

    def _chosen(self) -> BlankSheet | None:
        """The one chosen form that is out and can be entered here."""
        uids = self.table.uids()
        sheet = self.desk.ledger.get(BlankSheet, uids[0]) if len(uids) == 1 else None
        if sheet is None or sheet.state != OUT or sheet.register not in self.desk.ledger.catalogue:
            return None
        return sheet

    def _enable(self) -> None:
        super()._enable()
        sheet = self._chosen()
        allow(self.enter_button, "" if sheet is not None else "先选中一份已发出的表")
        if sheet is not None:
            register = self.desk.ledger.catalogue[str(sheet.register)]
            gate(why_not_write(self.desk.ledger, register), self.enter_button)

    def _row_verbs(self) -> list[RowVerb]:
        verbs = super()._row_verbs()
        return [RowVerb("录回", self.enter), *verbs] if self._chosen() is not None else verbs


class IssueDialog(AskDialog):
    """Which form, how many, who takes them; ``given`` tells the register, the number and the taker."""

    given = Signal(object, int, object)

    def __init__(self, desk: Desk, register: str, parent: QWidget | None = None) -> None:
        super().__init__(desk, "发放空白表", "登记并打印", _NOTE, parent)
        self._ledger = desk.ledger
        self.form = ChoiceBox(self.theme, [("", "请选择"), *forms_offered(desk.ledger)])
        self.form.set_value(register)
        self.form.setAccessibleName("哪种表")
        self.copies = QLineEdit("1")
        self.copies.setValidator(QIntValidator(1, 999, self.copies))
        self.copies.setAccessibleName("几份")
        self.taker = QLineEdit()
        self.taker.setAccessibleName("领表人")
        self.taker.setPlaceholderText("姓名，可以空着")
        grid = FormGrid(self.theme, columns=1)
        grid.add_row("哪种表", self.form)
        grid.add_row("几份", self.copies)
        grid.add_row("领表人", self.taker)
        self.body.addWidget(grid)
        self.walk()
        self.asked.connect(self._take)
        (self.taker if register else self.form).setFocus()

    def refused(self, error: UserError) -> None:
        """Tell why nothing was written."""
        self.tell(error.sentence())

    def _take(self) -> None:
        name, copies = str(self.form.value() or ""), int(self.copies.text() or 0)
        if not name:
            self.tell("请选是哪种表")
        elif not 1 <= copies <= MOST_SHEETS:
            self.tell(f"一次发 1 到 {MOST_SHEETS} 份")
        else:
            try:
                taker = BlankSheet.taken_by.parse(self.taker.text(), self._ledger)
            except UserError as error:
                self.tell(error.sentence())
                return
            self.tell("")
            self.given.emit(self._ledger.catalogue[name], copies, taker)


def forms_offered(ledger: Ledger) -> list[tuple[str, str]]:
    """The registers whose form is given out: those whose role at the desk enters them, by their titles."""
    return [
        (register.name, bare(register.title))
        for register in ledger.catalogue
        if register.pen_boxes and register.group and not register.stays_home
        if register.model is not BlankSheet and not why_not_write(ledger, register)
    ]
