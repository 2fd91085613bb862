"""Boxes filled from code tables: the national ones, and official lists that old rosters filled in words."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Unpack

from desktop_app.base.ambiguous import Ambiguous, Option
from desktop_app.base.codes import CodeTable
from desktop_app.records.box import OPTIONAL, Must, Options, Reading
from desktop_app.records.kinds import EDGES, Choice
from desktop_app.records.plain import word_faults

# How the answer begins that leaves words as they were written.
AS_WRITTEN = "先照写"
_NEAREST = 4


class CodeChoice(Choice[Must]):
    """A choice from a national code table and its synonyms; ``offered`` is what lists show to pick."""

    def __init__(
        self,
        title: str,
        table: CodeTable,
        *,
        required: Must = OPTIONAL,
        default: str | None = None,
        **options: Unpack[Options],
    ) -> None:
        labels = {entry.code: entry.label for entry in table.entries}
        super().__init__(title, labels, required=required, default=default, **options)
        self.table = table
        self.offered: Mapping[str, str] = dict(table.choices)

    def value_for(self, words: str) -> str | None:
        return self.table.code_for(words)


class CodedWords(CodeChoice[Must]):
    """A choice from an official list; words of old that are not on it stay as they are and are told.

    The words of the list are its codes: of most the official number is not known for certain.
    """

    def faults(self, value: str) -> Iterable[str]:
        return word_faults(self.title, value)

    def parse(self, text: str, reading: Reading) -> str | None:
        """The entry meant by ``text``; Ambiguous with the nearest ones, and the words as they are."""
        words = text.strip(EDGES)
        if not words or (found := self.value_for(words)) is not None:
            return found if words else None
        options = (*(Option(one, one) for one in self._near(words)), Option(f"{AS_WRITTEN}“{words}”", words))
        raise Ambiguous(f"「{self.title}」里没有“{words}”这一项", options, todo="请从选项里选一项")

    def is_coded(self, value: str | None) -> bool:
        """Whether ``value`` is on the list."""
        return value in self.options

    def _near(self, words: str) -> list[str]:
        if words.isdigit():
            return [
                one.label
                for one in self.table.entries
                if one.family and (words.startswith(one.family) or one.family.startswith(words))
            ][:_NEAREST]
        inside = [label for label in self.offered.values() if words in label]
        near = get_close_matches(words, self.offered.values(), _NEAREST, 0.3)
        return list(dict.fromkeys((*inside, *near)))[:_NEAREST]
