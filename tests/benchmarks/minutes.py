"""The minutes of one invented meeting, set by our papers, by fpdf2 and by Typst: same words, same faces."""

import json
import time
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from tests.benchmarks.invented import SENTENCES

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"
WARM, ROUNDS = 3, 12
WEIGHTS = (2.3, 5.2, 2.3, 5.2)

Row = list[tuple[str, int, str, str]]
"""Cells of a row as the peers take them: text, columns spanned, face, where it stands."""
Maker = Callable[[int], bytes]


@cache
def content() -> Any:
    """A meeting of 46 people with twelve speeches, two votes and four resolutions: three pages."""
    from desktop_app.printing.documents.organization_life.minutes import Minutes

    people = tuple(f"{'赵钱孙李周吴郑王冯陈'[n % 10]}{'明建国晓岚志远芳'[n % 8]}" for n in range(46))
    return Minutes(
        org="中共桂花里社区第一支部委员会",
        kind="支部党员大会",
        kinds="支部党员大会",
        title="三季度工作通报和楼道充电公约表决",
        session="2026年第4次",
        when="2026年10月22日15时00分至17时00分",
        day="2026年10月22日",
        place="社区二楼党员活动室",
        chair=people[0],
        recorder=people[2],
        expected=46,
        voters=44,
        voters_present=38,
        present=people[:39],
        absent=tuple((name, "公出（外地培训）") for name in people[39:]),
        observers=("街道党工委组织办干事列席指导",),
        agenda=("通报三季度支部工作", "表决楼道充电公约", "布置四季度学习"),
        lecture=None,
        speeches=tuple((people[n], "".join(SENTENCES[n % 5 :] + SENTENCES[: n % 3])) for n in range(12)),
        votes=tuple((f"通过第{n}项", "举手表决。应到 44 人，实到 38 人；赞成 37 票") for n in (1, 2)),
        resolutions=tuple((text, people[n], "2026年11月30日") for n, text in enumerate(SENTENCES[:4])),
        closing="会议于17时散会。",
        corrections=(),
        has_sheet=True,
    )


@cache
def rows() -> list[Row]:
    """The cells of the paper, read off our own forms, so that the peers set the very same words."""
    from desktop_app.printing.documents.organization_life.minutes import story
    from desktop_app.printing.type.forms import RuledForm

    parts: list[Any] = []
    for part in story(content()):
        parts += getattr(part, "_content", [part])
    return [
        [(cell.text, cell.span, cell.role, cell.align) for cell in row]
        for form in parts
        if isinstance(form, RuledForm)
        for row in form._cells
    ]


def ours() -> Maker:
    """Our papers; the faces are read once, as the program does."""
    from desktop_app.printing.documents.organization_life.minutes import story
    from desktop_app.printing.type.faces import FontSet
    from desktop_app.printing.type.page import build_pdf, office_page

    fonts = FontSet(FONTS)

    def make(number: int) -> bytes:
        minutes = replace(content(), session=f"2026年第{number}次")
        page = office_page(header=f"{minutes.org}　会议记录　{minutes.session}", code="会议记录")
        return build_pdf(story(minutes), page, fonts, title="会议记录", author=minutes.org)

    return make


def fpdf2() -> Maker:
    """Its table; a document of fpdf2 reads its faces itself, there is no way to share them."""
    from fpdf import FPDF
    from fpdf.fonts import FontFace

    class Sheet(FPDF):
        def __init__(self, head: str) -> None:
            super().__init__()
            self.head = head
            for face in ("song", "hei", "title"):
                self.add_font(face, fname=FONTS / f"wj-{face}.ttf")
            self.set_margins(20, 15, 15)
            self.set_auto_page_break(True, 17)

        def header(self) -> None:
            self.set_font("song", size=9)
            self.cell(0, 8, self.head, new_x="LMARGIN", new_y="NEXT")

        def footer(self) -> None:
            self.set_y(-14)
            self.set_font("song", size=9)
            self.cell(0, 6, f"第 {self.page_no()} 页 / 共 {{nb}} 页", align="R")

    def make(number: int) -> bytes:
        session = f"2026年第{number}次"
        pdf = Sheet(f"{content().org}　会议记录　{session}")
        pdf.add_page()
        pdf.set_font("title", size=18)
        pdf.multi_cell(0, 9.5, f"{content().org}\n支部党员大会记录", align="C", new_x="LMARGIN", new_y="NEXT")
        pdf.set_font("song", size=11)
        with pdf.table(
            col_widths=WEIGHTS, first_row_as_headings=False, line_height=6.2, wrapmode="CHAR"
        ) as table:
            for cells in rows():
                row = table.row()
                for text, span, face, align in cells:
                    words = session if text == content().session else text
                    row.cell(words, colspan=span, align=align.upper(), style=FontFace(family=face))
        return bytes(pdf.output())

    return make


TYPST = """
#let it = json(bytes(sys.inputs.it))
#let faces = (song: "{song}", hei: "{hei}", title: "{title}")
#set page(
  paper: "a4", margin: (left: 20mm, right: 15mm, top: 23mm, bottom: 17mm),
  header: text(size: 9pt, it.head),
  footer: context align(right, text(size: 9pt, counter(page).display("第 1 页 / 共 1 页", both: true))),
)
#set text(font: faces.song, size: 11pt, lang: "zh", region: "cn")
#set par(leading: 6.5pt)
#align(center, text(font: faces.title, size: 18pt, it.name))
#table(
  columns: (2.3fr, 5.2fr, 2.3fr, 5.2fr), inset: 5pt,
  ..it.rows.flatten().map(c => table.cell(
    colspan: c.span, align: (if c.align == "center" {{ center }} else {{ left }}) + horizon,
    text(font: faces.at(c.face), c.text),
  ))
)
"""


def typst() -> Maker:
    """A template compiled in one compiler that keeps its faces; the words go in as data."""
    import typst as module
    from reportlab.pdfbase.ttfonts import TTFontFile

    paths = {face: FONTS / f"wj-{face}.ttf" for face in ("song", "hei", "title")}
    names = {face: TTFontFile(str(path)).familyName.decode() for face, path in paths.items()}
    fonts = module.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
    template = TYPST.format(**names).encode()
    compiler = module.Compiler(font_paths=fonts)

    def make(number: int) -> bytes:
        session = f"2026年第{number}次"
        cells = [
            [
                {"text": session if text == content().session else text, "span": span, "face": face,
                 "align": align}
                for text, span, face, align in row
            ]
            for row in rows()
        ]  # fmt: skip
        it = {
            "head": f"{content().org}　会议记录　{session}",
            "name": f"{content().org}\n支部党员大会记录",
            "rows": cells,
        }
        made = compiler.compile(template, format="pdf", sys_inputs={"it": json.dumps(it, ensure_ascii=False)})
        assert isinstance(made, bytes)
        return made

    return make


MAKERS: dict[str, Callable[[], Maker]] = {"ours": ours, "fpdf2": fpdf2, "typst": typst}


def warm(peer: str) -> dict[str, Any]:
    """Both in one process, warm, in turns, every paper a new one: CPU seconds and bytes of each."""
    pair = {"ours": MAKERS["ours"](), peer: MAKERS[peer]()}
    spent: dict[str, list[float]] = {name: [] for name in pair}
    size: dict[str, int] = {}
    for number in range(1, WARM + ROUNDS + 1):
        for name, make in pair.items():
            begun = time.process_time()
            size[name] = len(make(number))
            if number > WARM:
                spent[name].append(time.process_time() - begun)
    return {name: {"cpu": spent[name], "bytes": size[name]} for name in pair}
