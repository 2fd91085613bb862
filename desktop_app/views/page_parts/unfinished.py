"""What was begun and not saved: every draft of whoever is at the desk, with where it is gone on with."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desktop_app.base.periods import Month, chinese_date, chinese_time
from desktop_app.storage.kept_notes import own_drafts
from desktop_app.storage.ledger import Ledger
from desktop_app.views.page_parts.places import Place, place_of, place_to_begin
from desktop_app.views.table.titles import bare

_NEW, _MEETING, _REPORT, _IMPORT = "new", "meeting", "monthly_report", "import"


@dataclass(frozen=True, slots=True)
class Unfinished:
    """One draft: what it is of, its record in words, when it was typed, and the page that offers it."""

    what: str
    name: str
    at: str
    place: Place

    def words(self) -> str:
        """有一份没写完的会议记录."""
        return f"有一份没写完的{self.what}"


def unfinished(ledger: Ledger) -> list[Unfinished]:
    """The drafts of whoever is at the desk."""
    found: list[Unfinished] = []
    for key, text in own_drafts(ledger):
        parts = key.split(":")
        if parts[0] in ledger.catalogue and text:
            kept = json.loads(text)
            found += _meetings(kept) if len(parts) == 1 else [_of(ledger, parts, kept)]
    return found


def _meetings(kept: Mapping[str, Any]) -> Iterator[Unfinished]:
    for key, one in kept.get("boxes", {}).items():
        at = datetime.fromisoformat(one["at"])
        words = f"{chinese_date(at.date())}{chinese_time(at.time())}"
        yield Unfinished("会议记录", one["title"], words, (_MEETING, {"draft": key}))


def _of(ledger: Ledger, parts: list[str], kept: Mapping[str, Any]) -> Unfinished:
    name, which, more = parts[0], parts[1], parts[2] if len(parts) > 2 else ""
    register = ledger.catalogue[name]
    what, at = bare(register.title), str(kept.get("at", ""))
    if which == _NEW:
        above = ledger.locate(more) if register.parent and more else None
        place = place_of(ledger, above[0].name, more) if above is not None else place_to_begin(name, ())
        told = f"{ledger.name(more)}的新一条" if above is not None else "新的一条"
        if more == _IMPORT:
            what, told = "导入", str(kept["boxes"].get("sheet", ""))
    elif name == _REPORT and ledger.locate(which) is None:
        month = Month.from_iso(which)
        place, told = ("report", {"month": month}), month.chinese()
    else:
        step = register.steps.get(more)
        place = place_of(ledger, name, which)
        told = ledger.name(which) + (f"，办「{step.title}」" if step is not None else "")
    if "place" in kept:
        place = kept["place"][0], dict(kept["place"][1])
    if "called" in kept:
        what, told = kept["called"]
    return Unfinished(what, told, at, place)
