"""100,000 harmed files of every kind and 20,000 signed wrong: what ends in anything but words."""

from tests.benchmarks.harness import Result
from tests.exchange.mutations import READERS, SIGNED, campaign, signed_campaign

NAME = "mutations"
PEER = "no odd error"
BAR = 0.0
COUNT = 100_000
SIGNED_COUNT = 20_000


def run() -> Result:
    """An equal part of the counts for each kind of file and of fault."""
    refused, wrong = 0, []
    for kind in READERS:
        some, odd = campaign(kind, COUNT // len(READERS) + 1, 1)
        refused += some
        wrong += odd
    for kind in SIGNED:
        some, odd = signed_campaign(kind, SIGNED_COUNT // len(SIGNED) + 1, 1)
        refused += some
        wrong += odd
    return Result(len(wrong), 1, "files", f"{refused} refused in words", "; ".join(wrong[:3]))
