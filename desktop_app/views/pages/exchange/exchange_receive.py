"""接收: a package from a stick is looked at line by line, taken over in one go, and answered by a receipt."""

import re
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.base.errors import UserError
from desktop_app.desk import Desk
from desktop_app.exchange.courier import Accepted, Arrival
from desktop_app.exchange.stick import PACKAGE_SUFFIX, find_packages
from desktop_app.records.transfer import MergeOutcome, MergePlan, PlanLine
from desktop_app.views.page_parts.exchange_parts import (
    CodeTile,
    FindSticks,
    StickLine,
    Trouble,
    Verb,
    empty,
    good_news,
)
from desktop_app.views.page_parts.file_dialogs import FileDialogs
from desktop_app.views.page_parts.plain_rows import Line, PlainTable
from desktop_app.views.parts.buttons import LinkButton, PlainButton, PrimaryButton
from desktop_app.views.parts.cards import Card, StatCard
from desktop_app.views.parts.labels import Words
from desktop_app.views.parts.notices import ProgressPanel
from desktop_app.views.shell import Shell

# How a package is called on a stick: <office>-<number>-<day>; a dot of the code stands there as "_".
_NAME = re.compile(r"(?P<code>[\w-]+)-(?P<number>\d{4,10})-(?P<day>\d{8})(-\d+)?")
_GROUPS: tuple[tuple[str, str, str, tuple[MergeOutcome, ...]], ...] = (
    ("新增", "member-add", "done", (MergeOutcome.NEW,)),
    ("修改", "edit", "going", (MergeOutcome.UPDATED, MergeOutcome.REMOVED)),
    ("冲突", "warning", "due", (MergeOutcome.CONFLICT_WON, MergeOutcome.CONFLICT_LOST)),
    ("不接受", "error", "overdue", (MergeOutcome.REFUSED,)),
    ("不变", "done", "plain", (MergeOutcome.SAME, MergeOutcome.OLDER)),
)
_TONES = {outcome: tone for _, _, tone, outcomes in _GROUPS for outcome in outcomes}


