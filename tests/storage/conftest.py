"""A fresh toy branch file for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.storage import branch_file
from desktop_app.storage.ledger import Ledger
from tests.storage.toy import toy_setting


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """An open toy branch file without a password."""
    made, _ = branch_file.create(tmp_path / "branch.zbf", toy_setting(tmp_path), office="A01", password=None)
    yield made
    branch_file.close(made)
