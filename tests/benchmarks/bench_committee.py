"""The months of many branches into one committee file, by the command line: the last cost what the first did.

Each package is one branch's own organisation, its roster of 45 and its signed month, sealed with keys of its
own. What the peer is: the first third of the packages, into the file while it was small.
"""

import io
import secrets
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

from desktop_app import __version__
from desktop_app.base.clock import SystemClock
from desktop_app.base.periods import Month
from desktop_app.duties.basics.figure import count, frozen, rate
from desktop_app.duties.people.two_branches import transfer_questions
from desktop_app.duties.summaries.branch_months import branch_year, reporting_offices
from desktop_app.duties.summaries.branch_sums import month_totals
from desktop_app.exchange.blocks import Columns
from desktop_app.exchange.card import OfficeCard
from desktop_app.exchange.envelope import write_package
from desktop_app.exchange.identity import OfficeKeys
from desktop_app.exchange.manifest import Manifest, Stream
from desktop_app.handsfree.receive import OWN, receive
from desktop_app.records.base import STAMP, Record
from desktop_app.records.record import Catalogue
from desktop_app.registers import catalogue
from desktop_app.registers.exchange.kinds import EVERYTHING
from desktop_app.registers.people.orgs import PartyOrg
from desktop_app.registers.reporting.reports import NEEDED_BLOCKS, SIGNED, MonthlyReport
from desktop_app.storage import branch_file, keys
from desktop_app.storage.branch_file import Setting
from desktop_app.workplace import courier_for, schema_version
from tests.benchmarks.bench_save import member
from tests.benchmarks.harness import Result

NAME = "committee"
PEER = "its first packages"
BAR = 1.3
BRANCHES, PEOPLE = 300, 45
MONTH = Month(2026, 10)


def run(branches: int = BRANCHES, people: int = PEOPLE) -> Result:
    """CPU seconds a package, the median of the last third beside that of the first."""
    with tempfile.TemporaryDirectory() as name:
        folder, stick = Path(name), Path(name) / "stick"
        stick.mkdir()
        _found(folder, stick, branches, people)
        times, begun = [], time.process_time()

        def say(_line: str) -> None:
            nonlocal begun
            times.append(time.process_time() - begun)
            begun = time.process_time()

        well = receive(stick, folder / "data", None, as_json=True, say=say)
        missed = "" if well and len(times) == branches else "a package was refused"
        third = max(1, branches // 3)
        reading = _page(folder / "data" / OWN, branches)
    note = f"{branches} branches of {people}: {sum(times):.1f} s in all, the page of them {reading:.2f} s"
    return Result(median(times[-third:]), median(times[:third]), "s CPU", note, missed)


def _setting() -> Setting:
    return Setting(catalogue(), SystemClock(), lambda name: "")


def _found(folder: Path, stick: Path, branches: int, people: int) -> None:
    """The committee's file, and on the stick a package of every branch."""
    (folder / "data" / "own").mkdir(parents=True)
    ledger, _ = branch_file.create(folder / "data" / OWN, _setting(), office="C00", password=None)
    courier = courier_for(ledger, folder / "data" / "own", ledger.clock)
    courier.trust.introduce("C00", "青石街道工委")
    ledger.save(PartyOrg(full_name="青石街道工委", org_code="C00", org_kind="党委", term_years=5))
    for number in range(branches):
        office = OfficeKeys.new(f"A{number:03d}", f"第{number + 1}社区支部")
        courier.trust.keep(office.public)
        package = _package(office, courier.trust.card, ledger.catalogue, number, people)
        (stick / f"{office.code}-0001-20261102.zbb").write_bytes(package)
    branch_file.close(ledger)


def _package(
    office: OfficeKeys, committee: OfficeCard, registers: Catalogue, number: int, people: int
) -> bytes:
    replica = secrets.token_hex(8)
    tables = list(_tables(office, replica, registers, number, people))
    manifest = Manifest(
        id=secrets.token_hex(16),
        kind=EVERYTHING.name,
        from_office=office.code,
        from_replica=replica,
        to=(committee.code,),
        schema_version=schema_version(),
        app_version=__version__,
        written_at=SystemClock().now().isoformat(timespec="minutes"),
        subject=f"{MONTH.chinese()}资料",
        stream=Stream({}, {table: people + 2 for table, _ in tables}),
        scope={
            table: tuple(name for name in columns if name not in ("uid", *STAMP)) for table, columns in tables
        },
    )
    target = io.BytesIO()
    write_package(target, manifest, tables, office, [committee])
    return target.getvalue()


def _tables(
    office: OfficeKeys, replica: str, registers: Catalogue, number: int, people: int
) -> Iterator[tuple[str, Columns]]:
    org = PartyOrg(full_name=office.name, org_code=office.code, org_kind="党支部", term_years=5)
    members = [member(number * people + at) for at in range(people)]
    for one in members:
        one.branch = org.uid
    uids = [one.uid for one in members]
    block = (count("closing", "期末", uids, "人"), rate("pace_rate", "按进度达标率", uids[::2], uids))
    report = MonthlyReport(month=MONTH, org=org.uid, filled_by=uids[0], approved_by=uids[0], state=SIGNED)
    report.on = date(2026, 11, 1)
    for name in NEEDED_BLOCKS:
        setattr(report, name, frozen(block))
    dots = iter(range(1, people + 3))
    for records in ([org], members, [report]):
        register = registers.of(records[0])
        rows = [_row(one, registers, office.code, replica, next(dots)) for one in records]
        yield register.name, {name: [row[name] for row in rows] for name in rows[0]}


def _row(record: Record, registers: Catalogue, office: str, replica: str, dot: int) -> dict[str, Any]:
    register = registers.of(record)
    now = int(SystemClock().now().timestamp() * 1000) << 16
    stamp = (office, 0, replica, dot, now + dot, "2026-11-01T09:00", None)
    return {"uid": record.uid, **dict(zip(STAMP, stamp, strict=True)), **register.stored(record)}


def _page(path: Path, branches: int) -> float:
    """CPU seconds of what 各支部报送 reads; AssertionError when a branch or a member is not in it."""
    ledger = branch_file.open_with_key(path, _setting(), keys.unlock(path, None).raw)
    begun = time.process_time()
    offices = reporting_offices(ledger)
    year = branch_year(ledger, MONTH.year)
    totals = month_totals(ledger, MONTH, offices)
    transfer_questions(ledger, offices)
    took = time.process_time() - begun
    branch_file.close(ledger)
    assert year.sums[MONTH.month - 1].sent == branches == len(totals.figure("closing").parts)
    return took
