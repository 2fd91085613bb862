"""One letter of transfer beside the list: how long it holds, its steps, its boxes, the row on the roster."""

from __future__ import annotations

from collections.abc import Callable

from desktop_app.duties.basics.deadline import Standing
from desktop_app.duties.people.letters import Letter, letter_barred
from desktop_app.registers.people.members import Member
from desktop_app.registers.people.org_transfers import (
    ASKED,
    DRAFT,
    ISSUED,
    LAPSED,
    LEAVING,
    ONLINE,
    RECEIVED,
    VOID,
    OrgTransfer,
    arriving_member,
)
from desktop_app.storage.action import Action
from desktop_app.views.page_parts.page_frame import in_a_line
from desktop_app.views.page_parts.record_dialog import RecordDialog
from desktop_app.views.page_parts.record_pane import RecordPane
from desktop_app.views.page_table import page_of
from desktop_app.views.pages.people.transfer_stick import StickStrip
from desktop_app.views.parts.buttons import LinkButton
from desktop_app.views.parts.labels import Words, faint
from desktop_app.views.parts.notices import Banner
from desktop_app.views.parts.status import Pill, StepRail
from desktop_app.views.table.tones import tone_of_state

TONES = {Standing.OVERDUE: "overdue", Standing.NEAR: "due", Standing.OPEN: "plain", Standing.DONE: "done"}
# What the roster asks of somebody new; the rest can be added on the roster's own page.
_ROSTER_BOXES = (
    "id_number", "name", "gender", "birth_date", "ethnicity", "education", "category", "branch",
    "party_group", "joined_on", "full_on", "mobile", "landline", "work_unit", "job_position", "address",
    "entry_type", "entry_on",
)  # fmt: skip


