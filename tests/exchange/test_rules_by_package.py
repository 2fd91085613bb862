"""A committee hands out a stricter rule table and a rating scheme by package; nonsense is not let in."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from desktop_app.base.clock import SetClock
from desktop_app.base.errors import UserError
from desktop_app.base.periods import PartialDate
from desktop_app.duties.displays.computed import rating_grades
from desktop_app.duties.summaries.ratings import schemes
from desktop_app.exchange.workbook.plan import read_plan
from desktop_app.exchange.workbook.question import RowOutcome
from desktop_app.exchange.workbook.write import write_sheet
from desktop_app.records.transfer import MergeOutcome
from desktop_app.registers import catalogue
from desktop_app.registers.displays.branch_ratings import BranchRating, RatingItem
from desktop_app.registers.displays.rating_schemes import RatingScheme, SchemeGrade, SchemeItem
from desktop_app.registers.people.orgs import PartyOrg
from desktop_app.registers.rules.rule_table import RuleRow
from desktop_app.registers.rules.shipped import shipped
from desktop_app.storage import branch_file
from desktop_app.storage.exchange_store import LedgerExchange
from desktop_app.storage.ledger import Ledger
from tests.storage.parcels import pack, take

BRANCH, COMMITTEE = "Z001", "C001"
KEY = "study_hours_member"


class Office:
    """One office's file and its depot."""

    def __init__(self, folder: Path, code: str) -> None:
        folder.mkdir()
        setting = branch_file.Setting(catalogue(), SetClock(datetime(2026, 11, 23, 9)), lambda name: "")
        self.ledger, _ = branch_file.create(folder / "branch.zbf", setting, office=code, password=None)
        self.depot = LedgerExchange(self.ledger, folder)

    def hand_to(self, other: "Office") -> dict[str, MergeOutcome]:
        """Everything of this office as a package taken in by the other; rule rows by key."""
        told = take(other.depot, pack(self.ledger, self.depot))
        keys = {row.uid: row.key for row in self.ledger.find(RuleRow.live())}
        return {keys[line.uid]: line.outcome for line in told.lines if line.register == "rule"}


@pytest.fixture
def offices(tmp_path: Path) -> Iterator[tuple[Office, Office]]:
    branch, committee = Office(tmp_path / "branch", BRANCH), Office(tmp_path / "committee", COMMITTEE)
    above = PartyOrg(full_name="青石镇党委", org_code=COMMITTEE, org_kind="党委")
    branch.ledger.save(
        above, PartyOrg(full_name="春风支部", org_code=BRANCH, org_kind="党支部", parent=above.uid)
    )
    yield branch, committee
    branch_file.close(branch.ledger)
    branch_file.close(committee.ledger)


SINCE = PartialDate(2026, 1)


def rule(ledger: Ledger, key: str, value: str) -> RuleRow:
    title, unit, paper = shipped()[key].title, shipped()[key].unit, "镇党委〔2026〕5号"
    return RuleRow(
        key=key, title=title, unit=unit, value=Decimal(value), mark="L", regulation=paper, since=SINCE
    )


def test_a_stricter_table_holds_as_soon_as_it_is_received(offices):
    branch, committee = offices
    assert branch.ledger.rule(KEY) == 32
    committee.ledger.save(rule(committee.ledger, KEY, "40"), rule(committee.ledger, "quorum_elect", "0.5"))
    assert set(committee.hand_to(branch).values()) == {MergeOutcome.NEW}
    assert branch.ledger.rule(KEY) == 40
    assert branch.ledger.rule("quorum_elect") == Decimal("0.8")
    with pytest.raises(UserError, match="不能放宽"):
        branch.ledger.save(rule(branch.ledger, KEY, "36"))
    branch.ledger.save(rule(branch.ledger, KEY, "48"))
    assert branch.ledger.rule(KEY) == 48


def test_a_branch_that_is_not_under_it_does_not_mind(offices, tmp_path):
    _, committee = offices
    other = Office(tmp_path / "other", "Z777")
    committee.ledger.save(rule(committee.ledger, KEY, "40"))
    committee.hand_to(other)
    assert other.ledger.rule(KEY) == 32
    branch_file.close(other.ledger)


def test_nobody_calls_an_organisation_of_his_own_by_our_code_to_set_our_numbers(offices, tmp_path):
    """A third office said first that our code stands below it: our own row alone says who is above us."""
    _, committee = offices
    committee.ledger.save(rule(committee.ledger, KEY, "40"))
    third, ours = Office(tmp_path / "third", "A777"), Office(tmp_path / "ours", "Z009")
    above = PartyOrg(full_name="邻镇党委", org_code="A777", org_kind="党委")
    false = PartyOrg(full_name="春风支部", org_code="Z009", org_kind="党支部", parent=above.uid)
    third.ledger.save(above, false, rule(third.ledger, KEY, "99"))
    third.hand_to(ours)
    assert ours.ledger.rule(KEY) == 32
    town = PartyOrg(full_name="青石镇党委", org_code=COMMITTEE, org_kind="党委")
    ours.ledger.save(town)
    ours.ledger.save(PartyOrg(full_name="春风支部", org_code="Z009", org_kind="党支部", parent=town.uid))
    committee.hand_to(ours)
    assert ours.ledger.rule(KEY) == 40
    branch_file.close(third.ledger)
    branch_file.close(ours.ledger)


