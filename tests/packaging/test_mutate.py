"""The faults put into the rules: each kind, each with the module and the tests it is tried on."""

import subprocess
import sys
import tomllib

import mutate
import pytest

from devtools.faults import faults_of, faulty

MODULE = '''
"""Words."""

def met(count, whole):
    """More words."""
    if not whole:
        return False
    return count * 2 > whole and count <= max(whole, 1)

class Box:
    def title(self):
        return "甲" + ("乙" if self.ok() else "丙")
'''


def test_a_fault_is_one_small_slip_in_a_function_and_never_in_words():
    found = faults_of(MODULE)
    assert {one.function for one in found} == {"met", "Box.title"}
    assert [(one.line, one.change) for one in found if one.function == "met"] == [
        (6, "if not whole: → if whole:"),
        (7, "False → True"),
        (8, "return count * 2 > whole and count <= max(whole, 1) → return None"),
        (8, "count * 2 > whole and count <= max(whole, 1) → count * 2 > whole or count <= max(whole, 1)"),
        (8, "count * 2 > whole → count * 2 >= whole"),
        (8, "count * 2 → count // 2"),
        (8, "2 → 3"),
        (8, "count <= max(whole, 1) → count < max(whole, 1)"),
        (8, "max(whole, 1) → min(whole, 1)"),
        (8, "1 → 2"),
    ]
    # Twice the same slip is told apart, or one of the two would never be tried.
    assert len(set(found)) == len(found)


def test_the_module_has_that_fault_and_no_other():
    def answers(code):
        names = {}
        exec(code, names)
        return [names["met"](count, whole) for count, whole in ((1, 2), (2, 2), (3, 2), (1, 0))]

    assert answers(compile(MODULE, "m", "exec")) == [False, True, False, False]
    by_change = {one.change: one for one in faults_of(MODULE)}
    wrong = faulty(MODULE, by_change["count * 2 > whole → count * 2 >= whole"], "m")
    assert answers(wrong) == [True, True, False, False]
    with pytest.raises(KeyError):
        faulty("x = 1", by_change["1 → 2"], "m")


@pytest.mark.parametrize("name", mutate.RULES)
def test_every_rule_is_one_module_with_tests(name):
    path = mutate.module_path(name)
    assert mutate.tests_of(path)
    assert mutate.module_path(mutate.dotted(path)) == path


@pytest.mark.parametrize("name", ["no_such_rule", "identity"])
def test_a_name_that_means_no_module_or_several_is_refused_by_name(name):
    with pytest.raises(mutate.CannotMutate, match=name):
        mutate.module_path(name)


def test_every_fault_called_equivalent_is_still_there_and_has_its_reason():
    for name, several in tomllib.loads(mutate.EQUIVALENT.read_text("utf8")).items():
        there = {(one.function, one.change) for one in faults_of(mutate.module_path(name).read_text("utf8"))}
        for one in several:
            assert (one["function"], one["change"]) in there, f"{name}: {one} is no fault of it any more"
            assert one["why"]


def test_a_fault_the_tests_notice_is_found_and_the_file_is_as_before():
    path = mutate.module_path("base.numerals")
    before = path.read_bytes()
    words = [sys.executable, mutate.__file__, "base.numerals", "--most", "3"]
    told = subprocess.run(words, capture_output=True, text=True, encoding="utf8", check=False)
    assert told.returncode == 0, told.stdout + told.stderr
    last = told.stdout.splitlines()[-1].split()
    assert (last[0], last[2]) == ("all", "3")
    assert int(last[1]) >= 2
    assert path.read_bytes() == before
