"""Every kind of package: which registers, boxes and rows it takes, and what a receiver lets in of it."""

from dataclasses import replace
from datetime import date

import pytest

from desktop_app.base.periods import Month
from desktop_app.records.transfer import BLOBS, CHAINS
from desktop_app.registers.displays.rating_schemes import RatingScheme, SchemeItem
from desktop_app.registers.exchange.handouts import Handout, HandoutReply
from desktop_app.registers.exchange.kinds import (
    ACCEPT,
    ALL_OF_IT,
    ANSWER,
    DEEDS,
    EVERYTHING,
    GIVE_BACK,
    HANDOUT,
    KINDS,
    MONTH,
    ROSTER,
    STEP,
    TRANSFER,
    ContentChoice,
    Rows,
    kind_called,
    left_out,
    outside,
    reports_of,
    scope,
    selection,
    travelling,
)
from desktop_app.registers.exchange.packages import KINDS as WORDS
from desktop_app.registers.people.members import Member
from desktop_app.registers.people.orgs import PartyOrg
from desktop_app.registers.reporting.reports import MonthlyReport
from tests.registers.desk import CATALOGUE, Desk

PLAIN = ContentChoice("QS00")
# Between the two PCs of one office, and from whoever kept it, an office's own records go whole; the dossier
# is what a transfer is for.
WHOLE = {TRANSFER.name, *(kind.name for kind in KINDS if kind.boxes is None and not kind.ticks)}
PACKAGES = [kind for kind in (*KINDS, *DEEDS) if not kind.is_copy]
every = pytest.mark.parametrize("kind", PACKAGES, ids=lambda kind: kind.name)
MINE, OTHERS = "ZB01", "QS00"


@pytest.fixture
def desk() -> Desk:
    made = Desk()
    made.office = MINE
    return made


def test_kinds_are_told_apart_and_explained():
    for words in (
        [kind.name for kind in KINDS],
        [kind.title for kind in KINDS],
        [kind.word for kind in KINDS],
    ):
        assert len(set(words)) == len(words)
    assert {kind.word for kind in KINDS} <= set(WORDS)
    assert all(kind.help and kind_called(kind.name) is kind for kind in KINDS)


@every
def test_a_kind_names_registers_and_boxes_there_are(kind):
    for boxes in (kind.boxes or {}, kind.private):
        for name, named in boxes.items():
            assert set(named) <= set(CATALOGUE[name].boxes), name
    assert {model._meta.table_name for model in kind.offers} <= set(kind.boxes or {})


@every
def test_what_a_record_must_have_goes_along(kind):
    """A receiver without a required box could not keep the record; an ID number may be left at home."""
    for name, boxes in travelling(CATALOGUE, kind, PLAIN).items():
        must = {box for box, it in CATALOGUE[name].boxes.items() if it.required and not it.private}
        assert must - CATALOGUE[name].kept_back <= set(boxes), name


@every
def test_private_boxes_and_what_is_kept_back_stay_unless_ticked(kind):
    goes = travelling(CATALOGUE, kind, PLAIN)
    found = {
        (name, box)
        for name, boxes in goes.items()
        for box in boxes
        if CATALOGUE[name].boxes[box].private or box in CATALOGUE[name].kept_back
    }
    found |= {(name, "") for name in goes if CATALOGUE.keeps_back(CATALOGUE[name])}
    assert bool(found) == (kind.name in WHOLE)


def test_each_box_stands_under_one_tick():
    """Asked for what is kept back, a talk goes with its words; ID numbers stay all the same."""
    kept = travelling(CATALOGUE, EVERYTHING, ContentChoice("QS00", kept_back=True))
    assert "content" in kept["talk"]
    assert "text" in kept["self_check_criticism"]
    assert "id_number" not in kept["member"]
    private = travelling(CATALOGUE, EVERYTHING, ContentChoice("QS00", private=True))
    assert "id_number" in private["member"]
    assert "talk" not in private
    assert "talk_text" not in private["development"]


@every
def test_a_tick_adds_and_takes_nothing_away(kind):
    plain, all_of_it = travelling(CATALOGUE, kind, PLAIN), travelling(CATALOGUE, kind, ALL_OF_IT)
    assert plain.keys() <= all_of_it.keys()
    assert all(set(plain[name]) <= set(all_of_it[name]) for name in plain)
    assert (plain == all_of_it) == (not left_out(CATALOGUE, kind, PLAIN))


@every
def test_nothing_that_stays_home_goes(kind):
    assert not [name for name in travelling(CATALOGUE, kind, ALL_OF_IT) if CATALOGUE[name].stays_home]


@pytest.mark.parametrize("register", list(CATALOGUE), ids=lambda register: register.name)
def test_every_register_stays_home_or_reaches_the_other_pc_and_comes_back(register):
    for kind in (STEP, GIVE_BACK):
        goes = travelling(CATALOGUE, kind, PLAIN)
        assert goes.get(register.name, ()) == (() if register.stays_home else tuple(register.boxes))
    everything = travelling(CATALOGUE, EVERYTHING, replace(PLAIN, private=True, kept_back=True))
    assert (register.name in everything) != register.stays_home


