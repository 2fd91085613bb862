"""全年材料: every paper the year's records make, practice by practice, printed into one folder and filed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.base.errors import Cancelled, UserError
from desktop_app.base.os_errors import os_errors
from desktop_app.printing.documents.made_of import kept_of
from desktop_app.printing.documents.year_folder import PaperList, filed, papers_of_year
from desktop_app.registers.exchange.audit_log import EXPORTED
from desktop_app.registers.exchange.printed_papers import IN_FOLDER
from desktop_app.views.bridge import Progress
from desktop_app.views.page_parts.action_runner import ActionRunner
from desktop_app.views.page_parts.chips import ChipRow
from desktop_app.views.page_parts.line_list import Line, LineList
from desktop_app.views.page_parts.page_frame import page_column
from desktop_app.views.parts.buttons import PlainButton, PrimaryButton
from desktop_app.views.parts.file_dialogs import FileDialogs
from desktop_app.views.parts.labels import faint
from desktop_app.views.parts.live_page import LivePage
from desktop_app.views.parts.notices import Banner, ProgressPanel
from desktop_app.views.parts.why_not import BUSY, allow

if TYPE_CHECKING:
    from desktop_app.desk import Desk
    from desktop_app.views.shell import Shell

# The text file in the folder that says what is to be looked at before the papers are printed.
TO_LOOK_AT = "打印前请看.txt"
_NOTE = "一种材料一个文件夹，按工作分开；印完自动登记归档文件，可以打印归档文件目录。"


class YearFolderPage(LivePage):
    """The kinds of papers of a year with how many of each; one button makes them all."""

    def __init__(self, desk: Desk, shell: Shell, doors: FileDialogs | None = None) -> None:
        super().__init__(desk, shell, "全年材料")
        self.doors = doors or FileDialogs(desk.settings)
        self.runner = ActionRunner(desk, shell, self)
        self.kinds: list[PaperList] = []
        self._making: Progress | None = None
        theme = self.theme
        column = page_column(self, theme)
        self.spans = ChipRow(theme, [(0, "今年"), (1, "去年")])
        self.spans.chosen.connect(lambda _year: self.refresh())
        self.to_look_at = Banner(theme, "")
        self.to_look_at.hide()
        column.addWidget(self.spans)
        column.addWidget(self.to_look_at)
        column.addWidget(faint(theme, _NOTE, wrap=True))
        self.list = LineList(theme, "材料的种类")
        column.addWidget(self.list, 1)
        self.progress = ProgressPanel(theme, "正在打印全年材料", "停止")
        self.progress.cancelled.connect(self._stop)
        self.progress.hide()
        column.addWidget(self.progress)
        self.list_button = PlainButton(theme, "归档文件目录", "print")
        self.list_button.clicked.connect(self.print_list)
        self.make_button = PrimaryButton(theme, "打印全年材料", "export")
        self.make_button.clicked.connect(self.make)

    @property
    def year(self) -> int:
        """The year chosen."""
        return self.desk.ledger.today.year - int(str(self.spans.value()))

    def count_words(self) -> str:
        return f"{len(self.kinds)} 种 {sum(len(one.args) for one in self.kinds)} 份"

    def actions(self) -> Sequence[QWidget]:  # type: ignore[override]
        return (self.list_button, self.make_button)

    def print_list(self) -> None:
        """Show the list of the box."""
        title = f"{self.year}年归档文件目录"
        self.shell.go(
            "preview", key="archive_list", args={"year": self.year}, title=title, back="year_folder"
        )

    def refresh(self) -> None:
        """Look which papers the records of the year make."""
        ledger, year = self.desk.ledger, self.year
        self.fresh.run(lambda: list(papers_of_year(ledger, year)), done=self._show)

    def _show(self, kinds: list[PaperList]) -> None:
        self.kinds = kinds
        lines, folder = [], ""
        for place, one in enumerate(kinds):
            if one.folder != folder:
                folder = one.folder
                lines.append(Line("", folder, "", head=True))
            lines.append(Line(str(place), one.title, pill=f"{len(one.args)} 份"))
        self.list.show_lines(lines)
        self.headline_changed.emit()

    # -- making ----------------------------------------------------------------------------------------

    def make(self) -> None:
        """Ask for a folder, and print everything into it."""
        folder = self.doors.folder(self, "全年材料放在哪个文件夹")
        if folder is None or self._making is not None:
            return
        kinds, desk, place = list(self.kinds), self.desk, folder / f"{self.year}年全年材料"
        told: list[str] = []

        def job(progress: Progress) -> list[tuple[PaperList, int]] | None:
            try:
                made = [(one, _printed(desk, one, place, progress, kinds, told)) for one in kinds]
            except Cancelled:
                made = None
            _write_down(told, place)
            return made

        self._set_making(True)
        self._making = self.desk.bridge.run(
            job,
            done=lambda made: self._made(made, place, told),
            failed=self._not_made,
            progress=lambda done, total, words: self.progress.set_progress(done, total, words),
        )

    def _made(self, made: list[tuple[PaperList, int]] | None, place: Path, told: Sequence[str]) -> None:
        self._set_making(False)
        self._show_to_look_at(told)
        log, pages = self.desk.log, sum(pages for _, pages in made or ())
        how_much = f"{self.year}年，{pages} 页" if made is not None else f"{self.year}年，中途停止"
        self.desk.bridge.run(lambda: log.note(EXPORTED, "全年材料", how_much, str(place)))
        if made is None:
            self.shell.show_notice(f"已停止；印好的留在{place}", tone="going")
            return
        year = self.year
        lines, _ = filed(self.desk.ledger, year, made)
        words = f"已印 {pages} 页，放在{place}，并登记了归档文件"
        self.runner.run(f"登记{year}年归档文件", lambda action: action.save(*lines), told=words)

    def _show_to_look_at(self, told: Sequence[str]) -> None:
        """Say what would print otherwise than it was written."""
        more = f"共 {len(told)} 处，都写在“{TO_LOOK_AT}”里。" if len(told) > 1 else ""
        self.to_look_at.words.setText(f"打印前请看：{told[0]}{more}" if told else "")
        self.to_look_at.setVisible(bool(told))

    def _not_made(self, error: UserError) -> None:
        self._set_making(False)
        self.desk.bridge.tell(error)

    def _stop(self) -> None:
        if self._making is not None:
            self._making.cancel()

    def _set_making(self, making: bool) -> None:
        self._making = None
        self.progress.setVisible(making)
        allow(self.make_button, BUSY if making else "")


def _printed(
    desk: Desk,
    kind: PaperList,
    place: Path,
    progress: Progress,
    kinds: Sequence[PaperList],
    told: list[str],
) -> int:
    """Print every copy of a kind and write that down; how many pages it has.

    ``told`` gets what is to be looked at.
    """
    from_here, total = kinds.index(kind), len(kinds)
    folder, pages, lines = place / kind.folder / kind.title, 0, []
    with os_errors(f"建不了文件夹（{folder}）", "台账里的资料没有变化"):
        folder.mkdir(parents=True, exist_ok=True)
    for number, args in enumerate(kind.args, 1):
        progress(from_here, total, f"{kind.title} {number}/{len(kind.args)}")
        paper = desk.renderer.make(kind.key, **args)
        with os_errors(f"文件没有写成（{folder}）", "台账里的资料没有变化"):
            (folder / f"{number:03d} {paper.file_name}").write_bytes(paper.pdf)
        kept = kept_of(kind.key, args)
        lines.append(desk.prints.line(paper, kind.key, kept, how=IN_FOLDER, copies=1))
        pages += paper.pages
        told += (f"{kind.title}“{number:03d} {paper.file_name}”：{words}" for words in paper.warnings)
    desk.prints.printed_many(lines, f"打印{kind.title}")
    return pages


def _write_down(told: Sequence[str], place: Path) -> None:
    """Leave in the folder what is to be looked at before its papers are printed."""
    if told:
        with os_errors(f"文件没有写成（{place}）", "台账里的资料没有变化"):
            (place / TO_LOOK_AT).write_text("\n".join(told) + "\n", encoding="utf-8-sig")
