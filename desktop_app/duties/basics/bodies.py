"""Who belongs to the body a meeting gathers, who of them may vote, and who is excused by health or age."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Self

from desktop_app.base.ids import is_uid
from desktop_app.base.pinyin import load_pinyin
from desktop_app.records.rules import RuleContext
from desktop_app.registers.organization_life.meeting_kinds import COMMITTEE, GROUP_MEETING
from desktop_app.registers.people.members import (
    EXEMPT_CARE,
    LEADER_POSTS,
    NORMAL,
    Member,
    belongs_on,
    may_vote,
)
from desktop_app.registers.people.orgs import BRANCHES, GROUP, CommitteeMember, PartyOrg


@dataclass(frozen=True, slots=True)
class Expected:
    """The uids of those who should come (``people``), may vote (``voters``), and of whom nothing is demanded.

    ``exempt`` are the old, ill and disabled: 组织活动和学习教育不作硬性要求
    (《中国共产党党员教育管理工作条例》第二十三条). They stay among the expected and keep their vote.
    """

    people: tuple[str, ...]
    voters: tuple[str, ...]
    exempt: tuple[str, ...]


def is_exempt(member: Member) -> bool:
    """Whether age, illness or disability excuses ``member`` from hard demands of attendance and study."""
    return bool(EXEMPT_CARE & set(member.care_flag or ()))


def off_roster(who: str) -> str:
    """What somebody not on the roster is called: by the words written, never by the id of a record."""
    return "（不在名册上）" if is_uid(who) else who


def own_branch(context: RuleContext, orgs: Iterable[PartyOrg], office: str) -> str | None:
    """The uid of the branch that ``office`` is; None when its own row is not written yet."""
    branches = [org for org in orgs if org.org_kind in BRANCHES]
    # Another office may call an organisation of its own by this code.
    by_code = (org for org in branches if org.org_code == office)
    coded: list[str] = [org.uid for org in sorted(by_code, key=lambda org: org.owner_office != office)]
    owned: list[str] = [org.uid for org in branches if org.owner_office == office]
    if coded:
        return coded[0]
    return owned[0] if len(owned) == 1 else None


@dataclass(frozen=True)
class Roster:
    """The members, committee and groups of one office, read once and asked about any day.

    ``others`` are people asked for by name who are not on the roster: of another office, or removed.
    """

    members: dict[str, Member]
    posts: tuple[CommitteeMember, ...]
    orgs: dict[str, PartyOrg]
    branch: str | None
    others: dict[str, Member] = field(default_factory=dict)

    @classmethod
    def read(cls, context: RuleContext, office: str | None = None, also: Collection[str] = ()) -> Self:
        """The roster of ``office`` (default: the own one) and of ``also``, in three queries."""
        office = office or context.office
        orgs = context.find(PartyOrg.live())
        branch = own_branch(context, orgs, office)
        mine = (Member.branch == branch) if branch else (Member.owner_office == office)
        wanted = Member.removed_at.is_null() & mine
        if also:
            wanted |= Member.uid.in_(sorted(also))
        found = context.find(Member.select().where(wanted).order_by(Member.uid))
        sound = load_pinyin().sort_key
        found.sort(key=lambda one: (one.seq is None, one.seq or 0, sound(one.name)))

        def ours(one: Member) -> bool:
            at_home = one.branch == branch if branch else one.owner_office == office
            return at_home and one.removed_at is None

        return cls(
            {one.uid: one for one in found if ours(one)},
            tuple(context.find(CommitteeMember.live())),
            {org.uid: org for org in orgs},
            branch,
            {one.uid: one for one in found if not ours(one)},
        )

    @property
    def home(self) -> PartyOrg | None:
        """The row of the branch itself; None while it is not written."""
        return self.orgs.get(self.branch or "")

    def person(self, uid: str) -> Member | None:
        """Who was asked for, on the roster or not; None for who never arrived here."""
        return self.members.get(uid) or self.others.get(uid)

    def name(self, who: str) -> str:
        """What a member or an organization is called."""
        one = self.person(who)
        if one is not None:
            return str(one.name)
        org = self.orgs.get(who)
        return str(org.short_name or org.full_name) if org is not None else off_roster(who)

    def on(self, day: date) -> list[Member]:
        """The members on the books on ``day``, 停止党籍 left out."""
        return [one for one in self.members.values() if belongs_on(one, day) and _counted(one, day)]

    @cached_property
    def groups(self) -> tuple[PartyOrg, ...]:
        """The 党小组 of the branch."""
        ours = {one.party_group for one in self.members.values()}
        return tuple(
            org
            for org in self.orgs.values()
            if org.org_kind == GROUP and (org.uid in ours or (self.branch and org.parent == self.branch))
        )

    @cached_property
    def leaders(self) -> frozenset[str]:
        """The uids of 书记 and 班子成员, by a seat on a committee or by post."""
        seated = {post.member for post in self.posts if post.until is None}
        return frozenset(
            uid for uid, one in self.members.items() if uid in seated or one.party_post in LEADER_POSTS
        )

    def committee(self, org: str | None = None, day: date | None = None) -> frozenset[str]:
        """The uids of the committee on ``day``, or of the present one; by the posts on the roster when no
        committee is written.

        A meeting held before an election keeps the committee it was held by.
        """
        home = org if org in self.orgs and self.orgs[org].org_kind != GROUP else self.branch
        seats = [
            post
            for post in self.posts
            if post.member in self.members and home in (None, post.org) and _seated(post, day)
        ]
        listed = frozenset(post.member for post in seats)
        listed = listed or frozenset(
            uid for uid, one in self.members.items() if one.party_post in LEADER_POSTS
        )
        return listed | self._head(home, seats, day)

    def _head(self, home: str | None, seats: Iterable[CommitteeMember], day: date | None) -> frozenset[str]:
        """The 书记 written with the branch alone: a member of its committee since the term began."""
        org = self.orgs.get(home or "")
        if org is None or org.secretary not in self.members or any(one.role == "书记" for one in seats):
            return frozenset()
        before = day is not None and org.term_start is not None and day < org.term_start
        return frozenset() if before else frozenset((org.secretary,))

    def body(self, kind: str | None, org: str | None, day: date) -> list[Member]:
        """The members a meeting of ``kind`` gathers: the committee, the group ``org`` or the whole branch."""
        everyone = self.on(day)
        if kind == COMMITTEE:
            committee = self.committee(org, day)
            return [one for one in everyone if one.uid in committee]
        is_group = org in self.orgs and self.orgs[org].org_kind == GROUP
        if kind == GROUP_MEETING or is_group:
            return [one for one in everyone if org is not None and one.party_group == org]
        return everyone

    def expected(
        self,
        kind: str | None,
        day: date,
        org: str | None = None,
        barred: Collection[str] = (),
        excluded: Collection[str] = (),
    ) -> Expected:
        """Who should come to a meeting of ``kind`` of ``org`` on ``day``.

        ``barred`` have no vote this time by the attendance sheet; ``excluded`` are not counted in 应到 at an
        election, with the superior's consent and the meeting's approval (中组部关于选举到会人数的解答).
        """
        body = [one for one in self.body(kind, org, day) if one.uid not in excluded]
        return Expected(
            tuple(one.uid for one in body),
            tuple(one.uid for one in body if one.uid not in barred and may_vote(one, day)),
            tuple(one.uid for one in body if is_exempt(one)),
        )


def _seated(post: CommitteeMember, day: date | None) -> bool:
    """Whether the seat was held on ``day``; without one, whether it is held still."""
    if day is None:
        return post.until is None
    return (post.since is None or post.since <= day) and (post.until is None or day < post.until)


def _counted(member: Member, day: date) -> bool:
    """停止党籍 without a written day of leaving takes a person off the lists at once."""
    return member.party_status == NORMAL or (member.exit_on is not None and member.exit_on > day)
