"""Which function makes which paper; loaded with the first paper, ReportLab with it."""

from collections.abc import Callable, Mapping

from desktop_app.printing.documents import (
    blank_form,
    handover,
    issue_ledger,
    minutes,
    monthly_report,
    number_sheets,
    promise_letter,
    register_sheet,
    sign_in,
    summary,
)
from desktop_app.printing.documents.draft import Draft

MAKERS: Mapping[str, Callable[..., Draft]] = {
    "minutes_record": minutes.draft,
    "minutes_summary": summary.draft,
    "sign_in": sign_in.draft,
    "issue_ledger": issue_ledger.draft,
    "promise_letter": promise_letter.draft,
    "monthly_report": monthly_report.draft,
    "handover": handover.draft,
    "recovery": number_sheets.recovery_draft,
    "trust_card": number_sheets.trust_card_draft,
    "sheet": register_sheet.draft,
    "blank_form": blank_form.draft,
    "roster": register_sheet.roster,
}
"""Paper key → its maker, called with the books and the arguments of the key."""
