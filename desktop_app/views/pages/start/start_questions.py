"""The four questions a new branch is made from; all but the name and the password may wait."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_app.base.dates import parse_date
from desktop_app.base.errors import UserError
from desktop_app.base.periods import add_years, chinese_date, echo
from desktop_app.registers.people.office_code import proposed_code
from desktop_app.registers.people.orgs import SEATS, UNDIVIDED
from desktop_app.storage.awaited import read_people
from desktop_app.views.look.theme import Theme
from desktop_app.views.page_parts.password_fields import PasswordFields
from desktop_app.views.pages.start.start_choice import NewBranch
from desktop_app.views.parts.buttons import LinkButton, PlainButton, PrimaryButton
from desktop_app.views.parts.choice_box import ChoiceBox
from desktop_app.views.parts.form_grid import FormGrid, Row
from desktop_app.views.parts.hints import show_hint
from desktop_app.views.parts.keys import KeyWalk
from desktop_app.views.parts.labels import Complaint, Words
from desktop_app.views.parts.stacked_pages import FrontStack
from desktop_app.views.parts.status import StepRail

STEPS = ("支部", "上级", "班子", "密码")
_HEADINGS = (
    ("你的党支部叫什么？", "全称要和印章一致，会印在会议记录和月报上。"),
    ("上级党组织是哪个？", "月报报给它。不清楚的先跳过，以后在支部信息里填。"),
    ("书记和委员是谁，本届从哪天开始？", "届满日期由程序算，快到时会提醒换届。也可以先跳过。"),
    ("设一个密码", "建好后会有一张恢复单，请打印收好。密码和恢复单都丢了，谁也打不开这个支部文件。"),
)
_TERMS = ((5, "5 年（村、社区）"), (3, "3 年（机关、企事业单位等）"))


class Questions(QWidget):
    """Asks one thing at a time; ``answered`` gives the NewBranch, ``left`` that the user went back."""

    answered = Signal(object)
    left = Signal()

    def __init__(
        self,
        theme: Theme,
        initials: Callable[[str], tuple[str, ...]],
        today: date,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._initials, self._today = theme, initials, today
        self.points = theme.points
        self._code_typed = False
        self.full_name, self.code, self.superior = QLineEdit(), QLineEdit(), QLineEdit()
        self.secretary, self.committee, self.term_start = QLineEdit(), QLineEdit(), QLineEdit()
        self.term_years = ChoiceBox(theme, _TERMS)
        self.passwords = PasswordFields(theme)
        self.rows: dict[str, Row] = {}
        self.rail = StepRail(theme, STEPS)
        self.heading = Words(theme, steps=4, bold=True)
        self.why = Words(theme, colour=theme.colours.text_soft, wrap=True)
        self.pages = FrontStack(tall=True)
        for form in (self._name_form(), self._superior_form(), self._term_form(), self.passwords):
            self.pages.addWidget(_at_top(form))
            KeyWalk(form).past_last.connect(self.go_on)
        self.problem = Complaint(theme, self)
        self.back_button = PlainButton(theme, "上一步", "previous")
        self.back_button.clicked.connect(self.go_back)
        self.skip_button = LinkButton(theme, "以后再填")
        self.skip_button.clicked.connect(self._skip)
        self.next_button = PrimaryButton(theme, "下一步")
        self.next_button.clicked.connect(self.go_on)
        self._lay_out()
        self._show(0)

    def _lay_out(self) -> None:
        unit = self._theme.unit
        buttons = QHBoxLayout()
        buttons.setSpacing(unit(8))
        self.back_button.setProperty("tall", "true")
        buttons.addWidget(self.back_button)
        buttons.addStretch(1)
        buttons.addWidget(self.skip_button)
        buttons.addWidget(self.next_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(unit(8))
        column.addWidget(self.rail)
        column.addSpacing(unit(12))
        column.addWidget(self.heading)
        column.addWidget(self.why)
        column.addSpacing(unit(12))
        column.addWidget(self.pages, 1)
        column.addWidget(self.problem)
        column.addLayout(buttons)

    def make_low(self, low: bool) -> None:
        """On a low screen the boxes come before the row of steps."""
        self.rail.setHidden(low)

    def _name_form(self) -> FormGrid:
        form = FormGrid(self._theme, columns=1)
        show_hint(self.full_name, "如 中共某某街道某某社区支部委员会")
        self.rows["full_name"] = form.add_row("党支部全称", self.full_name, required=True)
        self.rows["code"] = form.add_row(
            "支部代码",
            self.code,
            help="自动生成，交换数据时用；上级给过代码的改成上级的",
        )
        self.full_name.textChanged.connect(self._propose)
        self.code.textEdited.connect(self._code_edited)
        return form

    def _superior_form(self) -> FormGrid:
        form = FormGrid(self._theme, columns=1)
        show_hint(self.superior, "如 中共某某街道工作委员会")
        self.rows["superior"] = form.add_row("上级党组织", self.superior)
        return form

    def _term_form(self) -> FormGrid:
        form = FormGrid(self._theme, columns=1)
        self.rows["secretary"] = form.add_row("书记姓名", self.secretary)
        show_hint(self.committee, "如 李某 组织委员、王某 宣传委员")
        self.rows["committee"] = form.add_row(
            "支部委员", self.committee, help="录入花名册后自动对上；没有支委会的空着"
        )
        show_hint(self.term_start, "如 2023.6.30 或 20230630")
        self.rows["term_start"] = form.add_row("本届起始", self.term_start, help="选举产生本届班子的日期")
        self.rows["term_years"] = form.add_row("任期", self.term_years)
        self.term_start.textChanged.connect(self._echo_term)
        self.term_years.currentIndexChanged.connect(self._echo_term)
        return form

    # -- walking -------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Start at the first question with what was typed before."""
        self._show(0)

    @property
    def step(self) -> int:
        """The question in sight, from 0."""
        return self.pages.currentIndex()

    def go_on(self) -> None:
        """Take the answer and show the next question; after the last, tell what was answered."""
        if not self._answer_stands():
            return
        if self.step + 1 < len(STEPS):
            self._show(self.step + 1)
            return
        self.answered.emit(self.branch())

    def go_back(self) -> None:
        """One question back, from the first to where one came from."""
        if self.step == 0:
            self.left.emit()
        else:
            self._show(self.step - 1)

    def branch(self) -> NewBranch:
        """What was answered; UserError when it does not stand."""
        start = self.term_start.text().strip()
        return NewBranch(
            full_name="".join(self.full_name.text().split()),
            org_code=self.code.text().strip(),
            superior=self.superior.text().strip(),
            secretary_name=self.secretary.text().strip(),
            term_start=parse_date(start, today=self._today) if start else None,
            term_years=int(str(self.term_years.value())),
            password=self.passwords.password(),
            points=self.points,
            committee=read_people(self.committee.text(), SEATS, UNDIVIDED),
        )

    def _show(self, step: int) -> None:
        self.pages.setCurrentIndex(step)
        self.rail.show_steps(STEPS, step)
        self.heading.setText(_HEADINGS[step][0])
        self.why.setText(_HEADINGS[step][1])
        self.problem.setText("")
        self.skip_button.setVisible(step in (1, 2))
        self.next_button.setText("建立支部" if step == len(STEPS) - 1 else "下一步")
        first = (self.full_name, self.superior, self.secretary, self.passwords.first)[step]
        first.setFocus()

    def _skip(self) -> None:
        term = (self.secretary, self.committee, self.term_start)
        boxes = (self.superior,) if self.step == 1 else term
        for box in boxes:
            box.clear()
        self.go_on()

    def _answer_stands(self) -> bool:
        self.problem.setText("")
        try:
            (self._check_name, _nothing, self._check_term, self.passwords.password)[self.step]()
        except UserError as error:
            self.problem.setText(error.sentence())
            return False
        return True

    def _check_name(self) -> None:
        if not self.full_name.text().strip():
            self.full_name.setFocus()
            raise UserError("还没有写党支部全称", todo="请照印章上的字写")
        if not self.code.text().strip():
            self.code.setText(proposed_code(self.full_name.text(), self._initials))

    def _check_term(self) -> None:
        typed = self.term_start.text().strip()
        if typed and parse_date(typed, today=self._today) > self._today:
            raise UserError("本届起始在今天以后", todo="请写选举产生本届班子的日期")

    # -- helping -------------------------------------------------------------------------------------

    def _propose(self, name: str) -> None:
        if not self._code_typed:
            self.code.setText(proposed_code(name, self._initials))

    def _code_edited(self, text: str) -> None:
        self._code_typed = bool(text)

    def _echo_term(self) -> None:
        row, typed = self.rows["term_start"], self.term_start.text().strip()
        row.clear_error()
        if not typed:
            row.set_help("选举产生本届班子的日期")
            return
        try:
            start = parse_date(typed, today=self._today)
        except UserError as error:
            row.set_help(error.what)
            return
        ends = add_years(start, int(str(self.term_years.value())))
        row.set_help(f"{echo(start)}　本届到 {chinese_date(ends)}届满")


def _nothing() -> None:
    """A question that may stay unanswered."""


def _at_top(form: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(form)
    column.addStretch(1)
    return holder
