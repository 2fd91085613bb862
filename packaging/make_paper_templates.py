"""Write resources/paper_templates anew: what of every paper a template may change, as the papers say it now.

Usage: python packaging/make_paper_templates.py [KEY …] writes all of them, or those of the papers named;
python packaging/make_paper_templates.py FILE.toml … tells whether files are templates the program takes.

The papers of the sample branch are drafted, and their headings, notes, labels and columns read. What the code
says in a string is fixed; what it puts into one is a place, 〔1〕. Anything else was entered and stands in no
template.
"""

import ast
import json
import re
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from desktop_app.base.clock import SetClock
from desktop_app.base.errors import UserError
from desktop_app.base.pinyin import load_pinyin
from desktop_app.printing.documents.draft import Draft
from desktop_app.printing.documents.paper import Arguments, PaperDeclaration
from desktop_app.printing.documents.paper_words import tables_told, words_told
from desktop_app.printing.documents.papers import PAPERS, record_arguments
from desktop_app.printing.documents.typesetter import column_boxes, drafting
from desktop_app.printing.documents.year_folder import papers_of_year
from desktop_app.registers import catalogue
from desktop_app.registers.people.members import Member
from desktop_app.registers.rules.template_file import SLOT, SUFFIX, read_template, template_text
from desktop_app.registers.rules.template_parts import FOLDER, NOTES, SECTIONS, TITLES, PaperParts
from desktop_app.registers.rules.template_writing import written_template
from desktop_app.sample import OFFICE, YEAR, fill_sample
from desktop_app.storage import branch_file
from desktop_app.storage.ledger import Ledger
from desktop_app.storage.rebuild_report import RebuildReport

ROOT = Path(__file__).resolve().parent.parent
NOW = datetime(2026, 11, 2, 9, 0)
MOST = 40
"""Copies of a paper that are looked at."""
# What no record of the branch makes: of the words somebody typed, of a file.
OF_WORDS: Mapping[str, Arguments] = {
    "move_slip": {"file": "支部台账-Z001-20261123.zbak", "size": 1200},
    "recovery": {"number": "123456" * 8},
    "trust_card": {"code": "Z001", "name": "支部", "fingerprint": "安 白 程 东 恩 方"},
    "sheet": {"register": "member"},
    "blank_form": {"register": "member"},
    "rebuild_report": {"told": json.dumps(RebuildReport("branch.zbf", 900, 3).as_plain())},
}
# Their labels and columns are the boxes of whatever register they are made of.
OF_ANY_REGISTER = frozenset(("sheet", "blank_form"))
_HAN = re.compile(r"[\u3400-\u9fff]")
_BARE = re.compile(r"[\u3400-\u9fff]{1,2}〔1〕")
_OF_A_DAY = frozenset("年月日时分第次名人")
_ENTERED = re.compile(r"(?:19|20)\d\d")
_COLUMN_OF_A_MONTH = re.compile(r"\d{1,2}月")

Told = dict[str, tuple[dict[tuple[str, str], None], dict[tuple[str, ...], None]]]


def jobs(ledger: Ledger, most: int = MOST) -> Iterator[tuple[str, Arguments]]:
    """Every kind of paper the records make, each of some of them."""
    yield from jobs_of(ledger, PAPERS, most)
    for made in papers_of_year(ledger, YEAR):
        yield from ((made.key, args) for args in list(made.args)[:most])
    yield from OF_WORDS.items()
    for member in ledger.find(Member.live().limit(1)):
        yield "held_about", {"uid": member.uid, "name": member.name}


def jobs_of(ledger: Ledger, keys: Iterable[str], most: int = MOST) -> Iterator[tuple[str, Arguments]]:
    """Some kinds of paper, each of some of the records they are made of."""
    for key, paper in ((key, PAPERS[key]) for key in keys):
        if not paper.needs:
            yield key, Arguments()
        for model in paper.registers if paper.takes_uid else ():
            for record in ledger.find(model.live().order_by(model.uid).limit(most)):
                yield key, record_arguments(paper, record, ledger)


def drafts(made: Iterable[tuple[str, Arguments]], ledger: Ledger) -> Iterator[tuple[str, Draft]]:
    """The papers drafted; what an office like the sample's cannot make is left out."""
    for key, args in made:
        try:
            yield key, drafting(PAPERS[key])(ledger, **args)
        except UserError:
            continue


def one_of_each(ledger: Ledger) -> dict[str, tuple[Arguments, Draft]]:
    """Of every kind of paper the first that can be made."""
    found: dict[str, tuple[Arguments, Draft]] = {}
    for key, args in jobs(ledger, 1):
        if key not in found:
            with suppress(UserError):
                found[key] = args, drafting(PAPERS[key])(ledger, **args)
    return found


def told(made: Iterable[tuple[str, Draft]]) -> Told:
    """Key → (section, fixed words) and the columns of tables, in the order they stand on paper."""
    found: Told = defaultdict(lambda: ({}, {}))
    for key, draft in made:
        words, tables = found[key]
        any_register = key in OF_ANY_REGISTER
        for section, line in words_told(draft.story):
            fixed = fixed_words(line)
            if fixed and (not any_register or (section in (TITLES, NOTES) and SLOT.search(fixed))):
                words[section, fixed] = None
        for columns in () if any_register else tables_told(draft.story):
            if all(is_declared(one) for one in columns):
                tables[columns] = None
    return found


