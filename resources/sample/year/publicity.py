"""What the branch made public in the year, where it hung and what was said to it."""

from desktop_app.registers.organization_life.publicity import Publicity

from ..hand import Story, at, on
from ..library import wording
from .players import Year

# From, to, kind, title, place, what was said, the answer.
SHOWN = (
    ("2026-01-29", "2026-02-05", "党费收缴情况", "2026年党费标准", "党务公开栏", "", ""),
    (
        "2026-03-06",
        "2026-03-20",
        "承诺与评诺",
        "党员承诺",
        "党务公开栏和各楼门",
        "字太小，看不清。",
        "三天后换成大字版。",
    ),
    ("2026-04-20", "2026-04-27", "发展党员公示", "高一鸣发展对象公示", "党务公开栏", "", ""),
    (
        "2026-05-08",
        "2026-05-22",
        "积分情况",
        "积分办法和第一次公示",
        "社区一楼大厅",
        "问居民有没有积分。",
        "居民做的也记，写在办法第三条。",
    ),
    ("2026-07-03", "2026-07-17", "问题整改情况", "上半年整改台账", "党务公开栏", "", ""),
    ("2026-11-20", "2026-12-04", "其他", "新一届支部委员会分工", "党务公开栏", "", ""),
    ("2026-12-18", "2026-12-31", "承诺与评诺", "年终评诺结果", "党务公开栏", "", ""),
    ("2026-12-22", "2026-12-31", "党费收缴情况", "2026年党费收缴情况", "党员大会和公开栏", "", ""),
    ("2026-12-23", "2026-12-31", "评议与表彰", "民主评议结果", "党员大会", "", ""),
)


def publicity_story(year: Year) -> Story:
    """Each thing on the day it was shown."""
    for first, last, kind, title, place, said, answer in SHOWN:
        yield at(f"{first} 17:30")
        year.hand.save(
            f"公开：{title}",
            Publicity(
                kind=kind,
                title=title,
                year=2026,
                from_on=on(first),
                to_on=on(last),
                place=place,
                **wording(year.cast, title),
                opinions=said or None,
                answer=answer or None,
            ),
        )
