"""A branch file seen worse than it is: other words in its boxes, fewer or more of its records.

Nothing is written: papers are gathered from what `find`, `get` and `name` tell, and these tell the worse.
"""

import copy
from collections.abc import Callable, Sequence
from itertools import count, cycle, islice
from typing import Any

from desktop_app.base.ids import is_uid
from desktop_app.records.base import Record
from desktop_app.records.box import AnyBox
from desktop_app.registers.people.members import Member
from desktop_app.registers.people.orgs import PartyOrg
from desktop_app.registers.rules.rule_table import RuleRow

AS_IT_IS = (PartyOrg, RuleRow)
"""The office's own books: without them there is no desk."""
Words = Callable[[AnyBox, str], str]
"""What stands in a box of words instead of what is in it."""

LONG_NAME = "阿卜杜热合曼·麦麦提依明·买买提吐尔逊·艾合买提江·库尔班尼亚孜·吾斯曼·热依木·苏来曼·哈力克"
SHORT_NAME = "于"
STRANGE = "👨‍👩‍👧‍👦\U0001f1e8\U0001f1f3\x1b[31m\t\u200b\u202e\ufeff①Ⅳ㎡"
_SENTENCE = "第{}项，会议认为2026年3月5日前应当完成12项整改措施，由“张三丰”同志负责（电话0991-5550126）；"


def as_written(_box: AnyBox, words: str) -> str:
    """The words themselves."""
    return words


def longest(most: int) -> Words:
    """Boxes of words at their limit, or at `most` characters."""

    numbers = count(1)

    def worse(box: AnyBox, words: str) -> str:
        long, told = min(getattr(box, "limit", 20), most), words
        while len(told) < long:
            told += _SENTENCE.format(next(numbers))
        return told[:long].rstrip("“（")

    return worse


def unbroken(box: AnyBox, _words: str) -> str:
    """A word of 60 letters wherever it has room."""
    return "ABCDEFGHIJ"[: getattr(box, "limit", 10)] * min(6, getattr(box, "limit", 10) // 10 or 1)


def strange(_box: AnyBox, words: str) -> str:
    """Emoji of several code points, controls, marks of no width in the middle of the words."""
    return words[: len(words) // 2] + STRANGE + words[len(words) // 2 :]


class WorseLedger:
    """`ledger` with `words` in its boxes and at most `most` records of every register (None: all there are).

    Of one with fewer a list tells some again under other uids. `names` changes what people are called, by
    turns; `photo` are the bytes of every attached file.
    """

    def __init__(
        self,
        ledger: Any,
        *,
        words: Words = as_written,
        most: int | None = None,
        names: Sequence[str] = (),
        photo: bytes | None = None,
    ) -> None:
        self._ledger, self._words, self._count, self._photo = ledger, words, most, photo
        people = ledger.find(Member.select().order_by(Member.uid)) if names else ()
        self._kept: dict[type[Record], frozenset[str]] = {}
        self._names = dict(zip((one.uid for one in people), cycle(names), strict=False))
        self._called = {one.name: self._names[one.uid] for one in people}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._ledger, name)

    def find(self, query: Any) -> list[Any]:
        """The records of a query, worse and as many as they are to be."""
        found: list[Any] = self._ledger.find(query)
        if not found or not isinstance(found[0], Record):
            return [self._renamed(one) for one in found] if self._called else found
        if self._count is not None and not isinstance(found[0], AS_IT_IS):
            kept = self._those_kept(type(found[0]), self._count)
            some = [one for one in found if one.uid in kept]
            copies = islice(cycle(some), self._count if self._count > 1 else len(some))
            found = [_numbered(one, number // len(some)) for number, one in enumerate(copies)]
        return [self._worse(one) for one in found]

    def _renamed(self, row: Any) -> Any:
        """A row of values in which people are called as they are here."""
        return tuple(self._called.get(one, one) for one in row) if isinstance(row, tuple) else row

    def _those_kept(self, model: Any, count: int) -> frozenset[str]:
        """The uids of the records there are: the first, and all that stand under one of them."""
        if model not in self._kept:
            self._kept[model] = frozenset()  # one may stand under another of its own kind
            register = self._ledger.catalogue.of(model)
            every = self._ledger.find(model.live().order_by(model.uid))
            if register.parent:
                above = [self._ledger.catalogue[parent].model for parent in register.parent_registers]
                parents = {uid for one in above for uid in self._those_kept(one, count)}
                kept = [one.uid for one in every if getattr(one, register.parent) in parents]
            else:
                kept = [one.uid for one in every[:count]]
            self._kept[model] = frozenset(kept)
        return self._kept[model]

    def get(self, model: type[Record], uid: str | None) -> Any:
        """One record, worse."""
        found = self._ledger.get(model, _first(uid) if uid else uid)
        return self._worse(found) if found is not None else None

    def name(self, uid: str) -> str:
        """What a record is called."""
        uid = _first(uid)
        return self._names.get(uid) or str(self._ledger.name(uid))

    def names(self, uids: Sequence[str]) -> dict[str, str]:
        """What many records are called."""
        return {uid: self.name(uid) for uid in uids}

    def file_bytes(self, sha256: str) -> bytes:
        """The bytes of an attached file."""
        return bytes(self._ledger.file_bytes(sha256)) if self._photo is None else self._photo

    def _worse(self, record: Any) -> Any:
        worse = copy.copy(record)
        worse.__data__ = dict(record.__data__)
        if not isinstance(record, RuleRow):
            for name, box in self._ledger.catalogue.of(type(record)).boxes.items():
                value = worse.__data__.get(name)
                if box.kind in ("text", "long_text") and isinstance(value, str) and not is_uid(value):
                    worse.__data__[name] = self._words(box, value)
                elif box.kind == "lines" and value:
                    worse.__data__[name] = tuple(self._words(box, one)[:400] for one in value)
        if isinstance(record, Member) and record.uid in self._names:
            worse.name = self._names[record.uid]
        return worse


def _numbered(record: Any, turn: int) -> Any:
    """The record again under a uid of its own."""
    if not turn:
        return record
    again = copy.copy(record)
    again.__data__ = dict(record.__data__)
    again.uid = f"{record.uid}#{turn}"
    return again


def _first(uid: str) -> str:
    return uid.partition("#")[0]
