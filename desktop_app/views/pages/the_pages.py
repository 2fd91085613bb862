"""The list of pages: what stands in the navigation, and what is reached from there."""

from collections import Counter
from collections.abc import Callable
from importlib import import_module
from typing import Any

from desktop_app.desk import Desk
from desktop_app.views.pages.home_page import HomePage
from desktop_app.views.pages.places import page_of
from desktop_app.views.shell import Shell
from desktop_app.views.table.titles import bare

# The work of every day, one click away in the order of a month; the other registers stand below by practice.
DAILY = ("member", "meeting", "study_session", "promise", "issue", "monthly_report")
# The heading over registers whose practice has no other.
ALONE = "其他台账"


def _late(module: str, name: str) -> Callable[..., Any]:
    """Stands for the class of a page: its module is loaded when the page is first looked at.

    All of them together are a third of the time up to the first painted window.
    """

    def build(*args: Any, **more: Any) -> Any:
        return getattr(import_module(f"desktop_app.views.pages.{module}"), name)(*args, **more)

    return build


ExchangePage = _late("exchange_page", "ExchangePage")
HelpPage = _late("help_page", "HelpPage")
ImportPage = _late("import_page", "ImportPage")
IssuePage = _late("issue_page", "IssuePage")
MeetingPage = _late("meeting_page", "MeetingPage")
PreviewPage = _late("print_preview", "PreviewPage")
PromiseBoard = _late("promise_board", "PromiseBoard")
RegisterPage = _late("register_page", "RegisterPage")
ReportPage = _late("report_page", "ReportPage")
RulesPage = _late("rules_page", "RulesPage")
SearchPage = _late("search_page", "SearchPage")
SettingsPage = _late("settings_page", "SettingsPage")


def add_pages(
    shell: Shell,
    desk: Desk,
    *,
    leave_sample: Callable[[], None],
    change_points: Callable[[int], None],
    reopen: Callable[[Any, str], None],
) -> None:
    """Announce every page to the window; each is built when it is first looked at."""
    shell.add_page("home", "工作台", "home", "", lambda: HomePage(desk, shell))
    by_hand: dict[str, tuple[str, Callable[[], Any]]] = {
        "meeting": ("会议", lambda: MeetingPage(desk, shell)),
        "promise": ("承诺践诺", lambda: PromiseBoard(desk, shell)),
        "issue": ("问题整改", lambda: IssuePage(desk, shell)),
        "monthly_report": ("月报", lambda: ReportPage(desk, shell)),
        "rule": ("规则表", lambda: RulesPage(desk, shell)),
    }
    catalogue = desk.ledger.catalogue
    rest = [r for r in catalogue if r.group and r.name not in DAILY]
    groups = Counter(register.group for register in rest)
    for register in (*(catalogue[name] for name in DAILY), *rest):
        group = register.group if groups[register.group] > 1 else ALONE

        def table(name: str = register.name) -> RegisterPage:
            return RegisterPage(desk, shell, name)

        title, factory = by_hand.get(register.name, (bare(register.title), table))
        daily = register.name in DAILY
        shell.add_page(page_of(register.name), title, register.icon, "" if daily else group, factory)
        if register.name in by_hand:
            shell.add_hidden_page(f"register:{register.name}", table)
    shell.add_page("exchange", "上报与接收", "stick", "", lambda: ExchangePage(desk, shell))
    shell.add_hidden_page("import", lambda: ImportPage(desk, shell))
    shell.add_hidden_page("preview", lambda: PreviewPage(desk, shell))
    shell.add_hidden_page("search", lambda: SearchPage(desk, shell))
    shell.add_hidden_page("help", lambda: HelpPage(desk, shell))
    shell.add_page(
        "settings",
        "设置与备份",
        "settings",
        "",
        lambda: SettingsPage(
            desk, shell, leave_sample=leave_sample, change_points=change_points, reopen=reopen
        ),
        pinned=True,
    )
