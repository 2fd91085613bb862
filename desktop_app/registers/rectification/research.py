"""调查研究: visits of the four kinds, dissected cases, and findings with what became of each of them."""

from collections.abc import Iterable

from desktop_app.records.base import Record
from desktop_app.records.box import Computed
from desktop_app.records.kinds import Choice, Date, Lines, LongText, ManyChoice, Number, Text
from desktop_app.records.links import PersonLink, Persons, RecordLink
from desktop_app.records.record import Section
from desktop_app.records.rules import Problem, RuleContext
from desktop_app.registers.people.members import since_birth
from desktop_app.registers.people.orgs import own_branch
from desktop_app.registers.rectification.issue_rounds import CLASS_BOXES
from desktop_app.registers.rectification.issues import CATEGORIES, IN_TIME, Issue
from desktop_app.registers.shared_rules import called_by, not_in_future

# 四下基层 are exactly these four, 四不两直 exactly these six.
DOWN_KINDS = ("宣传党的路线、方针、政策下基层", "调查研究下基层", "信访接待下基层", "现场办公下基层")
UNANNOUNCED = ("不发通知", "不打招呼", "不听汇报", "不用陪同接待", "直奔基层", "直插现场")
DISSECTION = "典型案例的解剖式调研"
GOOD_EXAMPLE, BAD_EXAMPLE = "正面典型", "反面典型"
NOT_YET, UNDER_WAY, CONVERTED = "未转化", "转化中", "已转化"


def _dissected(record: "Research", context: RuleContext) -> Iterable[Problem]:
    """解剖麻雀: a case is taken apart to find the class of problems it stands for."""
    parts = ("example", "facts", "causes", "lessons", "stands_for")
    if record.study_kind == DISSECTION:
        for name in parts:
            if not getattr(record, name):
                title = record._meta.fields[name].title
                yield Problem(name, f"解剖式调研还没有写「{title}」", refuse=False)


def _pair(record: "Research", context: RuleContext) -> Iterable[Problem]:
    """正反典型: a good and a bad example of one class, set side by side."""
    if not record.pair:
        return
    other = context.get(Research, record.pair)
    if record.pair == record.uid:
        yield Problem("pair", "不能和自己对照", "请选另一个典型")
    elif other is not None and (not record.example or not other.example or record.example == other.example):
        yield Problem("pair", "对照的两次调研要一个是正面典型、一个是反面典型", "请核对两边的“典型”")
    elif other is not None and record.stands_for != other.stands_for:
        told = f"对照的典型代表的是「{other.stands_for or '还没有写'}」"
        yield Problem("pair", told, "正反典型代表同一类问题才好对照", refuse=False)


def _led(record: "Research", context: RuleContext) -> Iterable[Problem]:
    """领导干部带头: each piece of research says who of the leaders led it."""
    if not record.lacks(Research.title) and not record.leader:
        yield Problem("leader", "还没有写带队领导", "领导带头调研，写明是谁带的队", refuse=False)


class Research(Record):
    """One piece of research; what it found stands in its findings."""

    title = Text("课题", required=True, width=14)
    down_kind = Choice("四下基层类型", DOWN_KINDS, required=True, index=True, width=10)
    study_kind = Choice(
        "调研类型",
        (
            "事关全局的战略性调研",
            "破解复杂难题的对策性调研",
            "新时代新情况的前瞻性调研",
            "重大工作项目的跟踪性调研",
            DISSECTION,
            "推动落实的督查式调研",
        ),
        index=True,
        width=10,
    )
    unannounced = ManyChoice("四不两直核对", UNANNOUNCED, help="做到的打勾")
    on = Date("日期", required=True, index=True)
    place = Text("地点", required=True, width=8)
    people = Text("对象", required=True, width=8, help="和谁谈、看了谁家")
    leader = RecordLink(
        "带队领导", "member", free=True, index=True, help="领导干部谁带的队；不是本支部党员的直接写姓名、职务"
    )
    researchers = Persons("调研人", required=True, free=True, help="不是本支部党员的直接写姓名")
    way = ManyChoice("方式", ("座谈访谈", "随机走访", "问卷调查", "蹲点", "现场办公", "信访接待"))
    batch = RecordLink("主题教育", "theme_batch", index=True, help="属于哪一批主题教育，不属于的空着")
    sweep = RecordLink("排查", "problem_sweep", index=True, help="是哪一轮问题大梳理、难题大排查里的")
    situation = LongText("基本情况", help="调研报告的第一部分：现状怎样，有哪些数")
    suggestions = Lines("意见建议", help="一行一条")
    example = Choice("典型", (GOOD_EXAMPLE, BAD_EXAMPLE), help="解剖麻雀时填")
    pair = RecordLink("对照的典型", "research", index=True, help="同一类问题里相反的那个典型，正反对照着看")
    facts = LongText("事实经过")
    causes = LongText("原因剖析")
    lessons = LongText("经验教训")
    stands_for = Text(
        "代表哪一类问题",
        limit=40,
        width=8,
        offers=CLASS_BOXES,
        help="和问题清单的“小类”写法一样，同类问题才连得起来",
    )

    class Meta:
        table_name = "research"
        title = "调查研究"
        group = "调研与案例"
        natural = (("on", "title"),)
        icon = "research"
        listing = ("on", "title", "down_kind", "place", "leader", "researchers", "findings", "conversions")
        order = ("-on",)
        period = "on"
        computed = (
            Computed("findings", "发现问题", unit="条"),
            Computed("conversions", "成果转化", unit="条", help="已经转化的"),
        )
        sections = (
            Section(
                "调研",
                (
                    "title",
                    "down_kind",
                    "study_kind",
                    "on",
                    "place",
                    "people",
                    "leader",
                    "researchers",
                    "way",
                    "sweep",
                    "batch",
                ),
            ),
            Section("四不两直", ("unannounced",)),
            Section("情况和建议", ("situation", "suggestions")),
            Section("解剖麻雀", ("example", "facts", "causes", "lessons", "stands_for", "pair")),
        )
        rules = (
            _dissected,
            _led,
            _pair,
            since_birth("researchers", "on"),
            since_birth("leader", "on"),
            not_in_future("on", "日期", refuse=True),
        )
        heading = called_by("title")


