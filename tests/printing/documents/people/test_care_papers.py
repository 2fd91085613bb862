"""Papers of mobile members, hardship and birthdays: the words each must hold, and those none may."""

from datetime import date
from decimal import Decimal

import pytest

from desktop_app.base.periods import PartialDate
from desktop_app.printing.documents.people import care_papers, mobile_papers
from desktop_app.registers.people.care_awards import CareAward
from desktop_app.registers.people.hardships import Hardship
from desktop_app.registers.people.members import Member
from desktop_app.registers.people.mobile_members import MobileContact, MobileMember
from tests.duties.sample import Branch, opened


class View(Branch):
    """A branch that knows what its records are called, as papers ask."""

    def name(self, uid: str) -> str:
        member = self.get(Member, uid)
        return member.name if member is not None else uid


@pytest.fixture
def branch():
    made = View(date(2026, 11, 23))
    yield made
    made.close()


def words(rows) -> str:
    return "".join("".join(one) for one in rows)


def test_the_sheet_of_contacts_has_both_sides_and_what_came_back(branch):
    away, liaison = branch.members(2)
    stay = branch.add(
        MobileMember(
            member=away.uid, flow_dir="流出", out_on=date(2026, 1, 5), place="广东省深圳市",
            liaison=liaison.uid, host_org="中共上星社区支部委员会", card_no="青流2026-002",
        )
    )  # fmt: skip
    branch.add(
        MobileContact(
            mobile_member=stay.uid, on=date(2026, 5, 2), way="电话", words="说了转接", other_side="麦永年",
            feedback="愿意接收",
        ),
        MobileContact(mobile_member=stay.uid, on=date(2026, 3, 2), way="电话", words="拜年"),
    )  # fmt: skip
    sheet = mobile_papers.gather_contacts(branch, stay.uid)
    assert [row[0] for row in sheet.rows] == ["1", "2"]
    assert sheet.rows[1][1:] == ("2026年5月2日", "电话", liaison.name, "麦永年", "说了转接", "愿意接收")
    assert sheet.rows[0][4] == away.name
    assert "活动证号：青流2026-002" in sheet.head
    form = mobile_papers.gather_form(branch, stay.uid)
    told = {title: text for pairs in form.pairs for title, text in pairs}
    assert told["通报对方日期"] == "【待补】"
    assert told["流动类型"].startswith("☑ 流出")


def test_the_notice_tells_cause_and_telephone_and_neither_income_nor_illness(branch):
    one = branch.member()
    need = branch.add(
        Hardship(
            member=one.uid, year=2026, cause="因病", degree="困难", household=3, income=Decimal("1450"),
            health="高血压", story="透析", applied_on=date(2026, 7, 5), notice_from=date(2026, 7, 6),
            notice_to=date(2026, 7, 10), state="公示",
        )
    )  # fmt: skip
    notice = care_papers.gather_notice(branch, need.uid)
    told = notice.text + notice.phone
    assert "2026年7月6日至2026年7月10日" in told
    assert "电话：【待补】" in told
    assert not any(word in told for word in ("1450", "高血压", "透析"))
    row = care_papers.gather_ledger(branch).rows[0]
    assert row[5:8] == ("因病\n困难", "3", "1,450.00")
    assert "【待补】" in row  # nobody stands by the member yet


def test_visits_are_signed_for_and_summed_in_capitals(branch):
    one = branch.member()
    branch.add(
        CareAward(kind="慰问", who=one.uid, on=date(2026, 7, 1), what="看望", amount=Decimal(300)),
        CareAward(kind="困难帮扶", who="刘阿婆", on=date(2026, 7, 2), what="送米", goods="大米一袋"),
        CareAward(kind="荣誉", who=one.uid, on=date(2026, 7, 3), what="表扬"),
        CareAward(kind="慰问", who=one.uid, on=date(2025, 7, 1), what="上年", amount=Decimal(500)),
    )
    sheet = care_papers.gather_sign_off(branch)
    assert [row[1].replace("　", "") for row in sheet.rows] == [one.name, "刘阿婆"]
    assert sheet.totals[3:5] == ("300.00", "大写：叁佰元整")
    assert "大米一袋" in words(sheet.rows)


def test_the_list_and_the_card_count_from_joining(branch):
    one = branch.member(joined_on=PartialDate(2019, 12, 5), full_on=PartialDate(2020, 12, 5))
    new = branch.member(joined_on=PartialDate(2026, 5, 22), full_on=None, category="预备党员")
    sheet = care_papers.gather_birthdays(branch)
    assert [row[2:4] for row in sheet.rows] == [("2019年12月5日", "第 7 个")]
    assert care_papers.gather_card(branch, one.uid).nth == 7
    first = care_papers.gather_card(branch, new.uid)
    assert (first.nth, first.day) == (1, "2027年5月22日")


def test_a_member_who_is_no_longer_here_has_no_line():
    with opened() as branch:
        branch.member(exit_type="死亡", exit_on=date(2026, 1, 2), joined_on=PartialDate(2000, 7, 1))
        assert care_papers.gather_birthdays(branch).rows == ()
