"""Opening + came − left = closing, for every history that can be true; and who spoils it when it is not."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.base.periods import Month
from desktop_app.duties.basics.balance import balance
from desktop_app.registers.people.members import Member

FIRST, LAST = date(2026, 10, 1), date(2026, 10, 31)
days = st.dates(date(2026, 7, 1), date(2027, 1, 31))


@st.composite
def histories(draw: st.DrawFn) -> Member:
    """A member who came by some way and perhaps left, not before having come."""
    entry = draw(st.sampled_from(["发展党员", "恢复党籍", "转入组织关系", "整建制转入", "历史录入"]))
    entered = draw(days)
    left = draw(st.none() | st.dates(entered, date(2027, 2, 28)))
    kind = draw(st.sampled_from(["转出组织关系", "停止党籍", "出党", "死亡"])) if left else None
    return Member(name="某", entry_type=entry, entry_on=entered, exit_on=left, exit_type=kind)


@given(st.lists(histories(), max_size=8))
def test_every_true_history_closes_in_every_month(members: list[Member]) -> None:
    previous = None
    for month in (Month(2026, n) for n in range(7, 13)):
        found = balance(members, month.first_day(), month.last_day())
        assert found.closes, found.words
        assert len(found.opening) + len(found.came) - len(found.left) == len(found.closing)
        if previous is not None:
            assert found.opening == previous.closing
        previous = found


def test_leaving_before_coming_is_named() -> None:
    wrong = Member(
        name="周错",
        entry_type="转入组织关系",
        entry_on=date(2026, 10, 20),
        exit_on=date(2026, 9, 2),
        exit_type="转出组织关系",
    )
    found = balance([wrong], FIRST, LAST)
    assert found.culprits == (wrong,)
    assert "周错" in found.words
    assert "不平" in found.words


def test_leaving_without_a_day_or_a_kind_is_named() -> None:
    no_day = Member(name="甲", entry_type="历史录入", entry_on=FIRST, exit_type="死亡")
    no_kind = Member(name="乙", entry_type="历史录入", entry_on=FIRST, exit_on=LAST)
    assert balance([no_day, no_kind], FIRST, LAST).culprits == (no_day, no_kind)


def test_the_day_of_leaving_is_the_first_day_off_the_books() -> None:
    one = Member(name="甲", entry_type="历史录入", entry_on=FIRST, exit_on=FIRST, exit_type="死亡")
    found = balance([one], FIRST, LAST)
    assert (len(found.opening), len(found.left), len(found.closing)) == (1, 1, 0)
    before = balance([one], FIRST - timedelta(days=30), FIRST - timedelta(days=1))
    assert len(before.closing) == 1
