"""Workbooks without a window: checked as the dry run does, or imported into a new branch file.

For a technician with a hundred of them; the same code as the window's pages, and no Qt.
"""

import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop_app.base.clock import SystemClock
from desktop_app.base.errors import UserError
from desktop_app.base.folder_lock import folder_locked, refuse_if_open
from desktop_app.base.os_errors import os_errors
from desktop_app.base.pinyin import load_pinyin
from desktop_app.duties.basics.roster_links import branch_given, group_maker
from desktop_app.exchange.workbook.apply import apply_plan
from desktop_app.exchange.workbook.fitting import Fitting, register_called
from desktop_app.exchange.workbook.plan import ImportPlan, read_plan
from desktop_app.exchange.workbook.question import CHARACTER, Level, Question, RowOutcome, RowPlan
from desktop_app.exchange.workbook.read import read_book
from desktop_app.handsfree.keeping import NAME
from desktop_app.handsfree.receive import branch_at, home_of, password_for
from desktop_app.handsfree.terminal import Bar, Say
from desktop_app.journal.audit_book import AuditBook
from desktop_app.records.record import Register
from desktop_app.registers import catalogue
from desktop_app.registers.exchange.audit_log import IMPORTED
from desktop_app.registers.people.orgs import PartyOrg
from desktop_app.storage import branch_file, keys
from desktop_app.storage.branch_file import Setting
from desktop_app.storage.ledger import Ledger

ENDINGS = frozenset({".xlsx", ".xls", ".xlsm", ".et", ".ett", ".csv", ".ods"})
ROSTER = "member"
# The branch of a file made here, until its secretary writes the full name.
_BRANCH, _CODE = "导入的党支部", "DR01"
_OF_FILE = "整份表"
_UNUSABLE = "不能用"
_REST, _AS_PROPOSED = "其余", "照建议"
_VERDICTS = {
    "ready": (RowOutcome.READY, RowOutcome.CHANGED),
    "asked": (RowOutcome.ASK,),
    "refused": (RowOutcome.REFUSED,),
    "same": (RowOutcome.SAME,),
}


def check_workbooks(
    paths: list[Path], register: str, data: Path | None, password: Path | None, *, as_json: bool, say: Say
) -> bool:
    """Say of every workbook what an import would do; whether none needs a person. Nothing is stored.

    Held against the branch file below ``data``, or against an empty one. A folder stands for the
    workbooks in it.
    """
    files = list(_files(paths))
    fine = True
    with _scratch(data, password) as ledger:
        fitting = Fitting(ledger.catalogue)
        for file in files:
            told = _checked(file, register, ledger, fitting)
            fine &= told["asked"] == told["refused"] == 0
            if len(files) > 1:
                told = {"file": str(file), **told}
            if as_json:
                say(json.dumps(told, ensure_ascii=False))
            else:
                _tell(file, told, say)
    return fine


def import_workbook(
    file: Path,
    register: str,
    out: Path,
    answers: Path | None,
    password: Path | None,
    *,
    as_json: bool,
    say: Say,
) -> bool:
    """Import a workbook into a new branch file in the folder ``out``; whether every row went in.

    Rows in question and without an answer stay out and are told, as in the window.
    """
    given = _answers(answers)
    with os_errors(f"这个文件夹用不了（{out}）", "没有导入任何内容"):
        out.mkdir(parents=True, exist_ok=True)
        if (out / NAME).exists():
            raise UserError(
                f"这里已经有一个支部文件（{out / NAME}）", "没有改动任何内容", "请写一个空的文件夹"
            )
    with tempfile.TemporaryDirectory() as scratch:
        # Read once before anything is made: a workbook that cannot be read leaves nothing behind.
        with _scratch(None, None) as ledger:
            _plan(file, _called(register, ledger), ledger)
        word = password_for(Path(scratch) / NAME, password) if password is not None else None
        if word is not None:
            keys.check_password(word)
        with folder_locked(out):
            ledger, recovery = branch_file.create(out / NAME, _setting(), office=_CODE, password=word)
            try:
                result, plan = _taken_in(file, register, ledger, given)
            except BaseException:
                branch_file.close(ledger)
                for made in (out / NAME, keys.key_path(out / NAME)):
                    made.unlink(missing_ok=True)
                raise
            branch_file.close(ledger)
    told = {**_report(plan), "path": str(out / NAME), "recovery": recovery}
    if as_json:
        say(json.dumps(told, ensure_ascii=False))
    else:
        say(result)
        _tell_rows(told, say)
        say(f"支部文件：{out / NAME}" + (f"　恢复码：{recovery}" if recovery else "（没有密码）"))
    return not told["asked"] and not told["refused"]


