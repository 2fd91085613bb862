"""分工与密码 by clicks: a role gets a password, opens the file with it, and loses it again."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop_app.base.errors import UserError
from desktop_app.duties.people.role_holders import holder_of, words_for
from desktop_app.journal.audit_book import AuditBook
from desktop_app.records.roles import Role
from desktop_app.registers.exchange.audit_log import SHARED_OUT, AuditLog
from desktop_app.storage import keys
from desktop_app.storage.backup import BackupStore
from desktop_app.storage.role_door import RoleDoor
from desktop_app.views.pages.office import roles_page
from desktop_app.views.pages.office.roles_page import RolesPage
from desktop_app.views.pages.start.password_dialogs import PasswordDialog, RolePasswordDialog
from tests.storage.toy import CHEAP
from tests.views.desk_driver import Driver

OWN, THEIRS = "清河社区的支部2026", "委员自己的一句话88"


@pytest.fixture
def desk(make_desk: Callable[..., Driver], tmp_path: Path) -> Driver:
    """A desk on a file with the secretary's password, and its page of roles."""
    driver = make_desk()
    ledger = driver.desk.ledger
    path = Path(ledger.database.database)
    raw = keys.unlock(path, None).raw
    keys.make_key(path, OWN, CHEAP, raw=raw)
    driver.desk.backup_store = BackupStore(path, raw, tmp_path / "backups", driver.desk.clock)
    driver.desk.log = AuditBook(ledger)
    driver.add_page("roles", lambda: RolesPage(driver.desk, driver.shell), "分工与密码", "key")
    return driver


@pytest.fixture
def answered(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What is typed into the dialogs the page opens."""
    typed = {"own": OWN, "new": THEIRS, "name": "何秀珍"}

    def give(dialog: RolePasswordDialog) -> bool:
        dialog.own.setText(typed["own"])
        dialog.holder.setText(typed["name"])
        for box in (dialog.fields.first, dialog.fields.second):
            box.setText(typed["new"])
        dialog.decide()
        return dialog.result() == 1

    def take(dialog: PasswordDialog) -> bool:
        dialog.box.setText(typed["own"])
        return True

    monkeypatch.setattr(roles_page.RolePasswordDialog, "exec", give)
    monkeypatch.setattr(roles_page.PasswordDialog, "exec", take)
    return typed


def press(driver: Driver, page: RolesPage, button: Any) -> None:
    button.click()
    driver.rest()


def test_a_role_gets_a_password_and_loses_it_again(desk: Driver, answered: dict[str, str]) -> None:
    page = desk.open_page("roles")
    path, ledger = desk.desk.backup_store.path, desk.desk.ledger
    assert page.states[Role.MEMBER].text() == "委员　还没有写是谁　没有密码"
    press(desk, page, page.set_buttons[Role.MEMBER])
    assert page.states[Role.MEMBER].text() == "委员　何秀珍　有密码"
    assert keys.unlock(path, THEIRS).role is Role.MEMBER
    assert keys.unlock(path, OWN).role is Role.SECRETARY
    ledger.door = RoleDoor(ledger.door._file, ledger.catalogue, Role.MEMBER)
    assert words_for(ledger) == "委员 何秀珍"
    ledger.door = RoleDoor(ledger.door._file, ledger.catalogue, Role.SECRETARY)
    press(desk, page, page.drop_buttons[Role.MEMBER])
    assert page.states[Role.MEMBER].text() == "委员　还没有写是谁　没有密码"
    with pytest.raises(UserError):
        keys.unlock(path, THEIRS)
    lines = ledger.find(AuditLog.select().where(AuditLog.action == SHARED_OUT).order_by(AuditLog.uid))
    assert [(line.target, line.diff) for line in lines] == [
        ("委员", ("设密码：何秀珍",)),
        ("委员", ("收回密码",)),
    ]


def test_nobody_else_s_password_gives_one(desk: Driver, answered: dict[str, str]) -> None:
    page = desk.open_page("roles")
    press(desk, page, page.set_buttons[Role.ORGANIZER])
    answered.update(own=THEIRS, new="只读的人也有一句99")
    press(desk, page, page.set_buttons[Role.READER])
    assert "书记" in desk.shell.notice.words.text()
    assert keys.roles_of(desk.desk.backup_store.path) == (Role.SECRETARY, Role.ORGANIZER)


def test_the_committee_tells_who_holds_the_first_two(desk: Driver) -> None:
    assert holder_of(desk.desk.ledger, Role.READER) == ""


@pytest.mark.parametrize("role", [Role.ORGANIZER, Role.MEMBER, Role.READER])
def test_the_others_find_the_buttons_grey(desk: Driver, role: Role) -> None:
    ledger = desk.desk.ledger
    ledger.door = RoleDoor(ledger.door._file, ledger.catalogue, role)
    page = desk.open_page("roles")
    for button in (*page.set_buttons.values(), *page.drop_buttons.values()):
        assert not button.isEnabled()
        assert "请由书记办理" in button.toolTip()
    ledger.door = RoleDoor(ledger.door._file, ledger.catalogue, Role.SECRETARY)
