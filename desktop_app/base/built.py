"""When this program was built: no date on the desk lies before it."""

import sys
from datetime import datetime
from pathlib import Path

from desktop_app.base.resources import read_text

# Written into the resources when the program is packed.
NAME = "build_date.txt"


def built_at() -> datetime | None:
    """The day the program was packed, or that of its own file where it does not say; None from source."""
    try:
        return datetime.fromisoformat(read_text(NAME).strip()).replace(tzinfo=None)
    except (OSError, ValueError):
        pass
    if not getattr(sys, "frozen", False):
        return None
    try:
        moment = Path(sys.executable).stat().st_mtime
        return datetime.fromtimestamp(moment)  # noqa: DTZ006  local, as the clock on the desk is
    except (OSError, ValueError, OverflowError):
        return None
