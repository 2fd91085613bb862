"""缩到几页 of a declared paper: fewer pages, every word there, its code the same."""

import pytest

from desktop_app.base.errors import UserError
from tests.printing.documents.reading import text


def test_a_paper_set_smaller_says_the_same_under_the_same_code(renderer, office):
    args = {"uid": office.general.uid}
    written = renderer.make("minutes_summary", **args)
    paper = renderer.make("minutes_summary", at_most=written.pages - 1, **args)
    assert paper.pages == written.pages - 1
    assert (paper.code, paper.digest, paper.file_name) == (written.code, written.digest, written.file_name)
    for words in ("通报三季度支部工作", "公约第四条改为劝导和通知", written.code):
        assert words in text(written)
        assert words in text(paper)


def test_what_cannot_be_set_smaller_is_told_with_the_fewest_pages(renderer):
    with pytest.raises(UserError, match="最少可以缩到"):
        renderer.make("roster", at_most=1)
