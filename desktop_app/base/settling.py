"""Waiting until what was renamed stands under its new name on the disk, whatever the power does then."""

import errno
import os
from pathlib import Path

# What file systems answer that know no such thing: those of sticks, some network drives.
_UNKNOWN = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.EACCES})


def settle_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk; OSError where the disk does not take them."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _UNKNOWN:
            raise
    finally:
        os.close(handle)
