"""组织关系转接: the letters by where they stand, and beside the list the one that is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop_app.base.errors import UserError
from desktop_app.duties.basics.deadline import Standing
from desktop_app.duties.people.letters import Letter, fresh_letter, letter_presets, letters_of
from desktop_app.registers.people.org_transfers import (
    IN,
    LEAVING,
    OUT,
    RECEIVED,
    UNDER_WAY,
    VOID,
    WHOLE_IN,
    WHOLE_OUT,
)
from desktop_app.storage.action import Change
from desktop_app.views.pages.page_parts.chips import ChipRow
from desktop_app.views.pages.page_parts.line_list import Line
from desktop_app.views.pages.page_parts.record_dialog import RecordDialog
from desktop_app.views.pages.page_parts.record_pane import PanePage
from desktop_app.views.pages.people.transfer_pane import TONES, TransferPane
from desktop_app.views.parts.buttons import PlainButton, PrimaryButton
from desktop_app.views.parts.cards import EmptyState
from desktop_app.views.parts.choice_box import ChoiceBox
from desktop_app.views.table.tones import tone_of_state

if TYPE_CHECKING:
    from desktop_app.desk import Desk
    from desktop_app.views.shell import Shell

ALL, GOING, LATE = "", "在办", "逾期"
STATES = ((GOING, "在办"), (LATE, "逾期的"), (RECEIVED, "已接收"), (VOID, "作废的"), (ALL, "全部"))
OWN = frozenset(("org_transfer", "member", "rule"))
_NEW_BOXES = (
    "direction", "member", "letter_no", "from_org", "to_org", "dues_paid_to", "valid_days", "reason",
    "member_phone", "origin_address", "origin_phone", "origin_postcode",
)  # fmt: skip


class TransferPage(PanePage):
    """Every letter of the branch; the one chosen is worked on at the right."""

    pane: TransferPane | None

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(desk, shell, "组织关系转接", "org_transfer")
        self.letters: dict[str, Letter] = {}
        self.fresh: RecordDialog | None = None
        self.table_button = PlainButton(self.theme, "打开表格", "table")
        self.table_button.clicked.connect(lambda: self.shell.go("register:org_transfer"))
        self.new_button = PrimaryButton(self.theme, "开一份介绍信", "add")
        self.new_button.clicked.connect(lambda: self.begin())
        self._build()
        desk.bridge.changed.connect(self._changed)

    def _build(self) -> None:
        theme = self.theme
        self.state = ChoiceBox(theme, STATES)
        self.state.setAccessibleName("状态")
        self.state.activated.connect(lambda _at: self._show_list())
        ways = (OUT, IN, WHOLE_OUT, WHOLE_IN)
        self.chips = ChipRow(theme, [(ALL, "转出和转入"), *((way, way) for way in ways)])
        self.chips.chosen.connect(lambda _value: self._show_list())
        empty = EmptyState(theme, "member-move", "点左边的一份介绍信，在这里办转接、看期限")
        self.lay_out(self.state, self.chips, "介绍信", empty, least=300, shares=(8, 13))
        self.none.setText("没有这样的介绍信。换一个筛选，或者点右上角“开一份介绍信”。")
        self.list.chosen.connect(self.open)

    # -- the shell asks --------------------------------------------------------------------------------

    def actions(self) -> Any:
        return (self.table_button, self.new_button)

    def count_words(self) -> str:
        going = [one for one in self.letters.values() if one.transfer.state in UNDER_WAY]
        late = sum(one.clock.state is Standing.OVERDUE for one in going)
        return f"在办 {len(going)} 份" + (f"，逾期 {late} 份" if late else "，没有逾期")

    def search_hint(self) -> str:
        return "姓名、编号、党组织"

    def on_search(self, words: str) -> None:
        self._words = words
        self._show_list()

    def on_shown(self, **args: object) -> None:
        """``uid=`` opens a letter, ``member=`` begins one for a member, ``new=True`` a blank one."""
        self._words = ""
        self.refresh()
        uid = str(args.get("uid") or "")
        if uid:
            if uid in self.letters and uid not in {one.uid for one in self.list.lines()}:
                self.state.set_value(ALL)
                self.chips.choose(ALL)
                self._show_list()
            self.open(uid)
        elif args.get("member") or args.get("new"):
            self.begin(str(args.get("member") or "") or None)
        elif self.pane is None and self.list.lines():
            self.list.choose(self.list.lines()[0].uid)

    def on_print(self) -> bool:
        """The letter that is open, in its three parts."""
        if self.pane is None:
            self.shell.show_notice("先点左边的一份介绍信，再打印它。", tone="due")
            return True
        one = self.pane.letter.transfer
        title = f"介绍信第 {one.letter_no} 号"
        self.shell.go("preview", key="transfer_letter", args={"uid": one.uid}, title=title, back="transfers")
        return True

    # -- the list --------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read every letter again."""
        self.letters = {one.transfer.uid: one for one in letters_of(self.desk.ledger)}
        self._show_list()

    def _show_list(self) -> None:
        fitting = [one for one in self.letters.values() if self._fits_state(one) and self._fits_words(one)]
        counts: dict[object, int] = {ALL: len(fitting)}
        for way in (OUT, IN, WHOLE_OUT, WHOLE_IN):
            counts[way] = sum(one.transfer.direction == way for one in fitting)
        self.chips.set_counts(counts)
        wanted = self.chips.value()
        shown = [one for one in fitting if wanted in (ALL, one.transfer.direction)]
        current = self.pane.letter.transfer.uid if self.pane is not None else ""
        self.list.show_lines([self._line(one) for one in shown], current)
        self.none.setVisible(not shown)
        self.headline_changed.emit()

    def _fits_state(self, letter: Letter) -> bool:
        wanted, state = self.state.value(), letter.transfer.state
        if wanted == LATE:
            return letter.clock.state is Standing.OVERDUE
        return state in UNDER_WAY if wanted == GOING else wanted in (ALL, state)

    def _fits_words(self, letter: Letter) -> bool:
        one = letter.transfer
        return self._words in f"{self._name(letter)}{one.letter_no}{one.from_org}{one.to_org}"

    def _name(self, letter: Letter) -> str:
        return self._register.show(letter.transfer, "member", self.desk.ledger.name)

    def _line(self, letter: Letter) -> Line:
        one = letter.transfer
        tone = TONES[letter.clock.state]
        aside = ""
        if one.state in UNDER_WAY and letter.clock.valid_to is not None:
            aside = f"{letter.clock.valid_to:%m-%d} 前有效"
        other = one.to_org if letter.leaves else one.from_org
        spoken = f"{self._name(letter)}{one.direction}，第 {one.letter_no} 号，{one.state}"
        return Line(
            one.uid,
            f"{self._name(letter)}　{one.direction}",
            f"第 {one.letter_no} 号 · {other}",
            one.state,
            tone_of_state(self._register, one.state),
            aside,
            tone if tone in ("overdue", "due") else "",
            told=f"{spoken}。{letter.clock.words}",
        )

    # -- opening and writing ---------------------------------------------------------------------------

    def open(self, uid: str) -> None:
        """Open a letter at the right."""
        letter = self.letters.get(uid)
        if letter is None:
            self.shell.show_notice("这份介绍信已经不在了。", tone="due")
            return
        if self.pane is not None and self.pane.letter.transfer.uid == uid:
            return
        pane = TransferPane(self.desk, self.runner, self.steps, letter)
        pane.print_button.clicked.connect(self.on_print)
        pane.setMinimumWidth(self.theme.unit(420))
        self.put_up(pane, uid)

    def begin(self, member: str | None = None) -> None:
        """Ask for a new letter, begun with what is known; what was typed and not saved is still there."""
        if self.fresh is None:
            record = fresh_letter(self.desk.ledger)
            record.member = member
            for box, value in letter_presets(self.desk.ledger, member).items():
                setattr(record, box, value)
            self.fresh = RecordDialog(
                self.desk, self._register, record, "开一份介绍信", "保存这份介绍信", boxes=_NEW_BOXES,
                note="选了党员，党费交至哪个月、联系电话会自己填上。保存后打印、盖章，再点“介绍信已开具”。",
                parent=self,
            )  # fmt: skip
            self.fresh.setMinimumWidth(self.theme.unit(720))
            self.fresh.taken.connect(self._save_new)
            self.fresh.form.left.connect(self._left)
        elif member:
            self.fresh.form.editors["member"].set_value(member)
            self._left("member")
        self.fresh.open()

    def _left(self, name: str) -> None:
        """Fill what follows from the member or the direction into boxes that are still empty."""
        dialog = self.fresh
        if dialog is None or name not in ("member", "direction"):
            return
        editors = dialog.form.editors
        try:
            value = editors[name].value()
        except UserError:
            return
        if name == "member":
            known = letter_presets(self.desk.ledger, value)
        else:
            known = self._ends(value, editors)
        for box, preset in known.items():
            if not dialog.form.is_filled(box):
                editors[box].set_value(preset)

    def _ends(self, direction: str | None, editors: Any) -> dict[str, Any]:
        """The own branch goes to the other end of the way when the direction turns."""
        if direction is None:
            return {}
        fresh = fresh_letter(self.desk.ledger, direction)
        here, there = ("from_org", "to_org") if direction in LEAVING else ("to_org", "from_org")
        home = getattr(fresh, here)
        if home and editors[there].value() == home:
            editors[there].set_value(None)
            if direction not in LEAVING:
                for box in ("letter_no", "origin_phone"):
                    editors[box].set_value(None)
        return {here: home, "letter_no": fresh.letter_no, "origin_phone": fresh.origin_phone}

    def _save_new(self, record: Any) -> None:
        dialog = self.fresh
        assert dialog is not None

        def done() -> None:
            dialog.accept()
            dialog.deleteLater()
            self.fresh = None
            self.state.set_value(GOING)
            self.chips.choose(ALL)
            self.refresh()
            self.open(record.uid)

        title = f"保存 第 {record.letter_no} 号介绍信"
        self.runner.run(title, lambda action: action.save(record), done=done, failed=dialog.refused)

    def _changed(self, change: Change) -> None:
        if not change.registers() & OWN:
            return
        self.refresh()
        if self.pane is None:
            return
        letter = self.letters.get(self.pane.letter.transfer.uid)
        if letter is None:
            self.put_away()
        else:
            self.pane.show_letter(letter)
