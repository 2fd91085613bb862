"""What every paper book owes: words, columns, form groups, steps that lead somewhere."""

import pytest

from desktop_app.base.resources import resource_path
from desktop_app.records.kinds import State
from desktop_app.records.record import Section
from tests.registers.desk import CATALOGUE

REGISTERS = list(CATALOGUE)
every = pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.name)
GROUPS = (
    "支部与党员",
    "组织生活",
    "学习教育",
    "三亮",
    "服务与网格",
    "调研与案例",
    "问题整改",
    "月与年",
    "规则",
    "交换与安全",
)


@every
def test_words_and_columns(register):
    assert register.title != register.name
    assert register.group in (*GROUPS, "")
    assert bool(register.group) != bool(register.parent)
    assert 1 <= len(register.listing) <= 8
    assert [name for name in register.listing if name not in {**register.boxes, **register.computed}] == []
    assert [name for name in register.order if name.lstrip("-") not in {"uid", *register.boxes}] == []
    assert register.period is None or register.period in register.boxes
    assert resource_path("icons", f"{register.icon}.svg").exists()


@every
def test_an_empty_record_is_called_something(register):
    assert register.heading(register.new(), lambda uid: "某人")


@every
def test_every_form_box_stands_in_exactly_one_band(register):
    placed = [name for section in register.sections for name in section.boxes]
    assert sorted(placed) == sorted(register.form_boxes)
    assert all(isinstance(section, Section) and section.title != "其他" for section in register.sections)


@every
def test_titles_are_told_apart(register):
    titles = [box.title for box in register.form_boxes.values()]
    assert len(titles) == len(set(titles))


@every
def test_links_point_at_registers_and_are_found_fast(register):
    for box in register.boxes.values():
        assert all(name in CATALOGUE for name in getattr(box, "to", ())), box.title
    if register.parent:
        assert register.boxes[register.parent].index
        assert register.boxes[register.parent].required
    if register.period:
        assert register.boxes[register.period].index


@every
def test_every_state_is_reached_by_steps_that_exist(register):
    if register.state is None:
        assert register.steps == {}
        return
    box = register.boxes[register.state]
    assert isinstance(box, State)
    states = set(box.options)
    assert register.locked <= states
    reached = {box.default}
    for _ in states:
        reached |= {
            step.target for step in register.steps.values() if step.target and reached & set(step.source)
        }
    assert reached == states, f"no step of {register.name} leads to {states - reached}: declare one"
    for step in register.steps.values():
        assert {*step.source, step.target or box.default} <= states
        assert {*step.needs, *step.asks} <= set(register.form_boxes)


@every
def test_what_stays_open_is_a_box_or_a_child(register):
    children = {child.name for child in CATALOGUE.children(register)}
    assert register.amendable <= children | set(register.boxes)
