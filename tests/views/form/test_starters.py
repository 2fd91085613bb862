"""A new record begun with the last one, the one in sight or a template: never facts, numbers and days."""

from datetime import date

import pytest

from desktop_app.records.box import AnyBox
from desktop_app.registers import catalogue
from desktop_app.registers.study.study_materials import THEORY, StudyMaterial
from desktop_app.storage.templates import templates_of
from tests.views.desk_driver import Driver

OFTEN_THE_SAME = ("text", "long_text", "lines", "choice", "many_choice", "person", "persons", "record")


@pytest.fixture
def driver(make_desk) -> Driver:
    driver: Driver = make_desk(people=2)
    driver.desk.ledger.save(
        StudyMaterial(
            title="党章", kind=THEORY, shelf="书柜2层", source="街道工委", received_on=date(2026, 9, 1)
        )
    )
    return driver


def test_the_last_record_fills_what_is_empty_and_never_what_was_typed(driver):
    form = driver.open_page("register:study_material", new=True).view.form
    driver.type_in("存放处", "活动室")
    driver.press("照上一条填")
    assert form.body.editors["source"].value() == "街道工委"
    assert form.body.editors["shelf"].value() == "活动室"
    assert form.body.editors["title"].value() is None, "each has a title of its own"
    assert form.body.editors["received_on"].value() is None
    assert form.is_dirty
    driver.see("已照“党章”填了")


def test_the_one_in_sight_begins_the_next(driver):
    page = driver.open_page("register:study_material")
    driver.open_row("党章")
    driver.press("照这条新增")
    form = page.view.form
    assert form.record.is_new
    assert form.body.editors["shelf"].value() == "书柜2层"
    driver.type_in("名称", "条例")
    driver.keys("Ctrl+Return")
    made = [one.shelf for one in driver.desk.ledger.find(StudyMaterial.live())]
    assert made == ["书柜2层", "书柜2层"]


def test_a_template_is_kept_offered_and_dropped(driver):
    register = driver.desk.ledger.catalogue["study_material"]
    driver.open_page("register:study_material", new=True)
    driver.see_not("从模板填")
    driver.type_in("存放处", "活动室")
    driver.press("存为模板")
    driver.keys("Return")  # a template has a name
    assert templates_of(driver.desk.ledger, register) == []
    driver.type_in("模板名称", "活动室的书", then_leave=False)
    driver.keys("Return")
    driver.see("已存为模板“活动室的书”")
    page = driver.open_page("register:study_material")
    page.close_record()
    page.add()
    form = page.view.form
    form.body.editors["shelf"].set_value(None)
    form.starters.template_button.click()
    menu = form.starters.menu
    next(action for action in menu.actions() if action.text() == "活动室的书").trigger()
    assert form.body.editors["shelf"].value() == "活动室"
    menu.close()
    drop = next(action for action in menu.actions() if action.menu() is not None).menu().actions()[0]
    drop.trigger()
    driver.rest()
    assert templates_of(driver.desk.ledger, register) == []
    assert not form.starters.template_button.isVisible()


def test_a_link_to_what_is_gone_is_not_taken_over(driver):
    ledger = driver.desk.ledger
    register = ledger.catalogue["study_material"]
    form = driver.open_page("register:study_material", new=True).view.form
    form.body.editors["topic"].set_value("0" * 32)
    form.starters._keep("没有了的专题")
    driver.rest()
    form.body.editors["topic"].set_value(None)
    form.starters._fill(templates_of(ledger, register)[0], "")
    assert form.body.editors["topic"].value() is None


def is_own(box: AnyBox) -> bool:
    """What each record has for itself."""
    number_or_name = box.kind == "text" and not box.offered_from
    return box.private or box.machine or box.kind not in OFTEN_THE_SAME or number_or_name


def test_no_register_takes_over_what_each_record_has_for_itself():
    taken = 0
    for register in catalogue():
        single = {name for group in register.unique for name in group}
        for name in register.copied:
            taken += 1
            assert not is_own(register.boxes[name]), f"{register.name}.{name}"
            assert name not in single, f"{register.name}.{name}"
        if any(box.kind == "id_number" for box in register.boxes.values()):
            assert {register.boxes[name].kind for name in register.copied} <= {"record"}, register.name
    assert taken > 100
    for name, facts in {
        "talk": {"with_member"},
        "points_entry": {"holder"},
        "discipline": {"kind", "member"},
        "hardship": {"cause", "degree"},
        "issue": {"apply_by", "checker"},
        "appraisal": {"grade", "self_rating"},
    }.items():
        assert not facts & set(catalogue()[name].copied)
