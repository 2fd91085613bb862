"""党务公开: what the branch made public, where and how long, and what was said to it."""

from desktop_app.records.base import Record
from desktop_app.records.box import Naming
from desktop_app.records.kinds import Choice, Date, LongText, Number, Text
from desktop_app.records.links import Files, PersonLink
from desktop_app.records.record import Section
from desktop_app.registers.people.members import since_birth
from desktop_app.registers.shared_rules import not_before, not_in_future

DUES = "党费收缴情况"
KINDS = (DUES, "承诺与评诺", "积分情况", "发展党员公示", "评议与表彰", "问题整改情况", "其他")


def _heading(record: "Publicity", naming: Naming) -> str:
    year = f"{record.year}年" if record.year else ""
    return f"{year}{record.title or record.kind or ''}公开" if record.title or record.kind else ""


class Publicity(Record):
    """One thing made public; the paper that hung there is printed from its own register."""

    kind = Choice("公开内容", KINDS, required=True, index=True)
    title = Text("标题", width=14, help="空着时用公开内容的名称")
    year = Number("所属年度", required=True, least=1949, most=2999, index=True)
    from_on = Date("公开日期", required=True, index=True)
    to_on = Date("公开到")
    place = Text("公开方式", required=True, width=10, help="例如 党务公开栏、党员大会")
    content = LongText("公开的内容", limit=4000, help="公示、通告上要写的话；另有表的写见附表")
    scope = Text("公开范围", width=10, help="例如 支部全体党员、辖区居民")
    phone = Text("监督电话", width=8)
    handled_by = PersonLink("经办人")
    reviewed_by = PersonLink("审核人", help="分管的委员")
    approved_by = PersonLink("审批人(书记)")
    opinions = LongText("收到的意见", limit=2000, help="没有意见的空着")
    answer = LongText("答复和处理", limit=2000)
    evidence = Files("佐证", help="可以不放；照片不是必须的")

    class Meta:
        table_name = "publicity"
        not_copied = ("reviewed_by", "approved_by")
        title = "党务公开"
        group = "组织生活"
        natural = (("kind", "from_on", "title"),)
        icon = "megaphone"
        listing = ("from_on", "kind", "title", "year", "place", "to_on", "opinions")
        order = ("-from_on",)
        period = "from_on"
        sections = (
            Section(
                "公开", ("kind", "title", "year", "content", "scope", "place", "from_on", "to_on", "phone")
            ),
            Section("审批", ("handled_by", "reviewed_by", "approved_by")),
            Section("意见", ("opinions", "answer", "evidence")),
        )
        rules = (
            not_before("to_on", "from_on", "公开到的日期早于公开日期"),
            not_in_future("from_on", "公开日期"),
            *(since_birth(who, "from_on") for who in ("handled_by", "reviewed_by", "approved_by")),
        )
        heading = _heading
