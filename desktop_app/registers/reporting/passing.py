"""What a meeting passes: the day a paper names is the day its meeting was held on."""

from collections.abc import Iterable

from desktop_app.records.base import Record
from desktop_app.records.rules import BoxRule, Problem, RuleContext
from desktop_app.registers.organization_life.meetings import Meeting


def passed_in(link: str, day: str) -> BoxRule:
    """A rule: the day in ``day`` is that of the meeting in ``link``, where one is named."""

    def rule(record: Record, context: RuleContext) -> Iterable[Problem]:
        meeting, passed = context.get(Meeting, getattr(record, link)), getattr(record, day)
        if meeting is not None and passed is not None and meeting.start_end.day != passed:
            yield Problem(day, f"这次会议在{meeting.start_end.day:%Y-%m-%d}召开", "请核对通过日期")

    return BoxRule((link, day), rule)
