"""应到 0: why a meeting expects nobody, and the page where that is mended."""

from dataclasses import dataclass, field
from typing import Any

from desktop_app.duties.basics.bodies import Roster
from desktop_app.registers.organization_life.meeting_kinds import COMMITTEE, GROUP_MEETING


@dataclass(frozen=True, slots=True)
class Nobody:
    """What is missing in words, the verb of the button and where it leads; no verb where a box here does."""

    sentence: str
    hint: str
    verb: str = ""
    page: str = ""
    args: dict[str, Any] = field(default_factory=dict)


def nobody_expected(roster: Roster, kind: str | None, org: str | None) -> Nobody:
    """Why nobody is expected at a meeting of ``kind`` of ``org``."""
    if not roster.members:
        return Nobody(
            "应到 0 人：花名册里还没有党员",
            "先把花名册导进来",
            "导入花名册",
            "import",
            {"register": "member"},
        )
    home = roster.branch
    if kind == COMMITTEE and home is not None and not roster.committee(org):
        return Nobody(
            "应到 0 人：支部信息里还没有书记和支部委员",
            "录了以后，这次会议自动重新计算",
            "去录支部委员",
            "register:party_org",
            {"uid": home},
        )
    if kind == COMMITTEE and home is not None:
        return Nobody(
            "应到 0 人：这一天没有在任的支部委员",
            "请核对会议日期，或者委员的任职起止",
            "去看支部委员",
            "register:party_org",
            {"uid": home},
        )
    if kind == GROUP_MEETING and org is not None:
        return Nobody(
            f"应到 0 人：没有党员编在{roster.name(org)}",
            "在花名册里给党员选党小组",
            "去花名册",
            "register:member",
        )
    if kind == GROUP_MEETING:
        return Nobody("应到 0 人：还没有选是哪个党小组", "请在“基本情况”里选")
    return Nobody("这一天没有应到会的人", "请核对会议类型和日期")
