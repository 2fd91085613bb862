"""纸质材料样式: a file exported, changed in Notepad, imported, looked at, and taken back."""

from pathlib import Path
from typing import Any

import pytest

from desktop_app.registers.people.orgs import PartyOrg, own_organization
from desktop_app.registers.rules.template_rows import TemplateRow, in_force
from desktop_app.storage.action import Action
from desktop_app.views.pages.rules.template_page import TemplatePage
from tests.printing.documents.reading import text
from tests.views.desk_driver import Driver

ROSTER = "党员花名册"


class Doors:
    """The system's file windows, answered."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def open_file(self, *_asked: object) -> Path:
        return self.path

    def save_file(self, *_asked: object) -> Path:
        return self.path


@pytest.fixture
def driver(make_desk: Any) -> Driver:
    found: Driver = make_desk(people=2)
    found.shell.add_hidden_page("paper_templates", lambda: TemplatePage(found.desk, found.shell))
    return found


def shown(driver: Driver, tmp_path: Path) -> Any:
    driver.shell.go("paper_templates", paper=ROSTER)
    page: Any = driver.shell.current_page()
    page.doors = Doors(tmp_path / "街道样式.toml")
    driver.rest()
    assert page.chosen().paper.title == ROSTER
    return page


def line(page: Any) -> tuple[str, ...]:
    return page.table.line().cells


def test_a_file_goes_out_is_changed_and_comes_in(driver: Driver, tmp_path: Path) -> None:
    page = shown(driver, tmp_path)
    assert line(page) == (ROSTER, "程序自带", "", "")
    page.export_button.click()
    written = page.doors.path.read_bytes()
    assert written.startswith(b"\xef\xbb\xbf")
    told = written.decode("utf-8-sig").replace('"民族" = "民族"\r\n', "").replace('= "籍　贯"', '= "老家"')
    page.doors.path.write_bytes(told.encode("gb18030"))
    page.import_button.click()
    driver.rest()
    today = driver.desk.ledger.today
    assert line(page) == (ROSTER, "街道样式", "本单位", f"{today.year}年{today.month}月{today.day}日")
    printed = text(driver.desk.renderer.make("roster"))
    assert ("老家" in printed, "民族" in printed) == (True, False)
    assert page.look_button.isEnabled()
    page.back_button.click()
    driver.rest()
    assert line(page)[1] == "程序自带"
    assert "民族" in text(driver.desk.renderer.make("roster"))
    assert not page.back_button.isEnabled()


def test_a_broken_file_is_told_by_its_line_and_nothing_is_written(driver: Driver, tmp_path: Path) -> None:
    page = shown(driver, tmp_path)
    page.doors.path.write_text(f'材料 = "{ROSTER}"\n[表1]\n"工资" = "工资"\n', encoding="utf-8")
    page.import_button.click()
    driver.rest()
    assert page.trouble.isVisible()
    assert "第 3 行：“表1”没有“工资”这一栏" in page.trouble.words.text()
    assert driver.desk.ledger.find(TemplateRow.live()) == []


def test_the_superiors_template_can_be_put_aside_and_taken_again(
    driver: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = driver.desk.ledger
    above = PartyOrg(full_name="中共青石街道工作委员会", org_code="C01", org_kind="党委")
    own: Any = own_organization(ledger)
    own.parent = above.uid
    body = f'材料 = "{ROSTER}"\n加注 = ["报街道。"]'
    ledger.save(above, own)
    with monkeypatch.context() as received:
        received.setattr(Action, "_guard_owner", lambda *_asked: None)
        ledger.save(TemplateRow(paper=ROSTER, name="街道样式", body=body, owner_office="C01"))
    page = shown(driver, tmp_path)
    assert line(page)[1:3] == ("街道样式", "中共青石街道工作委员会")
    page.back_button.click()
    driver.rest()
    assert line(page)[1:3] == ("程序自带", "本单位")
    assert "报街道。" not in text(driver.desk.renderer.make("roster"))
    page.above_button.click()
    driver.rest()
    assert line(page)[1] == "街道样式"
    assert in_force(ledger, ROSTER).mark
