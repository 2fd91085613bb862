"""Verdicts of a form while it is filled: told as a box is left, taken back as soon as they are mended."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from desktop_app.base.errors import UserError
from desktop_app.records.base import Record
from desktop_app.records.record import Register
from desktop_app.records.rules import Problem, refusals

if TYPE_CHECKING:
    from desktop_app.storage.reader import Reader
    from desktop_app.views.form.boxes_form import BoxesForm

# A verdict that stands is looked at again this long after the last key.
_AGAIN_MS = 150


class LiveVerdicts(QObject):
    """Judges what stands in the boxes of a form, never what nobody came to yet.

    ``record`` gives the record the form is of, ``say`` takes what has no box here (with ``counts``, how many
    boxes are to be mended as well), ``live`` tells whether anything was typed.
    """

    def __init__(
        self,
        body: BoxesForm,
        reader: Reader,
        register: Register,
        record: Callable[[], Record],
        say: Callable[[str], None],
        live: Callable[[], bool],
        *,
        counts: bool = True,
    ) -> None:
        super().__init__(body)
        self._body, self._reader, self._register = body, reader, register
        self._record, self._say, self._live, self._counts = record, say, live, counts
        self._homeless: list[Problem] = []
        self._said = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_AGAIN_MS)
        self._timer.timeout.connect(self.look_again)
        body.edited.connect(self._edited)
        body.left.connect(self._left)

    def admit(self, problems: list[Problem]) -> bool:
        """Tell every problem, and whether none of them refuses."""
        self._homeless = refusals(self._body.show_problems(problems))
        self._say_what_stands()
        return not refusals(problems)

    def forget(self) -> None:
        """Another record is shown: nothing stands against it yet."""
        self._timer.stop()
        self._homeless, self._said = [], ""

    def look_again(self) -> None:
        """Take back what is mended meanwhile; what is still wrong keeps standing."""
        body, standing = self._body, dict(self._body.told)
        if not standing and not self._said:
            return
        found, whole = self._found()
        now = {problem.box: problem for problem in reversed(found)}
        for name, problem in standing.items():
            if name in now:
                if now[name] != problem:
                    body.show_problems([now[name]], only=name)
            elif whole or self._is_answered(name):
                body.show_problems([], only=name)
        if whole:
            self._homeless = [one for one in self._homeless if one in found]
        self._say_what_stands()

    def _is_answered(self, name: str) -> bool:
        """Whether what stood at a box is answered, as far as can be told while no rule is asked yet."""
        body = self._body
        empty = self._register.boxes[name].is_starred and not body.is_filled(name)
        return empty or any(body.is_filled(other) for other in body.answers_of(name))

    def _say_what_stands(self) -> None:
        places = sum(problem.refuse for problem in self._body.told.values())
        count = f"有 {places} 处要改，已在旁边写明。" if places and self._counts else ""
        self._said = "".join((count, *(problem.sentence() for problem in self._homeless)))
        self._say(self._said)

    def _found(self) -> tuple[list[Problem], bool]:
        """What is wrong as it stands now, and whether the rules could be asked."""
        record = self._record()
        judged = copy.copy(record)
        judged.__data__ = dict(record.__data__)
        unread = self._body.read_into(judged)
        alone = [*unread, *self._register.box_problems(judged), *self._register.wanting(judged)]
        if refusals(alone):
            return alone, False
        try:
            return self._reader.problems(judged), True
        except UserError:
            return alone, False  # what cannot be looked up now is said when it is saved

    def _edited(self) -> None:
        if self._body.told or self._said:
            self._timer.start()

    def _left(self, name: str) -> None:
        """Tell what is wrong with the box the hand left, and with those it filled before."""
        if not self._live() or not self._body.editors[name].isVisible():
            return
        found, _whole = self._found()
        self._tell(found, name)
        self.look_again()

    def _tell(self, found: Iterable[Problem], left: str) -> None:
        body = self._body
        for problem in found:
            box = problem.box
            if box in body.told or box not in body.rows or not body.is_filled(box):
                continue
            if box == left or box in body.touched:
                body.show_problems([problem], only=box)
