"""Members who are to come by stick: asked for until somebody here has answered the branch they come from."""

from collections.abc import Iterable

from desktop_app.duties.basics.deadline import Standing
from desktop_app.duties.basics.duty import Duty
from desktop_app.duties.basics.reminder import Reminder, Sources, reminds
from desktop_app.duties.summaries.month_view import MonthView
from desktop_app.registers.people.transfer_deeds import unanswered

DEED = Reminder("U盘转接", ("deed",), lead="", by="对方在等签字的答复")


@reminds(DEED)
def deed_duties(view: MonthView, _told: Sources) -> Iterable[Duty]:
    """Who waits for an answer, in the month that runs."""
    today = view.context.today
    if not view.first <= today <= view.last:
        return
    for offer in unanswered(view.context):
        if offer.offered_on is not None and offer.offered_on > today:
            continue  # the PC over there runs ahead
        back = "，对方请退回" if offer.recalled_on else ""
        yield Duty(
            key=f"deed:{offer.uid}",
            title=f"答复转来的{offer.person}",
            about=offer.from_name or "",
            due=None,
            state=Standing.NEAR,
            words=f"{offer.offered_on} 写出，接收还是退回{back}",
            source=DEED.by,
            register="transfer_offer",
            uids=(offer.uid,),
        )
