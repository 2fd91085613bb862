"""The year's folder: its kinds are listed, printed into a chosen folder, and filed with their pages."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.registers.reporting.archive_files import files_of
from desktop_app.views.look.theme import Theme
from desktop_app.views.pages.reporting.year_folder_page import TO_LOOK_AT, YearFolderPage
from desktop_app.views.parts.file_dialogs import FileDialogs
from tests.views.pages.sample_bench import Bench


class Chosen(FileDialogs):
    """Gives the folder it is told."""

    def __init__(self, folder: Path) -> None:
        self.at = folder

    def folder(self, parent: object, title: str) -> Path | None:
        return self.at


@pytest.fixture
def bench(tmp_path: Path, theme: Theme, qtbot: QtBot) -> Iterator[Bench]:
    made = Bench(
        tmp_path / "file", theme, qtbot, lambda desk, shell: YearFolderPage(desk, shell, Chosen(tmp_path))
    )
    made.show()
    yield made
    made.close()


def test_everything_is_printed_into_the_folder_and_filed(bench: Bench, tmp_path: Path) -> None:
    page = bench.page
    assert {"年度工作计划", "会议记录", "月报"} <= {one.title for one in page.kinds}
    few = page.kinds = [one for one in page.kinds if one.title in ("年度工作计划", "年度工作总结")]
    bench.press(page.make_button)
    made = list((tmp_path / "2026年全年材料").rglob("*.pdf"))
    assert len(made) == sum(len(one.args) for one in few) > 2
    assert all(one.read_bytes().startswith(b"%PDF-") for one in made)
    told = {one.title: one.pages for one in files_of(bench.ledger, 2026)}
    assert set(told) == {"年度工作计划（2份合订）", "年度工作总结（2份合订）"}
    assert all(told.values())
    assert page.make_button.isEnabled()
    assert not page.to_look_at.isVisibleTo(page)
    assert not (tmp_path / "2026年全年材料" / TO_LOOK_AT).exists()


def test_what_no_face_holds_is_told_before_anything_is_printed(bench: Bench, tmp_path: Path) -> None:
    bench.desk.renderer.warnings = ("第1页的“\U0003fffd”字库里没有。", "张明的照片是空的。")
    page = bench.page
    page.kinds = [one for one in page.kinds if one.key == "roster"]
    assert page.kinds
    bench.press(page.make_button)
    assert page.to_look_at.isVisibleTo(page)
    assert "第1页" in page.to_look_at.words.text()
    assert "共 2 处" in page.to_look_at.words.text()
    told = (tmp_path / "2026年全年材料" / TO_LOOK_AT).read_text("utf-8-sig")
    assert told.count("\n") == 2
    assert ".pdf”：第" in told
