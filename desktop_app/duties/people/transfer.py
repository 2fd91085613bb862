"""组织关系转接: how long a letter holds and when its receipt is due, and its numbers in 大写."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from desktop_app.base.numerals import capital, capital_date, capital_month
from desktop_app.base.periods import Month, add_months
from desktop_app.duties.basics.deadline import Standing, due_words
from desktop_app.duties.basics.duty import Duty, in_due_order
from desktop_app.duties.basics.reminder import Reminder
from desktop_app.records.rules import RuleContext
from desktop_app.registers.people.org_transfers import (
    ASKED,
    DRAFT,
    ISSUED,
    LAPSED,
    LEAVING,
    RECEIVED,
    VOID,
    OrgTransfer,
    called,
)
from desktop_app.registers.rules.rule_table import sources

_RULES = (
    "transfer_valid_days_most",
    "transfer_valid_remind_days",
    "transfer_receipt_months",
    "transfer_receipt_remind_days",
    "transfer_receipt_remind_last",
)


@dataclass(frozen=True, slots=True)
class LetterWords:
    """What the letter prints in 大写: dues month, validity in days, day of issue; '' while empty."""

    dues_paid_to: str
    valid_days: str
    issued_on: str


def letter_words(transfer: OrgTransfer) -> LetterWords:
    """贰零贰陆年柒月, 叁拾, 贰零贰陆年壹拾壹月贰拾叁日 (填写说明 of 组通字〔2006〕45号)."""
    dues: Month | None = transfer.dues_paid_to
    return LetterWords(
        capital_month(dues.year, dues.month) if dues is not None else "",
        capital(transfer.valid_days) if transfer.valid_days is not None else "",
        capital_date(transfer.issued_on) if transfer.issued_on is not None else "",
    )


@dataclass(frozen=True, slots=True)
class LetterClock:
    """Where a letter stands: the last day it holds, the day its receipt is due, and both in words."""

    valid_to: date | None
    receipt_due: date | None
    state: Standing
    words: str


def letter_clock(transfer: OrgTransfer, number: Mapping[str, int], today: date) -> LetterClock:
    """The deadlines of one letter; ``number`` holds the rule rows by key.

    A letter holds for the days written on it; the receiving 基层党委 returns the receipt to the sending one
    within a month (printed on the sample sheet). Until then the sending branch manages the member
    (《中国共产党党员教育管理工作条例》第二十五条).
    """
    issued: date | None = transfer.issued_on
    if transfer.state == RECEIVED:
        told = f"已接收 {transfer.receipt_on:%Y-%m-%d}" if transfer.receipt_on is not None else "已接收"
        return LetterClock(transfer.valid_to, None, Standing.DONE, told)
    if transfer.state == ASKED:
        on = f"{transfer.asked_on:%m-%d} " if transfer.asked_on is not None else ""
        return LetterClock(None, None, Standing.OPEN, f"{on}已报申请，等基层党委开具")
    if issued is None or transfer.state == DRAFT:
        return LetterClock(None, None, Standing.OPEN, "还没有开具")
    if transfer.state not in (ISSUED, LAPSED):
        return LetterClock(transfer.valid_to, None, Standing.DONE, str(transfer.state))
    days = min(transfer.valid_days or 0, number["transfer_valid_days_most"])
    valid_to = issued + timedelta(days=days)
    receipt = add_months(issued, number["transfer_receipt_months"])
    if today > valid_to:
        words = f"有效期已过 {(today - valid_to).days} 天，未见回执，请联系党员，需要时请基层党委重新开具"
        return LetterClock(valid_to, receipt, Standing.OVERDUE, words)
    near = number["transfer_valid_remind_days"]
    asked = (today - issued).days
    soon = (valid_to - today).days <= near or asked >= number["transfer_receipt_remind_days"]
    if today > receipt:
        return LetterClock(valid_to, receipt, Standing.OVERDUE, f"回执{due_words(receipt, today)}")
    words = f"有效期{due_words(valid_to, today)}，回执{due_words(receipt, today)}"
    if asked >= number["transfer_receipt_remind_last"]:
        words += "，请向基层党委问回执"
    return LetterClock(valid_to, receipt, Standing.NEAR if soon else Standing.OPEN, words)


def numbers(context: RuleContext, keys: Iterable[str] = _RULES) -> dict[str, int]:
    """Rule key → its whole number in force today."""
    return {key: int(context.rule(key)) for key in keys}


LETTER_REMINDER = Reminder(
    "介绍信有效期、回执",
    ("transfer",),
    lead="transfer_valid_remind_days",
    source="transfer_receipt_months",
    numbers=("transfer_receipt_remind_days", "transfer_receipt_remind_last"),
)


def transfer_duties(context: RuleContext, until: date, office: str | None = None) -> list[Duty]:
    """Letters without a receipt that fall due by ``until``: reminded before they end and from day 20 on."""
    number, told = numbers(context), sources(context, ("transfer_receipt_months",))
    rows = context.find(
        OrgTransfer.live()
        .where(
            OrgTransfer.state.in_((ISSUED, LAPSED)) & (OrgTransfer.owner_office == (office or context.office))
        )
        .order_by(OrgTransfer.issued_on, OrgTransfer.uid)
    )
    found = []
    for one in rows:
        clock = letter_clock(one, number, context.today)
        days = [day for day in (clock.valid_to, clock.receipt_due) if day is not None]
        due = min(days, default=None)
        if due is None or not (due <= until or clock.state is Standing.NEAR):
            continue
        way = (
            "回执由接收的基层党委寄给开具的基层党委"
            if one.direction in LEAVING
            else "人到了报基层党委，由党委寄回执"
        )
        found.append(
            Duty(
                key=f"transfer:{one.uid}",
                title=called(one) if one.letter_no else "网上转接组织关系",
                about=f"{one.direction}，{way}",
                due=due,
                state=clock.state,
                words=clock.words,
                source=told["transfer_receipt_months"],
                register="org_transfer",
                uids=(one.uid,),
            )
        )
    return in_due_order(found)


def paid_up_to(context: RuleContext, office: str | None = None) -> dict[str, Month]:
    """Member uid → the month up to which the letter of arrival says dues were paid; for the book of dues."""
    rows = context.find(
        OrgTransfer.live().where(
            (OrgTransfer.state != VOID) & (OrgTransfer.owner_office == (office or context.office))
        )
    )
    return {
        one.member: one.dues_paid_to
        for one in rows
        if one.direction not in LEAVING and one.dues_paid_to is not None
    }
