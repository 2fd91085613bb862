"""What is told before a paper is printed: characters no face holds, with page and record, and lost photos."""

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from itertools import islice
from operator import or_

from desktop_app.printing.documents.ledger_view import LedgerView
from desktop_app.printing.type.breaking import plain
from desktop_app.printing.type.missing import GETA, Missing, called
from desktop_app.printing.type.page import Paper
from desktop_app.records.base import Record
from desktop_app.records.record import Register

_WORDS = frozenset(("text", "long_text", "lines", "choice", "many_choice"))
"""Kinds of box that hold words."""
_MOST, _MOST_CHARACTERS, _MOST_LOOKED_AT = 3, 20, 50
"""Records named for a character, characters told of, records of a register looked at for one."""
_LONGEST = 20


def warnings(ledger: LedgerView, paper: Paper) -> tuple[str, ...]:
    """A sentence for each character ``paper`` shows as another and for each photo it could not show."""
    told = [_sentence(ledger, one) for one in paper.missing[:_MOST_CHARACTERS]]
    if rest := paper.missing[_MOST_CHARACTERS:]:
        pages = _pages({page for one in rest for page in one.pages})
        told.append(f"还有 {len(rest)} 个字字库里没有，在第{pages}页。")
    told += (_sentence(ledger, one) for one in paper.replaced[:_MOST_CHARACTERS])
    return (*told, *paper.remarks)


def _pages(numbers: Iterable[int]) -> str:
    return "、".join(map(str, sorted(numbers)))


def _sentence(ledger: LedgerView, one: Missing) -> str:
    found = list(islice(_holders(ledger, one, _MOST_LOOKED_AT), _MOST + 1))
    where = f"（{'；'.join(found[:_MOST])}{'等' if len(found) > _MOST else ''}）" if found else ""
    if one.shown != GETA:
        return f"第{_pages(one.pages)}页的{called(one.char)}是旧写法，印成“{one.shown}”，建议改过来{where}。"
    return f"第{_pages(one.pages)}页的{called(one.char)}字库里没有，印成{GETA}{where}。"


def _holders(ledger: LedgerView, one: Missing, most: int) -> Iterator[str]:
    """The records and boxes the character comes from, of at most so many a register: 花名册“张某”的姓名."""
    for register in ledger.catalogue:
        boxes = [box for box in register.boxes.values() if box.kind in _WORDS]
        if not boxes or not ledger.may_read(register.name):
            continue
        holds = reduce(or_, (box.cast("TEXT").contains(one.char) for box in boxes))
        few = register.model.live().where(holds).order_by(register.model.uid).limit(most)
        for record in ledger.find(few):
            yield from _boxes(ledger, register, record, one)


def _boxes(ledger: LedgerView, register: Register, record: Record, one: Missing) -> Iterator[str]:
    for name, box in register.boxes.items():
        value = getattr(record, name) if box.kind in _WORDS else None
        words = [value] if isinstance(value, str) else value or ()
        if any(_stands_in(text, one) for text in words):
            yield f"{register.title}“{ledger.name(record.uid)[:_LONGEST]}”的{box.title}"


def _stands_in(text: str, one: Missing) -> bool:
    """Whether the character as it stands in ``text``, with a neighbour, is in a line of the paper."""
    told = _close(text)
    return any(
        part in line
        for at, char in enumerate(told)
        if char == one.char
        for part in _with_neighbours(told, at)
        for line in map(_close, one.lines)
    )


def _with_neighbours(text: str, at: int) -> Sequence[str]:
    """The character at ``at`` with the one before and with the one after: a line may end between them."""
    pairs = [text[at - 1 : at + 1]] if at else []
    return [*pairs, *([text[at : at + 2]] if at + 1 < len(text) else [])] or [text]


def _close(text: str) -> str:
    """The text as papers print it, without blanks: 张　三 is 张三."""
    return "".join(plain(text).split())
