"""Every character of the two national sets has a face in every role, and what has none is named."""

import hashlib
import json
from pathlib import Path

import pytest

from desktop_app.printing.type.faces import ROLES, FontSet
from desktop_app.printing.type.missing import GETA, called

FOLDER = Path(__file__).resolve().parents[3] / "resources" / "fonts"


def gb2312() -> str:
    cells = (bytes((row, cell)) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    return "".join(cell.decode("gb2312", errors="ignore") for cell in cells)


@pytest.mark.parametrize("role", ROLES)
def test_every_standard_character_has_a_face(fonts: FontSet, tgh8105: str, role: str) -> None:
    assert len(tgh8105) == 8105
    assert len([char for char in gb2312() if "\u4e00" <= char <= "\u9fff"]) == 6763
    typeface = fonts.typeface(role)
    lacking = [char for char in tgh8105 + gb2312() + "☐☑☒" if char.isprintable() and not typeface.holds(char)]
    assert lacking == []
    assert all(typeface.find(char)[1] == ord(char) for char in tgh8105)


@pytest.mark.parametrize("role", ROLES)
def test_chinese_characters_and_marks_fill_one_square(fonts: FontSet, role: str) -> None:
    assert fonts.width("党，。《》“”…—、（）𬱖喆", role, 10) == pytest.approx(140)


def test_a_rare_name_falls_back_to_the_next_face(fonts: FontSet) -> None:
    fang = fonts.typeface("fang")
    assert [fang.find(char)[0].name for char in "党喆"] == ["WJFang", "WJFangX"]


def test_characters_without_a_face_are_named_once(fonts: FontSet) -> None:
    assert fonts.missing(["张\U000323b0三", "\U000323b0\n"]) == ["\U000323b0"]
    assert fonts.typeface("kai").find("\U000323b0")[1] == ord(GETA)
    assert called("\U000323b0") == "“\U000323b0”（U+323B0）"


def test_the_faces_are_those_of_the_manifest() -> None:
    entries = json.loads((FOLDER / "manifest.json").read_text(encoding="utf-8"))
    assert {entry["file"] for entry in entries} == {path.name for path in FOLDER.glob("*.ttf")}
    for entry in entries:
        assert hashlib.sha256((FOLDER / entry["file"]).read_bytes()).hexdigest() == entry["sha256"]
        assert entry["licence"]
        assert entry["source_sha256"]
