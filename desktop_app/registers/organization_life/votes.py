"""表决: one item put to the vote at a meeting, with its figures; the result is worked out in duties."""

from collections.abc import Iterable

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
SECRET = frozenset(("无记名投票", "票决"))


def missing_figures(vote: "Vote") -> list[str]:
    """The titles of figures a vote still lacks to have a result."""
    needed = ["expected", "present", "ayes", "noes", "abst"]
    if vote.mode in SECRET:
        needed += ["issued", "returned"]
    return [Vote._meta.fields[name].title for name in needed if getattr(vote, name) is None]


def _sums(record: "Vote", context: RuleContext) -> Iterable[Problem]:
    """Counts that cannot be: more present than expected, more voices than people."""
    expected, present = record.expected, record.present
    cast = [n for n in (record.ayes, record.noes, record.abst) if n is not None]
    if expected is not None and present is not None and present > expected:
        yield Problem("present", f"实到有表决权 {present} 人多于应到 {expected} 人", "请核对人数")
    if present is not None and sum(cast) > present:
        yield Problem(
            "ayes",
            f"赞成、反对、弃权共 {sum(cast)}，多于实到有表决权 {present} 人",
            "书面意见另填在“书面意见”里",
        )
    written = record.written_ayes
    if written and record.matter not in WRITTEN:
        yield Problem(
            "written_ayes", "只有接收预备党员和预备党员转正时，会前送来的书面意见才计入赞成票", "请清空这一格"
        )
    elif written and expected is not None and present is not None and written > expected - present:
        yield Problem(
            "written_ayes",
            f"没有到会的只有 {expected - present} 人，书面意见却有 {written} 份",
            "到会的人当场投票，不再计书面意见",
        )


def _ballots(record: "Vote", context: RuleContext) -> Iterable[Problem]:
    """Election rules of one place: more ballots back than given out voids the vote; told, not refused."""
    issued, returned, valid = record.issued, record.returned, record.valid
    if issued is not None and record.present is not None and issued > record.present:
        yield Problem("issued", f"发出 {issued} 张票，多于实到有表决权 {record.present} 人", refuse=False)
    if issued is not None and returned is not None and returned > issued:
        yield Problem(
            "returned", f"收回 {returned} 张多于发出 {issued} 张，这次投票无效", "应当重新投票", refuse=False
        )
    if returned is not None and valid is not None and valid > returned:
        yield Problem("valid", f"有效票 {valid} 张多于收回 {returned} 张", "请核对票数")


def _secrecy(record: "Vote", context: RuleContext) -> Iterable[Problem]:
    """Admission and election go by secret ballot (选举工作条例第二十四条)."""
    if record.matter in (ADMISSION, ELECT) and record.mode not in SECRET:
        yield Problem("mode", f"{record.matter}一般采用无记名投票", "请核对方式", refuse=False)


class Vote(Record):
    """One vote; for an election one record per candidate, the ayes being that candidate's votes."""

    meeting = RecordLink("会议", "meeting", required=True, index=True)
    item = Text("表决事项", required=True, width=14, help="议题原文；选举时写候选人和职务，一人一行")
    matter = Choice(
        "事项类型",
        (
            "一般决议",
            ADMISSION,
            CONVERSION,
            EXTENSION,
            CANCELLATION,
            "表彰",
            "组织处置",
            "纪律处分",
            ELECT,
            NOMINATE,
        ),
        required=True,
        default="一般决议",
        width=6,
    )
    mode = Choice("方式", ("举手", "口头", "无记名投票", "票决"), required=True, default="举手")
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
        listing = ("item", "matter", "mode", "ayes", "noes", "abst", "result")
        computed = (Computed("result", "结果", "text"),)
        sections = (
            Section("事项", ("item", "matter", "mode")),
            Section("人数与票数", ("expected", "present", "ayes", "noes", "abst", "written_ayes")),
            Section("选票", ("issued", "returned", "valid")),
        )
        rules = (
            _sums,
            _ballots,
            _secrecy,
        )
        heading = called_by("item")
