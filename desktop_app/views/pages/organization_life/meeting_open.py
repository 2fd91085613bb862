"""The meeting lying open on the desk: its sheets, what they come to, and the draft of what is not saved."""

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.base.pinyin import Pinyin
from desktop_app.duties.organization_life.minutes import (
    MeetingFile,
    MeetingView,
    Standing,
    add_expected,
    read_file,
)
from desktop_app.records.rules import Problem
from desktop_app.registers.organization_life.meetings import (
    COMMITTEE,
    Attendance,
    Meeting,
    Resolution,
    Speech,
)
from desktop_app.registers.organization_life.votes import Vote
from desktop_app.registers.study.study import StudySession
from desktop_app.storage.ledger import Ledger
from desktop_app.views.bridge import Bridge

NOTE = "draft:meeting"
_MODELS = {
    "attendance": Attendance,
    "speeches": Speech,
    "votes": Vote,
    "resolutions": Resolution,
}


class OpenMeeting(QObject):
    """A ``MeetingFile`` with a voice: every edit goes through here and is told by ``changed``.

    The word told is the part that was edited: head, attendance, speeches, votes, resolutions, study.
    """

    changed = Signal(str)

    def __init__(self, ledger: Ledger, file: MeetingFile, *, edited: bool = False) -> None:
        super().__init__()
        self.ledger, self.file = ledger, file
        self._view = MeetingView.of(ledger, file)
        self.roster = self._view.roster
        order = {uid: place for place, uid in enumerate(self.roster.members)}
        file.attendance.sort(key=lambda row: order.get(row.person, len(order)))
        self.revision, self.saved = (1, 0) if edited else (0, 0)
        self._standing: Standing | None = None

    @property
    def meeting(self) -> Any:
        return self.file.meeting

    @property
    def dirty(self) -> bool:
        """Whether something on the desk is not in the branch file yet."""
        return self.revision != self.saved

    def heading(self) -> str:
        """2026-11-20 11月支部委员会会议."""
        return self.ledger.catalogue.of(self.meeting).heading(self.meeting, self.ledger.name)

    def put(self, part: str, record: Any, box: str, value: Any) -> None:
        """Write one box of a record of this meeting; the same value again is no edit."""
        if getattr(record, box) == value:
            return
        setattr(record, box, value)
        if record is self.meeting and box in ("kind", "org", "start_end"):
            self.begin_sheet()
        self.touch(part)

    def begin_sheet(self) -> None:
        """Put everybody expected on the sheet as present, as a meeting announced earlier needs on its day."""
        add_expected(self.file, self.roster, self.ledger)
        self.touch("attendance")

    def touch(self, part: str) -> None:
        """Something of this part was edited."""
        self.revision += 1
        self._standing = None
        self.changed.emit(part)

    def standing(self) -> Standing:
        """Who came and what it comes to, by the sheets as they lie here."""
        if self._standing is None:
            self._view = self._view.on_its_day(self.ledger)
            self._standing = self._view.standing()
        return self._standing

    def missing(self) -> list[Problem]:
        """What still prints as 【待补】, and softer doubts."""
        return self._view.missing()

    def people(self, pinyin: Pinyin) -> list[tuple[str, str, str]]:
        """(uid, name, pinyin keys) for a PersonBox: who is expected first, then the rest of the roster.

        Two of one name are told apart by the month they were born.
        """
        expected = {row.person: None for row in self.file.attendance}
        order = [*expected, *(uid for uid in self.roster.members if uid not in expected)]
        found = [one for uid in order if (one := self.roster.members.get(uid)) is not None]
        like = Counter(one.name for one in found)

        def called(one: Any) -> str:
            born = f"（{one.birth_date:%Y年%m月}生）" if like[one.name] > 1 and one.birth_date else ""
            return f"{one.name}{born}"

        return [(one.uid, called(one), pinyin.keys(one.name)) for one in found]

    def groups(self) -> list[tuple[str, list[Any]]]:
        """The sheet by 党小组: (name, attendance rows); one nameless group for a committee."""
        if self.meeting.kind == COMMITTEE or not self.roster.groups:
            return [("", list(self.file.attendance))]
        named: dict[str, list[Any]] = {org.uid: [] for org in self.roster.groups}
        for row in self.file.attendance:
            member = self.roster.members.get(row.person)
            named.setdefault(getattr(member, "party_group", None) or "", []).append(row)
        return [
            (self.ledger.name(uid) if uid else "未编入党小组", rows) for uid, rows in named.items() if rows
        ]


