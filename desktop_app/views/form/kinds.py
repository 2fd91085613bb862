"""The one table from a box's kind to its editor."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop_app.records.box import AnyBox
from desktop_app.views.form.editors import choices, dates, typed, words
from desktop_app.views.form.editors.editor import Editor
from desktop_app.views.form.editors.files import FilesEditor
from desktop_app.views.form.editors.frozen import FrozenView
from desktop_app.views.form.editors.id_number import IdNumberEditor
from desktop_app.views.form.editors.links import RecordEditor
from desktop_app.views.form.editors.person_name import text_editor
from desktop_app.views.form.editors.persons import PersonsEditor
from desktop_app.views.form.editors.tally import TallyEditor

if TYPE_CHECKING:
    from desktop_app.desk import Desk

EDITORS: dict[str, Callable[[AnyBox, Desk], Editor]] = {
    "text": text_editor,
    "long_text": words.WordsEditor,
    "lines": words.lines_editor,
    "choice": choices.choice_editor,
    "state": choices.StateEditor,
    "many_choice": choices.ManyChoiceEditor,
    "yes_no": choices.YesNoEditor,
    "number": typed.NumberEditor,
    "money": typed.NumberEditor,
    "date": dates.DateEditor,
    "partial_date": dates.PartialDateEditor,
    "month": dates.MonthEditor,
    "time_span": dates.SpanEditor,
    "tally": TallyEditor,
    "frozen": FrozenView,
    "person": RecordEditor,
    "record": RecordEditor,
    "persons": PersonsEditor,
    "id_number": IdNumberEditor,
    "phone": typed.PhoneEditor,
    "files": FilesEditor,
}


def editor_for(box: AnyBox, desk: Desk) -> Editor:
    """The editor of a box; KeyError for a kind nobody wrote one for."""
    return EDITORS[box.kind](box, desk)
