"""One election opened beside the list: who counts, who stands, the rounds as counted, and the result."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.base.errors import UserError
from desktop_app.duties.organization_life.election import (
    ElectionView,
    RoundOutcome,
    begun_round,
    first_meeting_day,
    next_ballot,
)
from desktop_app.duties.organization_life.quorum import thresholds
from desktop_app.records.links import PersonWhy
from desktop_app.records.rules import Problem
from desktop_app.registers.organization_life.election_excluded import ElectionExcluded
from desktop_app.registers.organization_life.elections import (
    ANNOUNCED,
    CONFIRMED,
    KNOWN,
    Ballot,
    Election,
    ElectionRound,
    election_day,
)
from desktop_app.registers.organization_life.voting_bodies import BY_COMMITTEE, MEMBER_POST
from desktop_app.registers.people.orgs import DIVIDED
from desktop_app.storage.action import Refused
from desktop_app.views.page_parts.child_list import EDIT, REMOVE, ChildLines
from desktop_app.views.page_parts.entries import EntryLine, EntryList
from desktop_app.views.page_parts.page_frame import in_a_line
from desktop_app.views.page_parts.print_menu import papers_button, why_not
from desktop_app.views.page_parts.record_pane import RecordPane
from desktop_app.views.pages.organization_life.election_count import CountSheet, fresh_ballots
from desktop_app.views.parts.buttons import LinkButton, PlainButton
from desktop_app.views.parts.choice_box import ChoiceBox
from desktop_app.views.parts.form_grid import FormGrid
from desktop_app.views.parts.labels import Words, faint
from desktop_app.views.parts.status import Pill, StepRail
from desktop_app.views.table.tones import tone_of_state

PEOPLE, CANDIDATES, COUNTING, RESULT, CONTENT = range(5)
RAIL = ("请示批复", "候选人", "投票", "公布结果", "批准备案")
PAPERS = (
    "election_request",
    "nominees_request",
    "election_rules",
    "candidate_profiles",
    "tellers_list",
    "election_script",
    "tally_sheet",
    "election_report",
    "election_result",
    "committee_division",
    "election_file",
)
_CONSENT = ("left_out_agreed_on", "left_out_passed")


class ElectionPane(RecordPane[ElectionView, Election]):
    """Shows one ``ElectionView``; ``ballots_asked`` and ``paper_asked`` want its papers printed."""

    register, print_words = "election", "打印报告单"
    sections = ("选举", "请示与批复", "监票计票", "减少名额", "结果")
    least = 430

    ballots_asked = Signal()
    paper_asked = Signal(object)

    @staticmethod
    def record_of(item: ElectionView) -> Election:
        return item.election

    def build(self) -> None:
        theme, column = self.desk.theme, self.column
        self.title = Words(theme, steps=1, bold=True, wrap=True)
        self.state = Pill(theme, "")
        self.kind = Words(theme, colour=theme.colours.text_soft)
        column.addWidget(self.title)
        column.addWidget(in_a_line(theme, self.kind, self.state))
        self.rail = StepRail(theme, RAIL)
        column.addWidget(self.rail)
        self.doubts = Words(theme, wrap=True, colour=theme.colours.tone("due").ink)
        column.addWidget(self.doubts)
        self.count: CountSheet | None = None
        self.roles: dict[str, ChoiceBox] = {}
        self._build_tabs()

    def _build_tabs(self) -> None:
        theme = self.desk.theme
        self.expected = Words(theme, wrap=True)
        self.consent = Words(theme, wrap=True, colour=theme.colours.text_soft)
        self.consent_button = LinkButton(theme, "写上级同意和大会通过", "edit")
        self.consent_button.clicked.connect(self._write_consent)
        self.left_out = ChildLines(
            self, ElectionExcluded, "不计入应到的人", "没有不计入应到的人。五种人才可以不计入：见“依据”。",
            lead=84, add="登记不计入的人", new=lambda: ElectionExcluded(election=self.uid),
            heading="登记不计入应到的人", verb="登记", measure="名",
            note=lambda: "只有依据里的五种情形，须经上级同意、大会通过。",
        )  # fmt: skip
        self.candidates = ChildLines(
            self, Ballot, "候选人", "还没有候选人。预备人选要经上级批复，再提交会议选举。", lead=60,
            add="加一名候选人", new=self._new_candidate, boxes=("candidate", "place", "profile"),
            heading="加一名候选人", verb="加入候选人", measure="名",
            note=lambda: "委员、代表按姓氏笔画排列；书记、副书记按上级批准的顺序。",
        )  # fmt: skip
        self.ballot_button = LinkButton(theme, "打印选票", "print")
        self.ballot_button.clicked.connect(self.ballots_asked)
        self._counting = QVBoxLayout()
        counting = QWidget()
        counting.setLayout(self._counting)
        self._counting.setContentsMargins(0, 0, 0, 0)
        self.rounds = EntryList(theme, "", 64)
        self.rounds.asked.connect(lambda _verb, n: self.count_round(int(n)))
        self.again_button = PlainButton(theme, "再投一轮", "sync")
        self.again_button.clicked.connect(lambda: self.count_round(self.item.next_round))
        self.written_button = LinkButton(theme, "记一名另选人", "add")
        self.written_button.clicked.connect(self._write_in)
        self.result = Words(theme, wrap=True)
        self._posts = QVBoxLayout()
        posts = QWidget()
        posts.setLayout(self._posts)
        self._posts.setContentsMargins(0, 0, 0, 0)
        self.announce_button = PlainButton(theme, "公布结果", "check")
        self.announce_button.clicked.connect(self.announce)
        self.divide_button = PlainButton(theme, "分工写入班子", "members")
        self.divide_button.clicked.connect(self.divide)
        self.confirm_button = PlainButton(theme, "上级批准（备案），办结", "check")
        self.confirm_button.clicked.connect(lambda: self.take("confirm"))
        self.after = faint(theme, wrap=True)
        self.trouble = Words(theme, wrap=True, colour=theme.colours.wrong)
        people = (self.expected, self.consent, in_a_line(theme, self.consent_button), self.left_out)
        self.add_tab("应到", *people, button=self.left_out.add_button)
        self.papers_button = papers_button(
            theme,
            PAPERS,
            self.paper_asked.emit,
            "打印选举材料",
            why=why_not(self.runner.desk.ledger, lambda: self.item.election),
        )
        ballots = in_a_line(theme, self.ballot_button, self.papers_button)
        self.add_tab("候选人", ballots, self.candidates, button=self.candidates.add_button)
        written = in_a_line(theme, self.written_button)
        self.add_tab("计票", self.rounds, counting, written, button=self.again_button)
        done = in_a_line(theme, self.announce_button, self.divide_button, self.confirm_button)
        self.add_tab("结果", self.result, posts, self.trouble, done, self.after)
        self.add_form("选举信息")

    def first_tab(self) -> int:
        """Where the work of an election stands."""
        view = self.item
        if view.election.state in KNOWN or (view.rounds and not view.open_seats):
            return RESULT
        if view.rounds:
            return COUNTING
        return CANDIDATES if view.candidates or not view.excluded else PEOPLE

    # -- showing ---------------------------------------------------------------------------------------

    def show_item(self, item: ElectionView) -> None:
        self.item = view = item
        election = view.election
        shut = election.state in KNOWN
        self.title.setText(election.title)
        fewer = f"，减少到 {election.fewer_seats} 人" if election.fewer_seats else ""
        posts = f"应选{view.post} {election.posts or '（没有写）'} 人{fewer}"
        self.kind.setText(f"{election.kind} · {view.body}选举 · {posts}")
        self.state.set_state(election.state, tone_of_state(self._register, election.state))
        done = [
            election.approved_on is not None,
            bool(view.candidates),
            bool(view.rounds) and not view.open_seats,
            shut,
            election.state == CONFIRMED,
        ]
        self.rail.show_steps(RAIL, done.index(False) if False in done else len(done))
        self.doubts.setText("　".join(view.doubts))
        self.doubts.setVisible(bool(view.doubts) and not shut)
        self.form.show_record(election)
        self._show_people(shut)
        self._show_candidates(shut)
        self._show_rounds(shut)
        self._show_result(shut)
        for button in (self.left_out.add_button, self.consent_button, self.candidates.add_button):
            button.setVisible(not shut)
        self.consent_button.setVisible(bool(view.excluded) and not shut)
        self.consent.setVisible(bool(view.excluded))
        day = election.left_out_agreed_on if election.left_out_passed else None
        self.consent.setText(
            f"{day.month}月{day.day}日上级同意，大会通过，不计入应到。"
            if day
            else "还没有经上级同意、大会通过：在那以前仍算在应到里。"
        )
        self.rounds.setVisible(bool(view.rounds))
        self.ballot_button.setVisible(bool(view.candidates))

    def _show_people(self, shut: bool) -> None:
        view, ledger = self.item, self.desk.ledger
        shares = thresholds(ledger, election_day(view.election, ledger))
        needed = shares.election.needed(len(view.expected))
        who = "委员" if view.body == BY_COMMITTEE else "有选举权"
        self.expected.setText(
            f"应到{who} {len(view.expected)} 人，{shares.election.words}即 {needed} 人到会才能选举；"
            "预备党员、留党察看和被停止权利的不算。"
        )
        verbs = () if shut else (REMOVE,)
        lines = [
            EntryLine(one.uid, ledger.name(one.member), one.reason, _noted(one.note), verbs=verbs)
            for one in view.excluded
        ]
        self.left_out.show_entries(lines)
        self.tabs.setTabText(PEOPLE, f"应到 {len(view.expected)}")

    def _show_candidates(self, shut: bool) -> None:
        view, ledger = self.item, self.desk.ledger
        verbs = () if shut else (EDIT,) if view.rounds else (EDIT, REMOVE)
        rows = {one.candidate: one for one in view.ballots}
        entries = [
            EntryLine(row.uid, f"第{at}名", ledger.name(row.candidate), _noted(row.profile), verbs=verbs)
            for at, row in enumerate((rows[uid] for uid in view.candidates), 1)
        ]
        self.candidates.show_entries(entries)
        self.tabs.setTabText(CANDIDATES, f"候选人 {len(view.candidates)}" if view.candidates else "候选人")

    def _show_rounds(self, shut: bool) -> None:
        view = self.item
        verbs = () if shut else (("open", "改票数"),)
        self.rounds.show_entries([_round_line(one, outcome, verbs) for one, outcome in view.rounds])
        self.again_button.setVisible(bool(view.rounds) and bool(view.open_seats) and not shut)
        self.written_button.setVisible(bool(view.rounds) and not shut)
        if self.count is not None and not shut:
            ballot = next_ballot(view, self.desk.ledger, self.count.round.n)
            if self.count.stays_for(view, ballot.candidates):
                return
        self._put_count(None)
        if not view.rounds and view.candidates and not shut:
            self.count_round(1)

    def count_round(self, n: int) -> None:
        """Lay the counting of round ``n`` open."""
        view, ledger = self.item, self.desk.ledger
        counted = next((one for one, _ in view.rounds if one.n == n), None)
        names = next_ballot(view, ledger, n).candidates
        self._put_count(
            CountSheet(
                self.desk,
                view,
                counted or begun_round(view, ledger, n),
                fresh_ballots(view, n, names),
                thresholds(ledger, election_day(view.election, ledger)),
            )
        )

    def _put_count(self, sheet: CountSheet | None) -> None:
        if self.count is not None:
            self._counting.removeWidget(self.count)
            self.count.hide()
            self.count.deleteLater()
        self.count = sheet
        if sheet is not None:
            sheet.saved.connect(self.save_count)
            self._counting.addWidget(sheet)

    def _show_result(self, shut: bool) -> None:
        view, ledger = self.item, self.desk.ledger
        while (item := self._posts.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.roles = {}
        self._say_trouble("")
        self.result.setText(f"{view.words}。")
        given = {one.person: one.why for one in view.election.roles or ()}
        order = [uid for uid in (*view.candidates, *view.written_in) if uid in view.elected]
        grid = FormGrid(self.desk.theme, columns=1)
        for uid in order:
            if shut and view.post == MEMBER_POST and uid not in view.heads:
                grid.add_row(ledger.name(uid), self._role_choice(uid, given.get(uid, "")))
            else:
                post = Words(self.desk.theme, view.heads.get(uid, view.post))
                post.setMinimumHeight(self.desk.theme.click_height)
                grid.add_row(ledger.name(uid), post)
        self._posts.addWidget(grid)
        ready = bool(view.rounds) and not view.open_seats and not shut
        self.announce_button.setVisible(ready)
        self.divide_button.setVisible(bool(self.roles))
        self.confirm_button.setVisible(view.election.state == ANNOUNCED)
        self.after.setText(_after(view, ready, shut))

    def _role_choice(self, uid: str, role: str) -> ChoiceBox:
        choice = ChoiceBox(self.desk.theme, [("", "（请选分工）"), *((one, one) for one in DIVIDED)])
        choice.set_value(role)
        choice.setAccessibleName(f"{self.desk.ledger.name(uid)} 的分工")
        self.roles[uid] = choice
        return choice

    # -- writing ---------------------------------------------------------------------------------------

    def save_count(self) -> None:
        """Write the round and its votes in one action; what stands against them is told at the fields."""
        sheet = self.count
        if sheet is None or not sheet.read():
            return

        sheet.is_typed = False
        sheet.keeper.saved()

        def failed(error: UserError) -> None:
            sheet.is_typed = True
            sheet.keeper.edited()
            found = error.problems if isinstance(error, Refused) else [Problem("", error.sentence())]
            sheet.show_problems(found)

        told = f"已记下第{sheet.round.n}轮的票数"
        self.runner.run(f"记第{sheet.round.n}轮投票", sheet.write, told=told, failed=failed)

    def announce(self) -> None:
        """Make the result known."""
        if not self.is_typing("公布结果"):
            told = "已公布结果" + ("，当选的委员和本届起始都已写好" if self.item.post == MEMBER_POST else "")
            self._take("announce", {}, told)

    def divide(self) -> None:
        """Write what each of the elected sees to, as the committee's first meeting shared it out."""
        chosen = {uid: str(choice.value() or "") for uid, choice in self.roles.items()}
        values = {
            "roles": tuple(PersonWhy(uid, why) for uid, why in chosen.items() if why),
            "divided_on": self.item.election.divided_on or first_meeting_day(self.item, self.desk.ledger),
        }
        if not self.is_typing("写分工"):
            self._take("divide", values, "分工已写进支部委员和花名册")

    def _take(self, name: str, values: Mapping[str, object], told: str) -> None:
        self.steps.take(
            self.item.election,
            self._register.steps[name],
            values,
            told=told,
            refused=lambda problems: self._say_trouble(" ".join(one.sentence() for one in problems)),
        )

    def _say_trouble(self, words: str) -> None:
        self.trouble.setText(words)
        self.trouble.setVisible(bool(words))

    def _write_in(self) -> None:
        n = max(one.n for one, _ in self.item.rounds)
        made = Ballot(election=self.uid, round=n, post=self.item.post, written_in=True)
        self.ask_child(
            made,
            f"第{n}轮的另选人",
            "记下",
            "记另选人",
            boxes=("candidate", "ayes"),
            note="选票上另外写的人和得票；和候选人的赞成票合在一起，不超过有效票乘应选人数。",
        )

    def _write_consent(self) -> None:
        self.ask_child(
            self.item.election,
            "不计入应到",
            "保存",
            "记不计入应到的同意",
            boxes=_CONSENT,
            note="两项都有了，登记的人才从应到里去掉。",
        )

    def _new_candidate(self) -> Ballot:
        n = 1 if not self.item.rounds else self.item.next_round
        return Ballot(election=self.uid, round=n, post=self.item.post)


