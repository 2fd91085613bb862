"""Every paper by a template: as it is by itself, changed in everything, and with every fault."""

from collections.abc import Iterator
from typing import Any

import make_paper_templates as shipping
import pytest

from desktop_app.base.errors import UserError
from desktop_app.base.resources import resource_path
from desktop_app.printing.documents.draft import Draft
from desktop_app.printing.documents.paper_words import pieces, tables_told, words_told
from desktop_app.printing.documents.papers import PAPERS
from desktop_app.printing.documents.templated import templated
from desktop_app.printing.documents.typesetter import drafting
from desktop_app.printing.type.faces import font_set
from desktop_app.printing.type.forms import RuledForm
from desktop_app.printing.type.page import compose
from desktop_app.printing.type.paragraph import Paragraph
from desktop_app.printing.type.placard import Placard
from desktop_app.printing.type.ruled import RuledSheet
from desktop_app.registers.rules.template_file import (
    SLOT,
    PaperTemplate,
    faults_of,
    read_template,
    template_text,
)
from desktop_app.registers.rules.template_parts import (
    FOLDER,
    SECTIONS,
    PaperParts,
    parts_of,
    shipped_template,
)
from desktop_app.registers.rules.template_writing import written_template
from desktop_app.storage import branch_file
from desktop_app.storage.ledger import Ledger
from tests.printing.type.reading import text_of
from tests.views.pages.sample_bench import sample_ledger

_SET = 6
"""Of so many papers one is set; the others are looked at before they are."""


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    ledger = sample_ledger(tmp_path_factory.mktemp("templates"))
    yield ledger
    branch_file.close(ledger)


@pytest.fixture(scope="module")
def made(sample: Ledger) -> dict[str, tuple[Any, Draft]]:
    """Of every kind of paper one that the sample can make, with what it is made of; no story is used up."""
    return {key: told for key, told in shipping.one_of_each(sample).items() if not PAPERS[key].prescribed}


def drafted(sample: Ledger, key: str, args: Any) -> Draft:
    return drafting(PAPERS[key])(sample, **args)


def printed(draft: Draft) -> bytes:
    fonts = font_set(resource_path("fonts"), ())
    return compose(draft.story, draft.page, fonts, title=draft.title, author="支部").pdf


def said(draft: Draft) -> list[Any]:
    """Everything of a draft that makes its picture."""
    out: list[Any] = [draft.page.width, draft.page.height]
    for one in pieces(draft.story):
        if isinstance(one, Paragraph):
            out.append((one.style, one._runs))
        elif isinstance(one, RuledForm):
            out.append([list(row) for row in one.rows])
        elif isinstance(one, RuledSheet):
            rows = [list(row) for row in one._data]
            out += [list(one.columns), rows, list(one._totals or ()), list(one._sums), one.size]
        elif isinstance(one, Placard):
            out.append(one.words)
        else:
            out.append(type(one))
    return out


def test_no_template_ships_for_a_paper_that_is_gone() -> None:
    files = sorted(path.stem for path in resource_path(FOLDER).glob("*.toml"))
    assert files == sorted(PAPERS), "run python packaging/dev.py templates"


@pytest.mark.parametrize("key", PAPERS)
def test_a_paper_ships_its_template_which_is_read_back_as_it_is(key: str) -> None:
    paper, parts = PAPERS[key], parts_of(key)
    assert parts.title == paper.title
    assert parts.kept == frozenset(paper.kept)
    assert written_template(parts) == shipped_template(key)
    if paper.prescribed:
        assert "统一规定" in str(faults_of(shipped_template(key))[0])
    else:
        assert written_template(parts, read_template(shipped_template(key))) == shipped_template(key)


def test_shipped_templates_say_what_the_papers_say(made: Any) -> None:
    """A heading, note, label or column changed in the code is changed there too."""
    assert len(made) > 115
    for key, (words, tables) in shipping.told((key, draft) for key, (_, draft) in made.items()).items():
        parts = parts_of(key)
        known = {one for section in parts.words.values() for one in section}
        new = {one for _, one in words} - known, set(tables) - set(parts.tables)
        assert new == (set(), set()), f"{key}: run python packaging/dev.py templates"


