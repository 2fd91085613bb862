"""Rare characters by sound and by radical, over the shipped tables."""

import pytest

from desktop_app.base.rare_characters import load_rare_characters


@pytest.mark.parametrize(
    ("char", "sound", "radical", "strokes"),
    [
        ("䶮", "yan", 212, 4),
        ("𬭸", "lin", 167, 12),
        ("㛃", "jie", 38, 6),
        ("堃", "kun", 32, 8),
        ("曌", "zhao", 72, 12),
    ],
)
def test_characters_of_names_are_found_both_ways(char, sound, radical, strokes):
    all_of_them = load_rare_characters()
    assert char in all_of_them.of_sound(sound)
    assert char in all_of_them.of_radical(radical)[strokes]


def test_what_is_in_common_use_stands_first():
    found = load_rare_characters().of_sound("Lin ")
    assert found.index("林") < found.index("𬭸") < len(found) - 1


def test_a_sound_is_typed_with_either_u_and_no_sound_finds_nothing():
    all_of_them = load_rare_characters()
    assert all_of_them.of_sound("lü") == all_of_them.of_sound("LV")
    assert "吕" in all_of_them.of_sound("lü")
    assert all_of_them.of_sound("qqq") == all_of_them.of_sound("") == ""


def test_all_radicals_are_listed_by_strokes_with_the_forms_people_look_up():
    radicals = load_rare_characters().radicals()
    assert len(radicals) == 214
    forms = {one.number: one.forms for one in radicals}
    assert "氵" in forms[85]
    assert "钅" in forms[167]
    assert "艹" in forms[140]
    strokes = [one.strokes for one in radicals]
    assert strokes == sorted(strokes)
    assert min(strokes) == 1


def test_no_character_stands_twice_under_a_radical():
    for one in load_rare_characters().radicals():
        chars = "".join(load_rare_characters().of_radical(one.number).values())
        assert len(chars) == len(set(chars))
