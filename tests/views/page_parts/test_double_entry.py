"""再输一遍核对: the switch is a habit of the desk, not of one dialog."""

from PySide6.QtCore import Qt

from desktop_app.settings import Settings
from desktop_app.views.page_parts.double_entry import DoubleEntrySwitch


def test_who_has_numbers_asked_twice_has_them_asked_twice_the_next_time(tmp_path, qtbot):
    place = tmp_path / "settings.json"
    settings = Settings(path=place)
    switch = DoubleEntrySwitch(settings)
    qtbot.addWidget(switch)
    assert not switch.isChecked()
    qtbot.keyClick(switch, Qt.Key.Key_Space)
    again = DoubleEntrySwitch(Settings.load(place))
    qtbot.addWidget(again)
    assert again.isChecked()
    switch.setChecked(False)  # a dialog that has asked twice puts it out for itself alone
    assert Settings.load(place).double_entry
