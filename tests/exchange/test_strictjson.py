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
        b"0." + b"1" * 70,
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


def shape_of(value: object) -> tuple[int, int]:
    """Commas, and colons and brackets, that a value takes to be written."""
    if isinstance(value, dict):
        inner = [shape_of(each) for each in value.values()]
        commas, nested = max(len(value) - 1, 0), len(value) + 1
    elif isinstance(value, list):
        inner = [shape_of(each) for each in value]
        commas, nested = max(len(value) - 1, 0), 1
    else:
        return 0, 0
    return commas + sum(one for one, _ in inner), nested + sum(other for _, other in inner)


@given(VALUE | st.text('\\\\",[]{}:').map(lambda text: {text: [text, [text]]}))
def test_what_a_value_takes_is_counted_before_it_is_read(value: object) -> None:
    data = strictjson.dump(value)
    commas, nested = shape_of(value)
    strictjson.check_shape(data, commas=commas, nested=nested)
    for fewer in ({"commas": commas - 1, "nested": nested}, {"commas": commas, "nested": nested - 1}):
        with pytest.raises(ValueError, match="more values"):
            strictjson.check_shape(data, **fewer)


def test_counting_goes_on_across_its_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    data = json.dumps(["a,[", {"b": '"\\,:'}, ["c", 1]] * 9).encode()
    for window in range(1, 20):
        monkeypatch.setattr(strictjson, "_WINDOW", window)
        strictjson.check_shape(data, commas=35, nested=28)
        with pytest.raises(ValueError, match="more values"):
            strictjson.check_shape(data, commas=34, nested=28)


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
