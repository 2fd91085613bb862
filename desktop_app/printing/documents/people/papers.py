"""The papers of the members: roster, forms, dues, coming and going, the yearly table."""

from collections.abc import Iterator

from desktop_app.duties.people.letters import letter_barred
from desktop_app.printing.documents.paper import DOTTED, Copy, PaperDeclaration, held, unfilled
from desktop_app.records.rules import RuleContext
from desktop_app.registers.people.care_awards import BIRTHDAY, HELP, VISIT, CareAward
from desktop_app.registers.people.development import Development, DevelopmentMaterial, DevelopmentReview
from desktop_app.registers.people.dues_payments import DuesPayment
from desktop_app.registers.people.dues_remittances import DuesRemittance
from desktop_app.registers.people.dues_standards import WAIVED, DuesStandard
from desktop_app.registers.people.hardships import APPLIED, DROPPED, Hardship
from desktop_app.registers.people.members import Member
from desktop_app.registers.people.mobile_members import MobileContact, MobileMember
from desktop_app.registers.people.org_transfers import LEAVING, OrgTransfer
from desktop_app.registers.people.orgs import GROUP, PartyOrg
from desktop_app.registers.reporting.annual_changes import AnnualChange


def _listed(member: Member, _context: RuleContext) -> Iterator[Copy]:
    yield Copy({"uids": (member.uid,)})


def _own_form(org: PartyOrg, context: RuleContext) -> str:
    """A group has no form, and a superior fills in its own."""
    if org.org_kind == GROUP:
        return "党小组没有采集表"
    return "" if org.org_code == context.office else "由那个党组织自己填写"


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


def _waiver(standard: DuesStandard, _context: RuleContext) -> str:
    return "" if standard.payer_kind in WAIVED else "没有申请减交或者免交"


def _comes(transfer: OrgTransfer, _context: RuleContext) -> str:
    return "" if transfer.direction in LEAVING else "转入的由对方基层党委开具"


def _unannounced(one: Hardship, _context: RuleContext) -> str:
    return "还没有公示" if one.state == APPLIED else "没有列入，不公示" if one.state == DROPPED else ""


_DUES = (held(DuesStandard, _year), held(DuesPayment, _year_paid))


def _voted(record: Development, _context: RuleContext) -> Iterator[Copy]:
    """The ballot of 接收: printed before the meeting, kept of who was voted on."""
    if record.accept_vote:
        yield Copy({"uid": record.uid})


# Key, title, draft of the papers of 发展党员 in the order of its steps, and the box from which there is one,
# none of what is printed before its day.
_DEVELOPMENT = (
    ("development_talk", "入党申请人谈话记实", "development_forms.talk", "talk_on"),
    ("activist_filing", "入党积极分子备案表", "development_forms.activist_filing", "activist_on"),
    ("opinions_record", "发展对象人选征求意见会记录", "development_forms.opinions", "opinions_on"),
    ("candidate_filing", "发展对象备案表", "development_forms.candidate_filing", "candidate_meeting_on"),
    (
        "candidate_request",
        "列为发展对象的请示（备案报告）",
        "development_letters.candidate_request",
        "candidate_meeting_on",
    ),
    ("development_notice", "发展党员公示", "development_letters.notice", "notice_from"),
    ("pre_review_request", "预审请示", "development_letters.pre_review_request", "committee_on"),
    ("admission_ballot", "票决票", "development_letters.ballot_slip", ""),
    ("admission_result", "票决结果报告单", "development_letters.ballot_result", "accept_vote"),
    ("accept_resolution", "接收预备党员大会决议", "development_letters.accept_resolution", "accept_vote"),
    ("superior_talk", "发展党员谈话记实", "development_forms.superior_talk", "superior_talk_on"),
    ("oath_record", "入党宣誓记实", "development_forms.oath", "oath_on"),
    ("probation_sheet", "预备党员考察表", "development_forms.probation", "accepted_on"),
    ("convert_resolution", "预备党员转正大会决议", "development_letters.convert_resolution", "converted_on"),
    ("conversion_filing", "预备党员转正审批表", "development_forms.conversion", "convert_applied_on"),
    ("development_index", "发展党员材料归档目录", "development_forms.index", "activist_on"),
)

PAPERS = (
    # Made for who asks to see what is held about them, from the roster: no record stands in it by itself.
    PaperDeclaration(
        key="held_about",
        title="本人信息查阅单",
        icon="shield",
        draft="held_paper.draft",
        needs=("uid", "name"),
    ),
    PaperDeclaration(
        key="member_form",
        title="党员基本信息采集表",
        icon="member",
        draft="member_form.draft",
        registers=(Member,),
        needs=("uid",),
    ),
    PaperDeclaration(
        key="member_card",
        title="党员卡片",
        icon="member",
        draft="member_card.draft",
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
        not_yet=_own_form,
    ),
    PaperDeclaration(
        key="roster",
        title="党员花名册",
        icon="members",
        draft="roster.draft",
        dates=DOTTED,
        registers=(Member,),
        takes=("uids", "private", "columns"),
        holds=(held(Member, _listed),),
        titles="roster.column_boxes",
        kept=("姓　名",),
    ),
    PaperDeclaration(
        key="transfer_letter",
        title="组织关系介绍信（三联）",
        icon="member-move",
        draft="transfer_letter.draft",
        registers=(OrgTransfer,),
        needs=("uid",),
        barred=letter_barred,
        not_yet=_comes,
        prescribed=True,
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
        not_yet=_unannounced,
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
        key="dues_assessment",
        title="党费核定表",
        icon="scales",
        draft="dues_assessment.draft",
        registers=(DuesStandard,),
        takes=("year",),
        holds=(held(DuesStandard, _year),),
    ),
    PaperDeclaration(
        key="dues_waiver",
        title="党费减免审批表",
        icon="scales",
        draft="dues_waiver.draft",
        registers=(DuesStandard,),
        needs=("uid",),
        not_yet=_waiver,
    ),
    PaperDeclaration(
        key="dues_slip",
        title="党费缴款单",
        icon="money",
        draft="dues_slip.draft",
        registers=(DuesRemittance,),
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
        kept=("姓名", "月应交", "实交合计"),
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
        kept=("姓　名",),
    ),
    PaperDeclaration(
        key="annual_table",
        title="党员增减年表",
        icon="table",
        draft="annual_papers.draft",
        registers=(AnnualChange,),
        takes=("uid", "year"),
        kept=("行", "项　　目", "上　年", "本　年", "增（＋）减（－）"),
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
        parts=(DevelopmentReview, DevelopmentMaterial),
    ),
    *(
        PaperDeclaration(
            key=key,
            title=title,
            icon="trend",
            draft=drafted,
            registers=(Development,),
            needs=("uid",),
            holds=() if box else (held(Development, _voted),),
            not_yet=unfilled(box) if box else None,
            kept=("赞　成", "不赞成", "弃　权") if key == "admission_ballot" else (),
        )
        for key, title, drafted, box in _DEVELOPMENT
    ),
)
