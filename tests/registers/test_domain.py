"""The list of the 37 registers and their 387 fields as the work asks for them, held against the program.

The list names each field in the words of the branch's work and where it is to be found: a box, a figure
worked out, or a box of a child (``speech.words``). Where the program says it in other words, these stand
beside it.
"""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from desktop_app.duties.summaries.computed import COMPUTED_MANY
from tests.registers.desk import CATALOGUE

DOMAIN = json.loads(Path(__file__).with_name("domain.json").read_text("utf-8"))
REGISTERS, FIELDS = 37, 387
every = pytest.mark.parametrize("asked", DOMAIN, ids=[one["register"] for one in DOMAIN])


def found(register, place):
    """The box or figure at ``place``; fails where there is none, or a figure nobody works out."""
    name, _, box = place.rpartition(".")
    owner = CATALOGUE[name or register]
    assert not name or register in owner.parent_registers, f"{name} is no child of {register}"
    if box in owner.boxes:
        return owner.boxes[box]
    assert (owner.name, box) in COMPUTED_MANY, f"nothing works out {place}"
    return owner.computed[box]


def test_the_list_is_whole():
    assert len({one["register"] for one in DOMAIN}) == len(DOMAIN) == REGISTERS
    assert sum(len(one["fields"]) for one in DOMAIN) == FIELDS


@every
def test_every_register_is_there_under_its_name(asked):
    register = CATALOGUE[asked["register"]]
    assert register.title == asked["title"]
    assert register.group or register.parent in register.boxes


@every
def test_every_field_has_a_place_of_its_own(asked):
    places = Counter(place for field in asked["fields"] for place in field["at"])
    assert [place for place, times in places.items() if times > 1] == []
    for place in places:
        found(asked["register"], place)


@every
def test_every_field_is_called_by_its_words(asked):
    """Each word of a field, or two signs of it that follow each other, stands in the title of its place."""
    for field in asked["fields"]:
        titles = " ".join(found(asked["register"], place).title for place in field["at"])
        for word in field.get("words") or re.findall(r"[^/、()（）\s]+", field["title"]):
            parts = [word[n : n + 2] for n in range(max(1, len(word) - 1))]
            assert any(part in titles for part in parts), (field["title"], titles)


@every
def test_every_choice_the_list_names_is_offered(asked):
    for field in asked["fields"]:
        boxes = [found(asked["register"], place) for place in field["at"]]
        offered = {label for box in boxes for label in getattr(box, "options", {}).values()}
        assert set(field.get("values", ())) <= offered, field["title"]
