"""What goes to the superior unasked: not talks, criticism, hardship, discipline and residents."""

from datetime import datetime

from desktop_app.base.clock import SetClock
from desktop_app.base.dates import parse_span
from desktop_app.base.pinyin import load_pinyin
from desktop_app.records.transfer import Selection, whole
from desktop_app.registers import catalogue
from desktop_app.registers.organization_life.meetings import Meeting, Speech
from desktop_app.storage import branch_file
from desktop_app.storage.exchange_store import LedgerExchange
from tests.storage.parcels import pack


def unasked() -> Selection:
    """What goes when nothing is ticked."""
    return whole(catalogue(), "everything", kept_back=False)


# Covered boxes a superior's roster and 备案 are made of: they go along unless the sender unticks them.
ASKED_ABOVE = {("member", "id_number"), ("member", "address"), ("development", "id_number")}
# Words of a title that tell of talks, criticism, hardship or discipline.
CLOSE = ("谈话", "批评", "处分", "处置", "困难", "慰问", "对照检查", "关怀", "征求意见")


def test_every_covered_box_stays_here_or_is_one_the_roster_above_needs() -> None:
    registers = catalogue()
    for register in registers:
        if register.stays_home or registers.keeps_back(register):
            continue
        covered = {name for name, box in register.boxes.items() if box.private}
        stay = unasked().left_out(register)
        assert {(register.name, name) for name in covered - stay} <= ASKED_ABOVE


def test_registers_of_talks_criticism_hardship_and_discipline_are_kept_back() -> None:
    registers = catalogue()
    close = [one for one in registers if any(word in one.title for word in CLOSE)]
    assert {"talk", "self_check", "self_check_criticism", "care_award"} <= {one.name for one in close}
    assert [one.title for one in close if not registers.keeps_back(one)] == []


def test_what_others_say_of_a_member_or_a_committee_stays_here() -> None:
    for name, box in (("appraisal", "peer"), ("body_review", "opinions")):
        assert box in unasked().left_out(catalogue()[name])


def test_criticism_spoken_at_an_organization_life_meeting_stays_and_other_words_go(tmp_path) -> None:
    setting = branch_file.Setting(catalogue(), SetClock(datetime(2026, 12, 28, 9)), load_pinyin().keys)
    ledger, _ = branch_file.create(tmp_path / "branch.zbf", setting, office="Z001", password=None)
    said = {}
    for kind, also in (
        ("组织生活会", None),
        ("民主评议党员大会", None),
        ("支部党员大会", ("组织生活会",)),
        ("支部党员大会", ("党课",)),
    ):
        when = parse_span("2026-12-10 14:30-16:30")
        meeting = Meeting(kind=kind, also_kinds=also, title="会", start_end=when)
        words = Speech(meeting=meeting.uid, speaker="蒋春红", words="给书记提一条")
        ledger.save(meeting, words)
        said[words.uid] = (kind, also)
    depot = LedgerExchange(ledger, tmp_path)
    package = pack(ledger, depot, selection=unasked())
    assert [said[uid] for uid in package.columns("speech")["uid"]] == [("支部党员大会", ("党课",))]
    assert "组织生活会、民主评议会上的发言" in list(unasked().stays_in_words(catalogue()))
    assert "*" in unasked().left_out(catalogue()["speech"])
    assert len(pack(ledger, depot).columns("speech")["uid"]) == 4
    branch_file.close(ledger)
