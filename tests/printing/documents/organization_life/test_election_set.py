"""The papers of an election from 请示 to 分工: titles, order of names, numbers, and nothing typed again."""

from datetime import date

import pytest

from desktop_app.base.dates import parse_span
from desktop_app.base.resources import resource_path
from desktop_app.printing.documents.organization_life import election_letters, election_people, election_rules
from desktop_app.printing.documents.organization_life.minutes import gather as minutes_of
from desktop_app.printing.documents.renderer import PaperRenderer
from desktop_app.records.links import PersonWhy
from desktop_app.registers.organization_life.election_excluded import ElectionExcluded
from desktop_app.registers.organization_life.elections import Ballot, Election, ElectionRound
from desktop_app.registers.organization_life.meetings import EXCLUDED, Meeting
from desktop_app.storage import branch_file
from tests.printing.documents.office import opened
from tests.printing.documents.reading import bare, text

DAY = date(2026, 11, 18)
FORBIDDEN = ("练习题库", "转载", "某选举办法", "某单位", "反对")


class Elected:
    """A branch of twelve that elected three and, from them, its 书记; one of twelve is not counted."""

    def __init__(self, folder) -> None:
        self.office = opened(folder, 12)
        self.ledger, self.people = self.office.ledger, self.office.people
        asked = {"asked_on": date(2026, 10, 8), "approved_on": date(2026, 10, 15)}
        nominees = {"nominees_asked_on": date(2026, 10, 20), "nominees_approved_on": date(2026, 10, 26)}
        self.days = {**asked, **nominees, "reported_on": date(2026, 11, 19)}
        assembly = Meeting(
            kind="换届选举大会",
            title="换届选举大会",
            org=self.office.org.uid,
            place="活动室",
            start_end=parse_span(f"{DAY} 9:00-11:00"),
            chair=self.people[0].uid,
        )
        self.election = Election(
            title="第六届支部委员会换届选举",
            org=self.office.org.uid,
            meeting=assembly.uid,
            posts=3,
            candidates=1,
            supervisors=(PersonWhy(self.people[8].uid), PersonWhy(self.people[9].uid, "总监票人")),
            tellers=(PersonWhy(self.people[10].uid),),
            helpers_passed=True,
            left_out_agreed_on=date(2026, 11, 2),
            left_out_passed=True,
            **self.days,
        )
        out = ElectionExcluded(election=self.election.uid, member=self.people[11].uid, reason=EXCLUDED[3])
        self.ledger.save(assembly, self.election, out)
        self.count(self.election, 11, ((0, 10), (6, 9), (7, 8), (1, 4)))
        written = Ballot(election=self.election.uid, candidate=self.people[5].uid, written_in=True, ayes=1)
        self.ledger.save(written)
        self.ledger.step(self.election, "announce")
        self.secretary = self.elect_head("书记", 6, watching=7)
        roles = (PersonWhy(self.people[0].uid, "组织委员"), PersonWhy(self.people[7].uid, "纪检委员"))
        self.ledger.step(self.election, "divide", {"roles": roles, "divided_on": DAY})

    def count(self, election, voters, ayes) -> None:
        numbers = dict.fromkeys(("expected", "present", "issued", "returned", "valid"), voters)
        self.ledger.save(ElectionRound(election=election.uid, n=1, **numbers))
        for n, votes in ayes:
            one = Ballot(election=election.uid, candidate=self.people[n].uid, ayes=votes)
            one.noes, one.abst, one.profile = voters - votes, 0, f"第{n}人在春风里住了二十年，办事认真。"
            self.ledger.save(one)

    def elect_head(self, post, n, watching) -> Election:
        when = parse_span(f"{DAY} 14:00-15:00")
        meeting = Meeting(
            kind="支部委员会会议",
            title="第一次会议",
            org=self.office.org.uid,
            start_end=when,
            chair=self.people[n].uid,
        )
        made = Election(
            title=f"第六届{post}选举",
            post=post,
            org=self.office.org.uid,
            meeting=meeting.uid,
            posts=1,
            candidates=0,
            supervisors=(PersonWhy(self.people[watching].uid),),
            helpers_passed=True,
            **self.days,
        )
        self.ledger.save(meeting, made)
        self.count(made, 3, ((n, 3),))
        self.ledger.step(made, "announce")
        return made


@pytest.fixture(scope="module")
def elected(tmp_path_factory):
    made = Elected(tmp_path_factory.mktemp("elected"))
    yield made
    branch_file.close(made.ledger)


@pytest.fixture(scope="module")
def told(elected):
    """The text of a paper, by its key, of the committee's election or of the secretary's."""
    renderer = PaperRenderer(elected.ledger, resource_path("fonts"))

    def make(key, election=None):
        words = text(renderer.make(key, uid=(election or elected.election).uid))
        assert [one for one in FORBIDDEN if one in words] == []
        return words

    return make


def names(elected, *places):
    return [elected.people[n].name for n in places]


