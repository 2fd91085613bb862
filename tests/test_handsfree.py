"""The month without hands: once for real on an office's roster, and everything that can stand in its way."""

import io
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from desktop_app.__main__ import main
from desktop_app.base.clock import SystemClock
from desktop_app.base.pinyin import load_pinyin
from desktop_app.exchange.stick import find_packages, find_receipts
from desktop_app.handsfree.terminal import Bar
from desktop_app.registers import catalogue
from desktop_app.registers.exchange.packages import ExchangePackage
from desktop_app.registers.organization_life.meetings import Meeting
from desktop_app.registers.people.members import Member
from desktop_app.registers.rectification.issues import Issue
from desktop_app.registers.reporting.reports import RECEIVED, MonthlyReport
from desktop_app.storage import branch_file, keys

ROOT = Path(__file__).resolve().parents[1]
ROSTER = ROOT / "tests" / "exchange" / "fixtures" / "roster-27-columns.xlsx"


def month(roster, out, *more):
    """The words of the command for October on ``roster``."""
    return ["--month", "2026-10", "--roster", str(roster), "--out", str(out), "--no-window", *more]


def opened(path):
    """The branch file at ``path``, its clock the office's own."""
    setting = branch_file.Setting(catalogue(), SystemClock(), load_pinyin().keys)
    return branch_file.open_with_key(path, setting, keys.unlock(path, None).raw)


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    """(folder, lines) of October done on the roster of 46 by the command itself, as an office would."""
    folder = tmp_path_factory.mktemp("month")
    roster = folder / "花名册.xlsx"
    shutil.copyfile(ROSTER, roster)
    command = [sys.executable, "-m", "desktop_app", *month(roster, folder / "out")]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    return folder / "out", ran.stdout.splitlines()


def test_files_are_called_as_qt_calls_them_whatever_the_session_speaks():
    environ = dict(os.environ, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    command = [sys.executable, "-m", "desktop_app", "--help"]
    ran = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, check=False)
    assert ran.returncode == 0
    assert "支部台账" in ran.stdout.decode("utf-8"), "written in the encoding that names the files"


def test_each_step_tells_a_line_with_counts_and_seconds(done):
    _, lines = done
    steps = [line for line in lines if line[:2].strip().isdigit()]
    assert [int(line[:2]) for line in steps] == list(range(1, len(steps) + 1))
    assert all(line.endswith(" 秒）") for line in steps)
    told = "\n".join(lines)
    assert "可导入 46" in told
    assert "→ 全部按“历史录入”" in told
    assert "新增0　修改0　冲突0" in told
    assert lines[-1].startswith("全部完成")


def test_the_branch_file_holds_roster_work_and_the_receipt(done):
    out, _ = done
    ledger = opened(out / "data" / "own" / "branch.zbf")
    assert ledger.count(Member.live()) == 46
    assert ledger.count(Meeting.live()) == 7
    assert ledger.count(Issue.live()) == 14
    assert [one.state for one in ledger.find(MonthlyReport.live())] == [RECEIVED]
    assert ledger.find(ExchangePackage.live())[0].receipt_on is not None
    branch_file.close(ledger)


def test_the_committee_holds_the_month_and_the_roster_and_nothing_else(done):
    out, _ = done
    own, committee = (
        opened(out / "data" / "own" / "branch.zbf"),
        opened(out / "committee" / "own" / "branch.zbf"),
    )
    for model in (Member, MonthlyReport):
        sent = {one.uid for one in own.find(model.live())}
        assert sent == {one.uid for one in committee.find(model.live())}
    assert not committee.find(Meeting.select())
    assert not committee.find(Issue.select())
    (report,) = committee.find(MonthlyReport.live())
    assert report.member_block
    for ledger in (own, committee):
        branch_file.close(ledger)


def test_every_paper_is_a_pdf_in_the_folder_of_its_kind(done):
    out, _ = done
    papers = {kind.name: list(kind.iterdir()) for kind in (out / "papers").iterdir()}
    counts = {kind: len(files) for kind, files in papers.items()}
    assert counts.pop("承诺书") >= 20
    assert counts == {"会议记录": 7, "会议纪要": 2, "签到表": 7, "整改台账": 1, "月报": 1, "数据交接单": 2}
    assert all(one.read_bytes().startswith(b"%PDF-") for files in papers.values() for one in files)


def test_package_and_receipt_lie_on_the_stick_and_the_backup_beside_the_data(done):
    out, _ = done
    assert len(find_packages(out / "stick")) == len(find_receipts(out / "stick")) == 2
    assert list((out / "data" / "backup").glob("*.zbak"))
    assert not list(out.rglob("*.tmp"))


def test_a_used_folder_is_left_alone(done, capsys):
    out, _ = done
    assert main(month(ROSTER, out)) == 1
    assert "请换一个空文件夹" in capsys.readouterr().err


