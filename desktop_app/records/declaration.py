"""What a register declares, read once at import: a slip of the pen is one sentence there and then."""

from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import get_close_matches

import peewee

from desktop_app.records.box import Box
from desktop_app.records.kinds import State
from desktop_app.records.links import RecordLink

# What a register's Meta may say beside peewee's own ``table_name``; ``Register`` tells what each one means.
KEYS = (
    *("title", "group", "icon", "listing", "order", "heading", "period", "sections", "computed", "parent"),
    *("rules", "by_hand", "steps", "locked", "fill", "unique", "amendable", "append_only"),
    *("instead_of_removal", "removal_rules", "stays_home", "rule_table", "judged_on_arrival"),
)


class WrongDeclaration(TypeError):
    """A register says something that cannot be: which file and class, what, and the nearest right word."""


class UnknownBox(TypeError):
    """A record was given a box its register does not have."""


def nearest(word: str, known: Iterable[str]) -> str:
    """The remedy for a word that is none of ``known``: the one most like it, or all there are."""
    words = list(known)
    close = get_close_matches(word, words, 1, 0.5)
    return f'did you mean "{close[0]}"?' if close else f"there are {', '.join(sorted(words)) or 'none'}"


def check_declaration(model: type[peewee.Model]) -> None:
    """Raise ``WrongDeclaration`` for the first thing in ``model`` and its Meta that cannot be."""
    fault = next(_faults(model), None)
    if fault is not None:
        raise WrongDeclaration(f"{place_of(model)}: {fault}")


def place_of(model: type[peewee.Model]) -> str:
    """Where a register is declared: file and class."""
    return f"{model.__module__.replace('.', '/')}.py: {model.__name__}"


def _faults(model: type[peewee.Model]) -> Iterator[str]:
    meta = model._meta
    own: set[str] = getattr(meta, "_additional_keys", set())
    for key in sorted(own.difference(KEYS)):
        yield f'Meta says "{key}", which no register knows; {nearest(key, (*KEYS, "table_name"))}'
    boxes = {one.name: one for one in meta.sorted_fields if isinstance(one, Box)}
    figures = [one.name for one in getattr(meta, "computed", ())]
    fields = [one.name for one in meta.sorted_fields]
    sections = [name for section in getattr(meta, "sections", ()) for name in section.boxes]
    for key, named, known in (
        ("listing", getattr(meta, "listing", ()), (*boxes, *figures)),
        ("order", [name.lstrip("-") for name in getattr(meta, "order", ())], fields),
        ("sections", sections, boxes),
        ("period", filter(None, (getattr(meta, "period", None),)), boxes),
        ("parent", filter(None, (getattr(meta, "parent", None),)), boxes),
        *(("unique", group, boxes) for group in getattr(meta, "unique", ())),
        *(("rules", getattr(rule, "boxes", ()), boxes) for rule in _rules(meta)),
        ("heading", getattr(getattr(meta, "heading", None), "boxes", ()), boxes),
    ):
        yield from _strange(key, named, known)
    for key, names in (("sections", sections), ("computed", [*boxes, *figures])):
        for name in (one for one, times in Counter(names).items() if times > 1):
            yield f'{key} names "{name}" twice; leave it in one place'
    parent = getattr(meta, "parent", None)
    if parent is not None and not isinstance(boxes[parent], RecordLink):
        yield f'parent names "{parent}", which is no RecordLink; a child needs a link to its parent'
    yield from _faults_of_flow(meta, boxes)


def _rules(meta: peewee.Metadata) -> Iterator[object]:
    yield from getattr(meta, "rules", ())
    for step in getattr(meta, "steps", ()):
        yield from step.checks


def _faults_of_flow(meta: peewee.Metadata, boxes: dict[str, Box[object, bool]]) -> Iterator[str]:
    """What the steps and locks say against the states and boxes there are."""
    steps, locked = getattr(meta, "steps", ()), getattr(meta, "locked", ())
    states = next((tuple(box.options) for box in boxes.values() if isinstance(box, State)), ())
    if (steps or locked) and not states:
        yield "Meta has steps or locked, but the register has no State box"
    yield from _strange("locked", locked, states, "state")
    for name in (one for one, times in Counter(step.name for step in steps).items() if times > 1):
        yield f'steps names "{name}" twice; give one of them another name'
    for step in steps:
        yield from _strange(
            f'the step "{step.name}"', (*step.source, *filter(None, (step.target,))), states, "state"
        )
        yield from _strange(f'the step "{step.name}"', (*step.needs, *step.asks), boxes)


def _strange(where: str, named: Iterable[str], known: Iterable[str], what: str = "box") -> Iterator[str]:
    words = list(known)
    for name in named:
        if name not in words:
            yield f'{where} names "{name}", which is no {what} of it; {nearest(name, words)}'
