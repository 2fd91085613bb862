"""Who holds which role: 书记 and 组织委员 as the committee stands, the others as written down."""

from typing import Protocol

from desktop_app.records.roles import Role
from desktop_app.records.rules import RuleContext
from desktop_app.registers.people.orgs import CommitteeMember, own_organization, seated_now

# The note with the name of whoever was given a role's password.
_NOTE = "role_holder:"


class OpenFile(RuleContext, Protocol):
    """A look that also has names, the settings of its file, and somebody at its desk."""

    @property
    def role(self) -> Role:
        """Whose password opened the file."""
        ...

    def name(self, uid: str) -> str:
        """The words a record is called by."""
        ...

    def note(self, key: str, default: str = "") -> str:
        """A small setting of the file."""
        ...

    def set_note(self, key: str, value: str) -> None:
        """Keep a small setting; '' drops it."""
        ...


def holder_of(ledger: OpenFile, role: Role) -> str:
    """The name of whoever holds ``role`` today; '' where nobody is known to."""
    kept = ledger.note(_NOTE + role)
    if kept:
        return kept
    own = own_organization(ledger)
    seats: list[CommitteeMember] = seated_now(own.uid, ledger) if own is not None else []
    held = [seat.member for seat in seats if seat.role == role]
    return ledger.name(held[0]) if held else ""


def keep_holder(ledger: OpenFile, role: Role, name: str) -> None:
    """Write down who was given the password of ``role``; '' leaves it to the committee as it stands."""
    ledger.set_note(_NOTE + role, name.strip())


def words_for(ledger: OpenFile) -> str:
    """Who is at the desk, for the log and every action: 书记 张三, or the role alone."""
    return f"{ledger.role} {holder_of(ledger, ledger.role)}".strip()
