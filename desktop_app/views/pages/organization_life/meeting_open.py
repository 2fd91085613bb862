"""The meeting that lies open: every edit goes through it, it keeps the draft and writes one action."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, Self, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.base.errors import UserError
from desktop_app.duties.basics.bodies import Roster
from desktop_app.duties.organization_life.attendance import reason_known
from desktop_app.duties.organization_life.minutes import (
    MeetingFile,
    MeetingStanding,
    MeetingView,
    add_expected,
    as_study,
    read_file,
    tidy,
    votes_too_many,
    write_file,
)
from desktop_app.records.base import Record
from desktop_app.records.record import Register
from desktop_app.records.rules import Problem
from desktop_app.registers.organization_life.meeting_kinds import COMMITTEE, GENERAL, kinds_of
from desktop_app.registers.organization_life.meetings import Attendance, Meeting, Resolution, Speech
from desktop_app.registers.organization_life.votes import BALLOT, PERSONAL, PLAIN, SECRET, Vote, matter_told
from desktop_app.registers.study.study import StudySession
from desktop_app.storage.action import Action, Change, Refused
from desktop_app.storage.ledger import Ledger
from desktop_app.views.form.draft import FormDraft
from desktop_app.views.form.editors.editor import Editor
from desktop_app.views.form.editors.links import RecordEditor
from desktop_app.views.form.editors.picking import Offer
from desktop_app.views.form.editors.typed import TypedEditor
from desktop_app.views.form.kinds import editor_for
from desktop_app.views.form.role_gate import why_not_write

if TYPE_CHECKING:
    from desktop_app.desk import Desk

NOTE = "draft:meeting"
DRAFT_MS = 2000
# The lists of a meeting, and what stands in each.
ROWS: dict[str, type[Record]] = {
    "attendance": Attendance,
    "speeches": Speech,
    "votes": Vote,
    "resolutions": Resolution,
}
PARTS: dict[type[Record], str] = {
    Meeting: "head",
    StudySession: "study",
    **{model: part for part, model in ROWS.items()},
}
# What may still be written under signed minutes.
OPEN_AFTERWARDS = frozenset(("note", "makeup_on", "owner", "due_on", "done_on"))
# What decides who is expected.
_GATHERS = frozenset(("kind", "org", "start_end"))

Kept = dict[str, Any]
R = TypeVar("R", bound=Record)


class Unread(NamedTuple):
    """Words in a box that cannot be understood: the ``record``, the words for the editor, and why not."""

    record: Record
    words: Any
    why: str


class MeetingDrafts:
    """What is not saved yet of every meeting, in one draft of the branch file.

    A draft's key is its meeting's uid; one of earlier is set aside under another key, that uid and its time,
    when a meeting is edited without it, and offered on: of two versions none is lost.
    """

    def __init__(self, desk: Desk) -> None:
        self._ledger = desk.ledger
        register = desk.ledger.catalogue["meeting"]
        self._draft = FormDraft(desk, register, register.new())
        self._draft.key, self._draft.is_kept = NOTE, True
        kept = json.loads(self._draft.text() or "{}")  # the meetings themselves stood here once
        self._meetings: dict[str, Kept] = kept.get("boxes", kept)
        self._under_way: set[str] = set()

    def offers(self) -> list[tuple[str, str, str]]:
        """(key, title, when) of every draft, the latest first."""
        found = [(key, one["title"], one["at"]) for key, one in self._meetings.items()]
        return sorted(found, key=lambda offer: offer[2], reverse=True)

    def uids(self) -> set[str]:
        """The meetings with something not saved."""
        return {str(one["meeting"]["uid"]) for one in self._meetings.values()}

    def take(self, key: str) -> Kept | None:
        """What was kept, to be gone on with; None when there is none."""
        kept = self._meetings.pop(key, None)
        if kept is not None:
            uid = kept["meeting"]["uid"]
            self._set_aside(uid)
            self._meetings[uid] = kept
            self._under_way.add(uid)
        return kept

    def _set_aside(self, uid: str) -> None:
        if (earlier := self._meetings.pop(uid, None)) is not None:
            self._meetings[f"{uid} {earlier['at']}"] = earlier

    def begin(self, uid: str) -> None:
        """A meeting is edited: what was kept of it before, and not gone on with, is set aside."""
        if uid not in self._under_way:
            self._set_aside(uid)
            self._under_way.add(uid)

    def keep(self, uid: str, kept: Kept, done: Callable[[str], None]) -> None:
        """Keep a meeting as it lies on the desk, then tell ``done`` in words."""
        now = self._ledger.clock.now()
        self.begin(uid)
        self._meetings[uid] = {"at": now.isoformat(timespec="minutes"), **kept}
        self._draft.keep(self._meetings, partial(done, f"草稿已保留 {now:%H:%M}"))

    def drop(self, key: str) -> None:
        """The meeting is saved, or its words are not wanted."""
        if self._meetings.pop(key, None) is None:
            return
        if self._meetings:
            self._draft.keep(self._meetings)
        else:
            self._draft.drop()


class OpenMeeting(QObject):
    """A meeting on the desk, with the one door for edits: ``put``, ``add``, ``drop`` and what calls them.

    ``changed`` tells the part edited: head, attendance, speeches, votes, resolutions, study, or '' for all;
    ``kept`` in words that the draft is kept. ``unread`` is what was typed and cannot be understood yet, by
    record and box; nothing is saved while something is.
    """

    changed = Signal(str)
    kept = Signal(str)

    def __init__(
        self,
        desk: Desk,
        file: MeetingFile,
        drafts: MeetingDrafts,
        *,
        edited: bool = False,
        every: int = DRAFT_MS,
    ) -> None:
        """``every``: milliseconds between an edit and the draft that holds it."""
        super().__init__()
        self.desk, self.theme, self.file = desk, desk.theme, file
        self.ledger: Ledger = desk.ledger
        self.unread: dict[tuple[str, str], Unread] = {}
        self._drafts = drafts
        self._view = MeetingView.of(self.ledger, file)
        order = {uid: place for place, uid in enumerate(self.roster.members)}
        file.attendance.sort(key=lambda row: order.get(row.person, len(order)))
        self.revision, self.saved = (1, 0) if edited else (0, 0)
        self._standing: MeetingStanding | None = None
        self._timer = QTimer(self, singleShot=True, interval=every)
        self._timer.timeout.connect(self._keep)

    @property
    def meeting(self) -> Meeting:
        return self.file.meeting

    @property
    def roster(self) -> Roster:
        return self._view.roster

    @property
    def locked(self) -> bool:
        """Whether nothing is written here: the minutes are signed, or the role at the desk only looks."""
        return bool(self.why_locked)

    @property
    def why_locked(self) -> str:
        """Why nothing is written here; '' where something is."""
        signed = f"已{self.meeting.state}，原文不能再改，要更正请到“定稿与打印”"
        return self.shut or (signed if self.file.locked else "")

    @property
    def shut(self) -> str:
        """Why the role at the desk does not write here; '' where it does."""
        return why_not_write(self.ledger, self.ledger.catalogue.of(Meeting))

    @property
    def dirty(self) -> bool:
        """Whether something on the desk is not in the branch file yet."""
        return self.revision != self.saved

    def heading(self) -> str:
        """2026-11-20 11月支部委员会会议."""
        return self.register(self.meeting).heading(self.meeting, self.ledger.name)

    def register(self, record: Record) -> Register:
        """The register of the meeting or of something that hangs on it."""
        return self.ledger.catalogue.of(record)

    # -- edits ---------------------------------------------------------------------------------------

    def put(self, record: Record, **values: object) -> None:
        """Write boxes of a record of this meeting; the same values again are no edit."""
        changed = {box for box, value in values.items() if getattr(record, box) != value}
        if not changed:
            return
        for box in changed:
            setattr(record, box, values[box])
        if record is self.meeting and changed & _GATHERS:
            self.begin_sheet()
        if isinstance(record, Vote) and "ayes" in changed:
            for box, people in self._voters().items():
                if getattr(record, box) is None:
                    setattr(record, box, people)
        if isinstance(record, Vote) and changed & {"item", "matter"}:
            self.propose_way(record, "matter" not in changed)
        self.touch(PARTS[type(record)])

    def add(self, record: Record) -> None:
        """Put a new row of the meeting on the desk."""
        part = PARTS[type(record)]
        getattr(self.file, part).append(record)
        self.touch(part)

    def drop(self, record: Record) -> None:
        """Take a row out; a saved one goes into the bin at the next save."""
        self.file.drop(record)
        for key in [key for key in self.unread if key[0] == record.uid]:
            del self.unread[key]
        self.touch(PARTS[type(record)])

    def begin_sheet(self) -> None:
        """Put everybody expected on the sheet as present, as a meeting announced earlier needs on its day."""
        add_expected(self.file, self.roster, self.ledger)
        self.touch("attendance")

    def tick(self, row: Attendance, here: bool) -> None:
        """Somebody came, or is absent, for a reason the roster may know."""
        member = self.roster.members.get(row.person)
        reason = reason_known(member) if not here and member is not None else None
        self.put(row, present=here, reason=reason, note=None if here else row.note)

    def propose_way(self, vote: Vote, by_words: bool = True) -> None:
        """What a new vote is by the words of its item, and the ballot that is asked for it.

        Only an assembly decides about a person: what a committee looks at before is a plain decision.
        """
        assembly = GENERAL in kinds_of(self.meeting)
        if by_words and assembly and vote.is_new and vote.matter == PLAIN:
            vote.matter = matter_told(vote.item or "")
        if vote.matter in PERSONAL and vote.mode not in SECRET:
            vote.mode = BALLOT

    def count_voters(self, vote: Vote) -> None:
        """应到 and 实到 of a vote as the attendance sheet has them."""
        self.put(vote, **self._voters())

    def all_for_it(self, vote: Vote) -> None:
        """Everybody there with a vote was for it."""
        voters = self._voters()
        here = voters["present"]
        ballots = dict.fromkeys(("issued", "returned", "valid"), here) if vote.mode in SECRET else {}
        self.put(vote, **voters, ayes=here, noes=0, abst=0, **ballots)

    def _voters(self) -> dict[str, int]:
        turnout = self.standing().turnout
        return {"expected": len(turnout.voters), "present": len(turnout.voters_present)}

    def link_study(self, wanted: bool) -> None:
        """Let the meeting be a study session at the same time, or not."""
        if wanted and self.file.study is None and not self.file.take_back_study():
            self.file.study = as_study(self.meeting, self.ledger)
        elif not wanted and self.file.study is not None:
            self.file.drop(self.file.study)
        self.touch("study")

    def touch(self, part: str) -> None:
        """Something of this part was edited: it is told, and kept soon."""
        self.revision += 1
        self._standing = None
        if not self._timer.isActive():
            self._timer.start()
        self.changed.emit(part)

    # -- editors -------------------------------------------------------------------------------------

    def editor(self, record: Record, box: str) -> Editor:
        """The form's editor of one box, bound to a record of this meeting."""
        editor = editor_for(self.register(record).boxes[box], self.desk)
        self.bind(editor, record, box)
        return editor

    def bind(self, editor: Editor, record: Record, box: str) -> None:
        """Let what can be read in an editor go into the record with every stroke."""
        if isinstance(editor, TypedEditor):
            editor.takes_nearest = True
        if isinstance(editor, RecordEditor) and editor.box.kind != "record":
            editor.arrange = self._expected_first
        self.show(editor, record, box)
        editor.edited.connect(partial(self._read, editor, record, box))
        editor.committed.connect(partial(self._leave, editor, record, box))

    def show(self, editor: Editor, record: Record, box: str) -> None:
        """Show what the record holds; words that mean the same, or nothing yet, are left as typed."""
        editor.lock(self.shut or (self.why_locked if box not in OPEN_AFTERWARDS else ""))
        if (unread := self.unread.get((record.uid, box))) is not None:
            if editor.kept() != unread.words:
                editor.take_up(unread.words)
            if not editor.field.hasFocus():
                self._mark(editor, unread.why)
            return
        try:
            same = editor.value() == getattr(record, box)
        except UserError:
            same = False
        # Somebody's name may have changed behind the same value.
        if not same or (isinstance(editor, RecordEditor) and not editor.field.hasFocus()):
            editor.set_value(getattr(record, box))

    def fault(self, record: Record, box: str) -> str:
        """Why what stands in a box cannot be understood; '' when it can."""
        unread = self.unread.get((record.uid, box))
        return unread.why if unread is not None else ""

    def _read(self, editor: Editor, record: Record, box: str) -> None:
        key = (record.uid, box)
        try:
            value = editor.value()
        except UserError as error:
            self.unread[key] = Unread(record, editor.kept(), error.sentence())
            self.touch(PARTS[type(record)])
            return
        if self.unread.pop(key, None) is not None:
            self._mark(editor, "")
            self.touch(PARTS[type(record)])
        self.put(record, **{box: value})

    def _leave(self, editor: Editor, record: Record, box: str) -> None:
        self._read(editor, record, box)
        self._mark(editor, self.fault(record, box))

    @staticmethod
    def _mark(editor: Editor, why: str) -> None:
        """Say by the edge of a box and by its tip what is wrong with the words in it."""
        editor.mark(bool(why))
        editor.field.setToolTip(why)

    def _expected_first(self, offers: list[Offer]) -> list[Offer]:
        expected = {row.person for row in self.file.attendance}
        return sorted(offers, key=lambda offer: offer.value not in expected)

    # -- what it comes to ----------------------------------------------------------------------------

    def standing(self) -> MeetingStanding:
        """Who came and what it comes to, by the sheets as they lie here."""
        if self._standing is None:
            self._view = self._view.on_its_day(self.ledger)
            self._standing = self._view.standing()
        return self._standing

    def missing(self) -> list[Problem]:
        """What still prints as 【待补】, and softer doubts."""
        return self._view.missing()

    def groups(self) -> list[tuple[str, list[Attendance]]]:
        """The sheet by 党小组: (name, attendance rows); one nameless group for a committee."""
        if self.meeting.kind == COMMITTEE or not self.roster.groups:
            return [("", list(self.file.attendance))]
        named: dict[str, list[Attendance]] = {org.uid: [] for org in self.roster.groups}
        for row in self.file.attendance:
            member = self.roster.members.get(row.person)
            named.setdefault(getattr(member, "party_group", None) or "", []).append(row)
        return [
            (self.ledger.name(uid) if uid else "未编入党小组", rows) for uid, rows in named.items() if rows
        ]

    # -- writing -------------------------------------------------------------------------------------

    def write(
        self,
        title: str,
        more: Callable[[Action], object],
        done: Callable[[Change], None],
        failed: Callable[[UserError], None],
    ) -> None:
        """Write everything and ``more`` as one action of the ledger: one undo takes all of it back."""
        problems = [] if self.locked else votes_too_many(self.file, self.standing().turnout)
        if problems:
            failed(Refused(problems))
            return
        if tidy(self.file):
            self.changed.emit("speeches")
        revision = self.revision

        def job() -> Change:
            with self.ledger.action(title, initiator=self) as action:
                write_file(self.file, action)
                more(action)
            return action.change

        def written(change: Change) -> None:
            self.saved = revision
            self.file.dropped.clear()
            if revision and not self.dirty:
                self.drop_draft()
            done(change)

        self.desk.bridge.run(job, done=written, failed=failed)

    def is_as_in(self, file: MeetingFile) -> bool:
        """Whether the branch file holds the meeting as it lies here."""
        return self.file.stamps == file.stamps

    def renew(self) -> None:
        """Somebody wrote elsewhere: judge by the roster and the rules of now, keep what is typed here."""
        self._view = MeetingView.of(self.ledger, self.file)
        self._standing = None
        if self.meeting.is_new:
            add_expected(self.file, self.roster, self.ledger)
        self.changed.emit("")

    # -- the draft -----------------------------------------------------------------------------------

    def keep_draft(self) -> None:
        """Keep at once what was edited since it was last kept: on leaving the page."""
        if self._timer.isActive():
            self._timer.stop()
            self._keep()

    def _keep(self) -> None:
        if self.dirty:
            self._drafts.keep(self.meeting.uid, self._as_kept(), self.kept.emit)

    def drop_draft(self) -> None:
        """Forget the draft: all is saved, or not wanted."""
        self._timer.stop()
        self._drafts.drop(self.meeting.uid)

    def _as_kept(self) -> Kept:
        """Everything on the desk as plain values."""
        file = self.file

        def rows(records: Iterable[Record]) -> list[Kept]:
            return [{"uid": one.uid, "boxes": self.register(one).stored(one)} for one in records]

        return {
            "title": self.heading(),
            "meeting": rows([file.meeting])[0],
            "study": rows([file.study])[0] if file.study is not None else None,
            "dropped": [one.uid for one in file.dropped],
            "unread": [(*key, one.words, one.why) for key, one in self.unread.items()],
            **{part: rows(getattr(file, part)) for part in ROWS},
        }

    @classmethod
    def from_kept(cls, desk: Desk, drafts: MeetingDrafts, kept: Kept, every: int = DRAFT_MS) -> Self:
        """The meeting as it lay on the desk: saved records with the draft's values over them, new ones anew.

        State and stamps are those of the branch file, so a meeting signed meanwhile stays signed.
        """
        ledger, uid = desk.ledger, kept["meeting"]["uid"]
        was = read_file(ledger, uid)
        if was is not None and was.locked:
            return cls(desk, was, drafts, every=every)
        was = was or MeetingFile(Meeting(uid=uid))
        saved = [was.meeting, *(one for part in ROWS for one in getattr(was, part))]
        known = {one.uid: one for one in (*saved, was.study) if one is not None}

        def put(model: type[R], words: Kept) -> R:
            register = ledger.catalogue.of(model)
            record = known.get(words["uid"]) or model(uid=words["uid"])
            boxes = {
                name: value
                for name, value in words["boxes"].items()
                if name in register.boxes and name != register.state
            }
            register.put(record, boxes)
            return record

        file = MeetingFile(put(Meeting, kept["meeting"]))
        for part, model in ROWS.items():
            setattr(file, part, [put(model, words) for words in kept[part]])
        file.study = put(StudySession, kept["study"]) if kept["study"] else None
        file.dropped = [known[one] for one in kept["dropped"] if one in known]
        opened = cls(desk, file, drafts, edited=True, every=every)
        rows = {one.uid: one for part in ROWS for one in getattr(file, part)} | {uid: file.meeting}
        for owner, box, words, why in kept.get("unread", ()):
            if owner in rows:
                opened.unread[owner, box] = Unread(rows[owner], words, why)
        return opened
