"""The sheet a printer is calibrated by: its lines stand where it says, what is measured is a move."""

from pathlib import Path

import pypdfium2 as pdfium
import pytest

from desktop_app.base.errors import UserError
from desktop_app.printing.calibration_sheet import calibration_sheet, offset_of
from desktop_app.printing.type.faces import font_set
from tests.printing.printed_lines import read
from tests.printing.type.reading import text_of

MM = 72 / 25.4
FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"


def test_the_lines_stand_where_the_words_say() -> None:
    pdf = calibration_sheet(font_set(FONTS), "办公室 HP")
    (page,) = read(pdf)
    long = [rule for rule in page.rules if max(abs(rule.x1 - rule.x2), abs(rule.y1 - rule.y2)) > 150 * MM]
    assert sorted(round(rule.x1 / MM, 1) for rule in long if rule.is_upright) == [20, 190]
    assert [round((842 - rule.y1) / MM, 1) for rule in long if not rule.is_upright] == pytest.approx(
        [20], abs=0.1
    )
    (text,) = text_of(pdf)
    for words in ("打印机：办公室HP", "应为20毫米", "应为170毫米"):
        assert words in text
    assert len(pdfium.PdfDocument(pdf)) == 1


@pytest.mark.parametrize(
    ("measured", "move"),
    [((20, 20, 170), (0, 0)), ((18.5, 21, 170.4), (1.5, -1)), ((22.25, 19.9, 169.5), (-2.2, 0.1))],
    ids=["right", "off", "hair"],
)
def test_what_was_measured_becomes_a_move(measured: tuple[float, ...], move: tuple[float, float]) -> None:
    assert offset_of(*measured) == pytest.approx(move, abs=0.06)


@pytest.mark.parametrize(
    ("measured", "told"), [((20, 20, 163), "缩放"), ((2, 20, 170), "没有放正")], ids=["scaled", "crooked"]
)
def test_what_no_move_helps_is_told(measured: tuple[float, ...], told: str) -> None:
    with pytest.raises(UserError, match=told):
        offset_of(*measured)
