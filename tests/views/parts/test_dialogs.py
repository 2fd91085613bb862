"""An error is told in order; a question is answered with verbs, and Esc leaves all as it was."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QScrollArea, QVBoxLayout
from pytestqt.qtbot import QtBot

from desktop_app.base.errors import UserError
from desktop_app.views.look.theme import Theme
from desktop_app.views.parts.dialogs import ConfirmDialog, ErrorDialog, ErrorPanel, FittedDialog
from desktop_app.views.parts.labels import Words

ERROR = UserError("第 7 行看不清。", "其余 43 行可以导入。", "请改成 1985.01。", detail="D7: '1985.1'")


class Sink:
    text = ""

    def setText(self, text: str) -> None:
        self.text = text


def test_what_safe_todo_stand_in_that_order(qtbot: QtBot, theme: Theme) -> None:
    panel = ErrorPanel(theme, ERROR)
    qtbot.addWidget(panel)
    panel.show()
    words = [label for label in panel.findChildren(QLabel) if label.text() in ERROR.parts()]
    words.sort(key=lambda label: label.mapTo(panel, label.rect().topLeft()).y())
    assert [label.text() for label in words] == list(ERROR.parts())
    (detail,) = panel.findChildren(QPlainTextEdit)
    assert detail.toPlainText() == ERROR.detail
    assert detail.y() > words[-1].mapTo(panel, words[-1].rect().bottomLeft()).y()


def test_without_a_detail_there_is_no_box_for_one(qtbot: QtBot, theme: Theme) -> None:
    panel = ErrorPanel(theme, UserError("密码不对", todo="请再输一次"))
    qtbot.addWidget(panel)
    assert not panel.findChildren(QPlainTextEdit)


def test_just_what_is_in_sight_goes_to_the_superior(qtbot: QtBot, theme: Theme) -> None:
    sink = Sink()
    panel = ErrorPanel(theme, ERROR, sink=sink)
    qtbot.addWidget(panel)
    qtbot.mouseClick(panel.copy_button, Qt.MouseButton.LeftButton)
    (detail,) = panel.findChildren(QPlainTextEdit)
    assert sink.text.splitlines() == [*ERROR.parts(), detail.toPlainText()]
    assert "已复制" in panel.copied.text()


def test_the_error_window_is_put_away_by_its_button(qtbot: QtBot, theme: Theme) -> None:
    dialog = ErrorDialog(theme, ERROR)
    qtbot.addWidget(dialog)
    dialog.show()
    with qtbot.waitSignal(dialog.accepted):
        qtbot.mouseClick(dialog.close_button, Qt.MouseButton.LeftButton)


def test_a_question_has_verbs_and_no_yes_or_no(qtbot: QtBot, theme: Theme) -> None:
    dialog = ConfirmDialog(
        theme, "恢复这份备份？", "现在的 46 人会换成 45 人。", "恢复 11月20日 的备份", danger=True
    )
    qtbot.addWidget(dialog)
    dialog.show()
    texts = [button.text() for button in dialog.findChildren(QPushButton)]
    assert texts == ["先不做", "恢复 11月20日 的备份"]
    assert all(button.height() >= theme.main_height for button in dialog.findChildren(QPushButton))
    assert dialog.focusWidget() is dialog.cancel_button
    with qtbot.waitSignal(dialog.accepted):
        qtbot.mouseClick(dialog.verb_button, Qt.MouseButton.LeftButton)


def test_esc_leaves_everything_as_it_is(qtbot: QtBot, theme: Theme) -> None:
    dialog = ConfirmDialog(theme, "上报？", "9 月月报，46 人。", "上报 9 月月报")
    qtbot.addWidget(dialog)
    dialog.show()
    with qtbot.assertNotEmitted(dialog.accepted), qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_the_focused_button_of_an_error_is_pressed_by_key(qtbot: QtBot, theme: Theme, key: Qt.Key) -> None:
    dialog = ErrorDialog(theme, ERROR)
    qtbot.addWidget(dialog)
    dialog.show()
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.focusWidget(), key)


@pytest.mark.parametrize("danger", [True, False])
@pytest.mark.parametrize("turned", [True, False])
def test_enter_presses_the_answer_that_has_the_focus_and_no_other(
    qtbot: QtBot, theme: Theme, danger: bool, turned: bool
) -> None:
    dialog = ConfirmDialog(theme, "恢复这份备份？", "46 人换成 45 人。", "恢复", danger=danger)
    qtbot.addWidget(dialog)
    dialog.show()
    if turned:
        dialog.focusNextPrevChild(danger)
    does = danger == turned
    with qtbot.waitSignal(dialog.accepted if does else dialog.rejected):
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)


def test_wrapped_words_never_push_a_form_over_the_verb(qtbot: QtBot, theme: Theme) -> None:
    dialog = FittedDialog()
    qtbot.addWidget(dialog)
    column = QVBoxLayout(dialog)
    form, verb, trouble = QScrollArea(), QPushButton("保存"), Words(theme, "", wrap=True)
    form.setMinimumHeight(dialog.at_most(300))
    trouble.hide()
    for widget in (Words(theme, "总要求照上级通知抄写。" * 9, wrap=True), form, trouble, verb):
        column.addWidget(widget)
    dialog.setMinimumWidth(400)
    dialog.show()
    assert form.geometry().bottom() < verb.geometry().top()
    trouble.setText("还没有写负责人，请先写上。" * 9)
    trouble.show()
    qtbot.waitUntil(lambda: form.geometry().bottom() < trouble.geometry().top())
    assert trouble.geometry().bottom() < verb.geometry().top()


def test_a_form_leaves_the_verb_on_the_screen(qtbot: QtBot, theme: Theme) -> None:
    dialog = FittedDialog()
    qtbot.addWidget(dialog)
    assert dialog.at_most(10) == 10
    assert dialog.at_most(10_000) < dialog.screen().availableSize().height() * 0.7
