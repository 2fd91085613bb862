"""Forbids sockets while a walk runs: whoever opens one fails at once, and is remembered."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

_forbidding: list[list[str]] = []
# A hook cannot be taken out again, so there is one for the whole run.
_hooked: list[bool] = []


@contextmanager
def no_sockets() -> Iterator[list[str]]:
    """Meanwhile no socket is made or used in this process; gives what was tried."""
    if not _hooked:
        sys.addaudithook(_hear)
        _hooked.append(True)
    tried: list[str] = []
    _forbidding.append(tried)
    try:
        yield tried
    finally:
        _forbidding.remove(tried)


def _hear(event: str, args: tuple[object, ...]) -> None:
    if _forbidding and event.startswith("socket."):
        _forbidding[-1].append(event)
        raise RuntimeError(f"a socket: {event}")
