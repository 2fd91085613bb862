"""纸质材料样式: which papers have a template, whose and since when; import, export, a look, and back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.base.errors import UserError
from desktop_app.base.os_errors import os_errors
from desktop_app.base.periods import chinese_date
from desktop_app.printing.documents.paper import Arguments, PaperDeclaration
from desktop_app.printing.documents.papers import PAPERS, record_arguments
from desktop_app.registers.people.orgs import superiors
from desktop_app.registers.rules.template_file import SUFFIX, read_template, template_text
from desktop_app.registers.rules.template_parts import parts_of, shipped_template
from desktop_app.registers.rules.template_rows import (
    InForce,
    TemplateRow,
    as_shipped,
    changes_something,
    read_row,
    rows_of,
)
from desktop_app.storage.action import Action
from desktop_app.views.form.role_gate import why_not_write
from desktop_app.views.page_parts.action_runner import ActionRunner
from desktop_app.views.page_parts.page_frame import page_column
from desktop_app.views.page_parts.plain_look import PlainLook
from desktop_app.views.page_parts.plain_rows import PlainLine, PlainTable
from desktop_app.views.parts.buttons import PlainButton, PrimaryButton
from desktop_app.views.parts.file_dialogs import FileDialogs
from desktop_app.views.parts.labels import faint
from desktop_app.views.parts.live_page import LivePage
from desktop_app.views.parts.notices import Banner
from desktop_app.views.parts.why_not import allow

if TYPE_CHECKING:
    from desktop_app.desk import Desk
    from desktop_app.views.shell import Shell

PAGE = "paper_templates"
KINDS = f"样式文件 (*{SUFFIX} *.txt)"
_OWN, _SHIPPED, _PRESCRIBED = "本单位", "程序自带", "统一规定，不能改"
_HEADS = ("材料", "现在的样式", "谁定的", "自何时起")
_NOTE = (
    "标题、栏、签字栏和附注可以照上级或者本支部的样子印：导出样式，用记事本改好，再导入。"
    "写错了会说第几行、为什么，打印照用自带的样式；换样式不改核验码。"
)


class StyledPaper(NamedTuple):
    """A paper with the templates there are for it, the one that holds first."""

    paper: PaperDeclaration
    rows: tuple[TemplateRow, ...] = ()
    used: InForce = InForce()
    whose: str = _SHIPPED
    since: date | None = None

    @property
    def is_own(self) -> bool:
        """Whether the office's own template holds."""
        return bool(self.rows) and self.whose == _OWN

    @property
    def is_changed(self) -> bool:
        """Whether the paper comes out otherwise than by itself."""
        used = self.used
        if used.template is None or used.parts is None:
            return used.row is not None
        return changes_something(used.template, used.parts)

    @property
    def text(self) -> str:
        """The template as a file."""
        return self.rows[0].body if self.rows else shipped_template(self.paper.key)


