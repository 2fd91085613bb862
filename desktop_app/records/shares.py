"""The box of a share: kept as a part of one, told and typed in percent."""

from decimal import Decimal

from desktop_app.records.box import Must, Naming
from desktop_app.records.kinds import EDGES, Decimals

_HUNDRED = Decimal(100)
_SIGNS = ("%", "％", "﹪")


class Share(Decimals[Must]):
    """A share of a whole: 1.5% is kept as 0.015."""

    def typed(self, text: str) -> Decimal | None:
        words = text.strip(EDGES)
        if not words.endswith(_SIGNS):
            return super().typed(words)
        number = super().typed(words[:-1])
        return None if number is None else number / _HUNDRED

    def show(self, value: Decimal | None, naming: Naming) -> str:
        return "" if value is None else f"{(value * _HUNDRED).normalize():f}%"
