"""What this office handed out, and which branches have answered it: every one that asks for an answer."""

from collections.abc import Mapping
from dataclasses import dataclass

from desktop_app.records.rules import RuleContext
from desktop_app.registers.exchange.handouts import TASK, Handout, HandoutReply


@dataclass(frozen=True, slots=True)
class HandoutFile:
    """One notice or task with its answers by office; ``silent`` are the offices without one."""

    handout: Handout
    replies: Mapping[str, HandoutReply]
    silent: tuple[str, ...]
    late: int

    @property
    def is_asked(self) -> bool:
        """Whether the branches are to answer."""
        return bool(self.handout.wants_reply) or self.handout.kind == TASK

    @property
    def words(self) -> str:
        """回报 12/15，过期 3 天; nothing where no answer is asked for."""
        if not self.is_asked and not self.replies:
            return "不要求回报"
        told = f"回报 {len(self.replies)}/{len(self.replies) + len(self.silent)}"
        return f"{told}，过期 {self.late} 天" if self.late else told

    @property
    def tone(self) -> str:
        """The tone its words are drawn in."""
        if not self.is_asked:
            return "draft"
        return "done" if not self.silent else "overdue" if self.late else "due"


def handout_files(context: RuleContext, offices: Mapping[str, str]) -> list[HandoutFile]:
    """Every notice and task of this office with the answers of ``offices``, the newest first."""
    ours = Handout.live().where(Handout.owner_office == context.office)
    replies: dict[str, dict[str, HandoutReply]] = {}
    theirs = HandoutReply.live().where(HandoutReply.owner_office != context.office)
    for one in context.find(theirs.order_by(HandoutReply.replied_on, HandoutReply.uid)):
        replies.setdefault(one.handout, {})[one.owner_office] = one
    found = []
    for handout in context.find(ours.order_by(Handout.issued_on.desc(), Handout.uid.desc())):
        answers = replies.get(handout.uid, {})
        asked = bool(handout.wants_reply) or handout.kind == TASK
        silent = tuple(code for code in offices if code not in answers) if asked else ()
        late = (context.today - handout.due_on).days if silent and handout.due_on is not None else 0
        found.append(HandoutFile(handout, answers, silent, max(0, late)))
    return found
