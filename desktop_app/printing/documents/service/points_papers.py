"""积分: the monthly 公示表 by 姓氏笔画, one holder's statement, and the slip goods are fetched with."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from reportlab.platypus import Flowable, KeepTogether, Spacer

from desktop_app.base.names import spaced
from desktop_app.base.periods import Month
from desktop_app.base.strokes import load_strokes
from desktop_app.drawing.chart import Chart
from desktop_app.duties.service.points import Account, PublicLine, accounts_of, holder_kinds, public_sheet
from desktop_app.duties.service.points_pictures import points_picture
from desktop_app.duties.study.hours import plain
from desktop_app.printing.documents.dated import DRAWN, Dated
from desktop_app.printing.documents.draft import NOTE, SIGNING, UNDER, Draft, name_of_paper, office_draft
from desktop_app.printing.documents.ledger_view import (
    GAP,
    NONE,
    LedgerView,
    branch_name,
    branch_of,
    day_words,
    found,
)
from desktop_app.printing.documents.wording import figure, in_days, places_of, signed
from desktop_app.printing.type.charts import pictures
from desktop_app.printing.type.forms import Cell, RuledForm, label
from desktop_app.printing.type.page import MM
from desktop_app.printing.type.paragraph import Paragraph
from desktop_app.printing.type.placard import cut_line
from desktop_app.printing.type.ruled import Column, RuledSheet
from desktop_app.registers.service.goods import Goods
from desktop_app.registers.service.points_entries import PointsEntry
from desktop_app.registers.service.points_rules import PointsRule
from desktop_app.registers.service.redemptions import Redemption, balance_of

_SHEET = (
    Column("序号", 12.5, align="center"),
    Column("姓　名", 27, align="center"),
    Column("身　份", 17, align="center"),
    Column("本月记分事由", weight=1.0),
    Column("本月积分", 19, align="right"),
    Column("本月兑换", 19, align="right"),
    Column("结　余", 19, align="right"),
)
_STATEMENT = (
    Column("序号", 12.5, align="center"),
    Column("日　期", 31, align="center"),
    Column("事　由", weight=1.5),
    Column("规　则", weight=1.0),
    Column("分值", 16, align="right"),
    Column("结余", 17, align="right"),
    Column("核验、经手", 23, align="center"),
)
_FORM = (2.4, 5.4, 2.4, 5.4)
# mm the remarks and the signatures take under the last row.


# -- the monthly sheet ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class PointsSheet:
    """The month's lines and what the foot says."""

    org: str
    month: Month
    day: str
    phone: str
    ends: bool
    shown: str
    lines: tuple[PublicLine, ...]
    picture: Chart | None = field(default=None, metadata=DRAWN)


def gather_sheet(ledger: LedgerView, month: Month | None = None) -> PointsSheet:
    """The sheet of ``month`` (default: this one)."""
    month = month or Month.of(ledger.today)
    branch = branch_of(ledger)
    return PointsSheet(
        branch_name(ledger),
        month,
        Dated(day_words(min(month.last_day(), ledger.today))),
        str(branch.contact_phone or "") if branch is not None else "",
        bool(ledger.rule("points_end_with_year", month.last_day())),
        _shown(ledger, month),
        public_sheet(ledger, month, load_strokes()),
        points_picture(ledger, month),
    )


def _shown(ledger: LedgerView, month: Month) -> str:
    """The days a month is shown on: from the day after it ended; for the pen while it runs."""
    first = month.last_day() + timedelta(days=1)
    if first > ledger.today:
        return Dated("　　月　　日 至 　　月　　日")
    days = int(ledger.rule("points_notice_days", first))
    return Dated(f"{day_words(first)} 至 {day_words(first + timedelta(days=days - 1))}")


