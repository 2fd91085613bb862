"""Three branches and one member, everything at random: offers, answers and questions lost, late, twice."""

from random import Random

import pytest

from desktop_app.base.errors import UserError
from desktop_app.registers.people.deed_states import WAITING
from desktop_app.registers.people.members import Member
from desktop_app.registers.people.transfer_deeds import ACCEPTS, TransferAnswer, TransferOffer
from tests.journal.two_branches import carry, close_offices, open_offices

WHO, STEPS = "安长河", 24


@pytest.fixture
def offices(tmp_path):
    """Three branches at their desks."""
    found = open_offices(tmp_path)
    yield found
    close_offices(found)


class Walk:
    """What the three do, at random; sticks keep what was ever written to them."""

    def __init__(self, offices, seed: int) -> None:
        self.random = Random(seed)
        self.a, self.others = offices["Z001"], [offices["Z002"], offices["Z003"]]
        self.letter = self.a.letter()
        self.offers: list[TransferOffer] = []
        self.answers: list[tuple[TransferAnswer, object]] = []

    def step(self) -> None:
        self.random.choice((self.offer, self.recall, self.deliver, self.deliver, self.answer, self.read))()

    def offer(self) -> None:
        """甲 offers, where it may."""
        try:
            made = self.a.book.offer(self.letter, self.random.choice(self.others).ledger.office)
        except UserError:
            return
        self.offers.append(made)

    def recall(self) -> None:
        """甲 asks for an offer back, where one waits."""
        waiting = self.a.ledger.find(TransferOffer.live().where(TransferOffer.state == WAITING))
        for one in waiting:
            self.a.book.recall(one, "不去了")

    def deliver(self) -> None:
        """Some stick with an offer is read, by whoever holds it: also by the wrong branch."""
        if self.offers:
            carry(self.random.choice(self.offers), self.a, self.random.choice(self.others))

    def answer(self) -> None:
        """A branch answers what it can."""
        office = self.random.choice(self.others)
        for waits in office.book.waiting():
            if self.random.random() < 0.35:
                made = office.book.accept(waits.offer, by="收", same=waits.on_roster)
            else:
                made = office.book.send_back(waits.offer, "不收", by="收")
            self.answers.append((made, office))

    def read(self) -> None:
        """甲 reads some stick with an answer, perhaps again."""
        if self.answers:
            answer, office = self.random.choice(self.answers)
            carry(answer, office, self.a)
        assert [one.trouble for one in self.a.book.settle()] in ([], [None])

    def holders(self) -> list[str]:
        """Whose roster the member stands on."""
        found = []
        for office in (self.a, *self.others):
            here = (Member.owner_office == office.ledger.office) & (Member.name == WHO)
            if any(not one.exit_type for one in office.ledger.find(Member.live().where(here))):
                found.append(office.ledger.office)
        return found


@pytest.mark.parametrize("seed", range(5))
def test_whatever_happens_the_member_is_never_nobodys_and_in_the_end_one_branchs(offices, seed):
    walk = Walk(offices, seed)
    for _ in range(STEPS):
        walk.step()
        holders = walk.holders()
        taken = [one for one, _ in walk.answers if one.verdict == ACCEPTS]
        assert holders
        assert len(taken) <= 1
        assert ("Z001" in holders) or taken
    for answer, office in walk.answers:
        carry(answer, office, walk.a)
        walk.a.book.settle()
    assert len(walk.holders()) == 1
