"""No number of a rule stands in code: every key read is a row, every row is read, no span is written."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import desktop_app
from desktop_app.registers.rules.shipped import shipped

CODE = Path(desktop_app.__file__).parent
KEYS = set(shipped())
TREES = {
    path: ast.parse(path.read_text("utf-8"))
    for path in (*CODE.joinpath("duties").rglob("*.py"), *CODE.joinpath("registers").rglob("*.py"))
}
# Calls whose numbers are deadlines, lead times or spans of months: function, place or name of the number.
SPANS = {"timedelta": ("days", "weeks"), "add_months": (1,), "add_years": (1,), "standing": (2,)}
every = pytest.mark.parametrize("path", sorted(TREES), ids=lambda path: f"{path.parent.name}/{path.name}")


def words(tree: ast.AST) -> Iterator[str]:
    """Every text in the code; a text with holes as a pattern."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield re.escape(node.value)
        elif isinstance(node, ast.JoinedStr):
            parts = (
                re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[a-z0-9_]*"
                for part in node.values
            )
            yield "".join(parts)


def asked(tree: ast.AST) -> Iterator[str]:
    """The keys that are asked of the rule table by name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "rule":
            for at in node.args[:1]:
                if isinstance(at, ast.Constant):
                    yield at.value


def called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def numbers(node: ast.Call) -> Iterator[Any]:
    """The spans written into one call."""
    for place in SPANS.get(called(node), ()):
        given = [one.value for one in node.keywords if one.arg == place]
        given += node.args[place : place + 1] if isinstance(place, int) else []
        for one in given:
            if isinstance(one, ast.UnaryOp):
                one = one.operand
            if isinstance(one, ast.Constant) and isinstance(one.value, int) and one.value > 1:
                yield one.value


def test_every_key_that_is_read_is_a_row() -> None:
    others = (path.read_text("utf-8") for path in CODE.rglob("*.py") if path not in TREES)
    # Few files above the duties ask for a number: only those are taken apart.
    trees = [*TREES.values(), *(ast.parse(text) for text in others if ".rule(" in text)]
    assert {key for tree in trees for key in asked(tree)} - KEYS == set()


def test_every_row_is_read() -> None:
    read = {pattern for tree in TREES.values() for pattern in words(tree)}
    plain = {pattern for pattern in read if "[" not in pattern}
    holes = [pattern for pattern in read if pattern.count("[a-z0-9_]*") and len(pattern) > 16]
    unread = {key for key in KEYS if key not in plain and not any(re.fullmatch(hole, key) for hole in holes)}
    assert unread == set()


@every
def test_no_span_of_days_or_months_is_written_into_the_code(path: Path) -> None:
    found = {
        f"{called(node)} in line {node.lineno}: {number}"
        for node in ast.walk(TREES[path])
        if isinstance(node, ast.Call)
        for number in numbers(node)
    }
    assert found == set()
