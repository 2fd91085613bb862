"""The year's printed figures counted a second time, from the raw rows of the branch file alone.

Nothing here comes from the program: rows are plain dictionaries of stored scalars, days are their ISO texts
and compared as such. A figure that the program and this file count alike is counted right, or both are wrong
in the same way.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

Row = dict[str, Any]
OLD = "历史录入"
HELD = {"召开", "记录", "定稿", "归档"}
CATEGORIES = (
    "影响制约高质量发展的问题",
    "人民群众急难愁盼的问题",
    "防范化解重大风险中的问题",
    "全面从严治党中的问题",
)


class Rows:
    """Every live row of a branch file by table."""

    def __init__(self, execute: Callable[[str], Any]) -> None:
        self._execute = execute
        self._read: dict[str, list[Row]] = {}

    def __getitem__(self, table: str) -> list[Row]:
        if table not in self._read:
            found = self._execute(f'SELECT * FROM "{table}" WHERE removed_at IS NULL')
            names = [column[0] for column in found.description]
            self._read[table] = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
        return self._read[table]


def percent(part: int, whole: int) -> str:
    """76.2, as rates are printed."""
    share = Decimal(part) * 100 / whole if whole else Decimal(0)
    return str(share.quantize(Decimal("0.1"), ROUND_HALF_UP))


def days_of(span: str) -> str:
    """The day a time span begins."""
    return span[:10]


def on_books(member: Row, day: str) -> bool:
    """Whether somebody was of the branch at the end of ``day``; who was there when the books began, was."""
    return (member["entry_type"] == OLD or member["entry_on"] <= day) and (
        not member["exit_on"] or member["exit_on"] > day
    )


def member_figures(rows: Rows, first: str, last: str, before: str) -> dict[str, str]:
    """期初, 增加, 减少, 期末 of a stretch, as words of the report."""
    people = rows["member"]
    came = [one for one in people if one["entry_type"] != OLD and first <= one["entry_on"] <= last]
    left = [one for one in people if one["exit_on"] and first <= one["exit_on"] <= last]
    return {
        "期初": f"{sum(on_books(one, before) for one in people)}人",
        "增加：发展": f"{sum(one['entry_type'] == '发展党员' for one in came)}人",
        "增加：转入": f"{sum(one['entry_type'] in ('转入组织关系', '整建制转入') for one in came)}人",
        "减少：转出": f"{sum(one['exit_type'] in ('转出组织关系', '整建制转出') for one in left)}人",
        "减少：停止党籍": f"{sum(one['exit_type'] == '停止党籍' for one in left)}人",
        "期末": f"{sum(on_books(one, last) for one in people)}人",
    }


def meeting_figures(rows: Rows, first: str, last: str) -> dict[str, str]:
    """Meetings held, 应到, 实到 and 到会率."""
    held = [
        one for one in rows["meeting"] if one["state"] in HELD and first <= days_of(one["start_end"]) <= last
    ]
    uids = {one["uid"] for one in held}
    asked = [one for one in rows["attendance"] if one["gathering"] in uids and not one["excluded"]]
    there = sum(bool(one["present"]) for one in asked)
    told = {
        "会议合计": f"{len(held)}次",
        "应到": f"{len(asked)}人次",
        "实到": f"{there}人次",
        "到会率": f"{percent(there, len(asked))}%",
        "谈心谈话": f"{sum(first <= one['held_on'] <= last for one in rows['talk'])}次",
    }
    for kind in ("党小组会", "主题党日", "组织生活会", "党课"):
        of_kind = [one for one in held if kind in (one["kind"], *json.loads(one["also_kinds"] or "[]"))]
        told[kind] = f"{len(of_kind)}次"
    return told


def promise_figures(rows: Rows, first: str, last: str) -> dict[str, str]:
    """What was done for promises in the stretch."""
    known = {one["uid"] for one in rows["promise"] if one["year"] == int(last[:4])}
    acts = [
        one for one in rows["promise_action"] if one["promise"] in known and first <= one["acted_on"] <= last
    ]
    shown = [
        one
        for one in rows["identity_display"]
        if one["from_on"] <= last and (not one["to_on"] or one["to_on"] >= last)
    ]
    return {"亮身份": f"{len(shown)}处", "本月践诺": f"{len(acts)}次"}


def issue_figures(rows: Rows, first: str, last: str) -> dict[str, str]:
    """新增, 销号, 在办, 逾期 of the four categories: one line each."""
    earlier: dict[str, list[Row]] = defaultdict(list)
    for one in rows["issue_round"]:
        earlier[one["issue"]].append(one)
    moves = [one for one in rows["issue_extension"] if one["on"] > last]
    told = {}
    for category in CATEGORIES:
        new = closed = is_open = late = 0
        for one in (one for one in rows["issue"] if one["category"] == category):
            rounds = _rounds(one, earlier[one["uid"]])
            new += any(first <= begun <= last for _, begun, _, _ in rounds[:1])
            closed += any(ended and first <= ended <= last for _, _, ended, _ in rounds)
            running = [r for r in rounds if r[1] <= last and (not r[2] or r[2] > last)]
            is_open += bool(running)
            for n, _, _, due in running:
                moved = [m for m in moves if m["issue"] == one["uid"] and m["round"] == n]
                until = min(moved, key=lambda m: m["on"])["before"] if moved else due
                late += bool(until and until < last)
        told[category] = f"{new}{closed}{is_open}{late}"
    return told


def _rounds(issue: Row, earlier: Iterable[Row]) -> list[tuple[int, str, str | None, str | None]]:
    """(number, begun, closed, due) of every round of an issue."""
    now = issue["round"] or 1
    found = [
        (one["n"], one["reopened_on"] or issue["found_on"], one["closed_on"], one["due_on"])
        for one in sorted(earlier, key=lambda one: one["n"])
        if one["n"] < now
    ]
    begun = issue["reopened_on"] if now > 1 else issue["found_on"]
    closed = issue["checked_on"] if issue["state"] == "已销号" else None
    return [*found, (now, begun, closed, issue["due_on"])]


def order_figures(rows: Rows, first: str, last: str) -> dict[str, str]:
    """点单, 接单, 办结, 评单, 满意率 and events of grids."""
    orders, events = rows["service_order"], rows["grid_event"]

    def within(day: str | None) -> bool:
        return bool(day) and first <= str(day)[:10] <= last

    taken = ("已接单", "服务中", "待评单", "已办结")
    finished = [o for o in orders if o["state"] in ("待评单", "已办结") and within(o["done_on"])]
    rated = [o for o in orders if o["state"] == "已办结" and within(o["rated_on"])]
    content = [o for o in rated if o["rating"] in ("非常满意", "满意")]
    return {
        "点单": f"{sum(within(o['asked_on']) for o in orders)}单",
        "接单": f"{sum(o['state'] in taken and within(o['dispatched_on']) for o in orders)}单",
        "办结": f"{len(finished)}单",
        "评单": f"{len(rated)}单",
        "满意率": f"{percent(len(content), sum(bool(o['rating']) for o in rated))}%",
        "网格事件": f"{sum(within(o['on']) for o in events)}件",
        "事件办结": f"{sum(within(o['closed_on']) for o in events)}件",
    }


def yuan(fen: int | str | None) -> Decimal:
    """元 of a stored sum of money, which stands in fen."""
    return Decimal(str(fen or 0)) / 100


def dues_of(rows: Rows, month: str) -> tuple[Decimal, Decimal]:
    """(应交, 实交) of a month: what the standards ask of those on the books at its end, and what was paid."""
    asked = Decimal(0)
    for one in rows["member"]:
        standards = [
            row
            for row in rows["dues_standard"]
            if row["member"] == one["uid"]
            and str(row["year"]) == month[:4]
            and (row["since"] or f"{month[:4]}-01") <= month
        ]
        if standards and on_books(one, f"{month}-31"):
            asked += yuan(max(standards, key=lambda row: row["since"] or "")["monthly_due"])
    paid = [yuan(one["paid"]) for one in rows["dues_payment"] if one["for_month"] == month]
    return asked, sum(paid, Decimal(0))


def points_of(rows: Rows, month: str) -> dict[str, tuple[str, str, str]]:
    """Holder → points won in a month, spent in it, and left at its end, as they are printed."""
    won: dict[str, Decimal] = defaultdict(Decimal)
    spent: dict[str, Decimal] = defaultdict(Decimal)
    left: dict[str, Decimal] = defaultdict(Decimal)
    for table, sign, of_month in (("points_entry", 1, won), ("redemption", -1, spent)):
        for one in rows[table]:
            if one["on"][:7] <= month:
                left[one["holder"]] += sign * _points(one["points"])
            if one["on"][:7] == month:
                of_month[one["holder"]] += _points(one["points"])
    return {holder: (_plain(won[holder]), _plain(spent[holder]), _plain(left[holder])) for holder in left}


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _points(stored: int | None) -> Decimal:
    """Points of a stored number, which stands in tenths."""
    return Decimal(stored or 0) / 10


def year_table(rows: Rows, year: int) -> dict[str, int]:
    """The rows of the yearly table by their numbers."""
    first, last, before = f"{year}-01-01", f"{year}-12-31", f"{year - 1}-12-31"
    people = rows["member"]
    came = [one for one in people if one["entry_type"] != OLD and first <= one["entry_on"] <= last]
    left = [one for one in people if one["exit_on"] and first <= one["exit_on"] <= last]
    return {
        "1": sum(on_books(one, before) for one in people),
        "2": len(came),
        "3": sum(one["entry_type"] == "发展党员" for one in came),
        "5": sum(one["entry_type"] in ("转入组织关系", "整建制转入") for one in came),
        "7": len(left),
        "11": sum(one["exit_type"] in ("转出组织关系", "整建制转出") for one in left),
        "14": sum(on_books(one, last) for one in people),
    }


def rates(rows: Rows, year: int) -> dict[str, tuple[int, int]]:
    """Measure of a rating → (done, asked), of those that are shares of records."""
    first, last = f"{year}-01-01", f"{year}-12-31"
    rated = [one for one in rows["service_order"] if one["rating"] and first <= one["asked_on"] <= last]
    due = [one for one in rows["issue"] if one["due_on"] and first <= one["due_on"] <= last]
    in_time = [
        one
        for one in due
        if one["state"] == "已销号" and one["checked_on"] and one["checked_on"] <= one["due_on"]
    ]
    return {
        "服务订单满意率": (sum(one["rating"] in ("非常满意", "满意") for one in rated), len(rated)),
        "问题按期销号率": (len(in_time), len(due)),
    }
