"""The help: every page has a topic with a text, shown plainly."""

from types import SimpleNamespace

import pytest

from desktop_app.registers import catalogue
from desktop_app.views.look.theme import Theme
from desktop_app.views.page_table import PAGES
from desktop_app.views.pages.office.help_page import TOPICS, HelpPage, manual_text, title_of, topic_of
from desktop_app.views.shell import Shell

CATALOGUE = catalogue()
EVERY_PAGE = [row.key for row in PAGES] + [f"register:{one.name}" for one in CATALOGUE if one.group]
# Size of letters and width of the page: on 1366 × 768, and on the smallest screen it is offered on.
ROOMS = {(12, 1160): "wide", (12, 930): "narrow", (16, 1120): "large letters"}


def made_page(theme, qtbot):
    shell = Shell(theme, "支部台账")
    qtbot.addWidget(shell)
    desk = SimpleNamespace(
        theme=theme, resources=theme.resources, ledger=SimpleNamespace(catalogue=CATALOGUE)
    )
    made = HelpPage(desk, shell)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def page(theme, qtbot):
    return made_page(theme, qtbot)


@pytest.mark.parametrize("key", [key for key in TOPICS if key != "licences"])
def test_every_topic_has_a_text_under_its_own_title(page, theme, key):
    assert manual_text(theme.resources, key).startswith(f"# {TOPICS[key]}\n")
    page.show_topic(key)
    shown = page.text.toPlainText()
    assert shown.startswith(TOPICS[key])
    assert "![" not in shown
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


@pytest.mark.parametrize("key", EVERY_PAGE)
def test_the_topic_of_a_page_speaks_of_it_by_its_name(theme, key):
    topic = topic_of(key, CATALOGUE)
    assert title_of(key, CATALOGUE) in manual_text(theme.resources, topic), f"resources/manual/{topic}.md"


def test_the_help_of_a_page_opens_where_its_topic_speaks_of_it(page, qtbot):
    page.resize(1000, 500)
    page.show()
    page.on_shown(page="paper_check")
    assert page.text.textCursor().block().text() == "核验纸质件"
    assert page.text.verticalScrollBar().value() > 0
    page.on_shown(page="home")
    assert page.text.verticalScrollBar().value() == 0


@pytest.mark.parametrize("room", ROOMS, ids=ROOMS.get)
def test_every_picture_is_shown_whole(room, theme, qtbot):
    points, width = room
    theme = Theme(theme.resources, theme.families, points)
    page = made_page(theme, qtbot)
    page.resize(width, 600)
    page.show()
    for topic in TOPICS:
        page.show_topic(topic)
        for name, shown in page.text.picture_widths().items():
            assert 0 < shown <= page.text.viewport().width(), f"{topic}: {name}"
        assert page.text.horizontalScrollBar().maximum() == 0, topic


def test_a_picture_follows_the_width_of_the_window(page, qtbot):
    page.resize(1200, 600)
    page.show()
    page.show_topic("home")
    wide = page.text.picture_widths()["home.png"]
    page.resize(800, 600)
    qtbot.waitUntil(lambda: page.text.picture_widths()["home.png"] < wide)
    assert page.text.horizontalScrollBar().maximum() == 0
