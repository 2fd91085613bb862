"""Three hundred service orders: what residents ask, who goes, how long it takes, what they say of it."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from desktop_app.base.dates import parse_span
from desktop_app.base.strokes import load_strokes
from desktop_app.duties.service.takers import Helper, helpers_of, match
from desktop_app.records.links import PersonWhy
from desktop_app.registers.service.grids import Grid
from desktop_app.registers.service.service_orders import RATINGS, ServiceOrder

from ..gatherings import after
from ..hand import Story, on
from .players import Year

COUNT = 300
SURNAMES = "贾邹夏侯孟秦江阎薛雷段郝孔毛邱万顾赖武康向汤尹常乔"
GIVEN = (
    "桂英",
    "建国",
    "淑芬",
    "志明",
    "玉兰",
    "德福",
    "秀珍",
    "永昌",
    "春梅",
    "世杰",
    "小燕",
    "国庆",
    "彩霞",
    "文彬",
)
# Need → (least and most tenths of an hour, what is asked).
NEEDS: dict[str, tuple[int, int, tuple[str, ...]]] = {
    "维修": (
        5,
        25,
        (
            "厨房水龙头关不严，滴了一夜",
            "卫生间灯不亮，踩凳子不敢换",
            "门锁钥匙拧不动",
            "纱窗破了个洞，进蚊子",
            "马桶水箱一直响",
            "晾衣杆掉下一头",
            "插座松了，插上去冒火花",
            "柜门合页断了",
        ),
    ),
    "陪护": (
        10,
        40,
        (
            "后天上午做白内障复查，想有人陪着去",
            "老伴出院，要两个人抬上四楼",
            "做胃镜要家属在场，孩子在外地",
            "去区政务大厅办养老认证，腿走不动",
            "夜里要人陪床一晚",
            "陪着去银行改密码",
        ),
    ),
    "困难帮助": (
        5,
        20,
        (
            "下雨天帮忙买两天的菜",
            "低保材料不会填",
            "取快递，箱子太重",
            "社保卡丢了，想补办",
            "帮着把旧床抬下楼",
            "电动轮椅电瓶没电，推不回来",
        ),
    ),
    "医疗健康": (
        5,
        20,
        (
            "想有人上门量血压，教用血糖仪",
            "药盒分不清早晚",
            "想问两种药能不能一起吃",
            "换药，伤口在后背够不着",
        ),
    ),
    "政策宣传": (
        5,
        20,
        (
            "加装电梯的分摊怎么算，想听人讲一遍",
            "高龄津贴怎么领",
            "听说医保变了，想问清楚",
            "孩子上学要什么材料",
        ),
    ),
    "矛盾化解": (
        10,
        30,
        (
            "楼上半夜洗衣服，说了两次没有用",
            "门口鞋柜占了半边楼道",
            "空调水滴到我家窗台",
            "停车位被占，差点打起来",
        ),
    ),
    "环境整治": (
        10,
        30,
        (
            "楼后面杂草长到膝盖",
            "垃圾桶边堆了旧家具",
            "楼道墙上全是小广告",
            "水沟堵了，一股味",
        ),
    ),
    "文化艺术": (
        10,
        25,
        (
            "想学两首合唱，不识谱",
            "求两副大字春联",
            "孩子想学下棋，没有地方",
        ),
    ),
    "微心愿": (
        5,
        15,
        (
            "九十岁生日想拍张全家福",
            "想要一台能听戏的收音机",
            "孙子想要一本旧字典",
            "想去看看新修的公园",
        ),
    ),
    "其他": (5, 15, ("手机总弹广告，不知道点了什么", "想找人教发语音", "老花镜掉到床底下，够不着")),
}
WEIGHTS = (24, 16, 14, 10, 8, 8, 7, 5, 5, 3)
GOOD = (
    "来得快，活干得细。",
    "走的时候把地也扫了。",
    "说好几点就是几点。",
    "还留了电话。",
    "年轻人有耐心。",
    "",
)
FAIR_WORDS = ("弄好了，就是等了两天。", "能用，样子差一点。")
POOR_WORDS = ("说好上午来，下午才到，也没有打电话。", "修了一遍，第三天又坏了。")


@dataclass(frozen=True)
class Fate:
    """How far an order gets: all states are met in a year."""

    rated: bool = True
    declined: bool = False
    cancelled: bool = False
    stops: str = ""


def fates(chance: Random) -> list[Fate]:
    """One fate per order: most are rated; a few are sent back, cancelled, or still under way at the end."""
    made = [Fate() for _ in range(COUNT)]
    for number in chance.sample(range(20, COUNT - 25), 14):
        made[number] = Fate(declined=True)
    for number in chance.sample([k for k in range(20, COUNT - 25) if not made[k].declined], 9):
        made[number] = Fate(rated=False, cancelled=True)
    ends = (
        "待评单",
        "待评单",
        "服务中",
        "服务中",
        "已接单",
        "已接单",
        "已派单",
        "已派单",
        "退单",
        "待派单",
        "待派单",
    )
    for number, state in enumerate(ends):
        made[COUNT - len(ends) + number] = Fate(rated=False, stops=state)
    return made


def days_of_asking(chance: Random) -> list[date]:
    """Three hundred days of asking in order, the last ones in the year's last days."""
    open_from, until = on("2026-01-12"), on("2026-12-19")
    span = (until - open_from).days
    days = sorted(open_from + timedelta(days=chance.randint(0, span)) for _ in range(COUNT - 11))
    return days + [on("2026-12-24") + timedelta(days=k // 3) for k in range(11)]


def order_stories(year: Year) -> list[Story]:
    """One story per order."""
    chance = year.chance("orders")
    days = days_of_asking(chance)
    hands = Helpers(year)
    return [
        order_story(year, hands, number, day, fate)
        for number, (day, fate) in enumerate(zip(days, fates(chance), strict=True), 1)
    ]


class Helpers:
    """Who takes orders, read once a week: as the page that sends orders would show them."""

    def __init__(self, year: Year) -> None:
        self._year = year
        self._strokes = load_strokes()
        self._read: date | None = None
        self._people: list[Helper] = []

    def fit(self, order: ServiceOrder, span: Any) -> list[str]:
        """The uids of the ten who fit best."""
        today = self._year.ledger.today
        if self._read is None or (today - self._read).days > 6:
            self._read, self._people = today, helpers_of(self._year.ledger)
        return [
            one.uid for one in match(self._people, order.need or "", order.grid, span, self._strokes)[:10]
        ]


def _asked(year: Year, chance: Random, day: date) -> ServiceOrder:
    need = chance.choices(list(NEEDS), WEIGHTS)[0]
    building = chance.randint(1, 24)
    grid = year.ledger.find(Grid.live().where(Grid.code == f"GHL-W{(building - 1) // 8 + 1}"))[0]
    return ServiceOrder(
        asked_on=day,
        requester=chance.choice(SURNAMES) + chance.choice(GIVEN),
        phone=f"139002{chance.randint(10000, 99999)}",
        address=(
            f"桂花里{building}号楼{chance.randint(1, 3)}单元{chance.randint(1, 12)}0{chance.randint(1, 4)}室"
        ),
        grid=grid.uid,
        need=need,
        detail=chance.choice(NEEDS[need][2]),
        channel=chance.choice(("上门", "电话", "电话", "窗口", "网格员", "公示栏", "会议")),
    )


def _time(chance: Random, need: str, day: date) -> tuple[Any, Any]:
    """The agreed span and the one it took."""
    least, most, _ = NEEDS[need]
    tenths = chance.randint(least, most)
    hour = chance.choice((9, 10, 14, 15, 16, 19))
    end = hour * 60 + tenths * 6
    agreed = parse_span(f"{day} {hour:02d}:00-{hour + 1:02d}:00")
    return agreed, parse_span(f"{day} {hour:02d}:00-{end // 60:02d}:{end % 60:02d}")


def order_story(year: Year, hands: Helpers, number: int, day: date, fate: Fate) -> Story:
    """One order from asking to judging, or as far as it gets."""
    chance = year.chance(f"order {number}")
    yield after(day, 0, f"{8 + number % 9:02d}:{number % 60:02d}")
    order = _asked(year, chance, day)
    year.hand.save(f"点单：{order.need}", order)
    if fate.cancelled:
        yield after(day, 1, "10:00")
        year.hand.step(
            order, "cancel", cancel_reason=chance.choice(("亲戚来帮了忙。", "孩子回来了，不用了。"))
        )
        return
    if fate.stops == "待派单":
        return
    yield after(day, 0, "17:30") if chance.random() < 0.7 else after(day, 1, "09:10")
    service_day = after(year.ledger.today, chance.randint(1, 3), "09:00").date()
    agreed, spent = _time(chance, order.need or "", service_day)
    dispatcher = year.cast["宣传委员"]

    def takers() -> tuple[PersonWhy, ...]:
        people = [one for one in hands.fit(order, agreed) if one != dispatcher]
        return tuple(PersonWhy(one) for one in chance.sample(people, 2 if chance.random() < 0.3 else 1))

    sent = {"dispatcher": dispatcher, "takers": takers()}
    if fate.stops == "已派单":
        year.hand.step(order, "dispatch", **sent)
        return
    with year.ledger.action(f"派单：{order.order_no}") as action:
        action.step(order, "dispatch", sent)
        action.step(order, "take", {"agreed_on": agreed})
    if fate.declined or fate.stops == "退单":
        yield after(year.ledger.today, 0, "18:30")
        year.hand.step(
            order, "decline", return_reason=chance.choice(("临时加班，去不了。", "感冒，怕传给老人。"))
        )
        if fate.stops:
            return
        with year.ledger.action(f"重新派单：{order.order_no}") as action:
            action.step(order, "again")
            action.step(order, "dispatch", {"dispatcher": dispatcher, "takers": takers()})
            action.step(order, "take", {"agreed_on": agreed})
    if fate.stops == "已接单":
        return
    yield after(service_day, 0, "08:40")
    year.hand.step(order, "begin")
    if fate.stops == "服务中":
        return
    yield after(service_day, 0, "21:10")
    year.hand.step(order, "finish", done_on=spent)
    if fate.stops == "待评单":
        return
    yield after(year.ledger.today, chance.randint(1, 4), "16:20")
    rating = chance.choices(RATINGS, (58, 34, 6, 2))[0]
    words = chance.choice(
        GOOD if rating in RATINGS[:2] else FAIR_WORDS if rating == RATINGS[2] else POOR_WORDS
    )
    year.hand.step(order, "rate", rating=rating, comment=words or None)
