"""The page of any register, by mouse and keys: found, opened, changed, removed, brought back, printed."""

from collections.abc import Callable
from types import SimpleNamespace

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.base.errors import UserError
from desktop_app.exchange.workbook.plan import read_plan
from desktop_app.exchange.workbook.question import RowOutcome
from desktop_app.records.links import PersonWhy
from desktop_app.registers import catalogue
from desktop_app.registers.exchange.audit_log import AuditLog
from desktop_app.registers.people.care_awards import CareAward
from desktop_app.registers.people.members import Member
from desktop_app.registers.people.orgs import PartyOrg
from desktop_app.registers.rectification.research import Research
from desktop_app.views.parts.file_dialogs import FileDialogs
from tests.registers.invented_people import branch
from tests.views.desk_driver import Driver, Preview

MakeDesk = Callable[..., Driver]


@pytest.fixture
def driver(make_desk: MakeDesk) -> Driver:
    made = make_desk()
    made.open_page("register:member")
    return made


def test_the_table_shows_words_and_counts(driver):
    assert driver.shell.current_page().count_words() == "共 6 人"
    row = driver.rows()[driver.row_of("安长河")]
    assert row[:5] == ["安长河", "女", "1980-01-01", "大学本科毕业", "正式党员"]
    assert row[6] == "20", "党龄 is worked out for the page"


def test_searching_by_initials_and_back(driver):
    page = driver.shell.current_page()
    driver.type_into(driver.shell.header.search, "ach\n")
    driver.rest()
    assert [row[0] for row in driver.rows()] == ["安长河"]
    assert page.count_words() == "找到 1 人"
    driver.shell.header.search.selectAll()
    driver.type_into(driver.shell.header.search, "没有这人\n")
    driver.rest()
    driver.press("显示全部")
    assert len(driver.rows()) == 6


def test_filters_narrow_and_a_link_may_set_them(driver):
    driver.open_page("register:member", filters={"gender": "1"})
    assert {row[1] for row in driver.rows()} == {"男"}
    assert driver.shell.current_page().filters.boxes["gender"].currentText() == "男"


def test_a_record_opens_by_double_click_and_esc_goes_back(driver):
    driver.open_row("安长河")
    driver.see("返回列表")
    driver.see("党龄 20年")
    driver.keys("Escape")
    driver.see_not("返回列表")
    assert driver.table().selectionModel().hasSelection()


def test_a_change_is_saved_told_and_undone_from_the_bar(driver):
    driver.open_row("安长河")
    driver.type_in("姓名", "安大河")
    driver.keys("Ctrl+Return")
    driver.see("已保存 安大河")
    driver.press("撤销")
    driver.see("已撤销：保存 安大河")
    assert driver.field("姓名").text() == "安长河", "the open form shows what stands now"
    assert driver.errors == []


def test_undoing_a_new_record_closes_its_form(driver):
    driver.open_page("register:party_org", new=True)
    driver.type_in("党组织全称", "中共新城支部委员会")
    driver.type_in("党组织代码", "Z009")
    driver.choose("组织类别", "党支部")
    driver.press("保存")
    driver.press("撤销")
    driver.see_not("返回列表")
    assert all("新城" not in row[0] for row in driver.rows())


def test_several_are_removed_at_once_and_come_back_from_the_bin(driver):
    driver.select_row("安长河")
    driver.select_row("白雨田", more=True)
    driver.press("删除")
    driver.see("等 2 条")
    assert len(driver.rows()) == 4
    driver.press("回收站")
    assert sorted(row[0] for row in driver.rows()) == ["安长河", "白雨田"]
    driver.select_row("白雨田")
    driver.press("恢复")
    assert [row[0] for row in driver.rows()] == ["安长河"]
    driver.press("回收站")
    assert len(driver.rows()) == 5


