"""Visits, help, political birthdays and honours, and the talks of the committee."""

from decimal import Decimal

from desktop_app.registers.organization_life.talks import Talk
from desktop_app.registers.people.care_awards import CareAward

from .cast import Cast
from .hand import Hand, Story, at, on

# 类型、对象、日期、内容、金额、经办.
CARE: tuple[tuple[str, str, str, str, str, str], ...] = (
    ("慰问", "老党员1", "2026-07-01", "七一前上门看望，送慰问金，聊了建厂时的事。", "300", "书记"),
    ("慰问", "老党员5", "2026-08-01", "八一看望退役老兵，陪去换了家庭医生的药单。", "300", "副书记"),
    ("困难帮扶", "党员1", "2026-08-26", "孙女上大学，帮忙办了助学贷款，支部补助路费。", "500", "组织委员"),
    ("政治生日", "党员9", "2026-06-25", "入党三十六年，支部送贺卡，本人说了一件难忘的事。", "", "宣传委员"),
    ("政治生日", "党员22", "2026-07-01", "入党十七年，在七一主题党日上一起过。", "", "宣传委员"),
    ("慰问", "=孟阿婆（21号楼独居老人）", "2026-09-25", "摔伤住院，党小组轮流送饭五天。", "200", "组长2"),
    ("荣誉", "党员25", "2026-09-28", "街道通报表扬：9月反诈入户宣传先进个人。", "", "组织委员"),
    ("慰问", "老党员2", "2026-10-16", "重阳节走访，送软枕和大字版学习材料。", "150", "组长1"),
    ("慰问", "老党员6", "2026-10-16", "重阳节走访，记下装扶手的需求。", "150", "组长3"),
    ("荣誉", "组长3", "2026-10-20", "区卫健委“最美护理人”提名，材料由支部整理上报。", "", "组织委员"),
)  # fmt: skip
# 谈话人、谈话对象、日期、地点、类型、内容.
TALKS: tuple[tuple[str, str, str, str, str, str], ...] = (
    ("书记", "副书记", "2026-08-07", "社区一楼小会议室", "日常",
     "说了车库排水的事不能等物业，副书记说管网班忙，约定值守表由他带班。"),
    ("书记", "组织委员", "2026-08-18", "社区一楼小会议室", "日常",
     "学校开学后时间紧，党费和学时的台账移到周六做；提出想有人帮着录。"),
    ("组织委员", "预备1", "2026-09-02", "社区二楼党员活动室", "转正",
     "谈一年来的表现和不足，指出登记表字迹潦草、说话太快，本人认可。"),
    ("纪检委员", "组长3", "2026-09-01", "青石街道卫生服务中心", "提醒谈话",
     "7月记录缺原因缺签字，谈的是把关不是追责；组长表示当场念当场签。"),
    ("书记", "党员1", "2026-09-11", "14号楼家中", "困难帮扶",
     "问家里的难处，孙女报到顺利；愿意参加送餐，不想被特殊照顾。"),
    ("副书记", "流动2", "2026-09-24", "电话", "日常",
     "谈组织关系转接，担心那边支部不熟；约定转过去以后头三个月还通电话。"),
    ("书记", "宣传委员", "2026-10-12", "社区一楼小会议室", "会前",
     "组织生活会前谈心：公约第四条写罚款是想当然，以后先问法律工作者。"),
    ("纪检委员", "书记", "2026-10-21", "社区一楼小会议室", "会前",
     "对书记提了两条：商户走访起步晚、会上总是自己先定调子。书记接受。"),
)  # fmt: skip


def care_story(hand: Hand, cast: Cast) -> Story:
    """Every kindness on its day; earlier ones when the books are opened."""
    for kind, who, day, what, amount, by in CARE:
        yield at(f"{day} 17:40")
        hand.save(
            f"登记{kind}",
            CareAward(
                kind=kind,
                who=who[1:] if who.startswith("=") else cast[who],
                on=on(day),
                what=what,
                amount=Decimal(amount) if amount else None,
                by=cast[by],
            ),
        )


def talks_story(hand: Hand, cast: Cast) -> Story:
    """The committee's talks among themselves and with members."""
    for by, to, day, place, kind, content in sorted(TALKS, key=lambda one: one[2]):
        yield at(f"{day} 18:10")
        talk = Talk(
            by_member=cast[by],
            with_member=cast[to],
            held_on=on(day),
            place=place,
            kind=kind,
            content=content,
            signed=place != "电话",
        )
        hand.save("登记谈心谈话", talk)
