"""承诺书: what a member promises for a year, one sheet each, signed by the member and the secretary."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from reportlab.platypus import Flowable, KeepTogether, PageBreak, Spacer

from desktop_app.base.errors import UserError
from desktop_app.base.names import spaced
from desktop_app.duties.basics.posts import post_on, seats_of
from desktop_app.duties.displays.promises import Promiser, year_board
from desktop_app.printing.documents.draft import SIGNING, TEXT, Draft, name_of_paper, office_draft
from desktop_app.printing.documents.ledger_view import (
    GAP,
    LedgerView,
    branch_name,
    branch_of,
    day_words,
    found,
)
from desktop_app.printing.documents.wording import full_width
from desktop_app.printing.type.forms import Cell, RuledForm, label, paired
from desktop_app.printing.type.page import MM
from desktop_app.printing.type.paragraph import Paragraph
from desktop_app.printing.type.ruled import Column, RuledSheet
from desktop_app.registers.displays.promises import Promise
from desktop_app.registers.people.members import Member
from desktop_app.registers.people.orgs import CommitteeMember, PartyOrg

_COLUMNS = (
    Column("序号", 12.5, align="center"),
    Column("类　别", 30.5, align="center"),
    Column("承　诺　事　项", weight=1.2),
    Column("践　诺　措　施", weight=1.0),
    Column("完成时限", 32, align="center"),
)
_FORM = (2.3, 5.2, 2.3, 5.2)
# mm a row is high at least: as high as its words, with room about them on a sheet that hangs.
_ROW = 13.0


@dataclass(frozen=True)
class PromiseLetter:
    """One letter: who promises, the items (class, item, measure, due day), what became public when."""

    org: str
    year: int
    name: str
    is_person: bool
    head: tuple[tuple[str, str], ...]
    items: tuple[tuple[str, str, str, str], ...]
    term: str
    review: str
    public: str
    phone: str


def gather(
    ledger: LedgerView, uid: str | None = None, promiser: str | None = None, year: int | None = None
) -> list[PromiseLetter]:
    """The letter that promise ``uid`` stands in, that of ``promiser``, or all of ``year`` (default: this).

    UserError when nobody promised anything; withdrawn items are left out.
    """
    if uid is not None:
        promise = found(ledger, Promise, uid)
        promiser, year = promise.promiser, promise.year
    year = year or ledger.today.year
    board = [one for one in year_board(ledger, year) if promiser in (None, one.uid) and one.counted]
    if not board:
        raise UserError(f"{year} 年还没有可以打印的承诺", "资料没有改动", "请先登记承诺事项")
    branch, seats = branch_of(ledger), seats_of(ledger)
    return [_letter(one, year, branch, seats, ledger) for one in board]


def day_of_letter(promiser: Promiser, year: int) -> date:
    """The day a letter stands for: of its first public showing or review, else the year's beginning."""
    days = [
        day
        for file in promiser.counted
        for day in (file.promise.published_on or file.promise.reviewed_on,)
        if day is not None
    ]
    return min(days, default=date(year, 1, 1))


def _letter(
    promiser: Promiser,
    year: int,
    branch: PartyOrg | None,
    seats: Sequence[CommitteeMember],
    ledger: LedgerView,
) -> PromiseLetter:
    promises = [file.promise for file in promiser.counted]
    member = ledger.get(Member, promiser.uid)
    name = ledger.name(promiser.uid)
    until = max((one.due_on for one in promises if one.due_on), default=date(year, 12, 31))
    return PromiseLetter(
        org=branch_name(ledger),
        year=year,
        name=name,
        is_person=member is not None,
        head=(
            _person(member, post_on(member, seats, day_of_letter(promiser, year)), ledger)
            if member is not None
            else _office(name, _secretary_on(branch, seats, day_of_letter(promiser, year)), ledger)
        ),
        items=tuple(
            (
                full_width(one.item_class or GAP),
                one.item or GAP,
                one.measure or GAP,
                day_words(one.due_on, GAP),
            )
            for one in promises
        ),
        term=f"自 {year}年1月1日 至 {day_words(max(until, date(year, 12, 31)))}",
        review=_once(_review(one, ledger) for one in promises),
        public=_once(f"{_shown(one)}（{one.channel or '公示'}）" for one in promises if one.published_on),
        phone=(branch.contact_phone if branch is not None else "") or "",
    )


