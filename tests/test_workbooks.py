"""Workbooks without a window: what --check tells, what --import makes, and words that do not go together."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from desktop_app.__main__ import main
from desktop_app.exchange.workbook.fitting import Fitting, importable
from desktop_app.exchange.workbook.read import read_book
from desktop_app.exchange.workbook.write import write_sheet
from desktop_app.handsfree.keeping import NAME
from desktop_app.registers import catalogue
from desktop_app.registers.people.members import Member
from desktop_app.storage import branch_file, keys
from tests.test_keeping import setting

HEADS = ("姓名", "性别", "公民身份号码", "民族", "学历", "人员类别", "入党日期", "所在党支部", "备注2")
GOOD = ("安长河", "男", "990101198507013212", "汉", "大学本科", "正式党员", "2010-07-01", "", "会唱歌")
BAD = ("白建设", "男", "9.90101E+17", "汉", "大学本科", "正式党员", "2010-07-01", "", "")
ASKED = ("曹立春", "女", "990101198507310014", "汉", "大学本科", "正式党员", "2010-07-01", "", "")
JSON_KEYS = ["register", "sheet", "ready", "asked", "refused", "same", "left_aside", "fixed", "rows"]


def sheet(path: Path, *rows: tuple[str, ...], heads: tuple[str, ...] = HEADS) -> Path:
    workbook = openpyxl.Workbook()
    workbook.active.title = "名单"
    for row in (heads, *rows):
        workbook.active.append([cell or None for cell in row])
    workbook.save(path)
    return path


def said(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_check_tells_every_row_in_json_and_stores_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = sheet(tmp_path / "花名册.xlsx", GOOD, BAD, ASKED)
    before = file.read_bytes()
    assert main(["--check", str(file), "--json"]) == 1
    (told,) = said(capsys)
    assert list(told) == JSON_KEYS
    assert (told["register"], told["sheet"]) == ("党员花名册", "名单")
    assert told["ready"] + told["asked"] + told["refused"] + told["same"] >= 3
    assert told["refused"] == 1
    assert told["left_aside"] == ["I 备注2"]
    assert all(list(row) == ["row", "verdict", "place", "words", "proposal"] for row in told["rows"])
    assert {row["row"] for row in told["rows"]} - {0} == {2, 3, 4}
    (bad,) = [row for row in told["rows"] if row["row"] == 3]
    assert bad["verdict"] == "有问题"
    assert bad["place"].startswith("第3行 C列")
    assert all(list(one) == ["place", "was", "is"] for one in told["fixed"])
    assert file.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["花名册.xlsx"]


def test_a_clean_sheet_is_0_and_the_register_has_two_names(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = sheet(tmp_path / "表.xlsx", GOOD[:-1], heads=HEADS[:-1])
    for name in ("党员花名册", "member"):
        assert main(["--check", str(file), "--register", name]) == 0, capsys.readouterr().out
        assert "可导入 1 · 需确认 0 · 有问题 0" in capsys.readouterr().out
    assert main(["--check", str(file), "--register", "没有的台账", "--json"]) == 1
    (told,) = said(capsys)
    assert "没有叫" in told["rows"][0]["words"]
    assert list(told) == JSON_KEYS


def test_a_folder_is_checked_file_by_file_and_a_broken_one_does_not_stop_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet(tmp_path / "一.xlsx", GOOD)
    (tmp_path / "二.xlsx").write_bytes(b"PK\x03\x04 broken")
    (tmp_path / "~$一.xlsx").write_bytes(b"lock")
    (tmp_path / "说明.docx").write_bytes(b"no sheet")
    assert main(["--check", str(tmp_path), "--json"]) == 1
    told = said(capsys)
    assert [Path(one["file"]).name for one in told] == ["一.xlsx", "二.xlsx"]
    assert [one["refused"] for one in told] == [0, 1]
    assert list(told[0]) == ["file", *JSON_KEYS]


def members(path: Path) -> set[str]:
    ledger = branch_file.open_with_key(path, setting(), keys.unlock(path, None).raw)
    try:
        return {one.name for one in ledger.find(Member.live())}
    finally:
        branch_file.close(ledger)


def test_an_import_makes_a_branch_file_and_takes_the_answers_of_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, out = sheet(tmp_path / "花名册.xlsx", GOOD, BAD, ASKED), tmp_path / "新"
    assert main(["--check", str(file), "--json"]) == 1
    (told,) = said(capsys)
    (asked,) = [row for row in told["rows"] if row["row"] == 4]
    answers = tmp_path / "回答.json"
    answers.write_text(json.dumps({asked["place"]: "按身份证号记“男”"}, ensure_ascii=False), "utf8")
    words = ["--import", str(file), "--register", "党员花名册", "--out", str(out)]
    assert main([*words, "--answers", str(answers), "--json"]) == 1
    (done,) = said(capsys)
    assert (done["ready"], done["asked"], done["refused"]) == (2, 0, 1)
    assert members(out / NAME) == {"安长河", "曹立春"}
    assert main(words) == 1
    assert "已经有一个支部文件" in capsys.readouterr().err


def test_a_character_told_in_words_is_answered_by_the_character(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, out = sheet(tmp_path / "花名册.xlsx", ("曹(上大下明)", *GOOD[1:])), tmp_path / "新"
    assert main(["--check", str(file), "--json"]) == 1
    (told,) = said(capsys)
    (asked,) = [row for row in told["rows"] if row["row"] == 2]
    answers = tmp_path / "回答.json"
    answers.write_text(json.dumps({asked["place"]: "𡙂"}, ensure_ascii=False), "utf8")
    words = ["--import", str(file), "--register", "member", "--out", str(out), "--answers", str(answers)]
    assert main(words) == 0
    assert members(out / NAME) == {"曹𡙂"}


@pytest.mark.parametrize("text", ["不是", '["x"]', '{"第4行 B列 性别": "记“女”"}'])
def test_answers_nobody_can_use_are_told_and_nothing_is_made(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, answers = sheet(tmp_path / "花名册.xlsx", ASKED, ASKED, ASKED), tmp_path / "回答.json"
    answers.write_text(text, "utf8")
    out = tmp_path / "新"
    words = ["--import", str(file), "--register", "member", "--out", str(out), "--answers", str(answers)]
    assert main(words) == 1
    assert capsys.readouterr().err
    assert not (out / NAME).exists()


def test_a_check_against_a_branch_knows_its_people_and_leaves_the_file_as_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, out = sheet(tmp_path / "花名册.xlsx", GOOD), tmp_path / "支部"
    assert main(["--import", str(file), "--register", "member", "--out", str(out)]) == 0
    capsys.readouterr()
    before = {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()}
    assert main(["--check", str(file), "--data", str(out), "--json"]) == 0
    (told,) = said(capsys)
    assert (told["ready"], told["same"]) == (0, 1)
    assert {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()} == before


@pytest.mark.parametrize(
    "words",
    [
        ["--register", "member"],
        ["--answers", "a.json"],
        ["--check", "a.xlsx", "--answers", "a.json"],
        ["--import", "a.xlsx", "--register", "member"],
        ["--import", "a.xlsx", "--out", "b"],
        ["--import", "a.xlsx", "--register", "member", "--out", "b", "--to", "c"],
        ["--import", "a.xlsx", "--register", "member", "--out", "b", "--data", "c"],
        ["--check", "a.xlsx", "--verify", "b"],
        ["--check", "a.xlsx", "--to", "b"],
        ["--check", "a.xlsx", "--month", "2026-10", "--out", "b"],
        ["--check"],
    ],
)
def test_words_that_do_not_go_together_are_told(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    assert "命令行写得不对" in capsys.readouterr().err


def test_no_screen_and_no_qt_is_needed(tmp_path: Path) -> None:
    file = sheet(tmp_path / "花名册.xlsx", GOOD)
    script = (
        "import sys; from desktop_app.__main__ import main; code = main(['--check', sys.argv[1]]);"
        "assert not any(n.startswith('PySide6') for n in sys.modules); sys.exit(code)"
    )
    run = subprocess.run(
        [sys.executable, "-c", script, str(file)], capture_output=True, check=False, timeout=120
    )
    assert run.returncode in (0, 1), run.stderr.decode()
    assert "党员花名册" in run.stdout.decode("utf8")


def test_every_register_that_takes_rows_is_found_by_the_heads_of_its_own_blank_sheet() -> None:
    known = catalogue()
    fitting = Fitting(known)
    for register in importable(known):
        book = read_book(write_sheet(register, [], lambda uid: ""), register.title)
        assert fitting.best(book, register.title) is register
