"""Whether the tests would notice a slip in the rules: small faults put into functions, and the share found.

`dev.py mutate [MODULE …] [--most N] [--seed N]`. A module is called by its last word (quorum) or by words of
its dotted name (base.identity); without one, all of ``RULES`` are tried. The tests of a module run once as
they are; then each fault is put into a fork of that process, so the tree is never touched. Faults that change
nothing anybody can see stand in equivalent_mutants.toml with the reason, and are not counted.
"""

import argparse
import contextlib
import gc
import io
import os
import random
import signal
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import CodeType, FunctionType

import pytest

from devtools.faults import Fault, faults_of, faulty

ROOT = Path(__file__).resolve().parents[1]
SOURCE, TESTS = ROOT / "desktop_app", ROOT / "tests"
EQUIVALENT = Path(__file__).with_name("equivalent_mutants.toml")
RULES = (
    "quorum",
    "dues",
    "election",
    "annual",
    "compare",
    "merge",
    "action",
    "envelope",
    "plan",
    "dates",
    "base.identity",
    "breaking",
)
# What is mostly tried through its neighbours, which do not import it.
BESIDE = {"action": ("ledger", "merge")}
FEW = 4
# A fault may make a loop endless: so many times the seconds the tests take as they are, and some to start.
PATIENCE, START = 8.0, 20.0


class CannotMutate(Exception):
    """Why nothing can be tried, in words."""


def module_path(name: str) -> Path:
    """The one file ``name`` means; CannotMutate when it is none or several."""
    *before, last = name.removeprefix("desktop_app.").split(".")
    found = [
        path
        for path in sorted(SOURCE.rglob(f"{last}.py"))
        if set(before) <= set(path.relative_to(SOURCE).parts)
    ]
    # The plain word means the rule where pages, papers or registers have a file of the same name.
    plain = [path for path in found if not {"views", "documents", "registers", "handsfree"} & set(path.parts)]
    if len(plain if not before else found) != 1:
        raise CannotMutate(f"{name}: " + ("no such module" if not found else " or ".join(map(dotted, found))))
    return (plain if not before else found)[0]


def dotted(path: Path) -> str:
    """The name a module is imported by."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def tests_of(path: Path) -> list[Path]:
    """The tests that speak of a module: the mirror of its folders, those ``BESIDE`` it, a few that import it.

    Tests of windows are left out: a fork of a process with a window is not safe.
    """
    own = TESTS / path.relative_to(SOURCE).parent / f"test_{path.stem}.py"
    beside = [test for word in BESIDE.get(path.stem, ()) for test in sorted(TESTS.rglob(f"test_{word}.py"))]
    importing = [test for test in sorted(TESTS.rglob("test_*.py")) if dotted(path) in test.read_text("utf8")]
    found = [own] * own.exists() + beside + [test for test in importing if windowless(test)][:FEW]
    return list(dict.fromkeys(found))


def windowless(test: Path) -> bool:
    """Whether a file of tests, and the fixtures of its folder, open no window."""
    fixtures = test.with_name("conftest.py")
    texts = [test.read_text("utf8"), fixtures.read_text("utf8") if fixtures.exists() else ""]
    return not any(word in text for text in texts for word in ("PySide6", "qtbot", "views", "tests.whole"))


def run_tests(tests: Sequence[Path], folder: Path) -> tuple[int, str]:
    """Run tests in this process to the first that fails; gives pytest's exit code and what it said."""
    words = ["-x", "-q", "--no-header", "-p", "no:cacheprovider", "-p", "no:xdist", "-m", "not slow"]
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        code = pytest.main([*words, f"--basetemp={folder}", f"--rootdir={ROOT}", *map(str, tests)])
    return int(code), said.getvalue()


def put_in(fault: Fault, path: Path) -> bool:
    """Give the living functions of ``path`` the code of the faulty module; False when none takes it."""
    module = faulty(path.read_text("utf8"), fault, str(path))
    changed = {one.co_qualname: one for one in codes(module)}
    taken = False
    for one in [one for one in gc.get_objects() if isinstance(one, FunctionType)]:
        if one.__code__.co_filename != str(path) or one.__code__.co_qualname != fault.function:
            continue
        with contextlib.suppress(ValueError):  # it no longer uses what it closes over
            one.__code__ = changed[fault.function]
            taken = True
    return taken


