"""Signs as a search compares them: one form for each, as many signs as there were, never as they are kept."""

import re
import unicodedata
from functools import cache

from desktop_app.base.radicals import without_radicals

# What GBK kept in the private area and GB 18030—2005 and —2022 gave a place of its own.
GBK_PRIVATE = str.maketrans(
    "\ue81e\ue826\ue82b\ue82c\ue832\ue843\ue854\ue864\ue863\ue816\ue817\ue818\ue831\ue83b\ue855",
    "\u9fb4\u9fb5\u9fb6\u9fb7\u9fb8\u9fb9\u9fba\u9fbb\u4dae\U00020087\U00020089\U000200cc"
    "\U000215d7\U0002298f\U000241fe",
)


_WIDE = r"\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"
_OLD = r"\u2e80-\u2fdf\ue000-\ufaff\U0002f800-\U0002fa1f"


@cache
def _strange() -> re.Pattern[str]:
    """Wide letters and digits, radicals, compatibility forms, private signs; compiled late for its width."""
    return re.compile(f"[{_WIDE}{_OLD}]+")


@cache
def _old() -> re.Pattern[str]:
    return re.compile(f"[{_OLD}]")


def plain(text: str) -> str:
    """The text with wide letters and digits narrow, radicals and compatibility forms as the characters meant.

    As long as the text: what is found in the one stands at the same place in the other.
    """
    return text if text.isascii() else _strange().sub(lambda found: "".join(map(_one, found[0])), text)


def in_place(text: str) -> str:
    """The text with radicals, compatibility forms and private signs as the characters meant; letters stay."""
    return text if text.isascii() else _old().sub(lambda found: _one(found[0]), text)


@cache
def _one(sign: str) -> str:
    meant = unicodedata.normalize("NFKC", without_radicals(sign).translate(GBK_PRIVATE))
    return meant if len(meant) == 1 else sign
