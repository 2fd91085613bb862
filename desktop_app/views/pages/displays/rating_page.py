"""支部评级: each year's rating under a scheme of the committee's, and the schemes themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop_app.duties.summaries.ratings import Rating, Scheme, ratings, schemes
from desktop_app.registers.displays.rating_schemes import shipped_schemes
from desktop_app.registers.people.orgs import own_branch
from desktop_app.storage.action import Change
from desktop_app.views.pages.displays.rating_pane import RatingPane, points
from desktop_app.views.pages.page_parts.chips import ChipRow
from desktop_app.views.pages.page_parts.line_list import Line
from desktop_app.views.pages.page_parts.plain_rows import Line as Row
from desktop_app.views.pages.page_parts.record_dialog import RecordDialog
from desktop_app.views.pages.page_parts.record_pane import PanePage
from desktop_app.views.pages.page_parts.verb_table import VerbTable, always
from desktop_app.views.parts.buttons import PlainButton, PrimaryButton
from desktop_app.views.parts.cards import EmptyState
from desktop_app.views.parts.choice_box import ChoiceBox

if TYPE_CHECKING:
    from desktop_app.desk import Desk
    from desktop_app.views.shell import Shell

ALL, RATINGS, SCHEMES = "", "ratings", "schemes"
VIEWS = ((RATINGS, "评级"), (SCHEMES, "评级方案"))
OWN = frozenset(
    ("branch_rating", "rating_item", "rating_scheme", "scheme_item", "scheme_grade", "issue", "party_org")
)
_NEW_BOXES = ("scheme", "period", "org")


class RatingPage(PanePage):
    """Every rating; the one chosen at the right; or the schemes, which are edited in their own table."""

    pane: RatingPane | None

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(desk, shell, "支部评级", "branch_rating")
        self.ratings: dict[str, Rating] = {}
        self.schemes: list[Scheme] = []
        self.dialog: RecordDialog | None = None
        self.print_button = PlainButton(self.theme, "打印评级表", "print")
        self.print_button.clicked.connect(self.on_print)
        self.new_button = PrimaryButton(self.theme, "新增评级", "add")
        self.new_button.clicked.connect(lambda: self.begin())
        theme = self.theme
        self.choice = ChoiceBox(theme, [(ALL, "全部方案")])
        self.choice.setAccessibleName("方案")
        self.choice.activated.connect(lambda _at: self._show_list())
        self.views = ChipRow(theme, VIEWS)
        self.views.chosen.connect(lambda _value: self._turn())
        empty = EmptyState(
            theme, "trophy", "点左边的一次评级，在这里打分", hint="能算的从台账取数，扣分的一步转入问题清单"
        )
        self.lay_out(self.choice, self.views, "评级", empty, least=290, shares=(8, 15))
        self.strip.addWidget(self.table_button)
        self.list.chosen.connect(self.open)
        self.table = VerbTable(
            theme,
            ("方案", "下发单位", "自哪年起", "总分", "指标项", "分值合计", "三步权重", "等次"),
            (130, 150, 90, 70, 80, 90, 170, 260),
            (
                ("按这个方案评级", "add", self.begin, always),
                ("编辑方案", "edit", self._edit_scheme, always),
            ),
            empty=("table", "还没有评级方案：照上级下发的新建，或者先放入随程序带的再改"),
            name="评级方案",
            known_by=lambda one: one.scheme.uid,
            right=(2, 3, 4, 5),
        )
        self.own_button = PlainButton(theme, "新建一个方案", "add")
        self.own_button.clicked.connect(lambda: shell.go("register:rating_scheme"))
        self.ship_button = PlainButton(theme, "放入随程序带的方案", "download")
        self.ship_button.clicked.connect(self._ship)
        self.table.foot.addWidget(self.own_button)
        self.table.foot.addWidget(self.ship_button)
        self.whole.addWidget(self.table, 1)
        self.table.hide()
        desk.bridge.changed.connect(self._changed)

    # -- the shell asks --------------------------------------------------------------------------------

    def count_words(self) -> str:
        return f"评级 {len(self.ratings)} 次，方案 {len(self.schemes)} 个"

    def search_hint(self) -> str:
        return "方案、对象、年度"

    def on_search(self, words: str) -> None:
        self._words = words
        self._show_list()

    def on_shown(self, **args: object) -> None:
        """``uid=`` opens a rating, ``view=`` shows ratings or schemes."""
        self._words = ""
        uid = str(args.get("uid") or "")
        self.refresh()
        if args.get("view") in dict(VIEWS) or uid:
            self.views.choose(args.get("view") or RATINGS)
        self._turn()
        if uid:
            self.choice.set_value(ALL)
            self._show_list()
            self.open(uid)
        elif self.pane is None and self.list.lines():
            self.list.choose(self.list.lines()[0].uid)

    def on_print(self) -> bool:
        if self.pane is None:
            self.shell.show_notice("先点左边的一次评级，再打印评级表。", tone="due")
        else:
            self.print_rating(self.pane.rating.rating.uid)
        return True

    def print_rating(self, uid: str) -> None:
        """Show a rating as it will be printed."""
        title = f"评级表　{self._register.heading(self.ratings[uid].rating, self.desk.ledger.name)}"
        self.shell.go("preview", key="rating_sheet", args={"uid": uid}, title=title, back="ratings")

    # -- what is in sight ------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read ratings and schemes again."""
        ledger = self.desk.ledger
        self.schemes = schemes(ledger)
        self.ratings = {one.rating.uid: one for one in ratings(ledger)}
        chosen = self.choice.value()
        self.choice.set_pairs(
            [(ALL, "全部方案"), *((one.scheme.uid, one.scheme.name) for one in self.schemes)]
        )
        if chosen in {one.scheme.uid for one in self.schemes}:
            self.choice.set_value(chosen)
        self._show_list()
        self.table.show_lines([_scheme_row(one) for one in self.schemes])
        self.ship_button.setVisible(not self.schemes)
        self.views.set_counts({RATINGS: len(self.ratings), SCHEMES: len(self.schemes)})
        self.headline_changed.emit()

    def _turn(self) -> None:
        self.body.setVisible(self.views.value() == RATINGS)
        self.table.setVisible(self.views.value() == SCHEMES)

    def _show_list(self) -> None:
        name, wanted = self.desk.ledger.name, self.choice.value()
        shown = [
            one
            for one in self.ratings.values()
            if wanted in (ALL, one.scheme.scheme.uid)
            and self._words in f"{one.scheme.scheme.name}{name(one.rating.org)}{one.rating.period}"
        ]
        current = self.pane.rating.rating.uid if self.pane is not None else ""
        self.list.show_lines([self._line(one) for one in shown], current)
        self.none.setVisible(not shown)

    def _line(self, one: Rating) -> Line:
        record = one.rating
        tone = "overdue" if record.veto else "done" if one.grade else "draft"
        return Line(
            record.uid, f"{record.period}年 {one.scheme.scheme.name}", self.desk.ledger.name(record.org),
            one.grade or "未评定", tone, f"总分 {points(one.total)}",
        )  # fmt: skip

    # -- opening and writing ---------------------------------------------------------------------------

    def open(self, uid: str) -> None:
        """Open a rating at the right."""
        rating = self.ratings.get(uid)
        if rating is None:
            self.shell.show_notice("这次评级已经不在了。", tone="due")
            return
        if self.pane is not None and self.pane.rating.rating.uid == uid:
            return
        pane = RatingPane(self.desk, self.runner, self.steps, rating)
        pane.print_button.clicked.connect(lambda: self.print_rating(uid))
        pane.setMinimumWidth(self.theme.unit(420))
        self.put_up(pane, uid)

    def begin(self, scheme: Scheme | None = None) -> None:
        """Ask for a new rating, under ``scheme`` where one is chosen."""
        if self.dialog is not None:
            self.dialog.deleteLater()
        ledger = self.desk.ledger
        record = self._register.new(
            scheme=scheme.scheme.uid if scheme is not None else None,
            period=ledger.today.year,
            org=own_branch(ledger),
        )
        self.dialog = RecordDialog(
            self.desk, self._register, record, "新增评级", "开始评级", boxes=_NEW_BOXES,
            note="保存后点“从台账取数打分”，能算的先算出来，其余逐项打分。", parent=self,
        )  # fmt: skip
        self.dialog.taken.connect(self._save_new)
        self.dialog.open()

    def _save_new(self, record: Any) -> None:
        dialog = self.dialog
        assert dialog is not None

        def done() -> None:
            dialog.accept()
            self.on_shown(uid=record.uid)

        self.runner.run("保存 新的评级", lambda action: action.save(record), done=done, failed=dialog.refused)

    def _edit_scheme(self, one: Scheme) -> None:
        self.shell.go("register:rating_scheme", uid=one.scheme.uid)

    def _ship(self) -> None:
        self.runner.run("放入随程序带的评级方案", lambda action: action.save(*shipped_schemes()))

    def _changed(self, change: Change) -> None:
        if not change.registers() & OWN:
            return
        self.refresh()
        if self.pane is None:
            return
        rating = self.ratings.get(self.pane.rating.rating.uid)
        if rating is None:
            self.put_away()
        else:
            self.pane.show_rating(rating)


def _scheme_row(one: Scheme) -> Row:
    scheme = one.scheme
    weights = [(scheme.self_weight, "自评"), (scheme.mass_weight, "测评"), (scheme.superior_weight, "考评")]
    told = "、".join(f"{word}{weight}%" for weight, word in weights if weight)
    grades = "、".join(f"{grade.grade} ≥{points(grade.least)}" for grade in one.grades)
    since = str(scheme.since_year) if scheme.since_year else ""
    cells = (
        scheme.name, scheme.handed_by or "", since, str(scheme.full_score), f"{len(one.items)}",
        points(one.points), told or "取最后一步", grades,
    )  # fmt: skip
    return Row(cells, {}, one)
