"""One rating opened beside the list: the items with their scores and records, the three steps, the grade."""

from __future__ import annotations

from decimal import Decimal

from desktop_app.duties.basics.figure import thawed
from desktop_app.duties.displays.computed import BELOW_ALL
from desktop_app.duties.summaries.ratings import Rating, Scored, filled
from desktop_app.registers.displays.branch_ratings import BranchRating, RatingItem
from desktop_app.registers.displays.rating_schemes import MEASURES
from desktop_app.views.page_parts.entries import EntryLine, EntryList
from desktop_app.views.page_parts.page_frame import in_a_line
from desktop_app.views.page_parts.record_pane import RecordPane
from desktop_app.views.pages.rectification.become_issue import IssueDoor
from desktop_app.views.pages.reporting.figure_list_dialog import FigureListDialog
from desktop_app.views.parts.buttons import PlainButton
from desktop_app.views.parts.labels import Words, faint
from desktop_app.views.parts.status import Pill

ITEMS, STEPS = range(2)


def points(value: Decimal | None) -> str:
    """18.5 or 20, without idle zeros; — for nothing."""
    return f"{value.normalize():f}" if value is not None else "—"


class RatingPane(RecordPane[Rating, BranchRating]):
    """Shows one ``Rating``."""

    register, print_words = "branch_rating", "打印评级表"
    sections = ("评级", "三步得分", "否决与直接定级")

    @staticmethod
    def record_of(item: Rating) -> BranchRating:
        return item.rating

    def build(self) -> None:
        self.door = IssueDoor(self.runner)
        self.list_dialog: FigureListDialog | None = None
        theme, column = self.desk.theme, self.column
        self.title = Words(theme, steps=1, bold=True, wrap=True)
        self.total, self.grade = Pill(theme, ""), Pill(theme, "")
        self.lost = Pill(theme, "")
        self.about = faint(theme, wrap=True)
        column.addWidget(self.title)
        column.addWidget(in_a_line(theme, self.total, self.grade, self.lost))
        column.addWidget(self.about)
        self.items = EntryList(theme, "这个方案还没有指标项。到“评级方案”里编辑。", 64)
        self.items.asked.connect(self._asked)
        self.fill_button = PlainButton(theme, "从台账取数打分", "sync")
        self.fill_button.clicked.connect(self.fill)
        self.add_tab("指标得分", self.items, button=self.fill_button)
        self.add_form("三步得分与定级")

    def show_item(self, item: Rating) -> None:
        self.item = rating = item
        record, scheme, ledger = rating.rating, rating.scheme, self.desk.ledger
        self.title.setText(self._register.heading(record, ledger.name))
        full = f"{scheme.scheme.full_score}"
        told = ("总分", rating.total) if rating.is_decided else ("自评分", rating.own)
        self.total.set_state(f"{told[0]} {points(told[1])}/{full}", "plain")
        tone = "overdue" if record.veto else "done" if rating.is_decided else "draft"
        self.grade.set_state(rating.grade or BELOW_ALL, tone)
        self.lost.set_state(f"扣分 {len(rating.deductions)} 项", "due" if rating.deductions else "plain")
        grades = "、".join(f"{one.grade} {points(one.least)}分起" for one in scheme.grades)
        marks = (("自评", rating.own), ("测评", record.mass_score), ("考评", record.superior_score))
        steps = " · ".join(f"{word} {points(score)}" for word, score in marks)
        vetoes = "；".join(f"{one.item}（{one.kind}）" for one in scheme.vetoes)
        happened = [
            f"{word}：{'；'.join(told)}"
            for word, told in (("一票否决", record.veto), ("直接定级", record.direct))
            if told
        ]
        lines = (
            f"{scheme.scheme.name}：{grades}",
            steps,
            f"方案规定：{vetoes}" if vetoes else "",
            *happened,
        )
        self.about.setText("\n".join(line for line in lines if line))
        self.form.show_record(record)
        self.items.show_entries([self._line(at, one) for at, one in enumerate(rating.lines, 1)])
        scored = sum(one.line is not None and one.line.score is not None for one in rating.lines)
        self.tabs.setTabText(ITEMS, f"指标得分 {scored}/{len(rating.lines)}")

    def _line(self, at: int, one: Scored) -> EntryLine:
        item, line = one.item, one.line
        notes = [
            " · ".join(
                part
                for part in (item.part, item.how, f"取数：{MEASURES[item.measure]}" if item.measure else "")
                if part
            )
        ]
        if line is not None and line.basis:
            notes.append(f"依据：{line.basis}")
        if line is not None and line.reason:
            notes.append(f"扣分原因：{line.reason}")
        if one.issue is not None:
            notes.append(f"问题清单：{one.issue.code} {one.issue.state}")
        score = line.score if line is not None else None
        tone = "draft" if score is None else "due" if one.deducted else "done"
        verbs = [("score", "打分" if score is None else "改得分")]
        if line is not None and line.figure:
            verbs.append(("list", "看记录"))
        if one.issue is not None:
            verbs.append(("open", "打开问题"))
        elif one.deducted:
            verbs.append(("turn", "转入问题清单"))
        pill = f"{points(score)}/{points(item.max)}" if score is not None else f"满分 {points(item.max)}"
        return EntryLine(
            item.uid, f"第{at}项", item.item, tuple(note for note in notes if note), pill, tone, tuple(verbs)
        )

    # -- writing ---------------------------------------------------------------------------------------

    def fill(self) -> None:
        """Draw every measurable item from the registers, in one action."""
        lines = filled(self.item, self.desk.ledger)
        self.runner.run("从台账取数打分", lambda action: action.save(*lines))

    def _asked(self, key: str, item: str) -> None:
        scored = next(one for one in self.item.lines if one.item.uid == item)
        line = self.desk.ledger.get(RatingItem, scored.line.uid) if scored.line is not None else None
        if key == "score":
            fresh = line or RatingItem(rating=self.uid, item=item)
            note = f"{scored.item.item}，满分 {points(scored.item.max)} 分"
            self.ask_child(
                fresh, "打分", "保存得分", "保存指标得分", ("score", "reason", "basis"), note, about=item
            )
        elif line is None:
            return
        elif key == "list":
            (figure,) = thawed(line.figure or ())
            note = f"{scored.item.item}：打分时取的数和名单。双击打开记录。"
            self.list_dialog = FigureListDialog(self.desk, self.runner.shell, figure, note, self)
            self.list_dialog.open()
        elif key == "open":
            self.runner.shell.go("issues", uid=line.issue)
        else:
            self.door.ask(line)
