"""The library of what the branch learns from, the tags of its study, and what hung on the notice board."""

from typing import Any

from desktop_app.registers.organization_life.publicity import Publicity
from desktop_app.registers.study.study_materials import StudyMaterial, shipped_tags, shipped_theory

from .cast import Cast
from .hand import Hand, Story, at, on
from .topics import PEOPLE, RULES

# 名称、类别、来源、专题、存放处、收到日期、提要.
MATERIALS = (
    ("《中国共产党章程》", "书籍", "街道党工委配发", RULES, "党员活动室书柜1层", "2026-01-05",
     "45 本，一人一本，另一本大字版。"),
    ("街道2026年第2期案例通报", "案例", "街道纪工委下发", RULES, "党务档案柜3号盒", "2026-08-31",
     "三个身边的案例，附思考题。"),
    ("《家庭防汛避险手册》", "书籍", "区应急管理局", None, "党员活动室书柜2层", "2026-07-20",
     "先断电、再转移，三张图。"),
    ("反诈提示卡", "其他", "市公安局反诈中心", None, "社区一楼服务台", "2026-09-10",
     "两面印，背面是反诈热线。"),
    ("《老年人权益保障法》摘编", "文件", "街道司法所", PEOPLE, "党员活动室书柜2层", "2026-10-09",
     "赡养、监护、优待三部分。"),
    ("加装电梯政策问答", "讲稿课件", "街道司法所讲稿", PEOPLE, "党务档案柜3号盒", "2026-10-27",
     "表决比例和费用分摊的几种做法。"),
)  # fmt: skip
# 公开内容、标题、年度、公开日期、公开到、方式、意见、答复.
SHOWN = (
    ("承诺与评诺", "2026年党员承诺", 2026, "2026-03-06", "2026-03-20", "党务公开栏", "", ""),
    ("发展党员公示", "接收预备党员前公示", 2026, "2026-05-08", "2026-05-15", "党务公开栏", "", ""),
    ("评议与表彰", "2025年民主评议结果", 2025, "2026-01-19", "2026-01-26", "党员大会", "", ""),
    ("积分情况", "9月积分公示", 2026, "2026-10-08", "2026-10-15", "党务公开栏",
     "问洗菜两次算不算志愿服务。", "算，按“居民参与志愿”补记。"),
    ("问题整改情况", "三季度整改情况", 2026, "2026-10-09", "2026-10-23", "党务公开栏",
     "有居民问充电棚哪天建。", "等街道批选址，批下来当天贴出。"),
)  # fmt: skip


def library_story(hand: Hand, cast: Cast) -> Story:
    """What lay on the shelf before the first session, and what came later."""
    yield at("2026-01-02 09:10")
    early = [one for one in MATERIALS if one[5] < "2026-02"]
    hand.save(
        "登记学习资料和标签",
        *theory_on_the_shelf("2026-01-05"),
        *(_material(hand, *one) for one in early),
        *shipped_tags(),
    )
    for one in MATERIALS:
        if one not in early:
            yield at(f"{one[5]} 09:30")
            hand.save(f"登记学习资料：{one[0]}", _material(hand, *one))


def theory_on_the_shelf(day: str) -> list[StudyMaterial]:
    """The works on the innovation theory the branch begins with: from the street, on the first shelf."""
    books = shipped_theory()
    for one in books:
        one.source, one.shelf, one.received_on = "街道党工委配发", "党员活动室书柜1层", on(day)
    return books


def _material(
    hand: Hand, title: str, kind: str, source: str, topic: str | None, shelf: str, day: str, about: str
) -> StudyMaterial:
    return StudyMaterial(
        title=title,
        kind=kind,
        source=source,
        topic=hand.topic(topic or ""),
        shelf=shelf,
        received_on=on(day),
        summary=about,
    )


def wording(cast: Cast, title: str) -> dict[str, Any]:
    """What a notice says, who answers the telephone, and who let it go out."""
    return {
        "content": f"经支部委员会研究，现将{title}予以公开，具体内容见附表，请党员和居民监督。",
        "scope": "支部全体党员和辖区居民",
        "phone": "0991-5550126",
        "handled_by": cast["宣传委员"],
        "reviewed_by": cast["组织委员"],
        "approved_by": cast["书记"],
    }


def shown_story(hand: Hand, cast: Cast) -> Story:
    """What was made public, with what was asked about it."""
    for kind, title, year, day, until, place, asked, answer in sorted(SHOWN, key=lambda one: one[3]):
        yield at(f"{day} 09:00")
        shown = Publicity(
            kind=kind,
            title=title,
            year=year,
            from_on=on(day),
            to_on=on(until),
            place=place,
            **wording(cast, str(title)),
            opinions=asked or None,
            answer=answer or None,
        )
        hand.save(f"登记公开：{title}", shown)
