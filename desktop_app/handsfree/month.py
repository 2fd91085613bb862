"""A month's work without hands: roster in, work entered, report signed, papers, a package and its receipt.

Everything goes through the doors the window uses; each step tells one line with its counts and seconds.
"""

import shutil
import time
from datetime import date, datetime
from pathlib import Path
from typing import Any

from desktop_app.base.clock import SetClock
from desktop_app.base.errors import UserError
from desktop_app.base.periods import Month
from desktop_app.base.pinyin import load_pinyin
from desktop_app.duties.summaries.month import freeze, highlights, report_figures
from desktop_app.exchange.workbook.apply import ImportResult, apply_plan
from desktop_app.exchange.workbook.plan import ImportPlan, read_plan
from desktop_app.exchange.workbook.question import Question
from desktop_app.exchange.workbook.read import read_book
from desktop_app.founding import Founding, found_branch
from desktop_app.handsfree.steps import (
    Errand,
    backed_up,
    committee_file,
    contents,
    following,
    fresh_folder,
    handed_over,
    hands,
    new_file,
    print_papers,
)
from desktop_app.handsfree.terminal import Bar, Say, Teller
from desktop_app.printing.documents.paper import Arguments
from desktop_app.registers.displays.promises import WITHDRAWN, Promise
from desktop_app.registers.exchange.kinds import MONTH, ROSTER, ContentChoice
from desktop_app.registers.organization_life.meeting_kinds import COMMITTEE, GENERAL
from desktop_app.registers.organization_life.meetings import Meeting
from desktop_app.registers.people.coded import AS_WRITTEN, CodedWords
from desktop_app.registers.people.orgs import GROUP, CommitteeMember, PartyOrg
from desktop_app.registers.reporting.reports import OPEN, MonthlyReport
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
from desktop_app.storage import branch_file
from desktop_app.storage.ledger import Ledger
from desktop_app.workplace import OpenedBranch, Workplace

OCTOBER = Month(2026, 10)
# Books of a branch with its own roster are opened on this morning.
OPENED = datetime(2026, 10, 8, 8, 30)
TERM_START = date(2025, 11, 18)


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
        committee = committee_file(teller, own, out)
        try:
            for kind, what, choice in (
                (MONTH, f"{month.chinese()}月报", ContentChoice(SUPERIOR_OFFICE, month=month)),
                (ROSTER, f"{month.chinese()}名册", ContentChoice(SUPERIOR_OFFICE, private=True)),
            ):
                handed_over(teller, own, committee, Errand(kind, what, choice, out, out / "papers"))
        finally:
            branch_file.close(committee.ledger)
        backed_up(teller, own, "月末")
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
    fresh_folder(out)


# -- the branch and its month -----------------------------------------------------------------------


def _opened_books(teller: Teller, month: Month, roster: Path | None, out: Path) -> OpenedBranch:
    """The own branch with people and the month's work; what was begun is cleared away when that fails."""
    sample = roster is None
    clock = SetClock(datetime.combine(FIRST, OPENED.time()) if sample else OPENED)
    with teller.step("新建支部文件") as line:
        place = Workplace(out / "data", Settings(), clock, load_pinyin())
        own = new_file(place.sample if sample else place.own, OFFICE, clock, is_sample=sample)
        line.words = f"{own.path}（未设密码，打开时不用输入）"
    try:
        if roster is not None:
            _take_in(teller, own, roster)
        with teller.step(f"录入{month.chinese()}的工作") as line:
            _work(own, month, line.bar)
            line.words = contents(own.ledger, ("meeting", "attendance", "study_session", "promise", "issue"))
    except UserError:
        branch_file.close(own.ledger)
        shutil.rmtree(out / "data")
        raise
    return own


def _take_in(teller: Teller, own: OpenedBranch, roster: Path) -> None:
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
        line.words = contents(ledger, ("rule", "party_org"))
    with teller.step("检查花名册") as line:
        plan = _read(ledger, branch, roster, line.bar)
        asked = {question.key: question for question in plan.file_questions}
        plan.take_proposals()
        kept = _kept_words(plan, ledger)
        line.words = plan.summary()
    for question in asked.values():
        teller.note(f"{question.sentence()}→ {_answer(plan, question)}")
    for words in kept:
        teller.note(words)
    if plan.file_questions:
        raise UserError("花名册里有要人来定的问题", "没有导入", plan.file_questions[0].sentence())
    for sentence in (*plan.notes, *plan.sentences()):
        teller.note(sentence)
    with teller.step("导入花名册") as line:
        own.backup_store.make("导入前")
        line.words = _applied(plan, ledger).sentence() + "；导入前已备份"


