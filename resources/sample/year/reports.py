"""The twelve monthly reports, each signed in its time, and the yearly table."""

from datetime import date

from desktop_app.base.periods import Month
from desktop_app.duties.basics.figure import frozen
from desktop_app.duties.people.annual import annual_of
from desktop_app.duties.summaries.month import freeze, highlights, report_figures
from desktop_app.registers.reporting.annual_changes import AnnualChange
from desktop_app.registers.reporting.reports import MonthlyReport

from ..gatherings import after
from ..hand import Story, at
from .players import Year

PLANS = {
    1: ("节前走访困难户", "办完积极分子备案", "核定党费公布"),
    2: ("审核党员承诺", "一季度党员大会", "补上冬天没查完的用电"),
    3: ("便民服务岗开张", "积分办法征求意见", "烈士陵园扫墓"),
    4: ("接收预备党员的准备", "网格建档", "扶手安装"),
    5: ("半年自查", "端午前食品安全检查", "积分第一次公示"),
    6: ("汛前排查", "七一老党员讲述", "换届时间表报批"),
    7: ("防汛值守", "高温天看护独居老人", "第二轮整改逐件过"),
    8: ("三季度党员大会，讨论预备党员转正", "反诈宣传入户", "独居老人送餐试行"),
    9: ("重阳节走访", "换届请示", "沿街商户走访完，划定单车停放区"),
    10: ("换届选举的准备", "楼道充电第二轮整改见效", "还差学时的党员晚上补学"),
    11: ("组织生活会和民主评议", "对照检查", "独居老人过冬"),
    12: ("1月核定党费", "会上提的意见逐条转入问题清单", "年度台账装盒归档"),
}
ASKED = {
    4: "菜场建厕所要街道协调用地。",
    6: "高层外墙脱落，维修资金使用手续请街道支持。",
    9: "6号楼东侧充电棚需要街道协调供电报装和用地手续。",
    11: "外墙维修还差资金十一万元，请街道协调。",
}


def reports_story(year: Year) -> Story:
    """Begun on the last day, signed early in the next month; December's on the year's last evening."""
    for number in range(1, 13):
        month = Month(2026, number)
        last = month.last_day()
        yield at(f"{last} 16:40") if number < 12 else at(f"{last} 17:10")
        report = MonthlyReport(
            month=month,
            org=year.cast.roster.branch,
            filled_by=year.cast["组织委员"],
            highlights=highlights(year.ledger, month),
            problems=ASKED.get(number),
            next_plan=PLANS[number],
        )
        year.hand.save(f"起草{month.chinese()}月报", report)
        signing = after(last, 2, "17:00") if number < 12 else at(f"{last} 17:40")
        yield signing
        report.highlights = highlights(year.ledger, month)
        freeze(report, report_figures(report, year.ledger))
        with year.ledger.action(f"签发{month.chinese()}月报") as action:
            action.save(report)
            action.step(report, "sign", {"approved_by": year.cast["书记"], "on": year.ledger.today})
            action.step(report, "send")


def annual_story(year: Year) -> Story:
    """The fifteen rows, worked out and signed on the year's last evening."""
    yield at("2026-12-31 16:30")
    before = year.cast.roster.on(date(2025, 12, 31))
    table = AnnualChange(
        year=2026, org=year.cast.roster.branch, r1=len(before), filled_by=year.cast["组织委员"]
    )
    year.hand.save("起草2026年党员增减年表", table)
    yield at("2026-12-31 17:50")
    table.figures = frozen(annual_of(table, year.ledger).rows)
    with year.ledger.action("签发2026年党员增减年表") as action:
        action.save(table)
        action.step(table, "sign", {"approved_by": year.cast["书记"], "on": year.ledger.today})
