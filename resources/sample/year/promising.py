"""Promises beyond the sample's, and how all of them end: deeds, kept or not, judged by four circles."""

from typing import Any

from desktop_app.registers.displays.promises import (
    BROKEN,
    DOING,
    DRAFT,
    KEPT,
    REVIEW,
    Promise,
    PromiseAction,
    PromiseRating,
)
from desktop_app.registers.organization_life.meeting_kinds import APPRAISAL
from desktop_app.registers.organization_life.meetings import Meeting

from ..hand import Story, at, on
from ..promises import LEARNING, PROMISES, SELF, SERVICE, WORK, Item, letter_story
from .players import Year

# Two for each who is not in the sample's letters, in this order.
POOL = (
    Item(SERVICE, "每月帮两户独居老人交一次水电费、看一次电表", "月初上门，单据拍照留底", "2026-12-20"),
    Item(LEARNING, "全年读完三本书，每本在小组会上讲十分钟", "上半年一本，下半年两本", "2026-12-10"),
    Item(SERVICE, "周末陪诊全年不少于六次", "在陪诊登记本上签名", "2026-12-20"),
    Item(SELF, "不在楼道停车、不在阳台堆物，家里人也管住", "每月自查一次", "2026-12-25"),
    Item(WORK, "把本单位淘汰的十把椅子修好送到活动室", "两个月内送到", "2026-06-30"),
    Item(SERVICE, "教会五名老人看懂燃气缴费短信", "一对一，在活动室教", "2026-11-30"),
    Item(SERVICE, "每季度为本栋检查一次楼道消火栓", "查完贴日期条", "2026-12-15"),
    Item(LEARNING, "支部集中学习全年缺席不超过两次，缺一次补一次", "缺的在补学本上签", "2026-12-20"),
    Item(WORK, "本岗位全年零差错，接待群众不说“不归我管”", "把去处写在纸上交给群众", "2026-12-20"),
    Item(SERVICE, "结对一名困难学生，每周辅导一次作业", "周三晚上在活动室", "2026-12-20"),
    Item(SERVICE, "冬天下雪先扫本单元门口和坡道", "雪停两小时内扫完", "2026-12-25"),
    Item(SELF, "红白喜事从简，不收邻居红包", "家里有事提前报支部", "2026-12-25"),
    Item(WORK, "把单位的健康讲座请进小区两次", "上下半年各一次", "2026-11-20"),
    Item(SERVICE, "为二十户老人装好起夜灯", "灯由自己出，装完逐户签字", "2026-10-31"),
    Item(SERVICE, "每月整理一次小区图书角", "登记借还，破损的修补", "2026-12-20"),
    Item(LEARNING, "写六篇学习体会，每篇说一件自己的事", "双月一篇，交党小组", "2026-12-15"),
)
# What was done where nothing is written yet, by the kind of item.
DEEDS = {
    SERVICE: (
        "登记本上办了七次，最近一次是十一月底",
        "照约定做了，四户人家签了字",
        "做到十一月，十二月上旬补齐最后两次",
        "办成九件，一件转给物业",
        "按月做，缺的一个月已经补上",
    ),
    LEARNING: ("学习都到，缺的一次在补学本上签了名", "讲过两次，第三次排在十二月", "笔记交党小组看过"),
    WORK: ("岗位检查没有扣分，群众留言两条都是表扬", "按季度做完，检查单存档", "东西送到，验收签字"),
    SELF: ("自查十一次，两次自己记了不足", "家里老人过寿没有收礼，事后报了支部", "群众没有反映"),
}
WHY_NOT = ("下半年单位外派，每周结对只做到六月，已向联系户说明。", "腰伤住院两个月，约定的检查没有做满。")
BRANCH_ITEMS = (
    Item(SERVICE, "全年办成群众点名要办的实事十件，每件公示结果", "一季度定十件，逐季公布", "2026-12-25"),
    Item(WORK, "楼道充电集中点年内建成投用", "选址、报装、施工三步", "2026-12-20"),
)


