"""Moving between branches: one letter at a time, its validity, the receipt that ends it."""

from datetime import date

import pytest

from desktop_app.base.periods import Month, PartialDate
from desktop_app.registers.people.members import Member
from desktop_app.registers.people.mobile_members import MobileContact, MobileMember
from desktop_app.registers.people.org_transfers import OrgTransfer, arriving_member
from tests.registers.invented_people import id_number


def letter(person, **values) -> OrgTransfer:
    return OrgTransfer(
        **{
            "direction": "转出",
            "letter_no": "7",
            "member": person,
            "from_org": "中共青石街道工作委员会",
            "to_org": "中共南山街道工作委员会",
            "dues_paid_to": Month(2026, 11),
            "valid_days": 30,
            **values,
        }
    )


@pytest.fixture
def issued(desk, people):
    made = desk.put(letter(people[0].uid))
    assert desk.take(made, "issue", issued_on=date(2026, 11, 2)) == {}
    return made


def test_from_the_letter_to_the_roster(desk, people, issued):
    assert issued.valid_to == date(2026, 12, 2)
    assert "receipt_by" in desk.take(issued, "receive")
    assert desk.take(issued, "receive", receipt_by="周正", receipt_on=date(2026, 11, 20)) == {}
    gone = desk.get(Member, people[0].uid)
    assert (gone.exit_type, gone.exit_on) == ("转出组织关系", date(2026, 11, 20))
    assert "第7号" in gone.exit_basis
    assert "已经不在册" in desk.told(letter(people[0].uid, letter_no="8"))["member"].text
    assert desk.told(issued) == {}


@pytest.mark.parametrize(
    ("way", "issuer"),
    [
        ("转出", "中共清河社区支部委员会"),
        ("转出", "中共清河社区第一党支部"),
        ("转出", "中共清河社区总支部委员会"),
        ("转出", "中共清河社区党总支"),
        ("转出", "中共清河社区支部委员会（章）"),
        ("转出", "中共清河社区支部委员会办公室"),
        ("转入", "中共南山市石桥镇赖屋村支部"),
    ],
)
def test_no_branch_makes_out_a_letter_article_25(desk, people, way, issuer):
    told = desk.told(letter(people[0].uid if way == "转出" else "卢晓明", direction=way, issuer=issuer))
    assert told["issuer"].refuse
    assert "无权" in told["issuer"].text
    assert told["issuer"].todo


def test_a_letter_that_was_given_stands_until_its_receipt(desk, people, issued):
    for box, value in (("member", people[1].uid), ("direction", "转入")):
        before = getattr(issued, box)
        setattr(issued, box, value)
        assert "作废" in desk.told(issued)[box].todo
        setattr(issued, box, before)
    ahead = desk.take(issued, "receive", receipt_by="周正", receipt_on=date(2026, 12, 25))
    assert "晚于今天" in ahead["receipt_on"].text
    issued.letter_no = None
    desk.put(issued)
    assert "letter_no" in desk.take(issued, "receive", receipt_by="周正", receipt_on=date(2026, 11, 20))


def test_the_own_branch_is_never_the_issuer_whatever_it_is_called(desk, org, people):
    org.full_name = "中共春风社区某机关"
    desk.put(org)
    assert desk.told(letter(people[0].uid, issuer=org.full_name))["issuer"].refuse


def test_only_a_committee_is_marked_as_entitled(desk, org):
    org.issues_letters = True
    assert desk.told(org)["issues_letters"].refuse
    org.org_kind = "党委"
    assert "issues_letters" not in desk.told(org)


def test_the_branch_asks_and_types_the_number_it_was_given(desk, people):
    asked = desk.put(letter(people[0].uid, letter_no=None, from_org="中共清河社区支部委员会"))
    assert desk.take(asked, "ask") == {}
    assert (asked.state, asked.asked_on) == ("已申请", desk.today)
    assert set(desk.take(asked, "issue")) == {"letter_no", "issuer"}
    given = {"letter_no": "青石〔2026〕31", "issuer": "中共青石街道工作委员会"}
    assert desk.take(asked, "issue", **given) == {}
    assert (asked.state, asked.issued_on) == ("已开具", desk.today)


def test_within_a_province_paper_is_unusual_and_a_committee_keeps_its_own_beside_a_branches(desk, people):
    asked = letter(people[0].uid, scope="省内", way="纸质介绍信", state="草稿")
    assert not desk.told(asked)["way"].refuse
    desk.put(letter(people[0].uid, owner_office="B009", state="已申请"))
    assert "member" not in desk.told(asked)
    assert "letter_no" not in desk.told(asked)


def test_online_there_is_no_letter(desk, people):
    asked = desk.put(letter(people[0].uid, letter_no=None, way="网上转接", valid_days=None))
    assert asked.valid_days == 90
    assert desk.take(asked, "issue") == {}
    assert desk.take(asked, "receive", receipt_by="周正") == {}
    assert desk.get(Member, people[0].uid).exit_basis == "网上转接组织关系"


def test_one_letter_at_a_time(desk, people, issued):
    second = letter(people[0].uid, letter_no="8")
    assert desk.told(second)["member"].refuse
    assert desk.take(issued, "void", void_reason="写错单位") == {}
    assert desk.told(second) == {}