def _noted(note: str | None) -> tuple[str, ...]:
    return (note,) if note else ()


def _round_line(one: ElectionRound, told: RoundOutcome, verbs: tuple[tuple[str, str], ...]) -> EntryLine:
    tone = "done" if told.elected and not told.tied else "due"
    return EntryLine(str(one.n), f"第{one.n}轮", told.words, told.doubts, told.result, tone, verbs)


def _after(view: ElectionView, ready: bool, shut: bool) -> str:
    """What the result has written, and what comes next."""
    if not shut:
        if not ready:
            return "选满以后在这里公布结果。"
        if view.post == MEMBER_POST:
            return "公布后，当选的委员写进支部委员，原班子到选举那天为止，本届从那天算起；可以撤销。"
        return "公布后打印结果请示，报上级批准。" if view.is_of_heads else "公布后打印结果报告，报上级。"
    if view.is_of_heads:
        done = view.election.state == CONFIRMED
        return (
            "已经写进支部委员和花名册。" if done else "上级批准以后点“上级批准”，职务写进支部委员和花名册。"
        )
    if view.post == MEMBER_POST and view.election.divided_on:
        return "分工已经写进支部委员和花名册；有变动的改了再写一次。"
    if view.post == MEMBER_POST:
        return "接着另建书记、副书记的选举，由支委会第一次会议投票；再在这里写分工，委员报上级备案。"
    return "当选代表名单报上级。"
