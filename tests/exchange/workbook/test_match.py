"""The words of sheets in use point at boxes that exist, and no head means two boxes."""

import json

import pytest

from desktop_app.base.resources import read_text
from desktop_app.exchange.workbook.match import Heads, Lexicon, importable_boxes, lexicon_of, plain
from desktop_app.records.record import Register
from desktop_app.registers import catalogue
from tests.exchange.workbook.shelf import Person

CATALOGUE = catalogue()
NAMED = [name for name in json.loads(read_text("workbook", "synonyms.json")) if name != "*"]


@pytest.mark.parametrize("name", NAMED)
def test_every_named_box_exists_and_no_word_stands_twice(name: str) -> None:
    register = CATALOGUE[name]
    lexicon, boxes = lexicon_of(register), importable_boxes(register)
    named = {*lexicon.synonyms, *lexicon.values, *lexicon.proposals, *lexicon.with_day, *lexicon.loose}
    named |= {*lexicon.person.values(), *lexicon.instead, *lexicon.instead.values()}
    assert named <= set(boxes)
    for box, meant in lexicon.values.items():
        assert all(boxes[box].parse(label, None) is not None for label in meant.values())  # type: ignore[arg-type]
    every = [(plain(word), box) for box, words in lexicon.synonyms.items() for word in words]
    assert len({word for word, _ in set(every)}) == len(set(every))


@pytest.mark.parametrize("register", list(CATALOGUE), ids=lambda register: register.name)
def test_the_title_of_a_box_finds_the_box(register: Register) -> None:
    heads = Heads(register, lexicon_of(register))
    for name, box in importable_boxes(register).items():
        assert heads.box_for(box.title) == name


def test_blanks_stars_brackets_and_wide_forms_do_not_matter() -> None:
    heads = Heads(Register(Person), Lexicon({"number": ("身份证号码",)}))
    assert heads.box_for("* 姓　名：") == "name"
    assert heads.box_for("身份证号码（18位）") == "number"
    assert heads.box_for("身份证 号码") == "number"
    assert heads.box_for("血型") is None


@pytest.mark.parametrize("head", ["月标准", "每月标准", "月缴标准（元）", "月党费", "核定标准"])
def test_what_a_grid_of_dues_calls_the_standard_is_what_is_due(head: str) -> None:
    register = CATALOGUE["dues_payment"]
    assert Heads(register, lexicon_of(register)).box_for(head) == "due"
