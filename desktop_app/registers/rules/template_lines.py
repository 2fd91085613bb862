"""The lines of a template as TOML wants them: Chinese names in quotation marks, ＝ made =, places kept."""

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
"""What cannot be seen and has no place in a template."""
_QUOTES, _WIDE_QUOTES = ('"', "'"), ("“", "”", "‘", "’")
_GAP = " \t\u3000"
_KEY = re.compile(rf"""[{_GAP}]*("(?:[^"\\]|\\.)*"|'[^']*'|[^\s"'“”‘’=＝#\[\]]+)[{_GAP}]*[=＝](.*)""")
_HEAD = re.compile(
    rf"""[{_GAP}]*[\[［【][{_GAP}]*["']?([^\[\]［］【】"']+?)["']?[{_GAP}]*[\]］】]\s*(#.*)?"""
)
_AT = re.compile(r"at line (\d+)")
_SYNTAX = MappingProxyType(
    {
        "Cannot overwrite a value": "同一项写了两次，请删掉一行",
        "Cannot declare": "同一个 [ ] 写了两次，请合在一起",
        "Unterminated string": "引号没有成对",
        "Expected newline or end of document": "这一行后面多了字，一行只写一项",
        "Unclosed array": "方括号 [ ] 没有成对，或者两项之间少了逗号",
        "Unescaped": "反斜杠 \\ 要写成两个",
        "Illegal character": "引号没有成对",
        "Invalid value": "等号右边要写成带英文引号的字",
    }
)
_USUAL = '这一行的写法不对，应当是 "原来的字" = "要印的字"'
_WIDE = '引号要用英文半角的 " ，不能用中文的“ ”'


@dataclass(frozen=True)
class TemplateFault:
    """What is wrong with a template: the line (0 for the file as a whole) and the reason."""

    line: int
    reason: str

    def __str__(self) -> str:
        return f"第 {self.line} 行：{self.reason}" if self.line else self.reason


@dataclass
class TemplateLines:
    """What a text tells, with the line of each entry and section; nothing where it is no template."""

    told: Mapping[str, Any] = field(default_factory=dict)
    faults: list[TemplateFault] = field(default_factory=list)
    entries: dict[tuple[str, str], int] = field(default_factory=dict)
    heads: dict[str, int] = field(default_factory=dict)

    def line_of(self, section: str, key: str) -> int:
        """Where an entry stands, or its section, or the first line."""
        return (
            self.entries.get((section, key)) or self.heads.get(section or key) or self.heads.get(section) or 1
        )


def template_lines(text: str) -> TemplateLines:
    """Read a text; its faults are noted with their lines."""
    lines = TemplateLines()
    section, made = "", []
    for number, line in enumerate(text.split("\n"), 1):
        if found := CONTROL.search(line.replace("\t", " ")):
            lines.faults.append(TemplateFault(number, control_told(found[0])))
        if head := _HEAD.fullmatch(line):
            section = head[1].strip(_GAP)
            lines.heads.setdefault(section, number)
            made.append(f"[{quoted(section)}]")
        else:
            made.append(_entry(lines, section, number, line))
    if not lines.faults:
        try:
            lines.told = tomllib.loads("\n".join(made))
        except tomllib.TOMLDecodeError as error:
            found = _AT.search(str(error))
            reason = next((words for sign, words in _SYNTAX.items() if sign in str(error)), _USUAL)
            lines.faults.append(TemplateFault(int(found[1]) if found else len(made), reason))
        except RecursionError:
            lines.faults.append(TemplateFault(0, "括号套得太多"))
    return lines


def _entry(lines: TemplateLines, section: str, number: int, line: str) -> str:
    """A line that is no head, as TOML wants it."""
    found, bare = _KEY.match(line), line.strip(_GAP)
    value = found[2].strip(_GAP) if found else bare
    if value[:1] in _WIDE_QUOTES:
        lines.faults.append(TemplateFault(number, _WIDE))
    if not found:
        return bare
    name = found[1]
    lines.entries.setdefault((section, _meant(name)), number)
    return f"{name if name[0] in _QUOTES else quoted(name)} = {value}"


def control_told(char: str) -> str:
    """What is said of a character nobody sees."""
    return f"有看不见的控制字符（U+{ord(char):04X}），请删掉重写"


def quoted(words: str) -> str:
    """Words as TOML takes them in quotation marks."""
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")


def _meant(key: str) -> str:
    """The name a key means; as it is written where TOML will refuse it."""
    if key[0] not in _QUOTES:
        return key
    try:
        return next(iter(tomllib.loads(f"{key} = 1")))
    except tomllib.TOMLDecodeError:
        return key[1:-1]
