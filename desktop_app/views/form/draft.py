"""The draft of a form: what was typed and not yet saved, kept in the branch file and offered again."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from desktop_app.base.periods import chinese_date, chinese_time
from desktop_app.records.base import Record
from desktop_app.records.record import Register

if TYPE_CHECKING:
    from desktop_app.base.errors import UserError
from desktop_app.desk import Desk


class FormDraft:
    """The draft of one record; a new record's is found by its register, and by its parent for a child.

    ``about`` tells apart new records that begin with something of their own: one typed for another
    occasion is not offered.
    """

    def __init__(self, desk: Desk, register: Register, record: Record, about: str = "") -> None:
        self._desk, self._record = desk, record
        parent = getattr(record, register.parent) if register.parent else ""
        begun = ":".join(part for part in (parent, about) if part)
        which = f"new:{begun}" if record.is_new else record.uid
        self.key = f"draft:{register.name}:{which}"
        self.is_kept = False

    def read(self) -> dict[str, Any] | None:
        """What was kept: ``at`` in words, ``boxes`` by name, what they ``was`` then; None for nothing."""
        text = self._desk.ledger.note(self.key)
        self.is_kept = bool(text)
        return {"was": {}, **json.loads(text)} if text else None

    def keep(
        self,
        boxes: Mapping[str, object],
        done: Callable[[], None] = lambda: None,
        failed: Callable[[UserError], None] | None = None,
        *,
        was: Mapping[str, object] | None = None,
    ) -> None:
        """Keep what is typed so far, then ``done``; without ``failed`` the window tells why it was not.

        ``was`` is what the record held: a new one holds nothing that could change meanwhile.
        """
        now = self._desk.clock.now()
        at = f"{chinese_date(now.date())}{chinese_time(now.time())}"
        held = {} if self._record.is_new else dict(was or {})
        text = json.dumps({"at": at, "boxes": boxes, "was": held}, ensure_ascii=False)
        self.is_kept = True
        self._desk.bridge.run(
            lambda: self._desk.ledger.set_note(self.key, text), done=lambda _: done(), failed=failed
        )

    def drop(self) -> None:
        """Forget it: the record was saved, or the words are not wanted."""
        if self.is_kept:
            self.is_kept = False
            self._desk.bridge.run(lambda: self._desk.ledger.set_note(self.key, ""))
