"""A code for a new branch, worked out of its name so that nobody has to invent one."""

import hashlib
from collections.abc import Callable

_LETTERS = 8
# Said in every full name, so it tells none from another.
_COMMON = ("中国共产党", "中共", "委员会", "支部", "党")


def proposed_code(full_name: str, initials: Callable[[str], tuple[str, ...]]) -> str:
    """Initials of the name and two digits that depend on all of it, e.g. QSJDGHLS47; '' for no name.

    ``initials`` gives the possible first letters of Chinese text (Pinyin.initials). The same name always
    gives the same code; two branches of one street differ in letters or digits.
    """
    name = "".join(full_name.split())
    if not name:
        return ""
    short = name
    for word in _COMMON:
        short = short.replace(word, "")
    said = (initials(short) or ("",))[0].upper()
    letters = "".join(sign for sign in said if sign.isascii() and sign.isalnum())[-_LETTERS:] or "DZB"
    digits = int(hashlib.sha256(name.encode()).hexdigest()[:8], 16) % 90 + 10
    return f"{letters}{digits}"
