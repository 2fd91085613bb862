"""Names told before the roster was there, each with a post: kept with the file until they are entered."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from desktop_app.storage.ledger import Ledger

SECRETARY = "书记"
_NOTE = "awaited"
_BETWEEN = re.compile(r"[、，,；;\n]+")


@dataclass(frozen=True, slots=True)
class Awaited:
    """Somebody named before the roster was there, and the post."""

    name: str
    role: str


def read_people(words: str, roles: Iterable[str], plain: str) -> tuple[Awaited, ...]:
    """李某 组织委员、王某（宣传委员）、赵某: each name with the post of ``roles``, ``plain`` without one."""
    by_length = "|".join(sorted(roles, key=len, reverse=True))
    told = re.compile(rf"^(?P<name>.*?)[\s（(:：]*(?P<role>{by_length})[）)]?$")
    found = []
    for part in _BETWEEN.split(words):
        with_role = told.match(part.strip())
        name = "".join((with_role["name"] if with_role else part).split())
        if name:
            found.append(Awaited(name, with_role["role"] if with_role else plain))
    return tuple(found)


def keep_awaited(ledger: Ledger, people: Iterable[Awaited]) -> None:
    """Remember who is to be linked once they stand on the roster."""
    kept = [[one.name, one.role] for one in people]
    ledger.set_note(_NOTE, json.dumps(kept, ensure_ascii=False) if kept else "")


def awaited(ledger: Ledger) -> tuple[Awaited, ...]:
    """Who was named at the founding, on the roster by now or not."""
    return tuple(Awaited(name, role) for name, role in json.loads(ledger.note(_NOTE, "[]")))