def test_many_are_backed_up_before_they_are_removed(driver, monkeypatch):
    made = []
    driver.desk.backup_store = SimpleNamespace(make=lambda reason: made.append((reason, len(driver.rows()))))
    driver.select_row("安长河")
    driver.press("删除")
    assert made == []
    driver.press("撤销")
    monkeypatch.setattr("desktop_app.views.pages.tables.register_page._MANY", 2)
    driver.select_row("安长河")
    driver.select_row("白雨田", more=True)
    driver.press("删除")
    assert made == [("批量删除前", 6)]


def test_removing_is_undone_with_one_press(driver):
    driver.select_row("安长河")
    driver.press("删除")
    driver.press("撤销")
    assert len(driver.rows()) == 6


def test_who_is_named_in_another_register_is_not_removed_but_leaves_by_the_exit(driver):
    ledger = driver.desk.ledger
    (person,) = ledger.find(Member.live().where(Member.name == "安长河"))
    award = CareAward(kind="慰问", who=person.uid, on=ledger.today, what="送去两床棉被")
    ledger.save(award)
    driver.rest()
    driver.select_row("安长河")
    driver.press("删除")
    (refusal,) = driver.errors
    assert refusal.what == "“安长河”在“激励关怀/表彰”里有记录，不能删除"
    assert "减少类型" in refusal.todo
    assert len(driver.rows()) == 6
    driver.errors.clear()
    ledger.remove(award)
    driver.press("删除")
    assert len(driver.rows()) == 5


def test_who_stands_in_a_list_of_people_is_named_too(driver):
    ledger = driver.desk.ledger
    (person,) = ledger.find(Member.live().where(Member.name == "安长河"))
    visit = Research(
        title="楼道充电",
        down_kind="调查研究下基层",
        on=ledger.today,
        place="6号楼",
        people="居民",
        researchers=(PersonWhy(person.uid),),
    )
    ledger.save(visit)
    with pytest.raises(UserError, match="调查研究"):
        ledger.remove(person)


def test_what_is_only_added_to_has_no_button_to_remove(make_desk):
    driver = make_desk()
    page = driver.open_page("register:points_entry")
    assert not page.remove_button.isVisible()
    assert page.bin_button.isVisible()


def test_previous_and_next_record(driver):
    names = [row[0] for row in driver.rows()]
    driver.open_row(names[1])
    driver.keys("PgDown")
    assert driver.field("姓名").text() == names[2]
    driver.keys("PgUp")
    driver.keys("PgUp")
    assert driver.field("姓名").text() == names[0]
    driver.keys("PgUp")
    assert driver.field("姓名").text() == names[0], "there is nothing before the first"


def test_going_on_keeps_what_was_typed_for_the_record_left(driver):
    names = [row[0] for row in driver.rows()]
    driver.open_row(names[0])
    driver.type_in("籍贯", "清河")
    driver.keys("PgDown")
    assert driver.field("籍贯").text() == ""
    driver.see_not("还没有保存，都还在")
    driver.keys("PgUp")
    driver.press("接着写")
    assert driver.field("籍贯").text() == "清河"
    view = driver.shell.current_page().view
    view.tabs.setCurrentIndex(view.tabs.count() - 1)
    driver.see("新增")


