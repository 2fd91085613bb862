"""The papers of the three displays: promises, cards and boards, cases, ratings."""

from collections.abc import Iterator

from desktop_app.duties.displays.promises import COUNTED
from desktop_app.duties.people.identity import BOARD, PLATE
from desktop_app.printing.documents.paper import Copy, PaperDeclaration, held, itself
from desktop_app.records.rules import RuleContext
from desktop_app.registers.displays.branch_ratings import BranchRating
from desktop_app.registers.displays.case_studies import CaseStudy
from desktop_app.registers.displays.identity_displays import IdentityDisplay
from desktop_app.registers.displays.promises import WITHDRAWN, Promise


def _hangs(display: IdentityDisplay, context: RuleContext) -> bool:
    """Whether a display is up today."""
    begun = display.from_on is not None and display.from_on <= context.today
    return begun and (display.to_on is None or display.to_on >= context.today)


def _hanging(display: IdentityDisplay, context: RuleContext) -> Iterator[Copy]:
    if _hangs(display, context):
        yield from itself(display, context)


def _no_card(display: IdentityDisplay, _context: RuleContext) -> str:
    return f"这一条是{display.form}" if display.form in (BOARD, PLATE) else ""


def _no_plate(display: IdentityDisplay, _context: RuleContext) -> str:
    return "" if display.form == PLATE else f"这一条是{display.form}"


def _no_promise(promise: Promise, _context: RuleContext) -> str:
    return "承诺已经撤回" if promise.state == WITHDRAWN else ""


def _unpublished(promise: Promise, _context: RuleContext) -> str:
    return "" if promise.state in COUNTED else "承诺还没有公示"


def _board(display: IdentityDisplay, context: RuleContext) -> Iterator[Copy]:
    if _hangs(display, context):
        yield Copy({})


def _promise_year(promise: Promise, _context: RuleContext) -> Iterator[Copy]:
    if promise.state != WITHDRAWN:
        yield Copy({"year": promise.year})


def _public(promise: Promise, _context: RuleContext) -> Iterator[Copy]:
    if promise.state in COUNTED:
        yield Copy({"year": promise.year})


def _book(case: CaseStudy, _context: RuleContext) -> Iterator[Copy]:
    if case.finished_on is not None:
        yield Copy({"year": case.finished_on.year})


PAPERS = (
    PaperDeclaration(
        key="promise_letter",
        title="承诺书",
        icon="promise",
        draft="promise_letter.draft",
        registers=(Promise,),
        takes=("uid", "promiser", "year"),
        shared=("promiser", "year"),
        not_yet=_no_promise,
    ),
    PaperDeclaration(
        key="promise_notice",
        title="承诺公示",
        icon="board",
        draft="promise_papers.notice_draft",
        registers=(Promise,),
        takes=("year",),
        holds=(held(Promise, _public),),
    ),
    PaperDeclaration(
        key="promise_record",
        title="践诺记录",
        icon="flag",
        draft="promise_papers.record_draft",
        registers=(Promise,),
        takes=("uid", "promiser", "year"),
        shared=("promiser", "year"),
        not_yet=_unpublished,
    ),
    PaperDeclaration(
        key="promise_ratings",
        title="评诺汇总表",
        icon="star",
        draft="promise_papers.ratings_draft",
        registers=(Promise,),
        takes=("year",),
        holds=(held(Promise, _promise_year),),
    ),
    PaperDeclaration(
        key="identity_card",
        title="党员身份卡",
        icon="ribbon",
        draft="identity_papers.card_draft",
        registers=(IdentityDisplay,),
        takes=("uid",),
        bare="党员身份卡",
        holds=(held(IdentityDisplay, _hanging),),
        not_yet=_no_card,
    ),
    PaperDeclaration(
        key="door_plate",
        title="共产党员户牌",
        icon="ribbon",
        draft="identity_papers.plate_draft",
        registers=(IdentityDisplay,),
        takes=("uid",),
        bare="共产党员户牌",
        holds=(held(IdentityDisplay, _hanging),),
        not_yet=_no_plate,
    ),
    PaperDeclaration(
        key="display_board",
        title="公示栏（A3）",
        icon="board",
        draft="identity_papers.board_draft",
        registers=(IdentityDisplay,),
        holds=(held(IdentityDisplay, _board),),
    ),
    PaperDeclaration(
        key="case_paper",
        title="案例",
        icon="document",
        draft="case_papers.draft",
        registers=(CaseStudy,),
        needs=("uid",),
    ),
    PaperDeclaration(
        key="case_book",
        title="案例汇编",
        icon="study",
        draft="case_papers.book",
        registers=(CaseStudy,),
        takes=("year",),
        holds=(held(CaseStudy, _book),),
    ),
    PaperDeclaration(
        key="rating_sheet",
        title="评级表",
        icon="trophy",
        draft="rating_sheet.draft",
        registers=(BranchRating,),
        needs=("uid",),
    ),
)
