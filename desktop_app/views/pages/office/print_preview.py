"""打印预览: the bytes that go to the printer, seen before they go; nothing else is ever printed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.base.errors import UserError
from desktop_app.printing.documents.made_of import kept_of
from desktop_app.printing.raster import PdfPages
from desktop_app.registers.exchange.printed_papers import AS_FILE, ON_PAPER
from desktop_app.storage.paper_answer import Answer
from desktop_app.views.page_parts.paper_words import since_words
from desktop_app.views.pages.office import print_out
from desktop_app.views.pages.office.print_sheets import STEP, Opened, Sheets
from desktop_app.views.parts.buttons import PlainButton, PrimaryButton
from desktop_app.views.parts.file_dialogs import FileDialogs, save_bytes
from desktop_app.views.parts.labels import Words, faint
from desktop_app.views.parts.live_page import LivePage
from desktop_app.views.parts.notices import Banner
from desktop_app.views.parts.why_not import allow
from desktop_app.views.shell import Shell

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from desktop_app.desk import Desk


class PreviewPage(LivePage):
    """Shows ``desk.press.make(key, **args)``; prints it, or saves it as a PDF file."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(desk, shell, "打印预览")
        self.paper: Any = None
        self._pages: PdfPages | None = None
        self._asked = 0
        self._shown: tuple[str, Mapping[str, Any], str] | None = None
        self._back, self._came_from = "", dict[str, Any]()
        self.print_button = PrimaryButton(self.theme, "打印", "print")
        self.save_button = PlainButton(self.theme, "保存为PDF", "save")
        self.back_button = PlainButton(self.theme, "返回", "previous")
        self.print_button.clicked.connect(self.print_paper)
        self.save_button.clicked.connect(self.save_pdf)
        self.back_button.clicked.connect(self.go_back)
        self.sheets = Sheets(self.theme, desk.bridge)
        self.sheets.zoomed.connect(lambda _: self._show_words())
        self.sheets.turned.connect(lambda _: self._show_words())
        self.warning: Banner | None = None
        self._lay_out()
        escape = QShortcut(QKeySequence("Esc"), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.go_back)

    def _lay_out(self) -> None:
        theme = self.theme
        bar = QFrame()
        bar.setProperty("look", "plain-pane")
        line = QHBoxLayout(bar)
        line.setContentsMargins(theme.unit(20), theme.unit(6), theme.unit(20), theme.unit(6))
        line.setSpacing(theme.unit(8))
        self.name = ""
        self.count = Words(theme, bold=True)
        self.place = faint(theme)
        self.width_button = PlainButton(theme, "适合宽度")
        self.whole_button = PlainButton(theme, "整页")
        self.actual_button = PlainButton(theme, "实际大小")
        self.smaller_button = PlainButton(theme, "缩小")
        self.larger_button = PlainButton(theme, "放大")
        self.percent = Words(theme, "100%", colour=theme.colours.text_soft)
        self.percent.setMinimumWidth(theme.text_width("400%"))
        self.percent.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.width_button.clicked.connect(lambda: self.sheets.set_zoom(0))
        self.whole_button.clicked.connect(self.sheets.show_whole)
        self.actual_button.clicked.connect(lambda: self.sheets.set_zoom(1.0))
        self.smaller_button.clicked.connect(lambda: self.sheets.set_zoom(self.sheets.zoom / STEP))
        self.larger_button.clicked.connect(lambda: self.sheets.set_zoom(self.sheets.zoom * STEP))
        for words in (self.count, self.place):
            line.addWidget(words)
        line.addStretch(1)
        buttons = (self.width_button, self.whole_button, self.actual_button, self.smaller_button)
        for widget in (*buttons, self.percent, self.larger_button):
            line.addWidget(widget)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(bar)
        self._column.addWidget(self.sheets, 1)

    def count_words(self) -> str:
        return self.name

    # -- what the shell asks -------------------------------------------------------------------------

    def actions(self) -> Sequence[QWidget]:  # type: ignore[override]
        return (self.back_button, self.save_button, self.print_button)

    def on_shown(self, **args: object) -> None:
        """``key`` and ``args`` name the paper, ``title`` it on the screen, ``back`` the page to return to."""
        if "key" not in args:
            return
        given = args.get("args")
        self._back = str(args.get("back", "") or "home")
        way = args.get("back_args")
        self._came_from = dict(way) if isinstance(way, Mapping) else {}
        self.show_paper(
            str(args["key"]), dict(given) if isinstance(given, Mapping) else {}, str(args.get("title", ""))
        )

    def on_print(self) -> bool:
        self.print_paper()
        return True

    # -- showing -------------------------------------------------------------------------------------

    def show_paper(self, key: str, args: Mapping[str, Any], title: str = "") -> None:
        """Make a paper on the worker and show its pages."""
        self._shown = (key, args, title)
        self.refresh()

    def refresh(self) -> None:
        """Make the paper in sight anew: what goes to the printer is what the ledger says now."""
        if self._shown is None:
            return
        key, args, title = self._shown
        self._asked += 1
        self.paper = None
        self.count.setText("正在排版…")
        self.place.setText("")
        self._warn("")
        self.sheets.show_pages(None)
        self._enable(False)
        renderer, prints, draw = self.desk.renderer, self.desk.prints, self.sheets.first_drawn()

        def job() -> tuple[Any, Opened, Answer | None]:
            paper = renderer.make(key, **args)
            return paper, draw(PdfPages(paper.pdf)), prints.since_last(key, kept_of(key, args))

        with self.fresh.reading():
            self._call("")
        # An outcome that comes too late is closed by ``_made``, not dropped.
        self.fresh.run_more(
            job, done=partial(self._made, self._asked, title), failed=partial(self._failed, self._asked)
        )

    def _made(self, asked: int, title: str, made: tuple[Any, Opened, Answer | None]) -> None:
        paper, opened, since = made
        pages = opened.pages
        if asked != self._asked:
            pages.close()
            return
        if self._pages is not None:
            self._pages.close()
        self.paper, self._pages = paper, pages
        self._call(title or getattr(paper, "title", "") or "打印件")
        self.count.setText(f"共 {len(pages)} 页")
        told = since_words(since, self.desk.ledger) if since is not None else ""
        self._warn("\n".join(words for words in ("".join(paper.warnings), told) if words))
        self._enable(True)
        self.sheets.show_opened(opened)
        self.sheets.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_words()

    def _failed(self, asked: int, error: UserError) -> None:
        if asked == self._asked:
            self.count.setText("没有排出来")
            self._warn(error.sentence())

    def _call(self, name: str) -> None:
        """Name the paper beside the page's title."""
        self.name = name
        self.headline_changed.emit()

    def _enable(self, there: bool) -> None:
        for button in (self.print_button, self.save_button):
            allow(button, "" if there else "还没有排出来")

    def _warn(self, words: str) -> None:
        if self.warning is not None:
            self._column.removeWidget(self.warning)
            self.warning.hide()
            self.warning.deleteLater()
            self.warning = None
        if words:
            self.warning = Banner(self.theme, words)
            self._column.insertWidget(1, self.warning)

    def _show_words(self) -> None:
        self.percent.setText(f"{round(self.sheets.zoom * 100)}%")
        if self._pages is not None and len(self._pages) > 1:
            self.place.setText(f"正在看第 {self.sheets.current() + 1} 页")

    # -- doing ---------------------------------------------------------------------------------------

    def go_back(self) -> None:
        """Return to the page the paper was asked from."""
        self.shell.go(self._back or "home", **self._came_from)

    def save_pdf(self) -> None:
        """Ask for a place and write the PDF there."""
        if self.paper is None:
            return
        name = getattr(self.paper, "file_name", "") or f"{self.name}.pdf"
        path = FileDialogs(self.desk.settings).save_file(self, "保存为PDF", name, "PDF 文件 (*.pdf)")
        if path is not None:
            self.write_pdf(path)

    def write_pdf(self, path: Path) -> None:
        """Write the very bytes that are shown to ``path``, by the worker."""
        pdf = self.paper.pdf
        self.desk.bridge.run(
            self._logged(partial(save_bytes, path, pdf), AS_FILE, 1, path.name),
            done=lambda _: self.shell.show_notice(f"已保存到 {path}"),
            failed=lambda error: self.shell.show_notice(error.sentence(), tone="overdue"),
        )

    def _logged(
        self, job: Callable[[], object], how: str, copies: int, told: str = ""
    ) -> Callable[[], object]:
        """``job``, and once it is done a line about the paper that is shown in what was printed and done."""
        assert self._shown is not None
        key, args, _ = self._shown
        prints, paper, name = self.desk.prints, self.paper, self.name

        def both() -> object:
            result = job()
            kept = kept_of(key, args)
            prints.printed(paper, key, kept, how=how, copies=copies, called=name, told=told)
            return result

        return both

    def print_paper(self) -> None:
        """Let the user choose a printer, then hand over the bytes that are shown."""
        if self.paper is None or self._pages is None:
            return
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self.name)
        printer.setCopyCount(self.desk.settings.print_copies)
        print_out.fit_to_paper(printer, self._pages)
        dialog = QPrintDialog(printer, self)
        dialog.setWindowTitle("打印")
        dialog.setMinMax(1, len(self._pages))
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        if dialog.exec():
            self.hand_over(printer)

    def hand_over(self, printer: QPrinter) -> None:
        """Print on a printer already chosen; to a file, the PDF itself is written."""
        assert self._pages is not None
        if printer.outputFormat() == type(printer).OutputFormat.PdfFormat:
            self.write_pdf(Path(printer.outputFileName()))
            return
        copies = printer.copyCount()
        self.desk.settings.print_copies = copies
        pages, pdf = self._pages, self.paper.pdf
        if print_out.takes_pdf(printer):
            two_sided = printer.duplex() != type(printer).DuplexMode.DuplexNone
            words = print_out.lp_command(
                printer.printerName(), copies, printer.fromPage(), printer.toPage(), two_sided
            )
            job = partial(print_out.send_pdf, words, pdf)
        else:
            job = partial(print_out.paint_pages, printer, pages)
        self.desk.bridge.run(
            self._logged(job, ON_PAPER, copies),
            done=lambda _: self.shell.show_notice(f"已交给打印机：{self.name}，{copies} 份"),
            failed=lambda error: self.shell.show_notice(error.sentence(), tone="overdue"),
        )
