"""The ledger of 10,000 rows on paper, beside fpdf2."""

from tests.benchmarks.bench_ledger_paper import compared
from tests.benchmarks.harness import Result

NAME = "ledger-fpdf2"
PEER = "fpdf2"
BAR = 0.05


def run() -> Result:
    """Whole processes in turns, CPU seconds."""
    return compared("tests.benchmarks.ledgers:fpdf2", rounds=1)
