"""The bench of the committee at a small size: every package is taken, every branch stands in the sums."""

from tests.benchmarks import bench_committee


def test_a_few_branches_are_taken_and_summed() -> None:
    result = bench_committee.run(3, 4)
    assert result.missed == ""
    assert result.ours > 0
    assert "3 branches of 4" in result.note
