"""Talks, appraisal, self-check and election: their arithmetic, and what cannot be."""

from datetime import date

import pytest

from desktop_app.base.dates import parse_span
from desktop_app.records.links import PersonWhy
from desktop_app.registers.becoming import turned_into
from desktop_app.registers.organization_life.appraisals import Appraisal, most_excellent
from desktop_app.registers.organization_life.election_excluded import ElectionExcluded
from desktop_app.registers.organization_life.elections import (
    Ballot,
    Election,
    ElectionRound,
)
from desktop_app.registers.organization_life.meeting_kinds import COMMITTEE, ELECTION
from desktop_app.registers.organization_life.meetings import Attendance, Meeting
from desktop_app.registers.organization_life.self_checks import (
    SelfCheck,
    SelfCheckCriticism,
    SelfCheckMeasure,
    SelfCheckProblem,
    issue_from_measure,
    standards_for,
)
from desktop_app.registers.organization_life.talks import Talk
from desktop_app.registers.people.orgs import CommitteeMember
from desktop_app.registers.rectification.issues import IssueMeasure
from desktop_app.registers.study.theme_batches import ThemeBatch
from tests.registers.invented_people import branch, member

DAY = date(2026, 11, 10)


def appraisal(person, **values) -> Appraisal:
    ballots = {"issued": 10, "returned": 10, "n_a": 6, "n_b": 4, "n_c": 0, "n_d": 0}
    decided = {"grade": "优秀", "decided_by": "党员大会", "decided_on": DAY}
    return Appraisal(
        **{"year": 2026, "member": person, "self_rating": "尽职", **ballots, **decided, **values}
    )


def talk(one, other, **values) -> Talk:
    given = {
        "by_member": one.uid,
        "with_member": other.uid,
        "held_on": DAY,
        "kind": "日常",
        "content": "工作",
    }
    return Talk(**{**given, **values})


def test_a_talk_has_two_people_and_a_day_that_has_come(desk, people):
    assert desk.told(talk(people[0], people[1])) == {}
    assert desk.told(talk(people[0], people[0]))["with_member"].refuse
    assert desk.told(talk(people[0], people[1], held_on=date(2026, 12, 1)))["held_on"].refuse
    assert "入党日期" in desk.told(talk(people[0], people[1], held_on=date(2001, 1, 1)))["held_on"].text


@pytest.mark.parametrize(("members", "most"), [(2, 0), (3, 1), (10, 3), (46, 15), (99, 33), (300, 100)])
def test_a_third_may_be_excellent(desk, members, most):
    assert most_excellent(members, desk) == most


def test_the_fourth_excellent_of_ten_is_told(desk, people):
    for person in people[:3]:
        desk.put(appraisal(person.uid))
    told = desk.told(appraisal(people[3].uid))["grade"]
    assert "优秀最多 3 人" in told.text
    assert not told.refuse


@pytest.mark.parametrize(
    ("box", "values"),
    [
        ("returned", {"n_b": 5}),
        ("returned", {"issued": 9}),
        ("n_d", {"n_d": None}),
        ("decided_on", {"decided_on": None}),
        ("correct_by", {"grade": "不合格", "grade_reason": "六次不到会", "followup": "限期改正"}),
        (
            "correct_by",
            {
                "grade": "不合格",
                "grade_reason": "六次不到会",
                "followup": "限期改正",
                "correct_by": date(2027, 11, 11),
            },
        ),
        ("grade_reason", {"grade": "基本合格"}),
        ("followup", {"grade": "不合格", "grade_reason": "六次不到会", "followup": "表扬"}),
        ("year", {"year": 2004, "decided_on": None, "grade": None}),
    ],
)
def test_an_impossible_appraisal_is_refused(desk, people, box, values):
    assert desk.told(appraisal(people[0].uid, **values))[box].refuse


def test_on_probation_one_takes_part_and_gets_no_grade(desk, org):
    young = desk.put(member(15, branch=org.uid, category="预备党员", full_on=None))
    assert desk.told(appraisal(young.uid))["grade"].refuse
    nothing = {"grade": None, "decided_by": None, "decided_on": None, "n_a": None, "n_b": None}
    assert desk.told(appraisal(young.uid, **nothing, n_c=None, n_d=None)) == {}


