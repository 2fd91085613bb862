"""The few ways an area is filled: told apart by colour on the screen, by grey and hatching on any print."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shade:
    """``tone`` names the colour on the screen, ``grey`` is that of paper (1 is white); hatched alike."""

    tone: str
    grey: float
    hatch: str = ""


PLAIN = Shade("bar", 0.80)
"""A figure like the others."""
STRONG = Shade("accent", 0.40)
"""The figure the eye should leave with."""
NEW = Shade("going", 1.0, "/")
"""What came, what is under way."""
DONE = Shade("done", 0.92, "\\")
"""What is done, who was there."""
THERE = Shade("done", 0.90)
"""A cell of the many that are as they should be."""
OPEN = Shade("due", 0.72)
"""What still waits."""
LATE = Shade("overdue", 0.55, "x")
"""What is late."""
EXCUSED = Shade("draft", 1.0)
"""A cell of what nobody is blamed for; its word tells why."""
QUIET = Shade("draft", 1.0, "-")
"""What does not count."""
EMPTY = Shade("plain", 1.0)
"""A frame with nothing in it."""

SERIES = (PLAIN, NEW, STRONG, DONE, OPEN, QUIET)
"""One after the other for figures that have no meaning of their own."""
