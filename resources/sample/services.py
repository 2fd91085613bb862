"""Service orders: what residents asked for from August to October, who went, what they said of it."""

from dataclasses import dataclass
from typing import Any

from desktop_app.base.dates import parse_span
from desktop_app.records.links import PersonWhy
from desktop_app.registers.service.service_orders import ServiceOrder

from .cast import Cast
from .grid import grid_uid, person_of
from .hand import Hand, Story, at, on


@dataclass(frozen=True)
class Order:
    """One order; ``takers`` are parts or names of guests, ``done`` the time of the work, '' while it waits.

    ``rated`` is (day, rating, words). ``end`` is a last step of its own with its reason: decline or cancel.
    """

    asked: str
    who: str
    place: str
    grid: int
    need: str
    detail: str
    channel: str = "网格员"
    sender: str = "党员24"
    sent: str = ""
    takers: tuple[str, ...] = ()
    taken: str = ""
    agreed: str = ""
    begun: bool = False
    done: str = ""
    rated: tuple[str, str, str] | None = None
    end: tuple[str, str, str] | None = None


ORDERS: tuple[Order, ...] = (
    Order("2026-08-07", "翁淑贞", "3号楼2单元402室", 1, "维修", "卫生间水龙头滴水，自己拧不动。",
          sent="2026-08-07", takers=("党员6",), taken="2026-08-07", agreed="2026-08-08 09:00-10:00",
          done="2026-08-08 09:10-10:00", rated=("2026-08-08", "非常满意",
          "换了垫圈，没收钱，地也擦干净了。")),
    Order("2026-08-11", "鲁广田", "1号楼1单元102室", 1, "医疗健康",
          "老伴的药分不清饭前饭后，想请人写成大字。",
          sent="2026-08-11", takers=("党员18",), taken="2026-08-12", done="2026-08-13 19:00-20:00",
          rated=("2026-08-14", "非常满意", "写成一张大表贴在药箱上。")),
    Order("2026-08-14", "褚玉兰", "12号楼3单元301室", 2, "矛盾化解", "楼上漏水，找了三次不认账。", "电话",
          sent="2026-08-14", takers=("党员15", "司徒远"), taken="2026-08-14", done="2026-08-14 19:30-21:00",
          rated=("2026-08-17", "满意", "当晚谈妥了，赔刷墙。")),
    Order("2026-08-19", "连根生", "14号楼2单元203室", 2, "陪护", "周四去市三院复查，一个人挂不了号。", "上门",
          sent="2026-08-19", takers=("组2.6",), taken="2026-08-19", done="2026-08-20 07:40-11:10",
          rated=("2026-08-21", "非常满意", "陪了一上午，还送到家门口。")),
    Order("2026-08-24", "卫桂香", "22号楼3单元102室", 3, "微心愿", "想要一个能听戏的小收音机。",
          sent="2026-08-25", takers=("组3.8",), taken="2026-08-25", done="2026-08-27 18:30-19:00",
          rated=("2026-08-28", "非常满意", "台都调好了，天天听。")),
    Order("2026-08-28", "冉小满", "8号楼1单元501室", 1, "困难帮助", "孩子开学没人接，下班赶不及。", "电话",
          sent="2026-08-28", takers=("党员24",), end=("2026-08-29", "decline",
          "接单人当周培训，时间对不上。")),
    Order("2026-09-01", "冉小满", "8号楼1单元501室", 1, "困难帮助", "开学头两周放学没人接孩子，4点到5点半。",
          "电话",
          sent="2026-09-01", takers=("党员9", "闻晓雪"), taken="2026-09-01", done="2026-09-11 16:00-17:30",
          rated=("2026-09-12", "非常满意", "孩子说阿姨还教他写作业。")),
    Order("2026-09-06", "翁嘉树", "5号楼3单元601室", 1, "环境整治", "绿地里堆了旧家具，夏天招虫。", "公示栏",
          sent="2026-09-06", takers=("组1.4", "组1.3"), taken="2026-09-06", done="2026-09-07 08:30-10:00",
          rated=("2026-09-08", "满意", "清走了，要是早点清更好。")),
    Order("2026-09-09", "俞秀芝", "19号楼1单元101室", 3, "维修", "走廊灯的开关松了，冒过火星。", "上门",
          sent="2026-09-09", takers=("柏青松",), taken="2026-09-09", done="2026-09-09 18:30-19:20",
          rated=("2026-09-10", "非常满意", "来得快，换了新开关。")),
    Order("2026-09-14", "狄文秀", "10号楼2单元301室", 2, "政策宣传", "接到说医保卡停用的电话，不知道真假。",
          "电话",
          sent="2026-09-14", takers=("党员25",), taken="2026-09-14", done="2026-09-14 17:00-17:40",
          rated=("2026-09-15", "非常满意", "当场讲明白是骗子。")),
    Order("2026-09-20", "孟阿婆", "21号楼1单元102室", 3, "陪护", "摔伤在家，中午没有人送饭。",
          sent="2026-09-20", takers=("组长3", "党员17"), taken="2026-09-20", done="2026-09-24 11:00-12:30",
          rated=("2026-09-25", "非常满意", "送了五天，饭是热的。")),
    Order("2026-09-22", "步青", "16号楼3单元1201室", 2, "文化艺术", "楼里孩子想学打快板，找个老师。", "窗口",
          sent="2026-09-23", takers=("闻晓雪",), taken="2026-09-24", done="2026-09-26 09:00-11:00",
          rated=("2026-09-27", "一般", "人多教室小，听不清。")),
    Order("2026-09-28", "邬德昌", "6号楼1单元102室", 1, "其他", "想反对装电梯，不知道找谁说。", "窗口",
          sent="2026-09-28", takers=("党员13",), taken="2026-09-28", done="2026-09-29 19:00-20:00",
          rated=("2026-09-30", "满意", "话说完了，等方案。")),
    Order("2026-10-03", "翁淑贞", "3号楼2单元402室", 1, "维修", "纱窗破了两扇。",
          sent="2026-10-03", takers=("党员6",), taken="2026-10-03", done="2026-10-05 09:00-10:30",
          rated=("2026-10-05", "非常满意", "纱窗换了，又帮着调了门。")),
    Order("2026-10-08", "臧福寿", "11号楼4单元202室", 2, "医疗健康", "血压高，想请人每周来量一次。", "电话",
          sent="2026-10-08", takers=("欧阳静",), taken="2026-10-09", done="2026-10-11 10:00-11:00",
          rated=("2026-10-12", "不满意", "说好每周来，第二周没有来。")),
    Order("2026-10-12", "时玉珍", "20号楼1单元103室", 3, "微心愿", "重阳节想和老姐妹照一张相。",
          sent="2026-10-13", takers=("宣传委员",), taken="2026-10-13", done="2026-10-17 10:00-11:30",
          rated=("2026-10-18", "非常满意", "照片洗出来装了框。")),
    Order("2026-10-18", "贝小川", "17号楼2单元601室", 3, "困难帮助", "外卖摔伤，想问工伤怎么申请。", "电话",
          sent="2026-10-19", takers=("司徒远",), taken="2026-10-19", agreed="2026-10-20 19:00-20:00",
          done="2026-10-20 19:00-20:30"),
    Order("2026-10-22", "厉大姐", "2号楼2单元201室", 1, "陪护", "下周做白内障手术，子女在外地。", "上门",
          sent="2026-10-22", takers=("组1.2",), taken="2026-10-23", agreed="2026-10-30 07:30-11:30",
          begun=True),
    Order("2026-10-24", "米建设", "13号楼1单元702室", 2, "维修", "阳台晾衣杆掉下来一头。",
          sent="2026-10-24", takers=("组2.4",), taken="2026-10-25", agreed="2026-10-31 09:00-10:00"),
    Order("2026-10-26", "樊老师", "23号楼2单元301室", 3, "文化艺术", "合唱队缺一个会弹琴的。", "窗口",
          sent="2026-10-27", takers=("闻晓雪",)),
    Order("2026-10-26", "霍师傅", "9号楼2单元501室", 2, "环境整治", "楼顶堆的旧花盆要清。", "网格员",
          end=("2026-10-27", "cancel", "本人约好儿子周末来清，不用了。")),
    Order("2026-10-28", "居兰英", "4号楼3单元201室", 1, "困难帮助", "老人冬季取暖补贴不会在手机上申请。",
          "网格员"),
)  # fmt: skip


