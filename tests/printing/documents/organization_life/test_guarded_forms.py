"""组织处置 and 处分 forms: dates and votes from the record, what somebody did never from the program."""

from datetime import date

import pytest

from desktop_app.printing.documents.organization_life.guarded_forms import (
    gather_discipline,
    gather_disposal,
)
from desktop_app.registers.organization_life.disciplines import Discipline
from desktop_app.registers.organization_life.disposals import Disposal
from desktop_app.registers.organization_life.votes import Vote
from tests.printing.documents.people.test_care_papers import View


@pytest.fixture
def branch():
    made = View(date(2026, 11, 23))
    yield made
    made.close()


def told(form) -> dict[str, str]:
    return {title: text for pairs in form.pairs for title, text in pairs}


def test_the_votes_of_the_meeting_stand_on_the_form_and_facts_do_not(branch):
    one = branch.member()
    meeting = branch.meeting("支部党员大会", date(2026, 9, 20))
    vote = branch.add(
        Vote(
            meeting=meeting.uid, item="处置", matter="组织处置", mode="举手", expected=8, present=7, ayes=6,
            noes=1, abst=0,
        )
    )  # fmt: skip
    disposal = branch.add(
        Disposal(
            member=one.uid, kind="限期改正", ground="信仰宗教", proposed_on=date(2026, 9, 2),
            meeting=meeting.uid, vote=vote.uid, facts="某月某日", findings="核实某事", opinion="本人说",
            state="大会已通过",
        )
    )  # fmt: skip
    form = gather_disposal(branch, disposal.uid)
    found = told(form)
    assert found["大会表决"] == "应到 8　实到 7　赞成 6　反对 1　弃权 0"
    assert found["支部大会"] == "2026年9月20日"
    assert found["处置方式"].startswith("☑ 限期改正")
    assert not any(word in repr(form) for word in ("某月某日", "核实某事", "本人说"))


def test_a_penalty_names_its_organ_and_leaves_the_rest_for_the_pen(branch):
    one = branch.member()
    penalty = branch.add(
        Discipline(
            member=one.uid, kind="留党察看", organ="中共青石区纪律检查委员会", decided_on=date(2026, 2, 1),
            effect_to=date(2027, 1, 31), facts="某事", opinion="本人说", state="执行中",
        )
    )  # fmt: skip
    form = gather_discipline(branch, penalty.uid)
    assert told(form)["决定机关"] == "中共青石区纪律检查委员会"
    assert told(form)["察看期至"] == "2027年1月31日"
    assert not any(word in repr(form) for word in ("某事", "本人说"))


@pytest.mark.parametrize("gather", [gather_disposal, gather_discipline])
def test_a_blank_form_names_nobody(branch, gather):
    form = gather(branch)
    assert form.name == ""
    assert "☑" not in repr(form)
    assert "【待补】" not in repr(form)
