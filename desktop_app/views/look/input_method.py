"""Chinese typing on Linux: lets the Qt we ship find the input method that is running."""

import os
from collections.abc import MutableMapping
from pathlib import Path


def configure_input_method(environ: MutableMapping[str, str], proc: Path = Path("/proc")) -> None:
    """Point Qt at fcitx5 through the IBus portal; call before QApplication is made.

    The Qt wheel has no fcitx plugin, and its ibus plugin insists on an ibus-daemon binary unless
    IBUS_USE_PORTAL is set; with both set, fcitx5 answers and Chinese can be typed. A choice the
    user's system made for another method (real ibus, say) is left alone.
    """
    wishes = (environ.get(name, "") for name in ("XMODIFIERS", "QT_IM_MODULE", "GTK_IM_MODULE"))
    if any("fcitx" in wish for wish in wishes) or ("QT_IM_MODULE" not in environ and _fcitx_runs(proc)):
        environ["QT_IM_MODULE"] = "ibus"
        environ["IBUS_USE_PORTAL"] = "1"


def _fcitx_runs(proc: Path) -> bool:
    """Whether a process named fcitx… is listed; false on systems without /proc."""
    if not proc.is_dir():
        return False
    for entry in os.scandir(proc):
        if not entry.name.isdigit():
            continue
        try:
            name = Path(entry.path, "comm").read_text(encoding="utf-8", errors="replace")
        except OSError:  # the process ended while we looked
            continue
        if name.startswith("fcitx"):
            return True
    return False
