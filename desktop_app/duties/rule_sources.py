"""Where a number of the rule table is written: the source told beside every result."""

from collections.abc import Collection

from desktop_app.records.rules import Look
from desktop_app.registers.rule_table import rows_in_force


def sources(look: Look, keys: Collection[str]) -> dict[str, str]:
    """Rule key → title and article of the source of the row in force, in two queries."""
    found = rows_in_force(look, keys)
    told = {key: str(row.source or "").split("：")[0] for key, row in found.items()}
    return {key: told.get(key) or "规则表" for key in keys}
