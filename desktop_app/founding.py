"""Founding a branch: what a new branch file holds before the first entry of its secretary."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from desktop_app.registers.displays.rating_schemes import shipped_schemes
from desktop_app.registers.people.orgs import COMMITTEE_KIND, PartyOrg
from desktop_app.registers.people.superior_code import invented_code
from desktop_app.registers.study.study_materials import shipped_tags, shipped_theory
from desktop_app.storage.awaited import SECRETARY, Awaited, keep_awaited
from desktop_app.storage.ledger import Ledger

if TYPE_CHECKING:
    from desktop_app.exchange.courier import Courier


@dataclass(frozen=True)
class Founding:
    """What the first start asks of a branch; ``term_years`` is 3 or 5.

    ``secretary`` and ``committee``, names with their posts, are linked with the roster when it is entered.

    Without ``superior_code`` the superior is entered under one made from our own, until its card is known.
    """

    full_name: str
    org_code: str
    superior: str = ""
    superior_code: str = ""
    secretary: str = ""
    committee: tuple[Awaited, ...] = ()
    term_start: date | None = None
    term_years: int | None = None


def kind_by_name(full_name: str) -> str:
    """The kind of organisation a full name tells: who founds a committee's file is never asked for it."""
    if "总支" in full_name:
        return "党总支"
    if "支部" in full_name:
        return "党支部"
    return COMMITTEE_KIND if full_name.endswith(("委员会", "党委", "工委")) else "党支部"


def found_branch(ledger: Ledger, courier: "Courier", founding: Founding) -> PartyOrg:
    """Enter the branch and its superior, and make the keys of its trust card."""
    courier.trust.introduce(founding.org_code, founding.full_name)
    superior: Any = None
    if founding.superior:
        code = founding.superior_code or invented_code(founding.org_code)
        superior = PartyOrg(full_name=founding.superior, org_code=code, org_kind="党委")
    branch = PartyOrg(
        full_name=founding.full_name,
        org_code=founding.org_code,
        org_kind=kind_by_name(founding.full_name),
        parent=superior.uid if superior else None,
        term_start=founding.term_start,
    )
    if founding.term_years is not None:
        branch.term_years = founding.term_years
    # Of its own kind: no undo takes away the ground everything later stands on.
    with ledger.action("建立支部", kind="founding") as action:
        action.save(*shipped_schemes(), *shipped_tags(), *shipped_theory())
        action.save(*([superior] if superior else []), branch)
    head = (Awaited("".join(founding.secretary.split()), SECRETARY),) if founding.secretary else ()
    keep_awaited(ledger, (*head, *founding.committee))
    return branch
