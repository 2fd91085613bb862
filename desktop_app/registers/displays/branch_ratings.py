"""支部评级: one year of a branch under a scheme, item by item with what the score rests on."""

from collections.abc import Iterable
from datetime import date

from desktop_app.records.base import Record
from desktop_app.records.box import Computed, Naming
from desktop_app.records.figures import Frozen
from desktop_app.records.kinds import Date, Decimals, Lines, LongText, Number
from desktop_app.records.links import RecordLink
from desktop_app.records.record import Section
from desktop_app.records.rules import Problem, RuleContext
from desktop_app.registers.displays.rating_schemes import FIGURE_OF, RatingScheme, SchemeItem
from desktop_app.registers.people.orgs import own_branch
from desktop_app.registers.rectification.issues import IN_TIME, Issue
from desktop_app.registers.shared_rules import called_by, not_in_future

STEPS = ("self_score", "mass_score", "superior_score")


def _within_full(record: "BranchRating", context: RuleContext) -> Iterable[Problem]:
    scheme = context.get(RatingScheme, record.scheme)
    for name in STEPS:
        score = getattr(record, name)
        if scheme is not None and score is not None and score > scheme.full_score:
            yield Problem(name, f"得分高于总分 {scheme.full_score} 分", "请核对分数")


def _year(record: "BranchRating", context: RuleContext) -> Iterable[Problem]:
    """Rated in the first quarter for the year before (党支部评星定级，一地做法)."""
    scheme = context.get(RatingScheme, record.scheme)
    if record.period > context.today.year:
        yield Problem("period", f"{record.period} 年还没有到", "请核对年度")
    if scheme is not None and scheme.since_year is not None and record.period < scheme.since_year:
        yield Problem("scheme", f"这个方案从 {scheme.since_year} 年起用", "请选当年的方案")
    if record.decided_on is not None and record.decided_on < date(record.period, 1, 1):
        yield Problem("decided_on", "评定日期早于评的那一年", "请核对日期")


def unscored(rating: "BranchRating", scheme: RatingScheme | None) -> tuple[str, ...]:
    """The steps that have to be scored before a grade is decided and are not; 自评 may rest on its items."""
    weights = [getattr(scheme, f"{step}_weight", None) for step in ("self", "mass", "superior")]
    asked = [name for name, weight in zip(STEPS, weights, strict=True) if weight] or [STEPS[-1]]
    return tuple(name for name in asked if name != STEPS[0] and getattr(rating, name) is None)


def is_decided(rating: "BranchRating", scheme: RatingScheme | None) -> bool:
    """Whether the grade stands: a day of decision, and every step that counts scored, or a veto or grade by
    rule. Until then there is a self score and nothing else.
    """
    return rating.decided_on is not None and bool(
        rating.veto or rating.direct or not unscored(rating, scheme)
    )


def _decided(record: "BranchRating", context: RuleContext) -> Iterable[Problem]:
    """A grade is decided by the superior, not by the branch's own score."""
    scheme = context.get(RatingScheme, record.scheme)
    if record.decided_on is None or is_decided(record, scheme):
        return
    titles = "、".join(BranchRating._meta.fields[name].title for name in unscored(record, scheme))
    yield Problem("decided_on", f"{titles}还没有得分，不能写评定日期", "等上级考评以后再写；现在只有自评分")


def _heading(record: "BranchRating", naming: Naming) -> str:
    if not record.org or not record.period:
        return ""
    return f"{naming(record.org)} {record.period}年评级"


