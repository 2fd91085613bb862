"""100,000 harmed packages, receipts and cards: what ends in anything but words, beside none."""

from tests.benchmarks.harness import Result
from tests.exchange.mutations import READERS, campaign

NAME = "mutations"
PEER = "no odd error"
BAR = 0.0
COUNT = 100_000


def run() -> Result:
    """A third of the count for each kind of file."""
    refused, wrong = 0, []
    for kind in READERS:
        some, odd = campaign(kind, COUNT // len(READERS) + 1, 1)
        refused += some
        wrong += odd
    return Result(len(wrong), 1, "files", f"{refused} refused in words", "; ".join(wrong[:3]))
