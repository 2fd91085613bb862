"""Damaged branch files by the hundred: always told, every record on a whole page back, no wrong value.

python -m tests.benchmarks.damaged_files [--most FILES] [--seed SEED] [--people PEOPLE]
"""

import argparse
import itertools
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from desktop_app.base.errors import UserError
from desktop_app.records.base import Record
from desktop_app.storage import branch_file
from desktop_app.storage.branch_file import Setting
from tests.storage.damages import Original, damaged_files
from tests.storage.rebuilding import judge, make_branch
from tests.storage.toy import toy_setting


def main(most: int = 500, seed: int = 1, people: int = 400) -> int:
    """Damage and rebuild ``most`` files; the number of those that were not judged well."""
    told, wrong, begun = Counter[str](), 0, time.perf_counter()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        setting = toy_setting(folder)
        path, raw, older = make_branch(folder, setting, people, seed)
        original = Original.of(path, raw, setting.catalogue)
        rows = sum(map(len, original.rows.values()))
        found = sum(1 for on in original.lying.values() if on)
        print(
            f"{rows} records, {found} of them found on their pages, {len(original.opened)} pages", flush=True
        )
        for number, (done, data, chance) in enumerate(itertools.islice(damaged_files(original, seed), most)):
            backup = older if chance.random() < 0.5 else None
            try:
                report, faults = judge(original, data, folder, setting, backup, f"{number} {done}")
                faults += _told_at_opening(path.with_name("damaged.zbf"), raw, setting)
            except Exception as error:  # noqa: BLE001  the next file is damaged all the same
                report, faults = None, [f"{number} {done}: {type(error).__name__} {error}"]
            wrong += bool(faults)
            for fault in faults:
                print(fault, flush=True)
            must = original.must_come_back(data)
            told["must come back"] += len(must)
            if report is not None:
                told["rebuilt"] += 1
                told["complete"] += report.is_complete
                told["back"] += sum(one.total for one in report.registers)
                told["lost and named"] += report.lost
                told["from backup"] += sum(one.backup for one in report.registers)
                told["from history"] += sum(one.history for one in report.registers)
                told["older"] += sum(len(one.older) for one in report.registers)
            else:
                told["nothing to rebuild"] += 1
    print(f"{most} files in {time.perf_counter() - begun:.0f} s, {wrong} not well; {dict(told)}")
    return wrong


def _told_at_opening(path: Path, raw: bytes, setting: Setting) -> list[str]:
    """A damaged file opens and reads, or says what to do; nothing else."""
    try:
        ledger = branch_file.open_with_key(path, setting, raw)
    except UserError as error:
        return [] if error.todo else [f"no way out told: {error.sentence()}"]
    try:
        for register in setting.catalogue:
            model: type[Record] = register.model
            ledger.find(model.select())
    except UserError as error:
        return [] if error.todo else [f"no way out told: {error.sentence()}"]
    finally:
        branch_file.close(ledger)
    return []


if __name__ == "__main__":
    words = argparse.ArgumentParser()
    for option, default in (("--most", 500), ("--seed", 1), ("--people", 400)):
        words.add_argument(option, type=int, default=default)
    asked = words.parse_args()
    sys.exit(bool(main(asked.most, asked.seed, asked.people)))
