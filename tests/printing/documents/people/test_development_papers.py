"""The papers of 发展党员: each tells what its step is about, from what was entered, and counts no days."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from desktop_app.base.resources import resource_path
from desktop_app.printing.documents.papers import PAPERS
from desktop_app.printing.documents.people.development_forms import OATH
from desktop_app.printing.documents.renderer import PaperRenderer
from desktop_app.records.links import PersonWhy
from desktop_app.registers.people.development import Development, DevelopmentMaterial, DevelopmentReview
from desktop_app.storage import branch_file
from tests.ballots import ballot_meeting
from tests.printing.documents.office import opened
from tests.printing.documents.reading import text

KEYS = [one.key for one in PAPERS.values() if one.registers and one.registers[0] is Development]
HEARD = ("党小组", "培养联系人", "党员", "群众")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A branch with one file whole up to the approval of 转正, and one of an applicant."""
    made = opened(tmp_path_factory.mktemp("development"), 8)
    ledger, people = made.ledger, made.people
    meeting, vote = ballot_meeting(date(2026, 9, 24), "叶知夏", "预备党员转正", written_ayes=1)
    first, accepted = ballot_meeting(date(2025, 9, 12), "叶知夏", "接收预备党员")
    two = (PersonWhy(people[0].uid), PersonWhy(people[1].uid))
    row = people[-1]
    made.whole = Development(
        person="叶知夏", id_number=row.id_number, branch=made.org.uid, ethnicity="01", education="21",
        work_unit="社区网格员", backfill_until=date(2026, 1, 6), backfill_basis="按档案转抄",
        applied_on=date(2022, 9, 5), talk_on=date(2022, 9, 26), talk_by="周慧，书记", talk_place="会议室",
        talk_text="谈入党动机", recommend_by="党员推荐", recommend_on=date(2023, 6, 1),
        recommend_text="十人同意", activist_on=date(2023, 6, 28), activist_filed_on=date(2023, 7, 5),
        mentors=two, opinions_on=date(2025, 2, 26), opinions_place="活动室", opinions_from=HEARD,
        opinions_count=16, opinions_text="说话快", candidate_meeting_on=date(2025, 3, 5),
        candidate_answer_on=date(2025, 3, 11), candidate_on=date(2025, 3, 12), introducers=two,
        review_on=date(2025, 6, 10), review_result="合格", training_from=date(2025, 4, 14),
        training_to=date(2025, 4, 18), training_hours=40, notice_from=date(2025, 3, 3),
        notice_to=date(2025, 3, 10), notice_by="孙平", notice_phone="0990-5550126",
        committee_on=date(2025, 8, 20), pre_review_on=date(2025, 8, 25), pre_review_result="同意",
        accept_vote=accepted.uid, accept_merits="踏实", accept_faults="急躁",
        superior_talk_on=date(2025, 10, 21), superior_talk_by="韩静，组织员", superior_talk_text="认识清楚",
        approved_on=date(2025, 11, 10), oath_on=date(2025, 12, 5), oath_place="活动室", oath_by="周慧，书记",
        convert_applied_on=date(2026, 9, 1), convert_opinions_on=date(2026, 9, 17),
        convert_opinions="都同意", convert_vote=vote.uid, convert_merits="主动", convert_faults="字潦草",
        convert_approved_on=date(2026, 10, 12), outcome="按期转正", member=row.uid, stage="正式党员",
    )  # fmt: skip
    reviews = [
        DevelopmentReview(development=made.whole.uid, on=day, text=words, by=people[0].uid)
        for day, words in ((date(2024, 1, 5), "入户细"), (date(2026, 3, 12), "值守到两点"))
    ]
    paper = DevelopmentMaterial(development=made.whole.uid, name="入党志愿书", pages=24, on=date(2025, 9, 12))
    with ledger.action("转抄", kind="import") as action:
        action.save(meeting, vote, first, accepted, made.whole, *reviews, paper)
    yield made
    branch_file.close(ledger)


@pytest.fixture(scope="module")
def paper(office: Any) -> Callable[..., str]:
    renderer = PaperRenderer(office.ledger, resource_path("fonts"))
    return lambda key, one: text(renderer.make(key, uid=one.uid))


TOLD = {
    "development_file": ("2022年9月26日（补录）", "受理孙平", "弃权0票，会前书面意见赞成1份"),
    "development_talk": ("入党申请人谈话记实", "谈入党动机", "周慧，书记", "2022年9月26日"),
    "activist_filing": ("入党积极分子备案表", "十人同意", "2023年7月5日", "一式两份"),
    "opinions_record": ("说话快", "党小组、培养联系人、党员、群众", "16人", "本人不参加"),
    "candidate_filing": ("发展对象备案表", "2025年3月11日备案。", "党小组意见"),
    "candidate_request": ("关于确定叶知夏同志为发展对象的备案报告", "半年考察1次", "特此报告"),
    "development_notice": ("2025年3月3日至2025年3月10日", "受理人：孙平", "0990-5550126", "列为发展对象"),
    "pre_review_request": ("关于对发展对象叶知夏同志进行预审的请示", "40学时", "附件：入党志愿书"),
    "admission_ballot": ("预备党员转正票决票", "不赞成", "不写投票人姓名"),
    "admission_result": ("票决结果报告单", "2026年9月24日", "应到有表决权10", "票决结果通过"),
    "accept_resolution": ("关于接收叶知夏同志为预备党员的决议", "主要缺点：急躁", "政治审查合格"),
    "superior_talk": ("韩静，组织员", "认识清楚"),
    "oath_record": (OATH[:12], "领誓人及职务", "2025年12月5日"),
    "probation_sheet": ("预备党员考察表", "值守到两点"),
    "convert_resolution": ("同意叶知夏同志按期转为中共正式党员", "主要表现：主动"),
    "conversion_filing": ("批准叶知夏同志按期转为中共正式党员，党龄从2026年9月12日起算", "都同意"),
    "development_index": ("发展党员全程纪实表", "入党志愿书", "2025年9月12日"),
}  # fmt: skip


def test_every_paper_of_the_way_tells_its_step_from_what_was_entered(office, paper):
    assert set(KEYS) == set(TOLD)
    for key, words in TOLD.items():
        told = paper(key, office.whole)
        assert [one for one in words if one not in told] == [], key
        assert "还有" not in told
        assert "逾期" not in told
    assert "入户细" not in paper("probation_sheet", office.whole)


def test_what_is_required_and_missing_prints_as_a_gap(office, paper):
    for key in ("development_talk", "development_notice", "oath_record", "conversion_filing"):
        assert "【待补】" in paper(key, office.candidate), key
        assert "无" not in paper(key, office.candidate).replace("无记名", ""), key


def test_what_was_copied_says_so_on_the_paper_of_its_step(office, paper):
    for key in ("development_talk", "candidate_request", "pre_review_request", "accept_resolution"):
        assert "2026年1月6日以前的步骤为补录（按档案转抄）" in paper(key, office.whole), key
    assert "补录" not in paper("convert_resolution", office.whole)


def test_a_notice_names_the_branchs_telephone_where_no_other_is_written(office, paper):
    assert office.org.contact_phone in paper("development_notice", office.candidate)


def test_what_the_superior_has_not_said_stays_blank(office, paper):
    assert "经党委会讨论" not in paper("conversion_filing", office.candidate)


def test_since_the_revision_the_superior_is_asked_article_13(office, paper):
    told = paper("candidate_request", office.candidate)
    assert "关于将路远方同志列为发展对象的请示" in told
    assert "妥否，请批示" in told
