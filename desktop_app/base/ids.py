"""Identifiers: time-ordered record ids, replica ids and the letters of codes on paper."""

import os
import re
import secrets
import time

# Digits and letters nobody confuses on paper or on the telephone (no 0/O, 1/I/L, U/V, 2/Z).
PAPER_ALPHABET = "3456789ABCDEFGHJKMNPQRSTWXY"
_UID = re.compile(r"[0-9a-f]{32}")
_REPLICA = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,63}")
_OFFICE_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,31}")


def new_uid() -> str:
    """A UUIDv7 as 32 hex digits: time-ordered, which keeps encrypted index pages together (RFC 9562).

    Twelve bits tell the fraction of the millisecond (6.2, method 3), so that records made one after the
    other, such as the votes of one meeting, also stand in that order.
    """
    millis, rest = divmod(time.time_ns(), 1_000_000)
    fraction = rest * 4096 // 1_000_000
    tail = bytearray(os.urandom(8))
    tail[0] = 0x80 | (tail[0] & 0x3F)
    return f"{millis:012x}7{fraction:03x}{tail.hex()}"


def is_uid(text: str) -> bool:
    """Whether ``text`` has the shape of a record id, as against words typed in its place."""
    return _UID.fullmatch(text) is not None


def is_replica(text: str) -> bool:
    """Whether ``text`` may name a copy of a branch file: what ``new_replica`` gives, or another such name."""
    return _REPLICA.fullmatch(text) is not None


def is_office_code(text: str) -> bool:
    """Whether ``text`` may be an office code: ASCII, 1 to 32 of 0-9 A-Z a-z . _ -."""
    return _OFFICE_CODE.fullmatch(text) is not None


def new_replica() -> str:
    """A random 64-bit name for one copy of a branch file; minted at creation, restore and handover."""
    return secrets.token_hex(8)
