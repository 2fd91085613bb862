"""What the branch has set itself: the day of 主题党日, fixed by its committee, and a line on a paper."""

from desktop_app.base.periods import PartialDate
from desktop_app.registers.rules.rule_table import RuleRow
from desktop_app.registers.rules.shipped import shipped
from desktop_app.registers.rules.template_rows import TemplateRow


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


def noted_list() -> TemplateRow:
    """The list of who makes up for a session, with a line of the branch's own at its foot."""
    body = '材料 = "补学名单"\n加注 = ["补学以后请到活动室签名。"]'
    return TemplateRow(paper="补学名单", name="本支部的样式", body=body)
