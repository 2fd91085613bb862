"""The records behind a figure as lines: what each is, where it stands, and what it adds to a sum."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from desktop_app.duties.basics.figure import Figure
from desktop_app.duties.organization_life.attendance import reason_words
from desktop_app.records.base import Record
from desktop_app.records.record import Register
from desktop_app.storage.ledger import Ledger
from desktop_app.storage.namesakes import namesakes
from desktop_app.views.page_parts.line_list import Line
from desktop_app.views.page_parts.tails import Namesakes, people_of, with_tail


def figure_lines(ledger: Ledger, figure: Figure) -> list[Line]:
    """The records a figure counts, one row each; under a head, for a rate, those it is measured against.

    Those of a sum say what each of them adds.
    """
    lines = _lines(ledger, figure.items)
    if figure.parts:
        lines = [
            replace(line, aside=f"{part} {figure.unit}")
            for line, part in zip(lines, figure.parts, strict=True)
        ]
    counted = set(figure.items)
    rest = [uid for uid in figure.whole if uid not in counted]
    if rest and figure.unit == "%":
        head = Line("", "没有计入的", f"{len(rest)} 条", head=True)
        lines = [Line("", "计入的", f"{len(lines)} 条", head=True), *lines, head, *_lines(ledger, rest)]
    return lines


def _lines(ledger: Ledger, uids: Sequence[str]) -> list[Line]:
    alike = namesakes(ledger)
    return [_line(ledger, uid, alike) for uid in uids]


def _line(ledger: Ledger, uid: str, alike: Namesakes) -> Line:
    found = ledger.locate(uid)
    if found is None:
        return Line(uid, "（不在本机）", "这条记录没有传到这台电脑")
    register, record = found
    return with_tail(_of_record(ledger, register, record), people_of(register, record, uid), alike)


def _of_record(ledger: Ledger, register: Register, record: Record) -> Line:
    uid = record.uid
    title, note = register.heading(record, ledger.name), ""
    gone = "已移到回收站" if record.removed_at else ""
    row: Any = record
    if register.name == "attendance":
        note = ledger.name(row.gathering)
        pill, tone = ("到会", "done") if row.present else (reason_words(row) or "缺席", "due")
        return Line(uid, title, note, gone or pill, tone)
    if register.name == "meeting":
        when = row.start_end.chinese() if row.start_end else ""
        return Line(
            uid, row.title or title, f"{row.kind}　{when}", gone or row.state, "done" if not gone else "draft"
        )
    if register.parent:
        note = ledger.name(getattr(row, register.parent))
    else:
        shown = [name for name in register.listing if name in register.boxes][1:4]
        words = (register.show(row, name, ledger.name) for name in shown)
        note = " · ".join(one for one in words if one and one != title)
    state = str(getattr(row, register.state)) if register.state else ""
    return Line(uid, title, note, gone or state, "draft" if gone else "plain")
