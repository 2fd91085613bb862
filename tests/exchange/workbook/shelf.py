"""A ledger of two shelves for the importer's tests: peewee in memory, no seal, no history."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from peewee import SqliteDatabase

from desktop_app.base.errors import UserError
from desktop_app.records.base import Record
from desktop_app.records.kinds import (
    Choice,
    Date,
    Decimals,
    LongText,
    ManyChoice,
    Money,
    MonthBox,
    Number,
    PartialDateBox,
    State,
    Text,
    YesNo,
)
from desktop_app.records.links import IdNumber, Persons, Phone, RecordLink
from desktop_app.records.record import Catalogue
from desktop_app.records.rules import Problem
from desktop_app.records.spans import TimeSpan

TODAY = date(2026, 11, 23)


# The throw-away register's own words, as resources/workbook/synonyms.json holds them for real ones.
WORDS = """{"*": {"ignored": ["编号"]}, "person": {
    "synonyms": {"number": ["身份证号码", "证件号"], "birth": ["出生年月", "出生"],
                 "joined": ["入会时间"]},
    "person": {"name": "name", "number": "number", "birth": "birth", "birth_reason": "birth_reason",
               "gender": "gender"},
    "values": {"degree": {"博士生": "博士"}}, "proposals": {"kind": "预备"},
    "with_day": {"met": ["日期"]}, "loose": ["no"]}}"""


class Team(Record):
    """What a person belongs to."""

    name = Text("小组名称", required=True)
    code = Text("小组代码")

    class Meta:
        table_name = "team"
        title = "小组"
        unique = (("code",),)


def _adult(record: Any, context: Any) -> Iterator[Problem]:
    if record.joined and record.joined.year < 1921:
        yield Problem("joined", "入会早得不可能", "请核对")


class Person(Record):
    """A roster row with one box of nearly every kind."""

    no = Number("序号", least=1)
    name = Text("姓名", required=True)
    gender = Choice("性别", {"1": "男", "2": "女"}, synonyms={"男性": "1", "M": "1"})
    number = IdNumber("公民身份号码", required=True)
    birth = Date("出生日期")
    birth_reason = Text("出生日期不一致的原因")
    joined = PartialDateBox("入会日期")
    lost = MonthBox("失联月份")
    degree = Choice("学位", ("博士", "硕士", "学士", "无"))
    care = ManyChoice("关怀", ("困难", "体弱"))
    away = YesNo("是否流动")
    hours = Decimals("学时", places=1)
    fee = Money("会费")
    phone = Phone("联系电话")
    team = RecordLink("小组", "team")
    referees = Persons("介绍人", "person", free=True)
    met = TimeSpan("谈话时间")
    note = LongText("备注")
    kind = Choice("类别", ("正式", "预备"), required=True)
    state = State("状态", ("在册", "离开"))

    class Meta:
        table_name = "person"
        title = "名册"
        unique = (("number",),)
        rules = (_adult,)


MODELS: tuple[type[Record], ...] = (Team, Person)


class Shelf:
    """As much of a ledger as the importer asks for."""

    office = "A1"
    today = TODAY

    def __init__(self, models: tuple[type[Record], ...] = MODELS) -> None:
        self.catalogue = Catalogue(models, Path(), lambda context: lambda key, on: Decimal(18))
        self.database = SqliteDatabase(":memory:")
        with self.database.bind_ctx(self.catalogue.models):
            self.database.create_tables(self.catalogue.models)
        self.titles: list[str] = []
        self.notes: dict[str, str] = {}

    def note(self, key: str, default: str = "") -> str:
        return self.notes.get(key, default)

    def set_note(self, key: str, value: str) -> None:
        self.notes[key] = value

    def find(self, query: Any) -> list[Any]:
        return list(query.execute(self.database))

    def get(self, model: type[Record], uid: str | None) -> Any:
        found = self.find(model.select().where(model.uid == uid))
        return found[0] if found else None

    def all(self, model: type[Record]) -> list[Any]:
        return self.find(model.live())

    def name(self, uid: str) -> str:
        for register in self.catalogue:
            if (record := self.get(register.model, uid)) is not None:
                return register.heading(record, self.name)
        return "？"

    def _called(self, registers: tuple[str, ...], words: str) -> list[str]:
        kinds = [self.catalogue[name] for name in registers if name in self.catalogue]
        return [
            one.uid for kind in kinds for one in self.all(kind.model) if kind.heading(one, self.name) == words
        ]

    def knows(self, registers: tuple[str, ...], words: str) -> bool:
        return bool(self._called(registers, words))

    def resolve(self, registers: tuple[str, ...], words: str) -> str:
        found = self._called(registers, words)
        if len(found) != 1:
            raise UserError(f"没有“{words}”")
        return found[0]

    def rule(self, key: str, on: date | None = None) -> Decimal:
        return Decimal(18)

    def history(self, uid: str) -> list[Any]:
        return []

    def problems(self, record: Record) -> list[Problem]:
        register = self.catalogue.of(record)
        register.fill(record, self)
        return register.problems(record, self)

    def save(self, *records: Record) -> None:
        for record in records:
            fresh = record.is_new
            record.dot = record.dot + 1
            record.owner_office = record.owner_office or self.office
            model = type(record)
            row = {model._meta.fields[name]: value for name, value in record.__data__.items()}
            if fresh:
                model.insert(row).execute(self.database)
            else:
                model.update(row).where(model.uid == record.uid).execute(self.database)

    def restore(self, *records: Record) -> None:
        for record in records:
            record.removed_at = None
        self.save(*records)

    @contextmanager
    def action(
        self, title: str, why: str = "", kind: str = "desk", initiator: object = None
    ) -> Iterator["Shelf"]:
        self.titles.append(title)
        with self.database.atomic():
            yield self
