"""What was begun and not saved: told on the home page and at the start, each with the page that offers it."""

import pytest

from desktop_app.registers.rectification.issues import Issue
from desktop_app.storage.branch_file import left_open
from desktop_app.views.page_parts.unfinished import unfinished
from desktop_app.views.pages.office.found_words import tell_found
from desktop_app.views.pages.office.unfinished_card import UnfinishedCard
from tests.views.desk_driver import Driver
from tests.views.form.seeds import open_child, seeds


@pytest.fixture
def driver(make_desk) -> Driver:
    return make_desk(people=3)


def told(driver: Driver) -> list[tuple[str, str]]:
    return [(one.words(), one.name) for one in unfinished(driver.desk.ledger)]


def test_each_kind_of_form_is_named_and_its_page_offers_it(driver):
    issue = seeds(driver)["issue"]
    ledger, heading = driver.desk.ledger, driver.desk.ledger.name(seeds(driver)["issue"].uid)
    assert told(driver) == []
    driver.open_page("register:member", new=True)
    driver.type_in("姓名", "没写完的人")
    page = driver.open_page("register:issue", uid=issue.uid)
    child = open_child(page.view, "issue_progress")
    child.add()
    driver.rest()
    driver.type_in("进展", "写了一半")
    driver.open_page("register:member")
    page = driver.open_page("register:issue", uid=issue.uid)
    driver.press("开始整改")
    driver.press("申请销号")
    driver.type_in("整改成效", "路灯已亮")
    driver.keys("Escape")
    driver.rest()
    assert sorted(told(driver)) == [
        ("有一份没写完的党员花名册", "新的一条"),
        ("有一份没写完的整改进展", f"{heading}的新一条"),
        ("有一份没写完的问题清单/整改台账", f"{heading}，办「申请销号」"),
    ]
    places = {one.name: one.place for one in unfinished(ledger)}
    key, args = places["新的一条"]
    assert key.startswith("register:member")
    driver.open_page("register:issue")
    driver.open_page(key, **args)
    driver.press("接着写")
    assert driver.field("姓名").text() == "没写完的人"
    assert ledger.get(Issue, issue.uid) is not None


def test_the_home_card_hides_without_drafts_and_leads_to_each(driver, qtbot):
    driver.open_page("register:member", new=True)
    driver.type_in("姓名", "没写完的人")
    driver.open_page("register:issue")
    card = UnfinishedCard(driver.desk.theme)
    qtbot.addWidget(card)
    asked = []
    card.asked.connect(lambda key, args: asked.append((key, args)))
    card.show_drafts(unfinished(driver.desk.ledger))
    assert card.isVisible()
    assert card.lines[0].text() == "有一份没写完的党员花名册"
    card.lines[0].click()
    assert asked == [("register:member", {"new": True})]
    card.show_drafts([])
    assert not card.isVisible()


def test_after_a_cut_the_bar_says_that_all_is_whole_and_what_was_left(driver, tmp_path):
    driver.open_page("register:member", new=True)
    driver.type_in("姓名", "没写完的人")
    driver.open_page("register:issue")
    driver.desk.ledger.was_cut = True
    tell_found(driver.desk, driver.shell)
    driver.rest()  # it is told one turn later, when the bar of the page before has gone
    words = driver.shell.notice.words.text()
    assert words.startswith("上次没有正常关闭。数据完好，存下的都在。有一份没写完的党员花名册：新的一条")
    driver.shell.notice.put_away()
    tell_found(driver.desk, driver.shell)
    assert not driver.shell.notice.isVisible(), "told once"
    lying = tmp_path / "lying.zbf"
    assert not left_open(lying)
    lying.with_name("lying.zbf-wal").write_bytes(b"")
    assert not left_open(lying)
    lying.with_name("lying.zbf-wal").write_bytes(b"something")
    assert left_open(lying)
