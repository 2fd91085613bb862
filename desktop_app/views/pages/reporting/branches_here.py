"""Whether branches report to this office: what puts 各支部报送 into the navigation."""

from desktop_app.duties.summaries.branch_months import is_over_branches, reporting_offices
from desktop_app.storage.ledger import Ledger


def has_branches(ledger: Ledger) -> bool:
    """Whether this is no branch itself, and a branch is entered, has sent something or gave its card.

    The note is read as it is kept: what opens cards and seals is no part of the first window.
    """
    cards = ledger.note("known_offices", "[]") != "[]"
    return is_over_branches(ledger) and (cards or bool(reporting_offices(ledger)))
