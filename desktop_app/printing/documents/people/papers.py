"""The papers of the members: roster, forms, dues, coming and going, the yearly table."""

from collections.abc import Iterator

from desktop_app.duties.people.letters import letter_barred
from desktop_app.printing.documents.paper import Copy, PaperDeclaration, held
from desktop_app.records.rules import RuleContext
from desktop_app.registers.people.care_awards import BIRTHDAY, HELP, VISIT, CareAward
from desktop_app.registers.people.development import Development
from desktop_app.registers.people.dues_payments import DuesPayment
from desktop_app.registers.people.dues_standards import DuesStandard
from desktop_app.registers.people.hardships import DROPPED, Hardship
from desktop_app.registers.people.members import Member
from desktop_app.registers.people.mobile_members import MobileContact, MobileMember
from desktop_app.registers.people.org_transfers import OrgTransfer
from desktop_app.registers.people.orgs import GROUP, PartyOrg
from desktop_app.registers.reporting.annual_changes import AnnualChange


def _listed(member: Member, _context: RuleContext) -> Iterator[Copy]:
    yield Copy({"uids": (member.uid,)})


def _own_form(org: PartyOrg, context: RuleContext) -> Iterator[Copy]:
    """A group has no form, and a superior fills in its own."""
    if org.org_kind != GROUP and org.org_code == context.office:
        yield Copy({"uid": org.uid})


def _year(standard: DuesStandard, _context: RuleContext) -> Iterator[Copy]:
    yield Copy({"year": standard.year})


def _year_paid(payment: DuesPayment, _context: RuleContext) -> Iterator[Copy]:
    yield Copy({"year": payment.for_month.year})


def _year_of_hardship(one: Hardship, _context: RuleContext) -> Iterator[Copy]:
    if one.state != DROPPED:
        yield Copy({"year": one.year})


def _given(award: CareAward, _context: RuleContext) -> Iterator[Copy]:
    if award.kind in (VISIT, HELP):
        yield Copy({"uids": (award.uid,)})


def _kept_birthday(award: CareAward, _context: RuleContext) -> Iterator[Copy]:
    if award.kind == BIRTHDAY:
        yield Copy({"year": award.on.year})


_DUES = (held(DuesStandard, _year), held(DuesPayment, _year_paid))

PAPERS = (
    PaperDeclaration(
        key="member_form",
        title="党员基本信息采集表",
        icon="member",
        draft="member_form.draft",
        registers=(Member,),
        needs=("uid",),
    ),
    PaperDeclaration(
        key="org_form",
        title="党组织和所在单位基本信息采集表",
        icon="building",
        draft="org_form.draft",
        registers=(PartyOrg,),
        needs=("uid",),
        holds=(held(PartyOrg, _own_form),),
    ),
    PaperDeclaration(
        key="roster",
        title="党员花名册",
        icon="members",
        draft="roster.draft",
        registers=(Member,),
        takes=("uids", "private"),
        holds=(held(Member, _listed),),
    ),
    PaperDeclaration(
        key="transfer_letter",
        title="组织关系介绍信（三联）",
        icon="member-move",
        draft="transfer_letter.draft",
        registers=(OrgTransfer,),
        needs=("uid",),
        barred=letter_barred,
    ),
    PaperDeclaration(
        key="transfer_request",
        title="组织关系转接申请",
        icon="member-move",
        draft="transfer_request.draft",
        registers=(OrgTransfer,),
        needs=("uid",),
    ),
    PaperDeclaration(
        key="transfer_data",
        title="党员组织关系转接信息表",
        icon="member",
        draft="transfer_request.data_draft",
        registers=(OrgTransfer,),
        needs=("uid",),
    ),
    PaperDeclaration(
        key="mobile_form",
        title="流动党员登记表",
        icon="location",
        draft="mobile_papers.form_draft",
        registers=(MobileMember,),
        needs=("uid",),
    ),
    PaperDeclaration(
        key="mobile_contacts",
        title="流动党员双向联系记录表",
        icon="talk",
        draft="mobile_papers.contacts_draft",
        registers=(MobileMember,),
        needs=("uid",),
        parts=(MobileContact,),
    ),
    PaperDeclaration(
        key="hardship_ledger",
        title="困难党员台账",
        icon="ribbon",
        draft="care_papers.ledger_draft",
        registers=(Hardship,),
        takes=("year",),
        holds=(held(Hardship, _year_of_hardship),),
    ),
    PaperDeclaration(
        key="hardship_notice",
        title="困难党员公示",
        icon="report",
        draft="care_papers.notice_draft",
        registers=(Hardship,),
        needs=("uid",),
    ),
    PaperDeclaration(
        key="care_sign_off",
        title="慰问发放签收表",
        icon="checklist",
        draft="care_papers.sign_off_draft",
        registers=(CareAward,),
        takes=("uids",),
        holds=(held(CareAward, _given),),
    ),
    PaperDeclaration(
        key="birthday_list",
        title="党员政治生日名单",
        icon="members",
        draft="care_papers.birthdays_draft",
        registers=(CareAward, Member),
        takes=("year",),
        holds=(held(CareAward, _kept_birthday),),
    ),
    PaperDeclaration(
        key="birthday_card",
        title="政治生日贺卡",
        icon="ribbon",
        draft="care_papers.card_draft",
        registers=(Member,),
        needs=("uid",),
    ),
    PaperDeclaration(
        key="dues_grid",
        title="党费收缴表",
        icon="dues",
        draft="dues_grid.draft",
        registers=(DuesPayment, DuesStandard),
        takes=("year",),
        holds=_DUES,
    ),
    PaperDeclaration(
        key="dues_statement",
        title="党费收缴情况公布表",
        icon="money",
        draft="dues_statement.draft",
        registers=(DuesPayment,),
        takes=("year",),
        holds=_DUES,
    ),
    PaperDeclaration(
        key="dues_arrears",
        title="党费欠交名单",
        icon="checklist",
        draft="dues_statement.arrears_draft",
        registers=(DuesPayment,),
    ),
    PaperDeclaration(
        key="annual_table",
        title="党员增减年表",
        icon="table",
        draft="annual_papers.draft",
        registers=(AnnualChange,),
        takes=("uid", "year"),
    ),
    PaperDeclaration(
        key="annual_breakdown",
        title="党员构成",
        icon="report",
        draft="annual_papers.breakdown_draft",
        registers=(AnnualChange,),
        takes=("uid", "year"),
    ),
    PaperDeclaration(
        key="development_file",
        title="发展党员纪实表",
        icon="trend",
        draft="development_file.draft",
        registers=(Development,),
        needs=("uid",),
    ),
)
