"""党员增减年表: fifteen rows and six equations over the members of a year, and whom to look at."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from desktop_app.base.periods import years_between
from desktop_app.duties.basics.bodies import Roster
from desktop_app.duties.basics.figure import Figure, count
from desktop_app.records.rules import RuleContext
from desktop_app.registers.people.members import NORMAL, OLD_ENTRY, REMOVED, Member, belongs_on
from desktop_app.registers.reporting.annual_changes import AnnualChange, last_year_of

DEVELOPED, RESTORED = "发展党员", "恢复党籍"
MOVED_IN, WHOLE_IN = "转入组织关系", "整建制转入"
STOPPED, DEAD = "停止党籍", "死亡"
MOVED_OUT, WHOLE_OUT = "转出组织关系", "整建制转出"
_CAME = (DEVELOPED, RESTORED, MOVED_IN, WHOLE_IN)
_LEFT = (REMOVED, STOPPED, DEAD, MOVED_OUT, WHOLE_OUT)
_TITLES = (
    "上年底党员总数", "本年增加", "发展党员", "恢复党籍", "转入组织关系", "其中：整建制转入", "本年减少",
    "出党", "停止党籍", "死亡", "转出组织关系", "其中：整建制转出", "本年底应有党员数", "本年底实有党员数",
    "差额",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Equation:
    """One of the six: its rows, after a colon its numbers, and whether it holds."""

    words: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Suspect:
    """One member (uid; '' for one no longer on the roster) to look at, and why."""

    member: str
    words: str


@dataclass(frozen=True, slots=True)
class AnnualTable:
    """两年党员数综合比较 of one year up to a day: rows 1 to 15, each the members behind its number.

    Rows 13 and 15 are differences: their items are those of the rows that do not cancel out.
    """

    year: int
    until: date
    rows: tuple[Figure, ...]
    equations: tuple[Equation, ...]
    suspects: tuple[Suspect, ...]

    def value(self, number: int) -> int:
        """The number in row 1 to 15."""
        return int(self.rows[number - 1].value)

    @property
    def balances(self) -> bool:
        """Whether all six equations hold."""
        return all(one.holds for one in self.equations)

    @property
    def words(self) -> str:
        """46 ＋ 2 － 1 ＝ 47，实有 47，平; or what does not hold and whom to look at."""
        r = [self.value(number) for number in range(1, 16)]
        told = f"{r[0]} ＋ {r[1]} － {r[6]} ＝ {r[12]}，实有 {r[13]}，"
        failed = "；".join(one.words for one in self.equations if not one.holds)
        told += f"不平：{failed}" if failed else "平"
        names = "；".join(one.words for one in self.suspects)
        return f"{told}。请核对：{names}" if names else told


def annual_of(record: AnnualChange, context: RuleContext) -> AnnualTable:
    """The table of an annual_change ``record`` as the roster stands today, against last year's signed one."""
    before = last_year_of(record, context)
    frozen = {one["key"]: one for one in (before.figures or ())} if before is not None else {}
    opening = frozen["r14"]["items"] if "r14" in frozen else None
    members = Roster.read(context, record.owner_office or None).members.values()
    return annual(members, record.year, context.today, opening, record.r1)


def annual(
    members: Iterable[Member],
    year: int,
    until: date,
    opening: Iterable[str] | None = None,
    reported: int | None = None,
) -> AnnualTable:
    """The table of ``year`` over all rows of the roster (past members too), live up to the day ``until``.

    ``opening`` are the members of row 14 of last year's table as it was reported; without it row 1 is the
    roster of the last 31 December. ``reported`` is a number for row 1 that somebody wrote. ``until``
    after the year's end counts as its last day.
    """
    members = list(members)
    first, last = date(year, 1, 1), min(until, date(year, 12, 31))
    before = [one.uid for one in members if belongs_on(one, first - timedelta(days=1))]
    began = before if opening is None else list(opening)
    came = [one for one in members if one.entry_type != OLD_ENTRY and _within(one.entry_on, first, last)]
    left = [one for one in members if _within(one.exit_on, first, last)]
    real = [one.uid for one in members if on_the_books(one, last)]

    def by(people: list[Member], box: str, *kinds: str) -> list[str]:
        return [one.uid for one in people if getattr(one, box) in kinds]

    lists: list[list[str]] = [
        began,
        [one.uid for one in came],
        by(came, "entry_type", DEVELOPED),
        by(came, "entry_type", RESTORED),
        by(came, "entry_type", MOVED_IN, WHOLE_IN),
        by(came, "entry_type", WHOLE_IN),
        [one.uid for one in left],
        by(left, "exit_type", REMOVED),
        by(left, "exit_type", STOPPED),
        by(left, "exit_type", DEAD),
        by(left, "exit_type", MOVED_OUT, WHOLE_OUT),
        by(left, "exit_type", WHOLE_OUT),
    ]
    rows = [count(f"r{n}", _TITLES[n - 1], uids, "人") for n, uids in enumerate(lists, 1)]
    if reported is not None:
        rows[0] = Figure("r1", _TITLES[0], "人", reported, rows[0].items)
    expected = [uid for uid in dict.fromkeys([*lists[0], *lists[1]]) if uid not in set(lists[6])]
    should = int(rows[0].value) + len(lists[1]) - len(lists[6])
    apart = tuple(sorted(set(expected) ^ set(real)))
    rows += [
        Figure("r13", _TITLES[12], "人", should, tuple(expected)),
        count("r14", _TITLES[13], real, "人"),
        Figure("r15", _TITLES[14], "人", len(real) - should, apart),
    ]
    equations = equations_of([int(row.value) for row in rows])
    suspects = tuple(_suspects(members, last, set(before), set(began)))
    if reported is not None and reported != len(began):
        told = f"上年底总数写的是 {reported} 人，按名单是 {len(began)} 人，请核对上年的来源日期和减少日期"
        suspects += (Suspect("", told),)
    return AnnualTable(year, last, tuple(rows), equations, suspects)


