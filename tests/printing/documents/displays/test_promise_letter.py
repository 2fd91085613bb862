"""承诺书: one sheet for each who promised, everybody in one job, nothing withdrawn."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.base.resources import resource_path
from desktop_app.printing.documents.displays import promise_letter
from desktop_app.printing.documents.renderer import PaperRenderer
from desktop_app.registers.displays.promises import Promise, PromiseAction, PromiseRating
from desktop_app.registers.people.orgs import CommitteeMember
from tests.printing.documents.reading import text

PLAIN = promise_letter.PromiseLetter(
    org="中共清河社区支部委员会",
    year=2026,
    name="安长河",
    is_person=True,
    head=(("姓　　名", "安长河"), ("党内职务", "书记"), ("岗　　位", "无"), ("党 小 组", "无")),
    items=(("学习", "读完两本书", "每晚一小时", "2026年12月31日"),),
    term="自 2026年1月1日 至 2026年12月31日",
    review="",
    public="",
    phone="0991-5550126",
)


def test_all_letters_in_one_job_a_sheet_each(office, renderer):
    printed = renderer.make("promise_letter", year=2026)
    told = text(printed)
    assert printed.pages == 3
    assert printed.file_name == "承诺书（2026年度） 共3份.pdf"
    assert told.count("党员承诺书（2026年度）") == 3
    assert told.count("监督电话0991-5550126") == 3
    assert told.count("承诺人签名") == 3
    assert "服务群众（实事）每月走访两户独居老人" in told


def test_one_letter_by_promise_or_promiser(office, renderer):
    promise = office.ledger.find(Promise.live().where(Promise.promiser == office.people[1].uid))[0]
    by_uid = renderer.make("promise_letter", uid=promise.uid)
    assert by_uid == renderer.make("promise_letter", promiser=office.people[1].uid, year=2026)
    told = text(by_uid)
    assert by_uid.pages == 1
    assert "姓名钱建国" in told.replace("　", "")
    assert "副书记" in told


def test_review_and_publishing_stand_on_the_letter_and_withdrawn_items_do_not(own_office):
    ledger, who = own_office.ledger, own_office.people[0]
    first, second = ledger.find(Promise.live().where(Promise.promiser == who.uid).order_by(Promise.uid))
    ledger.step(first, "submit")
    checked = {"reviewer": own_office.people[2].uid, "reviewed_on": date(2026, 1, 20)}
    public = {"signed": True, "published_on": date(2026, 1, 26), "channel": "公示栏"}
    ledger.step(first, "publish", {**checked, **public})
    ledger.step(second, "withdraw", {"outcome_reason": "岗位调整"})
    told = text(
        PaperRenderer(ledger, resource_path("fonts")).make("promise_letter", promiser=who.uid, year=2026)
    )
    assert "2026年1月20日通过，审核人孙晓岚" in told
    assert "2026年1月26日（公示栏）" in told
    assert first.item in told
    assert second.item not in told


def test_a_letter_prints_the_post_of_its_own_day(own_office):
    """Who was elected in November was no 纪检委员 in March; who left the seat since, still was."""
    ledger, who, other = own_office.ledger, own_office.people[0], own_office.people[1]
    for seat in ledger.find(CommitteeMember.live()):
        if seat.member == who.uid:
            seat.since = date(2026, 11, 6)
            ledger.save(seat)
        elif seat.member == other.uid:
            seat.until = date(2026, 11, 6)
            ledger.save(seat)
    for promise in ledger.find(Promise.live()):
        promise.reviewed_on = date(2026, 3, 4)
        ledger.save(promise)
    letters = {one.name: dict(one.head) for one in promise_letter.gather(ledger, year=2026)}
    assert letters[who.name]["党内职务"] == "党员"
    assert letters[other.name]["党内职务"] == "副书记"


def test_what_was_done_and_how_it_was_judged_have_papers_of_their_own(own_office):
    """践诺记录 日期、事项、进展、佐证; 评诺汇总 of four circles and a grade; 承诺公示 with a telephone."""
    ledger, who = own_office.ledger, own_office.people[0]
    first, second = ledger.find(Promise.live().where(Promise.promiser == who.uid).order_by(Promise.uid))
    renderer = PaperRenderer(ledger, resource_path("fonts"))
    ledger.step(first, "submit")
    public = {"signed": True, "published_on": date(2026, 1, 26), "published_to": date(2026, 2, 1)}
    given = {"reviewer": own_office.people[2].uid, "reviewed_on": date(2026, 1, 20), "channel": "公示栏"}
    ledger.step(first, "publish", {**given, **public})
    notice = text(renderer.make("promise_notice", year=2026))
    assert "2026年1月26日至2026年2月1日" in notice
    assert first.item in notice
    assert second.item not in notice
    assert "监督电话0991-5550126" in notice
    ledger.step(first, "start")
    deed = PromiseAction(promise=first.uid, acted_on=date(2026, 5, 6), action="走访两户", effect="代买了药")
    deed.evidence = "登记本第3页"
    ledger.save(deed)
    record = text(renderer.make("promise_record", promiser=who.uid, year=2026))
    assert "日期事项进展佐证" in record
    assert "2026年5月6日走访两户代买了药登记本第3页" in record
    ledger.step(first, "keep")
    for method, grade in (("个人自评", "较好"), ("党员互评", "好"), ("组织评", "好")):
        ledger.save(PromiseRating(promise=first.uid, method=method, grade=grade, rated_on=ledger.today))
    told = text(renderer.make("promise_ratings", year=2026))
    assert "自评党员评群众评组织评" in told
    assert "已践诺较好好好好" in told
    # In November the judging of this year is not due yet; in December it is.
    with pytest.MonkeyPatch.context() as later:
        later.setattr(type(ledger), "today", property(lambda _self: date(2026, 12, 20)))
        told = text(renderer.make("promise_ratings", year=2026))
    assert "已践诺较好好【待补】好好" in told


def test_a_branch_promises_under_its_seal(own_office):
    ledger, org = own_office.ledger, own_office.org
    ledger.save(
        Promise(
            promiser=org.uid,
            year=2026,
            item="全年办好十件群众关心的实事",
            item_class="服务群众(实事)",
            due_on=date(2026, 12, 31),
            responsible=own_office.people[0].uid,
        )
    )
    letter = promise_letter.gather(ledger, promiser=org.uid, year=2026)[0]
    assert not letter.is_person
    assert dict(letter.head)["书　　记"] == "赵　明"


words = st.text(st.characters(exclude_categories=("C", "Z"), max_codepoint=0x9FFF), max_size=500)


@settings(max_examples=20)
@given(st.lists(st.tuples(words, words), min_size=1, max_size=5))
def test_long_promises_keep_every_sign(setting, items):
    lines = tuple(("自律", item, measure, "2026年12月31日") for item, measure in items)
    told, _ = setting(promise_letter.story([promise_letter.PromiseLetter(**{**vars(PLAIN), "items": lines})]))
    assert len(told) > sum(len(item) + len(measure) for item, measure in items)
    assert told.count("2026年12月31日") == len(items) + 1
