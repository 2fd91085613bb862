"""到会: everybody expected as a tile to tick off, the absent with their reasons, and whether enough came."""

from functools import partial
from typing import cast

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.registers.organization_life.meetings import Attendance
from desktop_app.registers.people.members import PROBATIONARY, Member, may_vote
from desktop_app.views.form.editors.typed import TypedEditor
from desktop_app.views.look.theme import Theme
from desktop_app.views.page_parts.meeting_sheet import Scrolled, hide_if
from desktop_app.views.pages.organization_life.meeting_open import OpenMeeting
from desktop_app.views.pages.organization_life.meeting_rows import labelled
from desktop_app.views.pages.organization_life.nobody_expected import nobody_expected
from desktop_app.views.parts.buttons import LinkButton
from desktop_app.views.parts.cards import EmptyState
from desktop_app.views.parts.flow import FlowLayout
from desktop_app.views.parts.hints import show_hint
from desktop_app.views.parts.labels import IconMark, SectionHeader, Words, faint
from desktop_app.views.parts.why_not import allow

_ROOMY_UNITS = 590
# Units of the window's height under which the rule's source is not spelt out.
_LOW = 560
REASONS = ("病假", "事假", "公出", "其他", "外出流动", "年老体弱")
# What people write for it, and the reason it is.
SPOKEN = {
    "出差": "公出",
    "开会": "公出",
    "值班": "公出",
    "培训": "公出",
    "生病": "病假",
    "住院": "病假",
    "看病": "病假",
    "打工": "外出流动",
    "务工": "外出流动",
    "家中有事": "事假",
    "请假": "事假",
}


def reason_for(words: str) -> str | None:
    """The reason that spoken words mean: 到县里出差 → 公出; None when they mean none of them."""
    return next((reason for said, reason in SPOKEN.items() if said in words), None)


class PersonTile(QCheckBox):
    """One person on the sheet: ticked is present; an absent one shows the reason in words."""

    def __init__(self, theme: Theme, name: str, tag: str, parent: QWidget) -> None:
        super().__init__(name, parent)
        self._theme, self.tag, self.absent_words = theme, tag, ""
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedHeight(theme.unit(40))
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def say(self, words: str) -> None:
        """Why the person is absent; '' for one who is there."""
        self.absent_words = words
        self.setAccessibleName(f"{self.text()} {words or '到会'}")
        self.setToolTip("　".join(part for part in (self.text(), self.tag, words) if part))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.unit(150), self._theme.unit(40))

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, colours = self._theme, self._theme.colours
        unit, here = theme.unit, self.isChecked()
        due = colours.tone("due")
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = colours.focus if self.hasFocus() else colours.line if here else due.ink
        ground = colours.hover if here and self.underMouse() and self.isEnabled() else colours.card
        painter.setPen(QPen(QColor(edge), 2 if self.hasFocus() else 1))
        painter.setBrush(QColor(ground if here else due.soft))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), unit(6), unit(6))
        size, middle = unit(20), self.height() / 2
        mark = "done" if here else "dismiss"
        ink = colours.tone("done").ink if here else due.ink
        theme.icons.paint(painter, unit(8), int(middle - size / 2), mark, ink, size, filled=here)
        left = unit(34)
        painter.setFont(theme.font())
        painter.setPen(QColor(colours.text if here else due.ink))
        room = QRectF(left, 0, self.width() - left - unit(8), self.height())
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.drawText(room, flags, self.text())
        words = self.tag if here else self.absent_words
        painter.setFont(theme.font(-1.5))
        painter.setPen(QColor(colours.text_faint if here else due.ink))
        used = theme.text_width(self.text()) + unit(6)
        rest = room.adjusted(used, 0, 0, 0)
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(rest.width()))
        painter.drawText(rest, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), shown)