# -- drafts ------------------------------------------------------------------------------------------


def draft_of(opened: OpenMeeting, at: str) -> dict[str, Any]:
    """Everything on the desk as plain values, to be kept beside the branch file's records."""
    catalogue, file = opened.ledger.catalogue, opened.file

    def rows(records: Iterable[Any]) -> list[dict[str, Any]]:
        return [{"uid": one.uid, "boxes": catalogue.of(one).stored(one)} for one in records]

    return {
        "at": at,
        "title": opened.heading(),
        "meeting": rows([file.meeting])[0],
        "study": rows([file.study])[0] if file.study is not None else None,
        "dropped": [one.uid for one in file.dropped],
        **{name: rows(getattr(file, name)) for name in _MODELS},
    }


def from_draft(ledger: Ledger, draft: dict[str, Any]) -> OpenMeeting:
    """The meeting as it lay on the desk: saved records with the draft's values over them, new ones anew.

    State and stamps are those of the branch file, so a meeting signed meanwhile stays signed.
    """
    head = draft["meeting"]
    saved = read_file(ledger, head["uid"])
    was = saved or MeetingFile(Meeting(uid=head["uid"]))
    known = {one.uid: one for name in _MODELS for one in getattr(was, name) if one is not None}

    def put(model: Any, kept: dict[str, Any], record: Any = None) -> Any:
        register = ledger.catalogue.of(model)
        record = record or known.get(kept["uid"]) or model(uid=kept["uid"])
        boxes = {
            name: value
            for name, value in kept["boxes"].items()
            if name in register.boxes and name != register.state
        }
        register.put(record, boxes)
        return record

    put(Meeting, head, was.meeting)
    if was.locked:
        return OpenMeeting(ledger, read_file(ledger, head["uid"]) or was)
    file = MeetingFile(was.meeting)
    for name, model in _MODELS.items():
        setattr(file, name, [put(model, kept) for kept in draft[name]])
    file.study = put(StudySession, draft["study"], was.study) if draft["study"] else None
    gone = set(draft["dropped"])
    file.dropped = [one for uid, one in known.items() if uid in gone]
    if was.study is not None and was.study.uid in gone:
        file.dropped.append(was.study)
    return OpenMeeting(ledger, file, edited=True)


class Drafts(QObject):
    """Keeps what is not saved yet in the branch file, a few seconds after each edit, and offers it again."""

    kept = Signal(str)

    def __init__(self, ledger: Ledger, bridge: Bridge, every: int = 2000) -> None:
        """``every``: milliseconds between an edit and the draft that holds it."""
        super().__init__()
        self._ledger, self._bridge = ledger, bridge
        self._drafts: dict[str, dict[str, Any]] = json.loads(ledger.note(NOTE) or "{}")
        self._waiting: dict[str, OpenMeeting] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(every)
        self._timer.timeout.connect(self.keep_now)

    def offers(self) -> list[tuple[str, str, str]]:
        """(meeting uid, title, when) of every draft, the latest first."""
        found = [(uid, one["title"], one["at"]) for uid, one in self._drafts.items()]
        return sorted(found, key=lambda offer: offer[2], reverse=True)

    def take(self, uid: str) -> OpenMeeting | None:
        """The meeting as its draft has it; None when there is no draft."""
        draft = self._drafts.get(uid)
        return from_draft(self._ledger, draft) if draft is not None else None

    def note(self, opened: OpenMeeting) -> None:
        """This meeting was edited: keep it soon."""
        self._waiting[opened.meeting.uid] = opened
        if not self._timer.isActive():
            self._timer.start()

    def keep_now(self) -> None:
        """Keep at once what waits; on leaving the page, and by the clock."""
        self._timer.stop()
        at = self._ledger.clock.now()
        for uid, opened in self._waiting.items():
            if opened.dirty:
                self._drafts[uid] = draft_of(opened, at.isoformat(timespec="minutes"))
        if self._waiting:
            self._waiting.clear()
            self._write(f"草稿已保留 {at:%H:%M}")

    def drop(self, uid: str) -> None:
        """The draft is saved, or not wanted."""
        self._waiting.pop(uid, None)
        if self._drafts.pop(uid, None) is not None:
            self._write("")

    def _write(self, words: str) -> None:
        text = json.dumps(self._drafts, ensure_ascii=False) if self._drafts else ""
        self._bridge.run(lambda: self._ledger.set_note(NOTE, text), done=lambda _: self.kept.emit(words))
