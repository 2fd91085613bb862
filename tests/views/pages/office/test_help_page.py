"""The help: every page has a topic with a text, shown plainly."""

import pytest

from desktop_app.registers import catalogue
from desktop_app.views.pages.office.help_page import TOPICS, HelpPage, manual_text, topic_of
from desktop_app.views.shell import Shell

CATALOGUE = catalogue()


@pytest.fixture
def page(theme, qtbot):
    from types import SimpleNamespace

    shell = Shell(theme, "支部台账")
    qtbot.addWidget(shell)
    made = HelpPage(
        SimpleNamespace(theme=theme, resources=theme.resources, ledger=SimpleNamespace(catalogue=CATALOGUE)),
        shell,
    )
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize("key", [key for key in TOPICS if key != "licences"])
def test_every_topic_has_a_text_under_its_own_title(page, theme, key):
    assert manual_text(theme.resources, key).startswith(f"# {TOPICS[key]}\n")
    page.show_topic(key)
    shown = page.text.toPlainText()
    assert shown.startswith(TOPICS[key])
    assert "**" not in shown
    assert "#" not in shown


@pytest.mark.parametrize(
    ("key", "topic"),
    [
        ("meeting", "meeting"),
        ("issues", "issues"),
        ("register:member", "roster"),
        ("register:audit_log", "exchange"),
        ("somewhere", "home"),
    ],
)
def test_a_page_has_its_topic(page, key, topic):
    assert topic_of(key, CATALOGUE) == topic
    page.on_shown(page=key)
    assert page.topic == topic


@pytest.mark.parametrize("name", [register.name for register in CATALOGUE if register.group])
def test_the_plain_table_of_every_register_has_a_topic(name):
    assert topic_of(f"register:{name}", CATALOGUE) != "home"


def test_a_topic_may_be_asked_for_by_name(page):
    page.on_shown(topic="licences")
    assert page.topic == "licences"
    assert "SIL OFL" in page.text.toPlainText()
