"""The program's own words as they stand on paper: days, figures, signs."""

from decimal import Decimal

import pytest

from desktop_app.printing.documents.wording import amount, figure, in_days, signed


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("2026-07-01 交", "2026年7月1日 交"),
        ("赵明 -2 分", "赵明 －2 分"),
        ("-16", "－16"),
        ("WT-2026-017、0991-5550126、(一)-1、3-5天", "WT-2026-017、0991-5550126、(一)-1、3-5天"),
    ],
)
def test_days_and_minus_of_what_the_program_tells(words: str, told: str) -> None:
    assert in_days(words) == told


def test_every_figure_has_its_thousands_and_a_minus_of_full_width() -> None:
    assert amount(Decimal("-10064.4")) == "－10,064.40"
    assert figure(Decimal("1182.35"), 1) == "1,182.4"
    assert [signed(Decimal(one), 1) for one in ("3.8", "-16", "0")] == ["＋3.8", "－16.0", "0.0"]
