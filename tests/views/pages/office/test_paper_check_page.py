"""核验纸质件: what is typed or shown is answered, and a correction by pen is written with its reason."""

from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from desktop_app.printing.documents.made_of import kept_words
from desktop_app.printing.read_code import read_codes
from desktop_app.registers.exchange.printed_papers import ON_PAPER
from desktop_app.storage.paper_answer import Verdict
from desktop_app.views.page_parts.record_dialog import RecordDialog
from desktop_app.views.pages.office.paper_check_page import PaperCheckPage
from tests.views.desk_driver import Driver


@pytest.fixture
def driver(make_desk: Any) -> Driver:
    found: Driver = make_desk(people=2)
    found.shell.add_hidden_page("paper_check", lambda: PaperCheckPage(found.desk, found.shell))
    return found


def printed(desk: Any) -> Any:
    made = desk.renderer.make("sheet", register="member")
    desk.prints.printed(made, "sheet", kept_words({"register": "member"}), how=ON_PAPER, copies=1)
    return made


def test_a_typed_code_is_answered_and_a_correction_says_where_it_is_from(driver: Driver) -> None:
    desk, made = driver.desk, printed(driver.desk)
    driver.shell.go("paper_check")
    page: Any = driver.shell.current_page()
    page.code_line.setText(made.code.lower())
    page.ask_button.click()
    driver.rest()
    assert page.answer.verdict is Verdict.SAME
    page.table.choose(0)
    uid = page.table.line().key.uid
    page.correct_button.click()
    (dialog,) = page.findChildren(RecordDialog)
    field = dialog.form.editors["name"].field
    field.selectAll()
    typed = QInputMethodEvent()
    typed.setCommitString("欧阳长河")
    QApplication.sendEvent(field, typed)
    dialog.verb_button.click()
    assert dialog.trouble.text() == ""
    driver.rest()
    assert desk.ledger.history(uid)[0].why.startswith(f"更正自纸质件，核验码 {made.code}")
    assert page.answer.verdict is Verdict.CHANGED
    assert "改了 1 处" in page.verdict.words.text()


def test_a_picture_of_the_foot_is_read(driver: Driver, tmp_path: Path) -> None:
    made = printed(driver.desk)
    document = pypdfium2.PdfDocument(made.pdf)
    document[0].render(scale=150 / 72).to_pil().save(tmp_path / "纸.png")
    (tmp_path / "扫描.pdf").write_bytes(made.pdf)
    for name in ("纸.png", "扫描.pdf"):
        assert read_codes((tmp_path / name).read_bytes()) == [made.code]
