"""A branch with two PCs and its committee whose files are copied, put back and restored at random."""

import random
import shutil
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from desktop_app.base.clock import SetClock
from desktop_app.exchange.courier import Courier
from desktop_app.exchange.identity import OfficeKeys
from desktop_app.records.record import Catalogue
from desktop_app.records.transfer import GIVE_BACK, STEP, Selection, whole
from desktop_app.storage import branch_file
from desktop_app.storage.backup import BackupStore, restore
from desktop_app.storage.exchange_store import LedgerExchange
from desktop_app.storage.keys import unlock
from desktop_app.storage.ledger import Ledger
from desktop_app.storage.place import Place
from tests.storage.toy import Lost, Person, toy_setting

BRANCH, COMMITTEE = "A01", "C00"
BEGIN = datetime(2026, 10, 10, 9, 0)
FIRST, SECOND, ABOVE = "first", "second", "above"
# A version of a person: when it was written and the name it gave.
Version = tuple[int, str]


class NoLog:
    """The register of packages, kept by nobody."""

    def __init__(self) -> None:
        self._ids: set[str] = set()

    def sent(self, *told: object) -> None: ...

    def received(self, manifest: Any, *told: object) -> None:
        self._ids.add(manifest.id)

    def acknowledged(self, *told: object) -> None: ...

    def has_received(self, package_id: str) -> bool:
        return package_id in self._ids


