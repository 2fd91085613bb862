"""承诺公示、践诺记录 and 评诺汇总: what was promised, what came of it, and how it was judged."""

from dataclasses import dataclass
from datetime import date

from reportlab.platypus import Flowable, KeepTogether, PageBreak, Spacer

from desktop_app.base.errors import UserError
from desktop_app.base.names import spaced
from desktop_app.duties.displays.promises import COUNTED, PromiseFile, Promiser, year_board
from desktop_app.printing.documents.draft import (
    NOTE,
    PART,
    SIGNING,
    UNDER,
    Draft,
    name_of_paper,
    office_draft,
)
from desktop_app.printing.documents.ledger_view import (
    GAP,
    LedgerView,
    branch_name,
    branch_of,
    day_words,
    found,
    today_words,
)
from desktop_app.printing.type.forms import Cell, RuledForm, label
from desktop_app.printing.type.page import MM
from desktop_app.printing.type.paragraph import Paragraph
from desktop_app.printing.type.ruled import Column, RuledSheet
from desktop_app.registers.displays.promises import BROKEN, KEPT, Promise

_NOTICE = (
    Column("序号", 12.5, align="center"),
    Column("姓　名", 24, align="center"),
    Column("承　诺　事　项", weight=1.6),
    Column("完成时限", 34, align="center"),
    Column("责任人", 22, align="center"),
    Column("公　示　期", 34, align="center"),
)
_DEEDS = (
    Column("日　期", 32, align="center"),
    Column("事　项", weight=1.3),
    Column("进　展", weight=1.0),
    Column("佐　证", weight=0.8),
)
_RATINGS = (
    Column("序号", 12.5, align="center"),
    Column("姓　名", 24, align="center"),
    Column("承　诺　事　项", weight=1.6),
    Column("结　果", 19, align="center"),
    Column("自评", 15, align="center", group="评　诺"),
    Column("党员评", 16, align="center", group="评　诺"),
    Column("群众评", 16, align="center", group="评　诺"),
    Column("组织评", 16, align="center", group="评　诺"),
    Column("等次", 16, align="center"),
)
_METHODS = ("个人自评", "党员互评", "群众评", "组织评")
_FORM = (2.3, 5.2, 2.3, 5.2)
# What no circle has judged yet stays open for the pen; from the month of rating on it must be there.
_ENDED = frozenset((KEPT, BROKEN))


@dataclass(frozen=True)
class PromiseTable:
    """A table of a year's promises: whose branch, which year, its rows, and the telephone for the public."""

    org: str
    year: int
    day: str
    rows: tuple[tuple[str, ...], ...]
    phone: str


def _board(ledger: LedgerView, year: int | None) -> tuple[int, list[Promiser]]:
    year = year or ledger.today.year
    board = [one for one in year_board(ledger, year) if one.counted]
    if not board:
        raise UserError(f"{year} 年还没有可以打印的承诺", "资料没有改动", "请先登记承诺事项")
    return year, board


def _table(ledger: LedgerView, year: int, rows: list[tuple[str, ...]]) -> PromiseTable:
    branch = branch_of(ledger)
    phone = str(branch.contact_phone or "") if branch is not None else ""
    return PromiseTable(branch_name(ledger), year, today_words(ledger), tuple(rows), phone or GAP)


# -- 承诺公示 ------------------------------------------------------------------------------------------


def gather_notice(ledger: LedgerView, year: int | None = None) -> PromiseTable:
    """Everything promised in public for ``year`` (default: this)."""
    year, board = _board(ledger, year)
    rows = [
        (
            ledger.name(one.uid),
            file.promise.item,
            day_words(file.promise.due_on, GAP),
            ledger.name(file.promise.responsible) if file.promise.responsible else GAP,
            _term(file.promise),
        )
        for one in board
        for file in one.counted
        if file.promise.state in COUNTED
    ]
    return _table(ledger, year, [(str(at), *row) for at, row in enumerate(rows, 1)])


def _term(promise: Promise) -> str:
    if promise.published_on is None:
        return GAP
    until = f"\n至{day_words(promise.published_to)}" if promise.published_to else "起"
    return f"{day_words(promise.published_on)}{until}"


def notice_story(told: PromiseTable) -> list[Flowable]:
    """The table and what the public is asked for."""
    foot = [
        [label("监督电话"), Cell(told.phone), label("公示单位\n（盖章）"), Cell("")],
        [label("公示日期"), Cell(SIGNING, 3)],
    ]
    return [
        name_of_paper(told.org, f"{told.year}年党员承诺公示"),
        RuledSheet(
            _NOTICE,
            told.rows or [("", "", "还没有公示的承诺", "", "", "")],
            size=10.5, leading=15, row_height=9,
        ),
        KeepTogether(
            [
                Paragraph("欢迎监督。对承诺事项有意见的，请在公示期内向支部反映。", NOTE),
                Spacer(1, 2 * MM),
                RuledForm(_FORM, foot, size=10.5, heights=[14, 9]),
            ]
        ),
    ]  # fmt: skip


def notice_draft(ledger: LedgerView, year: int | None = None) -> Draft:
    """The 承诺公示 of a year."""
    told = gather_notice(ledger, year)
    return office_draft("承诺公示", f"{told.year}年党员承诺公示", told, notice_story(told))


