"""Every door of the ledger under every role: nothing a role may not do succeeds, nothing hidden comes up."""

import inspect
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any

import peewee
import pytest

from desktop_app.base.clock import SetClock
from desktop_app.base.errors import UserError
from desktop_app.records.base import Record
from desktop_app.records.box import COVERED
from desktop_app.records.declaration import WrongDeclaration
from desktop_app.records.kinds import Date, Lines, LongText, Money, State, Text
from desktop_app.records.links import FileRef, Files, IdNumber, PersonLink, Phone, RecordLink
from desktop_app.records.record import Catalogue
from desktop_app.records.roles import NOT_SHOWN, Act, NotYours, Rights, Role
from desktop_app.records.rules import Step
from desktop_app.storage import branch_file
from desktop_app.storage.action import Action
from desktop_app.storage.branch_file import Setting
from desktop_app.storage.ledger import Ledger
from desktop_app.storage.listing import Listing, called, count_children
from desktop_app.storage.reader import Reader
from desktop_app.storage.sqlite.search_index import MAKE_INDEX
from desktop_app.storage.tables import TABLES, ActionRow, Entry, IndexCard, Note
from tests.storage.toy import CHEAP, statements, write_step

# What stands in private boxes, and what in hidden records: unmistakable wherever it comes up.
PRIVATE, HIDDEN = "私" * 6, "密" * 6
ID, PHONE = "990101198503127772", "13800009999"
SECRETS = (PRIVATE, ID, PHONE, "87654321", HIDDEN)


class Neighbour(Record):
    """Someone with something of their own."""

    name = Text("姓名", required=True)
    place = Text("小区")
    number = IdNumber("身份证号")
    phone = Phone("电话", required=True, private=True)
    story = LongText("情况", private=True)
    income = Money("收入", private=True)

    class Meta:
        table_name = "neighbour"
        title = "居民"
        unique = (("number",),)


class Whisper(Record):
    """Said between two."""

    who = PersonLink("谁", to="neighbour")
    on = Date("日期", required=True)
    words = LongText("内容", required=True)
    points = Lines("要点")
    papers = Files("材料")
    state = State("状态", ("谈过", "谈完"))

    class Meta:
        table_name = "whisper"
        title = "谈话"
        heading = lambda record, naming: record.words or ""  # noqa: E731
        steps = (Step("end", "谈完", ("谈过",), "谈完"),)


class WhisperLine(Record):
    """A line under it."""

    whisper = RecordLink("谈话", to="whisper", index=True)
    words = Text("记录", required=True)

    class Meta:
        table_name = "whisper_line"
        title = "谈话记录"
        parent = "whisper"


class Chore(Record):
    """The work of the day; done, it tells the neighbour's place."""

    what = Text("事项", required=True)
    whom = PersonLink("居民", to="neighbour")
    state = State("状态", ("待办", "办了"))

    class Meta:
        table_name = "chore"
        title = "事项单"
        steps = (Step("do", "办", ("待办",), "办了", brings=lambda chore, context: _moved(chore, context)),)


def _moved(chore: Any, context: Any) -> list[Any]:
    neighbour = context.get(Neighbour, chore.whom)
    neighbour.place = "新居"
    return [neighbour]


class LogLine(Record):
    """Who did what."""

    words = Text("做了什么", required=True)

    class Meta:
        table_name = "log_line"
        title = "日志"
        append_only = True


MODELS = (Neighbour, Whisper, WhisperLine, Chore, LogLine)
TWO = frozenset(("whisper", "whisper_line"))
_FEW: dict[str, Any] = {
    "hidden": TWO | {"log_line"},
    "absent": frozenset(("log_line",)),
    "adds": frozenset(("log_line",)),
    "covered": True,
    "acts": frozenset(),
    "secrets": frozenset(("key",)),
}
RIGHTS = {
    Role.SECRETARY: Rights(),
    Role.ORGANIZER: Rights(acts=frozenset((Act.EXCHANGE, Act.CARRY_OUT, Act.CLEAR))),
    Role.MEMBER: Rights(writes=frozenset(("chore", "neighbour")), **_FEW),
    Role.READER: Rights(writes=frozenset(), **_FEW),
}


