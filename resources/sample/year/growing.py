"""New members of the year: one is taken in, one confirmed, one becomes an activist, one applies."""

from typing import Any

from desktop_app.records.links import PersonWhy
from desktop_app.registers.people.development import Development, DevelopmentMaterial, DevelopmentReview
from desktop_app.registers.people.members import FULL, PROBATIONARY, Member
from desktop_app.registers.study.study import StudyHours

from ..growing import (
    CONFIRMED_REVIEWS,
    CONFIRMED_WATCHES,
    CONFIRMED_WAY,
    CONVERSION,
    HEARD,
    ballot_on,
)
from ..hand import Story, at, on
from ..people import DEVELOPED_THIS_YEAR as DEVELOPED
from ..people import id_number
from .opening import roster_of
from .players import Year

# What the 采集表 asks and the file of a candidate does not tell.
FORM_BOXES = (
    "seq", "party_group", "address", "native_place", "household_place", "job_position", "front_line",
    "new_stratum", "duty_rank", "health", "abroad", "dues_card_no", "archive_place",
)  # fmt: skip


def candidate_story(year: Year) -> Story:
    """高一鸣: applied in 2023, 积极分子 since June 2024, taken in on 22 May 2026; with his reviews."""
    yield at("2026-01-06 10:00")
    row = _row(year, DEVELOPED)
    way = Development(
        person=row.name,
        id_number=row.id_number,
        branch=year.cast.roster.branch,
        ethnicity=row.ethnicity,
        education=row.education,
        mobile=row.mobile,
        work_unit=row.work_unit,
        applied_on=on("2023-11-20"),
        talk_on=on("2023-12-08"),
        talk_by="杜晓岚",
        recommend_by="党员推荐",
        recommend_on=on("2024-06-12"),
        activist_filed_on=on("2024-06-28"),
        backfill_until=on("2026-01-06"),
        backfill_basis="按发展党员档案转抄",
    )
    way.talk_place, way.talk_text = "社区一楼小会议室", "谈入党动机，问跑单和组织生活怎么兼顾。"
    mentors = _persons(year, "龚佳慧", "陆建军")
    with year.ledger.action(f"登记{DEVELOPED}的发展纪实") as action:
        filed, way.activist_filed_on = way.activist_filed_on, None
        action.save(way)
        action.save(
            DevelopmentMaterial(development=way.uid, name="入党申请书", pages=4, on=on("2023-11-20")),
            DevelopmentMaterial(development=way.uid, name="谈话记录", pages=2, on=on("2023-12-08")),
        )
        action.step(way, "to_activist", {"activist_on": on("2024-06-20"), "mentors": mentors})
        action.save(
            _review(
                year,
                way,
                "2024-12-18",
                "龚佳慧",
                "跑单再忙也按时交思想汇报，六篇；参加志愿服务一百一十小时。",
            ),
            _review(
                year,
                way,
                "2025-06-19",
                "陆建军",
                "逆行被罚一次，主动在小组会上讲了。带进志愿队的骑手有三人。",
            ),
            _review(
                year,
                way,
                "2025-12-18",
                "龚佳慧",
                "对党的基本知识掌握较好，性子急的毛病有改进，群众座谈评价好。",
            ),
            DevelopmentMaterial(development=way.uid, name="思想汇报", pages=21, on=on("2025-12-18")),
            DevelopmentMaterial(development=way.uid, name="培养考察登记表", pages=8, on=on("2025-12-18")),
        )
    yield at("2026-01-30 16:00")
    year.hand.step(
        way,
        "to_candidate",
        activist_filed_on=filed,
        opinions_on=on("2026-01-22"),
        opinions_from=HEARD,
        opinions_text="座谈十四人，都同意；一条意见是骑车太快。",
        candidate_meeting_on=on("2026-01-28"),
        candidate_answer_on=on("2026-01-29"),
        candidate_on=on("2026-01-30"),
    )
    way.opinions_place, way.opinions_count = "社区二楼党员活动室", 14
    year.hand.save(f"写{DEVELOPED}征求意见的地点和人数", way)
    yield at("2026-04-10 16:00")
    way.training_from, way.training_to, way.training_hours = on("2026-03-16"), on("2026-03-18"), 24
    way.review_on, way.review_result = on("2026-04-10"), "合格"
    way.introducers = mentors
    year.hand.save(f"登记{DEVELOPED}的培训和政治审查", way)
    yield at("2026-05-06 16:00")
    way.notice_from, way.notice_to = on("2026-04-20"), on("2026-04-27")
    way.notice_by, way.notice_phone, way.notice_result = "孙维平", "0990-5550126", "没有反映"
    way.committee_on, way.pre_review_on, way.pre_review_result = on("2026-04-28"), on("2026-05-06"), "同意"
    year.hand.save(
        f"{DEVELOPED}公示和预审",
        way,
        _review(
            year, way, "2026-05-06", "陆建军", "政审三份函都已收回，公示五个工作日没有反映，可以提交大会。"
        ),
        *(
            DevelopmentMaterial(development=way.uid, name=name, pages=pages, on=on("2026-05-06"))
            for name, pages in (("政审材料", 6), ("公示材料", 2), ("入党志愿书", 24))
        ),
    )
    # The ballot counts once the minutes are signed.
    yield at("2026-05-26 10:00")
    with year.ledger.action(f"接收{DEVELOPED}为预备党员") as action:
        action.step(
            way,
            "accept",
            {
                "accept_vote": ballot_on(year.hand, f"接收{DEVELOPED}为中共预备党员"),
                "accept_merits": "志愿服务四百多个小时，组织骑手做路口劝导，思想汇报写实。",
                "accept_faults": "性子急，骑车急，逆行被罚过一次，已在会上检讨。",
            },
        )
        member = year.ledger.get(Member, way.member)
        for box in FORM_BOXES:
            setattr(member, box, getattr(row, box))
        action.save(member, StudyHours(member=member.uid, year=2026))
    yield at("2026-07-21 11:00")
    year.hand.step(
        way,
        "approve",
        superior_talk_on=on("2026-07-14"),
        superior_talk_by="韩静，青石街道党工委组织员",
        superior_talk_text="谈入党动机和对党的认识，本人讲得实在；要求改急躁的毛病。",
        approved_on=on("2026-07-20"),
    )
    yield at("2026-07-31 19:00")
    year.hand.step(
        way,
        "swear",
        oath_on=on("2026-07-31"),
        oath_place="社区二楼党员活动室",
        oath_by="周慧敏，支部书记",
    )
    yield at("2026-11-23 16:00")
    year.hand.save(
        f"{DEVELOPED}预备期半年考察",
        _review(year, way, "2026-11-22", "龚佳慧", "预备期半年没有缺过会，跑单再没有违章。说话还急。"),
    )


