"""Papers of care: 困难党员台账 and 公示, who signs for visits, the list and card of political birthdays."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from reportlab.platypus import Flowable, Spacer

from desktop_app.base.errors import UserError
from desktop_app.base.ids import is_uid
from desktop_app.base.names import spaced
from desktop_app.base.numerals import capital_money
from desktop_app.duties.basics.bodies import Roster
from desktop_app.duties.people.birthdays import birthday_in, birthdays_of, nth_birthday
from desktop_app.printing.documents.draft import (
    SIGNING,
    TEXT,
    UNDER,
    Draft,
    name_of_paper,
    office_draft,
)
from desktop_app.printing.documents.ledger_view import (
    GAP,
    LedgerView,
    branch_name,
    branch_of,
    day_words,
    found,
)
from desktop_app.printing.type.page import MM
from desktop_app.printing.type.paragraph import Paragraph
from desktop_app.printing.type.ruled import Column, RuledSheet
from desktop_app.registers.people.care_awards import HELP, VISIT, CareAward
from desktop_app.registers.people.hardships import DROPPED, Hardship
from desktop_app.registers.people.members import Member

_BODY = replace(TEXT, size=14, leading=28)
_FLUSH = replace(_BODY, first_indent=0)
_END = replace(_FLUSH, align="right")
OATH = (
    "我志愿加入中国共产党，拥护党的纲领，遵守党的章程，履行党员义务，执行党的决定，严守党的纪律，保守党的秘密，"
    "对党忠诚，积极工作，为共产主义奋斗终身，随时准备为党和人民牺牲一切，永不叛党。"
)
"""入党誓词 (党章)."""


@dataclass(frozen=True)
class CareList:
    """A ruled list of care: its name, the line under it, rows, totals, and the line at its foot."""

    org: str
    title: str
    under: str
    rows: tuple[tuple[str, ...], ...]
    totals: tuple[str, ...]
    foot: str


_HARDSHIP = (
    Column("序号", 10, align="center"),
    Column("姓　名", 19, align="center"),
    Column("性别", 10, align="center"),
    Column("年龄", 10, align="center"),
    Column("入党日期", 31, align="center"),
    Column("困难原因\n及程度", 20, align="center"),
    Column("家庭\n人口", 11, align="center"),
    Column("人均\n月收入", 18, align="right"),
    Column("低保", 11, align="center"),
    Column("健康状况", weight=1),
    Column("住　址", weight=1.2),
    Column("电　话", 27, align="center"),
    Column("结对党员", 19, align="center"),
)
_SIGN_OFF = (
    Column("序号", 11, align="center"),
    Column("姓　名", 24, align="center"),
    Column("类　别", 24, align="center"),
    Column("金额（元）", 22, align="right"),
    Column("慰问品", weight=1),
    Column("本人签字", 26, align="center"),
    Column("代领人·关系", 26, align="center"),
    Column("日　期", 33, align="center"),
)
_BIRTHDAYS = (
    Column("序号", 12, align="center"),
    Column("姓　名", 26, align="center"),
    Column("入党日期", 34, align="center"),
    Column("第几个\n政治生日", 20, align="center"),
    Column("活动日期", 44, align="center"),
    Column("负责人", weight=1, align="center"),
)


def _years(born: date | None, today: date) -> str:
    if born is None:
        return GAP
    return str(today.year - born.year - ((today.month, today.day) < (born.month, born.day)))


def gather_ledger(ledger: LedgerView, year: int | None = None) -> CareList:
    """The 困难党员台账 of a year: those applied for, on notice or listed; not those that were turned down."""
    year = year or ledger.today.year
    rows = ledger.find(
        Hardship.live()
        .where((Hardship.year == year) & (Hardship.owner_office == ledger.office))
        .order_by(Hardship.applied_on, Hardship.uid)
    )
    return CareList(
        branch_name(ledger),
        f"困难党员台账（{year}年）",
        "内部材料：收入和健康状况只限支委会掌握，不公示",
        tuple(
            _of_hardship(place, one, ledger)
            for place, one in enumerate((one for one in rows if one.state != DROPPED), 1)
        ),
        (),
        "填表人：＿＿＿＿＿＿　　支部书记：＿＿＿＿＿＿　　日期：＿＿＿＿＿＿",
    )


def _of_hardship(place: int, one: Hardship, ledger: LedgerView) -> tuple[str, ...]:
    member = ledger.get(Member, one.member)

    def box(name: str) -> str:
        value = getattr(member, name) if member is not None else None
        return Member._meta.fields[name].show(value, ledger.name) if value is not None else GAP

    joined = member.joined_on.chinese() if member is not None and member.joined_on is not None else GAP
    phone = (member.mobile or member.landline) if member is not None else None
    return (
        str(place),
        spaced(ledger.name(one.member)),
        box("gender"),
        _years(member.birth_date if member is not None else None, ledger.today),
        joined,
        f"{one.cause}\n{one.degree}",
        str(one.household),
        f"{one.income:,.2f}",
        "是" if one.low_income else "否",
        one.health or GAP,
        box("address"),
        phone or GAP,
        spaced(ledger.name(one.partner)) if one.partner else GAP,
    )


def list_story(sheet: CareList, columns: tuple[Column, ...], *, height: float) -> list[Flowable]:
    """Any of the lists: name, rows, totals, and who signs."""
    rows = sheet.rows or (("",) * len(columns),)
    return [
        name_of_paper(sheet.org, sheet.title),
        Paragraph(sheet.under, UNDER),
        RuledSheet(columns, rows, totals=sheet.totals or None, size=9.5, row_height=height),
        Spacer(1, 3 * MM),
        Paragraph(sheet.foot, UNDER),
    ]


def ledger_draft(ledger: LedgerView, year: int | None = None) -> Draft:
    """The 困难党员台账 of a year (default: this one)."""
    sheet = gather_ledger(ledger, year)
    story = list_story(sheet, _HARDSHIP, height=12.0)
    return office_draft("困难党员台账", sheet.title, sheet, story, landscape=True)


@dataclass(frozen=True)
class HardshipNotice:
    """A notice that a member is to be listed: names and causes, never income or illness."""

    org: str
    text: str
    phone: str
    day: str


def gather_notice(ledger: LedgerView, uid: str) -> HardshipNotice:
    """The notice of one application; UserError when it is gone."""
    one = found(ledger, Hardship, uid)
    branch = branch_of(ledger, one.owner_office)
    org = branch_name(ledger, one.owner_office)
    first, last = day_words(one.notice_from, SIGNING), day_words(one.notice_to, SIGNING)
    text = (
        f"经本人申报、支部了解，拟将{ledger.name(one.member)}同志（{one.cause}，{one.degree}）列为"
        f"{one.year}年度困难党员，由支部结对帮扶。现予公示，公示期自{first}至{last}。"
        "对公示内容有意见的，请在公示期内当面或打电话向支部反映，反映情况要实事求是，支部为反映人保密。"
    )
    phone = (branch.contact_phone if branch is not None else None) or GAP
    return HardshipNotice(org, text, f"受理：{org}　　电话：{phone}", first)


def notice_draft(ledger: LedgerView, uid: str) -> Draft:
    """The 公示 of one application."""
    notice = gather_notice(ledger, uid)
    story: list[Flowable] = [
        name_of_paper("困难党员公示"),
        Paragraph(notice.text, _BODY),
        Paragraph(notice.phone, _BODY),
        Spacer(1, 12 * MM),
        Paragraph(notice.org, _END),
        Paragraph(notice.day, _END),
    ]
    return office_draft("公示", "困难党员公示", notice, story)


def gather_sign_off(ledger: LedgerView, uids: Iterable[str] | None = None) -> CareList:
    """The visits and helps of ``uids``, or of the running year, to be signed for by who received them."""
    query = CareAward.live().where(CareAward.owner_office == ledger.office)
    wanted = None if uids is None else set(uids)
    given = [
        one
        for one in ledger.find(query.order_by(CareAward.on, CareAward.uid))
        if one.kind in (VISIT, HELP)
        and (one.uid in wanted if wanted is not None else one.on.year == ledger.today.year)
    ]
    total = sum((one.amount or Decimal(0) for one in given), Decimal(0))
    rows = tuple(
        (
            str(place),
            spaced(ledger.name(one.who)) if is_uid(one.who) else one.who,
            one.kind,
            f"{one.amount:,.2f}" if one.amount is not None else "",
            one.goods or "",
            "",
            "",
            day_words(one.on),
        )
        for place, one in enumerate(given, 1)
    )
    words = f"大写：{capital_money(total)}" if total else ""
    return CareList(
        branch_name(ledger),
        "慰问发放签收表",
        "本人不能签的由代领人签字，写明和本人的关系",
        rows,
        ("", "合　计", "", f"{total:,.2f}", words, "", "", ""),
        "经办人（两人）：＿＿＿＿＿＿　＿＿＿＿＿＿　　审批：＿＿＿＿＿＿　　日期：＿＿＿＿＿＿",
    )


def sign_off_draft(ledger: LedgerView, uids: Iterable[str] | None = None) -> Draft:
    """The 慰问发放签收表 of the records chosen, or of the year."""
    sheet = gather_sign_off(ledger, uids)
    story = list_story(sheet, _SIGN_OFF, height=11.0)
    return office_draft("慰问签收", "慰问发放签收表", sheet, story, landscape=True)


def gather_birthdays(ledger: LedgerView, year: int | None = None) -> CareList:
    """Everybody's political birthday of a year, counted from joining, with when and by whom it was kept."""
    year = year or ledger.today.year
    rows = tuple(
        (
            str(place),
            spaced(one.name),
            one.joined,
            f"第 {one.nth} 个",
            day_words(one.award.on if one.award is not None else None, SIGNING),
            spaced(ledger.name(one.award.by)) if one.award is not None and one.award.by else "",
        )
        for place, one in enumerate(birthdays_of(Roster.read(ledger).members.values(), ledger, year), 1)
    )
    return CareList(
        branch_name(ledger),
        f"党员政治生日名单（{year}年）",
        "按支部大会通过的入党日期算；党龄从转正那天算，两个数不同",
        rows,
        (),
        "组织委员：＿＿＿＿＿＿　　日期：＿＿＿＿＿＿",
    )


