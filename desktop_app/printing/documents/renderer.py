"""The press: makes every paper of the branch by its key; light until the first paper is made."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from desktop_app.printing.documents.ledger_view import LedgerView, branch_name

if TYPE_CHECKING:
    from desktop_app.printing.documents.draft import Draft
    from desktop_app.printing.documents.paper import Arguments, Paper
    from desktop_app.printing.type.faces import FontSet


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished paper: its bytes, pages, the characters no face holds, and what to call it.

    ``file_name`` is safe on Windows and on sticks; ``code`` stands at the foot of the paper.
    """

    pdf: bytes
    pages: int
    missing: tuple[str, ...]
    title: str
    file_name: str
    code: str


class PaperRenderer:
    """Makes papers out of ``ledger`` (the ledger) with the faces in ``fonts_folder``.

    With ``sample`` every page carries 示例. ReportLab and the faces are loaded by the first paper.
    """

    def __init__(self, ledger: LedgerView, fonts_folder: Path, *, sample: bool = False) -> None:
        self._ledger = ledger
        self._folder = fonts_folder
        self.sample = sample

    @cached_property
    def fonts(self) -> "FontSet":
        """The faces of the papers."""
        from desktop_app.printing.type.faces import font_set

        return font_set(self._folder)

    def make(self, key: str, **args: "Unpack[Arguments]") -> Printed:
        """The paper ``key``. UserError when what it is about is gone; KeyError for a key not in PAPERS.

        The same records give the same bytes.
        """
        from desktop_app.printing.documents.draft import as_sample
        from desktop_app.printing.type.page import compose

        draft = self._draft(key, args)
        page = as_sample(draft.page) if self.sample else draft.page
        paper = compose(
            draft.story,
            page,
            self.fonts,
            title=draft.title,
            author=branch_name(self._ledger),
            subject=draft.code,
        )
        return Printed(paper.pdf, paper.pages, paper.missing, draft.title, draft.file_name, draft.code)

    def code(self, key: str, **args: "Unpack[Arguments]") -> str:
        """The 核验码 the paper ``key`` has now, to compare with one printed earlier; nothing is set."""
        return self._draft(key, args).code

    def _draft(self, key: str, args: "Arguments") -> "Draft":
        from desktop_app.printing.documents.papers import PAPERS

        return drafting(PAPERS[key])(self._ledger, **args)


def drafting(paper: "Paper") -> Callable[..., "Draft"]:
    """The function that drafts ``paper``: called with the books and its arguments."""
    module, _, name = paper.draft.rpartition(".")
    draft: Callable[..., Draft] = getattr(import_module(module), name)
    return draft
