"""The measures of the code: what they count in a small tree."""

import pytest
from measure import measures

SMALL = {
    "base/errors.py": (
        '"""Errors."""\nfrom typing import Any\n\n\ndef told(what: Any, safe: str) -> str:\n    return ""\n'
    ),
    "views/shell.py": (
        '"""The shell."""\n\n\nclass Shell:\n    def go(self, key: "dict[str, Any]") -> None:\n'
        '        """Go."""\n        from desktop_app.base import errors\n'
    ),
    "views/pages/help.py": '"""Help."""\n\n\nclass Shell(list):\n    def go(self, key): ...\n',
}


@pytest.fixture
def small(tmp_path):
    for name, text in SMALL.items():
        path = tmp_path / "desktop_app" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return measures(tmp_path)


def test_each_measure_counts_what_it_says(small):
    assert small["modules"] == "3"
    assert small["late imports of our own"] == "1"
    assert small["class names twice"] == "1"
    assert small["which class names twice"] == "Shell"
    assert small["parameters typed Any, base"] == "50.0 %"
    assert small["parameters typed Any, views"] == "50.0 %"
    # ``told`` says nothing; the second ``go`` answers to a base that may tell it.
    assert small["public functions with docstring"] == "66.7 %"
    assert small["lines of views/pages"] == "5"


def test_a_circle_counts_its_modules(tmp_path):
    for one, other in ("ab", "ba"):
        path = tmp_path / "desktop_app" / f"{one}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"def f():\n    from desktop_app import {other}\n", "utf-8")
    assert measures(tmp_path)["largest circle of imports"] == "2"