class BranchRating(Record):
    """One branch's year under one scheme: 自查自评, 群众测评, 组织考评, then the grade."""

    scheme = RecordLink("方案", "rating_scheme", required=True, index=True)
    period = Number("年度", required=True, least=1949, most=2999, index=True)
    org = RecordLink("对象", "party_org", required=True, index=True)
    self_score = Decimals("自评", places=1, unit="分", help="空着时取各指标项得分之和")
    mass_score = Decimals("测评", places=1, unit="分", help="群众测评")
    superior_score = Decimals("考评", places=1, unit="分", help="上级考评")
    veto = Lines("一票否决", help="有的话写明哪一项、什么事，一行一条")
    direct = Lines("直接定级", help="按方案直接定级的写明依据")
    decided_on = Date("评定日期", index=True, help="上级评定的日期；没有评定的空着，等次写“未评定”")

    class Meta:
        table_name = "branch_rating"
        title = "支部评级(创A)"
        group = "调研与案例"
        icon = "trophy"
        listing = ("period", "org", "scheme", "self_score", "mass_score", "superior_score", "total", "grade")
        order = ("-period",)
        unique = (("scheme", "period", "org"),)
        computed = (
            Computed("total", "总分", unit="分"),
            Computed("grade", "总分→等次", "text"),
            Computed("issues", "整改", unit="条", help="扣分项转入问题清单的"),
        )
        sections = (
            Section("评级", ("scheme", "period", "org", "decided_on")),
            Section("三步得分", STEPS),
            Section("否决与直接定级", ("veto", "direct")),
        )
        rules = (_within_full, _year, _decided, not_in_future("decided_on", "评定日期"))
        heading = _heading


def _score(record: "RatingItem", context: RuleContext) -> Iterable[Problem]:
    """A score within its item, with what it rests on; what was deducted has a reason."""
    rating = context.get(BranchRating, record.rating)
    item = context.get(SchemeItem, record.item)
    if item is None:
        return
    if rating is not None and item.scheme != rating.scheme:
        yield Problem("item", "这个指标项不是本方案的", "请从本方案里选")
    if record.score is None:
        return
    if item.max is None:
        yield Problem("score", "一票否决、直接定级的项不打分", "请写在评级的“一票否决”里")
    elif record.score > item.max:
        yield Problem("score", f"得分高于分值 {item.max.normalize():f} 分", "请核对得分")
    elif record.score < item.max and not record.reason:
        yield Problem(
            "reason", f"扣了 {(item.max - record.score).normalize():f} 分，写明为什么", refuse=False
        )
    if not record.basis and not record.figure:
        yield Problem("basis", "打分要有依据", "写依据哪些记录或材料", refuse=False)


def _own_measure(record: "RatingItem", context: RuleContext) -> Iterable[Problem]:
    """What stands as 自动取数 is the program's own measure of this item, with the records it counted."""
    item = context.get(SchemeItem, record.item)
    if not record.figure or item is None:
        return
    wanted = FIGURE_OF.get(item.measure or "")
    if len(record.figure) != 1 or record.figure[0].get("key") != wanted:
        yield Problem(
            "figure", "自动取数只能由程序按指标项取", "请在评级页面点“自动取数”；手工的数写在“依据”里"
        )


def _fill_item(record: "RatingItem", context: RuleContext) -> None:
    item = context.get(SchemeItem, record.item)
    record.max = item.max if item is not None else None


class RatingItem(Record):
    """The score of one item; ``figure`` keeps what the program counted and the records behind it."""

    rating = RecordLink("支部评级", "branch_rating", required=True, index=True)
    item = RecordLink("指标项", "scheme_item", required=True, width=14)
    max = Decimals("分值", places=1, machine=True, unit="分")
    score = Decimals("得分", places=1, unit="分")
    reason = LongText("扣分原因", limit=1000)
    basis = LongText("依据", limit=2000, help="哪些记录、哪份材料")
    figure = Frozen("自动取数")
    issue = RecordLink("转入问题清单", "issue", index=True, help="点“转入问题清单”后自动写上")

    class Meta:
        table_name = "rating_item"
        not_copied = ("issue",)
        title = "评级指标得分"
        icon = "checklist"
        parent = "rating"
        listing = ("item", "max", "score", "reason", "basis", "issue")
        order = ("uid",)
        unique = (("rating", "item"),)
        rules = (_score, _own_measure)
        fill = _fill_item
        heading = called_by("item")


def issue_from_deduction(line: RatingItem, context: RuleContext) -> Issue:
    """An item of the rectification ledger prefilled from a deduction; the rest is for a person to say."""
    item = context.get(SchemeItem, line.item)
    words = [item.item if item is not None else "", line.reason or ""]
    return Issue(
        source="上级督查",
        category="全面从严治党中的问题",
        description="：".join(word for word in words if word),
        found_on=context.today,
        mode=IN_TIME,
        duty_unit=own_branch(context),
    )
