"""What every test stands on: no screen, our own fonts, quiet property tests, a picture of what failed."""

import gc
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from PySide6.QtCore import QSize

from desktop_app.base.ids import is_uid
from desktop_app.storage import branch_file, keys
from desktop_app.views import window_place
from desktop_app.views.page_parts import size_chooser
from tests import founded, made_once

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "out" / "failed"
# The interface font of the program, so that a picture is the same on every machine.
FONT = ROOT / "resources" / "fonts" / "wj-ui.ttf"

# Two shared cores: no law of ours is about milliseconds, so no example may fail for being slow.
SLOW_IS_FINE = [hypothesis.HealthCheck.too_slow]
hypothesis.settings.register_profile(
    "desk", deadline=None, max_examples=40, suppress_health_check=SLOW_IS_FINE
)
hypothesis.settings.register_profile(
    "ci",
    deadline=None,
    max_examples=80,
    derandomize=True,
    print_blob=True,
    suppress_health_check=SLOW_IS_FINE,
)
hypothesis.settings.register_profile(
    "night", deadline=None, max_examples=2000, suppress_health_check=SLOW_IS_FINE
)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "desk"))


def pytest_configure(config: pytest.Config) -> None:
    """Open the place for what is made once."""
    made_once.begin(config)


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """A record's id is named by its argument: each worker makes its own, and a test must have one name."""
    return argname if isinstance(val, str) and is_uid(val) else None


@pytest.fixture(autouse=True)
def _cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """The passwords of the tests guard nothing: they cost the least there is."""
    monkeypatch.setattr(keys, "tuned", lambda: keys.LEAST)


@pytest.fixture
def usual_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The room of 1366×768 for the choice of letters: the screen of the tests is a small square."""
    for module in (size_chooser, window_place):
        monkeypatch.setattr(module, "screen_room", lambda: QSize(1366, 690))


@pytest.fixture(scope="session", autouse=True)
def _steps_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A branch file is founded by copying one: its steps are hundreds of statements and have own tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(branch_file, "take_steps", founded.steps_by_copy(tmp_path_factory.mktemp("founded")))
        yield


@pytest.fixture(scope="session")
def qapp(qapp):
    """pytest-qt's application in the look of the program, refused when it could not draw Chinese."""
    from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics

    qapp.setStyle("Fusion")
    number = QFontDatabase.addApplicationFont(str(FONT))
    assert number >= 0, f"{FONT} cannot be read: run `python3 packaging/dev.py fonts`"
    font = QFont(QFontDatabase.applicationFontFamilies(number)[0], 12)
    qapp.setFont(font)
    assert all(QFontMetrics(font).inFontUcs4(ord(sign)) for sign in "支部台账"), (
        "the interface font lacks Chinese"
    )
    yield qapp
    # What Python put on the clipboard of a platform without screen is gone before Qt lets go of it: the
    # process of the tests ended with a crash.
    qapp.clipboard().clear()


@pytest.fixture
def type_chinese(qapp):
    """Types any text into a widget as an input method does; QTest's own keyClicks dies on Chinese."""
    from PySide6.QtGui import QInputMethodEvent

    def typed(widget, text):
        event = QInputMethodEvent("", [])
        event.setCommitString(text)
        qapp.sendEvent(widget, event)

    return typed


@pytest.fixture(scope="module", autouse=True)
def _what_stays_is_put_aside() -> Iterator[None]:
    """Modules and caches are not gone through again after each test: that took longer than most tests."""
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture(autouse=True)
def _nothing_left_over(request: pytest.FixtureRequest) -> Iterator[None]:
    """Destroy what a Qt test left behind while the application still lives, not at some later test's cost."""
    yield
    if "qapp" not in request.fixturenames:
        return
    from PySide6.QtCore import QCoreApplication, QEvent

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):
    """Keep a picture of every window that was open when a test failed, under out/failed/."""
    report = yield
    widgets = sys.modules.get("PySide6.QtWidgets")
    if report.when == "call" and report.failed and widgets and widgets.QApplication.instance():
        PICTURES.mkdir(parents=True, exist_ok=True)
        name = re.sub(r"[^\w.-]+", "_", item.nodeid)[-120:]
        for number, window in enumerate(widgets.QApplication.topLevelWidgets()):
            if window.isVisible():
                path = PICTURES / f"{name}-{number}.png"
                window.grab().save(str(path))
                report.sections.append(("picture", str(path.relative_to(ROOT))))
    return report
