"""What was printed and signed in October, and the blank forms that went to the grid by hand."""

from dataclasses import dataclass

from desktop_app.base.periods import Month
from desktop_app.base.resources import resource_path
from desktop_app.journal.print_book import PrintBook
from desktop_app.printing.documents.made_of import kept_words
from desktop_app.printing.documents.renderer import PaperRenderer
from desktop_app.registers.exchange.blank_sheets import BlankSheet
from desktop_app.registers.exchange.printed_papers import ON_PAPER
from desktop_app.registers.reporting.reports import MonthlyReport

from .cast import Cast
from .hand import Hand, Story, at, on

TAKERS = ("组长1", "组长2", "组长1")


@dataclass(frozen=True)
class _Set:
    """The paper as the printer had it."""

    title: str
    code: str
    digest: str
    pages: int = 3
    template: str = ""


def printed_story(hand: Hand) -> Story:
    """September's report, printed for the signature."""
    yield at("2026-10-09 17:05")
    renderer = PaperRenderer(hand.ledger, resource_path("fonts"))
    book = PrintBook(hand.ledger, renderer.told)
    query = MonthlyReport.live().where(MonthlyReport.month == Month(2026, 9))
    for report in hand.ledger.find(query.order_by(MonthlyReport.version.desc()).limit(1)):
        made_of = kept_words({"uid": report.uid})
        digest, _ = renderer.told(hand.ledger, "monthly_report", made_of)
        paper = _Set("2026年9月月报", renderer.code("monthly_report", uid=report.uid), digest)
        book.printed(paper, "monthly_report", made_of, how=ON_PAPER, copies=2)


def forms_story(hand: Hand, cast: Cast) -> Story:
    """Three forms for orders taken at the door: one came back, one was lost, one is still out."""
    yield at("2026-10-12 09:00")
    sheets = [
        BlankSheet(form="服务订单", register="service_order", issued_on=on("2026-10-12"), taken_by=cast[who])
        for who in TAKERS
    ]
    for sheet in sheets:
        hand.save("发放空白表", sheet)
    yield at("2026-10-16 16:30")
    hand.step(sheets[0], "enter", back_on=on("2026-10-16"))
    yield at("2026-10-20 10:40")
    hand.step(sheets[1], "void", why="走访时淋湿，写不了")
