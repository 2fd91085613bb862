"""Why a record may not be edited, in words, and which of its boxes are open all the same."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.records.base import Record
from desktop_app.records.record import Register
from desktop_app.storage.ledger import Ledger
from desktop_app.views.form.role_gate import why_not_write


@dataclass(frozen=True)
class Lock:
    """``reason`` is '' while everything is open; ``open`` names the boxes still open, None for all."""

    reason: str = ""
    open: frozenset[str] | None = None


def lock_of(ledger: Ledger, register: Register, record: Record) -> Lock:
    """What keeps ``record`` as it is: role, office, bin, its state, or that of what it stands under."""
    shut: frozenset[str] = frozenset()
    not_ours = why_not_write(ledger, register)
    if not_ours:
        return Lock(f"{not_ours}。", shut)
    if record.owner_office and record.owner_office != ledger.office:
        return Lock("这是别的支部报来的，只能看，不能改。需要更正的，请联系填报的支部。", shut)
    if record.removed_at:
        return Lock("这一条在回收站里。要改它，请先恢复。", shut)
    if register.append_only and not record.is_new:
        return Lock(f"{register.title}写下以后只能续写，不能改已写的。写错的，请新写一条更正。", shut)
    above = _parent_lock(ledger, register, record)
    if above:
        return Lock(above, shut)
    if register.is_locked(record):
        return _state_lock(register, record)
    return Lock()


def _parent_lock(ledger: Ledger, register: Register, record: Record) -> str:
    uid = getattr(record, register.parent) if register.parent else None
    found = ledger.locate(uid) if uid else None
    if found is None:
        return ""
    above, parent = found
    if parent.owner_office and parent.owner_office != ledger.office:
        return "这是别的支部报来的，只能看，不能改。需要更正的，请联系填报的支部。"
    if parent.removed_at:
        return "上面的记录在回收站里，请先恢复它。"
    if above.is_locked(parent) and register.name not in above.amendable:
        return f"“{ledger.name(parent.uid)}”已经“{getattr(parent, above.state or '')}”，这里不能再改。"
    return ""


def _state_lock(register: Register, record: Record) -> Lock:
    state = getattr(record, register.state or "")
    allowed = register.amendable & set(register.form_boxes)
    titles = "、".join(box.title for name, box in register.form_boxes.items() if name in allowed)
    steps = "、".join(f"「{step.title}」" for step in register.steps_from(record))
    said = f"这一条已经“{state}”，写定的内容不能再改。"
    if titles:
        said += f"还可以改的是：{titles}。"
    if steps:
        said += f"需要变动的，请用{steps}。"
    return Lock(said, frozenset(allowed))
