"""The kinds of box that keep several figures: counts under heads, and figures as they stood at a signing."""

import json
import re
from collections.abc import Iterable
from typing import Any, Literal, Unpack

from desktop_app.base.errors import UserError
from desktop_app.records.box import OPTIONAL, Box, Must, Naming, Options, Reading, Scalar, unreadable
from desktop_app.records.kinds import EDGES, FULL_WIDTH, SEPARATORS
from desktop_app.records.plain import plain_json, printing


class Tally(Box[dict[str, int], Must]):
    """Counts under named heads, such as 好 12 · 较好 3; heads never filled stand at nothing."""

    kind = "tally"
    natural_width = 12

    def __init__(
        self,
        title: str,
        heads: Iterable[str],
        *,
        required: Must = OPTIONAL,
        default: dict[str, int] | None = None,
        **options: Unpack[Options],
    ) -> None:
        super().__init__(title, required=required, default=default, **options)
        self.heads = tuple(heads)

    def to_stored(self, value: dict[str, int]) -> Scalar:
        counts = {head: int(value[head]) for head in self.heads if value.get(head) is not None}
        return json.dumps(counts, ensure_ascii=False) if counts else None

    def from_stored(self, value: str | int) -> dict[str, int]:
        return {str(k): int(v) for k, v in json.loads(str(value)).items()}

    def parse(self, text: str, reading: Reading) -> dict[str, int] | None:
        counts: dict[str, int] = {}
        for part in SEPARATORS.split(text.strip(EDGES).translate(FULL_WIDTH)):
            match = (
                re.fullmatch(r"\s*(\D+?)\s*[:：]?\s*(\d{1,6})\s*[票份人]?\s*", part) if part.strip() else None
            )
            if part.strip() and (match is None or match[1] not in self.heads):
                raise unreadable(
                    self.title, part.strip(), "“" + "、".join(f"{h}3" for h in self.heads[:2]) + "”这样"
                )
            if match is not None:
                counts[match[1]] = int(match[2])
        return counts or None

    def show(self, value: dict[str, int] | None, naming: Naming) -> str:
        return "、".join(
            f"{head}{value[head]}" for head in self.heads if value and value.get(head) is not None
        )

    def faults(self, value: dict[str, int]) -> Iterable[str]:
        for head, count in value.items():
            if head not in self.heads or count < 0:
                yield f"「{self.title}」里的“{head}{count}”不成立"
            elif count > _MOST_COUNTED:
                yield f"「{self.title}」里“{head}”的数太大"

    def is_spelt(self, stored: str | int) -> bool:
        found = plain_json(stored)
        return type(found) is dict and bool(found) and {type(one) for one in found.values()} == {int}


_MOST_COUNTED = 10**6
_KEY, _NUMERAL = re.compile(r"[0-9A-Za-z_.-]{0,64}"), re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,6})?")
_MOST_FIGURES, _MOST_LISTED = 500, 20_000
# What a kept figure has: words of so many characters, lists of uids or amounts, and how it was drawn.
_WORDS = {"title": 200, "unit": 20, "note": 500, "proposed": 40, "basis": 500, "short": 500}
_LISTS = ("items", "whole", "parts")
_HOW = ("register", "first", "last", "box", "value", "summed", "month", "figure")

# One kept figure: its ``title``, ``value`` and ``unit``, and whatever list stands behind it.
Figures = dict[str, Any]


class Frozen(Box[list[Figures], Literal[False]]):
    """Figures kept as they stood when a paper was signed; written by the program, opened as lists."""

    kind = "frozen"
    natural_width = 12

    def __init__(self, title: str) -> None:
        super().__init__(title, machine=True)

    def to_stored(self, value: list[Figures]) -> Scalar:
        return json.dumps(value, ensure_ascii=False)

    def from_stored(self, value: str | int) -> list[Figures]:
        return list(json.loads(str(value)))

    def parse(self, text: str, reading: Reading) -> list[Figures] | None:
        raise UserError(f"「{self.title}」由程序计算，不能手工填写")

    def show(self, value: list[Figures] | None, naming: Naming) -> str:
        return "" if value is None else "；".join(f"{f['title']} {f['value']}{f['unit']}" for f in value)

    def is_spelt(self, stored: str | int) -> bool:
        found = plain_json(stored)
        return type(found) is list and len(found) <= _MOST_FIGURES and all(map(_is_figure, found))


def _is_figure(kept: object) -> bool:
    """Whether an entry is a figure as ``Frozen`` keeps it: what views, papers and duties take it for."""
    if type(kept) is not dict or not {"key", "title", "unit", "value", "items"} <= kept.keys():
        return False
    return (
        kept.keys() <= {"key", "value", "how", *_WORDS, *_LISTS}
        and _is_text(kept["key"], 64)
        and _KEY.fullmatch(kept["key"]) is not None
        and _is_amount(kept["value"])
        and all(_is_text(kept.get(name, ""), longest) for name, longest in _WORDS.items())
        and all(_is_list(kept.get(name, [])) for name in _LISTS)
        and _is_how(kept.get("how", {}))
    )


def _is_text(value: object, longest: int) -> bool:
    return type(value) is str and len(value) <= longest and printing(value) == value


def _is_amount(value: object) -> bool:
    if type(value) is int:
        return abs(value) < 10**12
    return type(value) is str and _NUMERAL.fullmatch(value) is not None


def _is_list(value: object) -> bool:
    return type(value) is list and len(value) <= _MOST_LISTED and all(_is_text(one, 64) for one in value)


def _is_how(value: object) -> bool:
    return type(value) is dict and value.keys() <= set(_HOW) and all(_is_text(v, 200) for v in value.values())
