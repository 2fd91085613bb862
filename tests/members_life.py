"""Dues, candidates and letters written into an open branch file, for the pages and papers of members."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from desktop_app.base.identity import check_digit
from desktop_app.base.periods import Month
from desktop_app.records.links import PersonWhy
from desktop_app.registers.people.development import Development, DevelopmentMaterial, DevelopmentReview
from desktop_app.registers.people.dues_payments import DuesPayment
from desktop_app.registers.people.dues_standards import DuesStandard
from desktop_app.registers.people.mobile_members import MobileContact, MobileMember
from desktop_app.registers.people.org_transfers import OrgTransfer

KINDS = (
    ("在职(月薪)", "4200"),
    ("离退休", "4860"),
    ("在职(月薪)", "6800"),
    ("离退休", "5600"),
    ("个体/不按月", "3000"),
    ("学生", None),
    ("农民", None),
    ("免交", None),
)


# Up to here the files of those on the way were copied from older papers.
COPIED = date(2026, 6, 30)


@dataclass
class Life:
    """What was written, by what it is."""

    developments: dict[str, Any] = field(default_factory=dict)
    letters: dict[str, Any] = field(default_factory=dict)
    stays: list[Any] = field(default_factory=list)


def number(birth: date, order: int) -> str:
    first = f"990101{birth:%Y%m%d}{order:03d}"
    return first + check_digit(first)


def write_dues(ledger: Any, people: Sequence[Any], year: int, paid_up_to: int) -> None:
    """Standards of ``year`` for everybody, and payments up to a month; every ninth member is behind."""
    standards = [_standard(one, n, year) for n, one in enumerate(people)]
    ledger.save(*standards)
    rows = []
    for n, (one, standard) in enumerate(zip(people, standards, strict=True)):
        if not standard.monthly_due:
            continue
        last = paid_up_to - (3 if n % 9 == 4 else 0)
        for month in range(1, last + 1):
            if Month(year, month).last_day() < one.joined_on.first_day():
                continue
            part = n % 9 == 7 and month == last
            rows.append(
                DuesPayment(
                    member=one.uid,
                    for_month=Month(year, month),
                    paid=standard.monthly_due / 2 if part else standard.monthly_due,
                    paid_on=date(year, month, 8),
                    collector="白雨田",
                    signed=True,
                )
            )
    ledger.save(*rows)


def _standard(member: Any, n: int, year: int) -> DuesStandard:
    kind, base = KINDS[n % len(KINDS)]
    made = DuesStandard(member=member.uid, year=year, payer_kind=kind, assessed_on=date(year, 1, 6))
    if base:
        made.base = Decimal(base)
    if kind == "农民":
        made.monthly_due = Decimal("0.50")
    if kind == "免交":
        made.waiver_basis = f"支部大会{year}年1月6日决议，街道党工委批准"
    return made


def write_developments(ledger: Any, people: Sequence[Any], branch: str) -> dict[str, Any]:
    """An applicant, an activist, a candidate and a probationary member, by their stage."""
    found = {}
    told = (
        ("入党申请人", "卢晓明", date(2001, 5, 6), date(2026, 9, 20)),
        ("入党积极分子", "路远方", date(1998, 3, 5), date(2025, 6, 3)),
        ("发展对象", "于清秋", date(1996, 8, 17), date(2024, 5, 6)),
        ("预备党员", "叶知夏", date(1994, 2, 9), date(2023, 9, 1)),
    )
    for at, (stage, name, born, applied) in enumerate(told):
        one = found[stage] = Development(
            person=name,
            id_number=number(born, 300 + at),
            branch=branch,
            ethnicity="01",
            education="21",
            mobile=f"1390000001{at}",
            work_unit="桂花里小学教师",
            applied_on=applied,
            backfill_until=COPIED if at else None,
            backfill_basis="按发展党员档案转抄" if at else None,
        )
        ledger.save(one)
        ledger.save(
            DevelopmentMaterial(development=one.uid, name="入党申请书", pages=4, on=applied), title="材料"
        )
        if at:
            _cultivate(ledger, one, people, applied, at)
    candidate, probationary = found["发展对象"], found["预备党员"]
    ledger.step(candidate, "to_candidate", {"candidate_on": date(2026, 6, 20)})
    ledger.step(probationary, "to_candidate", {"candidate_on": date(2025, 3, 1)})
    admitted = {
        "review_on": date(2025, 9, 1),
        "review_result": "合格",
        "training_from": date(2025, 8, 4),
        "training_to": date(2025, 8, 6),
        "notice_from": date(2025, 10, 9),
        "notice_to": date(2025, 10, 15),
        "pre_review_on": date(2025, 10, 28),
        "accepted_on": date(2025, 11, 25),
    }
    ledger.step(probationary, "accept", admitted)
    probationary.approved_on = date(2026, 1, 12)
    ledger.save(probationary)
    return found


def _cultivate(ledger: Any, one: Any, people: Sequence[Any], applied: date, at: int) -> None:
    begun = applied + timedelta(days=90)
    first = {
        "talk_on": applied + timedelta(days=12),
        "talk_by": people[1].name,
        "recommend_by": "党员推荐",
        "activist_on": begun,
        "mentors": (PersonWhy(people[0].uid), PersonWhy(people[2].uid)),
    }
    ledger.step(one, "to_activist", first)
    reviews = [
        DevelopmentReview(
            development=one.uid,
            on=begun + timedelta(days=180 * n),
            text="思想上要求进步，工作踏实，主动承担楼栋走访，群众反映好；还要加强理论学习。",
            by=people[0].uid,
        )
        for n in range(1, at + 1)
        if begun + timedelta(days=180 * n) <= ledger.today
    ]
    kept = [
        DevelopmentMaterial(development=one.uid, name="谈话记录", pages=2, on=applied + timedelta(days=12)),
        DevelopmentMaterial(development=one.uid, name="思想汇报", pages=3 * at, on=begun),
    ]
    ledger.save(*reviews, *kept)


def write_letters(ledger: Any, people: Sequence[Any], home: str) -> dict[str, Any]:
    """A draft, one issued, one received for people who go; one that brings somebody, by what they are."""
    away, base = "中共南山市滨河街道工作委员会", "中共安和街道工作委员会"
    letters = {
        "received": _letter("转出", "5", people[-1].uid, base, away, Month(2026, 9)),
        "issued": _letter("转出", "6", people[-2].uid, base, away, Month(2026, 11), phone="13900000021"),
        "draft": _letter("转出", "7", people[-3].uid, base, away, Month(2026, 11)),
        "coming": _letter("转入", "南工转118", "祝远帆", away, base, Month(2026, 10), phone="13900000022"),
    }
    ledger.save(*letters.values())
    ledger.step(letters["received"], "issue", {"issued_on": date(2026, 9, 8)})
    ledger.step(
        letters["received"],
        "receive",
        {"receipt_on": date(2026, 9, 25), "receipt_by": "周正", "receipt_phone": "0990-5550188"},
    )
    ledger.step(letters["issued"], "issue", {"issued_on": ledger.today - timedelta(days=24)})
    ledger.step(letters["coming"], "issue", {"issued_on": ledger.today - timedelta(days=5)})
    return letters


def _letter(way: str, no: str, who: str, home: str, to: str, paid: Month, phone: str = "") -> OrgTransfer:
    return OrgTransfer(
        direction=way,
        letter_no=no,
        member=who,
        from_org=home,
        to_org=to,
        dues_paid_to=paid,
        valid_days=30,
        member_phone=phone or None,
        reason="工作变动",
        origin_address="青石街道春风路18号",
        origin_phone="0991-5550126",
        origin_postcode="830000",
    )


def write_stays(ledger: Any, people: Sequence[Any]) -> list[Any]:
    """Two who are away: one spoken to last month, one not heard of for half a year."""
    stays = [
        MobileMember(
            member=one.uid,
            flow_dir="流出",
            out_on=out,
            place=place,
            host_org="中共深圳市福田区莲花街道党工委",
            liaison=people[0].uid,
            cause="随子女居住",
        )
        for one, out, place in (
            (people[5], date(2026, 2, 1), "广东省深圳市福田区"),
            (people[6], date(2026, 4, 10), "浙江省杭州市余杭区"),
        )
    ]
    ledger.save(*stays)
    ledger.save(
        MobileContact(
            mobile_member=stays[0].uid,
            on=ledger.today - timedelta(days=20),
            way="电话",
            words="一切都好",
        )
    )
    return stays


def write_life(ledger: Any, people: Sequence[Any], branch: Any) -> Life:
    """All of it."""
    write_dues(ledger, people, 2025, 12)
    write_dues(ledger, people, 2026, 11)
    return Life(
        write_developments(ledger, people, branch.uid),
        write_letters(ledger, people, branch.full_name),
        write_stays(ledger, people),
    )
