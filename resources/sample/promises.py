"""What twenty members and the branch promised for 2026, what they did for it and how it was judged."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from desktop_app.registers.displays.promises import Promise, PromiseAction, PromiseRating

from .cast import Cast
from .hand import Hand, Story, on

LEARNING, WORK, SERVICE, SELF = "学习", "工作(岗位)", "服务群众(实事)", "自律"
YEAR = 2026


@dataclass(frozen=True)
class Item:
    """One promised item; ``runner`` are (day, action, effect), ``end`` (day, step, reason)."""

    kind: str
    text: str
    measure: str
    due: str
    deeds: tuple[tuple[str, str, str], ...] = ()
    end: tuple[str, str, str] | None = None
    grade: str = ""


PROMISES: tuple[tuple[str, tuple[Item, ...]], ...] = (
    (
        "书记",
        (
            Item(
                SERVICE,
                "全年接待居民来访不少于40次，每件事三天内回话",
                "周二下午固定接待，登记、回话都写日期",
                "2026-12-20",
                (
                    ("2026-08-11", "接待6人，反映楼道灯和装修噪声", "都在三天内回了话"),
                    ("2026-10-13", "接待5人，两件进了问题清单", ""),
                ),
            ),
            Item(
                LEARNING,
                "讲党课不少于2次，题目从小区的事里找",
                "上下半年各一次",
                "2026-11-30",
                (("2026-08-27", "讲了一盏楼道灯的党课", "四十人听课"),),
            ),
            Item(SELF, "公共电费、维修费用开支一律上墙，不经手现金", "每季度公示一次", "2026-12-31"),
        ),
    ),
    (
        "副书记",
        (
            Item(
                WORK,
                "每季度带队检查一次地下管网和水泵房",
                "查完当天写检查单",
                "2026-12-15",
                (("2026-08-09", "检查车库水泵，换了一个浮球", "8月17日暴雨没有进水"),),
            ),
            Item(
                SERVICE,
                "办成楼道充电的集中点选址",
                "量地、问电、开会三步走",
                "2026-11-30",
                (("2026-10-26", "陪供电公司看现场", "东侧可以接电"),),
            ),
        ),
    ),
    (
        "组织委员",
        (
            Item(
                SERVICE,
                "为8户年老体弱党员每月送学或探望一次",
                "分两天走完，带大字版材料",
                "2026-12-31",
                (("2026-08-25", "到四户送学", ""), ("2026-10-17", "重阳节走访五户", "记下需求五条")),
            ),
            Item(
                WORK,
                "党员档案材料缺项全部补齐",
                "列缺项单，逐人补",
                "2026-09-30",
                (("2026-09-18", "补齐最后三份转正材料", "缺项单清零"),),
                ("2026-09-28", "keep", ""),
                "好",
            ),
            Item(SELF, "不在工作群发与工作无关的链接和广告", "看到别人发也提醒", "2026-12-31"),
        ),
    ),
    (
        "宣传委员",
        (
            Item(
                WORK,
                "每月出一期楼道小报，写小区自己的人和事",
                "每期四百字以内，字号放大",
                "2026-12-25",
                (("2026-08-30", "出了防汛一期", "贴了24个楼门"), ("2026-09-29", "出了反诈一期", "")),
            ),
            Item(
                SERVICE,
                "教20名老人用手机挂号和打车",
                "周六上午一对一",
                "2026-10-31",
                (("2026-09-05", "教会6人挂号", ""), ("2026-10-24", "累计教会22人", "三位已经自己挂过号")),
                ("2026-10-28", "keep", ""),
                "好",
            ),
        ),
    ),
    (
        "纪检委员",
        (
            Item(
                WORK,
                "每季度公开抽查一次会议记录和费用单据",
                "抽查结果当场念",
                "2026-12-20",
                (("2026-09-10", "抽查三个小组记录，退回一份", "已补齐"),),
            ),
            Item(SELF, "不参加任何施工单位、物业公司的宴请", "请就回绝并在会上说明", "2026-12-31"),
        ),
    ),
    (
        "组长1",
        (
            Item(
                SERVICE,
                "帮本组7户独居老人每周敲一次门",
                "周三下午，敲不开就打电话",
                "2026-12-31",
                (("2026-08-19", "敲门七户，一户送医", "住院三天已出院"),),
            ),
            Item(
                SERVICE,
                "公示3号楼、5号楼楼道公共电费",
                "列收支表上墙",
                "2026-08-31",
                (("2026-08-28", "收支表贴出", "十一户补交了欠费"),),
                ("2026-09-02", "keep", ""),
                "好",
            ),
        ),
    ),
    (
        "组长2",
        (
            Item(
                SERVICE,
                "走访沿街12家商户，每家办成一件小事",
                "先办单车停放",
                "2026-10-15",
                (("2026-10-12", "走访6家", ""),),
            ),
            Item(LEARNING, "自学物业管理条例并给小组讲一次", "讲半小时", "2026-11-30"),
        ),
    ),
    (
        "组长3",
        (
            Item(
                WORK,
                "发挥护理专长，每月给老人量一次血压",
                "每月第二个周六",
                "2026-12-31",
                (("2026-09-12", "量血压33人，两人建议就医", ""), ("2026-10-10", "量血压29人", "")),
            ),
            Item(
                SERVICE,
                "把独居老人送餐办起来并坚持到年底",
                "排班、试送、改菜谱",
                "2026-12-20",
                (("2026-09-14", "排好十九名志愿者的班次", ""),),
            ),
        ),
    ),
    (
        "党员1",
        (
            Item(
                SERVICE,
                "给楼里住户免费磨剪刀、修纱窗，每月一次",
                "月末周日在3号楼门口",
                "2026-12-31",
                (("2026-08-30", "修纱窗9扇", ""),),
            ),
            Item(LEARNING, "全年学时达到40个", "不缺集中学习", "2026-12-31"),
        ),
    ),
    (
        "党员2",
        (
            Item(SERVICE, "接送同楼两名腿脚不便的老人看病", "提前一天问", "2026-12-31"),
            Item(
                SELF,
                "不在楼道堆杂物，带头清自家门口",
                "年内清两次",
                "2026-06-30",
                (("2026-06-20", "清出旧纸箱和一辆旧车", "邻居跟着清了三户"),),
                ("2026-08-10", "keep", ""),
                "较好",
            ),
        ),
    ),
    (
        "党员9",
        (
            Item(
                WORK,
                "整理社区图书角，每月上新10本",
                "谁借谁还登记清楚",
                "2026-11-30",
                (("2026-10-18", "累计上新41本，借出67人次", ""),),
            ),
            Item(
                SERVICE,
                "收集便民用房使用意见100份",
                "入户和扫码并行",
                "2026-10-10",
                (("2026-10-08", "收到132份", "整理成两个方案"),),
                ("2026-10-15", "keep", ""),
                "好",
            ),
        ),
    ),
    (
        "党员6",
        (
            Item(
                SERVICE,
                "认领11号楼北侧排水沟，汛期每周看一次",
                "看完拍照发组里",
                "2026-09-30",
                (("2026-08-15", "带头清沟", "清出26袋"), ("2026-09-12", "汛期看沟五次", "没有再堵")),
                ("2026-09-30", "keep", ""),
                "好",
            ),
            Item(LEARNING, "读完两本基层治理的书并写读书笔记", "每本不少于五百字", "2026-12-15"),
        ),
    ),
    (
        "党员13",
        (
            Item(
                SERVICE,
                "把6号楼加装电梯的意见谈拢，形成方案",
                "逐户谈，请专业人来讲",
                "2026-11-25",
                (("2026-08-28", "十二户走完", ""), ("2026-10-27", "协商会两户松口", "")),
            ),
            Item(WORK, "为住户看图解答改造问题不少于20次", "周四晚线上答", "2026-12-31"),
            Item(SELF, "不为任何施工单位介绍业务", "有人打听就当面讲明", "2026-12-31"),
        ),
    ),
    (
        "党员15",
        (
            Item(
                SERVICE,
                "每月免费法律咨询半天",
                "每月第一个周六上午",
                "2026-12-31",
                (("2026-09-05", "接待7人，多是遗嘱和租房", ""),),
            ),
            Item(
                LEARNING,
                "给支部讲一次民法典相邻关系",
                "举小区的例子",
                "2026-09-30",
                (),
                ("2026-10-08", "break", "9月两次开庭冲突，没有讲成，改到11月补讲，已在会上说明。"),
            ),
        ),
    ),
    (
        "党员18",
        (
            Item(
                SERVICE,
                "帮20户老人清理过期药",
                "带分类袋上门",
                "2026-12-10",
                (("2026-10-15", "走访时清理两户药盒", ""),),
            ),
            Item(WORK, "在单位窗口多备一副老花镜和放大镜", "坏了当周换", "2026-12-31"),
        ),
    ),
    (
        "党员17",
        (
            Item(
                WORK,
                "抢修到场不超过40分钟，雨天不例外",
                "夜里电话放枕边",
                "2026-12-31",
                (("2026-08-17", "暴雨夜抢修两处", "九点前恢复供电"),),
            ),
            Item(SERVICE, "给独居老人换老化插座10个", "年底前换完", "2026-11-30"),
        ),
    ),
    (
        "党员25",
        (
            Item(
                WORK,
                "每季度给居民讲一次真案子",
                "不用官话，讲本小区的事",
                "2026-12-20",
                (("2026-09-15", "主题党日讲三个案子", "入户316户"),),
            ),
            Item(SERVICE, "帮10户老人设好手机转账限额", "本人同意，家属在场", "2026-12-31"),
        ),
    ),
    (
        "党员20",
        (
            Item(
                SERVICE,
                "每周六带孩子们在小区捡一小时垃圾",
                "不少于20次",
                "2026-12-20",
                (("2026-09-26", "带11个孩子捡垃圾", ""),),
            ),
            Item(LEARNING, "参加集中学习不缺席", "有事提前补", "2026-12-31"),
        ),
    ),
    (
        "党员16",
        (
            Item(SERVICE, "协调划出沿街单车停放区", "联系城管、共享单车公司", "2026-10-20"),
            Item(SELF, "店前不占道，垃圾分好再放", "每天打烊前自查一遍", "2026-12-31"),
        ),
    ),
    (
        "党员23",
        (
            Item(WORK, "站点门口快递车停放不占消防通道", "画线并每天巡两遍", "2026-12-10"),
            Item(
                SERVICE,
                "雨雪天为同楼老人代取快递",
                "在楼道贴电话",
                "2026-12-31",
                (),
                ("2026-09-20", "withdraw", "本人9月起外派半年，这一项由组长另行安排。"),
            ),
        ),
    ),
)
# What somebody takes on within the year stays open to the branch's review.
LATE = (
    (
        "2026-10-16",
        "党员24",
        Item(SERVICE, "每天早上在学校侧门护学二十分钟，到放寒假", "周二周四和搭档换班", "2026-12-31"),
        True,
    ),
    (
        "2026-10-23",
        "党员21",
        Item(SERVICE, "把维修基金收支做成一页纸，每季度贴一次", "请会计帮忙核一遍", "2026-12-31"),
        False,
    ),
)


def letter_story(hand: Hand, cast: Cast, part: str, items: tuple[Item, ...]) -> Story:
    """The year's promises of one member: written, reviewed, shown and begun, then one by one kept or not."""
    yield datetime.combine(on("2026-02-26"), time(10, 0))
    promises = [_promise(cast, part, one) for one in items]
    with hand.ledger.action(f"登记{cast.name(part)}的承诺") as action:
        action.save(*promises)
        for one in promises:
            action.step(one, "submit")
    yield datetime.combine(on("2026-03-05"), time(15, 0))
    shown = {
        "reviewed_on": on("2026-03-04"),
        "published_on": on("2026-03-06"),
        "published_to": on("2026-03-12"),
        "channel": "公示栏",
    }
    reviewer = cast["书记"] if part != "书记" else cast["副书记"]
    with hand.ledger.action(f"审核公示{cast.name(part)}的承诺") as action:
        for one in promises:
            action.step(one, "publish", {"reviewer": reviewer, "signed": True, **shown})
            action.step(one, "start")
    turns = sorted(
        (turn for one, told in zip(promises, items, strict=True) for turn in _turns(one, told)),
        key=lambda turn: turn[0],
    )
    for day, promise, record, step in turns:
        yield datetime.combine(day, time(17, 10))
        if record is not None:
            hand.save("登记践诺" if isinstance(record, PromiseAction) else "登记评诺", record)
        else:
            hand.step(promise, step[0], **({"outcome_reason": step[1]} if step[1] else {}))