def workbook(path, rows):
    """A workbook of one sheet with ``rows``."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def head_and(rows):
    """The head of the real roster and some of its rows."""
    sheet = openpyxl.load_workbook(ROSTER).active
    kept = list(sheet.iter_rows(values_only=True))
    return [kept[0], *(list(kept[n]) for n in rows)]


def no_head(folder):
    return workbook(folder / "a.xlsx", [["一", "二"], ["三", "四"]])


def a_photo(folder):
    path = folder / "a.xlsx"
    path.write_bytes(b"\xff\xd8\xff\xe0" + bytes(200))
    return path


def too_short(folder):
    return workbook(folder / "a.xlsx", head_and(range(2, 5)))


def all_wrong(folder):
    rows = head_and(range(2, 4))
    for row in rows[1:]:
        row[3] = row[3][:17] + ("1" if row[3][17] != "1" else "2")
    return workbook(folder / "a.xlsx", rows)


BAD = {
    "missing": (lambda folder: folder / "没有.xlsx", "没有.xlsx"),
    "a folder": (lambda folder: folder, "文件夹"),
    "a photo": (a_photo, "a.xlsx"),
    "no head": (no_head, "表头"),
    "too few people": (too_short, "只有 3 人"),
    "no good row": (all_wrong, "没有能导入的行"),
}


@pytest.mark.parametrize(("roster", "told"), BAD.values(), ids=BAD.keys())
def test_a_bad_roster_ends_in_one_sentence_and_leaves_no_data(roster, told, tmp_path, capsys):
    assert main(month(roster(tmp_path), tmp_path / "out")) == 1
    printed = capsys.readouterr()
    assert told in printed.err
    assert printed.err.count("\n") == 1
    assert printed.err.endswith("。\n")
    assert not (tmp_path / "out" / "data").exists()


def test_rows_that_cannot_go_in_are_told_by_row_and_column_and_the_others_go_in(tmp_path, capsys):
    rows = head_and(range(1, 47))
    rows[3][3] = rows[3][3][:17] + ("1" if rows[3][3][17] != "1" else "2")
    rows[5][3] = int(rows[5][3])
    rows[9][3] = rows[8][3]
    assert main(month(workbook(tmp_path / "a.xlsx", rows), tmp_path / "out")) == 0
    told = capsys.readouterr().out
    for place in ("第4行 D列", "第6行 D列", "第10行"):
        assert place in told
    assert "已导入 43 条" in told


WORDS = {
    "month": (["--month", "十月", "--out", "x"], "不是月份"),
    "no folder": (["--month", "2026-10"], "--out"),
    "no month": (["--no-window"], "--month"),
    "unknown": (["--moon"], "不认识“--moon”"),
    "nothing after": (["--month"], "--month 后面要写内容"),
    "too much": (["--sample=1"], "--sample 写得不对"),
    "year": (["--year", "今年", "--out", "x"], "不是年份"),
    "year, no folder": (["--year", "2026"], "写了 --year，还要用 --out"),
    "year and month": (["--year", "2026", "--month", "2026-10", "--out", "x"], "只写一样"),
    "year of a roster": (["--year", "2026", "--roster", "a.xlsx", "--out", "x"], "不用写 --roster"),
}


@pytest.mark.parametrize(("words", "told"), WORDS.values(), ids=WORDS.keys())
def test_words_not_understood_end_in_a_sentence(words, told, capsys):
    assert main(words) == 2
    assert told in capsys.readouterr().err


def test_without_a_screen_there_is_a_sentence_instead_of_a_window(monkeypatch, capsys):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    assert main([]) == 1
    assert "没有显示器" in capsys.readouterr().err


def test_without_a_screen_the_month_is_done_and_no_window_opened(monkeypatch, tmp_path, capsys):
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    asked = []
    monkeypatch.setattr("desktop_app.handsfree.month.run_month", lambda month, **told: asked.append(told))
    assert main(["--month", "2026-10", "--out", str(tmp_path / "o")]) == 0
    assert [(told["sample"], told["roster"]) for told in asked] == [(True, None)]
    assert "不打开窗口" in capsys.readouterr().out


def test_the_help_is_chinese(capsys):
    with pytest.raises(SystemExit):
        main(["--help"])
    assert not {"usage", "options", "show"} & set(re.findall(r"[a-z]+", capsys.readouterr().out))


def test_a_month_without_sample_work_is_refused(tmp_path, capsys):
    assert main(["--month", "2026-11", "--sample", "--out", str(tmp_path / "o"), "--no-window"]) == 1
    assert "没有2026年11月的示例工作" in capsys.readouterr().err
    assert not (tmp_path / "o").exists()


def test_a_year_without_sample_work_is_refused_before_anything_is_made(tmp_path, capsys):
    assert main(["--year", "1999", "--no-window", "--out", str(tmp_path / "o")]) == 1
    told = capsys.readouterr().err
    assert "没有1999年的示例工作" in told
    assert told.count("\n") == 1
    assert not (tmp_path / "o").exists()


def test_the_terminal_way_never_loads_qt():
    code = "import sys, desktop_app.__main__, desktop_app.handsfree.year; sys.exit('PySide6' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


class Terminal(io.StringIO):
    """A terminal of a test."""

    def isatty(self):
        return True


def test_the_bar_waits_half_a_second_and_is_wiped_away(monkeypatch):
    now = iter([0.0, 0.1, 0.6, 0.7, 1.0])
    monkeypatch.setattr("desktop_app.handsfree.terminal.time.monotonic", lambda: next(now))
    terminal = Terminal()
    bar = Bar("导入", terminal)
    for done in (1, 2, 3, 4):
        bar.show(done, 4)
    bar.clear()
    shown = [line for line in terminal.getvalue().split("\r") if line.strip()]
    assert shown == ["导入 [############............] 2/4", "导入 [########################] 4/4"]
    assert terminal.getvalue().endswith(" \r")
