"""Rows as a duty sees them, without a register: a name space with a uid of its own."""

from itertools import count
from types import SimpleNamespace
from typing import Any

_numbers = count(1)


def made(kind: str, **values: Any) -> SimpleNamespace:
    """A row with ``values`` and a uid nobody else has."""
    return SimpleNamespace(**{"uid": f"{kind}-{next(_numbers)}", **values})
