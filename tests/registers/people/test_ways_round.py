"""Ways round the gates of 发展党员, tried on a branch file: by hand, from Excel, by a new file."""

import io
from datetime import date, datetime

import openpyxl
import pytest

from desktop_app.base.clock import SetClock
from desktop_app.base.dates import parse_span
from desktop_app.base.errors import UserError
from desktop_app.base.periods import PartialDate
from desktop_app.base.pinyin import load_pinyin
from desktop_app.exchange.workbook.apply import apply_plan
from desktop_app.exchange.workbook.plan import read_plan
from desktop_app.records.links import PersonWhy
from desktop_app.registers import catalogue
from desktop_app.registers.organization_life.meetings import Attendance, Meeting, Speech
from desktop_app.registers.organization_life.votes import Vote
from desktop_app.registers.people.development import Development, DevelopmentReview
from desktop_app.registers.people.members import Member
from desktop_app.storage import branch_file
from desktop_app.storage.action import Refused
from tests.registers.invented_people import branch, id_number, member

TALKED, ACTIVE, MET = date(2024, 1, 20), date(2024, 4, 1), date(2025, 10, 15)
HEARD = ("党小组", "培养联系人", "党员", "群众")
CANDIDATE = {
    "activist_filed_on": date(2024, 4, 9),
    "opinions_on": date(2025, 8, 20),
    "opinions_from": HEARD,
    "candidate_meeting_on": date(2025, 8, 25),
    "candidate_answer_on": date(2025, 8, 30),
    "candidate_on": date(2025, 9, 1),
}
TALK = {"superior_talk_on": date(2025, 11, 1), "superior_talk_by": "王明组织员"}


class Office:
    """A branch of ten whose books begin before the meetings."""

    def __init__(self, folder) -> None:
        self.clock = SetClock(datetime(2025, 1, 6, 9))
        setting = branch_file.Setting(catalogue(), self.clock, load_pinyin().keys)
        self.ledger, _ = branch_file.create(folder / "branch.zbf", setting, office="Z001", password=None)
        self.org = branch()
        self.people = [member(n, branch=self.org.uid) for n in range(10)]
        self.ledger.save(self.org, *self.people, title="建账")
        self.clock.set(datetime(2026, 11, 28, 9))
        self.two = (PersonWhy(self.people[0].uid), PersonWhy(self.people[1].uid))
        self.begun = 0

    def file(self, **values) -> Development:
        self.begun += 1
        given = {
            "person": f"路{chr(ord('山') + self.begun)}",
            "id_number": id_number(date(1998, 3, 5), 300 + self.begun),
            "branch": self.org.uid,
            "ethnicity": "01",
            "education": "21",
            "applied_on": date(2024, 1, 6),
        }
        one = Development(**{**given, **values})
        self.ledger.save(one)
        return one

    def activist(self, **values) -> Development:
        one = self.file(**values)
        days = {"talk_on": TALKED, "recommend_by": "党员推荐", "recommend_on": ACTIVE, "activist_on": ACTIVE}
        self.ledger.step(one, "to_activist", {**days, "mentors": self.two})
        return one

    def candidate(self, **values) -> Development:
        one = self.activist(**values)
        for day in (date(2024, 10, 1), date(2025, 4, 1)):
            self.ledger.save(DevelopmentReview(development=one.uid, on=day, text="好"))
        self.ledger.step(one, "to_candidate", CANDIDATE)
        return one

    def ballot(self, item: str, **figures) -> tuple[Meeting, Vote]:
        """A signed meeting of the whole branch with one secret vote on an admission."""
        given = {
            "kind": "支部党员大会",
            "title": "讨论接收",
            "place": "活动室",
            "agenda": ("接收",),
            "closing": "散会",
            "sign_chair": True,
            "sign_recorder": True,
            "chair": self.people[0].uid,
            "recorder": self.people[1].uid,
        }
        meeting = Meeting(start_end=parse_span(f"{MET} 14:00-16:00"), **given)
        came = [Attendance(gathering=meeting.uid, person=one.uid, present=True) for one in self.people]
        counts = dict.fromkeys(("expected", "present", "ayes", "issued", "returned", "valid"), 10)
        vote = Vote(
            meeting=meeting.uid, item=item, matter="接收预备党员", mode="无记名投票",
            **{**counts, "noes": 0, "abst": 0, **figures},
        )  # fmt: skip
        words = Speech(meeting=meeting.uid, speaker=self.people[2].uid, words="同意")
        self.ledger.save(meeting, *came, vote, words)
        self.ledger.step(meeting, "write")
        self.ledger.step(meeting, "sign")
        return meeting, vote

    def accept(self, one: Development, item: str = "", figures: dict | None = None, **values) -> Development:
        _, vote = self.ballot(item or f"接收{one.person}", **(figures or {}))
        ready = {
            "introducers": self.two,
            "review_on": date(2025, 9, 10),
            "review_result": "合格",
            "training_from": date(2025, 9, 12),
            "training_to": date(2025, 9, 14),
            "committee_on": date(2025, 9, 20),
            "pre_review_on": date(2025, 9, 25),
            "pre_review_result": "同意",
        }
        self.ledger.step(one, "accept", {**ready, "accept_vote": vote.uid, **values})
        return one

    def approved(self) -> Development:
        one = self.accept(self.candidate())
        self.ledger.step(one, "approve", {**TALK, "approved_on": date(2025, 11, 20)})
        self.ledger.step(one, "swear", {"oath_on": date(2025, 12, 1)})
        return one

    def by_hand(self, one, **values):
        for box, value in values.items():
            setattr(one, box, value)
        self.ledger.save(one)

    def roster(self, one: Development) -> Member:
        return self.ledger.get(Member, one.member)


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    made = Office(tmp_path_factory.mktemp("office"))
    yield made
    branch_file.close(made.ledger)


