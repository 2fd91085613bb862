"""Signs written in several ways or code points: emoji, the · of a name, the escapes of a terminal."""

import re

from desktop_app.base.typed_text import without_escapes

_EMOJI = "[\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
_DRESS = "[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff\u20e3\U000e0020-\U000e007f]*"
_FLAG = "[\U0001f1e6-\U0001f1ff]"
_SEQUENCE = re.compile(
    f"({_FLAG}){_FLAG}|({_EMOJI}){_DRESS}(?:\u200d{_EMOJI}{_DRESS})*|([0-9#*])\ufe0f?\u20e3"
)
_HAN = "\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# ．after a number leads a list and is no part of a name.
_DOT = re.compile(f"(?<=[{_HAN}])(?<![〇一二三四五六七八九十])[ \u3000]?[•‧・･．∙⋅][ \u3000]?(?=[{_HAN}])")

WRITTEN_OTHERWISE = (
    "\x1b\u200d\u20e3\ufe0f\u2022\u2027\u2219\u22c5\u30fb\uff0e\uff65"
    "\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff"
)
"""The class of characters (for a pattern) without which ``settled`` changes nothing."""


def settled(text: str) -> str:
    """The text with each such sign in one code point: the first of an emoji, ·, and no escape sequence."""
    text = without_escapes(text)
    text = _SEQUENCE.sub(lambda found: found[1] or found[2] or found[3], text)
    return _DOT.sub("·", text)
