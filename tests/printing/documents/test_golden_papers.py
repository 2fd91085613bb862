"""Papers are as they were when they were looked at: their words, their pages, what one sees."""

import pytest
from PIL import ImageDraw

from tests.printing.golden_papers import MADE_OF, apart, kept, made


@pytest.mark.parametrize("key", MADE_OF)
def test_a_paper_is_as_it_was_found_right(office, key):
    golden, paper = kept(key), made(office, key)
    assert paper.text.split("\n\n") == golden.text.split("\n\n")
    assert apart(paper.picture, golden.picture) == ""


def test_a_line_that_moved_and_a_rule_that_is_gone_are_seen(office):
    golden = kept("talk_record").picture
    moved = golden.copy()
    moved.paste(golden.crop((40, 70, 380, 130)), (40, 76))
    bare = golden.copy()
    ImageDraw.Draw(bare).rectangle((0, 140, golden.width, 190), fill=255)
    assert apart(golden, golden) == ""
    assert apart(moved, golden)
    assert apart(bare, golden)
