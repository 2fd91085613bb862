"""Every kind of gap the self-inspection finds, room by room, and all of them planted in one branch."""

from collections import Counter

from desktop_app.registers.people.members import Member
from tests.duties.sample import Branch
from tests.duties.summaries.planted import (
    development,
    displays,
    elections,
    fields,
    organization_life,
    people,
    rectification,
    reporting,
    service,
    study,
)

PLANTED = (
    *fields.PLANTED,
    *people.PLANTED,
    *development.PLANTED,
    *organization_life.PLANTED,
    *elections.PLANTED,
    *study.PLANTED,
    *displays.PLANTED,
    *service.PLANTED,
    *rectification.PLANTED,
    *reporting.PLANTED,
)


def plant(branch: Branch, members: list[Member]) -> Counter[str]:
    """One gap of every kind, each of another record; the kinds they should be listed under."""
    for one in PLANTED:
        one.plant(branch, members)
    return Counter(one.title for one in PLANTED)
