"""The papers that go with a stick or an envelope: handover sheet, trust card, recovery sheet."""

from desktop_app.printing.documents.paper import PaperDeclaration
from desktop_app.records.rules import RuleContext
from desktop_app.registers.exchange.packages import RECEIVED, ExchangePackage
from desktop_app.registers.people.orgs import PartyOrg


def _unanswered(package: ExchangePackage, _context: RuleContext) -> str:
    """Of what came in there is one at once, of what went out when its receipt is back."""
    return "" if package.direction == RECEIVED or package.receipt_on else "还没有收到回执"


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
        key="receipt_slip",
        title="接收回执单",
        icon="stick",
        draft="receipt_slip.draft",
        registers=(ExchangePackage,),
        needs=("uid",),
        not_yet=_unanswered,
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
        secret=True,
        prescribed=True,
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
        prescribed=True,
    ),
)
