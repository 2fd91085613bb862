"""The one way from records to their children: the records of another register that link to them."""

from collections import defaultdict
from collections.abc import Iterable
from typing import TypeVar

from desktop_app.records.base import Record
from desktop_app.records.rules import RuleContext

C = TypeVar("C", bound=Record)


def children_of(
    context: RuleContext, model: type[C], parents: Iterable[str], *order: str, link: str = ""
) -> dict[str, list[C]]:
    """Parent uid → its live records of ``model``; an empty list for a parent without. In one query.

    They come by the boxes ``order``, then as they were entered. ``link`` names the box with the parent's uid
    where the register has no parent or is asked for by another link.
    """
    name = link or str(getattr(model._meta, "parent", ""))
    boxes = [model._meta.fields[box] for box in (*order, "uid")]
    uids = list(dict.fromkeys(parents))
    query = model.live().where(model._meta.fields[name].in_(uids)).order_by(*boxes)
    return by_parent(context.find(query) if uids else (), name)


def by_parent(records: Iterable[C], link: str) -> dict[str, list[C]]:
    """Parent uid → those of ``records`` whose box ``link`` names it; an empty list for a parent without."""
    found: dict[str, list[C]] = defaultdict(list)
    for record in records:
        found[getattr(record, link)].append(record)
    return found
