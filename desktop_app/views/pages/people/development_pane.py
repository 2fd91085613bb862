"""One person's way into the party beside the list: what is done and due, reviews, material, the steps."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_app.duties.basics.deadline import Standing
from desktop_app.duties.people.development_path import (
    STAGES,
    DevelopmentFile,
    Material,
    PathStep,
    copied_words,
    not_yet,
)
from desktop_app.registers.decided import TO_ADMIT, TO_CANCEL, TO_CONVERT, TO_EXTEND, ballot_about
from desktop_app.registers.people.development import (
    ACTIVIST,
    CANDIDATE,
    ENDED,
    Development,
    DevelopmentMaterial,
    DevelopmentReview,
)
from desktop_app.registers.people.members import FULL, PROBATIONARY
from desktop_app.views.page_parts.child_list import EDIT, REMOVE, ChildLines
from desktop_app.views.page_parts.entries import EntryLine, EntryList
from desktop_app.views.page_parts.page_frame import in_a_line
from desktop_app.views.page_parts.record_pane import RecordPane
from desktop_app.views.parts.buttons import LinkButton
from desktop_app.views.parts.labels import Words, faint
from desktop_app.views.parts.status import Pill, StepRail

TONES = {Standing.OVERDUE: "overdue", Standing.NEAR: "due", Standing.OPEN: "plain", Standing.DONE: "done"}
# The box of each step's vote, and what is voted on: who was voted on is not picked by hand.
BALLOTS = {
    "accept": ("accept_vote", TO_ADMIT),
    "discuss": ("convert_vote", TO_CONVERT),
    "extend": ("extend_vote", TO_EXTEND),
    "cancel": ("convert_vote", TO_CANCEL),
}
WAY, REVIEWS, MATERIALS, CONTENT = range(4)


class DevelopmentPane(RecordPane[DevelopmentFile, Development]):
    """Shows one ``DevelopmentFile``."""

    register, print_words, keeps_tab = "development", "打印纪实表", True
    sections = ("本人", "申请", "培养", "发展对象", "接收", "转正", "补录与备注")

    @staticmethod
    def record_of(item: DevelopmentFile) -> Development:
        return item.development

    def build(self) -> None:
        theme, column = self.desk.theme, self.column
        self.name = Words(theme, steps=1, bold=True)
        self.pill = Pill(theme, "")
        self.next = Pill(theme, "")
        column.addWidget(in_a_line(theme, self.name, self.pill, self.next))
        self.people = faint(theme, wrap=True)
        column.addWidget(self.people)
        self.rail = StepRail(theme, STAGES)
        column.addWidget(self.rail)
        self.member_button = LinkButton(theme, "看花名册", "members")
        self.member_button.clicked.connect(
            lambda: self.runner.shell.go("register:member", uid=self.item.development.member)
        )
        self.add_steps(self.member_button)
        self.way = EntryList(theme, "还没有需要办的。", 150)
        self.reviews = ChildLines(
            self, DevelopmentReview, "考察", "还没有考察记录。确定为积极分子后，每半年考察一次。",
            measure="次", add="记一次考察", new=self._new_review, heading="半年考察",
            note=lambda: f"{self.item.development.person}这半年怎么样",
        )  # fmt: skip
        self.materials = EntryList(theme, "", 36)
        self.materials.asked.connect(self._material_asked)
        self.add_tab("发展过程", self.way)
        self.add_tab("半年考察", self.reviews, button=self.reviews.add_button)
        about = faint(theme, "纸质材料收到了就勾选，写上页数；不用扫描。", wrap=True)
        self.add_tab("材料清单", about, self.materials)
        self.add_form("登记内容")

    def whose(self) -> str:
        return f"{self.item.development.person}的"

    def show_item(self, item: DevelopmentFile) -> None:
        self.item = file = item
        record, name = file.development, self.desk.ledger.name
        self.name.setText(record.person)
        self.pill.set_state(record.stage, "done" if record.stage == FULL else _stage_tone(record.stage))
        ahead = file.path.open_steps[:1]
        self.next.set_state(f"{ahead[0].title}：{ahead[0].words}" if ahead else "", _tone(ahead))
        self.next.setVisible(bool(ahead))
        show = self._register.show
        mentors = show(record, "mentors", name) or "还没有定"
        self.people.setText(
            f"递交申请书 {record.applied_on} · 培养联系人 {mentors}"
            + (f"\n{copied_words(record)}" if record.backfill_until is not None else "")
            + (f"\n终止原因：{record.end_reason}" if record.stage == ENDED and record.end_reason else "")
        )
        self._show_rail(record)
        self.show_steps(leave_out=not_yet(record))
        self.member_button.setVisible(bool(record.member))
        self.form.show_record(record)
        self._show_entries(file)

    def _show_rail(self, record: Development) -> None:
        days = (
            record.applied_on,
            record.activist_on,
            record.candidate_on,
            record.accepted_on,
            record.probation_end,
        )
        notes = [f"{day:%Y-%m-%d}" if day is not None else "" for day in days]
        if record.stage == ENDED:
            reached = sum(day is not None for day in days[:4])
            names = (*STAGES[:reached], ENDED)
            self.rail.show_steps(names, len(names) - 1, notes[:reached])
            return
        at = STAGES.index(record.stage)
        notes[4] = notes[4] if record.stage == FULL else ""
        self.rail.show_steps(STAGES, at + (record.stage == FULL), notes)

    def _show_entries(self, file: DevelopmentFile) -> None:
        record, name = file.development, self.desk.ledger.name
        self.way.show_entries(
            [
                EntryLine(
                    one.key,
                    one.title,
                    one.words,
                    (f"依据：{one.source}",),
                    "可以办" if one.earliest and one.state is not Standing.DONE else one.state.value,
                    "plain" if one.earliest and one.state is not Standing.DONE else TONES[one.state],
                )
                for one in file.path.steps
            ]
        )
        shut = record.stage in (FULL, ENDED)
        verbs = () if shut else (EDIT, REMOVE)
        self.reviews.show_entries(
            [
                EntryLine(
                    one.uid,
                    f"{one.on:%Y-%m-%d}",
                    one.text,
                    (f"考察人 {name(one.by)}",) if one.by else (),
                    verbs=verbs,
                )
                for one in reversed(file.reviews)
            ]
        )
        self.materials.show_entries([_material_line(one) for one in file.path.materials])
        self.reviews.add_button.setVisible(record.stage in (ACTIVIST, CANDIDATE, PROBATIONARY))
        here = sum(bool(one.uids) for one in file.path.materials)
        self.name_tabs(
            "过程", ("考察", len(file.reviews)), f"材料 {here}/{len(file.path.materials)}", "登记内容"
        )

    # -- writing ---------------------------------------------------------------------------------------

    def take_step(self, name: str) -> None:
        """Take a step; the roster is written along with it."""
        person = self.item.development.person
        told = {
            "accept": f"已接收{person}为预备党员，花名册里有了他的一行。",
            "discuss": f"大会通过{person}转正，报上级党委批准后再办「上级批准转正」。",
            "convert": f"{person}已转为正式党员，花名册同时改好。",
            "extend": f"已延长{person}的预备期，花名册同时改好。",
            "cancel": f"已取消{person}的预备党员资格，花名册同时记为出党。",
        }
        box, matter = BALLOTS.get(name, ("", ""))
        vote = ballot_about(self.desk.ledger, matter, person) if box else None
        self.steps.begin(
            self.item.development,
            name,
            preset={box: vote} if vote is not None else None,
            told=told.get(name, ""),
        )

    def _new_review(self) -> DevelopmentReview:
        one = self.item.development
        mentor = one.mentors[0].person if one.mentors else None
        return DevelopmentReview(development=one.uid, on=self.desk.ledger.today, by=mentor)

    def _material_asked(self, key: str, name: str) -> None:
        one, ledger = self.item.development, self.desk.ledger
        material = next(found for found in self.item.path.materials if found.name == name)
        rows = [row for uid in material.uids if (row := ledger.get(DevelopmentMaterial, uid)) is not None]
        if key == "tick":
            fresh = DevelopmentMaterial(development=one.uid, name=name, on=ledger.today)
            self.runner.run(f"勾选 {one.person}的{name}", lambda action: action.save(fresh))
        elif key == "remove":
            self.runner.run(f"取消勾选 {one.person}的{name}", lambda action: action.remove(*rows))
        elif rows or key == "more":
            fresh = DevelopmentMaterial(development=one.uid, name=name, on=ledger.today)
            record = fresh if key == "more" else rows[-1]
            self.ask_child(record, name, "保存", f"保存 {one.person}的{name}", ("pages", "on", "note"))


def _material_line(one: Material) -> EntryLine:
    """□ or √, what is lacking in its colour, and what can be done."""
    if not one.uids:
        tone = "overdue" if one.missing else "draft"
        return EntryLine(one.name, "□", one.name, (), one.words, tone, (("tick", "收到了"),))
    verbs = (("edit", "写页数"), ("more", "再收一份"), ("remove", "取消勾选"))
    several = (f"共 {len(one.uids)} 份",) if len(one.uids) > 1 else ()
    return EntryLine(one.name, "√", one.name, several, one.words, "done", verbs)


def _stage_tone(stage: str) -> str:
    return "draft" if stage == ENDED else "going"


def _tone(ahead: Sequence[PathStep]) -> str:
    return TONES[ahead[0].state] if ahead and not ahead[0].earliest else "plain"
