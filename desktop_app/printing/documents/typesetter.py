"""How a declared paper is drafted and set; loaded, ReportLab with it, when the first paper is made."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from desktop_app.base.errors import UserError
from desktop_app.printing.documents.before_printing import warnings
from desktop_app.printing.documents.draft import Draft, as_sample
from desktop_app.printing.documents.ledger_view import LedgerView, branch_name
from desktop_app.printing.documents.paper import Arguments, PaperDeclaration, Printed
from desktop_app.printing.documents.papers import PAPERS
from desktop_app.printing.type.faces import FontSet, font_set
from desktop_app.printing.type.office_fonts import office_fonts
from desktop_app.printing.type.page import compose


class Typesetter:
    """Drafts papers out of ``ledger`` and sets them with the faces in ``fonts_folder``.

    Before them come the fonts of the office in the ``office_folders`` told for each paper.
    """

    def __init__(
        self, ledger: LedgerView, fonts_folder: Path, office_folders: Callable[[], tuple[Path, ...]] = tuple
    ) -> None:
        self._ledger = ledger
        self._folder = fonts_folder
        self._office_folders = office_folders

    @property
    def fonts(self) -> FontSet:
        """The faces of the next paper."""
        return font_set(self._folder, office_fonts(self._office_folders()))

    def make(self, key: str, args: Arguments, *, sample: bool) -> Printed:
        """The paper ``key`` as a PDF; see ``PaperRenderer.make``."""
        draft = self.draft(key, args)
        paper = compose(
            draft.story,
            as_sample(draft.page) if sample else draft.page,
            self.fonts,
            title=draft.title,
            author=branch_name(self._ledger),
            subject=draft.code,
        )
        return Printed(
            paper.pdf,
            paper.pages,
            tuple(one.char for one in paper.missing),
            draft.title,
            draft.file_name,
            draft.code,
            warnings(self._ledger, paper),
        )

    def draft(self, key: str, args: Arguments) -> Draft:
        """The paper ``key`` before it is set; UserError when it tells of what the role does not see."""
        paper = PAPERS[key]
        sheet = args.get("register")
        if paper.is_closed(self._ledger) or (sheet is not None and not self._ledger.may_read(sheet)):
            raise UserError(
                f"按分工，{self._ledger.role}不能打印“{paper.title}”",
                "没有生成任何文件",
                "请由能看这些记录的人用自己的密码打开后打印",
            )
        return drafting(paper)(self._ledger, **args)


def drafting(paper: PaperDeclaration) -> Callable[..., Draft]:
    """The function that drafts ``paper``: called with the ledger and its arguments."""
    module, _, name = paper.draft.rpartition(".")
    draft: Callable[..., Draft] = getattr(import_module(module), name)
    return draft
