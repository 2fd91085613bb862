"""A newcomer's first month, from the first window to the receipt that came home, by clicks and keys alone."""

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.registers.organization_life.meetings import Meeting
from desktop_app.registers.people.members import Member
from desktop_app.registers.reporting.reports import MonthlyReport
from desktop_app.views.page_parts import sticks
from desktop_app.views.parts.file_dialogs import FileDialogs
from tests.at_the_pc import PC, morning
from tests.clear_text import in_clear, personal
from tests.conftest import ROOT
from tests.no_sockets import no_sockets

OLD_ROSTER = ROOT / "tests" / "exchange" / "fixtures" / "花名册-旧.xls"
FULL_NAME = "中共青石街道丁香里社区支部委员会"
SUPERIOR = "中共青石街道工作委员会"
PASSWORD = "dingxiangli-2026"


class Journey:
    """The PCs of the journey, and how far it has come; each stage is walked once."""

    def __init__(self, folder: Path, app: QApplication) -> None:
        self.folder, self.app = folder, app
        self.stick = folder / "STICK"
        self.sticks: list[Path] = []
        self.file = folder
        self.pcs: dict[str, PC] = {}
        self.walked: dict[str, bool] = {}

    def pc(self, name: str, qtbot: QtBot) -> PC:
        """The PC called ``name``, switched on when it is first asked for."""
        if name not in self.pcs:
            self.pcs[name] = PC(self.app, self.folder / name, morning(), qtbot)
        self.pcs[name].qtbot = qtbot
        return self.pcs[name]

    def after_power_cut(self, qtbot: QtBot) -> PC:
        """A PC that finds the branch file as it lay on the disk at this moment, not closed by anybody."""
        again = self.folder / "again"
        shutil.copytree(self.folder / "branch" / "own", again / "own")
        shutil.copy(self.folder / "branch" / "settings.json", again)
        return PC(self.app, again, morning(), qtbot)

    def up_to(self, last: "Stage", qtbot: QtBot) -> None:
        """Walk every stage up to ``last`` that was not walked yet."""
        for stage in STAGES[: STAGES.index(last) + 1]:
            if stage.__name__ in self.walked:
                assert self.walked[stage.__name__], f"{stage.__name__} was not reached"
                continue
            self.walked[stage.__name__] = False
            stage(self, qtbot)
            self.walked[stage.__name__] = True


Stage = Callable[[Journey, QtBot], None]