class TemplatePage(LivePage):
    """Every paper in a list, what changes the chosen one above it."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(desk, shell, "纸质材料样式")
        self.runner = ActionRunner(desk, shell, self)
        self.doors = FileDialogs(desk.settings)
        self._wanted = ""
        theme = desk.theme
        column = page_column(self, theme)
        column.addWidget(faint(theme, _NOTE, wrap=True))
        self.trouble = Banner(theme, "")
        self.trouble.set_tone("overdue")
        self.trouble.hide()
        column.addWidget(self.trouble)
        self.words = QLineEdit()
        self.words.setPlaceholderText("材料的名称，例如 花名册")
        self.words.setAccessibleName("找材料")
        self.words.setClearButtonEnabled(True)
        self.words.textChanged.connect(lambda _words: self._show())
        column.addWidget(self.words)
        empty = ("document", "没有叫这个名称的材料")
        self.table = PlainTable(theme, _HEADS, (4, 4, 3, 2), empty=empty, name="纸质材料")
        PlainLook(self.desk, self.table, "paper_templates")
        self.table.chosen.connect(lambda _line: self._enable())
        self.table.opened.connect(lambda _line: self.show_specimen())
        column.addWidget(self.table, 1)
        self.import_button = PrimaryButton(theme, "导入样式", "import")
        self.export_button = PlainButton(theme, "导出样式", "export")
        self.look_button = PlainButton(theme, "看样张", "eye")
        self.above_button = PlainButton(theme, "用上级的样式", "building")
        self.back_button = PlainButton(theme, "恢复原样", "history")
        for button, act in (
            (self.import_button, self.import_file),
            (self.export_button, self.export),
            (self.look_button, self.show_specimen),
            (self.above_button, self.use_superiors),
            (self.back_button, self.take_back),
        ):
            button.clicked.connect(act)
        self.papers: list[StyledPaper] = []
        self._enable()

    def actions(self) -> Sequence[QWidget]:  # type: ignore[override]
        return (self.back_button, self.above_button, self.look_button, self.export_button, self.import_button)

    def on_shown(self, **args: object) -> None:
        row = self.desk.ledger.get(TemplateRow, str(args["uid"])) if args.get("uid") else None
        self._wanted = str(row.paper if row is not None else args.get("paper") or "")
        self.words.clear()
        self.fresh.catch_up()
        self._show()

    # -- showing -----------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read which papers there are and what templates."""
        with self.fresh.reading():
            self.papers = styled_papers(self.desk)
        self._show()

    def _show(self) -> None:
        wanted, words = self._wanted or self._chosen_title(), self.words.text().strip()
        shown = [one for one in self.papers if words in one.paper.title]
        self.table.show_lines([_line(one) for one in shown])
        at = next((at for at, one in enumerate(shown) if one.paper.title == wanted), 0)
        if shown:
            self.table.choose(at)
        self._wanted = ""
        faults = [f"{one.paper.title}：{one.used.fault}" for one in self.papers if one.used.fault is not None]
        self.trouble.setVisible(bool(faults))
        self.trouble.words.setText(
            f"有样式没有用上，照自带的样式印。{'；'.join(faults[:3])}" if faults else ""
        )
        self._enable()

    def chosen(self) -> StyledPaper | None:
        """The paper the cursor is on."""
        line = self.table.line()
        return line.key if line is not None else None

    def _chosen_title(self) -> str:
        found = self.chosen()
        return found.paper.title if found is not None else ""

    def _enable(self) -> None:
        one, ledger = self.chosen(), self.desk.ledger
        none = "" if one is not None else "先选一份材料"
        fixed = "这份材料的格式是统一规定的，不能改" if one is not None and one.paper.prescribed else ""
        barred = why_not_write(ledger, ledger.catalogue["paper_template"])
        above = one is not None and len(one.rows) > 1 and one.is_own
        allow(self.import_button, barred)
        allow(self.export_button, none or fixed)
        allow(self.look_button, none or self._why_no_specimen(one))
        allow(
            self.above_button, none or ("" if above else "上级没有下发这份材料的样式，或者正用着") or barred
        )
        changed = one is not None and one.is_changed
        allow(self.back_button, none or fixed or ("" if changed else "现在就是程序自带的样式") or barred)

    def _why_no_specimen(self, one: StyledPaper | None) -> str:
        return "" if one is None or self._specimen(one) is not None else "还没有可以印成这份材料的记录"

    def _specimen(self, one: StyledPaper) -> Arguments | None:
        """What a look at the paper is made of: the newest of its records that has come to it."""
        paper, ledger = one.paper, self.desk.ledger
        if not paper.needs:
            return Arguments()
        if paper.needs == ("register",):
            return Arguments(register="member")
        for model in paper.registers if paper.needs == ("uid",) else ():
            for record in ledger.find(model.live().order_by(model.uid.desc())):
                if not paper.reason(record, ledger):
                    return record_arguments(paper, record, ledger)
        return None

    # -- doing -------------------------------------------------------------------------------------

    def export(self) -> None:
        """Write the template of the chosen paper as a file to be changed."""
        one = self.chosen()
        if one is None:
            return
        try:
            path = self.doors.save_file(self, "导出样式", f"样式 {one.paper.title}{SUFFIX}", KINDS)
            if path is not None:
                with os_errors(f"样式没有写成（{path.name}）", "资料没有改动"):
                    # Notepad of old Windows knows UTF-8 by its mark, and lines by both their signs.
                    path.write_bytes(one.text.replace("\n", "\r\n").encode("utf-8-sig"))
                self.shell.show_notice(f"样式已写到“{path.name}”，用记事本打开来改", tone="done")
        except UserError as error:
            self._tell(error)

    def import_file(self) -> None:
        """Take a template from a file."""
        path = self.doors.open_file(self, "导入样式", KINDS)
        if path is not None:
            self.take(path)

    def take(self, path: Path) -> None:
        """Take the template in ``path``, or say in which line it is wrong."""
        try:
            with os_errors(f"文件打不开（{path.name}）", "打印不受影响，照用原来的样式"):
                data = path.read_bytes()
            text = template_text(data).strip()
            parts = parts_of(read_template(text).key)
        except UserError as error:
            self._tell(error)
            return
        self.trouble.hide()
        self._wanted = parts.title
        self.words.clear()
        self._keep(TemplateRow(paper=parts.title, name=path.stem[:60], body=text), f"导入样式 {parts.title}")

    def use_superiors(self) -> None:
        """Let the superior's template hold: the own one goes to the bin."""
        one = self.chosen()
        if one is not None and one.is_own:
            row = one.rows[0]
            title = one.paper.title
            self.runner.run(f"改用上级的样式 {title}", lambda action: action.remove(row))

    def take_back(self) -> None:
        """Print the paper again as the program makes it."""
        one = self.chosen()
        if one is None or not one.rows:
            return
        title, own = one.paper.title, one.rows[0]
        if any(not _is_ours(row, self.desk) for row in one.rows):
            self._keep(as_shipped(parts_of(one.paper.key)), f"恢复原样 {title}")
        else:
            self.runner.run(f"恢复原样 {title}", lambda action: action.remove(own))

    def _keep(self, row: TemplateRow, title: str) -> None:
        """Write an own template, in place of the one there is."""
        desk = self.desk

        def write(action: Action) -> None:
            own = [one for one in rows_of(desk.ledger).get(row.paper, ()) if _is_ours(one, desk)]
            if own:
                own[0].name, own[0].body = row.name, row.body
            action.save(own[0] if own else row)

        self.runner.run(title, write, failed=self._tell)

    def _tell(self, error: UserError) -> None:
        self.trouble.words.setText(error.sentence())
        self.trouble.show()

    def show_specimen(self) -> None:
        """Show the chosen paper as it would be printed now."""
        one = self.chosen()
        args = self._specimen(one) if one is not None else None
        if one is None or args is None:
            return
        title = one.paper.title
        self.shell.go(
            "preview", key=one.paper.key, args=args, title=title, back=PAGE, back_args={"paper": title}
        )


