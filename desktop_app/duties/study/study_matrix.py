"""专题: which member has passed which of the four stages, at which session, and who still has to make up."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from desktop_app.duties.basics.bodies import is_exempt
from desktop_app.duties.basics.figure import Figure, count
from desktop_app.duties.organization_life.attendance import gathering_of
from desktop_app.registers.organization_life.meetings import Attendance
from desktop_app.registers.people.members import Member
from desktop_app.registers.study.study import StudySession
from desktop_app.registers.study.study_topics import STAGES


@dataclass(frozen=True, slots=True)
class Passed:
    """One member's one stage: the sessions by which it was passed, and whether only by making up (补学)."""

    sessions: tuple[str, ...]
    on: date | None
    made_up: bool

    @property
    def words(self) -> str:
        """11月3日, 11月9日补学, or '' while not passed."""
        if self.on is None:
            return ""
        return f"{self.on.month}月{self.on.day}日{'补学' if self.made_up else ''}"


@dataclass(frozen=True)
class MatrixRow:
    """One member's four stages; ``to_make_up`` are (stage, session) missed and not passed otherwise."""

    member: str
    name: str
    exempt: bool
    cells: Mapping[str, Passed]
    to_make_up: tuple[tuple[str, str], ...]

    @property
    def passed(self) -> tuple[str, ...]:
        """The stages passed, in their order."""
        return tuple(stage for stage in STAGES if self.cells[stage].on is not None)

    @property
    def complete(self) -> bool:
        """Whether all four stages are passed."""
        return len(self.passed) == len(STAGES)


@dataclass(frozen=True)
class Matrix:
    """A topic: its sessions by stage, and the members by stage."""

    topic: str
    sessions: Mapping[str, tuple[str, ...]]
    rows: tuple[MatrixRow, ...]

    @property
    def figures(self) -> tuple[Figure, ...]:
        """How many members have passed each stage and all four; every figure the list of them."""
        stages = (
            count(f"stage{n}", stage, [row.member for row in self.rows if stage in row.passed], "人")
            for n, stage in enumerate(STAGES, 1)
        )
        return (
            *stages,
            count("complete", "四个环节都学完", [row.member for row in self.rows if row.complete], "人"),
        )

    @property
    def words(self) -> str:
        """已开展 原文精读、理论辅导；26 人学完四个环节，还缺 案例解析、实践提升."""
        done = [stage for stage in STAGES if self.sessions[stage]]
        left = [stage for stage in STAGES if not self.sessions[stage]]
        told = f"已开展{'、'.join(done)}" if done else "还没有开展"
        complete = sum(row.complete for row in self.rows)
        return f"{told}；还缺{'、'.join(left)}" if left else f"{told}；{complete} 人学完四个环节"


def matrix_of(
    topic: str,
    members: Iterable[Member],
    sessions: Sequence[StudySession],
    sheets: Mapping[str, Sequence[Attendance]],
    today: date,
) -> Matrix:
    """The matrix from the topic's held ``sessions`` and the attendance ``sheets`` by gathering.

    A stage is passed by being at one of its sessions, or by making up for one; the order of the stages is
    the branch's own plan and is not forced. The old and ill are shown, nothing is demanded of them
    (教育管理工作条例 第二十三条).
    """
    staged = [one for one in sessions if one.method_step in STAGES]
    by_stage = {stage: tuple(one.uid for one in staged if one.method_step == stage) for stage in STAGES}
    rows = []
    for member in members:
        cells = {stage: _cell(member.uid, stage, staged, sheets, today) for stage in STAGES}
        missed = tuple(
            (stage, one.uid)
            for one in staged
            if (stage := one.method_step or "")
            and cells[stage].on is None
            and not is_exempt(member)
            and any(row.person == member.uid and not row.present for row in sheets.get(gathering_of(one), ()))
        )
        rows.append(MatrixRow(member.uid, member.name, is_exempt(member), cells, missed))
    return Matrix(topic, by_stage, tuple(rows))


def _cell(
    person: str,
    stage: str,
    sessions: Sequence[StudySession],
    sheets: Mapping[str, Sequence[Attendance]],
    today: date,
) -> Passed:
    came: list[tuple[date, str]] = []
    made_up: list[tuple[date, str]] = []
    for one in sessions:
        if one.method_step != stage or one.start_end is None:
            continue
        for row in sheets.get(gathering_of(one), ()):
            if row.person != person:
                continue
            if row.present:
                came.append((one.start_end.day, one.uid))
            elif row.makeup_on is not None and row.makeup_on <= today:
                made_up.append((row.makeup_on, one.uid))
    found = sorted(came) or sorted(made_up)
    if not found:
        return Passed((), None, False)
    return Passed(tuple(uid for _, uid in found), found[0][0], not came)
