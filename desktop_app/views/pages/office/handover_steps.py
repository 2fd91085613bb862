"""How far a change of secretary has come: the steps, and what the branch file itself shows to be done.

What is under way is kept as a note in the file, so that a handover cut short goes on where it stopped.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from desktop_app.storage.kept_notes import HANDOVER

if TYPE_CHECKING:
    from desktop_app.desk import Desk


class HandoverStep(Enum):
    """What the two secretaries do, in this order: title, how it is done, the verb."""

    BEFORE = ("交接前备份", "移交人离手以前的样子，留一份", "现在备份")
    LIST = ("移交清单签字", "打印，三方当面点清、签字，各执一份", "预览打印")
    PASSWORD = ("接任的人设新密码", "本人输两遍；钥匙一起换，旧密码作废", "换密码")
    SHEET = ("打印新的恢复单", "换密码后自动出一张；旧的当场撕掉", "已打印封存")
    ROLES = ("看一遍其他人的密码", "还该用的留下，不该再用的停用", "看过了")
    CARD = ("换交换用的名片", "新名片由旧名片签字，随下一个包送到上级", "去换名片")
    NAME = ("支部信息里的书记", "选举结果或任命文件写了才改", "打开支部信息")
    AFTER = ("交接后备份", "新密码、新钥匙的第一份备份", "现在备份")

    @property
    def title(self) -> str:
        """The step in a line."""
        return self.value[0]

    @property
    def how(self) -> str:
        """What it means."""
        return self.value[1]

    @property
    def verb(self) -> str:
        """The word on its button."""
        return self.value[2]


@dataclass(frozen=True)
class HandoverState:
    """The handover under way: since when, which key and card the file had then, what was told to be done."""

    begun: str = ""
    key: str = ""
    card: str = ""
    done: tuple[str, ...] = ()
    things: tuple[str, ...] = ()
    people: tuple[str, ...] = ()

    @classmethod
    def read(cls, desk: Desk) -> HandoverState:
        """What the file keeps; an empty one while none is under way."""
        text = desk.ledger.note(HANDOVER)
        if not text:
            return cls()
        kept = json.loads(text)
        for name in ("done", "things", "people"):
            kept[name] = tuple(kept[name])
        return cls(**kept)

    def keep(self, desk: Desk) -> None:
        """Keep it in the file."""
        desk.ledger.set_note(HANDOVER, json.dumps(asdict(self), ensure_ascii=False))

    @property
    def is_under_way(self) -> bool:
        """Whether one was begun and not ended."""
        return bool(self.begun)

    def is_done(self, step: HandoverStep, desk: Desk) -> bool:
        """Whether a step is done: by what the file shows where that can be seen, else by what was told."""
        if not self.is_under_way:
            return False
        if step is HandoverStep.PASSWORD:
            return desk.key_mark != self.key
        if step is HandoverStep.CARD:
            return card_mark(desk) != self.card
        return step.name in self.done

    def left(self, desk: Desk) -> list[HandoverStep]:
        """The steps not done yet, in their order."""
        return [step for step in HandoverStep if not self.is_done(step, desk)]

    def with_done(self, step: HandoverStep) -> HandoverState:
        """The same with one more step told to be done."""
        return replace(self, done=(*dict.fromkeys((*self.done, step.name)),))


def begun(desk: Desk) -> HandoverState:
    """A handover that begins now."""
    return HandoverState(f"{desk.clock.now():%Y-%m-%d %H:%M}", desk.key_mark, card_mark(desk))


def card_mark(desk: Desk) -> str:
    """What tells the present card from the next; '' for a file without one."""
    return desk.courier.trust.card.sign_key.hex() if desk.ledger.note("office_keys") else ""


def words_left(desk: Desk) -> str:
    """书记交接还有 3 步没有做: told wherever the handover can be gone on with; '' while none is under way."""
    state = HandoverState.read(desk)
    if not state.is_under_way:
        return ""
    left = state.left(desk)
    return f"{state.begun} 开始的书记交接，还有 {len(left)} 步没有做" if left else "书记交接都做完了，请结束"
