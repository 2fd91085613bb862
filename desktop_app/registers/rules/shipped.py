"""The rules the program ships with: each number with its editions and the regulation it is written in."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from desktop_app.base.resources import read_text

FREE, STRICTER_ONLY, FIXED = "可以改", "只能更严", "不能改"
FREEDOM = (FREE, STRICTER_ONLY, FIXED)
"""Whether a branch may set a number of its own: as it likes, only a stricter one, none."""
# Marks of numbers written in a regulation; the others are usage, or the program's own.
OF_REGULATIONS = frozenset(("V", "T"))


@dataclass(frozen=True, slots=True)
class Edition:
    """A number as one edition of its regulation has it, in force from ``since`` (None: always) on.

    ``regulation`` is the title with its year as it stands on papers, '' where no regulation has the number;
    ``article`` only where it was read. ``says`` tells in our own words what is written there.
    """

    since: date | None
    value: Decimal
    regulation: str
    article: str
    says: str
    mark: str
    note: str


@dataclass(frozen=True, slots=True)
class ShippedRule:
    """One rule with its editions, the oldest first."""

    key: str
    title: str
    unit: str
    strict: str
    freedom: str
    editions: tuple[Edition, ...]

    def on(self, day: date) -> Edition:
        """The edition in force on a day."""
        return [one for one in self.editions if one.since is None or one.since <= day][-1]


@cache
def shipped() -> Mapping[str, ShippedRule]:
    """Key → rule, in the order of the table."""
    titles = _regulations()
    found = (_rule(row, titles) for row in json.loads(read_text("rules.json"))["rules"])
    return {rule.key: rule for rule in found}


def _rule(row: dict[str, Any], titles: Mapping[str, list[tuple[date, str]]]) -> ShippedRule:
    editions = tuple(_edition({**row, **one}, titles) for one in row.get("editions", [{}]))
    usual = FREE
    if editions[-1].mark in OF_REGULATIONS:
        usual = STRICTER_ONLY if row["strict"] else FIXED
    freedom = row.get("freedom", usual)
    return ShippedRule(row["key"], row["title"], row["unit"], row["strict"], freedom, editions)


def _edition(row: dict[str, Any], titles: Mapping[str, list[tuple[date, str]]]) -> Edition:
    since = date.fromisoformat(row["since"]) if row.get("since") else None
    regulation = ""
    if row.get("regulation"):
        editions = titles[row["regulation"]]
        begun = [title for first, title in editions if first <= (since or date.min)]
        regulation = begun[-1] if begun else editions[0][1]
    return Edition(
        since,
        Decimal(row["value"]),
        regulation,
        row.get("article", ""),
        row["source"],
        row["mark"],
        row["note"],
    )


def _regulations() -> dict[str, list[tuple[date, str]]]:
    """Short name → first day and title with year of each edition."""
    rows = json.loads(read_text("regulations.json"))["regulations"]
    return {row["key"]: list(_titles(row)) for row in rows}


def _titles(row: dict[str, Any]) -> Iterator[tuple[date, str]]:
    for one in row["editions"]:
        first = date.fromisoformat(one["since"]) if one.get("since") else date.min
        yield first, f"{row['title']}（{one['year']}）" if one["year"] else row["title"]
