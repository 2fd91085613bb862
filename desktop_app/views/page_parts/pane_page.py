"""The grammar of a page with a list at the left and, at the right, the record chosen from it.

Such a page *declares* what is its own, as words of its class: the ``register``, how it and its records are
called, what a new record is asked, its pane, its paper, its widths; and it *answers* a few questions:

====================  ==========================================================================
``read``              every item of the page, each about one record (``record_of`` of its pane)
``add_filters``       the box and the chips above the list: see ``FilterBar``
``line``              an item's row; ``lines`` where the rows stand under headings
``said``, ``named``   the words a search looks at, and the names it also knows by their sound
``arranged``          the order of the rows, where it is not that of ``read``
``fresh``             what a new record begins with
``paper_title``       what the paper of one item is called
====================  ==========================================================================

All else is alike and stands here. *Opened from elsewhere*: ``uid=`` opens a record wherever the filters
stand, and they give way until it is listed; a filter's own word, such as ``state=``, chooses it; ``new=True``
or a box of the register begins a record. *New* asks in a dialog that keeps what was typed. *Print* prints the
open record. *Keys*: Enter goes into the pane, Esc back. After a change list and pane are shown anew.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar, cast

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.base.search_words import SearchWords
from desktop_app.records.base import Record
from desktop_app.views.form.destination_panel import TAB, DestinationPanel, has_room
from desktop_app.views.form.draft import Place as FormPlace
from desktop_app.views.form.draft_keeper import keep_drafts_in
from desktop_app.views.form.role_gate import gate, why_not_write
from desktop_app.views.page_parts.action_runner import ActionRunner, StepRunner
from desktop_app.views.page_parts.chips import ChipRow
from desktop_app.views.page_parts.destinations import follow
from desktop_app.views.page_parts.filters import FilterBar, Pairs
from desktop_app.views.page_parts.line_list import Line, LineList
from desktop_app.views.page_parts.line_order import LineOrder
from desktop_app.views.page_parts.page_frame import PageFrame, page_column
from desktop_app.views.page_parts.pane_verbs import pane_verbs
from desktop_app.views.page_parts.record_dialog import RecordDialog
from desktop_app.views.page_parts.record_pane import RecordPane
from desktop_app.views.page_parts.tails import Tails
from desktop_app.views.page_parts.verb_table import VerbTable
from desktop_app.views.page_table import page_of
from desktop_app.views.parts.buttons import PlainButton, PrimaryButton
from desktop_app.views.parts.cards import EmptyState
from desktop_app.views.parts.labels import faint
from desktop_app.views.parts.live_page import LivePage

if TYPE_CHECKING:
    from desktop_app.desk import Desk
    from desktop_app.views.shell import Shell

# The items of a page, and the records they are about.
T = TypeVar("T")
R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class NewRecord:
    """What is asked of a new record: ``words`` of the button, ``verb`` of the dialog, its boxes and note.

    ``width`` is the dialog's in units, 0 for the least.
    """

    words: str
    verb: str
    boxes: tuple[str, ...] = ()
    note: str = ""
    heading: str = ""
    width: int = 720


class PanePage(LivePage, Generic[T, R]):
    """Filters above, a list at the left, and the ``RecordPane`` of the chosen record at the right."""

    # The register, the page's title, and one of its records in words: 一{measure}{noun}.
    register: ClassVar[str]
    heading: ClassVar[str]
    noun: ClassVar[str]
    measure: ClassVar[str]
    new: ClassVar[NewRecord]
    pane_class: ClassVar[type[RecordPane[Any, Any]]]
    # The search box's hint; and icon, words and hint where no record is open.
    hint: ClassVar[str]
    nothing: ClassVar[tuple[str, str, str]]
    # The paper of one record: its key and its name after 再打印. And the words of the header's print button.
    paper: ClassVar[str]
    paper_words: ClassVar[str] = ""
    print_words: ClassVar[str] = ""
    # Where 打开表格 stands: "strip" beside the filters, "header", or "" for nowhere.
    table_in: ClassVar[str] = "strip"
    # The least width of the list in units, the widths of list and pane to each other.
    list_width: ClassVar[int] = 310
    shares: ClassVar[tuple[int, int]] = (8, 13)
    # Whether the page opens with its first record.
    opens_first: ClassVar[bool] = True

    def __init_subclass__(cls) -> None:
        """Refuse a page that leaves something undeclared, when its module is read."""
        super().__init_subclass__()
        needed = ("register", "heading", "noun", "measure", "new", "pane_class", "hint", "paper")
        undeclared = [name for name in needed if not hasattr(cls, name)]
        if undeclared:
            raise TypeError(f"{cls.__module__}.{cls.__name__} has to declare {', '.join(undeclared)}")

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(desk, shell, self.heading)
        self.runner = ActionRunner(desk, shell, self)
        self._register = desk.ledger.catalogue[self.register]
        self.steps = StepRunner(self.runner, self._register)
        self.items: dict[str, T] = {}
        self.tails = Tails(desk.ledger, self._register)
        self.pane: RecordPane[T, R] | None = None
        self.new_dialog: RecordDialog | None = None
        self._known: dict[str, object] = {}
        self.words = SearchWords("", desk.pinyin.keys)
        self.filters: FilterBar[T, R] = FilterBar(self.theme)
        self.filters.chosen.connect(lambda anew: self.refresh() if anew else self.show_list())
        # Lists that take the place of list and pane, by what the first row of chips calls them.
        self.views: ChipRow | None = None
        self.tables: dict[str, VerbTable] = {}
        self.table_button = PlainButton(self.theme, "打开表格", "table")
        self.table_button.clicked.connect(lambda: shell.go(f"register:{self.register}"))
        self.print_button = PlainButton(self.theme, self.print_words, "print")
        self.print_button.clicked.connect(self.print_all)
        self.new_button = PrimaryButton(self.theme, self.new.words, "add")
        self.new_button.clicked.connect(lambda: self.begin())
        gate(why_not_write(desk.ledger, self._register), self.new_button)
        self._lay_out()

    # -- what a page answers ---------------------------------------------------------------------------

    @abstractmethod
    def read(self) -> Iterable[T]:
        """Every item, in the order of the list."""

    @abstractmethod
    def add_filters(self) -> None:
        """Add what stands above the list."""

    @abstractmethod
    def line(self, item: T) -> Line:
        """The row of an item."""

    @abstractmethod
    def said(self, item: T) -> str:
        """The words a search looks at."""

    def named(self, item: T) -> Iterable[str]:
        """The names a search looks at, found by their sound as well."""
        return ()

    def lines(self, shown: Sequence[T]) -> list[Line]:
        """The rows of the items shown."""
        return [self.line(one) for one in shown]

    def arranged(self, shown: list[T]) -> list[T]:
        """The items shown in the order of their rows."""
        return shown

    def record_of(self, item: T) -> R:
        """The record an item is about."""
        record: R = self.pane_class.record_of(item)
        return record

    def new_record(self, **known: object) -> R:
        """A new record; ``known`` are boxes the link or button that begins it knows."""
        return cast(R, self._register.new(**known))

    def paper_title(self, item: T) -> str:
        """What the paper of an item is called in the preview."""
        return self._register.heading(self.record_of(item), self.desk.ledger.name)

    def wire(self, pane: Any) -> None:
        """Connect what a fresh pane tells the page besides."""

    def make_empty(self) -> QWidget:
        """What stands at the right while no record is open."""
        icon, words, hint = self.nothing
        return EmptyState(self.theme, icon, words, hint=hint)

    def none_words(self) -> str:
        """What is said in place of an empty list."""
        return f"没有这样的{self.noun}。换一个筛选，或者点右上角“{self.new.words}”。"

    def new_title(self, record: R) -> str:
        """What the action that saves a new record is called."""
        return f"保存 新的{self.noun}"

    def new_told(self, record: R) -> str:
        """What the bar says of a new record; '' for what the action is called."""
        return ""

    def show_new(self, record: R) -> None:
        """Show a new record that has been saved."""
        self.show_record(record.uid)

    def arrive(self, args: Mapping[str, object]) -> None:
        """Take from a link what is this page's own."""

    # -- laying out ------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        theme = self.theme
        self.whole = page_column(self, theme)
        self.above = QVBoxLayout()  # above the list
        self.whole.addLayout(self.filters)
        self.empty = self.make_empty()
        self.add_filters()
        if self.table_in == "strip":
            self.filters.addWidget(self.table_button)
        left = PageFrame("card")
        left.setMinimumWidth(theme.unit(self.list_width))
        column = QVBoxLayout(left)
        column.setContentsMargins(1, 1, 1, theme.unit(6))
        column.setSpacing(0)
        column.addLayout(self.above)
        self.none = faint(theme, self.none_words(), wrap=True)
        self.none.setContentsMargins(theme.unit(14), theme.unit(12), theme.unit(14), theme.unit(12))
        self.list = LineList(theme, self.noun)
        self.list.chosen.connect(self.open)
        self.list.opened.connect(self.enter)
        order = LineOrder(self.desk, self.list, self.register)
        self.list.verbs = lambda: [*pane_verbs(self.runner, self.pane), *order.verbs()]
        column.addWidget(self.none)
        column.addWidget(self.list, 1)
        # Where the open record goes: beside the pane of a wide window, a tab of the pane in a narrow one.
        self.side = DestinationPanel(self.desk, beside=True)
        self.side.asked.connect(lambda destination: follow(self.shell, destination))
        self.side.hide()
        self.body = QWidget()
        self._body = QHBoxLayout(self.body)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(theme.unit(12))
        self._body.addWidget(left, self.shares[0])
        self._body.addWidget(self.empty, self.shares[1])
        self._body.addWidget(self.side)
        self.whole.addWidget(self.body, 1)
        for table in self.tables.values():
            self.whole.addWidget(table, 1)
            table.hide()

    def add_views(self, pairs: Pairs, tables: Mapping[str, VerbTable]) -> None:
        """Add chips that turn from list and pane, the first of ``pairs``, to one of ``tables`` and back."""
        self.views = ChipRow(self.theme, pairs)
        self.views.chosen.connect(self.show_view)
        self.filters.addWidget(self.views, 1)
        self.tables.update(tables)

    def show_view(self, view: object = None) -> None:
        """Show one of the views, the list with its pane for None."""
        if self.views is not None:
            self.views.choose(view if view in self.views.chips else next(iter(self.views.chips)))
            self.body.setVisible(self.views.value() not in self.tables)
            for key, table in self.tables.items():
                table.setVisible(key == self.views.value())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_destinations()

    # -- the shell asks --------------------------------------------------------------------------------

    def actions(self) -> Sequence[QWidget]:  # type: ignore[override]
        table = (self.table_button,) if self.table_in == "header" else ()
        return (*table, *((self.print_button,) if self.print_words else ()), self.new_button)

    def search_hint(self) -> str:
        return self.hint

    def on_search(self, words: str) -> None:
        self.words = SearchWords(words, self.desk.pinyin.keys)
        self.show_list()

    def on_shown(self, **args: object) -> None:
        """See the module's text for what a link may carry."""
        self.words = SearchWords("", self.desk.pinyin.keys)
        self.filters.follow(args)
        self.arrive(args)
        self.fresh.catch_up()
        self.show_list()
        if args.get("view"):
            self.show_view(args["view"])
        uid = str(args.get("uid") or "")
        known = {n: args[n] for n in self._register.boxes if args.get(n) and n not in self.filters.arguments}
        if uid:
            self.show_record(uid)
        elif known or args.get("new"):
            self.begin(**known)
        elif self.opens_first and self.pane is None and self.list.lines():
            self.list.choose(self.list.lines()[0].uid)

    def here(self) -> dict[str, object] | None:
        return None if self.pane is None else {"uid": self.pane.uid}

    def may_leave(self) -> bool:
        self._keep_drafts()
        return True

    def _keep_drafts(self) -> None:
        """Keep what is typed in the pane, in its form and on its other tabs."""
        if self.pane is not None:
            keep_drafts_in(self.pane)

    # -- the list --------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read everything again; the open record is shown as it stands now, one that is gone is put away."""
        with self.fresh.reading():
            self.filters.offer_anew(narrowing=True)
            self.items = {self.record_of(item).uid: item for item in self.read()}
            self.filters.offer_anew(narrowing=False)
            self.tails.read()
            if self.pane is not None:
                item = self.items.get(self.pane.uid)
                if item is None:
                    self.put_away()
                else:
                    self.pane.show_item(item)
            self._list()

    def show_list(self) -> None:
        """List what the filters and the search let through."""
        with self.fresh.adding():
            self._list()

    def _list(self) -> None:
        found = [
            one
            for one in self.items.values()
            if not self.words or self.words.fit(self.said(one), self.named(one))
        ]
        shown = self.filters.passed(found)
        lines = self.tails.told(self.lines(self.arranged(shown)), map(self.record_of, shown))
        self.list.show_lines(lines, self.pane.uid if self.pane is not None else "")
        self.none.setText(self.none_words())
        self.none.setVisible(not lines)
        self.headline_changed.emit()

    def is_listed(self, uid: str) -> bool:
        """Whether the list has a row of this record."""
        return any(one.uid == uid for one in self.list.lines())

    # -- opening ---------------------------------------------------------------------------------------

    def show_record(self, uid: str) -> None:
        """Open a record wherever the filters stand: they give way until it is listed."""
        self.show_view()
        record = cast("R | None", self.desk.ledger.get(self._register.model, uid))
        if record is not None and not record.removed_at and not self.is_listed(uid):
            self.words = SearchWords("", self.desk.pinyin.keys)
            for widely in (False, True):
                if not self.is_listed(uid):
                    self.filters.give_way(record, widely=widely)
                    self.filters.chosen.emit(self.filters.narrow_reading)
        self.open(uid)

    def open(self, uid: str) -> None:
        """Open a listed record at the right."""
        item = self.items.get(uid)
        if item is None:
            self.shell.show_notice(f"这{self.measure}{self.noun}已经不在了。", tone="due")
        elif self.pane is None or self.pane.uid != uid:
            with self.fresh.adding():
                self._put_up(item)

    def enter(self, uid: str) -> None:
        """Open a record and put the hand on what comes next."""
        self.open(uid)
        if self.pane is not None:
            self.pane.begin()

    def _put_up(self, item: T) -> None:
        before = self.pane.tabs.currentIndex() if self.pane is not None else 0
        self.put_away()
        self.shell.notice.leave_page()
        pane = self.pane = self.pane_class(self.desk, self.runner, self.steps, item)
        pane.setMinimumWidth(self.theme.unit(pane.least))
        pane.print_button.clicked.connect(lambda: self.print_item(pane.item))
        pane.form.moved.connect(self.list.walk)
        pane.left.connect(self.list.setFocus)
        self.wire(pane)
        tab = pane.first_tab()
        pane.tabs.setCurrentIndex(before if tab is None else tab)
        self.empty.hide()
        self._body.insertWidget(self._body.indexOf(self.side), pane, self.shares[1])
        self.list.mark(pane.uid)
        record = self.desk.ledger.get(self._register.model, pane.uid)
        destinations = self._destinations = DestinationPanel(self.desk)
        destinations.asked.connect(lambda destination: follow(self.shell, destination))
        pane.tabs.addTab(destinations, TAB)
        for panel in (destinations, self.side):
            panel.show_record(record)
        self._place_destinations()

    def _place_destinations(self) -> None:
        """Where the open record goes stands beside it, or behind a tab where there is no room."""
        wide = has_room(self, self.desk)
        self.side.setVisible(wide and self.pane is not None)
        if self.pane is not None:
            self.pane.tabs.setTabVisible(self.pane.tabs.indexOf(self._destinations), not wide)

    def put_away(self) -> None:
        """Close the pane; what was typed stays as a draft."""
        if self.pane is not None:
            self._keep_drafts()
            self._body.removeWidget(self.pane)
            self.pane.hide()
            self.pane.deleteLater()
            self.pane = None
            self.empty.show()
            self._place_destinations()

    # -- a new one -------------------------------------------------------------------------------------

    def begin(self, **known: object) -> None:
        """Ask for a new record; what was typed and not saved is still there, else all is begun anew."""
        if self.new_dialog is not None and known != self._known:
            self._drop_dialog()
        if self.new_dialog is None:
            self._known = known
            dialog = self.new_dialog = RecordDialog(
                self.desk,
                self._register,
                self.new_record(**known),
                self.new.heading or self.new.words,
                self.new.verb,
                boxes=self.new.boxes,
                note=self.new.note,
                about=" ".join(map(str, known.values())),
                place=self._place_to_begin(known),
                like=None if self.pane is None else self.pane.record_of(self.pane.item),
                parent=self,
            )
            if self.new.width:
                dialog.setMinimumWidth(self.theme.unit(self.new.width))
            dialog.taken.connect(self._save_new)
            dialog.finished.connect(lambda _result: None if dialog.is_dirty else self._drop_dialog())
            self.wire_new(dialog)
        self.new_dialog.open()

    def _place_to_begin(self, known: Mapping[str, object]) -> FormPlace:
        """Where a new record is begun anew with what is known of it, as far as plain words tell that."""
        plain = all(isinstance(value, str | int) for value in known.values())
        return page_of(self.register), {**(known if plain else {}), "new": True}

    def wire_new(self, dialog: RecordDialog) -> None:
        """Connect what the boxes of a new record fill in for each other."""

    def _save_new(self, record: R) -> None:
        dialog = self.new_dialog
        assert dialog is not None

        def done() -> None:
            dialog.accept()
            self._drop_dialog()
            self.show_new(record)

        self.runner.run(
            self.new_title(record),
            lambda action: action.save(record),
            told=self.new_told(record),
            done=done,
            failed=dialog.refused,
        )

    def _drop_dialog(self) -> None:
        if self.new_dialog is not None:
            self.new_dialog.deleteLater()
            self.new_dialog = None

    # -- printing --------------------------------------------------------------------------------------

    def on_print(self) -> bool:
        """The record that is open."""
        if self.pane is None:
            words = f"先点左边的一{self.measure}{self.noun}，再打印{self.paper_words}。"
            self.shell.show_notice(words, tone="due")
        else:
            self.print_item(self.pane.item)
        return True

    def print_all(self) -> None:
        """What the header's button prints."""
        self.on_print()

    def print_item(self, item: T) -> None:
        """Show the paper of one item as it will be printed."""
        self.preview(self.paper, self.paper_title(item), uid=self.record_of(item).uid)

    def preview(self, key: str, title: str, **args: Any) -> None:
        """Show a paper as it will be printed, with the way back to this page."""
        self.shell.go("preview", key=key, args=args, title=title, back=page_of(self.register))
