"""The start page: shown before a branch file is open, it asks what to open and does none of it itself."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop_app.base.clock import SystemClock
from desktop_app.base.errors import UserError
from desktop_app.base.pinyin import load_pinyin
from desktop_app.storage.keys import KeyFileLost
from desktop_app.views.look.theme import Theme
from desktop_app.views.page_parts.size_chooser import SizeChooser
from desktop_app.views.page_parts.sticks import plugged_in
from desktop_app.views.pages.start.move_pane import MovePane
from desktop_app.views.pages.start.start_choice import LeaveBackup, SampleBack, SampleChosen, StartChoice
from desktop_app.views.pages.start.start_choice import NewBranch as NewBranch
from desktop_app.views.pages.start.start_choice import OpenBranch as OpenBranch
from desktop_app.views.pages.start.start_choice import RecoverBranch as RecoverBranch
from desktop_app.views.pages.start.start_key import KeyPane
from desktop_app.views.pages.start.start_open import OpenPane, RecoverPane
from desktop_app.views.pages.start.start_questions import Questions
from desktop_app.views.pages.start.start_repair import RepairPane, is_damage
from desktop_app.views.pages.start.start_rescued import RescuedPane
from desktop_app.views.pages.start.start_restore import (
    LookedInto,
    PreviewPane,
    RestorePane,
    ask_backup_file,
)
from desktop_app.views.parts.buttons import LinkButton, PlainButton, PrimaryButton
from desktop_app.views.parts.dialogs import ErrorPanel
from desktop_app.views.parts.labels import IconMark, IconTile, Words, faint, rule
from desktop_app.views.parts.notices import Banner, ProgressPanel
from desktop_app.views.parts.stacked_pages import FrontStack

# Units of height under which a window is low.
_LOW = 560
NO_SECRETS = "本机为非涉密计算机，禁止录入国家秘密、工作秘密。"
_RESCUED = "支部文件丢了的时候另存的文件"
_CLEARED = "示例支部已清空，里面改过的也一起拿走了；自己的支部文件没有动。退出程序前可以撤销。"
_FACTS = (
    ("lock", "支部文件加密，只存在本机"),
    ("shield", "不联网，不上传，不用注册"),
    ("stick", "月报和回执用U盘来回"),
)


class StartPage(QWidget):
    """``chosen`` carries a StartChoice the application acts on, ``points_chosen`` a font size in pt.

    While it works the application calls ``show_busy``, and ``show_error`` when it did not work out;
    ``show_backup`` when a backup was looked into. ``backups_asked`` wants ``restoring.show_backups``.
    ``sample_cleared`` offers the cleared sample back.
    ``has_branch`` says that there is a branch file to open, ``branch`` what to call it; ``points`` is the
    size of letters now.
    """

    chosen = Signal(object)
    points_chosen = Signal(int)
    backups_asked = Signal()

    def __init__(
        self,
        theme: Theme,
        has_branch: bool = False,
        points: int = 12,
        *,
        branch: str = "",
        today: date | None = None,
        rescued: Sequence[Path] = (),
        sample_cleared: bool = False,
        ask_file: Callable[[QWidget], str] = ask_backup_file,
        find_sticks: Callable[[], list[Path]] = plugged_in,
    ) -> None:
        super().__init__()
        self.theme = theme
        self._has_rescued = bool(rescued)
        self.setWindowTitle("支部台账")
        self.setProperty("look", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.questions = Questions(theme, load_pinyin().initials, today or SystemClock().now().date())
        self.questions.points = points
        self.opening = OpenPane(theme, branch or "输入密码，打开这台电脑上的支部文件。")
        self.recovering = RecoverPane(theme)
        self.restoring = RestorePane(theme, ask_file)
        self.preview = PreviewPane(theme)
        self.rescuing = RescuedPane(theme, rescued)
        self.repairing = RepairPane(theme)
        self.fetching = KeyPane(theme)
        self.busy = ProgressPanel(theme, "正在打开", "")
        self.busy.button.hide()
        self.error_holder = QVBoxLayout()
        self.panes = FrontStack(tall=True)
        self.first = self._welcome()
        self.error_pane = self._error_pane()
        self.moving = MovePane(theme, find_sticks, ask_file)
        panes = (self.first, self.questions, self.opening, self.recovering, self.restoring, self.preview)
        for pane in (*panes, self.rescuing, self.repairing, self.moving, self.fetching):
            self.panes.addWidget(pane)
        self.panes.addWidget(self.error_pane)
        self.busy_pane = _centred(self.busy)
        self.panes.addWidget(self.busy_pane)
        self._home = self.opening if has_branch else self.first
        self._came_from: QWidget = self._home
        self._connect()
        self._lay_out(sample_cleared)
        self._show(self.rescuing if rescued else self._home)
        room = QGuiApplication.primaryScreen().availableSize()
        self.resize(QSize(theme.unit(1120), theme.unit(700)).boundedTo(room))

    # -- what the application says ---------------------------------------------------------------------

    def show_busy(self, words: str) -> None:
        """Something long is under way."""
        self.busy.title.setText(words)
        self._came_from = self.panes.currentWidget()
        self.panes.setCurrentWidget(self.busy_pane)

    def show_backup(self, looked: LookedInto) -> None:
        """What a backup holds, before it replaces anything."""
        self.preview.show_facts(looked)
        self._show(self.preview)

    def show_error(self, error: UserError) -> None:
        """What was asked did not work out; one button leads back to where it was asked."""
        while self.error_holder.count():
            item = self.error_holder.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        if self.panes.currentWidget() is not self.busy_pane:
            self._came_from = self.panes.currentWidget()
        self.error_panel = ErrorPanel(self.theme, error)
        self.error_holder.addWidget(self.error_panel)
        self.repair_button.setVisible(
            self._home is self.opening and is_damage(error) and not isinstance(error, KeyFileLost)
        )
        self.panes.setCurrentWidget(self.error_pane)
        self.key_button.setVisible(isinstance(error, KeyFileLost))
        self.again_button.setFocus()

    # -- building ------------------------------------------------------------------------------------

    def _welcome(self) -> QWidget:
        theme = self.theme
        pane = QWidget()
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.unit(8))
        column.addWidget(Words(theme, "先选字的大小", steps=4, bold=True))
        soft = theme.colours.text_soft
        column.addWidget(Words(theme, "选一个看着不费劲的，以后可以在设置里改。", colour=soft))
        column.addSpacing(theme.unit(4))
        self.sizes = SizeChooser(theme)
        self.sizes.chosen.connect(self._choose_points)
        column.addWidget(self.sizes)
        column.addSpacing(theme.unit(12))
        column.addWidget(rule())
        column.addSpacing(theme.unit(12))
        column.addWidget(Words(theme, "从哪里开始", steps=4, bold=True))
        self.sample_button = PlainButton(theme, "先看示例支部", "eye")
        self.own_button = PrimaryButton(theme, "建立自己的支部", "add")
        self.restore_button = LinkButton(theme, "以前用过，从备份恢复", "history")
        for button, note in (
            (self.sample_button, "46 名虚构党员、三个月的工作，随便点；随时可以清空"),
            (self.own_button, "只问四件事，约三分钟"),
        ):
            button.setProperty("tall", "true")
            button.setFixedWidth(theme.unit(196))
            line = QHBoxLayout()
            line.setSpacing(theme.unit(14))
            line.addWidget(button)
            line.addWidget(Words(theme, note, colour=theme.colours.text_soft, wrap=True), 1)
            column.addLayout(line)
        self.move_button = LinkButton(theme, "从旧电脑搬来", "stick")
        column.addWidget(self.move_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.restore_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.rescued_button = LinkButton(theme, _RESCUED, "history")
        self.rescued_button.setVisible(self._has_rescued)
        column.addWidget(self.rescued_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return pane

    def _error_pane(self) -> QWidget:
        pane = QWidget()
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Words(self.theme, "没有完成", steps=4, bold=True))
        column.addSpacing(self.theme.unit(12))
        column.addLayout(self.error_holder)
        column.addStretch(1)
        self.again_button = PrimaryButton(self.theme, "返回再试")
        self.again_button.clicked.connect(lambda: self._show(self._came_from))
        self.key_button = PlainButton(self.theme, "从备份取回钥匙", "key")
        self.key_button.setProperty("tall", "true")
        self.key_button.clicked.connect(lambda: self._show(self.fetching))
        self.repair_button = PlainButton(self.theme, "修复支部文件", "shield")
        self.repair_button.clicked.connect(lambda: self._show(self.repairing))
        buttons = QHBoxLayout()
        buttons.setSpacing(self.theme.unit(8))
        buttons.addStretch(1)
        buttons.addWidget(self.repair_button)
        buttons.addWidget(self.key_button)
        buttons.addWidget(self.again_button)
        column.addLayout(buttons)
        return pane

    def _connect(self) -> None:
        self.sample_button.clicked.connect(lambda: self._tell(SampleChosen()))
        self.own_button.clicked.connect(self._ask_questions)
        self.move_button.clicked.connect(lambda: self._show(self.moving))
        self.moving.chosen.connect(self._tell)
        self.moving.left.connect(lambda: self._show(self._home))
        self.restore_button.clicked.connect(lambda: self._show(self.restoring))
        self.questions.left.connect(lambda: self._show(self._home))
        self.questions.answered.connect(self._tell)
        self.rescued_button.clicked.connect(lambda: self._show(self.rescuing))
        self.opening.rescued_button.setVisible(self._has_rescued)
        self.opening.rescued_button.clicked.connect(lambda: self._show(self.rescuing))
        self.opening.recover_asked.connect(lambda: self._show(self.recovering))
        self.opening.restore_asked.connect(lambda: self._show(self.restoring))
        self.restoring.shown.connect(self.backups_asked)
        self.preview.left.connect(self._leave_backup)
        telling = (self.opening, self.recovering, self.restoring, self.preview, self.rescuing)
        for pane in (*telling, self.repairing, self.fetching):
            pane.chosen.connect(self._tell)
        leaving = (self.recovering, self.restoring, self.rescuing, self.repairing, self.fetching)
        for back in leaving:
            back.left.connect(lambda: self._show(self._home))

    def _lay_out(self, sample_cleared: bool) -> None:
        theme, unit = self.theme, self.theme.unit
        card = QFrame()
        card.setProperty("look", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(unit(36), unit(22), unit(36), unit(22))
        self._edges = inside
        inside.addWidget(self.panes)
        card.setMaximumWidth(unit(720))
        card.setMaximumHeight(unit(620))
        right = QWidget()
        around = QVBoxLayout(right)
        around.setContentsMargins(unit(28), unit(12), unit(28), unit(12))
        # The card takes what it may, and stands in the middle of what a wide window leaves.
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(card, 1000)
        across.addStretch(1)
        self.cleared_bar = Banner(theme, _CLEARED, "撤销", tone="done")
        self.cleared_bar.pressed.connect(lambda: self._tell(SampleBack()))
        self.cleared_bar.setVisible(sample_cleared)
        around.addWidget(self.cleared_bar)
        around.addLayout(across, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        right.setProperty("look", "clear")
        scroll.setWidget(right)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._side = self._brand(theme)
        self._around = around
        row.addWidget(self._side)
        row.addWidget(scroll, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """On a low screen what is asked takes the whole window, so that the way on stays in sight."""
        unit, low = self.theme.unit, self.height() < self.theme.unit(_LOW)
        asked = self.panes.currentWidget() not in (self.first, self.opening)
        self._side.setHidden(low and asked)
        self.questions.make_low(low)
        high, wide = unit(2 if low else 22), unit(36)
        self._edges.setContentsMargins(wide, high, wide, high)
        self._around.setContentsMargins(unit(28), unit(1 if low else 12), unit(28), unit(1 if low else 12))

    def _brand(self, theme: Theme) -> QWidget:
        unit, colours = theme.unit, theme.colours
        side = QFrame()
        side.setProperty("look", "plain-pane")
        side.setFixedWidth(unit(330))
        column = QVBoxLayout(side)
        column.setContentsMargins(unit(36), unit(52), unit(30), unit(28))
        column.setSpacing(unit(12))
        column.addWidget(IconTile(theme, "flag", colours.on_accent, colours.accent, 60))
        column.addWidget(Words(theme, "支部台账", steps=12, bold=True))
        column.addWidget(Words(theme, "录一次，记录、台账、月报都有", colour=colours.text_soft, wrap=True))
        column.addSpacing(unit(16))
        for icon, words in _FACTS:
            line = QHBoxLayout()
            line.setSpacing(unit(10))
            line.addWidget(IconMark(theme, icon, colours.accent, 20))
            line.addWidget(Words(theme, words, wrap=True), 1)
            column.addLayout(line)
        column.addStretch(1)
        column.addWidget(faint(theme, NO_SECRETS, wrap=True))
        return side

    # -- choosing ------------------------------------------------------------------------------------

    def _choose_points(self, points: int) -> None:
        self.questions.points = points
        self.points_chosen.emit(points)

    def _ask_questions(self) -> None:
        self._show(self.questions)
        self.questions.begin()

    def _tell(self, choice: StartChoice) -> None:
        self.chosen.emit(choice)

    def _leave_backup(self) -> None:
        self._tell(LeaveBackup())
        self._show(self.restoring)

    def _show(self, pane: QWidget) -> None:
        self.panes.setCurrentWidget(pane)
        self._make_room()
        if pane is self.opening:
            self.opening.password.setFocus()
        elif pane is self.restoring:
            self.restoring.password.setFocus()
        elif pane is self.fetching:
            self.fetching.word.setFocus()
        elif pane is self.recovering:
            self.recovering.number.setFocus()
        elif pane in (self.rescuing, self.repairing):
            pane.password.setFocus()


def _centred(widget: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.addStretch(1)
    column.addWidget(widget)
    column.addStretch(1)
    return holder
