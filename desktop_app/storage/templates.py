"""What a new record may begin with: the last one of its register, and templates kept in the branch file."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop_app.records.base import Record
from desktop_app.records.box import Stored
from desktop_app.records.record import Register
from desktop_app.storage.reader import Reader
from desktop_app.storage.sqlite.covering import TEMPLATES


@dataclass(frozen=True)
class Template:
    """A name and the boxes a new record takes over, as the branch file keeps them."""

    name: str
    boxes: Stored


def note_of(register: Register) -> str:
    """The note the templates of a register are kept under."""
    return f"{TEMPLATES}{register.name}"


def templates_of(reader: Reader, register: Register) -> list[Template]:
    """The templates of a register, by name."""
    kept: Mapping[str, Stored] = json.loads(reader.note(note_of(register)) or "{}")
    return [Template(name, boxes) for name, boxes in sorted(kept.items())]


def kept_words(templates: Sequence[Template]) -> str:
    """What is kept of the templates in their note; '' when there is none."""
    return json.dumps({one.name: one.boxes for one in templates}, ensure_ascii=False) if templates else ""


def template_of(register: Register, record: Record, name: str) -> Template:
    """What of ``record`` a later one may take over, under a name."""
    boxes = {one: register.boxes[one].db_value(getattr(record, one)) for one in register.copied}
    return Template(name, {one: value for one, value in boxes.items() if value is not None})


def taken_over(reader: Reader, register: Register, boxes: Stored) -> dict[str, object]:
    """The values of kept boxes; links to what is gone since, and boxes that are gone, are left away."""
    found = {}
    for name in register.copied:
        box = register.boxes[name]
        value = box.python_value(boxes.get(name))
        gone = (uid for uid in box.targets(value) if not _is_there(reader, uid))
        if value is not None and next(gone, None) is None:
            found[name] = value
    return found


def last_record(reader: Reader, register: Register) -> Record | None:
    """The record of this office that was begun last; None for the first of its register."""
    model = register.model
    latest = model.live().where(model.owner_office == reader.office).order_by(model.uid.desc()).limit(1)
    return next(iter(reader.find(latest)), None)


def _is_there(reader: Reader, uid: str) -> bool:
    found = reader.locate(uid)
    return found is not None and not found[1].removed_at
