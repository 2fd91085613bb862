"""The settings of this PC: whatever the file holds the program starts, and a choice holds although unkept."""

import json
from pathlib import Path

import pytest

from desktop_app.base.errors import UserError
from desktop_app.settings import Settings

ODD = [
    "",
    "null",
    "[]",
    "7",
    '"text"',
    "\0" * 50,
    "[" * 100_000,
    '{"points": null, "branch_file": 7, "backup_folder": null, "second_backup": [], "folders": []}',
    '{"points": "14", "backup_folder": 14, "print_copies": "2", "path": "elsewhere"}',
    '{"points": true, "print_copies": 1.5, "unknown": 1}',
]


@pytest.mark.parametrize("content", ODD)
def test_what_is_no_such_value_is_the_default(tmp_path: Path, content: str) -> None:
    path = tmp_path / "settings.json"
    path.write_text(content, "utf8")
    assert Settings.load(path) == Settings(path=path)


@pytest.mark.parametrize(("kept", "used"), [(0, 8), (-3, 8), (14, 14), (400, 36)])
def test_letters_stay_within_what_a_window_can_show(tmp_path: Path, kept: int, used: int) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"points": kept, "second_backup": "/stick"}), "utf8")
    assert Settings.load(path) == Settings(points=used, second_backup="/stick", path=path)


def test_a_folder_in_the_place_of_the_file_and_none_at_all(tmp_path: Path) -> None:
    assert Settings.load(tmp_path) == Settings(path=tmp_path)
    assert Settings.load(tmp_path / "none") == Settings(path=tmp_path / "none")


def test_a_choice_that_cannot_be_kept_is_told_and_stands(tmp_path: Path) -> None:
    (tmp_path / "taken").write_bytes(b"")
    settings = Settings(points=16, path=tmp_path / "taken" / "settings.json")
    with pytest.raises(UserError, match=r"没有记下来.*挡着"):
        settings.save()
    assert settings.points == 16


@pytest.mark.parametrize(
    ("kept", "used"),
    [
        ([1.5, -1], (1.5, -1)),
        ([1.5], (0, 0)),
        (["1", 2], (0, 0)),
        ([400, 0], (0, 0)),
        (None, (0, 0)),
        ({"a": 1}, (0, 0)),
    ],
    ids=["good", "short", "words", "far", "none", "other"],
)
def test_a_printer_is_moved_by_what_can_be_only(
    tmp_path: Path, kept: object, used: tuple[float, float]
) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"print_offsets": {"HP": kept}}), "utf8")
    assert Settings.load(path).print_offset("HP") == used
    assert Settings.load(path).print_offset("另一台") == (0, 0)