def test_a_measure_of_a_self_check_becomes_an_issue(desk, people):
    sheet = desk.put(
        SelfCheck(subject=people[0].uid, year=2026, theme="担当", standards=("党章",), written_on=DAY)
    )
    lazy = desk.put(SelfCheckProblem(self_check=sheet.uid, aspect="工作作风", text="入户少，只管工程上的事"))
    slow = desk.put(SelfCheckProblem(self_check=sheet.uid, aspect="担当作为", text="报装的难处没有早说"))
    measure = desk.put(SelfCheckMeasure(self_check=sheet.uid, text="每周入户两次", due_on=date(2026, 12, 20)))
    assert issue_from_measure(measure, desk).description is None, "which of two problems a person must say"
    assert not desk.told(measure)["problem"].refuse
    measure.problem = lazy.uid
    issue = issue_from_measure(measure, desk)
    assert (issue.source, issue.owner, issue.found_on) == ("检视剖析", people[0].uid, DAY)
    assert (issue.description, issue.due_on) == ("入户少，只管工程上的事", date(2026, 12, 20))
    told = [one for one in turned_into(measure, issue) if isinstance(one, IssueMeasure)]
    assert [one.text for one in told] == ["每周入户两次"]
    slow.removed_at = "2026-11-01T09:00"
    desk.add(slow)
    assert issue_from_measure(SelfCheckMeasure(self_check=sheet.uid), desk).description == lazy.text
    other = desk.put(SelfCheck(subject=people[1].uid, year=2026, theme="担当", standards=("党章",)))
    strange = SelfCheckMeasure(self_check=other.uid, problem=lazy.uid, text="走访", due_on=date(2026, 12, 1))
    assert desk.told(strange)["problem"].refuse
    measure.due_on = date(2026, 11, 9)
    assert desk.told(measure)["due_on"].refuse
    own = SelfCheckCriticism(self_check=sheet.uid, critic=people[0].uid, text="急")
    assert desk.told(own)["critic"].refuse


def test_a_theme_education_is_checked_against_its_theme_too(desk, people):
    assert standards_for("2026年度组织生活会") == ("党章", "入党誓词", "合格党员标准")
    assert standards_for("主题教育专题组织生活会")[-1] == "上级专题"
    sheet = SelfCheck(subject=people[0].uid, year=2026, theme="主题教育专题组织生活会", standards=("党章",))
    assert not desk.told(sheet)["standards"].refuse
    assert standards_for("担当", "批次")[-1] == "上级专题"
    batch = ThemeBatch(name="主题教育", from_on=DAY, demand="照抄", notice="通知", leader=people[0].uid)
    desk.add(batch)
    sheet.theme, sheet.batch = "担当", batch.uid
    assert not desk.told(sheet)["standards"].refuse
    sheet.standards = standards_for(sheet.theme, sheet.batch)
    assert desk.told(sheet) == {}


def test_a_finished_sheet_puts_three_things_in_and_looks_into_party_spirit(desk, people):
    sheet = SelfCheck(subject=people[0].uid, year=2026, theme="担当", standards=("党章",), written_on=DAY)
    told = desk.told(sheet)
    for box in ("three_ins_self", "three_ins_duty", "three_ins_work", "party_spirit", "thinking"):
        assert not told[box].refuse


@pytest.fixture
def election(desk, org, people):
    meeting = desk.put(
        Meeting(kind=ELECTION, title="换届", start_end=parse_span("2026-11-10 9:00-11:00"), org=org.uid)
    )
    return desk.put(Election(title="第五届支部委员会换届选举", org=org.uid, meeting=meeting.uid, posts=5))


def first_round(election, **values) -> ElectionRound:
    counts = {"expected": 10, "present": 9, "issued": 9, "returned": 9, "valid": 8}
    return ElectionRound(**{"election": election.uid, "n": 1, **counts, **values})


@pytest.mark.parametrize(
    ("box", "values", "refused"),
    [
        ("present", {"present": 11}, True),
        ("issued", {"issued": 10}, True),
        ("returned", {"issued": 8}, True),
        ("valid", {"valid": 10}, True),
        ("expected", {"expected": 11, "present": 9}, True),
        ("present", {"present": 7, "issued": 7, "returned": 7, "valid": 7}, False),
    ],
)
def test_a_round_that_cannot_be(desk, election, box, values, refused):
    assert desk.told(first_round(election)) == {}
    assert desk.told(first_round(election, **values))[box].refuse is refused