def test_a_template_that_changes_nothing_leaves_the_paper(sample: Ledger, made: Any) -> None:
    """As exported and read back: every piece, and of some papers every byte."""
    for at, (key, (args, plain)) in enumerate(made.items()):
        template, parts = read_template(shipped_template(key)), parts_of(key)
        told = templated(drafted(sample, key, args), template, parts)
        assert said(told) == said(plain), key
        assert told.digest == plain.digest
        assert bool(told.header) == bool(plain.header)
        if at % _SET == 0:
            assert printed(told) == printed(drafted(sample, key, args)), key


def all_changed(parts: PaperParts) -> PaperTemplate:
    """Every word told anew, every table from right to left and without what it can spare."""
    words = {
        section: {one: f"{one}改" for one in parts.words[section]}
        for section in SECTIONS
        if parts.words[section]
    }
    tables = {}
    for number, columns in enumerate(parts.tables):
        spare = next((one for one in columns if _can_go(parts, number, one)), None)
        left = [one for one in columns if one != spare or len(columns) == 1]
        tables[number] = tuple((one, f"{one}改") for one in reversed(left))
    return PaperTemplate(parts.key, words, tables, ("附在最后的一句话。",), ("乡镇审核人",))


def _can_go(parts: PaperParts, number: int, column: str) -> bool:
    left = {number: tuple((one, one) for one in parts.tables[number] if one != column)}
    return bool(left[number]) and not faults_of(
        written_template(parts, PaperTemplate(parts.key, tables=left))
    )


def test_what_a_template_changes_stands_on_every_paper(sample: Ledger, made: Any) -> None:
    for at, (key, (args, plain)) in enumerate(made.items()):
        parts, wanted = parts_of(key), all_changed(parts_of(key))
        assert read_template(written_template(parts, wanted)) == wanted, key
        words, tables = shipping.told([(key, plain)]).get(key, ({}, {}))
        told = templated(drafted(sample, key, args), wanted, parts)
        says = {line for _, line in words_told(told.story)}
        known = {one for section in parts.words.values() for one in section}
        for _, line in words:
            if line in known and not SLOT.search(line):
                assert f"{line}改" in says, (key, line)
        shown = [tuple(title.rpartition("·")[2] for title in one) for one in tables_told(told.story)]
        for columns in set(tables) & set(parts.tables):
            titles = tuple(
                theirs.rpartition("·")[2] for _, theirs in wanted.tables[parts.tables.index(columns)]
            )
            assert titles in shown, (key, titles)
        assert told.digest == plain.digest
        if at % _SET == 1:
            text = "".join(text_of(printed(told)))
            assert "附在最后的一句话。" in text, key
            assert "乡镇审核人" in text, key


def test_places_are_filled_by_the_program_wherever_they_stand(sample: Ledger) -> None:
    told = '材料 = "党费收缴情况公布表"\n[标题]\n"〔1〕年党费收缴情况公布表" = "党费公布（〔1〕年度）"\n'
    draft = templated(drafted(sample, "dues_statement", {}), read_template(told), parts_of("dues_statement"))
    assert "党费公布（2026年度）" in "".join(text_of(printed(draft)))


