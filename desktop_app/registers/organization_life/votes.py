"""表决: one item put to the vote at a meeting, with its figures; the result is worked out in duties."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from desktop_app.records.base import Record
from desktop_app.records.box import Computed
from desktop_app.records.kinds import Choice, Number, Text
from desktop_app.records.links import RecordLink
from desktop_app.records.record import Section
from desktop_app.records.rules import Problem, RuleContext
from desktop_app.registers.shared_rules import called_by

ADMISSION, ELECT, NOMINATE = "接收预备党员", "选举", "推荐代表候选人"
CONVERSION, EXTENSION, CANCELLATION = "预备党员转正", "延长预备期", "取消预备资格"
# Formal opinions in writing, handed in before the meeting, count as ayes here (发展党员工作细则).
WRITTEN = frozenset((ADMISSION, CONVERSION))
PLAIN, DISPOSAL, BALLOT = "一般决议", "组织处置", "无记名投票"
SECRET = frozenset((BALLOT, "票决"))
# Decided about one person each, and by secret ballot.
PERSONAL = frozenset((ADMISSION, CONVERSION, EXTENSION, CANCELLATION, DISPOSAL, ELECT))

# Words of an item that name nobody, the longer ones first; what is left over is a name.
_NAMELESS = re.compile(
    "第.{1,3}届|为?中共预备党员|为?预备党员|为?中共正式党员|为?正式党员|新党员|不合格党员|预备期|党员大会"
    "|支部委员会|委员会|副书记|书记|委员|代表|候选人|接收|吸收|发展|按期|转为|转正|延长|取消|预备|资格|选举|换届"
    "|补选|组织处置|处置|限期改正|劝其退党|除名|给予|讨论|审议|审查|表决|投票|无记名|同意|关于|决议|决定|事项"
    "|事宜|问题|申请|半年|一年|六个月|党支部|支部|党员|同志|入党|中共|某某某|某某|某同志|产生|新一届"
)
# What an agenda tells that is put to the vote; the first that fits.
_MATTERS = (
    (NOMINATE, re.compile("推荐.*代表.*候选|推荐.*候选.*代表")),
    (CANCELLATION, re.compile("取消.*预备党员|取消.*资格")),
    (EXTENSION, re.compile("延长.*预备")),
    (CONVERSION, re.compile("转正|转为.*正式党员")),
    (ADMISSION, re.compile("(接收|吸收).*党员")),
    (DISPOSAL, re.compile("组织处置|限期改正|劝其退党|党内除名")),
    (ELECT, re.compile("^(无记名投票)?选举(?!.*(办法|监票|方案|名额|报告|工作))")),
)
_NOT_DECIDED = re.compile("学习|传达|通报|宣读|宣布|提交|计划|公示|汇报|办法|报告|读入党志愿书")


def matter_told(item: str) -> str:
    """The 事项类型 that the words of an agenda item tell: 讨论接收某某为中共预备党员 is an admission."""
    if _NOT_DECIDED.search(item):
        return PLAIN
    return next((matter for matter, words in _MATTERS if words.search(item)), PLAIN)


def names_somebody(item: str) -> bool:
    """Whether words stand in ``item`` that can be a name."""
    return len(re.findall(r"[^\W\d_]", _NAMELESS.sub(" ", item))) > 1


@dataclass(frozen=True, slots=True)
class CountedVote:
    """The counts of one vote as far as they are known."""

    expected: int | None
    present: int | None
    ayes: int | None
    noes: int | None
    abst: int | None
    issued: int | None = None
    returned: int | None = None
    valid: int | None = None
    secret: bool = False
    election: bool = False

    @property
    def cast(self) -> int:
        """All voices together."""
        return sum(n or 0 for n in (self.ayes, self.noes, self.abst))

    @property
    def is_void(self) -> bool:
        """Whether more ballots came back than were given out."""
        return self.issued is not None and self.returned is not None and self.returned > self.issued


def tally_of(vote: "Vote") -> CountedVote:
    """A vote as numbers; of somebody written in at an election only the ayes are counted."""
    return CountedVote(
        *(vote.expected, vote.present, vote.ayes, vote.noes, vote.abst),
        *(vote.issued, vote.returned, vote.valid),
        vote.mode in SECRET,
        vote.matter == ELECT,
    )


def missing_figures(vote: "Vote") -> list[str]:
    """The titles of figures a vote still lacks to have a result."""
    needed = ["expected", "present", "ayes", "noes", "abst"]
    if vote.mode in SECRET:
        needed += ["issued", "returned"]
    return [Vote._meta.fields[name].title for name in needed if getattr(vote, name) is None]


def tally_faults(tally: CountedVote) -> Iterable[Problem]:
    """Counts that cannot be: people, voices and ballots that do not fit into each other.

    What voids the vote, more ballots back than given out, is no such fault: that can happen and is told.
    """
    expected, present, cast = tally.expected, tally.present, tally.cast
    if expected is not None and present is not None and present > expected:
        yield Problem("present", f"实到有表决权 {present} 人多于应到 {expected} 人", "请核对人数")
    if present is not None and cast > present:
        yield Problem(
            "ayes",
            f"赞成、反对、弃权共 {cast}，多于实到有表决权 {present} 人",
            "书面意见另填在“书面意见”里",
        )
    if tally.issued is not None and present is not None and tally.issued > present:
        yield Problem("issued", f"发出 {tally.issued} 张票，多于实到有表决权 {present} 人", "请核对票数")
    if tally.returned is not None and tally.valid is not None and tally.valid > tally.returned:
        yield Problem("valid", f"有效票 {tally.valid} 张多于收回 {tally.returned} 张", "请核对票数")
    yield from _voices_of_ballots(tally)


def _voices_of_ballots(tally: CountedVote) -> Iterable[Problem]:
    """Every valid ballot says one of three things of a person or matter; a blank one is 弃权."""
    counted = tally.valid if tally.valid is not None else tally.returned
    if not tally.secret or counted is None or tally.is_void:
        return
    which = "有效票" if tally.valid is not None else "收回的"
    whole = None not in (tally.ayes, tally.noes, tally.abst)
    if tally.cast > counted or (whole and tally.cast < counted and not tally.election):
        yield Problem(
            "ayes",
            f"赞成、反对、弃权共 {tally.cast} 票，不等于{which} {counted} 张",
            "没有画票的算弃权；有废票的，写有效票数",
        )


def count_faults(vote: "Vote") -> Iterable[Problem]:
    """``tally_faults`` of a vote; and who voted in writing was not there."""
    yield from tally_faults(tally_of(vote))
    written, expected, present = vote.written_ayes, vote.expected, vote.present
    if written and vote.matter not in WRITTEN:
        yield Problem(
            "written_ayes", "只有接收预备党员和预备党员转正时，会前送来的书面意见才计入赞成票", "请清空这一格"
        )
    elif written and expected is not None and present is not None and written > expected - present:
        yield Problem(
            "written_ayes",
            f"没有到会的只有 {max(expected - present, 0)} 人，书面意见却有 {written} 份",
            "到会的人当场投票，不再计书面意见",
        )


def _counts(record: "Vote", context: RuleContext) -> Iterable[Problem]:
    """What cannot be is refused; that a vote is void is told."""
    yield from count_faults(record)
    if tally_of(record).is_void:
        told = f"收回 {record.returned} 张多于发出 {record.issued} 张，这次投票无效"
        yield Problem("returned", told, "应当重新投票", refuse=False)


def ballot_faults(vote: "Vote") -> Iterable[Problem]:
    """By secret ballot, one person at a time: admission, conversion and their kin, disposal, election.

    《中国共产党发展党员工作细则》 (2014年第二十一条；2026年第二十条), 《中国共产党基层组织选举工作条例》.
    """
    if vote.matter not in PERSONAL:
        return
    if vote.mode not in SECRET:
        yield Problem(
            "mode",
            f"{vote.matter}要用无记名投票，这里写的是“{vote.mode}”",
            "请改为无记名投票；支委会只是审查的，事项类型选“一般决议”",
        )
    if not names_somebody(vote.item or ""):
        yield Problem("item", f"{vote.matter}的表决没有写是谁", "一个人一项，写上姓名")


def _ballot(record: "Vote", context: RuleContext) -> Iterable[Problem]:
    """See ``ballot_faults``; said at the box when it is saved."""
    return ballot_faults(record)


class Vote(Record):
    """One vote; for an election one record per candidate, the ayes being that candidate's votes."""

    meeting = RecordLink("会议", "meeting", required=True, index=True)
    item = Text("表决事项", required=True, width=14, help="议题原文；选举时写候选人和职务，一人一行")
    matter = Choice(
        "事项类型",
        (
            PLAIN,
            ADMISSION,
            CONVERSION,
            EXTENSION,
            CANCELLATION,
            "表彰",
            DISPOSAL,
            "纪律处分",
            ELECT,
            NOMINATE,
        ),
        required=True,
        default=PLAIN,
        width=6,
    )
    mode = Choice("方式", ("举手", "口头", BALLOT, "票决"), required=True, default="举手")
    expected = Number("应到有表决权", unit="人", help="空着时按花名册算")
    present = Number("实到有表决权", unit="人", help="空着时按到会情况算")
    ayes = Number("赞成", unit="票")
    noes = Number("反对", unit="票")
    abst = Number("弃权", unit="票")
    written_ayes = Number("书面意见", unit="份", help="会前送来的正式书面赞成意见；用于接收和转正")
    issued = Number("发出票数", unit="张")
    returned = Number("收回票数", unit="张")
    valid = Number("有效票数", unit="张")

    class Meta:
        table_name = "vote"
        title = "表决/选举"
        icon = "vote"
        parent = "meeting"
        natural = (("meeting", "item"),)
        listing = ("item", "matter", "mode", "ayes", "noes", "abst", "result")
        computed = (Computed("result", "结果", "text"),)
        sections = (
            Section("事项", ("item", "matter", "mode")),
            Section("人数与票数", ("expected", "present", "ayes", "noes", "abst", "written_ayes")),
            Section("选票", ("issued", "returned", "valid")),
        )
        rules = (
            _counts,
            _ballot,
        )
        heading = called_by("item")
