"""The offices we know: each with its card, how we came to know it, and the cards it had before."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from functools import lru_cache
from typing import Any, Protocol

from desktop_app.exchange.card import OfficeCard

_LISTED = "known_offices"


# The note that names the replica this file writes as; it changes when the file is found to be a copy.
REPLICA = "replica"


class OfficeNotes(Protocol):
    """Where the exchange keeps keys, cards and acknowledgements: the branch file's own notes."""

    def note(self, key: str, default: str = "") -> str:
        """A setting."""
        ...

    def set_note(self, key: str, value: str) -> None:
        """Keep a setting."""
        ...


class How(Enum):
    """How an office became known, in the words of the list."""

    TYPED = "核对过"
    INTRODUCED = "由上级名录介绍"


@dataclass(frozen=True)
class FormerCard:
    """A card that was replaced: packages it signed count below number ``until``."""

    card: OfficeCard
    until: int


@dataclass(frozen=True)
class KnownOffice:
    """An office whose card we hold; from package ``retired`` on it is not believed any more."""

    card: OfficeCard
    how: How = How.TYPED
    since: date | None = None
    former: tuple[FormerCard, ...] = ()
    retired: int | None = None

    def holds(self, sign_key: bytes) -> bool:
        """Whether the office signed with this key once, and does not now: we had it, or its card says so."""
        handed_on = any(each.old_key == sign_key for each in self.card.successions)
        return handed_on or any(each.card.sign_key == sign_key for each in self.former)

    def with_card(self, card: OfficeCard, until: int, how: How, since: date) -> KnownOffice:
        """The office with another card; the one it had counts below package ``until``."""
        former = (*self.former, FormerCard(self.card, until))
        return replace(self, card=card, how=how, since=since, former=former)


class OfficeBook:
    """Known offices in the notes of the branch file."""

    def __init__(self, notes: OfficeNotes) -> None:
        self._notes = notes

    def __iter__(self) -> Iterator[KnownOffice]:
        for code in json.loads(self._notes.note(_LISTED, "[]")):
            yield self._read(code)

    def get(self, code: str) -> KnownOffice | None:
        """The office with this code, if we know it."""
        return self._read(code) if code in json.loads(self._notes.note(_LISTED, "[]")) else None

    def put(self, office: KnownOffice) -> None:
        """Keep what we know of an office."""
        code = office.card.code
        self._notes.set_note(f"office:{code}", json.dumps(_told(office), ensure_ascii=False))
        listed = json.loads(self._notes.note(_LISTED, "[]"))
        if code not in listed:
            self._notes.set_note(_LISTED, json.dumps(sorted([*listed, code])))

    def _read(self, code: str) -> KnownOffice:
        kept = self._notes.note(f"office:{code}")
        if not kept:
            # Files of the first release kept the bare card.
            return KnownOffice(_card(self._notes.note(f"card:{code}")))
        told = json.loads(kept)
        return KnownOffice(
            _card(told["card"]),
            How[told["how"]],
            date.fromisoformat(told["since"]) if told["since"] else None,
            tuple(FormerCard(_card(card), until) for card, until in told["former"]),
            told["retired"],
        )


def _told(office: KnownOffice) -> dict[str, Any]:
    return {
        "card": office.card.to_bytes().decode(),
        "how": office.how.name,
        "since": office.since.isoformat() if office.since else "",
        "former": [[each.card.to_bytes().decode(), each.until] for each in office.former],
        "retired": office.retired,
    }


@lru_cache(maxsize=1024)
def _card(text: str) -> OfficeCard:
    # Every page that names offices reads all their cards; a signature is proved once.
    return OfficeCard.from_bytes(text.encode())
