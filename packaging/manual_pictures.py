"""The pictures of the manual, drawn of the sample branch the way the gallery goes.

Usage: python packaging/manual_pictures.py [WORD …]     with words: only those whose name contains one

Each is what stands right of the navigation, at 12 pt and 100 %, in few colours. They lie in
resources/manual, where the topics name them; a picture no topic names is not drawn.
"""

import io
import os
import re
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.update(QT_QPA_PLATFORM="offscreen", QT_SCALE_FACTOR="1")

from gallery import prepare
from gallery_pages import Walk, records_on, write_roster
from PIL import Image, ImageOps
from PySide6.QtCore import QBuffer, QIODevice, QPoint, QRect

from desktop_app.base.resources import resource_path
from desktop_app.printing.documents.made_of import kept_of
from desktop_app.registers.exchange.printed_papers import ON_PAPER
from desktop_app.registers.rectification.issues import Issue
from desktop_app.storage import branch_file
from desktop_app.views.page_table import ROWS
from desktop_app.views.pages.tables.import_page import ImportPage
from desktop_app.views.shell import Shell

SIZE = (1024, 640)
COLOURS, EDGE = 64, "#D5D9DF"
NAMED = re.compile(r"!\[[^\]]*\]\((\w+\.png)\)")


def named_pictures(manual: Path) -> dict[str, str]:
    """Every picture the topics name → the topic that does."""
    return {
        name: path.stem
        for path in sorted(manual.glob("*.md"))
        for name in NAMED.findall(path.read_text("utf8"))
    }


class Camera(Walk):
    """Walks as the gallery does, and keeps of the window what the manual shows."""

    def __init__(self, folder: Path, branch_folder: Path, wanted: list[str]) -> None:
        super().__init__(folder, branch_folder, wanted)
        self.roster = branch_folder / "党员花名册（社区报来）.xlsx"

    def take(self, name: str) -> None:
        """Keep what stands right of the navigation as a picture of the manual."""
        window = self.desktop.window
        assert isinstance(window, Shell)
        window.resize(*SIZE)
        self.settle()
        image = window.grab(frame_of(window)).toImage()
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")
        picture = Image.open(io.BytesIO(buffer.data().data())).convert("RGB")
        path = self.folder / name
        framed = ImageOps.expand(picture, 1, EDGE)
        few = framed.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        few.save(path, optimize=True)
        print(f"{name}  {few.width}×{few.height}  {path.stat().st_size // 1024} KB", flush=True)

    def page(self, key: str, **args: object) -> None:
        """Go to a page as it first stands, or to what is to be seen on it."""
        assert isinstance(self.desktop.window, Shell)
        self.desktop.window.go(key, **args)
        self.settle()

    def record(self, key: str, at: int = 0) -> None:
        """One of the records the gallery draws a page with."""
        assert self.desktop.desk is not None
        uids = [uid for _, uid in records_on(ROWS[key], self.desktop.desk.ledger)]
        self.page(key, uid=uids[at])

    def check_of_workbook(self) -> None:
        """What the dry run tells of a roster as they come."""
        self.page("import", register="member", path=str(self.roster))
        assert isinstance(self.desktop.window, Shell)
        page = self.desktop.window.current_page()
        assert isinstance(page, ImportPage)
        page.columns_leaf.agreed.emit({key: value or 0 for key, value in page.columns_leaf.answers().items()})

    def checked_paper(self) -> None:
        """The answer to the code of a paper that was printed and changed since."""
        assert self.desktop.desk is not None
        ledger, prints = self.desktop.desk.ledger, self.desktop.desk.prints
        paper = self.desktop.desk.renderer.make("issue_ledger")
        line = prints.printed(paper, "issue_ledger", kept_of("issue_ledger", {}), how=ON_PAPER, copies=1)
        issue = ledger.find(Issue.live().where(Issue.state == "整改中").order_by(Issue.uid).limit(1))[0]
        issue.description = f"{issue.description}商户又报来两处，一并核对。"
        ledger.save(issue)
        self.page("paper_check", code=line.code)


def frame_of(window: Shell) -> QRect:
    """Where the head and the page stand in the window."""
    head = QRect(window.header.mapTo(window, QPoint(0, 0)), window.header.size())
    return head.united(QRect(window.pages.mapTo(window, QPoint(0, 0)), window.pages.size()))


# The name of a picture → the way to what it shows.
PICTURES: dict[str, Callable[[Camera], None]] = {
    "home.png": lambda walk: walk.page("home"),
    "calendar.png": lambda walk: walk.page("calendar"),
    "inspection.png": lambda walk: walk.page("inspection"),
    "paper_check.png": Camera.checked_paper,
    "roster.png": lambda walk: walk.page("register:member"),
    "import_check.png": Camera.check_of_workbook,
    "development.png": lambda walk: walk.record("development", 1),
    "dues.png": lambda walk: walk.page("dues"),
    "meeting.png": lambda walk: walk.record("meeting"),
    "topics.png": lambda walk: walk.record("topics"),
    "promises.png": lambda walk: walk.record("promises"),
    "issues.png": lambda walk: walk.record("issues"),
    "research.png": lambda walk: walk.record("research"),
    "elections.png": lambda walk: walk.record("elections"),
    "orders.png": lambda walk: walk.record("orders"),
    "report.png": lambda walk: walk.page("report"),
    "rules.png": lambda walk: walk.page("rules"),
    "exchange.png": lambda walk: walk.page("exchange"),
    "blank_sheets.png": lambda walk: walk.page("register:blank_sheet"),
    "handover.png": lambda walk: walk.page("handover_secretary"),
}


def main(wanted: list[str]) -> int:
    """Draw every picture; 1 when something stood in the way."""
    manual = resource_path("manual")
    with tempfile.TemporaryDirectory() as place:
        opened = prepare(Path(place))
        branch_file.close(opened.ledger)
        walk = Camera(manual, Path(place), wanted)
        write_roster(walk.roster)
        walk.open_branch()
        for name, go in PICTURES.items():
            if not wanted or any(word in name for word in wanted):
                go(walk)
                walk.take(name)
        return walk.end()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
