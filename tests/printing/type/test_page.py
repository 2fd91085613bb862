"""Pages keep the GB/T 9704 grid, give back every character, and are the same bytes each time."""

import io
import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pypdfium2 as pdfium
import pytest
from reportlab.platypus import PageBreak

from desktop_app.printing.type.faces import ROLES, FontSet
from desktop_app.printing.type.missing import GETA
from desktop_app.printing.type.page import (
    A3,
    BODY,
    MM,
    TITLE,
    PageFormat,
    compose,
    office_page,
    official_page,
)
from desktop_app.printing.type.paragraph import Paragraph, Run, Style
from tests.printing.type.reading import characters, lines, text_of

TEXT = (
    "会议指出，要深入学习《中国共产党支部工作条例（试行）》，严格落实“三会一课”制度。2026年10月15日，支部应到党员46人，"
    "实到43人，到会率93.48%；依据GB/T 9704—2012……姓名：𬱖𬭸䶮喆堃昇镕祎——等同志，编号ZB-2026-0017。"
)


def test_the_official_page_is_a_grid_of_28_by_22(fonts: FontSet) -> None:
    grid = replace(BODY, first_indent=0)
    paper = compose(
        [Paragraph("支" * 28 * 22 + "部" * 28 * 6, grid)], official_page(), fonts, title="t", author="a"
    )
    assert paper.pages == 2
    points = [(x, y) for char, x, y in characters(paper.pdf) if char == "支"]
    assert len(points) == 28 * 22
    columns, rows = sorted({round(x, 1) for x, _ in points}), sorted({round(y, 1) for _, y in points})
    assert (len(columns), len(rows)) == (28, 22)
    assert columns[0] == pytest.approx(28 * MM, abs=0.1)
    assert columns[-1] - columns[0] == pytest.approx(27 * 156 * MM / 28, abs=0.1)
    assert rows[-1] - rows[0] == pytest.approx(21 * 225 * MM / 22, abs=0.1)
    assert sum(char == "部" for char, _, _ in characters(paper.pdf, 1)) == 28 * 6


def test_page_numbers_stand_outside(fonts: FontSet) -> None:
    story = [Paragraph("一", BODY), PageBreak(), Paragraph("二", BODY)]
    paper = compose(story, official_page(), fonts, title="t", author="a")
    odd, even = lines(paper.pdf, 0)[-1], lines(paper.pdf, 1)[-1]
    assert [char for char, _, _ in odd] == ["—", "1", "—"]
    assert [char for char, _, _ in even] == ["—", "2", "—"]
    assert odd[-1][1] + 14 == pytest.approx((210 - 26) * MM - 14, abs=0.1)
    assert even[0][1] == pytest.approx(28 * MM + 14, abs=0.1)


def test_a_landscape_page_has_its_number_where_the_upright_ones_bound_with_it_have_it(fonts: FontSet) -> None:
    words = list("第1页/共2页")
    story = [Paragraph("一", BODY), PageBreak(), Paragraph("二", BODY)]
    upright = compose(story, office_page(), fonts, title="t", author="a")
    turned = compose(
        [Paragraph("一", BODY), PageBreak(), Paragraph("二", BODY)],
        office_page(landscape=True), fonts, title="t", author="a",
    )  # fmt: skip
    standing = [one for one in characters(upright.pdf) if one[0] in words and one[2] < 15 * MM]
    lying = [one for one in characters(turned.pdf) if one[0] in words and one[1] < 15 * MM]
    # The landscape page turned back upright, its head at the left: down becomes across, across becomes up.
    back = [(char, 210 * MM - y, x) for char, x, y in lying]
    assert [char for char, _, _ in back] == words
    for (_, x, y), (_, over, up) in zip(standing, back, strict=True):
        assert (over, up) == (pytest.approx(x, abs=0.1), pytest.approx(y, abs=0.1))


def test_the_number_of_a_wall_sheet_stays_at_its_foot(fonts: FontSet) -> None:
    page = office_page(landscape=True, paper=A3)
    paper = compose([Paragraph("一", BODY)], page, fonts, title="t", author="a")
    assert [char for char, _, _ in lines(paper.pdf)[-1]] == list("第1页/共1页")


@pytest.mark.parametrize(
    ("page", "style"),
    [
        (office_page(), Style(role="song", size=12, leading=18)),
        (office_page(), Style(role="fang", size=12, leading=18)),
        (official_page(), replace(BODY, first_indent=0)),
    ],
    ids=["song", "fang", "official"],
)
def test_the_ink_of_justified_lines_begins_and_ends_at_the_measure(
    fonts: FontSet, page: PageFormat, style: Style
) -> None:
    paper = compose([Paragraph(TEXT * 5, style)], page, fonts, title="t", author="a")
    edge = page.left + page.body_width
    rows = [line for line in lines(paper.pdf) if line[0][2] > page.bottom][:-1]
    assert len(rows) > 10
    for row in rows:
        (first, left, _), (last, x, _) = row[0], row[-1]
        right = x + fonts.width(last, style.role, style.size)
        # A mark gives up its empty half: the other lies inside.
        assert right - style.size / 2 * (last in "，。、；：》）”") == pytest.approx(edge, abs=0.25)
        assert left + style.size / 2 * (first in "《（“") == pytest.approx(page.left, abs=0.25)


