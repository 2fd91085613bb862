"""Figures survive being signed and counts are the length of their lists."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.duties.basics.figure import Figure, count, frozen, rate, thawed
from desktop_app.records.figures import Frozen

uids = st.lists(st.text("0123456789abcdef", min_size=4, max_size=4), max_size=5).map(tuple)
values = st.integers(0, 999) | st.decimals(0, 999, places=1)
figures = st.builds(
    Figure,
    st.text(max_size=5),
    st.text(max_size=5),
    st.sampled_from("人次%"),
    values,
    uids,
    uids,
    st.text(max_size=5),
)


@given(st.lists(figures))
def test_signing_keeps_every_figure_as_it_was(block: list[Figure]) -> None:
    box = Frozen("党员情况")
    stored = box.db_value(frozen(block))
    assert thawed(box.python_value(stored)) == tuple(block)


def test_a_frozen_block_can_be_shown_by_its_box() -> None:
    block = [count("closing", "期末", ("a", "b"), "人"), rate("r", "到会率", "ab", "abc")]
    assert Frozen("党员情况").show(frozen(block), str) == "期末 2人；到会率 66.7%"


@given(uids, uids)
def test_a_rate_is_its_part_of_its_whole(part: tuple[str, ...], rest: tuple[str, ...]) -> None:
    found = rate("r", "率", part, part + rest)
    assert 0 <= found.value <= 100
    assert found.whole[: len(found.items)] == found.items
    assert (found.value == 100) == (bool(part) and not rest) or round(found.value) == 100


def test_a_rate_of_nothing_says_so() -> None:
    found = rate("r", "到会率", (), ())
    assert found.value == Decimal("0.0")
    assert "没有" in found.note
