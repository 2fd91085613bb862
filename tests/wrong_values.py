"""What an attacker with an office's keys may write into a stamp or a box."""

import json
from typing import Any

from desktop_app.records.box import AnyBox
from desktop_app.records.kinds import ClosedList, LongText, Numeric, Text
from desktop_app.records.links import RecordLink

UID = "0199c0ffee0199c0ffee0199c0ffee01"
_DEEP = "[" * 5000 + "]" * 5000
# In no box of any kind: of no stored type, or words that are no words.
NOWHERE: tuple[Any, ...] = (
    *(True, False, 1.0, 1.5, float("nan"), float("inf"), -0.0, 2**63, -(2**63) - 1, 2**53, -(10**16)),
    *(
        b"bytes",
        [],
        {},
        [1],
        {"a": 1},
        (),
        "",
        " ",
        "\u3000\u200b",
        "甲\0乙",
        "甲\ud800",
        "\udfff",
        "甲\x1b[2J",
    ),
    *("甲\u202e乙", "甲\u2066乙", "x" * 1_000_000, "字" * 200_001, _DEEP, "甲\x0b乙", "甲\r乙", "\ufffe"),
)
# JSON that may be taken for a list, a tally or figures.
JSON_TEXTS = (
    *("[]", "{}", "null", "true", "1", "1.5", '"甲"', "[1]", "[null]", "[true]", "[[]]", "[{}]", '[["甲"]]'),
    *('[["甲",1]]', '[["甲", "乙", "丙", "丁"]]', '{"好": 1.5}', '{"好": true}', '{"好": -1}', '{"没有": 1}'),
    *('{"好": 1, "好": 2}', '{"好": "1"}', '{"好": 99999999999999999999}', "[NaN]", "[Infinity]", "[1e999]"),
    *(
        '["甲","乙"]',
        '["\\u7532"]',
        '["甲", "甲"]',
        '["\\ud800"]',
        '[" "]',
        '["甲\\u0000"]',
        "[" + "1" * 5000 + "]",
    ),
    json.dumps([["0" * 64, "../../x.pdf", 1]]),
    json.dumps([["0" * 64, "x.exe", 1]]),
    json.dumps([["0" * 64, "CON.pdf", 1]]),
    json.dumps([["0" * 64, "x.pdf", -1]]),
    json.dumps([["0" * 64, "x.pdf", 2**40]]),
    json.dumps([["0" * 64, "x.pdf", "1"]]),
    json.dumps([["0" * 63, "x.pdf", 1]]),
    json.dumps([["Z" * 64, "x.pdf", 1]]),
    json.dumps([[UID, "病假"]] * 6000, ensure_ascii=False),
    json.dumps([{"key": "a"}]),
    json.dumps([{"key": "a", "title": "数", "unit": "人", "value": [1], "items": []}], ensure_ascii=False),
    json.dumps([{"key": "a", "title": "数", "unit": "人", "value": "x", "items": []}], ensure_ascii=False),
    json.dumps(
        [{"key": "a", "title": "数", "unit": "人", "value": 1, "items": {"b": 1}}], ensure_ascii=False
    ),
    json.dumps([{"key": 1, "title": "数", "unit": "人", "value": 1, "items": []}], ensure_ascii=False),
    json.dumps([{"key": "a", "title": {}, "unit": "人", "value": 1, "items": []}], ensure_ascii=False),
    json.dumps([{"key": "a", "title": "数", "unit": "人", "value": 1, "items": [], "how": {"q": "1"}}]),
    json.dumps([{"key": "a", "title": "数", "unit": "人", "value": 1, "items": [], "more": 1}]),
    '[{"key": "a", "title": "数", "unit": "人", "value": 10000000000000, "items": []}]',
)
# Texts that come near a date, a month, a span, a number or a code.
NEAR = (
    *("NaN", "Infinity", "-1", "0", "1e9", "１２", "1_000", "+1", "0x10", "None", "null", "true", "2026"),
    *(
        "20260101",
        "2026-W01-1",
        "2026-1-1",
        "2026-13-01",
        "2026-02-30",
        "0000-00-00",
        "0001-01-01",
        "9999-12-31",
    ),
    *("1850-01-01", "2200-01-01", "2026-01-01 ", "2026-01-01T00:00", "２０２６-01-01", "2026-00", "2026-13"),
    *("0001-01", "9999-12", "26-1", "2026-01~~", "~", "-", "2026-01-01-01", "1850", "9999~", "/", "//"),
    *(
        "2026-01-01T09:00/2026-01-01T08:00",
        "2026-01-01T09:00/2026-01-01T09:00",
        "2026-01-01T09:00:30/2026-01-02",
    ),
    *(
        "2026-01-01T09:00+08:00/2026-01-01T10:00+08:00",
        "0001-01-01T00:00/9999-12-31T23:59",
        "2026-01-01/2026-01-02",
    ),
    *(
        "没有这一项",
        "甲" * 201,
        "99010119850701321X",
        "13800138000、",
        "abc",
        "1380013800",
        "x\ny",
        UID.upper(),
    ),
    *("'; DROP TABLE member; --", '"', "%s%n", "{0}", "<b>x</b>", "=1+1", "../../etc/passwd"),
)
# What stands at the edge of what a box allows.
EDGES = (
    *(0, 1, -1, 2, 7, 12, 13, 31, 100, 1900, 2026, 2100, 10**6, 10**9, 10**10, -(10**10), 2**31, 2**52),
    *("甲", "0", "1", "2", "a", "甲" * 200, UID, "f" * 32, "2026-02-28", "1900-01-01", "2100-12-31", "1900"),
    *("2100-12", "1900-01", "2026-10~", "2026~", "1900-01-01~", "2026-01-01T09:00/2026-01-01T09:01"),
    *("1900-01-01T00:00/2100-12-31T23:59", "990101198507013219", "13800138000", "010-12345678", "x" * 19),
    *(
        '["甲"]',
        '["甲", "乙"]',
        f'[["{UID}", ""]]',
        f'[["{UID}", "病假"]]',
        '[["外单位王某", ""]]',
        '{"好": 1}',
    ),
    json.dumps([["0" * 64, "签到表.pdf", 0]], ensure_ascii=False),
    json.dumps([["a" * 64, "签到表.jpg", 50 * 1024 * 1024]] * 2, ensure_ascii=False),
    json.dumps([{"key": "", "title": "", "unit": "", "value": "0.5", "items": []}], ensure_ascii=False),
    json.dumps(
        [{"key": "r14", "title": "数", "unit": "人", "value": -5, "items": [UID]}], ensure_ascii=False
    ),
    json.dumps([{"key": "r2", "title": "x", "unit": "%", "value": "-1.25", "items": ["x"], "parts": ["y"]}]),
    *(
        json.dumps([{"key": "a", "title": "x", "unit": "", "value": 1, "items": [], "how": how}])
        for how in (
            {},
            {"month": "x", "figure": "y"},
            {"register": "x"},
            {"register": "meeting"},
            {"register": "meeting", "first": "1", "last": "2"},
            {"register": "meeting", "first": "2026-01-01", "last": "2026-12-31", "box": "x", "value": "y"},
            {"register": "meeting", "first": "2026-01-01", "last": "2026-12-31", "summed": "x"},
            {"register": "meeting", "first": "2026-01-01", "last": "2026-12-31", "summed": "title"},
        )
    ),
)
ALL = (*NOWHERE, *JSON_TEXTS, *NEAR, *EDGES)


