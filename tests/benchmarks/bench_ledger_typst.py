"""The ledger of 10,000 rows on paper, beside Typst."""

from tests.benchmarks.bench_ledger_paper import compared
from tests.benchmarks.harness import Result

NAME = "ledger-typst"
PEER = "typst"
BAR = 0.2


def run() -> Result:
    """Whole processes in turns, CPU seconds."""
    return compared("tests.benchmarks.ledgers:typst", rounds=1)
