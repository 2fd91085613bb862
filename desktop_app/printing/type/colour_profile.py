"""The colours a paper means: an ICC profile of sRGB (IEC 61966-2-1), worked out here, copied from nobody."""

import struct
from functools import cache

_VERSION = 0x02100000
_D50 = (0.9642, 1.0, 0.8249)
# The primaries and the white of sRGB, adapted to D50 as the standard's profile has them.
_PRIMARIES = {
    b"rXYZ": (0.43607, 0.22249, 0.01392),
    b"gXYZ": (0.38515, 0.71687, 0.09708),
    b"bXYZ": (0.14307, 0.06061, 0.71410),
}
_POINTS = 1024
_NAME, _RIGHTS = b"sRGB\0", b"CC0\0"
_HEADER = 128


@cache
def srgb_profile() -> bytes:
    """A display profile of version 2, which every reader of PDF knows."""
    tags = {b"desc": _description(), b"cprt": b"text" + bytes(4) + _RIGHTS, b"wtpt": _point(_D50)}
    tags |= {name: _point(value) for name, value in _PRIMARIES.items()}
    curve = _curve()
    tags |= dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve)
    places: dict[bytes, int] = {}
    table, body = struct.pack(">I", len(tags)), b""
    start = _HEADER + 4 + 12 * len(tags)
    for name, data in tags.items():
        if data not in places:
            places[data] = start + len(body)
            body += data + bytes(-len(data) % 4)
        table += name + struct.pack(">II", places[data], len(data))
    return _header(start + len(body)) + table + body


def _header(size: int) -> bytes:
    """What it is: a display of red, green and blue, told in XYZ; of a day that stays the same."""
    made = struct.pack(">6H", 2026, 1, 1, 0, 0, 0)
    head = struct.pack(">I4sI4s4s4s", size, b"", _VERSION, b"mntr", b"RGB ", b"XYZ ") + made + b"acsp"
    return head + bytes(28) + b"".join(map(_fixed, _D50)) + bytes(48)


def _fixed(value: float) -> bytes:
    return struct.pack(">i", round(value * 0x10000))


def _point(values: tuple[float, ...]) -> bytes:
    return b"XYZ " + bytes(4) + b"".join(map(_fixed, values))


def _description() -> bytes:
    """The name in ASCII; none in other scripts."""
    return b"desc" + bytes(4) + struct.pack(">I", len(_NAME)) + _NAME + bytes(78)


def _curve() -> bytes:
    """From the values of a picture to light."""
    values = (place / (_POINTS - 1) for place in range(_POINTS))
    light = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in values)
    return struct.pack(f">4sII{_POINTS}H", b"curv", 0, _POINTS, *(round(one * 0xFFFF) for one in light))
