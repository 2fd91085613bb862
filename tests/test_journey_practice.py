"""A walk through the practice by the book on the sample branch, by clicks and keys alone.

The theory first, a vote taken in its meeting, a step that takes it up, its paper, a gap mended, the theme.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.registers.organization_life.meetings import Meeting
from desktop_app.registers.organization_life.votes import CANCELLATION, Vote
from desktop_app.registers.people.development import ENDED, Development
from tests.at_the_pc import PC, morning
from tests.whole import make_sample

PERSON = "高一鸣"
MATTER = f"取消{PERSON}预备党员资格"
THEORY = "《论党的自我革命》选读"


@pytest.fixture
def pc(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[PC]:
    make_sample(tmp_path)
    made = PC(qapp, tmp_path, morning(), qtbot)
    made.click("先看示例支部")
    yield made
    made.switch_off()


def mend_a_gap(pc: PC) -> None:
    """A resolution nobody ticked off: the inspection leads to its meeting, and does not find it again."""
    page = pc.page("检查前自查")
    before = len(page.gaps)
    page.kinds.choose("会议决议没有落实")
    page.list.setFocus()
    pc.keys("Home")
    pc.keys("Return")
    pc.tab("决议")
    pc.type_in("完成日期", "2026-10-20")
    pc.keys("Ctrl+Return")
    page = pc.page("检查前自查")
    assert len(page.gaps) == before - 1


def hold_the_meeting(pc: PC) -> None:
    """All members: the theory as first item, a secret ballot about one person, minutes signed."""
    pc.page("会议")
    pc.type_in("第一议题", THEORY)
    pc.type_in("结论/散会", "会议于16时50分散会")
    pc.tab("到会")
    pc.click("全部记为到会")
    pc.tab("发言")
    pc.press("添加一人发言")
    pc.type_in("发言人", "周慧敏")
    pc.type_in("发言内容", "说明情况，请大家表决。")
    pc.tab("表决")
    pc.menu("添加一项表决", "另写一项")
    pc.type_in("表决事项", MATTER)
    pc.choose("事项类型", CANCELLATION)
    pc.choose("方式", "无记名投票")
    pc.press("一致赞成")
    pc.see("赞成 45 票")
    pc.press("保存这次会议")
    pc.tab("定稿与打印")
    pc.press("开会")
    pc.press("整理记录")
    for words in ("主持人已在纸上签字", "记录人已在纸上签字"):
        pc.click(words)
    pc.answer(lambda: pc.press("定稿"), lambda: pc.press("定稿"))
    pc.see("已定稿")


def take_the_step(pc: PC) -> None:
    """The step has the vote and its day without anything typed; its paper is printed."""
    pc.click("支部与党员")
    pc.page("发展党员")
    pc.press("取消预备党员资格")
    pc.see(MATTER)
    pc.type_in("终止原因", "本人申请")
    pc.type_in("上级批准日期", "今天")
    pc.press("取消预备党员资格")
    pc.see(f"已取消{PERSON}的预备党员资格")
    pc.press("打印纪实表")
    assert pc.shell.current_page().paper.pdf.startswith(b"%PDF")


def test_the_practice_is_walked_by_the_book(pc: PC) -> None:
    hold_the_meeting(pc)
    take_the_step(pc)
    mend_a_gap(pc)
    pc.click("学习教育")
    pc.page("主题教育")
    for measure in (
        "理论学习",
        "调查研究",
        "推动发展",
        "检视整改",
        "总要求：学思想、强党性、重实践、建新功。",
    ):
        pc.see(measure)
    ledger = pc.desk.ledger
    (vote,) = ledger.find(Vote.live().where(Vote.matter == CANCELLATION))
    (way,) = ledger.find(Development.live().where(Development.person == PERSON))
    assert (way.stage, way.convert_vote, vote.item) == (ENDED, vote.uid, MATTER)
    meeting = ledger.get(Meeting, vote.meeting)
    assert meeting is not None
    assert THEORY in str(meeting.first_topic)
    assert way.converted_on == meeting.start_end.day
