"""What tells this computer from others: the system's own number of it, never shown and kept hashed only."""

import hashlib
import os
import sys
from pathlib import Path

_SALT = "zhibu machine 1"


def hashed_machine(token: str) -> str:
    """A name for this computer together with ``token``; nobody can work the system's number out from it."""
    return hashlib.sha256("\0".join((_SALT, machine_number(), token)).encode()).hexdigest()


if sys.platform == "win32":
    import winreg

    def machine_number() -> str:
        """The MachineGuid that Windows made when it was set up; '' where it has none."""
        place, access = r"SOFTWARE\Microsoft\Cryptography", winreg.KEY_READ | winreg.KEY_WOW64_64KEY
        try:
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, place, 0, access) as key:
                return str(winreg.QueryValueEx(key, "MachineGuid")[0])
        except OSError:
            return ""

else:

    def machine_number() -> str:
        """The machine-id made when the system was set up (machine-id(5)); '' where there is none."""
        try:
            return Path(os.sep, "etc", "machine-id").read_text("ascii", errors="replace").strip()
        except OSError:
            return ""
