"""Mutated workbooks of all formats into all registers: check, answers, the marked copy, storing.

`python -m tests.benchmarks.fuzz_workbooks --minutes 10 --seed 1` says how many there were and what came of
them: exceptions that are no sentence, imports by half, those over 10 s or 500 MB.
"""

import argparse
import random
import resource
import sys
import tempfile
import time
import traceback
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from desktop_app.base.clock import SetClock
from desktop_app.base.errors import UserError
from desktop_app.exchange.workbook.apply import apply_plan
from desktop_app.exchange.workbook.grid import SheetGrid, text_cell
from desktop_app.exchange.workbook.plan import ImportPlan, read_plan
from desktop_app.exchange.workbook.read import read_book
from desktop_app.exchange.workbook.returned import returned_workbook
from desktop_app.records.record import Register
from desktop_app.registers import catalogue
from desktop_app.registers.people.orgs import PartyOrg
from desktop_app.storage.branch_file import Setting, close, create
from desktop_app.storage.ledger import Ledger
from tests.benchmarks.workbook_mutants import NUMBERS, mutant

_LONGEST, _MOST_MB = 10.0, 500
_BESIDES = ("member", "party_org")


@dataclass
class Outcome:
    """What came of a campaign; ``wrong`` are sentences on what must not be."""

    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    longest: float = 0.0
    most: int = 0

    def said(self) -> str:
        """One line."""
        parts = "，".join(f"{name} {count}" for name, count in sorted(self.counts.items()))
        return f"{parts}；最长 {self.longest:.1f} 秒 CPU，最多 {self.most} MB；不该有的 {len(self.wrong)}"


def peak(fresh: bool = False) -> int:
    """MB this process held at most since it was last asked freshly; 0 where the system does not tell."""
    with suppress(OSError):
        if fresh:
            Path("/proc/self/clear_refs").write_text("5")
        for line in Path("/proc/self/status").read_text().splitlines():
            if line.startswith("VmHWM"):
                return int(line.split()[1]) // 1024
    return 0


def children() -> int:
    """MB the largest process of its own held so far."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024


def new_ledger(folder: Path) -> Ledger:
    """A branch with two members."""
    setting = Setting(catalogue(), SetClock(datetime(2026, 11, 23, 9)), lambda words: "")
    ledger, _ = create(folder / "branch.zbf", setting, office="ZB01", password=None)
    branch = PartyOrg(full_name="一支部", short_name="一支部", org_code="ZB01", org_kind="党支部")
    ledger.save(branch)
    head = ("姓名", "性别", "民族", "公民身份号码", "出生日期", "入党日期", "转正日期", "学历", "人员类别")
    days = ("1985-07-01", "2010-07-01", "2011-07-01", "大学本科", "正式党员")
    rows = (("赵建1", "男", "汉族", NUMBERS[0], *days), ("钱国2", "男", "汉族", NUMBERS[2], *days))
    sheet = SheetGrid("名册", [[text_cell(words) for words in row] for row in (head, *rows)])
    plan = read_plan(sheet, ledger.catalogue["member"], ledger, given={"branch": branch.uid})
    plan.take_proposals()
    apply_plan(plan, ledger)
    return ledger


def campaign(seconds: float, seed: int, most: int | None = None, only: int | None = None) -> Outcome:
    """Mutants until time or their number is up; ``only`` tries the one of that number again."""
    outcome, end = Outcome(), time.monotonic() + seconds
    with tempfile.TemporaryDirectory(prefix="zhibu-fuzz-") as place:
        ledger = new_ledger(Path(place))
        registers = [
            r for r in ledger.catalogue if r.form_boxes and not r.stays_home and (r.group or r.parent)
        ]
        number = 0 if only is None else only
        try:
            while time.monotonic() < end and (most is None or number < most):
                chance = random.Random(f"{seed}-{number}")
                register = chance.choice(registers)
                kind, data = mutant(register, chance)
                _one(ledger, register, kind, data, chance, f"{seed}-{number} {register.name} {kind}", outcome)
                number += 1
                if only is not None:
                    break
        finally:
            close(ledger)
    return outcome


def _one(
    ledger: Ledger,
    register: Register,
    kind: str,
    data: bytes,
    chance: random.Random,
    name: str,
    outcome: Outcome,
) -> None:
    outcome.counts["共"] += 1
    before, base, begun = _standing(ledger, register), peak(fresh=True), time.process_time()
    added = 0
    try:
        added = _taken_in(ledger, register, data, chance, outcome)
    except UserError:
        outcome.counts["一句话"] += 1
    except Exception as error:  # noqa: BLE001  what must not be is what is looked for
        where = traceback.extract_tb(error.__traceback__)[-1]
        outcome.wrong.append(
            f"{name}: {type(error).__name__} {error} ({where.filename}:{where.lineno})"[:300]
        )
    took, held = time.process_time() - begun, max(peak() - base, children())
    outcome.longest, outcome.most = max(outcome.longest, took), max(outcome.most, held)
    if took > _LONGEST or held > _MOST_MB:
        outcome.wrong.append(f"{name}: {took:.1f} s, {held} MB")
    now = _standing(ledger, register)
    if now < before + added or (now != before and not added):
        outcome.wrong.append(f"{name}: {before} records, {added} added, {now} there")
    if added:
        ledger.undo()
        if _standing(ledger, register) != before:
            outcome.wrong.append(f"{name}: undo left something")


def _taken_in(
    ledger: Ledger, register: Register, data: bytes, chance: random.Random, outcome: Outcome
) -> int:
    """Check, answer, give back marked, store; how many records there are more."""
    name = chance.choice(["名册.xlsx", "2026年台账.xls", "表.csv"])
    if chance.random() < 0.05:
        read_book(data, name)
    plan = read_plan(data, register, ledger, name=name)
    if chance.random() < 0.8:
        plan.take_proposals()
    for _ in range(chance.randrange(16)):
        if plan.questions:
            question = chance.choice(plan.file_questions or plan.questions)
            plan.answer(question, chance.randrange(len(question.choices)), all_alike=chance.random() < 0.5)
    _look_at(plan)
    marked = returned_workbook(plan, data)
    if chance.random() < 0.1:
        returned_workbook(read_plan(marked, register, ledger, name="退回.xlsx"), marked)
    outcome.counts["检查完"] += 1
    result = apply_plan(plan, ledger)
    if result.change is None:
        return 0
    outcome.counts["存入"] += 1
    if not result.added:
        ledger.undo()
    return len(result.added)


def _look_at(plan: ImportPlan) -> None:
    """Everything a page would show of it."""
    told = (plan.summary(), plan.notes, plan.sentences(), plan.matched, plan.ignored, plan.counts)
    assert all(one is not None for one in told)


def _standing(ledger: Ledger, register: Register) -> int:
    """The records of the register, of what its rows may make besides, and of what stands below it."""
    near = [
        r for r in ledger.catalogue if r.name in _BESIDES or register.name in (r.name, *r.parent_registers)
    ]
    return sum(ledger.count(one.model.live()) for one in near)


def main() -> int:
    """Read the command line, run, print; 1 when something must not be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--most", type=int)
    parser.add_argument("--only", type=int)
    options = parser.parse_args()
    outcome = campaign(60 * options.minutes, options.seed, options.most, options.only)
    print(outcome.said())
    for words in outcome.wrong:
        print(words)
    return 1 if outcome.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
