"""The commands of this repository, for a machine with nothing but Python."""

import os
import subprocess
import sys
from shutil import which

OLDEST, NEWEST = (3, 11), (3, 13)


def fitting_python():
    """The path of a Python this project runs on, if PATH has one that starts; else None."""
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        name = "python3.%d" % minor
        path = which(name)
        if (
            path
            and subprocess.call([path, "-c", ""], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0
        ):
            return path
    return None


def main():
    """Hand over to the tools proper, in a fitting Python."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")
    if OLDEST <= sys.version_info[:2] <= NEWEST:
        from devtools.commands import main as run_command

        return run_command(sys.argv[1:])
    other = fitting_python()
    if other:
        return subprocess.call([other, os.path.abspath(__file__)] + sys.argv[1:])  # noqa: PTH100, RUF005
    print("需要 Python 3.11、3.12 或 3.13；现在是 %d.%d。" % sys.version_info[:2])
    print("Python 3.11, 3.12 or 3.13 is needed. Debian/Ubuntu: sudo apt-get install -y python3 python3-venv")
    return 1


if __name__ == "__main__":
    sys.exit(main())