def is_declared(title: str) -> bool:
    """Whether a column is the paper's own: it is of no record."""
    name = title.rpartition("·")[2].partition("（2")[0]
    return fixed_words(name) == name or not name or _COLUMN_OF_A_MONTH.fullmatch(name) is not None


def fixed_words(line: str) -> str:
    """A line with 〔1〕 where something is put in; '' where nothing of it stands in the code."""
    literals, formats = _strings()
    if not line.strip() or _ENTERED.search(line) or not _HAN.search(line):
        return _filled_in(line, formats) if _HAN.search(line) else ""
    return line if line in literals else _filled_in(line, formats)


def _filled_in(line: str, formats: Sequence[tuple[re.Pattern[str], str]]) -> str:
    return next((words for pattern, words in formats if pattern.fullmatch(line)), "")


@cache
def _strings() -> tuple[frozenset[str], list[tuple[re.Pattern[str], str]]]:
    """Every string of the floors papers are made from; every format, the most telling first."""
    literals, formats = set[str](), dict[str, re.Pattern[str]]()
    for floor in ("printing/documents", "duties", "registers"):
        for path in sorted((ROOT / "desktop_app" / floor).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    literals.add(node.value)
                elif isinstance(node, ast.JoinedStr) and floor == "printing/documents":
                    parts = [one.value if isinstance(one, ast.Constant) else None for one in node.values]
                    words, pattern = _format(parts)
                    if is_telling(words):
                        formats[words] = pattern
    ordered = sorted(formats.items(), key=lambda one: (-len(SLOT.sub("", one[0])), one[0]))
    return frozenset(literals), [(pattern, words) for words, pattern in ordered if "\n" not in words]


def is_telling(words: str) -> bool:
    """Whether enough of a format is fixed to know it by."""
    fixed = set(_HAN.findall(SLOT.sub("", words))) - _OF_A_DAY
    return len(fixed) >= 2 and not _BARE.fullmatch(words)


def _format(parts: Sequence[Any]) -> tuple[str, re.Pattern[str]]:
    words, pattern, number = "", "", 0
    for part in parts:
        if part is None:
            number += 1
            words, pattern = f"{words}〔{number}〕", f"{pattern}(?:.*?)"
        else:
            words, pattern = words + str(part), pattern + re.escape(str(part))
    return words, re.compile(pattern)


def parts_of(paper: PaperDeclaration, found: Told, choice: Iterable[str] = ()) -> PaperParts:
    """What of a paper may be changed."""
    words, tables = found.get(paper.key, ({}, {}))
    if paper.prescribed:
        return PaperParts(paper.key, paper.title, dict.fromkeys(SECTIONS, ()))
    first = {line: section for section, line in reversed(words)}
    sections = {
        name: tuple(line for section, line in words if section == name == first[line]) for name in SECTIONS
    }
    shown = {one for table in tables for one in table}
    more = tuple(one for one in choice if one not in shown)
    return PaperParts(paper.key, paper.title, sections, tuple(tables), frozenset(paper.kept), more)


def shipped_files(ledger: Ledger, keys: Sequence[str] = ()) -> dict[str, str]:
    """File name → text of the templates that ship: all, or those of some papers."""
    made = jobs_of(ledger, keys) if keys else jobs(ledger)
    found = told(drafts(made, ledger))
    return {
        f"{key}.toml": written_template(parts_of(PAPERS[key], found, choices(PAPERS[key], ledger)))
        for key in keys or PAPERS
    }


def choices(paper: PaperDeclaration, ledger: Ledger) -> list[str]:
    """The columns a template of the paper may choose besides its own."""
    return list(column_boxes(paper, ledger)) if paper.titles else []


def checked(paths: Sequence[Path]) -> int:
    """Tell of each file whether it is a template, else in which lines it is wrong; the exit code."""
    wrong = 0
    for path in paths:
        try:
            key = read_template(template_text(path.read_bytes())).key
        except UserError as error:
            wrong = 1
            print(f"{path.name}：{error.sentence()}")
        else:
            print(f"{path.name}：可以用，是“{PAPERS[key].title}”的样式")
    return wrong


def write(keys: Sequence[str]) -> None:
    """Draft the papers of the sample branch and write the files."""
    with tempfile.TemporaryDirectory() as folder:
        clock = SetClock(datetime(2026, 8, 1, 8, 0))
        setting = branch_file.Setting(catalogue(), clock, load_pinyin().keys)
        ledger, _ = branch_file.create(Path(folder) / "branch.zbf", setting, office=OFFICE, password=None)
        fill_sample(ledger, clock)
        clock.set(NOW)
        files = shipped_files(ledger, keys)
        branch_file.close(ledger)
    place = ROOT / "resources" / FOLDER
    place.mkdir(exist_ok=True)
    for old in place.glob("*.toml") if not keys else ():
        old.unlink()
    for name, text in files.items():
        (place / name).write_text(text, encoding="utf-8", newline="\n")
    print(f"wrote {len(files)} files into {place}")


def main(words: Sequence[str]) -> int:
    """Check files, or write what ships."""
    if words and words[0].endswith(SUFFIX):
        return checked([Path(one) for one in words])
    write(words)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
