"""学时: each member's target of the year, what is done and missing, where it leads, the sessions behind."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.base.search_words import SearchWords
from desktop_app.base.strokes import load_strokes
from desktop_app.drawing.chart import Chart
from desktop_app.duties.study.hours import plain
from desktop_app.duties.study.hours_pictures import hours_pictures
from desktop_app.duties.study.hours_view import (
    BEHIND,
    DONE,
    EXEMPT,
    ON_PACE,
    HoursRow,
    HoursView,
    hours_view,
    sources_of,
)
from desktop_app.records.base import Record
from desktop_app.registers.study.study import StudyHours
from desktop_app.views.page_parts.action_runner import ActionRunner
from desktop_app.views.page_parts.chips import ChipRow
from desktop_app.views.page_parts.page_frame import PageFrame, page_column
from desktop_app.views.page_parts.picture_dialog import picture_button
from desktop_app.views.page_parts.places import place_of
from desktop_app.views.page_parts.plain_look import PlainLook
from desktop_app.views.page_parts.plain_rows import PlainLine, PlainTable
from desktop_app.views.page_parts.record_dialog import RecordDialog
from desktop_app.views.page_parts.two_columns import TwoColumns
from desktop_app.views.page_parts.year_box import YearBox
from desktop_app.views.page_table import page_of
from desktop_app.views.parts.buttons import LinkButton, PlainButton, PrimaryButton
from desktop_app.views.parts.labels import Words, faint
from desktop_app.views.parts.live_page import LivePage
from desktop_app.views.parts.row_menu import verbs_of

if TYPE_CHECKING:
    from desktop_app.desk import Desk
    from desktop_app.views.shell import Shell

ALL = "全部"
_TONES = {DONE: "done", ON_PACE: "going", BEHIND: "due", EXEMPT: "draft"}
_YEARS = 4


class HoursPage(LivePage):
    """The members at the left, the sessions behind the chosen one's hours at the right."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(desk, shell, "学时")
        self.runner = ActionRunner(desk, shell, self)
        self.view: HoursView | None = None
        self.row: HoursRow | None = None
        self.dialog: RecordDialog | None = None
        self._words = SearchWords("", self.desk.pinyin.keys)
        self.print_button = PlainButton(self.theme, "打印学时情况表", "print")
        self.print_button.clicked.connect(self.on_print)
        self.study_button = PrimaryButton(self.theme, "记一次学习", "add")
        self.study_button.clicked.connect(lambda: self.shell.go(page_of("study_session"), new=True))
        self._build()

    def _build(self) -> None:
        theme = self.theme
        whole = page_column(self, theme)
        self.year = YearBox(theme, self.refresh)
        states = (ALL, DONE, ON_PACE, BEHIND, EXEMPT)
        self.chips = ChipRow(theme, [(state, state) for state in states])
        self.chips.chosen.connect(lambda _state: self._list())
        table = LinkButton(theme, "打开表格", "table")
        table.clicked.connect(lambda: self.shell.go("register:study_hours"))
        strip = QHBoxLayout()
        strip.setSpacing(theme.unit(12))
        strip.addWidget(self.year)
        strip.addWidget(self.chips, 1)
        self.picture_button = picture_button(self.desk, self._picture, self.on_print, self)
        strip.addWidget(self.picture_button)
        strip.addWidget(table)
        whole.addLayout(strip)
        self.told = faint(theme, wrap=True)
        whole.addWidget(self.told)
        self.table = PlainTable(
            theme,
            ("姓名", "状态", "目标", "已学", "差额", "集中培训", "年底预计", "说明"),
            (80, 104, 58, 62, 58, 88, 116, 156),
            right=(2, 3, 4),
            spared=(5, 7, 4),
            empty=("clock", "没有这样的党员"),
            name="学时",
        )
        PlainLook(self.desk, self.table, "hours")
        self.table.chosen.connect(self._chosen)
        self.table.view.verbs = lambda: verbs_of(self.target_button, self.card_button)
        left = PageFrame("card")
        inside = QVBoxLayout(left)
        inside.setContentsMargins(1, 1, 1, theme.unit(6))
        inside.addWidget(self.table)
        left.setMinimumHeight(theme.unit(110))
        whole.addWidget(TwoColumns(theme, left, self._right(), (17, 8)), 1)

    def _right(self) -> QWidget:
        theme = self.theme
        card = PageFrame("card")
        card.setMinimumSize(theme.unit(300), theme.unit(200))
        column = QVBoxLayout(card)
        column.setContentsMargins(theme.unit(14), theme.unit(4), theme.unit(14), theme.unit(2))
        column.setSpacing(theme.unit(2))
        self.name = Words(theme, steps=1, bold=True)
        self.words = faint(theme, wrap=True)
        self.target_button = LinkButton(theme, "另定目标", "edit")
        self.target_button.clicked.connect(self.set_target)
        self.card_button = LinkButton(theme, "打开卡片", "member")
        self.card_button.clicked.connect(self._open_card)
        line = QHBoxLayout()
        line.addWidget(self.target_button)
        line.addWidget(self.card_button)
        line.addStretch(1)
        self.sources = PlainTable(
            theme,
            ("日期", "学时", "来自哪次学习"),
            (90, 56, 160),
            right=(1,),
            empty=("study", "今年还没有学时"),
            name="学时来自",
        )
        self.sources.setToolTip("双击打开那次学习")
        PlainLook(self.desk, self.sources, "hours_from")
        self.sources.opened.connect(lambda line: self._go(*line.key))
        column.addWidget(self.name)
        column.addWidget(self.words)
        column.addLayout(line)
        column.addWidget(self.sources, 1)
        return card

    # -- the shell asks --------------------------------------------------------------------------------

    def count_words(self) -> str:
        if self.view is None:
            return ""
        figures = {one.key: one for one in self.view.figures}
        return f"应学 {figures['asked'].value} 人，人均 {figures['mean'].value} 学时"

    def actions(self) -> Sequence[QWidget]:  # type: ignore[override]
        return (self.print_button, self.study_button)

    def search_hint(self) -> str:
        return "姓名"

    def on_search(self, words: str) -> None:
        self._words = SearchWords(words, self.desk.pinyin.keys)
        self._list()

    def on_shown(self, **args: object) -> None:
        """``member=`` chooses somebody, ``uid=`` the member of a target, ``year=`` another year."""
        self._words = SearchWords("", self.desk.pinyin.keys)
        self._offer_years()
        target = self.desk.ledger.get(StudyHours, str(args.get("uid") or ""))
        year = target.year if target is not None else args.get("year")
        if year:
            self.year.set_value(year)
        self.refresh()
        wanted = str(target.member if target is not None else args.get("member") or "")
        if wanted:
            self.chips.choose(ALL)
            self._list(wanted)

    def on_print(self) -> bool:
        args = {"year": self.year.year()}
        self.shell.go("preview", key="study_hours", args=args, title="学时情况表", back="hours")
        return True

    def _picture(self) -> Chart:
        assert self.view is not None
        return hours_pictures(self.view, Decimal(plain(self.desk.ledger.rule("study_hours_member"))))

    # -- showing ---------------------------------------------------------------------------------------

    def _offer_years(self) -> None:
        this = self.desk.ledger.today.year
        self.year.show_years(range(this, this - _YEARS, -1), this)

    def refresh(self) -> None:
        """Read the year again."""
        with self.fresh.reading():
            self._offer_years()
            ledger = self.desk.ledger
            self.view = hours_view(ledger, self.year.year(), load_strokes())
            member, committee = (
                plain(ledger.rule(key)) for key in ("study_hours_member", "study_hours_committee")
            )
            self.told.setText(
                f"党员每年 {member} 学时，书记和班子成员 {committee} 学时；"
                "年老体弱、患病、失能的不作硬性要求，送学上门。"
            )
            self._list(self.row.member if self.row is not None else "")

    def _list(self, wanted: str = "") -> None:
        assert self.view is not None
        fitting = [one for one in self.view.rows if self._words.fit("", (one.name,))]
        counts: dict[object, int] = {state: sum(one.state == state for one in fitting) for state in _TONES}
        counts[ALL] = len(fitting)
        self.chips.set_counts(counts)
        state = self.chips.value()
        shown = [one for one in fitting if state in (ALL, one.state)]
        self.table.show_lines([self._line(one) for one in shown])
        place = next((n for n, one in enumerate(shown) if one.member == wanted), 0)
        if shown:
            self.table.choose(place)
        self.headline_changed.emit()

    def _line(self, row: HoursRow) -> PlainLine:
        hours = row.hours
        asked = row.state != EXEMPT
        return PlainLine(
            (
                row.name,
                row.state,
                plain(hours.target) if asked else "—",
                plain(hours.done),
                plain(hours.deficit) if asked else "—",
                row.central_words,
                row.forecast_words,
                row.told,
            ),
            {1: _TONES[row.state]},
            row,
        )

    def _chosen(self, line: PlainLine | None) -> None:
        self.row = row = line.key if line is not None else None
        for button in (self.target_button, self.card_button):
            button.setVisible(row is not None)
        self.name.setText(row.name if row is not None else "")
        told = (row.hours.words, row.told) if row is not None else ()
        self.words.setText("，".join(filter(None, told)))
        found = sources_of(self.desk.ledger, row.hours) if row is not None else []
        self.sources.show_lines(
            [
                PlainLine(
                    (f"{one.day.month}月{one.day.day}日", one.hours, one.title), key=(one.register, one.uid)
                )
                for one in found
            ]
        )

    def _go(self, register: str, uid: str) -> None:
        page, args = place_of(self.desk.ledger, register, uid)
        self.shell.go(page, **args)

    def _open_card(self) -> None:
        if self.row is not None:
            self._go("member", self.row.member)

    # -- writing ---------------------------------------------------------------------------------------

    def set_target(self) -> None:
        """Ask for a target of this member's own, with the reason."""
        assert self.row is not None
        register = self.desk.ledger.catalogue["study_hours"]
        record: Record = self.row.target_row or register.new(
            member=self.row.member, year=self.year.year(), target=int(self.row.hours.target)
        )
        title = f"{self.row.name}{self.year.year()}年的学时目标"
        dialog = RecordDialog(
            self.desk, register, record, title, "改用这个目标", boxes=("target", "reason"),
            note="不作要求的填 0，写明原因。", parent=self,
            place=("hours", {"member": self.row.member, "year": self.year.year()}),
        )  # fmt: skip
        self.dialog = dialog
        dialog.taken.connect(
            lambda filled: self.runner.run(
                f"定 {title}", lambda action: action.save(filled), done=dialog.accept, failed=dialog.refused
            )
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
