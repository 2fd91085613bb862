"""The log of defects names lines of the program and no person, stays small, and never stands in the way."""

from pathlib import Path

from desktop_app.base.defect_log import DefectLog
from desktop_app.base.defects import describe

SECRETS = ("周惠民", "370102198501011234", "13912345678", "a-folder-of-zhouhuimin")


def provoked() -> Exception:
    """A chain of errors that carries persons in messages, locals and file names."""
    try:
        person = {"name": SECRETS[0], "id": SECRETS[1]}
        try:
            raise FileNotFoundError(2, SECRETS[2], f"/{SECRETS[3]}/branch.zbf")
        except OSError as first:
            raise KeyError(person["id"]) from first
    except KeyError as second:
        return second


def test_lines_and_kinds_are_told_and_no_person() -> None:
    text = describe(provoked())
    assert "builtins.KeyError" in text
    assert "builtins.FileNotFoundError (2)" in text
    assert "test_defects:" in text
    assert ":provoked" in text
    assert not [secret for secret in SECRETS if secret in text]


def test_a_ring_of_causes_ends() -> None:
    one, two = ValueError(), TypeError()
    one.__cause__, two.__cause__ = two, one
    assert describe(one).count("Error") == 2


def test_the_log_turns_over_and_stays_small(tmp_path: Path) -> None:
    log = DefectLog(tmp_path)
    for _ in range(3000):
        log.write(provoked())
    log.close()
    files = sorted(tmp_path.iterdir())
    assert 1 < len(files) <= 3
    assert sum(file.stat().st_size for file in files) < 1_000_000
    assert not [secret for secret in SECRETS for file in files if secret in file.read_text("utf-8")]


def test_a_folder_that_takes_nothing_costs_the_entry_alone(tmp_path: Path, capsys) -> None:
    log = DefectLog(tmp_path / "gone")
    log.write(provoked())
    assert capsys.readouterr().err == ""
