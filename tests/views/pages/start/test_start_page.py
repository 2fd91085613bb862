"""The first start by clicks and keys: the sample, an own branch in four questions, a way back in."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from desktop_app.base.errors import UserError
from desktop_app.storage import keys
from desktop_app.views.look.theme import Theme
from desktop_app.views.pages.start.start_choice import (
    NewBranch,
    OpenBranch,
    RecoverBranch,
    SampleChosen,
)
from desktop_app.views.pages.start.start_page import StartPage
from tests.views.desk_driver import Driver


def kept_rules(fields):
    """The rules of a password that are kept now."""
    return [words for words, line in fields.rules.items() if line.kept]


TODAY = date(2026, 11, 23)
NAME = "中共青石街道桂花里社区支部委员会"
type_into = Driver.type_into


@pytest.fixture
def start(theme, qtbot):
    """Opens a start page and keeps what it tells."""

    def make(**values):
        page = StartPage(theme, today=TODAY, **values)
        qtbot.addWidget(page)
        page.told = []
        page.chosen.connect(page.told.append)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is page, timeout=5000)
        return page

    return make


def press(page: StartPage, words: str) -> None:
    button = next(
        one
        for one in page.findChildren(QPushButton)
        if one.text() == words and one.isVisible() and one.isEnabled()
    )
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_the_sample_is_one_click_away(start):
    page = start()
    press(page, "先看示例支部")
    assert page.told == [SampleChosen()]


def test_a_size_of_letters_shows_at_once_and_is_told(start, usual_screen):
    page = start()
    told = []
    page.points_chosen.connect(told.append)
    press(page, "大 16")
    assert told == [16]
    assert page.sizes.sample.font().pointSizeF() == 16


def test_an_own_branch_takes_four_questions_by_keys(start):
    page = start()
    press(page, "建立自己的支部")
    asked = page.questions
    type_into(asked.full_name, NAME)
    code = asked.code.text()
    assert code.isascii()
    assert code[-2:].isdigit()
    assert len(code) > 4
    QTest.keyClick(asked.full_name, Qt.Key.Key_Return)
    QTest.keyClick(asked.code, Qt.Key.Key_Return)
    type_into(asked.superior, "中共青石街道工作委员会\n")
    assert asked.step == 2
    type_into(asked.secretary, "周慧敏\n")
    type_into(asked.term_start, "20230630")
    assert "本届到 2028年6月30日届满" in asked.rows["term_start"].help.text()
    press(page, "下一步")
    assert asked.step == 3
    for box in (asked.passwords.first, asked.passwords.second):
        type_into(box, "桂花里的第一个支部2026")
    press(page, "建立支部")
    assert page.told == [
        NewBranch(
            full_name=NAME,
            org_code=code,
            superior="中共青石街道工作委员会",
            secretary_name="周慧敏",
            term_start=date(2023, 6, 30),
            term_years=5,
            password="桂花里的第一个支部2026",
            points=12,
        )
    ]


def to_the_password(page: StartPage) -> None:
    press(page, "建立自己的支部")
    type_into(page.questions.full_name, NAME)
    press(page, "下一步")
    press(page, "以后再填")
    press(page, "以后再填")


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        ("123", "123", "密码太短"),
        ("12345678", "12345678", "太容易猜到"),
        ("桂花里社区支部2026", "桂花里社区支部2027", "两次输的密码不一样"),
    ],
)
def test_a_weak_password_is_refused_in_words(start, first, second, words):
    page = start()
    to_the_password(page)
    type_into(page.questions.passwords.first, first)
    type_into(page.questions.passwords.second, second)
    press(page, "建立支部")
    assert words in page.questions.problem.text()
    assert page.told == []


def test_rules_of_the_password_answer_while_one_types(start):
    page = start()
    to_the_password(page)
    fields = page.questions.passwords
    assert kept_rules(fields) == []
    type_into(fields.first, "12345678")
    assert kept_rules(fields) == ["至少 8 个字符"]
    type_into(fields.first, "号楼")
    type_into(fields.second, "12345678号楼")
    assert len(kept_rules(fields)) == 3


def test_what_was_left_for_later_is_empty(start):
    page = start()
    to_the_password(page)
    for box in (page.questions.passwords.first, page.questions.passwords.second):
        type_into(box, "桂花里的第一个支部2026")
    press(page, "建立支部")
    (branch,) = page.told
    assert (branch.superior, branch.secretary_name, branch.term_start) == ("", "", None)


def test_a_branch_needs_a_name_and_a_term_that_has_begun(start):
    page = start()
    press(page, "建立自己的支部")
    press(page, "下一步")
    assert page.questions.step == 0
    assert "还没有写党支部全称" in page.questions.problem.text()
    type_into(page.questions.full_name, NAME)
    press(page, "下一步")
    press(page, "下一步")
    type_into(page.questions.term_start, "2027.1.1")
    press(page, "下一步")
    assert page.questions.step == 2
    assert "今天以后" in page.questions.problem.text()


def test_a_code_of_the_superiors_stays(start):
    page = start()
    press(page, "建立自己的支部")
    type_into(page.questions.code, "GHL01")
    type_into(page.questions.full_name, NAME)
    assert page.questions.code.text() == "GHL01"


def test_going_back_keeps_what_was_typed(start):
    page = start()
    press(page, "建立自己的支部")
    type_into(page.questions.full_name, NAME)
    press(page, "下一步")
    press(page, "上一步")
    assert page.questions.full_name.text() == NAME
    press(page, "上一步")
    assert page.panes.currentWidget() is page.first


def test_a_branch_there_is_opens_by_its_password_and_enter(start):
    page = start(has_branch=True)
    press(page, "打开")
    assert page.told == []
    assert "还没有输密码" in page.opening.problem.text()
    type_into(page.opening.password, "桂花里社区2026\n")
    assert page.told == [OpenBranch("桂花里社区2026")]


def test_the_recovery_sheet_opens_with_a_new_password(start):
    number = keys.new_recovery_number()
    page = start(has_branch=True)
    press(page, "忘记密码，用恢复单")
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    type_into(page.recovering.number, wrong)
    assert "有输错的" in page.recovering.passwords.lead.help.text()
    for box in (page.recovering.passwords.first, page.recovering.passwords.second):
        type_into(box, "新的好记的一句话")
    press(page, "打开并换密码")
    assert page.told == []
    assert "恢复码有输错的数字" in page.recovering.problem.text()
    page.recovering.number.clear()
    type_into(page.recovering.number, number)
    press(page, "打开并换密码")
    assert page.told == [RecoverBranch(number.replace(" ", ""), "新的好记的一句话")]


def test_an_error_is_told_in_full_and_leads_back(start):
    page = start(has_branch=True)
    type_into(page.opening.password, "错的密码")
    page.show_busy("正在打开")
    page.show_error(UserError("密码不对", "数据没有改动", "请再输一次"))
    assert page.error_panel.isVisible()
    assert "密码不对" in page.error_panel.accessibleName()
    press(page, "返回再试")
    assert page.panes.currentWidget() is page.opening


def test_the_first_window_fits_the_screen_in_the_largest_letters(theme, qapp, qtbot):
    large = Theme(theme.resources, theme.families, 18)
    page = StartPage(large, today=TODAY)
    qtbot.addWidget(page)
    room = qapp.primaryScreen().availableSize()
    assert page.width() <= room.width()
    assert page.height() <= room.height()
