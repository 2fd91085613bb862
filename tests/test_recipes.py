"""The recipes of desktop_app/README.md, followed in a copy of the tree: what they promise is what comes out.

After them the loops over registers, pages, papers and rules are asked, in the copy, about what was added.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.recipes import copy_tree, follow, recipes

pytestmark = pytest.mark.slow
# The loops that an added thing passes through, and the words by which its cases are known in them.
LOOPS = (
    "tests/test_every_register.py",
    "tests/registers",
    "tests/views/form/test_every_register.py",
    "tests/views/test_page_table.py",
    "tests/printing/documents/test_papers.py",
    "tests/printing/documents/test_paper_templates.py",
    "tests/duties/summaries/test_reminders.py",
)
ADDED = "key_loan or key_slip or key_return or keys or KeyLoan or page_table or declared or no_line"


@pytest.fixture(scope="module")
def cooked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the tree in which every recipe was followed."""
    there = tmp_path_factory.mktemp("tree")
    copy_tree(there)
    for doings in recipes().values():
        for doing in doings:
            follow(doing, there)
    return there


def ask(there: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a module of Python in the copy."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    return subprocess.run(
        [sys.executable, "-m", *words], cwd=there, env=environ, capture_output=True, text=True, check=False
    )


def test_every_recipe_says_what_to_do() -> None:
    told = recipes()
    assert set(told) >= {"A register", "A box", "A rule, with its number", "A paper", "A reminder", "A page"}
    assert "A paper by a template" in told
    assert all(doings for title, doings in told.items() if title != "An upgrade step")


def test_what_was_added_passes_every_loop(cooked: Path) -> None:
    done = ask(cooked, "pytest", "-q", "-n0", "-p", "no:cacheprovider", "-k", ADDED, *LOOPS)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    assert " passed" in done.stdout


def test_what_was_added_is_typed_and_named_like_the_rest(cooked: Path) -> None:
    fixed = ask(cooked, "ruff", "check", "--fix", "--quiet", ".")
    assert fixed.returncode == 0, fixed.stdout
    typed = ask(cooked, "mypy")
    assert typed.returncode == 0, typed.stdout
