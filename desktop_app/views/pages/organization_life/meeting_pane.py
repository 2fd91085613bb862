"""The open meeting: its head, its parts as tabs, and the line with draft and 「保存这次会议」 under them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from desktop_app.views.form.role_gate import gate
from desktop_app.views.pages.organization_life.meeting_attendance import AttendanceSheet
from desktop_app.views.pages.organization_life.meeting_finish import FinishSheet
from desktop_app.views.pages.organization_life.meeting_head import HeadSheet
from desktop_app.views.pages.organization_life.meeting_list import TONES
from desktop_app.views.pages.organization_life.meeting_open import PARTS, ROWS, OpenMeeting
from desktop_app.views.pages.organization_life.meeting_rows import ResolutionSheet, SpeechSheet
from desktop_app.views.pages.organization_life.meeting_votes import VoteSheet
from desktop_app.views.parts.buttons import PrimaryButton
from desktop_app.views.parts.keys import KeyWalk
from desktop_app.views.parts.labels import ElidedWords, IconMark, Words, faint
from desktop_app.views.parts.stacked_pages import FrontStack
from desktop_app.views.parts.status import Pill
from desktop_app.views.parts.tabs import TabRow
from desktop_app.views.parts.why_not import allow

HEAD, ATTENDANCE, SPEECHES, VOTES, RESOLUTIONS, FINISH = range(6)
# Where a gap in the minutes is filled: the child register, or a box of the head.
PLACES = {"attendance": ATTENDANCE, "speech": SPEECHES, "vote": VOTES, "resolution": RESOLUTIONS}
ROW_PLACES = dict(zip(ROWS, (ATTENDANCE, SPEECHES, VOTES, RESOLUTIONS), strict=True))
# Where a box of a child stands, for a save the rules refuse.
BOXES = {
    **dict.fromkeys(("person", "present", "reason", "note"), ATTENDANCE),
    **dict.fromkeys(("speaker", "words"), SPEECHES),
    **dict.fromkeys(("item", "matter", "mode", "ayes", "noes", "abst", "written_ayes"), VOTES),
    **dict.fromkeys(("expected", "issued", "returned", "valid"), VOTES),
    **dict.fromkeys(("text", "owner", "due_on", "done_on"), RESOLUTIONS),
}


class MeetingPane(QFrame):
    """One meeting with all its parts; edits go into ``opened``, wishes are told by signals."""

    save_asked = Signal()
    step_asked = Signal(str, dict)
    issue_asked = Signal(object, str)
    led_on = Signal(str, object)
    previous = Signal()
    following = Signal()

    def __init__(self, opened: OpenMeeting) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.theme, self.opened = opened.theme, opened
        self.head = HeadSheet(opened)
        self.attendance = AttendanceSheet(opened)
        self.speeches = SpeechSheet(opened)
        self.votes = VoteSheet(opened)
        self.resolutions = ResolutionSheet(opened)
        self.finish = FinishSheet(opened)
        self._sheets = (
            self.head,
            self.attendance,
            self.speeches,
            self.votes,
            self.resolutions,
            self.finish,
        )
        self.stack = FrontStack()
        self.tabs = TabRow()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for sheet in self._sheets:
            self.stack.addWidget(sheet)
            self.tabs.addTab("")
        self.tabs.currentChanged.connect(self._turn)
        self._lay_out()
        self._keys = KeyWalk(self)
        self._keys.save.connect(self.save_asked)
        self._keys.previous.connect(self.previous)
        self._keys.following.connect(self.following)
        self.finish.step_asked.connect(self.step_asked)
        self.finish.place_asked.connect(self.go_to)
        self.resolutions.to_issue.connect(self.issue_asked)
        self.resolutions.led_on.connect(self.led_on)
        opened.changed.connect(self._changed)
        opened.kept.connect(self._told_draft)
        self.show_words()

    def _lay_out(self) -> None:
        theme = self.theme
        self.title = ElidedWords(theme, steps=2, bold=True)
        self.title.share = 0.3
        self.state = Pill(theme, "", "plain")
        self.when = faint(theme)
        self.lock = IconMark(theme, "lock", theme.colours.text_faint, 18)
        top = self.head_line = QHBoxLayout()
        top.setSpacing(theme.unit(10))
        for widget in (self.title, self.state, self.lock):
            top.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        top.addStretch(1)
        top.addWidget(self.when, 0, Qt.AlignmentFlag.AlignVCenter)
        self.count = Words(theme, colour=theme.colours.text_soft)
        self.draft = ElidedWords(theme, steps=-1, colour=theme.colours.text_faint)
        self.save_button = PrimaryButton(theme, "保存这次会议", "save")
        self.save_button.setToolTip("Ctrl+Enter")
        self.save_button.clicked.connect(self.save_asked)
        gate(self.opened.shut, self.save_button)
        foot = QFrame()
        foot.setProperty("look", "plain-pane")
        line = QHBoxLayout(foot)
        line.setContentsMargins(0, theme.unit(8), 0, 0)
        line.setSpacing(theme.unit(16))
        line.addWidget(self.count, 1)
        line.addWidget(self.draft)
        line.addWidget(self.save_button)
        edge = theme.unit(18)
        column = QVBoxLayout(self)
        column.setContentsMargins(edge, theme.unit(8), edge, theme.unit(8))
        column.setSpacing(theme.unit(4))
        column.addLayout(top)
        column.addWidget(self.tabs)
        divider = QFrame()
        divider.setProperty("look", "rule")
        divider.setFixedHeight(1)
        column.addWidget(divider)
        column.addWidget(self.stack, 1)
        column.addWidget(foot)

    @property
    def uid(self) -> str:
        """The meeting that lies open."""
        return str(self.opened.meeting.uid)

    def go_to(self, box: str) -> None:
        """Open the part that holds a box or a child register, the cursor where it is filled."""
        place = PLACES.get(box, HEAD)
        self.tabs.setCurrentIndex(place)
        if place == HEAD:
            self.head.focus_box(box)
        elif place == SPEECHES:
            self.speeches.focus_first()

    def show_place(self, box: str) -> None:
        """Open the part that holds a refused box, of the meeting or of one of its children."""
        # 实到 is a box of a vote as well as of the attendance: the vote that is wrong tells which is meant.
        at_vote = any(
            one.box == box and one.refuse
            for vote in self.opened.file.votes
            for one in self.opened.ledger.problems(vote)
        )
        self.tabs.setCurrentIndex(VOTES if at_vote else BOXES.get(box, HEAD))
        if box not in BOXES and not at_vote:
            self.head.focus_box(box)

    def refresh(self) -> None:
        """Show everything as it stands, after a save or a step."""
        for sheet in self._sheets:
            sheet.refresh()
        self.show_words()

    def show_unread(self) -> None:
        """Open the part with the first words that cannot be understood."""
        (_, box), unread = next(iter(self.opened.unread.items()))
        self.refresh()
        self.tabs.setCurrentIndex(ROW_PLACES.get(PARTS[type(unread.record)], HEAD))
        if unread.record is self.opened.meeting:
            self.head.focus_box(box)

    def _told_draft(self, words: str) -> None:
        """Say quietly that the draft is kept."""
        if self.opened.dirty:
            self.draft.setText(words)

    def _turn(self, place: int) -> None:
        self.stack.setCurrentIndex(place)
        self._sheets[place].refresh()

    def _changed(self, part: str) -> None:
        if not part:
            self.head.refresh()
            self.finish.refresh()
        self.show_words()

    def show_words(self) -> None:
        """Say what the meeting is called, how it stands, and whether it is saved."""
        file, meeting = self.opened.file, self.opened.meeting
        self.title.setText(meeting.title or meeting.kind or "新的会议")
        self.state.set_state(meeting.state, TONES[meeting.state])
        self.lock.setVisible(file.locked)
        self.when.setText(meeting.session_no or "")
        now = self.opened.standing()
        came, due = len(now.turnout.present), len(now.turnout.expected)
        titles = (
            "基本情况",
            f"到会 {came}/{due}" if now.begun else f"到会（应到 {due}）",
            _counted("发言", sum(1 for one in file.speeches if one.words)),
            _counted("表决", len(file.votes)),
            _counted("决议", sum(1 for one in file.resolutions if one.text)),
            "定稿与打印",
        )
        for at, title in enumerate(titles):
            if self.tabs.tabText(at) != title:
                self.tabs.setTabText(at, title)
        verdict = (
            ""
            if not now.quorum.needed
            else "，有效"
            if now.quorum.ok
            else f"，还差 {now.quorum.needed - now.quorum.present} 人"
        )
        here = f"实到 {came} 人{verdict}" if now.begun else "还没有开会"
        self.count.setText(f"应到 {due} 人，{here}")
        tone = self.theme.colours.tone("overdue").ink
        self.count.set_colour(self.theme.colours.text_soft if now.quorum.ok else tone)
        allow(self.save_button, "" if self.opened.dirty or meeting.is_new else "还没有改动")
        self.save_button.setVisible(self.opened.dirty or not file.locked)
        if not self.opened.dirty:
            done = self.opened.why_locked if file.locked else "已保存"
            self.draft.setText("" if meeting.is_new else done)
        elif not self.draft.text().startswith("草稿"):
            self.draft.setText("有改动，还没有保存")


def _counted(title: str, number: int) -> str:
    return f"{title} {number}" if number else title
