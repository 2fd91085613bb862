"""Floor 2: the paper books of a branch, one file each, and the one list of them."""

from pathlib import Path

from desktop_app.records.record import Catalogue, Record
from desktop_app.registers.identity_displays import IdentityDisplay
from desktop_app.registers.issues import Issue, IssueMeasure, IssueProgress, IssueRound
from desktop_app.registers.meetings import Attendance, Meeting, Resolution, Speech
from desktop_app.registers.members import Member
from desktop_app.registers.orgs import CommitteeMember, PartyOrg
from desktop_app.registers.packages import ExchangePackage
from desktop_app.registers.promises import Promise, PromiseAction, PromiseRating
from desktop_app.registers.reports import MonthlyReport
from desktop_app.registers.rule_table import RuleRow, number_in_force
from desktop_app.registers.study import StudyHours, StudySession
from desktop_app.registers.votes import Vote

# The order is that of the navigation and of packages: what others point at comes first.
MODELS: tuple[type[Record], ...] = (
    PartyOrg,
    CommitteeMember,
    Member,
    Meeting,
    Attendance,
    Speech,
    Vote,
    Resolution,
    StudySession,
    StudyHours,
    IdentityDisplay,
    Promise,
    PromiseAction,
    PromiseRating,
    Issue,
    IssueMeasure,
    IssueProgress,
    IssueRound,
    MonthlyReport,
    RuleRow,
    ExchangePackage,
)


def catalogue() -> Catalogue:
    """Every register of this version with the folder of its upgrade steps."""
    return Catalogue(MODELS, Path(__file__).parent / "upgrades", number_in_force)
