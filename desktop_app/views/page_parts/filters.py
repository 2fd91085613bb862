"""The filters above a list: the boxes and chips they are chosen by, and what each choice lets through."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from desktop_app.records.base import Record
from desktop_app.views.look.theme import Theme
from desktop_app.views.page_parts.chips import ChipRow
from desktop_app.views.parts.choice_box import ChoiceBox

T = TypeVar("T")
R = TypeVar("R", bound=Record)
# The value of the choice that lets everything through.
ALL = ""
Pairs = Sequence[tuple[object, str]]


class LinkChoice:
    """A choice that only a link makes, such as one class of issues: no box or chip stands for it."""

    def __init__(self) -> None:
        self._value: object = ALL

    def value(self) -> object:
        """What a link chose, ALL for nothing."""
        return self._value

    def set_value(self, value: object) -> None:
        """Choose."""
        self._value = value


class Filter(Generic[T, R]):
    """A choice among values, each of which ``fits`` some of the items; ``ALL`` and no choice let all through.

    ``argument`` is the word of a link that sets it. ``pairs`` gives the choices anew each time the page is
    read. ``narrows_reading`` is said of one that says what is read at all, such as the year. ``holding``
    gives the value under which a record is certainly listed. ``counts`` says which items a chip counts, where
    they are others than it lets through.
    """

    def __init__(
        self,
        widget: ChoiceBox | ChipRow | LinkChoice,
        fits: Callable[[T, object], bool],
        *,
        argument: str = "",
        pairs: Callable[[], Pairs] | None = None,
        narrows_reading: bool = False,
        holding: Callable[[R], object] = lambda _record: ALL,
        counts: Callable[[T, object], bool] | None = None,
    ) -> None:
        self.widget, self._fits, self.argument = widget, fits, argument
        self.narrows_reading = narrows_reading
        self._pairs, self._holding, self._counts = pairs, holding, counts
        self.start = self.value()

    def value(self) -> object:
        """What is chosen."""
        return self.widget.value()

    def set(self, value: object) -> None:
        """Choose without telling."""
        if isinstance(self.widget, ChipRow):
            self.widget.choose(value)
        else:
            self.widget.set_value(value)

    def offers(self, value: object) -> bool:
        """Whether ``value`` can be chosen."""
        if isinstance(self.widget, ChipRow):
            return value in self.widget.chips
        if isinstance(self.widget, ChoiceBox):
            return any(self.widget.itemData(at) == value for at in range(self.widget.count()))
        return True

    def begin_anew(self, record: R) -> None:
        """Choose what the page opens with; the year of ``record`` where only years can be chosen."""
        self.set(self._holding(record) if self.narrows_reading else self.start)

    def widen_for(self, record: R) -> None:
        """Choose what certainly lists ``record``."""
        self.set(self._holding(record))

    def offer_anew(self) -> None:
        """Read the choices again; the chosen one stays where it is still offered.

        One that stood on what the page opens with, the present year say, goes along when that is another.
        """
        if self._pairs is None or isinstance(self.widget, LinkChoice):
            return
        pairs, follows = self._pairs(), self.value() == self.start
        self.widget.set_pairs(pairs)
        self.start = pairs[0][0] if pairs else self.value()
        if follows:
            self.set(self.start)

    def lets(self, item: T) -> bool:
        """Whether the item passes."""
        return self._lets(item, self.value())

    def count(self, items: Iterable[T]) -> None:
        """Show at every chip how many of ``items`` it stands for."""
        if isinstance(self.widget, ChipRow):
            counts = self._counts or self._lets
            known = list(items)
            self.widget.set_counts(
                {value: sum(counts(one, value) for one in known) for value in self.widget.chips}
            )

    def _lets(self, item: T, value: object) -> bool:
        return value in (ALL, None) or self._fits(item, value)


class FilterBar(QHBoxLayout, Generic[T, R]):
    """The filters of a page in a line; ``chosen`` tells of a choice, and whether it asks to read anew."""

    chosen = Signal(bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._filters: list[Filter[T, R]] = []
        self.setSpacing(theme.unit(12))

    def add_box(
        self, name: str, pairs: Pairs | Callable[[], Pairs], fits: Callable[[T, object], bool], **more: Any
    ) -> ChoiceBox:
        """Add a box of choices, read anew with the page where they are a function; see ``Filter``."""
        anew = pairs if callable(pairs) else None
        box = ChoiceBox(self._theme, pairs() if callable(pairs) else pairs)
        box.setAccessibleName(name)
        made: Filter[T, R] = Filter(box, fits, pairs=anew, **more)
        box.activated.connect(lambda _at: self.chosen.emit(made.narrows_reading))
        self._filters.append(made)
        self.addWidget(box)
        return box

    def add_chips(
        self, pairs: Pairs | Callable[[], Pairs], fits: Callable[[T, object], bool], **more: Any
    ) -> ChipRow:
        """Add a row of chips, which takes the room that is left, as ``add_box`` does a box."""
        anew = pairs if callable(pairs) else None
        chips = ChipRow(self._theme, pairs() if callable(pairs) else pairs)
        chips.chosen.connect(lambda _value: self.chosen.emit(False))
        self._filters.append(Filter(chips, fits, pairs=anew, **more))
        self.addWidget(chips, 1)
        return chips

    def add_link_choice(self, fits: Callable[[T, object], bool], argument: str) -> LinkChoice:
        """Add a filter that only a link's ``argument`` sets."""
        choice = LinkChoice()
        self._filters.append(Filter(choice, fits, argument=argument))
        return choice

    def shown(self) -> tuple[Filter[T, R], ...]:
        """Those that can be chosen on the page."""
        return tuple(one for one in self._filters if not isinstance(one.widget, LinkChoice))

    @property
    def arguments(self) -> set[str]:
        """The words of links that are filters' own."""
        return {one.argument for one in self._filters if one.argument}

    @property
    def narrow_reading(self) -> bool:
        """Whether one of them says what is read at all."""
        return any(one.narrows_reading for one in self._filters)

    def follow(self, args: Mapping[str, object]) -> None:
        """Set those a link has a word for; filters of one word go together, what a link alone chose ends."""
        for one in self._filters:
            if one.argument and args.get(one.argument):
                value = args[one.argument]
                one.set(value if one.offers(value) else one.start)
            elif isinstance(one.widget, LinkChoice):
                one.set(ALL)

    def give_way(self, record: R, *, widely: bool) -> None:
        """Choose what the page opens with, or ``widely`` what certainly lists ``record``."""
        for one in self._filters:
            if widely:
                one.widen_for(record)
            else:
                one.begin_anew(record)

    def offer_anew(self, *, narrowing: bool) -> None:
        """Read the choices again: of those that narrow the reading, before it; of the others, after it."""
        for one in self._filters:
            if one.narrows_reading == narrowing:
                one.offer_anew()

    def passed(self, items: Sequence[T]) -> list[T]:
        """The items all filters let through; the chips count what the other filters do."""
        for filter_ in self._filters:
            others = [one for one in self._filters if one is not filter_]
            filter_.count([item for item in items if all(one.lets(item) for one in others)])
        return [item for item in items if all(one.lets(item) for one in self._filters)]
