"""Grey things that say why: whatever cannot be used now tells its reason in its tip."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from desktop_app.views.parts.tips import folded

# What is told where the worker has what was pressed.
BUSY = "正在办，办完就能再点"
# What a tip said before its reason stood there.
_BEFORE = "tip before"


def allow(thing: QWidget | QAction, why_not: str = "") -> None:
    """Let ``thing`` be used; or grey it with the reason in its tip, which it gives back afterwards."""
    before = thing.property(_BEFORE)
    if why_not:
        if before is None:
            thing.setProperty(_BEFORE, _own_tip(thing))
        thing.setToolTip(folded(why_not))
    elif before is not None:
        thing.setToolTip(before)
        thing.setProperty(_BEFORE, None)
    thing.setEnabled(not why_not)


def _own_tip(thing: QWidget | QAction) -> str:
    """The tip that was set: an action without one answers its own words."""
    tip = thing.toolTip()
    return "" if isinstance(thing, QAction) and tip == thing.text().replace("&", "") else tip
