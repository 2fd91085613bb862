"""民主评议党员登记表: one member's year, as the member, the others, the branch and the superior saw it."""

from dataclasses import dataclass

from reportlab.platypus import Flowable

from desktop_app.base.names import spaced
from desktop_app.base.periods import PartialDate
from desktop_app.duties.organization_life.appraisal import GRADES
from desktop_app.printing.documents.draft import SIGNING, Draft, name_of_paper, office_draft
from desktop_app.printing.documents.ledger_view import GAP, NONE, LedgerView, branch_name, day_words, found
from desktop_app.printing.type.forms import Cell, RuledForm, label
from desktop_app.registers.organization_life.appraisals import BALLOTS, Appraisal
from desktop_app.registers.people.members import Member

_FORM = (2.2, 3.4, 1.8, 2.8, 2.0, 3.2)
_HEAD = (
    (("姓　　名", "name"), ("性　别", "gender"), ("出生年月", "birth_date")),
    (("民　　族", "ethnicity"), ("籍　贯", "native_place"), ("学　　历", "education")),
    (("入党时间", "joined_on"), ("转正时间", "full_on"), ("工作时间", "work_since")),
)


@dataclass(frozen=True)
class AppraisalForm:
    """One member's form in words."""

    org: str
    year: int
    name: str
    head: tuple[tuple[tuple[str, str], ...], ...]
    work: str
    post: str
    own: str
    others: str
    branch: str
    decided: str
    remark: str


def gather(ledger: LedgerView, uid: str) -> AppraisalForm:
    """The form of appraisal ``uid``. UserError when it is gone."""
    one = found(ledger, Appraisal, uid)
    member = ledger.get(Member, one.member)
    graded = one.grade or GAP
    votes = _votes(one)
    told = f"评定等次：{graded}" + (f"（{one.decided_by}评定）" if one.decided_by else "")
    if member is not None and member.full_on is None:
        told = "预备党员，参加评议，不评等次"
    if one.grade_reason:
        told += f"\n理由：{one.grade_reason}"
    if one.followup:
        told += f"\n后续措施：{one.followup}"
        told += f"，改到{day_words(one.correct_by)}" if one.correct_by else ""
    return AppraisalForm(
        branch_name(ledger, one.owner_office),
        one.year,
        spaced(ledger.name(one.member)),
        tuple(tuple((title, _said(member, box, ledger)) for title, box in row) for row in _HEAD),
        (member.work_unit if member is not None else "") or GAP,
        (member.party_post or NONE) if member is not None else GAP,
        one.self_rating,
        "\n".join(part for part in (f"党员互评：{one.peer or NONE}", votes) if part),
        told if one.grade or one.followup or told.startswith("预备") else "",
        day_words(one.decided_on, SIGNING),
        f"{day_words(one.told_on)}向本人反馈" if one.told_on else "",
    )


def _said(member: Member | None, box: str, ledger: LedgerView) -> str:
    if box == "name":
        return spaced(member.name) if member is not None else GAP
    value = getattr(member, box) if member is not None else None
    if value is None:
        return "—" if box == "full_on" and member is not None and member.full_on is None else GAP
    if box == "birth_date":
        return f"{value.year}年{value.month}月"
    if isinstance(value, PartialDate):
        return value.chinese()
    return str(Member._meta.fields[box].show(value, ledger.name))


def _votes(one: Appraisal) -> str:
    counts = [getattr(one, name) for name in BALLOTS]
    if any(count is None for count in counts):
        return ""
    told = "，".join(f"{grade} {count} 票" for grade, count in zip(GRADES, counts, strict=True))
    return f"民主测评：收回 {one.returned if one.returned is not None else sum(counts)} 票，{told}"


def story(form: AppraisalForm) -> list[Flowable]:
    """The paper: the member's data, own words, the meeting, and three opinions each with its signature."""
    rows = [[cell for title, words in row for cell in (label(title), Cell(words))] for row in form.head]
    rows += [
        [label("单位职务"), Cell(form.work, 3), label("党内职务"), Cell(form.post)],
        [label("个人总结"), Cell(form.own, 5, indent=2, top=True)],
        [label("民主评议\n情　　况"), Cell(form.others, 5)],
        [label("支部意见"), Cell(_signed(form.branch, "书记（签章）", form.decided), 5)],
        [label("上级党组\n织 意 见"), Cell(_signed("", "（盖章）", SIGNING), 5)],
        [label("本人意见"), Cell(_signed("", "本人（签字）", SIGNING), 5)],
        [label("备　　注"), Cell(form.remark, 5)],
    ]
    heights = [9.0] * 4 + [72.0, 24.0, 30.0, 24.0, 22.0, 10.0]
    return [
        name_of_paper(form.org, f"{form.year}年度民主评议党员登记表"),
        RuledForm(_FORM, rows, size=10.5, leading=17, heights=heights),
    ]


def _signed(words: str, who: str, day: str) -> str:
    """An opinion with room under it for the hand and its day."""
    return f"{words}\n　\n　　　　　　　　　　　　　　　　　{who}：　　　　　　　{day.strip() or SIGNING}"


def draft(ledger: LedgerView, uid: str) -> Draft:
    """The 登记表 of one member's appraisal."""
    form = gather(ledger, uid)
    title = f"{form.year}年度民主评议党员登记表"
    return office_draft("民主评议登记表", title, form, story(form), about=form.name)
