"""Conflicts between the PCs of an office: asked for until somebody decides, holding nothing up."""

from collections.abc import Iterable
from datetime import datetime

from desktop_app.duties.basics.deadline import Standing
from desktop_app.duties.basics.duty import Duty
from desktop_app.duties.basics.reminder import Reminder, Sources, reminds
from desktop_app.duties.summaries.month_view import MonthView
from desktop_app.registers.exchange.conflicts import open_conflicts

CONFLICT = Reminder("冲突待定", ("conflict",), lead="", by="两台电脑都改过，要有人选定")
# So many records are told by name, the others counted.
_TOLD = 3


@reminds(CONFLICT)
def conflict_duties(view: MonthView, _told: Sources) -> Iterable[Duty]:
    """Which records two PCs changed without knowing of each other, in the month that runs."""
    today = view.context.today
    # Whoever may not read the two versions cannot choose between them.
    if not view.first <= today <= view.last or not view.context.may_read("version_conflict"):
        return
    found = [one for one in open_conflicts(view.context) if _is_written(one.written_at, today.isoformat())]
    if not found:
        return
    names = list(dict.fromkeys(one.heading for one in found if one.heading))
    more = f"等 {len(names)} 条" if len(names) > _TOLD else ""
    yield Duty(
        key="conflict:open",
        title=f"定下 {len(found)} 处冲突",
        about="、".join(names[:_TOLD]) + more,
        due=None,
        state=Standing.NEAR,
        words="两个版本都留着，不定也不耽误做事",
        source=CONFLICT.by,
        register="version_conflict",
        uids=tuple(one.uid for one in found),
    )


def _is_written(at: str | None, today: str) -> bool:
    """Whether a version was written by today; a PC whose clock runs ahead is not waited for."""
    return not at or datetime.fromisoformat(at).date().isoformat() <= today
