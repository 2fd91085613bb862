"""How far type is made smaller so that a paper takes fewer pages."""

SMALLEST = 10.5
"""五号, pt: no type that is larger is made smaller than this; what is smaller already stays as it is."""
_TIGHTEST = 1.2  # leading in sizes, below which lines stand on one another


def smaller(size: float, share: float) -> float:
    """A size of type at `share`, within its bounds."""
    return max(size * share, min(size, SMALLEST))


def closer(leading: float, size: float, share: float) -> float:
    """The leading at `share` under type that now has `size`."""
    return max(leading * share, min(leading, size * _TIGHTEST))
