"""The renderer: makes every paper of the branch by its key; light until the first paper is made."""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from desktop_app.printing.documents.ledger_view import LedgerView

if TYPE_CHECKING:
    from desktop_app.printing.documents.paper import Arguments, Printed
    from desktop_app.printing.documents.typesetter import Typesetter
    from desktop_app.printing.type.faces import FontSet


class PaperRenderer:
    """Makes papers out of ``ledger`` with the faces in ``fonts_folder``.

    With ``sample`` every page carries 示例. ReportLab and the faces are loaded by the first paper. Fonts of
    the office are looked for in ``font_folders``, as long as it is not ``bundled_only``; lines and pages are
    the same with them.
    """

    def __init__(self, ledger: LedgerView, fonts_folder: Path, *, sample: bool = False) -> None:
        self._ledger = ledger
        self._folder = fonts_folder
        self.sample = sample
        self.font_folders: tuple[Path, ...] = ()
        self.bundled_only = False

    @cached_property
    def _typesetter(self) -> "Typesetter":
        from desktop_app.printing.documents.typesetter import Typesetter

        return Typesetter(self._ledger, self._folder, lambda: () if self.bundled_only else self.font_folders)

    @property
    def fonts(self) -> "FontSet":
        """The faces of the papers."""
        return self._typesetter.fonts

    def make(self, key: str, *, at_most: int = 0, **args: "Unpack[Arguments]") -> "Printed":
        """The paper ``key``. UserError when what it is about is gone; KeyError for a key not in PAPERS.

        The same records give the same bytes. With ``at_most`` so many pages it is set smaller until it takes
        no more (缩到几页); UserError where type for reading would come below 10.5 pt.
        """
        return self._typesetter.make(key, args, sample=self.sample, at_most=at_most)

    def code(self, key: str, **args: "Unpack[Arguments]") -> str:
        """The 核验码 the paper ``key`` has now, to compare with one printed earlier; nothing is set."""
        return self._typesetter.code(self._typesetter.draft(key, args))

    def told(self, ledger: LedgerView, key: str, made_of: str) -> tuple[str, frozenset[str]]:
        """What the paper ``key`` made of what is kept in words tells over ``ledger``: its digest, its words.

        UserError when what it is about is gone; nothing is set.
        """
        return self._typesetter.told(ledger, key, made_of)
