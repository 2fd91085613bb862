"""Where a transfer by stick stands at either end, as pure functions over numbers: nothing else decides it.

The sending branch numbers its offers of one member, rising, and has at most one that waits for an answer. The
receiving branch answers each number once and keeps what it answered. From this follows, whatever is lost,
late, repeated or out of order on the way: never have both branches, or neither, the member for good. There
is no cancelling: who sent an offer may ask for it back, and the answer alone closes it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

# Of an offer: nobody answered yet, the member was taken over, the offer was sent back.
WAITING, TAKEN, RETURNED = "待答复", "已接收", "已退回"
STATES = (WAITING, TAKEN, RETURNED)


@dataclass(frozen=True, slots=True)
class Sent:
    """One offer of a member as its sender keeps it: the how-manieth, to which office, how it stands."""

    number: int
    to: str
    state: str = WAITING


@dataclass(frozen=True, slots=True)
class Answer:
    """What office ``by`` answered to offer ``number`` of a member."""

    number: int
    by: str
    accepts: bool


def next_number(sent: Iterable[Sent]) -> int | None:
    """The number of a further offer of the member; None while one waits for its answer."""
    known = list(sent)
    if any(one.state == WAITING for one in known):
        return None
    return 1 + max((one.number for one in known), default=0)


def answered(sent: Sent, answer: Answer) -> Sent:
    """How ``sent`` stands once ``answer`` was read: only an answer to it moves it, and only the first one."""
    if sent.state != WAITING or (answer.number, answer.by) != (sent.number, sent.to):
        return sent
    return replace(sent, state=TAKEN if answer.accepts else RETURNED)


def may_answer(number: int, seen: Iterable[int], given: Iterable[int]) -> bool:
    """Whether the receiver may answer offer ``number`` of a member.

    Not when it answered this number or a later one, nor when a later offer has come: its sender made that one
    because this one was closed.
    """
    return number > max(given, default=0) and number >= max(seen, default=0)
