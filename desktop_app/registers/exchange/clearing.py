"""When what is held about somebody who left may go, and which boxes of which records go with it."""

from collections.abc import Iterator
from datetime import date
from typing import Protocol

from desktop_app.base.errors import UserError
from desktop_app.base.periods import add_years
from desktop_app.records.base import Record
from desktop_app.records.box import AnyBox, Scalar
from desktop_app.records.record import Catalogue, Register
from desktop_app.records.rules import RuleContext
from desktop_app.registers.people.members import REMOVED, Member
from desktop_app.registers.people.transfer_deeds import TransferOffer
from desktop_app.registers.rules.rule_table import RuleRow

KEEP_YEARS, REENTRY_YEARS = "personal_data_keep_years", "reentry_years"
# The box by which a record is about one person: all of it is theirs, not that person's name alone.
SUBJECTS = {
    "committee_member": "member",
    "development": "member",
    "org_transfer": "member",
    "transfer_answer": "member",
    "mobile_member": "member",
    "dues_standard": "member",
    "dues_payment": "member",
    "hardship": "member",
    "care_award": "who",
    "attendance": "person",
    "speech": "speaker",
    "election_excluded": "member",
    "ballot": "candidate",
    "talk": "with_member",
    "disposal": "member",
    "discipline": "member",
    "appraisal": "member",
    "body_review": "subject",
    "life_opinion": "about",
    "self_check": "subject",
    "study_speech": "person",
    "study_hours": "member",
    "identity_display": "member",
    "promise": "promiser",
    "grid_person": "person",
    "grid_duty": "member",
    "points_entry": "holder",
    "redemption": "holder",
}
# What stands in boxes that may not be empty.
GONE = "【已清除】"
# Numbers of those whose own went begin like this; they name the row and nobody.
_NUMBER = "QC"
WHY = "个人信息已按规定清除"
# Boxes about the person alone that no figure of the past counts by, whether lists cover them or not.
_PERSONAL = frozenset(
    (
        *("native_place", "school_major", "health", "photo", "household_place", "work_unit", "duty_rank"),
        *("prof_title", "archive_place", "dues_card_no", "birth_reason", "remark", "skills", "free_time"),
    )
)
_KINDS = ("id_number", "phone")
# The registers whose rows are a person's own sheet; of others only what lists cover goes.
_SHEETS = ("member", "development", "mobile_member", "hardship")


class Looking(RuleContext, Protocol):
    """What is looked through: the records and their registers."""

    @property
    def catalogue(self) -> Catalogue:
        """The registers of the branch file."""
        ...


Boxes = dict[tuple[str, str], dict[str, Scalar]]


def is_cleared(member: Member) -> bool:
    """Whether what was held about ``member`` went already."""
    return member.id_reason == WHY and (member.id_number or "").startswith(_NUMBER)


def cleared_members(context: RuleContext) -> list[Member]:
    """The own rows of those whose data went, on this PC or another one of the office."""
    mine = (Member.owner_office == context.office) & (Member.id_reason == WHY)
    found: list[Member] = context.find(Member.select().where(mine).order_by(Member.uid))
    return [one for one in found if is_cleared(one)]


def why_not_yet(member: Member, context: RuleContext) -> UserError | None:
    """Why the data of ``member`` stays for now; None where it may go."""
    safe = "没有清除"
    if member.exit_type is None or member.exit_on is None:
        return UserError(f"{member.name}还在册", safe, "离开支部（转出、出党、死亡）以后才能清除")
    if is_cleared(member):
        return UserError(f"{member.name}的个人信息已经清除过", safe)
    if not _is_set(context):
        return UserError(
            "还没有写明个人信息保存几年",
            safe,
            "请先在“规则表”里给“离开支部几年后可以清除个人信息”写上年数和所依据的文件",
        )
    years = int(context.rule(KEEP_YEARS))
    if member.exit_type == REMOVED:
        # Whether somebody may come back is asked by the number.
        years = max(years, int(context.rule(REENTRY_YEARS)))
    day: date = add_years(member.exit_on, years)
    if day > context.today:
        return UserError(
            f"{member.name}的个人信息要保存到 {day}（离开后 {years} 年）", safe, "到期以后再清除"
        )
    return None


def _is_set(context: RuleContext) -> bool:
    """Whether the branch said how many years, by which document."""
    own = (RuleRow.key == KEEP_YEARS) & (RuleRow.owner_office == context.office)
    return any(row.regulation for row in context.find(RuleRow.live().where(own)))


def what_goes(member: Member, context: Looking) -> Boxes:
    """Register and uid → what its boxes become, over all records that are about ``member``, the bin too."""
    goes: Boxes = {("member", member.uid): _own(member, context)}
    for register, record in _about(member, context):
        boxes = {
            name: _empty(box, member)
            for name, box in register.boxes.items()
            if _is_personal(register, name, box) and getattr(record, name) not in (None, "", ())
        }
        if boxes:
            goes[register.name, record.uid] = boxes
    for offer in context.find(TransferOffer.select().where(TransferOffer.person_uid == member.uid)):
        goes["transfer_offer", offer.uid] = {"dossier": None, "files": None}
    return goes


def number_of(member: Member) -> str:
    """What stands for the number of somebody whose own went."""
    return _NUMBER + member.uid[-12:].upper()


def _own(member: Member, context: Looking) -> dict[str, Scalar]:
    register = context.catalogue["member"]
    boxes = {n: _empty(box, member) for n, box in register.boxes.items() if _is_personal(register, n, box)}
    return {**boxes, "id_number": number_of(member), "id_override": 1, "id_reason": WHY}


def _is_personal(register: Register, name: str, box: AnyBox) -> bool:
    sheet = register.name in _SHEETS and name in _PERSONAL
    return sheet or box.private or box.kind in _KINDS


def _empty(box: AnyBox, member: Member) -> Scalar:
    """What a box becomes; one that must be filled says that its words went."""
    if box.kind == "id_number":
        return number_of(member)
    if not box.required:
        return None
    return 0 if box.scalar is int else GONE


def _about(member: Member, context: Looking) -> Iterator[tuple[Register, Record]]:
    """The records that are about ``member``, and the lines below them."""
    for name, link in SUBJECTS.items():
        register = context.catalogue[name]
        for record in context.find(register.model.select().where(register.boxes[link] == member.uid)):
            yield register, record
            for child in context.catalogue.children(register):
                above = child.boxes[child.parent or ""]
                for one in context.find(child.model.select().where(above == record.uid)):
                    yield child, one