@every
def test_a_receiver_lets_in_what_may_go_and_nothing_else(kind):
    allowed = travelling(CATALOGUE, kind, ALL_OF_IT)
    for register in CATALOGUE:
        told = outside(CATALOGUE, kind.name, register.name, register.boxes)
        if register.name not in allowed:
            assert told == (register.name,)
        else:
            assert set(told) == set(register.boxes) - set(allowed[register.name])
    assert not outside(CATALOGUE, kind.name, CHAINS, ("replica", "seq", "chain"))
    assert outside(CATALOGUE, kind.name, "no_such", ("uid",)) == ("no_such",)


def test_a_kind_nobody_knows_brings_nothing():
    for name in ("tribute", "", "handover"):
        assert scope(CATALOGUE, name) is None
        assert all(outside(CATALOGUE, name, register.name, ()) for register in CATALOGUE)


def test_files_come_only_where_a_kind_has_a_box_for_them():
    without = {kind.name for kind in PACKAGES if BLOBS not in (scope(CATALOGUE, kind.name) or {})}
    assert without == {MONTH.name, ROSTER.name, ACCEPT.name}


def test_packages_of_the_first_format_held_everything():
    assert scope(CATALOGUE, "full") == scope(CATALOGUE, "delta") == scope(CATALOGUE, EVERYTHING.name)


def test_a_month_is_its_signed_versions_and_the_own_name(desk):
    own = desk.add(PartyOrg(full_name="春风支部", org_code=MINE, org_kind="党支部", owner_office=MINE))
    desk.add(PartyOrg(full_name="第一党小组", org_code="ZB01-1", org_kind="党小组", owner_office=MINE))
    made = {}
    for month, version, state, owner in (
        (Month(2026, 9), 1, "报送", MINE),
        (Month(2026, 10), 1, "报送", MINE),
        (Month(2026, 10), 2, "签发", MINE),
        (Month(2026, 10), 3, "编辑", MINE),
        (Month(2026, 10), 4, "签发", OTHERS),
    ):
        report = MonthlyReport(month=month, org=own.uid, version=version, state=state, owner_office=owner)
        made[version, month.month] = desk.add(report).uid
    chosen = selection(desk, CATALOGUE, MONTH, ContentChoice(OTHERS, month=Month(2026, 10)))
    assert chosen.kind == "month"
    assert set(chosen.boxes) == {"party_org", "monthly_report"}
    assert chosen.only == {
        "party_org": frozenset((own.uid,)),
        "monthly_report": frozenset((made[1, 10], made[2, 10])),
    }
    assert [report.version for report in reports_of(desk, Month(2026, 10))] == [1, 2]


def test_a_hand_out_is_what_was_picked_with_its_lines(desk):
    task = desk.add(Handout(kind="任务", title="排查", issued_on=date(2026, 11, 2), content="逐楼查"))
    desk.add(Handout(kind="通知", title="值班", issued_on=date(2026, 11, 2), content="排班"))
    schemes = [desk.add(RatingScheme(name=name, full_score=10)) for name in ("创A", "旧的")]
    lines = [desk.add(SchemeItem(scheme=one.uid, item="三会一课", kind="得分")) for one in schemes]
    picked = {"handout": frozenset((task.uid,)), "rating_scheme": frozenset((schemes[0].uid,))}
    chosen = selection(desk, CATALOGUE, HANDOUT, ContentChoice("", picked=picked))
    assert chosen.only["handout"] == {task.uid}
    assert chosen.only["scheme_item"] == {lines[0].uid}
    assert set(chosen.only) == set(chosen.boxes), "nothing of a hand-out goes unpicked"
    assert not chosen.only["study_material"]
    assert not chosen.only["rule"]


def test_an_answer_brings_nothing_but_itself(desk):
    chosen = selection(desk, CATALOGUE, ANSWER, PLAIN)
    assert dict(chosen.boxes) == {"handout_reply": tuple(CATALOGUE.of(HandoutReply).boxes)}


def test_whose_records_go(desk):
    owners = {kind.name: selection(desk, CATALOGUE, kind, ContentChoice("ZB07")).owner for kind in PACKAGES}
    assert {name for name, owner in owners.items() if owner == "ZB07"} == {"give_back"}
    assert {kind.name for kind in KINDS if kind.whose is not Rows.OWN} == {"give_back"}


def test_a_roster_says_what_it_leaves_out():
    assert left_out(CATALOGUE, ROSTER, PLAIN) == (
        "党员花名册的公民身份号码、手机号码、固定电话、现居住地(到门牌号)、户籍所在地",
    )
    assert not left_out(CATALOGUE, ROSTER, ContentChoice("", private=True))
    assert "photo" not in travelling(CATALOGUE, ROSTER, ALL_OF_IT)[Member._meta.table_name]
