"""One record of every register that others point at, for forms that are filled by keys."""

from datetime import date
from decimal import Decimal
from typing import Any

from desktop_app.base.dates import parse_span
from desktop_app.records.base import Record
from desktop_app.records.links import PersonWhy
from desktop_app.registers.displays.branch_ratings import BranchRating
from desktop_app.registers.displays.case_studies import CaseStudy
from desktop_app.registers.displays.promises import Promise
from desktop_app.registers.displays.rating_schemes import RatingScheme, SchemeItem
from desktop_app.registers.exchange.handouts import Handout
from desktop_app.registers.organization_life.elections import Election
from desktop_app.registers.organization_life.meetings import Meeting, Resolution
from desktop_app.registers.organization_life.self_checks import SelfCheck, SelfCheckProblem
from desktop_app.registers.organization_life.votes import Vote
from desktop_app.registers.people.development import Development
from desktop_app.registers.people.members import Member
from desktop_app.registers.people.mobile_members import MobileMember
from desktop_app.registers.people.orgs import PartyOrg
from desktop_app.registers.rectification.issues import Issue
from desktop_app.registers.rectification.problem_sweeps import PLACES, ProblemSweep
from desktop_app.registers.rectification.research import Finding, Research
from desktop_app.registers.rectification.research_exchanges import ResearchExchange
from desktop_app.registers.reporting.work_plans import WorkPlan
from desktop_app.registers.service.goods import Goods, GoodsIntake
from desktop_app.registers.service.grid_events import GridEvent
from desktop_app.registers.service.grids import Grid
from desktop_app.registers.service.points_entries import PointsEntry
from desktop_app.registers.service.points_rules import PointsRule
from desktop_app.registers.service.reporting_in import ReportingIn
from desktop_app.registers.service.service_orders import ServiceOrder
from desktop_app.registers.study.study import StudySession
from desktop_app.registers.study.study_materials import THEORY, StudyMaterial
from desktop_app.registers.study.study_topics import StudyTopic
from desktop_app.registers.study.theme_batches import ThemeBatch
from desktop_app.storage.ledger import Ledger
from tests.registers.invented_people import id_number
from tests.views.desk_driver import Driver

SPAN = parse_span("2026-10-9 14:30-16:00")
DAY = date(2026, 10, 1)


def seeds(driver: Driver) -> dict[str, Record]:
    """Register → its record, all saved; those of a branch that was sown before it was copied are found."""
    ledger = driver.desk.ledger
    if not ledger.count(Meeting.live()):
        sow(ledger)
    first = {
        register.name: next(iter(ledger.find(register.model.live().limit(1))), None)
        for register in ledger.catalogue
    }
    found = {name: record for name, record in first.items() if record is not None}
    return {**found, "member": _someone(ledger)}


def _someone(ledger: Ledger) -> Member:
    found: Member = ledger.find(Member.live().where(Member.name == "安长河"))[0]
    return found


def sow(ledger: Ledger) -> None:
    """Save one record of every register that others point at."""
    someone = _someone(ledger)
    org = ledger.find(PartyOrg.live())[0]
    made = [*_work(someone), *_practice(someone, org)]
    ledger.save(*made)
    by_register = {ledger.catalogue.of(one).name: one for one in made}
    rest = [
        Resolution(meeting=by_register["meeting"].uid, text="十月底前修好路灯"),
        Vote(
            meeting=by_register["meeting"].uid,
            item="接收路远方为预备党员",
            matter="接收预备党员",
            mode="票决",
        ),
        SelfCheckProblem(self_check=by_register["self_check"].uid, aspect="工作作风", text="入户少"),
        SchemeItem(scheme=by_register["rating_scheme"].uid, item="三会一课", max=Decimal(20)),
        BranchRating(scheme=by_register["rating_scheme"].uid, period=2026, org=org.uid),
        ReportingIn(
            name="何双喜",
            mobile="13900000009",
            unit="市水务局",
            unit_org="机关支部",
            grid=by_register["grid"].uid,
            reported_on=date(2026, 3, 1),
        ),
        GridEvent(
            on=DAY,
            grid=by_register["grid"].uid,
            reporter="吴大妈",
            kind="环境卫生",
            location="3号楼",
            detail="垃圾满溢",
        ),
        PointsEntry(
            holder=someone.uid,
            on=DAY,
            reason="值守",
            rule=by_register["points_rule"].uid,
            points=Decimal(50),
            source=by_register["meeting"].uid,
        ),
        Finding(research=by_register["research"].uid, text="没有助餐点"),
        GoodsIntake(goods=by_register["goods"].uid, on=DAY, qty=9),
        Vote(meeting=by_register["meeting"].uid, item="安长河限期改正", matter="组织处置", mode="票决"),
    ]
    ledger.save(*rest)