@pytest.fixture(scope="module")
def journey(tmp_path_factory: pytest.TempPathFactory, qapp: QApplication) -> Iterator[Journey]:
    made = Journey(tmp_path_factory.mktemp("journey"), qapp)
    made.stick.mkdir()
    with pytest.MonkeyPatch.context() as patch, no_sockets() as tried:
        # What the program, Python or Qt put aside meanwhile lies where it can be looked through.
        for name in ("TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
            aside = made.folder / "aside" / name
            aside.mkdir(parents=True)
            patch.setenv(name, str(aside))
        patch.setattr(tempfile, "tempdir", str(made.folder / "aside" / "TMPDIR"))
        patch.setattr(sticks, "sticks_among", lambda drives, platform: list(made.sticks))
        patch.setattr(FileDialogs, "open_file", lambda doors, parent, title, kinds: made.file)
        patch.setattr(FileDialogs, "save_file", lambda doors, parent, title, name, kinds: made.stick / name)
        yield made
        for pc in made.pcs.values():
            pc.switch_off()
        assert tried == []
        assert "PySide6.QtNetwork" not in sys.modules


def members(pc: PC) -> list[Any]:
    """The members on the roster."""
    return pc.desk.ledger.find(Member.live())


def set_up(journey: Journey, qtbot: QtBot) -> None:
    """Steps 1 to 7: letters, a look at the sample, the own branch, its password, its backup places."""
    pc = journey.pc("branch", qtbot)
    pc.see("先选字的大小")
    pc.click("大一点 14")
    assert pc.desktop.theme.points == 14
    pc.click(pc.letters)
    pc.click("先看示例支部")
    pc.see("示例数据：人物和事情都是编的")
    pc.see("本月要做")
    pc.page("党员花名册")
    pc.see("共 47 人")
    pc.menu("打印", "党员花名册")
    assert pc.shell.current_page().paper.pdf.startswith(b"%PDF")
    pc.click("清空示例，正式开始")
    pc.click("建立自己的支部")
    pc.see("你的党支部叫什么？")
    pc.type_in("党支部全称", FULL_NAME)
    pc.press("下一步")
    pc.type_in("上级党组织", SUPERIOR)
    pc.press("下一步")
    pc.type_in("书记姓名", "丁一")
    pc.type_in("本届起始", "2024.3.1")
    pc.see("2029年3月1日届满")
    pc.press("下一步")
    pc.see("密码和恢复单都丢了，谁也打不开这个支部文件")
    pc.type_in("密码", "12345678")
    pc.type_in("再输一次", "12345678")
    pc.press("建立支部")
    pc.see("密码")
    pc.type_in("密码", PASSWORD)
    pc.type_in("再输一次", PASSWORD)
    pc.press("建立支部")
    pc.see("请现在打印恢复单")
    assert pc.shell.current_page().paper.pages == 1
    pc.page("工作台")
    pc.see("还没有备份")
    pc.press("现在备份")
    pc.see("已备份并核对")
    pc.page("设置与备份")
    pc.see(FULL_NAME)
    pc.page("工作台")
    pc.click("花名册还没有党员")
    pc.see("要导入的表格")


def bring_the_roster(journey: Journey, qtbot: QtBot) -> None:
    """Steps 8 to 16: the old roster goes in, out and in again; a card is put right, a person comes back."""
    pc = journey.pc("branch", qtbot)
    pc.drop(OLD_ROSTER)
    pc.see("隐藏")
    pc.see("11 列")
    pc.press("检查")
    pc.see("可导入 8（其中 1 处同上已补）· 需确认 3 · 有问题 1")
    assert not members(pc)
    for words in ("“1985.1”看不出是1月还是10月", "和第5行是同一个号码", "号码被 Excel"):
        pc.see(words)
    while pc.shell.current_page().check_leaf.choices:
        page = pc.shell.current_page()
        pc.press(page.check_leaf.choices[0].text())
    pc.press("导入这 10 行")
    assert len(members(pc)) == 10
    assert "导入前" in {backup.reason for backup in pc.desk.backup_store.backups()}
    first = {one.uid for one in members(pc)}
    pc.press("撤销这次导入")
    assert not members(pc)
    pc.press("重做这次导入")
    assert {one.uid for one in members(pc)} == first
    pc.page("党员花名册")
    pc.see("共 10 人")
    pc.keys("Ctrl+F")
    pc.type_into(QApplication.focusWidget(), "mhg")
    pc.keys("Return")
    assert [row[0] for row in pc.rows()] == ["孟慧桂"]
    pc.open_row("孟慧桂")
    pc.type_in("出生日期", "19850701", then_leave=False)
    pc.see("1985年7月1日 周一")
    pc.keys("Tab")
    pc.see("出生日期和身份证号不一致")
    pc.paste_in("公民身份号码", "990101198507010021")
    pc.see("第 18 位应为 X")
    pc.paste_in("公民身份号码", " 990101 19850701 002x ")
    pc.see("990101 19850701 002X")
    pc.see("校验通过：1985年7月1日出生，女")
    pc.see_not("出生日期和身份证号不一致")
    pc.keys("Ctrl+Return")
    pc.see("已保存")
    pc.tab("改动历史")
    pc.see("1978-04-12 → 1985-07-01")
    pc.see("重做：导入党员花名册")
    pc.press("返回列表")
    pc.keys("Ctrl+F")
    pc.keys("Escape")
    pc.select_row("夏芬永")
    pc.press("删除")
    pc.see("夏芬永")
    pc.see("共 9 人")
    pc.press("撤销")
    pc.see("共 10 人")


def hold_a_meeting(journey: Journey, qtbot: QtBot) -> None:
    """Steps 17 to 20: a committee meeting from its notice to minutes that may be signed."""
    pc = journey.pc("branch", qtbot)
    pc.page("工作台")
    pc.see("本月要做")
    pc.click("支部信息不全")
    pc.type_in("党组织书记", "孟慧桂")
    pc.keys("Ctrl+Return")
    pc.see("已保存")
    pc.tab("支部委员")
    for name, role in (("孟慧桂", "书记"), ("夏芬永", "组织委员"), ("许立", "宣传委员")):
        pc.press("新增")
        pc.type_in("委员", name)
        pc.choose("职务", role)
        pc.keys("Ctrl+Return")
        pc.see(name)
    pc.page("会议")
    pc.click("新增支部委员会会议")
    pc.see("应到 3 人，还没有开会")
    pc.menu("打印", "签到表")
    assert pc.shell.current_page().paper.pages == 1
    pc.press("返回")
    pc.tab("到会")
    pc.click("许立")
    pc.see("实到 2 人，有效")
    pc.type_in("许立缺席的说明", "到县里出差")
    pc.tab("基本情况")
    pc.click("这次会议同时是学习")
    pc.press("保存这次会议")
    pc.see("已保存")
    assert pc.shell.current_page().pane.tabs.hasFocus()
    pc.tab("定稿与打印")
    pc.press("开会")
    pc.see("已开会")
    pc.press("整理记录")
    pc.press("定稿")
    pc.see("还不能定稿：")
    pc.click("会议记录")
    pc.see("共 1 页")
    pc.press("返回")
    pc.see("参加学习\u30002人次")
    pc.page("学习台账")
    pc.see("共 1 条")
    pc.page("会议")
    pc.tab("基本情况")
    for title, words in (
        ("地点", "社区二楼会议室"),
        ("记录人", "夏芬永"),
        ("议题", "研究四季度主题党日安排"),
        ("结论/散会", "会议于16时散会"),
    ):
        pc.type_in(title, words)
    pc.tab("发言")
    pc.press("到会的人各列一行")
    pc.type_in("发言内容", "主题党日放在20日，走访困难党员。")
    pc.qtbot.waitUntil(lambda: "草稿" in pc.everything(), timeout=5000)
    pc.rest()
    after = journey.after_power_cut(qtbot)
    after.see("输入密码")
    after.type_in("密码", PASSWORD)
    after.press("打开")
    after.see("上次没有正常关闭。数据完好")
    after.see("有一份没写完的会议记录")
    after.page("会议")
    after.see("留下的草稿")
    after.press("接着写")
    after.tab("发言")
    after.see("走访困难党员")
    after.tab("基本情况")
    after.see("会议于16时散会")
    after.switch_off()
    pc.press("保存这次会议")
    pc.see("已保存")
    pc.tab("定稿与打印")
    pc.see("内容已经齐全")
    for words in ("主持人已在纸上签字", "记录人已在纸上签字"):
        pc.click(words)
    pc.answer(lambda: pc.press("定稿"), lambda: pc.press("定稿"))
    pc.see("已定稿")
    pc.see("原文不能再改")
    assert pc.shell.current_page().pane.tabs.hasFocus()


def close_the_month(journey: Journey, qtbot: QtBot) -> None:
    """Steps 21 and 22: the month in figures that open, printed, signed, and a second version."""
    pc = journey.pc("branch", qtbot)
    page = pc.page("月报")
    pc.see("2026年11月")
    pc.click("支部委员会会议")
    assert [line.title for line in page.side.list.lines()] == ["11月支部委员会会议"]
    pc.press(page.side.back_button.text())
    pc.see("与2026年10月的差异")
    pc.press("打印月报")
    pc.see("「填报人」还没有填")
    pc.type_in("填报人", "夏芬永")
    pc.press("打印月报")
    assert pc.shell.current_page().paper.pages >= 1
    pc.press("返回")
    pc.press("书记签发")
    pc.see("签发后数字冻结")
    pc.press("书记签发")
    pc.see("已签发 2026年11月月报")
    pc.press("重开一版")
    pc.type_in("重开原因", "补记一次学习")
    pc.press("重开一版")
    pc.see("现在编辑的是新的一版")
    pc.see("第2版，重开原因：补记一次学习")
    pc.press("书记签发")
    pc.press("书记签发")
    pc.see("已签发 2026年11月月报")


def learn_card(giver: PC, taker: PC, journey: Journey) -> None:
    """One office hands its card over on the stick, the other types two of its printed words."""
    giver.page("上报与接收")
    giver.tab("名片")
    giver.press("保存名片文件")
    giver.see("名片已保存")
    words = [word.text() for word in giver.shell.current_page().pane("cards").own.words]
    (journey.file,) = journey.stick.glob(f"{giver.desk.courier.trust.card.code}.zbk")
    taker.page("上报与接收")
    taker.tab("名片")
    taker.press("打开名片或名录文件")
    for number in list(taker.shell.current_page().pane("cards").presented.boxes):
        taker.type_in(f"第 {number} 个词", words[number - 1])
    taker.press("登记这个单位")
    taker.see("可以互相交换了")


def over_the_stick(journey: Journey, qtbot: QtBot) -> None:
    """Steps 23 to 25: to the committee on a stick, taken over there, and the receipt read at home."""
    pc, committee = journey.pc("branch", qtbot), journey.pc("committee", qtbot)
    committee.click("建立自己的支部")
    committee.type_in("党支部全称", SUPERIOR)
    for answer in ("下一步", "以后再填", "以后再填"):
        committee.press(answer)
    committee.type_in("密码", PASSWORD)
    committee.type_in("再输一次", PASSWORD)
    committee.press("建立支部")
    learn_card(committee, pc, journey)
    learn_card(pc, committee, journey)
    pc.tab("上报到U盘")
    pc.see("插上U盘，或选择一个文件夹")
    journey.sticks.append(journey.stick)
    pc.tab("交换记录")
    pc.tab("上报到U盘")
    pc.see("包里有什么")
    pc.see("签发时的数字和名单")
    pc.answer(lambda: pc.press("写到U盘"), lambda: pc.press("我已看过，确认"))
    pc.see("已写入并核对，可以拔出")
    committee.tab("接收")
    committee.see("中共青石街道丁香里社区支部委员会")
    committee.press("打开看看")
    committee.see("11月月报")
    committee.click("接收这")
    committee.see("回执")
    committee.answer(lambda: committee.keys("Ctrl+Z"), lambda: committee.press("撤销"))
    committee.see("已撤销这次接收")
    committee.see("已撤销：接收")
    assert not committee.desk.ledger.find(MonthlyReport.live())
    assert not list(journey.stick.glob("*.zbr")), "the receipt of what was taken back is gone too"
    committee.press("接收下一个包")
    committee.see("还没有")
    committee.press("打开看看")
    committee.see("11月月报")
    committee.click("接收这")
    committee.see("回执")
    committee.press("接收下一个包")
    committee.see("已接收过")
    table = committee.shell.current_page().pane("receive").list.packages.view
    qtbot.keyClick(table, " ")  # it is not ticked by itself again
    committee.press("打开看看")
    committee.see("已接收过，无变化")
    pc.tab("回执")
    pc.see("已收到回执")
    assert pc.rows()[0][1] == "11月月报"
    pc.page("工作台")
    pc.see("本月要做")
    pc.thing("11月月报 已收到回执")


def test_a_newcomer_sets_up_the_branch(journey: Journey, qtbot: QtBot, usual_screen: None) -> None:
    journey.up_to(set_up, qtbot)
    assert journey.pcs["branch"].desk.ledger.office


def test_the_old_roster_goes_in(journey: Journey, qtbot: QtBot) -> None:
    journey.up_to(bring_the_roster, qtbot)
    assert len(members(journey.pcs["branch"])) == 10


def test_a_meeting_becomes_minutes(journey: Journey, qtbot: QtBot) -> None:
    journey.up_to(hold_a_meeting, qtbot)
    (meeting,) = journey.pcs["branch"].desk.ledger.find(Meeting.live())
    assert meeting.state == "定稿"


def test_the_month_is_signed(journey: Journey, qtbot: QtBot) -> None:
    journey.up_to(close_the_month, qtbot)
    reports = journey.pcs["branch"].desk.ledger.find(MonthlyReport.live())
    assert sorted((one.version, bool(one.approved_by)) for one in reports) == [(1, True), (2, True)]


def test_a_package_goes_over_and_its_receipt_comes_home(journey: Journey, qtbot: QtBot) -> None:
    journey.up_to(over_the_stick, qtbot)
    pc, committee = journey.pcs.values()
    assert len(members(pc)) == 10
    assert not members(committee), "a month brings its report and nobody's roster"
    here, there = (one.desk.ledger.find(MonthlyReport.live()) for one in (pc, committee))
    assert sorted(one.uid for one in here) == sorted(one.uid for one in there)


def test_nothing_personal_lies_in_clear_in_any_folder(journey: Journey, qtbot: QtBot) -> None:
    journey.up_to(over_the_stick, qtbot)
    pc = journey.pcs["branch"]
    secrets = personal(pc.desk.ledger)
    assert len(secrets) > 25
    # With a draft under way and the file open, as after a power cut.
    pc.desk.ledger.set_note("draft:member:new:", "".join(secrets))
    (journey.folder / "proof.txt").write_text("".join(secrets), "gb18030")
    found = in_clear([journey.folder], secrets)
    assert {one.split(":")[0] for one in found} == {str(journey.folder / "proof.txt")}
    (journey.folder / "proof.txt").unlink()


STAGES: list[Stage] = [set_up, bring_the_roster, hold_a_meeting, close_the_month, over_the_stick]
