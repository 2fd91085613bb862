"""The template of a paper as a file a committee's technician writes in Notepad: read, and its faults told.

At the left of each line stands what the paper says by itself, at the right what it is to say. The file is
TOML; Chinese names need no quotation marks and ＝ serves for =, since that is what people type.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from desktop_app.base.errors import UserError
from desktop_app.registers.rules.template_lines import (
    CONTROL,
    TemplateFault,
    control_told,
    template_lines,
)
from desktop_app.registers.rules.template_parts import (
    CHOICE,
    KEPT,
    MORE_NOTES,
    MORE_SIGNED,
    NOTES,
    PAPER,
    SECTIONS,
    SIGNED,
    TITLES,
    PaperParts,
    parts_called,
    table_name,
)

MOST_BYTES = 64 * 1024
SUFFIX = ".toml"
SLOT = re.compile(r"〔(\d{1,2})〕")
"""A place in fixed words where the program writes something: 〔1〕年党费收缴表."""
_LONGEST = MappingProxyType({TITLES: 80, NOTES: 300, SIGNED: 120, MORE_NOTES: 300, MORE_SIGNED: 20})
_USUAL, _COLUMN = 60, 30
_MOST_LINES = MappingProxyType({MORE_NOTES: 8, MORE_SIGNED: 6})
_LEGAL = ("盖章", "（章）", "签章", "签字", "签名")
_GAPS = re.compile(r"[\s　]+")
"""What makes a paper valid: where the paper has it, the template has it too."""


@dataclass(frozen=True)
class PaperTemplate:
    """How an office wants the paper ``key``: section → (what it says by itself → what it is to say).

    ``tables`` are the columns of a table, by its number from 0, each with the title it is to have;
    ``notes`` and ``signed`` stand at the end besides.
    """

    key: str
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    tables: Mapping[int, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    signed: tuple[str, ...] = ()


def template_text(data: bytes) -> str:
    """The text of a template's file: UTF-8 with or without its mark, UTF-16 with it, or GB18030.

    UserError where it is none of these, or longer than a template ever is.
    """
    if len(data) > MOST_BYTES:
        raise refused([TemplateFault(0, f"文件超过 {MOST_BYTES // 1024} KB，不像是样式文件")])
    for encoding in ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeError:
            continue
    raise refused([TemplateFault(0, "文件不是文本，或者编码认不出来，请用记事本另存为 UTF-8")])


def refused(faults: Iterable[TemplateFault]) -> UserError:
    """What is said of a template that is not taken."""
    told = [str(one) for one in faults]
    more = f"（还有 {len(told) - 3} 处）" if len(told) > 3 else ""
    return UserError(
        f"样式没有用上：{'；'.join(told[:3])}{more}",
        "打印不受影响，照用程序自带的样式",
        "请改好样式文件再导入，或者先导出一份自带的样式对照着改",
    )


def read_template(text: str) -> PaperTemplate:
    """The template that a text is; UserError telling the lines and reasons where it is none."""
    reading = _Reading(text)
    template = reading.template()
    if reading.faults or template is None:
        raise refused(reading.faults)
    return template


def faults_of(text: str) -> list[TemplateFault]:
    """Everything that is wrong with a template, by lines."""
    reading = _Reading(text)
    reading.template()
    return reading.faults


def filled(words: str, values: Mapping[str, str]) -> str:
    """Words with what the program writes in their places."""
    return SLOT.sub(lambda found: values.get(found[1], ""), words)


class _Reading:
    """One text on its way to a template."""

    def __init__(self, text: str) -> None:
        self._lines = template_lines(text)
        self.faults = self._lines.faults

    def template(self) -> PaperTemplate | None:
        """What the text says, as far as it can be read; the faults are noted."""
        told = self._lines.told
        parts = None if self.faults else self._paper(told)
        if parts is None:
            return None
        words: dict[str, Mapping[str, str]] = {}
        tables: dict[int, tuple[tuple[str, str], ...]] = {}
        names = {table_name(number): number for number in range(len(parts.tables))}
        for name, value in told.items():
            if name in (PAPER, KEPT, CHOICE, MORE_NOTES, MORE_SIGNED):
                continue
            if name not in SECTIONS and name not in names:
                known = "、".join((*(one for one in SECTIONS if parts.words.get(one)), *names))
                self._say(name, "", f"不认识“{name}”，这份材料可以写的是：{known or '加注、加签'}")
            elif not isinstance(value, dict):
                self._say("", name, f"“{name}”要写成单独一行的 [{name}]，下面一行写一项")
            elif name in names:
                tables[names[name]] = self._columns(parts, names[name], value)
            else:
                words[name] = dict(self._words(parts, name, value))
        notes, signed = (self._lines_of(told, name) for name in (MORE_NOTES, MORE_SIGNED))
        self.faults.sort(key=lambda one: one.line)
        return PaperTemplate(parts.key, words, tables, notes, signed)

    # -- what it says ----------------------------------------------------------------------------

    def _paper(self, told: Mapping[str, Any]) -> PaperParts | None:
        title = told.get(PAPER)
        if not isinstance(title, str) or not title.strip():
            self._say("", PAPER, '没有写是哪一份材料的样式，第一行要写：材料 = "材料的名称"')
            return None
        parts = parts_called(title.strip())
        if parts is None:
            self._say("", PAPER, f"程序里没有叫“{title[:40]}”的材料，请照“导出样式”里的名称写")
            return None
        if parts.is_fixed:
            self._say("", PAPER, f"“{parts.title}”的格式是统一规定的，不能改")
            return None
        return parts

    def _words(self, parts: PaperParts, section: str, told: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        known = parts.words.get(section, ())
        for ours, theirs in told.items():
            if ours not in known:
                self._say(section, ours, f"这份材料的“{section}”里没有“{_short(ours)}”，左边要照原来的字写")
            elif self._is_said(section, ours, theirs, _LONGEST.get(section, _USUAL)):
                if lost := _lost(ours, theirs, parts):
                    self._say(section, ours, f"“{_short(ours)}”里的“{lost}”是必须有的，不能去掉")
                elif not theirs.strip() and section not in (NOTES, SIGNED):
                    self._say(section, ours, f"“{_short(ours)}”不能空着")
                else:
                    yield ours, theirs

    def _columns(
        self, parts: PaperParts, number: int, told: Mapping[str, Any]
    ) -> tuple[tuple[str, str], ...]:
        """The columns of a table as they are wanted."""
        section, titles = table_name(number), set[str]()
        known = parts.columns(number)
        if not told:
            self._say(section, "", f"[{section}]下面一栏也没有，至少要留一栏；不改这张表就把这一行删掉")
        for ours, theirs in told.items():
            if ours not in known:
                self._say(section, ours, f"“{section}”没有“{_short(ours)}”这一栏，左边要照原来的栏名写")
            elif self._is_said(section, ours, theirs, _COLUMN):
                self._title(parts, section, ours, theirs, titles)
        for ours in parts.tables[number]:
            if told and ours not in told and _lost(ours, "", parts):
                self._say(section, "", f"“{section}”少了“{_short(ours)}”一栏，这一栏是必须有的")
        return tuple((ours, theirs) for ours, theirs in told.items() if isinstance(theirs, str))

    def _title(self, parts: PaperParts, section: str, ours: str, theirs: str, others: set[str]) -> None:
        """What is wrong with the title of a column, besides ``others`` of its table."""
        if ours and not theirs.strip():
            self._say(section, ours, f"“{_short(ours)}”的栏名不能空着；不要这一栏就删掉这一行")
        elif lost := _lost(ours, theirs, parts):
            self._say(section, ours, f"“{_short(ours)}”里的“{lost}”是必须有的，不能去掉")
        elif theirs and theirs in others:
            self._say(section, ours, f"有两栏都叫“{_short(theirs)}”")
        others.add(theirs)

    def _lines_of(self, told: Mapping[str, Any], name: str) -> tuple[str, ...]:
        value = told.get(name, [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            self._say("", name, f'“{name}”要写成 ["第一句", "第二句"]')
            return ()
        if len(value) > _MOST_LINES[name]:
            self._say("", name, f"“{name}”最多 {_MOST_LINES[name]} 项")
        return tuple(
            one.strip() for one in value if self._is_said("", name, one, _LONGEST[name]) and one.strip()
        )

    def _is_said(self, section: str, key: str, theirs: Any, longest: int) -> bool:
        """Whether the right side of a line can be printed."""
        if not isinstance(theirs, str):
            self._say(section, key, f"“{_short(key)}”右边要写成带引号的字")
            return False
        slots = set(SLOT.findall(theirs)) - set(SLOT.findall(key)) if section else set()
        if found := CONTROL.search(theirs):
            self._say(section, key, f"“{_short(key)}”里{control_told(found[0])}")
        elif len(theirs) > max(longest, len(key)):
            self._say(
                section, key, f"“{_short(key)}”改后有 {len(theirs)} 个字，最多 {max(longest, len(key))} 个字"
            )
        elif slots:
            self._say(section, key, f"原来的字里没有〔{min(slots, key=int)}〕，程序不知道那里填什么")
        else:
            return True
        return False

    def _say(self, section: str, key: str, reason: str) -> None:
        self.faults.append(TemplateFault(self._lines.line_of(section, key), reason))


def _lost(ours: str, theirs: str, parts: PaperParts) -> str:
    """What makes the paper valid, or has to stand on it, and is not told any more; '' where nothing is."""
    said, says = _GAPS.sub("", ours), _GAPS.sub("", theirs)
    if ours in parts.kept and said not in says:
        return _short(ours)
    return next((one for one in _LEGAL if one in said and one not in says), "")


def _short(words: str) -> str:
    told = words.replace("\n", " ")
    return told if len(told) <= 20 else f"{told[:19]}…"
