"""缩到几页: as large as the pages let it be, no type for reading under 10.5 pt, or a sentence that tells."""

import pytest

from desktop_app.base.errors import UserError
from desktop_app.printing.type.faces import FontSet
from desktop_app.printing.type.fitting import fitted, shrunk
from desktop_app.printing.type.forms import Cell, RuledForm, label
from desktop_app.printing.type.page import BODY, TITLE, Paper, compose, office_page, official_page
from desktop_app.printing.type.paragraph import Paragraph, Run
from desktop_app.printing.type.ruled import Column, RuledSheet
from tests.printing.printed_lines import read
from tests.printing.type.reading import text_of

WORDS = "会议认为，整改措施应当落实到人，2026年3月底前完成。"
LONG = "会议认为，整改措施应当落实到人，按月检查，2026年3月底前完成，由支部委员会逐条核实后销号。" * 2


def minutes(count: int) -> list:
    return [
        Paragraph("会议纪要", TITLE),
        *(Paragraph([Run("一、", "hei", 16), LONG], BODY) for _ in range(count)),
    ]


def sizes(paper: Paper) -> set[float]:
    """The sizes of the Chinese characters, to a tenth of a pt."""
    lines = [line for page in read(paper.pdf) for line in page.lines]
    return {
        round(glyph.right - glyph.left, 1) for line in lines for glyph in line.glyphs if glyph.char == "落"
    }


def tried(fonts: FontSet, build, page, most: int) -> Paper:
    return fitted(lambda share: compose(shrunk(build(), share), page, fonts, title="t", author="a"), most)


def test_a_paper_that_fits_stays_as_it_is(fonts: FontSet) -> None:
    written = compose(minutes(5), official_page(), fonts, title="t", author="a")
    assert tried(fonts, lambda: minutes(5), official_page(), 1).pdf == written.pdf


def test_a_paper_is_set_smaller_by_no_more_than_it_needs(fonts: FontSet) -> None:
    written = compose(minutes(6), official_page(), fonts, title="t", author="a")
    paper = tried(fonts, lambda: minutes(6), official_page(), 1)
    assert (written.pages, paper.pages) == (2, 1)
    (size,) = sizes(paper)
    assert 12.5 < size < max(sizes(written))
    assert "".join(text_of(paper.pdf)).count("整改措施") == 12
    a_bit_larger = (size + 0.25) / max(sizes(written))
    larger = shrunk(minutes(6), a_bit_larger)
    assert compose(larger, official_page(), fonts, title="t", author="a").pages == 2


def test_type_for_reading_never_comes_under_ten_and_a_half_points(fonts: FontSet) -> None:
    with pytest.raises(UserError, match="五号") as caught:
        tried(fonts, lambda: minutes(60), official_page(), 1)
    least = int("".join(filter(str.isdigit, caught.value.sentence().split("最少可以缩到")[1])))
    paper = tried(fonts, lambda: minutes(60), official_page(), least)
    assert paper.pages == least > 1
    assert min(sizes(paper)) >= 10.5


@pytest.mark.parametrize("size", [9.0, 12.0])
def test_tables_and_forms_come_closer_and_what_is_small_already_stays(fonts: FontSet, size: float) -> None:
    def build() -> list:
        rows = [[f"{n}", WORDS] for n in range(26)]
        form = RuledForm((1, 3), [[label("内容"), Cell(WORDS)]] * 3, size=size, heights=14)
        return [form, RuledSheet([Column("序号", 14), Column("措施")], rows, size=size, row_height=9)]

    written = compose(build(), office_page(), fonts, title="t", author="a")
    paper = tried(fonts, build, office_page(), 1)
    assert (written.pages, paper.pages) == (2, 1)
    assert min(sizes(paper)) >= min(size, 10.5)