def late_story(hand: Hand, cast: Cast, day: str, part: str, item: Item, submitted: bool) -> Story:
    """A promise made within the year (即时承诺), still on its way through the review."""
    yield datetime.combine(on(day), time(11, 0))
    promise = _promise(cast, part, item)
    promise.kind = "即时承诺"
    with hand.ledger.action(f"登记{cast.name(part)}的承诺") as action:
        action.save(promise)
        if submitted:
            action.step(promise, "submit")


def _promise(cast: Cast, part: str, item: Item) -> Promise:
    return Promise(
        promiser=cast[part],
        year=YEAR,
        item=item.text,
        item_class=item.kind,
        measure=item.measure or None,
        due_on=on(item.due),
    )


def _turns(promise: Promise, item: Item) -> Iterator[tuple[Any, Promise, Any, tuple[str, str]]]:
    """What happens to one promise: (day, promise, record to save or None, (step, reason))."""
    for day, action, effect in item.deeds:
        deed = PromiseAction(promise=promise.uid, acted_on=on(day), action=action, effect=effect or None)
        yield on(day), promise, deed, ("", "")
    if item.end is None:
        return
    day, step, reason = item.end
    yield on(day), promise, None, (step, reason)
    if item.grade:
        for method, grade, votes in (
            ("个人自评", item.grade, {}),
            ("群众评", "好", {"好": 9, "较好": 3, "一般": 1}),
        ):
            rating = PromiseRating(
                promise=promise.uid, method=method, grade=grade, votes=votes or None, rated_on=on(day)
            )
            yield on(day), promise, rating, ("", "")
