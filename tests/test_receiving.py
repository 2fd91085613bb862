"""Packages without hands: looked at, received, refused; in a line or in JSON; whatever stands in the way."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QLockFile

from desktop_app.__main__ import main
from desktop_app.base.clock import SystemClock
from desktop_app.base.folder_lock import LOCK, folder_locked
from desktop_app.exchange.courier import Courier
from desktop_app.registers import catalogue
from desktop_app.registers.exchange.packages import ExchangePackage
from desktop_app.registers.people.orgs import PartyOrg
from desktop_app.storage import branch_file, keys
from desktop_app.storage.branch_file import Setting
from desktop_app.storage.ledger import Ledger
from desktop_app.workplace import courier_for

ROOT = Path(__file__).resolve().parents[1]
PASSWORD = "春风化雨润物细无声"
GOOD, LATER, ODD, STRANGER, RUBBISH = "a-good", "b-later", "c-odd", "d-stranger", "e-rubbish"
KEYS = [
    *("file", "sender", "kind", "new", "changed", "removed", "conflicts", "same"),
    *("refused", "applied", "receipt", "seen_before", "own"),
]


@dataclass
class Place:
    """A committee's data folder, a stick with packages, the password in a file."""

    data: Path
    stick: Path
    password: Path

    def words(self, verb: str, *more: str) -> list[str]:
        """The command line."""
        return [verb, str(self.stick), "--data", str(self.data), "--password-file", str(self.password), *more]

    def leave(self, *names: str) -> "Place":
        """Keep only some packages on the stick."""
        for path in self.stick.iterdir():
            if path.stem not in names:
                path.unlink()
        return self

    def ledger(self) -> Ledger:
        """The committee's file, opened by itself."""
        path = self.data / "own" / "branch.zbf"
        return branch_file.open_with_key(path, setting(), keys.unlock(path, PASSWORD).raw)

    def orgs(self) -> set[str]:
        """The organisations the committee knows."""
        ledger = self.ledger()
        found = {one.full_name for one in ledger.find(PartyOrg.live())}
        branch_file.close(ledger)
        return found

    def names(self, suffix: str) -> list[str]:
        return sorted(path.name for path in self.stick.iterdir() if path.suffix == suffix)


def setting() -> Setting:
    return Setting(catalogue(), SystemClock(), lambda name: "", key_cost=keys.LEAST)


def office(folder: Path, code: str, name: str, password: str | None = None) -> tuple[Ledger, Courier]:
    folder.mkdir(parents=True)
    path = folder / "branch.zbf"
    ledger, _ = branch_file.create(path, setting(), office=code, password=password)
    courier = courier_for(ledger, folder, SystemClock())
    courier.trust.introduce(code, name)
    courier.notice.confirm()
    return ledger, courier


def org(name: str, code: str) -> PartyOrg:
    return PartyOrg(full_name=name, org_code=code, org_kind="党支部", term_years=5)


