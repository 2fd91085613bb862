"""The papers that go with a stick or an envelope: handover sheet, trust card, recovery sheet."""

from desktop_app.printing.documents.paper import PaperDeclaration
from desktop_app.registers.exchange.packages import ExchangePackage
from desktop_app.registers.people.orgs import PartyOrg

PAPERS = (
    PaperDeclaration(
        key="handover",
        title="数据交接单",
        icon="stick",
        draft="handover.draft",
        registers=(ExchangePackage,),
        needs=("uid",),
        takes=("file", "size"),
    ),
    PaperDeclaration(
        key="secretary_list",
        title="移交清单",
        icon="checklist",
        draft="secretary_list.draft",
        filed_with=PartyOrg,
        takes=("drafts", "things", "people"),
    ),
    PaperDeclaration(
        key="move_slip",
        title="换电脑单",
        icon="stick",
        draft="move_slip.draft",
        needs=("file", "size"),
        takes=("category",),
    ),
    PaperDeclaration(
        key="recovery",
        title="恢复单",
        icon="key",
        draft="number_sheets.recovery_draft",
        needs=("number",),
        takes=("org",),
    ),
    PaperDeclaration(
        key="rebuild_report",
        title="修复报告",
        icon="checklist",
        draft="rebuild_report.draft",
        needs=("told",),
    ),
    PaperDeclaration(
        key="trust_card",
        title="名片核对单",
        icon="shield",
        draft="number_sheets.trust_card_draft",
        needs=("code", "name", "fingerprint"),
    ),
)
