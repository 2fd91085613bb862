"""The page of any register: its table with search, filters, print, export and bin, and the record opened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop_app.duties.summaries.computed import COMPUTED_MANY
from desktop_app.printing.documents.paper import Arguments, PaperDeclaration
from desktop_app.printing.documents.papers import BLANK_FORM, SHEET, list_arguments, record_arguments
from desktop_app.records.base import Record
from desktop_app.registers.exchange.audit_log import EXPORTED
from desktop_app.registers.people.presets import presets
from desktop_app.storage.action import Change
from desktop_app.storage.listing import Listing
from desktop_app.views.form.record_view import RecordView
from desktop_app.views.form.role_gate import gate, why_not_write
from desktop_app.views.page_parts.action_runner import ActionRunner
from desktop_app.views.page_parts.bulk_edit import MOST_AT_ONCE, BulkDialog
from desktop_app.views.page_parts.destinations import follow
from desktop_app.views.page_parts.export_menu import ExportDoor
from desktop_app.views.page_parts.import_door import ImportDoor
from desktop_app.views.page_parts.list_controls import ListControls, of_children
from desktop_app.views.page_parts.merge_door import merge_verbs
from desktop_app.views.page_parts.page_frame import LOW, page_column
from desktop_app.views.page_parts.print_each import print_each
from desktop_app.views.page_parts.print_menu import list_button, record_button
from desktop_app.views.pages.tables.tool_lines import ToolLines
from desktop_app.views.parts.buttons import LinkButton, PlainButton, PrimaryButton
from desktop_app.views.parts.cards import EmptyState, ListCard
from desktop_app.views.parts.labels import faint
from desktop_app.views.parts.live_page import LivePage
from desktop_app.views.parts.row_menu import CHOOSE, RowVerb, verbs_of
from desktop_app.views.parts.stacked_pages import FrontStack
from desktop_app.views.parts.why_not import allow
from desktop_app.views.table.filters import TableFilters
from desktop_app.views.table.model import ListingModel
from desktop_app.views.table.record_table import RecordTable
from desktop_app.views.table.titles import bare

if TYPE_CHECKING:
    from desktop_app.desk import Desk
    from desktop_app.views.shell import Shell

# So many records are not put into the bin without a backup.
_MANY = 20
_PERSON_WORDS = ("花名册", "名册")


class RegisterPage(LivePage):
    """Everything about one register. Shown with ``uid`` it opens that record, with ``new=True`` a form,
    blank but for the boxes given along.

    ``filters``, ``year`` and ``words`` narrow the table as a link from elsewhere wants it.
    """

    def __init__(self, desk: Desk, shell: Shell, register: str) -> None:
        self.register = desk.ledger.catalogue[register]
        super().__init__(desk, shell, bare(self.register.title))
        self.view: RecordView | None = None  # the record in sight
        self._spare: RecordView | None = None
        self._again = False
        self.runner = ActionRunner(desk, shell, self)
        with self.fresh.reading():
            self.model = ListingModel(Listing(desk.ledger, self.register, computed=COMPUTED_MANY), self)
            self.table = RecordTable(desk.theme, self.model)
            self.controls = ListControls(desk, self.table, self, self._unit())
            self._make_buttons()
            self._lay_out()
            self.controls.begin()
        self.table.opened.connect(lambda index: self._open_row(index))
        self.table.chosen.connect(lambda _count: self._enable())
        self.table.verbs = self._row_verbs
        self.table.delete = lambda: self.remove_button.click() if not self.remove_button.isHidden() else None
        self.table.copied.connect(self._tell_copied)
        self._show_count()

    # -- what the shell asks -----------------------------------------------------------------------

    def count_words(self) -> str:
        if self.view is not None:
            return ""
        unit = self._unit()
        narrowed = self.model.listing.is_narrowed
        where = "回收站里 " if self.model.listing.removed else "找到 " if narrowed else "共 "
        return f"{where}{self.model.rowCount():,} {unit}"

    def actions(self) -> Sequence[QWidget]:  # type: ignore[override]
        if self.view is not None:
            return (self.print_one_button,)
        # What the program writes itself is looked at and printed, never added by hand.
        more = () if self.register.is_by_program else (self.add_button,)
        if self.imports.is_open:
            more = (self.imports.file_button, *more)
        return (self.export_button, self.print_button, *more)

    def search_hint(self) -> str:
        return "" if self.view is not None else "姓名、拼音首字母、标题、内容"

    def on_search(self, words: str) -> None:
        self._ask(replace(self.model.listing, words=words))

    def on_shown(self, **args: object) -> None:
        self.catch_up()
        if args.get("words") or args.get("filters") or args.get("year"):
            self._narrow(args)
        uid = args.get("uid")
        if uid:
            self.open(str(uid))
        elif args.get("new"):
            self._begin({name: value for name, value in args.items() if name in self.register.boxes})

    def here(self) -> dict[str, object]:
        listing = self.model.listing
        if self.view is not None:
            record = self.view.form.record
            return {"new": True} if record.is_new else {"uid": record.uid}
        return {"words": listing.words, "filters": dict(listing.filters), "year": listing.year}

    def on_print(self) -> bool:
        (self.print_one if self.view is not None else self.print_list)()
        return True

    def may_leave(self) -> bool:
        self.controls.keep()
        if self.view is not None:
            self.view.keep_draft()
        return True

    # -- the list ----------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the table and its filters again, and the record in sight unless it was saved here."""
        with self.fresh.reading():
            chosen = self.table.uids()
            place = self.table.verticalScrollBar().value()
            self.filters.refresh(self.model.listing)
            self.model.show_listing(replace(self.model.listing))
            self.table.verticalScrollBar().setValue(place)
            for uid in chosen[:1]:
                self.table.select_uid(uid)
            self._show_count()
            cause = self.fresh.cause
            own = cause is not None and cause.initiator is self
            if self.view is not None and not own and not self.view.reload():
                self.close_record()

    def remove(self) -> None:
        """Put the selected records into the bin; one press takes it back."""
        records = list(self.model.listing.records(self.table.uids()))
        if records:
            desk = self.desk

            def job() -> Change:
                if len(records) >= _MANY:
                    desk.backup_store.make("批量删除前")
                return desk.ledger.remove(*records, initiator=self)

            self.table.setFocus()  # the button is about to be greyed, and would pass the cursor on
            desk.bridge.run(job, done=self._tell_done)

    def restore(self) -> None:
        """Take the selected records out of the bin."""
        records = list(self.model.listing.records(self.table.uids()))
        if records:
            ledger = self.desk.ledger
            self.table.setFocus()
            self.desk.bridge.run(lambda: ledger.restore(*records, initiator=self), done=self._tell_done)

    def print_list(self, paper: PaperDeclaration = SHEET) -> None:
        """Preview a paper of the selected rows where several are, else of all that fit; a form is blank."""
        chosen = self.table.uids()
        uids = chosen if len(chosen) > 1 else self.model.listing.uids()
        title = bare(self.register.title) if paper is SHEET else paper.bare or paper.title
        shown = tuple(self.model.listing.columns)
        columns = shown if shown != tuple(self.register.listing) else ()
        self._preview(paper, list_arguments(paper, self.register.name, uids, columns), title)

    def print_each(self, paper: PaperDeclaration) -> None:
        """Preview the paper of each selected row where several are, else of each that fits, as one print."""
        chosen, listing = self.table.uids(), self.model.listing
        records = listing.records(chosen if len(chosen) > 1 else listing.uids())
        print_each(self.shell, paper, records, self.desk.ledger, self._unit())

    def export_to(self, path: Path) -> None:
        """Write what the table shows at ``path``, as a workbook or, where the name ends so, as CSV."""
        self.exports.write(path, self.exports.as_seen())

    def on_paste(self) -> bool:
        return self.imports.on_paste()

    # -- one record --------------------------------------------------------------------------------

    def add(self) -> None:
        """Open the form of a new record."""
        self._begin({})

    def _begin(self, given: dict[str, Any]) -> None:
        """A blank form; ``given`` boxes go before those of the branch."""
        self._show_record(self.register.new(**{**presets(self.register.name, self.desk.ledger), **given}))

    def open(self, uid: str) -> None:
        """Open a record; a child's is opened under its parent by the parent's own page."""
        record = self.desk.ledger.get(self.register.model, uid)
        if record is not None:
            self._show_record(record)

    def close_record(self) -> None:
        """Back to the table."""
        if self.view is None:
            return
        view, self.view = self.view, None
        uid, kept = view.form.record.uid, view.form.is_dirty
        view.keep_draft()
        self._spare = view  # to build another takes long, with fifty boxes
        self.stack.setCurrentIndex(0)
        self.table.select_uid(uid)
        self.table.setFocus()
        self.headline_changed.emit()
        if kept:
            self.shell.show_notice("没有保存的内容留着，下次打开这张表时接着写", tone="going")

    def print_one(self, paper: PaperDeclaration = SHEET) -> None:
        """Preview a paper of the record in sight, a sheet of one row by itself."""
        if self.view is None or self.view.form.record.is_new:
            return
        args = record_arguments(paper, self.view.form.record, self.desk.ledger)
        self._preview(paper, args, paper.title if paper.takes_uid else self.view.form.heading.text())

    def _preview(self, paper: PaperDeclaration, args: Arguments, title: str) -> None:
        if paper is BLANK_FORM and self.desk.ledger.door.rights.may_write("blank_sheet"):
            self.shell.go("register:blank_sheet", issue=self.register.name)
            return
        self.shell.go("preview", key=paper.key, args=args, title=title, back=self.shell.pages.current_key)

    def _show_record(self, record: Record) -> None:
        self.shell.notice.leave_page()
        view = self.view or self._spare
        if view is None:
            view = self._spare = self._build_view(record)
        else:
            view.tabs.setCurrentIndex(0)
            view.change_to(record)
        self.view = view
        self.again_button.setVisible(record.is_new)
        self.like_button.setVisible(not record.is_new and view.form.starters.may_begin())
        self._again = False
        self.stack.setCurrentWidget(view)
        allow(self.print_one_button, "先保存，再打印" if record.is_new else "")
        self.headline_changed.emit()
        self.view.form.go_to_first_box()

    def _build_view(self, record: Record) -> RecordView:
        """The view every record is shown in, one after another."""
        view = RecordView(self.desk, self.register, record, self, computed=COMPUTED_MANY, looks=of_children)
        self.again_button = PlainButton(self.theme, "保存并新增一条", "add")
        self.again_button.clicked.connect(self._save_and_add)
        self.like_button = LinkButton(self.theme, "照这条新增", "copy")
        self.like_button.clicked.connect(self._add_like)
        for button in (self.again_button, self.like_button):
            view.form.buttons.insertWidget(3, button)
        view.saved.connect(self._saved)
        view.followed.connect(lambda destination: follow(self.shell, destination))
        view.closed.connect(self.close_record)
        view.moved.connect(self._move)
        self.stack.addWidget(view)
        return view

    def _add_like(self) -> None:
        """A form begun with what the next record may share with the one in sight."""
        if self.view is not None:
            record = self.view.form.record
            self._begin({})
            self.view.form.starters.fill_from(record)

    def _save_and_add(self) -> None:
        self._again = True
        if self.view is not None:
            self.view.form.save()

    def _saved(self, change: Change) -> None:
        self._tell_done(change)
        if self._again:
            self.add()
        elif self.view is not None:
            allow(self.print_one_button)

    def _move(self, step: int) -> None:
        if self.view is None or self.view.form.record.is_new:
            return
        row = self.model.row_of(self.view.form.record.uid) + step
        if 0 <= row < self.model.rowCount():
            record = self.desk.ledger.get(self.register.model, self.model.uid_at(row))
            if record is not None:
                self.table.selectRow(row)
                self.shell.notice.leave_page()
                self.view.change_to(record)
                self.headline_changed.emit()
                self.view.form.go_to_first_box()

    # -- inside ------------------------------------------------------------------------------------

    def _unit(self) -> str:
        """What its records are counted in."""
        return "人" if self.register.title.endswith(_PERSON_WORDS) else "条"

    def _make_buttons(self) -> None:
        theme = self.theme
        self.add_button = PrimaryButton(theme, f"新增一{self._unit()}", "add")
        self.print_button = list_button(
            theme, self.register.name, self.print_list, self.desk.ledger, self.print_each, self._unit()
        )
        self.print_one_button = record_button(
            theme,
            self.register.name,
            self.print_one,
            self.desk.ledger,
            lambda: self.view.form.record if self.view is not None else None,
        )
        note = partial(self.desk.log.note, EXPORTED)
        self.exports = ExportDoor(self.desk, self.shell, self.table, note, self)
        self.export_button = self.exports.button
        self.imports = ImportDoor(self.desk, self.shell, self.register, self.exports.names, self)
        self.paste_button = self.imports.paste_button
        self.bulk_button = PlainButton(theme, "批量修改", "edit")
        self.remove_button = PlainButton(theme, "删除", "delete")
        self.restore_button = PlainButton(theme, "恢复", "undo")
        self.bin_button = PlainButton(theme, "回收站", "archive")
        self.bin_button.setCheckable(True)
        for button, act in (
            (self.add_button, self.add),
            (self.bulk_button, self.edit_many),
            (self.remove_button, self.remove),
            (self.restore_button, self.restore),
        ):
            button.clicked.connect(lambda _checked=False, run=act: run())
        self.bin_button.toggled.connect(self._turn_bin)
        shut = why_not_write(self.desk.ledger, self.register)
        gate(shut, self.add_button, self.bulk_button)
        gate(shut, self.remove_button, self.restore_button)

    def _lay_out(self) -> None:
        theme = self.theme
        self.filters = TableFilters(theme, self.model.listing)
        self.filters.changed.connect(self._filter)
        self.controls.asked.connect(self._ask)
        self.controls.filters_asked.connect(self._ask_with_filters)
        self.foot = faint(theme)
        over = (self.remove_button, self.restore_button, self.paste_button, self.bin_button)
        under = (self.bulk_button, self.controls.columns_button, self.controls.views_button)
        tools = self._tools = ToolLines(theme, self.filters, over, self.foot, under)
        self.card = ListCard(theme)
        self.card.body.setContentsMargins(1, 1, 1, 1)
        self.card.body.addLayout(tools.above)
        self.empty = EmptyState(
            theme,
            self.register.icon,
            f"还没有{bare(self.register.title)}",
            "" if self.register.is_by_program else f"新增一{self._unit()}",
            main=False,
            other="导入表格" if self.imports.is_open else "",
        )
        self.empty.action.connect(self.add)
        self.empty.other.connect(self.imports.choose)
        gate(why_not_write(self.desk.ledger, self.register), self.empty.button, self.empty.other_button)
        self.nothing = EmptyState(theme, "search", "没有找到合适的", "显示全部", main=False)
        self.nothing.action.connect(self._show_all)
        self.empty_bin = EmptyState(theme, "archive", "回收站是空的", hint="删除的记录在这里留 12 个月")
        self.inner = QStackedWidget()
        for widget in (self.table, self.empty, self.nothing, self.empty_bin):
            self.inner.addWidget(widget)
        self.card.body.addWidget(self.inner, 1)
        self.card.body.addWidget(self.controls.totals)
        self.card.body.addLayout(tools.below)
        self.stack = FrontStack()
        self.stack.addWidget(self.card)
        page_column(self, theme).addWidget(self.stack)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tools.make_low(self.window().height() < self.theme.unit(LOW))

    def _open_row(self, index: QModelIndex) -> None:
        uid = self.model.uid_at(index.row())
        if uid:
            self.open(uid)

    def _filter(self) -> None:
        listing = self.model.listing
        self._ask(replace(listing, filters=self.filters.filters(), year=self.filters.picked_year()))

    def _narrow(self, args: Mapping[str, Any]) -> None:
        filters, year = dict(args.get("filters") or {}), args.get("year")
        self.filters.set_filters(filters, year)
        words = str(args.get("words") or "")
        self._ask(
            replace(self.model.listing, words=words, filters=filters, year=year, typed={}, removed=False)
        )

    def _show_all(self) -> None:
        self.shell.header.search.start_anew()
        self.filters.set_filters({})
        self._ask(replace(self.model.listing, words="", filters={}, year=None, typed={}))

    def _ask_with_filters(self, listing: Listing) -> None:
        """Show a view: the filters above the table pick what it has."""
        self.filters.set_filters(dict(listing.filters), listing.year)
        self._ask(listing)

    def _turn_bin(self, removed: bool) -> None:
        self._ask(replace(self.model.listing, removed=removed))

    def _ask(self, listing: Listing) -> None:
        self.close_record()
        self.model.show_listing(listing)
        self.table.scrollToTop()
        self._show_count()

    def _show_count(self) -> None:
        listing = self.model.listing
        if self.model.rowCount() or listing.typed:
            shown: QWidget = self.table  # with the boxes in which something was typed
        elif listing.removed:
            shown = self.empty_bin
        else:
            shown = self.nothing if listing.is_narrowed else self.empty
        self.inner.setCurrentWidget(shown)
        self._enable()
        self.headline_changed.emit()

    def _enable(self) -> None:
        count, removed = len(self.table.selectedIndexes()) > 0, self.model.listing.removed
        self.remove_button.setVisible(not removed and not self.register.append_only)
        self.restore_button.setVisible(removed)
        for button in (self.remove_button, self.restore_button, self.bulk_button):
            allow(button, "" if count else CHOOSE)
        self.bulk_button.setVisible(not removed and not self.register.append_only)
        self.controls.show_totals()
        self.paste_button.setVisible(not removed and self.imports.is_open)
        is_table = self.inner.currentWidget() is self.table
        several = self.table.chosen_rows()
        self.foot.setToolTip("Ctrl+C 复制选中的行，Ctrl+Shift+C 连同表头复制，Ctrl+V 粘贴表格")
        hint = f"选中 {several} {self._unit()}" if several > 1 else "双击打开，右键有更多"
        self.foot.setText(hint if is_table else "")
        self.controls.totals.setVisible(is_table and bool(self.controls.totals.sums))

    def _row_verbs(self) -> list[RowVerb]:
        """What the menu of the chosen rows offers besides opening and copying them."""
        several = "打印选中的" if self.table.chosen_rows() > 1 else "打印名单"
        buttons = verbs_of(self.bulk_button, self.remove_button, self.restore_button)
        buttons += merge_verbs(self.shell, self.model.listing, self.table.uids())
        return [RowVerb(several, self.print_list), *buttons]

    def edit_many(self) -> None:
        """Ask for one box of the chosen records, show what becomes of each, and write them as one action."""
        records = list(self.model.listing.records(self.table.uids()))
        if not records:
            return
        if len(records) > MOST_AT_ONCE:
            self.shell.show_notice(f"一次最多改 {MOST_AT_ONCE} 条，请先筛选", tone="due")
            return
        dialog = BulkDialog(self.desk, self.register, records, self)
        dialog.taken.connect(
            lambda changed, title: self.runner.run(
                title, lambda action: action.save(*changed), done=dialog.accept, failed=dialog.refused
            )
        )
        dialog.open()

    def _tell_done(self, change: Change) -> None:
        self.runner.tell(f"已{change.title}", change.action)

    def _tell_copied(self, rows: int, cut: bool) -> None:
        more = "，更多的请用导出" if cut else ""
        self.shell.show_notice(f"已复制 {rows} 行，可以贴到 WPS 或 Excel 里{more}")
