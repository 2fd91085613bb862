"""A slip in a register's declaration, a box that is none, a rule about the wrong box: all told at once."""

import inspect
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_app.records.base import Record
from desktop_app.records.box import Computed
from desktop_app.records.declaration import KEYS, UnknownBox, WrongDeclaration
from desktop_app.records.kinds import Date, State, Text
from desktop_app.records.links import RecordLink
from desktop_app.records.record import Catalogue, Register, Section
from desktop_app.records.rules import Step
from desktop_app.registers import MODELS
from desktop_app.registers.shared_rules import called_by, not_before

ROOT = Path(__file__).parents[2]


def declared(**said):
    """A small register whose Meta says ``said`` beside its name."""
    meta = type("Meta", (), {"table_name": "ware", **said})
    return type(
        "Ware",
        (Record,),
        {
            "__module__": "desktop_app.registers.wares",
            "__qualname__": "Ware",
            "name": Text("品名"),
            "bought_on": Date("购入"),
            "maker": RecordLink("厂家", "maker"),
            "state": State("状态", ("在库", "已领")),
            "Meta": meta,
        },
    )


def hand_out(**said):
    return (Step(**{"name": "hand_out", "title": "领用", "source": ("在库",), "target": "已领", **said}),)


SLIPS = {
    "an unknown key": ({"lissting": ("name",)}, 'Meta says "lissting"', 'did you mean "listing"?'),
    "a key of peewee": ({"table_nam": "x"}, 'Meta says "table_nam"', 'did you mean "table_name"?'),
    "a column": ({"listing": ("name", "bougt_on")}, 'listing names "bougt_on"', '"bought_on"?'),
    "an order": ({"order": ("-bougt_on",)}, 'order names "bougt_on"', '"bought_on"?'),
    "a section": ({"sections": (Section("", ("nane",)),)}, 'sections names "nane"', '"name"?'),
    "a section twice": (
        {"sections": (Section("一", ("name",)), Section("二", ("maker", "name")))},
        'sections names "name" twice',
        "leave it in one place",
    ),
    "a period": ({"period": "bought"}, 'period names "bought"', '"bought_on"?'),
    "a parent": ({"parent": "makr"}, 'parent names "makr"', '"maker"?'),
    "a parent without link": ({"parent": "name"}, 'parent names "name"', "a child needs a link"),
    "a unique group": ({"unique": (("name", "stat"),)}, 'unique names "stat"', '"state"?'),
    "a figure called as a box": (
        {"computed": (Computed("name", "名"),)},
        'computed names "name" twice',
        "",
    ),
    "a shared rule": (
        {"rules": (not_before("bought_on", "name_on", "早了"),)},
        'rules names "name_on"',
        '"name"?',
    ),
    "a heading": ({"heading": called_by("nam")}, 'heading names "nam"', '"name"?'),
    "a locked state": ({"locked": ("已领走",)}, 'locked names "已领走"', '"已领"?'),
    "what a step needs": ({"steps": hand_out(needs=("nam",))}, 'step "hand_out" names "nam"', '"name"?'),
    "what a step asks": ({"steps": hand_out(asks=("nam",))}, 'step "hand_out" names "nam"', '"name"?'),
    "where a step starts": ({"steps": hand_out(source=("库",))}, 'step "hand_out" names "库"', "在库"),
    "where a step ends": ({"steps": hand_out(target="领")}, 'step "hand_out" names "领"', "已领"),
    "a step twice": ({"steps": hand_out() * 2}, 'steps names "hand_out" twice', "leave it in one place"),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_in_a_declaration_is_one_sentence_at_import(slip):
    said, what, remedy = SLIPS[slip]
    with pytest.raises(WrongDeclaration) as refused:
        declared(**said)
    sentence = str(refused.value)
    assert sentence.startswith("desktop_app/registers/wares.py: Ware: ")
    assert what in sentence
    assert remedy in sentence
    assert "\n" not in sentence


def test_steps_without_states_are_refused():
    with pytest.raises(WrongDeclaration, match="no State box"):
        type("Bare", (Record,), {"words": Text("字"), "Meta": type("Meta", (), {"steps": hand_out()})})


def test_a_register_that_is_right_is_made():
    ware = declared(steps=hand_out(needs=("name",)), locked=("已领",), order=("-bought_on", "uid"))
    assert ware(name="锤子").name == "锤子"


def test_a_catalogue_refuses_what_names_a_register_it_has_not():
    ware = declared()
    with pytest.raises(WrongDeclaration, match=r'Ware: maker links to the register "maker"'):
        Catalogue((ware,), Path("nowhere"), lambda context: lambda key, day: 0)
    open_while_locked = declared(amendable=("nam",))
    with pytest.raises(WrongDeclaration, match=r'Ware: amendable names "nam"'):
        Catalogue((open_while_locked,), Path("nowhere"), lambda context: lambda key, day: 0)


def test_every_key_a_register_may_say_is_read_and_none_else():
    read = re.findall(r'self\._meta\("(\w+)"', inspect.getsource(Register))
    assert sorted(KEYS) == sorted(set(read))


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.table_name)
def test_no_register_takes_a_box_it_does_not_have(model):
    box = next(iter(set(model._meta.fields) - {"uid"}))
    with pytest.raises(UnknownBox) as refused:
        model(**{f"{box}x": None})
    assert str(refused.value).startswith(f'{model._meta.table_name} has no box "{box}x"; did you mean "')
    assert model(**{box: None}).uid


RULE = """
from collections.abc import Iterable
from desktop_app.records.rules import Problem, RuleContext
from desktop_app.registers.rectification.issues import Issue, IssueMeasure

def wrong(record: Issue, context: RuleContext) -> Iterable[Problem]:
    if record.duue_on < context.today:
        yield Problem("due_on", record.found_on)
    record.round = "二"
    print(record.reviewed_on.year, record.found_on.year)
    for measure in context.find(IssueMeasure.live().where(IssueMeasure.issue == record.uid)):
        print(measure.txt)

def right(record: Issue, context: RuleContext) -> Iterable[Problem]:
    if record.reviewed_on is not None and record.reviewed_on.year > record.found_on.year:
        yield Problem("reviewed_on", record.description)
"""


@pytest.mark.slow
def test_the_type_check_knows_every_box_and_what_it_holds(tmp_path):
    rule = tmp_path / "rule.py"
    rule.write_text(RULE, encoding="utf-8")
    told = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--follow-imports", "silent", str(rule)],
        cwd=ROOT,
        env={**os.environ, "MYPYPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    found = [line.partition(": error: ")[2] for line in told.splitlines() if ": error: " in line]
    wanted = (
        '"Issue" has no attribute "duue_on"; maybe "due_on"?',
        'Argument 2 to "Problem" has incompatible type "date"; expected "str"',
        'Incompatible types in assignment (expression has type "str", variable has type "int',
        'Item "None" of "date | None" has no attribute "year"',
        '"IssueMeasure" has no attribute "txt"',
    )
    assert len(found) == len(wanted), told
    for complaint, sentence in zip(found, wanted, strict=True):
        assert complaint.startswith(sentence)
