"""The office's fonts come first where they may, and change neither a line nor a page."""

import random
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from desktop_app.base.paths import font_folders
from desktop_app.printing.type.faces import ROLES, FontSet
from desktop_app.printing.type.missing import GETA
from desktop_app.printing.type.office_fonts import NAMES, may_be_embedded, office_fonts, read_fonts
from desktop_app.printing.type.page import BODY, HEADING1, Paper, compose, official_page
from desktop_app.printing.type.paragraph import Paragraph
from tests.printing.type.conftest import RESOURCES
from tests.printing.type.made_fonts import TEXT, made_font, put, put_together
from tests.printing.type.reading import characters

FONTS = RESOURCES / "fonts"


def set_with(office: tuple[tuple[str, Path, int], ...]) -> Paper:
    """Two pages in 仿宋 and 黑体."""
    fonts = FontSet(FONTS, {role: (path, number) for role, path, number in office})
    story = [Paragraph("一、会议情况", HEADING1), *(Paragraph(TEXT, BODY) for _ in range(16))]
    return compose(story, official_page(), fonts, title="t", author="a")


@pytest.fixture(scope="module")
def ours() -> Paper:
    return set_with(())


@pytest.fixture(scope="module")
def fang(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a 仿宋_GB2312."""
    return put(made_font(), tmp_path_factory.mktemp("fonts") / "sub" / "FANGSONG.TTF")


def places(paper: Paper) -> list[list[tuple[str, float, float]]]:
    return [
        [(char, round(x, 1), round(y, 1)) for char, x, y in characters(paper.pdf, page)]
        for page in range(paper.pages)
    ]


def test_lines_and_pages_stay_whatever_font_the_computer_has(ours: Paper, fang: Path) -> None:
    office = office_fonts((fang.parents[1],))
    assert office == (("fang", fang, 0),)
    theirs = set_with(office)
    assert theirs.pages == ours.pages == 2
    assert places(theirs) == places(ours)
    assert theirs.pdf != ours.pdf
    assert theirs.missing == ()
    assert b"FangSong_GB2312-fang" in theirs.pdf
    assert b"WJFang" in theirs.pdf, "digits, which are wider there, are ours"
    assert (
        pdfium.PdfDocument(theirs.pdf)[0].render(scale=1).to_pil()
        != pdfium.PdfDocument(ours.pdf)[0].render(scale=1).to_pil()
    )
    assert set_with(office).pdf == theirs.pdf


def test_the_first_fitting_face_of_a_collection_is_taken(tmp_path: Path, ours: Paper) -> None:
    other = made_font((("Another Hei", 0x409),), source="hei")
    twice = [made_font((("仿宋", 0x804),)) for _ in range(2)]
    path = put_together([other, *twice], tmp_path / "f.ttc")
    office = office_fonts((tmp_path,))
    assert office == (("fang", path, 1),)
    assert places(set_with(office)) == places(ours)


def test_the_better_name_wins_wherever_it_lies(tmp_path: Path) -> None:
    put(made_font((("仿宋", 0x804),)), tmp_path / "a.ttf")
    best = put(made_font((("FangSong_GB2312", 0x409),)), tmp_path / "z" / "b.ttf")
    assert office_fonts((tmp_path, tmp_path / "nowhere")) == (("fang", best, 0),)


@pytest.mark.parametrize(
    ("kind", "may"),
    [(0, True), (4, True), (8, True), (12, True), (2, False), (6, True), (0x100, False), (0x208, False)],
)
def test_what_its_licence_forbids_is_left(kind: int, may: bool) -> None:
    assert may_be_embedded(kind) is may


def test_a_font_that_may_not_be_embedded_is_passed_by(tmp_path: Path) -> None:
    put(made_font(kind=2), tmp_path / "a.ttf")
    assert office_fonts((tmp_path,)) == ()


def test_what_is_no_font_is_passed_by(tmp_path: Path, fang: Path) -> None:
    whole = fang.read_bytes()
    (tmp_path / "folder.ttf").mkdir()
    for name, data in (
        ("empty", b""),
        ("words", b"no font" * 100_000),
        ("directory alone", whole[:300]),
        ("half", whole[: len(whole) // 2]),
        ("without its end", whole[:-20]),
        ("collection of nothing", b"ttcf" + bytes(600_000)),
        ("collection of too many", b"ttcf\0\1\0\0\xff\xff\xff\xff" + bytes(600_000)),
        ("outlines of another kind", (FONTS / "fandol" / "FandolFang-Regular.otf").read_bytes()),
    ):
        (tmp_path / f"{name}.ttf").write_bytes(data)
        assert read_fonts(tmp_path / f"{name}.ttf") == [], name
    assert office_fonts((tmp_path,)) == ()


def test_a_font_with_damage_inside_leaves_ours(tmp_path: Path, fang: Path, ours: Paper) -> None:
    whole, chance = fang.read_bytes(), random.Random(9)
    end = len(whole) - 600_000
    for place in range(8):
        damaged = bytearray(whole)
        at = chance.randrange(1000, end)
        damaged[at] ^= 0x55
        path = tmp_path / f"{place}.ttf"
        path.write_bytes(damaged)
        assert set_with((("fang", path, 0),)).pdf == ours.pdf


def test_a_font_that_went_meanwhile_leaves_ours(tmp_path: Path, ours: Paper) -> None:
    assert set_with((("fang", tmp_path / "gone.ttf", 0), ("hei", tmp_path, 7))).pdf == ours.pdf


def test_an_empty_outline_is_no_character(tmp_path: Path) -> None:
    font = made_font()
    font["glyf"][font.getBestCmap()[ord("党")]] = font["glyf"][".notdef"].__class__()
    fonts = FontSet(FONTS, {"fang": (put(font, tmp_path / "a.ttf"), 0)})
    fang = fonts.typeface("fang")
    assert [fang.find(char)[0].name for char in "党员"] == ["WJFang", "FangSong_GB2312-fang"]
    assert fang.find("\U0003fffd")[1] == ord(GETA)


def test_every_role_has_names_and_every_system_its_folders(tmp_path: Path) -> None:
    assert set(NAMES) == set(ROLES)
    windows = {"WINDIR": "W", "LOCALAPPDATA": "L"}
    assert font_folders(windows, "win32") == (Path("W", "Fonts"), Path("L", "Microsoft", "Windows", "Fonts"))
    linux = font_folders({"HOME": "h"}, "linux")
    assert [one.parts[-2:] for one in linux] == [
        ("share", "fonts"), ("share", "fonts"), ("share", "fonts"), ("h", ".fonts"),
    ]  # fmt: skip
    assert font_folders({"XDG_DATA_DIRS": "a:b"}, "linux") == (Path("a", "fonts"), Path("b", "fonts"))
    assert font_folders({}, "win32") == ()
