"""What the preview shows: one PDF of one paper or of many, the very bytes that are printed and saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop_app.base.errors import UserError
from desktop_app.printing.arranged import Part, arranged
from desktop_app.printing.documents.made_of import kept_of
from desktop_app.printing.documents.paper import Printed
from desktop_app.registers.exchange.printed_papers import ON_PAPER
from desktop_app.views.bridge import Progress

if TYPE_CHECKING:
    from desktop_app.desk import Desk


@dataclass(frozen=True)
class AskedPaper:
    """A paper to be made: its kind and what it is made of."""

    key: str
    args: Mapping[str, Any]


@dataclass(frozen=True)
class MadePapers:
    """Papers made: ``pdf`` holds all of them, ready for both sides of the sheet where that was asked."""

    asked: tuple[AskedPaper, ...]
    papers: tuple[Printed, ...]
    pdf: bytes

    @property
    def warnings(self) -> list[str]:
        """What is to be read before printing; of one among many with its name."""
        one = len(self.papers) == 1
        return [
            words if one else f"{paper.title}：{words}" for paper in self.papers for words in paper.warnings
        ]

    @property
    def pages(self) -> int:
        """The pages that say something; blank backs between papers are none."""
        return sum(paper.pages for paper in self.papers)

    def note(self, desk: Desk, how: str, copies: int, called: str, told: str = "") -> None:
        """Write down, once a paper, that it was handed over; for the worker.

        What was done stays done: UserError says that it is not to be done again.
        """
        kept = [
            (paper, asked.key, kept_of(asked.key, asked.args))
            for asked, paper in zip(self.asked, self.papers, strict=True)
        ]
        try:
            if len(kept) == 1:
                desk.prints.printed(*kept[0], how=how, copies=copies, called=called, told=told)
            else:
                desk.prints.printed_together(kept, how=how, copies=copies, called=called)
        except UserError as error:
            done = "已经交给打印机" if how == ON_PAPER else "已经存好"
            raise UserError(
                f"材料{done}，但没有记进打印登记：{error.what}",
                "不用再做一次",
                error.todo,
                detail=error.detail,
            ) from error


def make_papers(
    desk: Desk, asked: Sequence[AskedPaper], progress: Progress, *, two_sided: bool = False, at_most: int = 0
) -> MadePapers:
    """Make the papers one after another and join them; for the worker. ``at_most`` pages for a single one."""
    papers, total = [], len(asked)
    for done, one in enumerate(asked):
        if total > 1:
            progress(done, total, "正在排版")
        papers.append(desk.renderer.make(one.key, at_most=at_most, **one.args))
    parts = [Part(paper.pdf, paper.binding) for paper in papers]
    tell = (lambda done, total: progress(done, total, "正在合成一份")) if total > 1 else None
    return MadePapers(tuple(asked), tuple(papers), arranged(parts, two_sided=two_sided, progress=tell))
