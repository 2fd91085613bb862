"""The makers of pages: the module of a page is loaded when the page is first looked at.

All of them together would be a third of the time up to the first painted window.
"""

from collections.abc import Callable
from typing import Any

from desktop_app.desk import Desk
from desktop_app.views.parts.page import Page
from desktop_app.views.shell import Shell


def cases(desk: Desk, shell: Shell) -> Page:
    """案例."""
    from desktop_app.views.pages.displays.case_page import CasePage

    return CasePage(desk, shell)


def appraisals(desk: Desk, shell: Shell) -> Page:
    """民主评议党员."""
    from desktop_app.views.pages.organization_life.appraisal_page import AppraisalPage

    return AppraisalPage(desk, shell)


def talks(desk: Desk, shell: Shell) -> Page:
    """谈心谈话."""
    from desktop_app.views.pages.organization_life.talk_page import TalkPage

    return TalkPage(desk, shell)


def elections(desk: Desk, shell: Shell) -> Page:
    """换届选举."""
    from desktop_app.views.pages.organization_life.election_page import ElectionPage

    return ElectionPage(desk, shell)


def calendar(desk: Desk, shell: Shell) -> Page:
    """三会一课年历."""
    from desktop_app.views.pages.organization_life.calendar_page import CalendarPage

    return CalendarPage(desk, shell)


def exchange(desk: Desk, shell: Shell) -> Page:
    """上报与接收."""
    from desktop_app.views.pages.exchange.exchange_page import ExchangePage

    return ExchangePage(desk, shell)


def annual(desk: Desk, shell: Shell) -> Page:
    """党员增减年表."""
    from desktop_app.views.pages.people.annual_page import AnnualPage

    return AnnualPage(desk, shell)


def dues(desk: Desk, shell: Shell) -> Page:
    """党费."""
    from desktop_app.views.pages.people.dues_page import DuesPage

    return DuesPage(desk, shell)


def development(desk: Desk, shell: Shell) -> Page:
    """发展党员."""
    from desktop_app.views.pages.people.development_page import DevelopmentPage

    return DevelopmentPage(desk, shell)


def transfers(desk: Desk, shell: Shell) -> Page:
    """组织关系转接."""
    from desktop_app.views.pages.people.transfer_page import TransferPage

    return TransferPage(desk, shell)


def manual(desk: Desk, shell: Shell) -> Page:
    """使用帮助."""
    from desktop_app.views.pages.office.help_page import HelpPage

    return HelpPage(desk, shell)


def imports(desk: Desk, shell: Shell) -> Page:
    """导入表格."""
    from desktop_app.views.pages.tables.import_page import ImportPage

    return ImportPage(desk, shell)


def hours(desk: Desk, shell: Shell) -> Page:
    """学时."""
    from desktop_app.views.pages.study.hours_page import HoursPage

    return HoursPage(desk, shell)


def inspection(desk: Desk, shell: Shell) -> Page:
    """检查前自查."""
    from desktop_app.views.pages.rectification.inspection_page import InspectionPage

    return InspectionPage(desk, shell)


def issues(desk: Desk, shell: Shell) -> Page:
    """问题整改."""
    from desktop_app.views.pages.rectification.issue_page import IssuePage

    return IssuePage(desk, shell)


def meetings(desk: Desk, shell: Shell) -> Page:
    """会议."""
    from desktop_app.views.pages.organization_life.meeting_page import MeetingPage

    return MeetingPage(desk, shell)


def orders(desk: Desk, shell: Shell) -> Page:
    """积分超市."""
    from desktop_app.views.pages.service.order_page import OrderPage

    return OrderPage(desk, shell)


def points(desk: Desk, shell: Shell) -> Page:
    """积分."""
    from desktop_app.views.pages.service.points_page import PointsPage

    return PointsPage(desk, shell)


def grids(desk: Desk, shell: Shell) -> Page:
    """网格."""
    from desktop_app.views.pages.service.grid_page import GridPage

    return GridPage(desk, shell)


def preview(desk: Desk, shell: Shell) -> Page:
    """打印预览."""
    from desktop_app.views.pages.office.print_preview import PreviewPage

    return PreviewPage(desk, shell)


def promises(desk: Desk, shell: Shell) -> Page:
    """承诺践诺."""
    from desktop_app.views.pages.displays.promise_board import PromiseBoard

    return PromiseBoard(desk, shell)


def ratings(desk: Desk, shell: Shell) -> Page:
    """支部评级."""
    from desktop_app.views.pages.displays.rating_page import RatingPage

    return RatingPage(desk, shell)


def register(desk: Desk, shell: Shell, name: str) -> Page:
    """The table and records of any register."""
    if name == "mobile_member":
        from desktop_app.views.pages.people.mobile_page import MobilePage

        return MobilePage(desk, shell)
    if name == "member":
        from desktop_app.views.pages.people.roster_page import RosterPage

        return RosterPage(desk, shell)
    from desktop_app.views.pages.tables.register_page import RegisterPage

    return RegisterPage(desk, shell, name)


def report(desk: Desk, shell: Shell) -> Page:
    """月报."""
    from desktop_app.views.pages.reporting.report_page import ReportPage

    return ReportPage(desk, shell)


def research(desk: Desk, shell: Shell) -> Page:
    """调查研究."""
    from desktop_app.views.pages.rectification.research_page import ResearchPage

    return ResearchPage(desk, shell)


def rules(desk: Desk, shell: Shell) -> Page:
    """规则表."""
    from desktop_app.views.pages.rules.rules_page import RulesPage

    return RulesPage(desk, shell)


def search(desk: Desk, shell: Shell) -> Page:
    """查找."""
    from desktop_app.views.pages.tables.search_page import SearchPage

    return SearchPage(desk, shell)


def self_checks(desk: Desk, shell: Shell) -> Page:
    """对照检查."""
    from desktop_app.views.pages.organization_life.self_check_page import SelfCheckPage

    return SelfCheckPage(desk, shell)


def topics(desk: Desk, shell: Shell) -> Page:
    """学习专题."""
    from desktop_app.views.pages.study.topic_page import TopicPage

    return TopicPage(desk, shell)


def settings(
    desk: Desk,
    shell: Shell,
    *,
    leave_sample: Callable[[], None],
    change_points: Callable[[int], None],
    reopen: Callable[[Any, str], None],
) -> Page:
    """设置与备份."""
    from desktop_app.views.pages.office.settings_page import SettingsPage

    return SettingsPage(desk, shell, leave_sample=leave_sample, change_points=change_points, reopen=reopen)
