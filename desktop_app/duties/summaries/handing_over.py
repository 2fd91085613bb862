"""What goes to and fro on sticks as the exchange page asks for it: packages, and what is ready to go."""

from collections.abc import Iterable
from typing import NamedTuple

from desktop_app.base.periods import Month
from desktop_app.records.base import Record
from desktop_app.records.record import Catalogue, Register
from desktop_app.records.rules import RuleContext
from desktop_app.registers.exchange.kinds import (
    EVERYTHING,
    HANDED_OUT,
    ContentChoice,
    PackageKind,
    travelling,
)
from desktop_app.registers.exchange.packages import RECEIVED, SENT, ExchangePackage, days_without_receipt
from desktop_app.registers.people.orgs import BRANCHES, own_organization, superiors
from desktop_app.registers.reporting.reports import OPEN, SIGNED, MonthlyReport
from desktop_app.registers.study.study_materials import StudyMaterial, shipped_theory

# A package out longer than this without its receipt is asked after (days); ours, no rule names a number.
LONGEST_WAIT = 45


def packages(context: RuleContext) -> list[ExchangePackage]:
    """Every package that went out or came in, the newest first."""
    query = ExchangePackage.live().order_by(ExchangePackage.made_on.desc(), ExchangePackage.uid.desc())
    return list(context.find(query))


def reports_to_send(context: RuleContext) -> list[MonthlyReport]:
    """The signed monthly reports of this office that have not gone out, the oldest first."""
    signed = (MonthlyReport.state == SIGNED) & (MonthlyReport.owner_office == context.office)
    return list(context.find(MonthlyReport.live().where(signed).order_by(MonthlyReport.month)))


def months_to_send(context: RuleContext) -> list[Month]:
    """The months of this office that were signed, those not sent yet first, each the newest first."""
    own = (MonthlyReport.owner_office == context.office) & (MonthlyReport.state != OPEN)
    reports = context.find(MonthlyReport.live().where(own).order_by(MonthlyReport.month.desc()))
    waiting = [one.month for one in reports if one.state == SIGNED]
    return list(dict.fromkeys((*waiting, *(one.month for one in reports))))


def is_branch(context: RuleContext) -> bool:
    """Whether this office reports upward: a branch, or one whose own row is not entered yet."""
    own = own_organization(context)
    return own is None or own.org_kind in BRANCHES


def nearest_first(context: RuleContext, codes: Iterable[str], *, upward: bool) -> list[str]:
    """Office codes, the superiors first where it goes ``upward``, last where it goes down."""
    above = list(superiors(context))
    rank = {code: at for at, code in enumerate(above if upward else reversed(above))}
    far = len(rank)
    return sorted(codes, key=lambda code: (rank.get(code, far) if upward else rank.get(code, -1), code))


def handed_out(context: RuleContext) -> list[Record]:
    """What this office may hand out, the newest first; the works every branch file begins with are not."""
    shipped = {one.title for one in shipped_theory()}
    found: list[Record] = []
    for model in HANDED_OUT:
        own = model.live().where(model.owner_office == context.office).order_by(model.uid.desc())
        records: list[Record] = list(context.find(own))
        found += [
            one
            for one in records
            if not isinstance(one, StudyMaterial) or one.title not in shipped or one.files
        ]
    return found


class Concerned(NamedTuple):
    """How many records a tick would take along: with private boxes filled, and kept back altogether."""

    private: tuple[tuple[Register, int], ...]
    kept_back: tuple[tuple[Register, int], ...]


def concerned(context: RuleContext, catalogue: Catalogue, kind: PackageKind) -> Concerned:
    """Whose records the ticks of a kind are about, register by register."""
    plain = travelling(catalogue, kind, ContentChoice(""))
    private, kept = [], []
    for name, boxes in travelling(catalogue, kind, ContentChoice("", private=True)).items():
        more = [box for box in boxes if box not in plain.get(name, ())]
        if more and (found := _filled(context, catalogue[name], more)):
            private.append((catalogue[name], found))
    for name, boxes in travelling(catalogue, kind, ContentChoice("", kept_back=True)).items():
        more = [box for box in boxes if box not in plain.get(name, ())]
        if more and (found := _filled(context, catalogue[name], more)):
            kept.append((catalogue[name], found))
    return Concerned(tuple(private), tuple(kept))


def _filled(context: RuleContext, register: Register, boxes: Iterable[str]) -> int:
    """How many own records have one of ``boxes`` filled."""
    model = register.model
    own = context.find(model.live().where(model.owner_office == context.office))
    names = tuple(boxes)
    return sum(any(getattr(one, name) not in (None, "", ()) for name in names) for one in own)


def receipt_words(package: ExchangePackage, context: RuleContext) -> tuple[str, str]:
    """How a package stands with its receipt, and the tone of it: done, due, overdue or plain."""
    if package.direction == RECEIVED:
        return "已接收并写回执", "done"
    if package.receipt_on is not None:
        return f"已收到回执 {package.receipt_on:%m-%d}", "done"
    days = days_without_receipt(package, context.today)
    if not days:
        return "今天发出", "going"
    return f"等回执 {days} 天", "overdue" if days > LONGEST_WAIT else "due"


def what_words(package: ExchangePackage) -> str:
    """What a package carries in a few words: its monthly reports, its kind, or its registers."""
    if package.months:
        months = "、".join(f"{int(month[5:7])}月" for month in package.months)
        return f"{months}月报"
    contents = tuple(package.manifest or ())
    if not contents or package.kind not in (None, EVERYTHING.word):
        return str(package.kind or "")
    first = contents[0].rsplit(" ", 2)[0]
    return f"{first}等 {len(contents)} 种台账" if len(contents) > 1 else contents[0]


def is_ours(package: ExchangePackage) -> bool:
    """Whether we sent it."""
    return bool(package.direction == SENT)
