"""A throw-away catalogue of four small registers and its branch file, for testing storage without ours."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from peewee import SqliteDatabase

from desktop_app.base.clock import SetClock
from desktop_app.records.base import Record
from desktop_app.records.box import Computed
from desktop_app.records.kinds import Choice, Date, Decimals, LongText, Number, State, Text
from desktop_app.records.links import Files, PersonLink, RecordLink
from desktop_app.records.record import Catalogue
from desktop_app.records.rules import Problem, RuleContext, Step
from desktop_app.storage import keys
from desktop_app.storage.branch_file import Setting
from desktop_app.storage.sqlite.search_index import MAKE_INDEX
from desktop_app.storage.tables import TABLES


def _full_name(record: Any, context: RuleContext) -> Iterator[Problem]:
    if len(record.name) < 2:
        yield Problem("name", "姓名至少两个字", "请写全名")


class Person(Record):
    """Someone."""

    name = Text("姓名", required=True)
    code = Text("编号")
    gender = Choice("性别", {"1": "男", "2": "女"})
    born_on = Date("出生日期")

    class Meta:
        table_name = "person"
        title = "人员"
        listing = ("name", "gender", "born_on")
        computed = (Computed("length", "字数", unit="字"),)
        unique = (("code",),)
        rules = (_full_name,)


class Job(Record):
    """Something to do, with a flow."""

    title = Text("事项", required=True)
    doer = PersonLink("办理人", to="person")
    result = LongText("结果")
    remark = Text("备注")
    papers = Files("材料")
    state = State("状态", ["待办", "办理中", "已办结"])

    class Meta:
        table_name = "job"
        title = "事项"
        locked = ("已办结",)
        amendable = ("remark", "job_visit")
        steps = (
            Step("begin", "开始办理", ("待办",), "办理中", needs=("doer",)),
            Step("finish", "办结", ("办理中",), "已办结", needs=("result",), asks=("result",)),
        )


class JobNote(Record):
    """A line written under a job."""

    job = RecordLink("事项", to="job", index=True)
    words = Text("记录", required=True)
    hours = Decimals("用时", places=1)

    class Meta:
        table_name = "job_note"
        title = "办理记录"
        parent = "job"


class JobVisit(Record):
    """A visit after a job, open even when the job is done."""

    job = RecordLink("事项", to="job", index=True)
    words = Text("记录", required=True)

    class Meta:
        table_name = "job_visit"
        title = "回访"
        parent = "job"


class Lost(Record):
    """The tray: versions that lost a conflict."""

    register = Text("台账", machine=True)
    about = Text("记录编号", machine=True)
    heading = Text("记录", machine=True)
    loser = LongText("另一个版本", machine=True)
    loser_replica = Text("写的电脑", machine=True)
    loser_dot = Number("写的序号", machine=True)
    written_at = Text("写的时间", machine=True)
    state = State("状态", ["待定", "已定"])

    class Meta:
        table_name = "lost"
        title = "冲突待定"
        tray = True
        steps = (Step("decide", "定下来", ("待定",), "已定"),)


CHEAP = keys.LEAST
"""What a password of the tests costs: theirs guard nothing."""

MODELS = (Person, Job, JobNote, JobVisit, Lost)


def statements(models: tuple[type[Any], ...]) -> list[str]:
    """The SQL that makes the tables of ``models``."""
    database = SqliteDatabase(":memory:")
    found = []
    for model in models:
        with model.bind_ctx(database, bind_refs=False, bind_backrefs=False):
            schema = model._schema
            contexts = [schema._create_table(safe=False), *schema._create_indexes(safe=False)]
            found += [context.query()[0] for context in contexts]
    return found


def write_step(folder: Path, name: str, sql: list[str]) -> None:
    """Write an upgrade step that runs ``sql``."""
    folder.mkdir(exist_ok=True, parents=True)
    lines = "".join(f"    db.execute_sql({line!r})\n" for line in sql)
    (folder / f"{name}.py").write_text(
        f'"""A step."""\n\n\ndef up(migrator, db):\n{lines or "    pass"}\n', "utf8"
    )


def toy_catalogue(folder: Path) -> Catalogue:
    """The toy registers with their one step, written into ``folder``."""
    steps = folder / "steps"
    if not steps.exists():
        write_step(steps, "0001_first", [*statements((*TABLES, *MODELS)), MAKE_INDEX])
    return Catalogue(MODELS, steps, lambda context: lambda key, on: Decimal(7))


def toy_setting(folder: Path) -> Setting:
    """How the toy branch file is opened: on 10 October 2026, without pinyin, its password cheap to guess."""
    return Setting(
        toy_catalogue(folder), SetClock(datetime(2026, 10, 10, 9, 0)), lambda name: "", key_cost=CHEAP
    )


BIRTHDAY = date(1985, 7, 1)
