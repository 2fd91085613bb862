"""应到 0: each reason is said, and its button leads where it is mended."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from desktop_app.duties.basics.bodies import Roster
from desktop_app.registers.organization_life.meeting_kinds import COMMITTEE, GENERAL, GROUP_MEETING
from desktop_app.registers.people.members import Member
from desktop_app.registers.people.orgs import CommitteeMember, own_organization
from desktop_app.views.pages.organization_life.meeting_page import MeetingPage
from desktop_app.views.pages.organization_life.meeting_pane import ATTENDANCE
from desktop_app.views.pages.organization_life.nobody_expected import nobody_expected
from desktop_app.views.parts.page import Page
from tests.registers.invented_people import branch, member
from tests.views.desk_driver import Driver

HOME = branch()
TERM = date(2026, 1, 1)
ONE = member(branch=HOME.uid)


def roster(people: Any = (ONE,), posts: Any = ()) -> Roster:
    return Roster({one.uid: one for one in people}, tuple(posts), {HOME.uid: HOME}, HOME.uid)


@pytest.mark.parametrize(
    ("there", "kind", "org", "told", "page"),
    [
        (roster(()), COMMITTEE, HOME.uid, "花名册里还没有党员", "import"),
        (roster(()), GENERAL, None, "花名册里还没有党员", "import"),
        (roster(), COMMITTEE, HOME.uid, "还没有书记和支部委员", "register:party_org"),
        (
            roster(posts=[CommitteeMember(org=HOME.uid, member=ONE.uid, role="书记", since=TERM)]),
            COMMITTEE,
            HOME.uid,
            "没有在任的支部委员",
            "register:party_org",
        ),
        (roster(), GROUP_MEETING, HOME.uid, "没有党员编在", "register:member"),
        (roster(), GROUP_MEETING, None, "还没有选是哪个党小组", ""),
        (roster(), GENERAL, None, "没有应到会的人", ""),
    ],
)
def test_the_reason_is_said(there: Roster, kind: str, org: str | None, told: str, page: str) -> None:
    why = nobody_expected(there, kind, org)
    assert told in why.sentence
    assert why.page == page
    assert bool(why.verb) == bool(page)


class Elsewhere(Page):
    """Any other page: remembers what it was shown with."""

    def on_shown(self, **args: object) -> None:
        self.shown = args


def at_attendance(driver: Driver, kind: str) -> MeetingPage:
    """The meeting page with a new meeting of ``kind``, at who came."""
    driver.add_page("meeting", lambda: MeetingPage(driver.desk, driver.shell), "会议", "meeting")
    driver.add_page("import", lambda: Elsewhere(driver.desk.theme, "导入"), "导入", "import")
    page: MeetingPage = driver.open_page("meeting", kind=kind)
    assert page.pane is not None
    page.pane.tabs.setCurrentIndex(ATTENDANCE)
    driver.rest()
    return page


def expected(page: MeetingPage) -> str:
    assert page.pane is not None
    return page.pane.tabs.tabText(ATTENDANCE)


@pytest.mark.parametrize("saved", [False, True], ids=["begun", "saved"])
def test_a_committee_meeting_leads_to_the_committee_and_counts_anew_once_it_is_entered(
    make_desk: Callable[..., Driver], *, saved: bool
) -> None:
    driver = make_desk()
    ledger = driver.desk.ledger
    page = at_attendance(driver, COMMITTEE)
    assert expected(page) == "到会（应到 0）"
    driver.see("支部信息里还没有书记和支部委员")
    if saved:
        driver.press("保存这次会议")
        driver.qtbot.waitUntil(lambda: page.pane is not None and not page.pane.opened.meeting.is_new)
    driver.press("去录支部委员")
    home = own_organization(ledger)
    assert home is not None
    assert driver.shell.current_page() is not page
    driver.see(home.full_name)
    people = ledger.find(Member.live())[:3]
    ledger.save(*(CommitteeMember(org=home.uid, member=one.uid, role="委员", since=TERM) for one in people))
    driver.rest()
    driver.open_page("meeting")
    assert expected(page) == "到会（应到 3）"
    driver.see_not("还没有书记和支部委员")


def test_a_general_meeting_without_a_roster_leads_to_the_import_and_counts_anew(
    make_desk: Callable[..., Driver],
) -> None:
    driver = make_desk(people=0)
    ledger = driver.desk.ledger
    page = at_attendance(driver, GENERAL)
    driver.see("花名册里还没有党员")
    driver.press("导入花名册")
    there: Any = driver.shell.current_page()
    assert there.shown == {"register": "member"}
    home = own_organization(ledger)
    assert home is not None
    ledger.save(*(member(n, branch=home.uid) for n in range(4)))
    driver.rest()
    driver.open_page("meeting")
    assert expected(page) == "到会（应到 4）"
