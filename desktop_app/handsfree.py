"""A month's work without hands: roster in, work entered, report signed, papers, a package and its receipt.

Everything goes through the doors the window uses; each step tells one line with its counts and seconds.
"""

import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, TextIO

from desktop_app.base.clock import SetClock
from desktop_app.base.dates import Month
from desktop_app.base.errors import UserError
from desktop_app.base.pinyin import load_pinyin
from desktop_app.duties.month import freeze, highlights, report_figures
from desktop_app.exchange.courier import Accepted, Parcel
from desktop_app.exchange.stick import read_file
from desktop_app.exchange.workbook.apply import ImportResult, apply_plan
from desktop_app.exchange.workbook.plan import Plan, read_plan
from desktop_app.exchange.workbook.question import Question
from desktop_app.exchange.workbook.read import read_book
from desktop_app.founding import Founding, found_branch
from desktop_app.printing.documents.press import Press
from desktop_app.registers import catalogue
from desktop_app.registers.meetings import COMMITTEE, GENERAL, Meeting
from desktop_app.registers.members import Member
from desktop_app.registers.orgs import GROUP, CommitteeMember, PartyOrg
from desktop_app.registers.packages import SENT, package_called
from desktop_app.registers.promises import WITHDRAWN, Promise
from desktop_app.registers.reports import OPEN, MonthlyReport
from desktop_app.sample import (
    BRANCH,
    FIRST,
    LAST,
    OFFICE,
    SUPERIOR,
    SUPERIOR_OFFICE,
    fill_sample,
    october_work,
)
from desktop_app.settings import Settings
from desktop_app.storage import branch_file, keys
from desktop_app.storage.backup import Keeper
from desktop_app.storage.ledger import Ledger
from desktop_app.workplace import Opened, Workplace, lay_out

Say = Callable[[str], None]
Progress = Callable[[int, int], None]

OCTOBER = Month(2026, 10)
# Books of a branch with its own roster are opened on this morning.
OPENED = datetime(2026, 10, 8, 8, 30)
TERM_START = date(2025, 11, 18)
BAR = 24


class Bar:
    """A bar on a terminal for a step that takes a while; nothing where there is no terminal."""

    def __init__(self, title: str, stream: TextIO | None = None) -> None:
        self._title = title
        self._stream = sys.stderr if stream is None else stream
        self._begun = self._drawn = time.monotonic()
        self._length = 0

    def show(self, done: int, total: int) -> None:
        """Draw ``done`` of ``total``, from half a second on and five times a second."""
        now = time.monotonic()
        if not self._stream.isatty() or now - self._begun < 0.5 or now - self._drawn < 0.2:
            return
        full = BAR * min(done, total) // max(total, 1)
        line = f"{self._title} [{'#' * full}{'.' * (BAR - full)}] {done}/{total}"
        self._write("\r" + line)
        self._drawn, self._length = now, 2 * len(line)

    def clear(self) -> None:
        """Wipe the bar off the line it stands on."""
        if self._length:
            self._write("\r" + " " * self._length + "\r")

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()


class Teller:
    """Tells one line for each step: what it was, what it counted, how many seconds it took."""

    def __init__(self, say: Say) -> None:
        self._say = say
        self._number = 0

    @contextmanager
    def step(self, title: str) -> Iterator["Line"]:
        """A step; its line is told when it has gone well."""
        line = Line(Bar(title))
        begun = time.perf_counter()
        try:
            yield line
        finally:
            line.bar.clear()
        self._number += 1
        self._say(f"{self._number:2} {title}：{line.words}（{time.perf_counter() - begun:.1f} 秒）")

    def note(self, words: str) -> None:
        """A line below the step before."""
        self._say(f"   {words}")


@dataclass
class Line:
    """What a step will tell, and its bar."""

    bar: Bar
    words: str = "完成"


def run_month(month: Month, *, roster: Path | None, sample: bool, out: Path, say: Say) -> None:
    """Do ``month`` from an empty branch file to the receipt; papers, stick and files go below ``out``.

    With ``sample`` the sample's people and all its work up to the month, else the people of ``roster`` and
    October's work. ``say`` is told one line for each step. The branch file lies in ``out/data`` as a
    workplace keeps it. UserError when something the user can mend stands in the way.
    """
    begun = time.perf_counter()
    _check(month, roster, sample, out)
    teller = Teller(say)
    own = _opened_books(teller, month, None if sample else roster, out)
    try:
        report = _signed_month(teller, own, month)
        _papers(teller, own, month, report, out)
        committee = _committee(teller, own, out)
        try:
            _handed_over(teller, own, committee, month, out)
        finally:
            branch_file.close(committee.ledger)
        with teller.step("备份") as line:
            backup = own.keeper.make("月末")
            counts = own.keeper.prove(backup)
            line.words = f"已备份并试恢复，{sum(counts.values())} 行都在：{backup.path.name}"
    finally:
        branch_file.close(own.ledger)
    say(f"全部完成，用时 {time.perf_counter() - begun:.1f} 秒；结果在 {out}")


