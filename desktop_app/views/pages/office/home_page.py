"""工作台: what this month asks for, what was entered last, what is missing, and whether it is backed up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from desktop_app.base.errors import UserError
from desktop_app.base.periods import echo
from desktop_app.duties.basics.deadline import Standing
from desktop_app.views.form.role_gate import gate, why_not_write
from desktop_app.views.page_parts.chips import Chip
from desktop_app.views.page_parts.places import Place, place_of
from desktop_app.views.page_parts.second_place import FindPlaces, SecondPlaceOffer, found_places
from desktop_app.views.page_parts.two_columns import TwoColumns
from desktop_app.views.page_parts.unfinished import unfinished
from desktop_app.views.pages.office.glance_dialog import GlanceDialog
from desktop_app.views.pages.office.home_data import HomeData, place_of_duty, place_of_gap
from desktop_app.views.pages.office.home_grid import YearGrid
from desktop_app.views.pages.office.home_rows import DutyRow, LinkLine
from desktop_app.views.pages.office.unfinished_card import UnfinishedCard
from desktop_app.views.pages.office.window_facts import hear_of_backups
from desktop_app.views.parts.buttons import LinkButton, PlainButton, PrimaryButton
from desktop_app.views.parts.cards import Card, StatCard
from desktop_app.views.parts.labels import faint
from desktop_app.views.parts.live_page import LivePage
from desktop_app.views.parts.status import LightDot
from desktop_app.views.parts.why_not import allow
from desktop_app.views.shell import Shell

if TYPE_CHECKING:
    from desktop_app.desk import Desk
    from desktop_app.duties.basics.duty import Duty
    from desktop_app.duties.organization_life.meeting_calendar import CalendarCell, GridRow
    from desktop_app.storage.backup import Light
    from desktop_app.storage.latest import Deed

_LEAST_ROWS, _ROW_UNITS, _FRAME_UNITS = 8, 56, 102
_GAPS_SHOWN = 4
_ALL = "全部"
_BY_URGENCY = (Standing.OVERDUE, Standing.NEAR, Standing.OPEN, Standing.DONE)


class HomePage(LivePage):
    """The first page of every day, in the order of the month; ``find_places`` looks for second places."""

    def __init__(self, desk: Desk, shell: Shell, find_places: FindPlaces = found_places) -> None:
        super().__init__(desk, shell, "工作台")
        self.data: HomeData | None = None
        self.second_place = SecondPlaceOffer(desk, find_places)
        self._backing_up = False
        self._state = _ALL
        self._whole = False
        self.meeting_button = PrimaryButton(self.theme, "记一次会议", "add")
        self.meeting_button.clicked.connect(lambda: self.shell.go("meeting", kind="支部委员会会议"))
        gate(why_not_write(desk.ledger, desk.ledger.catalogue["meeting"]), self.meeting_button)
        self._build_cards()
        self._lay_out()
        hear_of_backups(desk, self, self.fresh)

    # -- what the shell asks -------------------------------------------------------------------------

    def count_words(self) -> str:
        return echo(self.desk.ledger.today)

    def actions(self) -> Sequence[QWidget]:  # type: ignore[override]
        return (self.meeting_button,)

    def on_shown(self, **args: object) -> None:
        """What was begun and not saved is looked at each time: keeping a draft changes no record."""
        ledger = self.desk.ledger
        self.desk.bridge.run(lambda: unfinished(ledger), done=self.drafts_card.show_drafts)
        self.second_place.look()

    def search_hint(self) -> str:
        return "姓名、拼音首字母、标题、内容"

    def on_search(self, words: str) -> None:
        if words:
            self.shell.go("search", words=words)

    # -- building ------------------------------------------------------------------------------------

    def _build_cards(self) -> None:
        theme = self.theme
        made = {
            "members": ("党员", "members", "going", "register:member"),
            "meetings": ("本月组织生活", "meeting", "due", "meeting"),
            "hours": ("今年人均学时", "study", "overdue", "hours"),
            "issues": ("在办整改", "issue", "done", "issues"),
        }
        self.cards: dict[str, StatCard] = {}
        for key, (title, icon, tone, page) in made.items():
            card = StatCard(theme, title, "…", "", "正在读取", icon, tone)
            card.clicked.connect(partial(self._look_behind, key, page))
            self.cards[key] = card
        self.drafts_card = UnfinishedCard(theme)
        self.drafts_card.asked.connect(lambda key, args: self.shell.go(key, **args))
        self.duties_card = Card(theme, "本月要做")
        self.backup_card = Card(theme, "备份与月报")
        self.gaps_card = Card(theme, "缺什么")
        self.deeds_card = Card(theme, "最近录入")
        self.grid_card = Card(theme, "三会一课全年一览", "点一格：打开那次会议，或者补记一次")
        calendar = LinkButton(theme, "打开年历", "calendar-clock")
        calendar.clicked.connect(lambda: self.shell.go("calendar"))
        assert self.grid_card.header is not None
        self.grid_card.header.add(calendar)
        self.grid = YearGrid(theme)
        self.grid.chosen.connect(self._cell_chosen)
        self.grid_card.body.addWidget(self.grid)
        self.light = LightDot(theme, "正在查看备份", "off", wrap=True)
        self.backup_button = PlainButton(theme, "现在备份", "save")
        self.backup_button.clicked.connect(self.back_up)
        assert self.backup_card.header is not None
        self.backup_card.header.add(self.backup_button)
        self.backup_card.header.setMinimumHeight(theme.click_height)
        self.backup_card.body.addWidget(self.light)
        self.second_light = LightDot(theme, "", "off", wrap=True)
        self.second_light.hide()
        self.backup_card.body.addWidget(self.second_light)
        self.second_place.answered.connect(lambda words, tone: self.shell.show_notice(words, tone=tone))
        self.backup_card.body.addWidget(self.second_place)
        self._reports = self._lines_in(self.backup_card)
        self._gaps = self._lines_in(self.gaps_card)
        self.inspect_button = LinkButton(theme, "检查前自查", "search")
        self.inspect_button.clicked.connect(lambda: self.shell.go("inspection"))
        assert self.gaps_card.header is not None
        self.gaps_card.header.add(self.inspect_button)
        self.gaps_card.header.setMinimumHeight(theme.click_height)
        self._deeds = self._lines_in(self.deeds_card)
        self._chips = QHBoxLayout()
        self._chips.setSpacing(theme.unit(6))
        chips = QWidget()
        chips.setLayout(self._chips)
        self._chips.setContentsMargins(0, 0, 0, 0)
        assert self.duties_card.header is not None
        self.duties_card.header.add(chips)
        self._duties = self._lines_in(self.duties_card)
        self.duties_card.body.addStretch(1)

    def _look_behind(self, key: str, page: str) -> None:
        """The records a figure counts; the page itself where that lists them."""
        glance = getattr(self.data.overview, key) if self.data is not None else None
        if glance is None or not (glance.figure or glance.duties):
            self.shell.go(page)
            return
        title = self.cards[key].title.text()
        self.behind = GlanceDialog(self.desk, self.shell, title, glance, page, self)
        self.behind.open()

    def _lines_in(self, card: Card) -> QVBoxLayout:
        lines = QVBoxLayout()
        lines.setSpacing(0)
        card.body.addLayout(lines)
        return lines

    def _lay_out(self) -> None:
        unit = self.theme.unit
        column = QVBoxLayout(self)
        column.setContentsMargins(unit(20), unit(16), unit(20), unit(16))
        column.setSpacing(unit(12))
        figures = QHBoxLayout()
        figures.setSpacing(unit(12))
        for card in self.cards.values():
            figures.addWidget(card, 1)
        self._side = side = QVBoxLayout()
        side.setSpacing(unit(12))
        side.addWidget(self.backup_card)
        side.addWidget(self.gaps_card)
        side.addWidget(self.deeds_card)
        side.addStretch(1)
        column.addWidget(self.drafts_card)
        column.addLayout(figures)
        column.addWidget(TwoColumns(self.theme, self.duties_card, side, (19, 10), least=870))
        column.addWidget(self.grid_card)
        column.addStretch(1)

    # -- reading -------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read everything anew on the worker; what is in sight stays until it is there."""
        ledger, backup_store = self.desk.ledger, self.desk.backup_store

        def read() -> HomeData:
            # Loaded here, on the worker: the first window is painted without waiting for all the duties.
            from desktop_app.views.pages.office.home_reading import read_home

            return read_home(ledger, backup_store)

        self.fresh.run(read, done=self._show, failed=self._not_read)

    def _not_read(self, error: UserError) -> None:
        """What was never read says so; what stands from before stays."""
        if self.data is None:
            for card in self.cards.values():
                card.set_value("—", "", "没有读到")
            self.light.set_state("没有查到备份", "warn")
        self.desk.bridge.tell(error)

    def _show(self, data: HomeData) -> None:
        self.data = data
        figures = data.overview
        for key, glance in (
            ("members", figures.members),
            ("meetings", figures.meetings),
            ("hours", figures.hours),
            ("issues", figures.issues),
        ):
            self.cards[key].set_value(glance.value, glance.unit, glance.note)
        self._show_light(data)
        self._show_gaps(data)
        self._show_deeds(data.deeds)
        self._show_duties()
        self.grid.show_year(data.grid, data.month)
        self.headline_changed.emit()

    # -- 本月要做 --------------------------------------------------------------------------------------

    def duty_rows(self) -> list[DutyRow]:
        """The duties in sight, from top to bottom."""
        found = (self._duties.itemAt(at).widget() for at in range(self._duties.count()))
        return [row for row in found if isinstance(row, DutyRow)]

    def _show_duties(self) -> None:
        assert self.data is not None
        duties = self.data.duties
        found = Counter(one.state for one in duties)
        counted = {state.value: found[state] for state in _BY_URGENCY if found[state]}
        if self._state not in counted:
            self._state = _ALL
        _empty(self._chips)
        for word, n in {_ALL: len(duties), **counted}.items():
            chip = Chip(self.theme, word)
            chip.set_count(n)
            chip.setChecked(word == self._state)
            chip.clicked.connect(partial(self._choose_state, word))
            self._chips.addWidget(chip)
        wanted = [one for one in duties if self._state in (_ALL, one.state.value)]
        wanted.sort(key=lambda one: one.state is Standing.DONE)  # what is left to do first, each in due order
        most = self._rows_that_fit()
        shown = wanted if self._whole else wanted[:most]
        _empty(self._duties)
        for duty in shown:
            row = DutyRow(self.theme, duty)
            row.button.clicked.connect(partial(self._open_duty, duty))
            self._duties.addWidget(row)
        if not wanted:
            self._duties.addWidget(faint(self.theme, "这个月没有到期的事。"))
        if len(wanted) > most:
            words = "只看前几项" if self._whole else f"还有 {len(wanted) - len(shown)} 项，全部展开"
            more = LinkButton(self.theme, words, "up" if self._whole else "down")
            more.clicked.connect(self._toggle_whole)
            self._duties.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)

    def _rows_that_fit(self) -> int:
        """As many rows as make the list as tall as what stands beside it."""
        for lines in (self._reports, self._gaps, self._deeds):
            for at in range(lines.count()):
                lines.itemAt(at).widget().show()  # not shown yet it would count as nothing
        beside = self._side.sizeHint().height() - self.theme.unit(_FRAME_UNITS)
        return max(_LEAST_ROWS, beside // self.theme.unit(_ROW_UNITS))

    def _choose_state(self, word: str, _checked: bool = False) -> None:
        self._state, self._whole = word, False
        self._show_duties()

    def _toggle_whole(self) -> None:
        self._whole = not self._whole
        self._show_duties()

    def _open_duty(self, duty: Duty, _checked: bool = False) -> None:
        self._go(place_of_duty(self.desk.ledger, duty))

    # -- the side ------------------------------------------------------------------------------------

    def _show_light(self, data: HomeData) -> None:
        self._show_lights(data.lights)
        _empty(self._reports)
        for status in data.reports:
            line = LinkLine(self.theme, status.words, status.about)
            line.clicked.connect(partial(self._go, ("report", {"month": status.month})))
            self._reports.addWidget(line)
        if not data.reports:
            self._reports.addWidget(faint(self.theme, "还没有写过月报"))

    def _show_lights(self, lights: list[Light]) -> None:
        """The light of the backups and, where there is a second place, of that."""
        for dot, light in zip((self.light, self.second_light), lights, strict=False):
            dot.set_state(light.words, light.state)
        self.second_light.setVisible(len(lights) > 1)

    def back_up(self) -> None:
        """Back up now; the light answers."""
        if self._backing_up:
            return
        # Not greyed meanwhile: that would pass the cursor on, and the page would run after it.
        self._backing_up = True
        self.backup_button.setText("正在备份")
        backup_store = self.desk.backup_store

        def job() -> tuple[Any, Any]:
            return backup_store.make("手动备份"), backup_store.lights()

        self.desk.bridge.run(job, done=self._backed_up, failed=self._not_backed_up)

    def _backed_up(self, made: tuple[Any, Any]) -> None:
        backup, lights = made
        self._backup_over()
        self._show_lights(lights)
        trouble = self.desk.backup_store.second_trouble
        if trouble is not None:
            self.shell.show_notice(trouble.sentence(), tone="overdue")
            return
        self.shell.show_notice(f"已备份并核对：{backup.total} 条记录，在 {backup.path.parent}")

    def _not_backed_up(self, error: UserError) -> None:
        self._backup_over()
        self.shell.show_notice(error.sentence(), tone="overdue")

    def _backup_over(self) -> None:
        self._backing_up = False
        self.backup_button.setText("现在备份")

    def _show_gaps(self, data: HomeData) -> None:
        _empty(self._gaps)
        for gap in data.gaps[:_GAPS_SHOWN]:
            line = LinkLine(self.theme, gap.title, gap.words, "去补")
            line.clicked.connect(partial(self._go, place_of_gap(self.desk.ledger, gap)))
            self._gaps.addWidget(line)
        if len(data.gaps) > _GAPS_SHOWN:
            self._gaps.addWidget(
                faint(self.theme, f"还有 {len(data.gaps) - _GAPS_SHOWN} 处，点“检查前自查”看全部")
            )
        if not data.gaps:
            self._gaps.addWidget(faint(self.theme, "录入的内容都齐了；到期没办的，点“检查前自查”", wrap=True))

    def _show_deeds(self, deeds: list[Deed]) -> None:
        _empty(self._deeds)
        for deed in deeds:
            title = f"{deed.title}（已撤销）" if deed.undone else deed.title
            line = LinkLine(self.theme, title, "", f"{deed.at.month}月{deed.at.day}日 {deed.at:%H:%M}")
            allow(
                line,
                "已经撤销，没有可打开的" if deed.undone else "已经删除，在回收站里" if deed.removed else "",
            )
            line.clicked.connect(partial(self._open_deed, deed))
            self._deeds.addWidget(line)
        if not deeds:
            self._deeds.addWidget(faint(self.theme, "还没有录入。先导入花名册，或者记一次会议。", wrap=True))

    def _open_deed(self, deed: Deed) -> None:
        self._go(place_of(self.desk.ledger, deed.register, deed.uid))

    # -- going ---------------------------------------------------------------------------------------

    def _cell_chosen(self, row: GridRow, cell: CalendarCell) -> None:
        if cell.uids:
            self.shell.go("meeting", uid=cell.uids[-1])
            return
        group = {"org": row.group} if row.group else {}
        self.shell.go("meeting", kind=row.kind, month=cell.month, **group)

    def _go(self, place: Place) -> None:
        key, args = place
        self.shell.go(key, **args)


def _empty(layout: QLayout) -> None:
    """Take every widget out of a layout and let it go."""
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
