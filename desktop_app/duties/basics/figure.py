"""A figure of a report: the list of records first, the number second; and its form once signed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from desktop_app.records.figures import Figures

# What a worked-out figure of a register may be, and the figures of records by their uids.
Value = str | int | Decimal | None
Values = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure and the records behind it.

    ``items`` are the uids counted. A rate or a mean has ``whole`` too, the uids it is measured against, and
    is then not the length of ``items``. ``note`` is a sentence beside the figure. ``parts`` are the amounts
    of ``items`` where the figure is their sum or, over ``whole``, their mean; what is no count has them.
    """

    key: str
    title: str
    unit: str
    value: int | Decimal
    items: tuple[str, ...]
    whole: tuple[str, ...] = ()
    note: str = ""
    parts: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """到会率 95.7%."""
        return f"{self.title} {self.value}{self.unit}"


def count(key: str, title: str, items: Iterable[str], unit: str, note: str = "") -> Figure:
    """A figure that is the length of its list."""
    listed = tuple(items)
    return Figure(key, title, unit, len(listed), listed, (), note)


def total(
    key: str, title: str, unit: str, amounts: Iterable[tuple[str, Decimal]], nothing: Decimal = Decimal(0)
) -> Figure:
    """A figure that is the sum of what its records hold, (uid, amount) of each; ``nothing`` of none."""
    listed = tuple(amounts)
    value = sum((amount for _, amount in listed), nothing)
    items, parts = tuple(uid for uid, _ in listed), tuple(str(amount) for _, amount in listed)
    return Figure(key, title, unit, value, items, parts=parts)


def rate(key: str, title: str, items: Iterable[str], whole: Iterable[str], note: str = "") -> Figure:
    """``items`` in per cent of ``whole``, to one decimal; 0 of nothing with a note that there is nothing."""
    part, all_of = tuple(items), tuple(whole)
    if not all_of:
        return Figure(key, title, "%", Decimal("0.0"), part, (), note or "没有可以计算的记录")
    value = tenth(Decimal(len(part)) * 100 / len(all_of))
    return Figure(key, title, "%", value, part, all_of, note)


def tenth(value: Decimal) -> Decimal:
    """Rounded half up to one decimal."""
    return value.quantize(Decimal("0.1"), ROUND_HALF_UP)


def frozen(figures: Iterable[Figure]) -> list[Figures]:
    """The figures as a monthly report keeps them from its signing on; decimals as text, exact."""
    kept = []
    for one in figures:
        entry: Figures = {
            "key": one.key,
            "title": one.title,
            "unit": one.unit,
            "value": one.value if isinstance(one.value, int) else str(one.value),
            "items": list(one.items),
        }
        if one.whole:
            entry["whole"] = list(one.whole)
        if one.note:
            entry["note"] = one.note
        if one.parts:
            entry["parts"] = list(one.parts)
        kept.append(entry)
    return kept


def thawed(kept: Iterable[Figures]) -> tuple[Figure, ...]:
    """The figures of a signed report; ``thawed(frozen(f)) == f``."""
    return tuple(
        Figure(
            str(one["key"]),
            str(one["title"]),
            str(one["unit"]),
            one["value"] if isinstance(one["value"], int) else Decimal(one["value"]),
            tuple(one["items"]),
            tuple(one.get("whole", ())),
            str(one.get("note", "")),
            tuple(one.get("parts", ())),
        )
        for one in kept
    )
