"""Party dues: the published table at every bound, what is waived, what was paid and when."""

from datetime import date
from decimal import Decimal

import pytest

from desktop_app.base.periods import Month
from desktop_app.registers.people.dues_payments import DuesPayment
from desktop_app.registers.people.dues_remittances import DuesRemittance
from desktop_app.registers.people.dues_standards import DuesStandard, dues_a_month, standard_for

# Base, kind, due: on each bound and a cent above it; the rate holds for the whole base.
TABLE = [
    ("3000.00", "在职(月薪)", "15.00"),
    ("3000.01", "在职(月薪)", "30.00"),
    ("5000.00", "年薪制", "50.00"),
    ("5000.01", "年薪制", "75.00"),
    ("10000.00", "个体/不按月", "150.00"),
    ("10000.01", "个体/不按月", "200.00"),
    ("5000.00", "离退休", "25.00"),
    ("5000.01", "离退休", "50.00"),
    ("0.00", "学生", "0.20"),
    ("0.00", "低保", "0.20"),
    ("0.00", "免交", "0.00"),
]


def standard(person, **values) -> DuesStandard:
    return DuesStandard(
        **{
            "member": person,
            "year": 2026,
            "payer_kind": "在职(月薪)",
            "base": Decimal(4000),
            "assessed_on": date(2026, 1, 8),
            **values,
        }
    )


def payment(person, **values) -> DuesPayment:
    return DuesPayment(
        **{
            "member": person,
            "for_month": Month(2026, 10),
            "paid": Decimal(40),
            "paid_on": date(2026, 10, 10),
            **values,
        }
    )


@pytest.mark.parametrize(("base", "kind", "due"), TABLE)
def test_the_table_at_its_bounds(desk, base, kind, due):
    assert dues_a_month(kind, Decimal(base), desk) == Decimal(due)


def test_rate_and_amount_are_worked_out_and_a_wrong_one_is_refused(desk, people):
    made = desk.put(standard(people[0].uid))
    assert (made.rate, made.monthly_due) == (Decimal("0.01"), Decimal("40.00"))
    made.base = Decimal(6000)
    assert "90.00" in desk.told(made)["monthly_due"].text


@pytest.mark.parametrize(
    ("box", "values"),
    [
        ("base", {"base": None, "monthly_due": Decimal(40)}),
        ("monthly_due", {"payer_kind": "农民", "base": None, "monthly_due": Decimal("1.01")}),
        ("waiver_basis", {"payer_kind": "免交", "base": None}),
        ("since", {"since": Month(2025, 7)}),
    ],
)
def test_a_standard_with_nonsense_is_refused(desk, people, box, values):
    assert desk.told(standard(people[0].uid, **values))[box].refuse


def test_a_changed_income_counts_from_the_month_it_is_first_paid_article_10(desk, people):
    who = people[0].uid
    first = desk.put(standard(who))
    second = desk.put(standard(who, since=Month(2026, 7), base=Decimal(6000)))
    found = [standard_for(who, month, desk) for month in (Month(2026, 6), Month(2026, 7), Month(2027, 1))]
    assert [one and one.uid for one in found] == [first.uid, second.uid, None]


def test_what_is_due_comes_from_the_standard(desk, people):
    desk.put(standard(people[0].uid))
    assert desk.put(payment(people[0].uid)).due == Decimal(40)
    less = payment(people[0].uid, for_month=Month(2026, 9), paid=Decimal(30))
    assert "少交 10" in desk.told(less)["paid"].text


@pytest.mark.parametrize(
    ("box", "values", "refused"),
    [
        ("for_month", {"for_month": Month(2005, 6), "due": Decimal(2)}, True),
        ("paid_on", {"paid_on": None}, True),
        ("paid_on", {"paid_on": date(2026, 12, 1)}, True),
        ("paid_on", {"for_month": Month(2026, 3)}, False),
        ("voluntary_big", {"paid": Decimal("1040.01")}, False),
        ("voluntary_big", {"voluntary_big": True}, True),
    ],
)
def test_a_payment_that_cannot_be_or_needs_a_word(desk, people, box, values, refused):
    desk.put(standard(people[0].uid))
    assert desk.told(payment(people[0].uid, **values))[box].refuse is refused