def plant(ledger: Ledger, record: PartyOrg) -> None:
    """Write a record that no form would make, as a bent program may."""
    register = ledger.catalogue.of(record)
    with ledger.action("旧资料", kind="merge") as action:
        action.put([action._version(register, record, "add", None, register.stored(record), None)])


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The committee, closed, and a stick with one package of each kind of fate."""
    folder = tmp_path_factory.mktemp("receiving")
    stick = folder / "stick"
    stick.mkdir()
    committee, theirs = office(folder / "data" / "own", "C00", "青石街道工委", PASSWORD)
    taken = org("青石街道工委", "C00")
    committee.save(taken)
    for code, name, known in (("A01", "桂花里第一支部", True), ("X99", "来路不明支部", False)):
        ledger, courier = office(folder / code, code, name)
        courier.trust.keep(theirs.trust.card)
        if known:
            theirs.trust.keep(courier.trust.card)
        first = org(name, code)
        ledger.save(first)
        _write(courier, stick, GOOD if known else STRANGER)
        if known:
            first.short_name = "一支部"
            ledger.save(first)
            _write(courier, stick, LATER)
            odd = org("冒名支部", "A09")
            odd.uid = taken.uid
            plant(ledger, odd)
            _write(courier, stick, ODD)
        branch_file.close(ledger)
    branch_file.close(committee)
    (stick / f"{RUBBISH}.zbb").write_bytes(b"no package at all" * 40)
    (folder / "password").write_text(f"{PASSWORD}\nnot this line\n", "utf-8")
    return folder


def _write(courier: Courier, stick: Path, name: str) -> None:
    path = courier.write(courier.prepare("C00", name), stick)
    path.rename(stick / f"{name}.zbb")


@pytest.fixture
def place(model: Path, tmp_path: Path) -> Place:
    shutil.copytree(model / "data", tmp_path / "data")
    shutil.copytree(model / "stick", tmp_path / "stick")
    shutil.copy(model / "password", tmp_path / "password")
    return Place(tmp_path / "data", tmp_path / "stick", tmp_path / "password")


def told(capsys: pytest.CaptureFixture[str]) -> dict[str, dict[str, Any]]:
    """What was printed, an object a line, by the names of the packages."""
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert all(list(one) == KEYS for one in lines)
    return {Path(one["file"]).stem: one for one in lines}


def test_looking_tells_of_every_package_and_changes_nothing(place, capsys) -> None:
    before = place.orgs()
    assert main(place.words("--look", "--json")) == 1
    found = told(capsys)
    assert set(found) == {GOOD, LATER, ODD, STRANGER, RUBBISH}
    good = found[GOOD]
    assert (good["sender"], good["kind"], good["new"], good["refused"]) == (
        "桂花里第一支部",
        "全部资料",
        1,
        [],
    )
    assert not any(one["applied"] or one["receipt"] for one in found.values())
    (why,) = found[ODD]["refused"]
    assert why["register"] == "party_org"
    assert why["reason"].startswith("党组织/支部信息：")
    for name in (STRANGER, RUBBISH):
        (why,) = found[name]["refused"]
        assert why["reason"].endswith("。")
    assert place.orgs() == before
    assert place.names(".zbr") == []


def test_receiving_takes_what_is_good_and_writes_receipts_beside(place, capsys) -> None:
    assert main(place.words("--receive", "--json")) == 1
    found = told(capsys)
    assert [name for name, one in found.items() if one["applied"]] == [GOOD, LATER, ODD]
    assert place.names(".zbr") == [f"{GOOD}.zbr", f"{LATER}.zbr", f"{ODD}.zbr"]
    assert place.orgs() == {"青石街道工委", "桂花里第一支部"}
    ledger = place.ledger()
    assert ledger.count(ExchangePackage.live()) == 3
    assert {one.short_name for one in ledger.find(PartyOrg.live())} == {None, "一支部"}
    branch_file.close(ledger)
    assert len(list((place.data / "backup").iterdir())) == 1, "one backup, before the first"
    # Once more: nothing changes, no further receipts.
    place.leave(GOOD, LATER)
    assert main(place.words("--receive", "--json")) == 0
    again = told(capsys)
    assert all(one["new"] == one["changed"] == one["conflicts"] == 0 for one in again.values())
    assert len(list((place.data / "backup").iterdir())) == 1


def test_nothing_refused_is_0_and_a_line_has_the_words(place, capsys) -> None:
    assert main(place.leave(GOOD).words("--receive")) == 0
    out, err = capsys.readouterr()
    counts = "新增1 修改0 删除0 冲突0 不变0 不接受0"
    assert out == f"a-good.zbb　桂花里第一支部　全部资料　{counts}　已接收，回执 a-good.zbr\n"
    assert err == ""


@pytest.mark.parametrize("name", ["桂花里 - 副本 (2)", "a\n假的　已接收", "\x1b[2K", "\udcff"], ids=ascii)
def test_whatever_a_package_was_renamed_to_it_is_told_in_one_line_and_answered(place, capsys, name) -> None:
    (place.stick / f"{GOOD}.zbb").rename(place.stick / f"{name}.zbb")
    assert main(place.leave(name).words("--receive")) == 0
    assert main(place.words("--receive")) == 0
    out, _ = capsys.readouterr()
    assert out.count("已接收，回执 receipt-") == out.count("已接收过，回执 receipt-") == 1
    assert out.count("\n") == 2
    assert "\x1b" not in out
    assert len(place.names(".zbr")) == 1


def test_the_order_makes_no_difference(model, tmp_path, capsys) -> None:
    held = []
    for number, names in enumerate(((GOOD, LATER), (LATER, GOOD))):
        place = Place(tmp_path / f"data{number}", tmp_path / f"stick{number}", model / "password")
        shutil.copytree(model / "data", place.data)
        place.stick.mkdir()
        for at, name in enumerate(names):
            shutil.copy(model / "stick" / f"{name}.zbb", place.stick / f"{at}.zbb")
        assert main(place.words("--receive")) == 0
        ledger = place.ledger()
        held.append(
            [(one.uid, one.full_name, one.short_name, one.clock) for one in ledger.find(PartyOrg.live())]
        )
        branch_file.close(ledger)
    assert held[0] == held[1]
    capsys.readouterr()


def test_a_defect_in_one_package_stops_no_other(place, capsys, monkeypatch) -> None:
    real = Courier.look_into

    def look(courier: Courier, path: Path, **more: Any) -> Any:
        if path.stem == GOOD:
            raise ZeroDivisionError
        return real(courier, path, **more)

    monkeypatch.setattr(Courier, "look_into", look)
    assert main(place.leave(GOOD, LATER).words("--receive", "--json")) == 1
    found = told(capsys)
    assert "程序出了一个错误" in found[GOOD]["refused"][0]["reason"]
    assert found[LATER]["applied"]


def test_a_receipt_that_cannot_be_written_is_told(place, capsys, monkeypatch) -> None:
    def full(*_: Any) -> Path:
        raise OSError(28, "test")

    monkeypatch.setattr("desktop_app.exchange.disk.Disk.create", full)
    assert main(place.leave(GOOD).words("--receive", "--json")) == 1
    (one,) = told(capsys).values()
    assert one["applied"]
    assert one["receipt"] == ""
    assert "回执没有写成" in one["refused"][0]["reason"]


def test_the_branch_file_itself_or_the_folder_it_lies_in_will_do(place, capsys) -> None:
    place.leave(GOOD)
    own = place.data / "own"
    for data in (own / "branch.zbf", own, place.data):
        words = place.words("--look")
        words[3] = str(data)
        assert main(words) == 0
    capsys.readouterr()


def test_what_stands_in_the_way_is_a_sentence(place, tmp_path, capsys) -> None:
    def refused(*words: str) -> str:
        assert main(list(words)) == 1
        out, err = capsys.readouterr()
        assert out == ""
        return err

    data = ("--data", str(place.data))
    assert "找不到放数据包的文件夹" in refused("--look", str(tmp_path / "none"), *data)
    assert "找不到支部文件" in refused("--look", str(place.stick), "--data", str(tmp_path / "none"))
    # Longer than a system lets a name be.
    endless = str(tmp_path / ("长" * 300))
    assert "放数据包的文件夹打不开" in refused("--look", endless, *data)
    assert "支部文件打不开" in refused("--look", str(place.stick), "--data", endless)
    if not sys.stdin.isatty():
        assert "--password-file" in refused("--look", str(place.stick), *data)
    place.password.write_text("错的密码错的密码")
    assert "密码不对" in refused(*place.words("--look"))
    place.password.unlink()
    assert "密码文件读不出来" in refused(*place.words("--look"))
    (place.data / "own" / "branch.zbf").write_bytes(b"broken" * 1000)
    place.password.write_text(PASSWORD, "utf-8")
    assert refused(*place.words("--look")).strip().endswith("。")
    assert not (place.data / LOCK).exists()


def test_an_empty_folder_is_well(place, capsys) -> None:
    assert main(place.leave().words("--receive")) == 0
    assert "没有数据包" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [
        ["--look", "a", "--receive", "b", "--data", "c"],
        ["--look", "a"],
        ["--data", "c"],
        ["--json"],
        ["--password-file", "c"],
        ["--look"],
        ["--receive", "a", "--data", "b", "--month", "2026-10", "--out", "c"],
        ["--receive", "a", "--data", "b", "--sample"],
    ],
)
def test_words_that_make_no_sense_are_2(words, capsys) -> None:
    assert main(words) == 2
    assert "命令行写得不对" in capsys.readouterr().err


def test_a_window_that_is_open_keeps_others_out_and_is_kept_out(place, capsys) -> None:
    place.leave(GOOD)
    window = QLockFile(str(place.data / LOCK))
    assert window.tryLock(100)
    assert main(place.words("--receive")) == 1
    assert "支部台账正开着" in capsys.readouterr().err
    window.unlock()
    with folder_locked(place.data):
        assert not window.tryLock(0)
        assert main(place.words("--receive")) == 1
    # What was left behind by a process that is gone keeps nobody out.
    for words in ("999999999\npython\n", "rubbish", ""):
        (place.data / LOCK).write_text(words)
        assert main(place.words("--receive")) == 0
    capsys.readouterr()
    (place.data / LOCK).write_text("1\nother\nanother computer\n")
    assert main(place.words("--receive")) == 1


def test_it_needs_no_window_and_loads_none(place) -> None:
    place.leave(GOOD)
    code = (
        "import sys; from desktop_app.__main__ import main; code = main(sys.argv[1:]);"
        "sys.exit(code or any(name.startswith('PySide6') for name in sys.modules))"
    )
    command = [sys.executable, "-c", code, *place.words("--receive", "--json")]
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    ran = subprocess.run(
        command, cwd=place.stick, env=environ, capture_output=True, encoding="utf-8", check=False
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert json.loads(ran.stdout)["applied"] is True


def test_help_names_both(capsys) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    out = capsys.readouterr().out
    assert "--look" in out
    assert "--receive" in out


def test_one_taken_before_is_called_so_and_our_own_is_no_fault(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    place.leave(GOOD)
    assert main(place.words("--receive")) == 0
    assert "已接收过" not in capsys.readouterr().out
    ledger = place.ledger()
    courier = courier_for(ledger, place.data / "own", SystemClock())
    courier.write(courier.prepare("A01", "桂花里第一支部"), place.stick)
    branch_file.close(ledger)
    for verb in ("--look", "--receive"):
        assert main(place.words(verb)) == 0
        lines = capsys.readouterr().out.splitlines()
        assert sorted("已接收过" in line for line in lines) == [False, True]
        assert sorted("自己写的包，不用接收" in line for line in lines) == [False, True]
    assert main(place.words("--look", "--json")) == 0
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert sorted((one["own"], one["seen_before"]) for one in found) == [(False, True), (True, False)]
