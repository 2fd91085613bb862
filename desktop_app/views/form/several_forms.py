"""Several forms of boxes as one, for the draft of what stands in them together."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from desktop_app.views.form.boxes_form import BoxesForm


class SeveralForms:
    """Forms of boxes by a name of each; a box is called by both names."""

    def __init__(self, forms: Mapping[str, BoxesForm]) -> None:
        self.forms = forms

    @property
    def held(self) -> dict[str, Any]:
        """What the records hold."""
        return {f"{key}.{box}": held for key, form in self.forms.items() for box, held in form.held.items()}

    @property
    def begun(self) -> dict[str, Any]:
        """What the boxes held before a hand typed."""
        return {f"{key}.{box}": was for key, form in self.forms.items() for box, was in form.begun.items()}

    def names(self) -> Collection[str]:
        """The boxes of all forms."""
        return [f"{key}.{box}" for key, form in self.forms.items() for box in form.names()]

    def kept(self) -> dict[str, Any]:
        """What a draft keeps of all forms."""
        return {
            f"{key}.{box}": words for key, form in self.forms.items() for box, words in form.kept().items()
        }

    def hear(self, told: Callable[[], object]) -> None:
        """Call ``told`` whenever a hand changed one of them."""
        for form in self.forms.values():
            form.edited.connect(told)

    def take_up(self, kept: Mapping[str, Any], was: Mapping[str, Any] | None = None) -> None:
        """Show what a draft kept, each form its part."""
        for key, form in self.forms.items():
            form.take_up(dict(_part(key, kept)), dict(_part(key, was or {})))

    def tell_clash(self, clash: Mapping[str, str]) -> None:
        """Under boxes typed into anew: the words a draft has for them."""
        for key, form in self.forms.items():
            form.tell_clash(dict(_part(key, clash)))


def _part(key: str, values: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in values.items():
        owner, _, box = name.partition(".")
        if owner == key:
            yield box, value
