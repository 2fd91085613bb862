"""A branch file that went to another PC: it is read as before, and written no more until it is taken back.

The mark is a note in the file itself, so that a copy of the folder is as closed as the folder. The copy on
the stick was made before and knows nothing of it, and writes as a replica of its own: the two can never be
taken for one, whether the old file is taken back or not.
"""

import json
from dataclasses import asdict, dataclass

from desktop_app.base.errors import UserError
from desktop_app.records.roles import Act
from desktop_app.storage.ledger import Ledger

NOTE = "handed_over"


@dataclass(frozen=True)
class HandedOver:
    """When the file went, and the name of the copy on the stick."""

    at: str
    copy: str

    def refusal(self) -> UserError:
        """Why nothing is written here."""
        return UserError(
            f"这份支部资料 {self.at} 已移交到另一台电脑，这里只能看",
            "没有写入任何内容",
            "请到新电脑上录入；没有搬成的，点上面的“没有搬成，收回”",
        )


def handed_over(ledger: Ledger) -> HandedOver | None:
    """What the mark says; None for a file that is at work."""
    kept = ledger.note(NOTE)
    return HandedOver(**json.loads(kept)) if kept else None


def hand_over(ledger: Ledger, copy: str) -> HandedOver:
    """Close the file for writing: it went to another PC as ``copy``. UserError for a role that may not."""
    ledger.door.require(Act.HAND_OVER)
    mark = HandedOver(f"{ledger.clock.now():%Y年%m月%d日 %H:%M}", copy)
    ledger.set_note(NOTE, json.dumps(asdict(mark), ensure_ascii=False))
    hold_to_it(ledger)
    return mark


def take_back(ledger: Ledger) -> None:
    """Work on here after all: the move did not come off. UserError for a role that may not."""
    ledger.door.require(Act.HAND_OVER)
    ledger.door.closed = None
    ledger.set_note(NOTE, "")


def hold_to_it(ledger: Ledger) -> None:
    """Have the ledger refuse writes where the mark stands; at every opening."""
    mark = handed_over(ledger)
    ledger.door.closed = mark.refusal() if mark is not None else None
