"""A page on the sample branch that serves: grids, orders, points and goods written through the ledger."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from desktop_app.duties.bodies import Roster
from desktop_app.views.look.theme import Theme
from desktop_app.views.parts.page import Page
from desktop_app.views.shell import Shell
from tests.printing.documents.service_books import Serving, serve
from tests.views.pages.sample_bench import Bench, Elsewhere

NOW = datetime(2026, 11, 23, 9, 0)


class ServingBench(Bench):
    """On 23 November; ``books`` is what was written, ``people`` the members it speaks of."""

    def __init__(self, folder: Path, theme: Theme, qtbot: Any, make: Callable[[Any, Shell], Page]) -> None:
        super().__init__(folder, theme, qtbot, make, NOW)
        roster = Roster.read(self.ledger).on(NOW.date())
        self.people = [one for one in roster if not one.care_flag][:12]
        self.books: Serving = serve(self.ledger, self.people)
        for name in (
            "service_order",
            "points_entry",
            "grid",
            "grid_event",
            "goods",
            "points_rule",
            "redemption",
        ):
            key = f"register:{name}"
            self.shell.add_page(key, key, "home", "", lambda key=key: Elsewhere(theme, key))
