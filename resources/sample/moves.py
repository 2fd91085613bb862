"""Who left, who came and who lives elsewhere: letters of transfer, members away and every call with them."""

from typing import Any

from desktop_app.base.periods import Month
from desktop_app.registers.people.members import Member
from desktop_app.registers.people.mobile_members import AWAY, HERE, MobileContact, MobileMember
from desktop_app.registers.people.org_transfers import ACROSS, IN, OUT, WITHIN, OrgTransfer
from desktop_app.sample import SUPERIOR

from .cast import Cast
from .hand import Hand, Story, at, on
from .people import CAME_BY_LETTER, LEFT_BY_LETTER

OWN = "中共青石街道桂花里社区第一支部委员会"
SEAT = {
    "origin_address": "本市青石区青石街道青石路6号",
    "origin_phone": "0991-5550100",
    "origin_postcode": "990101",
}


def earlier_letters(hand: Hand) -> None:
    """The two letters of the half-year before the books were opened: one member came, one left."""
    people = {one.name: one for one in hand.ledger.find(Member.live())}
    came, left = people[CAME_BY_LETTER], people[LEFT_BY_LETTER]
    letter = OrgTransfer(
        direction=IN,
        scope=WITHIN,
        issuer="中共青石区直属机关工作委员会",
        letter_no="青直〔2026〕07",
        member=came.uid,
        from_org="中共青石区直属机关工作委员会",
        to_org=SUPERIOR,
        new_branch=OWN,
        reported_on=on("2026-03-25"),
        dues_paid_to=Month(2026, 3),
        valid_days=10,
        issued_on=on("2026-03-23"),
        member_phone=came.mobile,
        reason="居住地变动",
    )
    _told(hand, letter, "周慧敏", "0991-5550126", "2026-03-26")
    letter = OrgTransfer(
        direction=OUT,
        scope=ACROSS,
        issuer=SUPERIOR,
        letter_no="青石〔2026〕0031",
        member=left.uid,
        from_org=SUPERIOR,
        to_org="中共浙江省宁波市北仑区柴桥街道工作委员会",
        new_branch="中共柴桥街道芦江社区支部委员会",
        asked_on=on("2026-06-16"),
        reported_on=on("2026-07-02"),
        dues_paid_to=Month(2026, 6),
        valid_days=30,
        issued_on=on("2026-06-18"),
        member_phone=left.mobile,
        reason="工作变动",
        **SEAT,
    )
    _told(hand, letter, "乐云帆", "0574-5550188", "2026-07-09")


def _told(hand: Hand, letter: Any, clerk: str, phone: str, day: str) -> None:
    """One letter made out and received, the roster's row written in the same action."""
    receipt = {"receipt_on": on(day), "receipt_by": clerk, "receipt_phone": phone}
    with hand.ledger.action(f"补录组织关系{letter.direction}：第{letter.letter_no}号") as action:
        action.save(letter)
        action.step(letter, "issue")
        action.step(letter, "receive", receipt)
    hand.clock.forward(minutes=4)


def letter_story(hand: Hand, cast: Cast) -> Story:
    """A member away for more than a year is sent on: asked for, given by the committee, not yet received."""
    yield at("2026-10-19 15:20")
    member = hand.ledger.get(Member, cast["流动2"])
    letter = OrgTransfer(
        direction=OUT,
        scope=ACROSS,
        issuer=SUPERIOR,
        member=member.uid,
        from_org=SUPERIOR,
        to_org="中共广东省深圳市宝安区新桥街道工作委员会",
        new_branch="中共新桥街道上星社区支部委员会",
        dues_paid_to=Month(2026, 10),
        valid_days=30,
        member_phone=member.mobile,
        reason="流动6个月以上",
        **SEAT,
    )
    hand.save("填转接申请", letter)
    yield at("2026-10-19 16:40")
    hand.step(letter, "ask", asked_on=on("2026-10-19"))
    yield at("2026-10-21 10:10")
    hand.step(letter, "issue", letter_no="青石〔2026〕0058", issued_on=on("2026-10-20"))


STAYS: tuple[tuple[str, ...], ...] = (
    ("流动1", "2024-03-04", "浙江省杭州市余杭区五常街道西溪花园11幢", "互联网公司工程师", "外出务工",
     "中共杭州市余杭区五常街道西溪花园社区总支", "谢丽华 0571-5550121", "青流2024-016", "2024-09-10",
     "组织委员"),
    ("流动2", "2025-06-16", "广东省深圳市宝安区新桥街道上星社区22栋", "建筑设计驻场", "公司派驻",
     "中共深圳市宝安区新桥街道上星社区支部", "麦永年 0755-5550132", "青流2025-009", "2025-12-22", "副书记"),
)  # fmt: skip
CONTACTS: tuple[tuple[str, int, str, str, str], ...] = (
    (
        "2026-09-07",
        0,
        "电话",
        "住处没有变，加班多，一直没看群消息；说好每月第一个周末通一次电话。",
        "组织委员",
    ),
    ("2026-09-07", 1, "电话", "8月换了项目部，今年回不来；问组织关系能不能转到那边。", "组织委员"),
    ("2026-09-24", 0, "信件或短信", "寄去9月学习材料和反诈提示卡，已收到。", "组织委员"),
    ("2026-09-24", 1, "电话", "材料收到；上星社区支部愿意接收，说了要带的手续。", "副书记"),
    ("2026-10-05", 0, "视频", "参加了当地社区的国庆志愿服务，把照片发来给大家看。", "组织委员"),
    ("2026-10-18", 1, "电话", "党费交到10月，核对了接收支部的全称和电话。", "副书记"),
)

FEEDBACK = {
    ("2026-09-07", 1): "上星社区支部回电，愿意接收，要先看介绍信。",
    ("2026-10-05", 0): "社区总支证明他参加了两次主题党日。",
}


def away_story(hand: Hand, cast: Cast) -> Story:
    """Two members away and a guest of another branch; since September somebody calls every month."""
    yield at("2026-07-03 10:00")
    stays = [
        MobileMember(
            member=cast[part],
            flow_dir=AWAY,
            out_on=on(day),
            place=place,
            occupation=work,
            cause=cause,
            host_org=host,
            host_contact=contact,
            card_no=card,
            told_on=on(told),
            entered_on=on(told),
            liaison=cast[liaison],
            transferable=False,
            appraised_there=False,
        )
        for part, day, place, work, cause, host, contact, card, told, liaison in STAYS
    ]
    guest = MobileMember(
        member="苗立秋",
        flow_dir=HERE,
        out_on=on("2026-04-20"),
        place="本市青石区桂花里16号楼1单元501室",
        occupation="医院护工",
        cause="来本市照看外孙",
        host_org=OWN,
        host_contact="本支部第二党小组组长",
        came_from="甘肃省",
        home_org="中共陇西县菜子镇西街村支部委员会",
        home_contact="景常青 0932-5550140",
        card_no="陇流2026-021",
        told_on=on("2026-07-06"),
        entered_on=on("2026-07-06"),
        liaison=cast["组长2"],
        appraised_there=False,
    )
    hand.save("登记流动党员", *stays, guest)
    for day, number, way, words, by in CONTACTS:
        yield at(f"{day} 17:30")
        call = MobileContact(
            mobile_member=stays[number].uid,
            on=on(day),
            way=way,
            words=words,
            by=cast[by],
            other_side="本人",
            feedback=FEEDBACK.get((day, number)),
        )
        hand.save("登记流动党员联系", call)
