"""发展党员: from the applicant to the full member on one page, the roster written along and taken back."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.base.periods import PartialDate
from desktop_app.records.links import PersonWhy
from desktop_app.registers.people.development import Development, DevelopmentMaterial, DevelopmentReview
from desktop_app.registers.people.members import Member, may_vote
from desktop_app.registers.people.orgs import own_branch
from desktop_app.views.form.draft_keeper import DraftBar
from desktop_app.views.look.theme import Theme
from desktop_app.views.pages.people.development_page import DevelopmentPage
from desktop_app.views.pages.people.development_pane import MATERIALS, REVIEWS, WAY
from tests.ballots import ballot_meeting
from tests.members_life import number, write_developments
from tests.views.pages.sample_bench import Bench

NUMBER = number(date(1999, 4, 12), 8)
WRONG = "1" if NUMBER.endswith("2") else "2"


@pytest.fixture
def bench(tmp_path: Path, theme: Theme, qtbot: QtBot) -> Iterator[Bench]:
    made = Bench(tmp_path, theme, qtbot, DevelopmentPage)
    people = made.ledger.find(Member.live().order_by(Member.seq).limit(5))
    made.found = write_developments(made.ledger, people, own_branch(made.ledger))
    made.show()
    yield made
    made.close()


def person(bench: Bench, stage: str) -> Development:
    return bench.ledger.get(Development, bench.found[stage].uid)


def on_roster(bench: Bench, one: Development) -> list[Member]:
    return bench.ledger.find(Member.live().where(Member.id_number == one.id_number))


def test_the_list_tells_where_everybody_stands(bench):
    page = bench.page
    on_the_way = [one for one in page.items.values() if one.development.stage not in ("正式党员", "终止")]
    assert page.count_words().startswith(f"在培养 {len(on_the_way)} 人，有逾期")
    told = {line.title: line.pill for line in page.list.lines()}
    assert {told[bench.found[stage].person] for stage in bench.found} == set(bench.found)
    bench.press(page.chips.chips["发展对象"])
    assert {line.pill for line in page.list.lines()} == {"发展对象"}
    assert "于清秋" in [line.title for line in page.list.lines()]
    bench.show(uid=person(bench, "入党申请人").uid)
    assert page.pane.name.text() == "卢晓明"
    assert "派人谈话：逾期" in page.pane.next.text


def test_a_new_applicant_is_registered_and_taken_to_the_first_step(bench):
    page = bench.page
    bench.press(page.new_button)
    bench.write(page.new_dialog.form, person="林晚照", id_number=NUMBER[:-1] + WRONG, applied_on="2026.10.8")
    bench.press(page.new_dialog.verb_button)
    assert "身份证" in page.new_dialog.form.rows["id_number"].error.words.text()
    bench.write(page.new_dialog.form, id_number=NUMBER)
    bench.press(page.new_dialog.verb_button)
    assert page.pane.item.development.person == "林晚照"
    assert set(page.pane.step_line.buttons) == {"to_activist", "stop"}
    assert page.pane.tabs.currentIndex() == WAY


def vote(bench: Bench, day: date, who: str, matter: str) -> str:
    voters = sum(may_vote(one, day) for one in bench.ledger.find(Member.live()))
    all_there = dict.fromkeys(("expected", "present", "ayes", "issued", "returned", "valid"), voters)
    meeting, ballot = ballot_meeting(day, who, matter, **all_there)
    with bench.ledger.action("转抄会议记录", kind="import") as action:
        action.save(meeting, ballot)
    return str(ballot.uid)


def test_a_candidate_goes_on_the_roster_without_retyping_and_one_undo_takes_all_of_it_back(bench):
    page, one = bench.page, person(bench, "发展对象")
    voted = vote(bench, date(2026, 10, 30), one.person, "接收预备党员")
    bench.show(uid=one.uid)
    bench.press(page.pane.step_line.buttons["accept"])
    dialog = page.steps.dialog
    assert not dialog.form.is_filled("training_from")  # days nobody told are not made up
    two = bench.ledger.find(Member.live().where(Member.category == "正式党员").limit(2))
    dialog.form.editors["introducers"].set_value(tuple(PersonWhy(member.uid) for member in two))
    bench.write(dialog.form, review_result="合格", review_on="2026.9.1")
    bench.press(dialog.verb_button)
    said = {
        name: row.error.words.text()
        for name, row in dialog.form.rows.items()
        if row.error.isVisibleTo(dialog)
    }
    assert {"training_from", "committee_on", "pre_review_on", "pre_review_result"} <= set(said)
    assert on_roster(bench, one) == []
    bench.write(
        dialog.form, training_from="2026.8.3", training_to="2026.8.5", committee_on="2026.10.8",
        pre_review_on="2026.10.12", pre_review_result="同意",
    )  # fmt: skip
    # The vote that names him is there already: nothing of the ballot is picked or typed.
    assert dialog.form.editors["accept_vote"].value() == voted
    bench.press(dialog.verb_button)
    (row,) = on_roster(bench, one)
    assert (row.name, row.category, row.mobile) == ("于清秋", "预备党员", "13900000012")
    assert (row.entry_type, row.entry_on) == ("发展党员", date(2026, 10, 30))
    assert person(bench, "发展对象").member == row.uid
    assert page.pane.member_button.isVisibleTo(page.pane)
    assert "花名册" in bench.shell.notice.words.text()
    bench.press(bench.shell.notice.button)
    assert on_roster(bench, one) == []
    back = person(bench, "发展对象")
    assert (back.stage, back.member, back.accepted_on) == ("发展对象", None, None)


def test_a_steps_dialog_opened_again_offers_what_was_typed_but_shows_what_was_saved_since(bench):
    page, one = bench.page, person(bench, "发展对象")
    bench.show(uid=one.uid)
    bench.press(page.pane.step_line.buttons["accept"])
    bench.write(page.steps.dialog.form, review_on="2026.9.1", accept_merits="工作踏实")
    bench.press(page.steps.dialog.verb_button)
    assert page.steps.dialog.form.rows["training_from"].error.words.text()
    bench.press(page.steps.dialog.cancel_button)
    page.pane.tabs.setCurrentWidget(page.pane.form)
    bench.settle()
    bench.write(
        page.pane.form.form.body, review_on="2026.9.3", review_result="合格", training_from="2026.8.3",
        training_to="2026.8.5", pre_review_result="同意",
    )  # fmt: skip
    bench.press(page.pane.form.form.save_button)
    bench.press(page.pane.step_line.buttons["accept"])
    (bar,) = page.steps.dialog.findChildren(DraftBar)
    bench.press(bar.button)
    boxes = page.steps.dialog.form.editors
    assert boxes["review_on"].value() == date(2026, 9, 3)
    assert boxes["training_from"].value() == date(2026, 8, 3)
    assert (boxes["review_result"].value(), boxes["pre_review_result"].value()) == ("合格", "同意")
    assert boxes["accept_merits"].value() == "工作踏实"
    bench.press(page.steps.dialog.verb_button)
    said = {name for name, row in page.steps.dialog.form.rows.items() if row.error.words.text()}
    assert said.isdisjoint({"review_on", "review_result", "training_from", "pre_review_result"})


def test_an_applicant_under_age_is_remarked_on_as_he_is_registered(bench):
    page = bench.page
    bench.press(page.new_button)
    young = number(date(2009, 4, 12), 8)
    bench.write(page.new_dialog.form, person="林晚照", id_number=young, applied_on="2026.10.8")
    bench.press(page.new_dialog.verb_button)
    assert page.pane.item.development.person == "林晚照"
    assert "请留意：递交申请书时不满 18 周岁" in bench.shell.notice.words.text()
    assert bench.shell.notice.tone == "due"
    bench.press(bench.shell.notice.button)
    assert bench.ledger.find(Development.live().where(Development.person == "林晚照")) == []


def test_probation_ends_on_the_roster_too_and_never_before_its_day(bench):
    page, one = bench.page, person(bench, "预备党员")
    early = vote(bench, date(2026, 11, 1), one.person, "预备党员转正")
    bench.show(uid=one.uid)
    # What is done is not offered again, what follows the meeting not before it.
    assert set(page.pane.step_line.buttons) == {"swear", "discuss", "extend", "cancel"}
    bench.press(page.pane.step_line.buttons["discuss"])
    assert page.steps.dialog.form.editors["convert_vote"].value() == early
    bench.press(page.steps.dialog.verb_button)
    assert "才满" in page.steps.dialog.form.rows["convert_vote"].error.words.text()
    page.steps.dialog.reject()
    vote(bench, date(2026, 10, 28), one.person, "取消预备资格")
    bench.press(page.pane.step_line.buttons["cancel"])
    bench.write(page.steps.dialog.form, convert_approved_on="2026.11.1", end_reason="不履行党员义务")
    bench.press(page.steps.dialog.verb_button)
    (row,) = on_roster(bench, one)
    assert (row.exit_type, row.exit_on, row.removal_kind) == ("出党", date(2026, 11, 1), "取消预备党员资格")
    assert row.joined_on == PartialDate(2025, 11, 25)


def test_what_was_copied_is_marked_on_the_page(bench):
    bench.show(uid=person(bench, "入党积极分子").uid)
    assert "2026年6月30日以前的步骤为补录" in bench.page.pane.people.text()
    bench.show(uid=person(bench, "入党申请人").uid)
    assert "补录" not in bench.page.pane.people.text()


def test_reviews_and_material_are_noted_beside_the_way(bench):
    page, one = bench.page, person(bench, "入党积极分子")
    bench.show(uid=one.uid)
    pane = page.pane
    pane.tabs.setCurrentIndex(REVIEWS)
    before = len(pane.reviews)
    bench.press(pane.reviews.add_button)
    bench.write(pane.dialog.form, text="工作主动，思想汇报按时交。")
    bench.press(pane.dialog.verb_button)
    assert len(pane.reviews) == before + 1
    assert bench.ledger.find(DevelopmentReview.live().where(DevelopmentReview.development == one.uid))
    pane.tabs.setCurrentIndex(MATERIALS)
    bench.press(pane.materials.verbs["tick", "培养考察登记表"])
    bench.press(pane.materials.verbs["edit", "培养考察登记表"])
    bench.write(pane.dialog.form, pages="6")
    bench.press(pane.dialog.verb_button)
    kept = bench.ledger.find(
        DevelopmentMaterial.live().where(
            (DevelopmentMaterial.development == one.uid) & (DevelopmentMaterial.name == "培养考察登记表")
        )
    )
    assert [(row.pages, row.on) for row in kept] == [(6, date(2026, 11, 2))]
    bench.press(pane.materials.verbs["remove", "培养考察登记表"])
    assert ("tick", "培养考察登记表") in pane.materials.verbs


def test_the_file_is_printed_from_the_page(bench):
    bench.show(uid=person(bench, "预备党员").uid)
    bench.press(bench.page.pane.print_button)
    shown = bench.shell.pages.page("preview").shown
    assert (shown["key"], shown["args"]) == ("development_file", {"uid": person(bench, "预备党员").uid})
