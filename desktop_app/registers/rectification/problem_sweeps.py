"""问题大梳理、难题大排查: one round of looking for problems as a whole, over all it was to cover."""

from desktop_app.records.base import Record
from desktop_app.records.box import Computed
from desktop_app.records.kinds import Date, LongText, ManyChoice, Text
from desktop_app.records.links import PersonLink, Persons, RecordLink
from desktop_app.registers.people.members import since_joining
from desktop_app.registers.shared_rules import called_by, not_before, not_in_future

PLACES = ("问题困难多的地方", "群众意见集中的地方", "工作打不开局面的地方")


class ProblemSweep(Record):
    """One round: its scope, who went, from when until when; the visits made in it name it."""

    title = Text(
        "名称", required=True, limit=80, width=14, index=True, help="例如 二季度问题大梳理、难题大排查"
    )
    scope = LongText("排查范围", required=True, limit=1000, help="哪些楼栋、网格、单位，排查哪几方面")
    places = ManyChoice("深入到", PLACES, required=True)
    from_on = Date("开始日期", required=True, index=True)
    to_on = Date("结束日期", required=True, index=True)
    leader = PersonLink("带队领导", required=True)
    people = Persons("参加排查的人", required=True, free=True, help="不是本支部党员的直接写姓名")
    summary = LongText("排查结果", limit=2000, help="查了多少户、多少处，梳理出哪几类问题、哪几个难题")
    batch = RecordLink("主题教育", "theme_batch", index=True)

    class Meta:
        table_name = "problem_sweep"
        title = "问题大梳理难题大排查"
        group = "调研与案例"
        icon = "search"
        listing = ("from_on", "to_on", "title", "leader", "people", "visits", "findings")
        order = ("-from_on",)
        period = "from_on"
        unique = (("title",),)
        computed = (
            Computed("visits", "调研", unit="次"),
            Computed("findings", "查出问题", unit="条"),
        )
        rules = (
            not_before("to_on", "from_on", "结束日期早于开始日期"),
            since_joining("leader", "from_on"),
            not_in_future("to_on", "结束日期"),
        )
        heading = called_by("title")
