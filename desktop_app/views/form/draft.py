"""The draft of a form: what was typed and not yet saved, kept in the branch file and offered again."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Any

from desktop_app.base.periods import chinese_date, chinese_time
from desktop_app.records.base import Record
from desktop_app.records.record import Register

if TYPE_CHECKING:
    from desktop_app.base.errors import UserError
from desktop_app.desk import Desk

# Two versions of such a box stand under each other.
_LONG = "long_text"
# What a draft holds by box: the words typed, what the record held, words typed over.
_PARTS = ("boxes", "was", "clash")

Kept = dict[str, Any]
Place = tuple[str, Mapping[str, object]]


def typed_of(boxes: Mapping[str, object], begun: Mapping[str, object]) -> Kept:
    """What a hand made of the boxes a form ``begun`` with."""
    return {name: words for name, words in boxes.items() if name not in begun or words != begun[name]}


def _only(values: Mapping[str, Any], names: Collection[str]) -> Kept:
    return {name: value for name, value in values.items() if name in names}


class FormDraft:
    """The draft of one record; a new record's is found by its register, and by its parent for a child.

    ``about`` tells apart new records that begin with something of their own: one typed for another
    occasion is not offered; ``step`` the dialogs of a record's steps. ``place`` is the page and its
    arguments that begin the form anew, where the record alone does not tell them; ``called`` what the form
    is and of what, where register and record do not say it.

    A draft that was read and not answered yet *waits*: what is typed meanwhile is kept beside it.
    """

    def __init__(
        self,
        desk: Desk,
        register: Register,
        record: Record,
        about: str = "",
        *,
        step: str = "",
        place: Place | None = None,
        called: tuple[str, str] | None = None,
    ) -> None:
        self._desk, self._register, self._record, self._place = desk, register, record, place
        self._called = called
        parent = getattr(record, register.parent) if register.parent else ""
        begun = ":".join(part for part in (parent, about) if part)
        which = f"new:{begun}" if record.is_new else record.uid
        self.key = ":".join(part for part in ("draft", register.name, which, step) if part)
        self.is_kept = False
        self.waiting: Kept | None = None
        self._rest: Kept | None = None

    def read(self, asked: Collection[str]) -> Kept | None:
        """What was kept: ``at`` in words, ``boxes`` by name, what they ``was`` then; None for nothing.

        ``clash`` are the words of boxes that were typed twice, where they could not stand together. A form
        that asks only some boxes of the record is given what was typed into those; what another form of the
        record kept of the others stays in the draft.
        """
        text = self.text()
        self.is_kept = bool(text)
        self.waiting = self._rest = None
        if not text:
            return None
        kept = {"was": {}, **json.loads(text)}
        earlier = kept.pop("earlier", None)
        if earlier is not None:
            kept = self.joined({"was": {}, **earlier}, kept)
        kept["boxes"] = typed_of(kept["boxes"], kept["was"])
        others = kept["boxes"].keys() - set(asked)
        if others:
            self._rest = {**kept, **{part: _only(kept.get(part, {}), others) for part in _PARTS}}
        if not kept["boxes"].keys() <= others:
            self.waiting = {**kept, **{part: _only(kept.get(part, {}), asked) for part in _PARTS}}
        return self.waiting

    def joined(self, earlier: Mapping[str, Any], later: Mapping[str, Any]) -> Kept:
        """The draft ``earlier`` with what was typed later over it: no word of either is lost."""
        boxes, was, clash = dict(earlier["boxes"]), dict(earlier["was"]), dict(earlier.get("clash", {}))
        for name, words in later["boxes"].items():
            before = boxes.get(name)
            if before not in (None, "") and words in (None, ""):
                continue
            boxes[name] = words
            if name in later["was"]:
                was[name] = later["was"][name]
            if not isinstance(before, str) or before in ("", words):
                continue
            box = self._register.boxes.get(name.rpartition(".")[2])
            if box is not None and box.kind == _LONG and isinstance(words, str):
                boxes[name] = words if before in words else f"{before}\n{words}"
            else:
                clash[name] = before
        return {**earlier, "boxes": boxes, "was": was, "clash": clash}

    def keep(
        self,
        boxes: Mapping[str, object],
        done: Callable[[], None] = lambda: None,
        failed: Callable[[UserError], None] | None = None,
        *,
        was: Mapping[str, object] | None = None,
    ) -> None:
        """Keep what was typed so far, then ``done``; without ``failed`` the window tells why it was not.

        ``was`` is what the record held: a new one holds nothing that could change meanwhile.
        """
        now = self._desk.clock.now()
        at = f"{chinese_date(now.date())}{chinese_time(now.time())}"
        rest = self._rest or {}
        kept: Kept = {
            "at": at,
            "boxes": {**rest.get("boxes", {}), **boxes},
            "was": {} if self._record.is_new else {**rest.get("was", {}), **(was or {})},
        }
        if self.waiting is not None:
            kept["earlier"] = self.waiting
        if self._place is not None:
            kept["place"] = self._place
        if self._called is not None:
            kept["called"] = self._called
        is_empty = not kept["boxes"] and self.waiting is None
        self._write("" if is_empty else json.dumps(kept, ensure_ascii=False), done, failed)

    def answered(self) -> None:
        """What waited stands in the form again, or is not wanted."""
        self.waiting = None

    def drop(self) -> None:
        """Forget what was typed: it was saved, or is not wanted; what waits for an answer stays."""
        left = self.waiting if self._rest is None else self._left(self._rest)
        if left is not None:
            self._write(json.dumps(left, ensure_ascii=False))
        elif self.is_kept:
            self._write("")

    def text(self) -> str:
        """What lies in the branch file, or is on its way there; '' for nothing."""
        desk = self._desk
        return desk.unwritten[self.key] if self.key in desk.unwritten else desk.ledger.note(self.key)

    def _left(self, rest: Kept) -> Kept:
        if self.waiting is None:
            return rest
        parts = {part: {**rest.get(part, {}), **self.waiting.get(part, {})} for part in _PARTS}
        return {**self.waiting, **parts}

    def _write(
        self,
        text: str,
        done: Callable[[], None] = lambda: None,
        failed: Callable[[UserError], None] | None = None,
    ) -> None:
        """Have the worker write it; whoever reads before it came so far is given the same."""
        self.is_kept = bool(text)
        key, ledger, unwritten = self.key, self._desk.ledger, self._desk.unwritten
        unwritten[key] = text

        def job() -> None:
            try:
                ledger.set_note(key, text)
            finally:
                if unwritten.get(key) == text:
                    unwritten.pop(key, None)

        self._desk.bridge.run(job, done=lambda _: done(), failed=failed)
