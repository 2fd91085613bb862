"""The head over a page: what has no room is behind 更多, which goes when nothing is."""

from desktop_app.views.parts.buttons import PlainButton
from desktop_app.views.parts.header import Header
from tests.views.looking import come_to_rest


def a_header(qtbot, theme, width: int, buttons: int) -> Header:
    header = Header(theme)
    qtbot.addWidget(header)
    header.resize(width, 60)
    header.show_page("党费收缴", "一共四十七人，三个月没有收", "")
    header.show_actions([PlainButton(theme, f"第{at}个要做的事") for at in range(buttons)])
    header.show()
    come_to_rest()
    return header


def test_nothing_stands_behind_more_on_the_next_page(qtbot, theme):
    header = a_header(qtbot, theme, 420, 6)
    assert header.more.isVisible()
    header.show_actions([PlainButton(theme, "打印")])
    come_to_rest()
    assert not header.more.isVisible()
    header.show_actions([])
    come_to_rest()
    assert not header.more.isVisible()


def test_the_title_stands_whole_before_the_count(qtbot, theme):
    header = a_header(qtbot, theme, 420, 1)
    assert header.title.width() >= header.title.sizeHint().width()
    assert header.count.width() < header.count.sizeHint().width()


def test_a_title_without_room_gives_way(qtbot, theme):
    header = a_header(qtbot, theme, 420, 1)
    header.show_page("党员参加学习教育和组织生活的全程纪实台账汇总", "", "")
    come_to_rest()
    button = header._all[0]
    assert button.width() >= button.sizeHint().width()
    assert header.rect().contains(button.geometry())
