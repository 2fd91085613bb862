"""What the menu of a row offers beside an open pane: the pane's own buttons, and putting the record away."""

from __future__ import annotations

from typing import Any

from desktop_app.views.form.role_gate import why_not_write
from desktop_app.views.page_parts.action_runner import ActionRunner
from desktop_app.views.page_parts.record_pane import RecordPane
from desktop_app.views.parts.row_menu import RowVerb, verbs_of


def pane_verbs(runner: ActionRunner, pane: RecordPane[Any, Any] | None) -> list[RowVerb]:
    """The steps the record of ``pane`` may take, its paper, and 删除, which one undo takes back."""
    if pane is None:
        return []
    ledger, register, record = (
        runner.desk.ledger,
        runner.desk.ledger.catalogue[pane.register],
        pane.record_of(pane.item),
    )
    steps = pane.step_line.buttons.values() if pane.step_line is not None else ()
    found = [*verbs_of(*steps, pane.print_button)]
    if register.append_only:
        return found
    heading = register.heading(record, ledger.name)
    remove = RowVerb(
        "删除",
        lambda: runner.run(f"删除 {heading}", lambda action: action.remove(record)),
        why_not_write(ledger, register) or ("还没有保存，不用删除" if record.is_new else ""),
    )
    return [*found, RowVerb(), remove]
