"""Pages are built once, when first looked at, and scrolled where they do not fit."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.views.parts.stacked_pages import StackedPages


def test_a_page_is_built_when_first_shown_and_only_then(qtbot: QtBot) -> None:
    built: list[str] = []

    def make(key: str) -> QWidget:
        built.append(key)
        return QLabel(key)

    pages = StackedPages()
    qtbot.addWidget(pages)
    for key in ("home", "member"):
        pages.add(key, lambda key=key: make(key))  # type: ignore[misc]
    assert (built, pages.current_page()) == ([], None)
    with qtbot.waitSignal(pages.shown) as shown:
        page = pages.go("member")
    assert shown.args == ["member"]
    pages.go("home")
    assert pages.go("member") is page is pages.current_page()
    assert built == ["member", "home"] == pages.built()
    assert pages.keys() == ["home", "member"]


def test_a_key_is_announced_once_and_must_exist(qtbot: QtBot) -> None:
    pages = StackedPages()
    qtbot.addWidget(pages)
    pages.add("home", QWidget)
    with pytest.raises(ValueError, match="home"):
        pages.add("home", QWidget)
    with pytest.raises(KeyError):
        pages.go("nowhere")


def test_a_page_too_large_is_scrolled_not_cut(qtbot: QtBot) -> None:
    pages, page = StackedPages(), QWidget()
    qtbot.addWidget(pages)
    page.setMinimumSize(200, 900)
    pages.add("large", lambda: page)
    pages.resize(300, 200)
    pages.show()
    pages.go("large")
    QApplication.processEvents()
    assert pages.height() == 200
    assert page.height() == 900
