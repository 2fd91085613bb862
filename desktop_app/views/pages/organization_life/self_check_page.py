"""对照检查: the sheets of the body and the members by year; the one chosen is worked on at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop_app.base.strokes import load_strokes
from desktop_app.duties.organization_life.self_checks import Sheet, life_meeting_of, sheets
from desktop_app.registers.people.members import Member
from desktop_app.storage.action import Change
from desktop_app.views.pages.organization_life.self_check_pane import BEFORE, PROBLEMS, SelfCheckPane
from desktop_app.views.pages.page_parts.chips import ChipRow
from desktop_app.views.pages.page_parts.line_list import Line
from desktop_app.views.pages.page_parts.record_dialog import RecordDialog
from desktop_app.views.pages.page_parts.record_pane import PanePage
from desktop_app.views.parts.buttons import PlainButton, PrimaryButton
from desktop_app.views.parts.cards import EmptyState
from desktop_app.views.parts.choice_box import ChoiceBox

if TYPE_CHECKING:
    from desktop_app.desk import Desk
    from desktop_app.views.shell import Shell

ALL, BODY, PERSON = "", "班子", "党员"
OWN = frozenset(
    (
        "self_check", "self_check_problem", "self_check_measure", "self_check_criticism", "issue", "member",
        "meeting",
    )
)  # fmt: skip
_NEW_BOXES = ("subject", "year", "theme", "standards", "meeting")


class SelfCheckPage(PanePage):
    """Every sheet; the one chosen at the right with what was promised last time."""

    pane: SelfCheckPane | None

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(desk, shell, "对照检查", "self_check")
        self.sheets: dict[str, Sheet] = {}
        self.dialog: RecordDialog | None = None
        self.print_button = PlainButton(self.theme, "打印", "print")
        self.print_button.clicked.connect(self.on_print)
        self.new_button = PrimaryButton(self.theme, "新增对照检查", "add")
        self.new_button.clicked.connect(self.begin)
        theme = self.theme
        self.year = ChoiceBox(theme, [(ALL, "全部年度")])
        self.year.setAccessibleName("年度")
        self.year.activated.connect(lambda _at: self._show_list())
        self.chips = ChipRow(theme, ((ALL, "全部"), (BODY, "班子"), (PERSON, "党员")))
        self.chips.chosen.connect(lambda _value: self._show_list())
        empty = EmptyState(
            theme,
            "search",
            "点左边的一份对照检查，在这里查摆和整改",
            hint="先列出上次答应的事办到哪一步",
        )
        self.lay_out(self.year, self.chips, "对照检查", empty, least=310, shares=(8, 13))
        self.strip.addWidget(self.table_button)
        self.list.chosen.connect(self.open)
        desk.bridge.changed.connect(self._changed)

    # -- the shell asks --------------------------------------------------------------------------------

    def count_words(self) -> str:
        measures = [one for sheet in self.sheets.values() for one in sheet.measures]
        turned = sum(one.issue is not None for one in measures)
        return f"{len(self.sheets)} 份，措施 {len(measures)} 条，转入 {turned} 条"

    def search_hint(self) -> str:
        return "姓名、主题"

    def on_search(self, words: str) -> None:
        self._words = words
        self._show_list()

    def on_shown(self, **args: object) -> None:
        """``uid=`` opens a sheet."""
        self._words = ""
        uid = str(args.get("uid") or "")
        self.refresh()
        if uid:
            self.year.set_value(ALL)
            self.chips.choose(ALL)
            self._show_list()
            self.open(uid)
        elif self.pane is None and self.list.lines():
            self.list.choose(self.list.lines()[0].uid)

    def on_print(self) -> bool:
        if self.pane is None:
            self.shell.show_notice("先点左边的一份对照检查，再打印。", tone="due")
        else:
            self.print_sheet(self.pane.sheet.check.uid)
        return True

    def print_sheet(self, uid: str, voices: bool = False) -> None:
        """Show a sheet as it will be printed, with what others said where that is asked for."""
        name = self._register.heading(self.sheets[uid].check, self.desk.ledger.name)
        self.shell.go(
            "preview",
            key="self_check_sheet",
            args={"uid": uid, "voices": voices},
            title=name,
            back="self_checks",
        )

    # -- the list --------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read every sheet again."""
        self.sheets = {one.check.uid: one for one in sheets(self.desk.ledger)}
        years = sorted({one.check.year for one in self.sheets.values()}, reverse=True)
        chosen = self.year.value()
        self.year.set_pairs([(ALL, "全部年度"), *((year, f"{year}年") for year in years)])
        if chosen in years:
            self.year.set_value(chosen)
        self._show_list()
        self.headline_changed.emit()

    def _show_list(self) -> None:
        strokes = load_strokes()
        ledger, year, kind = self.desk.ledger, self.year.value(), self.chips.value()
        people = {one.check.subject for one in self.sheets.values() if self._is_person(one)}
        fitting = [
            one
            for one in self.sheets.values()
            if year in (ALL, one.check.year)
            and self._words in f"{ledger.name(one.check.subject)}{one.check.theme}"
        ]
        counts: dict[object, int] = {
            ALL: len(fitting),
            PERSON: sum(one.check.subject in people for one in fitting),
        }
        counts[BODY] = counts[ALL] - counts[PERSON]
        self.chips.set_counts(counts)
        shown = [one for one in fitting if kind in (ALL, PERSON if one.check.subject in people else BODY)]
        shown.sort(
            key=lambda one: (
                -(one.check.year or 0),
                one.check.subject in people,
                strokes.sort_key(ledger.name(one.check.subject)),
            )
        )
        current = self.pane.sheet.check.uid if self.pane is not None else ""
        self.list.show_lines([self._line(one) for one in shown], current)
        self.none.setVisible(not shown)

    def _is_person(self, sheet: Sheet) -> bool:
        return self.desk.ledger.get(Member, sheet.check.subject) is not None

    def _line(self, sheet: Sheet) -> Line:
        check = sheet.check
        turned = sum(one.issue is not None for one in sheet.measures)
        aside = f"措施 {len(sheet.measures)} 条，转入 {turned} 条" if sheet.measures else "还没有写措施"
        pill, tone = ("已完成", "done") if check.written_on else ("在写", "draft")
        name = self.desk.ledger.name(check.subject)
        return Line(check.uid, name, f"{check.year}年　{check.theme}", pill, tone, aside)

    # -- opening and writing ---------------------------------------------------------------------------

    def open(self, uid: str) -> None:
        """Open a sheet at the right."""
        sheet = self.sheets.get(uid)
        if sheet is None:
            self.shell.show_notice("这份对照检查已经不在了。", tone="due")
            return
        if self.pane is not None and self.pane.sheet.check.uid == uid:
            return
        pane = SelfCheckPane(self.desk, self.runner, self.steps, sheet)
        pane.print_button.clicked.connect(lambda: self.print_sheet(uid))
        pane.voice_print.clicked.connect(lambda: self.print_sheet(uid, voices=True))
        pane.setMinimumWidth(self.theme.unit(420))
        pane.tabs.setCurrentIndex(BEFORE if sheet.promised else PROBLEMS)
        self.put_up(pane, uid)

    def begin(self) -> None:
        """Ask for a new sheet; year, meeting and theme are those of the last one of the year."""
        if self.dialog is None:
            ledger = self.desk.ledger
            year = ledger.today.year
            last = next((one.check for one in self.sheets.values() if one.check.year == year), None)
            record = self._register.new(
                year=year,
                meeting=last.meeting if last is not None else life_meeting_of(ledger, year),
                theme=last.theme if last is not None else None,
                standards=last.standards if last is not None else None,
            )
            self.dialog = RecordDialog(
                self.desk, self._register, record, "新增对照检查", "保存这份对照检查", boxes=_NEW_BOXES,
                note="保存后先列出上次答应的事办到哪一步，再逐条查摆问题、写措施。", parent=self,
            )  # fmt: skip
            self.dialog.setMinimumWidth(self.theme.unit(720))
            self.dialog.taken.connect(self._save_new)
        self.dialog.open()

    def _save_new(self, record: Any) -> None:
        dialog = self.dialog
        assert dialog is not None

        def done() -> None:
            dialog.accept()
            dialog.deleteLater()
            self.dialog = None
            self.on_shown(uid=record.uid)

        self.runner.run(
            "保存 新的对照检查", lambda action: action.save(record), done=done, failed=dialog.refused
        )

    def _changed(self, change: Change) -> None:
        if not change.registers() & OWN:
            return
        self.refresh()
        if self.pane is None:
            return
        sheet = self.sheets.get(self.pane.sheet.check.uid)
        if sheet is None:
            self.put_away()
        else:
            self.pane.show_sheet(sheet)
