"""解剖一个问题，解决一类问题: the classes of issues, findings and dissections; where an issue came from."""

from dataclasses import dataclass

from desktop_app.base.pinyin import load_pinyin
from desktop_app.records.rules import RuleContext
from desktop_app.registers.becoming import Source
from desktop_app.registers.displays.branch_ratings import RatingItem
from desktop_app.registers.organization_life.self_checks import SelfCheckMeasure
from desktop_app.registers.organization_life.talks import Talk
from desktop_app.registers.rectification.class_mending import ClassCheck, Mechanism
from desktop_app.registers.rectification.issues import CLOSED, Issue
from desktop_app.registers.rectification.research import Finding, Research
from desktop_app.registers.service.grid_actions import LeaderVisit
from desktop_app.registers.service.grid_events import GridEvent


@dataclass(frozen=True)
class IssueClass:
    """One class by its word (小类): its issues by number, findings not turned into issues, dissections.

    ``checks`` are the looks for it in other places (举一反三), ``mechanisms`` the rules that keep it away.
    """

    tag: str
    issues: tuple[Issue, ...]
    findings: tuple[Finding, ...]
    dissections: tuple[Research, ...]
    checks: tuple[ClassCheck, ...] = ()
    mechanisms: tuple[Mechanism, ...] = ()

    @property
    def closed(self) -> tuple[Issue, ...]:
        """The issues that are closed."""
        return tuple(one for one in self.issues if one.state == CLOSED)

    @property
    def reopened(self) -> tuple[Issue, ...]:
        """The issues that came back at least once."""
        return tuple(one for one in self.issues if (one.round or 1) > 1)

    @property
    def words(self) -> str:
        """同类 3 件，已销号 1 件."""
        return f"同类 {len(self.issues)} 件，已销号 {len(self.closed)} 件"


def issue_classes(context: RuleContext) -> list[IssueClass]:
    """Every class in use of the own branch, the one with most issues first; in five queries."""
    office = context.office
    issues = context.find(Issue.live().where(Issue.owner_office == office).order_by(Issue.code, Issue.uid))
    visits = context.find(Research.live().where(Research.owner_office == office).order_by(Research.on))
    findings = context.find(Finding.live().where(Finding.owner_office == office).order_by(Finding.uid))
    checks = context.find(ClassCheck.live().where(ClassCheck.owner_office == office).order_by(ClassCheck.on))
    rules = context.find(Mechanism.live().where(Mechanism.owner_office == office).order_by(Mechanism.set_on))
    stands_for = {one.uid: one.stands_for for one in visits}
    live = {one.uid for one in issues}
    tags = [one.tag for one in issues] + list(stands_for.values()) + [one.tag for one in findings]
    tags += [*(one.tag for one in checks), *(one.tag for one in rules)]
    found = [
        IssueClass(
            tag,
            tuple(one for one in issues if one.tag == tag),
            tuple(
                one
                for one in findings
                if one.issue not in live and (one.tag or stands_for.get(one.research)) == tag
            ),
            tuple(one for one in visits if one.stands_for == tag),
            tuple(one for one in checks if one.tag == tag),
            tuple(one for one in rules if one.tag == tag),
        )
        for tag in dict.fromkeys(tag for tag in tags if tag)
    ]
    sound = load_pinyin().text_key
    return sorted(found, key=lambda one: (-len(one.issues), -len(one.findings), sound(one.tag)))


def class_of(issue: Issue, context: RuleContext) -> IssueClass | None:
    """The class of an issue; None for one that has no word for it."""
    return next((one for one in issue_classes(context) if one.tag == issue.tag), None) if issue.tag else None


def origin_of(issue: str, context: RuleContext) -> Source | None:
    """The finding, grid event, measure or deduction that became the issue with this uid; None without one."""
    findings = context.find(Finding.live().where(Finding.issue == issue).limit(1))
    events = context.find(GridEvent.live().where(GridEvent.issue == issue).limit(1))
    measures = context.find(SelfCheckMeasure.live().where(SelfCheckMeasure.issue == issue).limit(1))
    items = context.find(RatingItem.live().where(RatingItem.issue == issue).limit(1))
    visits = context.find(LeaderVisit.live().where(LeaderVisit.issue == issue).limit(1))
    talks = context.find(Talk.live().where(Talk.issue == issue).limit(1))
    found: list[Source] = [*findings, *events, *visits, *talks, *measures, *items]
    return found[0] if found else None