def pool(box: AnyBox) -> list[Any]:
    """Values to try on a box: all there are, and what lies just beyond its own bounds."""
    values = [*ALL]
    if isinstance(box, Text):
        values += ["字" * box.limit, "字" * (box.limit + 1)]
    if isinstance(box, LongText):
        values.append("一\n二\t三")
    if isinstance(box, Numeric):
        scale = 10**box.places
        values += [b * scale + d for b in (box.least, box.most) if b is not None for d in (-1, 0, 1)]
    if isinstance(box, ClosedList):
        values += [*box.options, json.dumps(list(box.options), ensure_ascii=False), *box.options.values()]
    if isinstance(box, RecordLink):
        values.append("外单位王某")
    return values


WORDS = tuple(one for one in (*NEAR, *JSON_TEXTS) if one != "2026-01-01T00:00")


# Never right in a stamp of that name, whatever else the record holds.
WRONG_STAMPS: dict[str, tuple[Any, ...]] = {
    "uid": (None, *NOWHERE, *NEAR, *JSON_TEXTS, UID[:-1], UID + "0", "甲" * 32),
    "owner_office": (None, *NOWHERE, "[]", "{}", '["甲"]', "甲", "a b", "-a", "a" * 33, "a\n"),
    "owner_epoch": (None, *NOWHERE, 1, -1, 2**40, "0"),
    "replica": (None, *NOWHERE, "[]", "{}", '["甲"]', "甲", "a b", "a" * 65),
    "dot": (None, *(one for one in NOWHERE if one != 2**53), 0, -1, 2**53 + 1, "1"),
    "clock": (None, *NOWHERE, 0, 1, -1, 2**63 - 1, 2**52, "1"),
    "entered_at": (None, *NOWHERE, *WORDS, "2026-10-10", "1999-12-31T23:59:59", "2028-01-01T00:00"),
    "removed_at": (*NOWHERE, *WORDS, "2026-10-10", "2026-10-10T25:00", "0001-01-01T00:00:00"),
}
