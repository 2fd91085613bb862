"""The ledger of our benchmark set by fpdf2 and by Typst: same rows, same face, same widths."""

import json
from pathlib import Path

from tests.benchmarks.invented import HEADS, WEIGHTS, ledger_rows

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"

_TYPST = """
#let rows = json(bytes(sys.inputs.rows))
#let heads = json(bytes(sys.inputs.heads))
#set page(paper: "a4", flipped: true, margin: (x: 18mm, y: 18mm))
#set text(font: "{name}", size: 9pt, lang: "zh", region: "cn")
#table(
  columns: ({widths}), inset: 3pt, stroke: 0.4pt,
  table.header(..heads), ..rows.flatten(),
)
"""


def fpdf2(count: int) -> int:
    """Its table; gives the bytes of the PDF."""
    from fpdf import FPDF
    from fpdf.fonts import FontFace

    pdf = FPDF(orientation="landscape")
    pdf.add_font("song", fname=FONTS / "wj-song.ttf")
    pdf.set_margins(18, 18, 18)
    pdf.add_page()
    pdf.set_font("song", size=9)
    plain = FontFace(family="song")
    with pdf.table(
        col_widths=WEIGHTS, line_height=4.3, wrapmode="CHAR", text_align="LEFT", headings_style=plain
    ) as table:
        for cells in [list(HEADS), *ledger_rows(count)]:
            row = table.row()
            for text in cells:
                row.cell(text)
    return len(pdf.output())


def typst(count: int) -> int:
    """Its table, the words handed in as data; gives the bytes of the PDF."""
    import typst as module
    from reportlab.pdfbase.ttfonts import TTFontFile

    name = TTFontFile(str(FONTS / "wj-song.ttf")).familyName.decode()
    template = _TYPST.format(name=name, widths=", ".join(f"{weight}fr" for weight in WEIGHTS)).encode()
    fonts = module.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
    words = {
        "rows": json.dumps(ledger_rows(count), ensure_ascii=False),
        "heads": json.dumps(HEADS, ensure_ascii=False),
    }
    made = module.Compiler(font_paths=fonts).compile(template, format="pdf", sys_inputs=words)
    assert isinstance(made, bytes)
    return len(made)
