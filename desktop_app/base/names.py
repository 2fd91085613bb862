"""Names of people, kept as their identity papers show them: cleaned, compared, printed."""

import re
from functools import cache

from desktop_app.base.errors import UserError
from desktop_app.base.plain_signs import in_place, plain
from desktop_app.base.typed_text import visible

MIDDLE_DOT = "·"
"""U+00B7, the dot between the parts of a minority or foreign name."""

LONGEST_NAME = 50

_LOOSE_DOTS = "•・･‧∙⋅●．。.｡"
_UNSURE = frozenset("?？□〓�■○*")
_HAN = r"[\u2e80-\u2fdf\u3400-\u4dbf\u4e00-\u9fff\ue000-\uf8ff\uf900-\ufaff\U00020000-\U0003ffff]"
_DOT = re.compile(rf"\s*[{re.escape(_LOOSE_DOTS + MIDDLE_DOT)}]+\s*")


@cache
def _blank_in_name() -> re.Pattern[str]:
    """A blank between two 汉字; compiled late, for the wide class takes the start some milliseconds."""
    return re.compile(rf"(?<={_HAN})\s+(?={_HAN})")


@cache
def _two_han() -> re.Pattern[str]:
    """A name of two 汉字."""
    return re.compile(rf"({_HAN})({_HAN})")


def clean_name(text: str) -> str:
    """The name without outer blanks, hidden marks and the blank inside 张　三.

    No character is replaced: no Unicode normalisation (it would turn U+F92C into 郎), and a loose
    dot is only proposed (``proposed_name``). Raises UserError if empty or over 50 characters.
    """
    name = " ".join(visible(text).split())
    closed = _blank_in_name().sub("", name)
    if len(closed) <= 4:
        name = closed
    if not name:
        raise UserError("没有填姓名", todo="请填身份证上的姓名")
    if len(name) > LONGEST_NAME:
        raise UserError(f"姓名“{name[:10]}…”有 {len(name)} 个字，最多 {LONGEST_NAME} 个", todo="请核对姓名")
    return name


def proposed_name(name: str) -> str | None:
    """The name with its dots as ``·`` and private characters, radicals, compatibility forms as those meant.

    None where that is the name as it is.

    To be asked once per file, never applied unasked (the identity paper decides).
    """
    proposal = in_place(_DOT.sub(MIDDLE_DOT, name).strip(MIDDLE_DOT))
    return proposal if proposal != name else None


def unsure_characters(name: str) -> str:
    """Characters that stand in for one a system could not keep: ? □ 〓, unassigned private ones."""
    return "".join(char for char in name if char in _UNSURE or "\ue000" <= char <= "\uf8ff")


def compare_key(name: str) -> str:
    """Equal for two ways of writing one name: no blanks, one dot, plain signs, Latin letters lower-case."""
    return plain(_DOT.sub(MIDDLE_DOT, "".join(visible(name).split()))).casefold()


def spaced(name: str) -> str:
    """A name of two characters as printed in a column of names: 张　三; longer names unchanged."""
    two = _two_han().fullmatch(name)
    return f"{two[1]}\u3000{two[2]}" if two else name
