"""The system libraries Qt loads, the Debian package of each, and installing what is missing when we may."""

import ctypes
import importlib.util
import os
import subprocess
import sys
from shutil import which

from devtools.live import Live, run_quietly

# Library → package names, the first one that the machine's Debian or Ubuntu knows is taken.
ALWAYS = {
    "libglib-2.0.so.0": ("libglib2.0-0", "libglib2.0-0t64"),
    "libEGL.so.1": ("libegl1",),
    "libGL.so.1": ("libgl1",),
    "libdbus-1.so.3": ("libdbus-1-3",),
    "libfontconfig.so.1": ("libfontconfig1",),
    "libxkbcommon.so.0": ("libxkbcommon0",),
}
# Only a window on a real screen needs these.
WITH_SCREEN = {
    "libxcb-cursor.so.0": ("libxcb-cursor0",),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0",),
    "libxcb-icccm.so.4": ("libxcb-icccm4",),
    "libxcb-image.so.0": ("libxcb-image0",),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1",),
    "libxcb-render-util.so.0": ("libxcb-render-util0",),
    "libxcb-shape.so.0": ("libxcb-shape0",),
    "libxcb-xkb.so.1": ("libxcb-xkb1",),
    "libX11-xcb.so.1": ("libx11-xcb1",),
}


class CannotPrepare(Exception):
    """The machine lacks something we may not install; the message is for the person at the terminal."""


def has_screen() -> bool:
    """Whether a window can be shown here."""
    return sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def loads(library: str) -> bool:
    """Whether the system's loader finds ``library``."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing() -> dict[str, tuple[str, ...]]:
    """What has to be installed before an environment can be made and Qt can start: name → package names."""
    if sys.platform != "linux":
        return {}
    wanted = ALWAYS | (WITH_SCREEN if os.environ.get("DISPLAY") else {})
    lacking = {library: packages for library, packages in wanted.items() if not loads(library)}
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        lacking["venv"] = (f"python3.{sys.version_info.minor}-venv", "python3-venv")
    return lacking


def privilege() -> list[str] | None:
    """The words before a command that needs root: none for root, sudo when it asks nothing, else None."""
    if os.geteuid() == 0:
        return []
    if which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0:
        return ["sudo", "-n"]
    return None


def package_known(name: str) -> bool:
    """Whether apt could install ``name`` from the lists it has."""
    answer = subprocess.run(["apt-cache", "policy", name], capture_output=True, text=True, env=plain_words())
    return "Candidate:" in answer.stdout and "Candidate: (none)" not in answer.stdout


def plain_words() -> dict[str, str]:
    """The environment for apt: English words to read, no questions."""
    return os.environ | {"LC_ALL": "C", "DEBIAN_FRONTEND": "noninteractive"}


def chosen(packages: tuple[str, ...]) -> str:
    """The package name this release of Debian or Ubuntu uses."""
    return next((name for name in packages if package_known(name)), packages[0])


def prepare() -> None:
    """Install the missing system packages; raise CannotPrepare with the one line to run where we may not."""
    lacking = missing()
    if not lacking:
        return
    if not which("apt-get"):
        raise CannotPrepare(
            f"系统缺少：{' '.join(lacking)}。请用系统的软件管理器安装。Missing: install them first."
        )
    words = privilege()
    if words is None:
        names = " ".join(dict.fromkeys(chosen(packages) for packages in lacking.values()))
        raise CannotPrepare(
            "系统缺少几个组件，请先运行下面这一行，再重来一次。Run this line once, then try again:\n"
            f"    sudo apt-get install -y --no-install-recommends {names}"
        )
    with Live("安装系统组件 Debian packages") as live:

        def note(line: str) -> None:
            live.note = line

        run_quietly([*words, "apt-get", "update", "-q"], plain_words(), note)
        names_now = list(dict.fromkeys(chosen(packages) for packages in lacking.values()))
        install = [*words, "apt-get", "install", "-y", "-q", "--no-install-recommends", *names_now]
        code, output = run_quietly(install, plain_words(), note)
    if code:
        raise CannotPrepare(f"{output[-2000:]}\n安装系统组件没有成功：{' '.join(install)}")
    importlib.invalidate_caches()
    left = missing()
    if left:
        raise CannotPrepare(f"装过之后仍缺少 still missing: {' '.join(left)}")
