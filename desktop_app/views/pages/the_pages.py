"""The list of pages: what stands in the navigation, and what is reached from there."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from desktop_app.desk import Desk
from desktop_app.views.pages import late_pages as late
from desktop_app.views.pages.office.home_page import HomePage
from desktop_app.views.pages.page_parts.dropping import DropDoor
from desktop_app.views.pages.page_parts.places import page_of
from desktop_app.views.shell import Shell
from desktop_app.views.table.titles import bare

# The work of every day, one click away in the order of a month; the other registers stand below by practice.
DAILY = ("member", "meeting", "study_session", "promise", "issue", "monthly_report")
# The heading over registers whose practice has no other.
ALONE = "其他台账"


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
        "meeting": ("会议", lambda: late.meetings(desk, shell)),
        "promise": ("承诺践诺", lambda: late.promises(desk, shell)),
        "issue": ("问题整改", lambda: late.issues(desk, shell)),
        "service_order": ("积分超市", lambda: late.orders(desk, shell)),
        "grid": ("网格", lambda: late.grids(desk, shell)),
        "grid_event": ("网格", lambda: late.grids(desk, shell)),
        "points_entry": ("积分", lambda: late.points(desk, shell)),
        "election": ("换届选举", lambda: late.elections(desk, shell)),
        "appraisal": ("民主评议", lambda: late.appraisals(desk, shell)),
        "talk": ("谈心谈话", lambda: late.talks(desk, shell)),
        "monthly_report": ("月报", lambda: late.report(desk, shell)),
        "self_check": ("对照检查", lambda: late.self_checks(desk, shell)),
        "branch_rating": ("支部评级", lambda: late.ratings(desk, shell)),
        "case_study": ("案例", lambda: late.cases(desk, shell)),
        "research": ("调查研究", lambda: late.research(desk, shell)),
        "study_topic": ("学习专题", lambda: late.topics(desk, shell)),
        "study_hours": ("学时", lambda: late.hours(desk, shell)),
        "annual_change": ("党员增减年表", lambda: late.annual(desk, shell)),
        "dues_payment": ("党费", lambda: late.dues(desk, shell)),
        "development": ("发展党员", lambda: late.development(desk, shell)),
        "org_transfer": ("组织关系转接", lambda: late.transfers(desk, shell)),
        "rule": ("规则表", lambda: late.rules(desk, shell)),
    }
    catalogue = desk.ledger.catalogue
    rest = [r for r in catalogue if r.group and r.name not in DAILY]
    groups = Counter(register.group for register in rest)
    announced: set[str] = set()
    for register in (*(catalogue[name] for name in DAILY), *rest):
        group = register.group if groups[register.group] > 1 else ALONE

        def table(name: str = register.name) -> Any:
            return late.register(desk, shell, name)

        title, factory = by_hand.get(register.name, (bare(register.title), table))
        daily, key = register.name in DAILY, page_of(register.name)
        if key not in announced:  # one page may be that of several registers
            shell.add_page(key, title, register.icon, "" if daily else group, factory)
        announced.add(key)
        if register.name in by_hand:
            shell.add_hidden_page(f"register:{register.name}", table)
    shell.add_page("calendar", "三会一课年历", "calendar-clock", "", lambda: late.calendar(desk, shell))
    shell.add_page("inspection", "检查前自查", "checklist", "", lambda: late.inspection(desk, shell))
    shell.add_page("exchange", "上报与接收", "stick", "", lambda: late.exchange(desk, shell))
    shell.add_hidden_page("import", lambda: late.imports(desk, shell))
    DropDoor(shell)
    shell.activated.connect(desk.bridge.look_at_day)
    shell.add_hidden_page("preview", lambda: late.preview(desk, shell))
    shell.add_hidden_page("search", lambda: late.search(desk, shell))
    shell.add_hidden_page("help", lambda: late.manual(desk, shell))
    shell.add_page(
        "settings",
        "设置与备份",
        "settings",
        "",
        lambda: late.settings(
            desk, shell, leave_sample=leave_sample, change_points=change_points, reopen=reopen
        ),
        pinned=True,
    )
