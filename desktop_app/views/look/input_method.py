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
    with os.scandir(proc) as entries:
        return any(_process_name(Path(entry.path)).startswith("fcitx") for entry in entries)


def _process_name(folder: Path) -> str:
    """The command name of one process; empty for other entries and for one that has just ended."""
    if not folder.name.isdigit():
        return ""
    try:
        return (folder / "comm").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
