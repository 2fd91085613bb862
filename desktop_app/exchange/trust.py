"""Trust: this office's own keys and card, and the cards of the offices it knows."""

import json
from typing import Protocol

from desktop_app.base.clock import Clock
from desktop_app.base.errors import UserError
from desktop_app.exchange.card import OfficeCard, confirm_card, fingerprint
from desktop_app.exchange.identity import OfficeKeys


class Notes(Protocol):
    """Where the exchange keeps keys, cards and acknowledgements: the branch file's own notes."""

    def note(self, key: str, default: str = "") -> str:
        """A setting."""
        ...

    def set_note(self, key: str, value: str) -> None:
        """Keep a setting."""
        ...


class Trust:
    """Who we are and whom we know."""

    def __init__(self, notes: Notes, clock: Clock) -> None:
        self._notes = notes
        self._clock = clock

    def introduce(self, code: str, name: str) -> OfficeKeys:
        """Make this office's keys, once, when its branch file is made."""
        keys = OfficeKeys.new(code, name)
        self._notes.set_note("office_keys", keys.to_bytes().decode())
        return keys

    @property
    def keys(self) -> OfficeKeys:
        """This office's secret keys; UserError when the file was made without them."""
        kept = self._notes.note("office_keys")
        if not kept:
            raise UserError("这个支部文件还没有交换用的名片", todo="请先在“设置”里填好党组织代码和名称")
        return OfficeKeys.from_bytes(kept.encode())

    @property
    def card(self) -> OfficeCard:
        """The trust card others need to read from us and send to us."""
        return self.keys.public

    def known(self) -> dict[str, OfficeCard]:
        """The offices whose cards were confirmed, by code."""
        codes = json.loads(self._notes.note("known_offices", "[]"))
        return {code: OfficeCard.from_bytes(self._notes.note(f"card:{code}").encode()) for code in codes}

    def card_of(self, code: str) -> OfficeCard:
        """The card of a known office; UserError when there is none."""
        known = self.known()
        if code not in known:
            raise UserError(f"还没有登记“{code}”的名片", todo="请先在“交换”里登记对方的名片")
        return known[code]

    def learn(self, card: OfficeCard, typed: dict[int, str]) -> None:
        """Trust a card once the operator typed two groups of its fingerprint from the printed sheet.

        UserError when they differ, or when another card already stands for this code.
        """
        if card.code == self.card.code:
            raise UserError("这是本支部自己的名片", todo="请选择对方给的名片文件")
        confirm_card(card, typed)
        self.keep(card)

    def keep(self, card: OfficeCard) -> None:
        """Keep a card that was confirmed."""
        codes = json.loads(self._notes.note("known_offices", "[]"))
        self._notes.set_note(f"card:{card.code}", card.to_bytes().decode())
        self._notes.set_note("known_offices", json.dumps(sorted({*codes, card.code})))

    def fingerprint(self) -> str:
        """This office's own fingerprint, to print on the card sheet."""
        return fingerprint(self.card)
