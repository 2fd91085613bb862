"""What a paper tells somebody who has it read out: the right kinds, in the right order, nothing twice."""

import io

import pikepdf
import pytest
from reportlab.platypus import Flowable, KeepTogether, PageBreak

from desktop_app.base.errors import UserError
from desktop_app.drawing.bars import Bars
from desktop_app.drawing.chart import Series
from desktop_app.printing.type import grid
from desktop_app.printing.type.charts import ChartFlowable
from desktop_app.printing.type.contents import Contents
from desktop_app.printing.type.faces import FontSet
from desktop_app.printing.type.forms import Cell, RuledForm, label
from desktop_app.printing.type.page import BODY, HEADING1, HEADING2, TITLE, compose, office_page
from desktop_app.printing.type.paragraph import Paragraph, Run
from desktop_app.printing.type.placard import Panel, Placard, PlacardPicture, PlacardWords, Placed
from desktop_app.printing.type.ruled import Column, RuledSheet
from tests.printing.pdfa_check import faults
from tests.printing.type.read_out import ReadOut

WORDS = "会议决定，同意接收该同志为预备党员（试行）。应到46人，到会率93.48%；姓名：𬱖喆堃·某某。"


def read(fonts: FontSet, *story: Flowable) -> ReadOut:
    """The story as it is read out; it keeps to the standards."""
    pdf = compose(story, office_page(), fonts, title="纪要", author="某支部").pdf
    assert faults(pdf) == []
    return ReadOut(pdf)


def test_headings_and_paragraphs_are_read_in_their_order_over_pages(fonts: FontSet) -> None:
    long = WORDS * 60
    told = read(fonts, Paragraph("纪要", TITLE), Paragraph("一、议题", HEADING1), Paragraph(long, BODY))
    assert told.outline == "Document(H1 H2 P)"
    assert told.text == f"纪要一、议题{long}"


def test_no_level_of_heading_is_left_out(fonts: FontSet) -> None:
    told = read(
        fonts,
        Paragraph("（一）先", HEADING2),
        Paragraph("一、后", HEADING1),
        Paragraph("（一）细", HEADING2),
        Paragraph("名", TITLE),
        Paragraph("（一）细", HEADING2),
    )
    assert told.outline == "Document(H1 H2 H3 H1 H2)"


def test_items_beside_each_other_are_a_list_one_alone_is_none(fonts: FontSet) -> None:
    lines = [
        "1.第一件",
        "2.第二件",
        "别的",
        "（一）只有一件",
        "又别的",
        "①甲",
        "②乙",
        "③丙",
        "完",
        "一、决定",
        "二、报告",
    ]
    told = read(fonts, *(Paragraph(line, BODY) for line in lines))
    two, three = "L(LI(LBody) LI(LBody))", "L(LI(LBody) LI(LBody) LI(LBody))"
    assert told.outline == f"Document({two} P P P {three} P {two})"
    assert told.text == "".join(lines)


def test_runs_rules_and_what_stands_together_are_one_paragraph(fonts: FontSet) -> None:
    told = read(
        fonts,
        KeepTogether([Paragraph([Run("签字：", bold=True), Run("", blank=8), "某日"], BODY)]),
        Paragraph("", BODY),
    )
    assert told.lines == [("P", "签字：某日")]


def test_a_sheet_is_a_table_with_its_titles_once(fonts: FontSet) -> None:
    columns = [Column("序号", 12), Column("姓名", group="人"), Column("说明", weight=3, group="人")]
    rows = [[str(n), "张三" if n % 2 else "", WORDS] for n in range(60)]
    told = read(fonts, RuledSheet(columns, rows, totals=["合计", "", "60"]))
    head, below, *body, last = told.tables[0]
    assert head == ["Column 1×2 序号", "Column 2×1 人"]
    assert below == ["Column 姓名", "Column 说明"]
    assert body == rows
    assert last == ["合计", "", "60"]


def test_a_long_cell_goes_on_over_the_page_in_one_cell(fonts: FontSet) -> None:
    words = WORDS * 70
    told = read(fonts, RuledForm((1, 4), [[label("决议"), Cell(words)], [label("备注"), Cell("无")]]))
    assert told.tables == [[["Row 决议", words], ["Row 备注", "无"]]]


def test_joined_cells_span_their_rows_and_begin_again_on_a_page(fonts: FontSet) -> None:
    columns = [Column("类", joined=True), Column("项", weight=3)]
    rows = [["甲" if n == 0 else "", f"第{n}项"] for n in range(70)]
    told = read(fonts, RuledSheet(columns, rows))
    spans = [row[0] for row in told.tables[0][1:] if len(row) == 2]
    assert [one.split(" ")[1] for one in spans] == ["甲", "甲"]
    assert sum(int(one.split("×")[1].split(" ")[0]) for one in spans) == 70


