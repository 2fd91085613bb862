"""What a member pays each month: the step rate on the whole base, and the small fixed amounts."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from desktop_app.base.errors import UserError
from desktop_app.records.rules import Look

WAGE_KINDS = ("在职(月薪)", "年薪制", "个体/不按月")
RETIRED, FARMER, REDUCED, FREE = "离退休", "农民", "少交", "免交"
SMALL_KINDS = ("学生", "下岗失业", "抚恤救济", "低保")
PAYER_KINDS = (*WAGE_KINDS, RETIRED, FARMER, *SMALL_KINDS, REDUCED, FREE)
# The kinds whose due follows from what they earn or receive.
BASE_KINDS = frozenset((*WAGE_KINDS, RETIRED))
FEN = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Step:
    """Up to and with ``upto`` 元 a month the ``rate`` (0.005 for half a per cent) holds; None is no bound."""

    upto: Decimal | None
    rate: Decimal


@dataclass(frozen=True, slots=True)
class DuesTable:
    """The numbers of 《关于中国共产党党费收缴、使用和管理的规定》 of a day, in 元 a month."""

    wages: tuple[Step, ...]
    retired: tuple[Step, ...]
    farmer_least: Decimal
    farmer_most: Decimal
    small: Decimal

    def steps(self, payer_kind: str) -> tuple[Step, ...]:
        """The steps of a kind that pays by its base."""
        return self.retired if payer_kind == RETIRED else self.wages


def dues_table(look: Look, on: date | None = None) -> DuesTable:
    """The rule table's rates and bounds on a day (default: today); rates stand there in per cent."""

    def rate(key: str) -> Decimal:
        return look.rule(key, on) / 100

    return DuesTable(
        wages=(
            *(Step(look.rule(f"dues_upto_{n}", on), rate(f"dues_rate_{n}")) for n in (1, 2, 3)),
            Step(None, rate("dues_rate_4")),
        ),
        retired=(
            Step(look.rule("dues_retired_upto", on), rate("dues_retired_rate_1")),
            Step(None, rate("dues_retired_rate_2")),
        ),
        farmer_least=look.rule("dues_farmer_least", on),
        farmer_most=look.rule("dues_farmer_most", on),
        small=look.rule("dues_small", on),
    )


def rate_of(payer_kind: str, base: Decimal, table: DuesTable) -> Decimal:
    """The rate for a base in 元 a month: the first step whose bound, itself included, is not passed."""
    return next(step.rate for step in table.steps(payer_kind) if step.upto is None or base <= step.upto)


def monthly_due(
    payer_kind: str, base: Decimal | None, table: DuesTable, given: Decimal | None = None
) -> Decimal:
    """元 a month, to 分, half up: the rate times the whole base, never step by step (同规定 第二条起).

    ``given`` is what somebody wrote: it holds for 少交, for a farmer within the bounds, and never for others,
    who may pay more of their own will but owe no more. Raises UserError where the base or amount lacks.
    """
    if payer_kind in BASE_KINDS:
        if base is None:
            raise UserError(f"{payer_kind}的党费按计费基数算，还没有写基数", todo="请写每月的计费基数")
        if base < 0:
            raise UserError("计费基数不能是负数", todo="请核对")
        return (base * rate_of(payer_kind, base, table)).quantize(FEN, ROUND_HALF_UP)
    if payer_kind == FREE:
        return Decimal("0.00")
    if payer_kind == REDUCED:
        if given is None:
            raise UserError("少交党费的，要写批准的每月数额", todo="请写应交数额和批准依据")
        return given.quantize(FEN, ROUND_HALF_UP)
    if payer_kind == FARMER:
        amount = table.farmer_least if given is None else given
        if not table.farmer_least <= amount <= table.farmer_most:
            raise UserError(
                f"农民党员每月交 {table.farmer_least} 元至 {table.farmer_most} 元",
                todo="自愿多交的，实交写多交的数，应交仍在这个范围里",
            )
        return amount.quantize(FEN, ROUND_HALF_UP)
    return table.small.quantize(FEN, ROUND_HALF_UP)
