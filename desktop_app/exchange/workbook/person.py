"""What the boxes of one person say of each other: name, number, birth and sex are compared, never guessed."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from desktop_app.base import identity, names
from desktop_app.base.ambiguous import Ambiguous, Option
from desktop_app.base.dates import parse_partial_date
from desktop_app.base.described import Described, described_in
from desktop_app.base.errors import UserError
from desktop_app.base.periods import PartialDate, chinese_date
from desktop_app.exchange.workbook.question import LEAVE_OUT, Answers, Question, Special, Spot


def read_number(
    words: str, today: date, answers: Answers, at: Spot, near: Sequence[Option], keep: bool
) -> tuple[Any, str]:
    """The 18-place number and a note on what was put right; ``at`` is the place for a question.

    A number that cannot be is asked: ``near`` are the people it may mean, ``keep`` whether the register can
    hold it until it was looked up (then Special.KEEP comes back). Raises UserError where nothing can be
    offered, Asked until it is answered.
    """
    try:
        found = identity.parse_id(words, today=today)
    except Ambiguous as doubt:
        choices = tuple(Option(f"改为 {identity.grouped(str(c.value))}", c.value) for c in doubt.choices)
        question = Question(f"digit:{at['row']}", "digit", doubt.what, (*choices, LEAVE_OUT), **at)
        return str(answers.pick(question)), doubt.what
    except UserError as fault:
        return _wrong_number(identity.normalize_id(words), fault, today, answers, at, near, keep), ""
    if identity.looks_cut(found.number):
        what = f"号码 {identity.grouped(found.number)} 末三位是 000，可能被 Excel 截断"
        choices = (*near, Option("号码无误", found.number), LEAVE_OUT)
        picked = answers.pick(Question(f"cut:{at['row']}", f"cut:{len(near)}", what, choices, **at))
        if picked != found.number:
            return picked, ""
    if found.legacy15:
        return found.number, f"15 位旧号码升为 18 位 {identity.grouped(found.number)}"
    tidied = "".join(words.split()) != found.number
    return found.number, "去掉了号码里多余的字符" if tidied or words != found.number else ""


def _wrong_number(
    number: str,
    fault: UserError,
    today: date,
    answers: Answers,
    at: Spot,
    near: Sequence[Option],
    keep: bool,
) -> Any:
    choices = list(near)
    if re.fullmatch(r"[0-9]{17}[0-9X]", number):
        fitting = number[:17] + identity.check_digit(number[:17])
        try:
            identity.parse_id(fitting, today=today)
        except UserError:
            fitting = number
        if fitting != number:
            choices.append(Option(f"只有末位错了，改为 {identity.grouped(fitting)}", fitting))
    if keep and re.fullmatch(r"[0-9A-Za-z]{6,19}", number):
        choices.append(Option("按表里的先留着，待核对", Special.KEEP))
    if not choices:
        raise fault
    what = f"{identity.grouped(number)}：{fault.what}"
    alike = "wrong:" + ",".join(
        "near" if option in near else str(isinstance(option.value, str)) for option in choices
    )
    return answers.pick(
        Question(f"wrong:{at['row']}", alike, what, (*choices, LEAVE_OUT), **at, proposal=0 if near else None)
    )


def damaged_number(certain: str, answers: Answers, at: Spot, near: Sequence[Option]) -> Any:
    """Who is meant by a number of which a spreadsheet kept some digits only; UserError when nobody can be."""
    what = f"号码被 Excel 当成数字，后几位已丢失，只剩前 {len(certain)} 位 {certain}"
    if not near:
        raise UserError(what, todo="请把这一格改成文本，对照身份证重新填写")
    ask = f"{what}；像是已登记的{'这一位' if len(near) == 1 else f'这 {len(near)} 位之一'}，是吗？"
    alike = f"damaged:{len(near)}"
    return answers.pick(Question(f"damaged:{at['row']}", alike, ask, (*near, LEAVE_OUT), **at, proposal=0))


def missing_number(name: str, answers: Answers, at: Spot, near: Sequence[Option]) -> Any:
    """Who is meant by a row that has no number at all."""
    what = f"没有写号码；像是已登记的“{name}”，是吗？"
    alike = f"who:{len(near)}"
    return answers.pick(Question(f"who:{at['row']}", alike, what, (*near, LEAVE_OUT), **at, proposal=0))


def name_question(loose: list[tuple[int, str, str]]) -> Question:
    """How to write names with a loose dot or an old code, asked once for a file: (row, name, proposal)."""
    row, name, proposal = loose[0]
    more = f"等 {len(loose)} 个姓名" if len(loose) > 1 else ""
    what = f"第{row}行“{name}”{more}的间隔号或用字不规范，改为“{proposal}”这样吗？"
    choices = (Option("改为规范的写法“·”", True), Option("照原样保留", False))
    return Question("names", "names", what, choices, title="姓名", proposal=0)


def read_name(words: str, answers: Answers, at: Spot, has_remark: bool) -> tuple[str, str, str]:
    """The cleaned name, how it would better be written, and what stands beside it; '' where there is nothing.

    Asked for a lost character, one told in words, 曹(上大下明), and words in brackets: 王三（曾用名 王珊）.
    """
    name, beside = names.clean_name(words), ""
    if told := described_in(name):
        picked = answers.pick(_described_question(name, told, at, has_remark))
        if isinstance(picked, str):
            return picked, "", ""
        name, beside = picked
    elif found := _BESIDE.fullmatch(name):
        name, beside = answers.pick(_beside_question(name, found, at, has_remark))
    proposal = names.proposed_name(name)
    if proposal is not None:
        return name, proposal, beside
    if unsure := names.unsure_characters(name):
        what = f"姓名“{name}”里的“{unsure}”可能是没显示出来的生僻字"
        keep = Option("照原样导入，以后再改", name)
        name = answers.pick(Question(f"unsure:{at['row']}", "unsure", what, (keep, LEAVE_OUT), **at))
    return name, "", beside


def said_beside(words: str) -> str:
    """What the remark says of words that stood beside a name."""
    return f"姓名一栏另写“{words}”"


def split_name(words: str) -> tuple[str, str] | None:
    """A name and what stands behind it in brackets; None where nothing does."""
    found = _BESIDE.fullmatch(names.clean_name(words)) if words.strip() else None
    return (found[1], found[2]) if found else None


_BESIDE = re.compile(r"([^（(]+?)\s*[（(]\s*([^（()）]+?)\s*[)）]")


def _beside_question(name: str, found: re.Match[str], at: Spot, has_remark: bool) -> Question:
    bare, beside = found[1], found[2]
    where = f"“{beside}”写进备注" if has_remark else f"不记“{beside}”"
    choices = (Option(f"姓名记“{bare}”，{where}", (bare, beside)), Option(f"照原样记“{name}”", (name, "")))
    return Question(f"beside:{at['row']}", "beside", f"姓名“{name}”里带着括号", (*choices, LEAVE_OUT), **at)


def _described_question(name: str, told: Described, at: Spot, has_remark: bool) -> Question:
    like = f"姓名“{name}”里的“{told.words}”像是一个打不出来的字"
    what = f"{like}。点“找这个字”按部首或拼音找到它，或者照原样先记着"
    choices = [Option(f"照原样记“{name}”，以后再改", (name, ""))]
    if told.before and not told.after:
        where = f"“{told.words}”写进备注" if has_remark else f"不记“{told.words}”"
        choices.append(Option(f"不是一个字：姓名记“{told.before}”，{where}", (told.before, told.words)))
    key = f"described:{at['row']}"
    return Question(key, key, what, (*choices, LEAVE_OUT), **at, described=told)


def birth_readings(words: str, today: date) -> list[PartialDate]:
    """All that words like 1946年10月 or 1985.1 can mean; empty if they are no date."""
    try:
        return [parse_partial_date(words, today=today)]
    except Ambiguous as doubt:
        return [c.value for c in doubt.choices if isinstance(c.value, PartialDate)]
    except UserError:
        return []


def can_be(birth: date, readings: Sequence[PartialDate], words: str) -> bool:
    """Whether the sheet's words can mean this day: 1985年7月, or 七月一日 without its year."""
    if any(one.first_day() <= birth <= one.last_day() for one in readings):
        return True
    day = (birth.month, birth.day)
    yearless = not re.search(r"\d{4}|[〇零一二三四五六七八九]{4}", words)
    return yearless and any(one.day and (one.month, one.day) == day for one in readings)


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


def sex_question(label: str, number_says: str, value: str, written: str, keep: bool, at: Spot) -> Question:
    """Which sex to believe; a number contradicting the sheet is more often a wrong number."""
    what = f"“{label}”和身份证号第17位（{number_says}）不一致，以哪个为准？"
    choices = [Option(f"按身份证号记“{number_says}”", value)]
    if keep:
        choices.append(Option(f"以表上为准记“{label}”，号码待核对", written))
    return Question(f"sex:{at['row']}", "sex", what, (*choices, LEAVE_OUT), **at)


def years_that_fit(month: int, day: int, birth: date, least_age: int, today: date) -> list[date]:
    """A day without its year in every year in which the person can have lived it, the latest first."""
    found = []
    for year in range(today.year, birth.year + least_age - 1, -1):
        last = PartialDate(year, month).last_day()
        if day <= last.day and date(year, month, day) <= today:
            found.append(date(year, month, day))
    return found
