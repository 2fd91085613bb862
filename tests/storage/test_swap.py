"""Several renames as one act: cut at every step, whoever looks next sees the old files or the new ones."""

import contextlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop_app.base.errors import UserError
from desktop_app.storage.swap import INTENT, finish_swap, swap

# Rekey puts two in place; restore sets two aside first, one of whose names the next one takes.
REKEY = {"file": b"old file", "key": b"old key", "file.new": b"new file", "key.new": b"new key"}
REKEYED = {"file": b"new file", "key": b"new key"}
RESTORED = {**REKEYED, "aside": b"old file", "aside.key": b"old key"}
CASES = [
    (REKEY, [("file.new", "file"), ("key.new", "key")], REKEYED),
    (REKEY, [("file", "aside"), ("key", "aside.key"), ("file.new", "file"), ("key.new", "key")], RESTORED),
    (
        REKEY,
        [("file.new", "file"), ("file", "aside"), ("key.new", "key")],
        {"key": b"new key", "aside": b"new file"},
    ),
]


class Cut(BaseException):
    """The power went."""


def laid(folder: Path, files: dict[str, bytes]) -> Path:
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


def held(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def cut_at(
    monkeypatch: pytest.MonkeyPatch, step: int, *, after: bool, error: BaseException
) -> Callable[[], int]:
    """Fail the ``step``-th call to the disk, before or after it is done; gives how many there were."""
    count = 0

    def cutting(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **words: Any) -> Any:
            nonlocal count
            count += 1
            if count == step and not after:
                raise error
            result = real(*args, **words)
            if count == step:
                raise error
            return result

        return call

    # That the disk is waited for counts as a step; these files need not wait.
    real = {"replace": os.replace, "fsync": lambda handle: None, "unlink": os.unlink}
    for name, call in real.items():
        monkeypatch.setattr(os, name, cutting(call))
    return lambda: count


@pytest.mark.parametrize(("before", "moves", "afterwards"), CASES)
def test_cut_anywhere_it_is_the_old_files_or_the_new_ones(
    tmp_path: Path, before: dict[str, bytes], moves: list[tuple[str, str]], afterwards: dict[str, bytes]
) -> None:
    seen, step = [], 0
    for after in (False, True):
        for step in range(1, 500):
            folder = laid(tmp_path / f"{step}{after}", before)
            with pytest.MonkeyPatch.context() as patch:
                steps = cut_at(patch, step, after=after, error=Cut())
                with contextlib.suppress(Cut):
                    swap(folder, moves)
                if steps() < step:
                    break
            finish_swap(folder)
            now = {name: content for name, content in held(folder).items() if name != f"{INTENT}.new"}
            assert now in (before, afterwards), f"cut {step} {after}"
            seen.append(now == afterwards)
            assert finish_swap(folder) is False
    assert 20 < step < 100
    assert {True, False} == set(seen)


@pytest.mark.parametrize(("before", "moves", "afterwards"), CASES)
def test_finishing_can_be_cut_as_well(
    tmp_path: Path, before: dict[str, bytes], moves: list[tuple[str, str]], afterwards: dict[str, bytes]
) -> None:
    for step in range(1, 500):
        folder = laid(tmp_path / str(step), before)
        with pytest.MonkeyPatch.context() as patch:
            cut_at(patch, 7, after=True, error=Cut())
            with pytest.raises(Cut):
                swap(folder, moves)
        with pytest.MonkeyPatch.context() as patch:
            steps = cut_at(patch, step, after=bool(step % 2), error=Cut())
            with contextlib.suppress(Cut):
                finish_swap(folder)
            if steps() < step:
                break
        finish_swap(folder)
        assert {n: c for n, c in held(folder).items() if n != f"{INTENT}.new"} == afterwards


@pytest.mark.parametrize(("before", "moves", "afterwards"), CASES)
def test_a_file_that_cannot_be_moved_leaves_all_as_it_was(
    tmp_path: Path, before: dict[str, bytes], moves: list[tuple[str, str]], afterwards: dict[str, bytes]
) -> None:
    for step in range(1, 500):
        folder = laid(tmp_path / str(step), before)
        refused = None
        with pytest.MonkeyPatch.context() as patch:
            steps = cut_at(patch, step, after=False, error=PermissionError(13, "held open"))
            try:
                swap(folder, moves)
            except UserError as error:
                refused = error
            if steps() < step:
                break
        now = {n: c for n, c in held(folder).items() if n != f"{INTENT}.new"}
        if refused is not None:
            assert now == before
            assert "原来的文件都在" in refused.sentence()
            assert "关闭" in refused.sentence() or "关掉" in refused.sentence()
        else:
            finish_swap(folder)
            assert held(folder) == afterwards
        swap(folder, moves) if refused else None
        assert held(folder) == afterwards


def test_a_folder_nobody_swaps_in_is_left_alone(tmp_path: Path) -> None:
    assert finish_swap(tmp_path) is False
    assert finish_swap(tmp_path / "none") is False
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["../out", "/etc/x", "", "a/../../b"])
def test_nothing_outside_the_folder_is_moved(tmp_path: Path, name: str) -> None:
    folder = laid(tmp_path / "here", REKEY)
    with pytest.raises(ValueError, match=r"inside|subpath"):
        swap(folder, [("file", name)])
    with pytest.raises(ValueError, match=r"inside|subpath"):
        swap(folder, [(name, "file")])
    assert held(folder) == REKEY


def test_nothing_is_begun_when_a_source_is_not_there(tmp_path: Path) -> None:
    folder = laid(tmp_path / "here", REKEY)
    with pytest.raises(ValueError, match="nothing to move"):
        swap(folder, [("file.new", "file"), ("none", "key")])
    assert held(folder) == REKEY


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"null", b'{"body": "x", "check": "y"}', b"[" * 9999, b"\xff"]
)
def test_a_damaged_intent_is_told_once_and_kept(tmp_path: Path, content: bytes) -> None:
    folder = laid(tmp_path / "here", {**REKEY, INTENT: content})
    with pytest.raises(UserError, match="记录已损坏"):
        finish_swap(folder)
    assert finish_swap(folder) is False
    assert held(folder) == {**REKEY, f"{INTENT}.damaged": content}


def test_an_intent_that_leads_out_of_the_folder_is_damaged(tmp_path: Path) -> None:
    folder = laid(tmp_path / "here", REKEY)
    with pytest.MonkeyPatch.context() as patch:
        cut_at(patch, 4, after=True, error=Cut())
        with pytest.raises(Cut):
            swap(folder, [("file.new", "file")])
    honest = json.loads((folder / INTENT).read_bytes())
    honest["body"] = honest["body"].replace("file.new", "../file.new")
    (folder / INTENT).write_text(json.dumps(honest), "utf8")
    with pytest.raises(UserError, match="记录已损坏"):
        finish_swap(folder)


@pytest.mark.parametrize("step", range(1, 30))
def test_new_files_that_were_removed_meanwhile_give_the_old_ones_their_place_back(
    tmp_path: Path, step: int
) -> None:
    folder = laid(tmp_path / "here", REKEY)
    with pytest.MonkeyPatch.context() as patch, contextlib.suppress(Cut):
        cut_at(patch, step, after=False, error=Cut())
        swap(folder, [("file.new", "file"), ("key.new", "key")])
    gone = [name for name in ("file.new", "key.new") if (folder / name).exists()]
    for name in gone:
        (folder / name).unlink()
    finish_swap(folder)
    old = {"file": b"old file", "key": b"old key"}
    assert {name: data for name, data in held(folder).items() if name in old} == (old if gone else REKEYED)
