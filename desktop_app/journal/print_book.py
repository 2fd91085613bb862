"""The hand that writes what was printed, and answers what has become of it since."""

from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Protocol

from desktop_app.base.paper_codes import is_whole, near_codes
from desktop_app.base.periods import chinese_date
from desktop_app.journal.audit_book import AUDIT, AuditBook, covered
from desktop_app.records.box import Scalar
from desktop_app.records.roles import Role
from desktop_app.registers.exchange.audit_log import EXPORTED, PRINTED
from desktop_app.registers.exchange.printed_papers import (
    ON_PAPER,
    PrintedPaper,
    codes_printed,
    last_print,
    prints_called,
)
from desktop_app.registers.rules.template_parts import parts_of
from desktop_app.registers.rules.template_rows import in_force
from desktop_app.storage.ledger import Ledger
from desktop_app.storage.paper_answer import Answer, Verdict
from desktop_app.storage.past import PastReader, Since, place_now, since
from desktop_app.storage.reads import Reads

# So many changed records are tried one by one; of more all are told.
_MOST_TRIED = 60


Drafting = Callable[[PastReader, str, str], tuple[str, frozenset[str]]]
"""Drafts the paper of a kind, made of what is kept in words, as a reader sees the records.

Gives the digest of what it tells, and every word and number of it without blanks.
"""


class Made(Protocol):
    """A finished paper, as far as it is written down."""

    @property
    def title(self) -> str: ...
    @property
    def code(self) -> str: ...
    @property
    def digest(self) -> str: ...
    @property
    def pages(self) -> int: ...
    @property
    def template(self) -> str: ...


