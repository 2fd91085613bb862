"""评级表: one branch's year under a scheme, item by item with what each score rests on, and the grade."""

from dataclasses import dataclass
from decimal import Decimal

from reportlab.platypus import Flowable, KeepTogether, Spacer

from desktop_app.duties.displays.computed import BELOW_ALL, UNDECIDED
from desktop_app.duties.summaries.ratings import Rating, Scored, ratings
from desktop_app.printing.documents.draft import SIGNING, UNDER, Draft, name_of_paper, office_draft
from desktop_app.printing.documents.ledger_view import (
    GAP,
    NONE,
    LedgerView,
    branch_name,
    day_words,
    found,
    numbered,
)
from desktop_app.printing.type.forms import Cell, RuledForm, label
from desktop_app.printing.type.page import MM
from desktop_app.printing.type.paragraph import Paragraph
from desktop_app.printing.type.ruled import Column, RuledSheet
from desktop_app.registers.displays.branch_ratings import BranchRating, RatingItem
from desktop_app.registers.displays.rating_schemes import MEASURES

_COLUMNS = (
    Column("序号", 12, align="center"),
    Column("板块", 24),
    Column("指标项", weight=1.5),
    Column("评分办法", weight=1.3),
    Column("分值", 15, align="right"),
    Column("得分", 15, align="right"),
    Column("依据", weight=2.0),
    Column("扣分原因", weight=1.5),
    Column("整改", 34),
)
# What does not come into question, or is left to people.
_DASH = "—"
_FORM = (1.6, 3.2, 1.6, 3.2, 1.6, 3.2)


@dataclass(frozen=True)
class RatingSheet:
    """One rating in words."""

    org: str
    rated: str
    scheme: str
    year: int
    rows: tuple[tuple[str, ...], ...]
    sums: tuple[str, str]
    steps: tuple[str, str, str]
    total: str
    grade: str
    grades: str
    veto: str
    direct: str
    day: str
    is_decided: bool = True


def gather(ledger: LedgerView, uid: str) -> RatingSheet:
    """The rating ``uid``; UserError when it was removed."""
    office = found(ledger, BranchRating, uid).owner_office
    told = next(one for one in ratings(ledger, office) if one.rating.uid == uid)
    record, scheme = told.rating, told.scheme.scheme
    return RatingSheet(
        branch_name(ledger, office),
        ledger.name(record.org),
        scheme.name or "",
        record.period,
        tuple(_row(place, one) for place, one in enumerate(told.lines, 1)),
        (_points(told.scheme.points), _points(told.own_sum)),
        (
            _step(told.own, scheme.self_weight),
            _step(record.mass_score, scheme.mass_weight),
            _step(record.superior_score, scheme.superior_weight),
        ),
        f"{_points(told.total)} / {scheme.full_score}" if told.is_decided else UNDECIDED,
        told.grade or BELOW_ALL,
        _grades(told),
        numbered(tuple(record.veto or ())) or (NONE if told.is_decided else ""),
        numbered(tuple(record.direct or ())) or (NONE if told.is_decided else ""),
        day_words(record.decided_on, SIGNING),
        told.is_decided,
    )


def _points(value: Decimal | None) -> str:
    return f"{value.normalize():f}" if value is not None else ""


def _step(score: Decimal | None, weight: int | None) -> str:
    """A step that was not scored yet stays empty, for the hand that scores it."""
    words = _points(score) or "　　　　"
    return f"{words}（权重 {weight}%）" if weight else words


def _grades(told: Rating) -> str:
    return "；".join(
        f"{one.grade} {_points(one.least)} 分起" + (f"，不超过 {one.quota}%" if one.quota else "")
        for one in told.scheme.grades
    )


def _row(place: int, one: Scored) -> tuple[str, ...]:
    item, line = one.item, one.line
    issue = f"{one.issue.code} {one.issue.state}" if one.issue is not None else _DASH
    return (
        str(place),
        item.part or _DASH,
        item.item or "",
        item.how or (f"取数：{MEASURES[item.measure]}" if item.measure else _DASH),
        _points(item.max),
        _points(line.score) if line is not None else "",
        (line.basis if line is not None else "")
        or (GAP if line is not None and line.score is not None else ""),
        ((line.reason if line is not None else "") or GAP) if one.deducted else _DASH,
        issue if one.deducted or one.issue is not None else _DASH,
    )


def _basis(line: RatingItem | None) -> str:
    """What a score rests on; 【待补】 where there is a score and no word about it."""
    if line is None:
        return ""
    return line.basis or (GAP if line.score is not None else "")


def story(told: RatingSheet) -> list[Flowable]:
    """The items with their sums, the three steps, vetoes, grades given directly, the grade, signatures."""
    under = f"评级方案：{told.scheme}　　　年度：{told.year}　　　对象：{told.rated}"
    totals = ("", "", "合计", "", *told.sums, "", "", "")
    foot = [
        [
            label("自评"), Cell(told.steps[0]), label("测评"), Cell(told.steps[1]), label("考评"),
            Cell(told.steps[2]),
        ],
        [label("一票否决"), Cell(told.veto, 2), label("直接定级"), Cell(told.direct, 2)],
        [label("总分"), Cell(told.total), label("等次"), Cell(told.grade), label("评定日期"), Cell(told.day)],
        [label("分数线"), Cell(told.grades, 5)],
        [
            label("评级人\n签名"), Cell(""), label("支部书记\n签名"), Cell(""), label("上级党组织\n盖章"),
            Cell(""),
        ],
    ]  # fmt: skip
    return [
        name_of_paper(f"{told.org}评级表" if told.is_decided else f"{told.org}评级自评表"),
        Paragraph(under, UNDER),
        RuledSheet(
            _COLUMNS,
            told.rows or [("", "", "方案没有指标项", *("",) * 6)],
            totals=totals,
            size=9.5,
            row_height=9,
        ),
        Spacer(1, 3 * MM),
        KeepTogether([RuledForm(_FORM, foot, size=10.5, heights=[9, 9, 9, 9, 15])]),
    ]


def draft(ledger: LedgerView, uid: str) -> Draft:
    """The 评级表 of one rating."""
    told = gather(ledger, uid)
    about = f"{told.year}年 {told.scheme} {told.rated}"
    title = "评级表" if told.is_decided else "评级自评表"
    return office_draft("评级表", title, told, story(told), landscape=True, about=about)
