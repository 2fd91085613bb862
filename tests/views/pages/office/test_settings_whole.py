"""The whole export by clicks: asked about first, written where it was said to, told with its counts."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from desktop_app.exchange.whole_export.layout import README, Contents
from desktop_app.journal.audit_book import AuditBook
from desktop_app.journal.whole_book import export_whole
from desktop_app.registers.exchange.audit_log import EXPORTED, AuditLog
from desktop_app.storage.mending import REPAIRED
from desktop_app.views.pages.office import settings_whole
from desktop_app.views.pages.office.settings_whole import WholeCard


@pytest.fixture
def card(make_desk: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The card on a small branch, the answers that are given, and what was asked."""
    driver = make_desk()
    ledger = driver.desk.ledger
    told = SimpleNamespace(answers=[True], questions=[], folders=[str(tmp_path)])

    class Asked:
        def __init__(self, theme: Any, title: str, text: str, verb: str, **more: Any) -> None:
            told.questions.append((title, text, verb))

        def ask(self) -> bool:
            return bool(told.answers.pop(0))

    def carry_out(folder: Path) -> Contents:
        return export_whole(ledger, AuditBook(ledger), folder)

    monkeypatch.setattr(settings_whole, "ConfirmDialog", Asked)
    made = WholeCard(driver.desk, driver.shell, carry_out, lambda parent, title: told.folders.pop(0))
    made.told, made.driver = told, driver  # type: ignore[attr-defined]
    return made


def test_nothing_leaves_before_the_question_was_answered(card: Any, tmp_path: Path) -> None:
    card.told.answers = [False]
    card.button.click()
    ((title, text, verb),) = card.told.questions
    assert (title, verb) == ("导出全部资料", "不加密导出")
    assert "没有加密" in text
    assert "身份证号" in text
    assert not list(tmp_path.glob("支部台账全部资料-*"))


def test_everything_is_written_told_and_logged(card: Any, tmp_path: Path, qtbot: Any) -> None:
    card.button.click()
    qtbot.waitUntil(lambda: card.words.text().startswith("已导出"), timeout=20_000)
    (folder,) = tmp_path.glob("支部台账全部资料-*")
    assert (folder / README).exists()
    assert str(folder) in card.words.text()
    ledger = card.driver.desk.ledger
    assert ledger.find(AuditLog.live().where(AuditLog.action == EXPORTED, AuditLog.target == "全部资料"))
    assert card.button.isEnabled()


def test_a_place_that_takes_nothing_is_told(card: Any, tmp_path: Path, qtbot: Any) -> None:
    (tmp_path / "file").write_text("x")
    card.told.folders = [str(tmp_path / "file")]
    card.button.click()
    qtbot.waitUntil(lambda: "没有导出" in card.words.text(), timeout=20_000)
    assert card.button.isEnabled()


def test_the_last_repair_is_offered_where_there_was_one(card: Any) -> None:
    assert card.report_button.isHidden()
    card.driver.desk.ledger.set_note(REPAIRED, "{}")
    again = WholeCard(card.driver.desk, card.driver.shell, None, lambda parent, title: "")
    assert not again.report_button.isHidden()
