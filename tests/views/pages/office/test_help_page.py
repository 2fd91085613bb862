"""The help: every page has a topic with a text, shown plainly."""

import pytest

from desktop_app.views.pages.office.help_page import TOPICS, HelpPage, manual_text, topic_of
from desktop_app.views.pages.page_parts.places import OWN_PAGE
from desktop_app.views.shell import Shell


@pytest.fixture
def page(theme, qtbot):
    from types import SimpleNamespace

    shell = Shell(theme, "支部台账")
    qtbot.addWidget(shell)
    made = HelpPage(SimpleNamespace(theme=theme, resources=theme.resources), shell)
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
    [("meeting", "meeting"), ("issues", "issues"), ("register:member", "roster"), ("somewhere", "home")],
)
def test_a_page_has_its_topic(page, key, topic):
    assert topic_of(key) == topic
    page.on_shown(page=key)
    assert page.topic == topic


@pytest.mark.parametrize("key", sorted(set(OWN_PAGE.values())))
def test_every_page_made_for_its_work_has_a_topic(key):
    assert topic_of(key) != "home"


def test_a_topic_may_be_asked_for_by_name(page):
    page.on_shown(topic="licences")
    assert page.topic == "licences"
    assert "SIL OFL" in page.text.toPlainText()
