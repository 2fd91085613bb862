"""Papers are declared once: what a declaration says is true, and a wrong one is told in a sentence."""

import inspect
import types
import typing

import pytest

from desktop_app.base.resources import resource_path
from desktop_app.printing.documents.paper import Arguments, PaperDeclaration
from desktop_app.printing.documents.papers import PAPERS, collected, papers_of
from desktop_app.printing.documents.typesetter import drafting
from desktop_app.records.base import Record
from desktop_app.registers.people.members import Member

ARGUMENTS = typing.get_type_hints(Arguments)
every = pytest.mark.parametrize("paper", PAPERS.values(), ids=lambda one: one.key)


@every
def test_a_draft_takes_just_the_arguments_declared_for_it(paper):
    """Written beside it under the same names: needed what has no default, of the type of Arguments."""
    draft = drafting(paper)
    given = dict(list(inspect.signature(draft).parameters.items())[1:])
    needed = {name for name, one in given.items() if one.default is inspect.Parameter.empty}
    assert needed == set(paper.needs), f"{paper.draft}: needs=… names what its draft has no default for"
    assert set(given) == set(paper.arguments), f"{paper.draft}: takes=… names all else its draft takes"
    hints = typing.get_type_hints(draft)
    for name in given:
        told, wanted = hints[name], ARGUMENTS[name]
        assert told == wanted or wanted in typing.get_args(told), f"{paper.draft}: {name} is not {wanted}"


@every
def test_a_paper_has_an_icon_and_tells_where_it_is_filed(paper):
    assert resource_path("icons", f"{paper.icon}.svg").exists(), f"no icons/{paper.icon}.svg for {paper.key}"
    if set(paper.needs) <= {"uid"}:
        assert paper.registers or paper.filed_with, f"{paper.key}: name registers=… or filed_with=…"


def test_menus_offer_the_papers_of_a_register_its_list_and_its_blank_form():
    offered = [one.key for one in papers_of("meeting")]
    own = ["minutes_record", "minutes_summary", "sign_in", "meeting_notice", "meeting_plan"]
    assert offered == [*own, "sheet", "blank_form"]
    assert [one.key for one in papers_of("vote")] == ["sheet", "blank_form"]


def practice(*papers):
    """A module that declares ``papers``, as a practice does."""
    module = types.ModuleType("documents.poster_papers")
    module.PAPERS = papers
    return module


def paper(**changed):
    given = {"key": "poster", "title": "海报", "icon": "board", "draft": "poster.draft", **changed}
    return PaperDeclaration(**given)


class Stray(Record):
    """A record that is in no list of registers."""


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ((paper(title=""),), "has no title: write title="),
        ((paper(), paper()), "is declared twice: give it a key of its own"),
        ((paper(registers=(Stray,)),), "names Stray, which is no register: name one of registers.MODELS"),
        ((paper(holds=((Stray, list),)),), "names Stray, which is no register"),
        ((paper(parts=(Stray,)),), "names Stray, which is no register"),
        ((paper(needs=("uidd",)),), "takes 'uidd', which no paper takes: write a name of Arguments"),
        ((paper(draft="poster"),), "names 'poster' as its draft: write draft=\"module.function\""),
        ((paper(bare="全部海报"),), "has bare or shared and takes no uid"),
    ],
)
def test_a_wrong_declaration_is_told_by_file_and_paper_with_the_remedy(wrong, told):
    with pytest.raises(ValueError, match=r"^documents\.poster_papers: paper 'poster' ") as caught:
        collected([practice(*wrong)])
    assert told in str(caught.value)


def test_a_right_declaration_is_taken():
    right = paper(registers=(Member,), needs=("uid",))
    assert list(collected([practice(right)])) == ["poster"]
