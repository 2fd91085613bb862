"""Gaps of promises, ratings and cases."""

from datetime import date
from decimal import Decimal
from typing import Any

from desktop_app.duties.basics.figure import frozen, rate
from desktop_app.registers.displays.branch_ratings import BranchRating, RatingItem
from desktop_app.registers.displays.identity_displays import IdentityDisplay
from desktop_app.registers.displays.promises import PromiseAction, PromiseRating
from desktop_app.registers.displays.rating_schemes import RatingScheme, SchemeItem
from desktop_app.registers.people.members import Member
from tests.duties.sample import Branch
from tests.duties.summaries.planted.planting import Planting, one_more


def _no_means(branch: Branch, people: list[Member]) -> None:
    branch.promise(people[0], date(2026, 12, 1), signed=True)


def _late(branch: Branch, people: list[Member]) -> None:
    branch.promise(people[1], date(2026, 4, 1), signed=True, measure="每月一次")


def _no_name(branch: Branch, people: list[Member]) -> None:
    branch.promise(people[1], date(2026, 12, 1), signed=False, measure="每月一次")


def _plate(branch: Branch, people: list[Member]) -> None:
    gone = one_more(branch, exit_type="转出组织关系", exit_on=date(2026, 2, 2), exit_basis="介绍信")
    for one in (gone, people[0]):
        branch.add(
            IdentityDisplay(
                member=one.uid,
                form="桌牌",
                shown_fields=("姓名",),
                from_on=date(2026, 1, 20),
                location="窗口",
            )
        )


def _kept(branch: Branch, who: Member, year: int, *ways: str) -> None:
    """A promise that was kept, with a deed, and judged in so many ways."""
    one = branch.promise(who, date(year, 3, 1), signed=True, measure="每月一次", state="已践诺")
    branch.add(PromiseAction(promise=one.uid, acted_on=date(year, 2, 1), action="走访两户"))
    for way in ways:
        branch.add(PromiseRating(promise=one.uid, method=way, grade="好", rated_on=date(year, 12, 20)))


def _rating(branch: Branch, **values: Any) -> None:
    """A rating of a scheme of its own with one item, scored."""
    scheme = branch.add(RatingScheme(name=f"试{len(branch.find(RatingScheme.live()))}", full_score=100))
    item = branch.add(SchemeItem(scheme=scheme.uid, seq=1, item="班子好", max=Decimal(20), kind="计分项"))
    rating = branch.add(BranchRating(scheme=scheme.uid, period=2026, org=branch.org.uid))
    given = {"score": Decimal(20), "basis": "看过记录"}
    branch.add(RatingItem(rating=rating.uid, item=item.uid, max=Decimal(20), **{**given, **values}))


def _old_figure(branch: Branch, people: list[Member]) -> None:
    """A figure somebody counted by hand in an older program: not what the program counts."""
    scheme = branch.add(RatingScheme(name="旧方案", full_score=100))
    item = SchemeItem(scheme=scheme.uid, seq=1, item="满意", max=Decimal(20), kind="计分项")
    item.measure = "服务订单满意率"
    branch.add(item)
    rating = branch.add(BranchRating(scheme=scheme.uid, period=2026, org=branch.org.uid))
    line = RatingItem(rating=rating.uid, item=item.uid, max=Decimal(20), score=Decimal(20))
    line.figure = frozen([rate("orders", "满意率", ("a",), ("a",))])
    branch.add(line)


PLANTED = (
    Planting("承诺没有践诺措施", _no_means),
    Planting("承诺到期没有兑现", _late),
    Planting("承诺书没有签名", _no_name),
    Planting("已离开的党员还在亮身份", _plate),
    Planting(
        "承诺没有审核",
        lambda branch, people: branch.promise(
            people[2], date(2026, 12, 1), signed=True, measure="每月一次", reviewer=None
        ),
    ),
    Planting(
        "承诺没有公示",
        lambda branch, people: branch.promise(
            people[2], date(2026, 12, 1), signed=True, measure="每月一次", published_on=None
        ),
    ),
    Planting(
        "践诺没有记录",
        lambda branch, people: branch.promise(
            people[3], date(2026, 4, 1), signed=True, measure="每月一次", state="已践诺"
        ),
    ),
    Planting(
        "评诺不全",
        lambda branch, people: _kept(branch, people[4], 2025, "个人自评", "党员互评", "群众评"),
    ),
    Planting("评级扣分没有原因", lambda branch, people: _rating(branch, score=Decimal(18), reason=None)),
    Planting("评级打分没有依据", lambda branch, people: _rating(branch, basis=None)),
    Planting("评级取数已经变了", _old_figure),
)
