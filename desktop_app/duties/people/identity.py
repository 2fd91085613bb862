"""三亮: who shows himself as a member on a day, with what is shown of him and no more."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from desktop_app.base.strokes import Strokes
from desktop_app.duties.basics.bodies import Roster
from desktop_app.duties.displays.promises import COUNTED
from desktop_app.records.rules import RuleContext
from desktop_app.registers.displays.identity_displays import PHONE, PHOTO, IdentityDisplay
from desktop_app.registers.displays.promises import Promise
from desktop_app.registers.people.members import Member

BOARD, PLATE, DESK, AREA, POST = "公示栏照片", "党员户牌", "桌牌", "党员责任区", "党员示范岗"
_NAME, _POST, _AREA = "姓名", "党内职务", "责任区"
_PLAIN_POST = "党员"


@dataclass(frozen=True)
class Shown:
    """What one plate, card or tile tells: a field that is not shown is ''.

    ``phone`` stands there only with its owner's consent, and never on a wall; ``photo`` is the uid of the
    attached file or None. ``promises`` are the items published for the year.
    """

    uid: str
    member: str
    form: str
    name: str
    party_post: str
    post: str
    area: str
    phone: str
    photo: str | None
    promises: tuple[str, ...] = ()


def shown_on(
    context: RuleContext,
    strokes: Strokes,
    day: date | None = None,
    forms: tuple[str, ...] = (),
    uid: str | None = None,
) -> list[Shown]:
    """What is displayed on ``day`` (default: today) in ``forms`` (default: all), by 姓氏笔画.

    With ``uid`` that one display, whenever it is. Only members on the books; the 责任区 of one who shows it
    without a place of its own is that of his 党员责任区. Five queries.
    """
    day = day or context.today
    roster = Roster.read(context)
    here = {one.uid: one for one in roster.on(day)}
    query = IdentityDisplay.live().where(IdentityDisplay.owner_office == context.office)
    every = context.find(query.order_by(IdentityDisplay.from_on, IdentityDisplay.uid))
    standing = [one for one in every if one.from_on <= day and (one.to_on is None or one.to_on >= day)]
    areas = {one.member: one.location for one in standing if one.form == AREA and one.location}
    promised = _promised(context, day.year)
    chosen = (
        [one for one in every if one.uid == uid]
        if uid is not None
        else [one for one in standing if (not forms or one.form in forms) and one.member in here]
    )
    shown = [
        _shown(one, roster.members[one.member], areas, promised)
        for one in chosen
        if one.member in roster.members
    ]
    return sorted(shown, key=lambda one: (strokes.sort_key(roster.members[one.member].name), one.uid))


def _shown(
    display: IdentityDisplay, member: Member, areas: dict[str, str], promised: dict[str, tuple[str, ...]]
) -> Shown:
    fields = frozenset(display.shown_fields or ())
    own_area = display.location if display.form == AREA else None
    post = member.party_post if member.party_post != _PLAIN_POST else ""
    return Shown(
        uid=display.uid,
        member=member.uid,
        form=display.form,
        name=member.name if _NAME in fields else "",
        party_post=(post or _PLAIN_POST) if _POST in fields else "",
        # Where a post or a desk card stands says what it is for; where a plate hangs is an address.
        post=display.post or (display.location if display.form in (POST, DESK) else "") or "",
        area=(own_area or areas.get(member.uid, "")) if _AREA in fields else "",
        phone=(member.mobile or "") if PHONE in fields and display.phone_consent else "",
        photo=member.photo[0][0] if PHOTO in fields and member.photo else None,
        promises=promised.get(member.uid, ()),
    )


def _promised(context: RuleContext, year: int) -> dict[str, tuple[str, ...]]:
    """Member → the items promised in public for ``year``."""
    query = Promise.live().where((Promise.owner_office == context.office) & (Promise.year == year))
    found: dict[str, list[str]] = defaultdict(list)
    for one in context.find(query.order_by(Promise.due_on, Promise.uid)):
        if one.state in COUNTED:
            found[one.promiser].append(one.item)
    return {uid: tuple(items) for uid, items in found.items()}
