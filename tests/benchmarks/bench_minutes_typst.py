"""Minutes on paper in a warm process, beside Typst."""

from tests.benchmarks.bench_minutes import compared
from tests.benchmarks.harness import Result

NAME = "minutes-typst"
PEER = "typst"
BAR = 3.0


def run() -> Result:
    """One fresh process, both in turns within it; medians of the CPU time."""
    return compared(PEER)
