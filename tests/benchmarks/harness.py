"""Measuring two pieces of work fairly: fresh processes, taken in turns, medians."""

import importlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from types import ModuleType
from typing import Any, TypeVar

T = TypeVar("T")

HERE = Path(__file__).parent
# What a child does: call the function by its name and say what it gave on the last line.
CHILD = (
    "import importlib, json, sys\n"
    "module, function, arguments = json.loads(sys.argv[1])\n"
    "print('\\n' + json.dumps(getattr(importlib.import_module(module), function)(*arguments)))\n"
)


@dataclass(frozen=True)
class Result:
    """One comparison: two medians in the same ``unit``, what to know of them, any other bar missed."""

    ours: float
    peer: float
    unit: str
    note: str = ""
    missed: str = ""

    @property
    def ratio(self) -> float:
        """Ours as a part of the peer's; below 1 is better than the peer."""
        return self.ours / self.peer


@dataclass(frozen=True)
class Cost:
    """What a fresh process took: seconds of CPU and of the clock, peak MB of memory, and what it gave."""

    cpu: float
    wall: float
    rss: float
    value: Any = None


@dataclass(frozen=True)
class Job:
    """A function to run in a fresh process: ``module:function`` and arguments that JSON can carry.

    The function may time a part itself (warm work, say) and return it; the Cost has it as ``value``.
    """

    target: str
    arguments: tuple[Any, ...] = ()

    def __call__(self) -> Cost:
        """Run it once. Raises RuntimeError with its output when it fails."""
        module, _, function = self.target.partition(":")
        words = json.dumps([module, function, self.arguments])
        begun = time.perf_counter()
        child = subprocess.Popen([sys.executable, "-c", CHILD, words], stdout=subprocess.PIPE)
        assert child.stdout is not None
        output = child.stdout.read()
        child.stdout.close()
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        wall = time.perf_counter() - begun
        if child.returncode:
            raise RuntimeError(
                f"{self.target} ended with {child.returncode}:\n{output.decode(errors='replace')}"
            )
        value = json.loads(output.splitlines()[-1])
        return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024, value)


def in_turns(ours: Callable[[], T], peer: Callable[[], T], rounds: int = 5) -> tuple[list[T], list[T]]:
    """Both pieces of work ``rounds`` times in the order A B A B, so that a slow minute hits both."""
    pairs = [(ours(), peer()) for _ in range(rounds)]
    return [first for first, _ in pairs], [second for _, second in pairs]


def medians(costs: Iterable[Cost]) -> Cost:
    """The middle of each measure; ``value`` is the middle one too where every value is a number."""
    costs = list(costs)
    values = [cost.value for cost in costs]
    value = median(values) if all(isinstance(value, int | float) for value in values) else values
    return Cost(
        median(cost.cpu for cost in costs),
        median(cost.wall for cost in costs),
        median(cost.rss for cost in costs),
        value,
    )


def found(folder: Path = HERE, package: str = "tests.benchmarks") -> dict[str, ModuleType]:
    """Every benchmark by its NAME. Raises AttributeError for a module that lacks a part of the contract."""
    benchmarks = {}
    for path in sorted(folder.glob("bench_*.py")):
        module = importlib.import_module(f"{package}.{path.stem}")
        for part in ("NAME", "PEER", "BAR", "run"):
            if not hasattr(module, part):
                raise AttributeError(f"{path.name} has no {part}")
        benchmarks[module.NAME] = module
    return benchmarks
