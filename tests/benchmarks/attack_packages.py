"""An attacker with a branch's real keys: any values, re-sealed and signed, sent to its committee.

`python -m tests.benchmarks.attack_packages --most 20000` says what came of them: exceptions that are no
sentence, records of other offices touched, records let in against the receiver's rules, memory and time.
"""

import argparse
import base64
import hashlib
import json
import random
import re
import resource
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from desktop_app.base.clock import SetClock, SystemClock
from desktop_app.base.errors import UserError
from desktop_app.base.pinyin import load_pinyin
from desktop_app.exchange import sealing
from desktop_app.exchange.blocks import encode_block, raw_size
from desktop_app.exchange.courier import Arrival, Courier
from desktop_app.exchange.identity import OfficeKeys
from desktop_app.exchange.manifest import Manifest, Stream
from desktop_app.journal.package_log import PackageLog
from desktop_app.records.arrival import judged
from desktop_app.records.base import STAMP
from desktop_app.records.rules import refusals
from desktop_app.records.transfer import BLOBS, CHAINS, EXTRA_COLUMNS, Incoming, whole
from desktop_app.registers import catalogue
from desktop_app.registers.exchange.kinds import scope
from desktop_app.sample import OFFICE, SUPERIOR_OFFICE
from desktop_app.settings import Settings
from desktop_app.storage import branch_file, keys
from desktop_app.storage.branch_file import Setting
from desktop_app.storage.exchange_store import LedgerExchange
from desktop_app.storage.ledger import Ledger
from desktop_app.storage.reader import Reader
from desktop_app.storage.stage import PackageStage
from desktop_app.workplace import Workplace, schema_version
from tests.exchange.crafted import SIGN_CONTEXT, RawBlock, raw_block
from tests.wrong_values import ALL, UID, WRONG_STAMPS, pool

OTHER = "GHL02"
# The committee's file is put back after so many packages: what was let in must not pile up.
_RENEWED = 200
_TABLES, _ROWS = 6, 5

_UID = re.compile(r"\b[0-9a-f]{32}\b")
Columns = dict[str, list[Any]]


class Field:
    """The committee's file with what the attacked branch and another one sent, and the attacker's keys."""

    def __init__(self, folder: Path, branch: Ledger, only: Collection[str] = ()) -> None:
        self.folder = folder
        self.catalogue = catalogue()
        everything = whole(self.catalogue, "everything")
        boxes = {name: boxes for name, boxes in everything.boxes.items() if not only or name in only}
        self.selection = replace(everything, boxes=boxes)
        self.clock = SetClock(branch.clock.now())
        self.branch = OfficeKeys.new(branch.office, "被攻破的支部")
        self.replica = branch.replica
        self.rows = self._blocks(branch)[1]
        self.uids = [uid for columns in self.rows.values() for uid in columns["uid"]]
        self._open: Ledger | None = None
        self._make(branch)
        self.renew()

    def _blocks(self, branch: Ledger) -> tuple[Incoming, dict[str, Columns]]:
        """All the branch would send, by table."""
        with LedgerExchange(branch, self.folder).outgoing(self.selection, {}) as out:
            told = Incoming(
                "p", "全部资料", branch.office, branch.replica, "everything", scope=self.selection.boxes
            )
            blocks = {
                table: {
                    name: list(values) for name, values in zip(names, zip(*rows, strict=True), strict=True)
                }
                for table, names, found in out.tables
                if table not in EXTRA_COLUMNS and (rows := list(found))
            }
        return told, blocks

    def _make(self, branch: Ledger) -> None:
        """The file as it is before each attack: with what both branches sent."""
        place = self.folder / "kept"
        place.mkdir()
        setting = Setting(self.catalogue, self.clock, lambda name: "")
        ledger, _ = branch_file.create(place / "branch.zbf", setting, office=SUPERIOR_OFFICE, password=None)
        courier = self._courier(ledger, place)
        courier.trust.introduce(SUPERIOR_OFFICE, "机关党委")
        courier.trust.keep(self.branch.public)
        for code in (branch.office, OTHER):
            told, blocks = self._blocks(branch)
            if code == OTHER:
                told.sender, told.replica = OTHER, "00c0ffee00c0ffee"
                blocks = twin_of(blocks)
            staged = LedgerExchange(ledger, place).stage(told)
            for table, columns in blocks.items():
                staged.add(table, columns)
            staged.apply()
            staged.close()
        branch_file.close(ledger)

    def renew(self) -> None:
        """Put the committee's file back to what it was."""
        if self._open is not None:
            branch_file.close(self._open)
        place = self.folder / "committee"
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(self.folder / "kept", place)
        path = place / "branch.zbf"
        setting = Setting(self.catalogue, self.clock, lambda name: "")
        self._open = self.ledger = branch_file.open_with_key(path, setting, keys.unlock(path, None).raw)
        self.courier = self._courier(self.ledger, place)
        self.touched: set[tuple[str, str]] = set()
        self.ledger.subscribe(lambda change: self.touched.update(change.touched))
        self.others = self.digest()

    def digest(self) -> str:
        """Every record that is not the attacker's, in one word."""
        found = hashlib.sha256()
        for register in self.catalogue:
            if not register.stays_home:
                names = ", ".join(f'"{name}"' for name in ("uid", *STAMP, *register.boxes))
                sql = f'SELECT {names} FROM "{register.name}" WHERE owner_office <> ? ORDER BY uid'
                for row in self.ledger.database.execute_sql(sql, (OFFICE,)):
                    found.update(repr(row).encode("utf8", "replace"))
        return found.hexdigest()

    def _courier(self, ledger: Ledger, place: Path) -> Courier:
        return Courier(
            ledger,
            LedgerExchange(ledger, place),
            PackageLog(ledger),
            self.clock,
            schema_version(),
            partial(scope, self.catalogue),
        )


