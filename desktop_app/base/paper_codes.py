"""核验码: the short code at the foot of a paper, with a character that tells when one was mistyped."""

import hashlib
import hmac
import re
import unicodedata
from collections.abc import Iterable

from desktop_app.base.ids import PAPER_ALPHABET

QR_HEAD = "HYM:"
"""What stands before the code in the QR of a page: whatever else a camera finds is no code of ours."""
_LETTERS = 8
_OLD = 8
_GROUP = 3
# No weight, and no difference of neighbours (the last character's is -1), has a divisor in common with the
# number of letters: one wrong character and two that changed places are both found out.
_WEIGHTS = (2, 1)
_NOT_A_LETTER = re.compile(r"[\s\-‐-―－_.·]")


def paper_code(digest: bytes, key: str) -> str:
    """The code (7K3-F98-QDX) that stands for the content with ``digest`` on the papers of one office.

    It is worked out with ``key``, which stands on no paper: whoever holds a page, or a copy with words
    blacked out, cannot try out what the words were, nor make a code for a page of his own.
    """
    number = int.from_bytes(hmac.digest(key.encode(), digest, hashlib.sha256), "big")
    letters = ""
    for _ in range(_LETTERS):
        number, rest = divmod(number, len(PAPER_ALPHABET))
        letters += PAPER_ALPHABET[rest]
    return grouped(letters + check_letter(letters))


def check_letter(letters: str) -> str:
    """The last character of a code, which follows from those before it."""
    total = sum(
        PAPER_ALPHABET.index(one) * _WEIGHTS[place % len(_WEIGHTS)] for place, one in enumerate(letters)
    )
    return PAPER_ALPHABET[total % len(PAPER_ALPHABET)]


def grouped(letters: str) -> str:
    """A code as it is printed: of nine characters in threes, of the eight of older papers in fours."""
    size = 4 if len(letters) == _OLD else _GROUP
    return "-".join(letters[at : at + size] for at in range(0, len(letters), size))


def typed_code(words: str) -> str:
    """A code as it is printed, of what was typed or a QR says: case, width, blanks and dashes do not count.

    '' where it has not the length of a code; a character no code has is kept, to be proposed for.
    """
    plain = unicodedata.normalize("NFKC", words).upper().strip()
    letters = _NOT_A_LETTER.sub("", plain.removeprefix(QR_HEAD).removeprefix("核验码"))
    is_code = letters.isascii() and letters.isalnum() and len(letters) in (_OLD, _LETTERS + 1)
    return grouped(letters) if is_code else ""


def is_whole(code: str) -> bool:
    """Whether ``code`` can stand on a paper: its characters are of the alphabet and the last one agrees."""
    letters = code.replace("-", "")
    if any(one not in PAPER_ALPHABET for one in letters):
        return False
    return len(letters) == _OLD or check_letter(letters[:-1]) == letters[-1]


def near_codes(code: str, known: Iterable[str]) -> list[str]:
    """Those of ``known`` that one slip makes of ``code``: one wrong character, or two that changed places."""
    return [one for one in known if one != code and _is_slip(one.replace("-", ""), code.replace("-", ""))]


def _is_slip(code: str, typed: str) -> bool:
    if len(code) != len(typed):
        return False
    wrong = [at for at, (one, other) in enumerate(zip(code, typed, strict=True)) if one != other]
    if len(wrong) == 2:
        first, second = wrong
        return second == first + 1 and code[first] == typed[second] and code[second] == typed[first]
    return len(wrong) == 1
