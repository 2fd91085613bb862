"""A signed branch meeting with one ballot about one person, to be added to any branch."""

from datetime import date, datetime
from typing import Any

from desktop_app.base.periods import Span
from desktop_app.registers.organization_life.meetings import Meeting
from desktop_app.registers.organization_life.votes import Vote


def ballot_meeting(day: date, person: str, matter: str, **values: Any) -> tuple[Meeting, Vote]:
    """The meeting of ``day`` and its vote on ``matter``; ten voters, nine there, nine ayes unless told."""
    known = {name: values.pop(name) for name in ("kind", "state") if name in values}
    meeting = Meeting(
        **{
            "kind": "支部党员大会",
            "state": "定稿",
            "title": f"讨论{person}",
            "start_end": Span(
                datetime(day.year, day.month, day.day, 15), datetime(day.year, day.month, day.day, 17)
            ),
            **known,
        }
    )
    vote = Vote(
        **{
            "meeting": meeting.uid,
            "item": f"{matter}：{person}",
            "matter": matter,
            "mode": "无记名投票",
            "expected": 10,
            "present": 9,
            "ayes": 9,
            "noes": 0,
            "abst": 0,
            "issued": 9,
            "returned": 9,
            "valid": 9,
            **values,
        }
    )
    return meeting, vote
