"""A paper or a figure that an entry goes into."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Destination:
    """A paper or a figure a record goes into.

    A paper has the press's key and the arguments it is made of; a figure the page it opens on and that page's
    arguments, and its ``value`` in words.
    """

    key: str
    title: str
    args: Mapping[str, Any] = field(default_factory=dict)
    is_paper: bool = True
    value: str = ""
