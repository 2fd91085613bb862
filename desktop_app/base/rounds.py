"""Long looks over the branch file in small parts, for the time when nobody needs the worker."""

import json
from collections.abc import Callable, Generator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from desktop_app.base.errors import UserError

Parts = Generator[None, None, list[UserError]]
"""One small part, 50 ms at most, per ``next``; at last what was found."""


@dataclass(frozen=True)
class Round:
    """A look taken again ``every`` so often: ``begin`` starts it, a person knows it as ``title``."""

    key: str
    title: str
    begin: Callable[[], Parts]
    every: timedelta

    @property
    def note(self) -> str:
        """Under which note of the branch file its last verdict stands."""
        return f"round:{self.key}"


@dataclass(frozen=True)
class Verdict:
    """What the last round found and when it ended."""

    at: datetime
    found: tuple[UserError, ...] = ()

    def text(self) -> str:
        """The verdict as a note keeps it."""
        found = [[one.what, one.safe, one.todo] for one in self.found]
        return json.dumps({"at": self.at.isoformat(timespec="seconds"), "found": found}, ensure_ascii=False)


class Notes(Protocol):
    """Where verdicts are kept: an open branch file."""

    def note(self, key: str) -> str: ...

    def set_note(self, key: str, value: str) -> None: ...


def verdict_of(notes: Notes, one: Round) -> Verdict | None:
    """What the last round found; None when there was none, or what stands there is no verdict."""
    try:
        kept = json.loads(notes.note(one.note))
        found = tuple(UserError(*(str(part) for part in parts[:3])) for parts in kept["found"])
        return Verdict(datetime.fromisoformat(kept["at"]).replace(tzinfo=None), found)
    except (ValueError, KeyError, TypeError):
        return None


def is_due(notes: Notes, one: Round, now: datetime) -> bool:
    """Whether a round is to be gone again; a verdict of a day that has not come yet counts for nothing."""
    last = verdict_of(notes, one)
    return last is None or last.at > now or now - last.at >= one.every
