"""应到 0: each reason is said, and its button leads where it is mended."""

from datetime import date
from typing import Any

import pytest

from desktop_app.duties.basics.bodies import Roster
from desktop_app.registers.organization_life.meeting_kinds import COMMITTEE, GENERAL, GROUP_MEETING
from desktop_app.registers.people.orgs import CommitteeMember
from desktop_app.views.pages.organization_life.nobody_expected import nobody_expected
from tests.registers.invented_people import branch, member

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
