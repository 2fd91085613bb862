"""Minutes on paper in a warm process, beside fpdf2."""

from statistics import median

from tests.benchmarks.harness import Job, Result

NAME = "minutes"
PEER = "fpdf2"
BAR = 1 / 8


def run() -> Result:
    """One fresh process, both in turns within it; medians of the CPU time."""
    return compared(PEER)


def compared(peer: str) -> Result:
    """Ours beside ``peer``, as ``tests.benchmarks.minutes`` makes them."""
    made = Job("tests.benchmarks.minutes:warm", (peer,))().value
    mine, theirs = made["ours"], made[peer]
    note = f"three pages; files {mine['bytes'] / 1e3:.0f} and {theirs['bytes'] / 1e3:.0f} KB"
    return Result(median(mine["cpu"]) * 1000, median(theirs["cpu"]) * 1000, "ms CPU", note)
