"""The values of boxes as a line of history tells them, read from its JSON."""

import json

from desktop_app.records.box import Stored
from desktop_app.storage.sqlite.sealed import Damage


def stored_values(words: str) -> Stored:
    """What a line tells; Damage where it is no longer what the program wrote."""
    try:
        told = json.loads(words)
    except (ValueError, TypeError, RecursionError) as error:
        raise _damaged() from error
    if not isinstance(told, dict):
        raise _damaged()
    return told


def _damaged() -> Damage:
    return Damage(
        "修改历史里有一行损坏了，读不出来",
        "记录本身和别的历史都没有动",
        "请到“操作日志”看是哪一次操作，要紧的请和备份核对",
    )
