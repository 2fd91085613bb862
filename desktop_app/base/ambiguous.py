"""An entry that can be read in several ways, with the readings to choose from."""

from typing import Any, NamedTuple

from desktop_app.base.errors import UserError


class Option(NamedTuple):
    """One reading: what a button says, and the value it stands for."""

    label: str
    value: Any


class Ambiguous(UserError):
    """The program could guess and will not: the user picks one of ``choices`` (at least one)."""

    def __init__(self, what: str, choices: tuple[Option, ...], *, todo: str = "") -> None:
        labels = "、".join(choice.label for choice in choices)
        super().__init__(what, todo=todo or f"请选：{labels}")
        self.choices = choices
