"""Dues of the year: assessed in January, collected on the tenth of every month, a few in arrears."""

from datetime import date
from decimal import Decimal
from typing import Any

from desktop_app.base.periods import Month
from desktop_app.registers.people.dues_payments import DuesPayment
from desktop_app.registers.people.dues_remittances import DuesRemittance
from desktop_app.registers.people.dues_standards import OWN_BUSINESS, REDUCED, RETIRED, SALARY, DuesStandard

from ..gatherings import after
from ..hand import Story, at, on
from .players import Year

# Who pays late: name → months, and the month in which they are made good (None: still owed).
LATE: dict[str, tuple[tuple[int, int | None], ...]] = {
    "严浩": ((1, 3), (2, 3), (4, 6), (5, 6), (7, 9), (8, 9), (10, 12), (11, 12)),
    "夏雨桐": ((7, 9), (8, 9)),
    "石磊": ((3, 4),),
    "陆建军": ((9, 11), (10, 12), (11, 12), (12, None)),
    "姜海涛": ((12, None),),
    # Taken in after the day of collecting.
    "高一鸣": ((5, 6),),
}


def standards_story(year: Year) -> Story:
    """The standard of everybody in January; of those who come later in the month they come."""
    yield at("2026-01-09 10:00")
    _assess(year, [member.name for member in year.cast.here()], None, "2026-01-08")
    yield at("2026-04-02 10:00")
    _assess(year, ["金玉洁"], Month(2026, 4), "2026-04-02")
    yield at("2026-05-28 10:00")
    _assess(year, ["高一鸣"], Month(2026, 5), "2026-05-28")
    yield at("2026-07-03 10:00")
    changed = _standard(year, year.member("龙飞"), Month(2026, 7), "2026-07-02")
    changed.base = Decimal(6800)
    year.hand.save("龙飞7月起工资变动，重新核定", changed)


def _assess(year: Year, names: list[str], since: Month | None, day: str) -> None:
    made = [_standard(year, year.member(name), since, day) for name in names]
    year.hand.save(f"核定党费标准：{len(made)} 人", *made)


def _standard(year: Year, member: Any, since: Month | None, day: str) -> DuesStandard:
    chance = year.chance(f"dues {member.name}")
    work = member.work_unit or ""
    kind, base = SALARY, Decimal(chance.randrange(3900, 9900, 50))
    if "退休" in work or "退役" in work:
        kind, base = RETIRED, Decimal(chance.randrange(3100, 6400, 20))
    elif "店主" in work:
        kind, base = OWN_BUSINESS, Decimal(4600)
    elif member.mobile_flag:
        base = Decimal(12500)
    row = DuesStandard(
        member=member.uid, year=2026, since=since, payer_kind=kind, base=base, assessed_on=on(day)
    )
    if member.name == "曹秋菊":
        row.payer_kind, row.monthly_due = REDUCED, Decimal("2.00")
        row.waiver_basis = "支委会1月6日研究，街道党工委1月8日批准"
        row.waiver_reason = "丈夫长期住院，家庭靠一份养老金生活"
        row.waiver_studied_on, row.waiver_approved_on = on("2026-01-06"), on("2026-01-08")
    return row


def payments_story(year: Year) -> Story:
    """Twelve collections: everybody's row of the month and what was still owed, in one action each."""
    for month in range(1, 13):
        day = date(2026, month, 10)
        yield after(day, 0, "16:00")
        paid_on = year.ledger.today
        rows = [row for member in year.cast.here() for row in _paid(year, member, month, paid_on)]
        year.hand.save(f"收{month}月党费：{len(rows)} 笔", *rows)


def handing_up_story(year: Year) -> Story:
    """Each quarter's dues to the street's committee by the middle of the month after it."""
    for quarter, day in enumerate(("2026-04-14", "2026-07-14", "2026-10-14"), 1):
        yield at(f"{day} 15:00")
        made = DuesRemittance(
            batch=f"2026-{quarter}",
            first_month=Month(2026, quarter * 3 - 2),
            last_month=Month(2026, quarter * 3),
            on=on(day),
            remitted_by=year.cast["组织委员"],
            received_by="青石街道党工委组织办 江敏",
            receipt_no=f"青党费2026{quarter:02d}31",
        )
        year.hand.save(f"上缴{quarter}季度党费", made)


def _paid(year: Year, member: Any, month: int, day: date) -> list[DuesPayment]:
    """What one member pays this month: the month's own dues unless he is late, and earlier ones made good."""
    late = dict(LATE.get(member.name, ()))
    months = [] if month in late else [month]
    months = [one for one, good in late.items() if good == month] + months
    came = Month.of(member.entry_on) if member.entry_type != "历史录入" else Month(2026, 1)
    first = came.shift(1) if member.entry_type == "转入组织关系" else came
    chance = year.chance(f"paying {member.name}")
    way = "转账" if member.mobile_flag else chance.choice(("现金", "现金", "转账"))
    return [
        DuesPayment(
            member=member.uid,
            for_month=Month(2026, one),
            paid=_due(year, member, Month(2026, one)),
            paid_on=day,
            method=way,
            collector="杜晓岚",
            signed=way == "现金",
            remit_batch=f"2026-{(month - 1) // 3 + 1}",
        )
        for one in months
        if first <= Month(2026, one)
    ]


def _due(year: Year, member: Any, month: Month) -> Decimal:
    rows = year.ledger.find(DuesStandard.live().where(DuesStandard.member == member.uid))
    begun = [row for row in rows if row.since is None or row.since <= month]
    found: Decimal = max(begun, key=lambda row: row.since.iso() if row.since else "").monthly_due
    return found
