"""资料库: what a branch learns from, with its source and its place; and the branch's own tags."""

import json
from collections.abc import Iterable
from functools import cache

from desktop_app.base.resources import read_text
from desktop_app.records.base import Record
from desktop_app.records.box import Computed, Naming
from desktop_app.records.kinds import Choice, Date, LongText, Text, YesNo
from desktop_app.records.links import Files, RecordLink
from desktop_app.records.record import Section
from desktop_app.records.rules import Problem, RuleContext
from desktop_app.registers.shared_rules import called_by

# 习近平新时代中国特色社会主义思想 and what the Party publishes of it: study of it is counted by itself.
THEORY = "创新理论"
KINDS = (THEORY, "书籍", "文件", "讲稿课件", "案例", "影像", "其他")
# 三带三入, the words as they are given out; nobody's to change.
BRAND = "三带三入"
BROUGHT = ("带着嘱托学", "带着感情学", "带着责任学")
ENTERED = ("入脑", "入心", "入行")


def _where_it_is(record: "StudyMaterial", context: RuleContext) -> Iterable[Problem]:
    """A material nobody can find is of no use."""
    if not record.shelf and not record.files:
        yield Problem("shelf", "还没有写放在哪里", "写存放处，或者把文件放进来", refuse=False)


class StudyMaterial(Record):
    """One book, paper or film of the library; which sessions used it is read from those."""

    title = Text("名称", required=True, limit=120, width=16, index=True, help="书名文件名带《》")
    kind = Choice(
        "类别",
        KINDS,
        required=True,
        index=True,
        help="党的创新理论的著作、读本选“创新理论”：学了它的学习，月报和学时里单独数",
    )
    source = Text("来源", width=10, help="谁编的、哪里发的，例如 区委组织部下发")
    topic = RecordLink("专题", "study_topic", index=True, help="为哪个专题准备的，通用的空着")
    shelf = Text("存放处", width=8, help="例如 党员活动室书柜2层")
    received_on = Date("收到日期", index=True)
    summary = LongText("内容提要", limit=2000)
    files = Files("文件")

    class Meta:
        table_name = "study_material"
        title = "学习资料"
        group = "学习教育"
        icon = "archive"
        listing = ("title", "kind", "source", "topic", "shelf", "received_on", "uses")
        order = ("-received_on", "title")
        unique = (("title",),)
        computed = (Computed("uses", "用过", unit="次"),)
        sections = (
            Section("资料", ("title", "kind", "source", "topic", "shelf", "received_on")),
            Section("内容", ("summary", "files")),
        )
        rules = (_where_it_is,)
        heading = called_by("title")


@cache
def _shipped_theory() -> tuple[str, ...]:
    return tuple(one["title"] for one in json.loads(read_text("theory_materials.json"))["materials"])


def shipped_theory() -> list[StudyMaterial]:
    """Fresh rows of the works on the innovation theory that a new branch file begins its library with."""
    return [StudyMaterial(title=title, kind=THEORY) for title in _shipped_theory()]


def is_theory(context: RuleContext, material: str | None) -> bool:
    """Whether ``material`` is a work on the innovation theory."""
    found = context.get(StudyMaterial, material)
    return found is not None and found.kind == THEORY


def _heading_use(record: "SessionMaterial", naming: Naming) -> str:
    return naming(record.material) if record.material else ""


class SessionMaterial(Record):
    """One material a session learned from, picked from the library."""

    session = RecordLink("学习", "study_session", required=True, index=True)
    material = RecordLink("资料", "study_material", required=True, index=True, width=16)
    part = Text("学了哪部分", width=10, help="例如 第三章；全部学了的空着")

    class Meta:
        table_name = "session_material"
        title = "用到的资料"
        icon = "archive"
        parent = "session"
        listing = ("material", "part")
        order = ("uid",)
        unique = (("session", "material"),)
        heading = _heading_use


def _true_to_the_brand(record: "StudyTag", context: RuleContext) -> Iterable[Problem]:
    """三带三入 is these six and no other: a tag of that brand that says something else is a slip."""
    if record.brand == BRAND and record.name and record.name not in (*BROUGHT, *ENTERED):
        yield Problem(
            "name",
            f"三带三入没有“{record.name}”",
            f"三带三入是{'、'.join(BROUGHT)}，{'、'.join(ENTERED)}；自己的叫法请另写所属做法",
            refuse=record.in_use is not False,
        )


class StudyTag(Record):
    """One tag the branch puts on its study, and the local way of working it belongs to."""

    name = Text("标签", required=True, limit=20, width=8, index=True)
    brand = Text("所属做法", limit=20, width=8, index=True, help="例如 三带三入；自己的叫法也行")
    meaning = LongText("说的是什么", limit=300, width=16)
    in_use = YesNo("在用", default=True, help="不用了就取消，以前的记录不变")

    class Meta:
        table_name = "study_tag"
        title = "学习标签"
        group = "学习教育"
        icon = "flag"
        listing = ("brand", "name", "meaning", "in_use")
        order = ("-brand", "uid")
        unique = (("name",),)
        rules = (_true_to_the_brand,)
        heading = called_by("name")


@cache
def _shipped() -> tuple[dict[str, str], ...]:
    return tuple(json.loads(read_text("study_tags.json"))["tags"])


def shipped_tags() -> list[StudyTag]:
    """Fresh rows of the tags a new branch file begins with; the branch changes them as it likes."""
    return [StudyTag(**row) for row in _shipped()]
