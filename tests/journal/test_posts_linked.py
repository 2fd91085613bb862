"""Who was named at the founding is linked with the roster's first entry of that name, in the same action."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from desktop_app.base.clock import SetClock
from desktop_app.base.periods import PartialDate
from desktop_app.base.pinyin import load_pinyin
from desktop_app.duties.basics.bodies import Roster
from desktop_app.duties.summaries.gaps import gaps_of
from desktop_app.founding import Founding
from desktop_app.registers.organization_life.meeting_kinds import COMMITTEE
from desktop_app.registers.people.members import Member
from desktop_app.registers.people.orgs import SEATS, UNDIVIDED, PartyOrg, own_organization, seated_now
from desktop_app.settings import Settings
from desktop_app.storage.awaited import Awaited, read_people
from desktop_app.storage.ledger import Ledger
from desktop_app.workplace import Workplace
from tests.registers.invented_people import member as invented

TODAY = datetime(2026, 11, 29, 9)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    place = Workplace(tmp_path, Settings(), SetClock(TODAY), load_pinyin())
    founding = Founding(
        "中共柳河街道柳河社区支部委员会", "LH01", "中共柳河街道工作委员会", secretary="孟 慧桂",
        committee=read_people("李佳 组织委员、王硕", SEATS, UNDIVIDED),
        term_start=date(2025, 6, 15), term_years=3,
    )  # fmt: skip
    opened, _ = place.found(founding, "paper-clip-7 柳河")
    yield opened.ledger
    opened.ledger.close()


def member(ledger: Ledger, name: str, n: int = 0, **boxes: object) -> Member:
    return invented(n, **{"name": name, "branch": branch(ledger).uid, **boxes})


def branch(ledger: Ledger) -> PartyOrg:
    org = own_organization(ledger)
    assert org is not None
    return org


@pytest.mark.parametrize(
    ("words", "people"),
    [
        ("", ()),
        ("李佳", (("李佳", "委员"),)),
        ("李佳 组织委员、王硕（宣传委员）", (("李佳", "组织委员"), ("王硕", "宣传委员"))),
        ("赵 明，钱立", (("赵明", "委员"), ("钱立", "委员"))),
        ("李佳副书记；王硕：纪检委员", (("李佳", "副书记"), ("王硕", "纪检委员"))),
        ("、 ，", ()),
    ],
)  # fmt: skip
def test_people_are_read_as_they_are_written(words: str, people: tuple[tuple[str, str], ...]) -> None:
    assert read_people(words, SEATS, UNDIVIDED) == tuple(Awaited(*one) for one in people)


def test_the_secretary_named_at_the_founding_is_the_secretary(ledger: Ledger) -> None:
    assert branch(ledger).contact is None
    told = [f"{gap.title} {gap.words}" for gap in gaps_of(ledger, "孟慧桂")]
    assert not any("还没有写书记" in one for one in told)
    assert any("书记孟慧桂录入后自动对上" in one for one in told)
    secretary, other = member(ledger, "孟慧桂"), member(ledger, "李佳", 1)
    ledger.save(secretary, other)
    assert branch(ledger).secretary == secretary.uid
    seats = {one.member: one.role for one in seated_now(branch(ledger).uid, ledger)}
    assert seats == {secretary.uid: "书记", other.uid: "组织委员"}
    ledger.undo()
    assert branch(ledger).secretary is None
    assert seated_now(branch(ledger).uid, ledger) == []
    ledger.redo()
    assert branch(ledger).secretary == secretary.uid


def test_one_name_of_two_is_left_to_a_person(ledger: Ledger) -> None:
    ledger.save(member(ledger, "孟慧桂"), member(ledger, "孟慧桂", 1))
    assert branch(ledger).secretary is None


def test_who_holds_the_post_keeps_it(ledger: Ledger) -> None:
    first = member(ledger, "李佳")
    ledger.save(first)
    org = branch(ledger)
    org.secretary = first.uid
    ledger.save(org)
    ledger.save(member(ledger, "孟慧桂", 1))
    assert branch(ledger).secretary == first.uid


def test_a_day_the_rules_refuse_stops_no_entry(ledger: Ledger) -> None:
    """He joined after the day written for the term: he is the secretary all the same."""
    late = member(ledger, "孟慧桂", joined_on=PartialDate(2026, 1, 5), full_on=None, category="预备党员")
    ledger.save(late)
    assert branch(ledger).secretary == late.uid
    assert [one.since for one in seated_now(branch(ledger).uid, ledger)] == [None]


def test_the_secretary_counts_among_the_committee(ledger: Ledger) -> None:
    """Written by hand, with or without a seat: he is expected at a 支委会, from the day his term began."""
    head = member(ledger, "周宁")
    ledger.save(head)
    org = branch(ledger)
    org.secretary = head.uid
    ledger.save(org)
    roster = Roster.read(ledger)
    assert roster.expected(COMMITTEE, TODAY.date(), org.uid).people == (head.uid,)
    assert roster.expected(COMMITTEE, date(2024, 1, 10), org.uid).people == ()


def test_a_committee_is_asked_for_where_the_members_ask_for_one(ledger: Ledger) -> None:
    ledger.save(*(member(ledger, f"党员{sign}", n) for n, sign in enumerate("甲乙丙丁戊己")))
    assert not any("支部委员" in gap.words for gap in gaps_of(ledger))
    ledger.save(member(ledger, "党员庚", 6))
    asked = next(gap for gap in gaps_of(ledger) if "支部委员" in gap.words)
    assert asked.uids == (branch(ledger).uid,)