def letters_story(year: Year) -> Story:
    """Letters of those the sample gives none, and the branch's own."""
    yield at("2026-02-26 09:30")
    cast = year.cast
    told = {cast[part] for part, _ in PROMISES}
    others = [
        one
        for one in cast.here()
        if one.uid not in told and not cast.excuse(one.uid) and one.category == "正式党员"
    ]
    stories = [
        letter_story(year.hand, cast, one.name, POOL[2 * k : 2 * k + 2])
        for k, one in enumerate(others[: len(POOL) // 2])
    ]
    for story in stories:
        next(story)
        next(story, None)
    yield at("2026-03-05 15:30")
    for story in stories:
        next(story, None)
    yield at("2026-03-05 16:00")
    items = [
        Promise(
            promiser=cast.roster.branch,
            year=2026,
            item=one.text,
            item_class=one.kind,
            measure=one.measure,
            due_on=on(one.due),
            responsible=cast["书记"],
        )
        for one in BRANCH_ITEMS
    ]
    shown = {
        "reviewed_on": on("2026-03-05"),
        "published_on": on("2026-03-06"),
        "published_to": on("2026-03-12"),
        "channel": "公示栏",
    }
    with year.ledger.action("登记支部的承诺") as action:
        action.save(*items)
        for one in items:
            action.step(one, "submit")
            action.step(one, "publish", {"reviewer": cast["组织委员"], "signed": True, **shown})
            action.step(one, "start")


def year_end_story(year: Year) -> Story:
    """December: late ones are published, the last deeds written, every promise judged and ended."""
    yield at("2026-11-06 15:00")
    for one in _in(year, DRAFT, REVIEW):
        with year.ledger.action("审核公示即时承诺") as action:
            if one.state == DRAFT:
                action.step(one, "submit")
            action.step(
                one,
                "publish",
                {
                    "reviewer": year.cast["书记"],
                    "reviewed_on": on("2026-11-05"),
                    "published_on": on("2026-11-06"),
                    "published_to": on("2026-11-12"),
                    "channel": "公示栏",
                    "signed": True,
                },
            )
            action.step(one, "start")
    yield at("2026-12-12 16:00")
    doing = _in(year, DOING)
    acted = {one.promise for one in year.ledger.find(PromiseAction.live())}
    chance = year.chance("deeds")
    year.hand.save(
        "登记年底前的践诺",
        *(
            PromiseAction(
                promise=one.uid,
                acted_on=on("2026-12-11"),
                action=chance.choice(DEEDS[one.item_class]),
                effect=chance.choice(("群众代表看过登记本", "联系户签字认可", None)),
                evidence="践诺登记本",
            )
            for one in doing
            if one.uid not in acted or chance.random() < 0.3
        ),
    )
    yield at("2026-12-18 10:00")
    broken = {doing[k].uid: WHY_NOT[n] for n, k in enumerate((len(doing) // 3, 2 * len(doing) // 3))}
    with year.ledger.action(f"年终评诺：{len(doing)} 项") as action:
        for one in doing:
            action.step(
                one,
                "break" if one.uid in broken else "keep",
                {"outcome_reason": broken[one.uid]} if one.uid in broken else {},
            )
    yield at("2026-12-18 15:00")
    done = _in(year, KEPT, BROKEN)
    rated = {(one.promise, one.method) for one in year.ledger.find(PromiseRating.live())}
    rows = [row for one in done for row in _ratings(year, one) if (row.promise, row.method) not in rated]
    year.hand.save(f"登记评诺：{len(rows)} 份", *rows)


def _ratings(year: Year, promise: Any) -> list[PromiseRating]:
    chance = year.chance(f"rating {promise.item}")
    kept = promise.state == KEPT
    grades = ("好", "较好") if kept else ("一般", "一般")
    best = chance.randint(18, 22) if kept else chance.randint(3, 8)
    peers = {"好": best, "较好": 24 - best, "一般": 0 if kept else 8}
    people = {"好": best - 2, "较好": 24 - best, "一般": 2}
    meeting = year.ledger.find(Meeting.live().where(Meeting.kind == APPRAISAL))
    linked = meeting[0].uid if meeting else None
    return [
        PromiseRating(
            promise=promise.uid,
            method=method,
            grade=grade,
            votes={k: v for k, v in votes.items() if v} or None,
            rated_on=on("2026-12-17"),
            meeting=linked,
        )
        for method, grade, votes in (
            ("个人自评", chance.choice(grades), {}),
            ("党员互评", grades[0], peers),
            ("群众评", grades[0], people),
            ("组织评", grades[0] if best > 19 or not kept else grades[1], {}),
        )
    ]


def _in(year: Year, *states: str) -> list[Any]:
    found: list[Any] = year.ledger.find(Promise.live().where(Promise.state.in_(states)).order_by(Promise.uid))
    return found