@pytest.mark.parametrize("role", ROLES)
def test_every_character_can_be_read_back(fonts: FontSet, tgh8105: str, role: str) -> None:
    sample = "".join(random.Random(role).sample(tgh8105, 700)) + "".join(
        char for char in tgh8105 if ord(char) > 0xFFFF
    )
    source = TEXT + "\n" + sample
    paper = compose([Paragraph(source, Style(role=role))], office_page(), fonts, title="t", author="a")
    body = "".join(page.partition("第1页")[0].partition("第2页")[0] for page in text_of(paper.pdf))
    assert body.replace("\ufffe", "-") == "".join(source.split())
    assert paper.missing == ()


@pytest.mark.parametrize("role", ROLES)
def test_no_character_is_drawn_as_a_box(fonts: FontSet, tgh8105: str, role: str) -> None:
    rng = random.Random(8105)
    sample = "".join(
        rng.sample(tgh8105, 28 * 22 - 40) + [char for char in tgh8105 if ord(char) > 0xFFFF][:40]
    )
    grid = replace(BODY, first_indent=0, role=role)
    paper = compose([Paragraph(sample, grid)], official_page(), fonts, title="t", author="a")
    scale, page = 2.0, official_page()
    picture = pdfium.PdfDocument(paper.pdf)[0].render(scale=scale, grayscale=True).to_pil()
    wide, high = page.body_width / 28, page.body_height / 22
    cells = set()
    for place in range(28 * 22):
        row, column = divmod(place, 28)
        left, top = page.left + column * wide, page.top + row * high
        cell = picture.crop([round(scale * v) for v in (left, top, left + 16, top + high)])
        assert cell.getextrema()[0] < 128, f"nothing is drawn for {sample[place]}"
        cells.add(cell.resize((16, 28)).tobytes())
    assert len(cells) > 28 * 22 - 3  # boxes would all be alike


def test_what_no_face_holds_is_a_geta_and_is_reported(fonts: FontSet) -> None:
    paper = compose([Paragraph("张\U000323b0三", BODY)], office_page(), fonts, title="t", author="a")
    assert [(one.char, one.pages) for one in paper.missing] == [("\U000323b0", (1,))]
    both = compose([Paragraph(GETA, BODY)], office_page(), fonts, title="t", author="a")
    assert both.missing == ()


def test_the_same_story_gives_the_same_bytes(fonts: FontSet) -> None:
    def build(mark: str) -> bytes:
        story = [Paragraph(mark + "纪要", TITLE), Paragraph(TEXT * 9, BODY)]
        return compose(story, official_page(), fonts, title="纪要", author="某支部").pdf

    first, other, second = build("甲"), build("乙"), build("甲")
    assert first == second
    assert first != other


def test_papers_built_side_by_side_do_not_mix(fonts: FontSet) -> None:
    def build(mark: str) -> bytes:
        return compose(
            [Paragraph((mark + TEXT) * 20, BODY)], official_page(), fonts, title=mark, author="a"
        ).pdf

    marks = ["甲", "乙", "丙", "丁"] * 2
    with ThreadPoolExecutor(4) as workers:
        assert list(workers.map(build, marks)) == [build(mark) for mark in marks]


def test_only_embedded_faces_and_true_metadata(fonts: FontSet) -> None:
    story = [Paragraph([Run("出席：", role="hei"), "张三"], BODY)]
    paper = compose(
        story, office_page(header="某支部", code="HY-1"), fonts, title="会议纪要", author="某支部"
    )
    assert b"Helvetica" not in paper.pdf
    assert paper.pdf.count(b"/Subtype /Type0") == 3
    assert b"ASCII85" not in paper.pdf
    assert pdfium.PdfDocument(io.BytesIO(paper.pdf)).get_metadata_dict()["Title"] == "会议纪要"
    assert all(part in text_of(paper.pdf)[0] for part in ("HY-1", "第1页/共1页", "某支部"))


def test_two_characters_with_one_glyph_stay_two_characters(fonts: FontSet) -> None:
    face = fonts.face("song")
    seen: dict[int, int] = {}
    twins = next(
        (seen[glyph], code)
        for code, glyph in sorted(face.glyphs.items())
        if code > 0x2E80 and seen.setdefault(glyph, code) != code
    )
    text = "".join(map(chr, twins))
    paper = compose([Paragraph(text, Style(role="song"))], office_page(), fonts, title="t", author="a")
    assert text in text_of(paper.pdf)[0]


@pytest.mark.parametrize("length", [12, 40, 90, 400])
def test_a_line_above_the_body_stays_on_its_page_however_long_it_is(fonts: FontSet, length: int) -> None:
    page = office_page(header="中共" + "某" * length + "支部委员会　问题整改台账")
    (header, *_) = lines(compose([Paragraph("甲", BODY)], page, fonts, title="t", author="a").pdf)
    text = "".join(char for char, _, _ in header)
    assert text.startswith("中共某")
    assert text.endswith("问题整改台账")
    assert header[-1][1] + 9 <= page.width - page.right + 1
    assert ("…" in text) == (length > 40)


def test_a_document_of_nothing_is_a_page_a_reader_opens(fonts: FontSet) -> None:
    paper = compose([], office_page(), fonts, title="t", author="a")
    assert paper.pages == 1
    assert len(pdfium.PdfDocument(paper.pdf)) == 1