def order_story(hand: Hand, cast: Cast, told: Order) -> Story:
    """One order as far as it went; what is done the same evening is written down at once."""
    yield at(f"{told.asked} 18:30")
    takers = tuple(PersonWhy(person_of(hand, cast, one)) for one in told.takers)
    order = ServiceOrder(
        asked_on=on(told.asked),
        requester=told.who,
        phone=_phone(told),
        address=f"桂花里{told.place}",
        grid=grid_uid(hand, told.grid),
        need=told.need,
        detail=told.detail,
        channel=told.channel,
    )
    hand.save(f"点单：{told.detail[:12]}", order)
    if told.sent:
        yield at(f"{told.sent} 18:40")
        sent = {"dispatcher": cast[_sender(cast, told)], "dispatched_on": on(told.sent), "takers": takers}
        hand.step(order, "dispatch", **sent)
    if told.taken:
        yield at(f"{told.taken} 18:50")
        with hand.ledger.action(f"接单 {order.order_no}") as action:
            action.step(order, "take", {"agreed_on": parse_span(told.agreed) if told.agreed else None})
            if told.begun:
                action.step(order, "begin")
    if told.done:
        span = parse_span(told.done)
        yield span.end
        hand.step(order, "finish", done_on=span)
    if told.rated:
        yield from _rate(hand, order, *told.rated)
    if told.end:
        day, step, reason = told.end
        yield at(f"{day} 18:10")
        box = "return_reason" if step == "decline" else "cancel_reason"
        hand.step(order, step, **{box: reason})


def _rate(hand: Hand, order: Any, day: str, rating: str, words: str) -> Story:
    """The resident's word; the points of those who went are posted with it."""
    yield at(f"{day} 19:40")
    hand.step(order, "rate", rating=rating, comment=words, rated_on=on(day))


def _sender(cast: Cast, told: Order) -> str:
    """Who sends the order: the grid worker, or the committee where the worker goes himself."""
    return "组织委员" if told.sender in told.takers else told.sender


def _phone(told: Order) -> str:
    """An invented number that is the same every time."""
    return f"1390011{sum(map(ord, told.who)) % 10000:04d}"
