"""谈心谈话: which pairs of the year have not talked yet, one step to write a talk down, and those held."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop_app.base.strokes import load_strokes
from desktop_app.duties.organization_life.talks import (
    AMONG_COMMITTEE,
    AMONG_MEMBERS,
    WITH_COMMITTEE,
    TalkBoard,
    talk_board,
    talk_years,
    talks_of,
)
from desktop_app.duties.summaries.page_reading import secretary_of
from desktop_app.storage.action import Change
from desktop_app.views.pages.organization_life.talk_pane import TalkPane
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

MISSING, HELD = "missing", "held"
OWN = frozenset(("talk", "member", "committee_member", "party_org", "rule"))
_BOXES = ("by_member", "with_member", "held_on", "place", "kind", "content", "signed")
_NOTE = "谈话内容只给书记、组织委员看，不进名单、不进月报，打印时单独一张。"
# Stands between the two members of a pair in the name of a line that is no record yet.
_PAIR = "+"


class TalkPage(PanePage):
    """The year's talks: what is missing by the three kinds, and what was held."""

    pane: TalkPane | None

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(desk, shell, "谈心谈话", "talk")
        self.board: TalkBoard | None = None
        self.talks: dict[str, Any] = {}
        self.fresh: RecordDialog | None = None
        theme = self.theme
        self.table_button = PlainButton(theme, "打开表格", "table")
        self.table_button.clicked.connect(lambda: self.shell.go("register:talk"))
        self.print_button = PlainButton(theme, "打印谈话记录", "print")
        self.print_button.clicked.connect(self.on_print)
        self.new_button = PrimaryButton(theme, "新增谈话", "add")
        self.new_button.clicked.connect(lambda: self.begin())
        self.year = ChoiceBox(theme)
        self.year.setAccessibleName("年度")
        self.year.activated.connect(lambda _at: self.refresh())
        self.chips = ChipRow(theme, [(MISSING, "还没谈的"), (HELD, "谈过的")])
        self.chips.chosen.connect(lambda _value: self._show_list())
        empty = EmptyState(theme, "talk", "点左边的一对，再点“记这次谈话”", hint="内容只给书记、组织委员看")
        above = self.lay_out(self.year, self.chips, "谈话", empty, least=320, shares=(8, 11))
        self.record_button = PlainButton(theme, "记这次谈话", "edit")
        self.record_button.clicked.connect(self.record_chosen)
        above.setContentsMargins(theme.unit(12), theme.unit(10), theme.unit(12), theme.unit(8))
        above.addWidget(self.record_button)
        self.list.chosen.connect(self.open)
        self.list.opened.connect(lambda _uid: self.record_chosen())
        desk.bridge.changed.connect(self._changed)

    # -- the shell asks --------------------------------------------------------------------------------

    def actions(self) -> Any:
        return (self.table_button, self.print_button, self.new_button)

    def count_words(self) -> str:
        missing = sum(number for _kind, number in self.board.missing) if self.board is not None else 0
        return f"谈了 {len(self.talks)} 次，" + (f"还差 {missing}" if missing else "都谈过了")

    def search_hint(self) -> str:
        return "姓名"

    def on_search(self, words: str) -> None:
        self._words = words
        self._show_list()

    def on_shown(self, **args: object) -> None:
        """``uid=`` opens a talk, of whatever year."""
        self._words = ""
        ledger = self.desk.ledger
        self.year.set_pairs([(one, f"{one}年") for one in talk_years(ledger)])
        talk = ledger.get(self._register.model, str(args["uid"])) if args.get("uid") else None
        if talk is not None:
            self.year.set_value(talk.held_on.year)  # type: ignore[attr-defined]
            self.chips.choose(HELD)
        self.refresh()
        if talk is not None:
            self.open(talk.uid)

    def on_print(self) -> bool:
        """The record of the talk that lies open."""
        if self.pane is None:
            self.shell.show_notice("先在“谈过的”里点开一次谈话，再打印它的记录。", tone="due")
            return True
        args = {"uid": self.pane.talk.uid}
        self.shell.go("preview", key="talk_record", args=args, title="谈心谈话记录", back="talks")
        return True

    # -- the list --------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the year again."""
        year = int(str(self.year.value() or self.desk.ledger.today.year))
        self.board = talk_board(self.desk.ledger, year)
        self.talks = {one.uid: one for one in talks_of(self.desk.ledger, year)}
        self._show_list()

    def _show_list(self) -> None:
        board = self.board
        assert board is not None
        missing = sum(number for _kind, number in board.missing)
        self.chips.set_counts({MISSING: missing, HELD: len(self.talks)})
        lines = self._missing(board) if self.chips.value() == MISSING else self._held()
        self.record_button.setVisible(self.chips.value() == MISSING)
        current = self.pane.talk.uid if self.pane is not None else ""
        self.list.show_lines(lines, current)
        self.none.setVisible(not lines)
        waiting = self.chips.value() == MISSING and not self._words
        self.none.setText(
            "这一年该谈的都谈过了。" if waiting else "没有这样的谈话。换一个筛选，或者点右上角“新增谈话”。"
        )
        self.headline_changed.emit()

    def _missing(self, board: TalkBoard) -> list[Line]:
        """Under each kind who is still to talk, by 姓氏笔画."""
        name, strokes = self.desk.ledger.name, load_strokes()

        def by_strokes(uids: tuple[str, ...]) -> list[str]:
            return sorted(uids, key=lambda uid: (strokes.sort_key(name(uid)), uid))

        secretary = secretary_of(self.desk.ledger) or ""
        groups = (
            (AMONG_COMMITTEE, [(f"{a}{_PAIR}{b}", f"{name(a)} 和 {name(b)}") for a, b in board.pairs]),
            (
                WITH_COMMITTEE,
                [(f"{secretary}{_PAIR}{uid}", name(uid)) for uid in by_strokes(board.with_committee)],
            ),
            (AMONG_MEMBERS, [(f"{_PAIR}{uid}", name(uid)) for uid in by_strokes(board.among)]),
        )
        notes = {
            AMONG_COMMITTEE: "每两名委员之间",
            WITH_COMMITTEE: "还没有委员同他谈过",
            AMONG_MEMBERS: "还没有同别的党员谈过",
        }
        lines: list[Line] = []
        for kind, people in groups:
            shown = [(uid, words) for uid, words in people if self._words in words]
            if shown:
                lines.append(Line("", kind, f"还差 {len(shown)}", head=True))
                lines += [Line(uid, words, notes[kind], "没谈", "due") for uid, words in shown]
        return lines

    def _held(self) -> list[Line]:
        name = self.desk.ledger.name
        lines = []
        for one in self.talks.values():
            title = f"{name(one.by_member)} 和 {name(one.with_member)}"
            if self._words in title:
                day = f"{one.held_on.month}月{one.held_on.day}日"
                place = f"　{one.place}" if one.place else ""
                signed = "已签字" if one.signed else ""
                lines.append(Line(one.uid, title, f"{day}{place}", one.kind, "plain", signed))
        return lines

    # -- opening and writing ---------------------------------------------------------------------------

    def open(self, uid: str) -> None:
        """Open a talk at the right; a pair that has not talked is only chosen."""
        talk = self.talks.get(uid)
        if talk is None:
            self.put_away()
            return
        if self.pane is not None and self.pane.talk.uid == uid:
            return
        pane = TalkPane(self.desk, self.runner, self.steps, talk)
        pane.print_button.clicked.connect(self.on_print)
        pane.setMinimumWidth(self.theme.unit(360))
        self.put_up(pane, uid)

    def record_chosen(self) -> None:
        """Write down a talk of the pair that is chosen; both are filled in already."""
        line = self.list.current()
        if line is None or _PAIR not in line.uid:
            self.shell.show_notice("先在左边点一对还没谈的人。", tone="due")
            return
        by_member, with_member = line.uid.split(_PAIR)
        self.begin(by_member, with_member)

    def begin(self, by_member: str = "", with_member: str = "") -> None:
        """Ask for a talk, its two people filled in where they are known."""
        record = self._register.new(
            by_member=by_member or None, with_member=with_member or None, held_on=self.desk.ledger.today
        )
        dialog = self.fresh = RecordDialog(
            self.desk, self._register, record, "记一次谈话", "保存这次谈话", boxes=_BOXES, note=_NOTE,
            parent=self,
        )  # fmt: skip
        names = f"{self.desk.ledger.name(with_member)}的谈话" if with_member else "谈话"
        dialog.taken.connect(
            lambda filled: self.runner.run(
                f"记 {names}", lambda action: action.save(filled), done=dialog.accept, failed=dialog.refused
            )
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _changed(self, change: Change) -> None:
        if not change.registers() & OWN:
            return
        self.refresh()
        if self.pane is None:
            return
        talk = self.talks.get(self.pane.talk.uid)
        if talk is None:
            self.put_away()
        else:
            self.pane.show_talk(talk)
