"""A whole year without hands: every practice in twelve months, every paper, the package and its receipt."""

import shutil
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

from desktop_app.base.clock import SetClock
from desktop_app.base.errors import UserError
from desktop_app.base.pinyin import load_pinyin
from desktop_app.duties.summaries.self_inspection import by_kind, inspect
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
from desktop_app.handsfree.terminal import Say, Teller
from desktop_app.printing.documents.paper import Arguments
from desktop_app.printing.documents.papers import PAPERS
from desktop_app.printing.documents.year_folder import FILED_LAST, PaperList, filed, papers_of_year
from desktop_app.registers.exchange.handouts import TASK, Handout, HandoutReply
from desktop_app.registers.exchange.kinds import ANSWER, EVERYTHING, HANDOUT, ContentChoice
from desktop_app.registers.people.orgs import CommitteeMember
from desktop_app.registers.reporting.reports import MonthlyReport
from desktop_app.sample import (
    BRANCH,
    OFFICE,
    SUPERIOR,
    SUPERIOR_OFFICE,
    YEAR,
    YEAR_BEGINS,
    YEAR_ENDS,
    play_year,
)
from desktop_app.settings import Settings
from desktop_app.storage import branch_file
from desktop_app.storage.ledger import Ledger
from desktop_app.workplace import OpenedBranch, Workplace

TOLD = ("meeting", "service_order", "issue", "dues_payment")


def run_year(year: int, *, out: Path, say: Say) -> None:
    """Play ``year`` of the sample branch from an empty branch file; papers, stick and files go below ``out``.

    ``say`` is told one line for each step, at last what every register holds and how many pages each kind of
    paper has. UserError when something the user can mend stands in the way.
    """
    begun = time.perf_counter()
    if year != YEAR:
        raise UserError(f"没有{year}年的示例工作", "没有新建文件", f"现有{YEAR}年的，请写 --year {YEAR}")
    fresh_folder(out)
    teller = Teller(say)
    own = _played(teller, out)
    try:
        _signed(teller, own)
        _inspected(teller, own)
        pages = _papers(teller, own, out)
        committee = committee_file(teller, own, out)
        try:
            group = own.ledger.catalogue["exchange_package"].group
            papers = out / "papers" / group
            _handed_down(teller, own, committee, out, papers)
            everything = ContentChoice(SUPERIOR_OFFICE, private=True)
            errand = Errand(EVERYTHING, f"{YEAR}年全部台账", everything, out, papers)
            handed_over(teller, own, committee, errand)
        finally:
            branch_file.close(committee.ledger)
        backed_up(teller, own, "年末")
        _summed_up(say, own.ledger, pages)
    finally:
        branch_file.close(own.ledger)
    say(f"全部完成，用时 {time.perf_counter() - begun:.1f} 秒；结果在 {out}")


def _played(teller: Teller, out: Path) -> OpenedBranch:
    """The branch file with the whole year in it; what was begun is cleared away when that fails."""
    clock = SetClock(YEAR_BEGINS)
    with teller.step("新建支部文件") as line:
        place = Workplace(out / "data", Settings(), clock, load_pinyin())
        own = new_file(place.own, OFFICE, clock, is_sample=True)
        branch_file.hurry(own.ledger)
        own.courier.trust.introduce(OFFICE, BRANCH)
        line.words = f"{own.path}（未设密码，打开时不用输入）"
    try:
        with teller.step(f"录入{YEAR}年的工作") as line:
            leave = own.ledger.subscribe(following(hands(own), YEAR_ENDS, line.bar))
            play_year(own.ledger, hands(own))
            leave()
            line.words = contents(own.ledger, TOLD)
    except UserError:
        branch_file.close(own.ledger)
        shutil.rmtree(out / "data")
        raise
    return own


def _signed(teller: Teller, own: OpenedBranch) -> None:
    """The twelve reports as they were signed, each in its time."""
    with teller.step("月报") as line:
        reports = own.ledger.find(MonthlyReport.live().order_by(MonthlyReport.month))
        days = "、".join(f"{one.month.month}月（{one.on:%m-%d}）" for one in reports)
        line.words = f"{len(reports)} 份，签发于次月初：{days}"


