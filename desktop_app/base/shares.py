"""Shares of a whole as simple fractions, so that a half and a third are met exactly or not at all."""

from fractions import Fraction
from math import floor


def share_of(value: Fraction | int | float | str) -> Fraction:
    """The simple fraction a row of the rule table means: 0.8 is 4/5 and a rounded 0.3333 is 1/3."""
    return Fraction(str(value)).limit_denominator(20)


def more_than(share: Fraction, whole: int) -> int:
    """The smallest count that is more than ``share`` of ``whole``."""
    return floor(share * whole) + 1
