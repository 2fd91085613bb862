"""A few faults and kills at the steps of the jobs; the whole campaign is tests/benchmarks/faults.py."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TRIALS = 10
# Those whose steps are cheap; backups are proved by opening.
JOBS = "save,draft,attach,import,merge,upgrade,settings,lose"


def test_no_fault_and_no_kill_loses_a_record_or_leaves_a_half_state() -> None:
    words = ["-m", "tests.benchmarks.faults", "--most", str(TRIALS), "--seed", "20261129", "--jobs", JOBS]
    done = subprocess.run(
        [sys.executable, *words], cwd=ROOT, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.stdout, done.stderr[-2000:]
    told = json.loads(done.stdout)
    assert told["wrong"] == []
    assert told["trials"] == TRIALS
    # Steps that are no longer seen are no longer tried.
    assert all(count >= 3 for count in told["steps"].values())
