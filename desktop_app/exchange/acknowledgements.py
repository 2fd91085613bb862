"""What each receiver has acknowledged of us: up to which mark of our history, which boxes, what it refused.

An acknowledgement moves by receipts alone. It is kept by the PC that gave it: an office with two PCs gets
what either of them lacks, and one that was restored says so and gets everything.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from desktop_app.exchange.offices import OfficeNotes
from desktop_app.exchange.receipt import MAX_REFUSED, Receipt
from desktop_app.records.record import Catalogue
from desktop_app.records.transfer import Place, Selection

# Packages whose receipt is still awaited; one older than so many moves nothing any more.
_AWAITED = 200
# A PC that sent no receipt so long after its office's last one is no longer waited for.
_FORGOTTEN = timedelta(days=90)
_AWAITED_IDS = "awaited_packages"


@dataclass(frozen=True)
class SentPackage:
    """What a package rests on that left us: marks by register, boxes left out, refused rows sent again."""

    marks: Mapping[str, int]
    left_out: Mapping[str, Collection[str]]
    again: Collection[Place] = ()


class Acknowledgements:
    """The acknowledgements of every receiver, in the branch file's notes."""

    def __init__(self, notes: OfficeNotes) -> None:
        self._notes = notes

    def marks(self, receivers: Iterable[str], selection: Selection, catalogue: Catalogue) -> dict[str, int]:
        """Up to which mark every PC of all ``receivers`` has each register with the boxes selected."""
        kept = [pc for receiver in receivers for pc in self._pcs(receiver)]
        found = {}
        for name in selection.boxes:
            wanted = selection.left_out(catalogue[name])
            found[name] = min((_mark(pc.get(name, []), wanted) for pc in kept), default=0)
        return found

    def pending(self, receivers: Iterable[str]) -> list[tuple[str, str, str]]:
        """Register, uid and reason of the records that were refused and go again."""
        kept = {(r, u): why for receiver in receivers for r, u, why in self._read(receiver)["pending"]}
        return [(register, uid, why) for (register, uid), why in kept.items()]

    def await_receipt(self, package_id: str, sent: SentPackage) -> None:
        """Keep what a package rested on until its receipt comes."""
        kept = {
            "marks": dict(sent.marks),
            "left_out": {name: sorted(boxes) for name, boxes in sent.left_out.items() if name in sent.marks},
            "again": [list(place) for place in sent.again],
        }
        self._notes.set_note(f"sent:{package_id}", json.dumps(kept))
        ids = [*json.loads(self._notes.note(_AWAITED_IDS, "[]")), package_id]
        for old in ids[:-_AWAITED]:
            self._notes.set_note(f"sent:{old}", "")
        self._notes.set_note(_AWAITED_IDS, json.dumps(ids[-_AWAITED:]))

    def has_sent(self, package_id: str) -> bool:
        """Whether this file wrote a package, of the latest ones."""
        return self._sent(package_id) is not None

    def read(self, receipt: Receipt, on: date) -> None:
        """Move on by a receipt whose signature holds; ``on`` is the day it was read."""
        if receipt.copied:
            return
        kept = self._read(receipt.from_office)
        if receipt.lacking:
            # Its file is not the one that acknowledged: everything goes again.
            kept["pcs"][receipt.replica] = {"on": on.isoformat(), "registers": {}}
            self._keep(receipt.from_office, kept)
            return
        sent = self._sent(receipt.package_id)
        if sent is None:
            return
        pc = kept["pcs"].setdefault(receipt.replica, {"on": "", "registers": {}})
        pc["on"] = max(pc["on"], on.isoformat())
        for name, mark in sent.marks.items():
            entries = pc["registers"].setdefault(name, [])
            stay = sorted(sent.left_out.get(name, ()))
            entries[:] = [e for e in entries if not (set(stay) <= set(e[0]) and e[1] <= mark)]
            if not any(set(e[0]) <= set(stay) and e[1] >= mark for e in entries):
                entries.append([stay, mark])
        refused = {(r, u): why for r, u, why in receipt.refused}
        settled = {tuple(place) for place in sent.again} - refused.keys()
        before = {(r, u): why for r, u, why in kept["pending"] if (r, u) not in settled}
        kept["pending"] = [[r, u, why] for (r, u), why in {**before, **refused}.items()]
        if len(kept["pending"]) > MAX_REFUSED:
            # More than one receipt can name: then nothing counts as taken, and all goes again.
            kept["pcs"][receipt.replica]["registers"], kept["pending"] = {}, []
        self._keep(receipt.from_office, kept)

    def forget(self) -> None:
        """Forget all: this file is no longer the one that sent."""
        for receiver in json.loads(self._notes.note("ack_offices", "[]")):
            self._notes.set_note(f"ack:{receiver}", "")
        for old in json.loads(self._notes.note(_AWAITED_IDS, "[]")):
            self._notes.set_note(f"sent:{old}", "")
        self._notes.set_note(_AWAITED_IDS, "")

    def _pcs(self, receiver: str) -> list[Mapping[str, Any]]:
        """The registers acknowledged by every PC of an office that still answers; one of nothing for none."""
        pcs = self._read(receiver)["pcs"].values()
        latest = max((date.fromisoformat(pc["on"]) for pc in pcs), default=None)
        alive = [pc for pc in pcs if latest is None or latest - date.fromisoformat(pc["on"]) <= _FORGOTTEN]
        return [pc["registers"] for pc in alive] or [{}]

    def _sent(self, package_id: str) -> SentPackage | None:
        kept = self._notes.note(f"sent:{package_id}")
        if not kept:
            return None
        fields = json.loads(kept)
        again = [(str(r), str(u)) for r, u in fields["again"]]
        return SentPackage(fields["marks"], fields["left_out"], again)

    def _read(self, receiver: str) -> dict[str, Any]:
        kept: dict[str, Any] = json.loads(self._notes.note(f"ack:{receiver}", "{}"))
        # The first releases kept how far each replica was known: by that nothing is acknowledged any more.
        return kept if "pcs" in kept else {"pcs": {}, "pending": []}

    def _keep(self, receiver: str, kept: dict[str, Any]) -> None:
        self._notes.set_note(f"ack:{receiver}", json.dumps(kept, ensure_ascii=False))
        offices = {*json.loads(self._notes.note("ack_offices", "[]")), receiver}
        self._notes.set_note("ack_offices", json.dumps(sorted(offices)))


def _mark(entries: Iterable[tuple[list[str], int]], wanted: frozenset[str]) -> int:
    """The latest mark acknowledged with no box left out but those that are left out now."""
    return max((mark for stay, mark in entries if wanted.issuperset(stay)), default=0)
