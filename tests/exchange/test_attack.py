"""Some packages of an attacker with real keys; `tests.benchmarks.attack_packages` sends thousands."""

from pathlib import Path

from desktop_app.storage import branch_file
from tests.benchmarks.attack_packages import Field, attack
from tests.whole import make_sample, reopened

REGISTERS = ("party_org", "member", "dues_standard", "dues_payment", "promise", "grid", "points_rule", "rule")


def test_nothing_of_an_attack_with_real_keys_harms_a_committee(tmp_path: Path) -> None:
    make_sample(tmp_path / "branch")
    opened = reopened(tmp_path / "branch")
    field = Field(tmp_path, opened.ledger, REGISTERS)
    report = list(attack(field, seed=20, most=15))[-1]
    branch_file.close(field.ledger)
    branch_file.close(opened.ledger)
    assert (report.exceptions, report.failed_rules, report.broken, report.others_touched) == ({}, {}, {}, 0)
    assert report.taken > 15
    assert report.refused_rows > 3
    assert report.refused_whole > 2
