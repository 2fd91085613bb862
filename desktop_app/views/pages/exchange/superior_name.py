"""Entering the code of our superior once its card is known: one way for both cards pages."""

from desktop_app.registers.people.superior_code import put_right
from desktop_app.storage.ledger import Ledger


def name_superior(ledger: Ledger, code: str) -> None:
    """Have the superior stand in 党组织 under ``code`` where an invented one stood."""
    found = put_right(ledger, code)
    if found.saved or found.removed:
        with ledger.action("登记上级党组织的代码") as action:
            action.save(*found.saved)
            action.remove(*found.removed)
