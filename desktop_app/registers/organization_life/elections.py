"""换届选举: request and approval, who is not counted, each round of voting, the votes of each candidate.

Whoever is elected is written into the committee, the roster and the branch's term with the step that makes
the result known.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import ROUND_CEILING

from desktop_app.base.shares import share_of
from desktop_app.records.base import Record
from desktop_app.records.box import Computed, Naming
from desktop_app.records.kinds import Choice, Date, Number, State, Text, YesNo
from desktop_app.records.links import PersonLink, Persons, RecordLink
from desktop_app.records.record import Section
from desktop_app.records.rules import Problem, RuleContext, Step
from desktop_app.registers.organization_life.meetings import EXCLUDED, Meeting
from desktop_app.registers.people.members import LEADER_POSTS, Member, belongs_on, may_vote, since_joining
from desktop_app.registers.people.orgs import SEATS, CommitteeMember, PartyOrg, seated_now
from desktop_app.registers.shared_rules import called_by, not_before, not_in_future

POSTS = ("委员", "书记", "副书记", "代表")
MEMBER_POST, DELEGATE = "委员", "代表"
RENEWAL, BY_ELECTION = "换届", "补选"
PREPARED, ANNOUNCED = "筹备", "已公布"


def _candidates_of(record: "Election", context: RuleContext) -> list["Ballot"]:
    return context.find(Ballot.live().where(Ballot.election == record.uid))


def _more_than_posts(record: "Election", context: RuleContext) -> Iterable[Problem]:
    """A fifth more candidates than posts for committee members (差额比例，请核对)."""
    if record.posts is None or record.candidates is None:
        return
    share = context.rule("election_extra_share")
    least = int((share * record.posts).to_integral_value(ROUND_CEILING))
    if record.candidates < least:
        yield Problem(
            "candidates", f"应选 {record.posts} 人，差额一般不少于 {least} 人", "请核对", refuse=False
        )


def _helpers(record: "Election", context: RuleContext) -> Iterable[Problem]:
    """Candidates neither watch nor count the votes (某选举办法); nobody does both."""
    running = {one.candidate for one in _candidates_of(record, context)}
    for box, title in (("supervisors", "监票人"), ("tellers", "计票人")):
        people = [one.person for one in getattr(record, box) or ()]
        found = [context.get(Member, one) for one in people if one in running]
        if found:
            names = "、".join(one.name for one in found if one is not None)
            yield Problem(box, f"候选人不能担任{title}：{names}", "请另选人")
    both = {one.person for one in record.supervisors or ()} & {one.person for one in record.tellers or ()}
    if both:
        yield Problem("tellers", "同一个人不能又监票又计票", "请另选人", refuse=False)


def _supervisors_vote(record: "Election", context: RuleContext) -> Iterable[Problem]:
    """Who watches the votes is one of those who have one (某选举办法)."""
    day = election_day(record, context)
    people = [context.get(Member, one.person) for one in record.supervisors or ()]
    without = [one.name for one in people if one is not None and not may_vote(one, day)]
    if without:
        yield Problem("supervisors", f"没有选举权的不能担任监票人：{'、'.join(without)}", "请另选人")


def election_day(election: "Election", context: RuleContext) -> date:
    """The day of the meeting that elects; of an election written down afterwards the day it was reported."""
    meeting = context.get(Meeting, election.meeting)
    held = meeting.start_end.day if meeting is not None and meeting.start_end else election.reported_on
    day: date = held or context.today
    return day


def not_counted(election: "Election", context: RuleContext) -> frozenset[str]:
    """The members not counted among those who should come, once the superior and the meeting have agreed
    (选举到会人数解答，转载); nobody before that."""
    if not (election.left_out_agreed_on and election.left_out_passed):
        return frozenset()
    rows = context.find(ElectionExcluded.live().where(ElectionExcluded.election == election.uid))
    return frozenset(one.member for one in rows)


def seated(votes: Mapping[str, int], seats: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Of those with enough ``votes``, who takes one of the ``seats``, and who is tied for the last ones."""
    order = sorted(votes, key=lambda uid: -votes[uid])
    if len(order) <= seats:
        return tuple(order), ()
    if seats <= 0:
        return (), ()
    last = votes[order[seats - 1]]
    if last != votes[order[seats]]:
        return tuple(order[:seats]), ()
    return (
        tuple(uid for uid in order if votes[uid] > last),
        tuple(uid for uid in order if votes[uid] == last),
    )


