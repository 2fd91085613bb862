"""Where a number of the rule table is written: the source told beside every result."""

from collections.abc import Collection

from desktop_app.records.rules import Look
from desktop_app.registers.rule_table import RuleRow, shipped_rules


def sources(look: Look, keys: Collection[str]) -> dict[str, str]:
    """Rule key → title and article of its source, in one query; the shipped row where the branch has none."""
    found = {row.key: row for row in shipped_rules() if row.key in keys}
    query = RuleRow.live().where(RuleRow.key.in_(list(keys)) & RuleRow.owner_office.in_((look.office, "")))
    found.update({row.key: row for row in look.find(query.order_by(RuleRow.since)) if row.source})
    return {key: str(found[key].source).split("：")[0] if key in found else "规则表" for key in keys}
