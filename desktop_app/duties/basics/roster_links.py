"""What a roster leaves unsaid: the branch its people belong to, and groups it names for the first time."""

from collections.abc import Callable

from desktop_app.duties.basics.bodies import own_branch
from desktop_app.records.rules import RuleContext
from desktop_app.registers.people.orgs import GROUP, PartyOrg


def branch_given(context: RuleContext) -> dict[str, str]:
    """The box of the own branch for members a sheet puts in no branch; empty while it is not written."""
    branch = own_branch(context, context.find(PartyOrg.live()), context.office)
    return {"branch": branch} if branch else {}


def group_maker(context: RuleContext) -> Callable[[str], PartyOrg]:
    """Makes the record of a group the sheet names and nobody knows, numbered after those there are."""
    orgs = context.find(PartyOrg.live())
    codes = {org.org_code for org in orgs}
    branch = own_branch(context, orgs, context.office)

    def make(words: str) -> PartyOrg:
        number = next(n for n in range(1, 10_000) if f"{context.office}-{n:02d}" not in codes)
        code = f"{context.office}-{number:02d}"
        codes.add(code)
        return PartyOrg(full_name=words, org_code=code, org_kind=GROUP, parent=branch)

    return make
