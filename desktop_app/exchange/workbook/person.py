"""What the boxes of one person say of each other: name, number, birth and sex are compared, never guessed."""

from datetime import date

from desktop_app.base import identity, names
from desktop_app.base.ambiguous import Ambiguous, Option
from desktop_app.base.dates import parse_partial_date
from desktop_app.base.errors import UserError
from desktop_app.base.periods import PartialDate, chinese_date
from desktop_app.exchange.workbook.question import LEAVE_OUT, Answers, Question, Spot


def read_number(words: str, today: date, answers: Answers, at: Spot) -> tuple[str, str]:
    """The 18-place number and a note on what was put right; ``at`` is the place for a question.

    Raises UserError for a number that cannot be, Asked where a letter stands for a digit or the last
    places look cut off.
    """
    if (certain := identity.damaged_by_excel(words)) is not None:
        raise UserError(
            f"号码被 Excel 当成数字，后几位已丢失，只剩前 {len(certain)} 位 {certain}",
            todo="请把这一格改成文本，对照身份证重新填写",
        )
    try:
        found = identity.parse_id(words, today=today)
    except Ambiguous as doubt:
        choices = tuple(Option(f"改为 {identity.grouped(str(c.value))}", c.value) for c in doubt.choices)
        question = Question(f"digit:{at['row']}", "digit", doubt.what, (*choices, LEAVE_OUT), **at)
        return str(answers.pick(question)), doubt.what
    if identity.looks_cut(found.number):
        what = f"号码 {identity.grouped(found.number)} 末三位是 000，可能被 Excel 截断"
        question = Question(
            f"cut:{at['row']}", "cut", what, (Option("号码无误", found.number), LEAVE_OUT), **at
        )
        answers.pick(question)
    if found.legacy15:
        return found.number, f"15 位旧号码升为 18 位 {identity.grouped(found.number)}"
    tidied = "".join(words.split()) != found.number
    return found.number, "去掉了号码里多余的字符" if tidied or words != found.number else ""


def name_question(loose: list[tuple[int, str, str]]) -> Question:
    """How to write names with a loose dot or an old code, asked once for a file: (row, name, proposal)."""
    row, name, proposal = loose[0]
    more = f"等 {len(loose)} 个姓名" if len(loose) > 1 else ""
    what = f"第{row}行“{name}”{more}的间隔号或用字不规范，改为“{proposal}”这样吗？"
    choices = (Option("改为规范的写法“·”", True), Option("照原样保留", False))
    return Question("names", "names", what, choices, title="姓名", proposal=0)


def read_name(words: str, answers: Answers, at: Spot) -> tuple[str, str]:
    """The cleaned name and how it would better be written ('' if it is well); Asked for a lost character."""
    name = names.clean_name(words)
    proposal = names.proposed_name(name)
    if proposal is not None:
        return name, proposal
    if unsure := names.unsure_characters(name):
        what = f"姓名“{name}”里的“{unsure}”可能是没显示出来的生僻字"
        keep = Option("照原样导入，以后再改", name)
        return answers.pick(Question(f"unsure:{at['row']}", "unsure", what, (keep, LEAVE_OUT), **at)), ""
    return name, ""


def birth_readings(words: str, today: date) -> list[PartialDate]:
    """All that words like 1946年10月 or 1985.1 can mean; empty if they are no date."""
    try:
        return [parse_partial_date(words, today=today)]
    except Ambiguous as doubt:
        return [c.value for c in doubt.choices if isinstance(c.value, PartialDate)]
    except UserError:
        return []


def birth_question(words: str, value: date | None, doubt: str, birth: date, keep: bool, at: Spot) -> Question:
    """Which birth to believe: the number's, or what the sheet says where the box could hold it.

    ``value`` is what the sheet says if it can be stored, ``doubt`` what is unclear about it, ``keep``
    whether the register has a box for the reason of a difference.
    """
    says = chinese_date(birth)
    what = f"{doubt}；身份证号是 {says}" if doubt else f"“{words}”和身份证号（{says}）不一致，以哪个为准？"
    choices = [Option(f"以身份证号为准：{says}", birth)]
    if value is not None and keep:
        choices.append(Option(f"以表上为准：{chinese_date(value)}", value))
    return Question(f"birth:{at['row']}", "birth?" if doubt else "birth", what, (*choices, LEAVE_OUT), **at)


def sex_question(label: str, number_says: str, value: str, at: Spot) -> Question:
    """Which sex to believe; a number contradicting the sheet is more often a wrong number."""
    what = f"“{label}”和身份证号第17位（{number_says}）不一致"
    choices = (Option(f"按身份证号记“{number_says}”", value), LEAVE_OUT)
    return Question(f"sex:{at['row']}", "sex", what, choices, **at)
