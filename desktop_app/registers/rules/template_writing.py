"""A template written out as a file to change: everything the paper says, each line as it may be told anew."""

from collections.abc import Iterable, Iterator

from desktop_app.registers.rules.template_file import PaperTemplate
from desktop_app.registers.rules.template_lines import quoted
from desktop_app.registers.rules.template_parts import (
    CHOICE,
    KEPT,
    MORE_NOTES,
    MORE_SIGNED,
    NOTES,
    PAPER,
    SECTIONS,
    SIGNED,
    PaperParts,
    table_name,
)

_HEAD = """\
# 支部台账　纸质材料样式
# 用记事本改：等号左边是程序原来的字，不要动；右边是印出来的字，随便改。
# 〔1〕〔2〕是程序填内容的地方，可以换位置，不能自己另编号。引号用英文半角的 " 。
# 改好后保存，在“设置—纸质材料样式”里导入；写错了会告诉第几行、为什么，打印照用自带的样式。
"""
_FIXED = "# 这份材料的格式是统一规定的，不能改。\n"
_TOLD = {
    MORE_NOTES: '# 附在最后的话，例如 加注 = ["本表一式两份。", "报街道组织办。"]',
    MORE_SIGNED: '# 最后再添的签字栏，例如 加签 = ["审核人", "上级党组织（盖章）"]',
    NOTES: '# 右边写成 "" 就不印这一句',
    SIGNED: "# 手写和盖章的地方",
}
_COLUMNS = "# 一行一栏，行的先后就是栏的先后；删掉一行，这一栏就不印"


def written_template(parts: PaperParts, template: PaperTemplate | None = None) -> str:
    """The file of ``template``, or of the paper as it is by itself."""
    told = template or PaperTemplate(parts.key)
    lines = [_HEAD, f"{PAPER} = {quoted(parts.title)}"]
    if parts.is_fixed:
        return "\n".join([*lines, "", _FIXED])
    if parts.kept:
        lines.append(f"{KEPT} = {_list(sorted(parts.kept))}")
    if parts.choice:
        lines += ["", "# 表1 里还可以添这些栏，照这里的名称另写一行", f"{CHOICE} = {_list(parts.choice)}"]
    lines += ["", _TOLD[MORE_NOTES], f"{MORE_NOTES} = {_list(told.notes)}"]
    lines += [_TOLD[MORE_SIGNED], f"{MORE_SIGNED} = {_list(told.signed)}"]
    for section in SECTIONS:
        ours = parts.words.get(section, ())
        if ours:
            changed = told.words.get(section, {})
            lines += _section(section, _TOLD.get(section, ""), ((one, changed.get(one, one)) for one in ours))
    for number, ours in enumerate(parts.tables):
        columns = told.tables.get(number) or tuple((one, one) for one in ours)
        lines += _section(table_name(number), _COLUMNS, columns)
    return "\n".join([*lines, ""])


def _section(name: str, told: str, words: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield ""
    yield f"[{name}]"
    if told:
        yield told
    yield from (f"{quoted(ours)} = {quoted(theirs)}" for ours, theirs in words)


def _list(words: Iterable[str]) -> str:
    return f"[{', '.join(map(quoted, words))}]"
