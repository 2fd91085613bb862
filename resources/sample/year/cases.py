"""The case book: two cases in five parts, their figures drawn from the registers with the lists behind."""

from typing import Any

from desktop_app.duties.basics.figure import Figure, count, frozen
from desktop_app.duties.summaries.rating_measures import measured
from desktop_app.registers.displays.case_studies import CaseFigure, CaseLink, CaseStudy
from desktop_app.registers.rectification.issues import Issue
from desktop_app.registers.rectification.research import DISSECTION, Research
from desktop_app.registers.service.service_orders import DONE, RATINGS, ServiceOrder

from ..hand import Story, at, on
from ..topics import ON_GOVERNING, ON_RESEARCH
from .players import Year

CASES = (
    {
        "title": "一盏灯照见首接负责",
        "case_class": "基层治理",
        "theory": ON_RESEARCH,
        "theory_source": "调查研究是谋事之基、成事之道；善于解剖麻雀，从一个点看一类事。",
        "abstract": (
            "把一盏换了两个月的楼道灯当麻雀解剖，找出“谁都办一截、谁都不管到底”这一类问题，定下首接负责。"
        ),
        "background": (
            "2026年6月3号楼声控灯坏，居民打了七次电话，经四个单位，两个多月才换好，其间一位老人扶墙上"
            "楼摔倒。桂花里是建成三十年的小区，楼道灯、井盖、扶手这样的小事一年有上百件，件件不大，"
            "件件连着群众的脚下。"
        ),
        "practice": (
            "一是把七次电话的记录摆在桌上，请打电话的人和接电话的人坐在一起，一次一次说清楚。"
            "二是用调研里的四不两直，夜里八点走了八栋楼，数出三十一盏灯坏了七盏。"
            "三是定下谁接的电话谁跟到办完，办不了的自己去催，群众不用打第二次。"
            "四是把这一类问题写成同一个小类，登记在台账上，一件一件对。"
        ),
        "effect": "下半年楼道灯报修平均一天半办结，再没有因为灯坏摔倒的事。",
        "reflection": "小事不小。解剖一件，管住一类，比开十次会管用。方法不复杂，难在每一次都跟到底。",
        "author": "马文昊",
        "finished": "2026-11-30",
        "figures": (("issue", "楼道照明一类的问题"), ("order", "办结的维修订单")),
    },
    {
        "title": "三百张订单里的群众路线",
        "case_class": "服务群众",
        "theory": ON_GOVERNING,
        "theory_source": "坚持以人民为中心，共建共治共享；群众的事群众评。",
        "abstract": "用点单、派单、接单、评单四步把群众的小事接住，积分由群众的评价来，账目每月公布。",
        "background": "小区六十岁以上老人占三成，子女多在外地，水龙头、扶手、陪诊这些事找不到人办。",
        "practice": (
            "一是纸条、电话、窗口都能点单，网格员代点。二是按特长、网格和空闲时间找人，不按谁的分多。"
            "三是做完由居民打勾评单，不满意的写明哪里不满意，支部上门。四是积分按时长自动记，每月公布"
            "发生额和余额，不排名次。"
        ),
        "effect": "全年办结的订单群众评价好，没有一单由程序算作好评。",
        "reflection": "积分是个账，不是目的。写清谁来、几点来、做了什么，群众心里就有数。",
        "author": "周慧敏",
        "finished": "2026-12-20",
        "figures": (("order_all", "全年办结的订单"), ("content", "评价满意的比例")),
    },
)


def uids_of(context: Any, query: Any) -> list[str]:
    """The uids a query finds."""
    return [one.uid for one in context.find(query)]


def cases_story(year: Year) -> Story:
    """Two cases of the book, each figure with the list behind it."""
    for case in CASES:
        yield at(f"{case['finished']} 15:00")
        texts = ("title", "case_class", "theory_source", "abstract", "background", "practice", "effect")
        study = CaseStudy(
            **{name: case[name] for name in (*texts, "reflection", "author")},
            theory=year.hand.material(str(case["theory"])),
            four_tests=("真实性", "创新性", "实效性", "典型性"),
            finished_on=on(str(case["finished"])),
        )
        year.hand.save(
            f"案例完稿：{case['title']}",
            study,
            *(
                CaseFigure(
                    case_study=study.uid,
                    seq=n,
                    part="effect",
                    figure=frozen([_figure(year, which)]),
                    drawn_on=on(str(case["finished"])),
                    note=note,
                )
                for n, (which, note) in enumerate(case["figures"], 1)
            ),
            *(CaseLink(case_study=study.uid, record=uid, note="案例所用") for uid in _linked(year, case)),
        )


def _figure(year: Year, which: str) -> Figure:
    context, done = year.ledger, ServiceOrder.live().where(ServiceOrder.state == DONE)
    if which == "issue":
        return count(
            "issues", "楼道照明一类问题", uids_of(context, Issue.live().where(Issue.tag == "楼道照明")), "件"
        )
    if which == "order":
        return count(
            "repairs", "办结的维修订单", uids_of(context, done.where(ServiceOrder.need == "维修")), "单"
        )
    if which == "order_all":
        return count("orders", "办结的服务订单", uids_of(context, done), "单")
    return measured("服务订单满意率", context, 2026).figure


def _linked(year: Year, case: dict[str, Any]) -> list[str]:
    if "灯" in case["title"]:
        visits = uids_of(year.ledger, Research.live().where(Research.study_kind == DISSECTION))
        return visits + uids_of(year.ledger, Issue.live().where(Issue.tag == "楼道照明"))
    done = ServiceOrder.live().where((ServiceOrder.state == DONE) & (ServiceOrder.rating == RATINGS[0]))
    return uids_of(year.ledger, done.order_by(ServiceOrder.order_no).limit(3))
