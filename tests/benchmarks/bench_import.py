"""CPU of the dry run over a roster of 20,000 rows, beside openpyxl reading every cell of the same file."""

import io
import itertools
import random
import resource
import tempfile
import time
from datetime import date, datetime, timedelta
from pathlib import Path

import openpyxl

from desktop_app.base.clock import SetClock
from desktop_app.base.identity import check_digit
from desktop_app.exchange.workbook.plan import read_plan
from desktop_app.exchange.workbook.read import read_book
from desktop_app.registers import catalogue
from desktop_app.registers.people.orgs import PartyOrg
from desktop_app.storage.branch_file import Setting, close, create
from tests.benchmarks.harness import Job, Result, in_turns, medians

NAME = "import"
PEER = "openpyxl reading alone"
BAR = 8.0
ROWS = 20_000
_HEAD = (
    "序号", "姓名", "性别", "民族", "公民身份号码", "出生日期", "籍贯", "学历", "人员类别", "入党日期",
    "转正日期", "手机号码", "现住址", "备注",
)  # fmt: skip


def roster(rows: int) -> bytes:
    """An .xlsx of so many invented members."""
    chance, workbook = random.Random(1), openpyxl.Workbook(write_only=True)
    sheet = workbook.create_sheet("花名册")
    sheet.append(_HEAD)
    for n in range(rows):
        day = date(1950, 1, 1) + timedelta(days=n % 18_000)
        first = f"990101{day:%Y%m%d}{n // 18_000 * 2 + 1:03d}"
        joined = date(day.year + 25, 7, 1)
        name = chance.choice("赵钱孙李周吴") + chance.choice("建国文华丽") + chance.choice("明亮芳春秋")
        sheet.append(
            (n + 1, name, "男", "汉族", first + check_digit(first), day, "某省某市", "大学本科", "正式党员",
             joined, joined.replace(year=joined.year + 1), f"138{n:08d}", f"桂花里{n}号", None)
        )  # fmt: skip
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def by_openpyxl(path: str) -> float:
    """CPU seconds of reading every cell."""
    data, begun = Path(path).read_bytes(), time.process_time()
    workbook = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    assert sum(1 for row in workbook.active.iter_rows() for _ in row) > 0
    return time.process_time() - begun


def parts(path: str) -> dict[str, float]:
    """CPU seconds of reading, of the whole dry run, of taking the proposals, the longest silence, MB."""
    data, told = Path(path).read_bytes(), [time.monotonic()]
    begun = time.process_time()
    read_book(data, "花名册.xlsx")
    read = time.process_time() - begun
    with tempfile.TemporaryDirectory(prefix="zhibu-bench-") as place:
        setting = Setting(catalogue(), SetClock(datetime(2026, 11, 23, 9)), lambda words: "")
        ledger, _ = create(Path(place) / "branch.zbf", setting, office="ZB01", password=None)
        branch = PartyOrg(full_name="一支部", short_name="一支部", org_code="ZB01", org_kind="党支部")
        ledger.save(branch)
        told[:], begun = [time.monotonic()], time.process_time()
        plan = read_plan(
            data,
            ledger.catalogue["member"],
            ledger,
            name="花名册.xlsx",
            given={"branch": branch.uid},
            progress=lambda done, total: told.append(time.monotonic()),
        )
        dry = time.process_time() - begun
        told.append(time.monotonic())
        begun = time.process_time()
        plan.take_proposals()
        answered = time.process_time() - begun
        close(ledger)
    silence = max(after - before for before, after in itertools.pairwise(told))
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"read": read, "dry": dry, "answered": answered, "silence": silence, "most": most}


def dry_run(path: str) -> float:
    """CPU seconds of the dry run alone."""
    return parts(path)["dry"]


def run() -> Result:
    """The dry run beside openpyxl alone, in turns."""
    with tempfile.TemporaryDirectory(prefix="zhibu-bench-") as place:
        path = str(Path(place) / "花名册.xlsx")
        Path(path).write_bytes(roster(ROWS))
        ours, theirs = in_turns(
            Job(f"{__name__}:dry_run", (path,)), Job(f"{__name__}:by_openpyxl", (path,)), rounds=3
        )
        told = parts(path)
    note = "，".join(f"{name} {value:.1f}" for name, value in told.items())
    return Result(medians(ours).value, medians(theirs).value, "s CPU", note)