HEAD = '材料 = "补学名单"\n'
LONG = "长" * 400
FAULTS = {
    "unknown section": (f"{HEAD}[抬头]\n", 2, "不认识“抬头”"),
    "unknown words": (f'{HEAD}[标题]\n"没有的话" = "x"\n', 3, "里没有“没有的话”"),
    "unknown column": (f'{HEAD}[表1]\n"姓名" = "姓名"\n"工资" = "工资"\n', 4, "没有“工资”这一栏"),
    "column twice": (f'{HEAD}[表1]\n"姓名" = "姓名"\n"姓名" = "名"\n', 4, "写了两次"),
    "two columns alike": (f'{HEAD}[表1]\n"姓名" = "名"\n"学时" = "名"\n"签　名" = "签　名"\n', 4, "两栏都叫"),
    "section twice": (f"{HEAD}[表1]\n[表1]\n", 3, "写了两次"),
    "no column": (f"{HEAD}\n[表1]\n", 3, "一栏也没有"),
    "no such table": (f'{HEAD}[表9]\n"姓名" = "姓名"\n', 2, "不认识“表9”"),
    "a number": (f'{HEAD}[表1]\n"姓名" = 3\n', 3, "带引号的字"),
    "no list": (f'{HEAD}加注 = "一句"\n', 2, "要写成 ["),
    "a section that is none": (f'{HEAD}标题 = "x"\n', 2, "单独一行的 [标题]"),
    "no quotation marks": (f"{HEAD}加注 = 一句\n", 2, "英文引号"),
    "wide quotation marks": (f"{HEAD}加注 = [“一句”]\n", 2, "英文引号"),
    "wide around a name": (f'{HEAD}[表1]\n“姓名” = "姓名"\n', 3, "英文半角"),
    "no end of quotation": (f'{HEAD}[表1]\n"姓名" = "姓\n', 3, "引号没有成对"),
    "no equals": (f'{HEAD}[表1]\n"姓名"\n', 3, "写法不对"),
    "more behind": (f'{HEAD}[表1]\n"姓名" = "姓名" 十毫米\n', 3, "后面多了字"),
    "list not closed": (f'{HEAD}加注 = ["一句"\n[表1]\n', 3, "方括号"),
    "too long": (f'{HEAD}加注 = ["{LONG}"]\n', 2, "最多 300 个字"),
    "title too long": (f'{HEAD}[表1]\n"姓名" = "{LONG}"\n', 3, "最多 30 个字"),
    "too many notes": (f"{HEAD}加注 = {['句'] * 9}\n".replace("'", '"'), 2, "最多 8 项"),
    "a control character": (f'{HEAD}加注 = ["一\x07句"]\n', 2, "控制字符"),
    "a control escaped": (f'{HEAD}[表1]\n"姓名" = "一\\u0007句"\n', 3, "控制字符"),
    "a hidden direction": (f'{HEAD}加注 = ["一\u202e句"]\n', 2, "控制字符"),
    "an unknown place": (f'{HEAD}[标题]\n"〔1〕年补学名单" = "〔3〕年名单"\n', 3, "没有〔3〕"),
    "an empty title": (f'{HEAD}[标题]\n"〔1〕年补学名单" = ""\n', 3, "不能空着"),
    "a signature lost": (f'{HEAD}[表1]\n"姓名" = "姓名"\n', 2, "少了“签　名”"),
    "a signature renamed": (f'{HEAD}[表1]\n"姓名" = "姓名"\n"签　名" = "备注"\n', 4, "“签名”是必须有的"),
    "a seal lost": ('材料 = "承诺书"\n[签字]\n"党支部\\n（盖章）" = "党支部"\n', 3, "“盖章”是必须有的"),
    "votes told otherwise": ('材料 = "计票单"\n[表1]\n"不赞成" = "赞成"\n', 3, "“不赞成”是必须有的"),
    "a prescribed form": ('材料 = "选票"\n', 1, "统一规定"),
    "no such paper": ('材料 = "工资表"\n', 1, "没有叫“工资表”的材料"),
    "no paper": ("加注 = []\n", 1, "哪一份材料"),
    "empty": ("", 1, "哪一份材料"),
}


@pytest.mark.parametrize("kind", FAULTS)
def test_a_fault_is_told_with_its_line_and_reason(kind: str) -> None:
    text, line, reason = FAULTS[kind]
    faults = faults_of(text)
    told = [str(one) for one in faults if one.line == line and reason in one.reason]
    assert told, [str(one) for one in faults]
    assert told[0].startswith(f"第 {line} 行：")
    with pytest.raises(UserError, match="打印不受影响"):
        read_template(text)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_notepad_may_save_it_as_it_likes(encoding: str) -> None:
    typed = (
        '　材料　＝　"补学名单"\r\n【附注】\r\n"截至 〔1〕　　　〔2〕 人，〔3〕 次" ＝ "〔2〕人"  # 改短\r\n'
    )
    told = read_template(template_text(typed.encode(encoding)))
    assert told.words == {"附注": {"截至 〔1〕　　　〔2〕 人，〔3〕 次": "〔2〕人"}}


@pytest.mark.parametrize("data", [b"\xff\xff\xff\x00", b"#" * 70_000], ids=["no text", "too much"])
def test_what_is_no_template_file_is_refused(data: bytes) -> None:
    with pytest.raises(UserError, match="没有用上"):
        template_text(data)
