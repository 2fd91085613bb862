"""The key file: doors by role, damage told apart from a wrong password, the first form carried over."""

import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_app.base.errors import UserError
from desktop_app.records.roles import Role
from desktop_app.storage import key_file, keys
from desktop_app.storage.key_file import Cost, KeyFile
from desktop_app.storage.keys import LEAST, KeyFileLost
from tests.storage.disks import no_file_over

PASSWORD, OTHER = "桂花里支部2026", "组织委员的一句话7"
FIXTURES = Path(__file__).parent / "fixtures"
# What stood in the fixtures when they were made, by cost.
OLD_PASSWORD = "桂花里的老密码2025"
OLD = {
    "scrypt": (
        "cae100d8f301422b1e34b1140ce16cbf7b4b16100f2c6354b43c8a17dc3e8e4c",
        "83521 46208 65815 19351 13086 85589",
    ),
    "scrypt-16": (
        "fec3b611937e623360268328c84512a392a9cf1e1389be67d8757dc59cdab933",
        "24343 45404 10018 13781 37220 57408",
    ),
}
ODD_KEYS = [
    "",
    "{",
    "null",
    "[]",
    "7",
    "{}",
    '{"password": 7}',
    '{"open": "xy"}',
    '{"password": "zz"}',
    '{"password": "00", "cost": "ff"}',
    '{"password": "00", "cost": ""}',
    '{"open": ""}',
    '{"open": "ff"}',
    '{"format": 2}',
    '{"format": 2, "open": "00", "check": "00"}',
    '{"format": 3, "check": ""}',
    "[" * 9999,
    '{"format":' + "9" * 5000 + "}",
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a branch file would lie."""
    return tmp_path / "branch.zbf"


def ways(path: Path, recovery: str) -> tuple[Callable[[], object], ...]:
    """Every door to what a key file holds."""
    return (
        lambda: keys.unlock(path, PASSWORD),
        lambda: keys.unlock_by_recovery(path, recovery),
        lambda: keys.needs_password(path),
        lambda: keys.roles_of(path),
    )


def test_the_cost_stands_with_each_door_and_a_file_of_any_cost_opens(path: Path) -> None:
    made = keys.make_key(path, PASSWORD, Cost(64 << 10, 2))
    doors = json.loads(keys.key_path(path).read_text("utf8"))["doors"]
    assert (doors["书记"]["opslimit"], doors["书记"]["memlimit"]) == (2, 64 << 10)
    assert keys.unlock(path, PASSWORD).raw == keys.unlock_by_recovery(path, made.recovery).raw == made.raw


def test_a_password_is_tuned_to_this_pc_within_what_an_old_one_bears(monkeypatch: pytest.MonkeyPatch) -> None:
    spent = 0.0

    def slow(secret: str, salt: bytes, cost: Cost) -> bytes:
        nonlocal spent
        spent += cost.opslimit * 0.09 + 0.02
        return bytes(32)

    monkeypatch.undo()
    monkeypatch.setattr(keys, "stretch", slow)
    monkeypatch.setattr(keys.time, "thread_time", lambda: spent)
    cost = keys.tuned(0.75)
    assert 0.75 <= cost.opslimit * 0.09 + 0.02 < 0.75 + 0.09
    assert cost.memlimit <= key_file.MOST_MEMORY
    assert keys.tuned(0.0).opslimit == 3


@pytest.mark.parametrize("content", ODD_KEYS)
def test_an_odd_key_file_is_told_as_damaged(path: Path, content: str) -> None:
    keys.key_path(path).write_text(content, "utf8")
    for way in ways(path, keys.new_recovery_number()):
        with pytest.raises(KeyFileLost, match=r"钥匙文件.*已损坏.*从备份取回"):
            way()


def test_a_flipped_byte_anywhere_is_told_as_damage_and_never_as_a_wrong_password(path: Path) -> None:
    made = keys.make_key(path, PASSWORD, LEAST)
    keys.set_door(path, made.raw, Role.ORGANIZER, OTHER, LEAST)
    whole = keys.key_path(path).read_bytes()
    chance = random.Random(7)
    for place in range(0, len(whole), 3):
        broken = bytearray(whole)
        broken[place] ^= 1 << chance.randrange(8)
        keys.key_path(path).write_bytes(broken)
        with pytest.raises(KeyFileLost, match="已损坏"):
            keys.unlock(path, PASSWORD)
    for length in range(0, len(whole), 13):
        keys.key_path(path).write_bytes(whole[:length])
        with pytest.raises(KeyFileLost, match="已损坏"):
            keys.unlock_by_recovery(path, made.recovery)


def test_a_key_file_that_is_gone_can_be_fetched_too(path: Path) -> None:
    for way in ways(path, keys.new_recovery_number()):
        with pytest.raises(KeyFileLost, match=r"找不到钥匙文件.*从备份取回"):
            way()


def test_doors_put_together_without_the_key_are_told_as_damage(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.zbf"
    ours, theirs = keys.make_key(path, PASSWORD, LEAST), keys.make_key(other, OTHER, LEAST)
    mixed = keys.read_key(path).doors | {Role.READER: keys.read_key(other).doors[Role.SECRETARY]}
    keys.key_path(path).write_bytes(KeyFile(mixed).to_bytes(theirs.raw))
    with pytest.raises(KeyFileLost, match="已损坏"):
        keys.unlock(path, PASSWORD)
    assert keys.read_key(path).opened_by(PASSWORD, Role) == (ours.raw, Role.SECRETARY)


def test_each_role_has_its_password_and_nobody_rises_by_renaming_a_door(path: Path) -> None:
    raw = keys.make_key(path, PASSWORD, LEAST).raw
    keys.set_door(path, raw, Role.READER, OTHER, LEAST)
    assert keys.roles_of(path) == (Role.SECRETARY, Role.READER)
    assert keys.unlock(path, PASSWORD) == keys.Unlocked(raw, Role.SECRETARY)
    assert keys.unlock(path, OTHER) == keys.Unlocked(raw, Role.READER)
    doors = dict(keys.read_key(path).doors)
    doors[Role.SECRETARY] = doors.pop(Role.READER)
    keys.key_path(path).write_bytes(KeyFile(doors).to_bytes(raw))
    with pytest.raises(UserError, match="密码不对"):
        keys.unlock(path, OTHER)


def test_one_password_opens_one_role(path: Path) -> None:
    raw = keys.make_key(path, PASSWORD, LEAST).raw
    with pytest.raises(UserError, match="另一个人的密码"):
        keys.set_door(path, raw, Role.MEMBER, PASSWORD)
    keys.set_door(path, raw, Role.MEMBER, OTHER)
    keys.set_door(path, raw, Role.MEMBER, OTHER + "再来")
    keys.drop_door(path, raw, Role.MEMBER)
    assert keys.roles_of(path) == (Role.SECRETARY,)
    with pytest.raises(UserError, match="书记的密码不能撤销"):
        keys.drop_door(path, raw, Role.SECRETARY)
    keys.make_key(path, None)
    with pytest.raises(UserError, match="没有密码"):
        keys.set_door(path, raw, Role.MEMBER, OTHER)


def test_roles_of_one_cost_are_tried_by_one_stretching(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = keys.make_key(path, PASSWORD, LEAST).raw
    for role in (Role.ORGANIZER, Role.MEMBER, Role.READER):
        keys.set_door(path, raw, role, f"{role}的一句话42")
    stretched, real = [], key_file.stretch

    def counted(secret: str, salt: bytes, cost: Cost) -> bytes:
        stretched.append(salt)
        return real(secret, salt, cost)

    monkeypatch.setattr(key_file, "stretch", counted)
    assert keys.unlock(path, f"{Role.READER}的一句话42").role is Role.READER
    assert len(stretched) == 1


@pytest.mark.parametrize("name", OLD)
@pytest.mark.parametrize("by_password", [True, False])
def test_the_first_form_opens_and_is_written_anew(path: Path, name: str, by_password: bool) -> None:
    raw, sheet = OLD[name]
    shutil.copyfile(FIXTURES / f"{name}.zbf.key", keys.key_path(path))
    looked_at = keys.unlock(path, OLD_PASSWORD, rewrite=False)
    assert keys.key_path(path).read_bytes() == (FIXTURES / f"{name}.zbf.key").read_bytes()
    opened = keys.unlock(path, OLD_PASSWORD) if by_password else keys.unlock_by_recovery(path, sheet)
    assert opened == looked_at == keys.Unlocked(bytes.fromhex(raw), Role.SECRETARY)
    held = keys.read_key(path)
    assert not held.is_old
    kinds = {n: type(door).__name__ for n, door in held.doors.items()}
    assert kinds[Role.SECRETARY if by_password else key_file.RECOVERY] == "Door"
    assert keys.unlock(path, OLD_PASSWORD) == keys.unlock_by_recovery(path, sheet) == opened


def test_the_first_form_of_a_file_without_password_is_written_anew(path: Path) -> None:
    keys.key_path(path).write_text(json.dumps({"open": "ab" * 32}), "utf8")
    assert keys.unlock(path, None).raw == b"\xab" * 32
    assert json.loads(keys.key_path(path).read_text("utf8"))["format"] == 2
    assert keys.unlock(path, None).raw == b"\xab" * 32


def test_a_key_of_a_newer_program_is_named_as_such(path: Path) -> None:
    body = {"format": 3, "new": "thing"}
    data = key_file._canonical({**body, "check": key_file._check(body)})
    keys.key_path(path).write_bytes(data)
    with pytest.raises(UserError, match="更新版本"):
        keys.unlock(path, PASSWORD)


def test_wrong_passwords_slow_down_and_never_shut_out(path: Path) -> None:
    made = keys.make_key(path, PASSWORD, LEAST)
    clock, told = [1000.0], []
    for _ in range(40):
        with pytest.raises(UserError, match="密码不对") as wrong:
            keys.unlock(path, OTHER, now=lambda: clock[0])
        told.append(wrong.value.todo)
        if "请等" in wrong.value.todo:
            with pytest.raises(UserError, match=r"请等 \d+ 秒再试"):
                keys.unlock(path, PASSWORD, now=lambda: clock[0])
            with pytest.raises(UserError, match=r"请等 \d+ 秒再试"):
                keys.unlock_by_recovery(path, made.recovery, now=lambda: clock[0])
            clock[0] += int(wrong.value.todo.split("请等 ")[1].split(" ")[0])
    assert "请等" not in told[1]
    assert [t.split("请等 ")[1].split(" ")[0] for t in told[2:8]] == ["2", "4", "8", "16", "32", "60"]
    assert keys.unlock(path, PASSWORD, now=lambda: clock[0]).raw == made.raw
    assert [p.name for p in path.parent.iterdir()] == ["branch.zbf.key"]


@pytest.mark.parametrize("note", [b"", b"[", b"{}", b'["x", 1]', b"[99, 1e400]", b"[" * 9999, b"[1e400, 1]"])
def test_a_damaged_note_of_tries_and_a_clock_put_back_shut_nobody_out(path: Path, note: bytes) -> None:
    made = keys.make_key(path, PASSWORD, LEAST)
    path.with_name("branch.zbf.tries").write_bytes(note)
    assert keys.unlock(path, PASSWORD).raw == made.raw
    path.with_name("branch.zbf.tries").write_text("[9, 4000000000]", "utf8")
    assert keys.unlock(path, PASSWORD).raw == made.raw


def test_a_door_that_could_not_be_written_leaves_the_old_ones(path: Path) -> None:
    made = keys.make_key(path, PASSWORD, LEAST)
    with no_file_over(10), pytest.raises(UserError, match=r"没有写成.*磁盘满了"):
        keys.set_door(path, made.raw, Role.READER, OTHER)
    assert keys.unlock(path, PASSWORD).raw == made.raw
    assert keys.roles_of(path) == (Role.SECRETARY,)


def test_a_key_shows_itself_in_no_words(path: Path) -> None:
    made = keys.make_key(path, PASSWORD, LEAST)
    shown = repr((made, keys.unlock(path, PASSWORD), keys.read_key(path)))
    assert made.raw.hex() not in shown
    assert repr(made.raw) not in shown
    assert made.recovery not in shown