def confirmed_story(year: Year) -> Story:
    """苏晨曦, taken in last year: her file is brought over in January, she is confirmed in September."""
    yield at("2026-01-06 10:40")
    row = year.member("苏晨曦")
    way = Development(
        person=row.name,
        id_number=row.id_number,
        branch=row.branch,
        ethnicity=row.ethnicity,
        education=row.education,
        mobile=row.mobile,
        work_unit=row.work_unit,
        backfill_until=on("2026-01-06"),
        backfill_basis="按入党志愿书和发展党员档案转抄",
        talk_by="周慧敏",
        mentors=_persons(year, "周慧敏", "方婷"),
        introducers=_persons(year, "周慧敏", "杜晓岚"),
        oath_by="周慧敏，支部书记",
        member=row.uid,
        stage=PROBATIONARY,
        **CONFIRMED_WAY,
    )
    papers = ("入党申请书", "谈话记录", "培养考察登记表", "思想汇报", "政审材料", "公示材料", "入党志愿书")
    with year.ledger.action("转抄苏晨曦的发展纪实", kind="import") as action:
        action.save(way)
        action.save(
            *(_review(year, way, day, "方婷", text) for day, text in CONFIRMED_REVIEWS),
            *(
                DevelopmentMaterial(development=way.uid, name=name, pages=2 + 3 * k, on=on("2025-08-20"))
                for k, name in enumerate(papers)
            ),
        )
    yield at("2026-03-13 10:00")
    first, last = CONFIRMED_WATCHES
    year.hand.save("苏晨曦预备期半年考察", _review(year, way, first[0], "方婷", first[1]))
    yield at("2026-09-10 16:00")
    year.hand.save(
        "收到苏晨曦的转正申请书，预备期满考察",
        DevelopmentMaterial(development=way.uid, name="转正申请书", pages=5, on=on("2026-09-01")),
        _review(year, way, last[0], "方婷", last[1]),
    )
    yield at("2026-09-28 10:30")
    vote = ballot_on(year.hand, "苏晨曦按期转为中共正式党员")
    year.hand.step(way, "discuss", convert_vote=vote, **CONVERSION)
    if year.member("苏晨曦").category == FULL:
        raise AssertionError("nobody is full before the superior approves")
    yield at("2026-10-14 10:30")
    year.hand.step(way, "convert", convert_approved_on=on("2026-10-12"))
    if year.member("苏晨曦").category != FULL:
        raise AssertionError("the step of conversion did not reach the roster")


