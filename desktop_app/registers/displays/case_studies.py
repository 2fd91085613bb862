"""案例: how a theory solved a real problem, told in five parts, its figures drawn from the registers."""

from collections.abc import Iterable

from desktop_app.records.base import Record
from desktop_app.records.box import Computed
from desktop_app.records.figures import Frozen
from desktop_app.records.kinds import Choice, Date, LongText, ManyChoice, Number, Text
from desktop_app.records.links import Files, RecordLink
from desktop_app.records.record import Section
from desktop_app.records.rules import Problem, RuleContext
from desktop_app.registers.shared_rules import called_by, not_in_future
from desktop_app.registers.study.study_materials import is_theory

PARTS = {
    "background": "背景",
    "practice": "做法",
    "effect": "成效",
    "reflection": "探讨/启示",
    "appendix": "附录",
}
WRITTEN = ("background", "practice", "effect", "reflection")


def _length(record: "CaseStudy", context: RuleContext) -> Iterable[Problem]:
    """About 1500 characters for the abstract and 5000 for the whole (案例评选体例，一地做法)."""
    abstract, body = int(context.rule("case_abstract_most")), int(context.rule("case_body_most"))
    length = len(record.abstract or "")
    if length > abstract:
        yield Problem("abstract", f"摘要 {length} 字，一般不超过 {abstract} 字", refuse=False)
    written = sum(len(getattr(record, name) or "") for name in WRITTEN)
    if written > body:
        yield Problem("practice", f"正文共 {written} 字，一般不超过 {body} 字", "请精简", refuse=False)
    most = int(context.rule("case_pictures_most"))
    if len(record.appendix or ()) > most:
        yield Problem("appendix", f"附图一般不超过 {most} 张", refuse=False)


def _of_the_theory(record: "CaseStudy", context: RuleContext) -> Iterable[Problem]:
    """探源计划: a case tells how the Party's innovation theory solved a real problem, and says which work."""
    if record.theory and not is_theory(context, record.theory):
        yield Problem(
            "theory", "选的资料不是党的创新理论", "请选类别是“创新理论”的资料；没有的先在资料库里登记"
        )


def _true(record: "CaseStudy", context: RuleContext) -> Iterable[Problem]:
    """A case that goes into the book has passed the four tests."""
    missing = [one for one in CaseStudy.four_tests.options if one not in (record.four_tests or ())]
    if record.finished_on is not None and missing:
        yield Problem("four_tests", f"完稿前还要核对：{'、'.join(missing)}", refuse=False)


class CaseStudy(Record):
    """One case of the book."""

    title = Text("标题", required=True, width=16)
    case_class = Choice(
        "类别",
        ("基层治理", "服务群众", "党员教育", "组织建设", "风险防范", "其他"),
        required=True,
        index=True,
    )
    theory = RecordLink(
        "运用的创新理论",
        "study_material",
        required=True,
        index=True,
        width=16,
        help="从资料库里选类别是“创新理论”的一本：案例是运用党的创新理论解决实际问题的",
    )
    theory_source = LongText("理论来源补充", help="出自哪一篇、哪一处，用的是其中哪个观点、方法")
    abstract = LongText("摘要", help="1500字以内")
    background = LongText("背景", required=True, help="遇到什么问题，为什么难")
    practice = LongText("做法", required=True, help="怎样用理论找到办法，做了哪几件事")
    effect = LongText("成效", required=True, help="有数字的，从台账取数")
    reflection = LongText("探讨/启示")
    appendix = Files("附录", help="最好不超过两张图")
    four_tests = ManyChoice("四性自查", ("真实性", "创新性", "实效性", "典型性"))
    author = Text("撰写人", width=5)
    finished_on = Date("完稿日期", index=True, help="完稿的才编入汇编")

    class Meta:
        table_name = "case_study"
        title = "案例(探源计划)"
        group = "调研与案例"
        icon = "study"
        listing = ("title", "case_class", "theory", "author", "finished_on", "four_tests", "figures", "links")
        order = ("-finished_on", "title")
        period = "finished_on"
        unique = (("title",),)
        computed = (
            Computed("links", "关联问题/调研", unit="条"),
            Computed("figures", "取自台账的数", unit="个"),
        )
        sections = (
            Section("案例", ("title", "case_class", "author", "theory", "theory_source", "abstract")),
            Section("正文", (*WRITTEN, "appendix")),
            Section("自查与完稿", ("four_tests", "finished_on")),
        )
        rules = (_of_the_theory, _length, _true, not_in_future("finished_on", "完稿日期"))
        heading = called_by("title")


def _drawn(record: "CaseFigure", context: RuleContext) -> Iterable[Problem]:
    """A figure without its list is nobody's to write."""
    if not record.figure:
        yield Problem("note", "案例用的数要从台账里取，不能手写", "请在案例页面点“从台账取一个数”")


class CaseFigure(Record):
    """A figure drawn from the registers on a day, with the list of records behind it."""

    case_study = RecordLink("案例", "case_study", required=True, index=True)
    seq = Number("序号", least=1)
    part = Choice("用在", PARTS, required=True, default="effect")
    figure = Frozen("数")
    drawn_on = Date("取数日期", machine=True)
    note = Text("怎样说", width=14, help="例如 全年办结群众诉求")

    class Meta:
        table_name = "case_figure"
        title = "案例用的数"
        icon = "trend"
        parent = "case_study"
        natural = (("case_study", "seq", "part", "note"),)
        listing = ("seq", "part", "figure", "drawn_on", "note")
        order = ("seq", "uid")
        rules = (_drawn,)
        heading = called_by("note", "figure")


class CaseLink(Record):
    """A record the case rests on."""

    case_study = RecordLink("案例", "case_study", required=True, index=True)
    record = RecordLink(
        "关联的记录",
        ("issue", "research", "finding", "service_order", "grid_event", "meeting", "promise"),
        required=True,
        width=16,
    )
    note = Text("说明", width=10)

    class Meta:
        table_name = "case_link"
        title = "关联问题/调研"
        icon = "folder"
        parent = "case_study"
        listing = ("record", "note")
        unique = (("case_study", "record"),)
        heading = called_by("record")
