"""The file windows: where they begin, what they remember, the ending they add, and that there is one door."""

import ast
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

import desktop_app
from desktop_app.base.errors import UserError
from desktop_app.settings import Settings
from desktop_app.views.parts.file_dialogs import FileDialogs, documents, kind_of, with_ending

ROOT = Path(desktop_app.__file__).parent
TABLES = "Excel 工作簿 (*.xlsx);;逗号分开的表格 (*.csv)"


@pytest.fixture
def drawn_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """The windows Qt draws itself: those of the system take no test's keys."""
    init = QFileDialog.__init__

    def drawn(self: QFileDialog, *given: object) -> None:
        init(self, *given)
        self.setOption(QFileDialog.Option.DontUseNativeDialog, True)

    monkeypatch.setattr(QFileDialog, "__init__", drawn)


def in_window(act: Callable[[QFileDialog], object]) -> None:
    """Do ``act`` in the file window that is about to open."""

    def reach() -> None:
        window = QApplication.activeModalWidget()
        assert isinstance(window, QFileDialog)
        act(window)

    QTimer.singleShot(0, reach)


def typed(name: str) -> Callable[[QFileDialog], object]:
    def act(window: QFileDialog) -> None:
        line = window.findChild(QLineEdit)
        assert line is not None
        line.setText(name)
        window.accept()

    return act


@pytest.mark.usefixtures("drawn_windows")
def test_a_window_begins_where_the_last_of_its_kind_was_also_after_a_restart(
    qtbot: QtBot, tmp_path: Path
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    settings = Settings(path=tmp_path / "settings.json")
    tables, cards = tmp_path / "表格", tmp_path / "名片"
    tables.mkdir()
    cards.mkdir()
    doors = FileDialogs(settings)
    in_window(typed(str(tables / "花名册")))
    assert doors.save_file(parent, "导出", "花名册.xlsx", TABLES) == tables / "花名册.xlsx"
    in_window(typed(str(cards / "名片")))
    assert doors.save_file(parent, "名片", "x.zbk", "名片 (*.zbk)") == cards / "名片.zbk"
    again = FileDialogs(Settings.load(tmp_path / "settings.json"))
    assert again.start("表格 (*.xlsx *.xls)") == tables
    assert again.start("名片 (*.zbk)") == cards
    assert again.start("PDF 文件 (*.pdf)") == documents()


@pytest.mark.usefixtures("drawn_windows")
def test_the_window_speaks_chinese_and_gives_the_ending_of_the_chosen_kind(
    qtbot: QtBot, tmp_path: Path
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    told: list[str] = []

    def choose_csv(window: QFileDialog) -> None:
        told.extend(window.labelText(label) for label in QFileDialog.DialogLabel)
        told.extend(b.text() for b in window.findChildren(QDialogButtonBox)[0].buttons())
        window.selectNameFilter(TABLES.split(";;")[1])
        window.filterSelected.emit(TABLES.split(";;")[1])
        typed(str(tmp_path / "名册"))(window)

    in_window(choose_csv)
    assert FileDialogs().save_file(parent, "导出", "名册.xlsx", TABLES) == tmp_path / "名册.csv"
    assert not [word for word in told if word.isascii()]


@pytest.mark.usefixtures("drawn_windows")
def test_a_file_is_not_written_over_by_the_ending_that_was_added(qtbot: QtBot, tmp_path: Path) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    (tmp_path / "名册2026.10.xlsx").write_text("")
    in_window(typed(str(tmp_path / "名册2026.10")))
    with pytest.raises(UserError, match="已经有"):
        FileDialogs().save_file(parent, "导出", "名册.xlsx", TABLES)


def test_no_window_begins_in_the_programs_own_folder_or_in_one_that_is_gone(tmp_path: Path) -> None:
    for folder in (ROOT, ROOT / "views", Path(sys.executable).parent, tmp_path / "没有了"):
        settings = Settings(folders={"表格": str(folder)})
        assert FileDialogs(settings).start(TABLES) == documents()


@pytest.mark.parametrize(
    ("name", "filled"),
    [
        ("a", "a.xlsx"),
        ("a.csv", "a.csv"),
        ("a.CSV", "a.CSV"),
        ("a.doc", "a.doc.xlsx"),
        ("2026.10", "2026.10.xlsx"),
    ],
)
def test_a_name_keeps_the_ending_it_has_and_gets_one_it_lacks(name: str, filled: str) -> None:
    assert with_ending(Path(name), TABLES, TABLES.split(";;")[0]) == Path(filled)


def test_tables_share_a_folder_whatever_window_they_came_through() -> None:
    assert kind_of("表格 (*.xlsx *.xls)") == kind_of("Excel 工作簿 (*.xlsx)") == kind_of("表格 (*.csv)")
    assert kind_of("备份放在哪里") != kind_of("选择文件夹")


def test_there_is_one_door_to_file_windows() -> None:
    """Whoever opens a window of the system by itself forgets folder, ending or language."""
    found = [
        path.relative_to(ROOT).as_posix()
        for path in ROOT.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf8")))
        if (isinstance(node, ast.Name) and node.id == "QFileDialog")
        or (isinstance(node, ast.Attribute) and node.attr == "QFileDialog")
        or (isinstance(node, ast.ImportFrom) and any(one.name == "QFileDialog" for one in node.names))
    ]
    assert set(found) == {"views/parts/file_dialogs.py"}
