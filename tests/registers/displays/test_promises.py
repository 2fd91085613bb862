"""Promises: reviewed, signed and made public before they begin; what is broken is explained."""

from datetime import date

import pytest

from desktop_app.registers.displays.identity_displays import IdentityDisplay
from desktop_app.registers.displays.promises import Promise, PromiseAction, PromiseRating

DUE = date(2026, 12, 20)


@pytest.fixture
def promise(desk, people):
    return desk.put(
        Promise(
            promiser=people[0].uid,
            year=2026,
            item="每月走访三户独居老人",
            item_class="服务群众(实事)",
            due_on=DUE,
        )
    )


def published(desk, people, promise):
    desk.take(promise, "submit")
    return desk.take(
        promise,
        "publish",
        reviewer=people[1].uid,
        reviewed_on=date(2026, 3, 1),
        signed=True,
        published_on=date(2026, 3, 2),
        channel="公示栏",
    )


def test_who_promises_for_himself_is_responsible(promise, people):
    assert promise.responsible == people[0].uid


def test_a_branch_promise_needs_somebody_responsible(desk, org):
    one = Promise(
        promiser=org.uid, year=2026, item="全年修好二十盏路灯", item_class="服务群众(实事)", due_on=DUE
    )
    assert desk.told(one)["responsible"].refuse


def test_nothing_is_public_before_review_and_signature(desk, people, promise):
    desk.take(promise, "submit")
    assert set(desk.take(promise, "publish")) == {
        "reviewer",
        "reviewed_on",
        "signed",
        "published_on",
        "channel",
    }
    assert promise.state == "审核"


def test_an_unsigned_promise_is_not_published(desk, people, promise):
    desk.take(promise, "submit")
    stopped = desk.take(
        promise,
        "publish",
        reviewer=people[1].uid,
        reviewed_on=date(2026, 3, 1),
        signed=False,
        published_on=date(2026, 3, 2),
        channel="会议",
    )
    assert set(stopped) == {"signed"}


def test_a_review_may_send_it_back(desk, people, promise):
    desk.take(promise, "submit")
    review = {"reviewer": people[1].uid, "reviewed_on": date(2026, 3, 1)}
    assert "review_opinion" in desk.take(promise, "send_back", review_opinion="通过", **review)
    assert desk.take(promise, "send_back", review_opinion="修改", **review) == {}
    assert promise.state == "草拟"


def test_the_whole_way_to_a_kept_promise(desk, people, promise):
    assert published(desk, people, promise) == {}
    assert promise.review_opinion == "通过"
    assert desk.take(promise, "start") == {}
    desk.put(PromiseAction(promise=promise.uid, acted_on=date(2026, 4, 1), action="走访三户"))
    assert desk.take(promise, "keep") == {}
    assert promise.state == "已践诺"
    desk.put(
        PromiseRating(
            promise=promise.uid, method="群众评", grade="好", votes={"好": 20}, rated_on=date(2026, 11, 20)
        )
    )


@pytest.mark.parametrize("by_action", [True, False])
def test_a_broken_promise_is_explained(desk, people, promise, by_action):
    published(desk, people, promise)
    desk.take(promise, "start")
    assert "outcome_reason" in desk.take(promise, "break")
    if by_action:
        desk.put(
            PromiseAction(
                promise=promise.uid, acted_on=date(2026, 9, 1), action="暂停", unfulfilled_reason="本人住院"
            )
        )
    assert desk.take(promise, "break", outcome_reason=None if by_action else "本人住院") == {}


def test_withdrawing_needs_a_reason(desk, promise):
    assert "outcome_reason" in desk.take(promise, "withdraw")
    assert desk.take(promise, "withdraw", outcome_reason="已调离") == {}


def test_customs_are_told_not_enforced(desk, people, promise):
    assert not desk.told(Promise(**{**promise.__data__, "uid": "f" * 32, "item": "努力"}))["item"].refuse
    promise.due_on = date(2027, 1, 1)
    assert not desk.told(promise)["due_on"].refuse


def test_a_sixth_item_and_a_lone_item_are_told(desk, people, promise):
    for n in range(4):
        desk.put(Promise(**{**promise.__data__, "uid": f"{n:032x}"}))
    sixth = Promise(**{**promise.__data__, "uid": "e" * 32})
    assert "不超过 5 条" in desk.told(sixth)["item"].text
    lone = Promise(**{**promise.__data__, "uid": "d" * 32, "promiser": people[3].uid, "state": "审核"})
    assert "不少于 2 条" in desk.told(lone)["item"].text


def test_an_action_before_publication_is_told(desk, people, promise):
    published(desk, people, promise)
    early = PromiseAction(promise=promise.uid, acted_on=date(2026, 1, 1), action="走访")
    assert not desk.told(early)["acted_on"].refuse


def test_a_phone_number_is_shown_with_consent_only(desk, people):
    plate = IdentityDisplay(
        member=people[0].uid, form="党员户牌", shown_fields=("姓名", "联系电话"), from_on=date(2026, 3, 1)
    )
    assert desk.told(plate)["phone_consent"].refuse
    plate.phone_consent = True
    assert desk.told(plate) == {}
    plate.to_on = date(2026, 2, 1)
    assert desk.told(plate)["to_on"].refuse


def test_who_left_takes_the_plate_down_and_begins_no_promise_here(desk, people):
    gone = people[5]
    gone.exit_type, gone.exit_on, gone.exit_basis = "转出组织关系", date(2026, 7, 8), "介绍信"
    desk.add(gone)
    plate = IdentityDisplay(member=gone.uid, form="桌牌", shown_fields=("姓名",), from_on=date(2026, 3, 1))
    assert "已不在本支部" in desk.told(plate)["to_on"].text
    plate.to_on = date(2026, 7, 8)
    assert desk.told(plate) == {}
    given = {"year": 2026, "item": "每月走访两户独居老人", "item_class": "自律"}
    promise = Promise(promiser=gone.uid, due_on=date(2026, 12, 1), **given)
    assert "不在本支部" in desk.told(promise)["promiser"].text
