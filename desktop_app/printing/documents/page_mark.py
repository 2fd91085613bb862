"""What stands at the foot of every page to know the paper by: its kind, its code, and the code as a QR."""

from dataclasses import replace
from itertools import groupby

from reportlab.graphics.barcode import qrencoder

from desktop_app.base.paper_codes import QR_HEAD
from desktop_app.printing.type.font_embedder import FontEmbedder, number
from desktop_app.printing.type.page import MM, PageFormat

_MODULE = 0.4 * MM
"""The side of a square of the QR: five dots of a plain office printer, more than a telephone needs."""
_SIZE = 8.0
# 16 characters at level Q, which is read with a quarter of it under a stamp or a punched hole.
_VERSION, _LEVEL, _PATTERN = 1, qrencoder.QRErrorCorrectLevel.Q, 3
_GAP = 2 * MM


def marked(page: PageFormat, kind: str, code: str, foot: float) -> PageFormat:
    """The page with ``kind`` and ``code`` at its lower left, the line of words ``foot`` pt above the edge."""
    squares, side = _squares(QR_HEAD + code)
    below = foot + 0.35 * _SIZE - side / 2
    sign = f"q {number(_MODULE)} 0 0 {number(_MODULE)} {number(page.left)} {number(below)} cm {squares} f Q"

    def furniture(embedder: FontEmbedder, place: int, total: int) -> str:
        words = embedder.show(page.left + side + _GAP, foot, f"{kind}　核验码 {code}", "song", _SIZE)
        return "\n".join((page.furniture(embedder, place, total), sign, words))

    return replace(page, furniture=furniture)


def _squares(words: str) -> tuple[str, float]:
    """The dark squares of the QR that says ``words``, from its lower left corner, and its side in pt.

    One pattern for all: to weigh the eight against each other takes ten times as long.
    """
    made = qrencoder.QRCode(_VERSION, _LEVEL)
    made.addData(words)
    made.makeImpl(False, _PATTERN)
    side, out = len(made.modules), list[str]()
    for row, line in enumerate(made.modules):
        at = 0
        for dark, run in groupby(map(bool, line)):
            count = len(list(run))
            if dark:
                out.append(f"{at} {side - 1 - row} {count} 1 re")
            at += count
    return " ".join(out), side * _MODULE
