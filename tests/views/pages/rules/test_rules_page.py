"""The rule table: a number is changed from a day on, nonsense is refused at its box."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.registers.people.orgs import superiors
from desktop_app.registers.rules.rule_table import RuleRow
from desktop_app.views.look.theme import Theme
from desktop_app.views.pages.rules.rules_page import ABOVE, CHANGED, RulesPage
from tests.views.pages.sample_bench import Bench

KEY = "study_hours_member"


@pytest.fixture
def bench(tmp_path: Path, theme: Theme, qtbot: QtBot) -> Iterator[Bench]:
    made = Bench(tmp_path, theme, qtbot, RulesPage)
    made.show(key=KEY)
    yield made
    made.close()


def type_number(bench: Bench, words: str) -> None:
    page = bench.page
    page.new_value.setFocus()
    page.new_value.selectAll()
    bench.qtbot.keyClicks(page.new_value, words)
    bench.keys(page.new_value, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


@pytest.mark.parametrize(
    ("words", "told"),
    [("-3", "负数"), ("abc", "不是一个数"), ("", "还没有填"), ("1e9", "超出"), ("NaN", "不是一个数")],
)
def test_nonsense_is_refused_at_the_box(bench, words, told):
    page = bench.page
    type_number(bench, words)
    assert told in page.form.row_of(page.new_value).error.words.text()
    assert bench.ledger.rule(KEY) == 32


def test_a_number_holds_from_its_day_on(bench):
    page = bench.page
    type_number(bench, "40")
    assert bench.ledger.rule(KEY) == 40
    assert bench.ledger.rule(KEY, date(2026, 10, 31)) == 32
    assert page.value.text() == "40"
    bench.press(page.chips.chips[CHANGED])
    assert [one.uid for one in page.list.lines()] == [KEY]
    bench.press(bench.shell.notice.button)
    assert bench.ledger.rule(KEY) == 32


def test_a_link_lists_its_rule_whatever_the_chips_were(bench):
    page = bench.page
    bench.press(page.chips.chips[CHANGED])
    assert page.list.lines() == []
    bench.show(key=KEY)
    assert page.list.current().uid == KEY


def test_the_number_it_came_with_returns(bench):
    page = bench.page
    type_number(bench, "40")
    bench.press(page.back_button)
    assert bench.ledger.rule(KEY) == 32
    assert page.back_button.isHidden()


def test_an_unreadable_day_is_refused_at_its_box(bench):
    page = bench.page
    page.since.setText("13月")
    type_number(bench, "40")
    assert page.form.row_of(page.since).error.words.text()
    assert bench.ledger.rule(KEY) == 32


def test_a_superior_s_stricter_number_is_shown_and_cannot_be_loosened(bench):
    above = next(iter(superiors(bench.ledger)))
    row = RuleRow(
        key=KEY, title="学时", value=Decimal(40), unit="学时", mark="L", regulation="党委〔2026〕5号"
    )
    row.owner_office = above
    with bench.ledger.action("接收规则表", kind="merge") as action:
        register = bench.ledger.catalogue["rule"]
        action.put([action._version(register, row, "add", None, register.stored(row), None)])
    bench.show(key=KEY)
    page = bench.page
    assert page.value.text() == "40"
    assert page.source.text() == "党委〔2026〕5号"
    assert "比本支部填的 32 学时 更严" in page.above.text()
    bench.press(page.chips.chips[ABOVE])
    (line,) = page.list.lines()
    assert (line.pill, line.aside) == ("40 学时", "上级规定")
    type_number(bench, "36")
    assert "不能放宽" in page.form.row_of(page.new_value).error.words.text()
    type_number(bench, "44")
    assert bench.ledger.rule(KEY) == 44
    assert "按本支部的算" in page.above.text()