class TransferPane(RecordPane[Letter, OrgTransfer]):
    """Shows one ``Letter``."""

    register, print_words = "org_transfer", "打印"
    sections = ("转接", "介绍信", "联系", "报到与回执")

    @staticmethod
    def record_of(item: Letter) -> OrgTransfer:
        return item.transfer

    def build(self) -> None:
        self.roster_dialog: RecordDialog | None = None
        theme, column = self.desk.theme, self.column
        self.name = Words(theme, steps=1, bold=True)
        self.number = Words(theme, colour=theme.colours.text_soft)
        self.pill = Pill(theme, "")
        self.data_button = LinkButton(theme, "打印信息表", "print")
        self.data_button.clicked.connect(self.print_data)
        column.addWidget(in_a_line(theme, self.name, self.number, self.pill, self.data_button))
        self.way = Words(theme, wrap=True)
        column.addWidget(self.way)
        self.rail = StepRail(theme, (DRAFT, ASKED, ISSUED, RECEIVED))
        column.addWidget(self.rail)
        self.clock = Words(theme, wrap=True)
        column.addWidget(self.clock)
        self.missing = Banner(theme, "", "登记到花名册", tone="due")
        self.missing.pressed.connect(lambda: self.enrol(None))
        column.addWidget(self.missing)
        self.member_button = LinkButton(theme, "看花名册", "members")
        self.member_button.clicked.connect(
            lambda: self.runner.shell.go("register:member", uid=self.item.transfer.member)
        )
        self.add_steps(self.member_button)
        self.barred = faint(theme, "", wrap=True)
        column.addWidget(self.barred)
        self.stick = StickStrip(self.desk, self.runner)
        column.addWidget(self.stick)
        self.add_form("转接内容")
        self.add_tab(
            "填写说明",
            faint(
                theme,
                "支部填转接申请和党员信息表，报基层党委；介绍信由有审批权限的基层党委编号、开具、盖章，"
                "支部把收到的编号填进来。\n"
                "三联：存根由开具的党委留底，介绍信交本人带去，回执联由接收的党委盖章寄回开具的党委，"
                "一个月内。党费月份和有效期印成大写；骑缝处盖章。\n"
                "省内一般在网上办，不用纸；网上办的不填编号。\n"
                "收到回执以前，党员仍由转出方管理；收到回执，花名册自动写上减少或增加。\n"
                "依据：《党员组织关系介绍信》样表与填写说明（组通字〔2006〕45号），"
                "《中国共产党党员教育管理工作条例》第二十五条。",
                wrap=True,
            ),
        )

    def show_item(self, item: Letter) -> None:
        self.item = letter = item
        one, theme = letter.transfer, self.desk.theme
        show, naming = self._register.show, self.desk.ledger.name
        self.name.setText(show(one, "member", naming))
        number = f"第 {one.letter_no} 号" if one.letter_no else str(one.way or "")
        self.number.setText(f"{one.direction}　{number}")
        self.pill.set_state(one.state, tone_of_state(self._register, one.state))
        self.way.setText(f"由 {one.from_org}\n去 {one.to_org}")
        tone = TONES[letter.clock.state]
        self.clock.setText(letter.clock.words)
        self.clock.set_colour(
            theme.colours.tone(tone).ink if tone in ("due", "overdue") else theme.colours.text_soft
        )
        self._show_rail(one)
        lacks = not letter.leaves and not letter.on_roster and one.state not in (RECEIVED, VOID)
        self.missing.words.setText("花名册里还没有这个人，接收之前先登记。")
        self.missing.setVisible(lacks)
        asking = letter.leaves and one.way != ONLINE and one.state in (DRAFT, ASKED)
        barred = letter_barred(self.desk.ledger) if asking else ""
        self.barred.setText(f"{barred}。这里打印申请和信息表，介绍信的编号收到后再填。" if barred else "")
        self.barred.setVisible(bool(barred))
        words = {} if letter.leaves else {"receive": "已报到，接收", "issue": "介绍信已收到"}
        if letter.leaves and one.way == ONLINE:
            words = {"issue": "基层党委已在网上办理", "receive": "对方已接收"}
        self.show_steps(words=words)
        self.member_button.setVisible(letter.on_roster)
        self.stick.show_transfer(one)
        self.form.show_record(one)

    def _show_rail(self, one: OrgTransfer) -> None:
        state = one.state
        asks = one.direction in LEAVING
        first = (DRAFT, ASKED, ISSUED) if asks else (DRAFT, ISSUED)
        names = (*first, state if state in (LAPSED, VOID) else RECEIVED)
        at = names.index(state)
        notes = [
            "",
            *([f"{one.asked_on:%Y-%m-%d}" if one.asked_on else ""] if asks else []),
            f"{one.issued_on:%Y-%m-%d}" if one.issued_on else "",
            f"{one.receipt_on:%Y-%m-%d}" if one.receipt_on else "",
        ]
        self.rail.show_steps(names, at + (state == RECEIVED), notes)

    def print_data(self) -> None:
        """Show the member's data sheet as it will be printed."""
        one = self.item.transfer
        self.runner.shell.go(
            "preview",
            key="transfer_data",
            args={"uid": one.uid},
            title=f"{self.name.text()}的转接信息表",
            back=page_of(self.register),
        )

    # -- writing ---------------------------------------------------------------------------------------

    def take_step(self, name: str) -> None:
        """Take a step; who arrives is put on the roster first."""
        if name == "receive" and not self.item.leaves and not self.item.on_roster:
            self.enrol(lambda: self._begin("receive"))
        else:
            self._begin(name)

    def _begin(self, name: str) -> None:
        who = self.name.text()
        told = ""
        if name == "receive":
            went = "已写上减少日期和依据" if self.item.leaves else "已写上来源和日期"
            told = f"{who}的组织关系已接收，花名册{went}。"
        anew = ("issued_on",) if name == "reissue" else ()
        # Read anew: the letter may just have been linked to the roster.
        letter = self.desk.ledger.get(OrgTransfer, self.item.transfer.uid) or self.item.transfer
        self.steps.begin(letter, name, asked_anew=anew, told=told)

    def enrol(self, then: Callable[[], object] | None) -> None:
        """Ask for the roster's row of who arrives, save and link it in one action; go on with ``then``."""
        ledger, letter = self.desk.ledger, self.item.transfer
        row = arriving_member(letter, ledger)
        dialog = RecordDialog(
            self.desk,
            ledger.catalogue["member"],
            row,
            f"登记到花名册：{self.name.text()}",
            "保存到花名册",
            boxes=_ROSTER_BOXES,
            note="对照介绍信和党员档案填；来源和日期已经按介绍信填好。",
            parent=self,
        )
        dialog.setMinimumWidth(self.desk.theme.unit(720))

        def taken(member: Member) -> None:
            def write(action: Action) -> None:
                action.save(member)
                fresh = ledger.get(OrgTransfer, letter.uid)
                if fresh is not None:
                    fresh.member = member.uid
                    action.save(fresh)

            def done() -> None:
                dialog.accept()
                if then is not None:
                    then()

            title = f"把{member.name}登记到花名册"
            self.runner.run(title, write, done=done, failed=dialog.refused)

        dialog.taken.connect(taken)
        dialog.finished.connect(dialog.deleteLater)
        self.roster_dialog = dialog
        dialog.open()
