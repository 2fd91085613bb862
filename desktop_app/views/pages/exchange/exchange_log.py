"""交换记录: every package that went out or came in, its receipt or the days it has waited for one."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.desk import Desk
from desktop_app.duties.summaries.handing_over import is_ours, packages, receipt_words, what_words
from desktop_app.registers.exchange.packages import ExchangePackage
from desktop_app.storage.unmerge import was_taken_back
from desktop_app.views.freshness import Freshness
from desktop_app.views.page_parts.exchange_parts import Verb, code_words
from desktop_app.views.page_parts.plain_look import PlainLook
from desktop_app.views.page_parts.plain_rows import PlainLine, PlainTable
from desktop_app.views.page_table import page_of
from desktop_app.views.parts.buttons import PlainButton
from desktop_app.views.parts.cards import Card
from desktop_app.views.parts.row_menu import verbs_of
from desktop_app.views.parts.why_not import allow
from desktop_app.views.shell import Shell

REGISTER = ExchangePackage._meta.table_name


class LogPane(QWidget):
    """The pane of past exchanges."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__()
        self._desk, self._shell = desk, shell
        theme = desk.theme
        card = Card(theme, "发出和收到的包", " ")
        self.note = card.header.note if card.header else None
        self.table = PlainTable(
            theme,
            ("日期", "方向", "对方单位", "内容", "校验码", "回执"),
            (116, 76, 300, 330, 116, 160),
            empty=("stick", "还没有交换过"),
            name="发出和收到的包",
        )
        PlainLook(desk, self.table, "exchange_log")
        self.table.chosen.connect(lambda line: self._judge())
        self.table.opened.connect(lambda line: self.open_chosen())
        card.body.addWidget(self.table, 1)
        self.print_verb = Verb(theme, PlainButton(theme, "打印数据交接单", "print"))
        self.print_verb.button.clicked.connect(self.print_chosen)
        self.open_button = PlainButton(theme, "查看明细", "eye")
        self.open_button.clicked.connect(self.open_chosen)
        self.table.view.opens = lambda: False
        self.table.view.verbs = lambda: verbs_of(self.open_button, self.print_verb.button)
        row = QHBoxLayout()
        row.setSpacing(theme.unit(8))
        row.addWidget(self.open_button)
        row.addWidget(self.print_verb, 1)
        card.body.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        self.fresh = Freshness(desk, self, self.refresh)

    def on_shown(self) -> None:
        """The tab of the pane is opened."""
        self.fresh.catch_up()

    def refresh(self) -> None:
        """List the packages anew."""
        with self.fresh.reading():
            ledger = self._desk.ledger
            lines = []
            for package in packages(ledger):
                ours = is_ours(package)
                words, tone = receipt_words(package, ledger)
                if not ours and was_taken_back(ledger, package.package_id or ""):
                    words, tone = "已撤销接收", "plain"
                cells = (
                    str(package.made_on),
                    package.direction or "",
                    (package.to_org if ours else package.from_org) or "",
                    what_words(package),
                    code_words(package.check_code or ""),
                    words,
                )
                lines.append(PlainLine(cells, {1: "going" if ours else "plain", 5: tone}, package))
            out = sum(is_ours(line.key) and line.key.receipt_on is None for line in lines)
            if self.note is not None:
                self.note.setText(f"共 {len(lines)} 个" + (f"，{out} 个在等回执" if out else ""))
            self.table.show_lines(lines)
            self._judge()

    def _judge(self) -> None:
        line = self.table.line()
        allow(self.open_button, "" if line is not None else "先选一个包")
        ours = line is not None and is_ours(line.key)
        self.print_verb.set_reason("" if ours else "收到的包由对方打印交接单" if line else "先选一个包")

    def open_chosen(self) -> None:
        """Open the record of the chosen package."""
        line = self.table.line()
        if line is not None:
            self._shell.go(page_of(REGISTER), uid=line.key.uid)

    def print_chosen(self) -> None:
        """Open the 数据交接单 of the chosen package."""
        line = self.table.line()
        if line is not None:
            self._shell.go(
                "preview", key="handover", args={"uid": line.key.uid}, title="数据交接单", back="exchange"
            )
