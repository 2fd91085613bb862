"""流动党员登记表 of one stay, and its 双向联系记录表: every contact, both sides' people, what came back."""

from dataclasses import dataclass, replace

from reportlab.platypus import Flowable, Spacer

from desktop_app.base.ids import is_uid
from desktop_app.base.names import spaced
from desktop_app.duties.people.contacts import liaison_of
from desktop_app.printing.documents.draft import SIGNING, UNDER, Draft, name_of_paper, office_draft
from desktop_app.printing.documents.ledger_view import GAP, LedgerView, branch_name, day_words, found
from desktop_app.printing.type.forms import Cell, RuledForm, label, ticked
from desktop_app.printing.type.page import MM
from desktop_app.printing.type.paragraph import Paragraph
from desktop_app.printing.type.ruled import Column, RuledSheet
from desktop_app.records.children import children_of
from desktop_app.registers.people.members import FULL, PROBATIONARY, Member
from desktop_app.registers.people.mobile_members import AWAY, HERE, MobileContact, MobileMember

_FORM = (2.7, 4.6, 2.7, 4.6)
_YES_NO = ("是", "否")
_COLUMNS = (
    Column("序号", 11, align="center"),
    Column("日　期", 33, align="center"),
    Column("方式", 22, align="center"),
    Column("本支部\n联系人", 20, align="center"),
    Column("对方联系人", 30, align="center"),
    Column("联系内容", weight=1.3),
    Column("反　馈", weight=1),
)
# Lines of a page; those the contacts leave free are left for the pen.
_LINES = 7


@dataclass(frozen=True)
class StayForm:
    """One stay as its registration form tells it: rows of (label, words)."""

    org: str
    name: str
    direction: str
    pairs: tuple[tuple[tuple[str, str], ...], ...]


def _name(stay: MobileMember, ledger: LedgerView) -> str:
    return ledger.name(stay.member) if is_uid(stay.member) else stay.member


def gather_form(ledger: LedgerView, uid: str) -> StayForm:
    """The registration form of stay ``uid``; UserError when it is gone."""
    stay = found(ledger, MobileMember, uid)
    member = ledger.get(Member, stay.member)

    def box(name: str, otherwise: str = GAP) -> str:
        value = getattr(member, name) if member is not None else None
        if value is None:
            return otherwise
        shown = value.chinese() if hasattr(value, "chinese") else None
        return shown or Member._meta.fields[name].show(value, ledger.name) or otherwise

    away = stay.flow_dir == AWAY
    org = branch_name(ledger, stay.owner_office)
    home = org if away else stay.home_org or GAP
    category = member.category if member is not None else ""
    head = (
        (("姓　　名", spaced(_name(stay, ledger))), ("性　　别", box("gender"))),
        (("人员类别", ticked((FULL, PROBATIONARY), (category,))), ("入党日期", box("joined_on"))),
        (("流动类型", ticked((AWAY, HERE), (stay.flow_dir,))), ("联系电话", box("mobile"))),
        (("组织关系\n所在党组织", home),),
    )
    where = (
        (("流动日期", day_words(stay.out_on, GAP)), ("返回日期", day_words(stay.back_on, ""))),
        (("外出地点" if away else "在本地住址", stay.place or GAP),),
        (
            ("从事职业", stay.occupation or GAP),
            ("流入前省份", "—" if away else stay.came_from or GAP),
        ),
        (("流动原因", stay.cause or GAP),),
    )
    contact = (
        (("流入地党组织", stay.host_org or GAP),),
        (("流入地联系人", stay.host_contact or GAP),),
        (("组织关系\n所在地联系人", ledger.name(stay.liaison) if away else stay.home_contact or GAP),),
        (("本支部联系人", ledger.name(stay.liaison)), ("活动证号", stay.card_no or "没有领证")),
        (
            ("通报对方日期", day_words(stay.told_on, GAP)),
            ("录入系统日期", day_words(stay.entered_on, GAP)),
        ),
        (
            ("具备转接条件", ticked(_YES_NO, (_answer(stay.transferable),))),
            ("在流入地\n参加评议", ticked(_YES_NO, (_answer(stay.appraised_there),))),
        ),
    )
    return StayForm(org, _name(stay, ledger), stay.flow_dir, (*head, *where, *contact))


def _answer(value: bool | None) -> str:
    return "" if value is None else _YES_NO[0] if value else _YES_NO[1]


def form_story(form: StayForm) -> list[Flowable]:
    """The paper: who, where and why, both sides' people, signatures."""
    rows = []
    for pairs in form.pairs:
        span = 3 if len(pairs) == 1 else 1
        rows.append([cell for title, words in pairs for cell in (label(title), Cell(words, span))])
    rows.append([label("本人签字"), Cell(""), label("支部书记\n签　　字"), Cell("")])
    rows.append([label("日　　期"), Cell(SIGNING), label("日　　期"), Cell(SIGNING)])
    heights = [12.5] * (len(rows) - 2) + [16.0, 9.0]
    return [
        name_of_paper("流动党员登记表"),
        Paragraph(f"登记支部：{form.org}", UNDER),
        RuledForm(_FORM, rows, size=11, heights=heights),
    ]


def form_draft(ledger: LedgerView, uid: str) -> Draft:
    """The 流动党员登记表 of stay ``uid``."""
    form = gather_form(ledger, uid)
    return office_draft("流动党员登记表", "流动党员登记表", form, form_story(form), about=form.name)


@dataclass(frozen=True)
class ContactSheet:
    """The contacts of one stay, the first one first."""

    org: str
    name: str
    head: str
    rows: tuple[tuple[str, ...], ...]


def gather_contacts(ledger: LedgerView, uid: str) -> ContactSheet:
    """The contacts of stay ``uid``; UserError when it is gone."""
    stay = found(ledger, MobileMember, uid)
    contacts = sorted(children_of(ledger, MobileContact, (uid,))[uid], key=lambda one: (one.on, one.uid))
    name = _name(stay, ledger)
    card = f"　活动证号：{stay.card_no}" if stay.card_no else ""
    other = stay.host_org if stay.flow_dir == AWAY else stay.home_org
    return ContactSheet(
        org=branch_name(ledger, stay.owner_office),
        name=name,
        head=f"流动党员：{name}（{stay.flow_dir}）{card}　对方党组织：{other or GAP}",
        rows=tuple(
            (
                str(place),
                day_words(one.on),
                one.way,
                ledger.name(liaison_of(one, stay)),
                one.other_side or name,
                one.words or GAP,
                one.feedback or "",
            )
            for place, one in enumerate(contacts, 1)
        ),
    )


def contacts_story(sheet: ContactSheet) -> list[Flowable]:
    """The paper: every contact, and lines for those to come."""
    blank = [("",) * len(_COLUMNS)] * (_LINES - len(sheet.rows))
    return [
        name_of_paper(sheet.org, "流动党员双向联系记录表"),
        Paragraph(sheet.head, replace(UNDER, align="left")),
        RuledSheet(_COLUMNS, [*sheet.rows, *blank], size=10, row_height=13.0),
        Spacer(1, 3 * MM),
        Paragraph("支部书记（签字）：＿＿＿＿＿＿＿　　　　日期：＿＿＿＿＿＿＿", UNDER),
    ]


def contacts_draft(ledger: LedgerView, uid: str) -> Draft:
    """The 流动党员双向联系记录表 of stay ``uid``."""
    sheet = gather_contacts(ledger, uid)
    story, title = contacts_story(sheet), "流动党员双向联系记录表"
    return office_draft("双向联系记录", title, sheet, story, landscape=True, about=sheet.name)
