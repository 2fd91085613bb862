"""The offices whose cards we hold, by name: they stand in a list before anything has come from them."""

from desktop_app.exchange.trust import Trust
from desktop_app.storage.ledger import Ledger


def known_names(ledger: Ledger) -> dict[str, str]:
    """Code → name of the offices whose cards are known."""
    return {code: card.name for code, card in Trust(ledger, ledger.clock).known().items()}
