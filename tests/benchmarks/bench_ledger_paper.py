"""A ledger of 10,000 rows and 9 columns on paper, beside ReportLab's Table of Paragraphs."""

from pathlib import Path

from tests.benchmarks.harness import Job, Result, in_turns, medians
from tests.benchmarks.invented import HEADS, WEIGHTS, ledger_rows

NAME = "ledger-paper"
PEER = "ReportLab Table"
BAR = 0.045
ROWS = 10_000
MEMORY = 120
FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"


def ours(count: int) -> int:
    """Our ruled sheet; gives the bytes of the PDF."""
    from desktop_app.printing.type.faces import FontSet
    from desktop_app.printing.type.page import build_pdf, office_page
    from desktop_app.printing.type.ruled import Column, RuledSheet

    columns = [Column(head, weight=weight) for head, weight in zip(HEADS, WEIGHTS, strict=True)]
    sheet = RuledSheet(columns, ledger_rows(count))
    return len(
        build_pdf([sheet], office_page(landscape=True), FontSet(FONTS), title="整改台账", author="测试")
    )


def peer(count: int) -> int:
    """A Paragraph in every cell of a Table, as ReportLab's manual shows it; gives the bytes of the PDF."""
    import io

    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.lib.units import mm
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate

    pdfmetrics.registerFont(TTFont("song", str(FONTS / "wj-song.ttf")))
    style = ParagraphStyle("cell", fontName="song", fontSize=9, leading=12, wordWrap="CJK")
    width = 261 * mm
    rows = [[Paragraph(cell, style) for cell in row] for row in [list(HEADS), *ledger_rows(count)]]
    table = LongTable(rows, colWidths=[width * w / sum(WEIGHTS) for w in WEIGHTS], repeatRows=1)
    table.setStyle([("GRID", (0, 0), (-1, -1), 0.4, "black")])
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=landscape(A4), leftMargin=18 * mm, rightMargin=18 * mm).build([table])
    return len(out.getvalue())


def run() -> Result:
    """Whole processes in turns; CPU seconds, and our peak memory against its own bar."""
    return compared(f"{__name__}:peer")


def compared(peer: str, rounds: int = 2) -> Result:
    """Ours beside the function ``peer`` (module:name)."""
    first, second = in_turns(Job(f"{__name__}:ours", (ROWS,)), Job(peer, (ROWS,)), rounds=rounds)
    mine, theirs = medians(first), medians(second)
    note = f"memory {mine.rss:.0f} MB (peer {theirs.rss:.0f}), file {mine.value / 1e6:.1f} MB"
    missed = f"memory {mine.rss:.0f} MB is over {MEMORY}" if mine.rss > MEMORY else ""
    return Result(mine.cpu, theirs.cpu, "s CPU", note, missed)
