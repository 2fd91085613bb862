"""Blocks under a record: they stand whole at every width, also where a scroll bar comes and goes."""

from PySide6.QtWidgets import QScrollArea, QVBoxLayout

from desktop_app.views.page_parts.entries import EntryLine, EntryList
from desktop_app.views.parts.tall import TallWidget
from tests.views.looking import come_to_rest, look_over

# Beside three verbs the words wrap into more lines than the verbs take under them.
WORDS = "专题讲座请了司法所，自己没有先读一遍材料，讲到一半"
VERBS = (("answer", "写措施"), ("edit", "修改"), ("remove", "移除"))


def test_blocks_stand_whole_where_a_scroll_bar_takes_the_width_they_are_laid_out_for(qtbot, theme):
    inside, frame = TallWidget(), QScrollArea()
    entries = EntryList(theme, "还没有")
    entries.show_entries(
        [EntryLine(str(at), "能力本领", WORDS * 2, pill="未转入", verbs=VERBS) for at in range(2)]
    )
    QVBoxLayout(inside).addWidget(entries)
    inside.layout().addStretch(1)
    frame.setWidgetResizable(True)
    frame.setAccessibleName("措施")
    frame.setWidget(inside)
    qtbot.addWidget(frame)
    frame.show()
    for height in (220, 260, 300, 340):
        for width in range(536, 560, 3):
            frame.resize(width, height)
            come_to_rest()
            found = [one for one in look_over(frame, pixels=False) if one.kind != "screen"]
            assert found == [], (width, height)
            assert [button.isVisible() for button in entries.verbs.values()] == [True] * 6, (width, height)
