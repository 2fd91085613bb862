"""The yearly balance over histories written by the steps themselves: it always balances and follows on."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.base.periods import Month, PartialDate
from desktop_app.duties.people.annual_year import annual_year, annual_years, begun, freeze
from desktop_app.registers.people.members import Member
from desktop_app.registers.people.org_transfers import OrgTransfer, arriving_member
from desktop_app.registers.people.orgs import PartyOrg
from desktop_app.registers.reporting.annual_changes import AnnualChange
from tests.registers.desk import Desk
from tests.registers.invented_people import branch, id_number, member

HOME, AWAY = "中共清河街道工作委员会", "中共南山街道工作委员会"
ends = st.sampled_from(["转出", "整建制转出", "死亡", "停止党籍", "出党"])
moves = st.lists(st.tuples(st.booleans(), ends, st.integers(0, 690)), max_size=6)


def moved(desk: Desk, way: str, who: str, number: int, day: date) -> OrgTransfer:
    """A letter made out, received on ``day``."""
    ends = (HOME, AWAY) if way.endswith("转出") else (AWAY, HOME)
    made = OrgTransfer(
        direction=way, letter_no=str(number), member=who, from_org=ends[0], to_org=ends[1],
        dues_paid_to=Month.of(day), valid_days=30,
    )  # fmt: skip
    if way.endswith("转入"):
        row = arriving_member(made, desk)
        born = date(1985, 1, 1) + timedelta(days=number)
        row.gender, row.ethnicity, row.education, row.category = "1", "01", "21", "正式党员"
        row.id_number, row.birth_date, row.entry_on = id_number(born, 501), born, day
        row.joined_on, row.full_on = PartialDate(2010, 7, 1), PartialDate(2011, 7, 1)
        made.member = desk.put(row).uid
    made = desk.put(made)
    assert desk.take(made, "issue", issued_on=day) == {}
    assert desk.take(made, "receive", receipt_by="周正", receipt_on=day) == {}
    return made


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    made = Desk()
    yield made
    made.close()


def swept(desk: Desk) -> PartyOrg:
    """The desk with nothing on it but the branch."""
    for model in (Member, OrgTransfer, PartyOrg, AnnualChange):
        model.delete().execute(desk.db)
    desk.today = date(2026, 11, 23)
    return desk.put(branch())


@settings(max_examples=15)
@given(moves)
def test_histories_written_by_the_steps_always_balance(
    desk: Desk, steps: list[tuple[bool, str, int]]
) -> None:
    org = swept(desk)
    first = date(2025, 1, 1)
    here = [
        desk.put(member(n, branch=org.uid, entry_type="历史录入", entry_on=date(2024, 1, 1))).uid
        for n in range(6)
    ]
    for number, (comes, end, after) in enumerate(steps, 1):
        day = first + timedelta(days=after)
        if comes:
            moved(desk, "整建制转入" if end == "整建制转出" else "转入", f"来人{number}", number, day)
        elif end.endswith("转出"):
            moved(desk, end, here.pop(), number, day)
        else:
            gone = desk.get(Member, here.pop())
            gone.exit_type, gone.exit_on, gone.exit_basis = end, day, "批复"
            gone.removal_kind = "除名" if end == "出党" else None
            desk.put(gone)
    last, now = annual_year(desk, 2025), annual_year(desk, 2026)
    for found in (last, now):
        assert found.table.balances, found.table.words
        assert found.table.suspects == ()
    assert now.before is None
    assert now.table.rows[0].items == last.table.rows[13].items
    came = sum(comes for comes, _, _ in steps)
    assert last.table.value(2) + now.table.value(2) == came
    assert last.table.value(7) + now.table.value(7) == len(steps) - came
    for part in now.breakdowns:
        assert sum(len(one.items) for one in part.parts) == now.table.value(14)


def test_a_year_without_a_record_begins_with_the_roster_and_one_signed_stays(desk: Desk) -> None:
    org = swept(desk)
    people = [desk.put(member(n, branch=org.uid, entry_type="历史录入")) for n in range(3)]
    found = annual_year(desk, 2026)
    assert found.record.is_new
    record = begun(found)
    assert (record.r1, record.org) == (3, org.uid)
    desk.put(record)
    record = desk.put(freeze(annual_year(desk, 2026)))
    assert desk.take(record, "sign", filled_by=people[0].uid, approved_by=people[1].uid) == {}
    people[2].exit_type, people[2].exit_on, people[2].exit_basis = "死亡", date(2026, 11, 20), "死亡证明"
    desk.put(people[2])
    signed = annual_year(desk, 2026)
    assert signed.is_signed
    assert signed.table.value(14) == 3
    desk.today = date(2027, 3, 1)
    after = annual_year(desk, 2027)
    assert "上年表里有" in after.table.words
    assert [one.member for one in after.table.suspects] == [people[2].uid]
    assert annual_years(desk) == [2027, 2026]
    assert len(desk.find(AnnualChange.live())) == 1
