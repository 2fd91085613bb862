"""What is shown of a member: the chosen fields only, a phone by consent alone, in the order of strokes."""

from datetime import date

from desktop_app.base.strokes import load_strokes
from desktop_app.duties.people.identity import BOARD, DESK, shown_on
from desktop_app.registers.displays.identity_displays import IdentityDisplay
from desktop_app.registers.people.members import Member
from tests.duties.sample import Branch

FROM = date(2026, 1, 10)


def display(branch: Branch, who: Member, form: str, *fields: str, **values: object) -> IdentityDisplay:
    given = {"member": who.uid, "form": form, "shown_fields": fields, "from_on": FROM}
    return branch.add(IdentityDisplay(**{**given, **values}))


def test_a_field_that_is_not_chosen_is_not_told(branch: Branch) -> None:
    who = branch.member(name="赵一", party_post="书记", mobile="13900000001")
    display(branch, who, BOARD, "姓名", "联系电话", location="一楼大厅")
    display(branch, who, "党员责任区", "责任区", location="1至3号楼")
    (board,) = shown_on(branch, load_strokes(), forms=(BOARD,))
    assert (board.name, board.party_post, board.area, board.phone, board.post) == ("赵一", "", "", "", "")
    (area,) = shown_on(branch, load_strokes(), forms=("党员责任区",))
    assert (area.name, area.area) == ("", "1至3号楼")


def test_a_phone_needs_consent_and_a_post_says_where_it_is(branch: Branch) -> None:
    who = branch.member(mobile="13900000001")
    desk = display(branch, who, DESK, "姓名", "联系电话", phone_consent=True, location="一号窗口")
    (shown,) = shown_on(branch, load_strokes(), uid=desk.uid)
    assert (shown.phone, shown.post) == ("13900000001", "一号窗口")
    plate = display(branch, who, "党员户牌", "姓名", location="3号楼2单元501室")
    (shown,) = shown_on(branch, load_strokes(), uid=plate.uid)
    assert shown.post == ""


def test_who_left_and_what_was_taken_down_are_not_shown(branch: Branch) -> None:
    zhao, ding = branch.member(name="赵一"), branch.member(name="丁二")
    gone = branch.member(name="王三", exit_on=date(2026, 5, 1), exit_type="转出组织关系")
    for one in (zhao, ding, gone):
        display(branch, one, BOARD, "姓名", "党内职务", "责任区")
    display(branch, ding, "党员责任区", "责任区", location="5号楼")
    display(branch, zhao, "党员责任区", "责任区", location="旧楼", to_on=date(2026, 6, 1))
    branch.promise(zhao, date(2026, 12, 1))
    branch.promise(ding, date(2026, 12, 1), state="起草")
    branch.queries = 0
    found = shown_on(branch, load_strokes(), forms=(BOARD,))
    assert branch.queries <= 6
    assert [(one.name, one.area, len(one.promises)) for one in found] == [
        ("丁二", "5号楼", 0),
        ("赵一", "", 1),
    ]
