"""A small seed of the campaigns over backups: kills at every step, and damages of every kind."""

import json
import subprocess
import sys
from pathlib import Path

from tests.benchmarks import damaged_backups

ROOT = Path(__file__).resolve().parents[2]


def test_damage_of_every_kind_is_told_with_the_way_out() -> None:
    outcome = damaged_backups.main(len(damaged_backups.DAMAGES), 7)
    assert outcome["problems"] == []


def test_a_few_kills_leave_files_that_open_and_nothing_behind() -> None:
    command = [sys.executable, "-m", "tests.storage.backup_kills", "--most", "6", "--seed", "5"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    outcome = json.loads(done.stdout)
    assert outcome["problems"] == []
    assert outcome["killed"] == outcome["tried"] == 6
