"""What stands in a search box, compared with the words of a list in one way everywhere."""

from collections.abc import Callable, Iterable

from desktop_app.base.typed_text import folded


class SearchWords:
    """Words typed to search a list: each has to be found, in any case and width, in any order.

    A word of letters also finds a name that sounds so: ``sounds`` gives the keys of a name, by blanks
    (see ``Pinyin.keys``).
    """

    def __init__(self, typed: str, sounds: Callable[[str], str]) -> None:
        self._words = folded(typed).split()
        self._sounds = sounds

    def __bool__(self) -> bool:
        return bool(self._words)

    def fit(self, said: str, names: Iterable[str] = ()) -> bool:
        """Whether all that is typed is found in ``said`` or the ``names``; nothing typed fits all."""
        if not self._words:
            return True
        called = tuple(names)
        text = folded(" ".join((said, *called)))
        return all(word in text or (word.isascii() and self._heard(word, called)) for word in self._words)

    def _heard(self, word: str, names: Iterable[str]) -> bool:
        return any(key.startswith(word) for name in names for key in self._sounds(name).split())
