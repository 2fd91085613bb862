"""A branch file with as many records as wanted, laid down in bulk: members, dues and attendance."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from desktop_app.base.clock import SetClock
from desktop_app.base.dates import parse_span
from desktop_app.base.identity import check_digit
from desktop_app.base.periods import Month, PartialDate
from desktop_app.records.base import STAMP, Record
from desktop_app.registers import catalogue
from desktop_app.registers.organization_life.meetings import Attendance
from desktop_app.registers.people.dues_payments import DuesPayment
from desktop_app.registers.people.members import FULL, Member
from desktop_app.registers.people.orgs import PartyOrg
from desktop_app.registers.study.study import KINDS, StudySession
from desktop_app.registers.study.study_topics import TASKS
from desktop_app.storage import branch_file
from desktop_app.storage.branch_file import Setting
from desktop_app.storage.ledger import Ledger
from desktop_app.storage.tables import Knowledge

TODAY = datetime(2026, 11, 23, 9)
# The clock of the first record.
_FIRST = 1_790_000_000_000 << 16
_BATCH = 5000
_ATTENDING = 50
FAMILIES, GIVEN = "赵钱孙李周吴郑王", "春秋江河山海云月"


def setting() -> Setting:
    """How the big files are opened."""
    return Setting(catalogue(), SetClock(TODAY), lambda name: "")


def make(path: Path, office: str, changes: int) -> Ledger:
    """A branch file with about so many records: a tenth members, half dues, the rest attendance."""
    ledger, _ = branch_file.create(path, setting(), office=office, password=None)
    branch_file.hurry(ledger)
    org = PartyOrg(full_name="桂花里支部", org_code=office, org_kind="党支部")
    ledger.save(org)
    _lay_down(ledger, _records(ledger, org.uid, changes))
    return ledger


def touch(ledger: Ledger, most: int) -> int:
    """Change so many members; gives how many there were."""
    some = ledger.find(Member.live().limit(most))
    for one in some:
        one.work_unit = f"{one.work_unit}！"
    ledger.save(*some)
    return len(some)


def _records(ledger: Ledger, branch: str, changes: int) -> Iterator[Record]:
    people = [_member(branch, number) for number in range(changes // 10)]
    yield from people
    sessions = [_session(number) for number in range(max(1, changes * 4 // 10 // _ATTENDING))]
    for session in sessions:
        ledger.catalogue.of(session).fill(session, ledger)
        yield session
    for number, one in enumerate(people):
        for month in range(5):
            yield DuesPayment(
                member=one.uid,
                for_month=Month(2026, 1 + month),
                due=Decimal(5),
                paid=Decimal(5),
                paid_on=date(2026, 1 + month, 10 + number % 10),
            )
    for number in range(changes * 4 // 10):
        yield Attendance(
            gathering=sessions[number // _ATTENDING % len(sessions)].uid,
            person=people[number % len(people)].uid,
            present=True,
        )


def _member(branch: str, number: int) -> Member:
    birth = date(1950 + number % 45, 1 + number // 45 % 12, 1 + number // 540 % 28)
    body = f"990101{birth:%Y%m%d}{number // 15120 % 1000:03d}"
    return Member(
        name=f"{FAMILIES[number % 8]}{GIVEN[number // 8 % 8]}{chr(0x4E00 + number % 2000)}",
        gender="1" if int(body[16]) % 2 else "2",
        ethnicity="01",
        id_number=body + check_digit(body),
        birth_date=birth,
        education="21",
        category=FULL,
        branch=branch,
        joined_on=PartialDate(2015, 6, 1),
        full_on=PartialDate(2016, 6, 1),
        mobile=f"139{number:08d}",
        address=f"桂花里{number}号楼1单元101室",
        work_unit="桂花里社区居民委员会",
        entry_type="历史录入",
        entry_on=date(2020, 1, 1),
    )


def _session(number: int) -> StudySession:
    day = date(2026, 1 + number % 10, 1 + number // 10 % 28)
    return StudySession(
        title=f"集中学习第{number + 1}次",
        kind=KINDS[0],
        topic_area=TASKS[0],
        start_end=parse_span(f"{day} 14:30-16:30"),
    )


def _lay_down(ledger: Ledger, records: Iterator[Record]) -> None:
    """Rows, history and cards in bulk: one by one, with its rules, a million would take an hour."""
    with ledger.action("导入", kind="import") as action:
        seq = 1
        for batch in _batches(records):
            rows: dict[str, list[tuple[Any, ...]]] = {}
            history, cards = [], []
            for record in batch:
                register = ledger.catalogue.of(record)
                seq += 1
                stamp = (
                    ledger.office,
                    0,
                    ledger.replica,
                    seq,
                    _FIRST + (seq << 16),
                    "2026-11-01T09:00",
                    None,
                )
                stored = register.stored(record)
                rows.setdefault(register.name, []).append((record.uid, *stamp, *stored.values()))
                filled = {name: value for name, value in stored.items() if value is not None}
                words = json.dumps(filled, ensure_ascii=False)
                history.append(
                    (action.number, register.name, record.uid, "add", None, words, ledger.replica, seq)
                )
                name = getattr(record, "name", register.title)
                cards.append((record.uid, register.name, name, name, "", 0))
            cursor = ledger.database.cursor()
            for name, some in rows.items():
                register = ledger.catalogue[name]
                put = ledger.statements.put_record(register, ("uid", *STAMP, *register.boxes))
                cursor.executemany(put, some)
            cursor.executemany(ledger.statements.put_history, history)
            cursor.executemany(ledger.statements.put_card, cards)

    known = Knowledge.update(seq=seq).where(Knowledge.replica == ledger.replica)
    known.execute(ledger.database)


def _batches(records: Iterator[Record]) -> Iterator[list[Record]]:
    while batch := list(islice(records, _BATCH)):
        yield batch
