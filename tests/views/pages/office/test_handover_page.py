"""书记交接 by clicks: the list is the file's, one cut short goes on, what was not done is written down."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from desktop_app.journal.audit_book import AuditBook
from desktop_app.records.roles import Role
from desktop_app.registers.exchange.audit_log import HANDED_OVER, AuditLog
from desktop_app.registers.people.members import Member
from desktop_app.storage import keys
from desktop_app.storage.backup import BackupStore
from desktop_app.views.pages.office.handover_page import HandoverPage
from desktop_app.views.pages.office.handover_steps import HandoverState, HandoverStep, words_left
from desktop_app.views.parts.dialogs import ConfirmDialog
from tests.views.desk_driver import Driver


@pytest.fixture
def desk(make_desk: Callable[..., Driver], tmp_path: Path) -> Any:
    driver = make_desk()
    path = Path(driver.desk.ledger.database.database)
    unlocked = keys.unlock(path, None)
    raw = getattr(unlocked, "raw", unlocked)
    driver.desk.backup_store = BackupStore(path, raw, tmp_path / "backups", driver.desk.clock)
    driver.desk.log = AuditBook(driver.desk.ledger)
    driver.desk.key_mark = "of the old key"
    driver.add_page(
        "handover_secretary", lambda: HandoverPage(driver.desk, driver.shell), "书记交接", "members"
    )
    return driver


def opened(desk: Any) -> Any:
    page = desk.open_page("handover_secretary")
    desk.rest()
    return page


def done(page: Any) -> set[HandoverStep]:
    return {step for step, line in page.lines.items() if line.pill.tone == "done"}


def test_the_list_counts_what_the_file_holds(desk: Any) -> None:
    page = opened(desk)
    assert page.found.records == sum(
        desk.desk.ledger.count(register.model.live()) for register in desk.desk.ledger.catalogue
    )
    assert f"{page.found.records:,} 条记录" in page.sums.text()
    assert not any(line.button.isEnabled() for line in page.lines.values())


def test_a_handover_goes_on_where_it_was_cut_short_and_ends_in_the_log(
    desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(desk)
    desk.press("开始交接")
    page.people[1].setText("许明远")
    page.people[1].editingFinished.emit()
    page.lines[HandoverStep.BEFORE].button.click()
    desk.rest()
    assert done(page) == {HandoverStep.BEFORE}
    assert len(desk.desk.backup_store.backups()) == 1
    page.lines[HandoverStep.LIST].button.click()
    desk.rest()
    assert desk.shell.pages.current_key == "preview"
    # Shown by the file, not told: the key is another one.
    desk.desk.key_mark = "of the new key"
    page = opened(desk)
    assert done(page) == {HandoverStep.BEFORE, HandoverStep.LIST, HandoverStep.PASSWORD}
    assert page.people[1].text() == "许明远"
    assert "还有 5 步" in words_left(desk.desk)
    asked: list[str] = []
    monkeypatch.setattr(ConfirmDialog, "ask", lambda dialog: bool(asked) or bool(asked.append("no")))
    desk.press("结束交接")
    assert page.state.is_under_way
    desk.press("结束交接")
    (line,) = [one for one in desk.desk.ledger.find(AuditLog.live()) if one.action == HANDED_OVER]
    assert "换交换用的名片" in "".join(line.diff)
    assert words_left(desk.desk) == ""
    assert not HandoverState.read(desk.desk).is_under_way


def test_nobody_but_the_secretary_hands_over(desk: Any) -> None:
    desk.desk.ledger.door.role = Role.MEMBER
    page = opened(desk)
    assert not page.begin_button.isEnabled()
    assert "书记" in page.begin_verb.why.text()


def test_a_draft_is_told(desk: Any) -> None:
    desk.desk.ledger.set_note(f"draft:{Member._meta.table_name}:new", "{}")
    page = opened(desk)
    assert any(line.cells[:2] == ("没有保存的草稿", "1 份") for line in page.items.model.lines)


def test_every_step_is_told_once() -> None:
    state = HandoverState("2026-11-23 09:30", "a", "b")
    every = SimpleNamespace(key_mark="a", ledger=SimpleNamespace(note=lambda key: ""))
    assert len(state.left(every)) == len(HandoverStep) - 1
    for step in HandoverStep:
        state = state.with_done(step)
    assert state.left(SimpleNamespace(**vars(every) | {"key_mark": "c"})) == []
