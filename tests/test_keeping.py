"""The files of a branch without a window: verified, restored, rebuilt, exported."""

import json
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from desktop_app.__main__ import main
from desktop_app.base.clock import SetClock
from desktop_app.base.folder_lock import folder_locked
from desktop_app.handsfree import keeping
from desktop_app.records.roles import Role
from desktop_app.registers import catalogue
from desktop_app.registers.people.orgs import PartyOrg
from desktop_app.storage import branch_file, keys
from desktop_app.storage.backup import BackupStore
from desktop_app.storage.branch_file import Setting
from desktop_app.storage.sqlite.sealed_pages import PAGE
from tests.storage.damages import Original
from tests.storage.toy import CHEAP

PASSWORD = "春风化雨润物细无声"
NAME = "桂花里第一支部"


@dataclass
class Place:
    """A data folder with a backup, the password in a file, a wrong one in another."""

    folder: Path
    data: Path
    password: Path
    wrong: Path

    @property
    def branch(self) -> Path:
        return self.data / "own" / "branch.zbf"

    @property
    def backup(self) -> Path:
        return next((self.data / "backup").glob("*.zbak"))

    def state(self) -> dict[str, tuple[bytes, int]]:
        """Every file with its bytes and time."""
        found = (path for path in self.data.rglob("*") if path.is_file())
        return {str(path): (path.read_bytes(), path.stat().st_mtime_ns) for path in found}


def setting() -> Setting:
    return Setting(catalogue(), SetClock(datetime(2026, 10, 10, 9)), lambda name: "", key_cost=CHEAP)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("keeping")
    path = folder / "data" / "own" / "branch.zbf"
    ledger, _ = branch_file.create(path, setting(), office="A01", password=PASSWORD)
    ledger.save(PartyOrg(full_name=NAME, org_code="A01", org_kind="党支部", term_years=3))
    raw = keys.unlock(path, PASSWORD).raw
    BackupStore(path, raw, folder / "data" / "backup", setting().clock).make("手动备份")
    branch_file.close(ledger)
    (folder / "password").write_text(PASSWORD + "\n", "utf8")
    (folder / "wrong").write_text("不是这个密码呀\n", "utf8")
    return folder


