"""January to July 2026: the study of the half-year before the books were opened, entered late (补录)."""

from .gatherings import Learning, Session
from .topics import EXCERPTS, MORE_WORKS, OUTLINE, RULES, SELF_REVOLUTION, THEORY, WORKS

_WHOLE = "支部集中学习"
SESSIONS: tuple[Session, ...] = (
    Session(
        "2026-01-22 14:30-16:30",
        "学习习近平新时代中国特色社会主义思想，传达街道年度工作会议精神",
        Learning(
            _WHOLE,
            "政治理论教育",
            content="先读《学习纲要》导言，再传达街道会议精神，定下全年学习计划。",
            materials=(OUTLINE,),
            tags=("带着责任学", "入脑"),
        ),
        lecturer="{书记}",
        away={"党员6": "病假", "党员12": "公出"},
    ),
    Session(
        "2026-03-12 14:30-17:00",
        "学习党支部工作的基本规矩",
        Learning(_WHOLE, "党章党规党纪教育", "原文精读", topic=RULES),
        lecturer="{组织委员}",
        away={"党员9": "公出，出差", "党员17": "公出"},
    ),
    Session(
        "2026-03-19 14:30-16:30",
        "原文精读：《学习纲要》有关章节",
        Learning(
            _WHOLE,
            "政治理论教育",
            "原文精读",
            "逐章读，每人选一段讲自己的理解。",
            (OUTLINE, WORKS),
            THEORY,
            ("带着嘱托学", "入脑"),
            (
                (
                    "书记",
                    "原文要一字一句读。我读坚持以人民为中心这一章，对照去年的台账，有三件事是拖出来的。",
                ),
                ("党员8", "以前读书只看标题，今天一段一段停下来讲，才知道自己哪里没有懂。"),
            ),
        ),
        lecturer="{宣传委员}",
        away={"党员6": "病假", "党员12": "公出"},
    ),
    Session(
        "2026-04-16 14:00-17:30",
        "专题讲座：基层组织的纪律和规矩",
        Learning("专题讲座", "党章党规党纪教育", "理论辅导", "讲纪律要求，现场答问。", topic=RULES),
        lecturer="青石街道纪工委",
        away={"党员3": "病假", "党员18": "事假"},
    ),
    Session(
        "2026-05-11 08:30-2026-05-15 17:30",
        "全区基层党组织书记和委员学习贯彻习近平新时代中国特色社会主义思想培训班",
        Learning(
            "集中培训(上级调训)",
            "政治理论教育",
            "理论辅导",
            materials=(OUTLINE, EXCERPTS),
            tags=("带着责任学", "入脑"),
        ),
        place="区委党校",
        lecturer="区委党校",
        who=("书记", "副书记", "组织委员", "宣传委员", "纪检委员"),
    ),
    Session(
        "2026-05-21 14:30-16:30",
        "身边案例警示教育",
        Learning(_WHOLE, "党章党规党纪教育", "案例解析", topic=RULES),
        lecturer="{纪检委员}",
        away={"党员9": "公出，出差", "党员12": "公出"},
    ),
    Session(
        "2026-06-26 08:30-12:00",
        "参观市机床厂旧址，听老工人讲建厂故事",
        Learning("实践活动", "革命传统教育", "实践提升"),
        place="市机床厂旧址",
        lecturer="{老党员1}",
        away={"党员6": "病假", "党员20": "事假"},
    ),
    Session(
        "2026-07-01 09:00-11:00",
        "学习《论党的自我革命》，重温入党志愿",
        Learning(
            "主题党日",
            "政治理论教育",
            content="读有关篇目，每人谈一件难忘的事。",
            materials=(SELF_REVOLUTION,),
            tags=("带着感情学", "入心"),
        ),
        lecturer="{书记}",
        away={"党员12": "公出"},
    ),
    Session(
        "2026-07-16 14:30-17:30",
        "理论辅导：坚持以人民为中心",
        Learning(
            "专题讲座",
            "政治理论教育",
            "理论辅导",
            "结合老旧小区的事讲，现场答问九条。",
            (WORKS, MORE_WORKS),
            THEORY,
            ("带着感情学", "入心"),
        ),
        lecturer="区委党校",
        away={"党员3": "病假", "党员17": "公出，抢修值班"},
    ),
)
