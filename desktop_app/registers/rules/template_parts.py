"""What of each paper a template may change: its fixed words and its columns, read from the shipped templates.

The shipped template of a paper is a file like any other template, and says everything as the paper says it
by itself; ``packaging/make_paper_templates.py`` writes them from the papers.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from desktop_app.base.resources import read_text, resource_path
from desktop_app.registers.rules.template_lines import template_lines

TITLES, PARTS, NOTES, SIGNED, LABELS = "标题", "小标题", "附注", "签字", "项目"
SECTIONS = (TITLES, PARTS, NOTES, SIGNED, LABELS)
"""The sections of fixed words; those of columns are called 表1, 表2 …"""
PAPER, MORE_NOTES, MORE_SIGNED = "材料", "加注", "加签"
KEPT, CHOICE = "不能去掉", "可选的栏"
FOLDER = "paper_templates"
_TITLE = re.compile(f"^{PAPER} = (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class PaperParts:
    """What of the paper ``key`` can be changed: section → its words, and the columns of its tables by number.

    ``kept`` are words of columns and notes that stand on the paper whatever a template says, ``choice``
    further columns its first table may have. Nothing of a ``fixed`` paper is changed: its form is prescribed.
    """

    key: str
    title: str
    words: Mapping[str, tuple[str, ...]]
    tables: tuple[tuple[str, ...], ...] = ()
    kept: frozenset[str] = frozenset()
    choice: tuple[str, ...] = ()

    @property
    def is_fixed(self) -> bool:
        """Whether a template can change nothing of it."""
        return not self.tables and not any(self.words.values())

    def columns(self, number: int) -> tuple[str, ...]:
        """The columns that table ``number`` (from 0) has or may have."""
        return (*self.tables[number], *(self.choice if number == 0 else ()))


def table_name(number: int) -> str:
    """What the section of table ``number`` (from 0) is called: 表1."""
    return f"表{number + 1}"


@cache
def parts_of(key: str) -> PaperParts:
    """What of the paper ``key`` can be changed; read once."""
    told = template_lines(shipped_template(key)).told
    tables: list[tuple[str, ...]] = []
    while (name := table_name(len(tables))) in told:
        tables.append(tuple(told[name]))
    words = {section: tuple(told.get(section, ())) for section in SECTIONS}
    kept, choice = frozenset(told.get(KEPT, ())), tuple(told.get(CHOICE, ()))
    return PaperParts(key, told[PAPER], words, tuple(tables), kept, choice)


def parts_called(title: str) -> PaperParts | None:
    """What can be changed of the paper with a title; None where none is called so."""
    key = _keys().get(title)
    return parts_of(key) if key is not None else None


@cache
def _keys() -> Mapping[str, str]:
    """Title → key of every paper."""
    found = ((_TITLE.search(path.read_text(encoding="utf-8")), path.stem) for path in _files())
    return MappingProxyType({json.loads(title[1]): key for title, key in found if title is not None})


def _files() -> list[Path]:
    return sorted(resource_path(FOLDER).glob("*.toml"))


def shipped_template(key: str) -> str:
    """The text of the template that ships for the paper ``key``."""
    return read_text(FOLDER, f"{key}.toml")