def _handed_down(teller: Teller, own: OpenedBranch, committee: OpenedBranch, out: Path, papers: Path) -> None:
    """A task of the superior's down to the branch, and the branch's answer up again."""
    hands(committee).set(own.clock.now())
    today = own.ledger.today
    task = Handout(
        kind=TASK,
        title="报送下一年度学习计划",
        issuer=SUPERIOR,
        issued_on=today,
        due_on=today + timedelta(days=20),
        wants_reply=True,
        content="支部委员会会议研究后报送，写清专题、时间和主讲人。",
    )
    committee.ledger.save(task, title="登记下发的任务")
    picked = {"handout": frozenset((str(task.uid),))}
    handed_over(
        teller, committee, own, Errand(HANDOUT, task.title, ContentChoice(OFFICE, picked=picked), out, papers)
    )
    secretary = own.ledger.find(
        CommitteeMember.live().where((CommitteeMember.role == "书记") & CommitteeMember.until.is_null())
    )[0]
    answer = HandoutReply(
        handout=task.uid,
        content="已列入一月支部委员会会议议题。",
        replied_on=today,
        replied_by=secretary.member,
    )
    own.ledger.save(answer, title="回报任务完成情况")
    handed_over(
        teller, own, committee, Errand(ANSWER, "任务回报", ContentChoice(SUPERIOR_OFFICE), out, papers)
    )


def _inspected(teller: Teller, own: OpenedBranch) -> None:
    """检查前自查 on the year's last evening, told by kind."""
    with teller.step("检查前自查") as line:
        gaps = inspect(own.ledger, YEAR_BEGINS.date().replace(day=1))
        kinds = "、".join(f"{title} {len(found)}" for title, found in by_kind(gaps).items())
        line.words = f"{len(gaps)} 处：{kinds}" if gaps else "没有缺项"


def _papers(teller: Teller, own: OpenedBranch, out: Path) -> dict[str, tuple[int, int]]:
    """Every paper of the year, filed by practice and kind; title → papers and pages."""
    pages: dict[str, tuple[int, int]] = {}
    printed: list[tuple[PaperList, int]] = []
    for one in papers_of_year(own.ledger, YEAR):
        folder = out / "papers" / one.folder
        made = print_papers(teller, own, folder, one.title, [(one.key, args) for args in one.args])
        papers, before = pages.get(one.title, (0, 0))
        pages[one.title] = (papers + len(one.args), before + made)
        printed.append((one, made))
    lines, _ = filed(own.ledger, YEAR, printed)
    own.ledger.save(*lines, title=f"登记{YEAR}年归档文件")
    folder = out / "papers" / own.ledger.catalogue["archive_file"].group
    for key in FILED_LAST:
        title = PAPERS[key].title
        listed: list[tuple[str, Arguments]] = [(key, {"year": YEAR})]
        pages[title] = (1, print_papers(teller, own, folder, title, listed))
    return pages


def _summed_up(say: Say, ledger: Ledger, pages: dict[str, tuple[int, int]]) -> None:
    """What every register holds, and the papers by kind, as two tables of plain lines."""
    say("")
    say("各登记簿的记录数")
    for group, lines in _by_group(ledger).items():
        say(f"  {group}：{'　'.join(lines)}")
    say("")
    say("各种纸的份数和页数")
    for title, (papers, made) in pages.items():
        say(f"  {title}：{papers} 份 {made} 页")
    total = Counter(papers=sum(n for n, _ in pages.values()), pages=sum(n for _, n in pages.values()))
    say(f"  合计：{len(pages)} 种 {total['papers']} 份 {total['pages']} 页")


def _by_group(ledger: Ledger) -> dict[str, list[str]]:
    """Practice → 会议 72, the child registers after their parents."""
    found: dict[str, list[str]] = {}
    for register in ledger.catalogue:
        parents = [ledger.catalogue[name].group for name in register.parent_registers]
        group = register.group or next((one for one in parents if one), "其他")
        count = ledger.count(register.model.live())
        found.setdefault(group, []).append(f"{register.title} {count}")
    return found