def _check(month: Month, roster: Path | None, sample: bool, out: Path) -> None:
    """UserError before anything is made: months without work, no roster, a folder already used."""
    if sample == (roster is not None):
        raise UserError("花名册和示例支部要选一样", todo="写 --roster 花名册文件，或者写 --sample")
    first = Month.of(FIRST) if sample else OCTOBER
    if not first.first_day() <= month.first_day() <= LAST:
        months = "2026年8月到10月" if sample else "2026年10月"
        raise UserError(f"没有{month.chinese()}的示例工作", todo=f"现有{months}的，请换一个月份")
    if roster is not None:
        read_book(roster)
    if (out / "data").exists():
        raise UserError(f"{out} 里已有上次的结果", "原来的文件没有动", "请换一个空文件夹")
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"建不了文件夹：{out}", todo="请换一个位置", detail=str(error)) from error


# -- the branch and its month -----------------------------------------------------------------------


def _opened_books(teller: Teller, month: Month, roster: Path | None, out: Path) -> Opened:
    """The own branch with people and the month's work; what was begun is cleared away when that fails."""
    sample = roster is None
    clock = SetClock(datetime.combine(FIRST, OPENED.time()) if sample else OPENED)
    with teller.step("新建支部文件") as line:
        place = Workplace(out / "data", Settings(), clock, load_pinyin())
        own = _new_file(place.sample if sample else place.own, OFFICE, clock, is_sample=sample)
        line.words = f"{own.path}（未设密码，打开时不用输入）"
    try:
        if roster is not None:
            _take_in(teller, own, roster)
        with teller.step(f"录入{month.chinese()}的工作") as line:
            _work(own, month, line.bar)
            line.words = _contents(own.ledger, ("meeting", "attendance", "study_session", "promise", "issue"))
    except UserError:
        branch_file.close(own.ledger)
        shutil.rmtree(out / "data")
        raise
    return own


def _new_file(path: Path, code: str, clock: SetClock, *, is_sample: bool = False) -> Opened:
    """A new branch file without a password, opened with the tools around it."""
    setting = branch_file.Setting(catalogue(), clock, load_pinyin().keys, actor="免手工")
    ledger, _ = branch_file.create(path, setting, office=code, password=None)
    branch_file.close(ledger)
    raw = keys.unlock(path, None)
    keeper = Keeper(path, raw, path.parent.parent / "backup", clock)
    return lay_out(path, raw, setting, keeper, is_sample=is_sample)


def _hands(own: Opened) -> SetClock:
    """The clock of a file made here, which can be set."""
    assert isinstance(own.clock, SetClock)
    return own.clock


def _take_in(teller: Teller, own: Opened, roster: Path) -> None:
    """Rules, organisations and the roster; what cannot go in is told by its row and column."""
    ledger = own.ledger
    with teller.step("建立规则和组织") as line:
        founding = Founding(
            BRANCH,
            OFFICE,
            superior=SUPERIOR,
            superior_code=SUPERIOR_OFFICE,
            term_start=TERM_START,
            term_years=5,
        )
        branch = found_branch(ledger, own.courier, founding)
        line.words = _contents(ledger, ("rule", "party_org"))
    with teller.step("检查花名册") as line:
        plan = _read(ledger, branch, roster, line.bar)
        asked = {question.key: question for question in plan.file_questions}
        plan.take_proposals()
        line.words = plan.summary()
    for question in asked.values():
        teller.note(f"{question.sentence()}→ {_answer(plan, question)}")
    if plan.file_questions:
        raise UserError("花名册里有要人来定的问题", "没有导入", plan.file_questions[0].sentence())
    for sentence in (*plan.notes, *plan.sentences()):
        teller.note(sentence)
    with teller.step("导入花名册") as line:
        own.keeper.make("导入前")
        line.words = _applied(plan, ledger).sentence() + "；导入前已备份"