def winners(election: "Election", context: RuleContext) -> dict[str, str]:
    """Candidate → post of everybody elected, round by round.

    A round counts when four fifths were there and no more ballots came back than went out; elected is who
    has more than half of those present (选举工作条例，转载; 某选举办法).
    """
    day = election_day(election, context)
    come, enough = (share_of(str(context.rule(key, day))) for key in ("quorum_elect", "elect_pass"))
    ballots = _candidates_of(election, context)
    rounds = context.find(
        ElectionRound.live().where(ElectionRound.election == election.uid).order_by(ElectionRound.n)
    )
    won: dict[str, str] = {}
    for one in rounds:
        void = one.issued is not None and one.returned is not None and one.returned > one.issued
        if void or not one.expected or one.present < come * one.expected:
            continue
        cast = {b.candidate: b.ayes or 0 for b in ballots if b.round == one.n and b.candidate not in won}
        passed = {uid: ayes for uid, ayes in cast.items() if ayes > enough * one.present}
        taken, _tied = seated(passed, (election.posts or 0) - len(won))
        won |= {b.candidate: b.post for b in ballots if b.round == one.n and b.candidate in taken}
    return won


def _result(record: "Election", context: RuleContext) -> Iterable[Problem]:
    """What the announced result must be: everybody elected has a post, and nobody else."""
    if record.meeting is None and record.reported_on is None:
        yield Problem("meeting", "还没有写选举大会", "请先选会议；补录以前的选举，写报批日期也行")
    won = winners(record, context)
    if not won:
        yield Problem("posts", "还没有人当选", "请先记下投票轮次和每个候选人的得票")
        return
    if len(won) < (record.posts or 0):
        yield Problem(
            "posts",
            f"应选 {record.posts} 人，当选 {len(won)} 人",
            "再投一轮，或者经上级批准暂缺，把应选人数改过来",
        )
    if MEMBER_POST in won.values():
        yield from _division(record, won, context)


def _division(record: "Election", won: Mapping[str, str], context: RuleContext) -> Iterable[Problem]:
    """The committee elected shares its posts out among itself: one 书记, each one's post a known one."""
    roles = {one.person: one.why for one in record.roles or ()}
    names = [context.get(Member, uid) for uid in won if uid not in roles]
    if names:
        told = "、".join(one.name for one in names if one is not None)
        yield Problem("roles", f"还没有写分工：{told}", "例如 张三（书记）、李四（组织委员）")
    strangers = [context.get(Member, uid) for uid in roles if uid not in won]
    if strangers:
        told = "、".join(one.name for one in strangers if one is not None)
        yield Problem("roles", f"没有当选，不能分工：{told}", "请去掉")
    unknown = [why for why in roles.values() if why not in SEATS]
    if unknown:
        yield Problem("roles", f"“{unknown[0] or '空着'}”不是支委会的职务", f"可以写{'、'.join(SEATS)}")
    heads = Counter(roles.values())["书记"]
    if heads > 1 or (heads == 0 and record.kind == RENEWAL):
        yield Problem("roles", f"写了 {heads} 名书记", "书记由支委会第一次会议选举，写一名")


