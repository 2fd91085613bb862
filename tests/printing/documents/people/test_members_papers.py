"""The papers of members' life: letter of three parts, dues, yearly table, a candidate's file, 采集表."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from desktop_app.base.errors import UserError
from desktop_app.base.numerals import capital_money
from desktop_app.base.periods import Month
from desktop_app.base.resources import resource_path
from desktop_app.duties.people.annual_year import annual_year, begun, freeze
from desktop_app.printing.documents.destinations import destinations_of
from desktop_app.printing.documents.ledger_view import GAP
from desktop_app.printing.documents.papers import papers_of
from desktop_app.printing.documents.people import (
    annual_papers,
    dues_assessment,
    dues_grid,
    dues_slip,
    dues_statement,
    dues_waiver,
    member_form,
    org_form,
    transfer_letter,
)
from desktop_app.printing.documents.renderer import PaperRenderer
from desktop_app.registers.people.dues_payments import DuesPayment
from desktop_app.registers.people.dues_remittances import DuesRemittance
from desktop_app.registers.people.dues_standards import WAIVED, DuesStandard
from desktop_app.registers.people.members import Member
from desktop_app.storage import branch_file
from tests.members_life import write_life
from tests.printing.documents.office import opened
from tests.printing.documents.reading import text


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory):
    """(office, what was written) of twenty members with a year of dues, four candidates and four letters."""
    office = opened(tmp_path_factory.mktemp("life"), 20)
    office.ledger.remove(office.letter, office.candidate)
    people = sorted(office.people, key=lambda one: one.seq)
    yield office, write_life(office.ledger, people, office.org)
    branch_file.close(office.ledger)


@pytest.fixture
def entitled(life):
    """The office as a committee that may make out letters, for a while."""
    ledger, org = life[0].ledger, life[0].org
    kind = org.org_kind
    org.org_kind, org.issues_letters = "党委", True
    ledger.save(org)
    yield
    org.org_kind, org.issues_letters = kind, None
    ledger.save(org)


@pytest.fixture(scope="module")
def paper(life):
    """Makes a paper of the branch and reads it: (text without white space, pages)."""
    renderer = PaperRenderer(life[0].ledger, resource_path("fonts"))

    def make(key, **args):
        printed = renderer.make(key, **args)
        assert printed.missing == ()
        return text(printed), printed.pages

    return make


def test_a_branch_prints_no_letter_and_is_told_what_to_print_article_25(life, paper):
    with pytest.raises(UserError) as told:
        paper("transfer_letter", uid=life[1].letters["issued"].uid)
    assert "不能开具" in told.value.what
    assert "组织关系转接申请" in told.value.todo
    offered = [one.key for one in papers_of("org_transfer", life[0].ledger)]
    assert offered[:2] == ["transfer_request", "transfer_data"]
    assert "transfer_letter" not in offered
    one = life[1].letters["issued"]
    assert {d.key for d in destinations_of(one, life[0].ledger)} == {"transfer_request", "transfer_data"}


def test_the_request_asks_the_committee_and_the_data_sheet_tells_the_member(life, paper):
    one = life[1].letters["draft"]
    member = life[0].ledger.get(Member, one.member)
    told, pages = paper("transfer_request", uid=one.uid)
    assert pages == 1
    assert f"关于转接{member.name}同志组织关系的申请" in told
    assert "中共安和街道工作委员会：" in told
    assert "请开具组织关系介绍信" in told
    assert "党费已交至2026年11月" in told
    told, pages = paper("transfer_data", uid=one.uid)
    assert pages == 1
    assert member.id_number in told
    assert "☑纸质介绍信" in told
    assert "☑正式党员" in told
    coming, _ = paper("transfer_request", uid=life[1].letters["coming"].uid)
    assert "关于祝远帆同志组织关系转入的报告" in coming
    assert "【待补】" in coming  # he is not on the roster yet


@pytest.mark.usefixtures("entitled")
def test_the_letter_says_the_same_number_five_times_and_its_days_in_capitals(life, paper):
    told, pages = paper("transfer_letter", uid=life[1].letters["issued"].uid)
    assert pages == 1
    assert told.count("第6号") == 5  # on each part, and down both cuts
    assert told.count("贰零贰陆年壹拾月叁拾日") == 2
    assert "党费已交到贰零贰陆年壹拾壹月" in told
    assert "有效期叁拾天" in told
    assert "存根" in told
    assert "回执联" in told
    member = life[0].ledger.get(Member, life[1].letters["issued"].member)
    assert member.id_number in told


def test_a_letter_that_brings_somebody_leaves_room_for_what_is_not_known(life):
    letter = transfer_letter.gather(life[0].ledger, life[1].letters["coming"].uid)
    assert (letter.name, letter.sex, letter.category) == ("祝远帆", "男/女", "预备/正式")
    assert set(letter.id_number) == {"＿"}


@pytest.mark.usefixtures("entitled")
def test_a_received_letter_has_its_receipt_in_words(life, paper):
    told, _ = paper("transfer_letter", uid=life[1].letters["received"].uid)
    assert "贰零贰陆年玖月贰拾伍日" in told
    assert "周正" in told


def test_the_grid_has_everybody_every_month_and_adds_up(life, paper):
    grid = dues_grid.gather(life[0].ledger, 2026)
    months = [
        sum((Decimal(row[4 + at]) for row in grid.rows if row[4 + at].replace(".", "").isdigit()), Decimal(0))
        for at in range(12)
    ]
    part = next(row for row in grid.rows if row[14].startswith("少"))
    months[10] += Decimal(part[14].removeprefix("少"))  # what was paid in part stands as what lacks
    assert [f"{one:,.2f}" if one else "" for one in months] == list(grid.totals[4:16])
    assert grid.totals[16] == f"{sum(months):,.2f}"
    told, pages = paper("dues_grid", year=2026)
    assert pages == 2
    assert told.count("本人签名") == 2
    assert "欠" in told


def _money(words):
    return Decimal(words.replace(",", ""))


def test_the_statement_adds_up_over_months_and_people(life, paper):
    found = dues_statement.gather(life[0].ledger, 2026)
    due, paid = (sum(_money(row[at]) for row in found.months) for at in (2, 3))
    assert (f"{due:,.2f}", f"{paid:,.2f}") == found.month_totals[2:4]
    assert sum(_money(one[1]) for one in found.people) == due
    assert sum(_money(one[2]) for one in found.people) == paid
    figures = dict(found.figures)
    assert (figures["应交"], figures["实交"]) == (f"{due:,.2f} 元", f"{paid:,.2f} 元")
    told, _ = paper("dues_statement", year=2026)
    assert "按姓氏笔画排列" in told


def test_the_list_of_arrears_tells_months_run_and_rule(life, paper):
    told, _ = paper("dues_arrears")
    assert "2026年9月—11月" in told
    assert "3个月" in told
    assert "第三十一条" in told
    assert "不张贴" in told


def test_the_yearly_table_stands_beside_last_years(life, paper):
    found = annual_papers.gather(life[0].ledger, year=2026)
    assert [row[0] for row in found.rows] == [str(n) for n in range(1, 16)]
    # One member left in September; of the year before no table was signed, so nothing is told of it.
    assert [found.rows[at][2:] for at in (2, 10, 13)] == [("", "0", ""), ("", "1", ""), ("", "20", "")]
    assert [one[-1] for one in found.equations] == ["平"] * 6
    told, pages = paper("annual_table", year=2026)
    assert pages == 1
    assert "未签发" in told


def test_the_parts_of_every_mark_add_up_to_the_whole(life, paper):
    found = annual_papers.gather_breakdown(life[0].ledger, year=2026)
    sums: dict[str, int] = {}
    mark = ""
    for title, _, number, _ in found.rows:
        mark = title or mark
        sums[mark] = sums.get(mark, 0) + int(number)
    assert set(sums.values()) == {found.whole}
    told, pages = paper("annual_breakdown", year=2026)
    assert pages == 2
    assert "年龄和性别" in told


def test_a_signed_table_stays_as_it_was_signed(tmp_path: Path):
    office = opened(tmp_path, 8)
    ledger = office.ledger
    found = annual_year(ledger, 2026)
    ledger.save(begun(found))
    ledger.save(freeze(annual_year(ledger, 2026)))
    record = annual_year(ledger, 2026).record
    who = {"filled_by": office.people[1].uid, "approved_by": office.people[0].uid}
    ledger.step(record, "sign", who)
    gone = office.people[7]
    gone.exit_type, gone.exit_on, gone.exit_basis = "死亡", date(2026, 11, 20), "死亡证明"
    ledger.save(gone)
    paper = annual_papers.gather(ledger, uid=record.uid)
    assert paper.rows[13][3] == "8"
    assert (paper.state, paper.approved_by) == ("", office.people[0].name)
    assert annual_year(ledger, 2027).table.rows[0].value == 8
    branch_file.close(ledger)


def test_a_candidates_file_has_the_way_the_reviews_and_the_material(life, paper):
    told, pages = paper("development_file", uid=life[1].developments["预备党员"].uid)
    assert pages <= 2
    for words in (
        "派人谈话",
        "半年考察",
        "支部大会讨论接收",
        "2026年6月30日以前的步骤为补录",
        "《中国共产党发展党员工作细则》（2014年）第十三条",
        "√已有",
        "应有未收",
    ):
        assert words in told
    # What is still to come stays blank for the pen; no paper counts days.
    assert "还有" not in told
    assert "逾期" not in told


def test_the_form_of_a_member_has_sixteen_items_and_four_signatures(life, paper):
    member = life[0].people[3]
    told, pages = paper("member_form", uid=member.uid)
    assert pages == 1
    for item in ("1姓名", "4公民身份号码", "8所在党支部", "12联系电话", "16是否流动党员"):
        assert item in told.replace("　", "")
    assert told.count("签名") == 5  # the four, and the note that asks for them
    assert member.id_number in told
    assert life[0].org.full_name in told
    assert told.count("☐是☑否") == 2


def test_a_yes_on_the_form_of_a_member_stands_beside_the_no_with_where_to(life, paper):
    member = life[0].people[4]
    member.mobile_flag, member.flow_to = True, "浙江省杭州市余杭区"
    life[0].ledger.save(member)
    told, _ = paper("member_form", uid=member.uid)
    assert "☑是☐否外出流向：浙江省杭州市余杭区" in told
    assert told.count("☐是☑否") == 1


def test_an_item_nobody_filled_in_stands_as_to_be_filled_never_as_none(life):
    member = life[0].people[5]
    assert member_form.gather(life[0].ledger, member.uid).items["job_position"] == "公务员"
    member.job_position = member.address = member.mobile = member.landline = member.full_on = None
    member.out_of_contact = member.mobile_flag = True
    life[0].ledger.save(member)
    items = member_form.gather(life[0].ledger, member.uid).items
    assert (items["job_position"], items["address"], items["full_on"]) == (GAP, GAP, GAP)
    assert items["phones"] == f"手机：{GAP}　固定电话：{GAP}"
    assert items["lost"].endswith(f"失去联系日期：{GAP}")
    assert items["away"].endswith(f"外出流向：{GAP}")
    member.landline, member.category = "010-12345678", "预备党员"
    life[0].ledger.save(member)
    items = member_form.gather(life[0].ledger, member.uid).items
    assert items["phones"] == "手机：无　固定电话：010-12345678"
    assert items["full_on"] == "无"


def test_the_form_of_the_branch_has_ten_items(life, paper):
    org = life[0].org
    items = org_form.gather(life[0].ledger, org.uid).items
    assert (items["unit_code"], items["unit_name"], items["relation"]) == (GAP, GAP, GAP)
    org.unit_relation, org.unit_name, org.unit_code = "法人单位", "春风社区居民委员会", "91350100M000100Y43"
    org.unit_kind, org.contact, org.founded_on = "社区（居委会）", "赵明", date(2009, 7, 1)
    org.founding_approval = "安工委〔2009〕3号"
    life[0].ledger.save(org)
    told, pages = paper("org_form", uid=org.uid)
    assert pages == 1
    assert GAP not in told
    for words in ("10统一社会", "91350100M000100Y43", "☑法人单位", "2009年7月1日成立", "安工委〔2009〕3号"):
        assert words in told
    org.unit_relation = "与上级党组织相同"
    life[0].ledger.save(org)
    items = org_form.gather(life[0].ledger, org.uid).items
    assert [items[name] for name in ("unit_name", "unit_kind", "founded", "unit_code")] == [""] * 4


def test_the_roster_has_the_columns_rosters_have_with_private_ones_covered_by_choice(life, paper):
    told, _ = paper("roster")
    for title in ("公民身份号码", "籍贯", "转正日期", "家庭住址", "党内职务", "备注"):
        assert title in told
    member = life[0].people[0]
    assert member.id_number not in told
    assert member.id_number in paper("roster", private=True)[0]


def test_a_year_before_the_books_begin_has_no_noughts(life, paper):
    found = annual_papers.gather(life[0].ledger, year=2024)
    assert {row[2:] for row in found.rows} == {("", "", "")}
    assert found.equations == ()
    assert "台账从2026年1月5日开始" in paper("annual_table", year=2024)[0]
    with pytest.raises(UserError, match="没有党员构成"):
        annual_papers.gather_breakdown(life[0].ledger, year=2024)
    assert {value for _, value in dues_statement.gather(life[0].ledger, 2023).figures} == {""}


def test_the_assessment_has_everybody_with_base_and_rate_and_adds_up(life, paper):
    found = dues_assessment.gather(life[0].ledger, 2026)
    amounts = [_money(row[5]) for row in found.rows if row[5] != GAP]
    assert sum(int(one[1]) for one in found.rates) == int(found.totals[2].split()[0])
    assert sum(_money(one[2]) for one in found.rates) == _money(found.totals[5]) <= sum(amounts)
    told, _ = paper("dues_assessment", year=2026)
    for words in ("党费核定表", "计费基数", "第二条", "不张贴"):
        assert words in told
    assert "计费基数" not in paper("dues_statement", year=2026)[0]


def test_the_slip_tells_months_people_and_the_sum_in_capitals(life, paper):
    ledger, people = life[0].ledger, life[0].people
    paid = [one for one in ledger.find(DuesPayment.live()) if one.for_month == Month(2026, 3) and one.paid]
    for one in paid:
        one.remit_batch = "2026年3月"
    ledger.save(*paid)
    made = DuesRemittance(
        batch="2026年3月", first_month=Month(2026, 3), last_month=Month(2026, 3), on=date(2026, 4, 9),
        remitted_by=people[0].uid,
    )  # fmt: skip
    ledger.save(made)
    whole = sum((one.paid for one in paid), Decimal(0))
    slip = dues_slip.gather(ledger, made.uid)
    assert (slip.amount, slip.capitals) == (f"{whole:.2f} 元", capital_money(whole))
    assert slip.months == (("2026年3月", str(len(paid)), f"{whole:.2f}", ""),)
    told, pages = paper("dues_slip", uid=made.uid)
    assert pages == 1
    assert told.count(capital_money(whole)) == 2
    for words in ("党费缴款单", "收款回执", "党费专用收据号", GAP):
        assert words in told


def test_the_form_of_a_waiver_asks_branch_and_committee_article_7(life, paper):
    ledger = life[0].ledger
    standards = [one for one in ledger.find(DuesStandard.live()) if one.year == 2026]
    asking = dues_waiver.gather(ledger, next(one for one in standards if one.payer_kind not in WAIVED).uid)
    assert (asking.items["reason"], asking.items["due"], asking.items["studied"]) == ("", "", "")
    made = DuesStandard(
        member=standards[0].member, year=2027, payer_kind="少交", monthly_due=Decimal(2), waiver_basis="同意",
        waiver_reason="长期住院", assessed_on=date(2026, 11, 20),
    )  # fmt: skip
    ledger.save(made)
    told, pages = paper("dues_waiver", uid=made.uid)
    assert pages == 1
    for words in ("长期住院", "经研究，同意少交党费", "2027年1月起", "上级党委"):
        assert words in told
