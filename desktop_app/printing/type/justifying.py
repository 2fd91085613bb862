"""How a line is brought to the measure: what is added after each of its characters, or taken off."""

from desktop_app.printing.type.breaking import MOST_SPREAD, Measured, solid_places
from desktop_app.printing.type.spacing import SHARE


def justified(measured: Measured, start: int, end: int, free: float, *, last: bool) -> list[float]:
    """What follows each character of the line start..end, in the unit of ``measured``; [] for nothing.

    ``free`` is the room the line leaves. The spaces beside Latin are widened first, by half at most, then
    every place outside words; a ``last`` line, and one that would be torn, stays as it is. A line
    that is too long is squeezed at its marks and spaces.
    """
    count = end - start
    if count < 2 or (free > 0 and last):
        return []
    if free < 0:
        give = measured.most_give(start, end)
        share = min(-free / give, 1.0) if give else 0.0
        given = [measured.give[place + 1] - measured.give[place] for place in range(start, end - 1)]
        return [-share * one for one in given] + [0.0]
    gaps = measured.gap_counts[end - 1] - measured.gap_counts[start]
    widened = min(SHARE / 2 * measured.em, free / gaps) if gaps else 0.0
    solid = solid_places(measured.text[start:end])
    places = count - 1 - len(solid)
    spread = (free - widened * gaps) / places if places else 0.0
    if spread > MOST_SPREAD * measured.em:
        return []
    more = [spread] * (count - 1) + [0.0]
    for place in solid:
        more[place] = 0.0
    if widened:
        for place in range(count - 1):
            more[place] += widened * measured.gaps[start + place]
    return more