def _seats(record: "Election", context: RuleContext) -> Iterable[Record]:
    """The new seats, the ends of the old ones, the posts on the roster, and the branch's new term.

    A by-election only adds; delegates sit on no committee. All of it is one action with the step.
    """
    won = winners(record, context)
    roles = {one.person: one.why for one in record.roles or ()}
    posts = {uid: roles.get(uid) or post for uid, post in won.items() if post != DELEGATE}
    if not posts:
        return
    day, org = election_day(record, context), context.get(PartyOrg, record.org)
    renewal = record.kind == RENEWAL
    seats = seated_now(record.org, context)
    # Written down after its term began: those who sit already sit by this election.
    late = {one.member: one for one in seats if org is not None and org.term_start == day and renewal}
    present = [one for one in seats if not late and (one.since is None or one.since < day)]
    ended = [one for one in present if _gives_way(one, posts, renewal and MEMBER_POST in won.values())]
    for seat in ended:
        seat.until = day
        yield seat
    for uid, post in posts.items():
        seat = late.get(uid) or CommitteeMember(org=record.org, member=uid)
        seat.role, seat.since = post, day
        yield seat
    yield from _on_the_roster(posts, [one.member for one in ended], context)
    if org is not None:
        org.secretary = next((uid for uid, post in posts.items() if post == "书记"), org.secretary)
        if renewal:
            org.term_start, org.term_shift = day, 0
        yield org


def _gives_way(seat: CommitteeMember, posts: Mapping[str, str], all_new: bool) -> bool:
    """A new committee follows the whole old one; a single post elected follows whoever held that post."""
    single = {post for post in posts.values() if post in ("书记", "副书记")}
    return all_new or seat.member in posts or seat.role in single


def _on_the_roster(posts: Mapping[str, str], left: Iterable[str], context: RuleContext) -> Iterable[Member]:
    """党内职务 of those who come and of those who go; what the roster has no word for stays 党员."""
    for uid in dict.fromkeys((*posts, *left)):
        member = context.get(Member, uid)
        if member is None or member.removed_at is not None:
            continue
        post = posts.get(uid)
        wanted = post if post in LEADER_POSTS else "党员"
        if member.party_post != wanted and (post or member.party_post in LEADER_POSTS):
            member.party_post = wanted
            yield member


def _heading(record: "Election", naming: Naming) -> str:
    return record.title or ""


class Election(Record):
    """One election of the branch, from the request to the report; votes stand in its ballots."""

    title = Text("选举名称", required=True, width=12, help="例如 第五届支部委员会换届选举")
    kind = Choice("类别", (RENEWAL, BY_ELECTION), required=True, default=RENEWAL, width=4)
    org = RecordLink("党组织", "party_org", required=True, index=True)
    meeting = RecordLink("选举大会", "meeting", index=True)
    asked_on = Date("请示日期", index=True)
    approved_on = Date("批复日期")
    posts = Number("应选", least=1, unit="人", help="选几个人")
    candidates = Number("差额", unit="人", help="候选人比应选多几个人")
    supervisors = Persons("监票人", help="不能是候选人")
    tellers = Persons("计票人", help="不能是候选人")
    left_out_agreed_on = Date("上级同意不计入", help="五种人不计入应到，上级同意的日期")
    left_out_passed = YesNo("大会通过不计入", default=False, help="选举前由党员大会通过")
    roles = Persons("当选人分工", help="写法：张三（书记）、李四（组织委员）；由支委会第一次会议确定")
    reported_on = Date("报批", help="把选出的书记、副书记报上级批准的日期")
    state = State("状态", (PREPARED, ANNOUNCED), index=True)

    class Meta:
        table_name = "election"
        title = "换届选举"
        group = "组织生活"
        icon = "vote"
        listing = ("title", "kind", "asked_on", "approved_on", "posts", "tally", "reported_on", "state")
        order = ("-asked_on",)
        period = "asked_on"
        computed = (
            Computed("excluded", "不计入应到会人员", "text", help="须经上级同意、大会通过"),
            Computed("tally", "得票", "text"),
        )
        sections = (
            Section("选举", ("title", "kind", "org", "meeting", "posts", "candidates")),
            Section("请示与报批", ("asked_on", "approved_on", "reported_on")),
            Section("不计入应到", ("left_out_agreed_on", "left_out_passed")),
            Section("监票计票", ("supervisors", "tellers")),
            Section("结果", ("roles",)),
        )
        locked = frozenset((ANNOUNCED,))
        amendable = frozenset(("reported_on",))
        steps = (
            Step(
                "announce",
                "公布结果，写入班子",
                (PREPARED,),
                ANNOUNCED,
                needs=("posts",),
                asks=("roles",),
                checks=(_result,),
                brings=_seats,
                help="当选的人写进支部委员和花名册，本届从选举那天算起；可以撤销",
            ),
        )
        rules = (
            _more_than_posts,
            _helpers,
            _supervisors_vote,
            since_joining("supervisors", "asked_on"),
            since_joining("tellers", "asked_on"),
            not_in_future("asked_on", "请示日期"),
            not_before("left_out_agreed_on", "asked_on", "同意日期早于请示日期"),
            not_before("approved_on", "asked_on", "批复日期早于请示日期"),
            not_before("reported_on", "approved_on", "报批日期早于批复日期"),
        )
        heading = _heading


