"""Every page at 100 % and 200 %, and every paper, as PNG: to be looked at, one by one.

Usage: python packaging/gallery.py DIR [WORD …]     with words: only pictures whose name contains one
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from desktop_app.base.clock import SystemClock
from desktop_app.base.pinyin import load_pinyin
from desktop_app.base.resources import resource_path
from desktop_app.exchange.identity import OfficeKeys
from desktop_app.printing.documents.paper import Arguments
from desktop_app.printing.documents.papers import PAPERS
from desktop_app.printing.documents.renderer import PaperRenderer
from desktop_app.registers.exchange.packages import ExchangePackage
from desktop_app.registers.organization_life.meetings import Meeting
from desktop_app.registers.people.members import Member
from desktop_app.registers.people.orgs import COMMITTEE_KIND, own_organization
from desktop_app.registers.reporting.reports import MonthlyReport
from desktop_app.sample import SUPERIOR, SUPERIOR_OFFICE
from desktop_app.settings import Settings
from desktop_app.storage import branch_file
from desktop_app.storage.ledger import Ledger
from desktop_app.workplace import OpenedBranch, Workplace

HERE = Path(__file__).resolve().parent
SCALES = ("1", "2")
DPI, PAGES = 100, 4
NUMBER = "12345 67890 12345 67890 12345 67890"
WORDS = "苹果 河堤 茶壶 松鼠 铅笔 书包"

Picture = tuple[str, str, Arguments]
"""The name of a picture of a paper, the key of the paper, its arguments."""


def prepare(folder: Path) -> OpenedBranch:
    """The sample branch with one package on its way to the committee."""
    opened = Workplace(folder, Settings(), SystemClock(), load_pinyin()).make_sample()
    committee = OfficeKeys.new(SUPERIOR_OFFICE, SUPERIOR)
    opened.courier.trust.keep(committee.public)
    stick = folder / "stick"
    stick.mkdir()
    opened.courier.notice.confirm()
    opened.courier.write(opened.courier.prepare(SUPERIOR_OFFICE, "2026年9月资料"), stick)
    return opened


def papers(ledger: Ledger) -> Iterator[Picture]:
    """Every paper there is."""
    latest = ledger.find(Meeting.live().where(Meeting.state == "归档").order_by(Meeting.uid.desc()).limit(1))
    draft = ledger.find(Meeting.live().where(Meeting.state != "归档").order_by(Meeting.uid).limit(1))
    general = ledger.find(Meeting.live().where(Meeting.kind == "支部党员大会").limit(1))
    for name, found in (("", latest), ("-draft", draft), ("-general", general)):
        for key in ("minutes_record", "minutes_summary", "sign_in"):
            if found:
                yield f"{key}{name}", key, {"uid": found[0].uid}
    report = ledger.find(MonthlyReport.live().order_by(MonthlyReport.month).limit(1))[0]
    package = ledger.find(ExchangePackage.live().limit(1))[0]
    yield "issue_ledger", "issue_ledger", {}
    yield "promise_letter", "promise_letter", {"year": 2026}
    yield "monthly_report", "monthly_report", {"uid": report.uid}
    yield "monthly_report-lists", "monthly_report", {"uid": report.uid, "lists": True}
    yield "handover", "handover", {"uid": package.uid}
    yield "recovery", "recovery", {"number": NUMBER, "org": "中共青石街道桂花里社区第一支部委员会"}
    yield (
        "trust_card",
        "trust_card",
        {"code": "QS00", "name": SUPERIOR, "fingerprint": WORDS},
    )
    yield "roster", "roster", {}
    member = ledger.find(Member.live().order_by(Member.seq).limit(1))[0]
    yield "held_about", "held_about", {"uid": member.uid, "name": member.name}
    yield "appraisal_sheet-ballot", "appraisal_sheet", {"blank": True}
    yield from other_papers(ledger)
    for register in ledger.catalogue:
        yield f"sheet-{register.name}", "sheet", {"register": register.name}
        yield f"blank_form-{register.name}", "blank_form", {"register": register.name}


# Made of more than a record of their register, or shown above in several states.
SPECIAL = frozenset(
    (
        "minutes_record", "minutes_summary", "sign_in", "promise_letter", "monthly_report", "handover",
        "recovery", "trust_card", "roster", "issue_ledger", "sheet", "blank_form", "held_about",
    )
)  # fmt: skip


def other_papers(ledger: Ledger) -> Iterator[Picture]:
    """Every other kind: of the newest record of its first register that has one, and of none."""
    for kind in (kind for kind in PAPERS.values() if kind.key not in SPECIAL):
        newest = [
            found[0]
            for model in kind.registers
            if (found := ledger.find(model.live().order_by(model.uid.desc()).limit(1)))
        ]
        if kind.takes_uid and newest:
            yield kind.key, kind.key, {"uid": newest[0].uid}
        if not kind.takes_uid or kind.bare:
            yield f"{kind.key}-all" if kind.takes_uid else kind.key, kind.key, {}


@contextmanager
def entitled(ledger: Ledger) -> Iterator[None]:
    """The office as a committee that may make out letters of transfer, for as long as papers are drawn."""
    org = own_organization(ledger)
    assert org is not None
    before = org.org_kind, org.issues_letters
    org.org_kind, org.issues_letters = COMMITTEE_KIND, True
    ledger.save(org)
    yield
    org.org_kind, org.issues_letters = before
    ledger.save(org)


def draw_papers(folder: Path, opened: OpenedBranch, wanted: list[str]) -> None:
    """Every paper, its first pages each a picture; one of them with the mark of the sample branch."""
    renderer = PaperRenderer(opened.ledger, resource_path("fonts"))
    for name, key, args in papers(opened.ledger):
        if wanted and not any(word in f"paper-{name}" for word in wanted):
            continue
        if PAPERS[key].is_barred(opened.ledger):
            with entitled(opened.ledger):
                draw(folder, name, renderer.make(key, **args).pdf)
        else:
            draw(folder, name, renderer.make(key, **args).pdf)
    if not wanted or "paper-marked" in wanted:
        draw(folder, "marked", opened.renderer.make("roster").pdf)


def draw(folder: Path, name: str, pdf: bytes) -> None:
    """The first pages of a paper."""
    document = pypdfium2.PdfDocument(pdf)
    for number in range(min(len(document), PAGES)):
        path = folder / f"paper-{name}-{number + 1}.png"
        document[number].render(scale=DPI / 72).to_pil().save(path)
        print(f"{path.name}  {number + 1}/{len(document)}", flush=True)


def draw_pages(folder: Path, branch_folder: Path, scale: str, wanted: list[str]) -> int:
    """Every page in a process of its own, on a copy of the branch: Qt takes its scale once, at its start."""
    environ = {**os.environ, "QT_SCALE_FACTOR": scale, "QT_QPA_PLATFORM": "offscreen"}
    with tempfile.TemporaryDirectory() as copy:
        shutil.copytree(branch_folder / "sample", Path(copy) / "sample")
        command = [sys.executable, HERE / "gallery_pages.py", folder, copy, *wanted]
        return subprocess.run(command, env=environ, check=False).returncode


def main(arguments: list[str]) -> int:
    """Draw everything; 1 when a page could not be walked to or an error stood in the way."""
    if not arguments:
        print(__doc__)
        return 2
    folder, wanted = Path(arguments[0]).absolute(), arguments[1:]
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        opened = prepare(Path(place))
        draw_papers(folder, opened, wanted)
        branch_file.close(opened.ledger)
        codes = [draw_pages(folder, Path(place), scale, wanted) for scale in SCALES]
    return 1 if any(codes) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