def test_a_number_is_used_once_a_year(desk, people, issued):
    assert desk.told(letter(people[1].uid))["letter_no"].refuse
    other_year = letter(people[1].uid, issued_on=date(2025, 3, 1), dues_paid_to=Month(2025, 3))
    assert "letter_no" not in desk.told(other_year)


def test_a_letter_lapses_only_when_its_days_are_over_and_can_be_made_again(desk, issued):
    assert "valid_days" in desk.take(issued, "lapse")
    desk.today = date(2026, 12, 3)
    assert desk.take(issued, "lapse") == {}
    again = {"letter_no": "9", "issued_on": date(2026, 12, 3), "valid_days": 10}
    assert desk.take(issued, "reissue", **again) == {}
    assert (issued.state, issued.valid_to) == ("已开具", date(2026, 12, 13))


@pytest.mark.parametrize(
    ("box", "values"),
    [
        ("valid_days", {"valid_days": 91}),
        ("to_org", {"to_org": "中共青石街道工作委员会"}),
        ("member", {"member": "外来的人"}),
        ("origin_postcode", {"origin_postcode": "10000"}),
        ("issued_on", {"issued_on": date(1999, 1, 1)}),
        ("receipt_on", {"issued_on": date(2026, 11, 2), "receipt_on": date(2026, 11, 1)}),
    ],
)
def test_nonsense_is_refused(desk, people, box, values):
    assert desk.told(letter(people[0].uid, **values))[box].refuse


def test_who_comes_in_is_received_once_the_roster_has_the_row(desk, org):
    coming = desk.put(letter("卢晓明", direction="转入", member_phone="13900000002"))
    desk.take(coming, "issue", issued_on=date(2026, 11, 3))
    receipt = {"receipt_by": "周正", "receipt_on": date(2026, 11, 10)}
    told = desk.take(coming, "receive", **receipt)["member"]
    assert "还没有" in told.text
    assert "登记到花名册" in told.todo
    row = arriving_member(coming, desk)
    assert (row.name, row.mobile, row.branch) == ("卢晓明", "13900000002", org.uid)
    row.gender, row.ethnicity, row.education, row.category = "1", "01", "21", "正式党员"
    row.id_number, row.joined_on = id_number(date(1990, 5, 6), 301), PartialDate(2015, 7, 1)
    row.full_on = PartialDate(2016, 7, 1)
    desk.put(row)
    coming.member = row.uid
    desk.put(coming)
    assert desk.take(coming, "receive", **receipt) == {}
    here = desk.get(Member, row.uid)
    assert (here.entry_type, here.entry_on) == ("转入组织关系", date(2026, 11, 10))
    again = letter(row.uid, direction="转入", letter_no="8")
    assert "已经在册" in desk.told(again)["member"].text


def test_a_whole_unit_moves_out_and_in_under_its_own_kind(desk, people):
    out = desk.put(letter(people[0].uid, direction="整建制转出", issued_on=date(2026, 11, 2)))
    desk.take(out, "issue")
    assert desk.take(out, "receive", receipt_by="周正", receipt_on=date(2026, 11, 12)) == {}
    gone = desk.get(Member, people[0].uid)
    assert (gone.exit_type, gone.exit_on) == ("整建制转出", date(2026, 11, 12))
    desk.today = date(2027, 5, 1)
    back = letter(gone.uid, direction="整建制转入", letter_no="3", dues_paid_to=Month(2027, 4))
    back = desk.put(back)
    desk.take(back, "issue", issued_on=date(2027, 4, 20))
    assert desk.take(back, "receive", receipt_by="周正", receipt_on=date(2027, 5, 1)) == {}
    here = desk.get(Member, gone.uid)
    assert (here.entry_type, here.entry_on, here.exit_type) == ("整建制转入", date(2027, 5, 1), None)


def test_who_left_otherwise_meanwhile_is_not_moved_out(desk, people, issued):
    people[0].exit_type, people[0].exit_on, people[0].exit_basis = "死亡", date(2026, 11, 5), "死亡证明"
    desk.put(people[0])
    told = desk.take(issued, "receive", receipt_by="周正")["member"]
    assert "死亡" in told.text
    assert "作废" in told.todo


def test_who_is_here_already_does_not_come_in(desk, people):
    people[0].entry_on = date(2026, 1, 5)
    desk.put(people[0])
    assert "已经在册" in desk.told(letter(people[0].uid, direction="转入"))["member"].text


def test_a_mobile_member_has_somebody_else_to_keep_contact(desk, people):
    away = MobileMember(
        member=people[0].uid,
        flow_dir="流出",
        out_on=date(2026, 3, 1),
        place="广东省深圳市",
        liaison=people[0].uid,
    )
    assert desk.told(away)["liaison"].refuse
    away.liaison = people[1].uid
    desk.put(away)
    early = MobileContact(mobile_member=away.uid, on=date(2026, 2, 1), way="电话")
    assert desk.told(early)["on"].refuse
    away.back_on = date(2026, 4, 1)
    assert not desk.told(away)["back_on"].refuse
    away.back_on = date(2026, 2, 1)
    assert any(one.refuse for one in desk.told(away).values())
