"""发展党员: four people on their way, from the first application to the year of probation."""

from typing import Any

from desktop_app.records.links import PersonWhy
from desktop_app.registers.people.development import Development, DevelopmentMaterial, DevelopmentReview
from desktop_app.registers.people.members import PROBATIONARY, Member

from .cast import Cast
from .hand import Hand, Story, at, on
from .people import DEVELOPED_THIS_YEAR, id_number

# 材料、页数、收到日期.
Papers = tuple[tuple[str, int, str], ...]
ADMITTED_PAPERS: Papers = (
    ("入党申请书", 4, "2023-11-06"),
    ("谈话记录", 2, "2023-11-24"),
    ("培养考察登记表", 12, "2024-07-01"),
    ("思想汇报", 9, "2026-01-12"),
    ("政审材料", 6, "2026-04-10"),
    ("公示材料", 2, "2026-05-15"),
    ("入党志愿书", 12, "2026-05-22"),
)
CANDIDATE_PAPERS: Papers = (
    ("入党申请书", 3, "2024-09-12"),
    ("谈话记录", 2, "2024-09-30"),
    ("培养考察登记表", 8, "2025-05-15"),
    ("思想汇报", 6, "2026-09-18"),
)
ACTIVIST_PAPERS: Papers = (
    ("入党申请书", 5, "2025-03-10"),
    ("谈话记录", 1, "2025-04-02"),
    ("思想汇报", 3, "2026-07-10"),
)


def _mentors(cast: Cast, *parts: str) -> tuple[PersonWhy, ...]:
    return tuple(PersonWhy(cast[part]) for part in parts)


def _papers(one: Development, told: Papers) -> list[DevelopmentMaterial]:
    return [
        DevelopmentMaterial(development=one.uid, name=name, pages=pages, on=on(day))
        for name, pages, day in told
    ]


def _review(cast: Cast, one: Development, day: str, part: str, text: str) -> DevelopmentReview:
    return DevelopmentReview(development=one.uid, on=on(day), by=cast[part], text=text)


def admitted_story(hand: Hand, cast: Cast) -> Story:
    """The file of who was admitted in May comes whole from the old books."""
    yield at("2026-05-25 09:30")
    member = next(one for one in hand.ledger.find(Member.live()) if one.name == DEVELOPED_THIS_YEAR)
    one = Development(
        person=member.name,
        id_number=member.id_number,
        branch=member.branch,
        ethnicity=member.ethnicity,
        education=member.education,
        mobile=member.mobile,
        work_unit=member.work_unit,
        applied_on=on("2023-11-06"),
        talk_on=on("2023-11-24"),
        talk_by=cast.name("组织委员"),
        recommend_by="党员推荐",
        activist_on=on("2024-06-27"),
        mentors=_mentors(cast, "组长3", "党员23"),
        candidate_on=on("2025-12-18"),
        training_from=on("2026-03-24"),
        training_to=on("2026-03-26"),
        training_hours=24,
        review_on=on("2026-04-10"),
        review_result="合格",
        introducers=_mentors(cast, "书记", "组织委员"),
        notice_from=on("2026-05-08"),
        notice_to=on("2026-05-15"),
        pre_review_on=on("2026-05-06"),
        accepted_on=on("2026-05-22"),
        approved_on=on("2026-06-30"),
        member=member.uid,
        stage=PROBATIONARY,
    )
    reviews = (
        ("2024-12-26", "组长3", "送餐路上常帮老人捎药，不收跑腿钱。读书少，劝他把党章读完。"),
        ("2025-06-26", "党员23", "组织骑手成立了路口劝导小队，自己先做到不闯红灯。思想汇报按时交。"),
        ("2025-12-11", "组长3", "一年来七次参加主题党日，夜班也来。同意列为发展对象。"),
    )
    with hand.ledger.action(f"导入{member.name}的发展党员档案", kind="import") as action:
        action.save(one)
        action.save(*(_review(cast, one, *told) for told in reviews), *_papers(one, ADMITTED_PAPERS))


