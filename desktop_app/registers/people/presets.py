"""What a new record starts with besides its boxes' own defaults: the branch and the day, never a person."""

from datetime import date

from desktop_app.records.rules import RuleContext
from desktop_app.registers.people.orgs import own_branch

# Boxes that mean this branch itself when nothing else is said.
_OWN_BRANCH = {
    "member": "branch",
    "development": "branch",
    "meeting": "org",
    "election": "org",
    "issue": "duty_unit",
    "branch_rating": "org",
    "monthly_report": "org",
    "annual_change": "org",
}
# Days that are nearly always the day they are written down on.
_TODAY = {"handout": "issued_on", "handout_reply": "replied_on"}


def presets(register: str, context: RuleContext) -> dict[str, str | date]:
    """The boxes a new record of ``register`` is offered with, by name."""
    offered: dict[str, str | date] = {}
    box = _OWN_BRANCH.get(register)
    branch = own_branch(context) if box else None
    if box and branch:
        offered[box] = branch
    if register in _TODAY:
        offered[_TODAY[register]] = context.today
    return offered
