"""空白表发放登记: which blank forms are out for the pen, by number, and what became of them."""

from desktop_app.records.base import Record
from desktop_app.records.box import Naming
from desktop_app.records.kinds import Date, State, Text
from desktop_app.records.links import PersonLink
from desktop_app.records.rules import RuleContext, Step
from desktop_app.registers.people.members import since_joining
from desktop_app.registers.shared_rules import next_number, not_before, not_in_future

OUT, ENTERED, VOID = "已发出", "已录回", "已作废"
_HEAD = "KB"


def number_head(year: int) -> str:
    """How the numbers of a year's forms begin."""
    return f"{_HEAD}-{year}-"


def next_numbers(context: RuleContext, year: int, many: int, office: str = "") -> list[str]:
    """The next numbers of a year, those put in the bin counted so that none is used twice."""
    start = number_head(year)
    same = BlankSheet.number.startswith(start) & (BlankSheet.owner_office == (office or context.office))
    first = next_number((one.number for one in context.find(BlankSheet.select().where(same))), start)
    return [f"{start}{at:04d}" for at in range(first, first + many)]


def _fill(record: "BlankSheet", context: RuleContext) -> None:
    if not record.number and not record.lacks(BlankSheet.issued_on):
        (record.number,) = next_numbers(context, record.issued_on.year, 1, record.owner_office)


def _heading(record: "BlankSheet", naming: Naming) -> str:
    return " ".join(part for part in (record.number, record.form) if part)


class BlankSheet(Record):
    """One blank form that was printed with a number and given out."""

    number = Text("编号", machine=True, index=True, width=8)
    form = Text("表名", required=True, width=10)
    register = Text("录进哪本台账", machine=True, limit=60)
    issued_on = Date("发放日期", required=True, index=True)
    taken_by = PersonLink("领表人", free=True, help="交给谁填；不是党员的直接写姓名")
    back_on = Date("收回日期")
    why = Text("作废原因")
    state = State("状态", (OUT, ENTERED, VOID))

    class Meta:
        table_name = "blank_sheet"
        title = "空白表发放登记"
        group = "交换与安全"
        icon = "edit"
        kept_back = ("taken_by",)
        unique = (("number",),)
        # Several forms may go to one person on one day: what came back tells them apart.
        natural = (("form", "issued_on", "taken_by", "back_on"),)
        listing = ("number", "form", "issued_on", "taken_by", "back_on", "state")
        order = ("-issued_on", "-number")
        period = "issued_on"
        steps = (
            Step("enter", "录回", (OUT,), ENTERED, needs=("back_on",), asks=("back_on",)),
            Step("void", "作废", (OUT,), VOID, needs=("why",), asks=("why",)),
        )
        locked = (ENTERED, VOID)
        fill = _fill
        rules = (
            since_joining("taken_by", "issued_on", "back_on"),
            not_in_future("issued_on", "发放日期"),
            not_in_future("back_on", "收回日期"),
            not_before("back_on", "issued_on", "收回日期早于发放日期"),
        )
        heading = _heading


def sheets_out(context: RuleContext) -> list[BlankSheet]:
    """The forms of this office that are out and neither entered nor voided, the oldest first."""
    out = (BlankSheet.owner_office == context.office) & (BlankSheet.state == OUT)
    return context.find(BlankSheet.live().where(out).order_by(BlankSheet.issued_on, BlankSheet.number))
