"""What the importer tells and asks: findings at a place of the sheet, questions with choices, outcomes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, TypedDict

from desktop_app.base.ambiguous import Option
from desktop_app.base.described import Described
from desktop_app.exchange.workbook.exported import BaseRow
from desktop_app.exchange.workbook.header import place_name
from desktop_app.exchange.workbook.watched import Watched
from desktop_app.records.base import Record


class Special(Enum):
    """Choices that stand for no value."""

    LEAVE_OUT = "leave_out"
    EMPTY = "empty"
    MAKE = "make"
    JOIN_FIRST = "join_first"
    JOIN_LATER = "join_later"
    SEPARATE = "separate"
    RESTORE = "restore"
    KEEP = "keep"


CHARACTER = 0x200000
"""An answer this high is no choice but a character that was looked for: its code stands above this."""

FOREIGN = "foreign:"
"""How the key of a question begins that asks whether rows belong to another branch."""

LEAVE_OUT = Option("这一行先不导入", Special.LEAVE_OUT)


class Level(Enum):
    """How grave a finding is."""

    FIXED = "已改好"
    NOTED = "请留意"
    ASKED = "需确认"
    REFUSED = "有问题"


class RowOutcome(Enum):
    """What becomes of a row."""

    READY = "可导入"
    CHANGED = "更新"
    ASK = "需确认"
    REFUSED = "有问题"
    SAME = "不变"
    JOINED = "已合并"
    LEFT_OUT = "不导入"

    @property
    def goes_in(self) -> bool:
        """Whether the row is written."""
        return self in (RowOutcome.READY, RowOutcome.CHANGED)


@dataclass(frozen=True, slots=True)
class CellFinding:
    """One thing seen at a place: ``column`` counts from 1, None when it concerns the whole row.

    ``now``: what is kept in place of ``words``, where something else is kept than the sheet says.
    """

    level: Level
    row: int
    column: int | None
    title: str
    words: str
    what: str
    todo: str = ""
    now: str = ""

    def place(self) -> str:
        """第7行 D列 出生日期“1985.1”."""
        told = self.words and (self.now or self.words not in self.what)
        words = f"“{self.words}”" if told else ""
        where = f"{place_name(self.row, self.column)} {self.title}".rstrip()
        return where + words

    def sentence(self, safe: str = "") -> str:
        """What happened, what is safe, what to do, in that order and with the place."""
        parts = [f"{self.place()}：{self.what}", safe, self.todo]
        return "".join(part if part.endswith(("。", "？")) else part + "。" for part in parts if part)


class Spot(TypedDict):
    """Where in the sheet a question about a cell arises."""

    row: int
    column: int | None
    title: str


@dataclass(frozen=True)
class Question:
    """Something only the person can decide.

    ``key`` names it for good within a file; questions with the same ``alike`` take the same answer if
    wished. ``row`` is None for a question about the whole file; ``proposal`` the index of the choice
    the program would take, None when it has no opinion. ``described`` is a name with a character told in
    words: one that is found for it is an answer as well.
    """

    key: str
    alike: str
    what: str
    choices: tuple[Option, ...]
    row: int | None = None
    column: int | None = None
    title: str = ""
    proposal: int | None = None
    described: Described | None = None

    def value_of(self, answer: int) -> Any:
        """What an answer stands for: a choice by its place, the name with a character that was found."""
        if self.described is not None and answer > CHARACTER:
            return f"{self.described.before}{chr(answer - CHARACTER)}{self.described.after}"
        return self.choices[answer].value

    def takes(self, answer: int) -> bool:
        """Whether an answer is one to this question."""
        return 0 <= answer < len(self.choices) or (self.described is not None and answer > CHARACTER)

    @property
    def is_foreign(self) -> bool:
        """Whether it asks if another branch is meant; the last choice says that it is the own one."""
        return self.key.startswith(FOREIGN)

    @property
    def of_file(self) -> bool:
        """Whether it is asked once for the whole file."""
        return self.row is None

    def sentence(self) -> str:
        """The question with its place."""
        if self.row is None:
            return self.what
        return f"{place_name(self.row, self.column)} {self.title}".rstrip() + f"：{self.what}"


PLAIN = Question(
    "plain",
    "plain",
    "这个文件只读得出内容，看不出哪些行列隐藏着，也看不出日期是不是只显示到月。照读出的内容导入吗？"
    "不放心的话，请用 WPS 或 Excel 打开，另存为 .xlsx 再导入",
    (Option("看过了，照读出的内容导入", True),),
)
"""Asked of a file that tells no more than contents."""


class Asked(Exception):
    """A question came up that has no answer yet."""

    def __init__(self, question: Question) -> None:
        super().__init__(question.what)
        self.question = question


class LeftOut(Exception):
    """The person chose to leave the row out."""


class Answers:
    """The answers so far, question key → index of the choice, or a character (see CHARACTER)."""

    def __init__(self, given: Mapping[str, int]) -> None:
        self.given = Watched(given)

    def pick(self, question: Question) -> Any:
        """The value of the choice taken. Raises Asked when there is none, LeftOut for leaving the row out."""
        answer = self.given.get(question.key)
        if answer is None or not question.takes(answer):
            raise Asked(question)
        value = question.value_of(answer)
        if value is Special.LEAVE_OUT:
            raise LeftOut
        return value


@dataclass(slots=True)
class RowPlan:
    """One row of the sheet and what is to become of it.

    ``values`` are the boxes the row fills (a blank is not among them and never erases), ``record`` the
    record as it will be written, ``changes`` the boxes that differ from the one already there, ``known`` the
    record the person said it is about, ``restores`` that it is taken out of the bin first, ``aside`` what the
    sheet said and was not taken, to stand in the remark, ``waiting`` the boxes whose value hangs on an open
    question about the whole file. Of a row that was exported ``base`` is
    what it said then and ``untouched`` the boxes in which it still says so.
    ``marks``: box → the box whose value it takes (a √ for the sum due). ``children`` are the new records
    below ``record`` that the row brings, ``slot`` what tells the records of one row apart (the month of a
    month's column).
    """

    row: int
    values: dict[str, Any] = field(default_factory=dict)
    findings: list[CellFinding] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    outcome: RowOutcome = RowOutcome.READY
    record: Record | None = None
    uid: str | None = None
    known: Record | None = None
    restores: bool = False
    changes: tuple[str, ...] = ()
    joined_into: int | None = None
    dittos: int = 0
    aside: list[str] = field(default_factory=list)
    waiting: set[str] = field(default_factory=set)
    base: BaseRow | None = None
    untouched: set[str] = field(default_factory=set)
    marks: dict[str, str] = field(default_factory=dict)
    children: list[Record] = field(default_factory=list)
    slot: str = ""

    def tell(
        self,
        level: Level,
        column: int | None,
        title: str,
        words: str,
        what: str,
        todo: str = "",
        now: str = "",
    ) -> None:
        """Add a finding."""
        self.findings.append(CellFinding(level, self.row, column, title, words, what, todo, now))

    def ask(self, question: Question) -> None:
        """Add an open question and the finding that shows it."""
        self.questions.append(question)
        self.tell(Level.ASKED, question.column, question.title, "", question.what)

    @property
    def is_of_somebody_known(self) -> bool:
        """Whether it is only open which record that is there it is about: it will bring no new one."""
        return any(
            all(isinstance(one.value, Record) or one.value is Special.LEAVE_OUT for one in question.choices)
            for question in self.questions
        )

    @property
    def refused(self) -> bool:
        """Whether something stands against it."""
        return any(f.level is Level.REFUSED for f in self.findings)

    def reasons(self) -> str:
        """Why it is not imported as it stands, for the last column of a returned workbook."""
        grave = [f for f in self.findings if f.level in (Level.REFUSED, Level.ASKED)]
        return "；".join(f"{f.title}：{f.what}" if f.title else f.what for f in grave)
