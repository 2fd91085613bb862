"""An invented branch with 46 members and a month of work in a real branch file, for the papers."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from desktop_app.base.clock import SetClock
from desktop_app.base.dates import parse_span
from desktop_app.base.periods import Month
from desktop_app.base.pinyin import load_pinyin
from desktop_app.duties.organization_life.attendance import start_attendance
from desktop_app.duties.summaries.month import freeze, month_figures
from desktop_app.registers import catalogue
from desktop_app.registers.displays.promises import Promise
from desktop_app.registers.exchange.packages import ExchangePackage
from desktop_app.registers.organization_life.elections import Ballot, Election
from desktop_app.registers.organization_life.meetings import Meeting, Resolution, Speech
from desktop_app.registers.organization_life.talks import Talk
from desktop_app.registers.organization_life.votes import Vote
from desktop_app.registers.people.development import Development
from desktop_app.registers.people.org_transfers import OrgTransfer
from desktop_app.registers.people.orgs import CommitteeMember, PartyOrg
from desktop_app.registers.rectification.issues import CATEGORIES, Issue, IssueMeasure, IssueProgress
from desktop_app.registers.reporting.reports import MonthlyReport
from desktop_app.storage import branch_file
from tests.registers.invented_people import branch, id_number, member

SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范"
GIVEN = ("明", "建国", "晓岚", "志远", "芳", "立新")
POSTS = ("书记", "副书记", "组织委员", "宣传委员", "纪检委员")
TODAY = datetime(2026, 11, 23, 9, 0)


@dataclass
class Office:
    """The branch file and the records a test asks for by what they are."""

    ledger: Any
    org: Any
    people: list[Any]
    general: Any
    committee: Any
    bare: Any
    issues: list[Any]
    report: Any
    package: Any
    letter: Any = None
    candidate: Any = None
    election: Any = None
    talk: Any = None


def opened(folder: Path, count: int = 46) -> Office:
    """A fresh file with ``count`` members and all that hangs on them."""
    setting = branch_file.Setting(catalogue(), SetClock(TODAY), load_pinyin().keys)
    ledger, _ = branch_file.create(folder / "branch.zbf", setting, office="Z001", password=None)
    org = branch(full_name="中共安和街道春风社区第一支部委员会", contact_phone="0991-5550126")
    group = PartyOrg(
        full_name="第一党小组", short_name="第一党小组", org_code="Z001-01", org_kind="党小组", parent=org.uid
    )
    ledger.save(org, group)
    people = [
        member(
            n % 2,
            id_number=id_number(date(1980, 1, 1) + timedelta(days=n), n + 100),
            name=SURNAMES[n % len(SURNAMES)] + GIVEN[n % len(GIVEN)],
            seq=n + 1,
            branch=org.uid,
            party_group=group.uid,
            party_post=POSTS[n] if n < len(POSTS) else "党员",
            work_unit="市自来水公司管网班班长" if n % 3 else "退休",
            address="春风里3号楼2单元501室",
            entry_on=date(2026, 1, 5),
        )
        for n in range(count)
    ]
    ledger.save(*people)
    org.secretary = people[0].uid
    ledger.save(
        org,
        *(CommitteeMember(org=org.uid, member=m.uid, role=r) for m, r in zip(people, POSTS, strict=False)),
    )
    office = Office(ledger, org, people, None, None, None, [], None, None)
    _meetings(office)
    _issues(office)
    _promises(office)
    _report(office)
    _election(office)
    office.package = ExchangePackage(
        package_id="0199c0ffee0199c0ffee0199c0ffee01",
        direction="发出",
        kind="上报月报",
        from_org=org.full_name,
        to_org="中共安和街道工作委员会",
        made_on=date(2026, 11, 2),
        made_by="赵明",
        manifest=("党员花名册 46 条", "会议 3 条", "问题清单 6 条"),
        check_code="48372915",
    )
    ledger.save(office.package)
    office.letter = OrgTransfer(
        direction="转出",
        letter_no="7",
        member=people[-1].uid,
        from_org=org.full_name,
        to_org="中共南山市滨河街道工作委员会",
        dues_paid_to=Month(2026, 10),
        valid_days=30,
    )
    office.candidate = Development(
        person="路远方",
        id_number=id_number(date(1998, 3, 5), 300),
        branch=org.uid,
        applied_on=date(2026, 9, 6),
    )
    ledger.save(office.letter, office.candidate)
    return office


def _meetings(office: Office) -> None:
    people, ledger = office.people, office.ledger
    office.committee = Meeting(
        kind="支部委员会会议",
        title="研究四季度工作和楼道充电整治",
        start_end=parse_span("2026-10-09 14:30-16:10"),
        place="社区二楼党员活动室",
        chair=people[0].uid,
        recorder=people[2].uid,
        agenda=("研究四季度党员学习安排", "讨论楼道充电整治办法", "确定10月主题党日内容"),
        closing="会议于16时10分散会。",
    )
    office.general = Meeting(
        kind="支部党员大会",
        title="三季度工作通报和公约表决",
        start_end=parse_span("2026-10-22 15:00-17:00"),
        place="社区二楼党员活动室",
        chair=people[0].uid,
        recorder=people[2].uid,
        observers=("韩静，街道党工委组织办干事，列席指导",),
        first_topic=("习近平总书记关于党的建设的重要思想",),
        agenda=("通报三季度支部工作", "表决《楼道充电公约》"),
        closing="会议于17时散会。",
    )
    office.bare = Meeting(
        kind="支部委员会会议", title="只有题目的会", start_end=parse_span("2026-11-20 14:30-15:30")
    )
    for meeting in (office.committee, office.general, office.bare):
        ledger.save(meeting)
    for meeting, away in ((office.committee, 1), (office.general, 7)):
        rows = start_attendance(meeting, ledger)
        for row in rows[-away:]:
            row.present, row.reason = False, "公出"
        rows[-1].note = "外地培训"
        came = len(rows) - away
        said = [
            Speech(meeting=meeting.uid, seq=n + 1, speaker=people[n].uid, words=words)
            for n, words in enumerate(
                (
                    "三季度登记了十件问题，销号六件。没销的四件，原因和时限都写在墙上的台账里，请大家监督。",
                    "公约第四条写“一律罚款”，支部没有这个权，建议改成“劝导并通知物业”。" * 3,
                    "我还有保留：充电棚没建好就不让上楼，骑手怎么办？先建棚。",
                )
            )
        ]
        vote = Vote(
            meeting=meeting.uid,
            item="通过《楼道充电公约》（第四条修改后）",
            expected=len(rows),
            present=came,
            ayes=came - 1,
            noes=0,
            abst=1,
        )
        settled = [
            Resolution(
                meeting=meeting.uid,
                seq=1,
                text="公约第四条改为劝导和通知，11月起试行",
                owner=people[3].uid,
                due_on=date(2026, 11, 30),
            ),
            Resolution(
                meeting=meeting.uid,
                seq=2,
                text="向街道申请在6号楼东侧建充电棚",
                owner=people[0].uid,
                due_on=date(2026, 11, 20),
            ),
        ]
        ledger.save(*rows, *said, vote, *settled)
        ledger.step(meeting, "write")
    ledger.step(office.committee, "sign", {"sign_chair": True, "sign_recorder": True})


def _issues(office: Office) -> None:
    people = office.people
    for n in range(6):
        issue = Issue(
            source="群众反映",
            category=CATEGORIES[n % 4],
            description=f"{n + 1}号楼二单元楼道堆放杂物，电动车飞线充电，住户多次反映没有解决",
            found_on=date(2026, 10, 2 + n),
            mode="限期整改",
            lead_officer=people[0].uid,
            duty_unit=office.org.uid,
            owner=people[1].uid,
            due_on=date(2026, 11, 10 if n == 1 else 30),
        )
        office.ledger.save(issue)
        measures = (
            IssueMeasure(
                issue=issue.uid,
                seq=1,
                text="联系物业三日内清理楼道杂物，逐户通知",
                owner=people[1].uid,
                due_on=date(2026, 11, 9),
            ),
            IssueMeasure(
                issue=issue.uid,
                seq=2,
                text="在东侧空地安装集中充电桩",
                owner=people[3].uid,
                due_on=date(2026, 11, 30),
            ),
        )
        for one in measures if n == 0 else ():
            one.done_on = date(2026, 11, 14)
        office.ledger.save(*measures)
        office.ledger.step(issue, "start")
        office.ledger.save(
            IssueProgress(
                issue=issue.uid,
                on=date(2026, 11, 5),
                text="已清理两个单元，剩一个单元等住户签字",
                by=people[1].uid,
                percent=60,
            )
        )
        office.issues.append(issue)
    closed = office.issues[0]
    office.ledger.step(
        closed,
        "apply",
        {
            "effect": "三个单元全部清理完毕，充电桩投入使用",
            "evidence_refs": ("整改前后照片6张",),
            "apply_by": people[1].uid,
            "applied_on": date(2026, 11, 15),
        },
    )
    office.ledger.step(closed, "close", {"checker": people[2].uid, "checked_on": date(2026, 11, 18)})


def _promises(office: Office) -> None:
    for n in range(3):
        who = office.people[n]
        office.ledger.save(
            *(
                Promise(
                    promiser=who.uid,
                    year=2026,
                    item=item,
                    item_class=kind,
                    measure=measure,
                    due_on=date(2026, 12, day),
                    responsible=who.uid,
                )
                for item, kind, measure, day in (
                    (
                        "全年参加集中学习不少于12次，读完两本指定书目并写心得",
                        "学习",
                        "每月固定两个晚上自学，做好笔记",
                        31,
                    ),
                    (
                        "每月走访两户独居老人，帮助买菜取药",
                        "服务群众(实事)",
                        "和楼长结对，第一和第三个周六上门",
                        20,
                    ),
                )
            )
        )


def _election(office: Office) -> None:
    """Four stand for three seats, the day of the meeting is not set yet; and one talk before it."""
    office.election = Election(title="第六届支部委员会换届选举", org=office.org.uid, posts=3, candidates=1)
    office.ledger.save(office.election)
    office.ledger.save(
        *(Ballot(election=office.election.uid, candidate=office.people[n].uid) for n in range(4))
    )
    office.talk = Talk(
        by_member=office.people[0].uid,
        with_member=office.people[6].uid,
        held_on=date(2026, 10, 20),
        content="家里老人住院，主题党日想改在晚上。",
    )
    office.ledger.save(office.talk)


def _report(office: Office) -> None:
    office.report = MonthlyReport(
        month=Month(2026, 10),
        org=office.org.uid,
        highlights="10月9日 支部委员会会议：研究四季度工作\n10月22日 支部党员大会：通报三季度工作",
        problems="充电棚选址要街道协调用地。",
        next_plan=("11月召开支委会一次", "完成楼道充电整治", "送学上门5人次"),
        filled_by=office.people[2].uid,
        approved_by=office.people[0].uid,
    )
    office.ledger.save(office.report)
    freeze(office.report, month_figures(office.ledger, Month(2026, 10)))
    office.ledger.save(office.report)
    office.ledger.step(office.report, "sign", {"approved_by": office.people[0].uid, "on": date(2026, 11, 2)})