def _read(ledger: Ledger, branch: PartyOrg, roster: Path, bar: Bar) -> Plan:
    """The plan of an import; a branch the roster calls by another name is called so from now on."""

    def group(words: str) -> PartyOrg:
        made = ledger.count(PartyOrg.live().where(PartyOrg.org_kind == GROUP)) + len(names) + 1
        names.append(words)
        return PartyOrg(full_name=words, org_code=f"{OFFICE}-{made:02d}", org_kind=GROUP, parent=branch.uid)

    def read() -> Plan:
        names.clear()
        register, given = ledger.catalogue["member"], {"branch": branch.uid}
        return read_plan(
            roster, register, ledger, given=given, make_link={"party_group": group}, progress=bar.show
        )

    names: list[str] = []
    plan = read()
    called = [q.key.removeprefix("link:branch:") for q in plan.file_questions if "link:branch:" in q.key]
    if len(called) == 1:
        branch.full_name = called[0]
        ledger.save(branch, title="支部名称按花名册")
        plan = read()
    return plan


def _answer(plan: Plan, question: Question) -> str:
    picked = plan.answers.given.get(question.key)
    return "没有回答" if picked is None else question.choices[picked].label


def _applied(plan: Plan, ledger: Ledger) -> ImportResult:
    result = apply_plan(plan, ledger)
    if not result.added:
        raise UserError("花名册里没有能导入的行", "没有导入", "请按上面列出的行列改好再试")
    return result


def _work(own: Opened, month: Month, bar: Bar) -> None:
    """The month's work, entered day by day; the bar follows the calendar."""
    first, days = own.clock.now().date(), (month.last_day() - own.clock.now().date()).days

    def follow(_: object) -> None:
        bar.show((own.clock.now().date() - first).days, days)

    leave = own.ledger.subscribe(follow)
    if own.is_sample:
        own.courier.introduce(OFFICE, BRANCH)
        fill_sample(own.ledger, _hands(own), until=month.last_day())
    else:
        october_work(own.ledger, _hands(own))
    leave()


def _signed_month(teller: Teller, own: Opened, month: Month) -> Any:
    """The month's report, signed by the secretary on the second day after it."""
    after = month.last_day().toordinal() + 2
    _hands(own).set(max(own.clock.now(), datetime.fromordinal(after).replace(hour=16)))
    with teller.step("签发月报") as line:
        written = (MonthlyReport.month == month) & (MonthlyReport.state == OPEN)
        report = own.ledger.find(MonthlyReport.live().where(written))[0]
        report.highlights = highlights(own.ledger, month)
        figures = report_figures(report, own.ledger)
        freeze(report, figures)
        seats = own.ledger.find(CommitteeMember.live().where(CommitteeMember.role == "书记"))
        with own.ledger.action(f"签发{month.chinese()}月报") as action:
            action.save(report)
            action.step(report, "sign", {"approved_by": seats[0].member})
        line.words = f"{len(figures)} 块 {sum(map(len, figures.values()))} 个数字已冻结"
    return report


# -- papers -----------------------------------------------------------------------------------------


def _papers(teller: Teller, own: Opened, month: Month, report: Any, out: Path) -> None:
    """Every paper of the month as PDF, grouped as the secretary files them."""
    meetings = [
        one
        for one in own.ledger.find(Meeting.live().order_by(Meeting.start_end))
        if one.start_end.day in month
    ]
    told = [one for one in meetings if one.kind in (GENERAL, COMMITTEE)]
    promises = own.ledger.find(Promise.live().where(Promise.state != WITHDRAWN).order_by(Promise.uid))
    promisers = dict.fromkeys((one.promiser, one.year) for one in promises)
    _print(teller, own.press, out, "会议记录", [("minutes_record", {"uid": one.uid}) for one in meetings])
    _print(teller, own.press, out, "会议纪要", [("minutes_summary", {"uid": one.uid}) for one in told])
    _print(teller, own.press, out, "签到表", [("sign_in", {"uid": one.uid}) for one in meetings])
    _print(teller, own.press, out, "整改台账", [("issue_ledger", {})])
    letters = [("promise_letter", {"promiser": who, "year": year}) for who, year in promisers]
    _print(teller, own.press, out, "承诺书", letters)
    _print(teller, own.press, out, "月报", [("monthly_report", {"uid": report.uid})])