@dataclass
class House:
    """One branch file, opened by each role at once."""

    by: dict[Role, Ledger]
    neighbour: Any
    whisper: Any
    chore: Any
    paper: FileRef

    def content(self) -> dict[str, list[Any]]:
        """All that stands in the file."""
        database = self.by[Role.SECRETARY].database
        tables = [t for t in database.get_tables() if not t.startswith("card_search")]
        return {t: database.execute_sql(f'SELECT * FROM "{t}"').fetchall() for t in tables}


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A file with a neighbour, a whisper with its line and paper, a chore, all full of marks."""
    by = open_house(tmp_path)
    made = by[Role.SECRETARY]
    neighbour = Neighbour(
        name="李四", place="旧居", number=ID, phone=PHONE, story=PRIVATE, income=Decimal("87654321")
    )
    made.save(neighbour, title="登记居民")
    paper = made.keep_file(HIDDEN.encode(), f"{HIDDEN}.pdf")
    whisper = Whisper(
        who=neighbour.uid, on=date(2026, 10, 9), words=HIDDEN, points=(HIDDEN,), papers=(paper,)
    )
    made.save(whisper)
    made.save(WhisperLine(whisper=whisper.uid, words=HIDDEN), LogLine(words=HIDDEN))
    chore = Chore(what="修灯", whom=neighbour.uid)
    made.save(chore)
    made.set_note("draft:whisper:new:", HIDDEN)
    made.set_note("key", HIDDEN)
    yield House(by, neighbour, whisper, chore, paper)
    for one in by.values():
        one.close()


def open_house(tmp_path: Path) -> dict[Role, Ledger]:
    """A fresh file of these registers, opened by each role."""
    write_step(tmp_path / "steps", "0001_first", [*statements((*TABLES, *MODELS)), MAKE_INDEX])
    catalogue = Catalogue(MODELS, tmp_path / "steps", lambda context: lambda key, on: Decimal(7), RIGHTS)
    setting = Setting(catalogue, SetClock(datetime(2026, 10, 10, 9)), lambda name: "", **cheap())
    made, _ = branch_file.create(tmp_path / "branch.zbf", setting, office="A01", password=None)
    return {role: made if role is Role.SECRETARY else _open(made, role) for role in Role}


def _open(made: Ledger, role: Role) -> Ledger:
    return Ledger(made.database, made.catalogue, made.clock, lambda name: "", "本机", role)


def cheap() -> dict[str, Any]:
    """What makes the toy's password cheap."""
    return {"key_cost": CHEAP}


def said(value: Any) -> str:
    """Everything in a returned value, whatever it is made of."""
    if isinstance(value, peewee.Model):
        return said(value.__data__)
    if isinstance(value, dict):
        return said([*value.keys(), *value.values()])
    if is_dataclass(value) and not isinstance(value, type):
        return said(
            [getattr(value, one.name) for one in fields(value) if one.name not in ("reader", "register")]
        )
    if isinstance(value, bytes):
        return value.decode("utf8", "replace")
    if isinstance(value, list | tuple | set | frozenset | Iterator):
        return " ".join(said(one) for one in value)
    return str(value)


def _covered(ledger: Ledger, is_on: bool) -> list[Any]:
    """What is read once a meeting began or ended."""
    ledger.cover_for_meeting(is_on)()
    return [ledger.find(model.select()) for model in MODELS]


