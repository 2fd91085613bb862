"""One entry, many papers: the copies of papers that a saved record stands in, as the papers declare it."""

from collections.abc import Iterator

from desktop_app.duties.basics.destination import Destination
from desktop_app.duties.summaries.destinations import is_part, parent_of
from desktop_app.printing.documents.any_register_papers import listed
from desktop_app.printing.documents.papers import PAPERS, SHEET
from desktop_app.records.base import Record
from desktop_app.records.rules import RuleContext


def destinations_of(record: Record, context: RuleContext) -> list[Destination]:
    """The copies of papers ``record`` stands in, nearest first; a child stands in those of its parent.

    What no paper holds is printed as its ruled list. Empty for what is not saved or was taken away.
    """
    if record.is_new or record.removed_at is not None:
        return []
    found = list(_copies(record, context))
    if is_part(record):
        parent = parent_of(record, context)
        if parent is None:
            return []
        found = found or _of_parent(type(record), list(_copies(parent, context)))
    return found or [Destination(SHEET.key, one.title, one.args) for one in listed(record, context)]


def _copies(record: Record, context: RuleContext) -> Iterator[Destination]:
    model = type(record)
    for paper in sorted(PAPERS.values(), key=lambda one: one.nearness(model)):
        for one in paper.copies(record, context):
            yield Destination(paper.key, paper.called(one), one.args)


def _of_parent(model: type[Record], copies: list[Destination]) -> list[Destination]:
    """Of the copies a parent stands in those a child does: where papers name it, in them only."""
    naming = {one.key for one in PAPERS.values() if model in one.parts}
    return [one for one in copies if one.key in naming] if naming else copies