def activist_story(year: Year) -> Story:
    """秦若谷 of the social work station: applied in January, 积极分子 in July, reviewed in December."""
    yield at("2026-01-20 09:30")
    way = _applicant(year, "秦若谷", "1993-08-17", 201, "社会工作服务站社工", "2026-01-19")
    year.hand.save("收到秦若谷的入党申请书", way, _paper(way, "入党申请书", 3, "2026-01-19"))
    yield at("2026-02-10 16:30")
    way.talk_on, way.talk_by, way.talk_place = on("2026-02-10"), "周慧敏", "社区一楼小会议室"
    way.talk_text = "谈为什么申请入党，对社工站工作和党员身份怎么看。"
    year.hand.save("派人和秦若谷谈话", way, _paper(way, "谈话记录", 2, "2026-02-10"))
    yield at("2026-07-10 16:30")
    year.hand.step(
        way,
        "to_activist",
        activist_on=on("2026-07-09"),
        recommend_by="党员推荐",
        recommend_on=on("2026-07-03"),
        mentors=_persons(year, "龚佳慧", "何秀珍"),
    )
    yield at("2026-07-17 09:30")
    way.activist_filed_on = on("2026-07-16")
    year.hand.save("秦若谷报街道党工委备案", way)
    yield at("2026-12-28 15:00")
    year.hand.save(
        "秦若谷半年考察",
        _review(
            year, way, "2026-12-28", "何秀珍", "送餐评估表大半是他填的；思想汇报两篇，第二篇比第一篇实在。"
        ),
        _paper(way, "思想汇报", 7, "2026-12-20"),
        _paper(way, "培养考察登记表", 3, "2026-12-28"),
    )


def applicant_story(year: Year) -> Story:
    """梅雪 of the canteen: applied in October, talked with in November."""
    yield at("2026-10-21 09:30")
    way = _applicant(year, "梅雪", "1998-12-02", 202, "社区食堂配餐员", "2026-10-20")
    year.hand.save("收到梅雪的入党申请书", way, _paper(way, "入党申请书", 2, "2026-10-20"))
    yield at("2026-11-11 16:00")
    way.talk_on, way.talk_by, way.talk_place = on("2026-11-11"), "杜晓岚", "社区食堂小间"
    way.talk_text = "谈入党动机，介绍申请以后的步骤，借给党章一本。"
    year.hand.save("派人和梅雪谈话", way, _paper(way, "谈话记录", 2, "2026-11-11"))


def _row(year: Year, name: str) -> Any:
    """A fresh row of the roster, for what it tells of somebody."""
    branch = year.cast.roster.orgs[year.cast.roster.branch]
    return roster_of(branch, list(year.cast.groups))[name]


def _persons(year: Year, *names: str) -> tuple[PersonWhy, ...]:
    return tuple(PersonWhy(year.cast[name]) for name in names)


def _review(year: Year, way: Development, day: str, by: str, text: str) -> DevelopmentReview:
    return DevelopmentReview(development=way.uid, on=on(day), text=text, by=year.cast[by])


def _paper(way: Development, name: str, pages: int, day: str) -> DevelopmentMaterial:
    return DevelopmentMaterial(development=way.uid, name=name, pages=pages, on=on(day))


def _applicant(year: Year, name: str, born: str, serial: int, work: str, day: str) -> Development:
    return Development(
        person=name,
        id_number=id_number(on(born), serial, is_man=name == "秦若谷"),
        branch=year.cast.roster.branch,
        ethnicity="01",
        education="21",
        mobile=f"139001{serial:05d}",
        work_unit=work,
        applied_on=on(day),
    )