def styled_papers(desk: Desk) -> list[StyledPaper]:
    """Every paper this office prints, those with a template first."""
    ledger = desk.ledger
    rows, above = rows_of(ledger), superiors(ledger)
    found = []
    for paper in PAPERS.values():
        if paper.is_barred(ledger):
            continue
        held = tuple(rows.get(paper.title, ()))
        if not held:
            found.append(StyledPaper(paper))
            continue
        first = held[0]
        whose = _OWN if _is_ours(first, desk) else above.get(first.owner_office, first.owner_office)
        found.append(StyledPaper(paper, held, read_row(first), whose, _since(desk, first)))
    return sorted(found, key=lambda one: not one.rows)


def _is_ours(row: TemplateRow, desk: Desk) -> bool:
    return (row.owner_office or desk.ledger.office) == desk.ledger.office


def _since(desk: Desk, row: TemplateRow) -> date | None:
    """The day the template was last written here, or received."""
    lines = desk.ledger.history(row.uid)
    at = str(lines[0].at if lines else row.entered_at)[:10]
    return date.fromisoformat(at) if at else None


def _line(one: StyledPaper) -> PlainLine:
    if one.paper.prescribed:
        return PlainLine((one.paper.title, _PRESCRIBED, "", ""), key=one)
    since = chinese_date(one.since) if one.since is not None else ""
    if one.used.fault is not None:
        return PlainLine(
            (one.paper.title, f"没有用上：{one.used.fault}", one.whose, since), {1: "overdue"}, one
        )
    name = str(one.rows[0].name or "自定的样式") if one.rows and one.is_changed else _SHIPPED
    return PlainLine((one.paper.title, name, one.whose if one.rows else "", since), key=one)
