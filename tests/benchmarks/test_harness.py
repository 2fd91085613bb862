"""The measuring of benchmarks: contracts kept, processes fresh, turns taken."""

import sys

import pytest

from tests.benchmarks import __main__ as table
from tests.benchmarks import harness


def test_a_job_is_done_in_a_process_of_its_own_and_brings_its_value_back():
    cost = harness.Job("math:hypot", (3, 4))()
    assert cost.value == 5
    assert cost.wall > 0
    assert cost.rss > 1


def test_a_job_that_fails_says_which():
    with pytest.raises(RuntimeError, match="math:sqrt"):
        harness.Job("math:sqrt", (-1,))()


def test_the_two_take_turns():
    order = []
    ours, theirs = harness.in_turns(lambda: order.append("a"), lambda: order.append("b"), rounds=3)
    assert order == ["a", "b"] * 3
    assert len(ours) == len(theirs) == 3


def test_the_middle_of_three():
    costs = [harness.Cost(cpu, cpu + 1, 10, cpu * 2) for cpu in (5.0, 1.0, 2.0)]
    assert harness.medians(costs) == harness.Cost(2.0, 3.0, 10, 4.0)


@pytest.fixture
def benchmarks(tmp_path, monkeypatch):
    """A folder of two benchmarks, one within its bar, one over it; gives what is found in it."""
    text = "from tests.benchmarks.harness import Result\nNAME = '{0}'\nPEER = 'peer'\nBAR = 2\n"
    for name, ours in (("good", 2), ("bad", 3)):
        run = f"def run():\n    return Result({ours}, 1, 's')\n"
        (tmp_path / f"bench_{name}.py").write_text(text.format(name) + run, "utf-8")
    (tmp_path / "__init__.py").write_text("", "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path.parent))
    yield harness.found(tmp_path, tmp_path.name)
    for name in [name for name in sys.modules if name.startswith(tmp_path.name)]:
        del sys.modules[name]


def test_a_row_says_whether_the_bar_is_kept(benchmarks):
    rows = {name: table.measure(name, benchmark) for name, benchmark in benchmarks.items()}
    assert {name: row["ok"] for name, row in rows.items()} == {"good": True, "bad": False}
    assert "MISSED" in table.line(rows["bad"])
    assert "MISSED" not in table.line(rows["good"])


def test_a_benchmark_without_a_bar_is_refused(tmp_path, monkeypatch):
    (tmp_path / "__init__.py").write_text("", "utf-8")
    (tmp_path / "bench_x.py").write_text("NAME = PEER = 'x'\n", "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path.parent))
    with pytest.raises(AttributeError, match=r"bench_x\.py has no BAR"):
        harness.found(tmp_path, tmp_path.name)


def test_every_benchmark_there_is_keeps_the_contract():
    assert {"backup", "guard", "preview", "save", "unlock"} <= set(harness.found())
