"""States are words first; the room they take fits the words."""

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from desktop_app.views.look.theme import Theme
from desktop_app.views.parts.status import LIGHT_TONES, LightDot, Pill, StepRail, paint_pill, pill_size


def test_a_pill_grows_with_its_word(qtbot: QtBot, theme: Theme) -> None:
    pill = Pill(theme, "逾期", "overdue")
    qtbot.addWidget(pill)
    short = pill.sizeHint().width()
    pill.set_state("整改中，待核验", "going")
    assert pill.sizeHint().width() > short
    assert pill.accessibleName() == "整改中，待核验"


def test_a_pill_is_painted_in_its_tone(theme: Theme) -> None:
    size = pill_size(theme, "逾期")
    image = QImage(size, QImage.Format.Format_ARGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    paint_pill(painter, theme, QRectF(image.rect()), "逾期", "overdue")
    painter.end()
    ground = image.pixelColor(theme.unit(4), size.height() // 2).name().upper()
    assert ground == theme.colours.tone("overdue").soft


def test_the_light_says_its_state_in_words(qtbot: QtBot, theme: Theme) -> None:
    light = LightDot(theme)
    qtbot.addWidget(light)
    for state in LIGHT_TONES:
        light.set_state(f"备份{state}", state)
        assert light.words.text() == f"备份{state}"


def test_steps_tell_what_is_done_and_what_comes(qtbot: QtBot, theme: Theme) -> None:
    rail = StepRail(theme, ("登记", "整改", "销号"), 1, ("11-02",))
    qtbot.addWidget(rail)
    assert rail.accessibleName() == "登记（已完成）、整改（进行中）、销号（未开始）"
    rail.show_steps(("登记", "整改", "销号"), 3)
    assert "未开始" not in rail.accessibleName()
    assert rail.notes == ["", "", ""]


@pytest.mark.parametrize("in_line", [False, True])
def test_the_present_step_is_the_accented_one(qtbot: QtBot, theme: Theme, in_line: bool) -> None:
    rail = StepRail(theme, ("登记", "整改", "销号"), 1, in_line=in_line)
    qtbot.addWidget(rail)
    rail.resize(theme.unit(600), rail.sizeHint().height())
    picture = rail.grab().toImage()
    third = picture.width() // 3
    reds = [
        sum(
            picture.pixelColor(x, y).name().upper() == theme.colours.accent
            for x in range(third * at, third * (at + 1))
            for y in range(picture.height())
        )
        for at in range(3)
    ]
    assert reds[1] > 50
    assert reds[0] == reds[2] == 0
