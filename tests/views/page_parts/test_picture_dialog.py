"""看图 shows the picture of the records as they stand, tells it in words, and prints the page's paper."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop_app.drawing.bars import Bars
from desktop_app.drawing.chart import Chart, Series
from desktop_app.views.page_parts.picture_dialog import PictureDialog, picture_button


def shown() -> PictureDialog:
    """The window in sight."""
    found = QApplication.activeModalWidget()
    assert isinstance(found, PictureDialog)
    return found


def test_the_picture_is_made_when_it_is_asked_for(make_desk, qtbot):
    driver = make_desk()
    values, printed = [3.0], []

    def picture() -> Chart:
        return Bars("党费", ["1月"], [Series("", list(values))], unit="元")

    page = driver.shell
    button = picture_button(driver.desk, picture, lambda: printed.append(True), page)
    qtbot.addWidget(button)
    values[0] = 5.0
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    dialog = shown()
    assert dialog.frame.view.accessibleDescription() == "党费（单位：元）：1月 5"
    qtbot.mouseClick(dialog.cancel_button, Qt.MouseButton.LeftButton)
    assert not printed
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(shown().verb_button, Qt.MouseButton.LeftButton)
    assert printed == [True]