def test_no_candidate_gets_more_votes_than_there_are(desk, people, election):
    desk.put(first_round(election))
    good = Ballot(election=election.uid, candidate=people[0].uid, ayes=7, noes=1, abst=0)
    assert desk.told(good) == {}
    good.abst = 1
    assert desk.told(good)["ayes"].refuse


def test_the_votes_of_a_candidate_come_to_the_valid_ballots_a_blank_is_abstention(desk, people, election):
    """31+3+2 of 37: one ballot is nowhere."""
    desk.put(first_round(election))
    short = Ballot(election=election.uid, candidate=people[0].uid, ayes=5, noes=1, abst=1)
    assert "合计 7 票，不等于有效票 8 张" in desk.told(short)["ayes"].text
    short.abst = 2
    assert desk.told(short) == {}


def test_who_is_written_in_has_ayes_that_fit_with_those_of_the_candidates(desk, people, election):
    election.posts = 1
    desk.put(election)
    desk.put(first_round(election))
    desk.put(Ballot(election=election.uid, candidate=people[0].uid, ayes=5, noes=2, abst=1))
    extra = Ballot(election=election.uid, candidate=people[1].uid, written_in=True, ayes=3)
    assert desk.told(extra) == {}
    extra.ayes = 4
    assert "合计 9 张，多于有效票 8 张乘应选 1 人" in desk.told(extra)["ayes"].text
    extra.ayes, extra.noes = 2, 1
    assert desk.told(extra)["noes"].refuse


def test_no_more_ballots_than_voters_and_no_seats_counted_twice(desk, people, election):
    """A further round fills only the seats left open."""
    election.posts = 2
    desk.put(election)
    desk.put(first_round(election))
    desk.put(Ballot(election=election.uid, candidate=people[0].uid, ayes=8, noes=0, abst=0))
    desk.put(first_round(election, n=2))
    second = Ballot(election=election.uid, round=2, candidate=people[1].uid, ayes=8, noes=0, abst=0)
    desk.put(second)
    third = Ballot(election=election.uid, round=2, candidate=people[2].uid, ayes=1, noes=7, abst=0)
    assert "乘应选 1 人" in desk.told(third)["ayes"].text


def committee(desk, org, people):
    for person, role in zip(people, ("书记", "组织委员", "纪检委员"), strict=False):
        desk.put(CommitteeMember(org=org.uid, member=person.uid, role=role, since=date(2026, 11, 9)))
    when = parse_span("2026-11-10 14:00-15:00")
    meeting = desk.put(Meeting(kind=COMMITTEE, title="第一次", start_end=when, chair=people[0].uid))
    return desk.put(Election(title="书记", post="书记", org=org.uid, meeting=meeting.uid, posts=1))


def test_the_voters_of_a_secretary_are_the_committee(desk, org, people):
    """应到 is the body's: five 委员, not the whole branch."""
    chosen = committee(desk, org, people)
    three = {"expected": 3, "present": 3, "issued": 3, "returned": 3, "valid": 3}
    assert desk.told(first_round(chosen, **three)) == {}
    assert "有选举权的委员只有 3 人" in desk.told(first_round(chosen))["expected"].text
    assert "不是支部委员" in desk.told(Ballot(election=chosen.uid, candidate=people[5].uid))["candidate"].text
    assert desk.told(Ballot(election=chosen.uid, candidate=people[1].uid)).keys() <= {"round"}


def test_a_committee_takes_who_watches_from_itself_article_22(desk, org, people):
    chosen = committee(desk, org, people)
    chosen.supervisors = (PersonWhy(people[5].uid),)
    assert "不是委员" in desk.told(chosen)["supervisors"].text
    chosen.supervisors = (PersonWhy(people[2].uid),)
    assert "supervisors" not in desk.told(chosen)


def test_a_fifth_more_candidates_but_one_for_secretary_article_13(desk, org, people, election):
    election.candidates = 0
    assert "差额一般不少于 1 人" in desk.told(election)["candidates"].text
    election.candidates = 1
    assert "candidates" not in desk.told(election)
    chosen = committee(desk, org, people)
    chosen.candidates = 1
    assert "不实行差额" in desk.told(chosen)["candidates"].text


