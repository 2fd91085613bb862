"""January to July 2026: the study of the half-year before the books were opened, entered late (补录)."""

from .gatherings import Learning, Session
from .topics import RULES

_WHOLE = "支部集中学习"
SESSIONS: tuple[Session, ...] = (
    Session(
        "2026-01-22 14:30-16:30",
        "传达街道年度工作会议精神",
        Learning(_WHOLE, "形势政策教育"),
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
        "2026-04-16 14:00-17:30",
        "专题讲座：社区消防和电动自行车安全",
        Learning("专题讲座", "知识技能教育", "理论辅导"),
        lecturer="区消防大队 高参谋",
        away={"党员3": "病假", "党员18": "事假"},
    ),
    Session(
        "2026-05-11 08:30-2026-05-15 17:30",
        "全区基层党组织书记和委员培训班",
        Learning("集中培训(上级调训)", "政治理论教育", "理论辅导"),
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
        "重温入党志愿，谈一件难忘的事",
        Learning("主题党日", "革命传统教育"),
        lecturer="{书记}",
        away={"党员12": "公出"},
    ),
    Session(
        "2026-07-16 14:30-17:30",
        "专题讲座：物业管理条例和业主大会怎么开",
        Learning("专题讲座", "知识技能教育", "理论辅导"),
        lecturer="区法律援助中心",
        away={"党员3": "病假", "党员17": "公出，抢修值班"},
    ),
)