# Every way of reading there is, asked for everything.
READS: dict[str, Callable[[House, Ledger], Any]] = {
    "find": lambda h, led: [
        led.find(model.select()) for model in (*MODELS, *TABLES[:1], Entry, IndexCard, Note)
    ],
    "rows": lambda h, led: [
        *(led.rows(model.select()) for model in (*MODELS, ActionRow, Entry, IndexCard, Note)),
        led.rows(Neighbour.select(peewee.fn.substr(Neighbour.phone, 1), peewee.fn.upper(Neighbour.story))),
        led.rows(Whisper.select(peewee.fn.group_concat(Whisper.words))),
        led.rows(Chore.select(Neighbour.phone).join(Neighbour, on=Chore.whom == Neighbour.uid)),
    ],
    "execute": lambda h, led: led.execute(Whisper.select()).fetchall(),
    "select": lambda h, led: led.select('SELECT * FROM whisper, neighbour, "history"').fetchall(),
    "database": lambda h, led: led.database.execute_sql("SELECT * FROM whisper").fetchall(),
    "count": lambda h, led: led.count(Whisper.select()),
    "get": lambda h, led: [led.get(Whisper, h.whisper.uid), led.get(Neighbour, h.neighbour.uid)],
    "locate": lambda h, led: [one and one[1] for one in map(led.locate, (h.whisper.uid, h.neighbour.uid))],
    "name": lambda h, led: [led.name(h.whisper.uid), led.name(h.neighbour.uid)],
    "names": lambda h, led: led.names([h.whisper.uid, h.neighbour.uid]),
    "cards": lambda h, led: led.cards(IndexCard.select(), [model._meta.table_name for model in MODELS]),
    "history": lambda h, led: [
        led.history(h.whisper.uid),
        led.history(h.neighbour.uid),
        led.history(h.chore.uid),
    ],
    "search": lambda h, led: [led.search(words) for words in (HIDDEN, PRIVATE, "李四", PHONE, "密密")],
    "knows": lambda h, led: led.knows(("whisper",), HIDDEN),
    "resolve": lambda h, led: _sentence(lambda: led.resolve(("whisper",), HIDDEN[:3])),
    "file_bytes": lambda h, led: _sentence(lambda: led.file_bytes(h.paper.sha256)),
    "has_file": lambda h, led: led.has_file(h.paper.sha256),
    "is_named": lambda h, led: led.is_named(h.paper.sha256),
    "note": lambda h, led: [
        led.note("draft:whisper:new:"),
        led.note("key"),
        led.note("书记:draft:whisper:new:"),
    ],
    "problems": lambda h, led: [led.problems(one) for model in MODELS for one in led.find(model.select())],
    "doubles": lambda h, led: [led.doubles(one) for one in led.find(Neighbour.select())],
    "can_undo": lambda h, led: led.can_undo(),
    "next_undo": lambda h, led: led.next_undo(),
    "next_redo": lambda h, led: led.next_redo(),
    "can_redo": lambda h, led: led.can_redo(),
    "cover_for_meeting": lambda h, led: [_covered(led, is_on) for is_on in (True, False)],
    "rule": lambda h, led: led.rule("any"),
    "in_order": lambda h, led: [str(one) for one in led.in_order(led.catalogue["whisper"])],
    "stand": lambda h, led: led.stand(),
    "today": lambda h, led: led.today,
}
# What tells of no record, or hands out nothing by itself.
SILENT = {
    "alone", "look_at_file", "naming_clock", "noting", "note_into", "unnoted",
    "rests_on", "forget", "role", "may_read", "close", "subscribe", "cover_for_meeting",
}  # fmt: skip
# Every way of writing; each is tried on a record of the role's own reading.
WRITES: dict[str, Callable[[House, Ledger], Any]] = {
    "save": lambda h, led: led.save(_edited(led, h.whisper, words="改")),
    "remove": lambda h, led: led.remove(led.get(Whisper, h.whisper.uid)),
    "restore": lambda h, led: led.restore(led.get(Whisper, h.whisper.uid)),
    "step": lambda h, led: led.step(led.get(Whisper, h.whisper.uid), "end"),
    "action": lambda h, led: _in(
        led.action("改", kind="desk"), lambda a: a.save(_edited(led, h.whisper, words="改"))
    ),
    "undo": lambda h, led: led.undo(),
    "redo": lambda h, led: led.redo(),
    "set_note": lambda h, led: led.set_note("draft:whisper:new:", "改"),
    "keep_file": lambda h, led: led.keep_file(b"new", "a.pdf"),
    "drop_files": lambda h, led: led.drop_files([h.paper], h.whisper),
}
# What an action under way does, as a page or the exchange would ask for it.
ACTS: dict[str, Callable[[House, Ledger, Action], Any]] = {
    "save": lambda h, led, a: a.save(_edited(led, h.whisper, words="改")),
    "settle": lambda h, led, a: a.settle(led.get(Whisper, h.whisper.uid), {"words": "改"}),
    "step": lambda h, led, a: a.step(led.get(Whisper, h.whisper.uid), "end"),
    "remove": lambda h, led, a: a.remove(led.get(Whisper, h.whisper.uid)),
    "restore": lambda h, led, a: a.restore(led.get(Whisper, h.whisper.uid)),
    "reverse": lambda h, led, a: a.reverse(2),
    "put": lambda h, led, a: a.put([]),
    "erase": lambda h, led, a: a.erase(led.catalogue["whisper"], [h.whisper.uid]),
    "become_new_replica": lambda h, led, a: a.become_new_replica((0, "")),
    "rewrite": lambda h, led, a: a.rewrite(led.catalogue["whisper"], h.whisper, {"words": "改"}),
    "write_as": lambda h, led, a: a.write_as(led.get(Whisper, h.whisper.uid), {"words": "改"}, "edit"),
    "restamp": lambda h, led, a: a.restamp(led.catalogue["chore"], [h.chore], anew=True),
}
# Numbers and clocks of the action itself, and what a step brings along by its own right; no door of a page.
WITHIN = {"added_to", "bring", "owned", "see", "start_clock_anew", "name_anew", "finish", "give_back"}


