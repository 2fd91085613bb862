"""What is typed into the year's appraisals, as a draft keeps it: each member's boxes, and what all share."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from desktop_app.base.errors import UserError
from desktop_app.duties.organization_life.appraisal import AppraisalRow
from desktop_app.records.record import Register
from desktop_app.registers.organization_life.appraisals import BALLOTS
from desktop_app.views.form.loose_fields import LooseFields
from desktop_app.views.pages.organization_life.appraisal_grid import AppraisalModel

_ALL = "all"


class AppraisalFields:
    """The rows of ``model`` a hand changed in ``boxes`` or ballots, and the ``shared`` lines of everybody.

    ``taken_up`` is told once a draft stands in them.
    """

    def __init__(
        self,
        model: AppraisalModel,
        register: Register,
        boxes: Iterable[str],
        shared: LooseFields,
        taken_up: Callable[[], object],
    ) -> None:
        self._model, self._shared, self._taken_up = model, shared, taken_up
        self._boxes = {name: register.boxes[name] for name in (*BALLOTS, *boxes)}
        self.held: dict[str, Any] = {}
        self.begun: dict[str, Any] = {}

    def begin(self) -> None:
        """The rows stand as they were read: what differs from them later was typed."""
        self._shared.begin()
        shared = {f"{_ALL}.{name}": words for name, words in self._shared.begun.items()}
        self.begun = {**self._of_rows(self._model.rows), **shared}

    def names(self) -> Collection[str]:
        """Each member's boxes, and the lines of everybody."""
        own = [f"{row.member.uid}.{box}" for row in self._model.rows for box in self._boxes]
        return [*own, *(f"{_ALL}.{name}" for name in self._shared.names())]

    def kept(self) -> dict[str, Any]:
        """The boxes of the rows that are not saved, and what stands in the lines of everybody."""
        dirty = [row for row in self._model.rows if row.member.uid in self._model.dirty]
        shared = {f"{_ALL}.{name}": words for name, words in self._shared.kept().items()}
        return {**self._of_rows(dirty), **shared}

    def take_up(self, kept: Mapping[str, Any], was: Mapping[str, Any] | None = None) -> None:
        """Write into the rows what a draft kept, as a hand would."""
        for row in self._model.rows:
            mine = {box: f"{row.member.uid}.{box}" for box in self._boxes}
            typed = {box: kept[name] for box, name in mine.items() if name in kept}
            for box, words in typed.items():
                setattr(row.appraisal, box, self._boxes[box].python_value(words))
            if typed:
                self._model.mark(row.member.uid)
        whole = {name.partition(".")[2]: words for name, words in kept.items() if name.startswith(f"{_ALL}.")}
        self._shared.take_up(whole)
        self._taken_up()

    def tell_clash(self, clash: Mapping[str, str]) -> None:
        """A box typed anew stands as it was typed last."""

    def _of_rows(self, rows: Iterable[AppraisalRow]) -> dict[str, Any]:
        found = {}
        for row in rows:
            for name, box in self._boxes.items():
                try:
                    found[f"{row.member.uid}.{name}"] = box.db_value(getattr(row.appraisal, name))
                except UserError:
                    continue
        return found
