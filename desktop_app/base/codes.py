"""Code tables (民族 GB/T 3304, 性别 GB/T 2261.1, 学历 GB/T 4658, 工作岗位 …) with the words people type."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property

from desktop_app.base.resources import read_text
from desktop_app.base.typed_text import tidy


@dataclass(frozen=True)
class CodeEntry:
    """One code; ``offered`` is false for values that are read and shown but not put in a list to pick.

    ``family`` begins the official number of a code of which the words alone are known.
    """

    code: str
    label: str
    synonyms: tuple[str, ...] = ()
    offered: bool = True
    family: str = ""


class CodeTable:
    """A closed list of codes, each with its label and the other words people type for it."""

    def __init__(self, name: str, entries: Iterable[CodeEntry]) -> None:
        """Raises ValueError if a code or a word stands for two entries."""
        self.name = name
        self.entries = tuple(entries)
        self._labels = {entry.code: entry.label for entry in self.entries}
        if len(self._labels) != len(self.entries):
            raise ValueError(f"code table {name}: a code stands twice")

    @cached_property
    def _codes(self) -> dict[str, str]:
        codes: dict[str, str] = {}
        for entry in self.entries:
            for word in (entry.code, entry.label, *entry.synonyms):
                if codes.setdefault(_key(word), entry.code) != entry.code:
                    raise ValueError(f"code table {self.name}: {word} stands for two codes")
        return codes

    def label(self, code: str) -> str:
        """The label of a code. Raises KeyError for an unknown one."""
        return self._labels[code]

    def code_for(self, text: str) -> str | None:
        """The code meant by a code, a label or a synonym, however spaced; None if not known."""
        return self._codes.get(_key(text))

    def family(self, code: str) -> str:
        """What the official number of ``code`` begins with; "" where it is not known."""
        return next((entry.family for entry in self.entries if entry.code == code), "")

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """(code, label) of what is offered to pick, in order."""
        return tuple((entry.code, entry.label) for entry in self.entries if entry.offered)

    def __contains__(self, code: object) -> bool:
        return code in self._labels


def _key(text: str) -> str:
    return tidy(text).replace(" ", "").removesuffix(".0").casefold()


@cache
def load_codes(name: str) -> CodeTable:
    """A shipped table by the name of its file: "ethnicity", "education", "job_position"."""
    table = json.loads(read_text("codes", f"{name}.json"))
    return CodeTable(
        table["title"],
        (
            CodeEntry(
                one["code"],
                one["label"],
                tuple(one.get("synonyms", ())),
                one.get("offered", True),
                one.get("family", ""),
            )
            for one in table["entries"]
        ),
    )
