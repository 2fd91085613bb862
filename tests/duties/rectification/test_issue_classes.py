"""One problem taken apart, a class of problems solved: who belongs together, and where an issue came from."""

from datetime import date

import pytest

from desktop_app.duties.rectification.issue_classes import class_of, issue_classes, origin_of
from desktop_app.registers.rectification.issues import CLOSED, Issue
from desktop_app.registers.rectification.research import Finding, Research
from tests.registers.desk import Desk


@pytest.fixture
def desk():
    made = Desk()
    yield made
    made.close()


@pytest.fixture
def street(desk):
    """Two issues of one class (one closed after a relapse), one of none, a dissection, a loose finding."""
    visit = Research(title="照明", on=date(2026, 9, 1), stands_for="公共照明")
    first = Issue(code="WT-2026-001", tag="公共照明", state=CLOSED, round=2, description="一号楼")
    second = Issue(code="WT-2026-002", tag="公共照明", description="二号楼")
    other = Issue(code="WT-2026-003", description="别的")
    turned = Finding(research=visit.uid, text="一号楼灯不亮", issue=first.uid)
    loose = Finding(research=visit.uid, text="三号楼灯不亮")
    for one in (visit, first, second, other, turned, loose):
        desk.add(one)
    return visit, first, second, other, turned, loose


def test_a_class_counts_its_issues_and_what_waits(desk, street):
    visit, first, second, _, _, loose = street
    before = desk.queries
    (only,) = issue_classes(desk)
    assert desk.queries - before == 5
    assert [one.uid for one in only.issues] == [first.uid, second.uid]
    assert [one.uid for one in only.closed] == [one.uid for one in only.reopened] == [first.uid]
    assert [one.uid for one in only.findings] == [loose.uid]
    assert [one.uid for one in only.dissections] == [visit.uid]
    assert only.words == "同类 2 件，已销号 1 件"


def test_an_issue_knows_its_class_and_its_origin(desk, street):
    _, first, second, other, turned, _ = street
    assert class_of(second, desk).tag == "公共照明"
    assert class_of(other, desk) is None
    assert origin_of(first.uid, desk).uid == turned.uid
    assert origin_of(second.uid, desk) is None
