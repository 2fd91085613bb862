"""Disks as they are on bad days, made without being root: full, read-only, in use."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop_app.storage.ledger import Ledger
from desktop_app.storage.sqlite import engine


@contextmanager
def no_file_over(size: int) -> Iterator[None]:
    """No file may grow beyond ``size`` bytes, as when the disk is nearly full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def full_while_writing(ledger: Ledger) -> Iterator[None]:
    """The engine's own limit: no page more than there are."""
    ledger.database.pragma("max_page_count", ledger.database.pragma("page_count"))
    try:
        yield
    finally:
        ledger.database.pragma("max_page_count", 1 << 30)


@contextmanager
def full_at_the_commit(ledger: Ledger) -> Iterator[None]:
    """The journal may not grow: what was written in memory finds no room at the very end."""
    with no_file_over(Path(ledger.database.database + "-wal").stat().st_size + 100):
        yield


@contextmanager
def read_only(ledger: Ledger) -> Iterator[None]:
    """As on a write-protected disk."""
    ledger.database.pragma("query_only", 1)
    try:
        yield
    finally:
        ledger.database.pragma("query_only", 0)


@contextmanager
def locked(ledger: Ledger, raw: bytes) -> Iterator[None]:
    """Another program holds the file, for longer than anybody waits."""
    ledger.database.pragma("busy_timeout", 1)
    other = engine.connect(Path(ledger.database.database), raw)
    try:
        with other.atomic("IMMEDIATE"):
            yield
    finally:
        other.close()
        ledger.database.pragma("busy_timeout", 5000)
