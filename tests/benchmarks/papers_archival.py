"""Every paper of the year without hands under PDF/A-2u and PDF/UA-1.

`python -m tests.benchmarks.papers_archival` prints one line a kind of paper with the rules it breaks
and fails when there are any. The year is played once into `--folder` (kept there for the next run).
"""

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path

from desktop_app.base.resources import resource_path
from desktop_app.printing.documents.papers import PAPERS
from desktop_app.printing.documents.typesetter import Typesetter
from desktop_app.sample import YEAR
from desktop_app.storage import branch_file
from desktop_app.storage.ledger import Ledger
from tests.benchmarks.papers_checked import year_of
from tests.printing.every_paper import every_paper
from tests.printing.pdfa_check import faults


def lines(ledger: Ledger, wanted: Collection[str]) -> Iterator[tuple[str, int]]:
    """A line for each kind of paper of `wanted`, or of all, and how many faults it tells."""
    typesetter = Typesetter(ledger, resource_path("fonts"))
    made: dict[str, tuple[int, Counter[str], list[str]]] = {}
    for key, args in every_paper(ledger, YEAR):
        if (wanted and key not in wanted) or PAPERS[key].is_barred(ledger):
            continue
        found = faults(typesetter.make(key, args, sample=False).pdf)
        count, rules, examples = made.get(key, (0, Counter(), []))
        rules.update(rule for rule, _ in found)
        made[key] = (count + 1, rules, examples + [f"{rule} {words} {dict(args)}" for rule, words in found])
    for key, (count, rules, examples) in made.items():
        told = "  ".join(f"{rule} ×{times}" for rule, times in sorted(rules.items())) or "sound"
        example = f"   e.g. {examples[0]}" if examples else ""
        yield f"{key:24} {count:4} papers  {told}{example}", sum(rules.values())


def main() -> int:
    """Read the command line, check, print; gives 1 when a paper breaks a rule."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("papers", nargs="*", metavar="KEY", help="kinds of paper; all without")
    parser.add_argument("--folder", type=Path, help="where the year lies, or is to be played")
    options = parser.parse_args()
    if unknown := set(options.papers) - set(PAPERS):
        parser.error(f"no paper {' '.join(sorted(unknown))}")
    total = 0
    with tempfile.TemporaryDirectory() as place:
        ledger = year_of(options.folder or Path(place))
        try:
            for line, count in lines(ledger, options.papers):
                print(line, flush=True)
                total += count
        finally:
            branch_file.close(ledger)
    print(f"{total} faults")
    return 1 if total else 0


if __name__ == "__main__":
    sys.exit(main())
