"""Two branches that know each other's cards, with members to move, and a hand that carries records over."""

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desktop_app.base.clock import SetClock
from desktop_app.base.periods import Month, PartialDate
from desktop_app.base.pinyin import load_pinyin
from desktop_app.exchange.trust import Trust
from desktop_app.journal.deed_book import DeedBook
from desktop_app.records.base import STAMP, Record
from desktop_app.records.links import Files
from desktop_app.registers import catalogue
from desktop_app.registers.people.members import Member
from desktop_app.registers.people.org_transfers import OUT, OrgTransfer
from desktop_app.registers.people.orgs import PartyOrg
from desktop_app.storage import branch_file
from desktop_app.storage.ledger import Ledger
from desktop_app.storage.writer import Version
from tests.made_once import made_once
from tests.registers.invented_people import branch, member

NOW = datetime(2026, 11, 23, 9, 30)
NAMES = {"Z001": "清河社区支部", "Z002": "柳林社区支部", "Z003": "北望社区支部"}
COMMITTEE_1, COMMITTEE_2 = "中共青石街道工作委员会", "中共柴桥街道工作委员会"


@dataclass
class Office:
    """One branch at its desk."""

    ledger: Ledger
    trust: Trust
    book: DeedBook
    clock: SetClock

    def one(self, model, *where):
        """The only live record of ``model`` of this office."""
        found = self.ledger.find(model.live().where(model.owner_office == self.ledger.office, *where))
        assert len(found) == 1, [model.__name__, len(found)]
        return found[0]

    def member(self, name: str) -> Member:
        """A member of this office's roster."""
        return self.one(Member, Member.name == name)

    def letter(self, name: str = "安长河", **values) -> OrgTransfer:
        """A letter by which a member leaves, issued."""
        made = OrgTransfer(
            **{
                "direction": OUT,
                "member": self.member(name).uid,
                "from_org": COMMITTEE_1,
                "to_org": COMMITTEE_2,
                "new_branch": "中共柳林社区支部委员会",
                "dues_paid_to": Month(2026, 11),
                "valid_days": 30,
                "member_phone": "13900000000",
                "reason": "工作变动",
                **values,
            }
        )
        self.ledger.save(made)
        number = f"青石〔2026〕00{60 + self.ledger.count(OrgTransfer.live())}"
        self.ledger.step(made, "issue", {"letter_no": number, "issued_on": self.ledger.today})
        return made


def _setting() -> branch_file.Setting:
    return branch_file.Setting(catalogue(), SetClock(NOW), load_pinyin().keys)


def _make(folder: Path) -> None:
    for code, name in NAMES.items():
        place = folder / code
        place.mkdir()
        ledger, _ = branch_file.create(place / "branch.zbf", _setting(), office=code, password=None)
        org = branch(org_code=code, full_name=f"中共{name[:-2]}支部委员会", short_name=name)
        ledger.save(org)
        if code == "Z001":
            ledger.save(*(member(n, branch=org.uid) for n in range(3)))
            ledger.save(
                member(
                    5,
                    name="范东林",
                    branch=org.uid,
                    category="预备党员",
                    joined_on=PartialDate(2026, 3, 6),
                    full_on=None,
                )
            )
        branch_file.close(ledger)


def open_offices(folder: Path) -> dict[str, Office]:
    """The three branches, by code; each knows the cards of the two others."""
    shutil.copytree(made_once("three branches", _make), folder / "offices")
    offices = {}
    for code in NAMES:
        setting = _setting()
        ledger = branch_file.open_file(folder / "offices" / code / "branch.zbf", setting)
        trust = Trust(ledger, setting.clock)
        trust.introduce(code, NAMES[code])
        offices[code] = Office(ledger, trust, DeedBook(ledger, trust), setting.clock)
    for one in offices.values():
        for other in offices.values():
            if other is not one:
                one.trust.keep(other.trust.card)
    return offices


def close_offices(offices: dict[str, Office]) -> None:
    """Close the files."""
    for one in offices.values():
        branch_file.close(one.ledger)


def carry(record: Record, source: Office, target: Office, **changed) -> None:
    """Put a record of one office into the file of another, as a package does; ``changed`` forges boxes."""
    register = source.ledger.catalogue.of(record)
    fresh = source.ledger.get(register.model, record.uid)
    assert fresh is not None
    for box in register.boxes.values():
        if isinstance(box, Files):
            for ref in getattr(fresh, box.name) or ():
                target.ledger.keep_file(source.ledger.file_bytes(ref.sha256), ref.name)
    present = target.ledger.get(register.model, record.uid)
    old = None if present is None else register.stored(present)
    new = {**register.stored(fresh), **changed}
    stamp = {name: getattr(fresh, name) for name in STAMP}
    with target.ledger.action("接收", kind="merge") as action:
        action.put([Version(register, record.uid, "merge", old, new, stamp)])


def own_org(office: Office) -> PartyOrg:
    """The branch's own row."""
    return office.one(PartyOrg)