def test_printing_asks_for_the_sheet_of_what_is_shown(driver):
    driver.open_page("register:member", filters={"gender": "1"})
    uids = driver.shell.current_page().model.listing.uids()
    QTest.keyClick(driver.shell, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    driver.rest()
    asked = driver.preview.asked[-1]
    assert (asked["key"], asked["args"]) == ("sheet", {"register": "member", "uids": uids})
    assert asked["back"] == "register:member"


def test_every_paper_of_a_register_is_offered(driver):
    page = driver.open_page("register:member")
    entries = {action.text(): action for action in page.print_button.menu().actions()}
    assert list(entries) == ["打印列表", "党员花名册", "党员政治生日名单", "空白登记表", "每人各印一份"]
    entries["空白登记表"].trigger()
    driver.rest()
    assert driver.shell.pages.current_key == "register:blank_sheet"
    page = driver.open_page("register:study_session")
    assert [action.text() for action in page.print_one_button.menu().actions()] == [
        "签到表",
        "学习记录",
        "只打印这一条",
    ]


def of_each(page):
    """What 打印 offers of each record of a list, by its words."""
    (menu,) = (one.menu() for one in page.print_button.menu().actions() if one.menu() is not None)
    return {action.text(): action for action in menu.actions()}


def test_the_paper_of_each_record_shown_is_one_print(driver):
    page = driver.open_page("register:member", filters={"gender": "1"})
    uids = page.model.listing.uids()
    of_each(page)["党员基本信息采集表"].trigger()
    driver.rest()
    asked = driver.preview.asked[-1]
    assert asked["many"] == [("member_form", {"uid": uid}) for uid in uids]
    assert asked["title"] == f"党员基本信息采集表（{len(uids)}人）"
    assert asked["back"] == "register:member"


def test_a_list_of_nothing_prints_nothing_and_says_so(driver):
    page = driver.open_page("register:talk")
    of_each(page)["谈心谈话记录"].trigger()
    driver.rest()
    assert driver.preview.asked == []
    driver.see("没有可以打印的")


def test_a_new_record_starts_in_the_own_branch(driver):
    page = driver.open_page("register:member", new=True)
    assert page.view.form.record.branch == driver.desk.ledger.find(PartyOrg.live())[0].uid


def test_the_cursor_stays_in_the_table_when_a_row_goes(driver):
    page = driver.open_page("register:member")
    driver.select_row("安长河")
    driver.press("删除")
    assert page.table.hasFocus()


def test_the_export_is_a_workbook_of_what_is_shown(driver, tmp_path):
    path = tmp_path / "名册.xlsx"
    driver.open_page("register:member", filters={"gender": "2"})
    driver.shell.current_page().export_to(path)
    driver.rest()
    driver.see("已导出 3 条到 名册.xlsx")
    sheet = openpyxl.load_workbook(path).active
    assert sheet.max_row == 4
    assert "安长河" in [cell.value for cell in sheet[2]]
    (line,) = driver.desk.ledger.find(AuditLog.live())
    assert (line.action, line.target, line.diff) == ("导出", "党员花名册", ("3 条", "名册.xlsx"))


def test_the_menu_exports_the_columns_in_sight_the_selection_or_everything(driver, tmp_path, monkeypatch):
    """As seen: a column dragged to the front stands in front, one put away is not in the file."""
    page = driver.open_page("register:member", filters={"gender": "2"})
    names = list(page.model.listing.columns)
    page.table.horizontalHeader().moveSection(names.index("phone") if "phone" in names else 2, 0)
    page.table.setColumnHidden(names.index("name"), True)
    path = tmp_path / "名册.xlsx"
    monkeypatch.setattr(FileDialogs, "save_file", lambda doors, parent, title, name, kinds: path)
    told = []
    for action in ("seen_action", "whole_action"):
        page.exports.menu.aboutToShow.emit()
        told.append(getattr(page.exports, action).text())
        getattr(page.exports, action).trigger()
        driver.rest()
        sheet = openpyxl.load_workbook(path).active
        told.append((sheet.max_row - 1, [cell.value for cell in sheet[1]][:-1]))
    shown, (rows, heads), whole, (all_rows, all_heads) = told
    assert shown == f"按列表现在的样子（{len(heads)} 列 {rows} 条）"
    assert whole == f"全部记录、全部栏目（{len(all_heads)} 列 {all_rows} 条）"
    assert rows == 3 < all_rows
    assert "姓名" not in heads
    assert "姓名" in all_heads
    assert heads[0] == page.register.boxes[names[2]].title if "phone" not in names else "联系电话"
    page.table.selectAll()
    page.exports.menu.aboutToShow.emit()
    assert page.exports.chosen_action.text().startswith("只导出选中的 3 条")


def test_a_name_that_ends_in_csv_gives_csv_with_whole_numbers(driver, tmp_path):
    path = tmp_path / "名册.csv"
    page = driver.open_page("register:member")
    page.exports.write(path, page.exports.whole())
    driver.rest()
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    line = next(one for one in data.decode("utf-8-sig").splitlines() if "安长河" in one)
    assert '"\t9901' in line
    plan = read_plan(path, page.register, driver.desk.ledger)
    assert plan.counts == {RowOutcome.SAME: page.model.rowCount()}, plan.sentences()


def test_a_block_from_a_spreadsheet_goes_to_be_looked_at_first(make_desk):
    driver = make_desk()
    shown = Preview(driver.desk.theme)
    driver.add_page("import", lambda: shown)
    driver.open_page("register:member")
    QApplication.clipboard().setText("姓名\t性别\n安长河\t女\n")
    driver.press("粘贴表格")
    assert shown.asked[-1]["register"] == "member"
    assert not shown.asked[-1]["grid"].blank
    driver.open_page("register:member")
    QApplication.clipboard().setText(" ")
    driver.table().setFocus()
    driver.keys("Ctrl+V")
    assert len(shown.asked) == 1
    assert "剪贴板里没有表格" in driver.errors[0].what


def test_a_list_leads_to_its_import_whether_it_is_empty_or_not(make_desk):
    driver = make_desk()
    shown = Preview(driver.desk.theme)
    driver.add_page("import", lambda: shown)
    for register in ("member", "mobile_member"):
        driver.open_page(f"register:{register}")
        driver.press("导入表格")
        assert shown.asked[-1] == {"register": register}
    page = driver.open_page("register:mobile_member")
    page = page or driver.shell.current_page()
    page.empty.other_button.click()
    assert shown.asked[-1] == {"register": "mobile_member"}
    assert len(shown.asked) == 3


def test_an_export_that_cannot_be_written_says_so(driver, tmp_path):
    driver.shell.current_page().export_to(tmp_path / "没有这个文件夹" / "名册.xlsx")
    driver.rest()
    assert "文件没有写成" in driver.errors[0].what


def test_a_change_made_elsewhere_shows_at_once_or_when_the_page_comes_back(driver):
    ledger = driver.desk.ledger
    one = ledger.find(Member.live().where(Member.name == "安长河"))[0]
    one.name = "安又长"
    driver.desk.bridge.run(lambda: ledger.save(one))
    driver.rest()
    assert driver.row_of("安又长") >= 0
    driver.open_page("register:party_org")
    one.name = "安再长"
    driver.desk.bridge.run(lambda: ledger.save(one))
    driver.rest()
    driver.open_page("register:member")
    assert driver.row_of("安再长") >= 0


def test_a_record_of_another_office_can_only_be_read(driver):
    ledger = driver.desk.ledger
    foreign = branch(full_name="中共外来支部委员会", org_code="F001", owner_office="F001")
    with ledger.action("收进") as action:
        register = ledger.catalogue["party_org"]
        action.put([action._version(register, foreign, "merge", None, register.stored(foreign), None)])
    driver.open_page("register:party_org", uid=foreign.uid)
    driver.see("这是别的支部报来的")
    assert driver.field("党组织全称").isReadOnly()
    assert ledger.get(PartyOrg, foreign.uid).owner_office == "F001"


@pytest.mark.parametrize(
    "register", [r for r in catalogue() if r.group and not r.is_by_program], ids=lambda r: r.name
)
def test_every_register_has_its_page_and_its_empty_form(make_desk, register):
    driver = make_desk(people=1)
    page = driver.open_page(f"register:{register.name}")
    driver.press(page.add_button.text())
    assert set(page.view.form.body.editors) == set(register.form_boxes)
    for name, box in register.form_boxes.items():
        assert page.view.form.body.rows[name].label.text().startswith(box.title)
    assert page.view.tabs.count() == 3 + len(driver.desk.ledger.catalogue.children(register))
    driver.keys("Escape")
    driver.see_not("返回列表")


def test_what_the_program_writes_itself_offers_no_adding(make_desk: MakeDesk) -> None:
    driver = make_desk()
    driver.open_page("register:exchange_package")
    page = driver.shell.current_page()
    assert page.add_button not in page.actions()
    assert not page.paste_button.isVisible()
    driver.see("还没有数据交换包")
    driver.see_not("新增一条")
