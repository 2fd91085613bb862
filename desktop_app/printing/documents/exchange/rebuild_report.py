"""修复报告: what a rebuild of the branch file brought back, from where, and what is lost."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.platypus import Flowable, Spacer

from desktop_app.printing.documents.draft import TEXT, UNDER, Draft, name_of_paper, office_draft
from desktop_app.printing.documents.ledger_view import LedgerView, branch_name, today_words
from desktop_app.printing.type.forms import Cell, RuledForm, label
from desktop_app.printing.type.page import MM
from desktop_app.printing.type.paragraph import Paragraph

_NAMED = 200
_HEADS = ("台账", "现有", "完好", "取自备份", "记录补回", "不是最新", "丢失")
_WIDTHS = (5.2, 1.6, 1.6, 2.2, 2.2, 2.2, 1.6)


@dataclass(frozen=True)
class RebuildSheet:
    """A rebuild as its paper tells it."""

    org: str
    day: str
    summary: str
    facts: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, ...], ...]
    lost: tuple[str, ...]


def gather(ledger: LedgerView, told: str) -> RebuildSheet:
    """The sheet of the rebuild that ``told`` tells of, as its report writes itself."""
    report: dict[str, Any] = json.loads(told)
    tables = [*report["registers"], *report["own"]]
    facts = (
        ("坏了的文件", f"{report['file']}，{report['pages']} 页里坏了 {report['bad']} 页"),
        ("现在改名为", report["kept_as"] or "没有改名"),
        ("补缺用的备份", report["backup"] or "没有能用的备份"),
    )
    lost = [f"{one['title']}　{words}（丢失）" for one in tables for words in one["lost"]]
    lost += [f"{one['title']}　{words}（不是最新）" for one in tables for words in one["older"]]
    more = [f"……共 {len(lost)} 条"] if len(lost) > _NAMED else []
    rows = tuple(_row(one) for one in tables if _count(one) or one["lost"])
    return RebuildSheet(
        branch_name(ledger),
        today_words(ledger),
        report["summary"],
        facts,
        rows,
        (*lost[:_NAMED], *more),
    )


def _count(one: dict[str, Any]) -> int:
    return int(one["whole"] + one["backup"] + one["history"])


def _row(one: dict[str, Any]) -> tuple[str, ...]:
    counts = (_count(one), one["whole"], one["backup"], one["history"], len(one["older"]), len(one["lost"]))
    return (one["title"], *(str(count) if count else "" for count in counts))


def story(sheet: RebuildSheet) -> list[Flowable]:
    """The paper: the file, the counts by register, what is lost by name, who checks."""
    rows: list[Sequence[Cell]] = [[label(head) for head in _HEADS]]
    rows += [[Cell(row[0]), *(Cell(words, align="center") for words in row[1:])] for row in sheet.rows]
    out: list[Flowable] = [
        name_of_paper(sheet.org, "修复报告"),
        RuledForm((3.0, 13.6), [[label(head), Cell(words)] for head, words in sheet.facts]),
        Spacer(1, 3 * MM),
        Paragraph(f"{sheet.day}修复：{sheet.summary}。", TEXT),
        Spacer(1, 2 * MM),
        RuledForm(_WIDTHS, rows),
        Spacer(1, 3 * MM),
    ]
    if sheet.lost:
        out.append(Paragraph("请对照纸质材料，把下面的补录进来：", TEXT))
        out += [Paragraph(words, UNDER) for words in sheet.lost]
    out.append(Paragraph("核对人：　　　　　　　　　　　　　年　　月　　日", UNDER))
    return out


def draft(ledger: LedgerView, told: str) -> Draft:
    """The 修复报告 of one rebuild."""
    sheet = gather(ledger, told)
    return office_draft("修复报告", "修复报告", sheet, story(sheet), about=sheet.day)