class ReceivePane(QWidget):
    """The pane of packages that come in: a list, then the preview, then the receipt."""

    def __init__(self, desk: Desk, shell: Shell, find: FindSticks, doors: FileDialogs) -> None:
        super().__init__()
        self._desk, self._shell, self._doors = desk, shell, doors
        self.arrival: Arrival | None = None
        self.accepted: Accepted | None = None
        self.receipt: Path | None = None
        self._path = Path()
        self.stack = QStackedWidget()
        self.stick = StickLine(desk.theme, find, doors)
        self.stick.changed.connect(self.list_packages)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)
        for page in (self._list_page(), self._preview_page(), self._result_page()):
            self.stack.addWidget(page)

    # -- the list of packages ------------------------------------------------------------------------

    def _list_page(self) -> Card:
        theme = self._desk.theme
        card = Card(theme, "U盘上的包", "打开看看不会改动本机资料")
        line = QHBoxLayout()
        line.setSpacing(theme.unit(8))
        line.addWidget(self.stick, 1)
        self.file_button = PlainButton(theme, "选择一个包文件", "document")
        self.file_button.clicked.connect(self._choose_file)
        line.addWidget(self.file_button)
        card.body.addLayout(line)
        self.packages = PlainTable(
            theme, ("单位", "日期", "第几个包", "文件"), (420, 130, 110, 300), name="U盘上的包"
        )
        self.packages.opened.connect(lambda line: self.look_into(line.key))
        self.packages.chosen.connect(lambda line: self._judge_list())
        card.body.addWidget(self.packages, 1)
        self.trouble = Trouble(theme)
        card.body.addWidget(self.trouble)
        self.look_verb = Verb(theme, PrimaryButton(theme, "打开看看", "eye"))
        self.look_button = self.look_verb.button
        self.look_button.clicked.connect(self._look_at_chosen)
        card.body.addWidget(self.look_verb)
        return card

    def on_shown(self) -> None:
        """List the packages anew, unless one is being looked at."""
        if self.stack.currentIndex() == 0:
            self.list_packages()

    def list_packages(self) -> None:
        """List the packages on the stick or in the folder."""
        folder = self.stick.folder()
        self.trouble.tell(None)
        found: list[Path] = []
        if folder is not None:
            try:
                found = find_packages(folder)
            except UserError as error:
                self.trouble.tell(error)
        where = self.stick.words()
        nothing = (f"{where}上没有包", f"包的文件名以 {PACKAGE_SUFFIX} 结尾")
        self.packages.set_empty("stick", *(nothing if folder else ("插上U盘", "U盘上的包会自己列出来")))
        self.packages.show_lines([self._package_line(path) for path in found])
        self._judge_list()

    def _package_line(self, path: Path) -> Line:
        named = _NAME.fullmatch(path.stem)
        if named is None:
            return Line(("打开后才知道", "", "", path.name), key=path)
        offices = {
            code.replace(".", "_"): card.name for code, card in self._desk.courier.trust.known().items()
        }
        day = named["day"]
        who = offices.get(named["code"], f"还没有登记名片的单位 {named['code']}")
        return Line(
            (who, f"{day[:4]}-{day[4:6]}-{day[6:]}", f"第 {int(named['number'])} 个", path.name), key=path
        )

    def _judge_list(self) -> None:
        if not self._desk.bridge.idle():
            why = ""
        elif not self.packages.model.lines:
            why = "没有可以打开的包"
        else:
            why = "" if self.packages.line() else "先选一个包"
        self.look_verb.set_reason(why)

    def _choose_file(self) -> None:
        path = self._doors.open_file(self, "选择包文件", f"数据包 (*{PACKAGE_SUFFIX});;所有文件 (*)")
        if path is not None:
            self.look_into(path)

    def _look_at_chosen(self) -> None:
        line = self.packages.line()
        if line is not None:
            self.look_into(line.key)

    # -- looking into one ------------------------------------------------------------------------------

    def look_into(self, path: Path) -> None:
        """Open a package and show what accepting it would do; one that is refused says why in words."""
        self.stack.setCurrentIndex(0)
        self.trouble.tell(None)
        self.look_verb.set_reason("正在核对签名和内容……")
        courier = self._desk.courier

        self._desk.bridge.run(
            lambda: courier.look_into(path), done=partial(self._looked, path), failed=self._refused
        )

    def _refused(self, error: UserError) -> None:
        self.trouble.tell(error)
        self._judge_list()

    def _looked(self, path: Path, found: Arrival) -> None:
        self._path, self.arrival = path, found
        self.accepted = self.receipt = None
        self._judge_list()
        self._show_preview(self.arrival)
        self.stack.setCurrentIndex(1)

    def _preview_page(self) -> QWidget:
        theme = self._desk.theme
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.unit(12))
        stats = QHBoxLayout()
        stats.setSpacing(theme.unit(12))
        self.stats: dict[str, StatCard] = {}
        for title, icon, tone, outcomes in _GROUPS:
            stat = StatCard(theme, title, "0", "条", icon=icon, tone=tone)
            stat.clicked.connect(partial(self.show_lines, outcomes))
            self.stats[title] = stat
            stats.addWidget(stat, 1)
        column.addLayout(stats)
        card = Card(theme)
        self.from_words = Words(theme, "", steps=1, bold=True, wrap=True)
        self.from_note = Words(theme, "", colour=theme.colours.text_soft, wrap=True)
        self.all_button = LinkButton(theme, "显示全部")
        self.all_button.clicked.connect(lambda: self.show_lines(()))
        head = QHBoxLayout()
        named = QVBoxLayout()
        named.setSpacing(0)
        named.addWidget(self.from_words)
        named.addWidget(self.from_note)
        head.addLayout(named, 1)
        head.addWidget(self.all_button, 0, Qt.AlignmentFlag.AlignTop)
        card.body.addLayout(head)
        self.lines = PlainTable(
            theme, ("结果", "台账", "名称", "改动的栏目"), (130, 150, 340, 300), name="接收后的变化"
        )
        card.body.addWidget(self.lines, 1)
        self.seen = Words(theme, "", bold=True, colour=theme.colours.tone("due").ink, wrap=True)
        card.body.addWidget(self.seen)
        self.promise = Words(theme, "", colour=theme.colours.text_soft, wrap=True)
        card.body.addWidget(self.promise)
        self.trouble_there = Trouble(theme)
        card.body.addWidget(self.trouble_there)
        self.accept_button = PrimaryButton(theme, "接收", "import")
        self.accept_button.clicked.connect(self.accept)
        self.leave_button = PlainButton(theme, "先不接收")
        self.leave_button.setProperty("tall", "true")
        self.leave_button.clicked.connect(self.begin_anew)
        self.buttons = QWidget()
        row = QHBoxLayout(self.buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.unit(12))
        row.addWidget(self.accept_button)
        row.addWidget(self.leave_button)
        row.addStretch(1)
        card.body.addWidget(self.buttons)
        self.progress = ProgressPanel(theme, "正在备份，然后接收")
        self.progress.button.hide()  # one transaction: all or nothing, there is nothing half to stop
        self.progress.hide()
        card.body.addWidget(self.progress)
        column.addWidget(card, 1)
        return page

    def _show_preview(self, arrival: Arrival) -> None:
        manifest, plan = arrival.manifest, arrival.plan
        self.from_words.setText(f"{arrival.sender.name}　{manifest.subject}")
        when = manifest.written_at.replace("T", " ")[:16]
        code = f"{arrival.code[:4]} {arrival.code[4:]}"
        self.from_note.setText(f"{when} 写的包，校验码 {code}")
        for title, _, _, outcomes in _GROUPS:
            self.stats[title].set_value(
                str(plan.count(*outcomes)), note="点开看这些" if title != "不变" else ""
            )
        self.stats["不变"].set_value(self.stats["不变"].value.text(), note="不列出来")
        self.show_lines(())
        self.trouble_there.tell(None)
        coming = _coming(plan)
        self.seen.setVisible(arrival.seen_before or not coming)
        nothing = "" if coming else "，无变化"
        self.seen.setText(f"已接收过{nothing}。" if arrival.seen_before else "和本机资料相同，无变化。")
        self.accept_button.setText(f"接收这 {coming} 条" if coming else "再写一份回执")
        self.promise.setText(
            "接收前会自动备份；请核对校验码与纸质数据交接单一致。冲突的两个版本都留着，不会丢。"
            if coming
            else "不会改动本机资料，只把回执再写到包旁边。"
        )

    def show_lines(self, outcomes: tuple[MergeOutcome, ...]) -> None:
        """List the records with one of ``outcomes``; all of them when none is named."""
        if self.arrival is None:
            return
        plan = self.arrival.plan
        chosen = [one for one in plan.lines if not outcomes or one.outcome in outcomes]
        same = outcomes and outcomes[0] is MergeOutcome.SAME
        self.lines.set_empty("done", "不变的记录不列出来" if same else "没有这样的记录")
        self.lines.show_lines([self._plan_line(one) for one in chosen])
        self.all_button.setVisible(bool(outcomes))

    def _plan_line(self, one: PlanLine) -> Line:
        register = self._desk.ledger.catalogue[one.register]
        titles = [change.title for change in one.changes]
        changed = "、".join(titles) if titles else ("整条新记录" if one.outcome is MergeOutcome.NEW else "")
        if one.outcome is MergeOutcome.REFUSED:
            changed = one.reason
        return Line((one.outcome.value, register.title, one.heading, changed), {0: _TONES[one.outcome]}, one)

    # -- taking it over ----------------------------------------------------------------------------------

    def accept(self) -> None:
        """Back up, take the package over in one transaction, and write the receipt beside it."""
        courier, backup_store, arrival = self._desk.courier, self._desk.backup_store, self.arrival
        if arrival is None:
            return
        changes = self.arrival is not None and _coming(self.arrival.plan) > 0
        self.buttons.hide()
        self.progress.set_progress(0, 0, "请不要拔出U盘")
        self.progress.show()
        self.trouble_there.tell(None)

        def job() -> Accepted:
            if changes:
                backup_store.make("接收前")
            return courier.accept(arrival)

        self._desk.bridge.run(job, done=self._taken, failed=self._not_taken)

    def _not_taken(self, error: UserError) -> None:
        self.progress.hide()
        self.buttons.show()
        self.trouble_there.tell(error)

    def _taken(self, accepted: Accepted) -> None:
        self.accepted = accepted
        self.write_receipt()

    def write_receipt(self) -> None:
        """Write the receipt beside its package."""
        accepted, package, courier = self.accepted, self._path, self._desk.courier
        if accepted is None:
            return
        self._desk.bridge.run(
            lambda: courier.write_receipt(accepted, package.parent, package),
            done=partial(self._show_result, accepted),
            failed=partial(self._show_result, accepted),
        )

    def _result_page(self) -> QWidget:
        theme = self._desk.theme
        page = Card(theme)
        page.body.setSpacing(theme.unit(14))
        self._news = QVBoxLayout()
        page.body.addLayout(self._news)
        self.code = CodeTile(theme, "回执校验码", "可以打电话告诉对方；对方读到回执时显示相同的 8 位数字")
        self.code.setMaximumWidth(theme.unit(560))
        page.body.addWidget(self.code)
        self.done_words = Words(theme, "", colour=theme.colours.text_soft, wrap=True)
        page.body.addWidget(self.done_words)
        self.receipt_trouble = Trouble(theme)
        page.body.addWidget(self.receipt_trouble)
        self.retry_button = PlainButton(theme, "再写一次回执", "stick")
        self.retry_button.clicked.connect(self.write_receipt)
        page.body.addWidget(self.retry_button, 0, Qt.AlignmentFlag.AlignLeft)
        heads = ("台账", *(title for title, *_ in _GROUPS))
        self.taken = PlainTable(
            theme, heads, (520, 100, 100, 100, 100, 100), right=range(1, 6), name="接收了什么"
        )
        page.body.addWidget(self.taken, 1)
        self.next_button = PrimaryButton(theme, "接收下一个包", "next")
        self.next_button.clicked.connect(self.begin_anew)
        page.body.addWidget(self.next_button, 0, Qt.AlignmentFlag.AlignLeft)
        return page

    def _show_result(self, accepted: Accepted, written: Any) -> None:
        """``written`` is the path of the receipt, or the error that kept it from being written."""
        error = written if isinstance(written, UserError) else None
        self.receipt = None if error else written
        self.progress.hide()
        self.buttons.show()
        empty(self._news)
        theme, plan = self._desk.theme, accepted.plan
        same = self.arrival is not None and self.arrival.seen_before
        sender = self.arrival.sender.name if self.arrival else ""
        on_stick = "回执已写到包旁边，可以拔出" if error is None else "回执还没有写好"
        words = f"已接收过，{plan.words()}" if same else f"已接收　{plan.words()}"
        self._news.addWidget(good_news(theme, words, on_stick))
        self.code.show_code(accepted.code)
        self.taken.show_lines(self._taken_lines(plan))
        back = "要退回接收前的样子，到“设置与备份”里恢复“接收前”的备份。"
        self.done_words.setText(f"请把U盘带回给{sender}。{'' if same else back}")
        self.receipt_trouble.tell(error)
        self.retry_button.setVisible(error is not None)
        self.stack.setCurrentIndex(2)

    def _taken_lines(self, plan: MergePlan) -> list[Line]:
        lines = []
        for name in dict.fromkeys(name for name, _ in plan.counts):
            cells = (str(sum(plan.counts.get((name, one), 0) for one in group)) for *_, group in _GROUPS)
            lines.append(Line((self._desk.ledger.catalogue[name].title, *cells)))
        return lines

    def begin_anew(self) -> None:
        """Back to the list."""
        if self.arrival is not None:
            self.arrival.close()
        self.arrival = self.accepted = None
        self.stack.setCurrentIndex(0)
        self.list_packages()


def _coming(plan: MergePlan) -> int:
    """How many records accepting would write."""
    return plan.count(
        *(
            one
            for one in MergeOutcome
            if one not in (MergeOutcome.SAME, MergeOutcome.OLDER, MergeOutcome.REFUSED)
        )
    )