class ElectionExcluded(Record):
    """One member not counted among those who should come."""

    election = RecordLink("换届选举", "election", required=True, index=True)
    member = PersonLink("姓名", required=True)
    reason = Choice("依据", EXCLUDED, required=True, width=14)
    note = Text("说明", width=10)

    class Meta:
        table_name = "election_excluded"
        title = "不计入应到会人员"
        icon = "members"
        parent = "election"
        listing = ("member", "reason", "note")
        unique = (("election", "member"),)
        heading = called_by("member")


def _round_sums(record: "ElectionRound", context: RuleContext) -> Iterable[Problem]:
    """Counts that cannot be; four fifths must be there, and no more ballots come back than went out."""
    expected, present = record.expected, record.present
    if present > expected:
        yield Problem("present", f"实到 {present} 人多于应到 {expected} 人", "请核对人数")
    elif present < share_of(str(context.rule("quorum_elect"))) * expected:
        yield Problem("present", "到会不到应到的五分之四，不能选举", "请另定时间开会", refuse=False)
    if record.issued is not None and record.issued > present:
        yield Problem("issued", f"发出 {record.issued} 张，多于实到 {present} 人", "请核对票数")
    for more, less, word in (("returned", "issued", "发出"), ("valid", "returned", "收回")):
        high, low = getattr(record, more), getattr(record, less)
        if high is not None and low is not None and high > low:
            title = record._meta.fields[more].title
            yield Problem(more, f"{title} {high} 张多于{word} {low} 张", "这次投票无效的，另加一轮重新投票")


def _voters(record: "ElectionRound", context: RuleContext) -> Iterable[Problem]:
    """Nobody votes who has no vote: 预备党员, 留党察看 and suspended rights (选举工作条例第五条)."""
    election = context.get(Election, record.election)
    meeting = context.get(Meeting, election.meeting) if election is not None else None
    if election is None or meeting is None or meeting.start_end is None:
        return
    day = meeting.start_end.day
    members = context.find(Member.live().where(Member.branch == election.org))
    voters = {one.uid for one in members if may_vote(one, day) and belongs_on(one, day)}
    if not members:
        return
    if record.expected > len(voters):
        yield Problem("expected", f"有选举权的只有 {len(voters)} 人", "预备党员等没有选举权的不计入应到")
        return
    left_out = voters & not_counted(election, context)
    counted = len(voters) - len(left_out)
    if record.expected == counted:
        return
    asked = context.find(ElectionExcluded.live().where(ElectionExcluded.election == election.uid))
    if record.expected < counted and asked and not left_out:
        yield Problem(
            "expected",
            f"有选举权的 {len(voters)} 人，应到只写了 {record.expected} 人",
            "不计入应到的要先经上级同意、大会通过：请写“上级同意不计入”的日期，勾选“大会通过不计入”",
        )
    else:
        told = f"有选举权的 {len(voters)} 人，不计入应到 {len(left_out)} 人，应到是 {counted} 人"
        yield Problem("expected", told, "请核对人数", refuse=False)


