"""换届选举: request and approval, who is not counted, each round of voting, the votes of each candidate.

Its steps write who is elected into the committee, the roster and the branch's term.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import TypeVar

from desktop_app.base.shares import share_of
from desktop_app.records.base import Record
from desktop_app.records.box import Computed
from desktop_app.records.kinds import Choice, Date, LongText, Number, State, Text, YesNo
from desktop_app.records.links import PersonLink, Persons, RecordLink
from desktop_app.records.record import Section
from desktop_app.records.rules import Problem, RuleContext, Step
from desktop_app.registers.organization_life.election_excluded import excluded_of
from desktop_app.registers.organization_life.election_figures import (
    CONSENTS,
    Fewer,
    cast_of,
    counts_of,
    elected,
    extra_problems,
    fewer_problems,
    possible_problems,
    round_problems,
    uncounted,
)
from desktop_app.registers.organization_life.election_result import (
    DAYS_IN_ORDER,
    Result,
    approval_problems,
    division_problems,
    early_report,
    head_elected,
    helper_problems,
    named,
    open_seats,
    renewed,
    role_problems,
    share_out,
    standing_problems,
    take_posts,
    take_seats,
)
from desktop_app.registers.organization_life.meetings import Meeting, attendance_of
from desktop_app.registers.organization_life.voting_bodies import (
    BODIES,
    BY_COMMITTEE,
    MEMBER_POST,
    POSTS,
    body_problems,
    expected_problems,
    has_committee,
    present_problems,
    usual_body,
    voters_of,
)
from desktop_app.registers.people.members import Member, may_vote, since_joining
from desktop_app.registers.people.orgs import HEADS, PartyOrg, seated_on
from desktop_app.registers.shared_rules import called_by, changed_boxes

T = TypeVar("T")

RENEWAL, BY_ELECTION = "换届", "补选"
PREPARED, ANNOUNCED, CONFIRMED = "筹备", "已公布", "已办结"
KNOWN = (ANNOUNCED, CONFIRMED)


def ballots_of(election: "Election", context: RuleContext) -> list["Ballot"]:
    """The rows of candidates of every round."""
    mine = Ballot.live().where(Ballot.election == election.uid)
    return context.find(mine.order_by(Ballot.round, Ballot.uid))


def rounds_of(election: "Election", context: RuleContext) -> list["ElectionRound"]:
    """The rounds of an election in their order."""
    mine = ElectionRound.live().where(ElectionRound.election == election.uid)
    return context.find(mine.order_by(ElectionRound.n))


def post_of(election: "Election", context: RuleContext) -> str:
    """What is elected; of an election older than that box what its ballots say."""
    if election.post:
        return election.post
    found = ballots_of(election, context)
    return found[0].post if found else MEMBER_POST


def body_of(election: "Election", context: RuleContext) -> str:
    """Who elects; where nobody said, who usually does."""
    post = post_of(election, context)
    return election.body or usual_body(post, election.org, election_day(election, context), context)


def election_day(election: "Election", context: RuleContext) -> date:
    """The day of the meeting that elects; of one written down afterwards the day it is said to be of.

    Once the result is known the day it was known of stands, whatever becomes of the meeting's day.
    """
    if election.state in KNOWN and election.held_on is not None:
        return election.held_on
    meeting = context.get(Meeting, election.meeting)
    held = meeting.start_end.day if meeting is not None and meeting.start_end else None
    day: date = held or election.held_on or election.reported_on or context.today
    return day


def not_counted(election: "Election", context: RuleContext) -> frozenset[str]:
    """Who is not counted in 应到, once superior and meeting have agreed (中组部关于选举到会人数的解答)."""
    if not (election.left_out_agreed_on and election.left_out_passed):
        return frozenset()
    return excluded_of(election.uid, context)


def seats_needed(election: "Election") -> int:
    """How many must be elected: fewer than planned once that is agreed."""
    return (election.fewer_seats if election.fewer_on else None) or election.posts or 0


def winners(election: "Election", context: RuleContext, before: int | None = None) -> dict[str, str]:
    """Candidate → post of everybody elected, round by round; with ``before`` in the rounds before that one.

    Four fifths come, and more than half of those present elect (《中国共产党基层组织选举工作条例》).
    """
    day, post = election_day(election, context), post_of(election, context)
    come, enough = (share_of(str(context.rule(key, day))) for key in ("quorum_elect", "elect_pass"))
    counts = [counts_of(one) for one in rounds_of(election, context) if before is None or one.n < before]
    cast = [cast_of(one) for one in ballots_of(election, context) if one.post == post]
    return dict.fromkeys(elected(counts, cast, election.posts or 0, come, enough), post)


def at_once(election: "Election", context: RuleContext) -> list["Election"]:
    """The other elections of the same branch by the same body that day: 书记 and 副书记 in one meeting."""
    day, body = election_day(election, context), body_of(election, context)
    mine = (Election.org == election.org) & (Election.uid != election.uid)
    rows = context.find(Election.live().where(mine))
    return [one for one in rows if election_day(one, context) == day and body_of(one, context) == body]


def known_of(org: str, context: RuleContext) -> list["Election"]:
    """The elections of branch ``org`` whose result is known, the earliest first."""
    rows = context.find(Election.live().where((Election.org == org) & Election.state.in_(KNOWN)))
    return sorted(rows, key=lambda one: (election_day(one, context), one.uid))


def heads_of(org: str, since: date, context: RuleContext) -> dict[str, str]:
    """Who was elected 书记 or 副书记 of ``org`` from ``since`` on, with the post."""
    return {
        uid: post
        for one in known_of(org, context)
        if post_of(one, context) in HEADS and election_day(one, context) >= since
        for uid, post in winners(one, context).items()
    }


def _body(record: "Election", context: RuleContext) -> Iterable[Problem]:
    """支部工作条例第二十一条: the meeting of all members elects the committee, the committee its 书记."""
    meeting = context.get(Meeting, record.meeting)
    committee = bool(record.org) and has_committee(record.org, election_day(record, context), context)
    yield from body_problems(post_of(record, context), body_of(record, context), committee, meeting)


def _more_than_posts(record: "Election", context: RuleContext) -> Iterable[Problem]:
    if record.posts is not None and record.candidates is not None:
        share = context.rule("election_extra_share", election_day(record, context))
        is_head = post_of(record, context) in HEADS
        yield from extra_problems(is_head, record.posts, record.candidates, share)


def _helpers(record: "Election", context: RuleContext) -> Iterable[Problem]:
    """选举工作条例第二十二条: who watches the votes is an elector and no candidate."""
    together = (record, *at_once(record, context)) if record.org else (record,)
    day, seats = election_day(record, context), None
    if record.org and body_of(record, context) == BY_COMMITTEE:
        seats = frozenset(one.member for one in seated_on(record.org, day, context))
    yield from helper_problems(
        [one.person for one in record.supervisors or ()],
        [one.person for one in record.tellers or ()],
        {ballot.candidate for one in together for ballot in ballots_of(one, context)},
        seats,
        day,
        context,
    )


def _fewer(record: "Election", context: RuleContext) -> Iterable[Problem]:
    """Too few elected and near the number: fewer seats by consent (《中国共产党基层组织选举工作条例》)."""
    if record.fewer_seats is not None:
        rounds = rounds_of(record, context)
        share = share_of(str(context.rule("elect_fewer_consent", election_day(record, context))))
        fewer = Fewer(record.fewer_seats, record.posts, record.fewer_by, record.fewer_ayes, record.fewer_on)
        yield from fewer_problems(fewer, rounds[-1].present if rounds else None, share)


def _roles(record: "Election", context: RuleContext) -> Iterable[Problem]:
    """书记 and 副书记 are elected, never shared out (支部工作条例第二十一条)."""
    if record.roles and "roles" in changed_boxes(record, context):
        yield from role_problems(one.why for one in record.roles)


def result_of(record: "Election", context: RuleContext) -> Result:
    """What the votes of an election come to, with what else was elected then."""
    day = election_day(record, context)
    meeting, known = context.get(Meeting, record.meeting), known_of(record.org, context)
    told = [(post_of(one, context), election_day(one, context)) for one in known if one.kind == RENEWAL]
    return Result(
        org=record.org,
        renewal=record.kind == RENEWAL,
        post=post_of(record, context),
        body=body_of(record, context),
        day=day,
        won=tuple(winners(record, context)),
        needed=seats_needed(record),
        roles=tuple((one.person, one.why) for one in record.roles or ()),
        reported_on=record.reported_on,
        confirmed_on=record.confirmed_on,
        chair=meeting.chair if meeting is not None else None,
        beside=tuple(
            (post_of(one, context), frozenset(winners(one, context)))
            for one in at_once(record, context)
            if one.state in KNOWN
        ),
        heads=frozenset(heads_of(record.org, day, context)),
        renewed=renewed(record.post, day, told),
    )


def _result(record: "Election", context: RuleContext) -> Iterable[Problem]:
    """What the announced result must be: by the right body, ballots that add up, all seats taken."""
    if record.meeting is None and record.held_on is None and record.reported_on is None:
        yield Problem("meeting", "还没有写选举大会", "请先选会议；补录以前的选举，写选举日期也行")
    day = election_day(record, context)
    if day > context.today:
        yield Problem("meeting", f"{day}的选举还没有举行", "选举以后再公布结果")
    yield from (one for one in _body(record, context) if one.refuse)
    if not record.supervisors:
        yield Problem("supervisors", "还没有写监票人", "监票人从不是候选人的党员中推选，由会议通过")
    elif not record.helpers_passed:
        yield Problem("helpers_passed", "监票人还没有经会议通过", "会议通过后勾选")
    counts = [counts_of(one) for one in rounds_of(record, context)]
    cast = [cast_of(one) for one in ballots_of(record, context)]
    yield from uncounted(counts, cast, lambda uid: named((uid,), context))
    # Who is on the books and who came may have changed since the round was written.
    for one in rounds_of(record, context):
        off = (told for told in _voters(one, context, known=True) if told.refuse)
        yield from (Problem("posts", f"第 {one.n} 轮：{told.text}", told.todo) for told in off)
    found = result_of(record, context)
    yield from open_seats(found)
    yield from head_elected(found, context)


def _day_stands(record: "Election", context: RuleContext) -> None:
    record.held_on = election_day(record, context)


def _on_result(rule: Callable[[Result, RuleContext], Iterable[T]]) -> Callable[..., Iterable[T]]:
    """A rule or a writing of what the votes come to, of an election."""
    return lambda record, context: rule(result_of(record, context), context)


_STEPS = (
    Step(
        "announce",
        "公布结果",
        (PREPARED,),
        ANNOUNCED,
        needs=("posts",),
        checks=(_result,),
        write=_day_stands,
        brings=_on_result(take_seats),
        help="当选的委员写进支部委员，本届从选举那天算起；书记、副书记等上级批准；可以撤销",
    ),
    Step(
        "divide",
        "支委分工，写入班子",
        KNOWN,
        "",
        needs=("roles", "divided_on"),
        asks=("roles", "divided_on"),
        checks=(_on_result(division_problems), _roles),
        brings=_on_result(share_out),
        help="分工写进支部委员和花名册；书记、副书记不由分工产生",
    ),
    Step(
        "confirm",
        "上级批准（备案），办结",
        (ANNOUNCED,),
        CONFIRMED,
        needs=("reported_on",),
        asks=("reported_on", "confirmed_on"),
        checks=(_on_result(approval_problems),),
        brings=_on_result(take_posts),
        help="书记、副书记从批准后写进支部委员和花名册；委员、代表写报备案的日期",
    ),
)


def _term_before(record: "Election", context: RuleContext) -> None:
    """The term that ends with a renewal, kept."""
    org = context.get(PartyOrg, record.org)
    if org is not None and record.kind == RENEWAL and record.state == PREPARED:
        record.term_from, record.term_until = org.term_start, org.term_end


_DAYS = ("asked_on", "nominees_asked_on", "held_on", "fewer_on", "divided_on", "reported_on")


class Election(Record):
    """One election to one post by one body, from the request to the report; votes stand in its ballots."""

    title = Text("选举名称", required=True, width=12, help="例如 第五届支部委员会换届选举")
    kind = Choice("类别", (RENEWAL, BY_ELECTION), required=True, default=RENEWAL, width=4)
    post = Choice("选举职务", POSTS, default=MEMBER_POST, width=4, help="委员、书记、副书记各建一次选举")
    body = Choice("由谁选举", BODIES, width=5, help="空着时：委员、代表由党员大会，书记、副书记由支部委员会")
    org = RecordLink("党组织", "party_org", required=True, index=True)
    meeting = RecordLink("选举大会", "meeting", index=True, help="选书记、副书记的是支委会第一次会议")
    held_on = Date("选举日期", help="补录以前的选举、没有会议记录的才填")
    asked_on = Date("请示日期", index=True, help="换届时间、名额、办法的请示")
    approved_on = Date("批复日期")
    nominees_asked_on = Date("预备人选请示日期")
    nominees_approved_on = Date("预备人选批复日期")
    posts = Number("应选", least=1, unit="人", help="选几个人")
    candidates = Number("差额", unit="人", help="候选人比应选多几个人；书记、副书记写 0")
    supervisors = Persons("监票人", help="不能是候选人，由会议通过；总监票人写作 张三（总监票人）")
    tellers = Persons("计票人", help="在监票人监督下计票，不能是候选人")
    helpers_passed = YesNo("监票人会议通过", default=False)
    left_out_agreed_on = Date("上级同意不计入", help="五种人不计入应到，上级同意的日期")
    left_out_passed = YesNo("大会通过不计入", default=False, help="选举前由党员大会通过")
    fewer_seats = Number("减少到几名", least=1, unit="人", help="当选人少于应选、接近应选名额的才填")
    fewer_by = Choice("由谁同意减少", CONSENTS, width=8)
    fewer_ayes = Number("同意减少的人数", unit="人")
    fewer_on = Date("同意减少的日期")
    roles = Persons("支委分工", help="写法：李四（组织委员）、王五（宣传委员）；书记、副书记不写")
    divided_on = Date("分工日期", help="支委会第一次会议的日期")
    reported_on = Date("报批、报备案", help="委员报备案、书记副书记报批准的日期")
    confirmed_on = Date("上级批准", help="书记、副书记：上级党组织批准的日期")
    term_from = Date("上届起始", machine=True)
    term_until = Date("上届届满", machine=True)
    state = State("状态", (PREPARED, ANNOUNCED, CONFIRMED), index=True)

    class Meta:
        table_name = "election"
        not_copied = ("meeting",)
        title = "换届选举"
        group = "组织生活"
        natural = (("title", "kind", "org"),)
        icon = "vote"
        listing = ("title", "kind", "post", "approved_on", "posts", "tally", "reported_on", "state")
        order = ("-asked_on",)
        period = "asked_on"
        computed = (
            Computed("excluded", "不计入应到会人员", "text", help="须经上级同意、大会通过"),
            Computed("tally", "得票", "text"),
        )
        sections = (
            Section(
                "选举", ("title", "kind", "post", "body", "org", "meeting", "held_on", "posts", "candidates")
            ),
            Section("请示与批复", ("asked_on", "approved_on", "nominees_asked_on", "nominees_approved_on")),
            Section("不计入应到", ("left_out_agreed_on", "left_out_passed")),
            Section("监票计票", ("supervisors", "tellers", "helpers_passed")),
            Section("减少名额", ("fewer_seats", "fewer_by", "fewer_ayes", "fewer_on")),
            Section("结果", ("reported_on",)),
            Section("批准与分工", ("confirmed_on", "roles", "divided_on")),
        )
        locked = frozenset(KNOWN)
        amendable = frozenset(("reported_on",))
        steps = _STEPS
        rules = (
            _body,
            _more_than_posts,
            _helpers,
            _fewer,
            _roles,
            since_joining("supervisors", *_DAYS),
            since_joining("tellers", *_DAYS),
            lambda record, context: early_report(record.reported_on, election_day(record, context)),
            *DAYS_IN_ORDER,
        )
        fill = _term_before
        heading = called_by("title")


def _round_sums(record: "ElectionRound", context: RuleContext) -> Iterable[Problem]:
    above = context.get(Election, record.election)
    day = election_day(above, context) if above is not None else context.today
    return round_problems(counts_of(record), share_of(str(context.rule("quorum_elect", day))))


def _voters(record: "ElectionRound", context: RuleContext, known: bool = False) -> Iterable[Problem]:
    """Nobody votes who has no vote: 预备党员, 留党察看 and suspended rights (选举工作条例第五条)."""
    election = context.get(Election, record.election)
    meeting = context.get(Meeting, election.meeting) if election is not None else None
    if election is None or meeting is None or meeting.start_end is None:
        return
    body = body_of(election, context)
    voters = voters_of(body, election.org, meeting.start_end.day, context)
    asked = bool(excluded_of(election.uid, context))
    left_out = len(voters & not_counted(election, context))
    yield from expected_problems(record.expected, len(voters), left_out, asked, body, known)
    sheet = attendance_of(meeting.uid, context)
    came = frozenset(one.person for one in sheet if one.present and not one.vote_barred)
    yield from present_problems(record.present, voters, came, body)


class ElectionRound(Record):
    """One round of voting with its ballots; a tie or open seats are followed by another."""

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
    """赞成, 不赞成 and 弃权 of a candidate come to the valid ballots; all ayes fit the ballots × posts."""
    mine = (ElectionRound.election == record.election) & (ElectionRound.n == record.round)
    found = context.find(ElectionRound.live().where(mine))
    if not found:
        yield Problem("round", f"第 {record.round} 轮还没有写到会人数", "请先在“投票轮次”里写", refuse=False)
        return
    election = context.get(Election, record.election)
    seats, others = None, []
    if election is not None and election.posts:
        seats = election.posts - len(winners(election, context, before=record.round))
        rows = [one for one in ballots_of(election, context) if one.round == record.round]
        others = [b.ayes or 0 for b in rows if b.post == record.post and b.uid != record.uid]
    yield from possible_problems(counts_of(found[0]), cast_of(record), seats, sum(others))


def _eligible(record: "Ballot", context: RuleContext) -> Iterable[Problem]:
    """A 预备党员 cannot be elected (党章), nor a member whose rights are suspended; nobody has two parts."""
    election = context.get(Election, record.election)
    person = context.get(Member, record.candidate)
    day = election_day(election, context) if election is not None else context.today
    if person is not None and not may_vote(person, day):
        yield Problem("candidate", f"{person.name}没有被选举权", "候选人从有选举权的正式党员中选")
    if election is None:
        return
    helpers = {one.person for one in (*(election.supervisors or ()), *(election.tellers or ()))}
    if record.candidate in helpers:
        yield Problem("candidate", "监票人、计票人不能是候选人", "请先改监票人、计票人")
    if record.written_in and (record.noes or record.abst):
        yield Problem("noes", "另选人只有赞成票", "请清空不赞成、弃权")
    if election.state == PREPARED and election.org and person is not None:
        seats = {one.member: one.role for one in seated_on(election.org, day, context)}
        post, adds = post_of(election, context), election.kind == BY_ELECTION
        by_seats = body_of(election, context) == BY_COMMITTEE and bool(seats)
        yield from standing_problems(person.name, post, seats.get(record.candidate), adds, by_seats)


def _post_as_elected(record: "Ballot", context: RuleContext) -> None:
    election = context.get(Election, record.election)
    if election is not None and election.post:
        record.post = election.post


class Ballot(Record):
    """The votes of one candidate, or of one written in, in one round."""

    election = RecordLink("换届选举", "election", required=True, index=True)
    round = Number("第几轮", required=True, least=1, default=1)
    candidate = PersonLink("候选人", required=True)
    post = Choice("职务", POSTS, required=True, default=MEMBER_POST, help="和这次选举的职务一样")
    place = Number("批准的顺序", least=1, help="书记、副书记候选人按上级批准的顺序排；委员按姓氏笔画，不用填")
    written_in = YesNo("另选人", default=False, help="选票上另外写的人")
    ayes = Number("赞成", unit="票", help="投票后填")
    noes = Number("不赞成", unit="票")
    abst = Number("弃权", unit="票", help="没有画票的算弃权")
    profile = LongText("候选人简介", help="简历、工作实绩、主要优缺点，投票前向选举人介绍")

    class Meta:
        table_name = "ballot"
        title = "候选人得票"
        icon = "vote"
        parent = "election"
        listing = ("round", "candidate", "post", "written_in", "ayes", "noes", "abst")
        order = ("round", "uid")
        unique = (("election", "round", "candidate", "post"),)
        rules = (_possible, _eligible)
        fill = _post_as_elected
        heading = called_by("candidate")
