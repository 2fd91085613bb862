"""选举结果: what stands against it, and what it writes once it is known, approved or shared out."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from desktop_app.records.base import Record
from desktop_app.records.rules import Problem, RuleContext
from desktop_app.registers.organization_life.committee_changes import divided, filed, new_head, new_members
from desktop_app.registers.organization_life.voting_bodies import BY_ALL, BY_COMMITTEE, MEMBER_POST
from desktop_app.registers.people.members import Member, may_vote
from desktop_app.registers.people.orgs import DIVIDED, HEADS, seated_on
from desktop_app.registers.shared_rules import not_before, not_in_future

# Request, approval and report of an election in their order.
DAYS_IN_ORDER = (
    not_in_future("asked_on", "请示日期"),
    not_in_future("reported_on", "报批、报备案", refuse=True),
    not_in_future("confirmed_on", "上级批准", refuse=True),
    not_before("left_out_agreed_on", "asked_on", "同意日期早于请示日期"),
    not_before("approved_on", "asked_on", "批复日期早于请示日期"),
    not_before("nominees_approved_on", "nominees_asked_on", "预备人选批复早于请示"),
    not_before("reported_on", "approved_on", "上报日期早于批复日期"),
    not_before("confirmed_on", "reported_on", "批准日期早于上报日期"),
)


@dataclass(frozen=True)
class Result:
    """An election and what its votes come to.

    ``won`` are the elected, ``needed`` how many must be; ``beside`` are post and elected of the other
    elections known of that day, ``heads`` who was elected 书记 or 副书记 since. ``renewed`` tells whether the
    election of the committee is known already.
    """

    org: str
    renewal: bool
    post: str
    body: str
    day: date
    won: tuple[str, ...]
    needed: int
    roles: tuple[tuple[str, str], ...]
    reported_on: date | None
    confirmed_on: date | None
    chair: str | None
    beside: tuple[tuple[str, frozenset[str]], ...]
    heads: frozenset[str]
    renewed: bool


def renewed(post: str | None, day: date, told: Sequence[tuple[str, date]]) -> bool:
    """Whether a committee is elected whose ``post`` is not elected yet; ``told`` are posts and days known."""
    last = max((on for one, on in told if one == MEMBER_POST and on <= day), default=None)
    return last is not None and not any(one == post and on >= last for one, on in told)


def named(uids: Iterable[str], context: RuleContext) -> str:
    """The names of members: 张三、李四."""
    people = [context.get(Member, uid) for uid in uids]
    return "、".join(one.name for one in people if one is not None)


def helper_problems(
    supervisors: Sequence[str],
    tellers: Sequence[str],
    running: Container[str],
    seats: frozenset[str] | None,
    day: date,
    context: RuleContext,
) -> Iterable[Problem]:
    """Who watches and counts the votes are no candidates and two sets of people; who watches has a vote.

    ``seats`` is the committee where that elects.
    """
    for box, title, people in (("supervisors", "监票人", supervisors), ("tellers", "计票人", tellers)):
        found = [uid for uid in people if uid in running]
        if found:
            yield Problem(box, f"候选人不能担任{title}：{named(found, context)}", "请另选人")
    both = [uid for uid in tellers if uid in supervisors]
    if both:
        yield Problem("tellers", f"不能又监票又计票：{named(both, context)}", "请另选人")
    known = {uid: context.get(Member, uid) for uid in supervisors}
    without = [uid for uid, one in known.items() if one is not None and not may_vote(one, day)]
    if without:
        yield Problem("supervisors", f"没有选举权的不能担任监票人：{named(without, context)}", "请另选人")
    elif seats and not seats.issuperset(supervisors):
        told = f"不是委员：{named([uid for uid in supervisors if uid not in seats], context)}"
        yield Problem("supervisors", told, "监票人从不是候选人的委员中推选")


def standing_problems(
    name: str, post: str, role: str | None, adds: bool, by_seats: bool
) -> Iterable[Problem]:
    """A candidate who sits already where one is added, or sits not where the committee elects from itself."""
    if post == MEMBER_POST and adds and role:
        yield Problem("candidate", f"{name}已经是{role}", "补选委员从不是委员的党员中选")
    if post in HEADS and by_seats and not role:
        yield Problem("candidate", f"{name}不是支部委员", f"{post}从委员中选举")


def open_seats(found: Result) -> Iterable[Problem]:
    """All seats are taken, or fewer by consent; no seat is kept empty."""
    if not found.won:
        yield Problem("posts", "还没有人当选", "请先记下投票轮次和每个候选人的得票")
    elif len(found.won) != found.needed:
        todo = "另行选举（再投一轮）；接近应选名额的，经半数以上选举人同意可以减少名额，填“减少到几名”"
        yield Problem("posts", f"应选 {found.needed} 人，当选 {len(found.won)} 人", todo)


def head_elected(found: Result, context: RuleContext) -> Iterable[Problem]:
    """书记 and 副书记 are two people of the new committee, elected under a chair who sits on it."""
    if found.post not in HEADS:
        return
    for post, won in found.beside:
        if post in HEADS and won & set(found.won):
            told = f"{named(won & set(found.won), context)}已经当选{post}"
            yield Problem("posts", told, "一人只任一职，请核对候选人")
    if found.body != BY_COMMITTEE:
        return
    if found.renewal and not found.renewed:
        todo = f"先由党员大会选出委员、公布结果，再选{found.post}"
        yield Problem("org", "新一届支部委员会的选举还没有公布", todo)
    seats = {one.member for one in seated_on(found.org, found.day, context)}
    strangers = [uid for uid in found.won if uid not in seats]
    if strangers:
        yield Problem(
            "posts", f"不是支部委员：{named(strangers, context)}", f"{found.post}从当选的委员中选举"
        )
    if found.chair is not None and found.chair not in seats:
        told = "支委会第一次会议的主持人不是新当选的委员"
        yield Problem("meeting", told, "由新当选的委员主持，请改主持人")


def approval_problems(found: Result, _context: RuleContext) -> Iterable[Problem]:
    """支部工作条例第二十一条: 委员 are reported 备案, 书记 and 副书记 approved by the superior."""
    if found.post in HEADS and found.confirmed_on is None:
        yield Problem("confirmed_on", "书记、副书记要报上级党组织批准，还没有写批准日期", "批准以后再办")


def early_report(reported_on: date | None, day: date) -> Iterable[Problem]:
    """The result of the election of ``day`` is reported once there is one."""
    if reported_on is not None and reported_on < day:
        yield Problem("reported_on", f"上报日期早于选举的日期 {day}", "请核对日期")


def role_problems(roles: Iterable[str]) -> Iterable[Problem]:
    """The first of ``roles`` that cannot be shared out."""
    for why in [one for one in roles if one not in DIVIDED][:1]:
        if why in HEADS:
            yield Problem("roles", f"{why}由选举产生，不能分工", "请另建一次选举，由支委会第一次会议投票")
        else:
            yield Problem("roles", f"“{why or '空着'}”不是支委会的分工", f"可以写{'、'.join(DIVIDED)}")


def division_problems(found: Result, context: RuleContext) -> Iterable[Problem]:
    """Who is elected and neither 书记 nor 副书记 has a part of the work, once those are elected."""
    roles = dict(found.roles)
    if found.post != MEMBER_POST:
        yield Problem("roles", "只有选出的支部委员才分工")
    elif found.renewal and not found.heads:
        yield Problem("roles", "还没有选举书记", "支委会第一次会议先选举书记、副书记，再分工")
    without = [uid for uid in found.won if uid not in roles and uid not in found.heads]
    if without:
        yield Problem("roles", f"还没有写分工：{named(without, context)}", "例如 李四（组织委员）")
    strangers = [uid for uid in roles if uid not in found.won]
    if strangers:
        yield Problem("roles", f"没有当选，不能分工：{named(strangers, context)}", "请去掉")


def take_seats(found: Result, context: RuleContext) -> Iterable[Record]:
    """The seats of elected 委员. 书记 and 副书记 wait for approval; delegates sit on no committee."""
    if found.post == MEMBER_POST:
        yield from new_members(found.org, found.won, found.day, found.renewal, context)


def take_posts(found: Result, context: RuleContext) -> Iterable[Record]:
    """书记 and 副书记 in their posts, once approved; without a committee the term begins with the 书记.

    Of a new committee the day its 委员 were reported 备案.
    """
    if found.post == MEMBER_POST and found.renewal and found.reported_on is not None:
        yield from filed(found.org, found.reported_on, context)
    for uid in found.won if found.post in HEADS else ():
        begins = found.renewal and found.body == BY_ALL and found.post == "书记"
        yield from new_head(found.org, uid, found.post, found.day, begins, context)


def share_out(found: Result, context: RuleContext) -> Iterable[Record]:
    """The posts shared out, in the seats and on the roster."""
    return divided(found.org, dict(found.roles), context)
