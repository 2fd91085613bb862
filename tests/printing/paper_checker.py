"""Any declared paper of a ledger under the checker, set as it is printed."""

from typing import Any

from desktop_app.base.resources import resource_path
from desktop_app.printing.documents.draft import Draft, office_draft
from desktop_app.printing.documents.page_mark import marked
from desktop_app.printing.documents.paper import Arguments
from desktop_app.printing.documents.people import transfer_letter
from desktop_app.printing.documents.typesetter import Typesetter, names_on_the_books
from desktop_app.printing.type.kept import Names
from desktop_app.printing.type.page import compose
from desktop_app.registers.people.members import Member
from tests.printing.checker import findings
from tests.printing.printed_geometry import Finding
from tests.printing.told_story import told


class PaperChecker:
    """Makes papers of ``ledger`` and reads them: what is wrong with each."""

    def __init__(self, ledger: Any) -> None:
        self._ledger = ledger
        self._typesetter = Typesetter(ledger, resource_path("fonts"))
        self._names = frozenset(one.name for one in ledger.find(Member.live()) if len(one.name) > 1)
        self._kept = Names(names_on_the_books(ledger))

    def checked(self, key: str, args: Arguments) -> tuple[bytes, int, list[Finding]]:
        """The paper ``key``: its bytes, its pages, and what is wrong with it."""
        draft = self._draft(key, args)
        parts = told(draft.story)
        page = marked(draft.page, draft.kind, self._typesetter.code(draft), draft.foot)
        paper = compose(
            draft.story, page, self._typesetter.fonts, title=draft.title, author="", names=self._kept
        )
        missing = [one.char for one in paper.missing]
        return paper.pdf, paper.pages, findings(paper.pdf, page, parts, self._names, missing)

    def _draft(self, key: str, args: Arguments) -> Draft:
        """The paper before it is set; a letter of transfer whatever office is at the desk."""
        if key != "transfer_letter":
            return self._typesetter.draft(key, args)
        letter = transfer_letter.gather(self._ledger, args["uid"])
        story = transfer_letter.story(letter)
        return office_draft("介绍信", "党员组织关系介绍信", letter, story, landscape=True)