def _shown(promise: Promise) -> str:
    until = f"至{day_words(promise.published_to)}" if promise.published_to else ""
    return f"{day_words(promise.published_on)}{until}"


def _once(words: Iterable[str | None]) -> str:
    return "；".join(dict.fromkeys(one for one in words if one))


def _review(promise: Promise, ledger: LedgerView) -> str:
    if not promise.reviewed_on:
        return ""
    who = f"，审核人{ledger.name(promise.reviewer)}" if promise.reviewer else ""
    return f"{day_words(promise.reviewed_on)}{promise.review_opinion or '审核'}{who}"


def _secretary_on(branch: PartyOrg | None, seats: Sequence[CommitteeMember], day: date) -> str:
    """Who was 书记 of the branch on a day; the present one where no seat tells."""
    for one in seats:
        held = (one.since is None or one.since <= day) and (one.until is None or one.until > day)
        if held and one.role == "书记" and branch is not None and one.org == branch.uid:
            return one.member
    return (branch.secretary or "") if branch is not None else ""


def _person(member: Member, post: str, ledger: LedgerView) -> tuple[tuple[str, str], ...]:
    group = ledger.name(member.party_group) if member.party_group else "—"
    return (
        ("姓　　名", spaced(member.name or "")),
        ("党内职务", post),
        ("岗　　位", member.work_unit or GAP),
        ("党 小 组", group),
    )


def _office(name: str, secretary: str, ledger: LedgerView) -> tuple[tuple[str, str], ...]:
    return (("承诺主体", name), ("书　　记", spaced(ledger.name(secretary)) if secretary else GAP))


def story(letters: Sequence[PromiseLetter]) -> list[Flowable]:
    """The letters, each on a sheet of its own."""
    out: list[Flowable] = []
    for letter in letters:
        if out:
            out.append(PageBreak())
        out += _sheet(letter)
    return out


def _sheet(letter: PromiseLetter) -> list[Flowable]:
    head = paired(letter.head)
    who = "作为一名共产党员，我向党组织和群众" if letter.is_person else "本党组织向全体党员和群众"
    rows = [(str(place), *item) for place, item in enumerate(letter.items, 1)]
    return [
        name_of_paper(letter.org, f"{'党员' if letter.is_person else '党组织'}承诺书（{letter.year}年度）"),
        RuledForm(_FORM, head, size=11, heights=9.0),
        Spacer(1, 3 * MM),
        Paragraph(
            f"{who}公开承诺，认真履行下列事项，说到做到，自觉接受监督和评议。",
            replace(TEXT, space_after=6),
        ),
        RuledSheet(_COLUMNS, rows, size=10.5, leading=17, row_height=_ROW),
        Spacer(1, 3 * MM),
        KeepTogether([_foot(letter)]),
    ]


def _foot(letter: PromiseLetter) -> RuledForm:
    blank = "　　　　　　"
    signer = "承诺人签名" if letter.is_person else "党组织盖章"
    rows = [
        [label("承诺期限"), Cell(letter.term, 3)],
        [label("审　　核"), Cell(letter.review or "　　　　年　　月　　日　审核人：", 3)],
        [label("公　　示"), Cell(letter.public or "　　　　年　　月　　日　方式：", 3)],
        [label(signer), Cell(""), label("党支部书记\n签　　　名"), Cell("")],
        [label("日　　期"), Cell(SIGNING, align="right"), label("日　　期"), Cell(SIGNING, align="right")],
        [label("监督电话"), Cell(letter.phone or blank), label("党支部\n（盖章）"), Cell("")],
    ]
    return RuledForm(_FORM, rows, size=11, heights=[9, 9, 9, 16, 9, 24])


def draft(
    ledger: LedgerView, uid: str | None = None, promiser: str | None = None, year: int | None = None
) -> Draft:
    """The 承诺书 of one who promises, or of everybody in one job."""
    letters = gather(ledger, uid, promiser, year)
    who = letters[0].name if len(letters) == 1 else f"共{len(letters)}份"
    return office_draft("承诺书", f"承诺书（{letters[0].year}年度）", letters, story(letters), about=who)
