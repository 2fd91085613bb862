"""党员基本信息采集表: the sixteen items of one member as the roster has them, and four signatures."""

from dataclasses import dataclass

from reportlab.platypus import Flowable, KeepTogether, Spacer

from desktop_app.base.names import spaced
from desktop_app.printing.documents.draft import NOTE, SIGNING, UNDER, Draft, name_of_paper, office_draft
from desktop_app.printing.documents.ledger_view import (
    GAP,
    LedgerView,
    branch_name,
    found,
    nothing_in,
    written,
)
from desktop_app.printing.type.forms import Cell, RuledForm, label, ticked
from desktop_app.printing.type.page import MM
from desktop_app.printing.type.paragraph import Paragraph
from desktop_app.registers.people.members import FULL, NORMAL, PROBATIONARY, Member

_FORM = (2.7, 4.6, 2.7, 4.6)
_SIGNERS = ("党员本人签名", "采集人签名", "党支部书记签名", "基层党委审核人签名")


@dataclass(frozen=True)
class MemberForm:
    """The items of one member in words."""

    org: str
    name: str
    items: dict[str, str]


def gather(ledger: LedgerView, uid: str) -> MemberForm:
    """The form of member ``uid``; UserError when the row is gone."""
    member = found(ledger, Member, uid)

    def box(name: str) -> str:
        """A box in words; of the two telephones none is missing where there is one of them."""
        value = getattr(member, name)
        shown = value.chinese() if hasattr(value, "chinese") else None
        return shown or written(Member._meta.fields[name], value, ledger, of=member)

    mobile = Member._meta.fields["mobile"]
    items = {
        "name": spaced(member.name),
        "gender": box("gender"),
        "ethnicity": box("ethnicity"),
        "id_number": box("id_number"),
        "birth_date": box("birth_date"),
        "education": f"{box('education')}（代码 {member.education}）" if member.education else GAP,
        "category": ticked((FULL, PROBATIONARY), (member.category,)),
        "branch": branch_name(ledger, member.owner_office),
        "joined_on": box("joined_on"),
        "full_on": _converted(member) or box("full_on"),
        "job_position": box("job_position"),
        "phones": f"手机：{box('mobile')}　固定电话：{member.landline or nothing_in(mobile, member)}",
        "address": box("address"),
        "party_status": ticked((NORMAL, "停止党籍"), (member.party_status,)),
        "lost": _yes_or_no(
            member.out_of_contact,
            f"失去联系日期：{member.lost_since.chinese() if member.lost_since else GAP}",
        ),
        "away": _yes_or_no(member.mobile_flag, f"外出流向：{member.flow_to or GAP}"),
    }
    return MemberForm(branch_name(ledger, member.owner_office), member.name, items)


def _converted(member: Member) -> str:
    """What stands for a 转正日期 that is not there: a full member must have one, the others have none yet."""
    return GAP if member.category == FULL and member.full_on is None else ""


def _yes_or_no(is_so: bool, more: str) -> str:
    """☐ 是　☑ 否, and what belongs to a 是 behind it."""
    told = ticked(("是", "否"), ("是" if is_so else "否",))
    return f"{told}　　{more}" if is_so else told


def story(form: MemberForm) -> list[Flowable]:
    """The paper: sixteen numbered items, the promise that they are true, four signatures."""
    one = form.items
    rows = [
        [label("1 姓　名"), Cell(one["name"]), label("2 性　别"), Cell(one["gender"])],
        [label("3 民　族"), Cell(one["ethnicity"]), label("5 出生日期"), Cell(one["birth_date"])],
        [label("4 公民身份号码"), Cell(one["id_number"], 3)],
        [label("6 学　历"), Cell(one["education"], 3)],
        [label("7 人员类别"), Cell(one["category"], 3)],
        [label("8 所在党支部"), Cell(one["branch"], 3)],
        [label("9 加入党组织\n日期"), Cell(one["joined_on"]), label("10 转正日期"), Cell(one["full_on"])],
        [label("11 工作岗位"), Cell(one["job_position"], 3)],
        [label("12 联系电话"), Cell(one["phones"], 3)],
        [label("13 家庭住址"), Cell(one["address"], 3)],
        [label("14 党籍状态"), Cell(one["party_status"], 3)],
        [label("15 是否失联党员"), Cell(one["lost"], 3)],
        [label("16 是否流动党员"), Cell(one["away"], 3)],
    ]
    signing = [
        [label(_SIGNERS[0]), Cell(""), label(_SIGNERS[1]), Cell("")],
        [label("日　期"), Cell(SIGNING, align="right"), label("日　期"), Cell(SIGNING, align="right")],
        [label(_SIGNERS[2]), Cell(""), label(_SIGNERS[3]), Cell("")],
        [label("日　期"), Cell(SIGNING, align="right"), label("日　期"), Cell(SIGNING, align="right")],
    ]
    return [
        name_of_paper("党员基本信息采集表"),
        Paragraph(f"填报单位：{form.org}", UNDER),
        RuledForm(_FORM, rows, size=11, heights=12.5),
        KeepTogether(
            [
                Spacer(1, 4 * MM),
                RuledForm(_FORM, signing, size=11, heights=[15.0, 9.0, 15.0, 9.0]),
                Paragraph(
                    "姓名、公民身份号码和身份证一致；出生日期、入党和转正日期以档案为准；"
                    "家庭住址写到门牌号；外出流向写到省、市、县。本人核对无误后签名。",
                    NOTE,
                ),
            ]
        ),
    ]


def draft(ledger: LedgerView, uid: str) -> Draft:
    """The 党员基本信息采集表 of member ``uid``."""
    form = gather(ledger, uid)
    return office_draft("采集表", "党员基本信息采集表", form, story(form), about=form.name)
