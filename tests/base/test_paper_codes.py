"""核验码: what is typed is read as it was meant, and one slip of the pen is found out and proposed for."""

import hashlib
from itertools import pairwise

import pytest

from desktop_app.base.ids import PAPER_ALPHABET
from desktop_app.base.paper_codes import is_whole, near_codes, paper_code, typed_code

CODES = [paper_code(hashlib.sha256(bytes([n])).digest(), "0198") for n in range(40)]


def with_letter(code: str, at: int, letter: str) -> str:
    """``code`` with another character at a place."""
    return code[:at] + letter + code[at + 1 :]


def test_a_code_has_three_groups_and_is_whole() -> None:
    assert all(len(part) == 3 for code in CODES for part in code.split("-"))
    assert all(map(is_whole, CODES))
    assert len(set(CODES)) == len(CODES)


def test_another_office_has_another_code_for_the_same_words() -> None:
    digest = hashlib.sha256(b"words").digest()
    assert paper_code(digest, "a") == paper_code(digest, "a") != paper_code(digest, "b")


@pytest.mark.parametrize("words", ["{0}", " {0} ", "HYM:{0}", "核验码 {0}", "核验码{0}", "{0}\n"])
def test_what_is_typed_around_a_code_does_not_count(words: str) -> None:
    code = CODES[0]
    for spelt in (code, code.lower(), code.replace("-", ""), code.replace("-", " "), code.replace("-", "－")):
        assert typed_code(words.format(spelt)) == code
    wide = "".join(chr(ord(one) + 0xFEE0) for one in code)
    assert typed_code(words.format(wide)) == code


@pytest.mark.parametrize("words", ["", "7K3", "7K3-F98-QDXX", "支部台账的核验码是什", "----------"])
def test_what_is_no_code_is_none(words: str) -> None:
    assert typed_code(words) == ""


def test_the_codes_of_older_papers_are_read() -> None:
    assert typed_code("7k3f98qd") == "7K3F-98QD"
    assert is_whole("7K3F-98QD")


def test_every_wrong_character_is_found_out() -> None:
    for code in CODES[:10]:
        for at, letter in enumerate(code):
            wrong = [with_letter(code, at, one) for one in PAPER_ALPHABET if letter not in ("-", one)]
            assert not any(map(is_whole, wrong))


def test_two_characters_that_changed_places_are_found_out() -> None:
    for code in CODES:
        letters = code.replace("-", "")
        for at, (first, second) in enumerate(pairwise(letters)):
            if first != second:
                swapped = letters[:at] + second + first + letters[at + 2 :]
                assert not is_whole(typed_code(swapped))
                assert near_codes(typed_code(swapped), CODES) == [code]


def test_one_slip_is_proposed_for() -> None:
    code = CODES[3]
    assert near_codes(with_letter(code, 0, "0"), CODES) == [code]
    assert near_codes(code, CODES) == []
    assert near_codes(with_letter(with_letter(code, 0, "0"), 5, "0"), CODES) == []
