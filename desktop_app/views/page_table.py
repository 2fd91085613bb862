"""Every page of the window, a row each: name, class, the registers worked on there, help, pictures."""

from dataclasses import dataclass
from enum import Enum, auto
from importlib import import_module

from desktop_app.storage.ledger import Ledger
from desktop_app.views.parts.page import Page

ROOMS = "desktop_app.views.pages"


class Position(Enum):
    """Where the navigation has a page."""

    DAILY = auto()
    """At the top, in the order of this table: the work of every day, in the order of a month."""
    PRACTICE = auto()
    """Under the practice its first register belongs to."""
    BELOW = auto()
    """Under the practices, in the order of this table."""
    PINNED = auto()
    """At the foot, always in sight."""
    HIDDEN = auto()
    """Nowhere: it is reached from other pages."""


@dataclass(frozen=True, slots=True)
class PageRow:
    """One page.

    ``key`` is what ``shell.go`` takes, ``view`` its class as "room.module:Class", loaded when the page is
    first looked at: all of them together would be a third of the time up to the first painted window.
    ``registers`` have their records opened here; the first one gives the place in the navigation, and the
    icon where ``icon`` names none. ``help`` is the topic of the manual.

    What pictures are taken of besides the page as it first stands: the dialog that its method ``begins``
    opens, a record of the first register in each of ``states`` or with each value of the box ``each`` (the
    newest where neither is named), the page with each ``view=`` of ``views``.

    A page that is of use to some offices alone names in ``offered`` what tells, as "room.module:function" of
    a ledger; elsewhere it stands in no navigation until it is.
    """

    key: str
    title: str
    view: str
    help: str
    registers: tuple[str, ...] = ()
    icon: str = ""
    position: Position = Position.PRACTICE
    begins: str = ""
    states: tuple[str, ...] = ()
    each: str = ""
    views: tuple[str, ...] = ()
    offered: str = ""

    @property
    def is_table(self) -> bool:
        """Whether the page is the plain table of its register, with something of its own."""
        return self.key.startswith("register:")


DAILY, BELOW, PINNED, HIDDEN = Position.DAILY, Position.BELOW, Position.PINNED, Position.HIDDEN

