"""What a new record starts with besides its boxes' own defaults: facts of the branch, never of a person."""

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


def presets(register: str, context: RuleContext) -> dict[str, str]:
    """The boxes a new record of ``register`` is offered with, by name."""
    box = _OWN_BRANCH.get(register)
    branch = own_branch(context) if box else None
    return {box: branch} if box and branch else {}