def _sentence(ask: Callable[[], Any]) -> Any:
    try:
        return ask()
    except UserError as told:
        return told.sentence()


def _edited(ledger: Ledger, record: Any, **values: object) -> Any:
    fresh: Any = ledger.get(type(record), record.uid)
    for name, value in values.items():
        setattr(fresh, name, value)
    return fresh


def _in(action: AbstractContextManager[Action], job: Callable[[Action], Any]) -> None:
    with action as one:
        job(one)


def public(kind: type) -> set[str]:
    """The doors of a class by name."""
    found = {name for name, _ in inspect.getmembers(kind) if not name.startswith("_")}
    return found


def test_every_door_of_the_ledger_is_tried() -> None:
    assert public(Ledger) == READS.keys() | WRITES.keys() | SILENT, (
        "a new door: say here what it reads or writes"
    )
    assert public(Reader) <= public(Ledger)
    assert public(Action) == ACTS.keys() | WITHIN, "a new act: say here what it writes"


@pytest.mark.parametrize("role", [Role.MEMBER, Role.READER])
def test_nothing_a_role_may_not_read_comes_up_anywhere(house: House, role: Role) -> None:
    ledger = house.by[role]
    for name, read in READS.items():
        told = said(read(house, ledger))
        assert not [one for one in SECRETS if one in told], (name, told)


def test_in_a_meeting_nothing_comes_up_for_the_secretary_either(house: House) -> None:
    ledger = house.by[Role.SECRETARY]
    ledger.set_note("key", "")  # signs packages, and is on no page
    ledger.cover_for_meeting(True)()
    told = {name: said(READS[name](house, ledger)) for name in READS.keys() - {"cover_for_meeting"}}
    ledger.cover_for_meeting(False)()
    assert not [(name, one) for one in SECRETS for name, words in told.items() if one in words]


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.ORGANIZER])
def test_two_roles_read_everything(house: House, role: Role) -> None:
    told = " ".join(said(read(house, house.by[role])) for read in READS.values())
    assert not [one for one in SECRETS if one not in told]


