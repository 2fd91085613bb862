"""The papers that every register has: its ruled list and its blank form."""

from collections.abc import Iterator

from desktop_app.printing.documents.paper import Copy, PaperDeclaration, held
from desktop_app.printing.documents.wording import paper_title
from desktop_app.records.base import Record
from desktop_app.records.record import Register
from desktop_app.records.rules import RuleContext
from desktop_app.registers.service.grid_events import GridEvent


def listed(record: Record, _context: RuleContext) -> Iterator[Copy]:
    """The ruled list of the record's register with this record alone."""
    register = Register(type(record))
    yield Copy({"register": register.name, "uids": (record.uid,)}, f"{paper_title(register.title)}（列表）")


PAPERS = (
    PaperDeclaration(
        key="sheet",
        title="打印列表",
        icon="table",
        draft="register_sheet.draft",
        needs=("register",),
        takes=("uids", "columns", "private", "title"),
        # A grid's own sheet shows what stands in it now, its events only as they are counted.
        holds=(held(GridEvent, listed),),
    ),
    PaperDeclaration(
        key="blank_form",
        title="空白登记表",
        icon="edit",
        draft="blank_form.draft",
        needs=("register",),
        takes=("numbers",),
    ),
)
