"""Blank forms that are out: given to somebody for the pen, and neither entered nor voided."""

from collections.abc import Iterable

from desktop_app.duties.basics.gap import Gap
from desktop_app.records.rules import RuleContext
from desktop_app.registers.exchange.blank_sheets import BlankSheet, sheets_out

TITLE = "空白表发出没有录回"
# So many numbers are named in a line.
_NAMED = 2


def sheets_gap(context: RuleContext) -> Iterable[Gap]:
    """One line for all that are out."""
    out = sheets_out(context)
    if out:
        named = "、".join(f"{one.form} {one.number}" for one in out[:_NAMED])
        words = f"{named}{' 等' if len(out) > _NAMED else ''}，收回来录入，丢了的作废"
        uids = tuple(one.uid for one in out)
        yield Gap("sheets", f"{len(out)} 份空白表发出没有录回", words, "", "blank_sheet", uids)


def sheet_gaps(context: RuleContext) -> Iterable[Gap]:
    """One for each that is out."""
    for one in sheets_out(context):
        yield Gap(f"sheet_out:{one.uid}", TITLE, _told(one), "", "blank_sheet", (one.uid,))


def _told(sheet: BlankSheet) -> str:
    return f"{sheet.number} {sheet.form}，{sheet.issued_on.month}月{sheet.issued_on.day}日发出"
