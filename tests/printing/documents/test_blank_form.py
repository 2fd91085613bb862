"""Any register as a form for the pen: every box of the screen, in its order, with room to write or tick."""

import pytest

from desktop_app.printing.documents import blank_form
from desktop_app.registers import catalogue
from tests.printing.documents.reading import bare, text
from tests.printing.type.reading import lines

CATALOGUE = catalogue()
REGISTERS = [register.name for register in CATALOGUE]


@pytest.mark.parametrize("name", REGISTERS)
def test_every_box_stands_on_the_form_in_the_order_of_the_screen(name, renderer):
    register = CATALOGUE[name]
    told = text(renderer.make("blank_form", register=name))
    at = 0
    for section in register.sections:
        for box in (register.pen_boxes[one] for one in section.boxes if one in register.pen_boxes):
            at = told.index(bare(box.title) + ("*" if box.is_starred else ""), at)
            for option in blank_form.options_of(box):
                assert told.index(f"☐{bare(option)}", at)
    for child in CATALOGUE.children(register):
        if child.form_boxes:
            at = told.index(bare(child.title.split("(")[0]), at)
    assert "填表人" in told


@pytest.mark.parametrize("name", REGISTERS)
def test_no_option_is_broken_over_two_lines(name, renderer):

    printed = renderer.make("blank_form", register=name)
    found = [
        "".join(c for c, _, _ in row) for page in range(printed.pages) for row in lines(printed.pdf, page)
    ]
    for box in CATALOGUE[name].pen_boxes.values():
        for option in blank_form.options_of(box):
            assert any(f"☐{bare(option)}" in row for row in found), option


def test_long_lists_are_written_by_hand():
    boxes = CATALOGUE["member"].form_boxes
    assert blank_form.options_of(boxes["ethnicity"]) == []
    assert blank_form.options_of(boxes["category"]) == ["正式党员", "预备党员"]
    assert "9" not in "".join(blank_form.options_of(boxes["gender"]))