@pytest.mark.parametrize("role", [Role.MEMBER, Role.READER])
def test_lists_of_hidden_records_are_empty_and_their_number_is_right(house: House, role: Role) -> None:
    ledger = house.by[role]
    hidden, open_one = (Listing(ledger, ledger.catalogue[name]) for name in ("whisper", "neighbour"))
    assert (hidden.count(), hidden.page(0, 9), hidden.uids()) == (1, [], [])
    assert list(hidden.records([house.whisper.uid])) == hidden.in_use("words") == []
    assert open_one.page(0, 9)[0].values[3] == COVERED
    listed = [open_one.page(0, 9), list(open_one.records(open_one.uids())), open_one.in_use("phone")]
    told = said([*listed, called(ledger, ["whisper", "neighbour"])])
    assert not [one for one in SECRETS if one in told]
    assert count_children(ledger, ledger.catalogue["whisper"], house.whisper) == 1
    assert ledger.count(LogLine.select()) == 0, "what is absent is not even counted"
    assert ledger.find(Whisper.select())[0].on == house.whisper.on
    assert ledger.name(house.whisper.uid) == NOT_SHOWN


# A role that writes may put a file into its own records; there is nothing to redo here.
HARMLESS = {(Role.MEMBER, "keep_file"), (Role.MEMBER, "redo"), (Role.READER, "redo")}


@pytest.mark.parametrize("role", [Role.MEMBER, Role.READER])
def test_no_door_writes_what_a_role_may_not(house: House, role: Role) -> None:
    house.by[Role.SECRETARY].save(LogLine(words=HIDDEN))
    before = house.content()
    for door, write in WRITES.items():
        if (role, door) not in HARMLESS:
            with pytest.raises(UserError):
                write(house, house.by[role])
            assert house.content() == before, door


def test_a_role_redoes_only_what_it_writes(house: House) -> None:
    first = house.by[Role.SECRETARY]
    first.save(_edited(first, house.whisper, words="再谈"))
    first.undo()
    before = house.content()
    for role in (Role.MEMBER, Role.READER):
        with pytest.raises(NotYours):
            house.by[role].redo()
    assert house.content() == before


KINDS = ("desk", "import", "merge", "exchange", "deed", "unmerge", "audit", "founding")


@pytest.mark.parametrize("role", [Role.MEMBER, Role.READER])
def test_no_act_of_any_kind_does(house: House, role: Role) -> None:
    before, ledger = house.content(), house.by[role]
    for kind, (name, act) in product(KINDS, ACTS.items()):
        with pytest.raises(UserError), ledger.action("改", kind=kind) as action:
            act(house, ledger, action)
        assert house.content() == before, (kind, name)


@pytest.mark.parametrize("role", Role)
def test_whoever_may_edit_loses_nothing_that_is_covered(house: House, role: Role) -> None:
    ledger = house.by[role]
    mine = _edited(ledger, house.neighbour, place="三号楼")
    if role is Role.READER:
        with pytest.raises(NotYours, match="只读不能"):
            ledger.save(mine)
        return
    assert not [one for one in ledger.problems(mine) if one.refuse]
    ledger.save(mine)
    assert (mine.phone == PHONE) == (role is not Role.MEMBER), "what is handed back is covered again"
    kept: Any = house.by[Role.SECRETARY].get(Neighbour, house.neighbour.uid)
    assert (kept.place, kept.phone, kept.number, kept.story, kept.income) == (
        "三号楼",
        PHONE,
        ID,
        PRIVATE,
        87654321,
    )


