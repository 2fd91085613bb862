"""What a search finds: numbers by any part, strange signs by the plain ones, any order, for whom it may."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop_app.base.plain_signs import plain
from desktop_app.records.roles import Role
from desktop_app.storage import branch_file
from desktop_app.storage.ledger import Ledger
from desktop_app.storage.listing import Listing
from desktop_app.storage.search import excerpt
from desktop_app.storage.sqlite.search_index import INDEX
from desktop_app.storage.tables import IndexCard, Note
from tests.storage.test_roles import RIGHTS, Neighbour, open_house
from tests.storage.toy import Person, toy_setting

ID, PHONE = "99010119850701002X", "13912345678"
FINDS_ID = ("9901", "1985", "19850701", "0701002X", "002X", "002x", "990101 1985 0701 002X", "９９０１０１")
FINDS_PHONE = ("139", "5678", "1234", "139 1234 5678", "139-1234-5678", "１３９１２３４", "5678 139")
STRANGE = {
    "李〇": ("〇", "李〇"),
    "⻢小⻓": ("马小长", "长", "马小"),
    "郎小红": ("郎小红", "郎"),
    "王\ue863": ("王䶮", "王\ue863", "\ue863", "䶮"),
    "赵\U000f0001": ("\U000f0001", "赵\U000f0001"),
    "孙𬭸": ("𬭸", "孙𬭸"),
    "ＡＣＨ": ("ach", "ACH", "ＡＣＨ"),
    "周WT2026号": ("wt", "2026", "WT2026", "wt-2026"),
}


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """People with strange signs in their names."""
    made, _ = branch_file.create(tmp_path / "branch.zbf", toy_setting(tmp_path), office="A01", password=None)
    made.save(*(Person(name=name if len(name) > 1 else name * 2, gender="1") for name in (*STRANGE, "李四")))
    yield made
    made.close()


@pytest.mark.parametrize(("name", "words"), [(n, w) for n, words in STRANGE.items() for w in words])
def test_strange_signs_are_found_by_themselves_and_by_the_plain_ones(
    ledger: Ledger, name: str, words: str
) -> None:
    assert [hit.heading for hit in ledger.search(words)] == [name]
    listing = Listing(ledger, ledger.catalogue["person"], words=words)
    assert [row.values[0] for row in listing.page(0, 9)] == [name]


@pytest.mark.parametrize("words", [*FINDS_ID, *FINDS_PHONE])
def test_a_number_is_found_by_any_part_of_it_by_who_may_see_it(house_of_numbers: Any, words: str) -> None:
    for role, found in house_of_numbers.items():
        whole = RIGHTS[role].is_whole or not RIGHTS[role].covered
        assert [hit.heading for hit in found.search(words)] == (["钱七"] if whole else []), role


def test_words_may_stand_in_any_order(house_of_numbers: Any) -> None:
    found = house_of_numbers[Role.SECRETARY]
    assert [hit.heading for hit in found.search("新居 钱七")] == ["钱七"]
    assert [hit.heading for hit in found.search("5678 新居 钱")] == ["钱七"]
    assert found.search("新居 钱八") == []


@pytest.fixture
def house_of_numbers(tmp_path: Path) -> Iterator[dict[Role, Ledger]]:
    """One person with numbers and one beside, the file opened by each role."""
    by = open_house(tmp_path)
    by[Role.SECRETARY].save(
        Neighbour(name="钱七", place="新居", number=ID, phone=PHONE),
        Neighbour(name="吴九", place="旧居", phone="13700002222"),
    )
    yield by
    for one in by.values():
        one.close()


def test_plain_signs_are_as_many_as_there_were() -> None:
    for text in (*STRANGE, "，。（甲）㈠①Ⅻ", "ﬁ"):
        assert len(plain(text)) == len(text)
    assert plain("，（第１号）") == "，（第1号）"


def test_an_excerpt_shows_what_was_written() -> None:
    words = "住在⻢家巷３号的⻓者，行动不便\x1f住在马家巷3号的长者，行动不便"
    assert excerpt(words, "长者") == "住在⻢家巷３号的⻓者，行动不便"


def test_a_file_of_before_is_searched_the_new_way(tmp_path: Path) -> None:
    """Its cards are written anew when it is first opened; then it opens without."""
    setting = toy_setting(tmp_path)
    path = tmp_path / "branch.zbf"
    made, _ = branch_file.create(path, setting, office="A01", password=None)
    made.save(Person(name="⻢小⻓", code=PHONE, gender="1"))
    before = made.database
    before.execute_sql(f"INSERT INTO {INDEX} ({INDEX}) VALUES ('delete-all')")
    IndexCard.update(name_key="").execute(before)
    Note.delete().where(Note.key == "search_words").execute(before)
    branch_file.close(made)
    for _ in range(2):
        opened = branch_file.open_file(path, setting)
        assert [hit.heading for hit in opened.search("马 5678")] == ["⻢小⻓"]
        branch_file.close(opened)