def birthdays_draft(ledger: LedgerView, year: int | None = None) -> Draft:
    """The 党员政治生日名单 of a year (default: this one)."""
    sheet = gather_birthdays(ledger, year)
    return office_draft("政治生日名单", sheet.title, sheet, list_story(sheet, _BIRTHDAYS, height=7.5))


@dataclass(frozen=True)
class BirthdayCard:
    """The card of one member's next political birthday."""

    org: str
    name: str
    joined: str
    nth: int
    day: str


def gather_card(ledger: LedgerView, uid: str) -> BirthdayCard:
    """The card of member ``uid`` for this year; UserError where it is the year of joining itself."""
    member = found(ledger, Member, uid)
    year = ledger.today.year
    nth = nth_birthday(member, year)
    if nth is None:
        year, nth = year + 1, nth_birthday(member, year + 1)
    if nth is None or member.joined_on is None:
        raise UserError(f"{member.name}还没有入党日期", "资料没有改动", "请在花名册补上入党日期")
    org = branch_name(ledger, member.owner_office)
    day = birthday_in(member, year)
    return BirthdayCard(org, member.name, member.joined_on.chinese(), nth, day_words(day, f"{year}年"))


def card_draft(ledger: LedgerView, uid: str) -> Draft:
    """The card of a member's political birthday: greeting, day of joining, oath, room for words."""
    card = gather_card(ledger, uid)
    centred = replace(_FLUSH, align="center")
    story: list[Flowable] = [
        Spacer(1, 18 * MM),
        name_of_paper("政治生日贺卡"),
        Spacer(1, 6 * MM),
        Paragraph(f"{card.name}同志：", _FLUSH),
        Paragraph(
            f"您于{card.joined}加入中国共产党，{card.day}是您的第 {card.nth} 个政治生日。"
            f"{card.org}全体党员向您表示祝贺！",
            _BODY,
        ),
        Spacer(1, 6 * MM),
        Paragraph("入党誓词", replace(centred, role="hei")),
        Paragraph(OATH, _BODY),
        Spacer(1, 6 * MM),
        Paragraph("支部寄语：", _FLUSH),
        *(Paragraph("＿" * 34, centred) for _ in range(3)),
        Spacer(1, 10 * MM),
        Paragraph(card.org, _END),
        Paragraph(card.day, _END),
    ]
    return office_draft("政治生日贺卡", "政治生日贺卡", card, story, about=card.name)
