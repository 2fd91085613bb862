"""What hands, input methods and clipboards leave in a short text, taken out again.

For numbers, dates and codes only. Names and prose never pass through here to be kept: folding wide forms
would change a person's own characters (see ``names``).
"""

import re
import unicodedata

# Colours and moves of a terminal, links and titles: what was copied out of one carries them.
_ESCAPES = re.compile("\x1b(?:\\[[0-?]*[ -/]*[@-~]|\\][^\x07\x1b]*(?:\x07|\x1b\\\\)|[ -/]*[0-~])?")
_WIDE = "".join(map(chr, range(0xFF01, 0xFF5F)))
_NARROW = str.maketrans(_WIDE + "\u3000\u00a0。", "".join(map(chr, range(0x21, 0x7F))) + "  .")


def narrow(text: str) -> str:
    """Full-width letters, digits, marks and spaces as their ASCII forms; nothing else changes."""
    return text.translate(_NARROW)


def without_escapes(text: str) -> str:
    """The text without the sequences by which a terminal is told to colour it; they go whole."""
    return _ESCAPES.sub("", text) if "\x1b" in text else text


def visible(text: str) -> str:
    """The text without marks that print nothing (zero-width, direction, byte-order, control).

    They come along when a number is copied from WeChat or the system calculator. Tabs and line
    ends become blanks, so that two values pasted together stay two.
    """
    if text.isprintable():
        return text
    kept = []
    for char in without_escapes(text):
        if char in "\t\n\r\v\f\u2028\u2029":
            kept.append(" ")
        elif unicodedata.category(char) not in ("Cc", "Cf"):
            kept.append(char)
    return "".join(kept)


def tidy(text: str) -> str:
    """One line in ASCII forms: hidden marks gone, runs of blanks joined, ends trimmed.

    A leading apostrophe, which Excel users type to keep a number as text, goes too.
    """
    line = " ".join(visible(narrow(text)).split())
    return line.lstrip("'‘’").strip() if line[:1] in ("'", "‘", "’") else line


def folded(text: str) -> str:
    """The text as a search compares it, never as it is kept: narrow forms, one case, single blanks."""
    return " ".join(visible(narrow(text)).casefold().split())
