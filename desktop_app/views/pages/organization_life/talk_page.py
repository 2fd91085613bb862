"""谈心谈话: which pairs of the year have not talked yet, one step to write a talk down, and those held."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from desktop_app.base.strokes import load_strokes
from desktop_app.duties.organization_life.talks import (
    AMONG_COMMITTEE,
    AMONG_MEMBERS,
    WITH_COMMITTEE,
    talk_board,
    talk_years,
    talks_of,
)
from desktop_app.duties.summaries.page_reading import secretary_of
from desktop_app.registers.organization_life.talks import Talk
from desktop_app.views.page_parts.filters import Pairs
from desktop_app.views.page_parts.line_list import Line
from desktop_app.views.page_parts.pane_page import NewRecord, PanePage
from desktop_app.views.pages.organization_life.talk_pane import TalkPane
from desktop_app.views.parts.buttons import PlainButton

MISSING, HELD = "missing", "held"
# Stands between the two members of a pair in the name of a line that is no record yet.
_PAIR = "+"


class TalkPage(PanePage[Talk, Talk]):
    """The year's talks: what is missing by the three kinds, and what was held."""

    pane: TalkPane | None

    register, heading, noun, measure = "talk", "谈心谈话", "谈话", "次"
    pane_class = TalkPane
    new = NewRecord(
        "新增谈话",
        "保存这次谈话",
        ("by_member", "with_member", "held_on", "place", "kind", "content", "signed"),
        "谈话内容只给书记、组织委员看，不进名单、不进月报，打印时单独一张。",
        heading="记一次谈话",
        width=0,
    )
    hint = "姓名"
    nothing = ("talk", "点左边的一对，再点“记这次谈话”", "内容只给书记、组织委员看")
    paper, paper_words, print_words, table_in = "talk_record", "它的记录", "打印谈话记录", "header"
    list_width, shares, opens_first = 320, (8, 11), False

    def add_filters(self) -> None:
        unit = self.theme.unit
        self.year = self.filters.add_box(
            "年度",
            self._years,
            lambda talk, year: talk.held_on.year == year,
            narrows_reading=True,
            holding=lambda talk: talk.held_on.year,
        )
        self.chips = self.filters.add_chips(
            [(MISSING, "还没谈的"), (HELD, "谈过的")],
            lambda _talk, value: value == HELD,
            holding=lambda _talk: HELD,
        )
        self.record_button = PlainButton(self.theme, "记这次谈话", "edit")
        self.record_button.clicked.connect(lambda: self.record_chosen())
        self.above.setContentsMargins(unit(12), unit(10), unit(12), unit(8))
        self.above.addWidget(self.record_button)

    def _years(self) -> Pairs:
        return [(one, f"{one}年") for one in talk_years(self.desk.ledger)]

    def count_words(self) -> str:
        return f"谈了 {len(self.items)} 次，" + (f"还差 {self._lacking}" if self._lacking else "都谈过了")

    # -- the list --------------------------------------------------------------------------------------

    def read(self) -> Iterable[Talk]:
        year = int(str(self.year.value() or self.desk.ledger.today.year))
        self.board = talk_board(self.desk.ledger, year)
        self._lacking = sum(number for _kind, number in self.board.missing)
        return talks_of(self.desk.ledger, year)

    def lines(self, shown: Sequence[Talk]) -> list[Line]:
        missing = self.chips.value() == MISSING
        self.chips.set_counts({MISSING: self._lacking, HELD: len(self.items)})
        self.record_button.setVisible(missing)
        return self._missing() if missing else super().lines(shown)

    def none_words(self) -> str:
        waiting = self.chips.value() == MISSING and not self.words
        return "这一年该谈的都谈过了。" if waiting else super().none_words()

    def _missing(self) -> list[Line]:
        """Under each kind who is still to talk, by 姓氏笔画."""
        board, name, strokes = self.board, self.desk.ledger.name, load_strokes()

        def by_strokes(uids: Iterable[str]) -> list[str]:
            return sorted(uids, key=lambda uid: (strokes.sort_key(name(uid)), uid))

        secretary = secretary_of(self.desk.ledger) or ""
        groups: tuple[tuple[str, str, list[tuple[str, str]]], ...] = (
            (AMONG_COMMITTEE, "每两名委员之间", list(board.pairs)),
            (
                WITH_COMMITTEE,
                "还没有委员同他谈过",
                [(secretary, uid) for uid in by_strokes(board.with_committee)],
            ),
            (AMONG_MEMBERS, "还没有同别的党员谈过", [("", uid) for uid in by_strokes(board.among)]),
        )
        lines: list[Line] = []
        for kind, note, pairs in groups:
            both = kind == AMONG_COMMITTEE
            rows = [
                Line(f"{a}{_PAIR}{b}", f"{name(a)} 和 {name(b)}" if both else name(b), note, "没谈", "due")
                for a, b in pairs
                if self.words.fit("", (name(a), name(b)) if both else (name(b),))
            ]
            if rows:
                lines += [Line("", kind, f"还差 {len(rows)}", head=True), *rows]
        return lines

    def said(self, item: Talk) -> str:
        return ""

    def named(self, item: Talk) -> Iterable[str]:
        return map(self.desk.ledger.name, (item.by_member, item.with_member))

    def line(self, item: Talk) -> Line:
        name, day = self.desk.ledger.name, item.held_on
        title = f"{name(item.by_member)} 和 {name(item.with_member)}"
        place = f"　{item.place}" if item.place else ""
        signed = "已签字" if item.signed else ""
        return Line(item.uid, title, f"{day.month}月{day.day}日{place}", item.kind, "plain", signed)

    # -- opening and writing ---------------------------------------------------------------------------

    def open(self, uid: str) -> None:
        """Open a talk at the right; a pair that has not talked is only chosen."""
        if _PAIR in uid:
            self.put_away()
        else:
            super().open(uid)

    def enter(self, uid: str) -> None:
        if _PAIR in uid:
            self.record_chosen()
        else:
            super().enter(uid)

    def record_chosen(self) -> None:
        """Write down a talk of the pair that is chosen; both are filled in already."""
        line = self.list.current()
        if line is None or _PAIR not in line.uid:
            self.shell.show_notice("先在左边点一对还没谈的人。", tone="due")
            return
        by_member, with_member = line.uid.split(_PAIR)
        self.begin(by_member=by_member or None, with_member=with_member or None)

    def new_record(self, **known: object) -> Talk:
        return super().new_record(**{"held_on": self.desk.ledger.today} | known)

    def new_title(self, record: Talk) -> str:
        return f"记 {self.desk.ledger.name(record.with_member)}的谈话"

    def show_new(self, record: Talk) -> None:
        """The list of those who have not talked stays: the next talk is written down from there."""

    def paper_title(self, item: Talk) -> str:
        return "谈心谈话记录"
