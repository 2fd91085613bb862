"""The one number the branch has set itself: the day of 主题党日, fixed by its committee."""

from desktop_app.base.periods import PartialDate
from desktop_app.registers.rules.rule_table import RuleRow
from desktop_app.registers.rules.shipped import shipped


def fixed_day() -> RuleRow:
    """The 15th, as the program proposes, now with who decided it."""
    rule = shipped()["party_day_fixed"]
    return RuleRow(
        key=rule.key,
        title=rule.title,
        unit=rule.unit,
        value=rule.editions[0].value,
        mark="D",
        since=PartialDate(2026, 1),
        note="支部委员会会议定的日子",
    )
