"""书记交接: the list counted from the file, signed by three, and what the new secretary then does himself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_app.base.errors import UserError
from desktop_app.duties.summaries.secretary_handover import Counted, SecretaryHandover, secretary_handover
from desktop_app.records.roles import Act
from desktop_app.registers.exchange.audit_log import HANDED_OVER
from desktop_app.registers.people.orgs import own_organization
from desktop_app.storage.kept_notes import HANDOVER, draft_keys
from desktop_app.views.page_parts.exchange_parts import Verb
from desktop_app.views.page_parts.page_frame import LOW
from desktop_app.views.page_parts.plain_look import PlainLook
from desktop_app.views.page_parts.plain_rows import PlainLine, PlainTable
from desktop_app.views.page_parts.two_columns import TwoColumns
from desktop_app.views.pages.office.handover_steps import HandoverState, HandoverStep, begun
from desktop_app.views.parts.buttons import PlainButton, PrimaryButton
from desktop_app.views.parts.cards import Card
from desktop_app.views.parts.dialogs import ConfirmDialog
from desktop_app.views.parts.form_grid import FormGrid
from desktop_app.views.parts.hints import show_hint
from desktop_app.views.parts.labels import Words, faint
from desktop_app.views.parts.live_page import LivePage
from desktop_app.views.parts.status import Pill
from desktop_app.views.parts.why_not import BUSY, allow
from desktop_app.views.shell import Shell

if TYPE_CHECKING:
    from desktop_app.desk import Desk

_PEOPLE = ("移交人", "接交人", "监交人")
# The things the paper asks for, shorter.
_THINGS = ("纸质档案", "印章", "钥匙", "U盘、硬盘", "恢复单")
# Where the records of an open item are worked on.
_PLACES = {
    "issue": "issue",
    "promise": "promise",
    "service_order": "service_order",
    "development": "development",
    "dues": "dues_payment",
    "conflict": "version_conflict",
    "package": "exchange_package",
}


class StepLine(QWidget):
    """One step: its state, what it is, and the button that does it."""

    def __init__(self, desk: Desk, step: HandoverStep, act: Callable[[], object]) -> None:
        super().__init__()
        theme = desk.theme
        self.pill = Pill(theme, "还没做", "due")
        self.pill.setFixedWidth(theme.text_width("还没做") + theme.unit(22))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Words(theme, step.title))
        words.addWidget(faint(theme, step.how, wrap=True))
        self.button = PlainButton(theme, step.verb)
        self.button.setAccessibleName(f"{step.title}：{step.verb}")
        self.button.clicked.connect(lambda: act())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.unit(10))
        row.addWidget(self.pill)
        row.addLayout(words, 1)
        row.addWidget(self.button)

    def show_done(self, done: bool, why_not: str) -> None:
        """Say whether the step is done, and why it may not be taken; '' where it may."""
        self.pill.set_state("已做" if done else "还没做", "done" if done else "due")
        allow(self.button, why_not)


class HandoverPage(LivePage):
    """The list at the left, the steps at the right."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(desk, shell, "书记交接")
        self.state = HandoverState()
        left, right = self._list_card(), self._steps_card()
        whole = QVBoxLayout(self)
        unit = self.theme.unit
        whole.setContentsMargins(unit(20), unit(16), unit(20), unit(16))
        whole.addWidget(TwoColumns(self.theme, left, right, (1, 1), least=760))

    # -- building --------------------------------------------------------------------------------------

    def _list_card(self) -> Card:
        theme = self.theme
        card = Card(theme, "移交清单", "数都从支部文件里数出；没有办完的，打开一行看是哪些")
        self.sums = Words(theme, "正在清点", bold=True, wrap=True)
        card.body.addWidget(self.sums)
        self.items = PlainTable(
            theme, ("事项", "数量", "是哪些"), (200, 90, 300), right=(1,), name="移交清单"
        )
        PlainLook(self.desk, self.items, "handover")
        self.items.opened.connect(lambda line: self.open_item(line.key))
        card.body.addWidget(self.items, 1)
        form = FormGrid(theme, abreast=420)
        self.people = [QLineEdit() for _ in _PEOPLE]
        self.things = [QLineEdit() for _ in _THINGS]
        for title, box in zip((*_PEOPLE, *_THINGS), (*self.people, *self.things), strict=True):
            form.add_row(title, box)
            box.editingFinished.connect(self._keep_typed)
        show_hint(self.things[0], "如 3盒 41件")
        card.body.addWidget(form)
        return card

    def _steps_card(self) -> Card:
        theme = self.theme
        card = Card(theme, "交接的几步", "随时可以停，下次打开从没做的接着做")
        self.told = Words(theme, "", wrap=True)
        card.body.addWidget(self.told)
        self.begin_verb = Verb(theme, PrimaryButton(theme, "开始交接", "member-move"))
        self.begin_button = self.begin_verb.button
        self.begin_button.clicked.connect(self.begin_or_end)
        card.body.addWidget(self.begin_verb)
        acts: dict[HandoverStep, Callable[[], object]] = {
            HandoverStep.BEFORE: partial(self._back_up, HandoverStep.BEFORE),
            HandoverStep.LIST: self.print_list,
            HandoverStep.PASSWORD: self.change_password,
            HandoverStep.SHEET: partial(self._done, HandoverStep.SHEET),
            HandoverStep.ROLES: partial(self._done, HandoverStep.ROLES),
            HandoverStep.CARD: lambda: self.shell.go("exchange", tab="cards"),
            HandoverStep.NAME: self._open_branch,
            HandoverStep.AFTER: partial(self._back_up, HandoverStep.AFTER),
        }
        self.lines = {step: StepLine(self.desk, step, acts[step]) for step in HandoverStep}
        for line in self.lines.values():
            card.body.addWidget(line)
        card.body.addStretch(1)
        return card

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stand_whole()

    def _stand_whole(self) -> None:
        """A low page scrolls: the list in it does not as well."""
        self.items.stand_whole(self.window().height() < self.theme.unit(LOW))

    # -- showing ---------------------------------------------------------------------------------------

    def on_shown(self, **args: object) -> None:
        self.refresh()

    def refresh(self) -> None:
        """Count the file, and look how far the handover is."""
        desk = self.desk
        self.state = HandoverState.read(desk)
        for boxes, kept in ((self.people, self.state.people), (self.things, self.state.things)):
            for box, words in zip(boxes, kept, strict=False):
                box.setText(words)
        self.show_steps()
        ledger = desk.ledger
        self.fresh.run(
            lambda: secretary_handover(ledger, ledger.catalogue, ledger.name, draft_keys(ledger)),
            done=self._show_list,
        )

    def _show_list(self, found: SecretaryHandover) -> None:
        attached = found.attachments
        self.sums.setText(
            f"{len(found.registers)} 种台账 {found.records:,} 条记录，附件 {attached.count} {attached.unit}"
        )
        self.items.show_lines([self._line(one) for one in found.open_items if one.count or one.key == "duty"])
        self._stand_whole()
        self.found = found

    @staticmethod
    def _line(one: Counted) -> PlainLine:
        words = "；".join(one.words[:3]) + (" 等" if one.count > len(one.words[:3]) and one.words else "")
        return PlainLine((one.title, f"{one.count} {one.unit}", words), {}, one.key)

    def show_steps(self) -> None:
        """Mark what is done; what is left can be done in any order."""
        desk, state = self.desk, self.state
        why = self._why_not()
        for step, line in self.lines.items():
            line.show_done(state.is_done(step, desk), why or ("" if state.is_under_way else "先点“开始交接”"))
        left = state.left(desk)
        if not state.is_under_way:
            self.told.setText("没有正在办的交接。移交人和接交人一起坐到这台电脑前再开始。")
            self.begin_button.setText("开始交接")
            self.begin_verb.set_reason(why)
            return
        self.told.setText(
            f"{state.begun} 开始，还有 {len(left)} 步没有做。" if left else "几步都做完了，可以结束交接。"
        )
        self.begin_button.setText("结束交接")
        self.begin_verb.set_reason(why)

    def _why_not(self) -> str:
        if self.desk.is_sample:
            return "示例支部没有密码，不用交接"
        try:
            self.desk.ledger.door.require(Act.HAND_OVER)
        except UserError as error:
            return error.sentence()
        return ""

    def open_item(self, key: str) -> None:
        """Go where what is open is worked on."""
        place = _PLACES.get(key)
        self.shell.go(f"register:{place}" if place else "home")

    # -- doing -----------------------------------------------------------------------------------------

    def begin_or_end(self) -> None:
        """Begin the handover; or end it, with a line in the log that says what was not done."""
        if not self.state.is_under_way:
            self._keep(
                replace(begun(self.desk), people=self._typed(self.people), things=self._typed(self.things))
            )
            return
        left = self.state.left(self.desk)
        if left and not self._agreed(left):
            return
        names = "、".join(filter(None, self._typed(self.people)))
        told = [f"还没有做：{'、'.join(step.title for step in left)}"] if left else ["每一步都做了"]
        self.desk.log.note(HANDED_OVER, "书记交接", *told)
        self.desk.ledger.set_note(HANDOVER, "")
        self.state = HandoverState()
        self.show_steps()
        ended = f"书记交接结束{f'（{names}）' if names else ''}"
        self.shell.show_notice(f"{ended}。{told[0]}。", tone="due" if left else "done")

    def _agreed(self, left: list[HandoverStep]) -> bool:
        undone = "、".join(step.title for step in left)
        text = f"还没有做：{undone}。现在结束，这些会写进操作日志，以后不再提醒。"
        return ConfirmDialog(self.theme, "结束交接", text, "仍然结束", danger=True, parent=self).ask()

    def print_list(self) -> None:
        """The paper, with what was typed beside it."""
        self._keep(self.state.with_done(HandoverStep.LIST))
        args = {
            "drafts": len(draft_keys(self.desk.ledger)),
            "things": self._typed(self.things),
            "people": self._typed(self.people),
        }
        self.shell.go("preview", key="secretary_list", args=args, title="移交清单", back="handover_secretary")

    def change_password(self) -> None:
        """The new secretary types his own, in the settings; the old one goes with the old key."""
        self.shell.go("settings")
        settings = self.shell.current_page()
        getattr(settings, "change_password")()  # noqa: B009  the page behind the key is loaded late

    def _open_branch(self) -> None:
        self._done(HandoverStep.NAME)
        own = own_organization(self.desk.ledger)
        self.shell.go("register:party_org", **({"uid": own.uid} if own is not None else {}))
        self.shell.show_notice("选举结果或任命文件写明了谁任书记，才改这里；没有写的不要改。", tone="due")

    def _back_up(self, step: HandoverStep) -> None:
        store = self.desk.backup_store
        allow(self.lines[step].button, BUSY)
        self.desk.bridge.run(
            lambda: store.make(step.title), done=lambda _made: self._done(step), failed=self._not_done
        )

    def _not_done(self, error: UserError) -> None:
        self.show_steps()
        self.shell.show_notice(error.sentence(), tone="overdue")

    def _done(self, step: HandoverStep) -> None:
        self._keep(self.state.with_done(step))

    def _keep_typed(self) -> None:
        if self.state.is_under_way:
            self._keep(replace(self.state, people=self._typed(self.people), things=self._typed(self.things)))

    def _keep(self, state: HandoverState) -> None:
        self.state = state
        state.keep(self.desk)
        self.show_steps()

    @staticmethod
    def _typed(boxes: list[QLineEdit]) -> tuple[str, ...]:
        return tuple(box.text().strip() for box in boxes)
