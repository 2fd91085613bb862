"""What a self-inspection reads once: the gatherings, people, issues and promises of the stretch looked at."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Self

from desktop_app.base.periods import Month
from desktop_app.duties.basics.bodies import Roster
from desktop_app.duties.basics.reading import Gatherings, gatherings_between, rows_of
from desktop_app.duties.displays.promises import PromiseFile, promise_files
from desktop_app.duties.rectification.issues import IssueFile, issue_files
from desktop_app.records.children import children_of
from desktop_app.records.rules import RuleContext
from desktop_app.registers.organization_life.meetings import Attendance, Meeting, Speech
from desktop_app.registers.organization_life.votes import Vote
from desktop_app.registers.rules.rule_table import sources
from desktop_app.registers.study.study import StudySession

_RULES = (
    "study_hours_member",
    "quorum_meeting",
    "self_quit_months",
    "dues_arrears_months",
    "develop_talk_months",
    "transfer_receipt_months",
    "flow_months",
    "correct_months_usual",
    "appraise_excellent_share",
    "member_age_min",
    "branch_members_most",
    "branch_full_least",
    "joint_units_most",
    "committee_least",
    "dues_voluntary_big",
    "dues_remit_days",
    "group_members_least",
)


@dataclass(frozen=True)
class InspectionView:
    """The records of one office from ``first`` to today."""

    context: RuleContext
    office: str
    first: date
    roster: Roster
    gatherings: Gatherings
    sheets: Mapping[str, list[Attendance]]
    told: Mapping[str, str]

    @classmethod
    def read(cls, context: RuleContext, first: date, office: str | None = None) -> Self:
        """What was held from ``first`` to today, with its sheets; the rest is read when it is asked for."""
        mine = office or context.office
        found = gatherings_between(context, first, context.today, mine)
        return cls(
            context,
            mine,
            first,
            Roster.read(context, mine),
            found,
            rows_of(context, found.sheets),
            sources(context, _RULES),
        )

    @property
    def today(self) -> date:
        return self.context.today

    @cached_property
    def begun(self) -> Month:
        """The month the branch's records begin: of its first meeting, or of the day its file was begun."""
        first = Meeting.live().where(Meeting.owner_office == self.office).order_by(Meeting.start_end).limit(1)
        begun = [Month.of(one.start_end.day) for one in self.context.find(first)]
        org = self.roster.orgs.get(self.roster.branch or "")
        if org is not None and org.entered_at:
            begun.append(Month.of(date.fromisoformat(org.entered_at[:10])))
        return min(begun, default=Month.of(self.first))

    @cached_property
    def meetings(self) -> tuple[Meeting, ...]:
        """The meetings that took place."""
        return self.gatherings.held_meetings

    @cached_property
    def alone(self) -> tuple[StudySession, ...]:
        """The study sessions that are no meeting's: they have sheets of their own."""
        return tuple(one for one in self.gatherings.held_sessions if not one.meeting)

    @cached_property
    def speeches(self) -> dict[str, list[Speech]]:
        """Meeting → what was said."""
        return children_of(self.context, Speech, (one.uid for one in self.meetings), "seq")

    @cached_property
    def votes(self) -> tuple[Vote, ...]:
        """The votes of the meetings."""
        uids = [one.uid for one in self.meetings]
        return tuple(self.context.find(Vote.live().where(Vote.meeting.in_(uids)).order_by(Vote.uid)))

    @cached_property
    def issues(self) -> list[IssueFile]:
        return issue_files(self.context, self.office)

    @cached_property
    def promises(self) -> list[PromiseFile]:
        """The promises of this year."""
        return promise_files(self.context, self.today.year, self.office)

    def name(self, uid: str) -> str:
        """What a member or an organization is called."""
        return self.roster.name(uid)

    def names(self, uids: list[str]) -> str:
        """张三、李四、王五 等 7 人."""
        told = "、".join(self.name(uid) for uid in uids[:3])
        return f"{told} 等 {len(uids)} 人" if len(uids) > 3 else told
