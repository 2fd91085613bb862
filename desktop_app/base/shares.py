"""Shares of a whole as simple fractions, so that a half and a third are met exactly or not at all."""

from fractions import Fraction


def share_of(value: Fraction | int | float | str) -> Fraction:
    """The simple fraction a row of the rule table means: 0.8 is 4/5 and a rounded 0.3333 is 1/3."""
    return Fraction(str(value)).limit_denominator(20)