# -- 践诺记录 ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PromiseRecord:
    """One promiser's year: each item with (day, what, progress, evidence) of what was done for it."""

    org: str
    year: int
    name: str
    items: tuple[tuple[str, str, tuple[tuple[str, str, str, str], ...]], ...]


def gather_record(
    ledger: LedgerView, uid: str | None = None, promiser: str | None = None, year: int | None = None
) -> list[PromiseRecord]:
    """The record that promise ``uid`` stands in, that of ``promiser``, or all of ``year`` (default: this)."""
    if uid is not None:
        promise = found(ledger, Promise, uid)
        promiser, year = promise.promiser, promise.year
    year, board = _board(ledger, year)
    chosen = [one for one in board if promiser in (None, one.uid)]
    if not chosen:
        raise UserError("这名党员的承诺都撤销了", "资料没有改动", "请先登记承诺事项")
    return [
        PromiseRecord(
            branch_name(ledger), year, ledger.name(one.uid), tuple(_deeds(file) for file in one.counted)
        )
        for one in chosen
    ]


def _deeds(file: PromiseFile) -> tuple[str, str, tuple[tuple[str, str, str, str], ...]]:
    promise = file.promise
    told = f"时限 {day_words(promise.due_on, GAP)}　{promise.state}"
    if promise.outcome_reason:
        told += f"：{promise.outcome_reason}"
    lines = tuple(
        (
            day_words(one.acted_on),
            one.action,
            one.effect or (f"未完成：{one.unfulfilled_reason}" if one.unfulfilled_reason else ""),
            one.evidence or "",
        )
        for one in file.actions
    )
    return promise.item, told, lines


def record_story(records: list[PromiseRecord]) -> list[Flowable]:
    """Every promiser on a sheet of his own; an item nothing was done for has rows for the pen."""
    out: list[Flowable] = []
    for one in records:
        out += [PageBreak()] if out else []
        out.append(name_of_paper(one.org, "践诺记录"))
        out.append(Paragraph(f"姓名：{spaced(one.name)}　　　年度：{one.year}", UNDER))
        for at, (item, told, lines) in enumerate(one.items, 1):
            out.append(Paragraph(f"{at}．{item}", PART))
            out.append(Paragraph(told, NOTE))
            out.append(RuledSheet(_DEEDS, lines or [("",) * 4] * 3, size=10.5, leading=15, row_height=9))
        foot = [[label("本人签名"), Cell(""), label("核实人签名"), Cell("")]]
        out.append(KeepTogether([Spacer(1, 4 * MM), RuledForm(_FORM, foot, size=10.5, heights=12)]))
    return out


def record_draft(
    ledger: LedgerView, uid: str | None = None, promiser: str | None = None, year: int | None = None
) -> Draft:
    """The 践诺记录 of one who promised, or of everybody."""
    told = gather_record(ledger, uid, promiser, year)
    who = told[0].name if len(told) == 1 else f"共{len(told)}份"
    return office_draft("践诺记录", f"践诺记录（{told[0].year}年度）", told, record_story(told), about=who)


# -- 评诺汇总 ------------------------------------------------------------------------------------------


def gather_ratings(ledger: LedgerView, year: int | None = None) -> PromiseTable:
    """How the promises of ``year`` (default: this) ended and were judged; 等次 is what the branch decided."""
    year, board = _board(ledger, year)
    month = int(ledger.rule("promise_rating_month", ledger.today))
    due = ledger.today >= date(year, month, 1)
    rows: list[tuple[str, ...]] = []
    for one in board:
        for file in one.counted:
            grades = {row.method: row.grade for row in file.ratings}
            lacking = GAP if due and file.promise.state in _ENDED else ""
            judged = [grades.get(method) or lacking for method in _METHODS]
            name, item = ledger.name(one.uid), file.promise.item
            rows.append((str(len(rows) + 1), name, item, str(file.promise.state), *judged, judged[-1]))
    return _table(ledger, year, rows)


def ratings_story(told: PromiseTable) -> list[Flowable]:
    """The table, how the grade came about, and who signs."""
    foot = [
        [label("公示起止"), Cell("　　月　　日 至 　　月　　日"), label("监督电话"), Cell(told.phone)],
        [label("填 表 人"), Cell(""), label("党支部书记\n签　　　名"), Cell("")],
    ]
    return [
        name_of_paper(told.org, f"{told.year}年评诺汇总表"),
        Paragraph(f"截至 {told.day}　　　共 {len(told.rows)} 项", UNDER),
        RuledSheet(_RATINGS, told.rows, size=9, leading=13.5, row_height=9),
        KeepTogether(
            [
                Paragraph("等次由支部综合自评、党员评、群众评评定。没有正当理由没有完成的，通报批评。", NOTE),
                Spacer(1, 2 * MM),
                RuledForm(_FORM, foot, size=10.5, heights=[9, 14]),
            ]
        ),
    ]


def ratings_draft(ledger: LedgerView, year: int | None = None) -> Draft:
    """The 评诺汇总表 of a year."""
    told = gather_ratings(ledger, year)
    return office_draft("评诺汇总表", f"{told.year}年评诺汇总表", told, ratings_story(told))
