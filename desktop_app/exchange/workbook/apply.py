"""The import itself: a settled plan written in one action, so that one undo takes it back."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from desktop_app.base.errors import UserError
from desktop_app.exchange.workbook.layouts import remember
from desktop_app.exchange.workbook.plan import ImportPlan, Progress
from desktop_app.exchange.workbook.question import RowOutcome, RowPlan
from desktop_app.records.base import STAMP, Record

# Rows written between two words of progress.
_STRIDE = 500


@dataclass(frozen=True)
class ImportResult:
    """What an import did: the new and the changed records, those made for links, and the rest by rows.

    ``change`` is the ledger's announcement of the one action, None when there was nothing to write.
    """

    title: str
    added: tuple[Record, ...]
    changed: tuple[Record, ...]
    made: tuple[Record, ...]
    same: int
    joined: int
    left_out: tuple[int, ...]
    change: Any = None

    def sentence(self) -> str:
        """已导入 10 条（新增 10）；2 行没有导入."""
        done = [f"新增 {len(self.added)}"] if self.added else []
        done += [f"更新 {len(self.changed)}"] if self.changed else []
        words = f"已导入 {len(self.added) + len(self.changed)} 条" + (
            f"（{'，'.join(done)}）" if done else ""
        )
        if self.joined:
            words += f"；合并了 {self.joined} 行"
        if self.same:
            words += f"；{self.same} 行和已有的一样，没有改动"
        if self.left_out:
            words += f"；{len(self.left_out)} 行没有导入"
        return words


def apply_plan(
    plan: ImportPlan, ledger: Any, *, initiator: object = None, progress: Progress | None = None
) -> ImportResult:
    """Write the rows that can go in, in one action of ``ledger``; rows still in question stay out.

    ``progress`` is told rows done and rows in all, and may raise Cancelled: then nothing is written.
    Raises UserError, with nothing written, while a question about the whole file has no answer.
    """
    if plan.file_questions:
        raise UserError(
            f"还有 {len(plan.file_questions)} 个关于整份表的问题没有回答",
            "还没有导入任何内容",
            plan.file_questions[0].what,
        )
    going = [row for row in plan.going_in if row.record is not None]
    added = tuple(r.record for r in going if r.outcome is RowOutcome.READY and r.record)
    changed = tuple(r.record for r in going if r.outcome is RowOutcome.CHANGED and r.record)
    lines = [child for row in going for child in row.children]
    used = {target for record in (*added, *changed, *lines) for target in _targets(ledger, record)}
    made = tuple(record for record in plan.reading.made.values() if record.uid in used)
    stay = (RowOutcome.ASK, RowOutcome.REFUSED, RowOutcome.LEFT_OUT)
    title = f"导入{plan.register.title}“{plan.name}”（{len(going)} 条）"
    action = None
    if going:
        with ledger.action(title, kind="import", initiator=initiator) as action:
            if made:
                action.save(*made)
            _restore(action, [row for row in going if row.restores])
            rows = (*added, *changed)
            for done in range(0, len(rows), _STRIDE):
                if progress is not None:
                    progress(done, len(rows))
                action.save(*rows[done : done + _STRIDE])
            # After all the parents: a rule of a line may look at its parent.
            action.save(*lines)
    with suppress(UserError):  # Whose role keeps no settings imports all the same.
        remember(ledger, plan.header.layout, plan.header.to_remember)
        plan.new_words.remember()
    return ImportResult(
        title,
        added,
        changed,
        made,
        plan.counts[RowOutcome.SAME],
        plan.counts[RowOutcome.JOINED],
        tuple(row.row for row in plan.rows if row.outcome in stay),
        getattr(action, "change", None),
    )


def _restore(action: Any, rows: list[RowPlan]) -> None:
    """Take the records out of the bin that the person wants back, before they are changed."""
    for row in rows:
        record = row.record
        if record is not None:
            back = type(record)(**record.__data__)
            action.restore(back)
            for name in STAMP:
                setattr(record, name, getattr(back, name))


def _targets(ledger: Any, record: Record) -> set[str]:
    return {
        uid
        for name, box in ledger.catalogue.of(record).boxes.items()
        if getattr(record, name) is not None
        for uid in box.targets(getattr(record, name))
    }
