"""Floor 2: the paper books of a branch, one file each, and the one list of them."""

from pathlib import Path

from desktop_app.records.base import Record
from desktop_app.records.record import Catalogue
from desktop_app.registers.displays.branch_ratings import BranchRating, RatingItem
from desktop_app.registers.displays.case_studies import CaseFigure, CaseLink, CaseStudy
from desktop_app.registers.displays.identity_displays import IdentityDisplay
from desktop_app.registers.displays.promises import Promise, PromiseAction, PromiseRating
from desktop_app.registers.displays.rating_schemes import RatingScheme, SchemeGrade, SchemeItem
from desktop_app.registers.exchange.audit_log import AuditLog
from desktop_app.registers.exchange.blank_sheets import BlankSheet
from desktop_app.registers.exchange.conflicts import VersionConflict
from desktop_app.registers.exchange.handouts import Handout, HandoutReply
from desktop_app.registers.exchange.packages import ExchangePackage
from desktop_app.registers.exchange.printed_papers import PrintedPaper
from desktop_app.registers.organization_life.appraisals import Appraisal
from desktop_app.registers.organization_life.body_reviews import BodyReview
from desktop_app.registers.organization_life.disciplines import Discipline
from desktop_app.registers.organization_life.disposals import Disposal
from desktop_app.registers.organization_life.election_excluded import ElectionExcluded
from desktop_app.registers.organization_life.elections import (
    Ballot,
    Election,
    ElectionRound,
)
from desktop_app.registers.organization_life.life_opinions import LifeOpinion
from desktop_app.registers.organization_life.meetings import Attendance, Meeting, Resolution, Speech
from desktop_app.registers.organization_life.publicity import Publicity
from desktop_app.registers.organization_life.self_checks import (
    SelfCheck,
    SelfCheckCriticism,
    SelfCheckMeasure,
    SelfCheckProblem,
)
from desktop_app.registers.organization_life.talks import Talk
from desktop_app.registers.organization_life.votes import Vote
from desktop_app.registers.people.care_awards import CareAward
from desktop_app.registers.people.development import Development, DevelopmentMaterial, DevelopmentReview
from desktop_app.registers.people.dues_payments import DuesPayment
from desktop_app.registers.people.dues_remittances import DuesRemittance
from desktop_app.registers.people.dues_standards import DuesStandard
from desktop_app.registers.people.hardships import Hardship
from desktop_app.registers.people.members import Member
from desktop_app.registers.people.mobile_members import MobileContact, MobileMember
from desktop_app.registers.people.org_transfers import OrgTransfer
from desktop_app.registers.people.orgs import CommitteeMember, PartyOrg
from desktop_app.registers.people.transfer_deeds import TransferAnswer, TransferOffer
from desktop_app.registers.rectification.class_mending import ClassCheck, Mechanism
from desktop_app.registers.rectification.issue_rounds import IssueExtension, IssueRound
from desktop_app.registers.rectification.issues import Issue, IssueMeasure, IssueProgress
from desktop_app.registers.rectification.problem_sweeps import ProblemSweep
from desktop_app.registers.rectification.research import Finding, Research
from desktop_app.registers.rectification.research_exchanges import ExchangeItem, ResearchExchange
from desktop_app.registers.reporting.annual_changes import AnnualChange
from desktop_app.registers.reporting.archive_files import ArchiveFile
from desktop_app.registers.reporting.reports import MonthlyReport
from desktop_app.registers.reporting.work_plans import WorkPlan, WorkPlanItem
from desktop_app.registers.reporting.work_summaries import WorkSummary
from desktop_app.registers.role_rights import ROLE_RIGHTS
from desktop_app.registers.rules.rule_table import RuleRow, rule_numbers
from desktop_app.registers.rules.template_rows import TemplateRow
from desktop_app.registers.service.goods import Goods, GoodsIntake
from desktop_app.registers.service.grid_actions import GridDuty, LeaderVisit, TeamActivity
from desktop_app.registers.service.grid_events import GridEvent
from desktop_app.registers.service.grids import Grid, GridPerson
from desktop_app.registers.service.points_entries import PointsEntry
from desktop_app.registers.service.points_rules import PointsRule
from desktop_app.registers.service.redemptions import Redemption
from desktop_app.registers.service.reporting_in import ReportingFeedback, ReportingIn
from desktop_app.registers.service.service_orders import ServiceOrder
from desktop_app.registers.study.study import StudyHours, StudySession, StudySpeech
from desktop_app.registers.study.study_materials import SessionMaterial, StudyMaterial, StudyTag
from desktop_app.registers.study.study_topics import StudyTopic, TopicStage
from desktop_app.registers.study.theme_batches import ThemeBatch, ThemeProject, ThemeTask

# The order is that of the navigation and of packages: what others point at comes first.
MODELS: tuple[type[Record], ...] = (
    PartyOrg,
    CommitteeMember,
    Member,
    Development,
    DevelopmentReview,
    DevelopmentMaterial,
    OrgTransfer,
    TransferOffer,
    TransferAnswer,
    MobileMember,
    MobileContact,
    DuesStandard,
    DuesPayment,
    DuesRemittance,
    Hardship,
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
    Disposal,
    Discipline,
    Appraisal,
    BodyReview,
    LifeOpinion,
    ThemeBatch,
    ThemeTask,
    ThemeProject,
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
    StudySpeech,
    StudyHours,
    IdentityDisplay,
    Promise,
    PromiseAction,
    PromiseRating,
    Grid,
    GridPerson,
    GridEvent,
    LeaderVisit,
    GridDuty,
    TeamActivity,
    ReportingIn,
    ReportingFeedback,
    ServiceOrder,
    PointsRule,
    PointsEntry,
    Goods,
    GoodsIntake,
    Redemption,
    ProblemSweep,
    Research,
    Finding,
    ResearchExchange,
    ExchangeItem,
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
    ClassCheck,
    Mechanism,
    MonthlyReport,
    AnnualChange,
    WorkPlan,
    WorkPlanItem,
    WorkSummary,
    ArchiveFile,
    RuleRow,
    TemplateRow,
    Handout,
    HandoutReply,
    ExchangePackage,
    VersionConflict,
    AuditLog,
    PrintedPaper,
    BlankSheet,
)


def catalogue() -> Catalogue:
    """Every register of this version with the folder of its upgrade steps."""
    return Catalogue(MODELS, Path(__file__).parent / "upgrades", rule_numbers, ROLE_RIGHTS)
