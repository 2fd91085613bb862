"""The plan of an import: what will become of every row, worked out without writing anything.

A plan is a function of the sheet, the ledger and the answers given so far; answering works it out anew.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from desktop_app.base.ambiguous import Option
from desktop_app.base.errors import UserError
from desktop_app.exchange.workbook import person
from desktop_app.exchange.workbook.by_hand import Columns, header_by_hand, header_of
from desktop_app.exchange.workbook.cells import settle_marks
from desktop_app.exchange.workbook.exported import take_base
from desktop_app.exchange.workbook.grid import Book, SheetGrid, letter, row_list
from desktop_app.exchange.workbook.header import HeaderRow, skipped_row
from desktop_app.exchange.workbook.identities import Identities
from desktop_app.exchange.workbook.lines import ChildLines
from desktop_app.exchange.workbook.match import Heads, lexicon_of
from desktop_app.exchange.workbook.missing import Missing
from desktop_app.exchange.workbook.new_words import NewWords
from desktop_app.exchange.workbook.people import People
from desktop_app.exchange.workbook.question import (
    PLAIN,
    Answers,
    Asked,
    CellFinding,
    LeftOut,
    Level,
    Question,
    RowOutcome,
    RowPlan,
)
from desktop_app.exchange.workbook.read import read_book
from desktop_app.exchange.workbook.reading import ImportLedger, ImportReading, MakeLink
from desktop_app.exchange.workbook.recall import Recall
from desktop_app.exchange.workbook.rows import RowReader
from desktop_app.exchange.workbook.three_way import ThreeWay
from desktop_app.exchange.workbook.turnout import Gathered, TurnoutLines
from desktop_app.records.base import Record
from desktop_app.records.record import Register

Progress = Callable[[int, int], None]
"""(rows done, rows in all); raising Cancelled from it stops the work without a trace."""

_UNCHANGED = "还没有导入任何内容"
_STRIDE = 200


class ImportPlan:
    """What an import of one sheet into one register will do; ``rows`` in the order of the sheet."""

    def __init__(
        self,
        book: Book,
        name: str,
        register: Register,
        ledger: ImportLedger,
        *,
        answers: Mapping[str, int],
        hidden_rows: bool | None,
        given: Mapping[str, object],
        columns: Columns | None,
        on_unknown_link: str,
        make_link: MakeLink,
        progress: Progress | None,
        gathered: Gathered | None,
        home: str,
        by_hand: bool,
    ) -> None:
        self.book, self.name, self.register, self.ledger = book, name, register, ledger
        self.three_way = ThreeWay(register, take_base(book, register), ledger.name, ledger.history)
        self.answers = Answers(answers)
        self._hidden_rows, self._given, self._columns = hidden_rows, given, columns
        self._policy, self._progress, self.recall = on_unknown_link, progress, Recall()
        self._make_link = self.recall.making(make_link)
        self._gathered, self._home, self._by_hand = gathered, home, by_hand
        self._lexicon = lexicon_of(register)
        self._heads = Heads(register, self._lexicon)
        self.work_out()

    # -- the work ---------------------------------------------------------------------------------

    def work_out(self) -> None:
        """Work the whole plan out from the answers so far; stopped, it is what it was before."""
        before = dict(vars(self))
        try:
            self._work_out()
        except BaseException:
            vars(self).update(before)
            raise

    def _work_out(self) -> None:
        self.file_questions: list[Question] = []
        if self.book.plain:
            self._of_file(PLAIN)
        self.grid, self.header = self._choose_sheet()
        self.grid.fill_merges_down(self.header.last + 1)
        self.skipped: list[tuple[int, str]] = []
        self.reading = ImportReading(self.ledger, self.answers, self._policy, self._make_link, self._given)
        self.reading.made = self.recall.watch()
        self.new_words = NewWords(self.register.name, self.ledger, self.answers, self.reading.questions)
        parts = (self._lexicon, self.ledger, self.reading, self.grid, self.header)
        self._turnout = TurnoutLines(*parts, self._gathered)
        self._lines = ChildLines(*parts, self.register)
        self.rows, identities = self._read_rows()
        identities.join_rows(self.rows, self.answers)
        identities.mark_same_names(self.rows)
        self._settle(identities)
        self.file_questions += self.reading.questions_open()

    def _choose_sheet(self) -> tuple[SheetGrid, HeaderRow]:
        """The visible sheet whose head names most boxes; asked if several could be meant."""
        found = [
            (grid, header_of(grid, self._heads, self._columns, self.ledger, self.name))
            for grid in self.book.sheets
            if not grid.hidden and not grid.blank
        ]
        headed = [(grid, header) for grid, header in found if header is not None]
        if not headed and found and self._by_hand:
            grid = max((grid for grid, _ in found), key=lambda one: len(one.rows) * one.width)
            given = self._heads, self._columns, self.ledger, self.name
            return grid, header_by_hand(grid, *given, self._of_file)
        if not headed:
            hidden = [grid.name for grid in self.book.sheets if grid.hidden]
            more = f"；隐藏的工作表“{'”“'.join(hidden)}”没有读" if hidden else ""
            titles = "、".join(box.title for box in list(self._heads.boxes.values())[:4])
            raise UserError(
                f"在“{self.name}”里没有找到表头{more}",
                _UNCHANGED,
                f"请核对是不是{self.register.title}；表头要有“{titles}”这样的列名",
            )
        headed.sort(key=lambda pair: -pair[1].score)
        choices = tuple(Option(f"导入“{grid.name}”", index) for index, (grid, _) in enumerate(headed))
        if len(headed) == 1:
            return headed[0]
        question = Question(
            "sheet",
            "sheet",
            f"有 {len(headed)} 张工作表像{self.register.title}，导入哪一张？",
            choices,
            proposal=0,
        )
        taken: int = self._of_file(question)
        return headed[taken]

    def _of_file(self, question: Question) -> Any:
        """The answer to a question about the file; until there is one, what the program proposes."""
        try:
            return self.answers.pick(question)
        except Asked:
            self.file_questions.append(question)
            return question.choices[question.proposal or 0].value

    def _read_rows(self) -> tuple[list[RowPlan], Identities]:
        numbers = []
        for row in range(self.header.last + 1, len(self.grid.rows) + 1):
            self._tell(row, len(self.grid.rows))
            # A word in the last row of a sheet makes a million empty ones before it.
            why = skipped_row(self.grid, self.header, row) if self.grid.rows[row - 1] else "空行"
            if why is None:
                numbers.append(row)
            elif why != "空行":
                self.skipped.append((row, why))
        self._leave_hidden_columns()
        numbers = self._without_hidden(numbers)
        met = self.three_way.meet(self.grid, self.header, numbers)
        said = {*self.header.filled, *self.header.days}
        identities = Identities(self.register, self.ledger, self._lexicon, said)
        people = People(self.register, self._lexicon, identities.records, self.ledger.name)
        readers = [
            RowReader(
                self.grid, head, self.register, self._lexicon, self.reading, met.rows, people, self.new_words
            )
            for head in self._heads_of_months()
        ]
        plans = []
        for done, row in enumerate(numbers):
            self._tell(done, len(numbers))
            plans += [
                self.recall.read(reader, row) for reader in readers if reader.header.holds(self.grid, row)
            ]
        self._tell(len(numbers), len(numbers))
        self.three_way.ask_who(plans, self.answers)
        if loose := [one for reader in readers for one in reader.loose_names]:
            self._of_file(person.name_question(loose))
        return plans, identities

    def _tell(self, done: int, total: int) -> None:
        if self._progress is not None and (done % _STRIDE == 0 or done == total):
            self._progress(done, total)

    def _heads_of_months(self) -> list[HeaderRow]:
        """The head itself, or one for each month where the columns are months; their year is asked."""
        if not self.header.months:
            return [self.header]
        year = self.header.occasion.year
        if year is None and any(one.year is None for one in self.header.months.values()):
            this = self.ledger.today.year
            choices = tuple(Option(f"都是 {one} 年的", one) for one in (this, this - 1, this - 2))
            year = self._of_file(Question("year", "year", "表头的月份没有写是哪一年的", choices, proposal=0))
        return self.header.by_month(self._lexicon.months["box"], year or 0)

    def _without_hidden(self, numbers: list[int]) -> list[int]:
        hidden = [row for row in numbers if row in self.grid.hidden_rows]
        if not hidden:
            return numbers
        take = self._hidden_rows
        if take is None:
            what = f"表里有 {len(hidden)} 行被隐藏（{row_list(hidden)}），要一起导入吗？"
            choices = (Option("不导入隐藏的行", False), Option("一起导入", True))
            take = self._of_file(Question("hidden_rows", "hidden", what, choices, proposal=0))
        if take:
            return numbers
        self.skipped += [(row, "隐藏的行") for row in hidden]
        return [row for row in numbers if row not in self.grid.hidden_rows]

    def _leave_hidden_columns(self) -> None:
        """Ask about hidden columns with a known head, those this program hid itself aside."""
        hidden = {n: c for n, c in self.header.columns.items() if c in self.grid.hidden_columns}
        if not hidden:
            return
        titles = "、".join(self.register.boxes[name].title for name in hidden)
        choices = (Option("不导入隐藏的列", False), Option("一起导入", True))
        what = f"表里有 {len(hidden)} 列被隐藏（{titles}），要一起导入吗？"
        if not self._of_file(Question("hidden_columns", "hidden", what, choices, proposal=0)):
            for name, column in hidden.items():
                del self.header.columns[name]
                self.header.ignored.append((column, self.header.heads.get(column, "")))

    # -- outcomes ---------------------------------------------------------------------------------

    def _settle(self, identities: Identities) -> None:
        """Make the records, fill what the file leaves out, let the rules speak, and name the outcomes."""
        new: list[tuple[RowPlan, Record]] = []
        for done, plan in enumerate(self.rows):
            self._tell(done, len(self.rows))
            if plan.outcome in (RowOutcome.JOINED, RowOutcome.LEFT_OUT) or plan.refused:
                continue
            try:
                present = identities.whose(plan, self.answers)
            except Asked as doubt:
                plan.ask(doubt.question)
                continue
            except LeftOut:
                plan.outcome, plan.questions = RowOutcome.LEFT_OUT, []
                continue
            if self.three_way.leaves_out(plan, present, self.grid, self.header, self.answers):
                continue
            plan.record = self._record(plan, present)
            if present is None:
                if not plan.is_of_somebody_known:
                    new.append((plan, plan.record))
            else:
                self._compare(plan, present)
        missing = Missing(
            self.register, self.header, self._lexicon, self.ledger, self.reading, self._given, self._home
        )
        missing.settle(new, self.answers)
        if self.header.filled:
            self.file_questions += missing.open.values()
        unsettled = frozenset(missing.open)
        for done, plan in enumerate(self.rows):
            self._tell(done, len(self.rows))
            if plan.record is not None:
                self._lines.settle(plan, plan.record)
            self._judge(plan, unsettled)

    def _record(self, plan: RowPlan, present: Record | None) -> Record:
        if present is None:
            record = self.register.new(**({"uid": plan.uid} if plan.uid else {}))
        else:
            record = type(present)(**present.__data__)
        for name, value in plan.values.items():
            if present is None or name not in plan.untouched:
                setattr(record, name, value)
        settle_marks(plan, record, self.register, self.ledger)
        self._turnout.settle(plan, record)
        if plan.aside and (remark := self._lexicon.person.get("remark")):
            said = getattr(record, remark) or ""
            lines = [line for line in plan.aside if line not in said]
            setattr(record, remark, "\n".join([*([said] if said else []), *lines]) or None)
        return record

    def _compare(self, plan: RowPlan, present: Record) -> None:
        before = self.register.stored(present)
        after = self.register.stored(plan.record or present)
        plan.changes = tuple(name for name in after if before[name] != after[name])
        if not plan.changes:
            return
        if present.owner_office and present.owner_office != self.ledger.office:
            plan.tell(Level.REFUSED, None, "", "", "这是别的支部的记录，不能在这里改", "请联系填报的支部更正")
        elif self.register.is_locked(present) or self.register.append_only:
            plan.tell(Level.REFUSED, None, "", "", "这条记录已经定下来，不能再改", "需要更正时写更正说明")
        for name in plan.changes:
            box = self.register.boxes[name]
            old = box.masked(getattr(present, name), self.ledger.name) or "空"
            now = box.masked(getattr(plan.record, name), self.ledger.name) or "空"
            plan.tell(Level.NOTED, self.header.columns.get(name), box.title, "", f"由“{old}”改为“{now}”")

    def _judge(self, plan: RowPlan, unsettled: frozenset[str]) -> None:
        if plan.outcome in (RowOutcome.JOINED, RowOutcome.LEFT_OUT):
            return
        unchanged = plan.record is not None and not plan.record.is_new and not plan.changes
        if unchanged and not plan.restores and not plan.children:
            plan.outcome = RowOutcome.SAME
        elif plan.record is not None and not plan.questions and not plan.refused:
            self._by_the_rules(plan, plan.record, unsettled)
        if plan.refused:
            plan.outcome = RowOutcome.REFUSED
        elif plan.questions:
            plan.outcome = RowOutcome.ASK
        elif plan.outcome is RowOutcome.READY and plan.record is not None and not plan.record.is_new:
            plan.outcome = RowOutcome.CHANGED

    def _by_the_rules(self, plan: RowPlan, record: Record, unsettled: frozenset[str]) -> None:
        """What the register's rules say of the record; an empty box still to be asked for is no fault."""
        if plan.waiting:
            return
        told = dict(record.__data__)
        problems = self.recall.problems(plan, record, self.ledger.problems)
        if record.is_new:
            # A number of our own is given when the record is written: two new rows would get the same one.
            record.__data__.update(dict.fromkeys(record.__data__), **told)
        for problem in problems:
            if problem.box in unsettled or problem.box in plan.waiting:
                continue
            box = self.register.boxes.get(problem.box)
            level = Level.REFUSED if problem.refuse else Level.NOTED
            column = self.header.columns.get(problem.box)
            plan.tell(level, column, box.title if box else "", "", problem.text, problem.todo)

    # -- what the person does ---------------------------------------------------------------------

    def answer(self, question: Question, choice: Option | int, *, all_alike: bool = False) -> None:
        """Take ``choice`` (or its index) for a question, or for all open ones of its kind; work out anew."""
        index = choice if isinstance(choice, int) else question.choices.index(choice)
        meant = [q for q in self.questions if q.alike == question.alike] if all_alike else []
        for one in (question, *meant):
            if one.takes(index):
                self.answers.given[one.key] = index
        self.work_out()

    def take_proposals(self) -> None:
        """Answer every open question about the whole file with what the program proposes, if it does."""
        while True:
            proposed = [q for q in self.file_questions if q.proposal is not None]
            if not proposed:
                return
            for question in proposed:
                self.answers.given[question.key] = question.proposal or 0
            self.work_out()

    # -- what the person reads --------------------------------------------------------------------

    @property
    def questions(self) -> list[Question]:
        """The open questions, those about the whole file first."""
        return [*self.file_questions, *(q for plan in self.rows for q in plan.questions)]

    @property
    def counts(self) -> Counter[RowOutcome]:
        """How many rows have each outcome."""
        return Counter(plan.outcome for plan in self.rows)

    @property
    def going_in(self) -> list[RowPlan]:
        """The rows that will be written."""
        return [plan for plan in self.rows if plan.outcome.goes_in]

    @property
    def matched(self) -> list[tuple[str, str, str]]:
        """(column letter, head in the sheet, title of the box), in the order of the sheet."""
        named = {c: self.header.target(c) for c in sorted(self.header.heads)}
        return [(letter(c), self.header.heads[c], self._heads.titles[n]) for c, n in named.items() if n]

    @property
    def titles(self) -> dict[str, str]:
        """What a column may fill: boxes and child lines by name, with their titles."""
        return self._heads.titles

    @property
    def ignored(self) -> list[tuple[str, str]]:
        """(column letter, head) of columns that mean no box and are not known to carry nothing."""
        return [(letter(c), head) for c, head in self.header.ignored if not self._heads.ignored(head)]

    def summary(self) -> str:
        """可导入 8（其中 1 处同上已补）· 需确认 3 · 有问题 1, outcomes without rows left out."""
        counts, going = self.counts, self.going_in
        dittos = sum(plan.dittos for plan in going)
        inside = [f"{counts[RowOutcome.CHANGED]} 条更新已有记录"] if counts[RowOutcome.CHANGED] else []
        inside += [f"{dittos} 处同上已补"] if dittos else []
        parts = [f"可导入 {len(going)}" + (f"（其中 {'，'.join(inside)}）" if inside else "")]
        rest = (RowOutcome.ASK, RowOutcome.REFUSED, RowOutcome.SAME, RowOutcome.JOINED, RowOutcome.LEFT_OUT)
        parts += [f"{outcome.value} {counts[outcome]}" for outcome in rest if counts[outcome]]
        parts += [f"缺少 {self.three_way.missing}（不会删除）"] if self.three_way.missing else []
        return " · ".join(parts).replace("） · ", "）· ")

    @property
    def findings(self) -> list[CellFinding]:
        """Everything seen, in the order of the sheet."""
        return [finding for plan in self.rows for finding in plan.findings]

    @property
    def fixed(self) -> list[CellFinding]:
        """Every place where something else is kept than the sheet says: ``words`` was, ``now`` is."""
        return [finding for plan in self.rows for finding in plan.findings if finding.now]

    def sentences(self, *levels: Level) -> list[str]:
        """The findings of the given levels (asked and refused when none is named) as sentences."""
        wanted = levels or (Level.ASKED, Level.REFUSED)
        safe = f"其余 {len(self.going_in)} 行可以导入"
        return [f.sentence(safe if f.level in (Level.ASKED, Level.REFUSED) else "")
                for f in self.findings if f.level in wanted]  # fmt: skip

    @property
    def notes(self) -> list[str]:
        """Sentences on the file as a whole: what was left aside and why."""
        notes = [*self.book.notes, *self.three_way.notes()]
        kinds: dict[str, list[int]] = {}
        for row, why in self.skipped:
            kinds.setdefault(why, []).append(row)
        notes += [f"{why}不导入：{row_list(rows)}" for why, rows in kinds.items()]
        if self.ignored:
            notes.append("没有对应栏目的列：" + "、".join(f"{at}列“{head}”" for at, head in self.ignored))
        known = [f"{letter(c)}列“{head}”" for c, head in self.header.ignored if self._heads.worked_out(head)]
        if known:
            notes.append("不用导入的列（程序自己算，或没有要记的）：" + "、".join(known))
        hidden = [grid.name for grid in self.book.sheets if grid.hidden and not grid.blank]
        return [*notes, f"隐藏的工作表没有读：{'、'.join(hidden)}"] if hidden else notes


