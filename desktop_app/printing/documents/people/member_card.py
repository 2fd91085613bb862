"""党员卡片: one member on a sheet: who he is, how he came in, what he did, how he was judged."""

from dataclasses import dataclass

from reportlab.platypus import Flowable, KeepTogether, Spacer

from desktop_app.base.names import spaced
from desktop_app.printing.documents.draft import NOTE, PART, SIGNING, Draft, name_of_paper, office_draft
from desktop_app.printing.documents.ledger_view import LedgerView, branch_name, day_words, found, written
from desktop_app.printing.documents.wording import paper_title
from desktop_app.printing.type.forms import Cell, RuledForm, label
from desktop_app.printing.type.page import MM
from desktop_app.printing.type.paragraph import Paragraph
from desktop_app.printing.type.ruled import Column, RuledSheet
from desktop_app.registers.displays.promises import WITHDRAWN, Promise
from desktop_app.registers.organization_life.appraisals import Appraisal
from desktop_app.registers.people.care_awards import HONOUR, CareAward
from desktop_app.registers.people.members import Member
from desktop_app.registers.people.orgs import CommitteeMember

_FORM = (2.9, 4.9, 2.9, 4.9)
_BOXES = (
    ("gender", "ethnicity"),
    ("birth_date", "native_place"),
    ("education", "degree"),
    ("category", "party_post"),
    ("joined_on", "full_on"),
    ("introducers", "party_group"),
    ("work_since", "job_position"),
    ("mobile", "dues_card_no"),
    ("party_status", "entry_type"),
)
_WIDE = ("school_major", "work_unit", "address", "archive_place")
_LINES = (
    Column("年份、日期", 34, align="center"),
    Column("类　别", 24, align="center"),
    Column("内　容", weight=1),
)


@dataclass(frozen=True)
class MemberCard:
    """One member in words: boxes as (title, words), and what happened as (day, kind, what), oldest first."""

    org: str
    name: str
    id_number: str
    pairs: tuple[tuple[tuple[str, str], tuple[str, str]], ...]
    wide: tuple[tuple[str, str], ...]
    lines: tuple[tuple[str, str, str], ...]


def gather(ledger: LedgerView, uid: str) -> MemberCard:
    """The card of member ``uid``; UserError when the row is gone."""
    member = found(ledger, Member, uid)
    boxes = Member._meta.fields

    def told(name: str) -> tuple[str, str]:
        value = getattr(member, name)
        if name == "introducers" and not value and member.introducer_links:
            # Who is on the roster was chosen there, and not written again.
            words = written(boxes["introducer_links"], member.introducer_links, ledger)
            return paper_title(boxes[name].title), words
        shown = value.chinese() if hasattr(value, "chinese") else None
        return paper_title(boxes[name].title), shown or written(boxes[name], value, ledger, of=member)

    lines = sorted(_lines(ledger, uid))
    return MemberCard(
        branch_name(ledger, member.owner_office),
        member.name,
        member.id_number or "",
        tuple((told(left), told(right)) for left, right in _BOXES),
        tuple(told(name) for name in _WIDE),
        tuple((day, kind, what) for _, day, kind, what in lines),
    )


def _lines(ledger: LedgerView, uid: str) -> list[tuple[str, str, str, str]]:
    """What the books tell of a member, each with a key to order it by."""
    out: list[tuple[str, str, str, str]] = []
    for seat in ledger.find(CommitteeMember.live().where(CommitteeMember.member == uid)):
        until = f"，至{day_words(seat.until)}" if seat.until is not None else ""
        since = day_words(seat.since, "建账以前")
        out.append((f"{seat.since or ''}", since, "任　职", f"{seat.role}{until}"))
    for judged in ledger.find(Appraisal.live().where(Appraisal.member == uid)):
        if judged.grade:
            out.append((f"{judged.year}-12-31", f"{judged.year}年", "民主评议", str(judged.grade)))
    for gift in ledger.find(CareAward.live().where((CareAward.who == uid) & (CareAward.kind == HONOUR))):
        out.append((f"{gift.on}", day_words(gift.on), "荣　誉", gift.what))
    for promise in ledger.find(
        Promise.live().where((Promise.promiser == uid) & (Promise.state != WITHDRAWN))
    ):
        out.append(
            (f"{promise.year}-00-00", f"{promise.year}年", "承　诺", f"{promise.item}（{promise.state}）")
        )
    return out


def story(card: MemberCard) -> list[Flowable]:
    """The card: the boxes, a place for the photo, the lines of the years, who checked it."""
    rows = [
        [label("姓　　名"), Cell(spaced(card.name)), label("公民身份号码"), Cell(card.id_number)],
        *([label(left[0]), Cell(left[1]), label(right[0]), Cell(right[1])] for left, right in card.pairs),
        *([label(title), Cell(words, 3)] for title, words in card.wide),
    ]
    foot = [[label("本人核对"), Cell(""), label("日　　期"), Cell(SIGNING, align="right")]]
    return [
        name_of_paper(card.org, "党员卡片"),
        RuledForm(_FORM, rows, size=10.5, heights=8.5),
        Paragraph("任职、评议、荣誉和承诺", PART),
        RuledSheet(_LINES, card.lines or [("", "", "无")], size=10, row_height=7.5),
        KeepTogether(
            [
                Spacer(1, 3 * MM),
                RuledForm(_FORM, foot, size=10.5, heights=11.0),
                Paragraph("内部材料：一人一张，存入支部档案，不外传。", NOTE),
            ]
        ),
    ]


def draft(ledger: LedgerView, uid: str) -> Draft:
    """The 党员卡片 of one member."""
    card = gather(ledger, uid)
    return office_draft("党员卡片", "党员卡片", card, story(card), about=card.name)
