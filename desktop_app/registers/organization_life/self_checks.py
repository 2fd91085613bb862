"""对照检查: aspects looked into, three things put in, 党性分析, measures, and what others had to say."""

from collections.abc import Iterable
from datetime import date

from desktop_app.records.base import Record
from desktop_app.records.box import Computed, Naming
from desktop_app.records.declaration import WHOLE
from desktop_app.records.kinds import Choice, Date, LongText, ManyChoice, Number, Text
from desktop_app.records.links import PersonLink, RecordLink
from desktop_app.records.record import Section
from desktop_app.records.rules import Problem, RuleContext
from desktop_app.registers.people.members import since_joining
from desktop_app.registers.people.orgs import own_branch
from desktop_app.registers.rectification.issues import IN_TIME, Issue
from desktop_app.registers.shared_rules import called_by, not_in_future

# The six aspects of the 2023 programme; a superior's theme may ask for others.
THREE_INS = ("three_ins_self", "three_ins_duty", "three_ins_work")
# 党性分析 by the seed: what is lacking is looked for in 党性, what is wrong is solved in thinking.
PARTY_SPIRIT = ("party_spirit", "thinking")
GIVEN_THEME = "上级专题"
STANDARDS = ("党章", "入党誓词", "合格党员标准", GIVEN_THEME)
CAMPAIGN = "主题教育"
ASPECTS = ("理论学习", "政治素质", "能力本领", "担当作为", "工作作风", "廉洁自律", "其他")


def _complete(record: "SelfCheck", context: RuleContext) -> Iterable[Problem]:
    """What a sheet owes before it is read out: problems, 三个摆进去, measures; told once it is dated."""
    if record.written_on is None:
        return
    problems = context.find(SelfCheckProblem.live().where(SelfCheckProblem.self_check == record.uid))
    measures = context.find(SelfCheckMeasure.live().where(SelfCheckMeasure.self_check == record.uid))
    for found, box, word in ((problems, "standards", "查摆问题"), (measures, "pledge", "整改措施")):
        if not found:
            yield Problem(box, f"还没有写{word}", "在下面的清单里逐条写", refuse=False)
    for box in (*THREE_INS, *PARTY_SPIRIT):
        if not getattr(record, box):
            yield Problem(box, f"「{record._meta.fields[box].title}」还没有写", refuse=False)


def _given_theme(record: "SelfCheck", context: RuleContext) -> Iterable[Problem]:
    """In a theme education one checks oneself against the theme the superior gave, besides the rest."""
    asked = bool(record.batch) or CAMPAIGN in (record.theme or "")
    if asked and GIVEN_THEME not in (record.standards or ()):
        yield Problem("standards", "主题教育的对照检查还要对照上级专题", "请勾上“上级专题”", refuse=False)


def standards_for(theme: str | None, batch: str | None = None) -> tuple[str, ...]:
    """What a new sheet is checked against: the three standing ones, in a theme education its theme too."""
    return STANDARDS if batch or CAMPAIGN in (theme or "") else STANDARDS[:-1]


def _heading(record: "SelfCheck", naming: Naming) -> str:
    if not record.subject:
        return ""
    return f"{naming(record.subject)} {record.year or ''}年对照检查"


class SelfCheck(Record):
    """One sheet of a member, or of the branch's leading body, for one 组织生活会."""

    subject = RecordLink(
        "主体", ("member", "party_org"), required=True, index=True, help="党员本人，或者支部班子"
    )
    year = Number("年度", required=True, least=1949, most=2999, index=True)
    meeting = RecordLink("会议", "meeting", index=True, help="为哪次组织生活会写的")
    batch = RecordLink("主题教育", "theme_batch", index=True, help="属于哪一批主题教育，不属于的空着")
    theme = Text("主题", required=True, width=12)
    standards = ManyChoice("对照标准", STANDARDS, required=True, help="主题教育要勾上级专题")
    written_on = Date("完成日期", index=True)
    three_ins_self = LongText("把自己摆进去", width=12)
    three_ins_duty = LongText("把职责摆进去", width=12)
    three_ins_work = LongText("把工作摆进去", width=12)
    party_spirit = LongText("从党性上查找不足", help="对照检视出来的问题，党性上差在哪里")
    thinking = LongText("从思想上解决问题", help="思想根子在哪里，认识上怎样转过来")
    causes = LongText("原因剖析", help="理想信念、宗旨意识、党性修养等方面")
    pledge = LongText("整改承诺", limit=2000, help="班子成员写，在一定范围公开")

    class Meta:
        table_name = "self_check"
        kept_back = WHOLE
        title = "对照检查/党性分析"
        group = "组织生活"
        icon = "search"
        listing = ("subject", "year", "theme", "written_on", "problems", "measures", "previous_status")
        order = ("-year", "subject")
        period = "written_on"
        unique = (("subject", "year", "theme"),)
        computed = (
            Computed("previous_status", "上次整改落实", "text", help="上次的措施现在办到哪一步"),
            Computed("problems", "查摆问题", unit="条"),
            Computed("measures", "整改措施", unit="条"),
            Computed("criticism", "批评意见", unit="条"),
        )
        sections = (
            Section("对照检查", ("subject", "year", "meeting", "batch", "theme", "standards", "written_on")),
            Section("三个摆进去", THREE_INS),
            Section("党性分析", ("causes", *PARTY_SPIRIT)),
            Section("整改承诺", ("pledge",)),
        )
        rules = (
            _complete,
            _given_theme,
            since_joining("subject", "written_on"),
            not_in_future("written_on", "完成日期"),
        )
        heading = _heading


