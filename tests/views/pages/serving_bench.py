"""A page on a branch that serves: grids, orders, points and goods written through the ledger."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from desktop_app.base.clock import SetClock
from desktop_app.base.pinyin import load_pinyin
from desktop_app.registers import catalogue
from desktop_app.storage import branch_file
from desktop_app.views.look.theme import Theme
from desktop_app.views.parts.page import Page
from desktop_app.views.shell import Shell
from tests.printing.documents.office import TODAY, opened
from tests.printing.documents.service_books import Serving, serve
from tests.views.pages.sample_bench import Bench, Elsewhere

_TABLES = (
    "service_order",
    "points_entry",
    "grid",
    "grid_event",
    "goods",
    "points_rule",
    "redemption",
    "grid_duty",
)


@cache
def _served() -> tuple[bytes, bytes, Serving, list[Any]]:
    """The branch's file, its key and what was written in it, made once for all tests."""
    with TemporaryDirectory() as folder:
        office = opened(Path(folder), 14)
        books = serve(office.ledger, office.people)
        branch_file.close(office.ledger)
        path = Path(folder) / "branch.zbf"
        return path.read_bytes(), path.with_name("branch.zbf.key").read_bytes(), books, office.people


class ServingBench(Bench):
    """On 23 November; ``ledger`` is what was written, ``people`` the members it speaks of."""

    def __init__(self, folder: Path, theme: Theme, qtbot: Any, make: Callable[[Any, Shell], Page]) -> None:
        super().__init__(folder, theme, qtbot, make)
        self.books, self.people = _served()[2:]
        for name in _TABLES:
            key = f"register:{name}"
            self.shell.add_page(key, key, "home", "", lambda key=key: Elsewhere(theme, key))

    def opened(self, folder: Path) -> Any:
        """A copy of the branch that serves."""
        data, key, _, _ = _served()
        path = folder / "branch.zbf"
        path.write_bytes(data)
        path.with_name("branch.zbf.key").write_bytes(key)
        setting = branch_file.Setting(catalogue(), SetClock(TODAY), load_pinyin().keys)
        return branch_file.open_file(path, setting)
