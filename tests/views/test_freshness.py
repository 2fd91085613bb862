"""Freshness: read again when what was read has changed, now or when next shown."""

import threading
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QStackedWidget, QWidget

from desktop_app.base.errors import UserError
from desktop_app.registers.people.members import Member
from desktop_app.registers.people.orgs import PartyOrg
from desktop_app.views.freshness import Freshness
from desktop_app.views.parts.live_page import LivePage
from tests.views.desk_driver import Driver


class Names(QLabel):
    """Shows the names of the roster, and how often it read them; ``by_worker`` says by whom."""

    def __init__(self, driver: Driver, *, by_worker: bool) -> None:
        super().__init__()
        self.ledger, self.by_worker, self.times = driver.desk.ledger, by_worker, 0
        self.fresh = Freshness(driver.desk, self, self.refresh)

    def refresh(self) -> None:
        self.times += 1
        if self.by_worker:
            self.fresh.run(self.names, self.setText)
        else:
            with self.fresh.reading():
                self.setText(self.names())

    def names(self) -> str:
        return "、".join(one.name for one in self.ledger.find(Member.live().order_by(Member.uid)))


class Place:
    """Names in a window beside another widget, one of them in sight."""

    def __init__(self, driver: Driver, *, by_worker: bool) -> None:
        self.driver, self.ledger = driver, driver.desk.ledger
        self.stack, self.names, self.other = QStackedWidget(), Names(driver, by_worker=by_worker), QWidget()
        self.stack.addWidget(self.other)
        self.stack.addWidget(self.names)
        driver.shell.setCentralWidget(self.stack)
        self.show()

    def show(self) -> None:
        self.stack.setCurrentWidget(self.names)
        self.driver.rest()

    def hide(self) -> None:
        self.stack.setCurrentWidget(self.other)
        self.driver.rest()

    def rename(self, name: str, initiator: object = None) -> None:
        member = self.ledger.find(Member.live().order_by(Member.uid))[0]
        member.name = name
        self.ledger.save(member, initiator=initiator)
        self.driver.rest()
        self.driver.rest()


@pytest.fixture(params=[False, True], ids=["window", "worker"])
def place(make_desk: Callable[..., Driver], request: Any) -> Place:
    return Place(make_desk(), by_worker=request.param)


def test_what_is_in_sight_is_read_again_when_what_it_read_changed(place):
    assert place.names.times == 1
    place.rename("安新名")
    assert place.names.text().startswith("安新名、")
    assert place.names.times == 2


def test_what_was_not_read_does_not_matter(place):
    org = place.ledger.find(PartyOrg.live())[0]
    org.full_name += "（新）"
    place.ledger.save(org)
    place.driver.rest()
    assert place.names.times == 1


def test_out_of_sight_it_is_stale_and_read_once_when_shown(place):
    place.hide()
    place.rename("安新名")
    place.rename("安再新")
    assert place.names.times == 1
    assert place.names.fresh.is_stale
    place.show()
    assert place.names.text().startswith("安再新、")
    assert place.names.times == 2
    place.hide()
    place.show()
    assert place.names.times == 2


def test_its_own_change_is_read_again_out_of_sight_too(place):
    place.hide()
    place.rename("安新名", initiator=place.names)
    assert place.names.text().startswith("安新名、")


def test_another_day_matters_to_whom_asked_for_the_day(place):
    clock, bridge = place.driver.desk.clock, place.driver.desk.bridge

    def pass_days(day: int) -> None:
        clock.set(datetime(2026, 12, day, 0, 0))
        bridge.look_at_day()
        place.driver.rest()
        place.driver.rest()

    pass_days(1)
    assert place.names.times == 1
    known = place.names.names
    place.names.names = lambda: f"{place.ledger.today} {known()}"
    place.names.refresh()
    place.driver.rest()
    pass_days(2)
    assert place.names.text().startswith("2026-12-02")
    place.hide()
    clock.set(datetime(2026, 12, 3, 0, 0))  # nobody has noticed yet
    place.show()
    assert place.names.text().startswith("2026-12-03")


def test_activating_the_window_is_told(make_desk, qtbot):
    shell, told = make_desk().shell, []
    shell.activated.connect(lambda: told.append(shell.isActiveWindow()))
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(lambda: not shell.isActiveWindow(), timeout=5000)
    assert told == []
    shell.activateWindow()
    qtbot.waitUntil(lambda: told == [True], timeout=5000)


def test_a_change_while_the_worker_reads_is_not_lost(make_desk):
    place = Place(make_desk(), by_worker=True)
    read, go_on = threading.Event(), threading.Event()
    known = place.names.names

    def slow() -> str:
        found = known()
        read.set()
        assert go_on.wait(10)
        return found

    place.names.names = slow
    place.names.refresh()
    assert read.wait(10)
    place.names.names = known
    member = place.ledger.find(Member.live().order_by(Member.uid))[0]
    member.name = "安新名"
    place.ledger.save(member)
    go_on.set()
    place.driver.rest()
    place.driver.rest()
    assert place.names.text().startswith("安新名、")


def test_a_newer_reading_wins_over_one_under_way(make_desk):
    place = Place(make_desk(), by_worker=True)
    shown: list[int] = []
    for number in range(3):
        place.names.fresh.run(lambda number=number: number, shown.append)
    place.names.fresh.run_more(lambda: 7, shown.append)
    place.driver.rest()
    assert shown == [2, 7]


def test_after_a_failure_the_next_look_tries_again(place):
    def fail() -> str:
        raise UserError("读不出来")

    known, place.names.names = place.names.names, fail
    if place.names.by_worker:
        place.names.refresh()
        place.driver.rest()
        assert [error.what for error in place.driver.errors] == ["读不出来"]
    else:
        with pytest.raises(UserError):
            place.names.refresh()
    place.names.names = known
    place.hide()
    place.show()
    assert not place.names.fresh.is_stale
    assert place.names.text()


class People(LivePage):
    """Counts the members in its headline."""

    times = 0

    def refresh(self) -> None:
        self.times += 1
        with self.fresh.reading():
            self.headline_changed.emit()

    def count_words(self) -> str:
        return f"共 {self.desk.ledger.count(Member.live())} 人"


@pytest.fixture
def people(make_desk):
    driver = make_desk(people=3)
    driver.add_page("people", lambda: People(driver.desk, driver.shell, "人"))
    return driver


def test_a_page_rests_on_what_its_headline_reads(people):
    people.open_page("people")
    people.see("共 3 人")
    people.desk.ledger.remove(people.desk.ledger.find(Member.live())[0])
    people.rest()
    assert "共 2 人" in people.words_in_sight()


def test_a_page_in_sight_rests_on_what_a_click_reads(people):
    ledger = people.desk.ledger
    (org,) = ledger.find(PartyOrg.live())
    page = people.open_page("people")

    def rename() -> int:
        org.full_name += "新"
        ledger.save(org)
        people.rest()
        return page.times

    assert rename() == 1
    ledger.find(PartyOrg.live())  # as a click on the page would
    assert [rename(), rename()] == [2, 2]
