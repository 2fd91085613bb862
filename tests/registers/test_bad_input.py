"""Bad input through a real ledger: refused at the box, in words, with what to do instead; nothing written."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from desktop_app.base.clock import SetClock
from desktop_app.base.dates import parse_span
from desktop_app.base.periods import Month, PartialDate
from desktop_app.base.pinyin import load_pinyin
from desktop_app.records.links import PersonWhy
from desktop_app.registers import catalogue
from desktop_app.registers.organization_life.appraisals import Appraisal
from desktop_app.registers.organization_life.disciplines import Discipline
from desktop_app.registers.organization_life.disposals import Disposal
from desktop_app.registers.organization_life.elections import Ballot, Election, ElectionRound
from desktop_app.registers.organization_life.meetings import Meeting
from desktop_app.registers.organization_life.talks import Talk
from desktop_app.registers.organization_life.votes import Vote
from desktop_app.registers.people.care_awards import CareAward
from desktop_app.registers.people.dues_payments import DuesPayment
from desktop_app.registers.people.hardships import Hardship
from desktop_app.registers.people.org_transfers import OUT, OrgTransfer
from desktop_app.registers.people.orgs import PartyOrg
from desktop_app.registers.rectification.issues import CATEGORIES, Issue, IssueMeasure
from desktop_app.registers.rectification.research import Research
from desktop_app.registers.rules.rule_table import RuleRow
from desktop_app.registers.service.goods import Goods, GoodsIntake
from desktop_app.registers.service.points_entries import PointsEntry
from desktop_app.registers.service.points_rules import PointsRule
from desktop_app.registers.service.redemptions import Redemption
from desktop_app.storage import branch_file
from desktop_app.storage.action import Refused
from tests.registers.invented_people import branch, member

DAY = date(2026, 10, 20)
QUORUM = {"key": "quorum_elect", "title": "选举到会", "unit": "比例", "source": "下发", "mark": "D"}


class Office:
    """A branch of ten, one of them on probation and one who left, with an issue, a shop and an election."""

    def __init__(self, folder) -> None:
        clock = SetClock(datetime(2026, 10, 28, 9))
        setting = branch_file.Setting(catalogue(), clock, load_pinyin().keys)
        self.ledger, _ = branch_file.create(folder / "branch.zbf", setting, office="Z001", password=None)
        self.org = branch()
        self.people = [member(n, branch=self.org.uid) for n in range(10)]
        self.new = self.people[8]
        self.new.category, self.new.full_on = "预备党员", None
        self.new.joined_on = PartialDate(2026, 5, 22)
        self.one, self.two, self.three = self.people[:3]
        self.ledger.save(self.org, *self.people, title="建账")
        self._transfer(self.people[9], "01")
        self.meeting = Meeting(
            kind="支部党员大会", title="选举大会", start_end=parse_span("2026-10-20 14:00-16:00")
        )
        self.election = Election(
            title="补选", org=self.org.uid, meeting=self.meeting.uid, posts=1, candidates=1
        )
        self.round = ElectionRound(election=self.election.uid, n=1, expected=8, present=8, issued=8)
        self.rule = PointsRule(
            name="入户", group="志愿服务", points=Decimal(5), scope=("正式",), from_on=date(2026, 1, 1)
        )
        won = PointsEntry(
            holder=self.one.uid,
            on=DAY,
            reason="入户",
            rule=self.rule.uid,
            points=Decimal(5),
            verifier=self.two.uid,
        )
        self.rice = Goods(name="大米", price=Decimal(30))
        rice = GoodsIntake(goods=self.rice.uid, on=DAY, qty=3)
        self.ledger.save(self.meeting, self.election, self.round, self.rule, won, self.rice, rice)

    def issue(self, **values):
        """A problem under way, asked to be closed, with ``values`` instead of the usual."""
        issue = Issue(
            **{
                "found_on": DAY,
                "source": "群众反映",
                "category": CATEGORIES[0],
                "mode": "限期整改",
                "description": "3号楼2单元声控灯坏了半个月。",
                "lead_officer": self.two.uid,
                "duty_unit": self.org.uid,
                "owner": self.one.uid,
                "due_on": date(2026, 11, 20),
                "effect": "三盏灯全部换新。",
                **values,
            }
        )
        measure = IssueMeasure(
            issue=issue.uid,
            text="换三盏灯",
            owner=self.one.uid,
            due_on=date(2026, 11, 10),
            done_on=date(2026, 11, 2),
        )
        self.ledger.save(issue, measure)
        self.ledger.step(issue, "start")
        self.ledger.step(issue, "apply", {"apply_by": self.one.uid})
        return issue

    def _transfer(self, who, number):
        letter = self.letter(who, number)
        self.ledger.save(letter)
        self.ledger.step(letter, "issue", {"issued_on": date(2026, 9, 1)})
        self.ledger.step(letter, "receive", {"receipt_on": date(2026, 9, 9), "receipt_by": "乐云帆"})

    def letter(self, who, number="02", **values):
        return OrgTransfer(
            **values,
            direction=OUT,
            letter_no=number,
            member=who.uid,
            from_org="中共清河街道工作委员会",
            to_org="中共柴桥街道工作委员会",
            dues_paid_to=Month(2026, 9),
            valid_days=30,
        )


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    made = Office(tmp_path_factory.mktemp("office"))
    yield made
    branch_file.close(made.ledger)


def close_by_owner(office):
    issue = office.issue(evidence_refs=("更换前后照片",))
    office.ledger.step(issue, "close", {"checker": office.one.uid})


def close_without_evidence(office):
    office.ledger.step(office.issue(), "close", {"checker": office.two.uid})


def saves(make):
    """Saving what ``make`` gives of the office."""
    return lambda office: office.ledger.save(make(office))


def changed(record, **values):
    """``record`` with other values."""
    for name, value in values.items():
        setattr(record, name, value)
    return record


def ballots_off(office):
    """31+3+2 of 37: one ballot is nowhere."""
    office.ledger.save(changed(office.round, returned=8, valid=8))
    votes = {"ayes": 5, "noes": 1, "abst": 1}
    office.ledger.save(Ballot(election=office.election.uid, candidate=office.one.uid, **votes))


def candidate_counting(office):
    office.ledger.save(changed(office.election, tellers=(PersonWhy(office.one.uid),)))
    office.ledger.save(Ballot(election=office.election.uid, candidate=office.one.uid))


BIRTH, JOINED = date(1979, 12, 31), date(2026, 5, 21)
# What somebody does, the box the refusal stands at, and words of what happened.
BAD = {
    "more voices than people": (
        saves(
            lambda o: Vote(meeting=o.meeting.uid, item="同意", expected=8, present=8, ayes=9, noes=0, abst=0)
        ),
        "ayes",
        "多于实到",
    ),
    "more present than expected": (
        saves(lambda o: Vote(meeting=o.meeting.uid, item="同意", expected=8, present=9, ayes=9)),
        "present",
        "多于应到",
    ),
    "more ballots back than out": (
        saves(
            lambda o: ElectionRound(election=o.election.uid, n=2, expected=8, present=8, issued=8, returned=9)
        ),
        "returned",
        "多于发出",
    ),
    "more votes than ballots": (
        saves(lambda o: Ballot(election=o.election.uid, candidate=o.one.uid, ayes=8, noes=1, abst=0)),
        "ayes",
        "多于本轮有效",
    ),
    "ballots of an appraisal that do not add up": (
        saves(
            lambda o: Appraisal(
                year=2025,
                member=o.one.uid,
                self_rating="好",
                issued=8,
                returned=8,
                n_a=5,
                n_b=5,
                n_c=0,
                n_d=0,
            )
        ),
        "returned",
        "收回却是 8 张",
    ),
    "a committee elected by the wrong body": (
        saves(lambda o: Election(title="换届", org=o.org.uid, posts=3, body="支部委员会")),
        "body",
        "由党员大会选举",
    ),
    "ballots of a candidate that do not add up": (ballots_off, "ayes", "不等于有效票"),
    "a candidate who counts the votes": (candidate_counting, "candidate", "不能是候选人"),
    "a shift of the term without approval": (
        saves(lambda o: changed(o.ledger.get(PartyOrg, o.org.uid), term_shift=3)),
        "term_shift_approved_on",
        "要经上级党组织批准",
    ),
    "a vote of one on probation": (
        saves(lambda o: ElectionRound(election=o.election.uid, n=3, expected=9, present=8)),
        "expected",
        "有选举权的只有 8 人",
    ),
    "one on probation elected": (
        saves(lambda o: Ballot(election=o.election.uid, candidate=o.new.uid)),
        "candidate",
        "没有被选举权",
    ),
    "one without a vote watching it": (
        saves(
            lambda o: Election(title="补选", org=o.org.uid, supervisors=(PersonWhy(o.new.uid),), asked_on=DAY)
        ),
        "supervisors",
        "没有选举权",
    ),
    "a checker who is the owner": (close_by_owner, "checker", "不能是责任人"),
    "closing without evidence": (close_without_evidence, "evidence_refs", "要有佐证"),
    "a redemption over the balance": (
        saves(lambda o: Redemption(on=DAY, holder=o.one.uid, goods=o.rice.uid, qty=1, clerk=o.two.uid)),
        "points",
        "积分不够",
    ),
    "a redemption of more than is there": (
        saves(
            lambda o: Redemption(
                on=DAY, holder=o.one.uid, goods=o.rice.uid, qty=4, points=Decimal(1), clerk=o.two.uid
            )
        ),
        "qty",
        "库存只有 3 件",
    ),
    "a clerk who is the holder": (
        saves(
            lambda o: Redemption(
                on=DAY, holder=o.one.uid, goods=o.rice.uid, points=Decimal(1), clerk=o.one.uid
            )
        ),
        "clerk",
        "不能是兑换人本人",
    ),
    "a transfer of somebody who left": (
        saves(lambda o: o.letter(o.people[9], "03")),
        "member",
        "已经不在册",
    ),
    "a letter of transfer made out by a branch": (
        saves(lambda o: o.letter(o.people[7], "05", issuer="中共清河社区支部委员会")),
        "issuer",
        "无权开具组织关系介绍信",
    ),
    "a branch that is marked as entitled to letters": (
        saves(lambda o: changed(o.ledger.get(PartyOrg, o.org.uid), issues_letters=True)),
        "issues_letters",
        "不能开具",
    ),
    "a penalty that a branch decided by itself": (
        saves(
            lambda o: Discipline(
                member=o.one.uid, kind="警告", organ="中共清河社区支部委员会", decided_on=DAY
            )
        ),
        "organ",
        "不能作出处分决定",
    ),
    "a correction of more than a year": (
        saves(
            lambda o: Disposal(
                member=o.one.uid,
                kind="限期改正",
                ground="其他",
                proposed_on=DAY,
                from_on=DAY,
                until_on=date(2027, 12, 31),
            )
        ),
        "until_on",
        "最长 12 个月",
    ),
    "a member in need who is his own partner": (
        saves(
            lambda o: Hardship(
                member=o.one.uid,
                year=2026,
                cause="因病",
                household=2,
                income=Decimal(900),
                applied_on=DAY,
                partner=o.one.uid,
            )
        ),
        "partner",
        "不能是本人",
    ),
    "a talk before one of them joined": (
        saves(lambda o: Talk(by_member=o.one.uid, with_member=o.new.uid, held_on=JOINED, content="谈")),
        "held_on",
        "入党日期",
    ),
    "dues of a month before joining": (
        saves(
            lambda o: DuesPayment(
                member=o.new.uid, for_month=Month(2026, 4), due=Decimal(3), paid=Decimal(3), paid_on=DAY
            )
        ),
        "for_month",
        "入党日期",
    ),
    "a political birthday before joining": (
        saves(lambda o: CareAward(kind="慰问", who=o.new.uid, on=JOINED, what="看望")),
        "on",
        "入党日期",
    ),
    "a meeting before its chair joined": (
        saves(
            lambda o: Meeting(
                kind="主题党日", title="早的", start_end=parse_span("2026-05-21 9:00-10:00"), chair=o.new.uid
            )
        ),
        "start_end",
        "入党日期",
    ),
    "a problem found before its owner was born": (
        lambda o: o.issue(found_on=BIRTH),
        "found_on",
        "出生日期",
    ),
    "research before somebody was born": (
        saves(
            lambda o: Research(
                title="早的",
                down_kind="调查研究下基层",
                on=BIRTH,
                place="楼里",
                people="住户",
                researchers=(PersonWhy(o.one.uid), PersonWhy("街道干部")),
            )
        ),
        "on",
        "出生日期",
    ),
    "joining before birth": (
        saves(lambda o: member(7, name="早", branch=o.org.uid, joined_on=PartialDate(1970))),
        "joined_on",
        "早于出生日期",
    ),
    "a share above one in the rule table": (
        saves(lambda o: RuleRow(**QUORUM, value=Decimal(5), since=PartialDate(2026, 11))),
        "value",
        "超出了范围",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_it_is_refused_at_its_box_in_words_with_what_to_do_instead(name, office):
    act, box, words = BAD[name]
    with pytest.raises(Refused) as refused:
        act(office)
    by_box = {one.box: one for one in refused.value.problems}
    assert box in by_box, [one.sentence() for one in refused.value.problems]
    assert words in by_box[box].text
    assert by_box[box].todo, by_box[box].text
    assert "都在" in refused.value.safe


def test_what_was_refused_left_no_trace(office):
    before = office.ledger.database.execute_sql("SELECT count(*), max(id) FROM history").fetchone()
    with pytest.raises(Refused):
        BAD["a transfer of somebody who left"][0](office)
    assert office.ledger.database.execute_sql("SELECT count(*), max(id) FROM history").fetchone() == before