class ElectionRound(Record):
    """One round of voting with its ballots; a tie or a void vote is followed by a further one."""

    election = RecordLink("换届选举", "election", required=True, index=True)
    n = Number("第几轮", required=True, least=1, default=1)
    expected = Number("应到有选举权", required=True, unit="人")
    present = Number("实到有选举权", required=True, unit="人")
    issued = Number("发出票数", unit="张")
    returned = Number("收回票数", unit="张")
    valid = Number("有效票数", unit="张")

    class Meta:
        table_name = "election_round"
        title = "投票轮次"
        icon = "sync"
        parent = "election"
        listing = ("n", "expected", "present", "issued", "returned", "valid")
        order = ("n",)
        unique = (("election", "n"),)
        rules = (_round_sums, _voters)
        heading = called_by("n")


def _possible(record: "Ballot", context: RuleContext) -> Iterable[Problem]:
    """No candidate gets more votes than were valid in the round; all votes of one fit the valid ballots."""
    found = context.find(
        ElectionRound.live().where(
            (ElectionRound.election == record.election) & (ElectionRound.n == record.round)
        )
    )
    if not found:
        yield Problem("round", f"第 {record.round} 轮还没有写到会人数", "请先在“投票轮次”里写", refuse=False)
        return
    one = found[0]
    given = sum(n or 0 for n in (record.ayes, record.noes, record.abst))
    most = next(n for n in (one.valid, one.returned, one.issued, one.present) if n is not None)
    if given > most:
        yield Problem("ayes", f"得票 {given} 张，多于本轮有效的 {most} 张", "请核对票数")
        return
    election = context.get(Election, record.election)
    if election is None or not election.posts or record.ayes is None:
        return
    # A ballot that chooses more than the posts is void, so all ayes together fit the valid ballots × posts.
    others = context.find(
        Ballot.live().where(
            (Ballot.election == record.election)
            & (Ballot.round == record.round)
            & (Ballot.post == record.post)
            & (Ballot.uid != record.uid)
        )
    )
    total = record.ayes + sum(b.ayes or 0 for b in others)
    if total > most * election.posts:
        yield Problem(
            "ayes",
            f"本轮赞成合计 {total} 张，多于有效票 {most} 张乘应选 {election.posts} 人",
            "请核对票数",
        )


def _eligible(record: "Ballot", context: RuleContext) -> Iterable[Problem]:
    """A 预备党员 cannot be elected (党章), nor a member whose rights are suspended."""
    election = context.get(Election, record.election)
    day = election_day(election, context) if election is not None else context.today
    person = context.get(Member, record.candidate)
    if person is not None and not may_vote(person, day):
        yield Problem("candidate", f"{person.name}没有被选举权", "候选人从有选举权的正式党员中选")
    helpers = (*(election.supervisors or ()), *(election.tellers or ())) if election is not None else ()
    if record.candidate in {one.person for one in helpers}:
        yield Problem("candidate", "监票人、计票人不能是候选人", "请先改监票人、计票人")


def _heading_ballot(record: "Ballot", naming: Naming) -> str:
    return f"{naming(record.candidate)}（{record.post or ''}）" if record.candidate else ""


class Ballot(Record):
    """The votes of one candidate in one round."""

    election = RecordLink("换届选举", "election", required=True, index=True)
    round = Number("第几轮", required=True, least=1, default=1)
    candidate = PersonLink("候选人", required=True)
    post = Choice("职务", POSTS, required=True, default="委员")
    ayes = Number("赞成", unit="票", help="投票后填")
    noes = Number("反对", unit="票")
    abst = Number("弃权", unit="票")

    class Meta:
        table_name = "ballot"
        title = "候选人得票"
        icon = "vote"
        parent = "election"
        listing = ("round", "candidate", "post", "ayes", "noes", "abst")
        order = ("round", "uid")
        unique = (("election", "round", "candidate", "post"),)
        rules = (_possible, _eligible)
        heading = _heading_ballot
