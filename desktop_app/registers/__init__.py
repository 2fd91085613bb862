"""Floor 2: the paper books of a branch, one file each, and the one list of them."""

from pathlib import Path

from desktop_app.records.record import Catalogue, Record
from desktop_app.registers.annual_changes import AnnualChange
from desktop_app.registers.appraisals import Appraisal
from desktop_app.registers.audit_log import AuditLog
from desktop_app.registers.branch_ratings import BranchRating, RatingItem
from desktop_app.registers.care_awards import CareAward
from desktop_app.registers.case_studies import CaseFigure, CaseLink, CaseStudy
from desktop_app.registers.development import Development, DevelopmentMaterial, DevelopmentReview
from desktop_app.registers.dues_payments import DuesPayment
from desktop_app.registers.dues_standards import DuesStandard
from desktop_app.registers.elections import Ballot, Election, ElectionExcluded, ElectionRound
from desktop_app.registers.goods import Goods, GoodsIntake
from desktop_app.registers.grid_events import GridEvent
from desktop_app.registers.grids import Grid, GridPerson
from desktop_app.registers.identity_displays import IdentityDisplay
from desktop_app.registers.issue_rounds import IssueExtension, IssueRound
from desktop_app.registers.issues import Issue, IssueMeasure, IssueProgress
from desktop_app.registers.meetings import Attendance, Meeting, Resolution, Speech
from desktop_app.registers.members import Member
from desktop_app.registers.mobile_members import MobileContact, MobileMember
from desktop_app.registers.org_transfers import OrgTransfer
from desktop_app.registers.orgs import CommitteeMember, PartyOrg
from desktop_app.registers.packages import ExchangePackage
from desktop_app.registers.points_entries import PointsEntry
from desktop_app.registers.points_rules import PointsRule
from desktop_app.registers.promises import Promise, PromiseAction, PromiseRating
from desktop_app.registers.publicity import Publicity
from desktop_app.registers.rating_schemes import RatingScheme, SchemeGrade, SchemeItem
from desktop_app.registers.redemptions import Redemption
from desktop_app.registers.reporting_in import ReportingIn
from desktop_app.registers.reports import MonthlyReport
from desktop_app.registers.research import Finding, Research
from desktop_app.registers.rule_table import RuleRow, number_in_force
from desktop_app.registers.self_checks import (
    SelfCheck,
    SelfCheckCriticism,
    SelfCheckMeasure,
    SelfCheckProblem,
)
from desktop_app.registers.service_orders import ServiceOrder
from desktop_app.registers.study import StudyHours, StudySession
from desktop_app.registers.study_materials import SessionMaterial, StudyMaterial, StudyTag
from desktop_app.registers.study_topics import StudyTopic, TopicStage
from desktop_app.registers.talks import Talk
from desktop_app.registers.votes import Vote

# The order is that of the navigation and of packages: what others point at comes first.
MODELS: tuple[type[Record], ...] = (
    PartyOrg,
    CommitteeMember,
    Member,
    Development,
    DevelopmentReview,
    DevelopmentMaterial,
    OrgTransfer,
    MobileMember,
    MobileContact,
    DuesStandard,
    DuesPayment,
    CareAward,
    Meeting,
    Attendance,
    Speech,
    Vote,
    Resolution,
    Election,
    ElectionExcluded,
    ElectionRound,
    Ballot,
    Talk,
    Appraisal,
    SelfCheck,
    SelfCheckProblem,
    SelfCheckMeasure,
    SelfCheckCriticism,
    Publicity,
    StudyTopic,
    TopicStage,
    StudyMaterial,
    StudyTag,
    StudySession,
    SessionMaterial,
    StudyHours,
    IdentityDisplay,
    Promise,
    PromiseAction,
    PromiseRating,
    Grid,
    GridPerson,
    GridEvent,
    ReportingIn,
    ServiceOrder,
    PointsRule,
    PointsEntry,
    Goods,
    GoodsIntake,
    Redemption,
    Research,
    Finding,
    CaseStudy,
    CaseFigure,
    CaseLink,
    RatingScheme,
    SchemeItem,
    SchemeGrade,
    BranchRating,
    RatingItem,
    Issue,
    IssueMeasure,
    IssueProgress,
    IssueRound,
    IssueExtension,
    MonthlyReport,
    AnnualChange,
    RuleRow,
    ExchangePackage,
    AuditLog,
)


def catalogue() -> Catalogue:
    """Every register of this version with the folder of its upgrade steps."""
    return Catalogue(MODELS, Path(__file__).parent / "upgrades", number_in_force)
