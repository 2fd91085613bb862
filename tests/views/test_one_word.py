"""One name for one thing: in the navigation, over the page, in the help and on what lies beside a package."""

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.registers import catalogue
from desktop_app.views.page_table import PAGES, PageRow, page_class
from desktop_app.views.pages.office.help_page import TOPICS, manual_text
from desktop_app.views.table.titles import bare

ROOT = Path(__file__).resolve().parents[2]
RESOURCES = ROOT / "resources"
# A word that was in use beside the one that holds.
FORMER = {"先不办": "先不做", "信任卡": "名片"}
LEAST_CHINESE = 0.25


def said(path: Path) -> Iterator[str]:
    """Every string of a module but its docstrings: what people may come to read."""
    tree = ast.parse(path.read_text("utf8"))
    told = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef))
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


@pytest.mark.parametrize("row", PAGES, ids=lambda row: row.key)
def test_the_navigation_calls_a_page_as_it_calls_itself(row: PageRow) -> None:
    page = page_class(row.view)
    if row.is_table:
        assert row.title == bare(catalogue()[row.registers[0]].title)
        return
    heading = getattr(page, "heading", None)
    path = Path(inspect.getfile(page))
    assert row.title == heading if isinstance(heading, str) else row.title in set(said(path))


@pytest.mark.parametrize("word", FORMER)
def test_no_former_word_is_left(word: str) -> None:
    found = [
        str(path.relative_to(ROOT))
        for path in sorted((ROOT / "desktop_app").rglob("*.py"))
        if any(word in one for one in said(path))
    ]
    papers = [str(path) for path in RESOURCES.rglob("*.md") if word in path.read_text("utf8")]
    assert found + papers == [], f"{FORMER[word]} is the word"


@pytest.mark.parametrize("topic", TOPICS)
def test_no_topic_of_the_help_is_in_english(topic: str) -> None:
    text = manual_text(RESOURCES, topic)
    for part in re.split(r"^## ", text, flags=re.MULTILINE):
        prose = re.sub(r"`[^`]*`|^\|.*$", "", part, flags=re.MULTILINE)
        letters = re.findall(r"[A-Za-z]", prose)
        chinese = re.findall(r"[\u4e00-\u9fff]", prose)
        assert len(chinese) >= LEAST_CHINESE * (len(letters) + len(chinese)), part[:60]
        assert re.match(r"#? ?.*[\u4e00-\u9fff]", part.strip() or "空")