def books_begin(members: Iterable[Member]) -> date | None:
    """The day the first roster was typed: what was before stands in no record; None where nothing is old."""
    typed = (one.entry_on for one in members if one.entry_type == OLD_ENTRY and one.entry_on is not None)
    return min(typed, default=None)


def _within(day: date | None, first: date, last: date) -> bool:
    return day is not None and first <= day <= last


def on_the_books(member: Member, day: date) -> bool:
    """Whether ``member`` counts as there on ``day``: entered, not left, 党籍 not stopped without a day."""
    gone = member.exit_on is None and (bool(member.exit_type) or member.party_status != NORMAL)
    return belongs_on(member, day) and not gone


def equations_of(values: Sequence[int]) -> tuple[Equation, ...]:
    """表内关系 of 两年党员数综合比较; ``values`` are rows 1 to 15."""
    r = dict(enumerate(values, 1))

    def equation(rows: str, figures: str, holds: bool) -> Equation:
        return Equation(f"{rows}：{figures}", holds)

    return (
        equation("第2行＝第3行＋第4行＋第5行", f"{r[2]}＝{r[3]}＋{r[4]}＋{r[5]}", r[2] == r[3] + r[4] + r[5]),
        equation("第5行≥第6行", f"{r[5]}≥{r[6]}", r[5] >= r[6]),
        equation(
            "第7行＝第8行＋第9行＋第10行＋第11行",
            f"{r[7]}＝{r[8]}＋{r[9]}＋{r[10]}＋{r[11]}",
            r[7] == r[8] + r[9] + r[10] + r[11],
        ),
        equation("第11行≥第12行", f"{r[11]}≥{r[12]}", r[11] >= r[12]),
        equation(
            "第13行＝第1行＋第2行－第7行", f"{r[13]}＝{r[1]}＋{r[2]}－{r[7]}", r[13] == r[1] + r[2] - r[7]
        ),
        equation("第14行－第13行＝0", f"{r[14]}－{r[13]}＝{r[15]}", r[15] == 0 == r[14] - r[13]),
    )


def _suspects(
    members: Sequence[Member], last: date, before: set[str], reported: set[str]
) -> Iterable[Suspect]:
    """Whose own row cannot be true, and whom last year's table and the roster disagree about."""
    known = {one.uid for one in members}
    for one in members:
        fault = _fault(one, last)
        if fault:
            yield Suspect(one.uid, f"{one.name}：{fault}")
        elif (one.uid in before) != (one.uid in reported):
            where = (
                "上年表里有，按名册上年底已不在"
                if one.uid in reported
                else "上年表里没有，按名册上年底已在册"
            )
            yield Suspect(one.uid, f"{one.name}：{where}，请核对来源日期和减少日期")
    for _ in reported - known:
        yield Suspect("", "上年表里有一人现在不在花名册，请到回收站找回")


