"""学时 of a year as page and paper show them: by person, with reasons of exemption and the forecast."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from desktop_app.base.strokes import Strokes
from desktop_app.duties.basics.bodies import Roster
from desktop_app.duties.basics.figure import Figure, count, tenth
from desktop_app.duties.study.hours import MemberHours, hours_board, plain, targets_of
from desktop_app.records.rules import RuleContext
from desktop_app.registers.organization_life.meetings import Meeting
from desktop_app.registers.people.members import EXEMPT_CARE
from desktop_app.registers.study.study import StudyHours, StudySession

DONE, ON_PACE, BEHIND, EXEMPT = "已达标", "跟上进度", "低于进度", "不作要求"


@dataclass(frozen=True)
class HoursRow:
    """One member's year: ``told`` is why the target is what it is, ``target_row`` a target set by hand."""

    member: str
    name: str
    hours: MemberHours
    told: str
    target_row: StudyHours | None

    @property
    def state(self) -> str:
        """已达标, 跟上进度, 低于进度 or 不作要求, in words."""
        if self.hours.exempt or not self.hours.target:
            return EXEMPT
        if self.hours.reached:
            return DONE
        return BEHIND if self.hours.behind else ON_PACE

    @property
    def forecast_words(self) -> str:
        """26.8，差 5.2 by the end of the year at the present pace; '' where nothing is asked."""
        if self.state == EXEMPT:
            return ""
        missing = self.hours.target - self.hours.forecast
        told = plain(self.hours.forecast)
        return f"{told}，差 {plain(missing)}" if missing > 0 else f"{told}，够"

    @property
    def central_words(self) -> str:
        """集中培训 done of those asked, 0/1; '' where none is asked and none was done."""
        done, asked = self.hours.central_training_n, self.hours.central_training_target
        return f"{done}/{asked}" if asked else str(done or "")


@dataclass(frozen=True)
class HoursView:
    """Everybody's hours of a year, by 姓氏笔画."""

    year: int
    rows: tuple[HoursRow, ...]

    @property
    def figures(self) -> tuple[Figure, ...]:
        """应学, 达标, 跟上, 低于进度, 不作要求 as lists of members; the mean of those asked."""
        asked = [one for one in self.rows if one.state != EXEMPT]
        mean = sum((one.hours.done for one in asked), Decimal(0)) / len(asked) if asked else Decimal(0)
        people, done = tuple(one.member for one in asked), tuple(str(one.hours.done) for one in asked)
        by_state = (
            count(f"state{n}", state, [one.member for one in self.rows if one.state == state], "人")
            for n, state in enumerate((DONE, ON_PACE, BEHIND, EXEMPT), 1)
        )
        return (
            count("asked", "应学", people, "人"),
            Figure("mean", "人均", "学时", tenth(mean), people, people, "", done),
            *by_state,
        )


def hours_view(context: RuleContext, year: int, strokes: Strokes) -> HoursView:
    """The hours of ``year`` up to today, or whole where it is over."""
    roster = Roster.read(context)
    rows = targets_of(context, year)
    board = hours_board(context, year, min(context.today, date(year, 12, 31)), roster)
    found = []
    for uid, hours in board.items():
        member, row = roster.members[uid], rows.get(uid)
        care = "、".join(flag for flag in (member.care_flag or ()) if flag in EXEMPT_CARE)
        told = "书记、班子成员" if uid in roster.leaders else ""
        if row is not None and row.reason:
            told = str(row.reason)
        elif hours.exempt:
            told = f"{care or told}，不作硬性要求".lstrip("，")
        found.append(HoursRow(uid, member.name, hours, told, row))
    return HoursView(year, tuple(sorted(found, key=lambda one: (strokes.sort_key(one.name), one.member))))


@dataclass(frozen=True)
class Source:
    """One gathering that gave hours: the register and uid to open, the day, its title, the hours."""

    register: str
    uid: str
    day: date
    title: str
    hours: str


def sources_of(context: RuleContext, hours: MemberHours) -> list[Source]:
    """The gatherings behind one member's hours, oldest first, in two queries."""
    uids = [entry.source for entry in hours.entries]
    named = {
        **{
            one.uid: ("study_session", one.title)
            for one in context.find(StudySession.live().where(StudySession.uid.in_(uids)))
        },
        **{
            one.uid: ("meeting", str(one.title))
            for one in context.find(Meeting.live().where(Meeting.uid.in_(uids)))
        },
    }
    return [
        Source(named[one.source][0], one.source, one.day, str(named[one.source][1]), plain(one.hours))
        for one in hours.entries
        if one.source in named
    ]