def test_sums_of_a_page_are_read_where_they_stand(fonts: FontSet) -> None:
    rows = [[f"第{n}笔", "1.00"] for n in range(70)]
    told = read(fonts, RuledSheet([Column("项"), Column("元")], rows, sums=[1]))
    places = [place for place, row in enumerate(told.tables[0]) if row[0] == "本页小计"]
    assert len(places) == 2
    assert [float(told.tables[0][place][1]) for place in places] == [places[0] - 1, 70 - places[0] + 1]


def test_a_very_long_table_is_read_row_by_row(fonts: FontSet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grid, "_ROWS_OF_CELLS", 20)
    rows = [[str(n), "张三" if n % 3 else "", "已办结"] for n in range(90)]
    told = read(fonts, RuledSheet([Column("序号", 14), Column("姓名"), Column("状态")], rows))
    head, *body = told.tables[0]
    assert head == ["Column 序号", "Column 姓名", "Column 状态"]
    assert body == [[f"3×1 {''.join(row)}"] for row in rows]


def test_labels_head_their_row_and_a_row_of_labels_its_columns(fonts: FontSet) -> None:
    rows = [
        [label("表决情况", 4)],
        [label("姓名", 1), label("同意", 1), label("反对", 1), label("弃权", 1)],
        [Cell("张三"), Cell("1"), Cell(""), Cell("2")],
        [label("说明"), Cell("无", 3)],
    ]
    told = read(fonts, RuledForm((1, 1, 1, 1), rows))
    assert told.tables == [
        [
            ["Column 4×1 表决情况"],
            ["Column 姓名", "Column 同意", "Column 反对", "Column 弃权"],
            ["张三", "1", "", "2"],
            ["Row 说明", "3×1 无"],
        ]
    ]


def test_the_heading_of_a_table_is_not_read_again_where_it_goes_on(fonts: FontSet) -> None:
    rows = [[str(n), WORDS] for n in range(40)]
    told = read(
        fonts, Paragraph("一、台账", HEADING1), RuledSheet([Column("序号", 12), Column("说明")], rows)
    )
    assert told.text.count("一、台账") == told.text.count("序号") == 1


def test_pictures_are_told_in_words_and_frames_are_not_read(fonts: FontSet) -> None:
    def gone() -> bytes:
        raise UserError("没有这张照片", "", "")

    marks = (
        Panel(0, 0, 60, 40, edge=1),
        PlacardPicture(gone, "张三", 2, 2, 20, 28),
        PlacardWords("先锋岗", 25, 5, 30, 20, 20),
        PlacardWords(" ", 25, 30, 30, 5, 9),
    )
    told = read(fonts, Placard(60, 40, [Placed(0, 0, marks)]))
    assert told.outline == "Document(P P)"
    assert told.text.endswith("先锋岗")


def test_a_chart_is_told_in_words(fonts: FontSet) -> None:
    told = read(fonts, ChartFlowable(Bars("到会率", ["1月", "2月"], [Series("到会率", [93.0, 87.5])])))
    assert told.outline == "Document(Figure)"
    assert "到会率" in told.alternatives[0]
    assert "87.5" in told.alternatives[0]


def test_a_contents_page_is_one(fonts: FontSet) -> None:
    contents = Contents()
    titles = ["第一章", "第二章"]
    told = read(
        fonts,
        *(contents.line(at, title) for at, title in enumerate(titles)),
        PageBreak(),
        *(contents.title(at, title, TITLE) for at, title in enumerate(titles)),
    )
    assert told.outline == "Document(TOC(TOCI(P) TOCI(P)) H1 H1)"


def test_a_paper_of_nothing_has_a_structure(fonts: FontSet) -> None:
    assert read(fonts).outline == "Document"


@pytest.mark.parametrize("count", [1, 400, 2000])
def test_every_object_of_many_can_be_found(fonts: FontSet, count: int) -> None:
    told = compose(
        [RuledSheet([Column("序号")], [[str(n)] for n in range(count)], size=6, leading=7)],
        office_page(),
        fonts,
        title="t",
        author="",
    )
    with pikepdf.open(io.BytesIO(told.pdf)) as pdf:
        assert pdf.check_pdf_syntax() == []
        rows = pdf.Root.StructTreeRoot.K.K[0].K
        assert len(rows) == count + 1
        assert all(row.P.S == "/Table" for row in rows)