PAGES = (
    PageRow("home", "工作台", "office.home_page:HomePage", "home", icon="home", position=DAILY),
    PageRow(
        "register:member", "党员花名册", "people.roster_page:RosterPage", "roster", ("member",),
        position=DAILY,
    ),
    PageRow(
        "meeting", "会议", "organization_life.meeting_page:MeetingPage", "meeting", ("meeting",),
        position=DAILY, states=("筹备", "归档"),
    ),
    PageRow(
        "register:study_session", "学习台账", "tables.register_page:RegisterPage", "study",
        ("study_session",), position=DAILY,
    ),
    PageRow(
        "promises", "承诺践诺", "displays.promise_board:PromiseBoard", "three_lights", ("promise",),
        position=DAILY, begins="begin", states=("践诺中",),
    ),
    PageRow(
        "issues", "问题整改", "rectification.issue_page:IssuePage", "issues", ("issue",),
        position=DAILY, begins="begin", states=("整改中", "已销号"),
    ),
    PageRow(
        "report", "月报", "reporting.report_page:ReportPage", "report", ("monthly_report",), position=DAILY
    ),
    PageRow(
        "development", "发展党员", "people.development_page:DevelopmentPage", "members", ("development",),
        begins="begin", states=("预备党员", "入党积极分子"),
    ),
    PageRow(
        "transfers", "组织关系转接", "people.transfer_page:TransferPage", "members", ("org_transfer",),
        begins="begin", states=("已开具", "已接收(回执)"),
    ),
    PageRow(
        "deeds", "U盘转接", "people.deeds_page:DeedsPage", "members", ("transfer_answer", "transfer_offer")
    ),
    PageRow(
        "register:mobile_member", "流动党员", "people.mobile_page:MobilePage", "members", ("mobile_member",)
    ),
    PageRow("dues", "党费", "people.dues_page:DuesPage", "members", ("dues_payment",), begins="assess"),
    PageRow(
        "elections", "换届选举", "organization_life.election_page:ElectionPage", "life", ("election",),
        begins="begin", each="post",
    ),
    PageRow("talks", "谈心谈话", "organization_life.talk_page:TalkPage", "life", ("talk",), begins="begin"),
    PageRow(
        "appraisals", "民主评议党员", "organization_life.appraisal_page:AppraisalPage", "life", ("appraisal",)
    ),
    PageRow(
        "self_checks", "对照检查", "organization_life.self_check_page:SelfCheckPage", "research",
        ("self_check",), begins="begin",
    ),
    PageRow("topics", "学习专题", "study.topic_page:TopicPage", "study", ("study_topic",)),
    PageRow("themes", "主题教育", "study.theme_page:ThemePage", "study", ("theme_batch",), begins="begin"),
    PageRow("hours", "学时", "study.hours_page:HoursPage", "study", ("study_hours",)),
    PageRow(
        "grids", "网格", "service.grid_page:GridPage", "service", ("grid", "grid_event"), begins="begin"
    ),
    PageRow(
        "leader_visits", "领导干部进网格解难题", "service.leader_visit_page:LeaderVisitPage", "service",
        ("leader_visit",), begins="begin",
    ),
    PageRow(
        "orders", "党员积分超市", "service.order_page:OrderPage", "service", ("service_order",),
        begins="begin", states=("待评单", "已办结"),
    ),
    PageRow(
        "points", "积分", "service.points_page:PointsPage", "service", ("points_entry",),
        begins="begin_redemption",
    ),
    PageRow(
        "research", "调查研究", "rectification.research_page:ResearchPage", "research", ("research",),
        begins="begin", views=("problems", "conversions", "classes"),
    ),
    PageRow(
        "cases", "探源计划案例", "displays.case_page:CasePage", "research", ("case_study",), begins="begin"
    ),
    PageRow(
        "ratings", "支部评级", "displays.rating_page:RatingPage", "research", ("branch_rating",),
        begins="begin", views=("schemes",),
    ),
    PageRow(
        "annual", "党员增减年表", "people.annual_page:AnnualPage", "members", ("annual_change",),
        begins="write",
    ),
    PageRow(
        "summaries", "年度总结", "reporting.summary_page:SummaryPage", "report", ("work_summary",),
        begins="begin", states=("起草", "报送"),
    ),
    PageRow(
        "register:audit_log", "操作日志", "exchange.audit_log_page:AuditLogPage", "exchange", ("audit_log",)
    ),
    PageRow(
        "register:blank_sheet", "空白表发放登记", "exchange.blank_sheet_page:BlankSheetPage", "exchange",
        ("blank_sheet",), begins="add",
    ),
    PageRow("rules", "规则表", "rules.rules_page:RulesPage", "rules", ("rule",)),
    PageRow(
        "paper_templates", "纸质材料样式", "rules.template_page:TemplatePage", "rules", ("paper_template",)
    ),
    PageRow(
        "calendar", "三会一课年历", "organization_life.calendar_page:CalendarPage", "home",
        icon="calendar-clock", position=BELOW,
    ),
    PageRow(
        "year_folder", "全年材料", "reporting.year_folder_page:YearFolderPage", "report",
        icon="archive", position=BELOW,
    ),
    PageRow(
        "inspection", "检查前自查", "rectification.inspection_page:InspectionPage", "home",
        icon="checklist", position=BELOW,
    ),
    PageRow(
        "paper_check", "核验纸质件", "office.paper_check_page:PaperCheckPage", "home",
        icon="eye", position=BELOW,
    ),
    PageRow(
        "duplicates", "查重合并", "tables.duplicates_page:DuplicatesPage", "roster",
        icon="copy", position=BELOW,
    ),
    PageRow(
        "exchange", "上报与接收", "exchange.exchange_page:ExchangePage", "exchange", ("version_conflict",),
        icon="stick", position=BELOW,
    ),
    PageRow(
        "branch_months", "各支部报送", "reporting.branch_months_page:BranchMonthsPage", "report",
        icon="building", position=BELOW, offered="reporting.branches_here:has_branches",
    ),
    PageRow("import", "导入表格", "tables.import_page:ImportPage", "roster", icon="import", position=HIDDEN),
    PageRow("preview", "打印预览", "office.print_preview:PreviewPage", "home", icon="print", position=HIDDEN),
    PageRow("roles", "分工与密码", "office.roles_page:RolesPage", "backup", icon="key", position=HIDDEN),
    PageRow("search", "查找", "tables.search_page:SearchPage", "home", icon="search", position=HIDDEN),
    PageRow("help", "使用帮助", "office.help_page:HelpPage", "home", icon="help", position=HIDDEN),
    PageRow(
        "handover_secretary", "书记交接", "office.handover_page:HandoverPage", "backup",
        icon="member-move", position=HIDDEN,
    ),
    PageRow(
        "settings", "设置与备份", "office.settings_page:SettingsPage", "backup",
        icon="settings", position=PINNED,
    ),
)  # fmt: skip
# The plain table of a register that has no row of its own, and the manual's topic for each practice.
TABLE = "tables.register_page:RegisterPage"
PRACTICE_HELP = {
    "支部与党员": "members",
    "组织生活": "life",
    "学习教育": "study",
    "三亮": "three_lights",
    "服务与网格": "service",
    "调研与案例": "research",
    "问题整改": "issues",
    "月与年": "report",
    "规则": "rules",
    "交换与安全": "exchange",
}
ROWS = {row.key: row for row in PAGES}
_OF_REGISTER = {name: row for row in PAGES for name in row.registers}


def row_of(register: str) -> PageRow | None:
    """The row of the page where the records of ``register`` are opened; None for the plain table."""
    return _OF_REGISTER.get(register)


def page_of(register: str) -> str:
    """The key of the page where the records of ``register`` are opened."""
    row = row_of(register)
    return row.key if row is not None else f"register:{register}"


def is_offered(row: PageRow, ledger: Ledger) -> bool:
    """Whether a page is of use to the office whose file this is."""
    if not row.offered:
        return True
    module, _, name = row.offered.partition(":")
    return bool(getattr(import_module(f"{ROOMS}.{module}"), name)(ledger))


def page_class(view: str) -> type[Page]:
    """The class behind "room.module:Class"; LookupError says what to put right where there is none."""
    module, _, name = view.partition(":")
    try:
        found = getattr(import_module(f"{ROOMS}.{module}"), name, None)
    except ModuleNotFoundError as error:
        if error.name is None or not f"{ROOMS}.{module}".startswith(error.name):
            raise
        found = None
    if not isinstance(found, type) or not issubclass(found, Page):
        raise LookupError(
            f"{__name__}: the row with view {view!r} names no page; give it as 'room.module:Class', "
            f"a Page in a module below {ROOMS}"
        )
    return found
