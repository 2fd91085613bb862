"""`dev.py bench`: run the benchmarks named (or all), print the table, and fail when a bar is missed."""

import argparse
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from tests.benchmarks.harness import found

HEAD = f"{'name':16} {'peer':28} {'ours':>10} {'peer':>10} {'unit':6} {'ratio':>8} {'bar':>8}"


def measure(name: str, benchmark: ModuleType) -> dict[str, Any]:
    """Run one benchmark; gives its row."""
    result = benchmark.run()
    return {
        "name": name, "peer": benchmark.PEER, "ours": result.ours, "theirs": result.peer, "unit": result.unit,
        "ratio": result.ratio, "bar": benchmark.BAR, "note": result.note, "missed": result.missed,
        "ok": result.ratio <= benchmark.BAR and not result.missed,
    }  # fmt: skip


def line(row: dict[str, Any]) -> str:
    """The row as one line of the table."""
    numbers = (
        f"{row['ours']:10.4g} {row['theirs']:10.4g} {row['unit']:6} {row['ratio']:8.3f} {row['bar']:8.3f}"
    )
    verdict = "ok" if row["ok"] else "MISSED"
    return f"{row['name']:16} {row['peer']:28} {numbers} {verdict} {row['note']} {row['missed']}".rstrip()


def main() -> int:
    """Read the command line, measure, print; gives 1 when a bar is missed."""
    parser = argparse.ArgumentParser(prog="dev.py bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--json", type=Path, metavar="FILE")
    options = parser.parse_args()
    benchmarks = found()
    if unknown := set(options.names) - set(benchmarks):
        parser.error(f"no benchmark {' '.join(sorted(unknown))}; there are: {' '.join(benchmarks)}")
    print(HEAD, flush=True)
    rows = []
    for name in options.names or benchmarks:
        rows.append(measure(name, benchmarks[name]))
        print(line(rows[-1]), flush=True)
    if options.json:
        options.json.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return 0 if all(row["ok"] for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
