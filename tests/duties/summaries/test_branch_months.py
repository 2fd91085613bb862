"""Who has sent which month, as a committee over some branches sees it; sums open to the branches."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from desktop_app.base.periods import Month
from desktop_app.duties.basics.figure import Figure, count, frozen, rate
from desktop_app.duties.people.two_branches import transfer_questions
from desktop_app.duties.summaries.branch_months import (
    Reported,
    branch_year,
    first_year,
    is_over_branches,
    reporting_offices,
)
from desktop_app.duties.summaries.branch_sums import MEANS, month_totals
from desktop_app.duties.summaries.month import month_figures
from desktop_app.registers.exchange.packages import RECEIVED, SENT, ExchangePackage
from desktop_app.registers.people.members import Member
from desktop_app.registers.people.org_transfers import OUT, VOID, OrgTransfer
from desktop_app.registers.people.orgs import PartyOrg
from desktop_app.registers.people.transfer_deeds import (
    ACCEPTS,
    SENDS_BACK,
    TransferAnswer,
    TransferOffer,
)
from desktop_app.registers.reporting.reports import OPEN, SIGNED, MonthlyReport
from tests.duties.sample import Branch

TODAY = date(2026, 11, 3)
A, B, C = "ZB-01", "ZB-02", "ZB-03"
AUGUST, SEPTEMBER, OCTOBER = (Month(2026, n) for n in (8, 9, 10))


class Committee(Branch):
    """A look at the file of a committee over three branches of its own rows, ``A`` to ``C``."""

    def __init__(self) -> None:
        super().__init__(TODAY)
        self.org.org_kind = "党委"
        self.top = self.add(PartyOrg(full_name="中共清河市直机关工委", org_code="TOP", org_kind="党委"))
        self.org.parent = self.top.uid
        self.add(self.org)
        for code in (A, B, C):
            self.add(
                PartyOrg(
                    full_name=f"中共安和街道{code}支部委员会",
                    short_name=f"{code}支部",
                    org_code=code,
                    org_kind="党支部",
                    parent=self.org.uid,
                )
            )

    def report(self, office: str, month: Month, *figures: Figure, **values: Any) -> MonthlyReport:
        """A signed month of ``office``."""
        given = {
            "month": month,
            "org": "o",
            "version": 1,
            "state": SIGNED,
            "filled_by": "某某",
            "on": month.last_day(),
            "owner_office": office,
            "member_block": frozen(figures) if figures else None,
        }
        return self.add(MonthlyReport(**{**given, **values}))

    def names(self) -> dict[str, str]:
        return reporting_offices(self)


@pytest.fixture
def committee() -> Iterator[Committee]:
    found = Committee()
    yield found
    found.close()


def states(committee: Committee, office: str) -> dict[int, str]:
    row = next(one for one in branch_year(committee, 2026).rows if one.office == office)
    return {cell.month.month: cell.word for cell in row.cells}


def test_every_month_of_every_branch_has_a_word(committee: Committee) -> None:
    committee.report(A, AUGUST)
    committee.report(A, SEPTEMBER, version=1)
    committee.report(A, SEPTEMBER, version=2, reason="补录两人", on=date(2026, 10, 20))
    committee.report(A, OCTOBER, state=OPEN)
    committee.report(B, SEPTEMBER)
    a, b = states(committee, A), states(committee, B)
    assert (a[7], a[8], a[9], a[10], a[11]) == ("—", "已报", "有新版", "待报", "未到期")
    # Due on 5 September: 59 days before 3 November.
    assert (b[7], b[8], b[9]) == ("—", "未报59天", "已报")
    year = branch_year(committee, 2026)
    assert [one.words for one in year.sums][6:11] == ["", "1/3", "2/3", "0/3", ""]
    assert [one.office for one in year.late(AUGUST)] == [B, C]
    anew = year.rows[0].cells[8]
    assert anew.told == "2026年9月月报已报，第2版，重开原因：补录两人，2026-10-20 签发"
    assert [one.missing for one in year.rows] == [0, 1, 2]


def test_before_anybody_sent_only_last_month_is_asked(committee: Committee) -> None:
    assert set(states(committee, A).values()) == {"—", "待报", "未到期"}
    assert first_year(committee) == 2026


def test_a_branch_founded_later_owes_nothing_before(committee: Committee) -> None:
    committee.report(A, AUGUST)
    young = committee.find(PartyOrg.live().where(PartyOrg.org_code == C))[0]
    young.founded_on = date(2026, 10, 8)
    committee.add(young)
    assert (states(committee, C)[9], states(committee, C)[10]) == ("—", "待报")


def test_who_reports_here(committee: Committee) -> None:
    committee.report("ZB-09", AUGUST)
    cards = {"TOP": "工委", "ZB-08": "第八支部", "OTHER": "邻近党委"}
    committee.add(PartyOrg(full_name="邻近党委", org_code="OTHER", org_kind="党委", owner_office="OTHER"))
    # What a branch keeps of a neighbour, and the row of a branch of its own.
    committee.add(PartyOrg(full_name="邻支部", org_code="ZB-77", org_kind="党支部", owner_office=A))
    committee.add(PartyOrg(full_name="第九支部", org_code="ZB-09", org_kind="党支部", owner_office="ZB-09"))
    found = reporting_offices(committee, cards)
    assert found == {
        A: "ZB-01支部",
        B: "ZB-02支部",
        C: "ZB-03支部",
        "ZB-08": "第八支部",
        "ZB-09": "第九支部",
    }


def test_only_an_office_over_branches_is_reported_to(committee: Committee, branch: Branch) -> None:
    assert is_over_branches(committee)
    assert not is_over_branches(branch)


def test_packages_and_receipts_stand_beside_each_branch(committee: Committee) -> None:
    name = f"中共安和街道{A}支部委员会"
    for day in (date(2026, 9, 2), date(2026, 10, 2)):
        committee.add(ExchangePackage(direction=RECEIVED, from_org=name, made_on=day))
    out = committee.add(ExchangePackage(direction=SENT, to_org="乙支部名片", made_on=date(2026, 10, 9)))
    committee.add(
        ExchangePackage(direction=SENT, to_org=name, made_on=date(2026, 10, 9), receipt_on=date(2026, 10, 12))
    )
    rows = {one.office: one for one in branch_year(committee, 2026, {B: "乙支部名片"}).rows}
    assert rows[A].came_on == date(2026, 10, 2)
    assert rows[A].unanswered == ()
    assert rows[B].came_on is None
    assert [one.uid for one in rows[B].unanswered] == [out.uid]
    assert (rows[A].receipt_words, rows[B].receipt_words) == ("", "等回执 25 天")


def test_a_year_of_many_branches_takes_as_many_queries_as_of_one(committee: Committee) -> None:
    committee.report(A, AUGUST)
    before = committee.queries
    branch_year(committee, 2026)
    few = committee.queries - before
    for number in range(40):
        committee.report(f"X-{number:02d}", AUGUST, member_block=[])
    before = committee.queries
    assert len(branch_year(committee, 2026).rows) == 43
    assert committee.queries - before == few
    names, before = committee.names(), committee.queries
    month_totals(committee, AUGUST, names)
    assert committee.queries - before == 1


def test_sums_open_to_branches_and_their_lists(committee: Committee) -> None:
    committee.report(A, AUGUST, count("closing", "期末", ("a1", "a2"), "人"), version=1)
    committee.report(
        A,
        AUGUST,
        count("closing", "期末", ("a1", "a2", "a3"), "人"),
        rate("pace", "达标率", ("a1",), ("a1", "a2", "a3")),
        Figure("mean_hours", "人均学时", "学时", Decimal("2.0"), (), ("a1", "a2", "a3")),
        Figure("paid", "实交", "元", Decimal("10.50"), ("p",)),
        version=2,
    )
    committee.report(
        B,
        AUGUST,
        count("closing", "期末", ("b1",), "人"),
        rate("pace", "达标率", ("b1",), ("b1",)),
        Figure("mean_hours", "人均学时", "学时", Decimal("6.0"), (), ("b1",)),
        Figure("paid", "实交", "元", Decimal("4.25"), ()),
    )
    committee.report(C, AUGUST, rate("pace", "达标率", (), ()), state=OPEN)
    totals = month_totals(committee, AUGUST, committee.names())
    assert set(totals.reports) == {A, B}
    assert totals.figure("closing").value == 4
    assert totals.figure("pace").value == Decimal("50.0")
    assert totals.figure("mean_hours").value == Decimal("3.0")
    assert totals.figure("paid").value == Decimal("14.75")
    parts = totals.figure("closing").parts
    assert [(one.name, one.figure.items) for one in parts] == [
        ("ZB-01支部", ("a1", "a2", "a3")),
        ("ZB-02支部", ("b1",)),
    ]


def test_the_sum_of_one_branch_is_its_own_figure_and_of_two_alike_the_double(branch: Branch) -> None:
    """Over every figure of the report: none is added up that is a mean, none is a mean that adds up."""
    people = branch.members(3)
    branch.came(branch.meeting("支部党员大会", date(2026, 10, 9), hours=Decimal(2)), *people)
    branch.came(branch.study(date(2026, 10, 12)), *people[:2])
    figures = month_figures(branch, OCTOBER)
    kept = {name: frozen(block) for name, block in figures.items()}
    for office in (A, B):
        given = {"month": OCTOBER, "org": "o", "version": 1, "state": SIGNED, "filled_by": "某某"}
        branch.add(MonthlyReport(**given, **kept, owner_office=office))
    for names, times in (({A: "甲"}, 1), ({A: "甲", B: "乙"}, 2)):
        totals = month_totals(branch, OCTOBER, names)
        assert len(totals.figures) == sum(map(len, figures.values()))
        for block in figures.values():
            for one in block:
                ratio = one.unit == "%" or one.key in MEANS
                assert totals.figure(one.key).value == (one.value if ratio else one.value * times), one.key
                assert len(totals.figure(one.key).parts) == times


def test_one_person_on_two_rosters_is_a_question_until_a_transfer_says_why(committee: Committee) -> None:
    number = "990101198001010017"
    both = [
        committee.add(Member(name="安长河", id_number=number, entry_on=day, owner_office=office))
        for office, day in ((A, date(2020, 1, 1)), (B, date(2026, 9, 1)))
    ]
    committee.add(Member(name="安长河", id_number="990101198001010025", owner_office=C))
    gone = {"exit_type": "转出组织关系", "exit_on": date(2026, 9, 1)}
    for office, more in ((A, gone), (B, {})):
        committee.add(Member(name="单平", id_number="990101197001010011", owner_office=office, **more))
    committee.add(Member(name="转岗", id_number="990101196001010013", owner_office=B))
    committee.add(Member(name="转岗", id_number="990101196001010013", owner_office=B))
    (asked,) = transfer_questions(committee, committee.names())
    assert [one.uid for one in asked.rows] == sorted(one.uid for one in both)
    assert asked.since == date(2026, 9, 1)
    assert (asked.name, asked.is_answered) == ("安长河", False)
    void = committee.add(OrgTransfer(member=both[0].uid, direction=OUT, state=VOID, owner_office=A))
    assert not transfer_questions(committee, committee.names())[0].is_answered
    void.state = "已开具"
    void.letter_no = "12"
    committee.add(void)
    (answered,) = transfer_questions(committee, committee.names())
    assert answered.is_answered
    assert answered.words() == "转出第 12 号介绍信，已开具"
    # An office that is not looked at asks nothing.
    assert transfer_questions(committee, {A: "甲"}) == []


def test_a_deed_of_both_branches_answers_the_question_and_half_a_deed_does_not() -> None:
    committee = Committee()
    rows = [
        committee.add(Member(name="安长河", id_number="990101198001010011", owner_office=office))
        for office in (A, B)
    ]
    offer = committee.add(
        TransferOffer(
            person_uid=rows[0].uid,
            to_office=B,
            to_name="乙支部",
            from_name="甲支部",
            owner_office=A,
        )
    )
    answer = TransferAnswer(
        offer=offer.uid,
        person_uid=rows[0].uid,
        from_office=A,
        verdict=SENDS_BACK,
        member=rows[1].uid,
        answered_on=date(2026, 9, 7),
        owner_office=B,
    )
    for half in ({}, {"verdict": ACCEPTS, "from_office": C}, {"from_office": A, "owner_office": C}):
        for box, value in half.items():
            setattr(answer, box, value)
        committee.add(answer)
        assert not transfer_questions(committee, committee.names())[0].is_answered
    answer.owner_office = B
    committee.add(answer)
    (told,) = transfer_questions(committee, committee.names())
    assert told.is_answered
    assert told.words() == "用U盘转接，双方已签字：乙支部 2026-09-07 接收，甲支部还没有读到答复"


@pytest.mark.parametrize("state", Reported)
def test_every_state_has_a_word_and_a_tone(state: Reported) -> None:
    assert state.word
    assert state.tone in {"done", "going", "overdue", "due", "draft"}
    assert state.is_there <= state.is_asked
