"""问题整改: the list by the four categories, and beside it the issue that is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop_app.duties.basics.bodies import Roster
from desktop_app.duties.rectification.issues import (
    IssueFile,
    issue_files,
    issue_standing,
    issue_words,
    look_back_due,
)
from desktop_app.duties.summaries.blocks import SHORT_CATEGORIES
from desktop_app.duties.summaries.page_reading import ended_rounds
from desktop_app.registers.rectification.issues import APPLIED, CLOSED, OPEN, WAITING
from desktop_app.storage.action import Change
from desktop_app.views.pages.page_parts.chips import ChipRow
from desktop_app.views.pages.page_parts.line_list import Line
from desktop_app.views.pages.page_parts.record_dialog import RecordDialog
from desktop_app.views.pages.page_parts.record_pane import PanePage
from desktop_app.views.pages.rectification.issue_pane import CONTENT, TONES, IssuePane, first_tab
from desktop_app.views.parts.buttons import PlainButton, PrimaryButton
from desktop_app.views.parts.cards import EmptyState
from desktop_app.views.parts.choice_box import ChoiceBox
from desktop_app.views.parts.notices import Banner
from desktop_app.views.table.tones import tone_of_state

if TYPE_CHECKING:
    from desktop_app.desk import Desk
    from desktop_app.views.shell import Shell

ALL, LATE, NOT_CLOSED, LOOK_BACK = "", "逾期", "在办", "待回头看"
STATES = (
    (NOT_CLOSED, "在办"), (ALL, "全部"), (LATE, "逾期"), (WAITING, WAITING), (OPEN, OPEN), (APPLIED, APPLIED),
    (CLOSED, CLOSED), (LOOK_BACK, LOOK_BACK),
)  # fmt: skip
OWN = frozenset(
    ("issue", "issue_measure", "issue_progress", "issue_round", "issue_extension", "member", "party_org")
)
_NEW_BOXES = (
    "source", "category", "description", "cause", "found_on", "goal", "mode", "due_on", "lead_officer",
    "duty_unit", "owner", "partners",
)  # fmt: skip


class IssuePage(PanePage):
    """Every issue of the branch; the one chosen is worked on at the right."""

    pane: IssuePane | None

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(desk, shell, "问题整改", "issue")
        self._tag = ""
        self.files: dict[str, IssueFile] = {}
        self.fresh: RecordDialog | None = None
        self.print_button = PlainButton(self.theme, "打印整改台账", "print")
        self.print_button.clicked.connect(self.on_print)
        self.new_button = PrimaryButton(self.theme, "新增问题", "add")
        self.new_button.clicked.connect(self.begin)
        self._build()
        desk.bridge.changed.connect(self._changed)

    def _build(self) -> None:
        theme = self.theme
        self.state = ChoiceBox(theme, STATES)
        self.state.setAccessibleName("状态")
        self.state.activated.connect(lambda _at: self._show_list())
        pairs: list[tuple[object, str]] = [(ALL, "四类全部")]
        pairs += [(category, words) for category, words in SHORT_CATEGORIES.items()]
        self.chips = ChipRow(theme, pairs)
        for category, words in SHORT_CATEGORIES.items():
            self.chips.chips[category].setToolTip(category)
            self.chips.chips[category].setAccessibleDescription(f"{words}：{category}")
        self.chips.chosen.connect(lambda _value: self._show_list())
        empty = EmptyState(theme, "issue", "点左边的一个问题，在这里整改和销号")
        above = self.lay_out(self.state, self.chips, "问题", empty, least=310, shares=(8, 13))
        self.alike = Banner(theme, "", "看全部")
        self.alike.pressed.connect(lambda: self._show_class(""))
        self.alike.hide()
        above.addWidget(self.alike)
        self.list.chosen.connect(self.open)

    # -- the shell asks --------------------------------------------------------------------------------

    def count_words(self) -> str:
        today = self.desk.ledger.today
        open_now = sum(one.issue.state != CLOSED for one in self.files.values())
        late = sum(one.overdue_on(today) for one in self.files.values())
        return f"在办 {open_now} 件" + (f"，其中逾期 {late} 件" if late else "，没有逾期")

    def search_hint(self) -> str:
        return "编号、内容、小类、责任人"

    def on_search(self, words: str) -> None:
        self._words = words
        self._show_list()

    def on_shown(self, **args: object) -> None:
        """``uid=`` opens an issue, ``category=``, ``state=`` or ``tag=`` (the class) chooses a filter."""
        self._words = ""
        self._tag = str(args.get("tag") or "")
        if self._tag:
            self.state.set_value(ALL)
            self.chips.choose(ALL)
        if args.get("category") in self.chips.chips:
            self.chips.choose(args["category"])
        if args.get("state"):
            self.state.set_value(args["state"])
        self.refresh()
        uid = str(args.get("uid") or "")
        if uid:
            if uid in self.files and uid not in {one.uid for one in self.list.lines()}:
                self.state.set_value(ALL)
                self.chips.choose(ALL)
                self._show_list()
            self.open(uid)
        elif self.pane is None and self.list.lines():
            self.list.choose(self.list.lines()[0].uid)

    def on_print(self) -> bool:
        """The ledger of what the filter shows."""
        uids = [one.uid for one in self.list.lines()]
        if not uids:
            self.shell.show_notice("筛选出来的问题是空的，没有可打印的。", tone="due")
            return True
        self.print_issues(uids)
        return True

    # -- the list --------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read every issue again."""
        self.files = {file.issue.uid: file for file in issue_files(self.desk.ledger)}
        self._show_list()

    def _show_list(self) -> None:
        today = self.desk.ledger.today
        fitting = [one for one in self.files.values() if self._fits_state(one) and self._fits_words(one)]
        counts: dict[object, int] = {ALL: len(fitting)}
        for category in SHORT_CATEGORIES:
            counts[category] = sum(one.issue.category == category for one in fitting)
        self.chips.set_counts(counts)
        wanted = self.chips.value()
        shown = [one for one in fitting if wanted in (ALL, one.issue.category)]
        shown.sort(key=lambda one: (one.issue.state == CLOSED, one.issue.due_on or today, one.issue.code))
        current = self.pane.file.issue.uid if self.pane is not None else ""
        self.list.show_lines([self._line(one) for one in shown], current)
        self.none.setVisible(not shown)
        self.alike.words.setText(f"只看同类「{self._tag}」{len(shown)} 件")
        self.alike.setVisible(bool(self._tag))
        self.headline_changed.emit()

    def _show_class(self, tag: str) -> None:
        self._tag = tag
        self._show_list()

    def _fits_state(self, file: IssueFile) -> bool:
        wanted, issue = self.state.value(), file.issue
        if wanted == NOT_CLOSED:
            return bool(issue.state != CLOSED)
        if wanted == LATE:
            return file.overdue_on(self.desk.ledger.today)
        if wanted == LOOK_BACK:
            return look_back_due(issue) is not None
        return wanted in (ALL, issue.state)

    def _fits_words(self, file: IssueFile) -> bool:
        issue = file.issue
        if self._tag and issue.tag != self._tag:
            return False
        owner = self.desk.ledger.name(issue.owner) if issue.owner else ""
        said = f"{issue.code}{issue.tag or ''}{issue.description}{owner}"
        return self._words.lower() in said.lower()

    def _line(self, file: IssueFile) -> Line:
        issue, ledger = file.issue, self.desk.ledger
        today, near = ledger.today, int(ledger.rule("issue_remind_before"))
        tone = TONES[issue_standing(issue, today, near)]
        owner = ledger.name(issue.owner) if issue.owner else ""
        note = f"{issue.code}　{SHORT_CATEGORIES[issue.category]}　{owner}"
        aside = issue_words(issue, today).removeprefix("长期坚持，")
        return Line(
            issue.uid, issue.description, note, issue.state, tone_of_state(self._register, issue.state),
            aside.removeprefix(f"{CLOSED} "), tone if tone in ("overdue", "due") else "",
        )  # fmt: skip

    # -- opening and writing ---------------------------------------------------------------------------

    def open(self, uid: str) -> None:
        """Open an issue at the right."""
        file = self.files.get(uid)
        if file is None:
            self.shell.show_notice("这个问题已经不在了。", tone="due")
            return
        if self.pane is not None and self.pane.file.issue.uid == uid:
            return
        pane = IssuePane(self.desk, self.runner, self.steps, file, ended_rounds(self.desk.ledger, uid))
        pane.print_button.clicked.connect(lambda: self.print_closing(uid))
        pane.setMinimumWidth(self.theme.unit(420))
        pane.tabs.setCurrentIndex(first_tab(file.issue))
        self.put_up(pane, uid)

    def begin(self) -> None:
        """Ask for a new issue; what was typed and not saved is still there."""
        if self.fresh is None:
            ledger = self.desk.ledger
            record = self._register.new(found_on=ledger.today, duty_unit=Roster.read(ledger).branch)
            self.fresh = RecordDialog(
                self.desk, self._register, record, "新增问题", "保存这个问题", boxes=_NEW_BOXES,
                note="保存后再逐条写整改措施。", parent=self,
            )  # fmt: skip
            self.fresh.setMinimumWidth(self.theme.unit(720))
            self.fresh.taken.connect(self._save_new)
        self.fresh.open()

    def _save_new(self, record: Any) -> None:
        dialog = self.fresh
        assert dialog is not None

        def done() -> None:
            dialog.accept()
            dialog.deleteLater()
            self.fresh = None
            self.state.set_value(NOT_CLOSED)
            self.chips.choose(ALL)
            self.refresh()
            self.open(record.uid)

        self.runner.run("保存 新的问题", lambda action: action.save(record), done=done, failed=dialog.refused)

    def print_closing(self, uid: str) -> None:
        """Show the closing sheet of one issue as it will be printed."""
        title = f"问题整改销号表　{self.files[uid].issue.code}"
        self.shell.go("preview", key="issue_closing", args={"uid": uid}, title=title, back="issues")

    def print_issues(self, uids: list[str]) -> None:
        """Show the rectification ledger of these issues as it will be printed."""
        args = {"uids": tuple(uids)}
        self.shell.go("preview", key="issue_ledger", args=args, title="整改台账", back="issues")

    def _changed(self, change: Change) -> None:
        if not change.registers() & OWN:
            return
        self.refresh()
        if self.pane is None:
            return
        uid = self.pane.file.issue.uid
        file = self.files.get(uid)
        if file is None:
            self.put_away()
            return
        before = self.pane.file.issue.state
        self.pane.show_file(file, ended_rounds(self.desk.ledger, uid))
        if file.issue.state != before and self.pane.tabs.currentIndex() != CONTENT:
            self.pane.tabs.setCurrentIndex(first_tab(file.issue))
