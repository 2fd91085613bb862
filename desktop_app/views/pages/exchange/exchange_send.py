"""上报到U盘: choose for whom, see what goes along and what stays, write it, read the eight digits."""

from collections.abc import Collection
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.base.errors import Cancelled, UserError
from desktop_app.desk import Desk
from desktop_app.duties.summaries.handing_over import reports_to_send
from desktop_app.exchange.courier import Parcel
from desktop_app.records.record import Catalogue, Register
from desktop_app.registers.exchange.packages import SENT, package_called
from desktop_app.views.bridge import Progress
from desktop_app.views.freshness import Freshness
from desktop_app.views.page_parts.exchange_parts import (
    CodeTile,
    FindSticks,
    StickLine,
    Trouble,
    Verb,
    good_news,
    size_words,
)
from desktop_app.views.page_parts.file_dialogs import FileDialogs
from desktop_app.views.page_parts.plain_rows import Line, PlainTable
from desktop_app.views.parts.buttons import LinkButton, PlainButton, PrimaryButton
from desktop_app.views.parts.cards import Card
from desktop_app.views.parts.choice_box import ChoiceBox
from desktop_app.views.parts.form_grid import FormGrid
from desktop_app.views.parts.keys import KeyWalk
from desktop_app.views.parts.labels import Words, faint
from desktop_app.views.parts.notices import ProgressPanel
from desktop_app.views.shell import Shell


def kept_back_titles(catalogue: Catalogue) -> list[str]:
    """What goes along only when it is asked for: registers as a whole, and boxes of others."""
    found = []
    for register in catalogue:
        if register.is_kept_back:
            found.append(register.title)
        elif register.kept_back:
            found.append(f"{register.title}的{_titles(register, register.kept_back)}")
        if register.kept_back_rows is not None:
            found.append(register.kept_back_rows.title)
    return found


def private_titles(catalogue: Catalogue) -> list[str]:
    """The boxes lists cover, register by register, of those that go along unasked."""
    found = []
    for register in catalogue:
        if not register.stays_home and not catalogue.keeps_back(register):
            covered = {name for name, box in register.boxes.items() if box.private} - register.kept_back
            if covered:
                found.append(f"{register.title}的{_titles(register, covered)}")
    return found


def _titles(register: Register, names: Collection[str]) -> str:
    return "、".join(box.title for name, box in register.boxes.items() if name in names)


