"""党员花名册: who is on the books, under the columns rosters have."""

from collections.abc import Iterable

from desktop_app.printing.documents import register_sheet
from desktop_app.printing.documents.draft import Draft
from desktop_app.printing.documents.ledger_view import LedgerView
from desktop_app.registers.people.members import Member, belongs_on

COLUMNS = (
    "name",
    "gender",
    "ethnicity",
    "birth_date",
    "id_number",
    "native_place",
    "education",
    "category",
    "joined_on",
    "full_on",
    "party_post",
    "work_unit",
    "mobile",
    "address",
    "remark",
)
"""The columns of the 花名册; number and address stand covered unless somebody chose to show them."""


def draft(ledger: LedgerView, uids: Iterable[str] | None = None, private: bool = False) -> Draft:
    """The 花名册: those on the books today, or ``uids``."""
    if uids is None:
        members = register_sheet.records_of(ledger, ledger.catalogue["member"])
        uids = [one.uid for one in members if isinstance(one, Member) and belongs_on(one, ledger.today)]
    return register_sheet.draft(ledger, "member", uids, COLUMNS, private, "党员花名册")
