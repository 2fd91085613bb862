"""What cannot be printed is told with page, record and box, in the preview and in runs without hands."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from desktop_app.base.resources import resource_path
from desktop_app.handsfree.steps import print_papers
from desktop_app.handsfree.terminal import Teller
from desktop_app.printing.documents.before_printing import warnings
from desktop_app.printing.documents.renderer import PaperRenderer
from desktop_app.printing.type.missing import Missing
from desktop_app.printing.type.page import Paper

LOST = "\U0003fffd"


def paper(*missing: Missing) -> Paper:
    return Paper(b"", 1, missing)


@pytest.fixture
def named(own_office: Any) -> Any:
    """An office with a member whose name no face holds."""
    own_office.people[0].name = f"张{LOST}明"
    own_office.ledger.save(own_office.people[0])
    return own_office


def test_a_name_is_told_with_its_page_and_box(named: Any) -> None:
    printed = PaperRenderer(named.ledger, resource_path("fonts")).make("roster")
    (told,) = printed.warnings
    assert told.startswith(f"第1页的“{LOST}”（U+3FFFD）字库里没有，印成〓（")
    assert f"“张{LOST}明”的姓名" in told


def test_a_record_with_the_character_elsewhere_is_not_named(named: Any) -> None:
    lines = (f"出席：李四、{LOST}",)
    (told,) = warnings(named.ledger, paper(Missing(LOST, (2, 5), lines)))
    assert told == f"第2、5页的“{LOST}”（U+3FFFD）字库里没有，印成〓。"


def test_a_name_set_wide_or_cut_by_a_line_end_is_found(named: Any) -> None:
    for line in (f"张　{LOST}　明", f"{LOST}明、李四", f"参加人：张{LOST}"):
        (told,) = warnings(named.ledger, paper(Missing(LOST, (1,), (line,))))
        assert f"“张{LOST}明”的姓名" in told, line


def test_few_records_are_named_of_many_and_few_characters_looked_for(own_office: Any) -> None:
    for person in own_office.people:
        person.address = f"{LOST}里1号"
    own_office.ledger.save(*own_office.people)
    (told,) = warnings(own_office.ledger, paper(Missing(LOST, (1,), (f"{LOST}里1号",))))
    assert told.count("的现居住地") == 3
    assert told.endswith("等）。")
    many = [Missing(chr(0x3FF00 + place), (1,), ("",)) for place in range(60)]
    *few, last = warnings(own_office.ledger, paper(*many))
    assert len(few) == 20
    assert last == "还有 40 个字字库里没有，在第1页。"


def test_a_run_without_hands_tells_them_under_its_step(named: Any, tmp_path: Path) -> None:
    said: list[str] = []
    renderer = PaperRenderer(named.ledger, resource_path("fonts"))
    prints = SimpleNamespace(line=lambda *_, **__: None, printed_many=lambda *_: None)
    own: Any = SimpleNamespace(renderer=renderer, prints=prints)
    print_papers(Teller(said.append), own, tmp_path, "花名册", [("roster", {})])
    assert "1 处请看下面" in said[0]
    assert f"“张{LOST}明”的姓名" in said[1]
    assert said[1].strip().startswith(next((tmp_path / "花名册").iterdir()).name)


def test_a_sign_of_an_old_system_is_told_with_what_it_is_printed_as(own_office: Any) -> None:
    own_office.people[0].name = "刘\ue863"
    own_office.ledger.save(own_office.people[0])
    printed = PaperRenderer(own_office.ledger, resource_path("fonts")).make("roster")
    assert printed.missing == ()
    (told,) = printed.warnings
    assert told.startswith("第1页的“\ue863”（U+E863）是旧写法，印成“䶮”，建议改过来（")
    assert "“刘\ue863”的姓名" in told


def test_photos_are_told_as_they_are(own_office: Any) -> None:
    one = SimpleNamespace(missing=(), replaced=(), remarks=("某某的照片是空的。",))
    assert warnings(own_office.ledger, one) == ("某某的照片是空的。",)
