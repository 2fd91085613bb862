"""本人信息查阅单 tells everything held about a person, and nothing said about them in confidence."""

from datetime import date, datetime

import pytest

from desktop_app.base.clock import SetClock
from desktop_app.duties.people.held_about import naming
from desktop_app.journal.audit_book import AuditBook
from desktop_app.printing.documents.people.held_paper import gather
from desktop_app.records.links import RecordLink
from desktop_app.registers import catalogue
from desktop_app.registers.exchange.audit_log import EXPORTED, LOOKED
from desktop_app.registers.exchange.clearing import SUBJECTS
from desktop_app.registers.exchange.packages import SENT, ExchangePackage
from desktop_app.registers.organization_life.talks import Talk
from desktop_app.registers.people.care_awards import VISIT, CareAward
from desktop_app.storage import branch_file
from tests.registers.invented_people import branch, member


@pytest.fixture
def ledger(tmp_path):
    clock = SetClock(datetime(2026, 10, 28, 9, 5))
    setting = branch_file.Setting(catalogue(), clock, lambda name: "")
    opened, _ = branch_file.create(tmp_path / "branch.zbf", setting, office="Z001", password=None)
    yield opened
    branch_file.close(opened)


def test_every_subject_is_a_link_to_a_member():
    known = catalogue()
    for register, box in SUBJECTS.items():
        assert isinstance(known[register].boxes[box], RecordLink), register
        assert "member" in known[register].boxes[box].to


def test_own_boxes_records_changes_acts_and_packages_are_told(ledger):
    org = branch()
    ledger.save(org)
    one, other = (member(n, branch=org.uid, introducers=None) for n in range(2))
    one.remark = "爱下棋"
    ledger.save(one, other)
    assert list(naming(ledger, one)) == []
    ledger.save(
        CareAward(kind=VISIT, who=one.uid, by=other.uid, on=date(2026, 10, 8), what="住院"),
        Talk(by_member=other.uid, with_member=one.uid, held_on=date(2026, 10, 9), content="聊了近况"),
    )
    with ledger.action("交出", kind="exchange") as action:
        sent = ExchangePackage(
            package_id="p1",
            direction=SENT,
            made_on=date(2026, 10, 28),
            to_org="中共桂花镇委员会",
            manifest=("党员花名册 2 条",),
        )
        action.save(sent)
    book = AuditBook(ledger)
    book.note(LOOKED, f"党员花名册：{one.name}", "手机号码")
    book.note(EXPORTED, f"党员花名册：{other.name}")
    held = gather(ledger, one.uid, "本人")
    own = dict(held.own)
    assert own["手机号码"] == one.mobile
    assert own["备注"] == "爱下棋"
    assert own["公民身份号码"] == one.id_number
    told = {title: words for title, _, words in held.records}
    assert "聊了近况" in told["谈心谈话"]
    assert "住院" in "".join(told.values())
    assert len(held.records) == 2
    assert [one[2] for one in held.changes] == [f"保存 {one.name}等 2 条"]
    assert [line[1] for line in held.acts] == [LOOKED]
    assert [line[3] for line in held.packages] == ["中共桂花镇委员会"]
    # Of the other, who talked with them, no word of the talk.
    about_other = gather(ledger, other.uid)
    assert "聊了近况" not in "".join(words for *_, words in about_other.records)
    assert len(about_other.records) == 2