class SendPane(QWidget):
    """The pane of packages that go out; ``cards_asked`` wants the pane of cards, to learn a receiver."""

    cards_asked = Signal()

    def __init__(self, desk: Desk, shell: Shell, find: FindSticks, doors: FileDialogs) -> None:
        super().__init__()
        self._desk, self._shell = desk, shell
        self.parcel: Parcel | None = None
        self.written: tuple[Parcel, Path] | None = None
        self._asked, self._counting = 0, False
        self._proposed = ""
        self._writing: Progress | None = None
        theme = desk.theme
        self.stick = StickLine(theme, find, doors)
        self.stick.changed.connect(self._judge)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.unit(12))
        row.addWidget(self._choices(), 5)
        row.addWidget(self._contents(), 6)
        KeyWalk(self)
        self.fresh = Freshness(desk, self, self.refresh, on_show=False)

    # -- laying out --------------------------------------------------------------------------------

    def _choices(self) -> Card:
        theme = self._desk.theme
        card = Card(theme, "上报给谁")
        form = FormGrid(theme, columns=1)
        self.receiver = ChoiceBox(theme)
        self.receiver_row = form.add_row("接收单位", self.receiver)
        self.subject = QLineEdit()
        self.subject.setMaxLength(100)
        form.add_row("内容说明", self.subject, help="写在包上，对方接收前会看到")
        form.add_row("写到", self.stick)
        card.body.addWidget(form)
        self.cards_button = LinkButton(theme, "登记对方的名片", "next")
        self.cards_button.clicked.connect(self.cards_asked)
        card.body.addWidget(self.cards_button, 0, Qt.AlignmentFlag.AlignLeft)
        catalogue = self._desk.ledger.catalogue
        self.kept_back = QCheckBox("带上平时不上报的内容")
        self.no_private = QCheckBox("不带身份证号和住址")
        self.full = QCheckBox("全部重新导出")
        for box, note in (
            (self.kept_back, f"{'、'.join(kept_back_titles(catalogue))}；上级要看、书记同意才勾选"),
            (self.no_private, f"{'、'.join(private_titles(catalogue))}也留在本机，其余照常上报"),
            (self.full, "平时只带对方还没有的；对方遗失资料时才勾选"),
        ):
            words = faint(theme, note, wrap=True)
            words.setContentsMargins(theme.unit(28), 0, 0, theme.unit(4))
            box.toggled.connect(self.count_contents)
            tick = QVBoxLayout()
            tick.setSpacing(0)
            tick.addWidget(box)
            tick.addWidget(words)
            card.body.addLayout(tick)
        self.receiver.currentIndexChanged.connect(self.count_contents)
        self.subject.editingFinished.connect(self._subject_typed)
        card.body.addStretch(1)
        self.trouble = Trouble(theme)
        card.body.addWidget(self.trouble)
        self.promise = Words(theme, "", colour=theme.colours.text_soft, wrap=True)
        card.body.addWidget(self.promise)
        self.write_verb = Verb(theme, PrimaryButton(theme, "写到U盘", "export"))
        self.write_button = self.write_verb.button
        self.write_button.clicked.connect(self.write)
        card.body.addWidget(self.write_verb)
        self.progress = ProgressPanel(theme, "正在写到U盘，请不要拔出", "停止，不写了")
        self.progress.cancelled.connect(self._stop)
        self.progress.hide()
        card.body.addWidget(self.progress)
        return card

    def _contents(self) -> QStackedWidget:
        theme = self._desk.theme
        self.right = QStackedWidget()
        self.right.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        inside = Card(theme, "包里有什么")
        self.inside_note = Words(theme, "", colour=theme.colours.text_soft, wrap=True)
        inside.body.addWidget(self.inside_note)
        self.table = PlainTable(theme, ("台账", "条数"), (360, 90), right=(1,), name="包里的台账和条数")
        inside.body.addWidget(self.table, 1)
        self.stays = Words(theme, "", colour=theme.colours.text_soft, wrap=True)
        inside.body.addWidget(self.stays)
        self.right.addWidget(inside)
        return self.right

    # -- choosing ----------------------------------------------------------------------------------

    def on_shown(self) -> None:
        """Offer the offices whose cards are known, and count anew unless a written package is in sight."""
        known = self._desk.courier.trust.known()
        pairs = [(code, card.name) for code, card in sorted(known.items())]
        self.receiver.blockSignals(True)
        self.receiver.set_pairs(pairs or [("", "还没有登记过名片")])
        self.receiver.setEnabled(bool(pairs))
        self.receiver.blockSignals(False)
        self.cards_button.setVisible(not pairs)
        if self.written is None:
            self.count_contents()

    def refresh(self) -> None:
        """Make the package anew, as what goes along has changed; one being written or written stays."""
        if self._writing is None and self.written is None:
            self.count_contents()

    def _propose_subject(self) -> str:
        """What is written on the package unless somebody types other words."""
        reports, today = reports_to_send(self._desk.ledger), self._desk.ledger.today
        subject = f"{reports[-1].month.chinese()}月报" if reports else f"{today.year}年{today.month}月资料"
        if self.subject.text().strip() in ("", self._proposed):
            self.subject.setText(subject)
        self._proposed = subject
        return self.subject.text().strip()

    def _subject_typed(self) -> None:
        if self.parcel is not None and self.subject.text().strip() != self.parcel.manifest.subject:
            self.count_contents()

    def count_contents(self) -> None:
        """Make the package that would be written as things are chosen now, and show what is in it."""
        self._asked += 1
        self.parcel, self._counting = None, False
        self.trouble.tell(None)
        receiver = self.receiver.value()
        free = self._writing is None and self.written is None
        if free:
            with self.fresh.reading():
                subject = self._propose_subject()
        if free and receiver:
            self._counting = True
            full, private = self.full.isChecked(), not self.no_private.isChecked()
            kept_back, courier = self.kept_back.isChecked(), self._desk.courier
            self.fresh.run_more(
                lambda: courier.prepare(
                    str(receiver), subject, full=full, private=private, kept_back=kept_back
                ),
                done=partial(self._counted, self._asked),
                failed=partial(self._not_counted, self._asked),
            )
        self._show_contents()

    def _counted(self, asked: int, parcel: Parcel) -> None:
        if asked == self._asked:
            self.parcel, self._counting = parcel, False
            self._show_contents()

    def _not_counted(self, asked: int, error: UserError) -> None:
        if asked == self._asked:
            self._counting = False
            self._show_contents()
            self.table.set_empty("done", error.what, error.todo)
            self.write_verb.set_reason(error.what)

    def _show_contents(self) -> None:
        catalogue, parcel = self._desk.ledger.catalogue, self.parcel
        counts = parcel.records if parcel else {}
        lines = [
            Line((("　" if register.parent else "") + register.title, f"{counts[register.name]} 条"))
            for register in catalogue
            if register.name in counts
        ]
        self.table.set_empty("box", "正在清点……" if self._counting else "选好接收单位，这里列出包里有什么")
        self.table.show_lines(lines)
        note = ""
        if parcel is not None:
            kind = "全部资料" if parcel.manifest.kind == "full" else "只带对方还没有的"
            size = size_words(len(parcel.data))
            note = f"{len(counts)} 种台账，共 {sum(counts.values())} 条，{size}，{kind}"
        self.inside_note.setText(note)
        self.stays.setText(self._stays_words(parcel) if parcel else "")
        self._judge()

    def _stays_words(self, parcel: Parcel) -> str:
        """What is not in the package, as its 数据交接单 says it, and what never goes into one."""
        home = [register.title for register in self._desk.ledger.catalogue if register.stays_home]
        return f"不在包里：{'、'.join((*parcel.left_out, *home))}、别的单位交来的记录"

    def _judge(self) -> None:
        """Whether the package can be written, the reason why not, and what will happen."""
        where = self.stick.words()
        self.write_button.setText(f"写到{where}")
        if self.written is not None:
            why = "这个包已经写好，再交一份请按右边的“再做一个包”"
        elif not self.receiver.value():
            why = "先登记对方的名片"
        elif self._counting or self.parcel is None:
            why = "正在清点" if self._counting else "没有可以写的内容"
        else:
            why = "" if self.stick.folder() is not None else "插上U盘，或选择一个文件夹"
        self.write_verb.set_reason(why)
        self.promise.setText(self._promise_words() if not why else "")

    def _promise_words(self) -> str:
        parcel = self.parcel
        if parcel is None:
            return ""
        reports = reports_to_send(self._desk.ledger)
        months = "、".join(dict.fromkeys(report.month.chinese() for report in reports))
        more = f"；{months}月报记为已报送" if reports else ""
        return f"将把 {sum(parcel.records.values())} 条记录交给{parcel.receiver.name}{more}。"

    # -- writing -----------------------------------------------------------------------------------

    def write(self) -> None:
        """Write the package; the stick is told safe to pull only when it was read back."""
        parcel, folder = self.parcel, self.stick.folder()
        if parcel is None or folder is None:
            return
        self.trouble.tell(None)
        self._show_writing(True)
        courier = self._desk.courier

        def job(progress: Progress) -> Any:
            try:
                return courier.write(parcel, folder, progress)
            except Cancelled:
                return None

        self._writing = self._desk.bridge.run(
            job, done=partial(self._wrote, parcel), failed=self._not_written, progress=self._show_progress
        )

    def _show_progress(self, done: int, total: int, words: str) -> None:
        self.progress.set_progress(done * 100 // max(total, 1), 100)

    def _stop(self) -> None:
        if self._writing is not None:
            self._writing.cancel()

    def _show_writing(self, writing: bool) -> None:
        self.progress.button.setEnabled(True)
        self.progress.set_progress(0, 0)
        self.progress.setVisible(writing)
        self.write_verb.setVisible(not writing)
        self.promise.setVisible(not writing)
        for widget in (
            *(self.receiver, self.subject, self.stick),
            *(self.kept_back, self.no_private, self.full),
        ):
            widget.setEnabled(not writing)
        if not writing:
            self._writing = None

    def _not_written(self, error: UserError) -> None:
        self._show_writing(False)
        self.trouble.tell(error)
        self._judge()

    def _wrote(self, parcel: Parcel, path: Path) -> None:
        self._show_writing(False)
        if path is None:
            self._shell.show_notice("已停止，U盘上没有留下文件", tone="going")
            self._judge()
            return
        self.written = (parcel, path)
        self.result = self._result(parcel, path)
        self.right.addWidget(self.result)
        self.right.setCurrentWidget(self.result)
        self._judge()

    def _result(self, parcel: Parcel, path: Path) -> Card:
        theme = self._desk.theme
        card = Card(theme)
        card.body.setSpacing(theme.unit(14))
        where = self.stick.words()
        card.body.addWidget(
            good_news(
                theme,
                "已写入并核对，可以拔出" if where == "U盘" else "已写入并核对",
                f"{path.name}　{size_words(len(parcel.data))}，请交给{parcel.receiver.name}",
            )
        )
        self.code = CodeTile(theme, "校验码", "与纸质数据交接单上的 8 位数字相同，对方接收时核对")
        self.code.show_code(parcel.code)
        card.body.addWidget(self.code)
        next_words = "对方接收后会把回执写回U盘。U盘拿回来插上，在“回执”里会自己找到。"
        card.body.addWidget(Words(theme, next_words, colour=theme.colours.text_soft, wrap=True))
        card.body.addStretch(1)
        self.print_button = PrimaryButton(theme, "打印数据交接单", "print")
        self.print_button.clicked.connect(self.print_handover)
        self.again_button = PlainButton(theme, "再做一个包", "add")
        self.again_button.setProperty("tall", "true")
        self.again_button.clicked.connect(self.begin_anew)
        row = QHBoxLayout()
        row.setSpacing(theme.unit(12))
        row.addWidget(self.print_button)
        row.addWidget(self.again_button)
        row.addStretch(1)
        card.body.addLayout(row)
        return card

    def print_handover(self) -> None:
        """Open the 数据交接单 of the package just written."""
        if self.written is None:
            return
        parcel, path = self.written
        package = package_called(self._desk.ledger, parcel.manifest.id, SENT)
        if package is not None:
            args = {"uid": package.uid, "file": path.name, "size": len(parcel.data)}
            self._shell.go("preview", key="handover", args=args, title="数据交接单", back="exchange")

    def begin_anew(self) -> None:
        """Leave the written package and make another."""
        if self.written is not None:
            self.right.removeWidget(self.result)
            self.result.deleteLater()
        self.written = None
        self.full.setChecked(False)
        self.kept_back.setChecked(False)
        self.subject.clear()
        self.on_shown()
