"""A package of every record beside JSON lines in a zip, from and into the same kind of sealed file.

The peer does what a programmer would do in an afternoon: each row a line of JSON, the lines in a zip, read
back line by line and written with executemany. It neither signs, seals, judges, previews, compares, keeps
history nor finds anything again; ours does, and is measured with all of it.
"""

import json
import resource
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from desktop_app.exchange.courier import Courier
from desktop_app.records.base import STAMP
from desktop_app.records.transfer import MergeOutcome
from desktop_app.storage import branch_file
from desktop_app.storage.ledger import Ledger
from desktop_app.workplace import courier_for
from tests.benchmarks.big_branch import make, setting, touch
from tests.benchmarks.harness import Result

NAME = "exchange"
PEER = "JSON lines + zip"
BAR = 0.50
CHANGES = 100_000
_BATCH = 5000
# The bars beside that of writing: of the size, of taking in with judging and preview, of memory in MB, and
# of what ten and a thousand changes cost beside all of them.
SIZE, TAKING, MEMORY, SHARE = 0.60, 0.85, 350, 1 / 100


def run(changes: int = CHANGES) -> Result:
    """One after the other in one process; CPU seconds, since only these hold still on a shared machine."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ours, peer = folder / "ours", folder / "peer"
        for place in (ours, peer, folder / "branch"):
            place.mkdir()
        ledger = make(folder / "branch" / "branch.zbf", "A01", changes)
        zipped, export_peer = _timed(lambda: _zip(ledger, folder / "all.zip"))
        there = branch_file.create(peer / "branch.zbf", setting(), office="C00", password=None)[0]
        _, import_peer = _timed(lambda: _unzip(there, zipped))
        branch_file.close(there)
        told = _ours(ledger, ours)
        branch_file.close(ledger)
        sizes = told["size"] / zipped.stat().st_size, told["taking"] / import_peer
    few = [told[f"share {number}"] for number in (10, 1000)]
    note = (
        f"{changes:,} records: size {sizes[0]:.2f}, taken in {sizes[1]:.2f} with judging and preview, "
        f"{told['memory']:.0f} MB; 10 and 1,000 changes cost {few[0]:.4f} and {few[1]:.4f} of all"
    )
    bars = [(sizes[0], SIZE), (sizes[1], TAKING), (told["memory"], MEMORY), (max(few), SHARE)]
    missed = "".join(f" {value:.2f} > {bar:g}" for value, bar in bars if value > bar)
    return Result(told["writing"], export_peer, "s CPU", note, missed)


def _ours(ledger: Ledger, folder: Path) -> dict[str, float]:
    there = branch_file.create(folder / "branch.zbf", setting(), office="C00", password=None)[0]
    sender = courier_for(ledger, Path(ledger.database.database).parent, ledger.clock)
    receiver = courier_for(there, folder, there.clock)
    for courier, code in ((sender, "A01"), (receiver, "C00")):
        courier.trust.introduce(code, f"单位{code}")
        courier.notice.confirm()
    sender.trust.keep(receiver.trust.card)
    receiver.trust.keep(sender.trust.card)
    told: dict[str, float] = {}
    for most in (0, 10, 1000):
        if most:
            touch(ledger, most)
        size, writing, taking = _carried(sender, receiver, folder)
        if not most:
            told = {"size": size, "writing": writing, "taking": taking}
            told["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        else:
            both = (writing + taking) / (told["writing"] + told["taking"])
            told[f"share {most}"] = max(both, size / told["size"])
    branch_file.close(there)
    return told


def _carried(sender: Courier, receiver: Courier, folder: Path) -> tuple[int, float, float]:
    """One package and its receipt: its bytes, seconds to make it, seconds to look into it and take it."""
    parcel, writing = _timed(lambda: sender.prepare("C00", "全部资料"))
    path = sender.write(parcel, folder)
    arrival, looking = _timed(lambda: receiver.look_into(path))
    accepted, taking = _timed(lambda: receiver.accept(arrival))
    if accepted.plan.count(MergeOutcome.REFUSED):
        raise AssertionError(f"refused: {arrival.plan.lines[0]}")
    arrival.close()
    sender.read_receipt(accepted.data)
    return len(parcel.data), writing, looking + taking


def _zip(ledger: Ledger, path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for register in ledger.catalogue:
            names = ("uid", *STAMP, *register.boxes)
            columns = ", ".join(f'"{name}"' for name in names)
            with archive.open(f"{register.name}.jsonl", "w") as file:
                for row in ledger.database.execute_sql(f'SELECT {columns} FROM "{register.name}"'):
                    line = json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False)
                    file.write(line.encode() + b"\n")
    return path


def _unzip(ledger: Ledger, path: Path) -> None:
    with zipfile.ZipFile(path) as archive, ledger.database.atomic():
        cursor = ledger.database.cursor()
        for register in ledger.catalogue:
            put = ledger.statements.put_record(register, ("uid", *STAMP, *register.boxes))
            batch: list[tuple[Any, ...]] = []
            with archive.open(f"{register.name}.jsonl") as file:
                for line in file:
                    batch.append(tuple(json.loads(line).values()))
                    if len(batch) == _BATCH:
                        cursor.executemany(put, batch)
                        batch = []
            cursor.executemany(put, batch)


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    begun = time.process_time()
    found = work()
    return found, time.process_time() - begun
