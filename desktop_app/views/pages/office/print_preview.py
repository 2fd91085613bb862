"""打印预览: the bytes that go to the printer, seen before they go; nothing else is ever printed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.base.errors import UserError
from desktop_app.printing.documents.made_of import kept_of
from desktop_app.printing.page_ranges import range_words
from desktop_app.printing.print_job import PrintJob
from desktop_app.printing.raster import PdfPages
from desktop_app.registers.exchange.printed_papers import AS_FILE, ON_PAPER
from desktop_app.storage.paper_answer import Answer
from desktop_app.views.bridge import Progress
from desktop_app.views.page_parts.paper_words import since_words
from desktop_app.views.pages.office.calibration_dialog import CalibrationDialog
from desktop_app.views.pages.office.made_papers import AskedPaper, MadePapers, make_papers
from desktop_app.views.pages.office.print_bar import PreviewBar
from desktop_app.views.pages.office.print_dialog import PrintDialog
from desktop_app.views.pages.office.print_find import FindBar, PaperSearch
from desktop_app.views.pages.office.print_sheets import Opened, Sheets, SmallSheets
from desktop_app.views.pages.office.printers import Printers, SystemPrinters
from desktop_app.views.parts.buttons import PlainButton, PrimaryButton
from desktop_app.views.parts.file_dialogs import FileDialogs, save_bytes
from desktop_app.views.parts.live_page import LivePage
from desktop_app.views.parts.notices import Banner, ProgressPanel
from desktop_app.views.parts.why_not import BUSY, allow
from desktop_app.views.shell import Shell

if TYPE_CHECKING:
    from desktop_app.desk import Desk

_Made = tuple[MadePapers, Opened, Answer | None]


class PreviewPage(LivePage):
    """Shows ``desk.renderer.make(key, **args)``, or many such as one; prints it, or saves it as a PDF."""

    def __init__(self, desk: Desk, shell: Shell, printers: Printers | None = None) -> None:
        super().__init__(desk, shell, "打印预览")
        self.printers: Printers = printers or SystemPrinters()
        self.made: MadePapers | None = None
        self._pages: PdfPages | None = None
        self._asked: tuple[AskedPaper, ...] = ()
        self._title, self.name = "", ""
        self._turn, self._at_most = 0, 0
        self._place: tuple[int, int] | None = None
        self._making: Progress | None = None
        self._sending: Progress | None = None
        self._back, self._came_from = "", dict[str, Any]()
        self.print_button = PrimaryButton(self.theme, "打印", "print")
        self.save_button = PlainButton(self.theme, "保存为PDF", "save")
        self.back_button = PlainButton(self.theme, "返回", "previous")
        self.print_button.clicked.connect(self.print_paper)
        self.save_button.clicked.connect(self.save_pdf)
        self.back_button.clicked.connect(self.go_back)
        self.sheets = Sheets(self.theme, desk.bridge)
        self.small = SmallSheets(self.theme, desk.bridge)
        self.bar = PreviewBar(self.theme, self.sheets)
        self.bar.both_sides.setChecked(desk.settings.print_two_sided)
        self.search = PaperSearch(desk.bridge, self)
        self.find_bar = FindBar(self.theme, self.search)
        self.progress = ProgressPanel(self.theme, "正在准备", "停止")
        self.progress.hide()
        self.warning: Banner | None = None
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        side = QHBoxLayout()
        side.setSpacing(0)
        side.addWidget(self.small)
        side.addWidget(self.sheets, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.bar)
        self._column.addWidget(self.find_bar)
        self._column.addLayout(side, 1)
        margin = self.theme.unit(12)
        self.progress.setContentsMargins(margin, margin, margin, margin)
        self._column.addWidget(self.progress)
        self.small.hide()

    def _connect(self) -> None:
        self.sheets.turned.connect(self._turned)
        self.sheets.measured_all.connect(self.small.measured)
        self.small.chosen.connect(self._go_to)
        self.bar.sided.connect(self._choose_sides)
        self.bar.tightened.connect(self._tighten)
        self.search.grew.connect(self._mark)
        self.progress.cancelled.connect(self._stop)
        for keys, act in (
            ("Esc", self.go_back),
            ("F3", lambda: self.search.step(1)),
            ("Shift+F3", lambda: self.search.step(-1)),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    @property
    def paper(self) -> Any:
        """The paper shown, the first of many; None where none is made yet."""
        return self.made.papers[0] if self.made is not None else None

    # -- what the shell asks -------------------------------------------------------------------------

    def count_words(self) -> str:
        return self.name

    def actions(self) -> Sequence[QWidget]:  # type: ignore[override]
        return (self.back_button, self.save_button, self.print_button)

    def search_hint(self) -> str:
        return "找材料里的字"

    def on_search(self, words: str) -> None:
        self.search.look_for(self._pages, words)

    def on_shown(self, **args: object) -> None:
        """``key`` and ``args`` name the paper, ``title`` it on the screen, ``back`` the page to return to.

        ``many`` are pairs of key and args, to be printed as one.
        """
        if "key" not in args and "many" not in args:
            return
        self._back = str(args.get("back", "") or "home")
        way = args.get("back_args")
        self._came_from = dict(way) if isinstance(way, Mapping) else {}
        title, many = str(args.get("title", "")), args.get("many")
        if isinstance(many, Iterable):
            self.show_papers([AskedPaper(str(key), dict(of)) for key, of in many], title)
        else:
            given = args.get("args")
            self.show_paper(str(args["key"]), dict(given) if isinstance(given, Mapping) else {}, title)

    def on_print(self) -> bool:
        self.print_paper()
        return True

    # -- showing -------------------------------------------------------------------------------------

    def show_paper(self, key: str, args: Mapping[str, Any], title: str = "") -> None:
        """Make a paper on the worker and show its pages."""
        self.show_papers([AskedPaper(key, args)], title)

    def show_papers(self, asked: Sequence[AskedPaper], title: str = "") -> None:
        """Make papers on the worker and show them as one."""
        self._asked, self._title, self._at_most = tuple(asked), title, 0
        self.refresh()

    def refresh(self) -> None:
        """Make the paper in sight anew: what goes to the printer is what the ledger says now."""
        if not self._asked:
            return
        self._turn += 1
        if self._making is not None:
            self._making.cancel()
        self.made = None
        self.bar.begin("正在排版…")
        self._warn("")
        self.sheets.show_pages(None)
        self.small.show_pages(None)
        self.small.hide()
        self._column.activate()
        self.search.look_for(None, self.search.words)
        self._enable("还没有排出来")
        desk, asked, at_most = self.desk, self._asked, self._at_most
        two_sided, draw = self.bar.both_sides.isChecked(), self.sheets.first_drawn(self.small.width())

        def job(progress: Progress) -> _Made:
            made = make_papers(desk, asked, progress, two_sided=two_sided, at_most=at_most)
            one = asked[0]
            since = desk.prints.since_last(one.key, kept_of(one.key, one.args)) if len(asked) == 1 else None
            return made, draw(PdfPages(made.pdf)), since

        with self.fresh.reading():
            self._call("")
        if len(asked) > 1:
            self.progress.begin(f"共 {len(asked)} 份")
            self.progress.show()
        # An outcome that comes too late is closed by ``_show``, not dropped.
        self._making = self.fresh.run_more(
            job,
            done=partial(self._show, self._turn),
            failed=partial(self._failed, self._turn),
            progress=self.progress.set_progress,
        )

    def _show(self, turn: int, made: _Made) -> None:
        papers, opened, since = made
        if turn != self._turn:
            opened.pages.close()
            return
        self._making = None
        self.progress.hide()
        if self._pages is not None:
            self._pages.close()
        self.made, self._pages = papers, opened.pages
        self._call(self._title or getattr(self.paper, "title", "") or "打印件")
        self.bar.show_count(len(papers.papers), papers.pages, len(opened.pages))
        told = since_words(since, self.desk.ledger) if since is not None else ""
        self._warn("\n".join(words for words in ("".join(papers.warnings), told) if words))
        self._enable("")
        self.small.setVisible(len(opened.pages) > 1)
        self._column.activate()  # the sheets know by now how wide they are
        self.sheets.show_opened(opened)
        self.small.show_pages(opened.pages)
        self.sheets.setFocus(Qt.FocusReason.OtherFocusReason)
        self._turned(0)
        self.search.look_for(self._pages, self.search.words)

    def _failed(self, turn: int, error: UserError) -> None:
        if turn != self._turn:
            return
        self._making = None
        self.progress.hide()
        if self._at_most:
            # It does not go smaller: the paper is shown as it was.
            self._at_most = 0
            self.shell.show_notice(error.sentence(), tone="due")
            self.refresh()
            return
        self.bar.begin("没有排出来")
        self._warn(error.sentence())

    def _call(self, name: str) -> None:
        """Name the paper beside the page's title."""
        self.name = name
        self.headline_changed.emit()

    def _enable(self, why_not: str) -> None:
        for button in (self.print_button, self.save_button):
            allow(button, why_not)

    def _warn(self, words: str) -> None:
        if self.warning is not None:
            self._column.removeWidget(self.warning)
            self.warning.hide()
            self.warning.deleteLater()
            self.warning = None
        if words:
            self.warning = Banner(self.theme, words)
            self._column.insertWidget(1, self.warning)

    def _turned(self, page: int) -> None:
        if self._pages is not None and len(self._pages) > 1:
            self.bar.show_page(page)
            self.small.follow(page)

    def _go_to(self, page: int) -> None:
        self.sheets.turn_to(page)
        self.small.follow(page)

    def _mark(self) -> None:
        here, before = self.search.here, self._place
        self._place = here
        self.sheets.mark(self.search.marks, here)
        if here is not None and here != before:
            self.sheets.show_place(here[0], self.search.marks[here[0]][here[1]])

    def _choose_sides(self, both: bool) -> None:
        self.desk.settings.print_two_sided = both
        self.refresh()

    def _tighten(self) -> None:
        if self.made is not None:
            self._at_most = self.made.pages - 1
            self.refresh()

    # -- doing ---------------------------------------------------------------------------------------

    def go_back(self) -> None:
        """Return to the page the paper was asked from."""
        if self._making is not None:
            self._making.cancel()
        self.shell.go(self._back or "home", **self._came_from)

    def save_pdf(self) -> None:
        """Ask for a place and write the PDF there."""
        if self.made is None:
            return
        of_one = getattr(self.paper, "file_name", "") if len(self.made.papers) == 1 else ""
        name = of_one or f"{self.name}.pdf"
        path = FileDialogs(self.desk.settings).save_file(self, "保存为PDF", name, "PDF 文件 (*.pdf)")
        if path is not None:
            self.write_pdf(path)

    def write_pdf(self, path: Path) -> None:
        """Write the very bytes that are shown to ``path``, by the worker."""
        assert self.made is not None
        made, desk, name = self.made, self.desk, self.name

        def job() -> None:
            save_bytes(path, made.pdf)
            made.note(desk, AS_FILE, 1, name, path.name)

        self._hand(job, f"已保存到 {path}")

    def print_paper(self) -> None:
        """Ask for a printer and what of the paper, then hand over the bytes that are shown."""
        if self.made is None or self._pages is None or self._sending is not None:
            return
        dialog = PrintDialog(
            self.theme, self.printers, self.desk.settings, self.name, len(self._pages), self.sheets.current(),
            two_sided=self.bar.both_sides.isChecked(), parent=self,
        )  # fmt: skip
        dialog.calibrating.connect(partial(self._calibrate, dialog))
        dialog.accepted.connect(lambda: self.hand_over(dialog.job()))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _calibrate(self, dialog: PrintDialog, printer: str) -> None:
        asked = CalibrationDialog(self.desk, self.printers, printer, dialog)
        asked.finished.connect(dialog.look_again)
        asked.finished.connect(asked.deleteLater)
        asked.open()

    def hand_over(self, job: PrintJob) -> None:
        """Print what is shown; written down once it was taken."""
        assert self.made is not None
        assert self._pages is not None
        made, pages, desk, printers, name = self.made, self._pages, self.desk, self.printers, self.name
        told = f"第 {range_words(job.pages)} 页，{job.copies} 份" if len(job.pages) < len(pages) else ""

        def send(progress: Progress) -> None:
            printers.send(job, pages, progress)
            made.note(desk, ON_PAPER, job.copies, name, told)

        self.progress.begin()
        self.progress.show()
        self._hand(send, f"已交给打印机：{name}，{job.copies} 份")

    def _hand(self, job: Callable[..., None], told: str) -> None:
        """Have the worker hand the paper over, once: the buttons are grey meanwhile."""
        self._enable(BUSY)

        def over() -> None:
            self._sending = None
            self.progress.setVisible(self._making is not None)
            self._enable("" if self.made is not None else "还没有排出来")

        def done(_: object) -> None:
            over()
            self.shell.show_notice(told)

        def failed(error: UserError) -> None:
            over()
            self.shell.show_notice(error.sentence(), tone="overdue")

        takes = self.progress.set_progress if self.progress.isVisible() else None
        self._sending = self.desk.bridge.run(job, done=done, failed=failed, progress=takes)

    def _stop(self) -> None:
        for under_way in (self._making, self._sending):
            if under_way is not None:
                under_way.cancel()