def sheet_story(sheet: PointsSheet) -> list[Flowable]:
    """The sheet; every total is the sum of its column."""
    figures = ("won", "spent", "balance")
    # As many places in a whole column, so that the points stand under each other.
    places = {part: places_of(getattr(one, part) for one in sheet.lines) for part in figures}
    rows = [
        (
            str(place), spaced(one.name), one.kind, one.reasons or "—",
            *(figure(getattr(one, part), places[part]) for part in figures),
        )
        for place, one in enumerate(sheet.lines, 1)
    ]  # fmt: skip
    sums = [
        figure(sum((getattr(one, part) for one in sheet.lines), Decimal(0)), places[part]) for part in figures
    ]
    totals = ("", "合　计", f"{len(rows)} 人", "", *sums) if rows else None
    asks = "有疑问或异议，请在公示期内向支部反映。"
    ends = "积分年底清零，请及时兑换。" if sheet.ends else ""
    foot = [
        [label("公示起止"), Cell(sheet.shown), label("联系电话"), Cell(sheet.phone or GAP)],
        [label("支部盖章"), Cell("", 3)],
        [label("填 表 人"), Cell(""), label("审 核 人"), Cell("")],
    ]
    return [
        name_of_paper(sheet.org, "党员积分超市积分公示表"),
        Paragraph(
            f"公示期间：{sheet.month.year}年{sheet.month.month}月（截至 {sheet.day}）　　　"
            f"共 {len(rows)} 人　　　按姓氏笔画为序，不排名次",
            UNDER,
        ),
        RuledSheet(
            _SHEET,
            rows or [("", "", "", "本月没有积分记录", "", "", "")],
            totals=totals,
            size=10.5,
            leading=15,
            row_height=9,
        ),
        KeepTogether(
            [
                Paragraph(f"结余＝年度基础分＋记分－兑换。{ends}{asks}", NOTE),
                Spacer(1, 2 * MM),
                RuledForm(_FORM, foot, size=10.5, heights=10),
            ]
        ),
        *pictures(sheet.picture, optional=True),
    ]


def sheet_draft(ledger: LedgerView, month: Month | None = None) -> Draft:
    """The 积分公示表 of a month."""
    sheet = gather_sheet(ledger, month)
    title = f"党员积分超市积分公示表（{sheet.month.year}年{sheet.month.month}月）"
    return office_draft("积分公示表", title, sheet, sheet_story(sheet))


# -- one holder's statement ----------------------------------------------------------------------------


@dataclass(frozen=True)
class PointsStatement:
    """The rows (day, why, rule, points, balance after, who vouches) of one holder up to a day."""

    org: str
    name: str
    kind: str
    since: str
    day: str
    base: str
    won: str
    spent: str
    balance: str
    rows: tuple[tuple[str, str, str, str, str, str], ...]


def gather_statement(
    ledger: LedgerView, uid: str | None = None, holder: str | None = None, day: date | None = None
) -> PointsStatement:
    """The statement of ``holder``, or of who has entry ``uid``, up to ``day`` (default: today)."""
    if uid is not None:
        holder = found(ledger, PointsEntry, uid).holder
    holder, day = holder or "", day or ledger.today
    account = accounts_of(ledger, day).get(holder) or Account(
        holder, ledger.rule("points_year_base", day), (), ()
    )
    name, kind = holder_kinds(ledger, [holder])[holder]
    rules = {one.uid: one.name for one in ledger.find(PointsRule.select())}
    ends = bool(ledger.rule("points_end_with_year", day))
    moves: list[PointsEntry | Redemption] = [*account.entries, *account.redemptions]
    moves.sort(key=lambda one: (one.on, one.uid))
    left, rows = account.base, []
    places = places_of([account.base, *(Decimal(one.points) for one in moves)])
    for one in moves:
        if isinstance(one, Redemption):
            points, why, rule = -one.points, _fetched(one, ledger), "兑换"
        else:
            points, why = one.points, (one.reason or "") + ("（冲正）" if one.reverses else "")
            rule = rules.get(one.rule or "", "")
        hand = one.clerk if isinstance(one, Redemption) else one.verifier
        left += points
        vouched = ledger.name(hand) if hand else "按记录"
        rows.append((day_words(one.on), why, rule, signed(points, places), figure(left, places), vouched))
    return PointsStatement(
        branch_name(ledger),
        name,
        kind,
        f"{day.year}年1月1日" if ends else "建账",
        Dated(day_words(day)),
        plain(account.base),
        plain(account.won),
        plain(account.spent),
        plain(account.balance),
        tuple(rows),
    )


def _fetched(one: Redemption, ledger: LedgerView) -> str:
    return f"兑换 {ledger.name(one.goods)} ×{plain(Decimal(one.qty))}"


