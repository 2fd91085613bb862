"""Characters nobody could type, told by what they are made of: 上大下明, 金字旁加惠, ⿰钅惠."""

import re
from dataclasses import dataclass

_PART = r"[^\s（()）上下左右内外中里旁加]{1,2}"
_PLACES = (
    rf"上[面边]?({_PART})下[面边]?({_PART})",
    rf"左[面边]?({_PART})右[面边]?({_PART})",
    rf"右[面边]?({_PART})左[面边]?({_PART})",
    rf"下[面边]?({_PART})上[面边]?({_PART})",
    rf"外[面边]?({_PART})[内里中][面边]?({_PART})",
    rf"[内里中][面边]?({_PART})外[面边]?({_PART})",
)
_SIDE = r"([^\s（()）]{1,3}?)(?:字旁|字头|字底|字边|旁|偏旁)"
_READINGS = tuple(
    re.compile(pattern)
    for pattern in (
        *_PLACES,
        rf"{_SIDE}[加右左上下里内][面边]?一?个?({_PART})字?",
        rf"{_SIDE}(\S{{1,2}}?)?字?",
        r"([三两双])个?(\S)",
        rf"(\S{{1,3}}?)[+＋加]({_PART})",
        r"[⿰⿱⿴-⿻](\S)(\S)",
        r"[⿲⿳](\S)(\S)(\S)",
    )
)
_BRACKETED = re.compile(r"[（(［\[【〔{｛]\s*([^（()）［\]【】〔〕{}｛｝]+?)\s*[)）］\]】〕}｝]")
_SEQUENCE = re.compile(r"[⿰⿱⿴-⿻]\S\S|[⿲⿳]\S\S\S")
# Sides that are called by names of their own: what people look them up by.
_SIDES = {
    "三点水": "氵", "两点水": "冫", "草": "艹", "草字": "艹", "单人": "亻", "双人": "彳", "提手": "扌",
    "竖心": "忄", "绞丝": "糹", "反犬": "犭", "走之": "辶", "宝盖": "宀", "左耳": "左阝", "右耳": "右阝",
    "四点": "灬", "立刀": "刂",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Described:
    """A name with one character told in words: what stands before and after it, the words, its parts."""

    before: str
    words: str
    after: str
    parts: tuple[str, ...]

    def fits(self, name: str) -> bool:
        """Whether ``name`` is this one with the character in its place."""
        rest = len(self.before) + len(self.after)
        return len(name) == rest + 1 and name.startswith(self.before) and name.endswith(self.after)


def described_in(name: str) -> Described | None:
    """The character a name tells of in words; None where every one stands there itself."""
    found = _BRACKETED.search(name)
    parts = _parts(found[1]) if found else ()
    if found and parts:
        return Described(name[: found.start()].strip(), found[1], name[found.end() :].strip(), parts)
    bare = _SEQUENCE.search(name)
    if bare:
        return Described(name[: bare.start()], bare[0], name[bare.end() :], _parts(bare[0]))
    return None


def _parts(words: str) -> tuple[str, ...]:
    for reading in _READINGS:
        found = reading.fullmatch(words.replace(" ", "").rstrip("的"))
        if found:
            return tuple(_SIDES.get(part, part) for part in found.groups() if part)
    return ()