def test_another_superior_changes_the_numbers_at_once(offices):
    branch, committee = offices
    committee.ledger.save(rule(committee.ledger, KEY, "40"))
    committee.hand_to(branch)
    assert branch.ledger.rule(KEY) == 40
    (own,) = branch.ledger.find(PartyOrg.live().where(PartyOrg.org_code == BRANCH))
    own.parent = None
    branch.ledger.save(own)
    assert branch.ledger.rule(KEY) == 32


def test_nonsense_in_a_package_is_not_let_in(offices, monkeypatch):
    branch, committee = offices
    with monkeypatch.context() as patch:
        patch.setattr(committee.ledger, "problems", lambda record, by_hand=True: [])
        committee.ledger.save(rule(committee.ledger, KEY, "-40"), rule(committee.ledger, "vote_pass", "7"))
        committee.ledger.save(rule(committee.ledger, "quorum_elect", "0.9"))
    outcomes = committee.hand_to(branch)
    assert outcomes == {
        KEY: MergeOutcome.REFUSED,
        "vote_pass": MergeOutcome.REFUSED,
        "quorum_elect": MergeOutcome.NEW,
    }
    assert branch.ledger.rule(KEY) == 32
    assert branch.ledger.rule("vote_pass") == Decimal("0.5")
    assert branch.ledger.rule("quorum_elect") == Decimal("0.9")


def test_an_office_is_let_in_though_this_pc_is_a_day_behind(offices):
    """What is dated today there is let in: rules are asked on the sender's day, if it is little ahead."""
    branch, committee = offices
    branch.ledger.clock.set(datetime(2026, 11, 24, 9))
    founded = PartyOrg(
        full_name="夏雨支部", org_code="Z002", org_kind="党支部", founded_on=branch.ledger.today
    )
    branch.ledger.save(founded)
    branch.hand_to(committee)
    assert committee.ledger.get(PartyOrg, founded.uid) is not None


def test_nonsense_in_a_sheet_is_refused_by_its_row(offices):
    branch, _ = offices
    register = branch.ledger.catalogue["rule"]
    rows = [rule(branch.ledger, "vote_pass", "7"), rule(branch.ledger, KEY, "40")]
    plan = read_plan(
        write_sheet(register, rows, branch.ledger.name), register, branch.ledger, name="规则表.xlsx"
    )
    while plan.questions:  # They were written out and never kept here: entered anew.
        plan.answer(plan.questions[0], 0)
    bad, good = plan.rows
    assert bad.outcome is RowOutcome.REFUSED
    assert any("超出了范围" in one.sentence() for one in bad.findings)
    assert good.outcome is RowOutcome.READY


def test_a_rating_scheme_is_handed_out_rated_by_and_its_vetoes_come_along(offices):
    branch, committee = offices
    scheme = RatingScheme(name="创A（青石镇）", full_score=10, since_year=2026)
    item = SchemeItem(scheme=scheme.uid, seq=1, item="三会一课", max=Decimal(10), measure="三会一课次数")
    veto = SchemeItem(scheme=scheme.uid, seq=2, item="党员受刑事处罚", kind="一票否决")
    grade = SchemeGrade(scheme=scheme.uid, grade="A", least=Decimal(9))
    committee.ledger.save(scheme, item, veto, grade)
    committee.hand_to(branch)
    (received,) = schemes(branch.ledger)
    assert ([one.item for one in received.scored], [one.item for one in received.vetoes]) == (
        ["三会一课"],
        ["党员受刑事处罚"],
    )
    received.scored[0].max = Decimal(9)
    with pytest.raises(UserError, match="只能看，不能改"):
        branch.ledger.save(received.scored[0])
    (home,) = branch.ledger.find(PartyOrg.live().where(PartyOrg.org_code == BRANCH))
    rating = BranchRating(scheme=scheme.uid, period=2026, org=home.uid, superior_score=Decimal(9))
    rating.decided_on = branch.ledger.today
    score = RatingItem(rating=rating.uid, item=item.uid, score=Decimal(9), reason="少一次", basis="会议记录")
    branch.ledger.save(rating, score)
    assert rating_grades((rating,), branch.ledger) == {rating.uid: "A"}
    rating.veto = ("党员受刑事处罚",)
    assert rating_grades((rating,), branch.ledger) == {rating.uid: "一票否决"}
    with pytest.raises(UserError, match="高于分值"):
        branch.ledger.save(RatingItem(rating=rating.uid, item=item.uid, score=Decimal(11)))
