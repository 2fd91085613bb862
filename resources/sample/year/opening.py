"""January 2026: the books are opened on the roster of New Year; who came later is not on it yet."""

from datetime import date
from typing import Any

from desktop_app.registers.displays.rating_schemes import shipped_schemes
from desktop_app.registers.people.orgs import PartyOrg
from desktop_app.registers.study.study_materials import shipped_tags

from .. import people
from ..hand import Hand
from ..library import theory_on_the_shelf
from ..own_rules import fixed_day

# What people offer the community: by it orders find them.
SKILLS = {
    "水电维修": ("姜海涛", "龙飞", "程雪松", "叶保国", "袁志刚", "许长顺", "蔡永福", "陈国梁"),
    "医疗": ("范敏", "唐玉琴", "何秀珍"),
    "法律": ("丁培林", "贺俊"),
    "教育": ("廖晓芸", "彭建业", "杜晓岚"),
    "心理": ("龚佳慧", "潘爱珍", "吴桂芳"),
    "文艺": ("邓月华", "曾宪明", "余丽萍"),
    "宣讲": ("魏红霞", "熊志远", "金玉洁", "蒋春红"),
    "其他": ("方婷", "任秀云", "石磊", "陆建军", "苏晨曦", "赵立新", "薛立群"),
}
# The committee elected five years ago ends with November.
TERM_START, FILED_ON = date(2021, 11, 20), date(2021, 11, 26)


def roster_of(branch: PartyOrg, groups: list[PartyOrg]) -> dict[str, Any]:
    """Name → a fresh row of everybody of the year."""
    rows = people.members(branch, groups)
    for row in rows:
        row.entry_type, row.entry_on = "历史录入", None
        row.skills = tuple(skill for skill, names in SKILLS.items() if row.name in names) or None
        if row.skills:
            row.free_time = ("随叫随到",) if "退休" in (row.work_unit or "") else ("工作日晚", "周末")
    return {row.name: row for row in rows}


def open_books(hand: Hand) -> None:
    """Rules, schemes, organisations, roster and committee."""
    hand.save("建立评级方案和学习标签，定下主题党日的日子", *shipped_schemes(), *shipped_tags(), fixed_day())
    hand.save("登记党的创新理论学习资料", *theory_on_the_shelf("2026-01-02"))
    superior, branch = people.organisations(hand.ledger.office)
    branch.term_start, branch.committee_filed_on = TERM_START, FILED_ON
    groups = people.groups_of(branch)
    hand.save("建立支部", superior, branch, *groups)
    rows = roster_of(branch, groups)
    there = [
        row for name, row in rows.items() if name not in (people.CAME_BY_LETTER, people.DEVELOPED_THIS_YEAR)
    ]
    hand.clock.forward(minutes=12)
    with hand.ledger.action(f"导入党员花名册：{len(there)} 人", kind="import") as action:
        action.save(*there)
    hand.clock.forward(minutes=6)
    with hand.ledger.action("登记支部委员会和党小组组长") as action:
        action.save(*people.seats(branch, there))
        action.save(*people.take_posts(branch, groups, there))
    hand.clock.forward(minutes=5)