class TileGrid(QWidget):
    """Tiles of one width in as many columns as fit."""

    def __init__(self, theme: Theme, tiles: list[PersonTile]) -> None:
        super().__init__()
        self._theme, self.tiles = theme, tiles
        for tile in tiles:
            tile.setParent(self)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()

    def _arrange(self) -> None:
        gap, least = self._theme.unit(8), self._theme.unit(122)
        columns = max(1, (self.width() + gap) // (least + gap))
        wide = (self.width() + gap) // columns - gap
        tall = self._theme.unit(40)
        for at, tile in enumerate(self.tiles):
            tile.setFixedWidth(max(1, wide))
            tile.move((at % columns) * (wide + gap), (at // columns) * (tall + gap))
        lines = -(-len(self.tiles) // columns)
        self.setFixedHeight(max(1, lines * (tall + gap) - gap))


class AbsentCard(QFrame):
    """One absent person: the reason in one click, perhaps a word about it."""

    def __init__(self, opened: OpenMeeting, row: Attendance, name: str) -> None:
        super().__init__()
        theme = opened.theme
        self.row, self._opened = row, opened
        self.setProperty("look", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.unit(10), theme.unit(4), theme.unit(10), theme.unit(10))
        column.setSpacing(theme.unit(6))
        head = QHBoxLayout()
        head.addWidget(Words(theme, name, bold=True))
        head.addStretch(1)
        self.return_button = LinkButton(theme, "改为到会")
        self.return_button.clicked.connect(lambda: opened.tick(row, True))
        hide_if(self.return_button, opened.locked)
        head.addWidget(self.return_button)
        column.addLayout(head)
        chips = QWidget()
        flow = FlowLayout(chips, theme.unit(6), theme.unit(6))
        self.chips: dict[str, QPushButton] = {}
        for reason in REASONS:
            chip = QPushButton(reason)
            chip.setCheckable(True)
            chip.setAutoDefault(False)
            chip.setProperty("look", "chip")
            chip.setStyleSheet(_chip_sheet(theme))
            allow(chip, opened.why_locked)
            chip.clicked.connect(lambda _, r=reason: self._give(r))
            flow.addWidget(chip)
            self.chips[reason] = chip
        column.addWidget(chips)
        note = cast(TypedEditor, opened.editor(row, "note"))
        note.edited.connect(self._understand)
        self.note = note.line
        show_hint(self.note, "说明，例如：到县里出差")
        self.note.setAccessibleName(f"{name}缺席的说明")
        column.addWidget(note)
        if opened.file.study is not None:  # when it was made up for, also after the minutes were signed
            makeup = cast(TypedEditor, opened.editor(row, "makeup_on"))
            show_hint(makeup.line, "补学后填")
            column.addWidget(labelled(theme, makeup.box.title, makeup))
        self.refresh()

    def _give(self, reason: str) -> None:
        self._opened.put(self.row, reason=reason)
        self.refresh()  # the same reason again takes no chip out

    def _understand(self) -> None:
        """Words that mean a reason choose it, where none was chosen."""
        meant = reason_for(self.row.note or "")
        if meant and self.row.reason in (None, "其他"):
            self._opened.put(self.row, reason=meant)

    def refresh(self) -> None:
        """Show which reason is chosen."""
        for reason, chip in self.chips.items():
            chip.setChecked(self.row.reason == reason)


def _chip_sheet(theme: Theme) -> str:
    c, u = theme.colours, theme.unit
    due = c.tone("due")
    return (
        f"QPushButton {{ min-height: {u(34)}px; padding: 0 {u(10)}px; }}"
        f"QPushButton:checked {{ background: {due.soft}; color: {due.ink}; border-color: {due.ink};"
        f" font-weight: bold; }}"
    )


class QuorumStrip(QFrame):
    """应到, 实到, 有表决权, and in words whether that is enough, with the rule's source."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("look", "plain-pane")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.unit(20))
        self.figures = [self._figure(row, title) for title in ("应到", "实到", "有表决权到会")]
        self.mark = IconMark(theme, "done", theme.colours.tone("done").ink, 24, filled=True)
        self.verdict = Words(theme, bold=True, wrap=True)
        self.source = faint(theme, wrap=True)
        told = QVBoxLayout()
        told.setSpacing(0)
        told.addWidget(self.verdict)
        told.addWidget(self.source)
        row.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(told, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a low screen the source goes into the tip: the names are what is worked on."""
        super().resizeEvent(event)
        self._show_source()

    def _show_source(self) -> None:
        low = self.window().height() < self._theme.unit(_LOW)
        shown = bool(self.source.text()) and not low
        self.verdict.setToolTip(self.source.text())
        if shown == self.source.isHidden():
            self.source.setVisible(shown)

    def _figure(self, row: QHBoxLayout, title: str) -> Words:
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addStretch(1)
        figure = Words(self._theme, "0", steps=8, bold=True)
        column.addWidget(figure)
        column.addWidget(faint(self._theme, title))
        column.addStretch(1)
        row.addLayout(column)
        return figure

    def show_standing(self, opened: OpenMeeting) -> None:
        """Count again and say what it comes to."""
        now = opened.standing()
        turnout, state = now.turnout, now.quorum
        counts = (
            f"{len(turnout.expected)}",
            f"{len(turnout.present)}" if now.begun else "—",
            f"{len(turnout.voters_present) if now.begun else '—'}/{len(turnout.voters)}",
        )
        for figure, words in zip(self.figures, counts, strict=True):
            figure.setText(words)
        tone = self._theme.colours.tone("plain" if not now.begun else "done" if state.ok else "overdue")
        self.mark.show_icon(
            "info" if not now.begun else "done" if state.ok else "warning", tone.ink, filled=True
        )
        self.verdict.setText(state.words)
        self.verdict.set_colour(tone.ink)
        self.source.setText(f"依据：{now.source}" if now.source else "")
        self._show_source()


class AttendanceSheet(QWidget):
    """The 到会 part of the meeting page; ``led`` tells the page, and what to show there, that fills it."""

    led = Signal(str, dict)

    def __init__(self, opened: OpenMeeting) -> None:
        super().__init__()
        theme = self._theme = opened.theme
        self._opened = opened
        self.tiles: dict[str, PersonTile] = {}
        self.cards: dict[str, AbsentCard] = {}
        self.strip = QuorumStrip(theme)
        self._people = Scrolled(theme, 120)
        self._absent = Scrolled(theme, 120)
        self._order: list[str] = []
        self.absent_title = SectionHeader(theme, "缺席")
        right = QVBoxLayout()
        right.setSpacing(theme.unit(4))
        right.addWidget(self.absent_title)
        right.addWidget(self._absent, 1)
        middle = QHBoxLayout()
        middle.setSpacing(theme.unit(12))
        middle.addWidget(self._people, 1)
        self._side = QWidget()
        self._side.setLayout(right)
        right.setContentsMargins(0, 0, 0, 0)
        middle.addWidget(self._side)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.unit(8), 0, 0)
        column.setSpacing(theme.unit(8))
        column.addWidget(self.strip)
        column.addLayout(middle, 1)
        opened.changed.connect(self._changed)
        self.rebuild()

    def _changed(self, part: str) -> None:
        if not part:
            self.rebuild()
        elif part == "attendance":
            self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        roomy = self.width() >= self._theme.unit(_ROOMY_UNITS)
        self._side.setFixedWidth(self._theme.unit(276 if roomy else 224))
        self._make_room()

    def _make_room(self) -> None:
        """Nobody is absent of a sheet not begun; on a low screen the names have what room there is."""
        begun, low = bool(self._opened.file.attendance), self.window().height() < self._theme.unit(_LOW)
        self._side.setVisible(begun)
        self.absent_title.setVisible(not low)
        self.strip.setVisible(begun or not low)

    def rebuild(self) -> None:
        """Lay the sheet out anew, when who is expected has changed."""
        column = self._people.lay_in(spacing=self._theme.unit(8))
        self.tiles = {}
        for name, rows in self._opened.groups():
            if name:
                column.addWidget(SectionHeader(self._theme, name, f"{len(rows)} 人"))
            tiles = [self._tile(row, self._people) for row in rows]
            column.addWidget(TileGrid(self._theme, tiles))
        if not self._opened.file.attendance:
            column.addWidget(self._empty_sheet())
        column.addStretch(1)
        self._make_room()
        self._show_absent()
        self.refresh()

    def _empty_sheet(self) -> QWidget:
        """What stands there before anybody is on the sheet: how to begin it, or why it cannot be."""
        expected = len(self._opened.standing().turnout.expected)
        if not expected:
            return self._nobody()
        empty = EmptyState(
            self._theme,
            "checklist",
            f"还没有登记到会，应到 {expected} 人",
            "全部记为到会，再点缺席的人",
            main=False,
        )
        empty.action.connect(self._opened.begin_sheet)
        return empty

    def _nobody(self) -> QWidget:
        """Why nobody is expected, with the way to where it is mended."""
        opened = self._opened
        why = nobody_expected(opened.roster, opened.meeting.kind, opened.meeting.org)
        empty = EmptyState(self._theme, "members", why.sentence, why.verb, why.hint, main=False)
        empty.action.connect(lambda: self.led.emit(why.page, why.args))
        return empty

    def refresh(self) -> None:
        """Show ticks, reasons and counts as they stand."""
        rows = {row.person: row for row in self._opened.file.attendance}
        if set(rows) != set(self.tiles):
            self.rebuild()
            return
        for uid, tile in self.tiles.items():
            row = rows[uid]
            tile.blockSignals(True)
            tile.setChecked(bool(row.present))
            tile.blockSignals(False)
            tile.say("" if row.present else row.reason or row.note or "写原因")
        absent = {uid for uid, row in rows.items() if not row.present}
        if absent != set(self.cards):
            self._show_absent()
        for card in self.cards.values():
            card.refresh()
        self.strip.show_standing(self._opened)

    def _tile(self, row: Attendance, parent: QWidget) -> PersonTile:
        member = self._opened.roster.members.get(row.person)
        name = member.name if member is not None else self._opened.ledger.name(row.person)
        tile = PersonTile(self._theme, name, self._tag(member), parent)
        allow(tile, self._opened.why_locked)
        tile.toggled.connect(partial(self._opened.tick, row))
        self.tiles[row.person] = tile
        return tile

    def _tag(self, member: Member | None) -> str:
        """What to know of a person before ticking: 预备, 无表决权, 年老体弱."""
        if member is None:
            return ""
        span = self._opened.meeting.start_end
        day = span.day if span is not None else self._opened.ledger.today
        words = list(member.care_flag or ())
        if member.category == PROBATIONARY:
            words.append("预备")
        elif not may_vote(member, day):
            words.append("无表决权")
        return "、".join(words)

    def _show_absent(self) -> None:
        column = self._absent.lay_in(spacing=self._theme.unit(8))
        self.cards = {}
        absent = {row.person: row for row in self._opened.file.attendance if not row.present}
        self._order = [uid for uid in self._order if uid in absent]
        self._order = [*(uid for uid in absent if uid not in self._order), *self._order]  # the latest on top
        for row in (absent[uid] for uid in self._order):
            card = AbsentCard(self._opened, row, self._opened.ledger.name(row.person))
            self.cards[row.person] = card
            column.addWidget(card)
        if not self.cards:
            hint = "全部到会。谁没有来，就在左边点一下谁的名字，再选原因。"
            column.addWidget(faint(self._theme, hint, wrap=True))
        column.addStretch(1)
        self.absent_title.note.setText(f"{len(self.cards)} 人" if self.cards else "")