def test_nobody_pays_after_leaving(desk, people):
    people[0].exit_type, people[0].exit_on, people[0].exit_basis = "死亡", date(2026, 9, 3), "证明"
    desk.put(people[0])
    assert desk.told(payment(people[0].uid, due=Decimal(1)))["for_month"].refuse
    assert "for_month" not in {
        box for box, one in desk.told(payment(people[0].uid, for_month=Month(2026, 9))).items() if one.refuse
    }


def test_a_thousand_more_at_once_is_big_article_11(desk, people):
    desk.put(standard(people[0].uid))
    assert "voluntary_big" not in desk.told(payment(people[0].uid, paid=Decimal("1039.99")))
    assert not desk.told(payment(people[0].uid, paid=Decimal(1040)))["voluntary_big"].refuse
    assert "voluntary_big" not in desk.told(payment(people[0].uid, paid=Decimal(1040), voluntary_big=True))
    little = payment(people[0].uid, paid=Decimal("1039.99"), voluntary_big=True)
    assert desk.told(little)["voluntary_big"].refuse


def test_arrears_of_more_than_six_months_are_told_article_12(desk, people):
    for year in (2025, 2026):
        desk.put(standard(people[0].uid, year=year))
    at_last = payment(people[0].uid, for_month=Month(2026, 4), paid_on=date(2026, 10, 30))
    assert "paid_on" not in desk.told(at_last)
    at_last.paid_on = date(2026, 10, 31)
    assert "不超过 6 个月" in desk.told(at_last)["paid_on"].text


def test_less_or_no_dues_need_study_and_approval_article_7(desk, people):
    one = standard(people[0].uid, payer_kind="少交", base=None, monthly_due=Decimal(2))
    assert desk.told(one)["waiver_basis"].refuse
    one.waiver_basis = "街道党工委2026年1月19日批复"
    told = desk.told(one)
    asked = {"waiver_reason", "waiver_studied_on", "waiver_approved_on"}
    assert asked == {box for box in told if box.startswith("waiver")}
    assert not any(told[box].refuse for box in asked)
    one.waiver_reason, one.waiver_studied_on = "长期住院", date(2026, 1, 14)
    one.waiver_approved_on = date(2026, 1, 13)
    assert desk.told(one)["waiver_approved_on"].refuse
    one.waiver_approved_on = date(2026, 1, 19)
    assert not [box for box in desk.told(one) if box.startswith("waiver")]


def handed_up(who, **values):
    given = {
        "batch": "2026年第3季度", "first_month": Month(2026, 7), "last_month": Month(2026, 9),
        "on": date(2026, 10, 9), "remitted_by": who,
    }  # fmt: skip
    return DuesRemittance(**{**given, **values})


def test_what_is_handed_up_is_summed_from_its_batch(desk, people):
    for one in people[:2]:
        desk.put(standard(one.uid))
        desk.put(payment(one.uid, for_month=Month(2026, 8), remit_batch="2026年第3季度"))
    more = payment(
        people[0].uid, for_month=Month(2026, 9), paid=Decimal(1040), voluntary_big=True,
        remit_batch="2026年第3季度",
    )  # fmt: skip
    desk.put(more)
    one = desk.put(handed_up(people[0].uid))
    assert (one.people, one.amount, one.big) == (2, Decimal(1120), Decimal(1000))
    assert "这一批收了 1120" in desk.told(handed_up(people[0].uid, amount=Decimal(1000)))["amount"].text
    assert desk.told(handed_up(people[0].uid, last_month=Month(2026, 6)))["last_month"].refuse
    assert (
        "没有哪一笔"
        in desk.told(handed_up(people[0].uid, batch="别的", people=1, amount=Decimal(1)))["batch"].text
    )