def test_a_new_number_typed_over_the_cover_is_kept_and_judged(house: House) -> None:
    ledger = house.by[Role.MEMBER]
    ledger.save(_edited(ledger, house.neighbour, phone="13800001111"))
    kept: Any = house.by[Role.SECRETARY].get(Neighbour, house.neighbour.uid)
    assert (kept.phone, kept.number) == ("13800001111", ID)
    twin = Neighbour(name="王五", phone="13800002222", number=ID)
    assert [one.box for one in ledger.doubles(twin)] == ["number"], "judged by what is, not by what is shown"


def test_a_step_brings_what_the_role_does_not_write_itself_and_hides_it_again(house: House) -> None:
    ledger = house.by[Role.MEMBER]
    chore: Any = ledger.get(Chore, house.chore.uid)
    ledger.step(chore, "do")
    kept: Any = house.by[Role.SECRETARY].get(Neighbour, house.neighbour.uid)
    assert (kept.place, kept.phone) == ("新居", PHONE)
    assert ledger.undo() is not None


def test_every_role_adds_to_the_log_of_its_own_acts_and_changes_no_line(house: House) -> None:
    ledger = house.by[Role.READER]
    with ledger.action("打印", kind="audit") as action:
        action.save(LogLine(words="打印"))
    line = house.by[Role.SECRETARY].find(LogLine.select())[0]
    with pytest.raises(NotYours), ledger.action("打印", kind="audit") as action:
        action.remove(line)


def test_a_role_undoes_only_what_it_writes(house: House) -> None:
    house.by[Role.SECRETARY].save(_edited(house.by[Role.SECRETARY], house.whisper, words="再谈"))
    member = house.by[Role.MEMBER]
    assert member.can_undo() == NOT_SHOWN
    with pytest.raises(NotYours, match="请由书记、组织委员"):
        member.undo()


def test_why_a_record_stays_names_no_hidden_register(house: House) -> None:
    """Whom a talk names is hidden as the talk is."""
    member = house.by[Role.MEMBER]
    with pytest.raises(UserError) as told:
        member.remove(member.get(Neighbour, house.neighbour.uid))
    assert "谈话" not in told.value.sentence()
    assert NOT_SHOWN in told.value.sentence()
    secretary = house.by[Role.SECRETARY]
    neighbour = secretary.get(Neighbour, house.neighbour.uid)
    with pytest.raises(UserError, match="谈话"):
        secretary.remove(neighbour)


def test_drafts_are_for_whoever_typed_them(house: House) -> None:
    member = house.by[Role.MEMBER]
    member.set_note("draft:chore:new:", "我的")
    assert member.note("draft:chore:new:") == "我的"
    assert [house.by[role].note("draft:chore:new:") for role in Role if role is not Role.MEMBER] == [
        "",
        "",
        "",
    ]
    with pytest.raises(UserError, match="不能改这份资料的设置"):
        member.set_note("key", "x")


def test_only_the_secretary_has_keys_restoring_and_handing_over(house: House) -> None:
    for role, ledger in house.by.items():
        for act in Act:
            may = role is Role.SECRETARY or (
                role is Role.ORGANIZER and act in (Act.EXCHANGE, Act.CARRY_OUT, Act.CLEAR)
            )
            if may:
                ledger.door.require(act)
            else:
                with pytest.raises(NotYours):
                    ledger.door.require(act)


def test_the_program_itself_puts_things_right_whoever_is_at_the_desk(house: House) -> None:
    ledger = house.by[Role.READER]
    with ledger.door.by_program(), ledger.action("重新标记", kind="exchange") as action:
        action.restamp(ledger.catalogue["chore"], [house.chore], anew=True)
    assert ledger.find(Neighbour.select())[0].phone == COVERED


def test_rights_that_name_no_register_are_refused_at_import(tmp_path: Path) -> None:
    with pytest.raises(WrongDeclaration, match="chores"):
        Catalogue(
            MODELS, tmp_path, lambda c: lambda k, o: Decimal(1), {Role.READER: Rights(frozenset(("chores",)))}
        )
