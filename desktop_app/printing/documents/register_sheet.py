"""Any register as a ruled sheet: its columns by the kinds of their boxes, one page upright or turned."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportlab.platypus import Flowable

from desktop_app.base.names import spaced
from desktop_app.duties.study.hours import plain
from desktop_app.duties.summaries.computed import COMPUTED_MANY
from desktop_app.printing.documents.draft import UNDER, Draft, name_of_paper, office_draft
from desktop_app.printing.documents.ledger_view import (
    NONE,
    LedgerView,
    branch_name,
    today_words,
    written,
)
from desktop_app.printing.documents.wording import amount, apart, full_width, in_days, paper_title
from desktop_app.printing.type.page import A3, A4, MM
from desktop_app.printing.type.paragraph import Paragraph
from desktop_app.printing.type.ruled import Column, RuledSheet
from desktop_app.records.base import Record
from desktop_app.records.box import AnyBox
from desktop_app.records.kinds import Money
from desktop_app.records.record import Register

_SIZE, _SMALL = 9.5, 8.5
_UPRIGHT, _TURNED, _LARGE = 175.0, 267.0, 390.0
# One row is its own sum.
_LEAST_SUMMED = 2
# Kinds whose words may be broken over lines; the others keep theirs whole.
_FLOWING = frozenset(
    (
        "text",
        "long_text",
        "lines",
        "record",
        "persons",
        "many_choice",
        "files",
        "tally",
        "frozen",
        "time_span",
    )
)
_LEAST, _MOST = 2.0, 24.0


@dataclass(frozen=True)
class SheetColumn:
    """A column: its title, how wide its box wishes to be (in characters), and how its words stand."""

    title: str
    wish: int
    align: str = "left"
    is_flowing: bool = False


@dataclass(frozen=True)
class Sheet:
    """A list of records as words; every row has one text per column."""

    org: str
    title: str
    day: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    unit: str = "条"
    totals: tuple[str, ...] = ()


def gather(
    ledger: LedgerView,
    register: str,
    uids: Iterable[str] | None = None,
    columns: Sequence[str] | None = None,
    *,
    private: bool = False,
    title: str = "",
) -> Sheet:
    """The records of ``register`` (all, or ``uids`` in their order) under ``columns``.

    By default these are its listing, that of a child register after its parent.

    Private boxes are covered unless ``private``.
    """
    found = ledger.catalogue[register]
    listed = (found.parent, *found.listing) if found.parent else found.listing
    names = [n for n in columns or listed if n in found.boxes or n in found.computed]
    records = records_of(ledger, found, uids)
    cells = [_column(found, name, records, ledger, private=private) for name in names]
    return Sheet(
        branch_name(ledger),
        title or paper_title(found.title),
        today_words(ledger),
        tuple(_heading(found, name) for name in names),
        tuple(zip(*cells, strict=True)) if cells else (),
        "人" if register == "member" else "条",
        _totals(found, names, records, private=private),
    )


def _totals(
    register: Register, names: Sequence[str], records: Sequence[Record], *, private: bool
) -> tuple[str, ...]:
    """The sums of money under their columns, 合　计 before them; nothing where no money is listed."""
    sums = [_sum(register.boxes.get(name), name, records, private=private) for name in names]
    if not any(sums) or len(records) < _LEAST_SUMMED:
        return ()
    return ("合　计", *sums)


def _sum(box: AnyBox | None, name: str, records: Sequence[Record], *, private: bool) -> str:
    if not isinstance(box, Money) or (box.private and not private):
        return ""
    values = (value for one in records if (value := getattr(one, name)) is not None)
    return amount(sum(values, Decimal(0)))


def records_of(ledger: LedgerView, register: Register, uids: Iterable[str] | None = None) -> list[Record]:
    """The live records of ``register`` in its order, or ``uids`` in theirs."""
    model = register.model
    if uids is not None:
        wanted = list(dict.fromkeys(uids))
        by_uid: dict[str, Record] = {}
        for at in range(0, len(wanted), 500):  # SQLite takes no more than some thousand values in a query
            chunk = wanted[at : at + 500]
            by_uid |= {one.uid: one for one in ledger.find(model.live().where(model.uid.in_(chunk)))}
        return [by_uid[uid] for uid in wanted if uid in by_uid]
    return ledger.find(model.live().order_by(*ledger.in_order(register)))


def _column(
    register: Register, name: str, records: Sequence[Record], ledger: LedgerView, *, private: bool
) -> list[str]:
    if name in register.computed:
        values = COMPUTED_MANY[register.name, name](records, ledger) if records else {}
        return [_told(values.get(one.uid)) for one in records]
    box = register.boxes[name]
    words = [written(box, getattr(one, name), ledger, private=private, of=one) for one in records]
    return [spaced(one) for one in words] if (register.name, name) == ("member", "name") else words


def _told(value: object) -> str:
    if isinstance(value, Decimal):
        return plain(value)
    return NONE if value is None or value == "" else full_width(in_days(apart(str(value))))


def _heading(register: Register, name: str) -> SheetColumn:
    if name in register.computed:
        figure = register.computed[name]
        is_number = figure.kind == "number"
        title = figure.title.removesuffix("(计算)")
        return SheetColumn(title, 5 if is_number else 14, "center" if is_number else "left", not is_number)
    box = register.boxes[name]
    is_flowing = box.kind in _FLOWING and (register.name, name) != ("member", "name")
    align = "left" if is_flowing else "right" if box.kind == "money" else "center"
    return SheetColumn(paper_title(box.title), box.width, align, is_flowing)


def _em(text: str) -> float:
    """Width of the longest line of ``text`` in characters, a Latin letter being half of one."""
    return max((sum(0.55 if ord(c) < 0x2E80 else 1.0 for c in line) for line in text.split("\n")), default=0)


def _below(sheet: Sheet) -> list[tuple[str, ...]]:
    return [sheet.totals[1:]] if sheet.totals else []


def _needs(sheet: Sheet) -> list[float]:
    """What each column needs, in characters: its longest word, or for flowing ones what its box wishes."""
    needs = []
    for place, column in enumerate(sheet.columns):
        longest = max((_em(row[place]) for row in (*sheet.rows, *_below(sheet))), default=0.0)
        title = min(_em(column.title), 4.0)
        wish = min(longest, column.wish * 1.3) if column.is_flowing else longest
        needs.append(min(_MOST, max(_LEAST, wish, title)))
    return needs


@dataclass(frozen=True)
class Layout:
    """How a sheet is set: its columns, size of type in pt, whether the page is turned, on which paper."""

    columns: list[Column]
    size: float
    turned: bool
    paper: tuple[float, float]


def layout(sheet: Sheet) -> Layout:
    """Upright A4 whenever everything fits, then A4 turned, then A3 turned: columns are not pressed."""
    number = max(2.0, _em(str(len(sheet.rows))), _em(sheet.totals[0]) if sheet.totals else 0.0)
    needs = [number, *_needs(sheet)]

    def room(size: float) -> float:
        return sum((need + 1.1) * size / MM for need in needs)

    turned = room(_SIZE) > _UPRIGHT
    size = _SMALL if room(_SIZE) > _TURNED else _SIZE
    large = room(size) > _TURNED
    size = _SIZE if large and room(_SIZE) <= _LARGE else size
    # What is too much even so is shared out: fixed columns would leave nothing for the flowing ones.
    is_tight = room(size) > (_LARGE if large else _TURNED if turned else _UPRIGHT)
    columns = [Column("序号", (number + 1.1) * size / MM, align="center")]
    for column, need in zip(sheet.columns, needs[1:], strict=True):
        width = (need + 1.1) * size / MM
        if column.is_flowing or is_tight:
            columns.append(Column(column.title, weight=width, align=column.align))
        else:
            columns.append(Column(column.title, width, align=column.align))
    return Layout(columns, size, turned, A3 if large else A4)


def story(sheet: Sheet) -> list[Flowable]:
    """The paper: name, count and day, the sheet over its pages."""
    made = layout(sheet)
    rows = [(str(place), *row) for place, row in enumerate(sheet.rows, 1)]
    return [
        name_of_paper(sheet.org, sheet.title),
        Paragraph(f"共 {len(sheet.rows)} {sheet.unit}　　　打印日期：{sheet.day}", UNDER),
        RuledSheet(
            made.columns,
            rows or [(NONE,) * len(made.columns)],
            totals=sheet.totals or None,
            size=made.size,
            row_height=7.0,
        ),
    ]


def draft(
    ledger: LedgerView,
    register: str,
    uids: Iterable[str] | None = None,
    columns: Sequence[str] | None = None,
    private: bool = False,
    title: str = "",
) -> Draft:
    """A register as a ruled sheet; the code at the foot stands for the rows, not for the day."""
    sheet = gather(ledger, register, uids, columns, private=private, title=title)
    return drafted(sheet)


def drafted(sheet: Sheet) -> Draft:
    """A sheet with its layout; the day it is printed on is not of its content."""
    content = (sheet.title, sheet.columns, sheet.rows)
    made = layout(sheet)
    return office_draft(
        sheet.title,
        sheet.title,
        content,
        story(sheet),
        landscape=made.turned,
        paper=made.paper,
        header=f"{sheet.org}　{sheet.title}",
        about=sheet.day,
    )
