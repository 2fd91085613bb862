"""One branch file with its work, and the press over it, for all the tests of the papers."""

from pathlib import Path

import pytest

from desktop_app.base.resources import resource_path
from desktop_app.printing.documents.renderer import PaperRenderer
from desktop_app.storage import branch_file
from tests.printing.documents.office import Office, opened


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory):
    """The branch as it stands; tests that change it make their own."""
    found = opened(tmp_path_factory.mktemp("office"))
    yield found
    branch_file.close(found.ledger)


@pytest.fixture
def own_office(tmp_path: Path):
    """A small branch of the test's own."""
    found = opened(tmp_path, 8)
    yield found
    branch_file.close(found.ledger)


@pytest.fixture(scope="session")
def renderer(office: Office) -> PaperRenderer:
    return PaperRenderer(office.ledger, resource_path("fonts"))


@pytest.fixture(scope="session")
def setting(renderer: PaperRenderer):
    """Sets a story on a page and reads it back: the text of all pages without white space, and the pages."""
    from desktop_app.printing.type.page import compose, office_page
    from tests.printing.type.reading import text_of

    def read(story, page=None) -> tuple[str, int]:
        paper = compose(story, page or office_page(), renderer.fonts, title="t", author="a")
        return "".join(text_of(paper.pdf)), paper.pages

    return read
