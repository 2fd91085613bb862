"""党员增减年表: fifteen rows of a year's members, worked out while open and frozen when signed."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from desktop_app.records.base import Record
from desktop_app.records.box import Computed, Naming
from desktop_app.records.declaration import WHOLE
from desktop_app.records.figures import Frozen
from desktop_app.records.kinds import Date, LongText, Number, State
from desktop_app.records.links import PersonLink, RecordLink
from desktop_app.records.record import Section
from desktop_app.records.rules import Problem, RuleContext, Step
from desktop_app.registers.people.members import since_joining
from desktop_app.registers.shared_rules import not_in_future

OPEN, SIGNED, SENT = "编辑", "签发", "报送"
# The rows of 两年党员数综合比较 that follow from the roster; the first is last year's fourteenth.
ROWS = {
    "r2": "2 本年增加",
    "r3": "3 发展党员",
    "r4": "4 恢复党籍",
    "r5": "5 转入组织关系",
    "r6": "6 其中整建制转入",
    "r7": "7 本年减少",
    "r8": "8 出党",
    "r9": "9 停止党籍",
    "r10": "10 死亡",
    "r11": "11 转出组织关系",
    "r12": "12 其中整建制转出",
    "r13": "13 本年底应有数",
    "r14": "14 本年底实有数",
    "r15": "15 差额",
}


def last_year_of(record: "AnnualChange", context: RuleContext) -> "AnnualChange | None":
    """The table of the year before of the same branch."""
    found: list[AnnualChange] = context.find(
        AnnualChange.live().where((AnnualChange.org == record.org) & (AnnualChange.year == record.year - 1))
    )
    return found[0] if found else None


def signed_row(record: "AnnualChange", row: str) -> int | None:
    """The number in ``row`` (r2 to r15) as it stood when the table was signed; None while it is open."""
    for figure in record.figures or ():
        if figure["key"] == row:
            return int(Decimal(figure["value"]))
    return None


def _opening(record: "AnnualChange", context: RuleContext) -> Iterable[Problem]:
    """Last year's end is this year's beginning."""
    before = last_year_of(record, context)
    ended = signed_row(before, "r14") if before is not None else None
    if ended is not None and record.r1 != ended:
        yield Problem("r1", f"上年年表的年底实有数是 {ended} 人", "请核对，或者先更正上年年表", refuse=False)


def _year(record: "AnnualChange", context: RuleContext) -> Iterable[Problem]:
    if record.year > context.today.year:
        yield Problem("year", f"{record.year} 年还没有到", "请核对年度")


def _frozen(record: "AnnualChange", context: RuleContext) -> Iterable[Problem]:
    """Signing freezes the rows, so they must be there; the page computes them in the same action."""
    if record.figures is None:
        yield Problem("figures", "十五行数还没有算出来", "请在年表页面里签发")
    elif signed_row(record, "r15") and not record.explanation:
        yield Problem("explanation", "应有数和实有数不平，要写明原因", "先按提示核对花名册")
    if date(record.year, 12, 31) > context.today:
        yield Problem("year", f"{record.year} 年还没有过完", "年底以后再签发，数字才全", refuse=False)


def _sign(record: "AnnualChange", context: RuleContext) -> None:
    record.on = record.on or context.today


def _fill(record: "AnnualChange", context: RuleContext) -> None:
    """The first row is last year's signed end when nothing is written."""
    if record.lacks(AnnualChange.r1) and record.org and record.year:
        before = last_year_of(record, context)
        record.r1 = signed_row(before, "r14") if before is not None else None


def _heading(record: "AnnualChange", naming: Naming) -> str:
    return f"{record.year}年党员增减年表" if record.year else ""


class AnnualChange(Record):
    """One year of one branch."""

    year = Number("年度", required=True, least=1949, most=2999, index=True)
    org = RecordLink("支部", "party_org", required=True, index=True)
    r1 = Number("1 上年底总数", required=True, unit="人", help="空着时取上年年表的年底实有数")
    figures = Frozen("签发时的数")
    explanation = LongText("不平的说明", limit=2000)
    filled_by = PersonLink("填报人")
    approved_by = PersonLink("审核人(书记)", help="签发时填")
    on = Date("日期", index=True, help="签发日期")
    state = State("状态", (OPEN, SIGNED, SENT), index=True)

    class Meta:
        table_name = "annual_change"
        not_copied = WHOLE
        title = "党员增减年表"
        group = "月与年"
        icon = "table"
        listing = ("year", "org", "r1", "r2", "r7", "r14", "r15", "state")
        order = ("-year",)
        period = "on"
        locked = frozenset((SIGNED, SENT))
        unique = (("year", "org"),)
        computed = tuple(Computed(name, title, unit="人") for name, title in ROWS.items())
        sections = (
            Section("年表", ("year", "org", "r1", "explanation")),
            Section("签名", ("filled_by", "approved_by", "on")),
        )
        rules = (
            _opening,
            _year,
            since_joining("filled_by", "on"),
            since_joining("approved_by", "on"),
            not_in_future("on", "日期"),
        )
        steps = (
            Step(
                "sign",
                "书记签发",
                (OPEN,),
                SIGNED,
                needs=("filled_by", "approved_by"),
                asks=("filled_by", "approved_by", "on"),
                checks=(_frozen,),
                write=_sign,
                confirm="签发后数字冻结，以后的改动不影响这张表。现在签发吗？",
            ),
            Step("send", "已上报", (SIGNED,), SENT),
        )
        fill = _fill
        heading = _heading
