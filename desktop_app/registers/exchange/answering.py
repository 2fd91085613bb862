"""What is told of a transfer by stick: an offer that waits for its answer, and what an answer has done."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.base.errors import UserError
from desktop_app.registers.exchange.dossier import Dossier
from desktop_app.registers.people.members import Member
from desktop_app.registers.people.transfer_deeds import TransferOffer


@dataclass(frozen=True)
class Waiting:
    """An offer that came and was not answered yet.

    ``dossier`` is None where it cannot be accepted, and ``trouble`` says why; ``known`` is the row of the own
    roster with the same ID number. ``answerable`` says whether it can at least be sent back.
    """

    offer: TransferOffer
    dossier: Dossier | None
    trouble: UserError | None = None
    known: Member | None = None
    answerable: bool = True

    @property
    def on_roster(self) -> bool:
        """Whether somebody with this ID number stands on the own roster and has not left."""
        return self.known is not None and not self.known.exit_type


@dataclass(frozen=True)
class Settled:
    """What an answer that came back did, in words; ``trouble`` where it could not be carried out yet."""

    words: str
    trouble: UserError | None = None

    def told(self) -> str:
        """All of it in one line."""
        return self.words if self.trouble is None else f"{self.words}：{self.trouble.sentence()}"