def test_where_there_is_no_committee_all_members_elect_the_secretary(desk):
    org = desk.put(branch(org_code="Z009", full_name="丙支部"))
    few = [desk.put(member(n, branch=org.uid)) for n in range(5)]
    alone = Election(title="书记", post="书记", org=org.uid, posts=1, body="支部委员会")
    assert "由党员大会选举" in desk.told(alone)["body"].text
    alone.body = None
    assert desk.told(alone) == {}
    when = parse_span("2026-11-10 9:00-11:00")
    alone.meeting = desk.put(Meeting(kind=ELECTION, title="大会", org=org.uid, start_end=when)).uid
    desk.put(alone)
    five = {"expected": 5, "present": 5, "issued": 5, "returned": 5, "valid": 5}
    assert desk.told(first_round(alone, **five)) == {}
    assert desk.told(Ballot(election=alone.uid, candidate=few[0].uid)).keys() <= {"round"}


def test_who_watches_counts_no_votes_too(desk, people, election):
    election.supervisors = election.tellers = (PersonWhy(people[1].uid),)
    assert desk.told(election)["tellers"].refuse


def test_who_has_no_vote_is_neither_candidate_nor_supervisor(desk, org, people, election):
    young = desk.put(member(15, branch=org.uid, category="预备党员", full_on=None))
    assert desk.told(Ballot(election=election.uid, candidate=young.uid))["candidate"].refuse
    election.supervisors = (PersonWhy(young.uid),)
    assert desk.told(election)["supervisors"].refuse


def test_a_candidate_counts_no_votes(desk, people, election):
    desk.put(Ballot(election=election.uid, candidate=people[0].uid))
    election.tellers = (PersonWhy(people[0].uid),)
    assert desk.told(election)["tellers"].refuse
    election.tellers, election.candidates = (PersonWhy(people[1].uid),), 0
    assert not desk.told(election)["candidates"].refuse


def test_who_is_not_counted_has_one_of_the_five_grounds(desk, people, election):
    desk.put(ElectionExcluded(election=election.uid, member=people[9].uid, reason="正在服刑"))
    other = ElectionExcluded(election=election.uid, member=people[8].uid, reason="出差")
    assert desk.told(other)["reason"].refuse


def test_the_sum_of_votes_fits_the_valid_ballots(desk, people, election):
    election.posts = 2
    desk.put(election)
    desk.put(first_round(election, issued=9, returned=9, valid=5))
    for person in people[:2]:
        desk.put(Ballot(election=election.uid, candidate=person.uid, ayes=5))
    assert desk.told(Ballot(election=election.uid, candidate=people[2].uid, ayes=1))["ayes"].refuse


def test_fewer_are_expected_only_with_the_superiors_and_the_meetings_consent(desk, people, election):
    desk.put(ElectionExcluded(election=election.uid, member=people[9].uid, reason="正在服刑"))
    assert desk.told(first_round(election, expected=9))["expected"].refuse
    election.left_out_agreed_on, election.left_out_passed = date(2026, 11, 1), True
    desk.put(election)
    assert desk.told(first_round(election, expected=9)) == {}
    few = first_round(election, expected=8, present=8, issued=8, returned=8)
    assert "应到是 9 人" in desk.told(few)["expected"].text
    assert desk.told(few)["expected"].refuse


@pytest.mark.parametrize(("present", "refused"), [(9, True), (8, None), (7, False)])
def test_no_more_vote_than_came_to_the_meeting_by_its_sheet(desk, people, election, present, refused):
    meeting = desk.get(Meeting, election.meeting)
    meeting.state = "召开"
    came = [Attendance(gathering=meeting.uid, person=one.uid, present=n < 8) for n, one in enumerate(people)]
    desk.put(meeting)
    for row in came:
        desk.put(row)
    counts = {"present": present, "issued": 6, "returned": 6, "valid": 6, "expected": 10}
    told = desk.told(first_round(election, **counts)).get("present")
    if refused is None:
        assert told is None or "到会情况" not in told.text
    else:
        assert told is not None
        assert told.refuse is refused


@pytest.mark.parametrize("kind", ["党课", "党小组会", "主题党日", "支部委员会会议"])
def test_an_election_by_all_is_held_at_their_assembly_article_11(desk, election, kind):
    meeting = desk.get(Meeting, election.meeting)
    for held, refused in ((kind, True), ("支部党员大会", False), ("换届选举大会", False)):
        meeting.kind = held
        desk.add(meeting)
        told = desk.told(election).get("meeting")
        assert (told is not None and told.refuse) is refused
