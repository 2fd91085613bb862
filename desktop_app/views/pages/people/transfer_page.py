"""组织关系转接: the transfers by where they stand, and beside the list the one that is opened.

A branch asks and prints its request; only an office with the right makes out the letter of three parts.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from desktop_app.base.errors import UserError
from desktop_app.duties.basics.deadline import Standing
from desktop_app.duties.people.letters import Letter, fresh_letter, letter_presets, letters_of
from desktop_app.registers.people.org_transfers import (
    IN,
    LEAVING,
    ONLINE,
    OUT,
    RECEIVED,
    UNDER_WAY,
    VOID,
    WHOLE_IN,
    WHOLE_OUT,
    OrgTransfer,
)
from desktop_app.registers.people.orgs import issues_letters
from desktop_app.views.page_parts.filters import ALL
from desktop_app.views.page_parts.line_list import Line
from desktop_app.views.page_parts.pane_page import NewRecord, PanePage
from desktop_app.views.page_parts.record_dialog import RecordDialog
from desktop_app.views.pages.people.transfer_pane import TONES, TransferPane
from desktop_app.views.table.tones import tone_of_state

GOING, LATE = "在办", "逾期"
STATES = ((GOING, "在办"), (LATE, "逾期的"), (RECEIVED, "已接收"), (VOID, "作废的"), (ALL, "全部"))
_NEW_BOXES = (
    "direction", "member", "reason", "way", "scope", "from_org", "to_org", "new_branch", "dues_paid_to",
    "member_phone", "issuer", "letter_no",
)  # fmt: skip


class TransferPage(PanePage[Letter, OrgTransfer]):
    """Every letter of the branch; the one chosen is worked on at the right."""

    pane: TransferPane | None

    register, heading, noun, measure = "org_transfer", "组织关系转接", "转接", "份"
    pane_class = TransferPane
    new = NewRecord(
        "新增一份转接",
        "保存这份转接",
        _NEW_BOXES,
        "选了党员，党费交至哪个月、联系电话会自己填上。保存后打印申请和信息表报基层党委；"
        "编号是基层党委编的，收到介绍信再填。",
    )
    hint = "姓名、编号、党组织"
    nothing = ("member-move", "点左边的一份转接，在这里办手续、看期限", "")
    paper, paper_words, table_in = "transfer_request", "它", "header"
    list_width = 300

    def add_filters(self) -> None:
        self.state = self.filters.add_box("状态", STATES, _in_state, argument="state")
        self.chips = self.filters.add_chips(
            [(ALL, "转出和转入"), *((way, way) for way in (OUT, IN, WHOLE_OUT, WHOLE_IN))],
            lambda letter, way: letter.transfer.direction == way,
        )

    def count_words(self) -> str:
        going = [one for one in self.items.values() if one.transfer.state in UNDER_WAY]
        late = sum(one.clock.state is Standing.OVERDUE for one in going)
        return f"在办 {len(going)} 份" + (f"，逾期 {late} 份" if late else "，没有逾期")

    # -- the list --------------------------------------------------------------------------------------

    def read(self) -> Iterable[Letter]:
        return letters_of(self.desk.ledger)

    def _name(self, letter: Letter) -> str:
        return self._register.show(letter.transfer, "member", self.desk.ledger.name)

    def said(self, item: Letter) -> str:
        one = item.transfer
        return f"{one.letter_no or ''} {one.from_org} {one.to_org} {one.new_branch or ''}"

    def named(self, item: Letter) -> Iterable[str]:
        return (self._name(item),)

    def line(self, item: Letter) -> Line:
        one = item.transfer
        tone = TONES[item.clock.state]
        aside = ""
        if one.state in UNDER_WAY and item.clock.valid_to is not None:
            aside = f"{item.clock.valid_to:%m-%d} 前有效"
        other = one.to_org if item.leaves else one.from_org
        number = f"第 {one.letter_no} 号" if one.letter_no else str(one.way or "")
        spoken = f"{self._name(item)}{one.direction}，{number}，{one.state}"
        return Line(
            one.uid,
            f"{self._name(item)}　{one.direction}",
            f"{number} · {other}",
            one.state,
            tone_of_state(self._register, one.state),
            aside,
            tone if tone in ("overdue", "due") else "",
            told=f"{spoken}。{item.clock.words}",
        )

    # -- writing and printing --------------------------------------------------------------------------

    def new_record(self, **known: object) -> OrgTransfer:
        """A letter with its number, begun with what is known of its member."""
        record = fresh_letter(self.desk.ledger)
        member = str(known.get("member") or "") or None
        for box, value in {**letter_presets(self.desk.ledger, member), **known}.items():
            setattr(record, box, value)
        return record

    def wire_new(self, dialog: RecordDialog) -> None:
        dialog.form.left.connect(lambda name: self._fill_in(dialog, name))

    def _fill_in(self, dialog: RecordDialog, name: str) -> None:
        """Fill what follows from the member or the direction into boxes that are still empty."""
        if name not in ("member", "direction"):
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

    def _ends(self, direction: str | None, editors: Any) -> dict[str, object]:
        """The own branch goes to the other end of the way when the direction turns."""
        if direction is None:
            return {}
        fresh = fresh_letter(self.desk.ledger, direction)
        here, there = ("from_org", "to_org") if direction in LEAVING else ("to_org", "from_org")
        home = getattr(fresh, here)
        if home and editors[there].value() == home:
            editors[there].set_value(None)
            if direction not in LEAVING:
                for box in ("letter_no", "issuer"):
                    editors[box].set_value(None)
        more = ("letter_no", "issuer", "new_branch")
        return {here: home, **{box: getattr(fresh, box) for box in more}}

    def new_title(self, record: OrgTransfer) -> str:
        return (
            f"保存{self._register.show(record, 'member', self.desk.ledger.name)}的组织关系{record.direction}"
        )

    def print_item(self, item: Letter) -> None:
        """The letter where the office may make it out; else the request or, online, the data sheet."""
        online = item.transfer.way == ONLINE
        key = "transfer_data" if online else "transfer_request"
        if issues_letters(self.desk.ledger) and not online and item.leaves:
            key = "transfer_letter"
        self.preview(key, self.paper_title(item), uid=item.transfer.uid)

    def paper_title(self, item: Letter) -> str:
        return f"{self._name(item)}{item.transfer.direction}"


def _in_state(letter: Letter, wanted: object) -> bool:
    state = letter.transfer.state
    if wanted == LATE:
        return letter.clock.state is Standing.OVERDUE
    return state in UNDER_WAY if wanted == GOING else bool(state == wanted)
