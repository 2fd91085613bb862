"""A small invented branch in memory, and short words to write its meetings, studies, promises and issues."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from desktop_app.base.periods import PartialDate, Span
from desktop_app.registers import MODELS
from desktop_app.registers.displays.promises import Promise
from desktop_app.registers.organization_life.meetings import Attendance, Meeting
from desktop_app.registers.people.members import Member
from desktop_app.registers.people.orgs import CommitteeMember, PartyOrg
from desktop_app.registers.rectification.issues import CATEGORIES, Issue
from desktop_app.registers.rules.shipped import shipped
from desktop_app.registers.study.study import StudySession
from tests.duties.memory_context import MemoryContext

TODAY = date(2026, 11, 23)
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
NUMBERS = {key: rule.on(TODAY).value for key, rule in shipped().items()}


class Branch(MemoryContext):
    """A look at a branch with its own row written; members and work are added by the test."""

    def __init__(self, today: date = TODAY) -> None:
        super().__init__(MODELS, today)
        # Rules that change: key → first day and number from then on.
        self.later: dict[str, tuple[date, Decimal]] = {}
        self.org = self.add(
            PartyOrg(full_name="中共安和街道春风社区支部委员会", org_code="Z001", org_kind="党支部")
        )

    def rule(self, key: str, on: date | None = None) -> Decimal:
        since, number = self.later.get(key, (date.max, Decimal(0)))
        return number if since <= (on or self.today) else super().rule(key, on)

    def member(self, **values: Any) -> Member:
        """A full member of many years, on the first roster, unless told otherwise."""
        number = len(self.find(Member.select()))
        name = SURNAMES[number % len(SURNAMES)] + "一二三四五六七八九十"[number // len(SURNAMES) % 10]
        given = {
            "name": name,
            "seq": number + 1,
            "category": "正式党员",
            "branch": self.org.uid,
            "joined_on": PartialDate(1998, 7),
            "full_on": PartialDate(1999, 7),
            "entry_on": date(2026, 1, 5),
        }
        return self.add(Member(**{**given, **values}))

    def members(self, count: int, **values: Any) -> list[Member]:
        return [self.member(**values) for _ in range(count)]

    def group(self, name: str = "第一党小组") -> PartyOrg:
        return self.add(
            PartyOrg(full_name=name, short_name=name, org_code=name, org_kind="党小组", parent=self.org.uid)
        )

    def seat(self, member: Member, role: str = "组织委员") -> CommitteeMember:
        return self.add(CommitteeMember(org=self.org.uid, member=member.uid, role=role))

    def meeting(self, kind: str, day: date, **values: Any) -> Meeting:
        given = {"kind": kind, "title": f"{kind}题目", "start_end": span(day), "state": "记录"}
        return self.add(Meeting(**{**given, **values}))

    def study(self, day: date, hours: str = "2", **values: Any) -> StudySession:
        given = {"kind": "支部集中学习", "title": "学习", "start_end": span(day), "held_on": day}
        return self.add(StudySession(**{**given, "hours": Decimal(hours), **values}))

    def came(self, gathering: Any, *people: Member, **values: Any) -> None:
        for one in people:
            self.add(Attendance(**{"gathering": gathering.uid, "person": one.uid, "present": True, **values}))

    def promise(self, who: Member, due: date, **values: Any) -> Promise:
        given = {"promiser": who.uid, "year": due.year, "item": "每月走访两户老人", "state": "践诺中"}
        passed = {"reviewer": who.uid, "reviewed_on": date(due.year, 1, 10)}
        shown = {"published_on": date(due.year, 1, 15), "due_on": due}
        return self.add(Promise(**{**given, **passed, **shown, "responsible": who.uid, **values}))

    def issue(self, found: date, due: date, **values: Any) -> Issue:
        given = {
            "category": CATEGORIES[1],
            "description": "三号楼楼道堆放杂物",
            "mode": "限期整改",
            "round": 1,
        }
        return self.add(Issue(**{**given, "found_on": found, "due_on": due, "state": "整改中", **values}))


def span(day: date, hour: int = 14, minutes: int = 120) -> Span:
    start = datetime(day.year, day.month, day.day, hour)
    return Span(start, start + timedelta(minutes=minutes))


@contextmanager
def opened(today: date = TODAY) -> Iterator[Branch]:
    """A branch closed again at the end; for properties, which want a fresh one each time."""
    branch = Branch(today)
    try:
        yield branch
    finally:
        branch.close()
