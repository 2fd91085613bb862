"""回执: receipts on a stick are read by themselves; what is still out, and what was refused, is listed."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.base.errors import UserError
from desktop_app.desk import Desk
from desktop_app.duties.summaries.handing_over import receipt_words, what_words
from desktop_app.exchange.receipt import RECEIPT_SUFFIX, Receipt
from desktop_app.exchange.stick import find_receipts, read_file
from desktop_app.registers.exchange.packages import SENT, package_called, sent_without_receipt
from desktop_app.views.freshness import Freshness
from desktop_app.views.page_parts.chips import ChipRow
from desktop_app.views.page_parts.exchange_parts import FindSticks, StickLine, Trouble, Verb, code_words
from desktop_app.views.page_parts.places import place_of
from desktop_app.views.page_parts.plain_look import PlainLook
from desktop_app.views.page_parts.plain_rows import PlainLine, PlainTable
from desktop_app.views.pages.exchange.receive_list import office_in_name
from desktop_app.views.parts.buttons import PlainButton
from desktop_app.views.parts.cards import Card, ListCard
from desktop_app.views.parts.file_dialogs import FileDialogs
from desktop_app.views.parts.labels import faint
from desktop_app.views.parts.row_menu import verbs_of
from desktop_app.views.shell import Shell

_READ, _WAITING, _REFUSED = "read", "waiting", "refused"
Read = tuple[Path, Any, str] | tuple[Path, UserError, str]


class ReceiptsPane(QWidget):
    """The pane of receipts."""

    def __init__(self, desk: Desk, shell: Shell, find: FindSticks, doors: FileDialogs) -> None:
        super().__init__()
        self._desk, self._shell, self._doors = desk, shell, doors
        theme = desk.theme
        self.stick = StickLine(theme, find, doors)
        self.stick.changed.connect(self.read_all)
        self.stick.looked.connect(self._look_again)
        self._read_before: list[Path] = []
        self.file_button = PlainButton(theme, "选择一个回执文件", "document")
        self.file_button.clicked.connect(self._choose_file)
        self.trouble = Trouble(theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._card())
        self.fresh = Freshness(desk, self, self.show_waiting)

    def _card(self) -> Card:
        """Where receipts are read from, over what was read, what is still out, and what was not accepted."""
        theme = self._desk.theme
        card = ListCard(theme)
        line = QHBoxLayout()
        line.setSpacing(theme.unit(8))
        line.addWidget(self.stick, 1)
        line.addWidget(self.file_button)
        card.body.addLayout(line)
        words = ((_READ, "读到的回执"), (_WAITING, "还没有回执的包"), (_REFUSED, "对方没有接受的记录"))
        self.kinds = ChipRow(theme, words)
        self.kinds.chosen.connect(lambda _kind: self._turn())
        card.body.addWidget(self.kinds)
        self.receipts = PlainTable(
            theme, ("结果", "哪个包", "对方接收的情况", "回执校验码"), (130, 230, 560, 120), name="读到的回执"
        )
        self.waiting = PlainTable(
            theme,
            ("发出日期", "接收单位", "内容", "校验码", "回执"),
            (120, 320, 330, 120, 140),
            empty=("done", "发出的包都有回执了"),
            name="还没有回执的包",
        )
        self.refused = PlainTable(
            theme,
            ("接收单位", "台账", "记录", "没有接受的原因"),
            (200, 150, 190, 400),
            empty=("done", "对方都接受了"),
            name="对方没有接受的记录",
        )
        self.mend_verb = Verb(theme, PlainButton(theme, "打开这条记录去改", "edit"))
        self.mend_verb.button.clicked.connect(self._mend_chosen)
        self.refused.view.opens = lambda: False
        self.refused.view.verbs = lambda: verbs_of(self.mend_verb.button)
        self.refused.opened.connect(lambda line: self.mend(line.key))
        self.refused.chosen.connect(lambda line: self.mend_verb.set_reason("" if line else "先选一条记录"))
        self.again = faint(theme, "改好以后不用另外做什么：下次导出会再带上，直到对方接受。", wrap=True)
        self.lists = {_READ: self.receipts, _WAITING: self.waiting, _REFUSED: self.refused}
        for name, table in self.lists.items():
            PlainLook(self._desk, table, "receipts" if name == _READ else f"receipts_{name}")
            card.body.addWidget(table, 1)
        for widget in (self.trouble, self.again, self.mend_verb):
            card.body.addWidget(widget)
        return card

    def on_shown(self) -> None:
        """Read what is on the stick and show what is still out."""
        self.fresh.catch_up()
        self.read_all()

    def show_waiting(self) -> None:
        """List the packages without a receipt."""
        with self.fresh.reading():
            ledger = self._desk.ledger
            lines = []
            for package in sent_without_receipt(ledger):
                words, tone = receipt_words(package, ledger)
                code = code_words(package.check_code or "")
                cells = (str(package.made_on), package.to_org or "", what_words(package), code, words)
                lines.append(PlainLine(cells, {4: tone}, package))
            self.waiting.show_lines(lines)
            refused = self._refused_lines()
            self.refused.show_lines(refused)
            read = len(self.receipts.model.lines)
            self.kinds.set_counts({_READ: read, _WAITING: len(lines), _REFUSED: len(refused)})
            self._turn()

    def _turn(self) -> None:
        kind = self.kinds.value()
        for name, table in self.lists.items():
            table.setVisible(name == kind)
        for widget in (self.again, self.mend_verb):
            widget.setVisible(kind == _REFUSED)

    def _refused_lines(self) -> list[PlainLine]:
        """What each receiver did not accept and gets again with the next package."""
        ledger, courier = self._desk.ledger, self._desk.courier
        lines = []
        for code, card in courier.trust.known().items():
            pending = courier.acknowledgements.pending([code])
            names = ledger.names([uid for _, uid, _ in pending])
            for register, uid, why in pending:
                title = ledger.catalogue[register].title if register in ledger.catalogue else register
                lines.append(PlainLine((card.name, title, names.get(uid, title), why), key=(register, uid)))
        return lines

    def _mend_chosen(self) -> None:
        line = self.refused.line()
        if line is not None:
            self.mend(line.key)

    def mend(self, place: tuple[str, str]) -> None:
        """Open a record that was not accepted."""
        page, args = place_of(self._desk.ledger, *place)
        self._shell.go(page, **args)

    def read_all(self) -> None:
        """Read every receipt on the stick but those that lie there for other offices."""
        folder = self.stick.folder()
        self.trouble.tell(None)
        found: list[Path] = []
        if folder is not None:
            try:
                found = [path for path in find_receipts(folder) if self._may_be_ours(path)]
            except UserError as error:
                self.trouble.tell(error)
        self._read_before = found
        where = self.stick.words()
        sentence = f"{where}上没有回执" if folder is not None else "插上带回来的U盘"
        self.receipts.set_empty(
            "mail",
            sentence,
            f"对方接收后，会在包旁边写一个以 {RECEIPT_SUFFIX} 结尾的回执，校验码与对方屏幕上的相同",
        )
        if found:
            self._read(found)
        else:
            self._show_read([])

    def _look_again(self) -> None:
        """Read what was put on a stick that stayed in."""
        folder = self.stick.folder()
        if folder is None:
            return
        try:
            found = [path for path in find_receipts(folder) if self._may_be_ours(path)]
        except UserError:
            return
        if found != self._read_before:
            self.read_all()

    def _may_be_ours(self, path: Path) -> bool:
        """Not one that lies beside another office's package, by the name they share: it waits for it."""
        writer = office_in_name(path)
        return writer is None or writer == self._desk.ledger.office.replace(".", "_")

    def _choose_file(self) -> None:
        path = self._doors.open_file(self, "选择回执文件", f"回执 (*{RECEIPT_SUFFIX});;所有文件 (*)")
        if path is not None:
            self._read([path])

    def _read(self, paths: list[Path]) -> None:
        courier = self._desk.courier

        def job() -> list[Read]:
            read: list[Read] = []
            for path in paths:
                try:
                    read.append((path, *courier.read_receipt(read_file(path))))
                except UserError as error:
                    read.append((path, error, ""))
            return read

        self._desk.bridge.run(job, done=self._show_read)

    def _show_read(self, read: list[Read]) -> None:
        """What was read stands in front; without any, what is still out."""
        self.receipts.show_lines([self._receipt_line(*one) for one in read])
        self.kinds.choose(_READ if read else _WAITING)
        self.show_waiting()

    def _receipt_line(self, path: Path, receipt: Any, code: str) -> PlainLine:
        if isinstance(receipt, UserError):
            return PlainLine(("没有采用", path.name, receipt.sentence(), ""), {0: "overdue"})
        package = package_called(self._desk.ledger, receipt.package_id, SENT)
        taken = taken_words(receipt)
        when = receipt.received_at.replace("T", " ")[:16]
        if package is None:
            return PlainLine(("不是本机的包", path.name, taken, code_words(code)), {0: "draft"})
        word, tone = verdict(receipt)
        cells = (word, what_words(package), f"{when} 接收　{taken}", code_words(code))
        return PlainLine(cells, {0: tone}, package)


def verdict(receipt: Receipt) -> tuple[str, str]:
    """What a receipt says in a word, with its tone."""
    if receipt.copied:
        return "资料像是副本", "overdue"
    if receipt.lacking:
        return "对方缺以前的包", "due"
    return ("有没接受的", "due") if receipt.counts.refused else ("已收到回执", "done")


def taken_words(receipt: Receipt) -> str:
    """What the receiver took, what he did not, and what follows from it."""
    counts = receipt.counts
    done = (("新增", counts.new), ("修改", counts.updated), ("冲突", counts.conflict), ("不变", counts.same))
    told = "　".join(f"{word}{count}" for word, count in done if count)
    if counts.refused:
        told += f"　不接受{counts.refused}（下次导出会再带上）"
    elif not told:
        told = "无变化"
    if receipt.lacking:
        told += "　对方缺以前的包，下次导出会全部再带上"
    if receipt.copied:
        told += "　没有接收：本机的资料是一份副本，改动已重新编号，请再导出一次"
    return told
