"""The code proposed for a branch."""

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.base.pinyin import load_pinyin
from desktop_app.registers.people.office_code import proposed_code

INITIALS = load_pinyin().initials


def test_it_is_made_of_the_initials_that_tell_branches_apart():
    code = proposed_code("中共桂花里社区支部委员会", INITIALS)
    assert code[:-2] == "GHLSQ"
    assert code[-2:].isdigit()
    assert proposed_code(" 中共桂花里 社区支部委员会", INITIALS) == code
    assert proposed_code("", INITIALS) == ""


def test_branches_of_one_street_differ():
    names = [f"中共青石街道{place}社区支部委员会" for place in ("桂花里", "贵和里", "清河", "青禾")]
    assert len({proposed_code(name, INITIALS) for name in names}) == len(names)


@given(st.text(min_size=1, max_size=40))
def test_any_name_gives_a_short_code_fit_for_a_file_name(name):
    code = proposed_code(name, INITIALS)
    assert not name.split() or (code.isascii() and code.isalnum() and 3 <= len(code) <= 10)
