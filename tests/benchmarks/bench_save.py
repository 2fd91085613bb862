"""Saving a member through the ledger beside a bare peewee insert of that row into the same sealed file."""

import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from statistics import median

from desktop_app.base.clock import SystemClock
from desktop_app.base.identity import check_digit
from desktop_app.base.ids import new_uid
from desktop_app.base.periods import PartialDate
from desktop_app.base.pinyin import load_pinyin
from desktop_app.registers import catalogue
from desktop_app.registers.people.members import FULL, Member
from desktop_app.storage import branch_file
from desktop_app.storage.branch_file import Setting
from tests.benchmarks.harness import Result

NAME = "save"
PEER = "peewee insert"
BAR = 4.0
SAVES = 300


def member(number: int) -> Member:
    """An invented member; no two alike."""
    body = f"99010119{60 + number % 30:02d}0{1 + number % 9}{10 + number % 18}{number % 1000:03d}"
    number_17 = f"{body[:14]}{number % 1000:03d}"
    return Member(
        name=f"测试{number}",
        gender="1" if int(number_17[16]) % 2 else "2",
        ethnicity="01",
        id_number=number_17 + check_digit(number_17),
        birth_date=date(int(number_17[6:10]), int(number_17[10:12]), int(number_17[12:14])),
        education="21",
        category=FULL,
        branch=BRANCH,
        joined_on=PartialDate(2010, 6, 1),
        full_on=PartialDate(2011, 6, 1),
        mobile="13800138000",
        address=f"桂花里{number}号楼1单元101室",
        work_unit="桂花里社区居民委员会",
        entry_type="历史录入",
        entry_on=date(2020, 1, 1),
    )


BRANCH = new_uid()


def run() -> Result:
    """Both in turns on one file, each timed alone; medians of the wall clock, commits included."""
    with tempfile.TemporaryDirectory() as folder:
        setting = Setting(catalogue(), SystemClock(), load_pinyin().keys)
        path = Path(folder) / "branch.zbf"
        ledger, _ = branch_file.create(path, setting, office="A01", password=None)
        with closing(ledger.database):

            def through_the_ledger(number: int) -> None:
                ledger.save(member(number))

            def bare(number: int) -> None:
                Member.insert(**member(number).__data__).execute(ledger.database)

            ours, peer = [], []
            for number in range(SAVES):
                ours.append(timed(through_the_ledger, 2 * number))
                peer.append(timed(bare, 2 * number + 1))
    return Result(
        median(ours) * 1000,
        median(peer) * 1000,
        "ms",
        "row, rules, history, search index and change in one transaction, beside one autocommitted INSERT",
    )


def timed(work: Callable[[int], None], number: int) -> float:
    """Seconds of the wall clock for one piece of work."""
    begun = time.perf_counter()
    work(number)
    return time.perf_counter() - begun
