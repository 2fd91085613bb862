"""整改台账: the columns of the inspectors, totals that are the lengths of their lists, any number of rows."""

import re
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.printing.documents.rectification import issue_ledger
from desktop_app.printing.type.page import office_page
from desktop_app.registers.rectification.issues import CATEGORIES
from tests.printing.documents.reading import bare, text

ROW = issue_ledger.LedgerRow(
    ("1", "群众反映", *("无",) * 13), CATEGORIES[0], is_closed=False, is_overdue=False
)


def counted(told: str) -> list[int]:
    """合计, 已销号, 在办, 逾期 as printed."""
    found = re.search(r"合计(\d+)件，其中已销号(\d+)件，在办(\d+)件（逾期(\d+)件）", told)
    assert found is not None
    return [int(number) for number in found.groups()]


def test_the_facts_of_an_issue_stand_in_their_columns(office, renderer):
    told = text(renderer.make("issue_ledger"))
    for fact in (
        *(bare(column.title) for column in issue_ledger.COLUMNS),
        "1.联系物业三日内清理楼道杂物，逐户通知（钱建国，2026.11.09前）",
        "2026.11.05已清理两个单元",
        "三个单元全部清理完毕，充电桩投入使用",
        "整改前后照片6张",
        "是2026.11.18",
        "2026.11.10（逾期）",
    ):
        assert fact in told
    assert counted(told) == [6, 1, 5, 1]
    assert "人民群众急难愁盼的问题2件" in told


def test_one_category_and_chosen_issues(office, renderer):
    told = text(renderer.make("issue_ledger", category=CATEGORIES[1]))
    assert counted(told) == [2, 0, 2, 1]
    assert f"问题类别：{CATEGORIES[1]}" in told
    chosen = issue_ledger.gather(office.ledger, [office.issues[4].uid])
    assert [row.cells[0] for row in chosen.rows] == ["1\nWT-2026-005"]


def test_an_empty_ledger_says_so(office, renderer):
    told = text(renderer.make("issue_ledger", uids=()))
    assert "本期没有问题" in told
    assert counted(told) == [0, 0, 0, 0]


@settings(max_examples=20)
@given(st.lists(st.tuples(st.booleans(), st.sampled_from(CATEGORIES)), max_size=60))
def test_totals_are_the_lengths_of_their_lists(setting, rows):
    ledger = issue_ledger.IssueLedger(
        "中共清河社区支部委员会",
        "",
        "2026年11月23日",
        tuple(replace(ROW, is_closed=closed, category=category) for closed, category in rows),
    )
    told, _ = setting(issue_ledger.story(ledger), office_page(landscape=True))
    closed = sum(one for one, _ in rows)
    assert counted(told) == [len(rows), closed, len(rows) - closed, 0]
    each = [int(n) for n in re.findall(r"问题(\d+)件", told[told.index("合计") :])]
    assert each == [sum(kind == category for _, category in rows) for kind in CATEGORIES]


def test_a_row_longer_than_a_page_loses_nothing(setting):
    long = "".join(chr(0x4E00 + n) for n in range(3000))
    cells = ("1", "群众反映", "类别", long, *("无",) * 11)
    ledger = issue_ledger.IssueLedger("支部", "", "2026年11月23日", (replace(ROW, cells=cells),))
    told, pages = setting(issue_ledger.story(ledger), office_page(landscape=True))
    assert pages > 1
    assert set(long) <= set(told)
