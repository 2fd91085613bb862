"""积分: every account by 姓氏笔画, never by points; the entries behind it, redemption, the monthly list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.base.search_words import SearchWords
from desktop_app.base.strokes import load_strokes
from desktop_app.drawing.chart import Chart
from desktop_app.duties.service.points import reversal, unposted
from desktop_app.duties.service.points_pictures import points_picture
from desktop_app.duties.study.hours import plain
from desktop_app.duties.summaries.page_reading import secretary_of
from desktop_app.duties.summaries.points_view import (
    AccountView,
    Move,
    account_views,
    points_months,
    shelf,
    waiting_words,
)
from desktop_app.records.base import Record
from desktop_app.registers.service.points_entries import PointsEntry
from desktop_app.registers.service.points_rules import PER_HOUR, PointsRule
from desktop_app.registers.service.redemptions import Redemption
from desktop_app.views.page_parts.action_runner import ActionRunner
from desktop_app.views.page_parts.destinations import follow
from desktop_app.views.page_parts.line_list import Line, LineList
from desktop_app.views.page_parts.page_frame import PageFrame, page_column
from desktop_app.views.page_parts.picture_dialog import picture_button
from desktop_app.views.page_parts.record_dialog import RecordDialog
from desktop_app.views.page_parts.tails import Tails
from desktop_app.views.pages.service.points_pane import PointsPane
from desktop_app.views.parts.buttons import PlainButton, PrimaryButton
from desktop_app.views.parts.cards import EmptyState
from desktop_app.views.parts.choice_box import ChoiceBox
from desktop_app.views.parts.labels import faint
from desktop_app.views.parts.live_page import LivePage
from desktop_app.views.parts.notices import Banner

if TYPE_CHECKING:
    from desktop_app.desk import Desk
    from desktop_app.views.shell import Shell

_ENTRY = ("holder", "on", "rule", "points", "reason", "verifier")
_REDEMPTION = ("holder", "on", "goods", "qty", "points", "clerk", "signed")


class PointsPage(LivePage):
    """Accounts at the left, the chosen one with its moves and the shelf at the right."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(desk, shell, "积分")
        self.runner = ActionRunner(desk, shell, self)
        self.views: dict[str, AccountView] = {}
        self.waiting: list[PointsEntry] = []
        self.dialog: RecordDialog | None = None
        self._words = SearchWords("", self.desk.pinyin.keys)
        theme = self.theme
        self.month = ChoiceBox(theme)
        self.month.setAccessibleName("公示的月份")
        self.tails = Tails(desk.ledger, desk.ledger.catalogue["member"])
        self.print_button = PlainButton(theme, "打印公示表", "print")
        self.print_button.clicked.connect(self.on_print)
        self.rules_button = PlainButton(theme, "积分规则", "rule")
        self.rules_button.clicked.connect(lambda: shell.go("register:points_rule"))
        self.new_button = PrimaryButton(theme, "记一笔积分", "add")
        self.new_button.clicked.connect(lambda: self.begin_entry(self._holder()))
        self._build()

    def _build(self) -> None:
        theme, unit = self.theme, self.theme.unit
        whole = page_column(self, theme)
        self.banner = Banner(theme, "", "按规则入账")
        self.banner.pressed.connect(self.post)
        whole.addWidget(self.banner)
        body = QHBoxLayout()
        body.setSpacing(unit(12))
        left = PageFrame("card")
        left.setMinimumWidth(unit(250))
        column = QVBoxLayout(left)
        column.setContentsMargins(1, 1, 1, unit(6))
        column.setSpacing(0)
        self.none = faint(theme, "没有这个名字的账户。", wrap=True)
        self.none.setContentsMargins(unit(14), unit(12), unit(14), unit(12))
        self.list = LineList(theme, "积分账户，按姓氏笔画")
        self.list.chosen.connect(self.open)
        column.addWidget(self.none)
        column.addWidget(self.list, 1)
        below = QVBoxLayout()
        below.setContentsMargins(unit(12), unit(8), unit(12), unit(4))
        below.setSpacing(unit(6))
        below.addWidget(faint(theme, "公示哪个月"))
        below.addWidget(self.month)
        self.picture_button = picture_button(self.desk, self._picture, self.on_print, self)
        below.addWidget(self.rules_button)
        below.addWidget(self.picture_button)
        column.addLayout(below)
        self.pane = PointsPane(self.desk)
        self.pane.asked.connect(self._asked)
        self.pane.followed.connect(lambda destination: follow(self.shell, destination))
        self.empty = EmptyState(
            theme,
            "money",
            "还没有积分",
            hint="先在“积分规则”里定规则；订单办结、会议定稿后自动入账，也可以点右上角手工记。",
        )
        body.addWidget(left, 5)
        body.addWidget(self.pane, 14)
        body.addWidget(self.empty, 14)
        whole.addLayout(body, 1)

    # -- the shell asks --------------------------------------------------------------------------------

    def actions(self) -> Sequence[QWidget]:  # type: ignore[override]
        return (self.print_button, self.new_button)

    def count_words(self) -> str:
        return f"{len(self.views)} 个账户，按姓氏笔画" if self.views else ""

    def search_hint(self) -> str:
        return "姓名"

    def on_search(self, words: str) -> None:
        self._words = SearchWords(words, self.desk.pinyin.keys)
        self._show_list()

    def on_shown(self, **args: object) -> None:
        """``uid=`` opens the account of an entry or redemption, ``holder=`` that of somebody."""
        self._words = SearchWords("", self.desk.pinyin.keys)
        self.refresh()
        uid = str(args.get("uid") or "")
        found = self.desk.ledger.locate(uid) if uid else None
        holder = str(getattr(found[1], "holder", "")) if found is not None else str(args.get("holder") or "")
        if holder in self.views:
            self.open(holder)
            self.pane.choose(uid)

    def on_print(self) -> bool:
        """The month's 公示表."""
        month: Any = self.month.value()
        title = f"{month.year}年{month.month}月积分公示表"
        self.shell.go("preview", key="points_sheet", args={"month": month}, title=title, back="points")
        return True

    def _picture(self) -> Chart:
        month: Any = self.month.value()
        return points_picture(self.desk.ledger, month)

    # -- what is shown ---------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the accounts, the shelf and what waits to be posted again."""
        with self.fresh.reading():
            ledger = self.desk.ledger
            self.views = {one.holder: one for one in account_views(ledger, load_strokes())}
            self.waiting = unposted(ledger)
            self.tails.read()
            people = len({one.holder for one in self.waiting})
            words = waiting_words(self.waiting, ledger)
            self.banner.words.setText(f"还有 {len(self.waiting)} 笔积分没有入账，涉及 {people} 人：{words}。")
            self.banner.setVisible(bool(self.waiting))
            self.month.set_pairs([(one, f"{one.year}年{one.month}月") for one in points_months(ledger)])
            self.pane.show_shelf(shelf(ledger))
            self._show_list()
            self._show_again()

    def _show_list(self) -> None:
        shown = [one for one in self.views.values() if self._words.fit("", (one.name,))]
        lines: list[Line] = []
        for kind in dict.fromkeys(one.kind for one in shown):
            of_kind = [one for one in shown if one.kind == kind]
            lines.append(Line(kind, kind, f"{len(of_kind)} 人", head=True))
            lines += [Line(one.holder, one.name, pill=f"{plain(one.account.balance)} 分") for one in of_kind]
        self.list.show_lines(self.tails.told(lines, ()), self._holder() or "")
        self.none.setVisible(bool(self.views) and not shown)
        self.pane.setVisible(bool(self.views))
        self.empty.setVisible(not self.views)
        self.headline_changed.emit()

    def _holder(self) -> str | None:
        return self.pane.view.holder if self.pane.view is not None else None

    def open(self, holder: str) -> None:
        """Open somebody's account at the right."""
        view = self.views.get(holder)
        if view is not None:
            self.pane.show_account(view)
            self.list.mark(holder)

    # -- writing ---------------------------------------------------------------------------------------

    def post(self) -> None:
        """Write what is due by rule, all in one action."""
        entries = self.waiting
        if entries:
            self.runner.run(f"按规则入账 {len(entries)} 笔积分", lambda action: action.save(*entries))

    def begin_entry(self, holder: str | None) -> None:
        """Ask for an entry by hand, approved by another; the rule brings its points along."""
        ledger = self.desk.ledger
        secretary = secretary_of(ledger)
        record = PointsEntry(
            holder=holder, on=ledger.today, verifier=secretary if secretary != holder else None
        )
        dialog = self._ask(
            record, "记一笔积分", "记这一笔", _ENTRY, "手工记的要另一名党员核验。记错了不改，用冲正。"
        )
        dialog.form.left.connect(lambda box: self._rule_chosen(dialog) if box == "rule" else None)

    def _rule_chosen(self, dialog: RecordDialog) -> None:
        rule = self.desk.ledger.get(PointsRule, dialog.form.editors["rule"].value())
        if rule is None:
            return
        if rule.unit != PER_HOUR and not dialog.form.is_filled("points"):
            dialog.form.editors["points"].set_value(rule.points)
        if not dialog.form.is_filled("reason"):
            dialog.form.editors["reason"].set_value(rule.name)

    def begin_redemption(self) -> None:
        """Ask for a redemption of the account in sight."""
        view = self.pane.view
        if view is None:
            return
        ledger = self.desk.ledger
        secretary = secretary_of(ledger)
        clerk = secretary if secretary != view.holder else None
        record = Redemption(holder=view.holder, on=ledger.today, clerk=clerk)
        left = f"{view.name}结余 {plain(view.account.balance)} 分。扣减积分空着时按标价乘数量。"
        self._ask(record, "兑换物品", "兑换并扣减积分", _REDEMPTION, left, view.holder)

    def begin_reversal(self, move: Move) -> None:
        """Ask why an entry is taken back and who approves it."""
        entry = move.entry
        if entry is None:
            return
        secretary = secretary_of(self.desk.ledger)
        hand = next((one for one in (entry.verifier, secretary) if one and one != entry.holder), "")
        back = reversal(entry, hand, f"冲正：{entry.reason}"[:200], self.desk.ledger)
        back.verifier = hand or None
        words = f"原来那笔 {plain(entry.points)} 分保留，另写一笔 {plain(-entry.points)} 分，两笔相抵。"
        self._ask(back, "冲正这一笔", "写冲正", ("reason", "verifier"), words, entry.uid)

    def _ask(
        self, record: Record, title: str, verb: str, boxes: tuple[str, ...], note: str, about: str = ""
    ) -> RecordDialog:
        ledger = self.desk.ledger
        register = ledger.catalogue.of(record)
        dialog = RecordDialog(
            self.desk, register, record, title, verb, boxes=boxes, note=note, about=about, parent=self
        )

        def save(filled: PointsEntry | Redemption) -> None:
            heading = register.heading(filled, ledger.name)
            holder = filled.holder

            def done() -> None:
                dialog.accept()
                self.open(holder)
                self.pane.choose(filled.uid)

            self.runner.run(
                f"{title} {heading}", lambda action: action.save(filled), done=done, failed=dialog.refused
            )

        dialog.taken.connect(save)
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        dialog.open()
        return dialog

    def _asked(self, key: str, what: Move | str | None) -> None:
        """Do what the pane asks; ``what`` is the line chosen, the goods for ``goods``."""
        if key == "redeem":
            self.begin_redemption()
        elif key == "statement":
            self._preview("points_statement", {"holder": self._holder()}, "个人积分明细")
        elif key == "goods":
            self.shell.go("register:goods", **({"uid": what} if what else {}))
        elif not isinstance(what, Move):
            return
        elif key == "reverse":
            self.begin_reversal(what)
        elif key == "slip":
            self._preview("redemption_slip", {"uid": what.record.uid}, "兑换领取单")
        elif key == "open":
            register = "points_entry" if what.entry is not None else "redemption"
            self.shell.go(f"register:{register}", uid=what.record.uid)
        elif what.redemption is not None:
            self._change_redemption(key, what.redemption)

    def _change_redemption(self, key: str, redemption: Redemption) -> None:
        heading = self.desk.ledger.name(redemption.uid)
        if key == "signed":
            redemption.signed = True
            self.runner.run(f"登记领取签字：{heading}", lambda action: action.save(redemption))
        else:
            self.runner.run(f"退回兑换：{heading}", lambda action: action.remove(redemption))

    def _preview(self, key: str, args: Mapping[str, object], title: str) -> None:
        name = self.pane.view.name if self.pane.view is not None else ""
        self.shell.go("preview", key=key, args=args, title=f"{name}　{title}", back="points")

    def _show_again(self) -> None:
        """Show the account in sight as it stands now; the first one where it is gone."""
        holder = self._holder()
        if holder in self.views:
            self.pane.show_account(self.views[str(holder)])
            self.list.mark(str(holder))
        elif self.list.lines():
            self.list.choose(self.list.lines()[0].uid)