class SelfCheckProblem(Record):
    """One problem looked into, under its aspect."""

    self_check = RecordLink("对照检查", "self_check", required=True, index=True)
    aspect = Choice("方面", ASPECTS, required=True, width=6)
    text = LongText("查摆问题", required=True, help="写具体表现，可以举例")

    class Meta:
        table_name = "self_check_problem"
        title = "查摆问题"
        not_copied = WHOLE
        icon = "search"
        parent = "self_check"
        natural = (("self_check", "text"),)
        listing = ("aspect", "text")
        heading = called_by("text")


def _for_a_problem(record: "SelfCheckMeasure", context: RuleContext) -> Iterable[Problem]:
    """A measure answers a problem of its own sheet: 问题清单 tells problems, not measures."""
    if not record.problem:
        yield Problem(
            "problem", "还没有写针对哪个问题", "在查摆问题里选一条，转入问题清单时用它", refuse=False
        )
        return
    found = context.get(SelfCheckProblem, record.problem)
    if found is not None and found.self_check != record.self_check and not record.issue:
        yield Problem("problem", "这个问题不在这份对照检查里", "请选这份里查摆的问题")


def _due(record: "SelfCheckMeasure", context: RuleContext) -> Iterable[Problem]:
    above = context.get(SelfCheck, record.self_check)
    if above is not None and above.written_on and record.due_on < above.written_on:
        yield Problem("due_on", "完成时限早于对照检查的日期", "请核对日期")


class SelfCheckMeasure(Record):
    """One measure with its day; it goes on as an item of the rectification ledger."""

    self_check = RecordLink("对照检查", "self_check", required=True, index=True)
    seq = Number("序号", least=1)
    problem = RecordLink("针对的问题", "self_check_problem", index=True, help="这条措施改的是哪一个查摆问题")
    text = LongText("整改措施", required=True)
    due_on = Date("完成时限", required=True, index=True)
    issue = RecordLink("转入问题清单", "issue", index=True, help="点“转入问题清单”后自动写上")

    class Meta:
        table_name = "self_check_measure"
        title = "对照检查的整改措施"
        not_copied = WHOLE
        icon = "checklist"
        parent = "self_check"
        natural = (("self_check", "text"),)
        listing = ("seq", "problem", "text", "due_on", "issue")
        order = ("seq", "uid")
        rules = (_for_a_problem, _due)
        heading = called_by("text")


def _not_oneself(record: "SelfCheckCriticism", context: RuleContext) -> Iterable[Problem]:
    above = context.get(SelfCheck, record.self_check)
    if above is not None and record.critic == above.subject:
        yield Problem("critic", "批评意见由别人提", "自己的认识写在查摆问题里")


class SelfCheckCriticism(Record):
    """What one person said about the subject of the sheet; shown to few."""

    self_check = RecordLink("对照检查", "self_check", required=True, index=True)
    critic = PersonLink("提意见人", required=True)
    text = LongText("批评意见", required=True, private=True)
    answer = LongText("本人态度", limit=1000, private=True)

    class Meta:
        table_name = "self_check_criticism"
        title = "批评意见"
        not_copied = WHOLE
        icon = "talk"
        parent = "self_check"
        natural = (("self_check", "critic", "text"),)
        listing = ("critic", "text")
        rules = (_not_oneself,)
        heading = called_by("critic")


def problem_of(measure: SelfCheckMeasure, context: RuleContext) -> SelfCheckProblem | None:
    """The problem a measure answers: the one chosen, else the only one of its sheet; else None."""
    if measure.problem:
        return context.get(SelfCheckProblem, measure.problem)
    sheet = SelfCheckProblem.live().where(SelfCheckProblem.self_check == measure.self_check)
    found = context.find(sheet)
    return found[0] if len(found) == 1 else None


def issue_from_measure(measure: SelfCheckMeasure, context: RuleContext) -> Issue:
    """An item of the rectification ledger prefilled from ``measure``: the problem it answers is its problem.

    The rest is for a person to say, the problem too where the measure names none; the measure itself becomes
    the issue's first measure.
    """
    above = context.get(SelfCheck, measure.self_check)
    subject = above.subject if above is not None else None
    problem = problem_of(measure, context)
    found_on: date = above.written_on if above is not None and above.written_on else context.today
    return Issue(
        source="检视剖析",
        category="全面从严治党中的问题",
        description=problem.text if problem is not None else None,
        found_on=found_on,
        mode=IN_TIME,
        owner=subject if subject != own_branch(context) else None,
        duty_unit=own_branch(context),
        due_on=measure.due_on,
    )
