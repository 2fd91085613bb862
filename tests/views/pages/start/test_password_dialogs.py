"""The dialogs about a password: every word has room, and what makes one weak is named while it is typed."""

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.views.look.theme import Theme
from desktop_app.views.page_parts.password_fields import PasswordFields
from desktop_app.views.pages.start.password_dialogs import ChangePasswordDialog, RolePasswordDialog


@pytest.mark.parametrize("kind", ["role", "change"])
def test_no_help_stands_on_the_box_it_helps_with(theme: Theme, qtbot: QtBot, kind: str) -> None:
    dialog = RolePasswordDialog(theme, "委员", "") if kind == "role" else ChangePasswordDialog(theme)
    qtbot.addWidget(dialog)
    dialog.show()
    row = dialog.fields.form.row_of(dialog.fields.first)
    below = row.widget.mapTo(row, row.widget.rect().bottomLeft()).y()
    assert row.help.mapTo(row, row.help.rect().topLeft()).y() > below
    # What is wrong takes room of its own too.
    before = dialog.height()
    dialog.decide()
    assert dialog.problem.text()
    assert dialog.height() >= max(before, dialog.sizeHint().height())


@pytest.mark.parametrize(("typed", "named"), [("password", "最常见"), ("12341234", "密码太容易猜到")])
def test_what_makes_a_password_weak_is_named_while_it_is_typed(
    theme: Theme, qtbot: QtBot, typed: str, named: str
) -> None:
    fields = PasswordFields(theme)
    qtbot.addWidget(fields)
    told = [line.words.text() for line in fields.rules.values()]
    qtbot.keyClicks(fields.first, typed[:4])
    assert [line.words.text() for line in fields.rules.values()] == told  # too short says its own rule
    qtbot.keyClicks(fields.first, typed[4:])
    assert any(named in line.words.text() for line in fields.rules.values())
    qtbot.keyClicks(fields.first, "guihua kai le yi ye")
    assert not any("密码太容易猜到" in line.words.text() for line in fields.rules.values())