def twin(uid: str) -> str:
    """The uid of the other branch's record that says the same."""
    return f"{int(uid[0], 16) ^ 8:x}{uid[1:]}"


def twin_of(blocks: dict[str, Columns]) -> dict[str, Columns]:
    """The same records under other uids, as another branch wrote them from the same papers."""
    for columns in blocks.values():
        for name, values in columns.items():
            if name in ("owner_office", "replica"):
                values[:] = [OTHER if name == "owner_office" else "00c0ffee00c0ffee"] * len(values)
            else:
                values[:] = [_UID.sub(lambda uid: twin(uid[0]), v) if type(v) is str else v for v in values]
    return blocks


class Attacker:
    """Makes packages of the branch's own records, each harmed in one to six ways; the seed decides all."""

    def __init__(self, field: Field, seed: int) -> None:
        self.field = field
        self.chance = random.Random(seed)
        self.number = 0
        self.narrow = False

    def package(self) -> bytes:
        """The next one, sealed and signed."""
        self.number += 1
        chance = self.chance
        blocks = {table: self._some(table) for table in chance.sample(sorted(self.field.rows), _TABLES)}
        manifest = self._manifest(blocks)
        extra = [self._points()] if chance.random() < 0.5 else []
        if chance.random() < 0.3:
            extra += [self._pieces()]
        self.narrow = False
        for _ in range(chance.randint(1, 6)):
            way = chance.choices(
                (self._value, self._stamp, self._link, self._rows, self._shape, self._page),
                (40, 20, 15, 10, 4, 6),
            )[0]
            # What was harmed before may leave nothing to harm.
            with suppress(LookupError):
                way(blocks, manifest)
        return forged(manifest, [*blocks.items(), *extra], self.field)

    def _some(self, table: str) -> Columns:
        """Some rows of a table, newer than those the committee has."""
        columns = self.field.rows[table]
        count = len(columns["uid"])
        places = self.chance.sample(range(count), min(count, _ROWS))
        some = {name: [values[at] for at in places] for name, values in columns.items()}
        some["clock"] = [clock + (1 << 24) + self.number for clock in some["clock"]]
        some["dot"] = [dot + 1_000_000 + self.number for dot in some["dot"]]
        return some

    def _manifest(self, blocks: dict[str, Columns]) -> dict[str, Any]:
        registers = self.field.catalogue
        made = Manifest(
            id=f"{self.chance.getrandbits(128):032x}",
            kind="everything",
            from_office=OFFICE,
            from_replica=self.field.replica,
            to=(SUPERIOR_OFFICE,),
            schema_version=schema_version(),
            app_version="0.1.0",
            written_at="2026-10-31T17:00",
            subject="全部资料",
            number=self.number,
            stream=Stream({}, dict.fromkeys(blocks, 10)),
            scope={one.name: tuple(one.boxes) for one in registers if not one.stays_home},
        )
        read: dict[str, Any] = json.loads(made.to_bytes())
        return read

    # -- ways to harm ----------------------------------------------------------------------------

    def _place(self, blocks: dict[str, Columns]) -> tuple[str, Columns, int]:
        table = self.chance.choice(sorted(blocks))
        columns = blocks[table]
        return table, columns, self.chance.randrange(max(1, len(next(iter(columns.values())))))

    def _value(self, blocks: dict[str, Columns], manifest: dict[str, Any]) -> None:
        table, columns, row = self._place(blocks)
        boxes = self.field.catalogue[table].boxes if table in self.field.catalogue else {}
        names = [name for name in columns if name in boxes]
        if names:
            name = self.chance.choice(names)
            kind = self.chance.random()
            if kind < 0.6:
                columns[name][row] = self.chance.choice(pool(boxes[name]))
            elif kind < 0.8:
                columns[name][row] = self.chance.choice(self.field.rows[table][name])
            else:
                columns[name][row] = None

    def _stamp(self, blocks: dict[str, Columns], manifest: dict[str, Any]) -> None:
        _, columns, row = self._place(blocks)
        name = self.chance.choice(("uid", *STAMP))
        taking = {
            "uid": self.field.uids,
            "owner_office": [OTHER, SUPERIOR_OFFICE, "", OFFICE],
            "removed_at": ["2026-10-10T09:00:00", None],
            "clock": [columns["clock"][row] + 2**40 if type(columns["clock"][row]) is int else 0, 2**63 - 1],
        }.get(name, [1])
        columns[name][row] = self.chance.choice([*WRONG_STAMPS[name], *self.chance.sample(taking, 1)])

    def _link(self, blocks: dict[str, Columns], manifest: dict[str, Any]) -> None:
        table, columns, row = self._place(blocks)
        boxes = self.field.catalogue[table].boxes if table in self.field.catalogue else {}
        links = [name for name in columns if name in boxes and hasattr(boxes[name], "to")]
        if links:
            uid = self.chance.choice((*self.chance.sample(self.field.uids, 2), UID, twin(self.field.uids[0])))
            name = self.chance.choice(links)
            columns[name][row] = json.dumps([[uid, ""]]) if boxes[name].kind == "persons" else uid

    def _rows(self, blocks: dict[str, Columns], manifest: dict[str, Any]) -> None:
        """Rows twice, under new uids, in another order of one column, or gone."""
        table, columns, row = self._place(blocks)
        what = self.chance.randrange(4)
        if what == 0:
            for values in columns.values():
                values.append(values[row])
        elif what == 1:
            for name, values in columns.items():
                values.append(f"{self.chance.getrandbits(128):032x}" if name == "uid" else values[row])
        elif what == 2:
            self.chance.shuffle(columns[self.chance.choice(sorted(columns))])
        elif len(blocks) > 1:
            del blocks[table]

    def _shape(self, blocks: dict[str, Columns], manifest: dict[str, Any]) -> None:
        """Columns and tables that do not belong there."""
        table, columns, _ = self._place(blocks)
        what = self.chance.randrange(5)
        if what == 0:
            columns[self.chance.choice(("sqlite", "owner", "x" * 63, "name"))] = list(columns["uid"])
        elif what == 1:
            columns.pop(self.chance.choice(sorted(columns)))
            self.narrow = True
        elif what == 2:
            name = self.chance.choice(("audit_log", "exchange_package", "sqlite_master", "card", "note"))
            blocks[name] = columns
        elif what == 3:
            blocks[self.chance.choice(sorted(self.field.rows))] = columns
        else:
            manifest["scope"] = (
                {table: sorted(self.field.catalogue[table].boxes)[:3]} if table != "card" else {}
            )
            self.narrow = True

    def _page(self, blocks: dict[str, Columns], manifest: dict[str, Any]) -> None:
        name = self.chance.choice(sorted(manifest))
        if name in ("blocks", "counts"):
            return
        if type(manifest[name]) is dict and manifest[name] and self.chance.random() < 0.7:
            inner = manifest[name]
            inner[self.chance.choice(sorted(inner))] = self._odd()
        else:
            manifest[name] = self._odd()
        self.narrow = True

    def _odd(self) -> Any:
        odd: tuple[Any, ...] = (
            None,
            -1,
            0,
            2**63,
            2**53,
            10**30,
            "",
            "x",
            [],
            {},
            [[]],
            {"a": 1},
            "step",
            "give_back",
            "month",
        )
        return self.chance.choice((*odd, self.chance.choice(ALL)))

    def _points(self) -> tuple[str, Columns]:
        chance = self.chance
        columns: Columns = {
            "replica": [self.field.replica, "0" * 16],
            "seq": [1, 2],
            "chain": ["0" * 64, "f" * 64],
        }
        if chance.random() < 0.5:
            columns[chance.choice(sorted(columns))][0] = chance.choice(ALL)
        return CHAINS, columns

    def _pieces(self) -> tuple[str, Columns]:
        chance, data = self.chance, self.chance.randbytes(200)
        columns: Columns = {
            "sha256": [hashlib.sha256(data).hexdigest()],
            "part": [0],
            "parts": [1],
            "data": [base64.b64encode(data).decode()],
        }
        if chance.random() < 0.7:
            columns[chance.choice(sorted(columns))][0] = chance.choice((*ALL, "0" * 64, "AAAA", 10**9))
        return BLOBS, columns


