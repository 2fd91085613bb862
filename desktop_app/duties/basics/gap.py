"""The gap: something not filled in, in words, with the records to open for it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing missing in what was entered.

    ``key`` names it across days (kind:record, or the kind where one line tells of all), ``title`` says what
    is missing, ``words`` where and how much, ``source`` who asks for it ('' where it is only not filled in
    yet). ``uids`` are the records of ``register`` to open (去补), or whom it concerns where a record of
    ``register`` is to be begun with the boxes of ``preset``.
    """

    key: str
    title: str
    words: str
    source: str
    register: str
    uids: tuple[str, ...] = ()
    preset: tuple[tuple[str, object], ...] = ()

    @property
    def kind(self) -> str:
        """The kind of gap: the part of the key before the record."""
        return self.key.split(":")[0]