@pytest.fixture
def place(model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    shutil.copytree(model, tmp_path / "place")
    monkeypatch.setattr(keeping, "WAIT", 0.0)
    folder = tmp_path / "place"
    return Place(folder, folder / "data", folder / "password", folder / "wrong")


def run(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    capsys.readouterr()
    code = main([str(word) for word in words])
    out, err = capsys.readouterr()
    return code, out, err


def told(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def orgs(path: Path) -> list[str]:
    ledger = branch_file.open_file(path, setting(), PASSWORD)
    found = [one.full_name for one in ledger.find(PartyOrg.live())]
    branch_file.close(ledger)
    return found


def test_a_data_folder_is_verified_and_not_a_byte_changed(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    before = place.state()
    code, out, err = run(capsys, "--verify", place.data, "--password-file", place.password, "--json")
    assert (code, err) == (0, "")
    branch, backup = told(out)
    assert (branch["what"], branch["whole"], branch["office"]) == ("支部文件", True, "A01")
    assert (backup["what"], backup["whole"], backup["reason"]) == ("备份", True, "手动备份")
    assert backup["made_at"] == "2026-10-10T09:00:00"
    assert branch["counts"]["party_org"] == backup["counts"]["party_org"] == 1
    assert branch["last_entry"].startswith("2026-10-10T09:00")
    assert place.state() == before


def test_without_the_password_it_says_what_can_be_said(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    before = place.state()
    code, out, _ = run(capsys, "--verify", place.data)
    assert code == 1
    assert out.count("没有密码，只看了外面") == 2
    assert "手动备份" in out
    code, out, _ = run(capsys, "--verify", keys.key_path(place.branch))
    assert (code, "钥匙文件　完好" in out) == (0, True)
    assert place.state() == before


def test_a_wrong_password_is_told_after_a_while(
    place: Place, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    monkeypatch.setattr(keeping.time, "sleep", waited.append)
    monkeypatch.setattr(keeping, "WAIT", 2.0)
    before = place.state()
    code, out, err = run(capsys, "--verify", place.branch, "--password-file", place.wrong)
    assert (code, out) == (1, "")
    assert "密码不对" in err
    assert waited == [2.0]
    assert place.state() == before


@pytest.mark.parametrize("harm", ["page", "cut", "head", "key", "backup"])
def test_what_is_not_whole_is_told_with_why(
    place: Place, capsys: pytest.CaptureFixture[str], harm: str
) -> None:
    path = {"key": keys.key_path(place.branch), "backup": place.backup}.get(harm, place.branch)
    data = bytearray(path.read_bytes())
    if harm == "page":
        data[5 * PAGE + 7] ^= 1
    elif harm == "head":
        data[:200] = bytes(200)
    elif harm == "key":
        data = bytearray(b"{}")
    elif harm == "backup":
        data[len(data) // 2] ^= 1
    else:
        del data[-1000:]
    path.write_bytes(data)
    before = place.state()
    code, out, _ = run(capsys, "--verify", place.data, "--password-file", place.password, "--json")
    assert code == 1
    bad = [one for one in told(out) if not one["whole"]]
    assert [one["what"] for one in bad] == ["备份" if harm == "backup" else "支部文件"]
    assert bad[0]["problems"]
    assert place.state() == before


def test_a_damaged_file_that_a_repair_put_aside_does_not_count(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    aside = place.branch.with_name("branch-修复前-20261010-090000.zbf")
    shutil.copyfile(place.branch, aside)
    shutil.copyfile(keys.key_path(place.branch), keys.key_path(aside))
    data = bytearray(aside.read_bytes())
    data[len(data) // 2] ^= 1
    aside.write_bytes(data)
    code, out, _ = run(capsys, "--verify", place.data, "--password-file", place.password)
    assert code == 0
    assert "修复时换下的" in next(line for line in out.splitlines() if aside.name in line)
    code, out, _ = run(capsys, "--verify", aside, "--password-file", place.password)
    assert code == 1
    place.branch.write_bytes(data)
    assert run(capsys, "--verify", place.data, "--password-file", place.password)[0] == 1


def test_all_refuse_while_the_window_is_open(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    with folder_locked(place.data):
        for words in (
            ("--verify", place.data),
            ("--export", place.folder / "out", "--data", place.data),
            ("--rebuild", place.branch, "--to", place.folder / "new"),
        ):
            code, out, err = run(capsys, *words, "--password-file", place.password)
            assert (code, out) == (1, "")
            assert "正开着" in err


def test_a_backup_is_restored_into_a_free_folder(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    to = place.folder / "new"
    words = ("--restore", place.backup, "--to", to, "--password-file", place.password, "--json")
    code, out, err = run(capsys, *words)
    assert (code, err) == (0, "")
    assert told(out)[-1]["whole"] is True
    assert orgs(to / "branch.zbf") == [NAME]
    code, out, err = run(capsys, *words)
    assert (code, out) == (1, "")
    assert "已经有一个支部文件" in err


def test_a_damaged_file_is_rebuilt_and_left_as_it_was(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    raw = keys.unlock(place.branch, PASSWORD).raw
    original = Original.of(place.branch, raw, catalogue())
    (on,) = next(iter(on for (name, _), on in original.lying.items() if name == "party_org"))
    data = bytearray(original.data)
    data[(on - 1) * PAGE : on * PAGE] = bytes(PAGE)
    place.branch.write_bytes(data)
    before, to = place.state(), place.folder / "new"
    words = ("--rebuild", place.branch, "--to", to, "--password-file", place.password)
    code, out, err = run(capsys, *words)
    assert (code, err) == (0, "")
    assert "全部找回" in out
    assert "1 页坏了" in out
    assert place.state() == before
    assert orgs(to / "branch.zbf") == [NAME]
    # A key file that is gone too is taken from the backup.
    keys.key_path(place.branch).unlink()
    code, out, err = run(
        capsys, "--rebuild", place.branch, "--to", place.folder / "again", "--password-file", place.password
    )
    assert (code, err) == (0, "")
    assert orgs(place.folder / "again" / "branch.zbf") == [NAME]


def test_who_sees_less_neither_restores_nor_repairs_nor_carries_out(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    """A report of a repair names records of every register; the window leaves all three to others."""
    raw = keys.unlock(place.branch, PASSWORD).raw
    keys.set_door(place.branch, raw, Role.MEMBER, "秋水共长天一色呀", CHEAP)
    BackupStore(place.branch, raw, place.folder / "again", setting().clock).make("手动备份")
    place.password.write_text("秋水共长天一色呀\n", "utf8")
    backup, to = next((place.folder / "again").glob("*.zbak")), place.folder / "to"
    with_password = ("--password-file", place.password)
    for words in (
        ("--restore", backup, "--to", to),
        ("--rebuild", place.branch, "--to", to),
        ("--export", to, "--data", place.data),
    ):
        code, out, err = run(capsys, *words, *with_password)
        assert code != 0, words
        assert "按分工，委员不能" in out + err
        assert not to.exists() or not list(to.iterdir())


def test_everything_goes_out_and_comes_in_again(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    out_folder, to = place.folder / "全部资料", place.folder / "new"
    code, out, err = run(
        capsys, "--export", out_folder, "--data", place.data, "--password-file", place.password, "--json"
    )
    assert (code, err) == (0, "")
    assert told(out)[0]["counts"]["party_org"] == 1
    words = ("--import", out_folder, "--to", to, "--password-file", place.password, "--json")
    code, out, err = run(capsys, *words)
    assert (code, err) == (0, "")
    assert told(out)[-1]["whole"] is True
    assert len(told(out)[0]["recovery"]) > 30
    assert orgs(to / "branch.zbf") == [NAME]


@pytest.mark.parametrize(
    "words",
    [
        ("--restore", "a"),
        ("--rebuild", "a"),
        ("--import", "a"),
        ("--export", "a"),
        ("--to", "a"),
        ("--verify", "a", "--to", "b"),
        ("--verify", "a", "--restore", "b", "--to", "c"),
        ("--verify", "a", "--month", "2026-10", "--out", "b"),
        ("--verify", "a", "--look", "b", "--data", "c"),
    ],
)
def test_words_that_do_not_go_together(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, *words)
    assert (code, out) == (2, "")
    assert err.startswith("命令行写得不对")


def test_what_is_not_there_is_told(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    (place.folder / "empty").mkdir()
    for words in (
        ("--verify", place.folder / "none"),
        ("--verify", place.folder / "empty"),
        ("--restore", place.folder / "none.zbak", "--to", place.folder / "new"),
        ("--rebuild", place.folder / "none.zbf", "--to", place.folder / "new"),
        ("--import", place.folder / "empty", "--to", place.folder / "new"),
    ):
        code, _, err = run(capsys, *words, "--password-file", place.password)
        assert code == 1
        assert "没有" in err
