"""What a register declares, read once at import: a slip of the pen is one sentence there and then."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Set
from difflib import get_close_matches

import peewee

from desktop_app.records.box import Box
from desktop_app.records.kinds import State
from desktop_app.records.links import RecordLink

# What a register's Meta may say beside peewee's own ``table_name``; ``Register`` tells what each one means.
KEYS = (
    *("title", "group", "icon", "listing", "order", "heading", "period", "sections", "computed", "parent"),
    *("rules", "by_hand", "steps", "locked", "fill", "unique", "natural", "amendable", "append_only"),
    *(
        "instead_of_removal",
        "removal_rules",
        "stays_home",
        "tray",
        "judged_on_arrival",
        "kept_back",
        "kept_back_rows",
        "not_copied",
        "only_for",
        "on_screen",
    ),
)

# What ``kept_back`` says of a register none of whose records go along unasked, and ``not_copied`` of one
# whose records begin blank.
WHOLE = "whole"


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
    """Asked of every register whenever the program starts: what is right is passed over by sets of names."""
    meta = model._meta
    own: set[str] = getattr(meta, "_additional_keys", set())
    for key in sorted(own.difference(KEYS)):
        yield f'Meta says "{key}", which no register knows; {nearest(key, (*KEYS, "table_name"))}'
    fields: dict[str, peewee.Field] = meta.fields
    boxes = {name for name, field in fields.items() if isinstance(field, Box)}
    figures = [one.name for one in getattr(meta, "computed", ())]
    sections = [name for section in getattr(meta, "sections", ()) for name in section.boxes]
    yield from _strange("listing", getattr(meta, "listing", ()), boxes.union(figures))
    yield from _strange("order", [name.lstrip("-") for name in getattr(meta, "order", ())], fields.keys())
    for key in ("period", "parent"):
        yield from _strange(key, [name for name in (getattr(meta, key, None),) if name], boxes)
    for key in ("unique", "natural"):
        for group in getattr(meta, key, ()):
            yield from _strange(key, group, boxes)
    for key in ("kept_back", "not_copied"):
        named = getattr(meta, key, ())
        if named != WHOLE:
            yield from _strange(key, named, boxes)
    deciding = [by for by, _values in getattr(meta, "only_for", {}).values()]
    yield from _strange("only_for", deciding, boxes)
    for key, named in (
        ("sections", sections),
        ("rules", _boxes_of_rules(meta)),
        ("heading", _boxes_of_heading(meta)),
    ):
        yield from _strange(key, named, boxes)
    yield from _twice("sections", sections)
    yield from _twice("computed", [*boxes, *figures])
    parent = getattr(meta, "parent", None)
    if parent is not None and not isinstance(fields[parent], RecordLink):
        yield f'parent names "{parent}", which is no RecordLink; a child needs a link to its parent'
    if "steps" in own or "locked" in own:
        yield from _faults_of_flow(meta, boxes)


def _boxes_of_rules(meta: peewee.Metadata) -> list[str]:
    steps = getattr(meta, "steps", ())
    rules = (*getattr(meta, "rules", ()), *(rule for step in steps for rule in step.checks))
    return [name for rule in rules for name in getattr(rule, "boxes", ())]


def _boxes_of_heading(meta: peewee.Metadata) -> tuple[str, ...]:
    boxes: tuple[str, ...] = getattr(getattr(meta, "heading", None), "boxes", ())
    return boxes


def _faults_of_flow(meta: peewee.Metadata, boxes: Set[str]) -> Iterator[str]:
    """What the steps and locks say against the states and boxes there are."""
    steps, locked = getattr(meta, "steps", ()), getattr(meta, "locked", ())
    states = next((one.options.keys() for one in meta.fields.values() if isinstance(one, State)), None)
    if states is None:
        yield "Meta has steps or locked, but the register has no State box"
        return
    yield from _strange("locked", locked, states, "state")
    yield from _twice("steps", [step.name for step in steps])
    for step in steps:
        where = f'the step "{step.name}"'
        yield from _strange(
            where, (*step.source, step.target) if step.target else step.source, states, "state"
        )
        yield from _strange(where, (*step.needs, *step.asks), boxes)


def _strange(where: str, named: Collection[str], known: Set[str], what: str = "box") -> Iterator[str]:
    if not known >= set(named):
        for name in named:
            if name not in known:
                yield f'{where} names "{name}", which is no {what} of it; {nearest(name, known)}'


def _twice(where: str, named: Collection[str]) -> Iterator[str]:
    if len(set(named)) < len(named):
        name = next(name for name, times in Counter(named).items() if times > 1)
        yield f'{where} names "{name}" twice; leave it in one place'
