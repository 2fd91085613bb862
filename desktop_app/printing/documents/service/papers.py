"""The papers of service: orders, points, grids, and the members who report in."""

from collections.abc import Iterator

from desktop_app.base.periods import Month
from desktop_app.printing.documents.paper import Copy, PaperDeclaration, held
from desktop_app.records.rules import RuleContext
from desktop_app.registers.service.grid_actions import GridDuty, LeaderVisit, TeamActivity
from desktop_app.registers.service.grid_events import GridEvent
from desktop_app.registers.service.grids import Grid
from desktop_app.registers.service.points_entries import PointsEntry
from desktop_app.registers.service.redemptions import Redemption
from desktop_app.registers.service.reporting_in import ReportingFeedback, ReportingIn
from desktop_app.registers.service.service_orders import ServiceOrder


def _grid(event: GridEvent | LeaderVisit | GridDuty | TeamActivity, context: RuleContext) -> Iterator[Copy]:
    grid = context.get(Grid, event.grid)
    if grid is not None and grid.removed_at is None:
        yield Copy({"uid": grid.uid})


def _told_of(guest: ReportingIn, context: RuleContext) -> Iterator[Copy]:
    if context.find(ReportingFeedback.live().where(ReportingFeedback.guest == guest.uid).limit(1)):
        yield Copy({"uid": guest.uid})


def _month(entry: PointsEntry, _context: RuleContext) -> Iterator[Copy]:
    yield Copy({"month": Month.of(entry.on)})


PAPERS = (
    PaperDeclaration(
        key="order_slip",
        title="服务需求单",
        icon="heart",
        draft="order_slip.draft",
        registers=(ServiceOrder,),
        takes=("uid",),
        bare="空白服务需求单",
    ),
    PaperDeclaration(
        key="points_statement",
        title="个人积分明细",
        icon="money",
        draft="points_papers.statement_draft",
        registers=(PointsEntry,),
        takes=("uid", "holder", "day"),
        shared=("holder",),
    ),
    PaperDeclaration(
        key="points_sheet",
        title="积分公示表",
        icon="money",
        draft="points_papers.sheet_draft",
        registers=(PointsEntry,),
        takes=("month",),
        holds=(held(PointsEntry, _month),),
    ),
    PaperDeclaration(
        key="redemption_slip",
        title="兑换领取单",
        icon="swap",
        draft="points_papers.redemption_draft",
        registers=(Redemption,),
        needs=("uid",),
    ),
    PaperDeclaration(
        key="grid_sheet",
        title="网格一览",
        icon="grid",
        draft="grid_sheet.draft",
        registers=(Grid, GridEvent, LeaderVisit, GridDuty, TeamActivity),
        takes=("uid",),
        bare="网格一览",
        holds=(
            held(GridEvent, _grid),
            held(LeaderVisit, _grid),
            held(GridDuty, _grid),
            held(TeamActivity, _grid),
        ),
    ),
    PaperDeclaration(
        key="event_slip",
        title="网格事件流转单",
        icon="warning",
        draft="event_slip.draft",
        registers=(GridEvent,),
        needs=("uid",),
    ),
    PaperDeclaration(
        key="reporting_in_slip",
        title="双报到报到单",
        icon="member-add",
        draft="reporting_in_papers.slip_draft",
        registers=(ReportingIn,),
        takes=("uid",),
        bare="空白报到单",
    ),
    PaperDeclaration(
        key="reporting_in_card",
        title="服务记录卡",
        icon="member-add",
        draft="reporting_in_papers.card_draft",
        registers=(ReportingIn,),
        needs=("uid",),
    ),
    PaperDeclaration(
        key="reporting_feedback",
        title="在职党员社区表现情况反馈卡",
        icon="mail",
        draft="reporting_in_papers.feedback_draft",
        registers=(ReportingIn,),
        needs=("uid",),
        takes=("year",),
        holds=(held(ReportingIn, _told_of),),
        parts=(ReportingFeedback,),
    ),
)
