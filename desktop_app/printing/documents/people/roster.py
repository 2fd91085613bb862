"""党员花名册: who is on the books, under the columns rosters have, A4 turned."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from reportlab.platypus import Flowable

from desktop_app.printing.documents import register_sheet
from desktop_app.printing.documents.columns import fitted
from desktop_app.printing.documents.draft import UNDER, Draft, name_of_paper, office_draft
from desktop_app.printing.documents.ledger_view import LedgerView
from desktop_app.printing.documents.register_sheet import Sheet
from desktop_app.printing.documents.wording import dotted, paper_title
from desktop_app.printing.type.paragraph import Paragraph
from desktop_app.printing.type.ruled import Column, RuledSheet
from desktop_app.registers.people.members import Member, belongs_on

# Box → its column; what may take two lines shares the room that is left.
_COLUMNS = {
    "name": Column("姓　名", 14.5, align="center"),
    "gender": Column("性别", 9, align="center"),
    "ethnicity": Column("民族", 12.5, align="center"),
    "birth_date": Column("出生日期", 18, align="center"),
    "id_number": Column("公民身份号码", 32.5, align="center"),
    "native_place": Column("籍　贯", 17, align="center"),
    "education": Column("学　历", 20, align="center"),
    "category": Column("人员类别", 15, align="center"),
    "joined_on": Column("入党日期", 18, align="center"),
    "full_on": Column("转正日期", 18, align="center"),
    "party_post": Column("党内职务", 17, align="center"),
    "work_unit": Column("工作单位及职务", weight=1.5),
    "mobile": Column("联系电话", 22, align="center"),
    "address": Column("家庭住址", weight=1.1),
    "remark": Column("备注", weight=0.6),
}
COLUMNS = tuple(_COLUMNS)
"""The boxes of the 花名册; number and address stand covered unless somebody chose to show them."""
_DAYS = frozenset(("date", "partial_date"))
_DAY = re.compile(r"(\d{4})年(\d{1,2})月(?:(\d{1,2})日)?")
_SIZE = 7.5
_NUMBER = "序号"
_NOT_LISTED = frozenset(("files", "frozen", "long_text", "lines"))


def gather(
    ledger: LedgerView,
    uids: Iterable[str] | None = None,
    private: bool = False,
    columns: Sequence[str] = COLUMNS,
) -> Sheet:
    """Those on the books today, or ``uids``; days as 1974.03.18, so that each stands on one line."""
    if uids is None:
        members = register_sheet.records_of(ledger, ledger.catalogue["member"])
        uids = [one.uid for one in members if isinstance(one, Member) and belongs_on(one, ledger.today)]
    found = register_sheet.gather(ledger, "member", uids, columns, private=private, title="党员花名册")
    boxes = ledger.catalogue["member"].boxes
    known = [name for name in columns if name in boxes or name in ledger.catalogue["member"].computed]
    days = {at for at, name in enumerate(known) if name in boxes and boxes[name].kind in _DAYS}
    rows = tuple(
        tuple(_dotted(cell) if at in days else cell for at, cell in enumerate(row)) for row in found.rows
    )
    titled = tuple(
        replace(column, title=_COLUMNS[name].title if name in _COLUMNS else column.title)
        for name, column in zip(known, found.columns, strict=True)
    )
    return replace(found, rows=rows, columns=titled, day=dotted(ledger.today))


def column_boxes(ledger: LedgerView) -> dict[str, str]:
    """Title → box of every column a roster can have: the usual ones, then whatever else a list shows."""
    register = ledger.catalogue["member"]
    usual = {column.title: name for name, column in _COLUMNS.items()}
    more = {
        paper_title(box.title): name
        for name, box in register.boxes.items()
        if name not in _COLUMNS and name not in register.kept_back and box.kind not in _NOT_LISTED
    }
    # What is called as the number of the row is that.
    return {**usual, **{title: name for title, name in more.items() if title not in (*usual, _NUMBER)}}


def _dotted(words: str) -> str:
    """1974年3月18日 → 1974.03.18, 1998年7月 → 1998.07; other words stay."""
    found = _DAY.fullmatch(words)
    return ".".join(part.zfill(2) for part in found.groups() if part) if found else words


def story(sheet: Sheet) -> list[Flowable]:
    """The paper: name, count and day, the sheet over its pages."""
    rows = [(str(place), *row) for place, row in enumerate(sheet.rows, 1)]
    columns = (Column(_NUMBER, 9, align="center"), *_COLUMNS.values())
    return [
        name_of_paper(sheet.org, sheet.title),
        Paragraph(f"共 {len(rows)} {sheet.unit}　　　打印日期：{sheet.day}", UNDER),
        RuledSheet(
            fitted(columns, rows, _SIZE, 267.0),
            rows or [("",) * len(columns)],
            size=_SIZE,
            row_height=8.0,
        ),
    ]


def draft(
    ledger: LedgerView,
    uids: Iterable[str] | None = None,
    private: bool = False,
    columns: Sequence[str] | None = None,
) -> Draft:
    """The 花名册: those on the books today, or ``uids``; under the usual columns, or those chosen."""
    if columns is not None:
        return register_sheet.drafted(gather(ledger, uids, private, columns))
    sheet = gather(ledger, uids, private)
    return office_draft(
        sheet.title,
        sheet.title,
        (sheet.title, sheet.columns, sheet.rows),
        story(sheet),
        landscape=True,
        header=f"{sheet.org}　{sheet.title}",
        about=sheet.day,
    )