def typed_as_full(o: Office) -> None:
    one = o.candidate()
    o.ledger.save(
        member(
            3, name=one.person, id_number=one.id_number, birth_date=date(1998, 3, 5), branch=o.org.uid,
            gender="1" if int(one.id_number[16]) % 2 else "2", joined_on=PartialDate(2020, 1, 1),
            full_on=PartialDate(2021, 1, 1),
        )
    )  # fmt: skip
    o.accept(one)


def left_introducer(o: Office) -> None:
    gone = {"exit_type": "转出组织关系", "exit_on": date(2025, 3, 1), "exit_basis": "介绍信第1号"}
    one = member(4, name="离去人", id_number=id_number(date(1981, 2, 2), 556), branch=o.org.uid, **gone)
    o.ledger.save(one)
    o.accept(o.candidate(), introducers=(o.two[0], PersonWhy(one.uid)))


def name_in_a_name(o: Office) -> None:
    one = o.candidate(person="许知")
    o.file(person="许知远")
    o.accept(one, "接收许知远为预备党员")


def two_in_one(o: Office) -> None:
    one, other = o.candidate(), o.candidate()
    o.accept(one, f"接收{one.person}、{other.person}")


def thrown_away(o: Office) -> None:
    one = o.file()
    o.clock.set(datetime(2026, 11, 29, 9))
    o.ledger.remove(o.ledger.get(Development, one.uid))
    again = {"id_number": one.id_number, "backfill_until": date(2026, 11, 29), "backfill_basis": "档案"}
    o.file(person=one.person, **again)


def two_months(o: Office) -> None:
    copied = {"backfill_until": date(2026, 11, 27), "backfill_basis": "按档案转抄"}
    one = o.file(applied_on=date(2026, 1, 5), **copied)
    days = {"talk_on": date(2026, 1, 20), "activist_on": date(2026, 2, 1), "mentors": o.two}
    o.ledger.step(one, "to_activist", days)
    o.ledger.step(one, "to_candidate", {"candidate_on": date(2026, 3, 1)})


def reviews_of_one_day(o: Office) -> None:
    one = o.activist()
    for _ in (1, 2):
        o.ledger.save(DevelopmentReview(development=one.uid, on=date(2025, 8, 30), text="好"))
    o.ledger.step(one, "to_candidate", CANDIDATE)


def oath_first(o: Office) -> None:
    one = o.accept(o.candidate())
    o.ledger.step(one, "approve", {**TALK, "approved_on": date(2025, 11, 20)})
    o.ledger.step(one, "swear", {"oath_on": date(2025, 11, 10)})


def listed(first: date, last: date, day: date):
    """A candidate of 2026 whose notice runs from ``first`` to ``last`` and who is listed on ``day``."""

    def act(o: Office) -> None:
        one = o.activist()
        days = [date(2024, 10, 1), date(2025, 4, 1), date(2025, 10, 1), date(2026, 4, 1), date(2026, 10, 1)]
        for on in days:
            o.ledger.save(DevelopmentReview(development=one.uid, on=on, text="好"))
        notice = {"notice_from": first, "notice_to": last, "candidate_on": day}
        o.ledger.step(one, "to_candidate", {**CANDIDATE, **notice})

    return act