def _read(ledger: Ledger, branch: PartyOrg, roster: Path, bar: Bar) -> ImportPlan:
    """The plan of an import; a branch the roster calls by another name is called so from now on."""

    def group(words: str) -> PartyOrg:
        made = ledger.count(PartyOrg.live().where(PartyOrg.org_kind == GROUP)) + len(names) + 1
        names.append(words)
        return PartyOrg(full_name=words, org_code=f"{OFFICE}-{made:02d}", org_kind=GROUP, parent=branch.uid)

    def read() -> ImportPlan:
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


def _kept_words(plan: ImportPlan, ledger: Ledger) -> list[str]:
    """Words that are on no official list stay as the roster has them; what was answered, a line for each."""
    boxes = ledger.catalogue["member"].boxes.values()
    coded = {box.title for box in boxes if isinstance(box, CodedWords)}
    told = []
    while asked := [one for one in plan.questions if not one.of_file and one.title in coded]:
        kept = next(one for one in asked[0].choices if one.label.startswith(AS_WRITTEN))
        told.append(f"{asked[0].title}：{asked[0].what}→ {kept.label}")
        plan.answer(asked[0], kept, all_alike=True)
    return told


def _answer(plan: ImportPlan, question: Question) -> str:
    picked = plan.answers.given.get(question.key)
    return "没有回答" if picked is None else question.choices[picked].label


def _applied(plan: ImportPlan, ledger: Ledger) -> ImportResult:
    result = apply_plan(plan, ledger)
    if not result.added:
        raise UserError("花名册里没有能导入的行", "没有导入", "请按上面列出的行列改好再试")
    return result


def _work(own: OpenedBranch, month: Month, bar: Bar) -> None:
    """The month's work, entered day by day; the bar follows the calendar."""
    leave = own.ledger.subscribe(following(hands(own), month.last_day(), bar))
    if own.is_sample:
        own.courier.trust.introduce(OFFICE, BRANCH)
        fill_sample(own.ledger, hands(own), until=month.last_day())
    else:
        october_work(own.ledger, hands(own))
    leave()


def _signed_month(teller: Teller, own: OpenedBranch, month: Month) -> Any:
    """The month's report, signed by the secretary on the second day after it."""
    after = month.last_day().toordinal() + 2
    hands(own).set(max(own.clock.now(), datetime.fromordinal(after).replace(hour=16)))
    with teller.step("签发月报") as line:
        written = (MonthlyReport.month == month) & (MonthlyReport.state == OPEN)
        report = own.ledger.find(MonthlyReport.live().where(written))[0]
        report.highlights = highlights(own.ledger, month)
        figures = report_figures(report, own.ledger)
        freeze(report, figures)
        seats = own.ledger.find(
            CommitteeMember.live().where((CommitteeMember.role == "书记") & CommitteeMember.until.is_null())
        )
        with own.ledger.action(f"签发{month.chinese()}月报") as action:
            action.save(report)
            action.step(report, "sign", {"approved_by": seats[0].member})
        line.words = f"{len(figures)} 块 {sum(map(len, figures.values()))} 个数字已冻结"
    return report


# -- papers -----------------------------------------------------------------------------------------


def _papers(teller: Teller, own: OpenedBranch, month: Month, report: Any, out: Path) -> None:
    """Every paper of the month as PDF, grouped as the secretary files them."""
    meetings = [
        one
        for one in own.ledger.find(Meeting.live().order_by(Meeting.start_end))
        if one.start_end.day in month
    ]
    told = [one for one in meetings if one.kind in (GENERAL, COMMITTEE)]
    promises = own.ledger.find(Promise.live().where(Promise.state != WITHDRAWN).order_by(Promise.uid))
    promisers = dict.fromkeys((one.promiser, one.year) for one in promises)
    folder = out / "papers"
    print_papers(teller, own, folder, "会议记录", [("minutes_record", {"uid": one.uid}) for one in meetings])
    print_papers(teller, own, folder, "会议纪要", [("minutes_summary", {"uid": one.uid}) for one in told])
    print_papers(teller, own, folder, "签到表", [("sign_in", {"uid": one.uid}) for one in meetings])
    print_papers(teller, own, folder, "整改台账", [("issue_ledger", {})])
    letters = [("promise_letter", Arguments(promiser=who, year=year)) for who, year in promisers]
    print_papers(teller, own, folder, "承诺书", letters)
    print_papers(teller, own, folder, "月报", [("monthly_report", {"uid": report.uid})])
