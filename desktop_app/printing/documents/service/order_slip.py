"""服务需求单: one order on a sheet, its lower part torn off for the resident's rating; also blank."""

from dataclasses import dataclass

from reportlab.platypus import Flowable, Spacer

from desktop_app.base.names import spaced
from desktop_app.printing.documents.draft import NOTE, SIGNING, Draft, name_of_paper, office_draft
from desktop_app.printing.documents.ledger_view import LedgerView, branch_name, branch_of, day_words, found
from desktop_app.printing.documents.wording import span_words
from desktop_app.printing.type.forms import Cell, RuledForm, label, ticked
from desktop_app.printing.type.page import MM
from desktop_app.printing.type.paragraph import Paragraph
from desktop_app.printing.type.placard import cut_line
from desktop_app.registers.service.service_orders import RATINGS, ServiceOrder

_FORM = (2.4, 5.4, 2.4, 5.4)
_SPAN = "　　月　　日　　时　　分 至 　　时　　分"


@dataclass(frozen=True)
class OrderSlip:
    """One order in words, '' where pen and paper say it; ``ticks`` are the choices offered to the pen."""

    org: str
    phone: str
    number: str
    asked: str
    requester: str
    contact: str
    address: str
    grid: str
    need: str
    detail: str
    channel: str
    dispatcher: str
    dispatched: str
    takers: str
    agreed: str
    done: str
    hours: str
    rating: str
    comment: str
    rated: str


def gather(ledger: LedgerView, uid: str | None = None) -> OrderSlip:
    """The slip of order ``uid``, or a blank one; UserError when the order is gone."""
    order = found(ledger, ServiceOrder, uid) if uid is not None else ServiceOrder()
    boxes = ServiceOrder._meta.fields

    def words(name: str) -> str:
        value = getattr(order, name)
        return str(boxes[name].show(value, ledger.name)) if value not in (None, "", ()) else ""

    branch = branch_of(ledger)
    return OrderSlip(
        org=branch_name(ledger),
        phone=str(branch.contact_phone or "") if branch is not None else "",
        number=words("order_no"),
        asked=day_words(order.asked_on, ""),
        requester=words("requester"),
        contact=words("phone"),
        address=words("address"),
        grid=words("grid"),
        need=words("need"),
        detail=words("detail"),
        channel=words("channel"),
        dispatcher=spaced(words("dispatcher")),
        dispatched=day_words(order.dispatched_on, ""),
        takers=words("takers"),
        agreed=span_words(order.agreed_on, ""),
        done=span_words(order.done_on, ""),
        hours=words("hours"),
        rating=words("rating"),
        comment=words("comment"),
        rated=day_words(order.rated_on, ""),
    )


def story(slip: OrderSlip) -> list[Flowable]:
    """The sheet: the order for those who go, the cut line, the rating slip for the resident."""
    boxes = ServiceOrder._meta.fields
    order = [
        [label("单　　号"), Cell(slip.number), label("点单日期"), Cell(slip.asked or SIGNING)],
        [label("点 单 人"), Cell(slip.requester), label("联系电话"), Cell(slip.contact)],
        [label("住　　址"), Cell(slip.address), label("所在网格"), Cell(slip.grid)],
        [label("来　　源"), Cell(ticked(tuple(boxes["channel"].options), (slip.channel,)), 3)],
        [label("需求类别"), Cell(ticked(tuple(boxes["need"].options), (slip.need,), 5), 3)],
        [label("需求内容"), Cell(slip.detail, 3, top=bool(slip.detail))],
        [label("派 单 人"), Cell(slip.dispatcher), label("派单日期"), Cell(slip.dispatched or SIGNING)],
        [label("接单党员"), Cell(slip.takers, 3)],
        [label("约定时间"), Cell(slip.agreed or _SPAN, 3)],
        [label("完成时间"), Cell(slip.done or _SPAN, 3)],
        [label("服务时长"), Cell(f"{slip.hours or '　　　'} 小时（每人）"), label("接单人签名"), Cell("")],
    ]
    rating = [
        [label("单　　号"), Cell(slip.number), label("服务事项"), Cell(slip.need)],
        [label("接单党员"), Cell(slip.takers), label("完成时间"), Cell(slip.done)],
        [label("您的评价"), Cell(ticked(RATINGS, (slip.rating,)), 3)],
        [label("意见建议"), Cell(slip.comment, 3, top=bool(slip.comment))],
        [label("评 单 人"), Cell("（签名）", align="left"), label("评单日期"), Cell(slip.rated or SIGNING)],
    ]
    told = f"没有收到服务、服务不满意，请打电话：{slip.phone}。" if slip.phone else ""
    return [
        name_of_paper(slip.org, "党员积分超市服务需求单"),
        RuledForm(_FORM, order, size=11, heights=[9, 9, 9, 9, 14, 36, 9, 9, 9, 9, 11]),
        Spacer(1, 2 * MM),
        cut_line(175.0, "✂　沿此线剪下，交点单人"),
        Spacer(1, 1 * MM),
        name_of_paper("评单回执"),
        RuledForm(_FORM, rating, size=11, heights=[9, 9, 10, 26, 10]),
        Paragraph("居民点单、社区派单、党员接单、居民评单。", NOTE),
        Paragraph(f"请在选中的一项前打√，交给社区窗口或接单党员带回；也可以电话评单。{told}", NOTE),
    ]


def draft(ledger: LedgerView, uid: str | None = None) -> Draft:
    """The 服务需求单 of an order, or a blank one."""
    slip = gather(ledger, uid)
    about = slip.number or "空白"
    return office_draft("服务需求单", "服务需求单", slip, story(slip), about=about)