def test_the_request_asks_for_time_seats_and_way_and_annexes_who_is_not_counted(elected, told):
    words = told("election_request")
    for part in (
        "关于召开支部党员大会进行换届选举的请示",
        "一、时间和议程",
        "二、名额",
        "三、选举办法",
        "特此请示。当否，请示复。",
        "应选支部委员会委员3名，候选人4名，差额1名",
        "无记名投票",
        "2026年10月8日",
        "拟不计入应到会人数的党员名单",
        EXCLUDED[3],
    ):
        assert bare(part) in words
    assert elected.people[11].name in words


def test_the_nominees_stand_by_strokes_with_what_the_annex_asks(elected, told):
    letter = election_letters.gather_nominees(elected.ledger, elected.election.uid)
    assert {row[1] for row in letter.people} == set(names(elected, 0, 1, 6, 7))
    assert elected.people[5].name not in [row[1] for row in letter.people]  # written in, not proposed
    words = told("nominees_request")
    assert bare("妥否，请批复。") in words
    assert all(title in words for title in ("序号", "籍贯", "入党时间", "学历"))


def test_the_rules_name_the_regulation_and_tell_how_short_seats_are_filled(elected, told):
    words = told("election_rules")
    for part in (
        "《中国共产党基层组织选举工作条例》",
        "不少于应到会的五分之四",
        "不是候选人的党员中推选",
        "按姓氏笔画排列",
        "赞成的在姓名后画“○”，不赞成的画“×”，弃权的不画",
        "另行选举",
        "经半数以上选举人同意，可以减少名额",
    ):
        assert bare(part) in words
    head = election_rules.gather_rules(elected.ledger, elected.secretary.uid)
    assert "不实行差额" in dict(head.parts)["名额和候选人"]
    assert "上级党组织批准的顺序" in dict(head.parts)["选票"]


def test_candidates_are_introduced_before_the_vote_article_21(elected, told):
    words = told("candidate_profiles")
    assert bare("第6人在春风里住了二十年") in words
    found = [
        row[1] for row, _ in election_people.gather_profiles(elected.ledger, elected.election.uid).people
    ]
    assert set(found) == set(names(elected, 0, 1, 6, 7))


def test_who_watches_stands_first_and_no_candidate_is_among_them_article_22(elected, told):
    sheet = election_people.gather_tellers(elected.ledger, elected.election.uid)
    assert [(row[0], row[2]) for row in sheet.rows] == [
        ("总监票人", "否"),
        ("监票人", "否"),
        ("计票人", "否"),
    ]
    assert "会议通过" in sheet.below
    assert elected.people[9].name in told("tellers_list")


def test_the_tally_sheet_has_room_for_marks_and_for_those_written_in(elected, told):
    words = told("tally_sheet")
    assert "画“正”字" in words
    assert words.count("另选人：") == 3
    assert all(title in words for title in ("唱票人", "监票人", "无效票"))


def test_the_chair_has_an_outline_with_the_numbers_of_the_day(elected, told):
    words = told("election_script")
    for part in ("应到有选举权的党员11人，9人以上到会可以选举", "奏唱国歌", "奏唱国际歌", "验箱发票"):
        assert part in words


def test_members_are_reported_heads_go_up_for_approval_article_21(elected, told):
    report = told("election_result")
    assert bare("关于支部委员会委员选举结果的报告") in report
    assert bare("特此报告，请予备案。") in report
    assert bare(f"另选人{elected.people[5].name}1票") in report
    assert bare(f"{elected.people[6].name}当选为支部书记") in report
    assert bare(f"{elected.people[7].name}任纪检委员") in report
    asked = told("election_result", elected.secretary)
    assert bare("关于支部书记选举结果的请示") in asked
    assert bare("应到会委员3人") in asked
    assert "妥否，请批复。" in asked


def test_the_division_and_the_file_tell_the_new_committee(elected, told):
    rows = election_people.gather_division(elected.ledger, elected.election.uid).rows
    assert [(row[0], row[1]) for row in rows] == list(
        zip(("书记", "组织委员", "纪检委员"), names(elected, 6, 0, 7), strict=True)
    )
    assert "报上级党组织备案" in told("committee_division")
    words = told("election_file")
    for part in ("上届委员变动", "连任", "任期届满，不再担任", "新一届当选人"):
        assert part in words


def test_the_minutes_of_the_meeting_hold_its_election(elected):
    minutes = minutes_of(elected.ledger, elected.election.meeting)
    (one,) = minutes.elections
    words = "".join(one.paragraphs)
    for part in (
        "应到会有选举权的党员 11 人，实到 11 人",
        f"不计入应到 1 人（{elected.people[11].name}）",
        "经上级党组织同意，并经党员大会通过",
        "监票人：",
        "发出选票 11 张，收回 11 张，其中有效票 11 张",
        "赞成 10 票、不赞成 1 票、弃权 0 票",
        "当选为支部委员会委员",
    ):
        assert part in words
    first = minutes_of(elected.ledger, elected.secretary.meeting)
    assert "应到会委员 3 人" in "".join(first.elections[0].paragraphs)


def test_the_report_has_what_was_void_and_the_chief_signs(elected, told):
    words = told("election_report")
    for part in ("不赞成", "无效票0", "总监票人", "（另选）", "当选3人"):
        assert part in words