def candidate_story(hand: Hand, cast: Cast) -> Story:
    """An activist since May 2025, put on the list of candidates this autumn; training and review ahead."""
    yield at("2026-08-04 10:20")
    one = _applicant(
        cast, "钟毓敏", "1992-07-03", 61, "2024-09-12", "社区卫生服务站护士", "13900105161", woman=True
    )
    with hand.ledger.action(f"补录{one.person}的培养过程") as action:
        action.save(one)
        action.step(
            one,
            "to_activist",
            {
                "talk_on": on("2024-09-30"),
                "talk_by": cast.name("书记"),
                "recommend_by": "党员推荐",
                "activist_on": on("2025-05-15"),
                "mentors": _mentors(cast, "组长3", "党员18"),
            },
        )
        action.save(
            _review(
                cast,
                one,
                "2025-11-14",
                "组长3",
                "量血压的桌子每周三都是她摆的，老人认她。话少，会上要多发言。",
            ),
            _review(cast, one, "2026-05-14", "党员18", "带教两名志愿者学急救，学习笔记记得细。"),
            *_papers(one, CANDIDATE_PAPERS[:3]),
        )
    yield at("2026-09-18 16:00")
    paper = CANDIDATE_PAPERS[3:]
    hand.save(f"收到{one.person}的思想汇报", *_papers(one, paper))
    yield at("2026-10-23 15:30")
    with hand.ledger.action(f"列{one.person}为发展对象") as action:
        action.save(
            _review(cast, one, "2026-10-22", "组长3", "考察满一年，敬老月走访跑了九户。建议列为发展对象。")
        )
        action.step(one, "to_candidate", {"candidate_on": on("2026-10-23")})


def activist_story(hand: Hand, cast: Cast) -> Story:
    """An activist since January; the first half-year's review is in the books."""
    yield at("2026-08-04 11:00")
    one = _applicant(
        cast, "车恩泽", "1997-02-21", 62, "2025-03-10", "桂花里物业服务中心保安队长", "13900105262"
    )
    with hand.ledger.action(f"补录{one.person}的培养过程") as action:
        action.save(one)
        action.step(
            one,
            "to_activist",
            {
                "talk_on": on("2025-04-02"),
                "talk_by": cast.name("副书记"),
                "recommend_by": "群团组织推优",
                "activist_on": on("2026-01-08"),
                "mentors": _mentors(cast, "党员27", "组长2"),
            },
        )
        action.save(
            _review(
                cast,
                one,
                "2026-07-08",
                "党员27",
                "汛期带四个保安垒沙袋，夜里两点还在车库。脾气急，和业主吵过一次。",
            ),
            *_papers(one, ACTIVIST_PAPERS),
        )


def applicant_story(hand: Hand, cast: Cast) -> Story:
    """A letter of application handed in this autumn; the talk took place within the month."""
    yield at("2026-09-29 15:00")
    one = _applicant(
        cast, "白依宁", "2002-11-18", 63, "2026-09-28", "桂花里社区工作者", "13900105363", woman=True
    )
    paper = DevelopmentMaterial(development=one.uid, name="入党申请书", pages=4, on=on("2026-09-28"))
    hand.save(f"收到{one.person}的入党申请书", one, paper)
    yield at("2026-10-16 11:20")
    one.talk_on, one.talk_by = on("2026-10-16"), cast.name("组织委员")
    note = DevelopmentMaterial(development=one.uid, name="谈话记录", pages=2, on=on("2026-10-16"))
    hand.save(f"与{one.person}谈话", one, note)


def _applicant(
    cast: Cast,
    name: str,
    born: str,
    serial: int,
    applied: str,
    work: str,
    mobile: str,
    *,
    woman: bool = False,
) -> Any:
    boxes = Development._meta.fields
    return Development(
        person=name,
        id_number=id_number(on(born), serial, not woman),
        branch=cast.roster.branch,
        ethnicity=boxes["ethnicity"].value_for("汉族"),
        education=boxes["education"].value_for("大学本科毕业"),
        mobile=mobile,
        work_unit=work,
        applied_on=on(applied),
    )
