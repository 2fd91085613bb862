"""Papers that follow a matter to its end: the slip of a resolution, a member's card, the box of a year."""

from datetime import date

import pytest

from desktop_app.base.errors import UserError
from desktop_app.base.resources import resource_path
from desktop_app.printing.documents.destinations import destinations_of
from desktop_app.printing.documents.papers import PAPERS
from desktop_app.printing.documents.renderer import PaperRenderer
from desktop_app.printing.documents.reporting import volume_papers
from desktop_app.registers.organization_life.meetings import Resolution
from desktop_app.registers.people.care_awards import HONOUR, CareAward
from desktop_app.registers.rectification.issues import CLOSED, Issue
from desktop_app.registers.reporting.archive_files import ArchiveFile
from tests.printing.documents.reading import bare, check_paper, text

LONG_NAME = "阿卜杜外力·" + "买买提热合曼" * 7 + "江"


def test_a_resolution_goes_to_who_sees_to_it_and_stands_in_its_minutes_too(office, renderer):
    one = next(found for found in office.ledger.find(Resolution.live()) if found.owner and found.due_on)
    check_paper(renderer, "resolution_slip", {"uid": one.uid})
    told = text(renderer.make("resolution_slip", uid=one.uid))
    assert bare(one.text) in told
    assert bare(office.ledger.name(one.owner)) in told
    assert "督办人签名" in told
    assert [found.key for found in destinations_of(one, office.ledger)][:3] == [
        "resolution_slip",
        "minutes_record",
        "minutes_summary",
    ]


def test_a_resolution_of_nobody_has_no_slip(office):
    nobody = Resolution(meeting=office.general.uid, text="同意")
    assert PAPERS["resolution_slip"].reason(nobody, office.ledger) == "没有责任人的决议不用督办"


def test_the_card_of_a_member_tells_posts_and_honours_in_their_order(own_office):
    ledger, who = own_office.ledger, own_office.people[0]
    ledger.save(CareAward(kind=HONOUR, who=who.uid, on=date(2026, 7, 1), what="优秀共产党员"))
    who.name = LONG_NAME[:50]
    ledger.save(who)
    printed = PaperRenderer(ledger, resource_path("fonts")).make("member_card", uid=who.uid)
    told = text(printed)
    assert bare(who.name) in told
    assert who.id_number in told
    assert "2026年7月1日荣誉优秀共产党员" in told
    assert told.index("任职书记") < told.index("荣誉优秀")
    assert printed.pages <= 2


def test_looking_back_waits_for_the_closing(office, renderer):
    closed = next(one for one in office.ledger.find(Issue.live()) if one.state == CLOSED)
    told = text(renderer.make("look_back_sheet", uid=closed.uid))
    assert closed.code in told
    assert bare(closed.description) in told
    assert "现场核查情况" in told
    open_one = next(one for one in office.issues if one.state != CLOSED)
    assert PAPERS["look_back_sheet"].reason(open_one, office.ledger) == "还没有销号"


def test_a_receipt_tells_the_package_its_code_and_its_contents(office, renderer):
    told = text(renderer.make("receipt_slip", uid=office.package.uid))
    assert office.package.package_id in told
    assert "接收单位（盖章）" in told
    for line in office.package.manifest:
        assert bare(line).partition("(")[0].replace("/", "、")[:4] in told
    assert PAPERS["receipt_slip"].reason(office.package, office.ledger) == "还没有收到回执"


def filed(ledger, count):
    """``count`` papers of 2026, three pages each, kept for ten years and, the last, for ever."""
    lines = [
        ArchiveFile(
            year=2026, number=at, author="支部", title=f"会议记录之{at}", pages=3,
            formed_on=date(2026, 11, 1), keep="永久" if at == count else "10年",
        )
        for at in range(1, count + 1)
    ]  # fmt: skip
    with ledger.action("登记归档文件") as action:
        action.save(*lines)


@pytest.mark.parametrize("count", [0, 1, 23])
def test_a_volume_counts_its_pages_on_and_its_boxes_tell_their_numbers(own_office, count):
    ledger = own_office.ledger
    if count:
        filed(ledger, count)
    volume = volume_papers.gather(ledger, 2026)
    assert len(volume.rows) == count
    assert volume.pages == 3 * count
    renderer = PaperRenderer(ledger, resource_path("fonts"))
    told = text(renderer.make("volume_list", year=2026))
    assert f"本卷共{count}件{3 * count}页" in told
    if count == 23:
        assert [row[5] for row in volume.rows][:2] == ["1", "4"]
        assert volume.rows[-1][5] == "67—69"
        boxes = volume_papers.gather_spines(ledger, 2026).boxes
        assert [(one.term, one.first, one.last) for one in boxes] == [("永久", 23, 23), ("10年", 1, 22)]
    assert "盒号" in text(renderer.make("box_spines", year=2026))


def test_what_is_gone_is_said(office, renderer):
    for key in ("resolution_slip", "member_card", "look_back_sheet", "receipt_slip"):
        with pytest.raises(UserError, match="已经不在了"):
            renderer.make(key, uid="0" * 32)
