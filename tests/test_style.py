"""The manners of the tests and of the locks: nothing sleeps, nothing is skipped, everything can fail."""

import ast
import re
import tomllib

import pytest

from tests.syntax import ROOT, called

# Words that judge; a property ("given") may also say that nothing breaks on any input.
JUDGES = (
    "given",
    "assert",
    "raises",
    "warns",
    "check",
    "waitsignal",
    "waituntil",
    "wait_until",
    "expect",
    "confirm",
    "verify",
    "fail",
)
LOCKS = sorted((ROOT / "packaging").glob("requirements*.txt"))
PIN = re.compile(
    r"^([A-Za-z0-9._-]+)==([^ ;]+)(?: ; [^\\]+)? \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)"
)


def bad_manners(text: str) -> list[str]:
    """What is wrong with the tests in ``text``: sleeping, skipping, judging nothing, waiting for nothing."""
    tree = ast.parse(text)
    waited = {
        id(item.context_expr) for node in ast.walk(tree) if isinstance(node, ast.With) for item in node.items
    }
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            if called(node) in ("sleep", "qSleep", "qWait") or ast.unparse(node.func) == "qtbot.wait":
                found.append(f"{node.lineno} sleeps")
            if called(node) in ("waitSignal", "waitSignals") and id(node) not in waited:
                found.append(f"{node.lineno} waits for nothing: waitSignal belongs in a with")
        if isinstance(node, ast.Attribute) and node.attr in ("skip", "skipif", "xfail", "importorskip"):
            found.append(f"{node.lineno} is skipped")
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            said = ast.dump(node).lower()
            if not any(word in said for word in JUDGES):
                found.append(f"{node.lineno} {node.name} cannot fail")
    return found


@pytest.mark.parametrize(
    "path", sorted((ROOT / "tests").rglob("*.py")), ids=lambda path: str(path.relative_to(ROOT))
)
def test_the_tests_have_manners(path):
    if path.name == "test_style.py":
        return
    found = bad_manners(path.read_text("utf-8"))
    if path.name == "kills.py":
        # It kills at a random moment: there the time itself is the test, not the wait for something.
        found = [fault for fault in found if not fault.endswith("sleeps")]
    assert found == []


@pytest.mark.parametrize(
    "text",
    [
        "def test_a():\n    time.sleep(1)\n    assert 1",
        "def test_a(qtbot):\n    qtbot.wait(50)\n    assert 1",
        "@pytest.mark.skip\ndef test_a():\n    assert 1",
        "def test_a():\n    pytest.importorskip('x')\n    assert 1",
        "def test_a():\n    do()",
        "def test_a(qtbot):\n    qtbot.waitSignal(x)\n    assert 1",
    ],
)
def test_bad_manners_are_found(text):
    assert len(bad_manners(text)) == 1


def test_good_manners_are_left_alone():
    assert bad_manners("def test_a(qtbot):\n    with qtbot.waitSignal(x):\n        act()") == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_is_exact_hashed_and_names_no_address(lock):
    text = "".join(line for line in lock.read_text("utf-8").splitlines(keepends=True) if line[0] != "#")
    while text:
        pin = PIN.match(text)
        assert pin, text[:120]
        text = text[pin.end() :]


def test_the_locks_hold_what_pyproject_asks_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    groups = {"requirements.txt": project["project"]["dependencies"]}
    groups |= {f"requirements-{name}.txt": wanted for name, wanted in project["dependency-groups"].items()}
    assert {lock.name for lock in LOCKS} == set(groups)
    for name, wanted in groups.items():
        lines = (ROOT / "packaging" / name).read_text("utf-8").splitlines()
        pinned = {line.split(" ")[0] for line in lines if "==" in line}
        assert {item.split(" ")[0].lower() for item in wanted} <= pinned
