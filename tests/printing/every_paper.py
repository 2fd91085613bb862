"""Every kind of paper with something to be made of: those of a year's folder, and those it has not."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, cast

from desktop_app.printing.documents.paper import Arguments, PaperDeclaration
from desktop_app.printing.documents.papers import PAPERS
from desktop_app.printing.documents.year_folder import papers_of_year
from desktop_app.storage.rebuild_report import RebuildReport, RegisterTold

_REPORT = RebuildReport(
    "branch.zbf",
    900,
    3,
    backup="2026-11-22 17:30",
    registers=[RegisterTold("member", "党员花名册", whole=40, backup=5, history=1, lost=["孔瑾"])],
)
# What papers ask for that no record holds.
GIVEN: Mapping[str, Mapping[str, Any]] = {
    "move_slip": {"file": "支部文件.zbm", "size": 12_345_678},
    "recovery": {"number": "48213 90761 55308 12947 66021 83175"},
    "rebuild_report": {"told": json.dumps(_REPORT.as_plain(), ensure_ascii=False)},
    "trust_card": {
        "code": "Z001",
        "name": "春风社区第一支部",
        "fingerprint": "苹果 河堤 茶壶 松鼠 铅笔 书包",
    },
    "held_about": {"name": "张三丰"},
}


def every_paper(ledger: Any, year: int) -> Iterator[tuple[str, Arguments]]:
    """(key, arguments) of every paper of the year, then of those that are in no year's folder."""
    made = set()
    for kind in papers_of_year(ledger, year):
        made.add(kind.key)
        yield from ((kind.key, args) for args in kind.args)
    for key, paper in PAPERS.items():
        if key not in made:
            yield from ((key, args) for args in _others(paper, ledger, year))


def _others(paper: PaperDeclaration, ledger: Any, year: int) -> Iterator[Arguments]:
    """What a paper outside the year's folder is made of: a record that has reached it, or what is given."""
    given = GIVEN.get(paper.key, {})
    if paper.takes_uid:
        models = paper.registers or ((paper.filed_with,) if paper.filed_with else ())
        records = [one for model in models for one in ledger.find(model.live().order_by(model.uid))]
        for record in [one for one in records if not paper.reason(one, ledger)][:3]:
            yield cast(Arguments, {"uid": record.uid, **given})
    elif set(paper.needs) <= {"year", *given}:
        yield cast(Arguments, {**({"year": year} if "year" in paper.arguments else {}), **given})