def forged(manifest: dict[str, Any], blocks: list[tuple[str, Columns]], field: Field) -> bytes:
    """A package as bytes, signed and sealed with the real keys, whatever it says."""
    packed = [_packed(table, columns) for table, columns in blocks]
    counts: Counter[str] = Counter()
    for block in packed:
        counts[block.table] += block.rows
    written = {**manifest, "blocks": [block.entry(2) for block in packed], "counts": counts}
    page = json.dumps(written, default=str).encode()
    signer = field.branch
    head = b"ZBB1" + signer.public.sign_key + len(page).to_bytes(4, "big")
    inside = head + page + signer.sign(SIGN_CONTEXT + page) + b"".join(block.data for block in packed)
    return sealing.lock(inside, [field.courier.trust.card.seal_key])


def _packed(table: str, columns: Columns) -> RawBlock:
    """A block as the program writes it, or by hand where the program would not."""
    rows = len(next(iter(columns.values()), []))
    try:
        data, room = encode_block(columns)
        return RawBlock(table, rows, raw_size(data), data, room)
    except (ValueError, TypeError, AttributeError):
        return raw_block(table, rows, json.dumps({"n": rows, "c": columns}, default=str).encode(), 10**6)


class Report:
    """What the packages came to."""

    def __init__(self) -> None:
        self.tried = self.refused_whole = self.taken = self.refused_rows = self.unread = 0
        self.whole: Counter[str] = Counter()
        self.exceptions: Counter[str] = Counter()
        self.failed_rules: Counter[str] = Counter()
        self.broken: Counter[str] = Counter()
        self.others_touched = 0
        self.slowest = 0.0

    def words(self) -> str:
        """In a few lines."""
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        lines = [
            f"packages {self.tried}, refused whole {self.refused_whole}, rows let in {self.taken}, "
            f"rows refused {self.refused_rows}",
            f"exceptions {self.exceptions.total()}, rules that failed {self.failed_rules.total()}, "
            f"records of other offices touched {self.others_touched}, rows against the rules "
            f"{self.broken.total()}, slowest {self.slowest:.2f} s of CPU, memory {memory} MB",
        ]
        for found in (self.exceptions, self.failed_rules, self.broken, self.whole):
            lines += [f"  {n} × {what}" for what, n in found.most_common(20)]
        return "\n".join(lines)


