"""纸质材料样式: how an office wants its papers, a row a paper; the superior's come by package."""

import hashlib
from collections.abc import Iterable
from typing import NamedTuple

from desktop_app.records.base import Record
from desktop_app.records.kinds import LongText, Text
from desktop_app.records.record import Section
from desktop_app.records.rules import Problem, RuleContext
from desktop_app.registers.people.orgs import superiors
from desktop_app.registers.rules.template_file import PaperTemplate, faults_of, read_template
from desktop_app.registers.rules.template_lines import TemplateFault
from desktop_app.registers.rules.template_parts import PaperParts, parts_called
from desktop_app.registers.rules.template_writing import written_template
from desktop_app.registers.shared_rules import called_by

LONGEST = 20_000
"""Characters of a template."""


def _readable(record: "TemplateRow", context: RuleContext) -> Iterable[Problem]:
    """A broken template is refused wherever it comes from, with the line and the reason."""
    parts, faults = parts_called(record.paper), faults_of(record.body)
    if parts is None:
        yield Problem("paper", f"程序里没有叫“{record.paper}”的材料", "请照“导出样式”里的名称写")
    elif faults:
        yield Problem("body", str(faults[0]), "请照导出的样式改好这一行")
    elif read_template(record.body).key != parts.key:
        yield Problem("body", f"写的是别的材料的样式，不是“{record.paper}”的", "请选对材料")


class TemplateRow(Record):
    """The template of one paper, as the file says it.

    An own row holds before a superior's; one that changes nothing keeps the paper as the program makes it.
    """

    paper = Text("材料", required=True, limit=60, index=True, width=16, help="材料的名称，例如 党员花名册")
    name = Text("样式名称", limit=60, width=16, help="谁定的、哪年的，例如 街道工委2026年样式")
    body = LongText("样式内容", required=True, limit=LONGEST, help="在“设置”里导出一份，改好再导入")

    class Meta:
        table_name = "paper_template"
        title = "纸质材料样式"
        group = "规则"
        icon = "document"
        listing = ("paper", "name")
        order = ("paper",)
        unique = (("paper",),)
        sections = (Section("样式", ("paper", "name", "body")),)
        rules = (_readable,)

        heading = called_by("paper")

    @property
    def mark(self) -> str:
        """What a printing is written down by to have used this very text."""
        return hashlib.sha256(self.body.encode("utf8", "surrogatepass")).hexdigest()[:16]


class InForce(NamedTuple):
    """The template a paper is printed with, or why there is none."""

    row: TemplateRow | None = None
    template: PaperTemplate | None = None
    parts: PaperParts | None = None
    fault: TemplateFault | None = None

    @property
    def mark(self) -> str:
        """The mark of the template in use; '' for the paper as it is by itself."""
        return self.row.mark if self.row is not None and self.template is not None else ""


def rows_of(context: RuleContext) -> dict[str, list[TemplateRow]]:
    """Paper → the rows that may be used for it, the own one first, then those of the nearest superior."""
    rows: list[TemplateRow] = context.find(TemplateRow.live())
    found: dict[str, list[TemplateRow]] = {}
    if rows:
        ranks = {office: at for at, office in enumerate((context.office, *superiors(context)))}
        held = [one for one in rows if (one.owner_office or context.office) in ranks]
        for one in sorted(held, key=lambda row: (ranks[row.owner_office or context.office], row.uid)):
            found.setdefault(one.paper, []).append(one)
    return found


def in_force(context: RuleContext, title: str) -> InForce:
    """The template the paper with a title is printed with: the own one, or the nearest superior's.

    One that cannot be read is told with its fault, and the paper stays as the program makes it.
    """
    if not context.find(TemplateRow.live().where(TemplateRow.paper == title).limit(1)):
        return InForce()
    rows = rows_of(context).get(title, [])
    return read_row(rows[0]) if rows else InForce()


def read_row(row: TemplateRow) -> InForce:
    """A row as it is used."""
    parts, faults = parts_called(row.paper), faults_of(row.body)
    if parts is None or faults:
        told = faults[0] if faults else TemplateFault(0, f"程序里没有叫“{row.paper}”的材料")
        return InForce(row, fault=told)
    return InForce(row, read_template(row.body), parts)


def as_shipped(parts: PaperParts) -> TemplateRow:
    """A row that keeps the paper as the program makes it, whatever a superior handed out."""
    return TemplateRow(paper=parts.title, name="程序自带的样式", body=written_template(parts).strip())


def changes_something(template: PaperTemplate, parts: PaperParts) -> bool:
    """Whether a paper comes out otherwise than by itself."""
    said = any(ours != theirs for words in template.words.values() for ours, theirs in words.items())
    tables = template.tables.items()
    arranged = any(table != tuple((one, one) for one in parts.tables[at]) for at, table in tables)
    return bool(said or arranged or template.notes or template.signed)
