"""A harmed package, receipt or card is refused in words or read as it was, never anything else."""

import pytest

from tests.exchange.mutations import READERS, campaign


@pytest.mark.parametrize("kind", READERS)
def test_harmed_files_are_refused_in_words(kind: str) -> None:
    refused, wrong = campaign(kind, 500, 20261129)
    assert wrong == []
    assert refused > 480
