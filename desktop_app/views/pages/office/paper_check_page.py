"""核验纸质件: a code typed or a picture of the page let fall, and what became of the paper since."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QWidget

from desktop_app.base.errors import UserError
from desktop_app.base.os_errors import os_errors
from desktop_app.base.paper_codes import typed_code
from desktop_app.base.periods import chinese_date
from desktop_app.printing.documents.made_of import kept_arguments
from desktop_app.printing.documents.papers import PAPERS
from desktop_app.records.base import Record
from desktop_app.storage.ledger import Ledger
from desktop_app.storage.paper_answer import Answer
from desktop_app.views.form.role_gate import why_not_write
from desktop_app.views.page_parts.action_runner import ActionRunner
from desktop_app.views.page_parts.dropping import dropped_file
from desktop_app.views.page_parts.page_frame import page_column
from desktop_app.views.page_parts.paper_words import places, printed_words, verdict_words
from desktop_app.views.page_parts.places import place_of
from desktop_app.views.page_parts.plain_rows import PlainLine, PlainTable
from desktop_app.views.page_parts.record_dialog import ask_and_save
from desktop_app.views.pages.office.file_answer import ENDINGS, FileAnswer, answer_file
from desktop_app.views.parts.buttons import PlainButton, PrimaryButton
from desktop_app.views.parts.cards import Card
from desktop_app.views.parts.file_dialogs import FileDialogs
from desktop_app.views.parts.labels import Words, faint
from desktop_app.views.parts.live_page import LivePage
from desktop_app.views.parts.notices import Banner
from desktop_app.views.parts.why_not import allow

if TYPE_CHECKING:
    from desktop_app.desk import Desk
    from desktop_app.views.shell import Shell

KINDS = "图片或扫描件 (*.png *.jpg *.jpeg *.bmp *.pdf)"
FILES = f"备份和数据包 ({' '.join(f'*{ending}' for ending in ENDINGS)})"
_TONES = {True: "done", None: "due", False: "overdue"}
_HEADS = ("记录", "栏", "纸上写的", "现在的记录", "谁改的")
_NOTE = (
    "每份纸的页脚都有核验码。把码写在这里，或者把纸的照片、扫描件拖进来（也可以复制图片后按 Ctrl+V），"
    "就知道纸上的内容和现在的记录是不是一样。备份和U盘上的包也能核验：是谁的、哪天的、完整不完整。"
)
# So many records of a paper are listed that were not changed.
_MOST_LISTED = 300


class Row(NamedTuple):
    """A record of the paper, with the box that differs from it where one does."""

    register: str
    uid: str
    box: str
    cells: tuple[str, ...]


class Checked(NamedTuple):
    """An answer with the lines it is shown by."""

    answer: Answer
    rows: list[Row]
    unlisted: int = 0


class PaperCheckPage(LivePage):
    """A line for the code, the verdict in a strip, and the records of the paper below."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(desk, shell, "核验纸质件")
        self.runner = ActionRunner(desk, shell, self)
        self.doors = FileDialogs(desk.settings)
        self.answer: Answer | None = None
        self._asked = 0
        self._code = ""
        theme = desk.theme
        column = page_column(self, theme)
        card = Card(theme)
        self.code_line = QLineEdit()
        self.code_line.setPlaceholderText("核验码，比如 7K3-F98-QDX")
        self.code_line.setAccessibleName("核验码")
        self.code_line.setMinimumWidth(theme.text_width("核验码，比如 7K3-F98-QDX　　"))
        self.code_line.returnPressed.connect(self.ask_typed)
        self.ask_button = PrimaryButton(theme, "核验", "search")
        self.ask_button.clicked.connect(self.ask_typed)
        self.file_button = PlainButton(theme, "选图片或扫描件", "image")
        self.file_button.clicked.connect(self.ask_file)
        self.backup_button = PlainButton(theme, "核验备份或包", "stick")
        self.backup_button.clicked.connect(self.ask_backup)
        line = QHBoxLayout()
        line.setSpacing(theme.unit(8))
        for widget in (self.code_line, self.ask_button, self.file_button, self.backup_button):
            line.addWidget(widget)
        line.addStretch(1)
        card.body.addWidget(faint(theme, _NOTE, wrap=True))
        card.body.addLayout(line)
        column.addWidget(card)
        self.verdict = Banner(theme, "")
        self.verdict.hide()
        column.addWidget(self.verdict)
        self.printings = Words(theme, colour=theme.colours.text_soft, wrap=True)
        self.printings.hide()
        column.addWidget(self.printings)
        self.near = QHBoxLayout()
        self.near.setSpacing(theme.unit(8))
        self.near_buttons: list[PlainButton] = []
        column.addLayout(self.near)
        empty = ("checklist", "核验过的纸上有哪些记录，列在这里")
        self.table = PlainTable(theme, _HEADS, (3, 1, 2, 2, 2), empty=empty, name="纸上的记录")
        self.table.opened.connect(lambda line: self.open_record(line.key))
        self.table.chosen.connect(lambda _line: self._enable())
        column.addWidget(self.table, 1)
        self.open_button = PlainButton(theme, "打开记录", "document")
        self.correct_button = PlainButton(theme, "按纸质件更正", "edit")
        self.print_button = PlainButton(theme, "打开这份纸", "print")
        self.open_button.clicked.connect(lambda: self._with_row(self.open_record))
        self.correct_button.clicked.connect(lambda: self._with_row(self.correct))
        self.print_button.clicked.connect(self.show_paper)
        self.setAcceptDrops(True)
        self._enable()

    def actions(self) -> Sequence[QWidget]:  # type: ignore[override]
        return (self.print_button, self.open_button, self.correct_button)

    def on_shown(self, **args: object) -> None:
        """``code`` asks for a paper, ``path`` for a backup or package, ``choose`` lets one be chosen."""
        if isinstance(args.get("path"), Path):
            self.ask_path(Path(str(args["path"])))
            return
        if args.get("choose"):
            self.ask_backup()
            return
        code = str(args.get("code", "") or "")
        if code:
            self.code_line.setText(code)
            self.ask_typed()
        else:
            self.code_line.setFocus()
            self.fresh.catch_up()

    # -- asking ----------------------------------------------------------------------------------

    def ask_typed(self) -> None:
        """Ask for the code in the line."""
        words = self.code_line.text()
        code = typed_code(words)
        if code:
            self.ask(code)
        elif words.strip():
            self._say(f"“{words.strip()}”不是核验码：核验码是 9 个字母和数字，在页脚左边", "overdue")
        else:
            self._say("请写上页脚的核验码，或者选一张纸的照片", "due")

    def ask_file(self) -> None:
        """Ask for a picture or scan of the paper."""
        path = self.doors.open_file(self, "选纸质件的照片或扫描件", KINDS)
        if path is not None:
            self.ask_path(path)

    def ask_backup(self) -> None:
        """Ask for a backup or a package, and say what it is."""
        path = self.doors.open_file(self, "选要核验的备份或数据包", FILES)
        if path is not None:
            self.ask_path(path)

    def ask_path(self, path: Path) -> None:
        """Read the code from a picture and ask for it; of a backup or package, say what it is."""
        if path.suffix in ENDINGS:
            self._answer_file(path)
            return

        def read() -> bytes:
            with os_errors(f"文件打不开（{path.name}）", "资料没有改动"):
                return path.read_bytes()

        self._read(read)

    def ask(self, code: str) -> None:
        """Ask what became of the paper with ``code``."""
        self._code = code
        self.refresh()

    def refresh(self) -> None:
        """Ask again: what the records say may have changed."""
        if not self._code:
            return
        self._asked += 1
        desk, code = self.desk, self._code
        self.fresh.run_more(
            lambda: _checked(desk, code), done=partial(self._show, self._asked), failed=self._not_asked
        )

    def on_paste(self) -> bool:
        image = QApplication.clipboard().image()
        if not image.isNull():
            self.ask_image(image)
            return True
        words = QApplication.clipboard().text()
        if typed_code(words):
            self.code_line.setText(words.strip())
            self.ask_typed()
        return bool(typed_code(words))

    def ask_image(self, image: QImage) -> None:
        """Read the code from a picture of the clipboard, and ask for it."""
        self._read(partial(_png, image))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event) is not None or event.mimeData().hasImage():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped_file(event)
        if path is not None:
            self.ask_path(path)
        elif event.mimeData().hasImage():
            self.ask_image(QImage(event.mimeData().imageData()))
        event.acceptProposedAction()

    def _read(self, data: Any) -> None:
        self._asked += 1
        number = self._asked
        self._say("正在找页脚的核验码…", "going")

        def job() -> list[str]:
            # Loaded late: reading pictures is no part of the first window.
            from desktop_app.printing.read_code import codes_in

            return codes_in(data())

        def found(codes: list[str]) -> None:
            if number != self._asked:
                return
            if not codes:
                self._say("图里没有找到核验码。请把页脚拍清楚些，或者把码打进上面的格子", "due")
                return
            self.code_line.setText(codes[0])
            self.ask(codes[0])
            if len(codes) > 1:
                self.shell.show_notice(f"图里有 {len(codes)} 份纸：{'、'.join(codes)}，先看第一份")

        self.desk.bridge.run(job, done=found, failed=self._not_asked)

    def _answer_file(self, path: Path) -> None:
        self._asked += 1
        number, desk = self._asked, self.desk
        self._code = ""
        self.code_line.clear()
        self._say(f"正在核验 {path.name}…", "going")

        def show(found: FileAnswer) -> None:
            if number == self._asked:
                self._say(found.words, _TONES[found.whole])
                self.printings.setText("\n".join(found.lines))
                self.printings.show()

        self.desk.bridge.run(
            lambda: answer_file(path, desk.ledger, lambda: desk.courier, desk.backup_store),
            done=show,
            failed=self._not_asked,
        )

    # -- showing ---------------------------------------------------------------------------------

    def _say(self, words: str, tone: str, answer: Answer | None = None) -> None:
        self.answer = answer
        self.verdict.words.setText(words)
        self.verdict.words.setAccessibleName(words)
        self.verdict.set_tone(tone)
        self.verdict.show()
        printed = answer.printed if answer is not None else ()
        self.printings.setText("印过：" + "；".join(map(printed_words, printed[:5])) if printed else "")
        self.printings.setVisible(bool(printed))
        self._propose(answer.near if answer is not None else ())
        if answer is None or not printed:
            self.table.show_lines([])
        self._enable()

    def _not_asked(self, error: UserError) -> None:
        self._say(error.sentence(), "overdue")

    def _show(self, number: int, checked: Checked) -> None:
        if number != self._asked:
            return
        self._say(*verdict_words(checked.answer), checked.answer)
        self.table.show_lines(
            [PlainLine(row.cells, {1: "due"} if row.box else {}, row) for row in checked.rows]
        )
        if checked.unlisted:
            self.printings.setText(f"{self.printings.text()}　另有 {checked.unlisted} 条没有改过的没有列出")
        self._enable()

    def _propose(self, codes: Sequence[str]) -> None:
        for button in self.near_buttons:
            self.near.removeWidget(button)
            button.deleteLater()
        while self.near.count():
            self.near.takeAt(0)
        self.near_buttons = [PlainButton(self.theme, code, "search") for code in codes[:6]]
        for button in self.near_buttons:
            button.clicked.connect(partial(self._take_proposed, button.text()))
            self.near.addWidget(button)
        self.near.addStretch(1)

    def _take_proposed(self, code: str) -> None:
        self.code_line.setText(code)
        self.ask(code)

    def _enable(self) -> None:
        row = self._row()
        last = self.answer.printed[0] if self.answer is not None and self.answer.printed else None
        remade = last is not None and bool(last.made_of)
        allow(self.print_button, "" if remade else "这份纸质件没有登记由哪些记录打印，不能重印")
        chosen = "" if row is not None else "先选中一处改动"
        allow(self.open_button, chosen)
        shut = why_not_write(self.desk.ledger, self.desk.ledger.catalogue[row.register]) if row else ""
        allow(self.correct_button, chosen or shut)

    def _row(self) -> Row | None:
        line = self.table.line() if self.table.model.lines else None
        return line.key if line is not None else None

    # -- doing -----------------------------------------------------------------------------------

    def _with_row(self, do: Any) -> None:
        row = self._row()
        if row is not None:
            do(row)

    def open_record(self, row: Row) -> None:
        """Go to the record, where it is worked on."""
        page, args = place_of(self.desk.ledger, row.register, row.uid)
        self.shell.go(page, **args)

    def correct(self, row: Row) -> None:
        """Ask what the pen wrote on the paper, and take it over; the record's history says from where."""
        ledger = self.desk.ledger
        register = ledger.catalogue[row.register]
        record = ledger.get(register.model, row.uid)
        if record is None:
            return
        heading = register.heading(record, ledger.name)
        code, today = self._code, chinese_date(ledger.today)
        dialog = ask_and_save(
            self.runner,
            record,
            f"按纸质件更正：{heading}",
            "更正",
            f"更正自纸质件 {heading}",
            note=f"把纸上用笔改过的照样填进来。这条记录的修改历史会注明“更正自纸质件”，核验码 {code}。",
            about=f"paper {code}",
            why=f"更正自纸质件，核验码 {code}，{today}",
            parent=self,
        )
        editor = dialog.form.editors.get(row.box)
        if editor is not None:
            editor.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_paper(self) -> None:
        """Make the paper anew, as the records are now."""
        if self.answer is None or not self.answer.printed:
            return
        last = self.answer.printed[0]
        self.shell.go(
            "preview",
            key=last.paper,
            args=kept_arguments(str(last.made_of)),
            title=last.title,
            back="paper_check",
            back_args={"code": self._code},
        )


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def _checked(desk: Desk, code: str) -> Checked:
    """The answer, and the records of the paper: what was changed first, then the others."""
    ledger, answer = desk.ledger, desk.prints.ask(code)
    if not answer.printed:
        return Checked(answer, [])
    changed = [(one, name) for one in places(answer, ledger) for name in (_box_of(one),)]
    rows = [
        Row(one.change.register.name, one.change.uid, name, (one.heading, one.box, one.was, one.now, one.by))
        for one, name in changed
    ]
    known = {row.uid for row in rows}
    others = [one for one in _records_on(answer.printed[0], ledger) if one.uid not in known]
    for record in others[:_MOST_LISTED]:
        register = ledger.catalogue.of(record)
        heading = register.heading(record, ledger.name)
        rows.append(Row(register.name, record.uid, "", (heading, "", "", "没有改过", "")))
    return Checked(answer, rows, max(0, len(others) - _MOST_LISTED))


def _box_of(place: Any) -> str:
    titles = {box.title: name for name, box in place.change.register.boxes.items()}
    return titles.get(place.box, "")


def _records_on(line: Any, ledger: Ledger) -> list[Record]:
    """What a paper was made of: the record it is about with its children, those listed, or its register's."""
    if not line.made_of or line.paper not in PAPERS:
        return []
    args, paper = kept_arguments(line.made_of), PAPERS[line.paper]
    uids = [args["uid"]] if "uid" in args else list(args.get("uids", ()))
    found = [located[1] for uid in uids if (located := ledger.locate(uid)) is not None]
    if found and "uid" in args:
        about = ledger.catalogue.of(found[0])
        for child in ledger.catalogue.children(about):
            link = child.boxes[child.parent or ""]
            found += ledger.find(child.model.live().where(link == found[0].uid))
    if not found and not uids:
        name = args.get("register", "")
        models = [ledger.catalogue[name].model] if name else list(paper.registers[:1])
        for model in models:
            if ledger.may_read(model._meta.table_name):
                found += ledger.find(model.live().order_by(model.uid.desc()))
    return found