def codes(code: CodeType) -> Iterator[CodeType]:
    """A code object's parts, however deep."""
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield one
            yield from codes(one)


def found_by(fault: Fault, path: Path, tests: Sequence[Path], patience: float) -> bool | None:
    """Whether the tests notice a fault, tried in a fork; None when it cannot be put in."""
    with tempfile.TemporaryDirectory() as folder:
        child = os.fork()
        if not child:
            os.setsid()
            code = 1
            try:
                code = 9 if not put_in(fault, path) else run_tests(tests, Path(folder) / "t")[0]
            finally:
                os._exit(code)
        end = time.monotonic() + patience
        while time.monotonic() < end:
            done, status = os.waitpid(child, os.WNOHANG)
            if done:
                code = os.waitstatus_to_exitcode(status)
                return None if code == 9 else code != 0
            time.sleep(0.02)
        os.killpg(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return True


def try_module(path: Path, most: int, seed: int, equivalent: Sequence[dict[str, str]]) -> list[str]:
    """Try a sample of one module's faults, the same for the same seed: found, survived or equivalent each."""
    tests = tests_of(path)
    if not tests:
        raise CannotMutate(f"{dotted(path)}: no tests speak of it")
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        code, said = run_tests(tests, Path(folder) / "t")
        if code:
            raise CannotMutate(f"{said}\n{dotted(path)}: its tests do not pass as they are: {names(tests)}")
    patience = START + PATIENCE * (time.monotonic() - begun)
    every = faults_of(path.read_text("utf8"))
    chosen = random.Random(seed).sample(every, min(most, len(every)))
    print(f"\n{dotted(path)}: {len(chosen)} of {len(every)} faults, {names(tests)}", flush=True)
    known = {(one["function"], one["change"]) for one in equivalent}
    fates = []
    for fault in sorted(chosen, key=lambda one: one.line):
        if (fault.function, fault.change) in known:
            fates.append("equivalent")
            continue
        found = found_by(fault, path, tests, patience)
        if found is not None:
            fates.append("found" if found else "survived")
        if found is False:
            print(f"  survived {path.name}:{fault.line} {fault.function}: {fault.change}", flush=True)
    return fates


def names(tests: Sequence[Path]) -> str:
    """File names of tests for a line of the report."""
    return " ".join(str(one.relative_to(TESTS)) for one in tests) or "no tests"


def main(arguments: Sequence[str]) -> int:
    """Try the modules and print a table; 1 when something cannot be tried."""
    parser = argparse.ArgumentParser(prog="dev.py mutate", description=__doc__.splitlines()[0])
    parser.add_argument("modules", nargs="*", default=RULES, metavar="MODULE")
    parser.add_argument("--most", type=int, default=40, metavar="N", help="faults of each module (40)")
    parser.add_argument("--seed", type=int, default=7, metavar="N", help="which of them (7)")
    options = parser.parse_args(arguments)
    if not hasattr(os, "fork"):
        print("只能在 Linux 或 macOS 上用。Linux or macOS only: this forks.")
        return 1
    # The same examples every time; no thread of a library outlives the run before a fork.
    os.environ["HYPOTHESIS_PROFILE"] = "ci"
    sys.path.insert(0, str(ROOT))
    os.chdir(ROOT)
    table = []
    try:
        told = tomllib.loads(EQUIVALENT.read_text("utf8"))
        equivalent = {module_path(name): several for name, several in told.items()}
        for name in options.modules:
            path = module_path(name)
            fates = try_module(path, options.most, options.seed, equivalent.get(path, []))
            table.append((dotted(path), fates))
    except CannotMutate as problem:
        print(problem)
        return 1
    print(f"\n{'module':40} {'found':>6} {'of':>5} {'share':>6} {'equivalent':>11}")
    for name, fates in [*table, ("all", [fate for _, several in table for fate in several])]:
        found, counted = fates.count("found"), len(fates) - fates.count("equivalent")
        print(f"{name:40} {found:6} {counted:5} {found / max(1, counted):6.0%} {len(fates) - counted:11}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
