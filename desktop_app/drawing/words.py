"""Words and figures on a drawing: how wide they are, where a line of them ends, how a figure is told."""

import math
from collections.abc import Callable, Sequence

Measure = Callable[[str, float, bool], float]
"""Width in pt of words at a size, bold or not: of the face they will be drawn in."""

_NOT_FIRST = frozenset("，。、；：？！）》】」』”’…—%,.;:?!)]}·")
_NOT_LAST = frozenset("（《【「『“‘([{")


def figure(value: float | None) -> str:
    """A figure as a label: thousands apart, no needless decimals, at most two; a dash where there is none."""
    if value is None:
        return "—"
    words = f"{value:,.2f}".rstrip("0").rstrip(".")
    return "0" if words == "-0" else words


def folded(text: str, room: float, size: float, measure: Measure, *, bold: bool = False) -> list[str]:
    """Lines of ``text`` no wider than ``room`` pt; a word of letters or digits is cut if it must be."""
    lines: list[str] = []
    line = ""
    for piece in _pieces(" ".join(text.split())):
        if not line or measure(line + piece, size, bold) <= room:
            line = line + piece if line or piece != " " else ""
        else:
            lines.append(line.rstrip())
            line = piece.lstrip()
        while len(line) > 1 and measure(line, size, bold) > room:
            end = _fitting(line, room, size, measure, bold)
            lines.append(line[:end])
            line = line[end:]
    lines = [*lines, line.rstrip()] if line.strip() or not lines else lines
    if len(lines) > 1 and len(lines[-1]) == 1 and len(lines[-2]) > 2 and _parts(lines[-2][-2:]):
        lines[-2:] = [lines[-2][:-1], lines[-2][-1] + lines[-1]]  # no line of a single character at the end
    return lines


def _parts(two: str) -> bool:
    """Whether a line may end between two characters."""
    return not two.isascii() and two[1] not in _NOT_FIRST and two[0] not in _NOT_LAST


def _fitting(line: str, room: float, size: float, measure: Measure, bold: bool) -> int:
    """How many characters of a word that is too wide stand within the room: one at least."""
    first, last = 1, len(line) - 1
    while first < last:
        middle = (first + last + 1) // 2
        first, last = (middle, last) if measure(line[:middle], size, bold) <= room else (first, middle - 1)
    return first


def _pieces(text: str) -> list[str]:
    """What stays together: words of letters and digits, a mark with what it belongs to, one 汉字 each."""
    pieces: list[str] = []
    for char in text:
        before = pieces[-1] if pieces else ""
        letters = char.isascii() and char.isalnum() and before[-1:].isascii() and before[-1:].isalnum()
        if before and (letters or char in _NOT_FIRST or before[-1] in _NOT_LAST) and before != " ":
            pieces[-1] += char
        else:
            pieces.append(char)
    return pieces


def ticks(lowest: float, highest: float, *, whole: bool) -> list[float]:
    """About five round figures from at most the lowest to at least the highest."""
    span = highest - lowest
    if span <= 1e-9 * max(1.0, abs(lowest), abs(highest)):
        return [lowest, lowest + 1]
    raw = span / 4
    power = 10.0 ** math.floor(math.log10(raw))
    step = next((factor * power for factor in (1, 2, 5, 10) if factor * power >= raw * 0.999), 10 * power)
    if whole:
        step = max(1.0, step)
    first, last = math.floor(lowest / step + 1e-9), math.ceil(highest / step - 1e-9)
    return [step * place for place in range(first, max(last, first + 1) + 1)]


def listed(names: Sequence[str], values: Sequence[str], *, most: int = 24) -> str:
    """Names with their values as one clause; of very many the first, and how many there are."""
    told = "，".join(f"{name} {value}" for name, value in zip(names[:most], values[:most], strict=True))
    return told if len(names) <= most else f"{told}……共 {len(names)} 项"
