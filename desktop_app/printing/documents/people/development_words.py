"""What the papers of 发展党员 have in common: who it is about, the days as written, the ballot in words."""

from desktop_app.base.errors import UserError
from desktop_app.base.identity import parse_id
from desktop_app.base.periods import chinese_date
from desktop_app.printing.documents.ledger_view import GAP, LedgerView, branch_of, day_words, written
from desktop_app.printing.type.forms import Cell, label
from desktop_app.registers.decided import Decided, decided
from desktop_app.registers.people.development import Development
from desktop_app.registers.people.development_gates import HEARD
from desktop_app.registers.people.members import Member
from desktop_app.registers.people.orgs import PartyOrg

FORM = (2.4, 4.1, 2.4, 4.1)
"""The columns of the forms: label, words, label, words."""
Pairs = tuple[tuple[str, str], ...]


def box(record: Development, name: str, ledger: LedgerView, otherwise: str = GAP) -> str:
    """A box as it stands on paper; ``otherwise`` where nobody wrote it."""
    value = getattr(record, name)
    if value in (None, "", ()):
        return otherwise
    return written(Development._meta.fields[name], value, ledger)


def who(record: Development, ledger: LedgerView) -> Pairs:
    """姓名、性别、民族、出生日期、籍贯、学历、单位及职务 in the order of the forms."""
    member = ledger.get(Member, record.member)
    try:
        read = parse_id(record.id_number, today=ledger.today)
        sex, born = {"1": "男", "2": "女"}.get(read.gender, GAP), day_words(read.birth)
    except UserError:
        sex, born = GAP, GAP
    native = member.native_place if member is not None and member.native_place else GAP
    return (
        ("姓　　名", record.person),
        ("性　　别", sex),
        ("民　　族", box(record, "ethnicity", ledger)),
        ("出生日期", born),
        ("籍　　贯", native),
        ("文化程度", box(record, "education", ledger)),
        ("单位及职务", box(record, "work_unit", ledger)),
        ("申请入党日期", box(record, "applied_on", ledger)),
    )


def whole(title: str, text: str) -> list[Cell]:
    """A label whose words run over the whole row."""
    return [label(title), Cell(text, 3, top=True)]


def superior(record: Development, ledger: LedgerView) -> str:
    """The name of the committee above the branch."""
    branch = branch_of(ledger, record.owner_office)
    above = ledger.get(PartyOrg, branch.parent) if branch is not None and branch.parent else None
    return str(above.full_name) if above is not None and above.full_name else "上级党委"


def secretary(ledger: LedgerView) -> str:
    """The branch's secretary by name; blank for the pen where none is written."""
    found = ledger.find(Member.live().where(Member.party_post == "书记").limit(1))
    return str(found[0].name) if found else ""


def ballot_words(found: Decided | None) -> str:
    """应到有表决权 45 人，实到 44 人，赞成 43 票…; empty without a ballot."""
    if found is None:
        return ""
    vote = found.vote
    written_ayes = f"，会前书面意见赞成 {vote.written_ayes} 份" if vote.written_ayes else ""
    return (
        f"应到有表决权党员 {vote.expected} 人，实到 {vote.present} 人；赞成 {vote.ayes} 票，"
        f"不赞成 {vote.noes} 票，弃权 {vote.abst} 票{written_ayes}"
    )


def ballot_of(record: Development, name: str, ledger: LedgerView) -> Decided | None:
    """The ballot named in a box, with its meeting."""
    return decided(ledger, getattr(record, name))


def span(first: str, last: str) -> str:
    """自…至…."""
    return f"自{first}至{last}"


def about_step(record: Development, key: str, ledger: LedgerView) -> str:
    """What else is to be said of a step in the 纪实表: who, where, how many, with what result."""

    def said(name: str, before: str = "") -> str:
        words, unit = box(record, name, ledger, ""), getattr(Development._meta.fields[name], "unit", "")
        return f"{before}{words}{f' {unit}' if unit else ''}" if words else ""

    found = {
        "talk": (said("talk_by", "谈话人 "), said("talk_place")),
        "recommend": (said("recommend_by"), said("recommend_text")),
        "activist": (said("mentors", "培养联系人 "),),
        "opinions": (said("opinions_from", "听取"), said("opinions_count", "参加 ")),
        "notice": (said("notice_from", "起于"), said("notice_by", "受理 "), said("notice_result")),
        "candidate": (said("introducers", "入党介绍人 "),),
        "review": (said("review_result"),),
        "training": (said("training_hours"), said("training_special")),
        "pre_review": (said("pre_review_result"),),
        "meeting": (ballot_words(ballot_of(record, "accept_vote", ledger)),),
        "superior_talk": (said("superior_talk_by"),),
        "approval": (said("approval_special"),),
        "oath": (said("oath_place"), said("oath_by", "领誓人 ")),
        "convert": (ballot_words(ballot_of(record, "convert_vote", ledger)),),
        "convert_approval": (said("probation_end", "转正日期 ") if record.convert_approved_on else "",),
    }
    return "；".join(words for words in found.get(key, ()) if words)


def heard_words(record: Development) -> str:
    """Whose opinions were heard, and 【待补】 for those whose were not."""
    heard = [one for one in HEARD if one in (record.opinions_from or ())]
    return "、".join(heard) or GAP


def month_day(record: Development, name: str) -> str:
    """A day in words, or 【待补】."""
    day = getattr(record, name)
    return chinese_date(day) if day is not None else GAP
