"""发展党员: four people on their way, from the first application to the year of probation."""

from typing import Any

from desktop_app.records.links import PersonWhy
from desktop_app.registers.organization_life.votes import Vote
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
CONFIRMED_PAPERS: Papers = (
    ("入党申请书", 2, "2022-09-05"),
    ("谈话记录", 5, "2022-09-26"),
    ("培养考察登记表", 8, "2023-07-05"),
    ("思想汇报", 11, "2024-12-27"),
    ("政审材料", 14, "2025-06-10"),
    ("公示材料", 3, "2025-08-18"),
    ("入党志愿书", 20, "2025-09-12"),
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


HEARD = ("党小组", "培养联系人", "党员", "群众")
# What both plays tell of 苏晨曦, who was taken in last year, and of 高一鸣 before the books were opened.
CONFIRMED_WAY: dict[str, Any] = {
    "applied_on": on("2022-09-05"),
    "talk_on": on("2022-09-26"),
    "talk_place": "社区一楼小会议室",
    "talk_text": "谈入党动机和网格工作；理论学习起步晚，要多读原文。",
    "recommend_by": "群团组织推优",
    "recommend_on": on("2023-06-12"),
    "recommend_text": "街道团工委推优，社区团支部大会应到十二人、实到十一人，全部同意。",
    "activist_on": on("2023-06-28"),
    "activist_filed_on": on("2023-07-05"),
    "opinions_on": on("2025-02-26"),
    "opinions_from": HEARD,
    "opinions_place": "社区二楼党员活动室",
    "opinions_count": 16,
    "opinions_text": "同意列为发展对象；说话快，入户要再耐心。",
    "candidate_meeting_on": on("2025-03-05"),
    "candidate_answer_on": on("2025-03-11"),
    "candidate_on": on("2025-03-12"),
    "training_from": on("2025-04-14"),
    "training_to": on("2025-04-18"),
    "training_hours": 40,
    "review_on": on("2025-06-10"),
    "review_result": "合格",
    "notice_from": on("2025-08-11"),
    "notice_to": on("2025-08-18"),
    "notice_by": "孙维平",
    "notice_phone": "0990-5550126",
    "notice_result": "没有反映",
    "committee_on": on("2025-08-20"),
    "pre_review_on": on("2025-08-25"),
    "pre_review_result": "同意",
    "accepted_on": on("2025-09-12"),
    "accept_merits": "网格走访扎实，夜间值守主动，思想汇报写实。",
    "accept_faults": "理论学习起步晚，说话快。",
    "superior_talk_on": on("2025-10-21"),
    "superior_talk_by": "韩静，青石街道党工委组织员",
    "superior_talk_text": "对党的认识清楚，能说出自己的不足；要求把话说慢，让老人听清。",
    "approved_on": on("2025-11-10"),
    "oath_on": on("2025-12-05"),
    "oath_place": "社区二楼党员活动室",
}
CONFIRMED_REVIEWS = (
    ("2023-12-26", "入户登记细，群众认得她；理论学习起步晚，要多读原文。"),
    ("2024-06-25", "半年记了四十篇走访笔记，遇到冷脸会退缩，已能坚持。"),
    ("2024-12-27", "主动承担夜间值守，思想汇报写实，没有抄。"),
    ("2025-06-26", "政治审查合格，同意列入接收计划。"),
)
CONFIRMED_WATCHES = (
    ("2026-03-12", "预备期第一个半年：组织生活一次没有缺，网格登记一百多户。说话还是快。"),
    ("2026-09-10", "预备期满：暴雨夜值守到两点，入户被骂仍能坚持。同意按期转正。"),
)
CONVERSION: dict[str, Any] = {
    "convert_applied_on": on("2026-09-01"),
    "convert_opinions_on": on("2026-09-17"),
    "convert_opinions": "征求党小组和群众意见，都同意按期转正；群众说她说话快，老人听不清。",
    "convert_merits": "入户登记一百多户，参加组织生活没有缺过，暴雨夜值守到两点。",
    "convert_faults": "说话快，登记表字迹潦草。",
}


def ballot_on(hand: Any, item: str) -> str:
    """The uid of the ballot a meeting held on ``item``."""
    return str(next(one.uid for one in hand.ledger.find(Vote.live()) if item in one.item))


def admitted_story(hand: Hand, cast: Cast) -> Story:
    """The file of who was admitted in May comes whole from the old books, and says so."""
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
        backfill_until=hand.ledger.today,
        backfill_basis="按街道党工委存的发展党员档案转抄",
        applied_on=on("2023-11-06"),
        talk_on=on("2023-11-24"),
        talk_by=cast.name("组织委员"),
        recommend_by="党员推荐",
        recommend_on=on("2024-06-20"),
        activist_on=on("2024-06-27"),
        activist_filed_on=on("2024-07-03"),
        mentors=_mentors(cast, "组长3", "党员23"),
        opinions_on=on("2025-12-08"),
        opinions_from=HEARD,
        opinions_count=14,
        candidate_meeting_on=on("2025-12-11"),
        candidate_answer_on=on("2025-12-17"),
        candidate_on=on("2025-12-18"),
        training_from=on("2026-03-24"),
        training_to=on("2026-03-26"),
        training_hours=24,
        review_on=on("2026-04-10"),
        review_result="合格",
        introducers=_mentors(cast, "书记", "组织委员"),
        committee_on=on("2026-04-28"),
        notice_from=on("2026-05-08"),
        notice_to=on("2026-05-15"),
        notice_result="没有反映",
        pre_review_on=on("2026-05-06"),
        pre_review_result="同意",
        accepted_on=on("2026-05-22"),
        superior_talk_on=on("2026-06-18"),
        superior_talk_by="韩静，青石街道党工委组织员",
        approved_on=on("2026-06-30"),
        oath_on=on("2026-07-01"),
        oath_place="社区二楼党员活动室",
        oath_by=f"{cast.name('书记')}，支部书记",
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


def confirmed_story(hand: Hand, cast: Cast) -> Story:
    """Taken in last year: her probation is over on 12 September, she is full when the superior approves."""
    yield at("2026-08-04 09:40")
    member = hand.ledger.get(Member, cast["预备1"])
    one = Development(
        person=member.name,
        id_number=member.id_number,
        branch=member.branch,
        ethnicity=member.ethnicity,
        education=member.education,
        mobile=member.mobile,
        work_unit=member.work_unit,
        backfill_until=hand.ledger.today,
        backfill_basis="按入党志愿书和发展党员档案转抄",
        talk_by=cast.name("书记"),
        mentors=_mentors(cast, "书记", "组长1"),
        introducers=_mentors(cast, "书记", "组织委员"),
        oath_by=f"{cast.name('书记')}，支部书记",
        member=member.uid,
        stage=PROBATIONARY,
        **CONFIRMED_WAY,
    )
    with hand.ledger.action(f"导入{member.name}的发展党员档案", kind="import") as action:
        action.save(one)
        action.save(
            *(
                _review(cast, one, day, "组长1", text)
                for day, text in (*CONFIRMED_REVIEWS, CONFIRMED_WATCHES[0])
            ),
            *_papers(one, CONFIRMED_PAPERS),
        )
    yield at("2026-09-10 16:00")
    day, text = CONFIRMED_WATCHES[1]
    paper = DevelopmentMaterial(development=one.uid, name="转正申请书", pages=5, on=on("2026-09-01"))
    hand.save(f"{one.person}预备期满考察", _review(cast, one, day, "组长1", text), paper)
    yield at("2026-09-28 10:30")
    vote = ballot_on(hand, f"{one.person}按期转为中共正式党员")
    hand.step(one, "discuss", convert_vote=vote, **CONVERSION)
    yield at("2026-10-14 10:30")
    hand.step(one, "convert", convert_approved_on=on("2026-10-12"))


def candidate_story(hand: Hand, cast: Cast) -> Story:
    """An activist since May 2025, put on the list of candidates this autumn; training and review ahead."""
    yield at("2026-08-04 10:20")
    one = _applicant(
        cast, "钟毓敏", "1992-07-03", 61, "2024-09-12", "社区卫生服务站护士", "13900105161", woman=True
    )
    one.backfill_until, one.backfill_basis = hand.ledger.today, "按培养考察登记表转抄"
    with hand.ledger.action(f"补录{one.person}的培养过程") as action:
        action.save(one)
        action.step(
            one,
            "to_activist",
            {
                "talk_on": on("2024-09-30"),
                "talk_by": cast.name("书记"),
                "recommend_by": "党员推荐",
                "recommend_on": on("2025-05-09"),
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
        action.step(
            one,
            "to_candidate",
            {
                "opinions_on": on("2026-09-28"),
                "opinions_from": HEARD,
                "opinions_text": "都同意；居民代表说她话少，希望多讲讲用药常识。",
                "candidate_meeting_on": on("2026-10-09"),
                "candidate_answer_on": on("2026-10-14"),
                "notice_from": on("2026-10-15"),
                "notice_to": on("2026-10-21"),
                "notice_by": cast.name("纪检委员"),
                "notice_phone": "0990-5550126",
                "notice_result": "没有反映",
                "candidate_on": on("2026-10-23"),
            },
        )
    one.opinions_place, one.opinions_count = "社区二楼党员活动室", 15
    hand.save(f"补写{one.person}征求意见的地点和人数", one)


def activist_story(hand: Hand, cast: Cast) -> Story:
    """An activist since January; the first half-year's review is in the books."""
    yield at("2026-08-04 11:00")
    one = _applicant(
        cast, "车恩泽", "1997-02-21", 62, "2025-03-10", "桂花里物业服务中心保安队长", "13900105262"
    )
    one.backfill_until, one.backfill_basis = hand.ledger.today, "按培养考察登记表转抄"
    with hand.ledger.action(f"补录{one.person}的培养过程") as action:
        action.save(one)
        action.step(
            one,
            "to_activist",
            {
                "talk_on": on("2025-04-02"),
                "talk_by": cast.name("副书记"),
                "recommend_by": "群团组织推优",
                "recommend_on": on("2025-12-30"),
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
