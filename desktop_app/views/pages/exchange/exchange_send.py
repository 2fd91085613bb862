"""上报到U盘: choose what goes and to whom, see what is in it and what stays, write it, read the digits."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.base.errors import Cancelled, UserError
from desktop_app.desk import Desk
from desktop_app.exchange.courier import Parcel
from desktop_app.registers.exchange.audit_log import EXPORTED
from desktop_app.registers.exchange.kinds import (
    HANDOVER,
    ContentChoice,
    PackageKind,
    To,
    left_out,
    selection,
    travelling,
)
from desktop_app.registers.exchange.packages import SENT, package_called
from desktop_app.storage.backup import Backup
from desktop_app.views.bridge import Progress
from desktop_app.views.freshness import Freshness
from desktop_app.views.look.theme import Theme
from desktop_app.views.page_parts.exchange_parts import FindSticks, Trouble, Verb, size_words
from desktop_app.views.page_parts.leaving import may_leave
from desktop_app.views.page_parts.meeting_sheet import Scrolled
from desktop_app.views.page_parts.moving import MOVING, copy_out, show_handed_over
from desktop_app.views.pages.exchange.exchange_send_choices import SendChoices
from desktop_app.views.pages.exchange.exchange_send_contents import SendContents
from desktop_app.views.pages.exchange.exchange_send_result import CopyResult, SendResult
from desktop_app.views.parts.buttons import PrimaryButton
from desktop_app.views.parts.cards import Card
from desktop_app.views.parts.dialogs import ConfirmDialog
from desktop_app.views.parts.file_dialogs import FileDialogs
from desktop_app.views.parts.keys import KeyWalk
from desktop_app.views.parts.labels import Words
from desktop_app.views.parts.notices import ProgressPanel
from desktop_app.views.parts.stacked_pages import FrontStack
from desktop_app.views.parts.why_not import BUSY, allow
from desktop_app.views.shell import Shell


class SendPane(QWidget):
    """The pane of packages that go out; ``cards_asked`` wants the pane of cards."""

    cards_asked = Signal()

    def __init__(self, desk: Desk, shell: Shell, find: FindSticks, doors: FileDialogs) -> None:
        super().__init__()
        self._desk, self._shell = desk, shell
        self.parcel: Parcel | None = None
        self.written: tuple[Parcel, Path] | None = None
        self.copied: Path | None = None
        self._asked, self._counting = 0, False
        self._writing: Progress | None = None
        self._began = False
        theme = desk.theme
        self.choices = SendChoices(desk, find, doors)
        self.contents = SendContents(desk)
        self.right = FrontStack(tall=True)
        self.right.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.right.addWidget(self.contents)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.unit(12))
        left = QVBoxLayout()
        left.setSpacing(theme.unit(8))
        left.addWidget(_scrolled(theme, "交什么，交给谁", self.choices), 1)
        left.addWidget(self._verb_card())
        row.addLayout(left, 5)
        row.addWidget(_scrolled(theme, "包里有什么", self.right), 6)
        self.choices.changed.connect(self.count_contents)
        self.choices.kind_changed.connect(self.refresh)
        self.choices.stick.changed.connect(self._judge)
        self.choices.cards_asked.connect(self.cards_asked)
        self.contents.picked.connect(self.count_contents)
        self.contents.cards_asked.connect(self.cards_asked)
        KeyWalk(self)
        self.fresh = Freshness(desk, self, self.refresh, on_show=False)

    def _verb_card(self) -> Card:
        """The verb with what stands against it: under what scrolls, always in sight."""
        theme = self._desk.theme
        card = Card(theme)
        self.trouble = Trouble(theme)
        self.promise = Words(theme, "", colour=theme.colours.text_soft, wrap=True)
        self.write_verb = Verb(theme, PrimaryButton(theme, "写到U盘", "export"))
        self.write_button = self.write_verb.button
        self.write_button.clicked.connect(self.write)
        self.progress = ProgressPanel(theme, "正在写到U盘，请不要拔出", "停止，不写了")
        self.progress.cancelled.connect(self._stop)
        self.progress.hide()
        for widget in (self.trouble, self.promise, self.write_verb, self.progress):
            card.body.addWidget(widget)
        return card

    # -- choosing ----------------------------------------------------------------------------------

    @property
    def kind(self) -> PackageKind:
        """The kind of package chosen."""
        return self.choices.kind

    def on_shown(self) -> None:
        """Offer what there is, and count anew unless a written package is in sight."""
        if self._writing is None and self.written is None and self.copied is None:
            self.refresh()

    def refresh(self) -> None:
        """Offer and count anew, as something changed; what is being written or is written stays."""
        if self._writing is not None or self.written is not None or self.copied is not None:
            return
        with self.fresh.reading():
            if not self._began:
                self._began = True
                self.choices.begin()
            self.choices.offer()
            self.contents.show_kind(self.kind)
        self.count_contents()

    def _choice(self) -> ContentChoice:
        return self.choices.choice(self.contents.chosen())

    def count_contents(self) -> None:
        """Make the package that would be written as things are chosen now, and show what is in it."""
        self._asked += 1
        self.parcel, self._counting = None, False
        self.trouble.tell(None)
        free = self._writing is None and self.written is None
        if free and not self.kind.is_copy and not self._lacks():
            self._counting = True
            ledger, courier, kind, choice = self._desk.ledger, self._desk.courier, self.kind, self._choice()
            receivers, subject = self.choices.codes(), self.choices.subject.text().strip() or kind.word
            full = self.choices.full.is_on()

            def job() -> Parcel:
                chosen = selection(ledger, ledger.catalogue, kind, choice)
                return courier.prepare(receivers, subject, selection=chosen, full=full)

            self.fresh.run_more(
                job, done=partial(self._counted, self._asked), failed=partial(self._not_counted, self._asked)
            )
        self._show_contents()

    def _lacks(self) -> str:
        kind = self.kind
        if why := self.choices.lacks():
            return why
        return "请勾选下发哪些" if kind.offers and not self.contents.chosen() else ""

    def _counted(self, asked: int, parcel: Parcel) -> None:
        if asked == self._asked:
            self.parcel, self._counting = parcel, False
            self._show_contents()

    def _not_counted(self, asked: int, error: UserError) -> None:
        if asked == self._asked:
            self._counting = False
            self._show_contents()
            self.contents.table.set_empty("done", error.what, error.todo)
            self.write_verb.set_reason(error.what)

    def _show_contents(self) -> None:
        catalogue, parcel = self._desk.ledger.catalogue, self.parcel
        registers = parcel.records if parcel else {}
        nothing = "正在清点……" if self._counting else self._lacks() or "这里列出包里有什么"
        self.contents.table.set_empty("box", nothing)
        boxes = travelling(catalogue, self.kind, self._choice())
        note, stays = "", ""
        if parcel is not None:
            size, total = size_words(len(parcel.data)), sum(registers.values())
            note = f"{len(registers)} 种台账，共 {total} 条，{size}{self._again_words()}"
            stays = self._stays_words()
        self.contents.show_counts(registers, boxes, note, stays)
        self._judge()

    def _again_words(self) -> str:
        """What was refused at the receiver's and goes again with this package."""
        waiting = self._desk.courier.acknowledgements.pending(self.choices.codes())
        return f"；上次没有收下的 {len(waiting)} 条这次再带去" if waiting else ""

    def _stays_words(self) -> str:
        """What is not in the package and might have been, as its 数据交接单 says it."""
        stays = left_out(self._desk.ledger.catalogue, self.kind, self._choice())
        return f"不在包里：{'、'.join(stays)}" if stays else ""

    def _judge(self) -> None:
        """Whether the package can be written, the reason why not, and what will happen."""
        where = self.choices.stick.words()
        self.write_button.setText(f"写到{where}")
        ready = self.parcel is not None or self.kind.is_copy
        if self.written is not None or self.copied is not None:
            why = "已经写好，再写一份请按右边的“再做一个包”"
        elif why := self._lacks():
            pass
        elif self._counting or not ready:
            why = "正在清点" if self._counting else "没有可以写的内容"
        else:
            why = "" if self.choices.stick.folder() is not None else "插上U盘，或选择一个文件夹"
        self.write_verb.set_reason(why)
        self.promise.setText(self._promise_words() if not why else "")

    def _promise_words(self) -> str:
        parcel, kind = self.parcel, self.kind
        if kind is HANDOVER:
            return "将把整个支部文件加密抄到U盘；抄好以后，这台电脑上的只能看。"
        if kind.is_copy:
            return "将把整个支部文件加密抄到U盘，这台电脑照常录入。"
        if parcel is None:
            return ""
        total = sum(parcel.records.values())
        month = self._choice().month
        more = f"；{month.chinese()}月报记为已报送" if month is not None else ""
        if kind.to is To.TWIN:
            return f"将把 {total} 条记录带到本单位的另一台电脑。"
        names = "、".join(card.name for card in parcel.receivers[:3])
        many = f"等 {len(parcel.receivers)} 个单位" if len(parcel.receivers) > 3 else ""
        return f"将把 {total} 条记录交给{names}{many}{more}。"

    # -- writing -----------------------------------------------------------------------------------

    def write(self) -> None:
        """Write what is chosen, once the notice was confirmed; told safe to pull only when read back."""
        parcel, folder = self.parcel, self.choices.stick.folder()
        if folder is None or (parcel is None and not self.kind.is_copy) or not may_leave(self._desk, self):
            return
        if self.kind is HANDOVER and not self._agreed_to_move():
            return
        self.trouble.tell(None)
        self._show_writing(True)
        self.progress.button.setVisible(parcel is not None)  # a copy is made in one go
        desk, kind = self._desk, self.kind
        courier = desk.courier

        def job(progress: Progress) -> Any:
            try:
                if parcel is None:
                    return copy_out(desk, folder, moves=kind is HANDOVER)
                return courier.write(parcel, folder, progress)
            except Cancelled:
                return None

        done = self._copied if parcel is None else partial(self._wrote, parcel)
        self._writing = self._desk.bridge.run(
            job, done=done, failed=self._not_written, progress=self._show_progress
        )

    def _show_progress(self, done: int, total: int, words: str) -> None:
        self.progress.set_progress(done * 100 // max(total, 1), 100)

    def _stop(self) -> None:
        if self._writing is not None:
            self._writing.cancel()

    def _show_writing(self, writing: bool) -> None:
        self.progress.begin()
        self.progress.setVisible(writing)
        self.write_verb.setVisible(not writing)
        self.promise.setVisible(not writing)
        self.choices.lock(writing)
        allow(self.contents, BUSY if writing else "")
        if not writing:
            self._writing = None

    def _not_written(self, error: UserError) -> None:
        self._show_writing(False)
        self.trouble.tell(error)
        self._judge()

    def _wrote(self, parcel: Parcel, path: Path | None) -> None:
        self._show_writing(False)
        if path is None:
            self._shell.show_notice("已停止，U盘上没有留下文件", tone="going")
            self._judge()
            return
        self.written = (parcel, path)
        self.result = SendResult(self._desk, parcel, path, self.choices.stick.words())
        self.code, self.print_button = self.result.code, self.result.print_button
        self.print_button.clicked.connect(self.print_handover)
        self._show_result(self.result)

    def _copied(self, backup: Backup | None) -> None:
        self._show_writing(False)
        if backup is None:
            self._judge()
            return
        self.copied = backup.path
        self._desk.log.note(EXPORTED, "整个支部文件，加密", backup.path.name)
        result = CopyResult(self._desk, backup, self.choices.stick.words(), self.kind)
        result.print_button.clicked.connect(partial(self._print_slip, backup))
        self._show_result(result)
        if self.kind is HANDOVER:
            show_handed_over(self._desk, self._shell)

    def _show_result(self, result: SendResult | CopyResult) -> None:
        self.shown_result = result
        self.choices.lock(True)
        self.again_button = result.again_button
        result.again_button.clicked.connect(self.begin_anew)
        self.right.addWidget(result)
        self.right.setCurrentWidget(result)
        self._judge()

    def _agreed_to_move(self) -> bool:
        return ConfirmDialog(self._desk.theme, "搬到新电脑", MOVING, "搬到新电脑", parent=self).ask()

    def _print_slip(self, backup: Backup) -> None:
        args = {
            "file": backup.path.name,
            "size": backup.total,
            "category": self.kind.word,
        }
        self._shell.go("preview", key="move_slip", args=args, title="换电脑单", back="exchange")

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
        """Leave what was written and make another."""
        self.right.removeWidget(self.shown_result)
        self.shown_result.deleteLater()
        self.written = self.copied = None
        self.choices.lock(False)
        self.choices.begin()
        self.on_shown()


def _scrolled(theme: Theme, name: str, widget: QWidget) -> Scrolled:
    """``widget`` behind a scroll bar of its own where the screen is low."""
    frame = Scrolled(theme, 200)
    frame.setAccessibleName(name)
    frame.setWidget(widget)
    return frame