def attack(field: Field, seed: int, most: int) -> Iterator[Report]:
    """Send ``most`` packages; the report so far after each of them."""
    report, attacker = Report(), Attacker(field, seed)
    for number in range(1, most + 1):
        data = attacker.package()
        report.tried += 1
        field.touched.clear()
        begun = time.process_time()
        _send(field, data, report)
        report.slowest = max(report.slowest, time.process_time() - begun)
        _look_at_what_was_let_in(field, report, attacker.narrow)
        if number % _RENEWED == 0 or number == most:
            report.others_touched += field.digest() != field.others
            field.renew()
        yield report


def _send(field: Field, data: bytes, report: Report) -> None:
    path = field.folder / "stick.zbb"
    path.write_bytes(data)
    try:
        arrival = field.courier.look_into(path)
        try:
            list(arrival.plan.lines)
            accepted = field.courier.accept(arrival)
            report.refused_rows += accepted.receipt.counts.refused
            report.failed_rules.update(_stage_of(arrival).findings.failed)
        finally:
            arrival.close()
    except UserError as refused:
        report.refused_whole += 1
        report.whole[f"{refused.what} {refused.detail}"[:100]] += 1
    except Exception as error:  # noqa: BLE001  (what comes out here is what is looked for)
        frame = traceback.extract_tb(error.__traceback__)[-1]
        report.exceptions[
            f"{type(error).__name__} at {Path(frame.filename).name}:{frame.lineno}: {error}"[:200]
        ] += 1


