"""JSON of strangers is read to the letter or refused with ValueError."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.exchange import strictjson

VALUE = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)


@given(VALUE)
def test_what_is_written_is_read(value: object) -> None:
    assert repr(strictjson.parse(strictjson.dump(value))) == repr(json.loads(strictjson.dump(value)))
    assert strictjson.parse(strictjson.dump(value)) == value


@given(VALUE)
def test_one_value_has_one_spelling(value: object) -> None:
    data = strictjson.dump(value)
    assert strictjson.dump(strictjson.parse(data)) == data


@given(st.binary(max_size=40) | st.text('{}[]",:0123456789-+.eE\\utrfalsn ', max_size=40).map(str.encode))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        value = strictjson.parse(data)
    except ValueError:
        return
    assert value == json.loads(data)


@pytest.mark.parametrize(
    "data",
    [
        b'\xef\xbb\xbf{"a":1}',
        '{"a":1}'.encode("utf-16"),
        b'{"a":1,"a":1}',
        b"NaN",
        b"Infinity",
        b"1e400",
        b"-1e400",
        b"-" + b"9" * 5000,
        b'"\\ud83d"',
        b'{"\\ud83d":1}',
        b'[[["\\ude00"]]]',
        b"[" * 100_000,
        b'{"a":' * 100_000,
    ],
)
def test_traps_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - several kinds of it, all handled as one
        strictjson.parse(data)


@pytest.mark.parametrize("value", [True, 1.0, "1", None, -1, 11])
def test_a_whole_number_is_nothing_else(value: object) -> None:
    with pytest.raises(ValueError, match="whole number"):
        strictjson.whole(value, 0, 10)


@pytest.mark.parametrize("text", ["", "a\nb", "a\tb", "\u202eabc", "a\u200bb", "a\u2028b", "x" * 11, 5])
def test_a_line_for_people_has_no_hidden_characters(text: object) -> None:
    with pytest.raises(ValueError, match=r"text|characters"):
        strictjson.words(text, 10)


@pytest.mark.parametrize("text", ["支部", "a b", "全\u3000角", "\U0003106c", "\ue123"])
def test_a_rare_character_of_a_name_is_no_hidden_one(text: str) -> None:
    assert strictjson.words(text, 10) == text
