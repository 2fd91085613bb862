"""Party dues of 2026: what each of the branch pays a month, and the collecting of August to October."""

from decimal import Decimal

from desktop_app.base.periods import Month
from desktop_app.registers.people.dues_payments import DuesPayment
from desktop_app.registers.people.dues_remittances import DuesRemittance
from desktop_app.registers.people.dues_standards import DuesStandard

from .cast import Cast
from .hand import Hand, Story, at, on
from .people import CAME_BY_LETTER, DEVELOPED_THIS_YEAR, LEFT_BY_LETTER

# 姓名 计费类别 基数（元/月）.
STANDARDS = """
周慧敏 在职(月薪) 4860
陈国梁 在职(月薪) 6120
杜晓岚 在职(月薪) 6340
马文昊 在职(月薪) 5580
孙维平 离退休 4310
吴桂芳 离退休 3260
赵立新 离退休 4120
何秀珍 在职(月薪) 6780
郑开河 离退休 4450
林素英 离退休 2980
韩德厚 离退休 3690
田淑兰 离退休 4870
郭振海 离退休 5260
宋玉梅 离退休 3140
冯世昌 离退休 3820
曹秋菊 少交 -
彭建业 离退休 5640
唐玉琴 离退休 4480
许长顺 离退休 3970
邓月华 离退休 4630
曾宪明 离退休 5380
潘爱珍 离退休 3350
袁志刚 离退休 5920
蒋春红 离退休 5010
蔡永福 离退休 3780
余丽萍 离退休 3860
叶保国 在职(月薪) 8240
程雪松 在职(月薪) 7960
魏红霞 在职(月薪) 5470
丁培林 在职(月薪) 7350
任秀云 个体/不按月 3900
姜海涛 在职(月薪) 6650
范敏 在职(月薪) 6920
石磊 在职(月薪) 5830
廖晓芸 在职(月薪) 5240
熊志远 在职(月薪) 9680
金玉洁 在职(月薪) 5160
陆建军 个体/不按月 5300
方婷 在职(月薪) 3420
贺俊 在职(月薪) 7480
龚佳慧 在职(月薪) 4390
严浩 在职(月薪) 13600
夏雨桐 在职(月薪) 8900
龙飞 在职(月薪) 4720
苏晨曦 在职(月薪) 3380
高一鸣 个体/不按月 4600
薛立群 在职(月薪) 6400
"""
WAIVER = "支部2026年1月14日研究，青石街道党工委1月19日同意"
REDUCED_DUE = Decimal("2.00")
# What was handed up before the books were opened, in one entry.
BEFORE_THE_BOOKS = "2026年1至7月"
# Who came within the year was assessed on coming.
ASSESSED = {CAME_BY_LETTER: "2026-04-02", DEVELOPED_THIS_YEAR: "2026-05-28"}
# Collected on the fixed day; who came later with the day, who has not paid with ''.
LATE: dict[int, dict[str, str]] = {
    8: {"范敏": "2026-08-20", "严浩": "2026-08-18", "石磊": "2026-08-13"},
    9: {"姜海涛": "2026-09-14", "任秀云": "2026-09-16", "严浩": ""},
    10: {"石磊": "2026-10-14", "陆建军": "", "高一鸣": "", "严浩": ""},
}
BY_TRANSFER = frozenset(("严浩", "夏雨桐", "熊志远", "贺俊", "丁培林"))
BROUGHT_BY_OTHERS = frozenset(("郑开河", "林素英", "韩德厚", "田淑兰", "郭振海"))


def dues_story(hand: Hand, cast: Cast) -> Story:
    """The year's standards, then every month one list in one action; who paid later has an entry of his."""
    uids = {one.name: uid for uid, one in cast.roster.members.items()}
    yield at("2026-01-20 10:00")
    standards = [_standard(uids, *line.split()) for line in STANDARDS.strip().splitlines()]
    hand.save(f"核定2026年党费标准：{len(standards)} 人", *standards)
    asked = {str(cast.roster.members[one.member].name): one for one in standards}

    def paid(name: str, month: int, day: str = "") -> DuesPayment:
        return _payment(name, asked[name], month, day or f"2026-{month:02d}-10")

    yield at("2026-08-03 16:00")
    came = ((CAME_BY_LETTER, 4, 8), (DEVELOPED_THIS_YEAR, 5, 8), (LEFT_BY_LETTER, 1, 7))
    earlier = [
        paid(name, month, f"2026-{month:02d}-28")
        for name, first, last in came
        for month in range(first, last)
    ]
    hand.save("补录今年来去三名党员已交的党费", *earlier)
    for month, late in LATE.items():
        yield at(f"2026-{month:02d}-10 16:30")
        there = [name for name in asked if name not in late and name != LEFT_BY_LETTER]
        hand.save(f"收{month}月党费：{len(there)} 人", *(paid(name, month) for name in there))
        for day, name in sorted((day, name) for name, day in late.items() if day):
            yield at(f"{day} 11:30")
            hand.save(f"{name}补交{month}月党费", paid(name, month, day))


def handing_up_story(hand: Hand, cast: Cast) -> Story:
    """What was handed up before the books, then the dues of August and of September."""
    for moment, day, first, last in (
        ("2026-08-03 16:10", "2026-07-14", 1, 7),
        ("2026-09-14 15:00", "2026-09-14", 8, 8),
        ("2026-10-14 15:00", "2026-10-14", 9, 9),
    ):
        yield at(moment)
        batch = f"2026年{first}月" if first == last else BEFORE_THE_BOOKS
        hand.save(
            f"上缴{batch}党费",
            DuesRemittance(
                batch=batch,
                first_month=Month(2026, first),
                last_month=Month(2026, last),
                on=on(day),
                remitted_by=cast["组织委员"],
                received_by="青石街道党工委组织办 江敏",
                receipt_no=f"青党费2026{first:02d}17",
            ),
        )


def _standard(uids: dict[str, str], name: str, kind: str, base: str) -> DuesStandard:
    waived = base == "-"
    return DuesStandard(
        member=uids[name],
        year=2026,
        payer_kind=kind,
        base=None if waived else Decimal(base),
        monthly_due=REDUCED_DUE if waived else None,
        waiver_basis=WAIVER if waived else None,
        waiver_reason="丈夫长期住院，家庭靠一份养老金生活" if waived else None,
        waiver_studied_on=on("2026-01-14") if waived else None,
        waiver_approved_on=on("2026-01-19") if waived else None,
        assessed_on=on(ASSESSED.get(name, "2026-01-16")),
    )


def _payment(name: str, standard: DuesStandard, month: int, day: str) -> DuesPayment:
    """One month of one member, paid in full."""
    way = "转账" if name in BY_TRANSFER else "代交" if name in BROUGHT_BY_OTHERS else "现金"
    return DuesPayment(
        member=standard.member,
        for_month=Month(2026, month),
        due=standard.monthly_due,
        paid=standard.monthly_due,
        paid_on=on(day),
        method=way,
        collector="杜晓岚",
        signed=way != "转账",
        remit_batch=f"2026年{month}月" if month >= 8 else BEFORE_THE_BOOKS,
    )
