"""A wrong date is asked about, what is written under it is marked, and refusals name it as their cause."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from desktop_app.base.clock import SetClock
from desktop_app.records.rules import Problem, RuleContext
from desktop_app.storage import branch_file
from desktop_app.storage.action import Refused
from desktop_app.storage.dated_file import Evidence, confirm_date, last_written, settle_date
from desktop_app.storage.ledger import IN_DOUBT, Ledger
from desktop_app.storage.tables import ActionRow
from tests.storage.toy import Person, toy_setting

NOW = datetime(2026, 10, 10, 9)
Open = Callable[..., Ledger]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Open]:
    """The toy file as it is opened at some moment, with a person entered on 10 October."""
    setting = toy_setting(tmp_path)
    ledger, _ = branch_file.create(tmp_path / "b.zbf", setting, office="A01", password=None)
    ledger.save(Person(name="孔瑾"))

    def at(moment: datetime, evidence: Evidence | None = None, jumped: datetime | None = None) -> Ledger:
        assert isinstance(setting.clock, SetClock)
        setting.clock.set(moment)
        ledger.told = []
        settle_date(ledger, evidence, jumped)
        return ledger

    yield at
    branch_file.close(ledger)


@pytest.mark.parametrize(
    ("moment", "may_confirm", "told"),
    [
        (datetime(2000, 1, 1), False, "不会是对的"),
        (NOW - timedelta(days=30), True, "可这份资料里有 2026年10月10日"),
        (datetime(2099, 1, 1), True, "中间隔了"),
        (NOW + timedelta(days=61), True, "中间隔了 61 天"),
    ],
)
def test_a_date_that_does_not_go_with_the_entries_is_asked_about(
    opened: Open, moment: datetime, may_confirm: bool, told: str
) -> None:
    for _ in range(2):
        # However often it is opened: what was written meanwhile proves nothing.
        ledger = opened(moment)
        assert ledger.likely_day == date(2026, 10, 10)
        assert ledger.date_in_doubt is may_confirm
        assert ledger.date_doubt is not None
        assert told in ledger.date_doubt.what
        assert f"本机日期是 {moment:%Y年%m月%d日}，上次录入是 2026年10月10日" in ledger.date_doubt.what
        ledger.save(Person(name="夏明"))
        assert ledger.rows(ActionRow.select(ActionRow.why).order_by(ActionRow.id.desc()))[0][0] == IN_DOUBT
        assert last_written(ledger) == NOW


@pytest.mark.parametrize("moment", [NOW, NOW - timedelta(hours=20), NOW + timedelta(days=40)])
def test_a_likely_date_is_nobodys_business(opened: Open, moment: datetime) -> None:
    ledger = opened(moment)
    assert (ledger.told, ledger.likely_day, ledger.date_doubt) == ([], None, None)
    ledger.save(Person(name="夏明"))
    assert ledger.rows(ActionRow.select(ActionRow.why).order_by(ActionRow.id.desc()))[0][0] == ""


def test_once_confirmed_or_put_right_it_is_over(opened: Open) -> None:
    ledger = opened(NOW + timedelta(days=90))
    confirm_date(ledger)
    assert (ledger.likely_day, ledger.date_doubt) == (None, None)
    assert opened(NOW + timedelta(days=91)).date_doubt is None
    assert opened(NOW).date_doubt is not None, "confirmed by mistake: asked again once it is right"
    confirm_date(ledger)
    assert opened(NOW).date_doubt is None


def test_no_day_lies_before_the_program_was_built_and_the_evidence_is_told(opened: Open) -> None:
    known = Evidence(datetime(2026, 11, 1), lambda: [("最近的备份是", datetime(2026, 10, 9))])
    ledger = opened(NOW, known)
    assert ledger.likely_day == date(2026, 11, 1)
    assert ledger.date_doubt is not None
    assert "最近的备份是 2026年10月09日，本程序制作于 2026年11月01日" in ledger.date_doubt.what
    assert opened(datetime(2026, 11, 1), known).date_doubt is None


def test_a_jump_is_asked_about_with_the_moment_before(opened: Open) -> None:
    ledger = opened(NOW + timedelta(days=3), None, NOW)
    assert ledger.date_doubt is not None
    assert "刚才还是 2026年10月10日 09:00" in ledger.date_doubt.what
    assert opened(NOW + timedelta(days=3)).date_doubt is None


def test_a_refusal_that_a_wrong_date_causes_names_it(opened: Open) -> None:
    ledger = opened(datetime(2026, 8, 1))

    def born_by_now(record: Any, context: RuleContext) -> Iterator[Problem]:
        if record.born_on and record.born_on > context.today:
            yield Problem("born_on", "日期晚于今天", "请核对日期")
        if len(record.name) < 2:
            yield Problem("name", "姓名至少两个字", "请写全名")

    # The toy catalogue is made for this test alone.
    object.__setattr__(ledger.catalogue["person"], "rules", (born_by_now,))
    with pytest.raises(Refused) as refused:
        ledger.save(Person(name="夏", born_on=date(2026, 9, 1)))
    assert {p.box: p.todo for p in refused.value.problems} == {
        "born_on": "本机日期是 2026年08月01日，请先核对电脑日期",
        "name": "请写全名",
    }
    with pytest.raises(Refused) as later:
        ledger.save(Person(name="夏明", born_on=date(2026, 12, 1)))
    assert later.value.problems[0].todo == "请核对日期", "wrong on the likely day too"


def test_versions_stay_in_order_over_jumps(opened: Open) -> None:
    clocks = []
    for days in (0, 90, -90, 300, -200, 1):
        ledger = opened(NOW + timedelta(days=days))
        one = Person(name="夏明")
        ledger.save(one)
        clocks.append(one.clock)
    assert clocks == sorted(clocks)
    assert len(set(clocks)) == len(clocks)
