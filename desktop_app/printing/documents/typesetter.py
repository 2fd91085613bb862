"""How a declared paper is drafted and set; loaded, ReportLab with it, when the first paper is made."""

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from desktop_app.base.errors import UserError
from desktop_app.base.paper_codes import paper_code
from desktop_app.printing.documents.before_printing import warnings
from desktop_app.printing.documents.draft import Draft, as_sample, values_of, words_in
from desktop_app.printing.documents.ledger_view import LedgerView, branch_name
from desktop_app.printing.documents.made_of import kept_arguments
from desktop_app.printing.documents.page_mark import marked
from desktop_app.printing.documents.paper import Arguments, PaperDeclaration, Printed
from desktop_app.printing.documents.papers import PAPERS
from desktop_app.printing.documents.templated import templated, wanted_columns
from desktop_app.printing.type.faces import FontSet, font_set
from desktop_app.printing.type.fitting import fitted, shrunk
from desktop_app.printing.type.kept import NO_NAMES, Names
from desktop_app.printing.type.office_fonts import office_fonts
from desktop_app.printing.type.page import Paper, compose
from desktop_app.records.kinds import Text
from desktop_app.registers.people.orgs import own_organization
from desktop_app.registers.rules.template_rows import InForce, in_force


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
        # The names the last paper was set by, and they as lines are held against them: a batch has the same.
        self._kept: tuple[frozenset[str], Names] = (frozenset(), NO_NAMES)

    @property
    def fonts(self) -> FontSet:
        """The faces of the next paper."""
        return font_set(self._folder, office_fonts(self._office_folders()))

    def make(self, key: str, args: Arguments, *, sample: bool, at_most: int = 0) -> Printed:
        """The paper ``key`` as a PDF; see ``PaperRenderer.make``."""
        used = in_force(self._ledger, PAPERS[key].title)
        draft = self._styled(key, args, used)
        code, names = self.code(draft), self._names()
        page = marked(draft.page, draft.kind, code, draft.foot)

        def set_at(share: float) -> Paper:
            return compose(
                shrunk((draft if share == 1.0 else self._styled(key, args, used)).story, share),
                as_sample(page) if sample else page,
                self.fonts,
                title=draft.title,
                author=branch_name(self._ledger),
                subject=code,
                names=names,
            )

        paper = fitted(set_at, at_most) if at_most else set_at(1.0)
        return Printed(
            paper.pdf,
            paper.pages,
            tuple(one.char for one in paper.missing),
            draft.title,
            draft.file_name,
            code,
            draft.digest.hex(),
            (*_not_used(used), *warnings(self._ledger, paper)),
            draft.page.binding,
            used.mark,
        )

    def code(self, draft: Draft) -> str:
        """The code of a paper of this office, the same on all its PCs.

        Its key is what the office's own row is called by inside, which every PC of the office has and no
        paper tells.
        """
        own = own_organization(self._ledger)
        return paper_code(draft.digest, own.uid if own is not None else self._ledger.office)

    def draft(self, key: str, args: Arguments, ledger: LedgerView | None = None) -> Draft:
        """The paper ``key`` before it is set; UserError when it tells of what the role does not see.

        ``ledger`` for another look at the records than that of the desk.
        """
        paper, ledger = PAPERS[key], ledger or self._ledger
        sheet = args.get("register")
        if paper.is_closed(ledger) or (sheet is not None and not ledger.may_read(sheet)):
            raise UserError(
                f"按分工，{ledger.role}不能打印“{paper.title}”",
                "没有生成任何文件",
                "请由能看这些记录的人用自己的密码打开后打印",
            )
        if paper.titles and "columns" not in args and (chosen := self._columns(paper, ledger)):
            args = {**args, "columns": chosen}
        return drafting(paper)(ledger, **args)

    def _names(self) -> Names:
        """The names no line cuts, made anew where the books have others than for the last paper."""
        found = names_on_the_books(self._ledger)
        if found != self._kept[0]:
            self._kept = (found, Names(found))
        return self._kept[1]

    def _styled(self, key: str, args: Arguments, used: InForce) -> Draft:
        """The paper ``key`` as its template wants it."""
        draft = self.draft(key, args)
        if used.template is None or used.parts is None:
            return draft
        return templated(draft, used.template, used.parts)

    def _columns(self, paper: PaperDeclaration, ledger: LedgerView) -> list[str] | None:
        """The boxes of the columns the template of ``paper`` chooses, where it wants further ones."""
        used = in_force(ledger, paper.title)
        if used.template is None or used.parts is None:
            return None
        return wanted_columns(used.template, used.parts, column_boxes(paper, ledger))

    def told(self, ledger: LedgerView, key: str, made_of: str) -> tuple[str, frozenset[str]]:
        """What the paper ``key`` tells; see ``PaperRenderer.told``."""
        draft = self.draft(key, kept_arguments(made_of), ledger)
        return draft.digest.hex(), frozenset(words_in(values_of(draft.content)))


def _not_used(used: InForce) -> tuple[str, ...]:
    """What is said of a template that cannot be read: the paper comes out as the program makes it."""
    return (f"样式没有用上，照自带的样式印：{used.fault}。",) if used.fault is not None else ()


def drafting(paper: PaperDeclaration) -> Callable[..., Draft]:
    """The function that drafts ``paper``: called with the ledger and its arguments."""
    module, _, name = paper.draft.rpartition(".")
    draft: Callable[..., Draft] = getattr(import_module(module), name)
    return draft


def column_boxes(paper: PaperDeclaration, ledger: LedgerView) -> Mapping[str, str]:
    """Title → box of the columns a template may choose for ``paper``; nothing where it may choose none."""
    if not paper.titles:
        return {}
    module, _, name = paper.titles.rpartition(".")
    boxes: Callable[[LedgerView], Mapping[str, str]] = getattr(import_module(module), name)
    return boxes(ledger)


def names_on_the_books(ledger: LedgerView) -> frozenset[str]:
    """The names of people in all registers the role reads: no line of a paper cuts one."""
    names: set[str] = set()
    for register in ledger.catalogue:
        boxes = [box for box in register.boxes.values() if isinstance(box, Text) and box.is_name]
        if boxes and ledger.may_read(register.name):
            rows: list[Any] = ledger.find(register.model.select(*boxes).distinct().tuples())
            names.update(name for row in rows for name in row if name)
    return frozenset(names)
