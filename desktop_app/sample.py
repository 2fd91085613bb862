"""The sample branch, loaded from the script in resources/sample that writes it entry by entry."""

import importlib.util
import sys
from datetime import date, datetime
from types import ModuleType

from desktop_app.base.clock import SetClock
from desktop_app.base.resources import resource_path
from desktop_app.storage.ledger import Ledger

OFFICE, BRANCH = "GHL01", "中共青石街道桂花里社区第一支部委员会"
"""Code and full name of the sample branch."""
SUPERIOR_OFFICE, SUPERIOR = "QS00", "中共青石街道工作委员会"
"""Code and full name of the committee above it."""
OPERATORS = {OFFICE: "杜晓岚"}
"""Who sits at the program in an office of the sample: the branch's 组织委员."""
FIRST, LAST = date(2026, 8, 3), date(2026, 10, 31)
"""The days the sample's work runs from and to."""
YEAR, YEAR_BEGINS, YEAR_ENDS = 2026, datetime(2026, 1, 5, 8, 30), date(2026, 12, 31)
"""The year that can be played as a whole, the morning its books are opened and its last day."""
_NAME = "branch_sample"


def fill_sample(ledger: Ledger, clock: SetClock, *, until: date = LAST) -> None:
    """Fill an open, empty branch file with 46 invented people and their work up to ``until``.

    ``clock`` must be the ledger's own; it ends on the evening of the last entry.
    """
    _script().fill(ledger, clock, until)


def october_work(ledger: Ledger, clock: SetClock) -> None:
    """October's work on a branch whose roster and organisations are in the file already.

    Parts are given by post, or to the first members fit for them. UserError when the roster has too few.
    """
    _script().october(ledger, clock)


def play_year(ledger: Ledger, clock: SetClock) -> None:
    """Fill an open, empty branch file with every practice of the whole ``YEAR``, each entry in its time.

    ``clock`` must be the ledger's own; it ends on the year's last evening.
    """
    _script().year(ledger, clock)


def _script() -> ModuleType:
    """The script as a package of its own: it lies with the resources, not with the program."""
    if _NAME in sys.modules:
        return sys.modules[_NAME]
    folder = resource_path("sample")
    spec = importlib.util.spec_from_file_location(
        _NAME, folder / "__init__.py", submodule_search_locations=[str(folder)]
    )
    if spec is None or spec.loader is None:
        raise FileNotFoundError(f"no sample script in {folder}")
    module = importlib.util.module_from_spec(spec)
    sys.modules[_NAME] = module
    spec.loader.exec_module(module)
    return module
