"""The words of fingerprints are chosen from plain things, and no two alike by ear are let in."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from desktop_app.exchange.card_words import load_card_words

SCRIPT = Path(__file__).resolve().parents[2] / "packaging" / "build_words.py"


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_words", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_word_is_made_of_the_characters_and_none_is_rejected(script: ModuleType) -> None:
    characters, rejected = set(script.CHARACTERS), set(script.REJECTED.split())
    assert [word for word in load_card_words() if not set(word) <= characters or word in rejected] == []


def test_the_more_frequent_noun_comes_first_and_keeps_out_what_sounds_like_it(script: ModuleType) -> None:
    dictionary = [
        "书包 90 n",
        "河堤 80 n",
        "合地 70 n",
        "狮子 60 n",
        "柿子 50 n",
        "水果 40 v",
        "大火 30 n",
        "竹竿 20 n",
    ]
    words = [word for word, _ in script.chosen(script.nouns(dictionary))]
    assert words == ["书包", "河堤", "狮子", "竹竿"]