def read_plan(
    source: Path | str | bytes | SheetGrid | Book,
    register: Register,
    ledger: ImportLedger,
    *,
    name: str = "",
    answers: Mapping[str, int] | None = None,
    hidden_rows: bool | None = None,
    given: Mapping[str, object] | None = None,
    columns: Columns | None = None,
    on_unknown_link: str = "ask",
    make_link: MakeLink | None = None,
    progress: Progress | None = None,
    gathered: Gathered | None = None,
    home: str = "",
    by_hand: bool = False,
) -> ImportPlan:
    """Read a workbook (path, bytes, book, or a pasted grid) into a plan for ``register``; nothing is written.

    ``answers``: question key → index of the choice. ``hidden_rows``: None asks. ``given``: values for
    new records in boxes the sheet does not fill, settled by the caller and not asked. ``columns``: a
    correction (column number → box or None) of the head found, or box names for a block without a head.
    ``on_unknown_link``: "ask", "create" (with ``make_link``) or "leave". ``gathered`` tells who should come
    to a gathering, ``home`` is the uid of the own branch. ``by_hand``: a sheet without a head that is known
    is not refused; the person says which column is which.

    Raises UserError when the file cannot be used at all.
    """
    if isinstance(source, SheetGrid):
        book, name = Book([source]), name or source.name
    elif isinstance(source, Book):
        book = source
    else:
        book = read_book(source, name, progress)
        name = name or ("这个文件" if isinstance(source, bytes) else Path(source).name)
    return ImportPlan(
        book,
        name,
        register,
        ledger,
        answers=answers or {},
        hidden_rows=hidden_rows,
        given=given or {},
        columns=columns,
        on_unknown_link=on_unknown_link,
        make_link=make_link or {},
        progress=progress,
        gathered=gathered,
        home=home,
        by_hand=by_hand,
    )