def _fault(member: Member, last: date) -> str:
    """What in one row cannot be true as of ``last``; '' when nothing is wrong with it."""
    if member.exit_type and member.exit_on is None:
        return "写了减少类型，没有减少日期"
    if member.exit_on is not None and not member.exit_type and member.exit_on <= last:
        return "写了减少日期，没有减少类型"
    if member.exit_type and member.exit_type not in _LEFT:
        return f"减少类型“{member.exit_type}”不在表里"
    if member.party_status != NORMAL and member.exit_on is None:
        return "党籍状态是停止党籍，没有减少类型和日期"
    if member.entry_type != OLD_ENTRY:
        if not member.entry_on:
            return "没有来源日期"
        if member.entry_type not in _CAME:
            return "没有党员来源" if not member.entry_type else f"党员来源“{member.entry_type}”不在表里"
        if member.exit_on is not None and member.exit_on < member.entry_on:
            return f"减少日期 {member.exit_on} 早于来源日期 {member.entry_on}"
    return ""


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The members of one day by one mark: every member in exactly one part."""

    key: str
    title: str
    parts: tuple[Figure, ...]


_SECTIONS = ((30, "30岁及以下"), (35, "31—35岁"), (40, "36—40岁"), (45, "41—45岁"), (50, "46—50岁"),
          (55, "51—55岁"), (60, "56—60岁"))  # fmt: skip
_OLDEST, _NO_BIRTH = "61岁及以上", "没有出生日期"
# The occupations of the 公报 by what the official number of a 工作岗位 begins with.
_EXPERTS, _MANAGERS = "专业技术人员", "企事业单位、社会组织管理人员"
_OTHER_JOB, _NO_JOB = "其他职业人员", "没有写工作岗位"
_JOBS = {
    "016": "工人", "025": "工人", "1": "农牧渔民", "013": _EXPERTS, "015": _EXPERTS, "022": _EXPERTS,
    "024": _EXPERTS, "012": _MANAGERS, "014": _MANAGERS, "021": _MANAGERS, "023": _MANAGERS,
    "011": "党政机关工作人员", "3": "学生", "2": _OTHER_JOB, "5": _OTHER_JOB, "4": "离退休人员",
}  # fmt: skip
# Of these kinds of the new strata nobody has a post in a unit: the stratum alone tells the occupation.
_OWN_MASTERS = frozenset(("个体劳动者", "私营企业主", "自由职业人员"))


def age_band(birth: date | None, day: date) -> str:
    """The band of the public statistics (党内统计公报) an age on ``day`` falls in."""
    if birth is None:
        return _NO_BIRTH
    age = years_between(birth, day)
    return next((title for upto, title in _SECTIONS if age <= upto), _OLDEST)


def occupation(member: Member) -> str:
    """The occupation of the public statistics that the coded 工作岗位 of ``member`` counts for.

    Never guessed from words: what is not coded is not written.
    """
    post = Member.job_position
    if post.is_coded(member.job_position):
        number = post.table.family(str(member.job_position))
        return next((title for begin, title in _JOBS.items() if number.startswith(begin)), _OTHER_JOB)
    return _OTHER_JOB if member.new_stratum in _OWN_MASTERS else _NO_JOB


def _gender(member: Member) -> str:
    return {"1": "男", "2": "女"}.get(member.gender, "没有写性别")


def _ethnicity(member: Member) -> str:
    if not member.ethnicity:
        return "没有写民族"
    return "汉族" if member.ethnicity == "01" else "少数民族"


_LEVELS = {
    "1": "研究生", "2": "大学本科", "3": "大学专科", "4": "中专", "6": "高中、中技", "7": "初中及以下",
    "8": "初中及以下",
}  # fmt: skip
_OTHER_LEVEL = "其他"


def _level(member: Member) -> str:
    """The level of GB/T 4658 by its first digit."""
    if not member.education:
        return "没有写学历"
    return _LEVELS.get(str(member.education)[0], _OTHER_LEVEL)


def _education(member: Member) -> str:
    """大专及以上 is a code of GB/T 4658 below 40."""
    if not member.education:
        return "没有写学历"
    return "大专及以上" if int(member.education) < 40 else "大专以下"


def breakdowns(members: Iterable[Member], day: date) -> tuple[Breakdown, ...]:
    """Sex, 民族, 学历, age and occupation of those on the books on ``day``, as the yearly 公报 tells them."""
    people = [one for one in members if on_the_books(one, day)]
    sections = (*(title for _, title in _SECTIONS), _OLDEST, _NO_BIRTH)
    jobs = (*dict.fromkeys(_JOBS.values()), _NO_JOB)
    levels = (*dict.fromkeys(_LEVELS.values()), _OTHER_LEVEL, "没有写学历")
    return (
        _breakdown("gender", "性别", people, _gender, ("男", "女", "没有写性别")),
        _breakdown("ethnicity", "民族", people, _ethnicity, ("汉族", "少数民族", "没有写民族")),
        _breakdown("education", "学历", people, _education, ("大专及以上", "大专以下", "没有写学历")),
        _breakdown("level", "文化程度", people, _level, levels),
        _breakdown("age", "年龄", people, lambda one: age_band(one.birth_date, day), sections),
        _breakdown("occupation", "职业", people, occupation, jobs),
    )


def _breakdown(
    key: str, title: str, people: Sequence[Member], part_of: Callable[[Member], str], parts: Sequence[str]
) -> Breakdown:
    """Parts that say something is not written show only when somebody is in them."""
    lists: dict[str, list[str]] = {part: [] for part in parts}
    for one in people:
        lists[part_of(one)].append(one.uid)
    figures = (
        count(f"{key}{number}", part, uids, "人")
        for number, (part, uids) in enumerate(lists.items(), 1)
        if uids or not part.startswith("没有")
    )
    return Breakdown(key, title, tuple(figures))
