"""不计入应到会人员: the members an election of all members does not count among those who should come."""

from desktop_app.records.base import Record
from desktop_app.records.kinds import Choice, Text
from desktop_app.records.links import PersonLink, RecordLink
from desktop_app.records.rules import RuleContext
from desktop_app.registers.organization_life.meetings import EXCLUDED
from desktop_app.registers.shared_rules import called_by


class ElectionExcluded(Record):
    """One member not counted among those who should come."""

    election = RecordLink("换届选举", "election", required=True, index=True)
    member = PersonLink("姓名", required=True)
    reason = Choice("依据", EXCLUDED, required=True, width=14)
    note = Text("说明", width=10, help="本人意见、上级批复等")

    class Meta:
        table_name = "election_excluded"
        title = "不计入应到会人员"
        icon = "members"
        parent = "election"
        listing = ("member", "reason", "note")
        unique = (("election", "member"),)
        heading = called_by("member")


def excluded_of(election: str, context: RuleContext) -> frozenset[str]:
    """The members written as not to be counted in ``election``."""
    rows = context.find(ElectionExcluded.live().where(ElectionExcluded.election == election))
    return frozenset(one.member for one in rows)
