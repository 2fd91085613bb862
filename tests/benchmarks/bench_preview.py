"""The first page of a paper of 527 in the preview, beside pypdfium2 opening it and drawing that page."""

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median
from typing import NamedTuple

from tests.benchmarks.harness import Job, Result, in_turns
from tests.benchmarks.invented import HEADS, WEIGHTS, ledger_rows

NAME = "preview"
PEER = "pypdfium2"
BAR = 1.3
PAGES, ROWS = 527, 5792
ROUNDS = 21
RESOURCES = Path(__file__).resolve().parents[2] / "resources"


class Spent(NamedTuple):
    """Seconds of CPU, of all threads of the process, and of the clock."""

    cpu: float
    clock: float

    @classmethod
    def begin(cls) -> "Spent":
        """What is shown now."""
        return cls(time.process_time(), time.perf_counter())

    def by_now(self) -> "Spent":
        """What was spent since."""
        return Spent(time.process_time() - self.cpu, time.perf_counter() - self.clock)


def paper() -> bytes:
    """A ruled ledger of 527 pages."""
    from desktop_app.printing.type.faces import FontSet
    from desktop_app.printing.type.page import build_pdf, office_page
    from desktop_app.printing.type.ruled import Column, RuledSheet

    columns = [Column(head, weight=weight) for head, weight in zip(HEADS, WEIGHTS, strict=True)]
    sheet = RuledSheet(columns, ledger_rows(ROWS))
    page = office_page(landscape=True)
    return build_pdf([sheet], page, FontSet(RESOURCES / "fonts"), title="整改台账", author="测试")


def warm() -> dict[str, object]:
    """Seconds of CPU and of the clock of each, taken in turns in this process; pages and pictures drawn."""
    import pypdfium2
    from PySide6.QtCore import QEventLoop
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication

    from desktop_app.printing.raster import PageImage, PdfPages
    from desktop_app.views.bridge import Bridge
    from desktop_app.views.look.start import apply_look
    from desktop_app.views.pages.office.print_sheets import Sheets

    drawn: list[tuple[int, float]] = []
    painted: list[bool] = []

    class Noted(PdfPages):
        """Notes which pages are drawn, and how large."""

        def picture(self, page: int, dots_per_inch: float) -> PageImage:
            drawn.append((page, dots_per_inch))
            return super().picture(page, dots_per_inch)

    class Watched(Sheets):
        """Notes whether every page in sight was painted with its picture."""

        def paintEvent(self, event: QPaintEvent) -> None:
            super().paintEvent(event)
            painted.append(self.ready() and self._pages is not None)

    app = QApplication(["bench", "-platform", "offscreen"])
    bridge, pdf = Bridge(), paper()
    sheets = Watched(apply_look(app, 12), bridge)
    sheets.resize(1166, 640)
    sheets.show()
    app.processEvents()

    def ours() -> Spent:
        spent = Spent.begin()
        painted.clear()
        draw = sheets.first_drawn()
        bridge.run(lambda: draw(Noted(pdf)), done=sheets.show_opened)
        while not any(painted):
            app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        taken = spent.by_now()
        while not bridge.idle():  # the other pages are measured; nobody waits for that
            app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        sheets.show_pages(None)
        app.processEvents()
        return taken

    # In a thread beside that of the window, which otherwise would stand still: so with ours.
    hand = ThreadPoolExecutor(1)

    def drawn_alone() -> None:
        document = pypdfium2.PdfDocument(pdf)
        document[0].render(scale=drawn[0][1] / 72, prefer_bgrx=True)

    def peer() -> Spent:
        spent = Spent.begin()
        hand.submit(drawn_alone).result()
        return spent.by_now()

    ours()
    mine, theirs = in_turns(ours, peer, ROUNDS)
    bridge.shut()
    hand.shutdown()
    pages = len(PdfPages(pdf))
    return {"ours": mine, "peer": theirs, "pages": pages, "drawn": sorted({page for page, _ in drawn})}


def run() -> Result:
    """One fresh process, both in turns within it; medians of the CPU time, and of the clock beside it."""
    made = Job(f"{__name__}:warm")().value
    missed = "" if made["drawn"] == [0] else f"drew pages {made['drawn']}"
    if made["pages"] != PAGES:
        missed = f"the paper has {made['pages']} pages"
    (cpu, clock), (peer_cpu, peer_clock) = (
        [median(one[at] for one in made[whose]) * 1000 for at in (0, 1)] for whose in ("ours", "peer")
    )
    note = f"{made['pages']} pages, the first drawn; clock {clock:.0f} and {peer_clock:.0f} ms"
    return Result(cpu, peer_cpu, "ms CPU", note, missed)
