"""Drafts, register by register: typed, left by a kill, offered, gone on with or thrown away, each once."""

import pytest

from desktop_app.registers import catalogue
from desktop_app.registers.people.members import Member
from desktop_app.views.form.record_form import RecordForm
from tests.views.desk_driver import Driver
from tests.views.form.seeds import seeds, sow
from tests.views.form.test_every_register import fill, open_form, typed_for

REGISTERS = [r for r in catalogue() if r.form_boxes]


def typed_form(driver: Driver, register, links) -> tuple[RecordForm, dict[str, object]]:
    """A new form with a word in a box of each kind, kept as after three seconds; what its boxes keep."""
    form = open_form(driver, register, links)
    kinds = {box.kind: name for name, box in register.form_boxes.items() if box.kind != "files"}
    for name in kinds.values():
        fill(driver, form, name, typed_for(register.boxes[name], links, driver)[0])
    form.keeper.timer.timeout.emit()
    driver.rest()
    return form, form.body.kept()


@pytest.mark.parametrize("register", REGISTERS, ids=lambda r: r.name)
def test_what_was_typed_is_offered_after_a_kill_and_each_answer_acts_once(make_desk, register):
    driver = make_desk(people=2, sow=sow)
    links = seeds(driver)
    form, kept = typed_form(driver, register, links)
    before = form.body.begun
    form.keeper.is_dirty = False  # killed: nobody keeps anything on leaving
    driver.shell.go("register:member")
    form = open_form(driver, register, links)
    assert form.body.kept() == before, "nothing stands in the form before it is asked for"
    driver.press("接着写")
    assert form.body.kept() == kept
    assert form.keeper.bar is None
    driver.see_not("接着写")
    form.keeper.timer.timeout.emit()
    driver.rest()
    form.keeper.is_dirty = False
    driver.shell.go("register:member")
    form = open_form(driver, register, links)
    driver.press("不要了")
    driver.see_not("接着写")
    assert form.body.kept() == before, "what is in sight is what is kept"
    assert driver.desk.ledger.note(form.keeper.draft.key) == ""
    assert driver.errors == []


@pytest.fixture
def driver(make_desk) -> Driver:
    return make_desk(people=3)


def left(driver: Driver, **words: str) -> None:
    """A draft of a new member, left on the way to another page."""
    driver.open_page("register:member", new=True)
    for title, typed in words.items():
        driver.type_in(title, typed)
    driver.open_page("register:issue")


def test_what_is_typed_beside_an_offer_and_the_offer_are_both_kept(driver):
    left(driver, 姓名="没写完的人", 备注="第一段", 籍贯="青石")
    form = driver.open_page("register:member", new=True).view.form
    driver.type_in("备注", "第二段")
    driver.type_in("籍贯", "清河")
    driver.open_page("register:issue")
    form = driver.open_page("register:member", new=True).view.form
    driver.press("接着写")
    kept = form.body.kept()
    assert (kept["name"], kept["remark"], kept["native_place"]) == ("没写完的人", "第一段\n第二段", "清河")
    driver.see("草稿里写的是“青石”")


def test_going_on_never_takes_away_what_was_typed_meanwhile(driver):
    left(driver, 姓名="没写完的人", 备注="第一段")
    form = driver.open_page("register:member", new=True).view.form
    driver.type_in("备注", "第二段")
    driver.press("接着写")
    assert form.body.kept()["remark"] == "第一段\n第二段"
    assert form.body.kept()["name"] == "没写完的人"


def test_throwing_a_draft_away_keeps_what_was_typed_since(driver):
    left(driver, 姓名="没写完的人")
    driver.open_page("register:member", new=True)
    driver.type_in("籍贯", "清河")
    driver.press("不要了")
    driver.open_page("register:issue")
    form = driver.open_page("register:member", new=True).view.form
    driver.press("接着写")
    assert (form.body.kept()["name"], form.body.kept()["native_place"]) in (("", "清河"), (None, "清河"))


def test_saving_another_one_leaves_the_draft_nobody_answered(driver):
    left(driver, 备注="没写完的话")
    driver.open_page("register:member")
    driver.press("返回列表")
    driver.open_row("安长河")
    driver.see_not("接着写")
    driver.type_in("籍贯", "清河")
    driver.keys("Ctrl+Return")
    driver.open_page("register:member", new=True)
    driver.press("接着写")
    assert driver.field("备注").toPlainText() == "没写完的话"


def test_a_draft_offers_words_of_a_box_somebody_wrote_meanwhile_beside_it(driver):
    page = driver.open_page("register:member")
    driver.open_row("安长河")
    uid = page.view.form.record.uid
    driver.type_in("籍贯", "清河")
    driver.keys("Escape")
    ledger = driver.desk.ledger
    fresh = ledger.get(Member, uid)
    fresh.native_place = "青石"
    ledger.save(fresh)
    driver.open_row("安长河")
    driver.press("接着写")
    assert driver.field("籍贯").text() == "青石"
    driver.see("草稿里写的是“清河”")
