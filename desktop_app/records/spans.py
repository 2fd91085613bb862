"""The box of a span of time: from a minute to a later one, with the day."""

from collections.abc import Iterable

from desktop_app.base import dates, periods
from desktop_app.records.box import Box, Must, Naming, Reading, Scalar
from desktop_app.records.kinds import EDGES, strange_year


class TimeSpan(Box[periods.Span, Must]):
    """From a minute to a later minute, with the day: when a meeting began and ended."""

    kind = "time_span"
    natural_width = 10

    def to_stored(self, value: periods.Span) -> Scalar:
        return value.iso()

    def from_stored(self, value: str | int) -> periods.Span:
        return periods.Span.from_iso(str(value))

    def parse(self, text: str, reading: Reading) -> periods.Span | None:
        words = text.strip(EDGES)
        return dates.parse_span(words, today=reading.today) if words else None

    def show(self, value: periods.Span | None, naming: Naming) -> str:
        return "" if value is None else value.chinese()

    def faults(self, value: periods.Span) -> Iterable[str]:
        return (*strange_year(self.title, value.start.year), *strange_year(self.title, value.end.year))
