"""From two chosen rows of a table to the page where they become one."""

from desktop_app.storage.listing import Listing
from desktop_app.views.parts.row_menu import RowVerb
from desktop_app.views.shell import Shell


def merge_verbs(shell: Shell, listing: Listing, chosen: list[str]) -> list[RowVerb]:
    """合并这两条, where two live rows are chosen that may be merged."""
    page, register = "duplicates", listing.register
    if len(chosen) != 2 or listing.removed or register.append_only or page not in set(shell.pages.keys()):
        return []
    return [RowVerb("合并这两条", lambda: shell.go(page, register=register.name, pair=tuple(chosen)))]