def _print(
    teller: Teller, press: Press, out: Path, title: str, papers: list[tuple[str, dict[str, Any]]]
) -> None:
    """Make papers and write them into the folder of their kind."""
    folder = out / "papers" / title
    folder.mkdir(parents=True, exist_ok=True)
    with teller.step(title) as line:
        pages, missing = 0, dict[str, None]()
        for number, (key, args) in enumerate(papers, 1):
            paper = press.make(key, **args)
            _free(folder, paper.file_name).write_bytes(paper.pdf)
            pages += paper.pages
            missing.update(dict.fromkeys(paper.missing))
            line.bar.show(number, len(papers))
        lacking = f"；字体里没有：{''.join(missing)}" if missing else ""
        line.words = f"{len(papers)} 份 {pages} 页{lacking}"


def _free(folder: Path, name: str) -> Path:
    """A name in ``folder`` not yet taken."""
    path, number = folder / name, 2
    while path.exists():
        path, number = folder / f"{Path(name).stem}-{number}{Path(name).suffix}", number + 1
    return path


# -- the package and its way there and back ---------------------------------------------------------


def _committee(teller: Teller, own: Opened, out: Path) -> Opened:
    """The superior's branch file, each side knowing the other's card."""
    with teller.step("新建上级文件") as line:
        clock = SetClock(own.clock.now())
        office = _new_file(out / "committee" / "own" / "branch.zbf", SUPERIOR_OFFICE, clock)
        found_branch(office.ledger, office.courier, Founding(SUPERIOR, SUPERIOR_OFFICE, term_years=5), "党委")
        own.courier.trust(office.courier.card)
        office.courier.trust(own.courier.card)
        line.words = f"{office.path}，双方名片已互换"
    return office


def _handed_over(teller: Teller, own: Opened, committee: Opened, month: Month, out: Path) -> None:
    """Out on the stick, looked at, taken over, receipted, and the receipt read back at home."""
    stick = out / "stick"
    stick.mkdir(exist_ok=True)
    with teller.step("写数据包") as line:
        parcel = own.courier.prepare(SUPERIOR_OFFICE, f"{month.chinese()}月报", full=True)
        path = own.courier.write(parcel, stick, line.bar.show)
        size = f"{len(parcel.data) / 1024:.0f} KB"
        line.words = f"{path.name}，{sum(parcel.manifest.counts.values())} 条 {size}，校验码 {parcel.code}"
    sent = package_called(own.ledger, parcel.manifest.id, SENT)
    if sent is not None:
        slip = {"uid": sent.uid, "file": path.name, "size": len(parcel.data)}
        _print(teller, own.press, out, "数据交接单", [("handover", slip)])
    with teller.step("上级预览") as line:
        arrival = committee.courier.look_into(read_file(path))
        line.words = f"来自{arrival.opened.sender.name}：{arrival.plan.words()}"
    with teller.step("上级接收") as line:
        committee.keeper.make("接收前")
        accepted = committee.courier.accept(read_file(path))
        receipt = committee.courier.write_receipt(accepted, stick, path)
        line.words = f"{accepted.plan.words()}；接收前已备份，回执 {receipt.name}"
    _compare(own, committee, parcel, accepted)
    with teller.step("再接收一次") as line:
        line.words = committee.courier.accept(read_file(path)).plan.words()
    with teller.step("读回执") as line:
        read, code = own.courier.read_receipt(read_file(receipt))
        if code != accepted.code:
            raise UserError(f"回执的核对码 {code} 和上级的 {accepted.code} 不同", "回执没有采用")
        line.words = f"上级已接收 {read.counts.new} 条，两边核对码都是 {code}"


def _compare(own: Opened, committee: Opened, parcel: Parcel, accepted: Accepted) -> None:
    """UserError unless the superior now holds as many records of ours as were sent."""
    sent, there = sum(parcel.manifest.counts.values()), accepted.receipt.counts.new
    people = own.ledger.count(Member.live()), committee.ledger.count(Member.live())
    if sent != there or people[0] != people[1]:
        raise UserError(
            f"发出 {sent} 条，上级收到 {there} 条；党员 {people[0]} 人和 {people[1]} 人，对不上",
            "两边的资料都在",
        )


def _contents(ledger: Ledger, registers: tuple[str, ...]) -> str:
    """会议 7　到会情况 286: how many live records of some registers."""
    count = {name: ledger.count(ledger.catalogue[name].model.live()) for name in registers}
    return "　".join(f"{ledger.catalogue[name].title} {n}" for name, n in count.items())
