"""The home page read in one go, away from the window's thread; all the duties are loaded with it."""

from desktop_app.base.periods import Month
from desktop_app.duties.organization_life.meeting_calendar import year_grid
from desktop_app.duties.summaries.calendar import duties_of
from desktop_app.duties.summaries.gaps import gaps_of
from desktop_app.duties.summaries.overview import overview, report_statuses
from desktop_app.storage.awaited import SECRETARY, awaited
from desktop_app.storage.backup import BackupStore
from desktop_app.storage.latest import latest
from desktop_app.storage.ledger import Ledger
from desktop_app.views.pages.office.home_data import HomeData


def read_home(ledger: Ledger, backup_store: BackupStore) -> HomeData:
    """Everything for today's home page."""
    month = Month.of(ledger.today)
    duties = duties_of(ledger, month)
    return HomeData(
        month,
        duties,
        overview(ledger, month, duties),
        gaps_of(ledger, next((one.name for one in awaited(ledger) if one.role == SECRETARY), "")),
        latest(ledger, 7),
        year_grid(ledger, month.year),
        report_statuses(ledger),
        backup_store.lights(),
    )
