"""换届选举: every election of the branch, and beside the list the one that is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop_app.base.strokes import load_strokes
from desktop_app.duties.basics.bodies import Roster
from desktop_app.duties.organization_life.election import ElectionView, elections_of
from desktop_app.registers.organization_life.elections import (
    ANNOUNCED,
    BY_ELECTION,
    PREPARED,
    RENEWAL,
    election_day,
)
from desktop_app.storage.action import Change
from desktop_app.views.pages.organization_life.election_pane import (
    CANDIDATES,
    COUNTING,
    PEOPLE,
    RESULT,
    ElectionPane,
)
from desktop_app.views.pages.page_parts.chips import ChipRow
from desktop_app.views.pages.page_parts.line_list import Line
from desktop_app.views.pages.page_parts.record_dialog import RecordDialog
from desktop_app.views.pages.page_parts.record_pane import PanePage
from desktop_app.views.parts.buttons import PlainButton, PrimaryButton
from desktop_app.views.parts.cards import EmptyState
from desktop_app.views.parts.choice_box import ChoiceBox
from desktop_app.views.table.tones import tone_of_state

if TYPE_CHECKING:
    from desktop_app.desk import Desk
    from desktop_app.views.shell import Shell

ALL = ""
OWN = frozenset(
    ("election", "election_excluded", "election_round", "ballot", "meeting", "attendance", "member")
)
_NEW_BOXES = ("title", "kind", "org", "meeting", "posts", "candidates", "asked_on", "approved_on")


class ElectionPage(PanePage):
    """Every election; the one chosen is prepared, counted and announced at the right."""

    pane: ElectionPane | None

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(desk, shell, "换届选举", "election")
        self.views: dict[str, ElectionView] = {}
        self.fresh: RecordDialog | None = None
        theme = self.theme
        self.table_button = PlainButton(theme, "打开表格", "table")
        self.table_button.clicked.connect(lambda: self.shell.go("register:election"))
        self.print_button = PlainButton(theme, "打印报告单", "print")
        self.print_button.clicked.connect(self.on_print)
        self.new_button = PrimaryButton(theme, "新增选举", "add")
        self.new_button.clicked.connect(self.begin)
        self.kind = ChoiceBox(theme, ((ALL, "换届和补选"), (RENEWAL, RENEWAL), (BY_ELECTION, BY_ELECTION)))
        self.kind.setAccessibleName("类别")
        self.kind.activated.connect(lambda _at: self._show_list())
        self.chips = ChipRow(theme, [(ALL, "全部"), (PREPARED, PREPARED), (ANNOUNCED, ANNOUNCED)])
        self.chips.chosen.connect(lambda _value: self._show_list())
        empty = EmptyState(theme, "vote", "点左边的一次选举，在这里准备、计票、公布结果")
        self.lay_out(self.kind, self.chips, "选举", empty, least=280, shares=(6, 15))
        self.list.chosen.connect(self.open)
        desk.bridge.changed.connect(self._changed)

    # -- the shell asks --------------------------------------------------------------------------------

    def actions(self) -> Any:
        return (self.table_button, self.print_button, self.new_button)

    def count_words(self) -> str:
        waiting = sum(one.election.state == PREPARED for one in self.views.values())
        return f"共 {len(self.views)} 次" + (f"，{waiting} 次在办" if waiting else "")

    def search_hint(self) -> str:
        return "选举名称、候选人"

    def on_search(self, words: str) -> None:
        self._words = words
        self._show_list()

    def on_shown(self, **args: object) -> None:
        """``uid=`` opens an election."""
        self._words = ""
        self.refresh()
        if args.get("uid"):
            self.open(str(args["uid"]))
        elif self.pane is None and self.list.lines():
            self.list.choose(self.list.lines()[0].uid)

    def on_print(self) -> bool:
        """The report of the election that lies open."""
        if self.pane is None:
            self.shell.show_notice("先点开一次选举，再打印它的报告单。", tone="due")
            return True
        self._preview("election_report", "选举结果报告单")
        return True

    # -- the list --------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read every election again."""
        self.views = {one.election.uid: one for one in elections_of(self.desk.ledger, load_strokes())}
        self._show_list()

    def _show_list(self) -> None:
        shown = [one for one in self.views.values() if self._fits(one)]
        counts: dict[object, int] = {ALL: len(self.views)}
        for state in (PREPARED, ANNOUNCED):
            counts[state] = sum(one.election.state == state for one in self.views.values())
        self.chips.set_counts(counts)
        current = self.pane.view.election.uid if self.pane is not None else ""
        self.list.show_lines([self._line(one) for one in shown], current)
        self.none.setVisible(not shown)
        self.headline_changed.emit()

    def _fits(self, view: ElectionView) -> bool:
        election, ledger = view.election, self.desk.ledger
        said = election.title + "".join(map(ledger.name, view.candidates))
        return (
            self.kind.value() in (ALL, election.kind)
            and self.chips.value() in (ALL, election.state)
            and self._words in said
        )

    def _line(self, view: ElectionView) -> Line:
        election = view.election
        day = election_day(election, self.desk.ledger) if election.meeting or election.reported_on else None
        when = f"{day.year}年{day.month}月{day.day}日" if day else "还没有定大会"
        note = f"{when}　{election.kind}"
        tone = tone_of_state(self._register, election.state)
        return Line(election.uid, election.title, note, election.state, tone, _aside(view))

    # -- opening and writing ---------------------------------------------------------------------------

    def open(self, uid: str) -> None:
        """Open an election at the right."""
        view = self.views.get(uid)
        if view is None:
            self.shell.show_notice("这次选举已经不在了。", tone="due")
            return
        if self.pane is not None and self.pane.view.election.uid == uid:
            return
        pane = ElectionPane(self.desk, self.runner, self.steps, view)
        pane.print_button.clicked.connect(lambda: self._preview("election_report", "选举结果报告单"))
        pane.ballots_asked.connect(lambda: self._preview("ballot", "选票"))
        pane.setMinimumWidth(self.theme.unit(430))
        pane.tabs.setCurrentIndex(_first_tab(view))
        self.put_up(pane, uid)

    def begin(self) -> None:
        """Ask for a new election; what was typed and not saved is still there."""
        if self.fresh is None:
            record = self._register.new(org=Roster.read(self.desk.ledger).branch)
            self.fresh = RecordDialog(
                self.desk, self._register, record, "新增选举", "保存这次选举", boxes=_NEW_BOXES,
                note="接着登记候选人、打印选票；大会开完来计票。", parent=self,
            )  # fmt: skip
            self.fresh.taken.connect(self._save_new)
        self.fresh.open()

    def _save_new(self, record: Any) -> None:
        dialog = self.fresh
        assert dialog is not None

        def done() -> None:
            dialog.accept()
            dialog.deleteLater()
            self.fresh = None
            self.kind.set_value(ALL)
            self.chips.choose(ALL)
            self.refresh()
            self.open(record.uid)

        self.runner.run("保存 新的选举", lambda action: action.save(record), done=done, failed=dialog.refused)

    def _preview(self, key: str, title: str) -> None:
        if self.pane is not None:
            args = {"uid": self.pane.view.election.uid}
            self.shell.go("preview", key=key, args=args, title=title, back="elections")

    def _changed(self, change: Change) -> None:
        if not change.registers() & OWN:
            return
        self.refresh()
        if self.pane is None:
            return
        view = self.views.get(self.pane.view.election.uid)
        if view is None:
            self.put_away()
        else:
            self.pane.show_view(view)


def _aside(view: ElectionView) -> str:
    if not view.rounds:
        return "还没有投票"
    return f"还缺 {view.open_seats} 人" if view.open_seats else f"当选 {len(view.elected)} 人"


def _first_tab(view: ElectionView) -> int:
    """Where the work of an election stands."""
    if view.election.state == ANNOUNCED or (view.rounds and not view.open_seats):
        return RESULT
    if view.rounds:
        return COUNTING
    return CANDIDATES if view.candidates or not view.excluded else PEOPLE
