"""What a register makes of a model: its boxes in order, its bands, its problems, its steps."""

from pathlib import Path

import pytest

from desktop_app.base.ids import is_uid
from desktop_app.records.base import Record
from desktop_app.records.box import Computed
from desktop_app.records.kinds import Number, State, Text
from desktop_app.records.links import RecordLink
from desktop_app.records.record import Catalogue, Register, Section
from desktop_app.records.rules import Problem, Step, refusals


def _too_dear(record, context):
    if record.price > 100:
        yield Problem("price", "太贵了", "请再议价", refuse=False)


def _no_gifts(record, context):
    if record.price == 0:
        yield Problem("price", "不收赠品")


def _code(record, context):
    record.code = f"W-{record.price}"


class Ware(Record):
    name = Text("品名", required=True)
    price = Number("价格", required=True)
    note = Text("备注")
    code = Text("编号", machine=True)
    state = State("状态", ("在库", "已领"), index=True)

    class Meta:
        title = "物品"
        group = "总务"
        sections = (Section("物品", ("name", "price")),)
        computed = (Computed("worth", "总值"),)
        rules = (_too_dear, _no_gifts)
        steps = (Step("hand_out", "领用", ("在库",), "已领", needs=("note",)),)
        locked = frozenset(("已领",))
        fill = _code


class WareUse(Record):
    ware = RecordLink("物品", "ware", required=True)
    words = Text("用途")

    class Meta:
        title = "领用"
        parent = "ware"


CATALOGUE = Catalogue((Ware, WareUse), Path("nowhere"), lambda context: lambda key, day: 0)
WARE = CATALOGUE["ware"]


def plain(uid):
    return uid


def test_a_fresh_record_has_an_identity_and_its_first_state():
    one, other = WARE.new(), WARE.new()
    assert is_uid(one.uid)
    assert one.uid != other.uid
    assert (one.is_new, one.state, one.price) == (True, "在库", None)


def test_boxes_keep_their_order_and_forms_leave_out_the_machine():
    assert list(WARE.boxes) == ["name", "price", "note", "code", "state"]
    assert list(WARE.form_boxes) == ["name", "price", "note"]
    assert list(CATALOGUE["ware_use"].form_boxes) == ["words"]


def test_what_no_band_names_comes_last():
    assert [(section.title, section.boxes) for section in WARE.sections] == [
        ("物品", ("name", "price")),
        ("其他", ("note",)),
    ]
    assert [section.title for section in CATALOGUE["ware_use"].sections] == [""]


def test_a_record_is_called_by_its_first_box_or_its_register():
    assert WARE.heading(WARE.new(name="茶杯"), plain) == "茶杯"
    assert WARE.heading(WARE.new(), plain) == "物品"


def test_empty_required_boxes_are_named_before_rules_are_asked():
    assert [problem.box for problem in WARE.problems(WARE.new(), None)] == ["name", "price"]


def test_nothing_counts_as_a_number_but_none_does_not():
    told = WARE.problems(WARE.new(name="赠品", price=0), None)
    assert [problem.text for problem in told] == ["不收赠品"]


def test_what_is_told_is_not_refused():
    told = WARE.problems(WARE.new(name="电脑", price=500), None)
    assert [problem.sentence() for problem in told] == ["太贵了。请再议价。"]
    assert refusals(told) == []


def test_faults_of_values_name_their_box():
    assert [p.box for p in WARE.problems(WARE.new(name="茶杯", price=-1), None)] == ["price"]


def test_machine_boxes_are_filled_from_the_others():
    one = WARE.new(price=3)
    WARE.fill(one, None)
    assert one.code == "W-3"


def test_stored_scalars_make_the_same_record():
    one, other = WARE.new(name="茶杯", price=3, note=""), WARE.new()
    WARE.put(other, WARE.stored(one))
    assert WARE.stored(other) == WARE.stored(one)
    assert other.note is None


def test_steps_open_and_lock():
    one = WARE.new()
    assert [step.name for step in WARE.steps_from(one)] == ["hand_out"]
    assert not WARE.is_locked(one)
    one.state = "已领"
    assert WARE.steps_from(one) == []
    assert WARE.is_locked(one)


def test_the_catalogue_knows_registers_by_name_record_and_family():
    assert "ware" in CATALOGUE
    assert CATALOGUE.of(WareUse()).name == "ware_use"
    assert CATALOGUE.of(Ware).title == "物品"
    assert [child.name for child in CATALOGUE.children(WARE)] == ["ware_use"]
    assert CATALOGUE.models == [Ware, WareUse]


def test_a_register_without_words_is_still_usable():
    class Bare(Record):
        words = Text("字")

    register = Register(Bare)
    assert (register.title, register.group, register.state, register.parent) == ("bare", "", None, None)
    assert (register.listing, register.order) == (("words",), ("uid",))


@pytest.mark.parametrize("query", [Ware.live(), Ware.select()])
def test_a_query_without_a_branch_file_reads_nothing(query):
    with pytest.raises(Exception, match="database"):
        list(query)
