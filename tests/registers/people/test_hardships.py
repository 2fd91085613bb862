"""困难党员 and care: a partner who is somebody else, a notice that runs its days, birthdays without gifts."""

from datetime import date
from decimal import Decimal

import pytest

from desktop_app.registers.people.care_awards import CareAward
from desktop_app.registers.people.hardships import Hardship
from desktop_app.registers.people.mobile_members import MobileMember


def need(person, **values) -> Hardship:
    given = {
        "member": person.uid, "year": 2026, "cause": "因病", "household": 3, "income": Decimal(1450),
        "applied_on": date(2026, 11, 2), "degree": "困难",
    }  # fmt: skip
    return Hardship(**{**given, **values})


def test_from_application_over_the_notice_to_the_list(desk, people):
    one = desk.put(need(people[0]))
    assert set(desk.take(one, "publish")) == {"notice_from", "notice_to"}
    assert desk.take(one, "publish", notice_from=date(2026, 11, 18), notice_to=date(2026, 11, 23)) == {}
    listed = {"listed_on": date(2026, 11, 23), "partner": people[1].uid}
    assert "notice_to" in desk.take(one, "admit", **listed)
    desk.today = date(2026, 11, 24)
    assert set(desk.take(one, "admit", listed_on=date(2026, 11, 24))) == {"partner"}
    assert desk.take(one, "admit", **listed) == {}
    assert one.state == "在册"


def test_nobody_is_his_own_partner_and_a_short_notice_is_told(desk, people):
    assert desk.told(need(people[0], partner=people[0].uid))["partner"].refuse
    short = need(people[0], notice_from=date(2026, 11, 3), notice_to=date(2026, 11, 6))
    assert not desk.told(short)["notice_to"].refuse
    short.notice_to = date(2026, 11, 7)
    assert "notice_to" not in desk.told(short)


@pytest.mark.parametrize("gift", [{"amount": Decimal(100)}, {"goods": "保温杯"}])
def test_a_political_birthday_brings_no_gift(desk, people, gift):
    kept = CareAward(kind="政治生日", who=people[0].uid, on=date(2026, 7, 1), what="重温誓词", **gift)
    assert desk.told(kept)[next(iter(gift))].refuse


def test_a_guest_of_another_branch_names_it_and_who_can_be_moved_is_moved(desk, people):
    guest = MobileMember(
        member="苗立秋", flow_dir="流入", out_on=date(2026, 4, 20), place="16号楼", liaison=people[0].uid
    )
    assert not desk.told(guest)["home_org"].refuse
    guest.home_org = "中共菜子镇西街村支部委员会"
    assert "home_org" not in desk.told(guest)
    away = MobileMember(
        member=people[1].uid, flow_dir="流出", out_on=date(2026, 2, 1), place="深圳", liaison=people[0].uid,
        transferable=True,
    )  # fmt: skip
    assert "应转尽转" in desk.told(away)["transferable"].text
    away.told_on = date(2026, 1, 5)
    assert desk.told(away)["told_on"].refuse
