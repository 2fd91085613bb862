"""The records of one register under the record of a pane: listed, asked for, changed and removed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from desktop_app.records.base import Record
from desktop_app.views.page_parts.entries import EntryList
from desktop_app.views.parts.buttons import PlainButton

if TYPE_CHECKING:
    from desktop_app.views.page_parts.record_pane import RecordPane

C = TypeVar("C", bound=Record)
EDIT, REMOVE = ("edit", "修改"), ("remove", "移除")


class Numbered(Protocol):
    """A child that has its number among its like."""

    @property
    def seq(self) -> int | None:
        """Its number; None before it has one."""
        ...


def next_seq(rows: Iterable[Numbered]) -> int:
    """The number after the last of some children that are numbered."""
    return max((one.seq or 0 for one in rows), default=0) + 1


class ChildLines(EntryList, Generic[C]):
    """The children of ``model`` under a pane's record, called ``title``.

    ``add`` are the words of the button that asks for another, which ``new`` makes. The verb ``edit`` asks the
    ``boxes`` of a child again, ``remove`` takes it away; ``verbs`` has what other verbs do with a child.
    """

    def __init__(
        self,
        pane: RecordPane[Any, Any],
        model: type[C],
        title: str,
        empty: str,
        *,
        add: str = "",
        new: Callable[[], C] | None = None,
        boxes: tuple[str, ...] = (),
        note: Callable[[], str] = str,
        heading: str = "",
        verb: str = "",
        measure: str = "条",
        lead: int = 92,
        icon: str = "add",
        verbs: Mapping[str, Callable[[C], object]] | None = None,
    ) -> None:
        super().__init__(pane.desk.theme, empty, lead)
        self._pane, self._model, self._title, self._new = pane, model, title, new
        self._boxes, self._note, self._measure = boxes, note, measure
        self._heading, self._verb = heading or title, verb or f"保存这{measure}{title[-2:]}"
        self._verbs = {"edit": self.ask, "remove": self.remove, **(verbs or {})}
        self.add_button = PlainButton(pane.desk.theme, add, icon)
        # It goes with the list also where nobody places it.
        self.add_button.setParent(self)
        if not add:
            self.add_button.hide()
        self.add_button.clicked.connect(lambda: self.add())
        self.asked.connect(self._asked)

    def add(self) -> None:
        """Ask for another."""
        if self._new is not None:
            self.ask(self._new())

    def ask(self, record: C, *, about: str = "") -> None:
        """Ask the boxes of a child and save it."""
        whose = self._pane.whose()
        action = f"保存 {whose}{self._title}" if whose else f"保存一{self._measure}{self._title}"
        self._pane.ask_child(
            record, self._heading, self._verb, action, self._boxes, self._note(), about=about
        )

    def remove(self, record: C) -> None:
        """Take a child away."""
        self._pane.runner.run(f"移除一{self._measure}{self._title}", lambda action: action.remove(record))

    def _asked(self, verb: str, uid: str) -> None:
        record = self._pane.desk.ledger.get(self._model, uid)
        if record is not None:
            self._verbs[verb](record)
