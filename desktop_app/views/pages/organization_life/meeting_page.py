"""The meeting page: the year's meetings on the left, the open one on the right, up to signed minutes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from desktop_app.base.errors import UserError
from desktop_app.duties.basics.destination import Destination
from desktop_app.duties.organization_life.minutes import (
    MeetingFile,
    as_issue,
    begin,
    meetings_of_year,
    read_file,
)
from desktop_app.printing.documents.paper import PaperDeclaration
from desktop_app.printing.documents.papers import PAPERS
from desktop_app.registers.organization_life.meeting_kinds import KINDS
from desktop_app.registers.organization_life.meetings import Meeting, Resolution
from desktop_app.registers.rectification.issues import Issue
from desktop_app.storage.action import Action, Change, Refused
from desktop_app.views.form.destination_panel import DestinationPanel, has_room
from desktop_app.views.form.draft_keeper import DraftBar
from desktop_app.views.form.role_gate import gate, why_not_write
from desktop_app.views.page_parts.action_runner import ActionRunner
from desktop_app.views.page_parts.destinations import follow
from desktop_app.views.page_parts.meeting_sheet import hide_if, menu_button
from desktop_app.views.page_parts.page_frame import page_column
from desktop_app.views.page_parts.print_menu import papers_button, why_not
from desktop_app.views.pages.organization_life.meeting_finish import SIGN
from desktop_app.views.pages.organization_life.meeting_list import MeetingList
from desktop_app.views.pages.organization_life.meeting_open import DRAFT_MS, MeetingDrafts, OpenMeeting
from desktop_app.views.pages.organization_life.meeting_pane import FINISH, MeetingPane
from desktop_app.views.parts.buttons import LinkButton
from desktop_app.views.parts.cards import EmptyState
from desktop_app.views.parts.dialogs import ConfirmDialog
from desktop_app.views.parts.live_page import LivePage
from desktop_app.views.parts.why_not import BUSY, allow
from desktop_app.views.shell import Shell

if TYPE_CHECKING:
    from desktop_app.desk import Desk

_RECORD, _SUMMARY, _SIGN_IN = "minutes_record", "minutes_summary", "sign_in"
_PAPERS = (_RECORD, _SUMMARY, _SIGN_IN, "meeting_notice", "meeting_plan")
_ROOMY_UNITS = 1000
BEFORE = ("筹备", "通知")


class MeetingPage(LivePage):
    """Meetings of a year and the one that lies open; nothing typed here is ever lost by leaving."""

    def __init__(self, desk: Desk, shell: Shell, draft_every: int = DRAFT_MS) -> None:
        """``draft_every``: milliseconds between an edit and the draft that holds it."""
        super().__init__(desk, shell, "会议")
        self._ledger = desk.ledger
        self.runner = ActionRunner(desk, shell, self)
        self._draft_every = draft_every
        self.drafts = MeetingDrafts(desk)
        self._files: dict[str, OpenMeeting] = {}
        self.pane: MeetingPane | None = None
        self._meetings: list[Meeting] = []
        self.list = MeetingList(desk.theme)
        self.list.chosen.connect(self.open)
        self.list.filtered.connect(self._list_again)
        kinds = QMenu()
        for kind in KINDS:
            kinds.addAction(kind, partial(self.start, kind))
        self.new_button = menu_button(desk.theme, "新增会议", "add", kinds)
        self.print_button = papers_button(
            desk.theme, _PAPERS, self.preview, why=why_not(desk.ledger, self._open_meeting)
        )
        allow(self.print_button, "先选左边的一次会议")
        self.offer: DraftBar | None = None
        self._empty = EmptyState(
            desk.theme,
            "meeting",
            "今年还没有会议记录",
            "新增支部委员会会议",
            "选好类型，时间、地点、主持人都会先填好",
        )
        self._empty.action.connect(lambda: self.start("支部委员会会议"))
        self.shut = why_not_write(desk.ledger, desk.ledger.catalogue.of(Meeting))
        gate(self.shut, self.new_button, self._empty.button)
        self._lay_out()

    def _lay_out(self) -> None:
        unit = self.theme.unit
        self.side = DestinationPanel(self.desk, beside=True)
        self.side.asked.connect(self._follow)
        self.side.hide()
        self._right = QVBoxLayout()
        self._right.setSpacing(unit(8))
        self._right.addWidget(self._empty, 1)
        row = QHBoxLayout()
        row.setSpacing(unit(12))
        row.addWidget(self.list)
        row.addLayout(self._right, 1)
        row.addWidget(self.side)
        page_column(self, self.theme).addLayout(row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Large type on a small screen: the list gives way to the meeting."""
        super().resizeEvent(event)
        self.list.set_narrow(self.width() < self.theme.unit(_ROOMY_UNITS))
        self._place_destinations()

    def _place_destinations(self) -> None:
        """Where the open meeting goes stands beside it, or in its last part where there is no room."""
        wide = has_room(self, self.desk)
        self.side.setVisible(wide and self.pane is not None)
        if self.pane is not None:
            self.destinations.setVisible(not wide)

    # -- what the shell asks -------------------------------------------------------------------------

    def count_words(self) -> str:
        return f"{self.list.year.currentText()} {len(self._meetings)} 次" if self._meetings else ""

    def actions(self) -> Sequence[QWidget]:  # type: ignore[override]
        return (self.print_button, self.new_button)

    def on_shown(self, **args: object) -> None:
        """``uid=`` opens a meeting, ``kind=`` begins one, ``draft=`` goes on with one; else the newest."""
        self.fresh.catch_up()
        with self.fresh.adding():
            if args.get("uid"):
                self.open(str(args["uid"]))
            elif args.get("draft"):
                self._go_on(str(args["draft"]))
            elif args.get("kind"):
                self.start(str(args["kind"]))
            elif self.pane is None:
                self._offer_draft()
                left = self.drafts.uids()
                known = [one.uid for one in self._meetings]
                if self._meetings:
                    self.open(next((uid for uid in known if uid in left), known[0]))

    def refresh(self) -> None:
        """Read the list and the open meeting anew; what is typed and not saved stays."""
        with self.fresh.reading():
            self.list.offer_years(self._ledger.today.year)
            if self.pane is not None:
                self._renew(self.pane)
            self._list_again()

    def _renew(self, pane: MeetingPane) -> None:
        """Show an open meeting as it is now: laid open anew where somebody else wrote in it."""
        opened = pane.opened
        file = read_file(self._ledger, opened.meeting.uid)
        if opened.dirty or opened.meeting.is_new or (file is not None and opened.is_as_in(file)):
            opened.renew()
        elif file is not None:
            self._show(self._lay_open(file), pane.tabs.currentIndex())
        else:
            self._put_away()
            self._empty.show()

    def on_print(self) -> bool:
        if self.pane is None:
            return False
        self.preview(PAPERS[_SIGN_IN if self.pane.opened.meeting.state in BEFORE else _RECORD])
        return True

    def here(self) -> dict[str, object]:
        meeting = self.pane.opened.meeting if self.pane is not None else None
        return {} if meeting is None or meeting.is_new else {"uid": meeting.uid}

    def may_leave(self) -> bool:
        for opened in self._files.values():
            opened.keep_draft()
        return True

    # -- opening -------------------------------------------------------------------------------------

    def start(self, kind: str) -> None:
        """Begin a meeting of ``kind`` with everything the last ones tell."""
        if self.shut:
            self.shell.show_notice(f"{self.shut}。", tone="due")
            return
        opened = self._lay_open(begin(self._ledger, kind, self._ledger.name))
        self._files[opened.meeting.uid] = opened
        self._show(opened)
        self._list_again()

    def open(self, uid: str) -> None:
        """Open a meeting; one with unsaved words is shown with them."""
        if self.pane is not None and self.pane.opened.meeting.uid == uid:
            return
        opened = self._files.get(uid)
        if opened is None:
            file = read_file(self._ledger, uid)
            if file is None:
                return
            opened = self._lay_open(file)
        self._show(opened)

    def _lay_open(self, file: MeetingFile) -> OpenMeeting:
        return OpenMeeting(self.desk, file, self.drafts, every=self._draft_every)

    def _show(self, opened: OpenMeeting, part: int | None = None) -> None:
        """Put the meeting into the right half; the part in sight stays unless ``part`` names one."""
        if self.pane is not None:
            self._put_away()
        self.shell.notice.leave_page()
        self._empty.hide()
        allow(self.print_button)
        # What is called holds the page: it goes with the page, or when the meeting is put away.
        opened.setParent(self)
        opened.changed.connect(partial(self._edited, opened))
        pane = self.pane = MeetingPane(opened)
        remove = LinkButton(self.theme, "删除")
        hide_if(remove, opened.locked)
        remove.clicked.connect(self._remove)
        pane.head_line.addWidget(remove)
        pane.save_asked.connect(self.save)
        pane.attendance.led.connect(lambda key, args: self.shell.go(key, **args))
        pane.step_asked.connect(self._step)
        self.destinations = DestinationPanel(self.desk, whole=True)
        self.destinations.asked.connect(self._follow)
        pane.finish.put_destinations(self.destinations)
        for panel in (self.destinations, self.side):
            panel.show_record(opened.meeting)
        self._place_destinations()
        pane.issue_asked.connect(self._to_issue)
        pane.led_on.connect(lambda page, args: self.shell.go(page, **args))
        pane.previous.connect(partial(self._walk, -1))
        pane.following.connect(partial(self._walk, 1))
        self._right.addWidget(pane, 1)
        pane.show()  # at once: its keys work from the first stroke
        if part is not None:
            pane.tabs.setCurrentIndex(part)
        if self.list.widen(opened.meeting):
            self._list_again()
        self.list.mark(opened.meeting.uid)
        self._offer_draft()
        self.headline_changed.emit()

    def _put_away(self) -> None:
        pane = self.pane
        assert pane is not None
        opened = pane.opened
        opened.changed.disconnect()
        opened.setParent(None)
        opened.keep_draft()
        if not opened.dirty and self._files.get(opened.meeting.uid) is opened:
            del self._files[opened.meeting.uid]
        self._right.removeWidget(pane)
        pane.hide()
        pane.deleteLater()
        self.pane = None
        self._place_destinations()
        allow(self.print_button, "先选左边的一次会议")

    def _walk(self, way: int) -> None:
        uids = [one.uid for one in self._meetings]
        here = self.pane.opened.meeting.uid if self.pane is not None else ""
        at = uids.index(here) + way if here in uids else 0
        if 0 <= at < len(uids):
            self.open(uids[at])

    def _list_again(self) -> None:
        year = self.list.year.value()
        self._meetings = meetings_of_year(self._ledger, int(str(year)))
        unsaved = {uid for uid, one in self._files.items() if one.dirty}
        unsaved |= self.drafts.uids()
        known = {one.uid for one in self._meetings}
        current = self.pane.opened.meeting.uid if self.pane is not None else ""
        fresh = [
            one.meeting
            for uid, one in self._files.items()
            if uid not in known and (one.dirty or uid == current)
        ]
        self.list.show_meetings([*fresh, *self._meetings], unsaved, current)
        self.headline_changed.emit()

    # -- drafts --------------------------------------------------------------------------------------

    def _edited(self, opened: OpenMeeting, part: str) -> None:
        uid = opened.meeting.uid
        first = uid not in self._files or opened.revision == 1
        self._files[uid] = opened
        if first:
            self.drafts.begin(uid)
            self._offer_draft()
        if first or part == "head":
            self._list_again()

    def _offer_draft(self) -> None:
        """Offer the latest draft of the meeting in sight, or of a new one, that does not lie open anyway."""
        if self.offer is not None:
            self._right.removeWidget(self.offer)
            self.offer.hide()
            self.offer.deleteLater()
            self.offer = None
        waiting = [one for one in self.drafts.offers() if one[0] not in self._files and self._offers(one[0])]
        if not waiting:
            return
        key, title, at = waiting[0]
        when = f"{int(at[5:7])}月{int(at[8:10])}日 {at[11:16]}"
        words = f"“{title}”还有没保存的内容，{when} 留下的草稿。"
        self.offer = DraftBar(self.theme, words)
        self.offer.taken.connect(partial(self.take_draft, key))
        self.offer.dropped.connect(partial(self._drop_draft, key))
        self._right.insertWidget(0, self.offer)

    def _offers(self, key: str) -> bool:
        """The draft of another meeting is offered where that one is; the list marks it."""
        uid, pane = _uid_of(key), self.pane
        return self._ledger.get(Meeting, uid) is None or (pane is not None and pane.opened.meeting.uid == uid)

    def _go_on(self, key: str) -> None:
        """Lay a draft open from elsewhere; one that lies open already is shown."""
        if (uid := _uid_of(key)) in self._files:
            self.open(uid)
        else:
            self.take_draft(key)

    def take_draft(self, key: str) -> None:
        """Lay a meeting open as its draft has it."""
        if self.pane is not None:
            self.pane.opened.keep_draft()
        kept = self.drafts.take(key)
        if kept is None:
            return
        uid = kept["meeting"]["uid"]
        opened = OpenMeeting.from_kept(self.desk, self.drafts, kept, self._draft_every)
        if not opened.dirty:  # signed meanwhile: there is nothing left to write
            self.drafts.drop(uid)
        self._files[uid] = opened
        self._show(opened)
        self._list_again()

    def _drop_draft(self, key: str) -> None:
        self.drafts.drop(key)
        self._offer_draft()
        self._list_again()

    # -- writing -------------------------------------------------------------------------------------

    def save(self, then: Callable[[], object] | None = None) -> None:
        """Write the open meeting with all its sheets as one action, then do ``then``."""
        self._write(f"保存 {self._heading()}", lambda action: None, then)

    def _heading(self) -> str:
        return self.pane.opened.heading() if self.pane is not None else ""

    def _write(
        self, title: str, more: Callable[[Action], object], then: Callable[[], object] | None = None
    ) -> None:
        pane = self.pane
        if pane is None:
            return
        if pane.opened.unread:
            pane.show_unread()
            self.shell.show_notice("还没有保存：有一处看不懂，已标出来。已填的内容都在。", tone="due")
            return
        if pane.save_button.hasFocus():
            pane.tabs.setFocus()  # a greyed button passes the cursor on, to 删除 as it happens
        allow(pane.save_button, BUSY)
        self.desk.bridge.acted.emit()
        pane.opened.write(title, more, partial(self._written, pane.opened, title, then), self._refused)

    def _written(
        self, opened: OpenMeeting, title: str, then: Callable[[], object] | None, change: Change
    ) -> None:
        self._list_again()
        if self.pane is not None and self.pane.opened is opened:
            self.pane.show_words()
        if change.touched:
            verb, _, name = title.partition(" ")
            self.runner.tell(f"已{verb} {name}", change.action)
        if then is not None:
            then()

    def _refused(self, error: UserError) -> None:
        if self.pane is None:
            return
        self.pane.show_words()
        if isinstance(error, Refused):
            self.pane.show_place(error.problems[0].box)
        self.shell.show_notice(error.sentence(), tone="overdue")

    def _step(self, name: str, values: dict[str, object]) -> None:
        pane = self.pane
        assert pane is not None
        step = self._ledger.catalogue["meeting"].steps[name]
        if name == SIGN:
            question = f"“{self._heading()}”，{pane.count.text()}。{step.confirm}"
            if not ConfirmDialog(self.theme, "定稿", question, "定稿", parent=self).ask():
                return
        title = f"{step.title} {self._heading()}"
        self._write(
            title,
            lambda action: action.step(pane.opened.meeting, name, values),
            partial(self._stepped, pane.opened.meeting.uid),
        )

    def _stepped(self, uid: str) -> None:
        """After a step the meeting is read anew: its boxes may have become fixed."""
        file = read_file(self._ledger, uid)
        if file is not None:
            self._show(self._lay_open(file), FINISH)
        if self.pane is not None:
            self.pane.tabs.setFocus()  # the button that was pressed is gone; 撤销 would be next in line

    def _to_issue(self, row: Resolution, category: str) -> None:
        pane = self.pane
        if pane is None or not row.text:
            self.shell.show_notice("先写决议内容，再转为整改问题。", tone="due")
            return
        made: list[Issue] = []

        def more(action: Action) -> None:
            made.append(as_issue(row, pane.opened.file, category, pane.opened.roster, self._ledger))
            action.save(*made)

        def then() -> None:
            issue = made[0]
            self.shell.show_notice(
                f"已转为整改问题 {issue.code}，责任人和时限照决议填好了",
                "打开这个问题",
                lambda: self.shell.go("issues", uid=issue.uid),
            )

        self._write(f"转为整改问题 {self._heading()}", more, then)

    def _remove(self) -> None:
        pane = self.pane
        assert pane is not None
        opened, heading = pane.opened, self._heading()
        if opened.meeting.is_new:
            self._removed(opened)
            self._list_again()
            return

        def removed(change: Change) -> None:
            self._removed(opened)
            self.runner.tell(f"已删除 {heading}", change.action)

        self.desk.bridge.run(
            lambda: self._ledger.remove(opened.meeting, title=f"删除 {heading}", initiator=self),
            done=removed,
            failed=self._refused,
        )

    def _removed(self, opened: OpenMeeting) -> None:
        """Put a meeting that is no more away with what was typed for it, and open another."""
        uid = opened.meeting.uid
        self._files.pop(uid, None)
        if self.pane is not None and self.pane.opened is opened:
            self._put_away()
        opened.drop_draft()
        others = [one for one in self._meetings if one.uid != uid]
        if self.pane is not None:
            return
        if others:
            self.open(others[0].uid)
        else:
            self._empty.show()

    # -- elsewhere -----------------------------------------------------------------------------------

    def _open_meeting(self) -> Meeting | None:
        return self.pane.opened.meeting if self.pane is not None else None

    def preview(self, paper: PaperDeclaration) -> None:
        """Save what is open and show a paper of it will be printed."""
        if self.pane is None:
            return
        uid, opened = self.pane.opened.meeting.uid, self.pane.opened
        show = partial(
            self.shell.go,
            "preview",
            key=paper.key,
            args={"uid": uid},
            title=f"{paper.title}　{self._heading()}",
            back="meeting",
        )
        if opened.dirty or opened.meeting.is_new:
            self.save(show)
        else:
            show()

    def _follow(self, destination: Destination) -> None:
        if destination.key in _PAPERS:
            self.preview(PAPERS[destination.key])  # which saves first
        else:
            follow(self.shell, destination)


def _uid_of(key: str) -> str:
    """The meeting a draft is of."""
    return key.partition(" ")[0]
