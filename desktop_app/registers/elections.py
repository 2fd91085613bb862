"""换届选举: request and approval, who is not counted, each round of voting, the votes of each candidate."""

from collections.abc import Iterable
from decimal import ROUND_CEILING
from typing import Any

from desktop_app.records.box import Computed, Naming
from desktop_app.records.kinds import Choice, Date, Number, Text
from desktop_app.records.links import PersonLink, Persons, RecordLink
from desktop_app.records.record import Band, Record
from desktop_app.records.rules import Look, Problem
from desktop_app.registers.meetings import EXCLUDED, Meeting
from desktop_app.registers.members import Member, may_vote
from desktop_app.registers.shared_rules import called_by, not_before, not_in_future

POSTS = ("委员", "书记", "副书记", "代表")


def _candidates_of(record: Any, look: Look) -> list[Any]:
    return look.find(Ballot.live().where(Ballot.election == record.uid))


def _more_than_posts(record: Any, look: Look) -> Iterable[Problem]:
    """A fifth more candidates than posts for committee members (差额比例，请核对)."""
    if record.posts is None or record.candidates is None:
        return
    share = look.rule("election_extra_share")
    least = int((share * record.posts).to_integral_value(ROUND_CEILING))
    if record.candidates < least:
        yield Problem(
            "candidates", f"应选 {record.posts} 人，差额一般不少于 {least} 人", "请核对", refuse=False
        )


def _helpers(record: Any, look: Look) -> Iterable[Problem]:
    """Candidates neither watch nor count the votes (某选举办法); nobody does both."""
    running = {one.candidate for one in _candidates_of(record, look)}
    for box, title in (("supervisors", "监票人"), ("tellers", "计票人")):
        people = [one.person for one in getattr(record, box) or ()]
        found = [look.get(Member, one) for one in people if one in running]
        if found:
            names = "、".join(one.name for one in found if one is not None)
            yield Problem(box, f"候选人不能担任{title}：{names}", "请另选人")
    both = {one.person for one in record.supervisors or ()} & {one.person for one in record.tellers or ()}
    if both:
        yield Problem("tellers", "同一个人不能又监票又计票", "请另选人", refuse=False)


def _supervisors_vote(record: Any, look: Look) -> Iterable[Problem]:
    """Who watches the votes is one of those who have one (某选举办法)."""
    meeting = look.get(Meeting, record.meeting)
    day = meeting.start_end.day if meeting is not None and meeting.start_end else look.today
    people = [look.get(Member, one.person) for one in record.supervisors or ()]
    without = [one.name for one in people if one is not None and not may_vote(one, day)]
    if without:
        yield Problem("supervisors", f"没有选举权的不能担任监票人：{'、'.join(without)}", "请另选人")


def _heading(record: Any, naming: Naming) -> str:
    return record.title or ""


class Election(Record):
    """One election of the branch, from the request to the report; votes stand in its ballots."""

    title = Text("选举名称", required=True, width=12, help="例如 第五届支部委员会换届选举")
    org = RecordLink("党组织", "party_org", required=True, index=True)
    meeting = RecordLink("选举大会", "meeting", index=True)
    asked_on = Date("请示日期", index=True)
    approved_on = Date("批复日期")
    posts = Number("应选", least=1, unit="人", help="选几个人")
    candidates = Number("差额", unit="人", help="候选人比应选多几个人")
    supervisors = Persons("监票人", help="不能是候选人")
    tellers = Persons("计票人", help="不能是候选人")
    reported_on = Date("报批", help="把选出的书记、副书记报上级批准的日期")

    class Meta:
        table_name = "election"
        title = "换届选举"
        group = "组织生活"
        icon = "vote"
        listing = ("title", "org", "asked_on", "approved_on", "posts", "candidates", "tally", "reported_on")
        order = ("-asked_on",)
        period = "asked_on"
        computed = (
            Computed("excluded", "不计入应到会人员", "text", help="须经上级同意、大会通过"),
            Computed("tally", "得票", "text"),
        )
        bands = (
            Band("选举", ("title", "org", "meeting", "posts", "candidates")),
            Band("请示与报批", ("asked_on", "approved_on", "reported_on")),
            Band("监票计票", ("supervisors", "tellers")),
        )
        rules = (
            _more_than_posts,
            _helpers,
            _supervisors_vote,
            not_in_future("asked_on", "请示日期"),
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


def _round_sums(record: Any, look: Look) -> Iterable[Problem]:
    """Counts that cannot be; four fifths must be there, and no more ballots come back than went out."""
    expected, present = record.expected, record.present
    if present > expected:
        yield Problem("present", f"实到 {present} 人多于应到 {expected} 人", "请核对人数")
    elif present < expected * look.rule("quorum_elect"):
        yield Problem("present", "到会不到应到的五分之四，不能选举", "请另定时间开会", refuse=False)
    if record.issued is not None and record.issued > present:
        yield Problem("issued", f"发出 {record.issued} 张，多于实到 {present} 人", "请核对票数")
    for more, less, word in (("returned", "issued", "发出"), ("valid", "returned", "收回")):
        high, low = getattr(record, more), getattr(record, less)
        if high is not None and low is not None and high > low:
            title = record._meta.fields[more].title
            yield Problem(more, f"{title} {high} 张多于{word} {low} 张", "这次投票无效的，另加一轮重新投票")


def _voters(record: Any, look: Look) -> Iterable[Problem]:
    """Nobody votes who has no vote: 预备党员, 留党察看 and suspended rights (选举工作条例第五条)."""
    election = look.get(Election, record.election)
    meeting = look.get(Meeting, election.meeting) if election is not None else None
    if election is None or meeting is None or meeting.start_end is None:
        return
    members = look.find(Member.live().where(Member.branch == election.org))
    voters = sum(may_vote(one, meeting.start_end.day) and not one.exit_type for one in members)
    if members and record.expected > voters:
        yield Problem("expected", f"有选举权的只有 {voters} 人", "预备党员等没有选举权的不计入应到")


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


def _possible(record: Any, look: Look) -> Iterable[Problem]:
    """No candidate gets more votes than were valid in the round; all votes of one fit the valid ballots."""
    found = look.find(
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


def _eligible(record: Any, look: Look) -> Iterable[Problem]:
    """A 预备党员 cannot be elected (党章), nor a member whose rights are suspended."""
    election = look.get(Election, record.election)
    meeting = look.get(Meeting, election.meeting) if election is not None else None
    day = meeting.start_end.day if meeting is not None and meeting.start_end else look.today
    person = look.get(Member, record.candidate)
    if person is not None and not may_vote(person, day):
        yield Problem("candidate", f"{person.name}没有被选举权", "候选人从有选举权的正式党员中选")
    helpers = (*(election.supervisors or ()), *(election.tellers or ())) if election is not None else ()
    if record.candidate in {one.person for one in helpers}:
        yield Problem("candidate", "监票人、计票人不能是候选人", "请先改监票人、计票人")


def _heading_ballot(record: Any, naming: Naming) -> str:
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
