"""The rating of 2025 under the scheme that ships with the program, and the table of members of that year."""

from decimal import Decimal

from desktop_app.duties.basics.figure import Figure, count, frozen
from desktop_app.registers.displays.branch_ratings import BranchRating, RatingItem
from desktop_app.registers.displays.rating_schemes import RatingScheme, SchemeItem
from desktop_app.registers.people.members import Member
from desktop_app.registers.reporting.annual_changes import ROWS, AnnualChange

from .cast import Cast
from .hand import Hand, Story, at, on
from .people import CAME_BY_LETTER, DEVELOPED_LAST_YEAR, DEVELOPED_THIS_YEAR

SCHEME = "创A"
# 指标项、得分、扣分原因、依据，照方案的次序.
SCORES = (
    ("三会一课按期开、记录齐全", "18", "第三党小组两次记录没有签字", "2025年会议记录本"),
    ("主题党日每月开展", "10", "", "主题党日记录12次"),
    ("党员学时达标", "13.5", "4名倒班党员补学拖到12月底", "2025年学时统计表"),
    ("承诺按期践诺", "14", "路灯承诺因报装延期", "承诺书和评诺表"),
    ("问题按期销号", "13", "两件逾期销号", "2025年整改台账"),
    ("党费按期足额收缴", "10", "", "2025年党费收缴册"),
    ("服务订单群众满意", "13.5", "当年没有评单，抽样回访", "回访登记表31份"),
)


def rating_story(hand: Hand, cast: Cast) -> Story:
    """自查 in January, the residents' marks in February, the committee's in March."""
    yield at("2026-03-20 16:00")
    scheme = hand.ledger.find(RatingScheme.live().where(RatingScheme.name == SCHEME))[0]
    items = {
        one.item: one.uid
        for one in hand.ledger.find(SchemeItem.live().where(SchemeItem.scheme == scheme.uid))
    }
    rating = BranchRating(
        scheme=scheme.uid,
        period=2025,
        org=cast.roster.branch,
        self_score=sum(Decimal(score) for _, score, _, _ in SCORES),
        mass_score=Decimal("93.5"),
        superior_score=Decimal("91.5"),
        decided_on=on("2026-03-18"),
    )
    lines = [
        RatingItem(
            rating=rating.uid, item=items[item], score=Decimal(score), reason=reason or None, basis=basis
        )
        for item, score, reason, basis in SCORES
    ]
    hand.save("登记2025年评级", rating, *lines)


def annual_story(hand: Hand, cast: Cast) -> Story:
    """The table of 2025 as it was signed on paper: 44 at its beginning, one admitted, 45 at its end."""
    yield at("2026-01-06 09:30")
    people = {one.name: one.uid for one in hand.ledger.find(Member.live())}
    ended = [uid for name, uid in people.items() if name not in (CAME_BY_LETTER, DEVELOPED_THIS_YEAR)]
    admitted = people[DEVELOPED_LAST_YEAR]
    lists = {"r2": [admitted], "r3": [admitted], "r13": ended, "r14": ended}
    rows = [count("r1", "1 上年底总数", [uid for uid in ended if uid != admitted], "人")]
    rows += [count(key, title, lists.get(key, ()), "人") for key, title in ROWS.items() if key != "r15"]
    table = AnnualChange(
        year=2025,
        org=cast.roster.branch,
        r1=len(ended) - 1,
        figures=frozen([*rows, Figure("r15", ROWS["r15"], "人", 0, ())]),
        filled_by=cast["组织委员"],
        approved_by=cast["书记"],
        on=on("2026-01-05"),
    )
    with hand.ledger.action("补录2025年党员增减年表") as action:
        action.save(table)
        action.step(table, "sign")
        action.step(table, "send")
    yield at("2026-10-28 17:00")
    draft = AnnualChange(year=2026, org=cast.roster.branch, r1=len(ended), filled_by=cast["组织委员"])
    hand.save("起草2026年党员增减年表", draft)
