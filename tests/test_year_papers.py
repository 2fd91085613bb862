"""The papers of the year as an inspector reads them: no word that may not stand there, every figure right."""

import re
from decimal import Decimal

import pytest

from desktop_app.registers import catalogue
from tests import played_year
from tests.printing.type.reading import text_of
from tests.year_sums import (
    Rows,
    dues_of,
    issue_figures,
    meeting_figures,
    member_figures,
    order_figures,
    points_of,
    promise_figures,
    rates,
    year_table,
)

pytestmark = pytest.mark.slow

FIRST, LAST, BEFORE = "2026-12-01", "2026-12-31", "2026-11-30"
# The rule table tells its user where each number was found; nobody signs it.
OF_RULES = "规则"
NAMES = "|".join(sorted((one.name for one in catalogue()), key=len, reverse=True))
UNFIT = {
    "a quiz bank": re.compile("练习题库"),
    "a reprint": re.compile("转载"),
    "somebody's rules": re.compile("某单位|某选举办法"),
    "days that are left": re.compile(r"还有\d+天"),
    "an id": re.compile(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])"),
    "a register's name": re.compile(rf"(?<![A-Za-z_])(?:{NAMES})(?![A-Za-z_])"),
    "a box's name": re.compile(r"[a-z]+_[a-z]+"),
}


@pytest.fixture(scope="module")
def papers():
    """(kind, file) → the text of the paper without white space."""
    folder = played_year.played()[0] / "papers"
    return {
        (path.parent.name, path.name): "".join(text_of(path.read_bytes()))
        for path in sorted(folder.rglob("*.pdf"))
        if path.relative_to(folder).parts[0] != OF_RULES
    }


@pytest.fixture(scope="module")
def rows(tmp_path_factory):
    """The raw rows of the year's branch file."""
    with played_year.opened_copy(played_year.played()[0], tmp_path_factory.mktemp("rows")) as ledger:
        yield Rows(ledger.database.execute_sql)


def one_of(papers: dict[tuple[str, str], str], kind: str, words: str = "") -> str:
    """The text of the one paper of a kind whose file name has ``words``."""
    (text,) = [text for (of_kind, name), text in papers.items() if of_kind == kind and words in name]
    return text


@pytest.mark.parametrize("what", UNFIT)
def test_no_paper_says(papers, what):
    # A package's own number identifies it on its slip; it is no record's id.
    told = {at: text for at, text in papers.items() if what != "an id" or at[0] != "数据交接单"}
    found = {at: UNFIT[what].search(text) for at, text in told.items()}
    assert {at: one[0] for at, one in found.items() if one} == {}


def test_the_december_report_is_what_the_rows_say(papers, rows):
    text = one_of(papers, "月报", "12月")
    told = {
        **member_figures(rows, FIRST, LAST, BEFORE),
        **meeting_figures(rows, FIRST, LAST),
        **promise_figures(rows, FIRST, LAST),
        **issue_figures(rows, FIRST, LAST),
        **order_figures(rows, FIRST, LAST),
    }
    assert {title: value for title, value in told.items() if f"{title}{value}" not in text} == {}


def test_the_yearly_table_is_what_the_rows_say(papers, rows):
    text = one_of(papers, "党员增减年表")
    n = year_table(rows, 2026)
    assert f"第2行＝第3行＋第4行＋第5行{n['2']}＝{n['3']}＋0＋{n['5']}" in text
    assert f"第7行＝第8行＋第9行＋第10行＋第11行{n['7']}＝0＋0＋0＋{n['11']}" in text
    assert f"第14行－第13行＝0{n['14']}－{n['1'] + n['2'] - n['7']}＝0" in text


def test_the_statement_of_dues_is_what_standards_and_payments_say(papers, rows):
    text = one_of(papers, "党费收缴情况公布表")
    all_due = all_paid = Decimal(0)
    for month in range(1, 13):
        due, paid = dues_of(rows, f"2026-{month:02d}")
        all_due, all_paid = all_due + due, all_paid + paid
        assert re.search(rf"{month}月\d\d{due:,.2f}{paid:,.2f}", text), month
    assert f"全年{all_due:,.2f}{all_paid:,.2f}{all_due - all_paid:,.2f}" in text


def test_the_sheet_of_points_is_what_was_won_less_what_was_spent(papers, rows):
    text = one_of(papers, "积分公示表", "12月")
    told = points_of(rows, "2026-12")
    names = {one["uid"]: one["name"] for one in rows["member"]}
    assert len(told) > 30
    for holder, figures in told.items():
        if holder in names:
            line = text.partition(f"{names[holder]}党员")[2][:40]
            # A column has as many places as the figure in it that needs most.
            printed = "".join(one if "." in one else rf"{one}(?:\.0)?" for one in figures)
            assert re.search(printed, line), (names[holder], figures, line)


def test_the_rating_is_measured_by_the_rows(papers, rows):
    text = one_of(papers, "评级表")
    for measure, (done, asked) in rates(rows, 2026).items():
        assert f"{done}/{asked}" in text, measure
