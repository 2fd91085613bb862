"""One sign however it is written: emoji, the · of a name, escapes; what money and rare names look like."""

import pytest
from PIL import Image, ImageDraw, ImageFont

from desktop_app.printing.type.breaking import plain
from desktop_app.printing.type.faces import RARE, ROLES, FontSet, font_set
from desktop_app.printing.type.missing import GETA
from desktop_app.printing.type.page import compose, office_page
from desktop_app.printing.type.paragraph import Paragraph, Style
from desktop_app.records.plain import printing
from tests.printing.type.conftest import RESOURCES
from tests.printing.type.reading import text_of

# Of people and places on record, one or more of each extension from A to H.
NAMES = "䶮㛃㵲䥕𠮷𪚥𡃁𠀀𡌴𢒉𡍌𣸤𨞪𪻐𪨧𫩑𬭸𬱖𬇵𬈐𬎆𫰠𫰡𬇞𮧵𰻝𱁬𰌂𰽚𰵞𰎝𱖎"
FULL_WIDTH = {"￥": "¥", "＄": "$", "￡": "£", "￠": "¢"}
FACES = ("fang", "hei", "kai", "song", "title", "ui", "uib")


@pytest.mark.parametrize(
    ("written", "set_"),
    [
        ("👨\u200d👩\u200d👧\u200d👦好", "👨好"),
        ("👍🏽，❤️\u200d🔥", "👍，❤"),
        ("🇨🇳旗", "🇨旗"),
        ("1️⃣第一", "1第一"),
        ("☑️已办", "☑已办"),
        ("\x1b[1;31m红\x1b[0m字", "红字"),
        ("\x1b]0;标题\x07内容", "内容"),
        ("一．总体要求", "一．总体要求"),
        ("1．2．3", "1．2．3"),
        ("• 第一条", "• 第一条"),
    ],
)
def test_what_is_one_sign_is_set_as_one(written: str, set_: str) -> None:
    assert plain(written) == set_


@pytest.mark.parametrize("dot", list("•‧・･．∙⋅·"))
def test_every_dot_of_a_name_is_one(dot: str) -> None:
    assert plain(f"阿布都{dot}买买提") == "阿布都·买买提"


def test_an_escape_is_taken_in_whole_with_nothing_left_of_it() -> None:
    assert printing("一\x1b[31m二\x1b[0m\r\n三\x07") == "一二\n三"


def drawn(face: str, char: str) -> Image.Image | None:
    """The ink of a character, in a square of its own."""
    picture = Image.new("L", (100, 100))
    font = ImageFont.truetype(str(RESOURCES / "fonts" / f"wj-{face}.ttf"), 60)
    ImageDraw.Draw(picture).text((20, 10), char, font=font, fill=255)
    box = picture.getbbox()
    return picture.crop(box).resize((24, 24)) if box else None


def likeness(one: Image.Image, other: Image.Image) -> float:
    ours, theirs = one.tobytes(), other.tobytes()
    both = sum(a * b for a, b in zip(ours, theirs, strict=True))
    return both / float(sum(a * a for a in ours) * sum(b * b for b in theirs)) ** 0.5


@pytest.mark.parametrize("face", FACES)
def test_every_face_shows_the_right_sign_of_money(fonts: FontSet, face: str) -> None:
    held = fonts.face(face).glyphs
    assert ord("￥") in held
    signs = {char: ink for char in "$£¥¢" if ord(char) in held and (ink := drawn(face, char))}
    for wide, narrow in FULL_WIDTH.items():
        if ord(wide) in held:
            ink = drawn(face, wide)
            assert ink is not None
            nearest = max(signs, key=lambda char: likeness(ink, signs[char]))
            assert nearest == narrow or narrow not in signs, wide
            assert fonts.face(face).width(ord(wide)) == 1000 or face == "fang"


@pytest.mark.parametrize("role", ROLES)
def test_signs_of_money_and_the_dot_are_alike_wide_in_every_role(fonts: FontSet, role: str) -> None:
    assert fonts.width("￥", role, 10) == 10
    assert fonts.width("·", role, 10) == 5


@pytest.mark.parametrize("role", ROLES)
def test_rare_names_and_places_are_drawn_and_read_back(fonts: FontSet, role: str) -> None:
    typeface = fonts.typeface(role)
    assert [char for char in NAMES if typeface.find(char)[1] != ord(char)] == []
    paper = compose([Paragraph(NAMES, Style(role=role))], office_page(), fonts, title="t", author="a")
    assert paper.missing == ()
    assert NAMES in text_of(paper.pdf)[0]
    assert fonts.width(NAMES, role, 10) == pytest.approx(10 * len(NAMES))


def test_the_rare_faces_are_read_only_where_they_are_needed() -> None:
    fonts = FontSet(RESOURCES / "fonts")
    compose([Paragraph("会议记录，￥12.50", Style(role="fang"))], office_page(), fonts, title="t", author="a")
    assert not set(fonts._faces) & set(RARE)


def test_a_radical_is_drawn_as_the_character_and_read_back_as_it_was() -> None:
    fonts = font_set(RESOURCES / "fonts")
    paper = compose([Paragraph("⼈⺠\ue863平\uf92c", Style())], office_page(), fonts, title="t", author="a")
    assert paper.missing == ()
    assert [(one.char, one.shown) for one in paper.replaced] == [
        ("⼈", "人"), ("⺠", "民"), ("\ue863", "䶮"),
    ]  # fmt: skip
    song = fonts.typeface("song")
    assert [chr(song.find(char)[1]) for char in "⼈⺠\ue863"] == list("人民䶮")
    assert "⼈⺠\ue863平" in text_of(paper.pdf)[0]
    assert song.holds("⼈")
    assert not song.holds("\U0003fffd")
    assert song.holds(GETA)


def test_what_no_face_has_is_told_with_its_pages_once_for_a_whole_emoji() -> None:
    fonts = font_set(RESOURCES / "fonts")
    story = [Paragraph("👨\u200d👩\u200d👧好\n" + "行\n" * 60 + "👨", Style())]
    paper = compose(story, office_page(), fonts, title="t", author="a")
    (one,) = paper.missing
    assert one.char == "👨"
    assert one.pages == (1, paper.pages)
    assert one.lines == ("👨", "👨好")
