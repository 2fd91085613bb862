"""What the papers are gathered from: the open branch file, looked at as duties look at it, with names."""

from datetime import date
from decimal import Decimal
from typing import Any, Protocol, TypeVar

from desktop_app.base.errors import UserError
from desktop_app.base.ids import is_uid
from desktop_app.base.names import spaced
from desktop_app.base.periods import chinese_date
from desktop_app.duties.basics.bodies import Roster, own_branch
from desktop_app.printing.documents.dated import Dated
from desktop_app.printing.documents.wording import amount, apart, full_width, in_days
from desktop_app.records.base import Record
from desktop_app.records.box import AnyBox
from desktop_app.records.kinds import Date, Money
from desktop_app.records.links import PersonLink
from desktop_app.records.record import Catalogue, Register
from desktop_app.records.roles import Role
from desktop_app.records.rules import RuleContext
from desktop_app.registers.people.orgs import PartyOrg, own_organization

R = TypeVar("R", bound=Record)

GAP = "【待补】"
"""Stands on paper where something needed is not written yet; such minutes are not signed."""
NONE = "无"
"""Stands in a cell with nothing to tell: no blank cell on paper (采集表填写说明)."""
# What a person wrote stands on paper as it was written.
_TYPED = frozenset(("text", "long_text", "lines"))


class LedgerView(RuleContext, Protocol):
    """A look that also knows its registers and what every record is called."""

    @property
    def catalogue(self) -> Catalogue:
        """The registers of the branch file."""
        ...

    @property
    def role(self) -> Role:
        """Who is at the desk."""
        ...

    def name(self, uid: str) -> str:
        """The words a record is called by."""
        ...

    def in_order(self, register: Register) -> list[Any]:
        """What a select of a register's records is ordered by, so that they stand as in its list."""
        ...

    def file_bytes(self, sha256: str) -> bytes:
        """The bytes of an attached file; UserError when they did not come along with the record."""
        ...


def found(ledger: LedgerView, model: type[R], uid: str) -> R:
    """The record a paper is about; UserError when it was removed meanwhile."""
    record = ledger.get(model, uid)
    if record is None or record.removed_at is not None:
        raise gone(ledger.catalogue.of(model).title)
    return record


def gone(title: str) -> UserError:
    """What is said of a record a paper is about that is no longer there; ``title`` its register's."""
    return UserError(f"要打印的「{title}」已经不在了", "其他资料没有改动", "请回到列表重新选择")


def branch_of(ledger: LedgerView, office: str = "") -> PartyOrg | None:
    """The row of the branch that ``office`` (default: the own one) is; None while it is not written."""
    orgs = ledger.find(PartyOrg.live())
    uid = own_branch(ledger, orgs, office or ledger.office)
    return next((one for one in orgs if one.uid == uid), None)


def branch_name(ledger: LedgerView, office: str = "") -> str:
    """The full name as on the seal, a committee's of its own books too; 本支部 while none is written."""
    branch = branch_of(ledger, office)
    if branch is None and office in ("", ledger.office):
        branch = own_organization(ledger)
    return full_name_of(branch)


def full_name_of(branch: PartyOrg | None) -> str:
    """The full name of a branch's row; 本支部 while none is written."""
    return str(branch.full_name) if branch is not None and branch.full_name else "本支部"


def called(roster: Roster, uid: str, ledger: LedgerView) -> str:
    """Somebody's name by the roster that was read; by the index of names where the roster has it not."""
    member = roster.person(uid)
    return str(member.name) if member is not None else ledger.name(uid)


def name_or_words(words: str | None, ledger: LedgerView) -> str:
    """Who a free link means: somebody on the books by name, anybody else as written; '' for nobody."""
    return "" if not words else ledger.name(words) if is_uid(words) else words


def day_words(day: date | None, otherwise: str = NONE) -> str:
    """2026年7月1日, as days stand on paper."""
    return chinese_date(day) if day is not None else otherwise


def today_words(ledger: LedgerView) -> Dated:
    """Today as it stands on paper: no part of what a code stands for."""
    return Dated(day_words(ledger.today))


def nothing_in(box: AnyBox, record: Record | None = None) -> str:
    """What stands for an empty ``box``: 【待补】 where it has to be filled, 无 else.

    Of ``record`` a box is not wanting where another of its boxes serves as well.
    """
    is_wanting = bool(box.asked) if record is None else box.is_wanting(record)
    return GAP if box.required or is_wanting else NONE


def written(
    box: AnyBox, value: object, ledger: LedgerView, *, private: bool = True, of: Record | None = None
) -> str:
    """A value of the record ``of`` as it stands on paper; an empty one as ``nothing_in`` its box.

    ``private`` False covers what lists cover too; a private box that knows no covered form of its own is
    covered wholly.
    """
    if value is None or value == "" or value == ():
        return nothing_in(box, of)
    shown = box.show(value, ledger.name)
    if box.private and not private:
        covered = box.masked(value, ledger.name)
        return covered if covered != shown else "＊＊＊"
    if isinstance(box, Date) and isinstance(value, date):
        return chinese_date(value)
    if isinstance(box, Money) and isinstance(value, Decimal):
        return amount(value)
    if box.machine or box.kind not in _TYPED:
        shown = full_width(in_days(apart(shown)))
    return (spaced(shown) if isinstance(box, PersonLink) else shown) or NONE


def named(ledger: LedgerView, uid: str | None, otherwise: str = NONE) -> str:
    """What a record is called on paper: its days as they stand there."""
    return in_days(ledger.name(uid)) if uid else otherwise


def numbered(lines: tuple[str, ...]) -> str:
    """Lines as 1. …, 2. …; a single one stands without a number."""
    if len(lines) < 2:
        return "".join(lines)
    return "\n".join(f"{place}. {line}" for place, line in enumerate(lines, 1))
