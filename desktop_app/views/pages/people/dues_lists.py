"""The lists behind the figures of a year's dues, in words: each gives a heading, a note and its lines."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from desktop_app.base.periods import Month
from desktop_app.duties.basics.figure import Figure
from desktop_app.duties.people.dues import DuesBook, DuesRow
from desktop_app.duties.people.dues_year import MonthSum
from desktop_app.registers.people.dues_payments import DuesPayment
from desktop_app.views.page_parts.line_list import Line

Told = tuple[str, str, list[Line]]
_IN_MONEY = frozenset(("payers", "due", "owed", "behind"))


@dataclass(frozen=True)
class DuesLists:
    """What is behind the figures of ``rows``; lines of members carry their uid, of payments the payment's."""

    book: DuesBook
    rows: Sequence[DuesRow]

    def month(self, found: MonthSum) -> Told:
        """Who owes for a month, then every payment for it."""
        at = found.month.month - 1
        behind = [row for row in self.rows if row.cells[at].owed]
        lines = [Line("", f"欠交 {len(behind)} 人", f"{found.owed.value:.2f} 元", head=True)]
        lines += [Line(row.member, row.name, f"欠 {row.cells[at].owed:.2f} 元") for row in behind]
        lines.append(Line("", f"已交 {len(found.paid.items)} 笔", f"{found.paid.value:.2f} 元", head=True))
        lines += self.payments(found.paid.items)
        return found.month.chinese(), f"应交 {found.due.value:.2f} 元，{len(found.due.items)} 人", lines

    def row(self, row: DuesRow, *, owed: bool) -> Told:
        """One member's open months, or the payments."""
        if not owed:
            paid = self.payments(row.payments)
            return f"{row.name}　实交 {row.paid:.2f} 元", f"{len(paid)} 笔，双击看这一笔", paid
        behind = [cell for cell in row.cells if cell.owed]
        lines = [
            Line(row.member, cell.month.chinese(), f"欠 {cell.owed:.2f} 元", cell.state.value, "overdue")
            for cell in behind
        ]
        return f"{row.name}　欠交 {row.owed:.2f} 元", f"{len(behind)} 个月", lines

    def figure(self, figure: Figure) -> Told:
        """The members or payments of a figure of the year."""
        value = f"{figure.value} 人" if figure.unit == "人" else f"{figure.value:.2f} 元"
        title = f"{figure.title} {value}"
        if figure.key in ("paid", "big"):
            lines = self.payments(figure.items)
            return title, f"共 {len(lines)} 笔，双击看这一笔", lines
        listed = set(figure.items)
        lines = [_person(row, figure.key) for row in self.rows if row.member in listed]
        return title, f"共 {len(lines)} 人，双击看花名册" if lines else "没有这样的党员", lines

    def payments(self, uids: Collection[str]) -> list[Line]:
        """The payments with these uids by month, then in the grid's order."""
        wanted, names = set(uids), {row.member: row.name for row in self.rows}
        order = {row.member: at for at, row in enumerate(self.rows)}
        found = [pair for pair in self.book.payments.items() if pair[1].uid in wanted]
        found.sort(key=lambda pair: (pair[0][1], order.get(pair[0][0], 0)))
        return [_payment(one, month, names.get(member, "")) for (member, month), one in found]


def _payment(one: DuesPayment, month: Month, name: str) -> Line:
    day = f"{one.paid_on:%m-%d} 交" if one.paid_on else "没有写日期"
    return Line(one.uid, name, f"{month.chinese()}　{day}", f"{one.paid:.2f} 元", "plain")


def _person(row: DuesRow, key: str) -> Line:
    behind = key in ("owed", "behind")
    amount = f"{row.owed if behind else row.due:.2f} 元"
    months = sum(bool(cell.owed) for cell in row.cells)
    note = f"欠 {months} 个月" if behind else row.payer_kind
    return Line(
        row.member, row.name, note, amount if key in _IN_MONEY else row.payer_kind or "未核定", "plain"
    )
