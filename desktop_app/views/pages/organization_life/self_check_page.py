"""对照检查: the sheets of the body and the members by year; the one chosen is worked on at the right."""

from __future__ import annotations

from collections.abc import Iterable

from desktop_app.base.strokes import load_strokes
from desktop_app.duties.organization_life.self_checks import SelfCheckSheet, life_meeting_of, sheets
from desktop_app.registers.organization_life.self_checks import SelfCheck, standards_for
from desktop_app.registers.people.members import Member
from desktop_app.views.page_parts.filters import ALL, Pairs
from desktop_app.views.page_parts.line_list import Line
from desktop_app.views.page_parts.pane_page import NewRecord, PanePage
from desktop_app.views.pages.organization_life.self_check_pane import SelfCheckPane

BODY, PERSON = "班子", "党员"


class SelfCheckPage(PanePage[SelfCheckSheet, SelfCheck]):
    """Every sheet; the one chosen at the right with what was promised last time."""

    pane: SelfCheckPane | None

    register, heading, noun, measure = "self_check", "对照检查", "对照检查", "份"
    pane_class = SelfCheckPane
    new = NewRecord(
        "新增对照检查",
        "保存这份对照检查",
        ("subject", "year", "theme", "standards", "meeting"),
        "保存后先列出上次答应的事办到哪一步，再逐条查摆问题、写措施。",
    )
    hint = "姓名、主题"
    nothing = ("search", "点左边的一份对照检查，在这里查摆和整改", "先列出上次答应的事办到哪一步")
    paper, print_words = "self_check_sheet", "打印"

    def add_filters(self) -> None:
        self.year = self.filters.add_box("年度", self._years, lambda sheet, year: sheet.check.year == year)
        self.chips = self.filters.add_chips(
            ((ALL, "全部"), (BODY, BODY), (PERSON, PERSON)),
            lambda sheet, kind: self._is_person(sheet) == (kind == PERSON),
        )

    def _years(self) -> Pairs:
        years = sorted({one.check.year for one in self.items.values()}, reverse=True)
        return [(ALL, "全部年度"), *((year, f"{year}年") for year in years)]

    def wire(self, pane: SelfCheckPane) -> None:
        pane.voice_print.clicked.connect(lambda: self._print(pane.item, voices=True))

    def count_words(self) -> str:
        measures = [one for sheet in self.items.values() for one in sheet.measures]
        turned = sum(one.issue is not None for one in measures)
        return f"{len(self.items)} 份，措施 {len(measures)} 条，转入 {turned} 条"

    # -- the list --------------------------------------------------------------------------------------

    def read(self) -> Iterable[SelfCheckSheet]:
        ledger, strokes = self.desk.ledger, load_strokes()
        found = list(sheets(ledger))
        subjects = {one.check.subject for one in found}
        self._people = {uid for uid in subjects if ledger.get(Member, uid) is not None}
        return sorted(
            found,
            key=lambda one: (
                -(one.check.year or 0),
                self._is_person(one),
                strokes.sort_key(ledger.name(one.check.subject)),
            ),
        )

    def _is_person(self, sheet: SelfCheckSheet) -> bool:
        return sheet.check.subject in self._people

    def said(self, item: SelfCheckSheet) -> str:
        return item.check.theme or ""

    def named(self, item: SelfCheckSheet) -> Iterable[str]:
        return (self.desk.ledger.name(item.check.subject),)

    def line(self, item: SelfCheckSheet) -> Line:
        check = item.check
        turned = sum(one.issue is not None for one in item.measures)
        aside = f"措施 {len(item.measures)} 条，转入 {turned} 条" if item.measures else "还没有写措施"
        pill, tone = ("已完成", "done") if check.written_on else ("在写", "draft")
        name = self.desk.ledger.name(check.subject)
        return Line(check.uid, name, f"{check.year}年　{check.theme}", pill, tone, aside)

    # -- writing and printing --------------------------------------------------------------------------

    def new_record(self, **known: object) -> SelfCheck:
        """Year, meeting and theme are those of the last sheet of the year."""
        ledger = self.desk.ledger
        year = ledger.today.year
        last = next((one.check for one in self.items.values() if one.check.year == year), None)
        preset: dict[str, object] = {
            "year": year,
            "meeting": last.meeting if last is not None else life_meeting_of(ledger, year),
            "theme": last.theme if last is not None else None,
            "batch": last.batch if last is not None else known.get("batch"),
        }
        batch = known.get("batch")
        asked = standards_for(None, str(batch) if batch else None)
        preset["standards"] = last.standards if last is not None else asked
        return super().new_record(**preset | known)

    def print_item(self, item: SelfCheckSheet) -> None:
        self._print(item)

    def _print(self, item: SelfCheckSheet, *, voices: bool = False) -> None:
        """Show a sheet as it will be printed, with what others said where that is asked for."""
        self.preview(self.paper, self.paper_title(item), uid=item.check.uid, voices=voices)
