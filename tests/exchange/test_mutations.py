"""A harmed package, receipt or card is refused in words or read as it was, never anything else."""

import pytest

from tests.exchange.mutations import READERS, SIGNED, campaign, signed_campaign


@pytest.mark.parametrize("kind", READERS)
def test_harmed_files_are_refused_in_words(kind: str) -> None:
    refused, wrong = campaign(kind, 500, 20261129)
    assert wrong == []
    assert refused > 480


@pytest.mark.parametrize("kind", SIGNED)
def test_what_a_known_office_made_wrongly_is_refused_in_words(kind: str) -> None:
    refused, wrong = signed_campaign(kind, 400, 20261129)
    assert wrong == []
    assert 300 < refused < 400