def _work(someone: Member) -> list[Record]:
    return [
        Meeting(kind="支部党员大会", title="讨论整改方案", start_end=SPAN),
        StudySession(
            kind="支部集中学习", topic_area="政治理论教育", title="学条例", start_end=SPAN, hours=Decimal(2)
        ),
        Promise(
            promiser=someone.uid,
            year=2026,
            item="每月入户一次",
            item_class="工作(岗位)",
            due_on=date(2026, 12, 1),
            responsible=someone.uid,
        ),
        Issue(
            source="群众反映",
            category="人民群众急难愁盼的问题",
            description="三号楼路灯不亮",
            found_on=DAY,
            mode="限期整改",
            lead_officer=someone.uid,
            duty_unit=someone.branch,
            owner=someone.uid,
            due_on=date(2026, 12, 1),
        ),
    ]


def _practice(someone: Member, org: PartyOrg) -> list[Record]:
    theory = StudyMaterial(title="《习近平关于基层治理论述摘编》", kind=THEORY, shelf="书柜2层")
    return [
        Development(person="路远方", id_number=id_number(date(1998, 3, 5), 300), applied_on=date(2024, 5, 6)),
        MobileMember(
            member="外来党员", flow_dir="流入", out_on=DAY, place="广东省深圳市", liaison=someone.uid
        ),
        StudyTopic(title="基层治理", topic_area="政治理论教育", from_on=DAY),
        Handout(kind="任务", title="安全排查", issued_on=DAY, due_on=DAY, content="逐楼排查。"),
        theory,
        ThemeBatch(
            name="主题教育",
            from_on=DAY,
            demand="学思想、强党性、重实践、建新功",
            notice="街道党工委通知",
            leader=someone.uid,
        ),
        ProblemSweep(
            title="四季度大排查",
            scope="全小区",
            places=PLACES[:1],
            from_on=DAY,
            to_on=DAY,
            leader=someone.uid,
            people=(PersonWhy(someone.uid),),
        ),
        ResearchExchange(on=DAY, place="活动室", chair=someone.uid, audience="支委会", summary="采纳一项"),
        Election(title="第五届支部委员会换届选举", org=org.uid),
        SelfCheck(subject=someone.uid, year=2025, theme="担当", standards=("党章",)),
        Grid(name="第一网格", code="01", leader="郑有为", phone="010-66660001"),
        ServiceOrder(asked_on=DAY, requester="吴大妈", phone="010-66660002", need="维修", detail="水管漏水"),
        PointsRule(
            name="值守",
            group="志愿服务",
            points=Decimal(50),
            unit="/次",
            scope=("正式",),
            from_on=date(2026, 1, 1),
        ),
        Goods(name="菜籽油", price=Decimal(2)),
        WorkPlan(year=2027, org=org.uid, guiding="学习", goals="按期", tasks="学习", filled_by=someone.uid),
        Research(
            title="独居老人用餐难",
            down_kind="调查研究下基层",
            on=DAY,
            place="二号楼",
            people="独居老人",
            researchers=(PersonWhy(someone.uid),),
        ),
        CaseStudy(
            title="一顿热饭",
            case_class="服务群众",
            theory=theory.uid,
            theory_source="群众路线",
            background="难",
            practice="做",
            effect="成",
        ),
        RatingScheme(name="创A", full_score=100),
    ]


def open_child(view: Any, name: str) -> Any:
    """Show the tab of a child register and give its list; None while the record itself is not saved."""
    names = [child.name for child in view.children_registers]
    view.tabs.setCurrentIndex(names.index(name) + 1)
    return view.lists.get(name)
