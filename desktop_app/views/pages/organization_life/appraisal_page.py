"""民主评议党员: the year's board, votes and grades filled by keys, what a grade needs beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from desktop_app.base.errors import UserError
from desktop_app.base.strokes import load_strokes
from desktop_app.drawing.chart import Chart
from desktop_app.duties.organization_life.appraisal import (
    AppraisalRow,
    appraisal_board,
    appraisal_rows,
    appraisal_years,
    board,
)
from desktop_app.duties.organization_life.appraisal_pictures import appraisal_pictures
from desktop_app.records.record import Section
from desktop_app.records.rules import Problem, refusals
from desktop_app.registers.organization_life.appraisals import Appraisal
from desktop_app.storage.action import Action, Refused
from desktop_app.views.form.boxes_form import BoxesForm
from desktop_app.views.form.destination_panel import TAB, DestinationPanel
from desktop_app.views.form.draft import FormDraft
from desktop_app.views.form.draft_keeper import DraftKeeper
from desktop_app.views.form.editors.typed import TypedEditor
from desktop_app.views.form.kinds import editor_for
from desktop_app.views.form.loose_fields import LooseFields
from desktop_app.views.page_parts.action_runner import ActionRunner
from desktop_app.views.page_parts.destinations import follow
from desktop_app.views.page_parts.meeting_sheet import Scrolled, menu_button
from desktop_app.views.page_parts.page_frame import PageFrame, page_column
from desktop_app.views.page_parts.picture_dialog import picture_button
from desktop_app.views.page_parts.year_box import YearBox
from desktop_app.views.pages.organization_life.appraisal_draft import AppraisalFields
from desktop_app.views.pages.organization_life.appraisal_grid import AppraisalGrid
from desktop_app.views.parts.buttons import PlainButton, PrimaryButton
from desktop_app.views.parts.choice_box import ChoiceBox
from desktop_app.views.parts.flow import FlowLayout
from desktop_app.views.parts.form_grid import label_for
from desktop_app.views.parts.labels import Words, faint
from desktop_app.views.parts.live_page import LivePage
from desktop_app.views.parts.tabs import Tabs
from desktop_app.views.parts.why_not import allow

if TYPE_CHECKING:
    from desktop_app.desk import Desk
    from desktop_app.views.shell import Shell

BOXES = ("grade", "grade_reason", "followup", "correct_by", "told_on", "self_rating", "peer")
HANDED_IN = "书面自评，另附"

# Units of the window's height under which the grid has the room of its hint.
_LOW = 500
_NO_GRADE = "预备党员，参加评议，不评等次"


class AppraisalPage(LivePage):
    """Everybody of the year by 姓氏笔画; the one the cursor is on stands at the right."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(desk, shell, "民主评议党员")
        self.runner = ActionRunner(desk, shell, self)
        self._register = desk.ledger.catalogue["appraisal"]
        self.row: AppraisalRow | None = None
        # The year whose draft is kept, 0 before the first is read.
        self._year = 0
        theme = self.theme
        menu = QMenu()
        menu.addAction("测评票（空白，每人一张）", lambda: self._preview(blank=True))
        menu.addAction("汇总表", lambda: self._preview(blank=False))
        self.print_button = menu_button(theme, "打印", "print", menu)
        self.table_button = PlainButton(theme, "打开表格", "table")
        self.table_button.clicked.connect(lambda: self.shell.go("register:appraisal"))
        self.save_button = PrimaryButton(theme, "保存评议", "save")
        self.save_button.setToolTip("Ctrl+Enter")
        self.save_button.clicked.connect(self.save)
        self._build()

    def _build(self) -> None:
        theme = self.theme
        whole = page_column(self, theme)
        whole.addWidget(self._strip())
        self.words = Words(theme, bold=True, wrap=True)
        whole.addWidget(self.words)
        self.grid = AppraisalGrid(theme)
        self.grid.grid.touched.connect(self._typed)
        self.grid.refused.connect(lambda words: self.shell.show_notice(words, tone="due"))
        self.grid.walked.connect(self._walk)
        self.keeper = DraftKeeper(self.desk, self._fields(), lambda bar: whole.insertWidget(2, bar), self)
        # A method, no function made here: the model belongs to no window, and would keep the page with it.
        self.grid.grid.touched.connect(self._keep_typed)
        left = PageFrame("card")
        column = QVBoxLayout(left)
        column.setContentsMargins(1, 1, 1, theme.unit(6))
        column.addWidget(self.grid, 1)
        hint = "在格里直接按数字；等次按 1优秀 2合格 3基本合格 4不合格；回车到下一格"
        self.tip = faint(theme, hint, wrap=True)
        self.tip.setContentsMargins(theme.unit(12), 0, theme.unit(12), 0)
        column.addWidget(self.tip)
        body = QHBoxLayout()
        body.setSpacing(theme.unit(12))
        body.addWidget(left, 2)
        body.addWidget(self._side(), 1)
        whole.addLayout(body, 1)

    def _strip(self) -> QWidget:
        """The year, and what holds for everybody: the ballots, who decides, and when."""
        theme, boxes = self.theme, self._register.boxes
        self.year = YearBox(theme, self.refresh)
        self.decided_by = ChoiceBox(theme, [("", "（评定机构）"), *boxes["decided_by"].options.items()])  # type: ignore[attr-defined]
        self.decided_by.setAccessibleName("评定机构")
        self.decided_by.activated.connect(lambda _at: self._shared())
        self.shared: dict[str, QLineEdit] = {}
        self._editors: dict[str, TypedEditor] = {}
        holder = QWidget()
        flow = FlowLayout(holder, theme.unit(14), theme.unit(6))
        flow.addWidget(self.year)
        for name, title, width in (
            ("issued", "发出票", 64), ("returned", "收回票", 64), ("decided_on", "评定日期", 130),
        ):  # fmt: skip
            editor = self._editors[name] = cast(TypedEditor, editor_for(boxes[name], self.desk))
            editor.takes_nearest = True
            editor.setFixedWidth(theme.unit(width))
            editor.edited.connect(self._shared)
            self.shared[name] = editor.line
            pair = QWidget()
            row = QHBoxLayout(pair)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(theme.unit(6))
            row.addWidget(label_for(theme, title, editor))
            row.addWidget(editor)
            flow.addWidget(pair)
        flow.addWidget(self.decided_by)
        self.handed_in = PlainButton(theme, "自评都交了书面的", "check")
        self.handed_in.setToolTip(f"没有写自评的，都记“{HANDED_IN}”")
        self.handed_in.clicked.connect(self._all_handed_in)
        flow.addWidget(self.handed_in)
        self.picture_button = picture_button(self.desk, self._picture, self._print_picture, self)
        flow.addWidget(self.picture_button)
        return holder

    def _keep_typed(self, _uid: str) -> None:
        self.keeper.edited()

    def _fields(self) -> AppraisalFields:
        shared = LooseFields({**self._editors, "decided_by": self.decided_by})
        fields = self.fields = AppraisalFields(self.grid.grid, self._register, BOXES, shared, self._shared)
        return fields

    def _side(self) -> QWidget:
        theme = self.theme
        card = PageFrame("card")
        card.setMinimumWidth(theme.unit(260))
        column = QVBoxLayout(card)
        column.setContentsMargins(theme.unit(10), theme.unit(10), theme.unit(10), theme.unit(10))
        self.name = Words(theme, steps=1, bold=True)
        self.trouble = Words(theme, wrap=True, colour=theme.colours.wrong)
        column.addWidget(self.name)
        column.addWidget(self.trouble)
        self.form = BoxesForm(self.desk, self._register, (Section("", BOXES),), cards=False, columns=1)
        self.form.edited.connect(self._edited)
        frame = Scrolled(theme)
        frame.setWidget(self.form)
        self.destinations = DestinationPanel(self.desk)
        self.destinations.asked.connect(lambda destination: follow(self.shell, destination))
        self.tabs = Tabs()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(frame, "评定")
        self.tabs.addTab(self.destinations, TAB)
        column.addWidget(self.tabs, 1)
        return card

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a low screen the grid has the room of what is said below it: a wrong key tells it."""
        super().resizeEvent(event)
        self.tip.setHidden(self.window().height() < self.theme.unit(_LOW))

    def _picture(self) -> Chart:
        """As saved: what is typed and not yet saved is not in it."""
        ledger, year = self.desk.ledger, self.year.year()
        return appraisal_pictures(appraisal_board(ledger, year), appraisal_rows(ledger, year, load_strokes()))

    def _print_picture(self) -> None:
        self._preview(blank=False)

    # -- the shell asks --------------------------------------------------------------------------------

    def actions(self) -> Sequence[QWidget]:  # type: ignore[override]
        return (self.table_button, self.print_button, self.save_button)

    def count_words(self) -> str:
        dirty = len(self.grid.grid.dirty)
        return f"{dirty} 人没有保存" if dirty else f"{len(self.grid.grid.rows)} 人"

    def on_shown(self, **args: object) -> None:
        """``uid=`` puts the cursor on the member of an appraisal, ``year=`` opens a year."""
        wanted = self.desk.ledger.get(Appraisal, str(args["uid"])) if args.get("uid") else None
        year = wanted.year if wanted is not None else args.get("year")
        self._offer_years()
        if year is not None:
            self.year.set_value(year)
            self.refresh()
        self.catch_up()
        if wanted is not None:
            self.grid.go_to(str(wanted.member))

    def may_leave(self) -> bool:
        self.keeper.keep()
        return True

    def on_print(self) -> bool:
        self._preview(blank=False)
        return True

    # -- showing ---------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the year again; what is typed and not saved stays."""
        with self.fresh.reading():
            self._offer_years()
            ledger = self.desk.ledger
            rows = appraisal_rows(ledger, self.year.year(), load_strokes())
            model = self.grid.grid
            is_other = self._year != self.year.year()
            if is_other:
                self.keeper.keep()
                model.dirty.clear()
                model.faults.clear()
            here = self.row.member.uid if self.row is not None else ""
            model.show(rows)
            if not model.dirty:
                self._show_shared(rows)
                self.fields.begin()
            if is_other:
                self._open_draft()
            self.row = None
            self.grid.go_to(here or (rows[0].member.uid if rows else ""))
            self._tell()

    def _open_draft(self) -> None:
        """Offer what was typed for the year in sight and not saved."""
        year = self._year = self.year.year()
        place, called = ("appraisals", {"year": year}), ("民主评议", f"{year}年度")
        draft = FormDraft(self.desk, self._register, Appraisal(), f"{year}", place=place, called=called)
        self.keeper.open(draft)

    def _offer_years(self) -> None:
        self.year.show_years(appraisal_years(self.desk.ledger), self.desk.ledger.today.year)

    def _show_shared(self, rows: Sequence[AppraisalRow]) -> None:
        """What the year's appraisals say of ballots and of the decision, as the last of them has it."""
        written = [one.appraisal for one in rows if not one.appraisal.is_new]
        for name, editor in self._editors.items():
            values = [value for one in written if (value := getattr(one, name)) is not None]
            editor.set_value(values[-1] if values else None)
        decided = [one.decided_by for one in written if one.decided_by]
        self.decided_by.set_value(decided[-1] if decided else "")
        self.grid.grid.returned = self._shared_value("returned")

    def _shared_value(self, name: str) -> Any:
        try:
            return self._editors[name].value()
        except UserError:
            return None

    def _walk(self, uid: str) -> None:
        row = next(one for one in self.grid.grid.rows if one.member.uid == uid)
        self.row = row
        self.name.setText(f"{row.member.name}　{'' if row.graded else _NO_GRADE}")
        self.form.show_record(row.appraisal)
        self.form.open_only(None if row.graded else ("self_rating", "peer"), _NO_GRADE)
        self._say(self.grid.grid.faults.get(uid, ""))
        self.destinations.show_record(row.appraisal)

    def _say(self, words: str) -> None:
        self.trouble.setText(words)
        self.trouble.setVisible(bool(words))

    def _tell(self) -> None:
        """How many are 优秀 of how many there may be, counted with what is typed."""
        ledger, rows = self.desk.ledger, self.grid.grid.rows
        saved = appraisal_board(ledger, self.year.year())
        now = board(
            [one.member for one in rows],
            [one.appraisal for one in rows],
            self.year.year(),
            ledger.today,
            lambda _n: saved.limit,
            saved.source,
        )
        missing = f"，还有 {len(now.missing)} 人没有等次" if now.missing else "，都评了等次"
        self.words.setText(f"{now.words}{missing}（{now.source}）")
        ink = self.theme.colours.tone("overdue").ink if now.too_many else self.theme.colours.text
        self.words.set_colour(ink)
        number = len(self.grid.grid.dirty)
        self.save_button.setText(f"保存 {number} 人的评议" if number else "保存评议")
        allow(self.save_button, "" if number else "还没有改动")
        self.headline_changed.emit()

    # -- typing ----------------------------------------------------------------------------------------

    def _typed(self, uid: str) -> None:
        if self.row is not None and self.row.member.uid == uid:
            self.form.show_record(self.row.appraisal)
            self._say("")
        self._tell()

    def _edited(self) -> None:
        if self.row is None:
            return
        self.form.read_into(self.row.appraisal)
        model, uid = self.grid.grid, self.row.member.uid
        model.dirty.add(uid)
        model.faults.pop(uid, None)
        self._say("")
        model.tell(uid)
        self.keeper.edited()
        self._tell()

    def _shared(self) -> None:
        """Ballots and decision hold for everybody: those who have votes are to be saved with them."""
        model = self.grid.grid
        model.returned = self._shared_value("returned")
        model.dirty |= {one.member.uid for one in model.rows if one.cast is not None}
        model.dataChanged.emit(QModelIndex(), QModelIndex())
        self.grid.viewport().update()
        self.keeper.edited()
        self._tell()

    def _all_handed_in(self) -> None:
        for row in self.grid.grid.rows:
            if not row.appraisal.self_rating:
                row.appraisal.self_rating = HANDED_IN
                self.grid.grid.mark(row.member.uid)

    # -- writing ---------------------------------------------------------------------------------------

    def save(self) -> None:
        """Write everything typed in one action; what stands against one is told at its row and boxes."""
        model, ledger = self.grid.grid, self.desk.ledger
        for name, editor in self._editors.items():
            try:
                editor.value()
            except UserError as error:
                self.shared[name].setFocus()
                self.shell.show_notice(f"{editor.box.title}：{error.sentence()}", tone="overdue")
                return
        rows = [one for one in model.rows if one.member.uid in model.dirty]
        model.faults = {}
        for row in rows:
            self._fill(row.appraisal)
            found = refusals(ledger.problems(row.appraisal))
            if found:
                model.faults[row.member.uid] = " ".join(one.sentence() for one in found)
        self.grid.viewport().update()
        if model.faults:
            self._show_fault(next(one for one in rows if one.member.uid in model.faults))
            return
        records = [one.appraisal for one in rows]

        def done() -> None:
            model.dirty.clear()
            self.keeper.saved()
            self.refresh()

        title = f"保存 {len(records)} 人的评议"
        self.runner.run(title, lambda action: self._write(action, records), done=done, failed=self._failed)

    def _write(self, action: Action, records: Sequence[Appraisal]) -> None:
        for record in records:
            try:
                action.save(record)
            except Refused as refused:
                name = self.desk.ledger.name(record.member)
                raise Refused(
                    replace(one, text=f"{name}：{one.text}") for one in refused.problems
                ) from refused

    def _fill(self, record: Appraisal) -> None:
        """What holds for everybody goes into each; a decision belongs to a grade alone."""
        has_votes = record.n_a is not None or record.n_b is not None
        for name in ("issued", "returned"):
            setattr(record, name, self._shared_value(name) if has_votes else None)
        record.decided_on = self._shared_value("decided_on") if record.grade else None
        record.decided_by = (self.decided_by.value() or None) if record.grade else None

    def _show_fault(self, row: AppraisalRow) -> None:
        self.grid.go_to(row.member.uid)
        self._walk(row.member.uid)
        problems = refusals(self.desk.ledger.problems(row.appraisal))
        self.form.show_problems([Problem(one.box, one.text, one.todo) for one in problems])
        count = len(self.grid.grid.faults)
        self.shell.show_notice(f"还没有保存：{count} 人的评议要改，先看 {row.member.name}。", tone="overdue")

    def _failed(self, error: UserError) -> None:
        self.shell.show_notice(f"还没有保存：{error.sentence()}", tone="overdue")

    def _preview(self, *, blank: bool) -> None:
        title = f"{self.year.year()}年度民主评议{'测评票' if blank else '汇总表'}"
        args = {"year": self.year.year(), "blank": blank}
        self.shell.go("preview", key="appraisal_sheet", args=args, title=title, back="appraisals")
