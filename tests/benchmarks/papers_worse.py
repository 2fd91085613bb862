"""Every kind of paper over a branch file seen worse than it is: `python -m tests.benchmarks.papers_worse`.

Each *world* has other words in all boxes, or other numbers of records; of a kind `--each` papers are made.
Prints what was found and fails when a paper could not be made and no sentence says why, or has a fault.
"""

import argparse
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from desktop_app.base.errors import UserError
from desktop_app.printing.documents.papers import PAPERS
from desktop_app.sample import YEAR
from desktop_app.storage import branch_file
from tests.benchmarks.papers_checked import year_of
from tests.printing.every_paper import every_paper
from tests.printing.paper_checker import PaperChecker
from tests.printing.worse_ledger import LONG_NAME, SHORT_NAME, WorseLedger, longest, strange, unbroken

WORLDS: Mapping[str, Mapping[str, Any]] = {
    "none": {"most": 0},
    "one": {"most": 1},
    "23": {"most": 23},
    "longest": {"words": longest(2000), "most": 2},
    "20,000": {"words": longest(20_000), "most": 1},
    "unbroken": {"words": unbroken, "most": 2},
    "strange": {"words": strange, "most": 3},
    "names": {"names": (LONG_NAME, SHORT_NAME, "阿依努尔·买买提"), "most": 9},
    "photo": {"photo": b"no photo at all", "most": 3},
}
"""World → how it is worse."""
TOLD = {"strange": {"missing"}}
"""World → findings that are told before printing."""


def looked_at(ledger: Any, world: str, each: int, wanted: Collection[str] = ()) -> Iterator[str]:
    """A line for each fault of a world's papers, at most one of a kind."""
    worse = WorseLedger(ledger, **WORLDS[world])
    checker, count, told = PaperChecker(worse), Counter[str](), Counter[str]()
    for key, args in every_paper(worse, YEAR):
        if (wanted and key not in wanted) or count[key] == each:
            continue
        count[key] += 1
        try:
            _, pages, found = checker.checked(key, args)
        except UserError:
            told["refused"] += 1
            continue
        except Exception as error:  # noqa: BLE001  (whatever it is, it is the finding)
            place = traceback.extract_tb(error.__traceback__)[-1]
            yield f"{world:9} {key:20} raised {error!r} at {Path(place.filename).name}:{place.lineno}"
            continue
        told["pages"] += pages
        kinds = Counter(one.kind for one in found)
        for kind in kinds.keys() - TOLD.get(world, set()):
            one = next(one for one in found if one.kind == kind)
            yield f"{world:9} {key:20} {kind} {kinds[kind]}: p{one.page}/{pages} {one.words[:60]!r}"
    sums = f"{count.total()} papers, {told['pages']} pages, {told['refused']} refused"
    yield f"{world:9} {len(count)} kinds, {sums}"


def main() -> int:
    """Read the command line, look, print; gives 1 when there is a fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("papers", nargs="*", metavar="KEY", help="kinds of paper; all without")
    parser.add_argument("--folder", type=Path, help="where the year lies, or is to be played")
    parser.add_argument("--world", action="append", choices=sorted(WORLDS), help="all without")
    parser.add_argument("--each", type=int, default=1, help="papers of a kind")
    options = parser.parse_args()
    if unknown := set(options.papers) - set(PAPERS):
        parser.error(f"no paper {' '.join(sorted(unknown))}")
    faults = 0
    with tempfile.TemporaryDirectory() as place:
        ledger = year_of(options.folder or Path(place))
        try:
            for world in options.world or WORLDS:
                *found, total = looked_at(ledger, world, options.each, options.papers)
                print("\n".join([*found, total]), flush=True)
                faults += len(found)
        finally:
            branch_file.close(ledger)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
