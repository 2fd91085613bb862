"""Study of the year: two themes through four stages, lessons at home and online, what was missed."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from desktop_app.base.dates import parse_span
from desktop_app.base.periods import Month
from desktop_app.registers.organization_life.meetings import Attendance, Meeting
from desktop_app.registers.study.study import StudySession, StudySpeech
from desktop_app.registers.study.study_materials import SessionMaterial, StudyMaterial
from desktop_app.registers.study.study_topics import (
    CASES,
    PRACTICE,
    READING,
    STAGES,
    TUTORING,
    StudyTopic,
    TopicStage,
)

from ..gatherings import Learning, Session
from ..hand import Story, at, on
from ..topics import EXCERPTS, ON_GOVERNING, OUTLINE, WORKS
from .players import REASONS, Year


@dataclass(frozen=True)
class Stage:
    """One session of a theme: when, what of, who leads."""

    when: str
    step: str
    kind: str
    title: str
    content: str
    leader: str
    place: str = "社区二楼党员活动室"
    outcome: str = ""
    said: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Theme:
    """A theme with its sessions; ``plan`` is what each stage means to do."""

    title: str
    area: str
    tags: tuple[str, ...]
    goal: str
    materials: tuple[str, ...]
    leader: str
    begun: str
    ended: str
    plan: tuple[str, str, str, str]
    sessions: tuple[Stage, ...]


THEMES = (
    Theme(
        "学习贯彻习近平新时代中国特色社会主义思想，把群众的事办到家门口",
        "政治理论教育",
        ("带着嘱托学", "带着感情学", "入脑", "入心", "入行"),
        "学懂弄通做实党的创新理论，改掉入户谈得多、办成得少。",
        (OUTLINE, WORKS, ON_GOVERNING),
        "宣传委员",
        "2026-03-16",
        "2026-07-31",
        (
            "分段领读，每人说一件自己没办好的事",
            "请党校老师讲调查和办事的方法",
            "解剖“换一盏灯用了两个月”",
            "每人包一户，办成一件小事",
        ),
        (
            Stage(
                "2026-03-30 14:30-16:30",
                READING,
                "支部集中学习",
                "原文精读：坚持以人民为中心",
                "逐段读，读一段停一段，对照入户笔记。",
                "{宣传委员}",
                outcome="每人写下一件自己没办好的事，共三十八件。",
                said=(
                    (
                        "书记",
                        "原文一字一句读下来，才知道以人民为中心不是一句口号，是看每一件事群众满不满意。",
                    ),
                    ("组长1", "我对照入户笔记，有四户的话我记了没有办，这次带头补上。"),
                ),
            ),
            Stage(
                "2026-04-23 14:30-17:30",
                TUTORING,
                "专题讲座",
                "理论辅导：运用党的创新理论研究新情况、解决新问题",
                "结合基层治理讲三个步骤：听全、分类、回话。",
                "区委党校 龚老师",
                outcome="整理出把意见变成办法的三步，贴在活动室。",
            ),
            Stage(
                "2026-06-11 14:30-16:30",
                CASES,
                "支部集中学习",
                "案例解析：一盏灯为什么换了两个月",
                "把七次电话、四个单位摆在桌上，对照论述摘编找断在哪里。",
                "{书记}",
                outcome="写成探源计划案例的初稿。",
                said=(
                    ("副书记", "七次电话里有两次是打给我的，我转出去就当办完了，这就是没有把责任扛到底。"),
                ),
            ),
            Stage(
                "2026-07-23 08:30-11:30",
                PRACTICE,
                "实践活动",
                "实践提升：一人包一户办一件事",
                "四十户、四十件，当天办成二十九件，其余写明日期。",
                "{组织委员}",
                "1至24号楼",
                outcome="四十户、四十件，当天办成二十九件。",
            ),
        ),
    ),
    Theme(
        "老旧小区安全治理的规矩",
        "知识技能教育",
        ("带着嘱托学", "带着责任学", "入脑"),
        "消防、燃气、电梯的事，知道危险，不知道归谁管。",
        (ON_GOVERNING, "《消防法》", "《城镇燃气管理条例》", "《物业管理条例》"),
        "副书记",
        "2026-05-20",
        "2026-12-20",
        (
            "先读基层治理论述摘编里关于安全的部分，再读三部法规里和楼道有关的条文",
            "请消防救援站讲火场逃生和责任划分",
            "解析邻近小区两起楼道火灾",
            "带着清单查一遍自己住的楼",
        ),
        (
            Stage(
                "2026-05-28 14:30-16:30",
                READING,
                "支部集中学习",
                "原文精读：消防法里的楼道",
                "先读总书记关于人民生命安全的论述，再读第二十八条、第六十条，对照照片。",
                "{副书记}",
            ),
            Stage(
                "2026-08-20 14:30-17:30",
                TUTORING,
                "专题讲座",
                "理论辅导：火从哪里起，人往哪里走",
                "讲责任怎样划分，现场试戴面罩。",
                "青石消防救援站 阎站长",
            ),
            Stage(
                "2026-11-12 14:30-16:30",
                CASES,
                "支部集中学习",
                "案例解析：两次楼道火灾的二十分钟",
                "按时间轴看，哪一步有人能拦住。",
                "袁志刚",
            ),
            Stage(
                "2026-12-08 14:00-17:00",
                PRACTICE,
                "实践活动",
                "实践提升：查自己住的那一个单元",
                "每人一张清单，查出隐患六十三处，当场处置四十一处。",
                "{副书记}",
                "1至24号楼",
            ),
        ),
    ),
)


def theme_story(year: Year, theme: Theme) -> Story:
    """A theme with its plan, then its sessions one by one."""
    yield at(f"{theme.begun} 10:00")
    topic = StudyTopic(
        title=theme.title,
        topic_area=theme.area,
        tags=theme.tags,
        goal=theme.goal,
        materials=theme.materials,
        from_on=on(theme.begun),
        to_on=on(theme.ended),
        leader=year.cast[theme.leader],
        batch=year.hand.batch_on(on(theme.begun)) if OUTLINE in theme.materials else None,
    )
    stages = [
        TopicStage(
            topic=topic.uid,
            stage=stage,
            content=words,
            due_on=parse_span(told.when).day,
            leader=year.cast.words(told.leader),
        )
        for stage, words, told in zip(STAGES, theme.plan, theme.sessions, strict=True)
    ]
    have = year.ledger.find(StudyMaterial.live().where(StudyMaterial.title.in_(theme.materials)))
    fresh = [
        StudyMaterial(
            title=title,
            kind="书籍" if "《" in title else "文件",
            source="区委组织部下发",
            topic=topic.uid,
            shelf="党员活动室书柜",
            received_on=on(theme.begun),
        )
        for title in theme.materials
        if title not in {one.title for one in have}
    ]
    library = [*have, *fresh]
    year.hand.save(f"安排学习专题：{theme.title}", topic, *stages, *fresh)
    for stage, told in zip(stages, theme.sessions, strict=True):
        span = parse_span(told.when)
        yield span.end
        session = StudySession(
            start_end=span,
            kind=told.kind,
            topic=topic.uid,
            topic_area=theme.area,
            method_step=told.step,
            title=told.title,
            content=told.content,
            tags=theme.tags,
            place=told.place,
            lecturer=year.cast.words(told.leader),
        )
        chance = year.chance(told.title)
        away = {f"党员{k}": chance.choice(REASONS) for k in chance.sample(range(1, 28), chance.randint(2, 4))}
        used = [SessionMaterial(session=session.uid, material=one.uid) for one in library]
        rows = year.hand.sheet(session, year.cast, away)
        said = [
            StudySpeech(session=session.uid, person=year.cast[part], text=words) for part, words in told.said
        ]
        stage.outcome = told.outcome or None
        year.hand.save(f"登记学习：{told.title}", session, *used, *rows, *said, stage)


def _at_home(when: str, title: str, content: str, *who: int) -> Session:
    return Session(
        when,
        f"送学上门：{title}",
        Learning("送学上门", "政治理论教育", None, content, (OUTLINE,), tags=("带着感情学", "入心")),
        place="各老党员家中",
        lecturer="{组织委员}",
        who=tuple(f"老党员{k}" for k in who),
    )


def _online(when: str, title: str) -> Session:
    return Session(
        when,
        f"网络学习：{title}",
        Learning(
            "网络学习",
            "政治理论教育",
            None,
            "外出党员用手机一起学，学完各说三分钟。",
            (EXCERPTS,),
            tags=("带着嘱托学", "带着责任学", "入脑"),
        ),
        place="线上",
        lecturer="{宣传委员}",
        who=("严浩", "夏雨桐"),
    )


SESSIONS: tuple[Session, ...] = (
    _at_home("2026-01-27 09:30-10:30", "新年学习要点", "读两页要点，问缺什么药。", 1, 2, 3, 5),
    _at_home("2026-02-24 09:30-10:30", "春节后看望和学习", "读一篇短文，修好两只取暖器。", 1, 2, 4, 6),
    _at_home(
        "2026-03-24 09:30-10:30", "一季度支部做了什么", "念一季度报告给老同志听，记下意见四条。", 1, 3, 5, 7
    ),
    _at_home("2026-04-28 09:30-10:30", "老同志讲家史", "听的人比讲的人多学，录音交档案。", 2, 3, 5),
    _at_home("2026-06-23 09:30-10:30", "七一前学党章", "大字版党章，每家读一章。", 1, 2, 3, 4, 5),
    _at_home("2026-07-28 09:30-10:30", "高温天的健康和学习", "读十分钟，量血压。", 1, 2, 6, 7),
    _at_home(
        "2026-11-24 09:30-10:30", "换届结果和新委员见面", "把选举结果念给没有到会的老同志听。", 1, 2, 4, 5
    ),
    _at_home("2026-12-22 09:30-10:30", "一年的账念给您听", "念年度台账，收回意见六条。", 1, 2, 3, 5, 6),
    *(
        _online(f"2026-{day} 19:30-23:00", title)
        for day, title in (
            ("01-13", "年度学习计划和要点"),
            ("02-10", "节日期间廉洁提醒"),
            ("03-10", "两会精神要点"),
            ("04-28", "五一节前安全和党性教育"),
            ("05-26", "党章第一章"),
            ("09-24", "三季度党员大会内容"),
            ("10-20", "密切联系群众的论述"),
            ("11-10", "选举工作条例"),
            ("12-10", "对照检查怎样写"),
        )
    ),
)


def makeup_story(year: Year) -> Story:
    """At the end of each month: who missed study and has read up on it since, with the day."""
    for month in range(1, 13):
        yield at(f"2026-{month:02d}-28 17:30")
        chance = year.chance(f"makeup {month}")
        gatherings = [one for one in _learning(year, Month(2026, month)) if one[1] <= year.ledger.today]
        days = dict(gatherings)
        rows = year.ledger.find(
            Attendance.live()
            .where(Attendance.gathering.in_(list(days)) & Attendance.reason.in_(("病假", "事假", "公出")))
            .order_by(Attendance.uid)
        )
        # To the old and the ill study is brought; nothing is asked of them, so they make up for nothing.
        made = [row for row in rows if row.person not in year.cast.old and chance.random() < 0.7]
        for row in made:
            row.makeup_on = min(
                days[row.gathering] + timedelta(days=chance.randint(2, 12)), year.ledger.today
            )
        if made:
            year.hand.save(f"登记{month}月的补学：{len(made)} 人次", *made)


def _learning(year: Year, month: Month) -> list[tuple[str, date]]:
    """(gathering, day) of the month's study."""
    found = []
    for one in year.ledger.find(StudySession.live().order_by(StudySession.uid)):
        meeting = year.ledger.get(Meeting, one.meeting)
        gathering = meeting if meeting is not None else one
        if gathering.start_end.day in month and (one.hours or Decimal(0)) > 0:
            found.append((str(gathering.uid), gathering.start_end.day))
    return found
