"""The cards of 500 members on paper, a paper each, in one process, beside the CPU seconds they may take."""

from tests.benchmarks.harness import Job, Result

NAME = "cards"
PEER = "4 s"
BAR = 1.0
COUNT, SECONDS = 500, 4.0


def run() -> Result:
    """One fresh process."""
    cost = Job("tests.benchmarks.cards:cards", (COUNT,))()
    note = f"memory {cost.rss:.0f} MB, {cost.value / COUNT / 1e3:.0f} KB a card"
    return Result(cost.cpu, SECONDS, "s CPU", note)