# What somebody tries, the box it is refused at, and words of it.
TRIED = {
    "the day of a step emptied": (
        lambda o: o.by_hand(o.candidate(), candidate_on=None),
        "candidate_on",
        "不能清空",
    ),
    "the superior's consent emptied (article 13)": (
        lambda o: o.by_hand(o.candidate(), candidate_answer_on=None),
        "candidate_answer_on",
        "没有上级党委",
    ),
    "a day moved before the year was over (article 13)": (
        lambda o: o.by_hand(
            o.candidate(),
            candidate_on=date(2025, 3, 31),
            candidate_answer_on=None,
            opinions_on=date(2025, 3, 1),
            candidate_meeting_on=date(2025, 3, 2),
        ),
        "candidate_on",
        "不满 12 个月",
    ),
    "what the meeting needed emptied (articles 14, 16, 18)": (
        lambda o: o.by_hand(o.approved(), introducers=None, review_result="不合格", pre_review_on=None),
        "review_result",
        "政治审查",
    ),
    "an approval by hand without the talk (article 25)": (
        lambda o: o.by_hand(o.accept(o.candidate()), approved_on=date(2025, 11, 20)),
        "superior_talk_on",
        "派人谈话",
    ),
    "an approval moved beyond six months (article 25)": (
        lambda o: o.by_hand(o.approved(), approved_on=date(2026, 9, 1), oath_on=date(2026, 9, 2)),
        "approved_on",
        "超过 6 个月",
    ),
    "an approval emptied": (lambda o: o.by_hand(o.approved(), approved_on=None), "approved_on", "不能清空"),
    "an oath by hand before any approval (article 29)": (
        lambda o: o.by_hand(o.accept(o.candidate()), oath_on=date(2025, 11, 1)),
        "approved_on",
        "还没有审批",
    ),
    "an oath before the approval (article 29)": (oath_first, "oath_on", "早于党委审批日期"),
    "another person put into the file": (
        lambda o: o.by_hand(o.approved(), id_number=id_number(date(1998, 3, 5), 799)),
        "id_number",
        "和花名册上的不一样",
    ),
    "joining moved on the roster": (
        lambda o: o.by_hand(o.roster(o.approved()), joined_on=PartialDate(2020, 10, 15)),
        "joined_on",
        "从发展党员纪实来",
    ),
    "probation made longer on the roster": (
        lambda o: o.by_hand(
            o.roster(o.approved()), conversion="延长预备期", probation_extended_to=date(2027, 10, 15)
        ),
        "probation_extended_to",
        "从发展党员纪实来",
    ),
    "one introducer written twice (article 14)": (
        lambda o: o.accept(o.candidate(), introducers=(o.two[0], o.two[0])),
        "introducers",
        "2 名",
    ),
    "an introducer who has left (article 14)": (left_introducer, "introducers", "不在本支部"),
    "the vote on somebody whose name holds his": (name_in_a_name, "accept_vote", "讨论的是许知远"),
    "one vote on two people (article 21 of 2014)": (two_in_one, "accept_vote", "还写了"),
    "a meeting of three of ten (articles 19, 20)": (
        lambda o: o.accept(
            o.candidate(),
            figures=dict.fromkeys(("expected", "present", "ayes", "issued", "returned", "valid"), 3),
        ),
        "vote",
        "应到有表决权写了 3 人",
    ),
    "more ballots back than out": (
        lambda o: o.accept(o.candidate(), figures={"issued": 9}),
        "accept_vote",
        "这次投票无效",
    ),
    "ballots that are nowhere": (
        lambda o: o.accept(o.candidate(), figures={"ayes": 7}),
        "ayes",
        "不等于有效票",
    ),
    "a full member of the roster admitted": (typed_as_full, "id_number", "已经是正式党员"),
    "a file thrown away and begun anew as copied": (thrown_away, "backfill_until", "登记以前"),
    "an activist of one month, as copied (article 13)": (two_months, "candidate_on", "不满 12 个月"),
    "two reviews of one day (article 11)": (reviews_of_one_day, "candidate_on", "只有 1 次"),
    "a notice over the holidays (article 13)": (
        listed(date(2026, 10, 1), date(2026, 10, 7), date(2026, 10, 9)),
        "notice_to",
        "只有 3 个工作日",
    ),
    "listed on the last day of the notice (article 13)": (
        listed(date(2026, 5, 29), date(2026, 6, 4), date(2026, 6, 4)),
        "candidate_on",
        "才结束",
    ),
}


@pytest.mark.parametrize("way", TRIED)
def test_no_way_leads_round_a_gate(way, office):
    act, box, words = TRIED[way]
    with pytest.raises(Refused) as refused:
        act(office)
    told = [one.text for one in refused.value.problems if one.box == box]
    assert any(words in text for text in told), [one.sentence() for one in refused.value.problems]


def test_five_working_days_over_a_weekend_are_enough_article_13(office):
    listed(date(2026, 5, 29), date(2026, 6, 4), date(2026, 6, 5))(office)
    last = office.ledger.find(Development.live().where(Development.candidate_on == date(2026, 6, 5)))
    assert [one.stage for one in last] == ["发展对象"]


def test_a_file_with_nothing_wrong_is_still_edited(office):
    one = office.approved()
    office.by_hand(one, remark="材料齐", oath_place="活动室", approved_on=date(2025, 11, 21))
    assert office.ledger.get(Development, one.uid).approved_on == date(2025, 11, 21)


def test_no_vote_is_put_into_signed_minutes_from_excel(office):
    meeting, _ = office.ballot("接收某人")
    book = openpyxl.Workbook()
    book.active.append(["会议", "表决事项", "事项类型", "方式", "应到有表决权", "实到有表决权", "赞成"])
    book.active.append([meeting.uid, "接收另一人", "接收预备党员", "无记名投票", 10, 10, 10])
    saved = io.BytesIO()
    book.save(saved)
    plan = read_plan(saved.getvalue(), catalogue()["vote"], office.ledger, name="表决.xlsx")
    plan.take_proposals()
    with pytest.raises(UserError, match="已经定下来"):
        apply_plan(plan, office.ledger)
    assert len(office.ledger.find(Vote.live().where(Vote.meeting == meeting.uid))) == 1
