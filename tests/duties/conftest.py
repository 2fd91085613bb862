"""A fresh branch for every test."""

from collections.abc import Iterator

import pytest

from tests.duties.sample import Branch, opened


@pytest.fixture
def branch() -> Iterator[Branch]:
    with opened() as found:
        yield found