def _conversion(record: "Finding", context: RuleContext) -> Iterable[Problem]:
    """A converted finding says into what; the day is not before the visit."""
    if record.conversion_state in (UNDER_WAY, CONVERTED):
        if not record.conversion:
            yield Problem("conversion", "写明转化成了什么", "例如制度的名称、办了哪件事")
        if not record.conversion_form:
            yield Problem("conversion_form", "还要选转化形式")
        if not record.conversion_owner:
            yield Problem("conversion_owner", "还没有写转化责任人", "成果转化清单逐一落实到人", refuse=False)
    above = context.get(Research, record.research)
    if above is not None and record.conversion_due is not None and record.conversion_due < above.on:
        yield Problem("conversion_due", "转化时限早于调研日期", "请核对日期")


class Finding(Record):
    """One thing found: a line of the 问题清单 and, once used, of the 成果转化清单."""

    research = RecordLink("调查研究", "research", required=True, index=True)
    seq = Number("序号", least=1)
    text = LongText("发现问题", required=True, help="写清在哪里、什么事、什么表现")
    category = Choice("问题类别", CATEGORIES, index=True, width=12)
    tag = Text(
        "小类", limit=40, index=True, offers=CLASS_BOXES, help="解剖一个问题，解决一类问题：同类的写同一个词"
    )
    suggestion = LongText("意见建议", limit=2000)
    conversion = LongText("成果转化", limit=2000, help="转化成了什么：哪项制度、哪个方案、办了哪件事")
    conversion_form = Choice("转化形式", ("制度", "方案", "项目", "现场解决", "上报建议"))
    conversion_owner = PersonLink("转化责任人", index=True)
    conversion_due = Date("转化时限", index=True)
    conversion_state = Choice(
        "转化情况", (NOT_YET, UNDER_WAY, CONVERTED), required=True, default=NOT_YET, index=True
    )
    issue = RecordLink("转入问题清单", "issue", index=True, help="点“转入问题清单”后自动写上")

    class Meta:
        table_name = "finding"
        not_copied = ("conversion_state", "conversion_owner", "issue")
        title = "调研发现"
        icon = "issue"
        parent = "research"
        natural = (("research", "text"),)
        listing = ("seq", "text", "tag", "conversion", "conversion_form", "conversion_state", "issue")
        order = ("seq", "uid")
        sections = (
            Section("问题", ("seq", "text", "category", "tag", "suggestion", "issue")),
            Section(
                "成果转化",
                (
                    "conversion",
                    "conversion_form",
                    "conversion_owner",
                    "conversion_due",
                    "conversion_state",
                ),
            ),
        )
        rules = (_conversion, since_birth("conversion_owner", "conversion_due"))
        heading = called_by("text")


def issue_from_finding(finding: Finding, context: RuleContext) -> Issue:
    """An item of the rectification ledger prefilled from ``finding``; owner and day are left to a person."""
    above = context.get(Research, finding.research)
    return Issue(
        source="调查研究",
        category=finding.category,
        tag=finding.tag or (above.stands_for if above is not None else None),
        description=finding.text,
        cause=above.causes if above is not None else None,
        found_on=above.on if above is not None else context.today,
        mode=IN_TIME,
        duty_unit=own_branch(context),
        batch=above.batch if above is not None else None,
    )