class PrintBook:
    """Writes and asks the register of what was printed of one open ledger."""

    def __init__(self, ledger: Ledger, drafting: Drafting) -> None:
        self._ledger, self._drafting = ledger, drafting

    def printed(
        self, paper: Made, kind: str, made_of: str, *, how: str, copies: int, called: str = "", told: str = ""
    ) -> PrintedPaper:
        """Write down that ``paper`` of a kind was handed over, with a line in the log of acts.

        ``called`` is its name on the screen, ``told`` what the log says of it instead of pages and copies.
        """
        line = self.line(paper, kind, made_of, how=how, copies=copies, called=called)
        audit = AuditBook(self._ledger)
        act = PRINTED if how == ON_PAPER else EXPORTED
        words = told or f"{paper.pages} 页，{copies} 份"
        with self._ledger.action(f"{act} {line.title}", kind=AUDIT) as writing:
            writing.save(audit.line(act, called or paper.title, words), line)
        return line

    def printed_together(
        self, papers: Iterable[tuple[Made, str, str]], *, how: str, copies: int, called: str
    ) -> None:
        """Write down papers that were handed over as one: each its own line, and one of all in the log.

        Each is (paper, its kind, what it is made of); ``called`` is what all are called together.
        """
        papers = list(papers)
        lines = [self.line(one, kind, made_of, how=how, copies=copies) for one, kind, made_of in papers]
        act = PRINTED if how == ON_PAPER else EXPORTED
        told = f"{len(papers)} 份材料，共 {sum(one.pages for one, _, _ in papers)} 页，各 {copies} 份"
        with self._ledger.action(f"{act} {covered(called)}", kind=AUDIT) as writing:
            writing.save(AuditBook(self._ledger).line(act, called, told), *lines)

    def printed_many(self, lines: Iterable[PrintedPaper], what: str) -> None:
        """Write down many papers at once; the log has its own line of the whole."""
        with self._ledger.action(what, kind=AUDIT) as writing:
            writing.save(*lines)

    def line(
        self, paper: Made, kind: str, made_of: str, *, how: str, copies: int, called: str = ""
    ) -> PrintedPaper:
        """The line of a paper, not written yet."""
        now = self._ledger.clock.now()
        with self._ledger.door.whole():
            place = place_now(self._ledger)
        return PrintedPaper(
            on=now.date(),
            at=f"{now:%H:%M}",
            who=self._ledger.actor,
            how=how,
            title=covered(called or paper.title),
            code=paper.code,
            pages=paper.pages,
            copies=copies,
            paper=kind,
            made_of=made_of or None,
            seen_as=str(self._ledger.role) if not self._ledger.door.is_whole else None,
            place=place,
            digest=paper.digest,
            template=paper.template or None,
        )

    # -- asked -------------------------------------------------------------------------------------

    def ask(self, code: str) -> Answer:
        """What became of the paper with ``code``, as ``base.paper_codes.typed_code`` gives it."""
        printed = tuple(prints_called(self._ledger, code))
        if not printed:
            near = near_codes(code, codes_printed(self._ledger))
            return Answer(code, Verdict.UNKNOWN, near=tuple(near), is_mistyped=not is_whole(code))
        return self.compare(printed)

    def since_last(self, kind: str, made_of: str) -> Answer | None:
        """What was changed since the same paper was printed last; None where it never was."""
        # Who prints is told what was changed before, and not asked anew because it was printed.
        with self._ledger.unnoted():
            last = last_print(self._ledger, kind, made_of) if made_of else None
            return self.compare((last,)) if last is not None else None

    def compare(self, printed: tuple[PrintedPaper, ...]) -> Answer:
        """What became of a paper since it was printed last."""
        last = printed[0]
        code = str(last.code)
        if not last.made_of or not last.place or last.on is None:
            return Answer(code, Verdict.UNPROVEN, printed)
        with ExitStack() as stack:
            drafted = partial(self._drafted, stack, last)
            (digest, now), reads = drafted(())
            self._ledger.rests_on(*(self._ledger.catalogue[name].model for name in reads.registers))
            template = self._other_template(last)
            if digest == last.digest:
                return Answer(code, Verdict.SAME, printed, template=template)
            changes = since(self._ledger, last.place, reads)
            if last.seen_as:
                return Answer(code, Verdict.UNPROVEN, printed, tuple(changes), template=template)
            (before, then), _ = drafted(changes)
            telling = _telling(changes, lambda one: drafted((one,))[0][0] != digest)
        shown = tuple(self._in_words(one, then - now, now - then) for one in telling)
        verdict = Verdict.CHANGED if before == last.digest else Verdict.UNPROVEN
        return Answer(code, verdict, printed, shown, template=template)

    def _other_template(self, last: PrintedPaper) -> str:
        """What is said of a paper printed with another template than it would be now."""
        now = in_force(self._ledger, parts_of(str(last.paper)).title)
        if (last.template or "") == now.mark:
            return ""
        was = "程序自带的样式" if not last.template else "以前的样式"
        name = f"“{now.row.name or '自定的样式'}”" if now.mark and now.row is not None else "程序自带的样式"
        return f"样式改过：印的时候用{was}，现在用{name}"

    def _drafted(
        self, stack: ExitStack, paper: PrintedPaper, changes: Sequence[Since]
    ) -> tuple[tuple[str, frozenset[str]], Reads]:
        """The paper as on its day, over the records before ``changes``; and what it rests on."""
        role = Role(paper.seen_as) if paper.seen_as else Role.SECRETARY
        reader = PastReader(self._ledger, changes, paper.on or self._ledger.today, role)
        stack.callback(reader.close)
        with reader.noting() as reads:
            return self._drafting(reader, str(paper.paper), str(paper.made_of)), reads

    def _in_words(self, one: Since, gone: Collection[str], come: Collection[str]) -> Since:
        """A change with those of its boxes alone that show in what left the paper and what came onto it."""
        register, naming = one.register, self._ledger.name

        def shows(name: str, value: Scalar, words: Collection[str]) -> bool:
            told = register.boxes[name].python_value(value)
            spelt = [register.boxes[name].show(told, naming)] if told is not None else []
            if isinstance(told, date):
                spelt += [chinese_date(told), f"{told:%Y.%m.%d}", f"{told:%m-%d}"]
            return any(bare(one) in word for one in spelt if one for word in words)

        boxes = {
            name: pair
            for name, pair in one.boxes.items()
            if shows(name, pair[0], gone) or shows(name, pair[1], come)
        }
        return replace(one, boxes=boxes) if boxes else one


def _telling(changes: Sequence[Since], tells: Callable[[Since], bool]) -> Sequence[Since]:
    """Those of ``changes`` without which the paper would say something else."""
    if len(changes) > _MOST_TRIED:
        return changes
    return [one for one in changes if tells(one)] or changes


def bare(words: str) -> str:
    """Words without the blanks between them, as they are looked for on a paper."""
    return "".join(words.split())
