"""Whatever becomes an item of the ledger goes one way: prefilled, linked, once."""

from datetime import date
from typing import get_args

import pytest

from desktop_app.base.errors import UserError
from desktop_app.registers.becoming import Source, issue_from, issue_of, turned_into
from desktop_app.registers.displays.branch_ratings import RatingItem
from desktop_app.registers.organization_life.self_checks import (
    SelfCheck,
    SelfCheckMeasure,
    SelfCheckProblem,
)
from desktop_app.registers.organization_life.talks import Talk
from desktop_app.registers.rectification.research import Finding, Research
from desktop_app.registers.service.grid_actions import LeaderVisit
from desktop_app.registers.service.grid_events import GridEvent


@pytest.fixture
def sources(desk):
    visit = Research(title="夜间照明", on=date(2026, 10, 8), causes="没有人管", stands_for="公共照明")
    desk.add(visit)
    sheet = SelfCheck(subject="支部", year=2026, theme="担当作为", standards=("党章",))
    found = SelfCheckProblem(self_check=sheet.uid, aspect="工作作风", text="入户少，群众的事知道得晚")
    desk.add(sheet)
    desk.add(found)
    made = (
        Finding(research=visit.uid, text="三号楼前三盏路灯不亮，老人夜里摔过"),
        GridEvent(on=date(2026, 10, 9), location="三号楼", detail="路灯不亮", urgency="一般"),
        LeaderVisit(on=date(2026, 10, 9), leader="夏蕴", problem="停车只有一条道，早晚都堵"),
        SelfCheckMeasure(
            self_check=sheet.uid, problem=found.uid, text="每周到居民家中走访两户", due_on=date(2026, 12, 1)
        ),
        Talk(held_on=date(2026, 10, 9), concerns="主题党日想改在晚上"),
        RatingItem(reason="少开一次党小组会"),
    )
    for one in made:
        desk.add(one)
    return made


def test_every_source_becomes_an_issue_once(desk, people, sources):
    assert {type(one) for one in sources} == set(get_args(Source))
    for source in sources:
        issue = issue_from(source, desk)
        assert issue.source
        assert issue.description
        issue.category = issue.category or "人民群众急难愁盼的问题"
        issue.owner, issue.lead_officer = people[0].uid, people[1].uid
        issue.due_on, issue.duty_unit = date(2026, 12, 31), "本支部"
        for record in turned_into(source, issue):
            desk.add(record)
        assert issue_of(source, desk).uid == issue.uid
        with pytest.raises(UserError, match="已经转入"):
            issue_from(source, desk)


def test_a_source_whose_issue_was_removed_may_become_one_again(desk, sources):
    finding = sources[0]
    issue = issue_from(finding, desk)
    issue.removed_at = "2026-11-01T09:00"
    for record in turned_into(finding, issue):
        desk.add(record)
    assert issue_of(finding, desk) is None
    assert issue_from(finding, desk).tag == "公共照明"
