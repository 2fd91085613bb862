"""Every paper of the program by a template: as it is by itself, changed in everything, and with every fault."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import make_paper_templates as shipping
import pytest

from desktop_app.base.errors import UserError
from desktop_app.base.resources import resource_path
from desktop_app.printing.documents.draft import Draft
from desktop_app.printing.documents.paper_words import tables_told, words_told
from desktop_app.printing.documents.papers import PAPERS
from desktop_app.printing.documents.templated import templated
from desktop_app.printing.documents.typesetter import drafting
from desktop_app.printing.type.faces import font_set
from desktop_app.printing.type.page import compose
from desktop_app.registers.rules.template_file import (
    SLOT,
    PaperTemplate,
    faults_of,
    read_template,
    template_text,
)
from desktop_app.registers.rules.template_parts import (
    FOLDER,
    NOTES,
    SECTIONS,
    SIGNED,
    PaperParts,
    parts_of,
    shipped_template,
    table_name,
)
from desktop_app.registers.rules.template_writing import written_template
from desktop_app.storage import branch_file
from desktop_app.storage.ledger import Ledger
from tests.printing.documents.reading import bare
from tests.printing.type.reading import text_of
from tests.views.pages.sample_bench import sample_ledger

CHANGEABLE = [key for key in PAPERS if not PAPERS[key].prescribed]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    ledger = sample_ledger(tmp_path_factory.mktemp("templates"))
    yield ledger
    branch_file.close(ledger)


@pytest.fixture(scope="module")
def jobs(sample: Ledger) -> dict[str, Any]:
    """Of every kind of paper one that the sample can make."""
    return {key: args for key, args, _ in shipping.drafts(sample, 1)}


def drafted(sample: Ledger, key: str, args: Any) -> Draft:
    return drafting(PAPERS[key])(sample, **args)


def printed(draft: Draft) -> bytes:
    fonts = font_set(resource_path("fonts"), ())
    return compose(draft.story, draft.page, fonts, title=draft.title, author="支部").pdf


def test_every_paper_ships_its_template_and_it_is_read_back_as_it_is() -> None:
    files = sorted(path.stem for path in resource_path(FOLDER).glob("*.toml"))
    assert files == sorted(PAPERS), "run python packaging/dev.py templates"
    for key, paper in PAPERS.items():
        parts = parts_of(key)
        assert parts.title == paper.title
        assert parts.kept == frozenset(paper.kept)
        assert written_template(parts) == shipped_template(key)
        if paper.prescribed:
            assert "统一规定" in str(faults_of(shipped_template(key))[0])
        else:
            told = read_template(shipped_template(key))
            assert written_template(parts, told) == shipped_template(key)


def test_shipped_templates_say_what_the_papers_say(sample: Ledger, jobs: dict[str, Any]) -> None:
    """A heading, note, label or column changed in the code is changed there too."""
    made = [(key, drafted(sample, key, args)) for key, args in jobs.items()]
    for key, (words, tables) in shipping.told(made).items():
        parts = parts_of(key)
        if PAPERS[key].prescribed:
            continue
        known = {one for section in parts.words.values() for one in section}
        new = {one for _, one in words} - known, set(tables) - set(parts.tables)
        assert new == (set(), set()), f"{key}: run python packaging/dev.py templates"


def test_a_template_that_changes_nothing_leaves_the_bytes(sample: Ledger, jobs: dict[str, Any]) -> None:
    for key, args in jobs.items():
        if key in CHANGEABLE:
            draft = drafted(sample, key, args)
            told = templated(drafted(sample, key, args), read_template(shipped_template(key)), parts_of(key))
            assert printed(draft) == printed(told), key
            assert draft.digest == told.digest


def all_changed(parts: PaperParts) -> PaperTemplate:
    """Every word told anew, every table from right to left and without what it can spare."""
    words = {
        section: {one: f"{one}改" for one in parts.words[section]} for section in SECTIONS if parts.words[section]
    }
    tables = {}
    for number, columns in enumerate(parts.tables):
        spare = next((one for one in columns if _can_go(parts, number, one)), None)
        left = [one for one in columns if one != spare or len(columns) == 1]
        tables[number] = tuple((one, f"{one}改") for one in reversed(left))
    return PaperTemplate(parts.key, words, tables, ("附在最后的一句话。",), ("乡镇审核人",))


def _can_go(parts: PaperParts, number: int, column: str) -> bool:
    left = {number: tuple((one, one) for one in parts.tables[number] if one != column)}
    return bool(left[number]) and not faults_of(written_template(parts, PaperTemplate(parts.key, tables=left)))


def test_what_a_template_changes_stands_on_every_paper(sample: Ledger, jobs: dict[str, Any]) -> None:
    for key, args in jobs.items():
        if key not in CHANGEABLE:
            continue
        parts, plain = parts_of(key), drafted(sample, key, args)
        wanted = all_changed(parts)
        assert faults_of(written_template(parts, wanted)) == [], key
        assert read_template(written_template(parts, wanted)) == wanted
        before = shipping.told([(key, plain)]).get(key, ({}, {}))
        told = templated(drafted(sample, key, args), wanted, parts)
        says = {words for _, words in words_told(told.story)}
        known = {one for section in parts.words.values() for one in section}
        for _, words in before[0]:
            if words in known and not SLOT.search(words):
                assert f"{words}改" in says, (key, words)
                assert words not in says
        if not SLOT.search(key):
            changed = list(tables_told(told.story))
            for columns in before[1]:
                if columns in parts.tables:
                    titles = tuple(theirs for _, theirs in wanted.tables[parts.tables.index(columns)])
                    assert any(len(one) == len(titles) for one in changed), key
        text = "".join(text_of(printed(told)))
        assert "附在最后的一句话。" in text, key
        assert "乡镇审核人" in text, key
        assert told.digest == plain.digest
