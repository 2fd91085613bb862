"""Trust over random histories: keys renewed and lost, lists late or twice, and one who has all that was sent.

What must hold at every step: an office is known by a key it really had, and never by an older one than before
unless a person typed its words; nobody but the office itself touches its own card; who is not our superior
introduces nobody.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from random import Random

import pytest

from desktop_app.base.clock import SetClock
from desktop_app.base.errors import UserError
from desktop_app.exchange.card import OfficeCard, Succession
from desktop_app.exchange.directory import DirectoryEntry, signed_directory
from desktop_app.exchange.identity import OfficeKeys
from desktop_app.exchange.trust import CardStanding, Trust
from tests.exchange.test_trust import Notes

COMMITTEE, BRANCHES = "C", ("A", "B", "D")
STEPS, HISTORIES = 110, 2


@dataclass
class World:
    """A committee and its branches, the keys each really had, and what lies on sticks."""

    chance: Random
    clock: SetClock = field(default_factory=lambda: SetClock(datetime(2026, 1, 1, 8, 0)))
    trusts: dict[str, Trust] = field(default_factory=dict)
    keys: dict[str, list[OfficeKeys]] = field(default_factory=dict)
    cards: list[OfficeCard] = field(default_factory=list)
    lists: list[bytes] = field(default_factory=list)
    held: dict[tuple[str, str], int] = field(default_factory=dict)
    thief: OfficeKeys = field(default_factory=lambda: OfficeKeys.new("T", "冒充的"))

    def found(self) -> None:
        """Everybody makes keys; each branch types its committee's card, the committee each branch's."""
        for code in (COMMITTEE, *BRANCHES):
            self.trusts[code] = Trust(Notes(), self.clock)
            self.keys[code] = [self.trusts[code].introduce(code, f"单位{code}")]
            self.cards.append(self.trusts[code].card)
        for code in BRANCHES:
            self.trusts[code].keep(self.trusts[COMMITTEE].card)
            self.trusts[code].set_superior(COMMITTEE)
            self.trusts[COMMITTEE].keep(self.trusts[code].card)

    def index(self, code: str, card: OfficeCard) -> int:
        """The how-manieth of the office's real keys this is; ValueError for none."""
        return [keys.public.sign_key for keys in self.keys[code]].index(card.sign_key)

    # -- what honest people do -------------------------------------------------------------------------

    def renew(self) -> None:
        code = self.chance.choice([COMMITTEE, *BRANCHES])
        trust = self.trusts[code]
        trust.count_package(trust.next_number + self.chance.randrange(3))
        self.cards.append(trust.renew())
        self.keys[code].append(trust.keys)

    def lose(self) -> None:
        """A branch lost its file and begins anew; its committee types the new card from paper."""
        code = self.chance.choice(BRANCHES)
        fresh = OfficeKeys.new(code, f"单位{code}")
        self.trusts[code]._notes.set_note("office_keys", fresh.to_bytes().decode())
        self.keys[code].append(fresh)
        self.cards.append(fresh.public)
        committee = self.trusts[COMMITTEE]
        if committee.standing(fresh.public) is CardStanding.SECOND:
            question = committee.next_from(code)
            office = next(each for each in committee.offices() if each.card.code == code)
            committee._book.put(office.with_card(fresh.public, question, office.how, date(2026, 1, 2)))

    def issue(self) -> None:
        self.lists.append(self.trusts[COMMITTEE].issue().to_bytes())

    def hand_on(self) -> None:
        """Some card reaches somebody, who takes it if its old key vouches for it."""
        card, taker = (
            self.chance.choice(self.cards[-4:]),
            self.trusts[self.chance.choice([COMMITTEE, *BRANCHES])],
        )
        if taker.standing(card) is CardStanding.FOLLOWED:
            taker.follow(card)

    def hand_down(self) -> None:
        if self.lists:
            self.take(self.chance.choice(BRANCHES), self.chance.choice(self.lists[-3:]))

    def see_a_package(self) -> None:
        self.trusts[self.chance.choice(BRANCHES)].seen(self.chance.choice(BRANCHES), self.chance.randrange(9))

    # -- and the thief ---------------------------------------------------------------------------------

    def forge_a_card(self) -> None:
        """His key under an office's code, with a way to it made of every real succession he ever saw."""
        code = self.chance.choice([COMMITTEE, *BRANCHES])
        made = replace(self.thief, code=code)
        seen = [each for card in self.cards if card.code == code for each in card.successions]
        ways: list[tuple[Succession, ...]] = [(), made.renewed(3).successions]
        if seen:
            stolen = self.chance.choice(seen)
            ways.append((stolen, replace(stolen, old_key=stolen.new_key, new_key=made.public.sign_key)))
        card = replace(made.public, successions=self.chance.choice(ways))
        victim = self.trusts[self.chance.choice([COMMITTEE, *BRANCHES])]
        try:
            card = OfficeCard.from_bytes(card.to_bytes())
        except UserError:
            return
        for attempt in (victim.follow, victim.keep):
            if code in victim.known() or code == victim.card.code:
                with pytest.raises(UserError):
                    attempt(card)

    def forge_a_list(self) -> None:
        """A list in the committee's name, or in that of a branch whose keys he has."""
        branch = self.chance.choice(BRANCHES)
        signers = (replace(self.thief, code=COMMITTEE), self.keys[branch][0], self.thief)
        entries = [
            DirectoryEntry(replace(self.thief, code=code).public, 0) for code in (COMMITTEE, *BRANCHES, "T")
        ]
        signer = self.chance.choice(signers)
        data = signed_directory(signer, 2**50, date(2026, 1, 1), entries).to_bytes()
        victim = self.chance.choice([each for each in BRANCHES if each != branch])
        with pytest.raises(UserError):
            self.trusts[victim].take_directory(data)

    def take(self, code: str, data: bytes) -> None:
        try:
            self.trusts[code].take_directory(data)
        except UserError:
            # By a key of the committee's that the branch knows to be replaced, or does not know yet.
            return

    def check(self) -> None:
        """What must hold."""
        for holder, trust in self.trusts.items():
            assert trust.card.sign_key == self.keys[holder][-1].public.sign_key
            for office in trust.offices():
                code = office.card.code
                assert code in self.keys
                assert code != holder
                at = self.index(code, office.card)
                assert at >= self.held.get((holder, code), 0), f"{holder} went back to an old key of {code}"
                self.held[holder, code] = at
            assert trust.superior == ("" if holder == COMMITTEE else COMMITTEE)


@pytest.mark.parametrize("seed", range(HISTORIES))
def test_no_history_makes_an_office_believe_a_key_that_is_not_its_owners(seed: int) -> None:
    world = World(Random(seed))
    world.found()
    does: list[Callable[[], None]] = [
        world.renew,
        world.lose,
        world.issue,
        world.issue,
        world.hand_on,
        world.hand_on,
        world.hand_down,
        world.hand_down,
        world.hand_down,
        world.see_a_package,
        world.forge_a_card,
        world.forge_a_list,
    ]
    for _ in range(STEPS):
        world.clock.set(world.clock.now() + timedelta(minutes=world.chance.randrange(90)))
        world.chance.choice(does)()
        world.check()
