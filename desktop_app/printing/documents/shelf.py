"""Which function makes which paper; loaded with the first paper, ReportLab with it."""

from collections.abc import Callable, Mapping

from desktop_app.printing.documents import (
    annual_papers,
    blank_form,
    development_file,
    dues_grid,
    dues_statement,
    handover,
    issue_ledger,
    member_form,
    minutes,
    monthly_report,
    number_sheets,
    promise_letter,
    register_sheet,
    sign_in,
    summary,
    transfer_letter,
)
from desktop_app.printing.documents.draft import Draft

MAKERS: Mapping[str, Callable[..., Draft]] = {
    "minutes_record": minutes.draft,
    "minutes_summary": summary.draft,
    "sign_in": sign_in.draft,
    "issue_ledger": issue_ledger.draft,
    "promise_letter": promise_letter.draft,
    "monthly_report": monthly_report.draft,
    "transfer_letter": transfer_letter.draft,
    "dues_grid": dues_grid.draft,
    "dues_statement": dues_statement.draft,
    "dues_arrears": dues_statement.arrears_draft,
    "annual_table": annual_papers.draft,
    "annual_breakdown": annual_papers.breakdown_draft,
    "development_file": development_file.draft,
    "member_form": member_form.draft,
    "handover": handover.draft,
    "recovery": number_sheets.recovery_draft,
    "trust_card": number_sheets.trust_card_draft,
    "sheet": register_sheet.draft,
    "blank_form": blank_form.draft,
    "roster": register_sheet.roster,
}
"""Paper key → its maker, called with the books and the arguments of the key."""
