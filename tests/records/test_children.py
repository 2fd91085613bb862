"""From records to their children: by the parent or another link, in the order asked for, in one query."""

from datetime import date

import pytest

from desktop_app.records.base import Record
from desktop_app.records.children import by_parent, children_of
from desktop_app.records.kinds import Number, Text
from desktop_app.records.links import RecordLink
from tests.duties.memory_context import MemoryContext


class Shelf(Record):
    """A place for wares."""

    name = Text("名称")


class Ware(Record):
    """Something on a shelf, perhaps meant for another."""

    shelf = RecordLink("货架", "shelf")
    meant_for = RecordLink("该放的货架", "shelf")
    seq = Number("序号")

    class Meta:
        parent = "shelf"


@pytest.fixture
def context():
    made = MemoryContext((Shelf, Ware), date(2026, 11, 29), {})
    yield made
    made.close()


def test_children_hang_on_their_parent_and_come_in_order(context):
    one, other, bare = (context.add(Shelf()) for _ in range(3))
    late = context.add(Ware(shelf=one.uid, seq=2, meant_for=bare.uid))
    early = context.add(Ware(shelf=one.uid, seq=1))
    elsewhere = context.add(Ware(shelf=other.uid, seq=1))
    context.queries = 0
    found = children_of(context, Ware, (one.uid, other.uid, bare.uid), "seq")
    assert context.queries == 1
    assert [ware.uid for ware in found[one.uid]] == [early.uid, late.uid]
    assert [ware.uid for ware in found[other.uid]] == [elsewhere.uid]
    assert found[bare.uid] == []
    assert [ware.uid for ware in children_of(context, Ware, (one.uid,))[one.uid]] == [late.uid, early.uid]
    by_other_link = children_of(context, Ware, (bare.uid,), link="meant_for")
    assert [ware.uid for ware in by_other_link[bare.uid]] == [late.uid]


def test_nobody_is_asked_for_the_children_of_nobody(context):
    context.queries = 0
    assert children_of(context, Ware, ())["anything"] == []
    assert context.queries == 0


def test_what_lies_in_the_bin_is_no_child(context):
    one = context.add(Shelf())
    context.add(Ware(shelf=one.uid, removed_at="2026-11-29 08:00"))
    assert children_of(context, Ware, (one.uid,))[one.uid] == []


def test_records_already_read_are_told_apart_by_their_link():
    wares = [Ware(shelf=uid) for uid in ("a", "b", "a")]
    assert by_parent(wares, "shelf")["a"] == [wares[0], wares[2]]
