"""会议记录, 会议纪要: all facts are there, what is missing says 【待补】, no word is ever lost."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.printing.documents.ledger_view import GAP
from desktop_app.printing.documents.organization_life import minutes, sign_in, summary
from desktop_app.printing.type.page import MM, compose, office_page, official_page
from desktop_app.registers.organization_life.meetings import Attendance, missing_parts
from desktop_app.registers.organization_life.votes import Vote
from tests.printing.documents.reading import bare, text
from tests.printing.type.reading import lines, text_of
from tests.registers.invented_people import branch

PLAIN = minutes.Minutes(
    org="中共清河社区支部委员会",
    kind="支部委员会会议",
    kinds="支部委员会会议",
    title="研究学习安排",
    session="2026年第3次",
    when="2026年7月1日14:30—16:00",
    day="2026年7月1日",
    place="党员活动室",
    chair="安长河",
    recorder="白雨田",
    expected=3,
    voters=3,
    voters_present=2,
    present=("安长河", "白雨田"),
    absent=(("曹青山", "病假"),),
    observers=(),
    agenda=("定学习计划",),
    lecture=None,
    speeches=(("安长河", "每月学两次。"),),
    votes=(),
    resolutions=(("每月学习两次", "白雨田", "2026年7月31日"),),
    closing="会议于16时散会。",
    corrections=(),
    has_sheet=True,
)
# Words people could type: any character but controls and surrogates, which are not text.
words = st.text(st.characters(exclude_categories=("C", "Z"), max_codepoint=0x9FFF), max_size=900)


class CountingLedger:
    """A ledger that counts which tables are read; the numbers of the rules are remembered by the ledger."""

    def __init__(self, ledger):
        self.ledger, self.read = ledger, Counter()

    def __getattr__(self, name):
        return getattr(self.ledger, name)

    def find(self, query):
        self.read[query.model._meta.table_name] += 1
        return self.ledger.find(query)

    def get(self, model, uid):
        self.read[model._meta.table_name] += 1
        return self.ledger.get(model, uid)

    def name(self, uid):
        self.read["card"] += 1
        return self.ledger.name(uid)


@pytest.mark.parametrize("meeting", ["general", "committee", "bare"])
@pytest.mark.parametrize(
    "make",
    [
        lambda books, uid: minutes.draft(books, uid, sign_in_sheet=True),
        summary.draft,
        sign_in.draft,
    ],
    ids=["record", "summary", "sign_in"],
)
def test_the_papers_of_a_meeting_read_each_table_once(office, meeting, make):
    counting = CountingLedger(office.ledger)
    make(counting, getattr(office, meeting).uid)
    assert counting.read["attendance"] == 1
    assert {table: n for table, n in counting.read.items() if n > 1} == {}


def test_who_went_to_another_branch_keeps_a_name_on_old_minutes(own_office):
    ledger, meeting = own_office.ledger, own_office.general
    gone, elsewhere = own_office.people[3], branch(full_name="春风社区第二支部委员会", org_code="Z002")
    gone.branch = elsewhere.uid
    ledger.save(elsewhere, gone)
    told = minutes.gather(ledger, meeting.uid)
    assert gone.name in (*told.present, *(name for name, _ in told.absent))
    counting = CountingLedger(ledger)
    minutes.draft(counting, meeting.uid)
    assert (counting.read["member"], counting.read["card"]) == (1, 0)


def test_the_facts_of_a_meeting_are_on_paper(office, renderer):
    printed = renderer.make("minutes_record", uid=office.general.uid)
    told = text(printed)
    for fact in (
        "支部党员大会记录",
        "2026年第1次",
        "2026年10月22日15:00—17:00",
        "社区二楼党员活动室",
        "46人",
        "39人",
        "应到46人，实到39人",
        "范志远（公出，外地培训）",
        "韩静，街道党工委组织办干事，列席指导",
        "第一议题习近平总书记关于党的建设的重要思想",
        "1.通报三季度支部工作",
        "赞成38票，反对0票，弃权1票",
        "结果：通过",
        "责任人：李志远，完成时限：2026年11月30日",
        "会议于17时散会",
        "主持人签字",
        "记录人签字",
    ):
        assert fact in told
    assert GAP not in told
    assert printed.pages == 1


def test_the_sign_in_sheet_goes_behind(office, renderer):
    assert renderer.make("minutes_record", uid=office.general.uid, sign_in_sheet=True).pages == 2


def test_every_missing_part_is_marked(office, renderer):
    told = text(renderer.make("minutes_record", uid=office.bare.uid))
    lacking = {p.box for p in missing_parts(office.bare, office.ledger) if p.refuse}
    assert {"place", "chair", "recorder", "agenda", "closing", "attendance", "speech"} <= lacking
    # 实到, 缺席 and 缺席及原因 all stand for the one attendance sheet; 第一议题 is asked for, bars nothing.
    assert told.count(GAP) == len(lacking) + 3


def test_an_absence_without_reason_and_a_vote_without_figures_are_marked(own_office):
    ledger, meeting = own_office.ledger, own_office.general
    gathered = minutes.gather(ledger, meeting.uid)
    row = next(r for r in ledger.find(Attendance.live()) if r.gathering == meeting.uid and not r.present)
    row.reason = row.note = None
    vote = next(v for v in ledger.find(Vote.live()) if v.meeting == meeting.uid)
    vote.noes = None
    ledger.save(row, vote)
    again = minutes.gather(ledger, meeting.uid)
    assert [why for _, why in again.absent].count(GAP) == 1
    assert f"反对 {GAP} 票" in again.votes[0][1]
    assert again.votes[0][1].endswith(f"结果：{GAP}")
    assert GAP not in gathered.votes[0][1]


def test_corrections_stand_after_the_signatures(setting):
    told, _ = setting(minutes.story(replace(PLAIN, corrections=("第3行“五名”应为“六名”。",))))
    assert told.index("主持人签字") < told.index("更正说明") < told.index("第3行“五名”应为“六名”。")
    assert "更正说明" not in setting(minutes.story(PLAIN))[0]


def test_signatures_never_stand_alone(renderer):
    for count in range(8, 30):
        plan = replace(PLAIN, speeches=(("安长河", "说一句话。"),) * count)
        paper = compose(minutes.story(plan), office_page(), renderer.fonts, title="t", author="a")
        signed = [page for page in text_of(paper.pdf) if "主持人签字" in page]
        assert len(signed) == 1
        assert "每月学习两次（责任人：白雨田，完成时限：2026年7月31日）" in signed[0]


@settings(max_examples=25)
@given(speech=words, title=words.map(lambda t: t[:120]), name=st.text("安长河欧阳·买买提", max_size=40))
def test_long_words_never_raise_and_are_never_lost(setting, speech, title, name):
    plan = replace(PLAIN, title=title, speeches=((name, speech),), absent=((name, title),))
    told, _ = setting(minutes.story(plan))
    assert len(told) >= sum(len(bare(one)) for one in (speech, title, name))
    assert "每月学习两次" in told


def test_speeches_over_pages_keep_every_sign(setting):
    speech = "".join(chr(0x4E00 + n) for n in range(4000))
    told, pages = setting(minutes.story(replace(PLAIN, speeches=(("安长河", speech),))))
    assert pages > 2
    assert set(speech) <= set(told)


def test_the_summary_tells_what_was_settled_and_who_was_there(office, renderer):
    printed = renderer.make("minutes_summary", uid=office.general.uid)
    told = text(printed)
    assert "支部党员大会纪要" in told
    assert "一、公约第四条改为劝导和通知" in told
    assert "表决情况（一）通过《楼道充电公约》（第四条修改后）：举手表决。" in told
    assert told.index("表决情况") > told.index("二、")
    assert "三、" not in told, "a vote is no matter resolved"
    present = minutes.gather(office.ledger, office.general.uid).present
    people = told[told.index("出席：") + 3 : told.index("请假：")]
    assert people.split("—1—")[0].replace(bare(f"会议纪要 核验码 {printed.code}"), "").split("、") == list(
        present
    )
    assert told.index("出席：") < told.index("请假：") < told.index("列席：")
    assert "—1—" in told


def test_the_mark_of_a_summary_is_35_mm_down(renderer):
    page = official_page()
    paper = compose(summary.story(PLAIN, page), page, renderer.fonts, title="t", author="a")
    first = lines(paper.pdf)[0]
    assert "".join(char for char, _, _ in first) == "中共清河社区支部委员会"
    size = 40.0
    top_of_signs = first[0][2] + 0.88 * size
    assert page.height - page.top - 35 * MM == pytest.approx(top_of_signs, abs=2 * MM)


def test_a_meeting_that_settled_nothing_says_so(setting):
    told, _ = setting(summary.story(replace(PLAIN, resolutions=()), official_page()), official_page())
    assert "会议没有形成需要办理的议定事项。" in told
