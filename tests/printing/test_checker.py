"""The checker of papers finds every kind of fault where one is planted, and none in a sound paper."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from reportlab.platypus import KeepTogether, PageBreak, Spacer

from desktop_app.base.resources import resource_path
from desktop_app.printing.type.faces import font_set
from desktop_app.printing.type.font_embedder import EmbeddedTextFlowable
from desktop_app.printing.type.forms import Cell, RuledForm, label
from desktop_app.printing.type.page import MM, compose, office_page
from desktop_app.printing.type.paragraph import Paragraph, Style
from desktop_app.printing.type.placard import cut_line
from desktop_app.printing.type.ruled import Column, RuledSheet
from tests.printing.checker import KINDS, findings
from tests.printing.told_story import ToldPart, part, told

PAGE = office_page()
TOP = PAGE.body_height - 20
TEXT = Style(role="song", size=12, leading=21, first_indent=2)


class Planted(EmbeddedTextFlowable):
    """A page on which each line stands where it is put, however wrong that is."""

    def __init__(self, lines: Sequence[tuple[float, float, str]], rules: str = "") -> None:
        super().__init__()
        self._planted, self._ruled = lines, rules

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        return width, PAGE.body_height

    def draw(self) -> None:
        for x, y, text in self._planted:
            self.put(self.embedder.show(x, y, text, "song", 12))
        self.put(f"q {self._ruled} Q")


def kinds(pages: Sequence[Planted], parts: Sequence[ToldPart], **known: object) -> set[str]:
    story = [one for page in pages for one in (page, PageBreak())][:-1]
    paper = compose(story, PAGE, font_set(resource_path("fonts")), title="t", author="a")
    return {one.kind for one in findings(paper.pdf, PAGE, parts, **known)}  # type: ignore[arg-type]


def column(*lines: str, top: float = TOP, x: float = 0.0) -> list[tuple[float, float, str]]:
    """Lines below one another."""
    return [(x, top - 21 * at, line) for at, line in enumerate(lines)]


def text(*words: str, **marks: object) -> ToldPart:
    return part("paragraph", [(one, 0) for one in words], **marks)


def table(rows: int, kind: str = "sheet", **marks: object) -> ToldPart:
    return part(kind, [("题目", -1), *((f"第{row}行", row) for row in range(rows))], **marks)


def rows(first: int, last: int) -> list[str]:
    return ["题目", *(f"第{row}行" for row in range(first, last))]


FULL = column(*(f"第{line}行" for line in range(34)))
"""A page filled to its foot, and what it tells."""
FILLED = text(*(f"第{line}行" for line in range(34)))
ONE_PAGE = {
    "start": (column("会议认为应当", "，办理的事项"), [text("会议认为应当，办理的事项")]),
    "end": (column("学习了党章“", "总纲”一章内容"), [text("学习了党章“总纲”一章内容")]),
    "number": (column("反对和弃权共12", "票，会议通过"), [text("反对和弃权共12票，会议通过")]),
    "date": (column("会议于2026年", "3月5日召开"), [text("会议于2026年3月5日召开")]),
    "code": (column("见台账WT-2026", "-017的记录"), [text("见台账WT-2026-017的记录")]),
    "name": (column("参加的有张", "三丰等同志"), [text("参加的有张三丰等同志")]),
    "single": (column("这一段的最后一行只有一个", "字。"), [text("这一段的最后一行只有一个字。")]),
    "cutting": (column("第一联", "沿此线裁开"), [text("第一联"), part("drawing", [("沿此线裁开", 0)])]),
    "overlap": ([*column("会议"), (6.0, TOP, "研究")], [text("会议"), text("研究")]),
    "outside": ([*column("会议"), (PAGE.body_width - 10, TOP, "研究")], [text("会议"), text("研究")]),
    "lost": (column("会议研究"), [text("会议研究决定")]),
    "foreign": (column("会议研究", "决定"), [text("会议研究")]),
    "figure": (column("共收党费12345.60元"), [text("共收党费12345.60元")]),
    "points": (column("12.50", "3.5"), [part("sheet", [("12.50", 0, 1), ("3.5", 1, 1)])]),
}


@pytest.mark.parametrize("kind", ONE_PAGE)
def test_a_fault_planted_on_a_page_is_found(kind):
    lines, parts = ONE_PAGE[kind]
    assert kinds([Planted(lines)], parts, names={"张三丰"}) == {kind}


@pytest.mark.parametrize("words", ["积分-16分", "气温为-3度"])
def test_a_short_minus_is_found_and_a_code_or_a_day_is_none(words):
    assert kinds([Planted(column(words))], [text(words)]) == {"figure"}
    sound = "见WT-2026-017，2026-03-05，0991-5550126，１－２"
    assert kinds([Planted(column(sound))], [text(sound)]) == set()


def test_a_rule_through_a_text_and_a_character_no_face_has_are_found():
    assert kinds([Planted(column("会议"), f"12 {TOP - 9} m 12 {TOP + 20} l S")], [text("会议")]) == set()
    assert kinds([Planted(column("会议"), f"6 {TOP - 9} m 6 {TOP + 20} l S")], [text("会议")]) == {"rule"}
    assert kinds([Planted(column("会议"), f"0 {TOP + 4} m 30 {TOP + 4} l S")], [text("会议")]) == {"rule"}
    assert kinds([Planted(column("会议"))], [text("会议")], missing=("𠮷",)) == {"missing"}


TWO_PAGES = {
    "last": (FULL, column("的末尾两行", "在此"), [FILLED, text("的末尾两行", "在此")]),
    "hole": (
        FULL[:10],
        FULL,
        [text(*(f"第{line}行" for line in range(10)), *(f"第{line}行" for line in range(34)))],
    ),
    "heading": (
        [*FULL[:33], (0.0, TOP - 21 * 33, "二、讨论")],
        FULL,
        [text(*(f"第{line}行" for line in range(33))), text("二、讨论", keeps_next=True), FILLED],
    ),
    "row": (
        column(*rows(0, 33)),
        [*column(*rows(33, 34)), *column("签字", top=TOP - 400)],
        [table(34), part("form", [("签字", 0)])],
    ),
    "signing": (FULL, column("签字", top=TOP - 400), [FILLED, part("form", [("签字", 0)])]),
    "kept": (
        FULL,
        [*column("记录人"), *column("审阅人", top=TOP - 300)],
        [
            replace(FILLED, texts=FILLED.texts[:-1]),
            text("第33行", group=1),
            text("记录人", "审阅人", group=1),
        ],
    ),
}


@pytest.mark.parametrize("kind", TWO_PAGES)
def test_a_fault_planted_between_pages_is_found(kind):
    first, second, parts = TWO_PAGES[kind]
    assert kind in kinds([Planted(first), Planted(second)], parts)


def test_a_caption_alone_and_a_page_that_says_nothing_are_found():
    caption = [*FULL[:33], (0.0, TOP - 21 * 33, "数字如下：")]
    parts = [text(*(f"第{line}行" for line in range(33))), text("数字如下："), table(20)]
    assert "heading" in kinds([Planted(caption), Planted(column(*rows(0, 20)))], parts)
    assert "empty" in kinds([Planted(FULL), Planted([])], [FILLED])


def test_every_kind_is_planted():
    assert set(KINDS) == {*ONE_PAGE, *TWO_PAGES, "rule", "missing", "empty"}


def test_a_sound_paper_has_no_findings():
    columns = [Column("序号", 14, align="center"), Column("整改措施"), Column("责任人", 24)]
    cells = [[f"{n}", "制定计划，按月检查，2026年3月底前完成。" * (n % 3 + 1), "张三丰"] for n in range(41)]
    story = [
        Paragraph("会议认为，应当办理的事项都已经办理。" * 9, TEXT),
        RuledSheet(columns, cells),
        KeepTogether(
            [
                Spacer(1, 3 * MM),
                RuledForm((1, 3, 1, 3), [[label("签字"), Cell(""), label("日期"), Cell("　年　月　日")]]),
            ]
        ),
        PageBreak(),
        Paragraph("第一联", TEXT),
        cut_line(175, "沿此线裁开"),
        Paragraph("第二联", TEXT),
    ]
    parts = told(story)
    assert [one.section for one in parts] == [0, 0, 0, 1, 1, 1]
    paper = compose(story, PAGE, font_set(resource_path("fonts")), title="t", author="a")
    assert paper.pages > 2
    assert findings(paper.pdf, PAGE, parts, {"张三丰"}, [one.char for one in paper.missing]) == []