def _stage_of(arrival: Arrival) -> PackageStage:
    assert isinstance(arrival.staged, PackageStage)
    return arrival.staged


def _look_at_what_was_let_in(field: Field, report: Report, narrow: bool) -> None:
    """Every record taken over is right by value, right by the rules where all of it came, and can be read."""
    reader = Reader(field.ledger.database, field.catalogue, SetClock(field.clock.now() + timedelta(days=3)))
    reader.office = OFFICE
    for table, uid in field.touched:
        register = field.catalogue[table]
        if register.stays_home:
            continue
        report.taken += 1
        try:
            record = reader.get(register.model, uid)
            assert record is not None
            if record.owner_office != OFFICE:
                report.others_touched += 1
                continue
            register.heading(record, reader.name)
            for name in register.boxes:
                register.show(record, name, reader.name)
            columns = {name: [value] for name, value in register.stored(record).items() if value is not None}
            report.broken.update(
                f"{table}: {why}" for why in judged(register, columns, field.clock.now()).values()
            )
            if not narrow and record.removed_at is None:
                wrong = refusals(register.problems(record, reader, by_hand=False) + reader.doubles(record))
                report.broken.update(f"{table}.{one.box}: {one.text}" for one in wrong[:1])
        except Exception as error:  # noqa: BLE001  (what comes out here is what is looked for)
            frame = traceback.extract_tb(error.__traceback__)[-1]
            where = f"{Path(frame.filename).name}:{frame.lineno}"
            report.exceptions[f"reading {table}: {type(error).__name__} at {where}: {error}"[:200]] += 1


def main() -> int:
    """Attack as often as asked and print what came of it; 1 when anything did."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        place_of_work = Workplace(folder / "branch", Settings(), SystemClock(), load_pinyin())
        field = Field(folder, place_of_work.make_sample().ledger)
        report = Report()
        for number, report in enumerate(attack(field, options.seed, options.most), 1):
            if number % 500 == 0:
                print(report.words(), flush=True)
        print(report.words())
    return int(bool(report.exceptions or report.broken or report.others_touched or report.failed_rules))


if __name__ == "__main__":
    sys.exit(main())