# -- the ledger it is held against ---------------------------------------------------------------------


def _setting() -> Setting:
    return Setting(catalogue(), SystemClock(), load_pinyin().keys)


@contextmanager
def _scratch(data: Path | None, password: Path | None) -> Iterator[Ledger]:
    """A ledger nobody keeps: a copy of the branch file below ``data``, or an empty one."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / NAME
        if data is None:
            ledger, _ = branch_file.create(path, _setting(), office=_CODE, password=None)
            _found(ledger)
        else:
            own = branch_at(data)
            for place in {own, own.parent, home_of(own)}:
                refuse_if_open(place)
            with os_errors(f"支部文件读不出来（{own}）", "没有改动任何内容"):
                shutil.copyfile(own, path)
                shutil.copyfile(keys.key_path(own), keys.key_path(path))
            raw = keys.unlock(path, password_for(own, password)).raw
            ledger = branch_file.open_with_key(path, _setting(), raw)
        try:
            yield ledger
        finally:
            branch_file.close(ledger)


def _found(ledger: Ledger) -> None:
    """The one organisation a new file needs, to be called by its name by whoever takes it over."""
    with ledger.action("建立支部", kind="founding") as action:
        action.save(PartyOrg(full_name=_BRANCH, org_code=_CODE, org_kind="党支部"))


# -- one workbook ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Line:
    """One thing told of a row."""

    row: int
    verdict: str
    place: str
    words: str = ""
    proposal: str = ""


def _files(paths: list[Path]) -> Iterator[Path]:
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        with os_errors(f"文件夹打不开（{path}）", "没有改动任何内容"):
            found = [p for p in path.rglob("*") if p.suffix.lower() in ENDINGS and p.is_file()]
        # A lock of a workbook that is open in WPS is none.
        yield from sorted(p for p in found if not p.name.startswith(("~$", ".~")))


def _checked(file: Path, register: str, ledger: Ledger, fitting: Fitting) -> dict[str, Any]:
    try:
        where = _called(register, ledger) if register else _fitting(file, fitting)
        return _report(_plan(file, where, ledger))
    except UserError as fault:
        line = _Line(0, _UNUSABLE, file.name, fault.sentence())
        counts = {"ready": 0, "asked": 0, "refused": 1, "same": 0}
        empty: dict[str, Any] = {"register": register, "sheet": "", **counts, "left_aside": [], "fixed": []}
        return {**empty, "rows": [vars(line)]}


def _plan(file: Path, where: Register, ledger: Ledger) -> ImportPlan:
    roster, bar = where.name == ROSTER, Bar(file.name)
    given = branch_given(ledger) if roster else {}
    try:
        plan = read_plan(
            file,
            where,
            ledger,
            given=given,
            make_link={"party_group": group_maker(ledger)} if roster else {},
            progress=bar.show,
        )
        if given and ledger.name(given["branch"]) == _BRANCH:
            _take_for_ours(plan)
        return plan
    finally:
        bar.clear()


def _take_for_ours(plan: ImportPlan) -> None:
    """A branch made here has no name yet: the one a list names throughout is its own."""
    foreign = [question for question in plan.file_questions if question.is_foreign]
    if len(foreign) == 1:
        plan.answer(foreign[0], len(foreign[0].choices) - 1)


def _called(words: str, ledger: Ledger) -> Register:
    found = register_called(ledger.catalogue, words)
    if found is None:
        raise UserError(f"没有叫“{words}”的台账", "没有改动任何内容", "请写台账的中文名，例如 党员花名册")
    return found


def _fitting(file: Path, fitting: Fitting) -> Register:
    found = fitting.best(read_book(file), file.stem)
    if found is None:
        what = f"看不出“{file.name}”是哪本台账的表"
        raise UserError(what, "没有改动任何内容", "请用 --register 写明台账的中文名")
    return found


def _taken_in(
    file: Path, register: str, ledger: Ledger, answers: Mapping[str, str]
) -> tuple[str, ImportPlan]:
    _found(ledger)
    plan = _plan(file, _called(register, ledger), ledger)
    _answer(plan, answers)
    result = apply_plan(plan, ledger)
    done = f"新增 {len(result.added)}　修改 {len(result.changed)}"
    AuditBook(ledger).note(IMPORTED, plan.register.title, plan.name, done)
    return result.sentence(), plan


# -- answers -----------------------------------------------------------------------------------------------


def _answers(path: Path | None) -> dict[str, str]:
    """The answers of a file: place or words of a question → the words of the choice."""
    if path is None:
        return {}
    with os_errors(f"写着回答的文件读不出来（{path}）", "没有导入任何内容"):
        text = path.read_text("utf-8-sig")
    try:
        found = json.loads(text)
    except ValueError:
        found = None
    if not isinstance(found, dict) or not all(isinstance(one, str) for one in found.values()):
        raise UserError(
            f"写着回答的文件看不懂（{path.name}）",
            "没有导入任何内容",
            '请写成 {"第3行 D列 出生日期": "1985年10月", "其余": "照建议"}，前面是 --check 说的位置或问题',
        )
    return found


def _answer(plan: ImportPlan, answers: Mapping[str, str]) -> None:
    """Answer every question there is an answer for; answers bring up further questions, so again."""
    while True:
        taken = {q.key: at for q in plan.questions if (at := _choice(q, answers)) is not None}
        if not taken.keys() - plan.answers.given.keys():
            return
        plan.answers.given.update(taken)
        plan.work_out()


def _choice(question: Question, answers: Mapping[str, str]) -> int | None:
    for called in (_place(question), question.what, question.alike):
        if called in answers:
            labels = [choice.label for choice in question.choices]
            if question.described is not None and len(answers[called]) == 1:
                return CHARACTER + ord(answers[called])
            if answers[called] not in labels:
                raise UserError(
                    f"“{called}”没有“{answers[called]}”这个选择",
                    "没有导入任何内容",
                    f"可以写：{'、'.join(labels)}",
                )
            return labels.index(answers[called])
    # What is asked about the whole file has to be settled before anything goes in.
    as_proposed = question.of_file or answers.get(_REST) == _AS_PROPOSED
    return question.proposal if as_proposed else None


# -- what is told ------------------------------------------------------------------------------------------


def _place(question: Question) -> str:
    return _OF_FILE if question.row is None else question.sentence().removesuffix(f"：{question.what}")


def _report(plan: ImportPlan) -> dict[str, Any]:
    """What the dry run says of a workbook, in plain values."""
    lines = [_asked(question) for question in plan.file_questions]
    for row in plan.rows:
        lines += _row_lines(row)
    counts = {word: sum(plan.counts[one] for one in outcomes) for word, outcomes in _VERDICTS.items()}
    counts["asked"] += sum(question.proposal is None for question in plan.file_questions)
    fixed = [{"place": f.place(), "was": f.words, "is": f.now} for f in plan.fixed]
    return {
        "register": plan.register.title,
        "sheet": plan.grid.name,
        **counts,
        "left_aside": [f"{at} {head}".strip() for at, head in plan.ignored],
        "fixed": fixed,
        "rows": [vars(line) for line in lines],
    }


def _asked(question: Question) -> _Line:
    proposal = "" if question.proposal is None else question.choices[question.proposal].label
    words = f"{question.what}（{' / '.join(choice.label for choice in question.choices)}）"
    # What is asked about the whole file and has a proposal holds nobody up: an import takes it.
    verdict = _AS_PROPOSED if question.of_file and proposal else RowOutcome.ASK.value
    return _Line(question.row or 0, verdict, _place(question), words, proposal)


def _row_lines(row: RowPlan) -> list[_Line]:
    """A row's questions and what stands against it; one line where there is neither."""
    if row.outcome in (RowOutcome.ASK, RowOutcome.REFUSED):
        grave = [f for f in row.findings if f.level is Level.REFUSED]
        lines = [
            _Line(row.row, RowOutcome.REFUSED.value, f.place(), "。".join(w for w in (f.what, f.todo) if w))
            for f in grave
        ]
        return lines + [_asked(question) for question in row.questions]
    noted = "；".join(f"{f.title}：{f.what}" if f.title else f.what for f in row.findings)
    return [_Line(row.row, row.outcome.value, f"第{row.row}行", noted)]


def _tell(file: Path, told: Mapping[str, Any], say: Say) -> None:
    words = (
        f"可导入 {told['ready']} · 需确认 {told['asked']} · 有问题 {told['refused']} · 不变 {told['same']}"
    )
    into = f" → {told['register']}" if told["register"] else ""
    say(f"{file.name}{into}：{words}")
    _tell_rows(told, say)


def _tell_rows(told: Mapping[str, Any], say: Say) -> None:
    for line in told["rows"]:
        if line["verdict"] in (RowOutcome.ASK.value, RowOutcome.REFUSED.value, _AS_PROPOSED, _UNUSABLE):
            proposal = f"　建议：{line['proposal']}" if line["proposal"] else ""
            say(f"  {line['verdict']}　{line['place']}：{line['words']}{proposal}")
    if told["left_aside"]:
        say(f"  没有导入的列：{'、'.join(told['left_aside'])}")
    for one in told["fixed"]:
        say(f"  已改好　{one['place']}：“{one['was']}”→“{one['is']}”")
