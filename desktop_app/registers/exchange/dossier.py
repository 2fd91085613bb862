"""What goes along with a member who moves to another branch, and what the other branch makes of it.

No record changes hands. The sending branch writes down what belongs to the person; it lies with the offer as
it was sent, read-only, until somebody at the other end accepts. Only then are records of the receiving branch
made of it, new ones of its own. What was done in the branch left behind (posts, appraisals, honours) is only
told in words, for it was not done there; all other registers stay where they are.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from desktop_app.base.errors import UserError
from desktop_app.records.base import Record
from desktop_app.records.box import Scalar
from desktop_app.records.links import FileRef, Files
from desktop_app.records.record import Register
from desktop_app.records.rules import RuleContext
from desktop_app.registers.organization_life.appraisals import Appraisal
from desktop_app.registers.people.care_awards import CareAward
from desktop_app.registers.people.development import Development, DevelopmentMaterial, DevelopmentReview
from desktop_app.registers.people.dues_standards import DuesStandard
from desktop_app.registers.people.members import PROBATIONARY, Member
from desktop_app.registers.people.org_transfers import OrgTransfer
from desktop_app.registers.people.orgs import CommitteeMember

Row = dict[str, Scalar]
FORMAT, FILE_NAME = 1, "随转的档案.txt"
# A dossier is no longer than this; a register of it has no more rows.
_LONGEST, _MOST_ROWS = 2_000_000, 2_000
# Boxes of the roster that are the sending branch's own, or are written anew where the member arrives.
LOCAL = frozenset((
    "seq", "branch", "party_group", "party_post", "introducer_links", "mobile_flag", "flow_to", "entry_type",
    "entry_on", "exit_type", "exit_on", "exit_basis", "removal_kind", "by_penalty", "by_file", "file_full_on",
    "remark",
))  # fmt: skip
_LETTER = (
    "direction", "way", "scope", "letter_no", "issuer", "from_org", "to_org", "new_branch", "dues_paid_to",
    "valid_days", "issued_on", "member_phone", "origin_address", "origin_phone", "origin_fax",
    "origin_postcode", "reason",
)  # fmt: skip
# What of a file of 发展党员 names people or votes of the sending branch, or is kept back.
_NOT_OF_A_FILE = frozenset((
    "branch", "mentors", "introducers", "accept_vote", "convert_vote", "extend_vote", "member",
    "backfill_until", "backfill_basis", "remark",
))  # fmt: skip


def _boxes(model: type[Record], leave: Iterable[str] = ()) -> tuple[str, ...]:
    register = Register(model)
    left = {*leave, *register.kept_back, *([register.parent] if register.parent else [])}
    return tuple(name for name in register.boxes if name not in left)


# Register → the boxes that go along; the receiver takes no other.
MADE: dict[str, tuple[type[Record], tuple[str, ...]]] = {
    "member": (Member, _boxes(Member, LOCAL)),
    "org_transfer": (OrgTransfer, _LETTER),
    "development": (Development, _boxes(Development, _NOT_OF_A_FILE)),
    "development_review": (DevelopmentReview, _boxes(DevelopmentReview, ("by",))),
    "development_material": (DevelopmentMaterial, _boxes(DevelopmentMaterial)),
    "dues_standard": (DuesStandard, _boxes(DuesStandard, ("member",))),
}


@dataclass(frozen=True)
class Dossier:
    """What goes along: rows by register, and lines in words by the title of their register."""

    rows: Mapping[str, list[Row]]
    told: Mapping[str, list[str]] = field(default_factory=dict)

    def to_bytes(self) -> bytes:
        """The text that lies with the offer; the same dossier gives the same text."""
        content = {"format": FORMAT, "rows": self.rows, "told": self.told}
        return json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1).encode()

    @property
    def member(self) -> Row:
        """The row of the roster."""
        return self.rows["member"][0]

    @property
    def letter(self) -> Row:
        """The letter of transfer."""
        return self.rows["org_transfer"][0]

    def files(self) -> list[FileRef]:
        """The attached files its rows name, each once."""
        found: dict[str, FileRef] = {}
        for name, rows in self.rows.items():
            boxes = Register(MADE[name][0]).boxes
            for row in rows:
                for box, value in row.items():
                    if isinstance(boxes[box], Files) and value is not None:
                        found.update((ref.sha256, ref) for ref in boxes[box].from_stored(value))
        return list(found.values())


def gather(member: Member, transfer: OrgTransfer, context: RuleContext, *, awards: bool = False) -> Dossier:
    """The dossier of ``member`` who leaves with ``transfer``; honours, kept back, only with ``awards``."""
    person = _row(member, MADE["member"][1])
    if not member.introducers and member.introducer_links:
        known = (context.get(Member, one.person) for one in member.introducer_links)
        person["introducers"] = "、".join(one.name for one in known if one is not None) or None
    rows: dict[str, list[Row]] = {"member": [person], "org_transfer": [_row(transfer, _LETTER)]}
    files = context.find(
        Development.live().where(
            (Development.member == member.uid)
            & (Development.stage == PROBATIONARY)
            & (Development.owner_office == member.owner_office)
        )
    )
    if member.category == PROBATIONARY:
        for one in files[:1]:
            rows["development"] = [_row(one, MADE["development"][1])]
            reviews = DevelopmentReview.live().where(DevelopmentReview.development == one.uid)
            papers = DevelopmentMaterial.live().where(DevelopmentMaterial.development == one.uid)
            rows["development_review"] = [
                _row(each, MADE["development_review"][1])
                for each in context.find(reviews.order_by(DevelopmentReview.uid))
            ]
            rows["development_material"] = [
                _row(each, MADE["development_material"][1])
                for each in context.find(papers.order_by(DevelopmentMaterial.uid))
            ]
    year = context.today.year
    standards = DuesStandard.live().where((DuesStandard.member == member.uid) & (DuesStandard.year == year))
    asked = context.find(standards.order_by(DuesStandard.uid))
    rows["dues_standard"] = [_row(each, MADE["dues_standard"][1]) for each in asked]
    return Dossier({name: kept for name, kept in rows.items() if kept}, _told(member, context, awards=awards))


def _row(record: Record, boxes: Iterable[str]) -> Row:
    stored = Register(type(record)).stored(record)
    return {name: stored[name] for name in boxes if stored[name] is not None}


def _told(member: Member, context: RuleContext, *, awards: bool) -> dict[str, list[str]]:
    told: dict[str, list[str]] = {}
    posts = CommitteeMember.live().where(CommitteeMember.member == member.uid)
    for post in context.find(posts.order_by(CommitteeMember.uid)):
        told.setdefault("党内任职", []).append(_post_words(post))
    graded = Appraisal.live().where((Appraisal.member == member.uid) & Appraisal.grade.is_null(False))
    for one in context.find(graded.order_by(Appraisal.year)):
        told.setdefault("民主评议", []).append(f"{one.year}年：{one.grade}")
    if awards:
        given = CareAward.live().where((CareAward.who == member.uid) & (CareAward.kind == "荣誉"))
        for award in context.find(given.order_by(CareAward.on, CareAward.uid)):
            told.setdefault("表彰", []).append(" ".join(f"{award.on:%Y-%m-%d} {award.what}".split()))
    return told


def _post_words(post: CommitteeMember) -> str:
    since = f"{post.since:%Y-%m-%d}起" if post.since else ""
    until = f"，至{post.until:%Y-%m-%d}" if post.until else ""
    return f"{post.role}{since}{until}"


# -- reading one that came ------------------------------------------------------------------------------


def read_dossier(data: bytes) -> Dossier:
    """The dossier in ``data``; UserError unless every value of it may stand in its box."""
    try:
        content = json.loads(data.decode()) if len(data) <= _LONGEST else None
        if type(content) is not dict or content.keys() != {"format", "rows", "told"}:
            raise ValueError("no dossier")
        if content["format"] != FORMAT:
            raise UserError("随转的档案是更新版本的程序写的，这里读不了", "没有改动", "请升级程序以后再接收")
        dossier = Dossier(dict(_rows_read(content["rows"])), dict(_lines_read(content["told"])))
        if len(dossier.rows.get("member", ())) != 1 or len(dossier.rows.get("org_transfer", ())) != 1:
            raise ValueError("not one member with one letter")
    except (ValueError, RecursionError, TypeError, KeyError) as fault:
        raise UserError(
            "随转的档案读不懂，里面有不该有的内容",
            "没有改动",
            "请退回，让对方用最新版本重新写一次U盘",
            detail=type(fault).__name__,
        ) from None
    return dossier


def _rows_read(given: object) -> Iterator[tuple[str, list[Row]]]:
    if type(given) is not dict or not given.keys() <= MADE.keys():
        raise ValueError("another register")
    for name, rows in given.items():
        model, boxes = MADE[name]
        if type(rows) is not list or not 0 < len(rows) <= _MOST_ROWS:
            raise ValueError("not a list of rows")
        known = Register(model).boxes
        for row in rows:
            if type(row) is not dict or not row.keys() <= set(boxes):
                raise ValueError("another box")
            for box, value in row.items():
                if known[box].judged(value) is not None:
                    raise ValueError(f"{name}.{box}")
        yield name, rows


def _lines_read(given: object) -> Iterator[tuple[str, list[str]]]:
    if type(given) is not dict or len(given) > 20:
        raise ValueError("no lines")
    for title, lines in given.items():
        if type(lines) is not list or len(lines) > _MOST_ROWS or not _is_line(title, 20):
            raise ValueError("no lines")
        if not all(_is_line(one, 2200) for one in lines):
            raise ValueError("no line")
        yield title, lines


def _is_line(text: object, longest: int) -> bool:
    return type(text) is str and 0 < len(text) <= longest and text.isprintable()
