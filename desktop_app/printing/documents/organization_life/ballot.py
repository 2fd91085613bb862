"""选票: candidates in the order of strokes with room for a mark, as many as are given out, two on a sheet."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportlab.platypus import Flowable, KeepTogether, PageBreak, Spacer

from desktop_app.base.errors import UserError
from desktop_app.base.names import spaced
from desktop_app.base.numerals import chinese
from desktop_app.base.strokes import load_strokes
from desktop_app.duties.organization_life.election import ElectionView, election_view, next_ballot
from desktop_app.printing.documents.draft import NAME, TEXT, UNDER, Draft, office_draft, unnumbered
from desktop_app.printing.documents.ledger_view import LedgerView, branch_name, day_words, found
from desktop_app.printing.type.page import MM
from desktop_app.printing.type.paragraph import Paragraph
from desktop_app.printing.type.placard import cut_line
from desktop_app.printing.type.ruled import Column, RuledSheet
from desktop_app.registers.organization_life.elections import Election

_COLUMNS = (Column("姓　名", weight=1.6, align="center"), Column("符　号", weight=1, align="center"))
# Rows of a ballot that leave room for a second one on the sheet; the room for its rows in mm.
_MOST_ABREAST, _ROOM = 9, 59.0
_HIGHEST = 11.0
_STEP = replace(TEXT, size=10, leading=15.5, first_indent=0, rest_indent=1.3)
_TITLE = replace(NAME, size=16, leading=23, space_after=1)


@dataclass(frozen=True)
class BallotPaper:
    """One ballot: whose election, for which post, who stands, and how many may be chosen."""

    org: str
    title: str
    round: int
    post: str
    names: tuple[str, ...]
    seats: int
    day: str
    copies: int
    order: str = ""


def gather(ledger: LedgerView, uid: str, round: int | None = None, copies: int | None = None) -> BallotPaper:
    """The ballot of election ``uid`` for its ``round`` (default: the one to be voted in next).

    As many ``copies`` as were given out in that round, or as there are people to vote. UserError when the
    election is gone or nobody stands.
    """
    election = found(ledger, Election, uid)
    view = election_view(election, ledger, load_strokes())
    paper = next_ballot(view, ledger, round)
    if not paper.candidates:
        raise UserError("选票上还没有候选人", "其他资料没有改动", "请先在“候选人”里登记，再打印选票")
    return BallotPaper(
        org=branch_name(ledger, election.owner_office),
        title=election.title,
        round=paper.round,
        post=paper.post,
        names=tuple(spaced(ledger.name(one)) for one in paper.candidates),
        seats=paper.seats,
        day=day_words(paper.day, ""),
        copies=max(1, copies or paper.issued or len(view.expected)),
        order=_order(view),
    )


def _order(view: ElectionView) -> str:
    """How the names are ordered, where there are several (选举工作条例第二十四条)."""
    if len(view.candidates) < 2:
        return ""
    return "（按上级批准的顺序）" if view.is_of_heads else "（按姓氏笔画为序）"


def story(ballot: BallotPaper) -> list[Flowable]:
    """Every ballot, two on a sheet with the line to cut along, or one where there are many candidates."""
    spare = min(3, max(1, ballot.seats))
    abreast = 2 if len(ballot.names) + spare <= _MOST_ABREAST else 1
    out: list[Flowable] = []
    for number in range(ballot.copies):
        if number and number % abreast == 0:
            out.append(PageBreak())
        elif number:
            out += [Spacer(1, 4 * MM), cut_line(175, "沿此线裁开"), Spacer(1, 3 * MM)]
        one = _one(ballot, spare, _ROOM * (3 - abreast) / (len(ballot.names) + spare))
        out.append(KeepTogether(one))
    return out


def _one(ballot: BallotPaper, spare: int, height: float) -> list[Flowable]:
    rows = [(name, "") for name in ballot.names] + [("另选人：", "")] * spare
    again = f"（第{chinese(ballot.round)}轮）" if ballot.round > 1 else ""
    return [
        Paragraph(ballot.org, replace(_TITLE, size=12, leading=18)),
        Paragraph(f"{ballot.title}选票{again}", _TITLE),
        Paragraph(
            f"应选{ballot.post} {ballot.seats} 名，候选人 {len(ballot.names)} 名{ballot.order}", _UNDER
        ),
        RuledSheet(_COLUMNS, rows, size=12 if height >= 8 else 11, row_height=min(_HIGHEST, height)),
        Spacer(1, 2 * MM),
        *(Paragraph(f"{n}. {words}", _STEP) for n, words in enumerate(_steps(ballot), 1)),
        Paragraph(f"（党组织盖章）　　{ballot.day}", replace(UNDER, align="right", leading=15)),
    ]


_UNDER = replace(UNDER, align="center", leading=15, space_before=0, space_after=2)


def _steps(ballot: BallotPaper) -> Sequence[str]:
    """How the ballot is filled in (选举工作条例第二十五条: 赞成, 不赞成 or 弃权)."""
    return (
        "赞成的在姓名后画“○”，不赞成的画“×”，弃权的不画。",
        "不赞成的，可以在“另选人”后写上要选的人，画“○”；弃权的不另选。",
        f"所选人数不超过 {ballot.seats} 名：等于或者少于的有效，多于的整张选票无效。",
        "用黑色钢笔或签字笔填写，符号要清楚。",
    )


def draft(ledger: LedgerView, uid: str, round: int | None = None, copies: int | None = None) -> Draft:
    """The 选票 of an election, all of a round in one job.

    Every one is the same: no number at the foot tells whose it was.
    """
    ballot = gather(ledger, uid, round, copies)
    made = office_draft("选票", f"{ballot.title}选票", ballot, story(ballot), about=f"{ballot.copies}张")
    return unnumbered(made)
