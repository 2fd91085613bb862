"""Reads finished papers back: visible characters with the points they stand on."""

import ctypes
from collections import defaultdict

import pypdfium2 as pdfium
import pypdfium2.raw as raw


def characters(pdf: bytes, page: int = 0) -> list[tuple[str, float, float]]:
    """Visible characters of a page as (character, x, y) of their origin in pt, in reading order."""
    text = pdfium.PdfDocument(pdf)[page].get_textpage()
    found = []
    for place in range(text.count_chars()):
        char = chr(raw.FPDFText_GetUnicode(text, place))
        x, y = ctypes.c_double(), ctypes.c_double()
        if char.strip() and raw.FPDFText_GetCharOrigin(text, place, x, y):
            found.append((char, x.value, y.value))
    return found


def lines(pdf: bytes, page: int = 0) -> list[list[tuple[str, float, float]]]:
    """The characters of a page by baseline, top to bottom, each line from left to right."""
    rows = defaultdict(list)
    for char, x, y in characters(pdf, page):
        rows[round(y)].append((char, x, y))
    return [sorted(rows[y], key=lambda item: item[1]) for y in sorted(rows, reverse=True)]


def text_of(pdf: bytes) -> list[str]:
    """The text of each page without white space."""
    return ["".join(page.get_textpage().get_text_range().split()) for page in pdfium.PdfDocument(pdf)]