def statement_story(sheet: PointsStatement) -> list[Flowable]:
    """The statement: the balance as a sum, then every entry and redemption behind it."""
    head = [
        [label("姓　　名"), Cell(spaced(sheet.name)), label("身　　份"), Cell(sheet.kind)],
        [label("起　　止"), Cell(f"{sheet.since} 至 {sheet.day}", 3)],
        [
            label("结　　余"),
            Cell(
                in_days(
                    f"{sheet.base}（基础分）＋{sheet.won}（记分）－{sheet.spent}（兑换）＝{sheet.balance} 分"
                ),
                3,
            ),
        ],
    ]
    rows = [(str(place), *row) for place, row in enumerate(sheet.rows, 1)]
    foot = [[label("本人签名"), Cell(""), label("经 办 人"), Cell(""), label("日　期"), Cell(SIGNING)]]
    return [
        name_of_paper(sheet.org, "个人积分明细"),
        RuledForm(_FORM, head, size=11, heights=9),
        Spacer(1, 3 * MM),
        RuledSheet(
            _STATEMENT,
            rows or [("", "", "这段时间没有积分记录", "", "", "", "")],
            size=10.5,
            leading=15,
            row_height=9,
        ),
        KeepTogether(
            [Spacer(1, 3 * MM), RuledForm((1.6, 2.4, 1.6, 2.4, 1.3, 3.4), foot, size=10.5, heights=11)]
        ),
    ]


def statement_draft(
    ledger: LedgerView, uid: str | None = None, holder: str | None = None, day: date | None = None
) -> Draft:
    """The 个人积分明细 of one holder."""
    sheet = gather_statement(ledger, uid, holder, day)
    return office_draft("个人积分明细", "个人积分明细", sheet, statement_story(sheet), about=sheet.name)


# -- the slip of a redemption --------------------------------------------------------------------------


@dataclass(frozen=True)
class RedemptionSlip:
    """One redemption in words, with the balance before and after it."""

    org: str
    day: str
    name: str
    kind: str
    goods: str
    source: str
    qty: str
    points: str
    before: str
    after: str
    clerk: str
    valid: str


def gather_redemption(ledger: LedgerView, uid: str) -> RedemptionSlip:
    """The slip of redemption ``uid``; UserError when it is gone."""
    one = found(ledger, Redemption, uid)
    name, kind = holder_kinds(ledger, [one.holder])[one.holder]
    goods = ledger.get(Goods, one.goods)
    before = balance_of(one.holder, one.on, ledger, leave_out=one.uid)
    giver = f"（{goods.giver}）" if goods is not None and goods.giver else ""
    return RedemptionSlip(
        branch_name(ledger),
        day_words(one.on),
        name,
        kind,
        ledger.name(one.goods),
        f"{one.goods_source or ''}{giver}" or NONE,
        f"{one.qty} 件",
        f"{plain(one.points)} 分",
        f"{plain(before)} 分",
        in_days(f"{plain(before - one.points)} 分"),
        ledger.name(one.clerk) if one.clerk else "",
        day_words(one.valid_to) if one.valid_to else NONE,
    )


def _part(slip: RedemptionSlip, part: str) -> list[Flowable]:
    rows = [
        [label("兑 换 人"), Cell(f"{spaced(slip.name)}（{slip.kind}）"), label("兑换日期"), Cell(slip.day)],
        [label("物品、服务"), Cell(slip.goods), label("数　　量"), Cell(slip.qty)],
        [label("扣减积分"), Cell(slip.points), label("积分结余"), Cell(f"{slip.before} → {slip.after}")],
        [label("物品来源"), Cell(slip.source), label("有 效 期"), Cell(slip.valid)],
        [label("经 手 人"), Cell(spaced(slip.clerk)), label("领取人签名"), Cell("")],
    ]
    return [
        name_of_paper(slip.org, f"党员积分超市兑换领取单（{part}）"),
        RuledForm(_FORM, rows, size=11, heights=[10, 10, 10, 10, 14]),
    ]


def redemption_draft(ledger: LedgerView, uid: str) -> Draft:
    """The 兑换领取单: one part stays with the branch, the other goes to the shelf or the shop."""
    slip = gather_redemption(ledger, uid)
    story = [
        *_part(slip, "存根联"),
        Paragraph("领取后签名，存根联由支部留存，作为扣减积分和出库的依据。", NOTE),
        Spacer(1, 10 * MM),
        cut_line(175.0, "✂　沿此线剪下，凭单领取"),
        Spacer(1, 8 * MM),
        *_part(slip, "领取联"),
        Paragraph("凭本联领取物品或服务，领取时交物品发放处。过了有效期的不再领取。", NOTE),
    ]
    return office_draft("兑换领取单", "党员积分超市兑换领取单", slip, story, about=slip.name)