class World:
    """Three PCs with what lies on their disks; every deed takes a minute.

    ``NAMES`` are the PCs there are from the beginning, one of each office.
    """

    NAMES: tuple[str, ...] = (FIRST, ABOVE)

    def __init__(self, folder: Path, seed: int, keys: tuple[OfficeKeys, ...]) -> None:
        self.random = random.Random(seed)
        self.folder = folder
        self.clock = SetClock(BEGIN)
        self.setting = replace(toy_setting(folder), clock=self.clock)
        self.cards = {own.code: own.public for own in keys}
        self.open: dict[str, Ledger] = {}
        self.told: list[str] = []
        self.counts: Counter[str] = Counter()
        self.written = 0
        self._log = NoLog()
        self._blind: set[str] = set()
        for pc, own in zip(self.NAMES, keys, strict=True):
            self._path(pc).parent.mkdir(parents=True)
            ledger, _ = branch_file.create(self._path(pc), self._of(pc), office=own.code, password=None)
            ledger.set_note("office_keys", own.to_bytes().decode())
            self.open[pc] = ledger
            for card in self.cards.values():
                if card.code != own.code:
                    self.courier(pc).trust.keep(card)
        for pc in self.NAMES:
            if pc != ABOVE:
                self.courier(pc).trust.set_superior(COMMITTEE)

    # -- what may happen --------------------------------------------------------------------------------

    def edit(self, pc: str) -> None:
        """A new person, or another name for one; sometimes several in one action."""
        self._minute()
        ledger = self.open[pc]
        with ledger.action("编辑") as action:
            for _ in range(self.random.choice((1, 1, 2, 3))):
                self.written += 1
                known = ledger.find(Person.live().where(Person.owner_office == ledger.office))
                person = self.random.choice(known) if known and self.random.random() < 0.6 else Person()
                person.name = f"人员{self.written}"
                action.save(person)

    def send(self, pc: str, *, lost: float = 0.2) -> None:
        """A package of what is new goes to the committee, and its receipt comes back; or one is lost."""
        self._carry(pc, ABOVE, whole(self._catalogue, "everything"), lost)

    def step(self, pc: str, *, lost: float = 0.2) -> None:
        """The PCs of the branch get in step, one way."""
        other = SECOND if pc == FIRST else FIRST
        if other in self.open and pc in self.open:
            self._carry(pc, other, whole(self._catalogue, STEP), lost)

    def give_back(self, pc: str) -> None:
        """What the committee has of the branch comes back."""
        self._carry(ABOVE, pc, replace(whole(self._catalogue, GIVE_BACK), owner=BRANCH), 0)

    def copy(self, pc: str, *, whole_disk: bool) -> None:
        """The folder is copied to the branch's other PC; with the ``whole_disk``, nothing there can tell."""
        other = SECOND if pc == FIRST else FIRST
        if other in self.open:
            return
        self._minute()
        self._blind |= {other} if whole_disk else set()
        self._close(pc)
        shutil.copytree(self._path(pc).parent, self._path(other).parent)
        self._reopen(pc)
        self._reopen(other)

    def keep(self, pc: str) -> None:
        """Somebody keeps the folder as it is, and the whole PC's disk with it."""
        self._close(pc)
        for name in (pc, f"notes {pc}"):
            (self.folder / name).mkdir(exist_ok=True)
            shutil.rmtree(self.folder / f"kept {name}", ignore_errors=True)
            shutil.copytree(self.folder / name, self.folder / f"kept {name}")
        self._reopen(pc)

    def put_back(self, pc: str, *, whole_disk: bool) -> None:
        """The folder is put back by hand; with the ``whole_disk``, nothing on the PC can tell."""
        if not (self.folder / f"kept {pc}").exists():
            return
        self._minute()
        self._close(pc)
        for name in (pc, f"notes {pc}") if whole_disk else (pc,):
            shutil.rmtree(self.folder / name)
            shutil.copytree(self.folder / f"kept {name}", self.folder / name)
        self._reopen(pc)

    def restore(self, pc: str) -> None:
        """A backup is made; a later one of the same deed is put in place."""
        self._minute()
        kept = self._backups(pc)
        if not kept or self.random.random() < 0.5:
            self.back_up(pc)
            return
        self._put_in_place(pc, self.random.choice(kept))

    def back_up(self, pc: str) -> None:
        """A backup of a PC's file is made."""
        raw = unlock(self._path(pc), None).raw
        BackupStore(self._path(pc), raw, self.folder / f"backup {pc}", self.clock).make("手动")

    def restore_latest(self, pc: str) -> None:
        """The latest backup is put in place."""
        self._minute()
        self._put_in_place(pc, self._backups(pc)[-1])

    def call(self, pc: str, uid: str, name: str) -> None:
        """Somebody is called otherwise on one PC."""
        self._minute()
        person = self.open[pc].get(Person, uid)
        assert person is not None
        person.name = name
        self.open[pc].save(person)

    def _backups(self, pc: str) -> list[Path]:
        place = self.folder / f"backup {pc}"
        return sorted(place.glob("*.zbak")) if place.exists() else []

    def _put_in_place(self, pc: str, backup: Path) -> None:
        self._close(pc)
        restore(backup, self._path(pc), None)
        self._reopen(pc)

    # -- a history and its end --------------------------------------------------------------------------

    def play(self, deeds: int) -> None:
        """So many deeds at random, then the sticks go round until everybody has everything."""
        for _ in range(deeds):
            self._deed(self.random.choice([pc for pc in self.open if pc != ABOVE]))
        # Work goes on: by the next package a committee that was put back says what it lacks.
        for pc in self.pcs():
            self.edit(pc)
        # What stands in a file now was not thrown away by anybody, and must be found in the end.
        self.alive = [(pc, self.people(pc)) for pc in self.open]
        self.kept = dict(self.people(ABOVE))
        for _ in range(4):
            for pc in self.pcs():
                self.send(pc, lost=0)
            for pc in self.pcs():
                self.give_back(pc)
                self.step(pc, lost=0)

    def _deed(self, pc: str) -> None:
        deed = self.random.random()
        if deed < 0.40:
            self.edit(pc)
        elif deed < 0.58:
            self.send(pc)
        elif deed < 0.67:
            self.step(pc)
        elif deed < 0.75:
            self.copy(pc, whole_disk=self.random.random() < 0.4)
        elif deed < 0.83:
            self.keep(self.random.choice(list(self.open)))
        elif deed < 0.93:
            self.put_back(self.random.choice(list(self.open)), whole_disk=self.random.random() < 0.5)
        else:
            self.restore(pc)

    def pcs(self) -> list[str]:
        """The PCs of the branch."""
        return [pc for pc in self.open if pc != ABOVE]

    def people(self, pc: str) -> dict[str, Version]:
        """uid → version of every person of the branch in a file."""
        rows = self.open[pc].find(Person.select().where(Person.owner_office == BRANCH))
        return {one.uid: (one.clock, one.name) for one in rows}

    def lost(self, pc: str) -> set[str]:
        """The losers in the tray of a file."""
        return {str(one.loser) for one in self.open[pc].find(Lost.select())}

    def close(self) -> None:
        """Let go of all files."""
        for ledger in self.open.values():
            branch_file.close(ledger)

    # -- hands --------------------------------------------------------------------------------------------

    @property
    def _catalogue(self) -> Catalogue:
        return self.setting.catalogue

    def courier(self, pc: str) -> Courier:
        """The exchange desk of a PC."""
        ledger = self.open[pc]
        depot = LedgerExchange(ledger, self._path(pc).parent)
        return Courier(ledger, depot, self._log, self.clock, 1)

    def _carry(self, sender: str, receiver: str, chosen: Selection, lost: float) -> None:
        """Write, receive, answer; a sender that learns that its file is a copy sends once more."""
        for _ in range(3):
            self._minute()
            desk, other = self.courier(sender), self.courier(receiver)
            # Asked for again on every copy.
            desk.notice.confirm()
            stick = self.folder / "stick"
            stick.mkdir(exist_ok=True)
            try:
                full = self.random.random() < 0.1
                parcel = desk.prepare(other.trust.card.code, "资料", selection=chosen, full=full)
            except Exception as error:
                if has_nothing(error):
                    return
                raise
            path = desk.write(parcel, stick)
            if self.random.random() < lost:
                return
            arrival = other.look_into(path)
            accepted = other.accept(arrival)
            arrival.close()
            if self.random.random() < lost:
                return
            receipt, _ = desk.read_receipt(accepted.data)
            self.counts.update(packages=1, forks=bool(receipt.copied), lacking=receipt.lacking)
            if not receipt.copied and not receipt.lacking:
                return

    def _minute(self) -> None:
        self.clock.set(self.clock.now() + timedelta(minutes=1))

    def _path(self, pc: str) -> Path:
        return self.folder / pc / "branch.zbf"

    def _of(self, pc: str) -> branch_file.Setting:
        place = None if pc in self._blind else Place(self.folder / f"notes {pc}")
        return replace(self.setting, place=place)

    def _close(self, pc: str) -> None:
        branch_file.close(self.open[pc])

    def _reopen(self, pc: str) -> None:
        self.open[pc] = branch_file.open_file(self._path(pc), self._of(pc))
        self.told += [one.what for one in self.open[pc].told]


def has_nothing(error: Exception) -> bool:
    """Whether a package was not written because there is nothing to put into it."""
    return any(words in str(error) for words in ("没有新的内容", "以前交来的记录"))


def check(world: World) -> None:
    """Everybody has the same, nothing that stood somewhere or was received is gone."""
    final = world.people(ABOVE)
    for pc in world.pcs():
        assert world.people(pc) == final, f"{pc} differs from the committee"
    for pc, people in [*world.alive, (ABOVE, world.kept)]:
        for uid, (clock, name) in people.items():
            assert uid in final, f"{name} of {pc} is gone"
            assert final[uid] >= (clock, name), f"{name} of {pc} gave way to the earlier {final[uid]}"
    trays = [world.lost(pc) for pc in world.pcs()]
    assert all(tray == trays[0] for tray in trays), "the trays differ"
