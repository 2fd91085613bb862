"""Weak passwords are named with what is weak about them; a sentence of one's own passes."""

import pytest

from desktop_app.base.passwords import weakness

OWN = ("中共青石街道桂花里社区支部委员会", "GHL01")


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("password", "常见"),
        ("Password2026", "常见"),
        ("p@ssw0rd", "常见"),
        ("dangzhibu123", "常见"),
        ("woaini5201314", "常见"),
        ("2026党支部!", "常见"),
        ("不忘初心2026", "常见"),
        ("12341234", "重复"),
        ("abababab", "重复"),
        ("党党党党党党党党", "重复"),
        ("abcdefghijk", "连着"),
        ("1qaz2wsx", "连着"),
        ("qwer4321", "连着"),
        ("19851001", "日期"),
        ("1985-10-01", "日期"),
        ("01.10.1985", "日期"),
        ("13900000033", "电话"),
        ("990101198510010033", "身份证号"),
        ("73920518", "只有数字"),
        ("桂花里社区2026", "本支部"),
        ("ghl01", "本支部"),
    ],
)
def test_what_many_would_guess_is_named(password: str, why: str) -> None:
    assert why in weakness(password, OWN)


@pytest.mark.parametrize(
    "password",
    [
        "桂花里支部2026",
        "院里石榴熟了七颗",
        "guihuakaile-37du",
        "correct horse battery",
        "739205184617",
        "书记爱喝茶7",
    ],
)
def test_a_sentence_of_ones_own_passes(password: str) -> None:
    assert weakness(password, OWN) == ""
