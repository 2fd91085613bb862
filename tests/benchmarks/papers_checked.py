"""Every paper of the year without hands under the checker: `python -m tests.benchmarks.papers_checked`.

Prints one line a kind of paper with what was found, with `--examples N` of each, and fails when anything
is found that `ARGUED` does not name. The year is played once into `--folder` (kept there for the next run).
"""

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from desktop_app.base.clock import SetClock
from desktop_app.base.pinyin import load_pinyin
from desktop_app.handsfree.steps import new_file
from desktop_app.printing.documents.paper import Arguments
from desktop_app.printing.documents.papers import PAPERS
from desktop_app.registers import catalogue
from desktop_app.sample import BRANCH, OFFICE, YEAR, YEAR_BEGINS, YEAR_ENDS, play_year
from desktop_app.storage import branch_file, keys
from desktop_app.storage.ledger import Ledger
from tests.printing.checker import KINDS
from tests.printing.every_paper import every_paper
from tests.printing.paper_checker import PaperChecker
from tests.printing.printed_geometry import Finding

ARGUED: Mapping[tuple[str, str], str] = {}
"""(paper, kind of finding) → why it stands."""


@dataclass
class Tally:
    """What was found in the papers of one kind."""

    papers: int = 0
    pages: int = 0
    found: Counter[str] = field(default_factory=Counter)
    examples: list[tuple[Arguments, Finding]] = field(default_factory=list)


def year_of(folder: Path) -> Ledger:
    """The branch file of the year in `folder`, played there when it is not yet."""
    path = folder / "own" / "branch.zbf"
    if not path.exists():
        clock = SetClock(YEAR_BEGINS)
        own = new_file(path, OFFICE, clock)
        branch_file.hurry(own.ledger)
        own.courier.trust.introduce(OFFICE, BRANCH)
        play_year(own.ledger, clock)
        branch_file.close(own.ledger)
    evening = SetClock(datetime(YEAR_ENDS.year, YEAR_ENDS.month, YEAR_ENDS.day, 18))
    setting = branch_file.Setting(catalogue(), evening, load_pinyin().keys)
    return branch_file.open_with_key(path, setting, keys.unlock(path, None).raw)


def tallied(ledger: Ledger, wanted: Collection[str] = ()) -> dict[str, Tally]:
    """Kind of paper → what was found, for `wanted` kinds or all."""
    checker = PaperChecker(ledger)
    out: dict[str, Tally] = {}
    for key, args in every_paper(ledger, YEAR):
        if wanted and key not in wanted:
            continue
        _, pages, found = checker.checked(key, args)
        tally = out.setdefault(key, Tally())
        tally.papers, tally.pages = tally.papers + 1, tally.pages + pages
        tally.found.update(one.kind for one in found)
        tally.examples += [(args, one) for one in found]
    return out


def table(tallies: Mapping[str, Tally], examples: int) -> Iterator[str]:
    """One line a kind, and the sums."""
    total: Counter[str] = Counter()
    for key, tally in tallies.items():
        total.update(tally.found)
        told_of = "  ".join(f"{kind} {tally.found[kind]}" for kind in KINDS if tally.found[kind])
        yield f"{key:24} {tally.papers:4} papers {tally.pages:4} pages  {told_of or 'sound'}"
        shown: Counter[str] = Counter()
        for args, one in tally.examples:
            shown[one.kind] += 1
            if shown[one.kind] <= examples:
                yield f"    {one.kind}: p{one.page} {one.words}   {dict(args)}"
    papers_made, pages = (sum(getattr(one, name) for one in tallies.values()) for name in ("papers", "pages"))
    yield f"{len(tallies)} kinds, {papers_made} papers, {pages} pages; " + (
        "  ".join(f"{kind} {total[kind]}" for kind in KINDS if total[kind]) or "nothing found"
    )


def main() -> int:
    """Read the command line, check, print; gives 1 when something is found that is not argued."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("papers", nargs="*", metavar="KEY", help="kinds of paper; all without")
    parser.add_argument("--folder", type=Path, help="where the year lies, or is to be played")
    parser.add_argument("--examples", type=int, default=1, help="how many of each kind are shown")
    options = parser.parse_args()
    if unknown := set(options.papers) - set(PAPERS):
        parser.error(f"no paper {' '.join(sorted(unknown))}")
    with tempfile.TemporaryDirectory() as place:
        ledger = year_of(options.folder or Path(place))
        try:
            tallies = tallied(ledger, options.papers)
        finally:
            branch_file.close(ledger)
    print("\n".join(table(tallies, options.examples)))
    open_ones = [
        (key, kind) for key, tally in tallies.items() for kind in tally.found if (key, kind) not in ARGUED
    ]
    return 1 if open_ones else 0


if __name__ == "__main__":
    sys.exit(main())
